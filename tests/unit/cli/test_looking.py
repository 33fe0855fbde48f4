"""``tally``, ``compare``, ``trace`` and ``verify``."""

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reportedly.register.cells import CELLS
from reportedly.store.copies import copies
from reportedly.store.record import close_record, open_record, reading
from reportedly.terms.ids import copy_id
from tests.unit.cli.making import REPORTS, objects, run

TEXTS = {report["uri"]: report["text"] for report in REPORTS}


def tally(record: Path, by: str) -> dict[str, Any]:
    """Return what ``tally --format json`` gives."""
    shown = run("tally", "--by", by, "--format", "json", "--into", record)
    assert shown.exit_code == 0, shown.stderr
    found: dict[str, Any] = json.loads(shown.stdout)
    return found


@pytest.mark.parametrize("by", ["month,type,place,target", "type", "place, month", *CELLS])
def test_every_row_of_a_tally_opens_into_its_incidents(kept: Path, by: str) -> None:
    """A number that cannot be opened is a rumour: rows cover the register and open."""
    found = tally(kept, by)
    register = {each["id"]: each for each in objects("incidents", kept) if each["in_register"]}

    assert found["by"] == [name.strip() for name in by.split(",")]
    assert {each for row in found["rows"] for each in row["incident_ids"]} == set(register)
    assert found["incidents"] == len(register) > 0
    for row in found["rows"]:
        assert row["incidents"] == len(row["incident_ids"])
        assert row["reports"] == len({r for each in row["incident_ids"] for r in register[each]["reports"]})
        assert set(found["by"]) <= set(row)


def test_a_reported_total_stands_beside_the_register(kept: Path) -> None:
    """Twelve attacks that somebody counted are one claim of one origin, not twelve incidents."""
    found = tally(kept, "type")

    (total,) = found["reported_totals"]
    assert (total["low"], total["high"]) == (12, 12)
    assert len(total["origins"]) == 1
    assert total["period"]["start"].startswith("2031-05-01")
    assert total["incident"] not in {each for row in found["rows"] for each in row["incident_ids"]}
    assert found["left_out"]["aggregate"] == 1


def test_a_tally_is_narrowed_as_an_export_is(kept: Path) -> None:
    """One filter for every way out: what it asks is said, and the numbers are those of what passes."""
    asked = ("--since", "2031-05", "--until", "2031-06", "--cell", "type=ASSAULT", "--realis", "any")
    shown = run("tally", "--by", "type,realis", *asked, "--format", "json", "--into", kept)
    found = json.loads(shown.stdout)
    listed = run("export", "jsonl", "--kind", "incidents", *asked, "--into", kept)

    assert found["filter"]["type"] == "ASSAULT"
    assert found["filter"]["since"].startswith("2031-05-01")
    assert found["incidents"] == len(listed.stdout.splitlines()) > 0
    assert {row["type"] for row in found["rows"]} == {"ASSAULT"}
    assert run("tally", "--cell", "mood=good", "--into", kept).exit_code == 2


def test_a_total_opens_into_what_is_missing(kept: Path) -> None:
    """From the number that somebody reports down to the words, to what is itemised and to what is not."""
    (total,) = tally(kept, "type")["reported_totals"]
    shown = run("trace", total["incident"], "--into", kept).stdout

    assert total["missing"]["low"] == total["low"] - total["own"]
    assert total["missing_words"] in " ".join(shown.split())
    assert f"itemised in the register: {total['itemised']}" in shown
    assert all(each in shown for each in total["itemised_ids"])


def test_a_tally_as_csv_has_a_row_for_each_cell_and_total(kept: Path) -> None:
    """Most analysts count in a spreadsheet; the two sorts of row are told apart by their first cell."""
    found = tally(kept, "type,place")
    shown = run("tally", "--by", "type,place", "--format", "csv", "--into", kept)

    rows = list(csv.DictReader(io.StringIO(shown.stdout, newline="")))
    assert [row["row"] for row in rows] == ["register"] * len(found["rows"]) + ["reported total"]
    assert [int(row["incidents"] or 0) for row in rows[:-1]] == [row["incidents"] for row in found["rows"]]
    assert None not in {key for row in rows for key in row}


def test_a_tally_by_what_is_not_there_is_wrong_usage(kept: Path) -> None:
    """The line names what can be tallied by."""
    result = run("tally", "--by", "month,colour", "--into", kept)

    assert result.exit_code == 2
    (said,) = result.stderr.splitlines()
    assert "colour" in said


def test_a_tally_table_shows_reports_and_origins(kept: Path) -> None:
    """Origins stand beside reports wherever a number is shown."""
    shown = run("tally", "--into", kept).stdout

    assert "reports" in shown
    assert "origins" in shown
    assert "Tigris Monitor" in shown


def nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a trace's nodes."""
    yield node
    for child in node["children"]:
        yield from nodes(child)


def ids(record: Path, kind: str) -> list[str]:
    """Return the ids of all records of one kind."""
    if kind != "copies":
        return [each["id"] for each in objects(kind, record)]
    opened = open_record(record, create=False, writing=False)
    try:
        with reading(opened) as connection:
            return [copy_id(copy) for copy in copies(connection)]
    finally:
        close_record(opened)


def test_a_number_of_the_tally_opens_into_its_incidents(kept: Path) -> None:
    """From a cell to the words: the same incidents as were counted, and no others."""
    tally = json.loads(run("tally", "--by", "month,type", "--format", "json", "--into", kept).stdout)
    assert tally["rows"]
    for row in tally["rows"]:
        cell = f"month={row['month'] or 'unknown'},type={row['type']}"
        traced = json.loads(run("trace", "--cell", cell, "--into", kept, "--format", "json").stdout)
        assert sorted(each["id"] for each in traced["children"]) == sorted(row["incident_ids"])
        assert [node for node in nodes(traced) if node["text"] is not None]


@pytest.mark.parametrize("arguments", [(), ("incident-1", "--cell", "type=ASSAULT"), ("--cell", "x=y")])
def test_one_thing_is_traced(kept: Path, arguments: tuple[str, ...]) -> None:
    """Neither nothing nor two things, and no cell that there is not."""
    assert run("trace", *arguments, "--into", kept).exit_code == 2


@pytest.mark.parametrize("kind", ["incidents", "events", "statements", "copies", "reports"])
def test_each_kind_is_traced_to_the_words(kept: Path, kind: str) -> None:
    """From any record one command leads to the words, and they are what was printed there."""
    uris = {report["id"]: report["uri"] for report in objects("reports", kept)}
    found = ids(kept, kind)[:3]

    assert found
    for record_id in found:
        traced = json.loads(run("trace", record_id, "--into", kept, "--format", "json").stdout)
        assert traced["id"] == record_id
        words = [node for node in nodes(traced) if node["span"] is not None]
        assert words
        for node in words:
            span = node["span"]
            assert TEXTS[uris[span["report"]]][span["start"] : span["end"]] == node["text"]
        tree = run("trace", record_id, "--into", kept)
        assert tree.exit_code == 0
        assert record_id in tree.stdout


def test_an_id_that_is_not_there_is_said(kept: Path) -> None:
    """An id from another record must not look like a record without words."""
    result = run("trace", "incident-00000000000000000000", "--into", kept)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert "reportedly show incidents" in result.stderr


def test_outlets_stand_in_place_of_incidents(kept: Path) -> None:
    """Who copies whom, and says so, is asked of a whole collection."""
    shown = run("tally", "--outlets", "--into", kept)

    assert shown.exit_code == 0, shown.stderr
    names = {report["outlet"] for report in objects("reports", kept) if report["outlet"]}
    assert names
    assert f"{len(names)} outlets" in shown.stdout
    for name in names:
        assert name in shown.stdout
    assert run("tally", "--outlets", "--format", "csv", "--into", kept).exit_code == 2


def test_two_reports_side_by_side(kept: Path) -> None:
    """What they share, what each leaves out, and where their numbers differ, on one page."""
    same = run("compare", "https://post.example/raid", "https://wire.example/raid", "--into", kept)
    other = run("compare", "https://post.example/raid", "https://mirror.example/raid", "--into", kept)

    assert (same.exit_code, other.exit_code) == (0, 0)
    assert "2 passages in both" in same.stdout
    assert "The Harbour Post first reported the raid." in same.stdout
    assert "Numbers that differ" not in same.stdout
    _, _, numbers = other.stdout.partition("Numbers that differ:")
    assert "14  /  16" in numbers


def test_a_report_is_named_by_its_id_too(kept: Path) -> None:
    """Ids are what the other commands print."""
    left, right, *_ = ids(kept, "reports")

    assert run("compare", left, right, "--into", kept).exit_code == 0


@pytest.mark.parametrize(("name", "told"), [("nobody.txt", "no report"), ("raid", "several reports")])
def test_a_name_that_is_not_one_report_is_said(kept: Path, name: str, told: str) -> None:
    """Comparing the wrong report is worse than comparing none."""
    result = run("compare", name, "https://wire.example/raid", "--into", kept)

    assert result.exit_code == 2
    (said,) = result.stderr.splitlines()
    assert told in said


def test_a_sound_record_is_verified(kept: Path) -> None:
    """The proof must pass where nothing is wrong."""
    result = run("verify", "--into", kept)

    assert result.exit_code == 0
    held, proof = result.stdout.splitlines()
    assert held.startswith("4 inputs became 3 reports, 1 problem; in the record: ")
    assert proof == "3 reports verified, 0 faults."


SPOILING = (
    "delete from rollup_chunks where \"column\" = 'live'",
    "delete from rollup_chunks where \"column\" = 'month'",
    "update rollup_terms set value = 'ELSE' where \"column\" = 'type' and value = 'ASSAULT'",
    "update rollup_chunks set body = zeroblob(length(body)) where \"column\" = 'report'",
    "delete from rollup_slots",
)


@pytest.mark.parametrize("spoiling", SPOILING)
def test_numbers_that_are_kept_wrongly_are_found_and_made_anew(
    kept: Path, tmp_path: Path, spoiling: str
) -> None:
    """A tally is taken from columns; they must be those of the incidents, and can be made again."""
    copy = tmp_path / "record.db"
    copy.write_bytes(kept.read_bytes())
    before = tally(copy, "month,type,target")
    with sqlite3.connect(copy) as connection:
        connection.execute(spoiling)
    connection.close()

    found = run("verify", "--into", copy)
    assert found.exit_code == 1
    assert "verify --rebuild" in found.stdout
    assert run("verify", "--rebuild", "--into", copy).exit_code == 0
    assert tally(copy, "month,type,target") == before


TAMPERING = {
    "a letter of a text": "update reports set body = replace(body, 'killed three', 'killed threw')",
    "the kept bytes": "update raw set compressed = x'789c030000000001'",
    "bytes that do not unpack": "update raw set compressed = x'00ff'",
    "bytes that are gone": "pragma foreign_keys = off; delete from raw",
    "an offset of a statement": "update statements set body = replace(body, '\"start\":', '\"start\":9')",
    "an offset of an event": "update events set body = replace(body, '\"end\":', '\"end\":9')",
    "an offset of a copy": "update copies set copy_end = copy_end + 100000",
    "an event without an incident": "delete from incident_events; delete from incidents",
}


@pytest.mark.parametrize("what", sorted(TAMPERING))
def test_tampering_is_found(kept: Path, tmp_path: Path, what: str) -> None:
    """A record is evidence: no byte of it may change without anybody noticing."""
    copy = tmp_path / "record.db"
    copy.write_bytes(kept.read_bytes())
    with sqlite3.connect(copy) as connection:
        connection.executescript(TAMPERING[what])
    connection.close()

    result = run("verify", "--into", copy)

    assert result.exit_code == 1
    _, *faults, last = result.stdout.splitlines()
    assert faults
    assert all(fault.startswith("fault: ") for fault in faults), faults
    assert last == f"3 reports verified, {len(faults)} fault{'s' if len(faults) > 1 else ''}."
