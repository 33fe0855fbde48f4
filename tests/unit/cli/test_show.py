"""``reportedly show``: the fields that others script against."""

import csv
import io
import json
import subprocess
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from reportedly.export.columns import COLUMNS
from reportedly.run.listing import KINDS
from tests.unit.cli.making import REPORTS, command, lines, objects, run


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
    number = len(objects(kind, kept))
    one = {"copies": "copy"}.get(kind, kind.removesuffix("s"))
    assert shown.stdout.splitlines()[-1] == f"{number} {kind if number > 1 else one}"


@pytest.mark.parametrize("kind", KINDS)
def test_csv_has_a_row_for_each_object(kept: Path, kind: str) -> None:
    """A spreadsheet opens the same records, with named columns and no ragged row."""
    shown = run("show", kind, "--into", kept, "--format", "csv")

    header, *rows = csv.reader(io.StringIO(shown.stdout, newline=""))
    assert header == [column.name for column in COLUMNS[kind]]
    assert len(rows) == len(objects(kind, kept))
    assert {len(row) for row in rows} == {len(header)}


def test_a_problem_says_which_part_of_which_input(tmp_path: Path) -> None:
    """In a table of thousands of rows, in a folder packed whole, a person must find the one at fault."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("may/list.csv", "text,published\nThe bridge was shut on Monday.,May 5th\n")
    (tmp_path / "all.zip").write_bytes(packed.getvalue())

    done = run("read", tmp_path / "all.zip", "--into", tmp_path / "record.db")
    shown = " ".join(run("show", "problems", "--into", tmp_path / "record.db").stdout.split())
    (told,) = objects("problems", tmp_path / "record.db")

    assert done.exit_code == 1 and "1 new report" in done.stdout
    assert " all.zip#may/list.csv,row=1,published " in shown
    assert '"May 5th"' in shown and "write it as 2031-05-06" in shown
    assert (told["kind"], told["member"]) == ("unread-value", "may/list.csv,row=1,published")
    assert len(objects("reports", tmp_path / "record.db")) == 1


@pytest.mark.parametrize("columns", [80, 100, 150])
def test_incidents_can_be_read_on_any_terminal(
    kept: Path, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    """An id that is broken in two cannot be copied, and words of one letter a line cannot be read."""
    monkeypatch.setenv("COLUMNS", str(columns))
    done = subprocess.run(command("show", "incidents", "--into", kept), capture_output=True, check=True)
    shown = done.stdout.decode()
    rows = objects("incidents", kept)

    assert all(len(each) <= columns for each in shown.splitlines())
    assert all(each["id"] in shown for each in rows)
    if columns < 150:
        (differ,) = (each for each in rows if each["disagreements"])
        head, told = shown.partition(f"{differ['id']}\n")[::2]
        assert differ["title"] in head
        assert "3 reports" in told.partition("incident-")[0]
        assert "differ on killed" in " ".join(told.split())


def test_a_file_without_an_outlet_is_called_by_its_name(tmp_path: Path) -> None:
    """Nobody reads an outlet out of "file:///home/ada/inbox/may/": the folders stand in the jsonl."""
    words = "Gunmen attacked a police post in Basra on 5 May 2031 and killed three officers."
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"{words}\n\nThe {name} road stayed shut.\n", encoding="utf-8")
    run("read", tmp_path, "--into", tmp_path / "record.db")
    (found,) = (each for each in objects("incidents", tmp_path / "record.db") if len(each["reports"]) == 2)

    shown = [
        run(*asked, "--into", tmp_path / "record.db").stdout
        for asked in (
            ("show", "incidents"),
            ("show", "incident", found["id"]),
            ("tally", "--by", "origin"),
        )
    ]

    assert found["origins"] == [f"text shared by {tmp_path.as_uri()}/one.txt and {tmp_path.as_uri()}/two.txt"]
    for each in shown:
        assert "one.txt and two.txt" in " ".join(each.split())
        assert "file://" not in each
    traced = run("trace", found["id"], "--into", tmp_path / "record.db").stdout
    assert "origin: text shared by one.txt and two.txt (2 reports)" in " ".join(traced.split())
    report = run("trace", found["reports"][0], "--into", tmp_path / "record.db").stdout
    assert tmp_path.as_uri() in "".join(report.split())


def test_a_single_report_is_one_report(tmp_path: Path) -> None:
    """Numbers of one are said as everybody says them."""
    report = {"uri": "a:1", "outlet": "Post", "published": "2031-05-06"}
    words = "Gunmen attacked a police post in Basra on Monday and killed three officers, the army said."
    (tmp_path / "a.jsonl").write_text(lines([{**report, "text": words}]), encoding="utf-8")
    run("read", tmp_path / "a.jsonl", "--into", tmp_path / "record.db")
    (found,) = objects("incidents", tmp_path / "record.db")

    traced = run("trace", found["id"], "--into", tmp_path / "record.db").stdout
    shown = run("show", "incident", found["id"], "--into", tmp_path / "record.db").stdout

    assert "(1 report)" in traced and "1 reports" not in traced
    assert "1 report, 1 origin" in shown and "1 reports" not in shown
    for kind in KINDS:
        assert "1 copies" not in run("show", kind, "--into", tmp_path / "record.db").stdout


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


def test_a_page_is_called_by_its_host_and_a_time_that_nobody_knows_by_nothing(tmp_path: Path) -> None:
    """ "1" names no page among the hundreds that end so, and "? (day)" says more than is known."""
    report = {"text": "Police shot two men dead in Pula late on Tuesday, residents said."}
    addresses = ("https://bora.example/1", "https://bora.example/news/2031/1")
    (tmp_path / "a.jsonl").write_text(lines({**report, "uri": uri} for uri in addresses), encoding="utf-8")
    run("read", tmp_path / "a.jsonl", "--into", tmp_path / "record.db")

    reports = run("show", "reports", "--into", tmp_path / "record.db").stdout
    incidents = run("show", "incidents", "--into", tmp_path / "record.db").stdout

    assert " bora.example/1 " in reports and " bora.example/…/1 " in reports
    assert objects("incidents", tmp_path / "record.db") and "?" not in incidents
