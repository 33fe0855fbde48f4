"""Typed tables, read back by the library that everybody reads them with."""

import io
import json
import sys
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest
from pyarrow import parquet

from reportedly.export.about import About
from reportedly.export.fields import (
    Fields,
    copy_fields,
    event_fields,
    incident_fields,
    problem_fields,
    report_fields,
    statement_fields,
)
from reportedly.export.parquet import GROUP, SHAPES, MissingLibrary, write_parquet
from reportedly.terms.lineage import Copy, Direction
from reportedly.terms.reports import Origin, Problem
from reportedly.terms.spans import Span

from .making import make_event, make_incident, make_report, make_statement

ABOUT = About(form="parquet", kind="events", chosen=(), rows=1, kept=1, of=1)


def one_of(kind: str, words: str = "x") -> Fields:
    """One object of a kind."""
    report = make_report(words=words)
    problem = Problem(kind=words, origin=Origin(uri=words, member=None), stage=words, detail=words)
    copy = Copy(Span("a", 1, 5), Span("b", 2, 6), 0.75, Direction.UNKNOWN)
    made: Mapping[str, Fields] = {
        "reports": {**report_fields(report), "copied": 0.25, "shared": 0.0, "own": 0.75},
        "statements": statement_fields(make_statement(words), report),
        "copies": copy_fields(copy, {"a": words}),
        "events": event_fields(make_event(words), report),
        "incidents": incident_fields(make_incident(words)),
        "problems": problem_fields(problem),
    }
    return made[kind]


def read_back(kind: str, *objects: Fields) -> Any:
    """The table that was written."""
    stream = io.BytesIO()
    assert write_parquet(kind, objects, stream) == len(objects)
    return parquet.read_table(io.BytesIO(stream.getvalue()))


def plain(value: Any, like: Any) -> Any:
    """A value from a table as JSON Lines have it: times as text, no fields that JSON leaves out."""
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, dict) and isinstance(like, dict):
        assert all(value[name] is None for name in value.keys() - like.keys())
        return {name: plain(value[name], like[name]) for name in like}
    if isinstance(value, list) and isinstance(like, list):
        return [plain(each, other) for each, other in zip(value, like, strict=True)]
    return value


@pytest.mark.parametrize("kind", sorted(SHAPES))
def test_a_table_reads_back_as_it_was(kind: str) -> None:
    """Every field of JSON Lines is there, under its name, with its value."""
    told = one_of(kind)
    (found,) = read_back(kind, told).to_pylist()

    assert plain(found, told) == told


@pytest.mark.parametrize("kind", sorted(SHAPES))
def test_no_field_is_left_out(kind: str) -> None:
    """A field that the objects gain and the table does not would vanish silently."""

    def missing(value: Any, shape: Any, at: str) -> list[str]:
        if isinstance(value, dict):
            gone = [f"{at}.{name}" for name in value if name not in shape]
            inner = [m for n in value if n in shape for m in missing(value[n], shape[n], f"{at}.{n}")]
            return gone + inner
        if isinstance(value, list):
            return [m for each in value for m in missing(each, shape[0], f"{at}[]")]
        return []

    assert missing(one_of(kind), SHAPES[kind], kind) == []


def test_times_are_times_and_numbers_numbers() -> None:
    """A data frame that gets texts for times cannot be sorted or cut by them."""
    schema = read_back("events", one_of("events")).schema

    assert str(schema.field("when").type.field("start").type) == "timestamp[us, tz=UTC]"
    assert str(schema.field("where").type.field("latitude_deg").type) == "double"
    assert str(schema.field("trigger").type.field("start").type) == "int64"


@pytest.mark.parametrize("words", ["\x00", "a\ud800b", "\u202egnp", "𐍈" * 5])
def test_any_text_fits(words: str) -> None:
    """One broken sign in one title must not end the export of a million reports."""
    (found,) = read_back("incidents", one_of("incidents", words)).to_pylist()

    assert found["title"] == words.replace("\ud800", "⟨U+D800⟩")


def test_the_footer_holds_the_account() -> None:
    """The file alone says what it holds and what its columns mean."""
    stream = io.BytesIO()
    write_parquet("events", [one_of("events")], stream, lambda rows: ABOUT)
    held = json.loads(parquet.read_metadata(io.BytesIO(stream.getvalue())).metadata[b"reportedly"])

    assert (held["rows"], held["of"]) == (1, 1)
    assert held["columns"]["id"] == "Event id"


def test_an_empty_table_has_its_columns() -> None:
    """No rows is an answer; no columns is a broken file."""
    table = read_back("copies")

    assert (table.num_rows, table.column_names) == (
        0,
        ["id", "source", "copy", "identity", "basis", "status"],
    )


def test_rows_are_written_in_groups() -> None:
    """Rows are let go of when a group is full, so that memory does not grow with the record."""
    stream = io.BytesIO()
    problem = one_of("problems")
    write_parquet("problems", (problem for _ in range(GROUP + 1)), stream)

    assert parquet.read_metadata(io.BytesIO(stream.getvalue())).num_row_groups == 2


def test_without_the_library_the_error_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most people have not installed it; a traceback would tell them nothing."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    with pytest.raises(MissingLibrary, match=r"pip install 'reportedly\[parquet\]'"):
        write_parquet("events", [], io.BytesIO())
