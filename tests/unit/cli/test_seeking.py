"""``reportedly show statements`` narrowed down, on a record of one dispute over years."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli.making import lines, run

VOW = "“We will shell the harbour if the tolls stay,” Colonel Rashid Amari said."
REPORTS = (
    {
        "uri": "https://post.example/one",
        "outlet": "Harbour Post",
        "published": "2031-03-04",
        "text": "Colonel Rashid Amari said that the tolls were a theft.\n\nThe ferry will sail on Friday.",
    },
    {
        "uri": "https://post.example/two",
        "outlet": "Harbour Post",
        "published": "2031-05-06",
        "text": f"{VOW}\n\nAmari said the mayor had known of the tolls for years.",
    },
    {
        "uri": "https://wire.example/two",
        "outlet": "Northern Wire",
        "published": "2031-05-07",
        "text": f"{VOW}\n\nMayor Ilse Brandt denied that any toll had been raised.",
    },
    {
        "uri": "https://mirror.example/three",
        "outlet": "Delta Mirror",
        "text": "Rashid Amari threatened to close the river road if the tolls stay.",
    },
)
"""A charge, a threat and its copy, a denial, and a threat that nobody dates."""


@pytest.fixture(scope="module")
def tolls(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of these reports."""
    folder = tmp_path_factory.mktemp("tolls")
    (folder / "tolls.jsonl").write_text(lines(REPORTS), encoding="utf-8")
    assert run("read", folder / "tolls.jsonl", "--into", folder / "record.db").exit_code == 0
    return folder / "record.db"


def asked(record: Path, *narrowed: str) -> list[dict[str, Any]]:
    """Return the statements that a narrowed question gives, as JSON Lines carry them."""
    shown = run("show", "statements", "--into", record, "--format", "jsonl", *narrowed)
    assert shown.exit_code == 0, shown.stderr
    return [json.loads(line) for line in shown.stdout.splitlines()]


def test_a_voice_is_found_by_every_spelling_the_record_has(tolls: Path) -> None:
    """Nobody remembers whether a register says "Amari" or "Rashid Amari"."""
    whole = asked(tolls, "--voice", "Rashid Amari")

    assert len(whole) == 5
    assert {each["voice"]["name"] for each in whole} == {"Rashid Amari"}
    assert asked(tolls, "--voice", "amari") == whole
    assert asked(tolls, "--voice", "Colonel Rashid AMARI") == whole


def test_an_act_may_be_named_by_verb_or_noun(tolls: Path) -> None:
    """People ask for threats, the record says "threaten"."""
    threats = asked(tolls, "--act", "threat")

    assert {each["act"] for each in threats} == {"threaten"}
    assert len(threats) == 3
    assert asked(tolls, "--act", "threaten") == threats
    assert len(asked(tolls, "--act", "threat", "--act", "denial")) == 4


def test_times_are_half_open(tolls: Path) -> None:
    """A month that is counted twice, or a day that falls between two, makes any tally wrong."""
    march = asked(tolls, "--since", "2031-03", "--until", "2031-04")
    may = asked(tolls, "--since", "2031-05-06", "--until", "2031-05-07")
    year = asked(tolls, "--since", "2031", "--until", "2032")

    assert {each["uri"] for each in march} == {"https://post.example/one"}
    assert {each["uri"] for each in may} == {"https://post.example/two"}
    assert len(year) == len(asked(tolls)) - 1
    assert asked(tolls, "--until", "2031-03-04") == []


def test_what_nobody_dates_is_left_out_aloud(tolls: Path) -> None:
    """A statement without a time lies in no period, and nothing disappears unseen."""
    shown = run("show", "statements", "--into", tolls, "--since", "2031")

    assert "1 statement of unknown time left out" in shown.stderr
    assert "unknown time" not in run("show", "statements", "--into", tolls).stderr


def test_stories_and_outlets_narrow_too(tolls: Path) -> None:
    """One matter, or one newsroom, at a time."""
    assert {each["uri"] for each in asked(tolls, "--outlet", "the northern wire")} == {
        "https://wire.example/two"
    }
    story = {each["uri"] for each in asked(tolls, "--story", "wire.example/two")}
    assert story >= {"https://post.example/two", "https://wire.example/two"}
    assert "https://post.example/one" not in story


def test_a_long_table_says_how_much_it_left_out(tolls: Path) -> None:
    """A screenful that looks whole and is not would mislead."""
    every = len(asked(tolls))
    shown = run("show", "statements", "--into", tolls, "--limit", "2")

    assert shown.stdout.splitlines()[-1] == "2 statements"
    assert f"{every - 2} more left out; --limit {every} shows all" in shown.stderr
    assert len(asked(tolls, "--limit", "2")) == 2


def test_a_spreadsheet_gets_the_same_rows(tolls: Path) -> None:
    """The forms differ in form alone."""
    shown = run("show", "statements", "--into", tolls, "--format", "csv", "--act", "threat")

    header, *rows = csv.reader(io.StringIO(shown.stdout, newline=""))
    ids = [row[header.index("id")] for row in rows]
    assert ids == [each["id"] for each in asked(tolls, "--act", "threat")]


def test_one_voice_over_time(tolls: Path) -> None:
    """A row a month and act: the copied threat is in two outlets and has one origin; every id opens."""
    shown = run(
        "show", "statements", "--into", tolls, "--voice", "Amari", "--over", "month", "--format", "jsonl"
    )
    rows = [json.loads(line) for line in shown.stdout.splitlines()]

    assert [(row["period"], row["act"]) for row in rows] == [
        ("2031-03", "assert"),
        ("2031-05", "assert"),
        ("2031-05", "threaten"),
        (None, "threaten"),
    ]
    threat = rows[2]
    assert threat["outlets"] == ["Harbour Post", "Northern Wire"]
    assert threat["origins"] == ["Harbour Post"]
    assert threat["statements"] == len(threat["statement_ids"]) == 2
    for row in rows:
        for statement_id in row["statement_ids"]:
            assert run("trace", statement_id, "--into", tolls).exit_code == 0


def test_the_table_and_the_spreadsheet_of_changes_agree(tolls: Path) -> None:
    """What is read on the screen and what is counted in a sheet are the same rows."""
    base = ("show", "statements", "--into", tolls, "--voice", "Amari", "--over", "year")
    table = run(*base).stdout.splitlines()
    header, *rows = csv.reader(io.StringIO(run(*base, "--format", "csv").stdout, newline=""))

    assert header[:3] == ["period", "act", "statements"]
    assert [row[:3] for row in rows] == [
        ["2031", "assert", "2"],
        ["2031", "threaten", "2"],
        ["", "threaten", "1"],
    ]
    assert table[-1] == "5 statements of Rashid Amari"
    assert any("1: Harbour Post" in line for line in table)


@pytest.mark.parametrize(
    ("narrowed", "told"),
    [
        (("--voice", "Rashid Amarri"), "nearest: Rashid Amari"),
        (("--voice", "Zzyzx"), "nor any that is like it"),
        (("--outlet", "Harbor Post"), "nearest: Harbour Post"),
        (("--story", "nowhere.txt"), "no story of this id and no report of this name"),
        (("--since", "yesterday"), "write 2020-09-26, 2020-09 or 2020"),
        (("--since", "2031-02-30"), "write 2020-09-26, 2020-09 or 2020"),
        (("--since", "2031-05", "--until", "2031-05"), "is not after"),
        (("--over", "month"), "needs one voice"),
    ],
)
def test_what_is_not_there_is_said_in_one_line(tolls: Path, narrowed: tuple[str, ...], told: str) -> None:
    """An empty answer to a misspelt name would read as "they said nothing"."""
    shown = run("show", "statements", "--into", tolls, *narrowed)

    assert shown.exit_code == 2
    assert shown.stdout == ""
    assert told in shown.stderr
    assert len(shown.stderr.splitlines()) == 1


def test_only_statements_are_narrowed(tolls: Path) -> None:
    """An option that is silently without effect misleads."""
    shown = run("show", "events", "--into", tolls, "--voice", "Amari", "--act", "threat")

    assert shown.exit_code == 2
    assert "--act, --voice: for statements only" in shown.stderr


def test_a_voice_is_found_by_how_its_name_sounds(tmp_path: Path) -> None:
    """One paper writes Zelensky and the next Zelenskyy; a register of what he said needs both."""
    names = ("Volodymyr Zelensky", "Volodymyr Zelenskyy")
    texts = (f"{name} said the bridge would stand until the spring." for name in names)
    rows = [
        {"uri": f"https://n{at}.example/a", "outlet": f"Outlet {at}", "published": "2031-03-04", "text": text}
        for at, text in enumerate(texts)
    ]
    (tmp_path / "two.jsonl").write_text(lines(rows), encoding="utf-8")
    assert run("read", tmp_path / "two.jsonl", "--into", tmp_path / "record.db").exit_code == 0

    assert len(asked(tmp_path / "record.db", "--voice", "Zelensky")) == 2
