"""Files that other programs open."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reportedly.export.columns import COLUMNS, told_range
from reportedly.export.csv import LONGEST_CELL, safe_text, write_csv
from reportedly.export.fields import (
    Fields,
    copy_fields,
    event_fields,
    incident_fields,
    judgement_fields,
    problem_fields,
    report_fields,
    statement_fields,
)
from reportedly.export.formats import EXPORTERS, TABLES
from reportedly.export.jsonl import write_jsonl
from reportedly.terms.incidents import Judgement, Question, Verdict
from reportedly.terms.lineage import Copy, Direction
from reportedly.terms.reports import Origin, Problem
from reportedly.terms.spans import Span

from .making import TEXT, make_event, make_incident, make_report, make_statement

# Any text, with the signs that do harm in a spreadsheet drawn often.
anything = st.text(
    st.sampled_from("=+-@'\t\r\n\x00\x85\u2028\u202e\u200b\ufeff;,\"|＝ a1") | st.characters(), max_size=30
)


def _all_kinds(words: str) -> dict[str, Fields]:
    """One object of each kind, every free text in it replaced by these words."""
    report = make_report(TEXT, words)
    judgement = Judgement(
        question=Question.SAME_VOICE,
        left=words,
        right=words,
        verdict=Verdict.UNSURE,
        score=0.5,
        reasons=(words, words),
        judge="person:" + words,
    )
    problem = Problem(kind=words, origin=Origin(uri=words, member=words), stage=words, detail=words)
    copy = Copy(Span("a", 1, 5), Span("b", 2, 6), 0.75, Direction.UNKNOWN)
    return {
        "reports": {**report_fields(report), "copied": 0.25, "shared": 0.0, "own": 0.75},
        "statements": statement_fields(make_statement(words), report),
        "copies": copy_fields(copy, {"a": words}),
        "events": event_fields(make_event(words), report),
        "incidents": incident_fields(make_incident(words)),
        "problems": problem_fields(problem),
        "judgements": judgement_fields(judgement),
    }


def _rows(kind: str, objects: list[Fields]) -> list[list[str]]:
    """Write a table and read it back."""
    stream = io.StringIO(newline="")
    assert write_csv(kind, objects, stream) == len(objects)
    return list(csv.reader(io.StringIO(stream.getvalue(), newline="")))


@given(anything)
def test_json_lines_carry_every_text_unchanged(words: str) -> None:
    """One object a line for any program's idea of a line, and the same text back."""
    objects = list(_all_kinds(words).values())
    stream = io.StringIO(newline="")
    assert write_jsonl(objects, stream) == len(objects)
    assert [json.loads(line) for line in stream.getvalue().splitlines()] == objects
    assert stream.getvalue().count("\n") == len(objects)


@given(anything)
def test_tables_parse_back_with_a_cell_for_each_column(words: str) -> None:
    """No text can break out of its cell or its row."""
    for kind, fields in _all_kinds(words).items():
        header, *rows = _rows(kind, [fields, fields])
        assert header == [column.name for column in COLUMNS[kind]]
        assert len(rows) == 2
        assert [len(row) for row in rows] == [len(header)] * 2


@given(anything)
@example("=HYPERLINK(1)")
@example("\t=1")
@example("\u200b@x")
def test_no_cell_of_text_starts_as_a_formula(words: str) -> None:
    """A report is written by strangers: opening a table of it must never run what they wrote."""
    for kind, fields in _all_kinds(words).items():
        _, row = _rows(kind, [fields])
        for column, cell in zip(COLUMNS[kind], row, strict=True):
            if not isinstance(column.cell(fields), int | float):
                assert not cell.strip().lstrip("\u200b\ufeff").startswith(("=", "+", "-", "@"))
            assert not set("\t\r\n\x00\u2028\u202e") & set(cell)


def test_numbers_stay_numbers() -> None:
    """A negative longitude is a number to draw, not a formula to be disarmed, and stands unquoted."""
    stream = io.StringIO(newline="")
    write_csv("events", [_all_kinds("x")["events"]], stream)
    assert ",61.25,-3.5,500.0," in stream.getvalue()


@given(st.text(st.characters(categories=["L", "N"]), max_size=50))
def test_harmless_text_is_untouched(words: str) -> None:
    """Names in any script come out as they are."""
    assert safe_text(words) == words


def test_hidden_controls_are_shown() -> None:
    """Text that would turn its neighbours around is made visible, and nothing of it is lost."""
    assert safe_text("gnp.\u202eexe") == "gnp.⟨U+202E⟩exe"
    assert safe_text("a\x00b") == "a⟨U+0000⟩b"
    assert safe_text("two\r\n\r\nlines") == "two lines"
    assert safe_text("نص عربي\u200f.") == "نص عربي\u200f."


def test_a_cell_longer_than_a_spreadsheet_holds_says_that_it_is_cut() -> None:
    """Excel spills longer cells over the rows below; a cut must be told."""
    told = safe_text("𐍈" * 40_000)
    assert len(told.encode("utf-16-le")) // 2 <= LONGEST_CELL
    assert told.endswith("[40000 characters in all; see JSON Lines]")
    assert safe_text("a" * LONGEST_CELL) == "a" * LONGEST_CELL


def test_an_empty_table_still_has_its_header() -> None:
    """A table without rows says what it would hold."""
    for kind in COLUMNS:
        assert _rows(kind, []) == [[column.name for column in COLUMNS[kind]]]


def test_columns_are_named_once_and_explained() -> None:
    """Each column of each table is documented, under a name of its own."""
    for columns in COLUMNS.values():
        assert len({column.name for column in columns}) == len(columns)
        assert all(column.meaning for column in columns)


def test_a_statement_reads_in_its_row() -> None:
    """The row tells who said what through whom, and where the words stand."""
    header, cells = _rows("statements", [statement_fields(make_statement(), make_report())])
    row = dict(zip(header, cells, strict=True))
    assert row["chain"] == "Lakeside Herald > Lakeside Radio > the mayor"
    assert (row["start"], row["end"], row["hedges"]) == ("0", "86", "3 or 4")
    assert (row["parent"], row["condition"]) == ("", "")
    assert row["when_start"] == "2024-05-03T00:00:00Z"


def test_an_incident_counts_reports_and_origins_apart() -> None:
    """The two numbers that must never be confused stand in two columns."""
    header, cells = _rows("incidents", [incident_fields(make_incident())])
    row = dict(zip(header, cells, strict=True))
    assert (row["reports"], row["origins"], row["origin_names"]) == ("2", "1", "the mayor")
    assert (row["counts"], row["in_register"]) == ("cellars: 3 to 4", "true")


@pytest.mark.parametrize(
    ("low", "high", "approximate", "told"),
    [
        (4, 4, False, "4"),
        (2, 4, True, "about 2 to 4"),
        (2, None, False, "at least 2"),
        (None, 9, False, "up to 9"),
        (None, None, False, "unknown"),
    ],
)
def test_counts_keep_their_doubt(low: int | None, high: int | None, approximate: bool, told: str) -> None:
    """ "At least two" must not become two on the way into a table."""
    assert told_range({"low": low, "high": high, "approximate": approximate}) == told


def test_every_table_format_writes_a_file_that_opens(tmp_path: Path) -> None:
    """Whoever adds a format gets it tested here; spreadsheets need the mark that tells them UTF-8."""
    tables = [each for each in EXPORTERS if each.kinds == TABLES]
    for exporter in tables:
        path = tmp_path / f"statements{exporter.suffix}"
        objects = [_all_kinds("Ærø")["statements"]]
        if exporter.binary:
            with path.open("wb") as held:
                assert exporter.write("statements", objects, held) == 1
        else:
            with path.open("w", encoding=exporter.encoding, newline="") as stream:
                assert exporter.write("statements", objects, stream) == 1
            assert "Ærø" in path.read_text(encoding=exporter.encoding)
    assert (tmp_path / "statements.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert {each.name for each in tables} == {"csv", "jsonl", "parquet"}


def test_formats_are_told_apart() -> None:
    """Two formats of one name, or with files of one name, would overwrite each other."""
    assert len({exporter.name for exporter in EXPORTERS}) == len(EXPORTERS)
    assert len({exporter.suffix for exporter in EXPORTERS}) == len(EXPORTERS)
    for exporter in EXPORTERS:
        assert exporter.about
        assert set(exporter.usual) <= set(exporter.kinds) <= set(TABLES)
