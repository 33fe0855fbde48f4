"""``reportedly export``: files for other programs, whole or not at all, each with its account."""

import csv
import html
import io
import json
import re
import shutil
import zipfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet

from reportedly.cli import exporting
from reportedly.export.about import About
from reportedly.export.acled import ACLED_COLUMNS
from reportedly.run.listing import KINDS
from tests.unit.cli.making import REPORTS, locked, objects, run


def account(path: Path) -> Any:
    """The account beside a file."""
    return json.loads(path.with_name(f"{path.name}.about.json").read_text(encoding="utf-8"))


def plain(value: Any, like: Any) -> Any:
    """A value from a Parquet table as JSON Lines have it; it may hold no more than nulls beyond that."""
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, dict) and isinstance(like, dict):
        assert all(value[name] is None for name in value.keys() - like.keys())
        return {name: plain(value[name], like[name]) for name in like}
    if isinstance(value, list) and isinstance(like, list):
        return [plain(each, other) for each, other in zip(value, like, strict=True)]
    return value


def exported(kept: Path, out: Path, *arguments: str) -> Any:
    """Run an export to one file; return its account."""
    result = run("export", *arguments, "--out", out, "--into", kept)
    assert result.exit_code == 0, result.stderr
    assert result.stdout == ""
    return account(out)


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_an_export_to_a_folder_has_a_file_for_each_kind(kept: Path, tmp_path: Path, form: str) -> None:
    """Everything the record holds leaves it in one command, and the command says what it wrote."""
    out = tmp_path / "deep" / "export"

    result = run("export", form, "--out", out, "--into", kept)

    assert result.exit_code == 0
    assert result.stdout == ""
    names = {f"{kind}.{form}" for kind in KINDS}
    assert {path.name for path in out.iterdir()} == names | {f"{name}.about.json" for name in names}
    assert len(result.stderr.splitlines()) == len(KINDS)
    for kind in KINDS:
        shown = run("show", kind, "--into", kept, "--format", form).stdout_bytes
        assert (out / f"{kind}.{form}").read_bytes().removeprefix(b"\xef\xbb\xbf") == shown
        assert account(out / f"{kind}.{form}")["rows"] == len(objects(kind, kept))


def test_an_export_of_one_kind_goes_where_it_is_told(kept: Path, tmp_path: Path) -> None:
    """One kind goes to standard output, to a file, or into a folder; the account never among the rows."""
    plain = run("export", "jsonl", "--kind", "events", "--into", kept)
    run("export", "jsonl", "--kind", "events", "--out", tmp_path / "e.jsonl", "--into", kept)
    run("export", "--format", "jsonl", "--kind", "events", "--out", tmp_path, "--into", kept)

    assert plain.exit_code == 0
    assert [json.loads(line) for line in plain.stdout.splitlines()] == objects("events", kept)
    assert f"of {len(objects('events', kept))} events" in plain.stderr
    assert (tmp_path / "e.jsonl").read_bytes() == plain.stdout_bytes
    assert (tmp_path / "events.jsonl").read_bytes() == plain.stdout_bytes


def test_an_export_that_cannot_be_written_leaves_nothing(kept: Path, tmp_path: Path) -> None:
    """Half an export is worse than none: it looks whole."""
    (tmp_path / "file").write_text("in the way")
    shut = tmp_path / "shut"
    shut.mkdir()

    several = run("export", "csv", "--into", kept)
    blocked = run("export", "csv", "--out", tmp_path / "file", "--into", kept)
    with locked(shut):
        refused = run("export", "csv", "--out", shut, "--into", kept)

    for result in (several, blocked, refused):
        assert result.exit_code == 2
        assert len(result.stderr.splitlines()) == 1
    assert (tmp_path / "file").read_text() == "in the way"
    assert list(shut.iterdir()) == []


@pytest.mark.parametrize("error", [ValueError, UnicodeError, KeyboardInterrupt])
def test_a_fault_in_the_middle_leaves_nothing(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    """Not only full disks end an export: whatever does, no piece of it stays."""
    (tmp_path / "e.csv").write_text("old")

    def broken(*arguments: Any) -> About:
        arguments[4].write("half")
        raise error

    monkeypatch.setattr(exporting, "write_rows", broken)
    with suppress(error):
        run("export", "csv", "--kind", "events", "--out", tmp_path / "e.csv", "--into", kept)

    assert [path.name for path in tmp_path.iterdir()] == ["e.csv"]
    assert (tmp_path / "e.csv").read_text() == "old"


def test_the_record_is_never_written_over(kept: Path, tmp_path: Path) -> None:
    """`--out record.db` is one slip of the finger; years of reading must survive it."""
    before = kept.read_bytes()
    link = tmp_path / "link.csv"
    link.symlink_to(kept)

    for out in (kept, link, Path(f"{kept}-wal")):
        result = run("export", "csv", "--kind", "events", "--out", out, "--into", kept)
        assert result.exit_code == 2
        assert "the record itself" in result.stderr
    assert kept.read_bytes() == before


def test_a_folder_that_is_not_there_is_said(kept: Path, tmp_path: Path) -> None:
    """One file does not make folders: a misspelt path would hide it."""
    result = run("export", "geojson", "--out", tmp_path / "no" / "map.geojson", "--into", kept)

    assert result.exit_code == 2
    assert "does not exist" in result.stderr


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet", "geojson", "acled", "ftm", "dossier"])
def test_every_format_accounts_for_every_incident(kept: Path, tmp_path: Path, form: str) -> None:
    """What is kept and what is left out add up to what the record holds, whatever is asked for."""
    total = len(objects("incidents", kept))
    for number, asked in enumerate(
        ([], ["--realis", "any"], ["--since", "2031-05", "--until", "2031-06"], ["--country", "IQ"],
         ["--cell", "type=ASSAULT"])
    ):  # fmt: skip
        kind = [] if form == "dossier" else ["--kind", "incidents"]
        told = exported(kept, tmp_path / f"{number}", form, *kind, *asked)
        assert told["of"] == total
        assert told["kept"] + sum(told["left_out"].values()) == total
        assert told["format"] == form


def test_only_what_the_register_counts_unless_asked(kept: Path, tmp_path: Path) -> None:
    """A threat on a map of attacks is the fault that this program is there to avoid."""
    counted = sum(each["in_register"] for each in objects("incidents", kept))
    total = len(objects("incidents", kept))

    assert counted < total
    assert exported(kept, tmp_path / "a", "geojson")["kept"] == counted
    assert exported(kept, tmp_path / "b", "geojson", "--realis", "any")["kept"] == total
    assert exported(kept, tmp_path / "c", "jsonl", "--kind", "incidents")["kept"] == total


def test_parquet_holds_what_json_lines_hold(kept: Path, tmp_path: Path) -> None:
    """The same records, read by the library that everybody reads them with."""
    run("export", "parquet", "--out", tmp_path, "--into", kept)

    for kind in KINDS:
        table = parquet.read_table(tmp_path / f"{kind}.parquet")
        told = objects(kind, kept)
        assert [plain(row, each) for row, each in zip(table.to_pylist(), told, strict=True)] == told


def test_a_register_in_their_columns(kept: Path) -> None:
    """The raid stands in one row, with its reports and fewer origins."""
    result = run("export", "acled", "--into", kept)

    rows = list(csv.DictReader(io.StringIO(result.stdout, newline="")))
    raid = max(rows, key=lambda row: int(row["reports"]))
    assert list(raid) == [column.name for column in ACLED_COLUMNS]
    assert (raid["country"], raid["reports"]) == ("Iraq", str(len(REPORTS)))
    assert 0 < int(raid["origins"]) < len(REPORTS)
    assert (raid["fatalities_low"], raid["fatalities_high"]) == ("3", "5")
    assert raid["fatalities_best"] in {"3", "5"}


def test_entities_hang_together(kept: Path, tmp_path: Path) -> None:
    """A link to an entity that is not in the file is an error in every program that loads it."""
    told = exported(kept, tmp_path / "e.ftm.json", "ftm")
    entities = [json.loads(line) for line in (tmp_path / "e.ftm.json").read_text().splitlines()]
    schemata = {entity["id"]: entity["schema"] for entity in entities}
    links = [entity["properties"] for entity in entities if entity["schema"] == "Documentation"]

    assert len(schemata) == len(entities) == told["rows"] == sum(told["rows_by_kind"].values())
    assert links
    for link in links:
        assert [schemata[each] for each in link["document"]] == ["Article"]
        assert [schemata[each] for each in link["entity"]] == ["Event"]


def test_annotations_open_at_their_words(kept: Path, tmp_path: Path) -> None:
    """Every word opens, in every export that names words."""
    run("export", "annotations", "--out", tmp_path, "--into", kept)
    texts = {report["uri"]: report["text"] for report in REPORTS}

    for kind in ("statements", "events"):
        path = tmp_path / f"{kind}.annotations.jsonl"
        made = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        assert account(path)["kept"] == len(objects(kind, kept))
        assert len({each["id"] for each in made}) == len(made) == account(path)["rows"]
        for target in (
            t
            for each in made
            for t in (each["target"] if isinstance(each["target"], list) else [each["target"]])
        ):
            quote, position = target["selector"]
            text = texts[target["source"]["id"]]
            assert text[position["start"] : position["end"]] == quote["exact"]


def test_a_dossier_of_a_tally_cell(kept: Path, tmp_path: Path) -> None:
    """From a number in the tally to a file that proves it: the same incidents, and no others."""
    tally = json.loads(run("tally", "--by", "month,type", "--format", "json", "--into", kept).stdout)
    row = max(tally["rows"], key=lambda each: each["reports"])
    out = tmp_path / "cell.zip"

    told = exported(kept, out, "dossier", "--cell", f"month={row['month'] or ''},type={row['type']}")

    with zipfile.ZipFile(out) as archive:
        pages = [name for name in archive.namelist() if name.startswith("incidents/")]
    assert sorted(pages) == sorted(f"incidents/{each}.html" for each in row["incident_ids"])
    assert told["kept"] == row["incidents"]


def test_every_offset_in_a_dossier_opens_at_its_words(kept: Path, tmp_path: Path) -> None:
    """The reader of a dossier can look each word up in the report it came from."""
    exported(kept, tmp_path / "all.zip", "dossier", "--realis", "any")
    texts = [report["text"] for report in REPORTS]
    row = re.compile(r'<td><bdi>([^<]*)</bdi></td><td><span class="at">(\d+)–(\d+)</span></td>')
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        pages = [archive.read(n).decode() for n in archive.namelist() if n.startswith("incidents/")]
    found = [cells for page in pages for cells in row.findall(page)]

    assert found
    for words, start, end in found:
        assert html.unescape(words) in {text[int(start) : int(end)] for text in texts}


def test_every_format_is_shown_with_an_example() -> None:
    """Nobody guesses what a format is called, or what it is for."""
    shown = run("export", "--help").stdout

    for name in exporting.FORMATS:
        assert f"  {name} " in shown
        assert f"reportedly export {name} " in shown


def test_two_dossiers_of_one_record_are_the_same_bytes(kept: Path, tmp_path: Path) -> None:
    """Whoever gets a dossier can check it against the record by making it again."""
    raid = max(objects("incidents", kept), key=lambda each: len(each["reports"]))

    for name in ("a.zip", "b.zip"):
        exported(kept, tmp_path / name, "dossier", "--id", raid["id"])
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


@pytest.mark.parametrize(
    "arguments",
    [
        ("parquet", "--kind", "events"),
        ("dossier",),
        ("annotations",),
        ("dossier", "--kind", "events", "--out", "x.zip"),
        ("acled", "--kind", "events"),
        ("csv", "--kind", "events", "--country", "IQ"),
        ("csv", "--kind", "incidents", "--cell", "colour=red"),
        ("csv", "--kind", "incidents", "--cell", "nothing"),
        ("csv", "--kind", "incidents", "--country", "Iraqistan"),
        ("csv", "--kind", "incidents", "--since", "yesterday"),
        ("csv", "--kind", "incidents", "--id", "incident-none"),
        ("csv", "--format", "jsonl"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    """Wrong usage ends with 2, says what to do, and writes nothing."""
    monkeypatch.chdir(tmp_path)

    result = run("export", *arguments, "--into", kept)

    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("reportedly: ")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def decided(kept: Path, tmp_path: Path) -> tuple[Path, str, str]:
    """A record in which a person put one incident right and rejected another; the record and both ids."""
    record = Path(shutil.copy(kept, tmp_path / "record.db"))
    (right,) = (each["id"] for each in objects("incidents", record) if each["disagreements"])
    wrong = next(
        each["id"] for each in objects("incidents", record) if each["in_register"] and each["id"] != right
    )
    values = ("count.killed=77", "where=Gate 4 @ 30.5, 47.75", "when=2031-05-09")
    assert run("decide", "edit", right, *values, "--as", "ada", "--into", record).exit_code == 0
    assert run("decide", "reject", wrong, "--as", "bo", "--why", "=1+1", "--into", record).exit_code == 0
    said = objects("statements", record)[0]["id"]
    assert run("decide", "reject", said, "--as", "bo", "--why", "no", "--into", record).exit_code == 0
    return record, right, wrong


@pytest.mark.parametrize(
    ("form", "suffix", "shown"),
    [
        ("csv", ".csv", "killed: 77"),
        ("jsonl", ".jsonl", '"number":77'),
        ("geojson", ".geojson", "[47.75,30.5]"),
        ("acled", ".acled.csv", "30.5"),
        ("ftm", ".ftm.json", "best numbers: killed: 77"),
    ],
)
def test_what_persons_decided_is_what_is_exported(
    decided: tuple[Path, str, str], tmp_path: Path, form: str, suffix: str, shown: str
) -> None:
    """A person's number, day and place stand in every format; what was rejected is left out and counted."""
    record, right, wrong = decided
    out = tmp_path / f"incidents{suffix}"
    asked = () if form == "acled" else ("--kind", "incidents")
    result = run("export", form, *asked, "--realis", "register", "--out", out, "--into", record)
    text, about = out.read_text(), json.loads(Path(f"{out}.about.json").read_text())

    assert result.exit_code == 0, result.stderr
    assert right in text
    assert shown in text
    assert "2031-05-09" in text
    assert wrong not in text
    assert about["left_out"]["not in the register: rejected by a person"] == 1
    assert about["review"]["edited"] == 1
    assert about["kept"] + sum(about["left_out"].values()) == about["of"]


def test_a_dossier_shows_what_persons_decided(decided: tuple[Path, str, str], tmp_path: Path) -> None:
    """The person's value, the machine's beside it, how the number changed, who decided and why."""
    record, right, wrong = decided
    out = tmp_path / "cases.zip"
    result = run("export", "dossier", "--id", right, "--id", wrong, "--out", out, "--into", record)
    with zipfile.ZipFile(out) as pages:
        text = "".join(pages.read(name).decode() for name in pages.namelist() if name.endswith(".html"))

    assert result.exit_code == 0, result.stderr
    assert "best 77 (a person&#x27;s number; by the rule" in text
    assert "In time: " in text
    assert "Put right by a person" in text
    assert "=1+1" in text


def test_annotations_and_tables_say_how_statements_were_reviewed(
    decided: tuple[Path, str, str], tmp_path: Path
) -> None:
    """A rejected statement stays in the record; every file that has it says so."""
    record, _, _ = decided
    for form, suffix, shown in (
        ("annotations", ".annotations.jsonl", "review: rejected"),
        ("csv", ".csv", "rejected"),
    ):
        out = tmp_path / f"statements{suffix}"
        result = run("export", form, "--kind", "statements", "--out", out, "--into", record)

        assert result.exit_code == 0, result.stderr
        assert shown in out.read_text(encoding="utf-8-sig")
