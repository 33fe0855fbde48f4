"""``reportedly show``: the fields that others script against."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from reportedly.export.columns import COLUMNS
from reportedly.run.listing import KINDS
from tests.unit.cli.making import REPORTS, objects, run


@dataclass(frozen=True, slots=True)
class Maybe:
    """A shape, or null."""

    shape: Any


SPAN: Mapping[str, Any] = {"start": int, "end": int}
WORDS = {**SPAN, "text": str}
WHEN = Maybe({"start": Maybe(str), "end": Maybe(str), "grain": str, "basis": str})
WHERE = Maybe(
    {"name": str, "longitude_deg": Maybe(float), "latitude_deg": Maybe(float), "radius_m": Maybe(float)}
)
VOICE = {"start": Maybe(int), "end": Maybe(int), "text": Maybe(str), "name": str, "kind": str}
COUNT = {"what": str, "low": Maybe(int), "high": Maybe(int), **SPAN}
SIDE = {"report": str, "uri": str, **SPAN}

SHAPES: Mapping[str, Mapping[str, Any]] = {
    "reports": {
        "id": str,
        "uri": str,
        "outlet": Maybe(str),
        "title": Maybe(str),
        "byline": Maybe(str),
        "published": WHEN,
        "language": Maybe(str),
        "blocks": [{"role": str, **SPAN}],
    },
    "statements": {
        "id": str,
        "report": str,
        "uri": str,
        "said": [[int]],
        "text": str,
        "kind": str,
        "cue": Maybe(WORDS),
        "voice": VOICE,
        "addressee": Maybe(VOICE),
        "act": str,
        "polarity": str,
        "hedges": [WORDS],
        "parent": Maybe(str),
        "chain": [str],
        "when": WHEN,
    },
    "copies": {"source": SIDE, "copy": SIDE, "identity": float, "basis": str},
    "events": {
        "id": str,
        "report": str,
        "uri": str,
        "trigger": WORDS,
        "type": str,
        "mode": Maybe(str),
        "realis": str,
        "participants": [{"role": str, "name": str, **WORDS}],
        "when": WHEN,
        "where": WHERE,
        "counts": [COUNT],
        "statement": Maybe(str),
    },
    "incidents": {
        "id": str,
        "type": str,
        "when": WHEN,
        "where": WHERE,
        "events": [str],
        "reports": [str],
        "origins": [str],
        "counts": [COUNT],
        "disagreements": [str],
        "status": str,
    },
    "problems": {"kind": str, "uri": str, "member": Maybe(str), "stage": str, "detail": str},
}
"""The contract: these fields at least, of these types."""


def misfit(value: Any, shape: Any, at: str = "") -> str | None:
    """Return where a value departs from its shape, None where it fits."""
    if isinstance(shape, Maybe):
        return None if value is None else misfit(value, shape.shape, at)
    if isinstance(shape, type):
        fits = type(value) is shape or (shape is float and type(value) is int)
        return None if fits else f"{at}: {value!r} is no {shape.__name__}"
    if isinstance(shape, list):
        if not isinstance(value, list):
            return f"{at}: {value!r} is no list"
        inner = (misfit(item, shape[0], f"{at}[{number}]") for number, item in enumerate(value))
        return next(filter(None, inner), None)
    if not isinstance(value, dict):
        return f"{at}: {value!r} is no object"
    missing = [name for name in shape if name not in value]
    if missing:
        return f"{at}: without {missing}"
    return next(filter(None, (misfit(value[name], shape[name], f"{at}.{name}") for name in shape)), None)


@pytest.mark.parametrize("kind", KINDS)
def test_json_lines_keep_the_contract(kept: Path, kind: str) -> None:
    """Scripts of other people break when a field is missing, renamed or of another type."""
    found = objects(kind, kept)

    assert found
    assert [flaw for each in found if (flaw := misfit(each, SHAPES[kind], kind))] == []


def test_the_contract_is_tried_on_filled_fields(kept: Path) -> None:
    """A contract that holds only for nulls and empty lists would prove nothing."""
    filled = {
        (kind, name)
        for kind in KINDS
        for each in objects(kind, kept)
        for name, value in each.items()
        if value not in (None, [])
    }

    wanted = {(kind, name) for kind in KINDS for name in SHAPES[kind]}
    rare = {("statements", name) for name in ("hedges", "parent", "when")} | {("reports", "language")}
    assert wanted - filled - rare == set()


def test_offsets_lead_to_the_words(kept: Path) -> None:
    """Every word opens: the spans of the contract index the text that was read."""
    texts = {report["uri"]: report["text"] for report in REPORTS}
    seen = 0

    for event in objects("events", kept):
        for span in (event["trigger"], *event["participants"]):
            assert texts[event["uri"]][span["start"] : span["end"]] == span["text"]
            seen += 1
    for statement in objects("statements", kept):
        text = texts[statement["uri"]]
        assert " … ".join(text[start:end] for start, end in statement["said"]) == statement["text"]
        seen += 1
    assert seen


def test_copies_and_origins_are_told_apart(kept: Path) -> None:
    """Three reports of one raid: the copy adds a report, and no origin."""
    copies = {(each["source"]["uri"], each["copy"]["uri"]) for each in objects("copies", kept)}
    raid = max(objects("incidents", kept), key=lambda each: len(each["reports"]))

    assert ("https://post.example/raid", "https://wire.example/raid") in copies
    assert len(raid["reports"]) == len(REPORTS)
    assert len(raid["origins"]) < len(REPORTS)


@pytest.mark.parametrize("kind", KINDS)
def test_tables_say_how_many(kept: Path, kind: str) -> None:
    """A person sees the number of records below the table."""
    shown = run("show", kind, "--into", kept)

    assert shown.exit_code == 0
    assert shown.stdout.splitlines()[-1] == f"{len(objects(kind, kept))} {kind}"


@pytest.mark.parametrize("kind", KINDS)
def test_csv_has_a_row_for_each_object(kept: Path, kind: str) -> None:
    """A spreadsheet opens the same records, with named columns and no ragged row."""
    shown = run("show", kind, "--into", kept, "--format", "csv")

    header, *rows = csv.reader(io.StringIO(shown.stdout, newline=""))
    assert header == [column.name for column in COLUMNS[kind]]
    assert len(rows) == len(objects(kind, kept))
    assert {len(row) for row in rows} == {len(header)}


def test_one_incident_is_shown_whole(kept: Path) -> None:
    """Every number with its sources and times, the best one and the rule by which it is the best."""
    (found,) = (each for each in objects("incidents", kept) if each["disagreements"])
    told = json.loads(run("show", "incident", found["id"], "--format", "jsonl", "--into", kept).stdout)
    shown = run("show", "incident", found["id"], "--into", kept).stdout

    (killed,) = (each for each in told["numbers"] if each["what"] == "killed")
    assert killed["low"] < killed["high"]
    assert killed["best"] in {each["low"] for each in killed["values"]}
    assert all(
        {"source", "official", "at", "outlet", "start", "text"} <= set(each) for each in killed["values"]
    )
    assert killed["course"]
    assert f"killed: {killed['low']}–{killed['high']}, best {killed['best']} ({killed['why']})" in shown
    assert told["rule"] in " ".join(shown.split())


def test_an_incident_needs_its_id(kept: Path) -> None:
    """One thing at a time, and a slip is told."""
    assert run("show", "incident", "--into", kept).exit_code == 2
    assert run("show", "incident", "incident-none", "--into", kept).exit_code == 2
    assert run("show", "incidents", "incident-none", "--into", kept).exit_code == 2
