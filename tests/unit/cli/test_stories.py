"""``show stories``, ``show story`` and ``compare``: who has it from whom, and what is told otherwise."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli.making import run

SAME = (
    "Their union told the Post that no crane would move before the mayor had signed the paper. "
    "A foreman who asked not to be named said the men had slept in the cranes for two nights."
)
TOLD = (
    {
        "uri": "https://courier.example/1",
        "outlet": "Harbour Courier",
        "title": "Dockers walk out",
        "published": "2031-05-04",
        "text": f"Dockers in Amaro will walk out for nine days, The Washington Post reported. {SAME}",
    },
    {
        "uri": "https://gazette.example/2",
        "outlet": "Inland Gazette",
        "title": "Cranes stand still",
        "published": "2031-05-04",
        "text": (
            f"The cranes of Amaro stand still, according to The Washington Post. {SAME} "
            "Mills inland have coal for a week."
        ),
    },
)


@pytest.fixture(scope="module")
def docks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A record of two papers that rewrite one text."""
    folder = tmp_path_factory.mktemp("docks")
    told = folder / "told.jsonl"
    told.write_text("".join(json.dumps(each) + "\n" for each in TOLD), encoding="utf-8")
    record = folder / "record.db"
    assert run("read", told, "--into", record).exit_code == 0
    yield record


def story(record: Path) -> dict[str, Any]:
    """Return the story of the first report."""
    shown = run("show", "story", TOLD[0]["uri"], "--format", "jsonl", "--into", record)
    assert shown.exit_code == 0, shown.stderr
    found: dict[str, Any] = json.loads(shown.stdout)
    return found


def test_a_story_names_the_text_that_is_not_here(docks: Path) -> None:
    """Two papers are not two witnesses where both rewrite a third."""
    (family,) = story(docks)["families"]

    assert (family["root"], family["missing"], len(family["reports"])) == (None, "Washington Post", 2)
    words = run("show", "story", TOLD[0]["uri"], "--into", docks).stdout
    assert "rewrite one text that is not here, credited as Washington Post" in " ".join(words.split())


def test_a_story_tells_what_each_report_adds(docks: Path) -> None:
    """The shares of each report make up the whole of it."""
    for each in story(docks)["reports"]:
        assert each["copied"] + each["shared"] + each["own"] == pytest.approx(1, abs=0.002)
        assert each["shared"] > 0.5 > each["own"] > 0


def test_every_story_is_listed_and_opens_by_its_id(docks: Path) -> None:
    """What the list names, the command shows."""
    (line,) = run("show", "stories", "--format", "jsonl", "--into", docks).stdout.splitlines()
    listed = json.loads(line)

    assert listed == story(docks)
    opened = run("show", "story", listed["id"], "--format", "jsonl", "--into", docks)
    assert json.loads(opened.stdout) == listed
    assert "1 story" in run("show", "stories", "--into", docks).stdout


def test_reports_are_listed_with_what_is_their_own(docks: Path) -> None:
    """One look tells a reprint from a report."""
    lines = run("show", "reports", "--format", "jsonl", "--into", docks).stdout.splitlines()

    assert [json.loads(line)["shared"] > 0.5 for line in lines] == [True, True]


def test_a_comparison_for_programs_is_whole(docks: Path) -> None:
    """Every span opens: its words are the text between its offsets."""
    sides = [each["uri"] for each in TOLD]
    shown = run("compare", *sides, "--format", "json", "--into", docks)
    found = json.loads(shown.stdout)
    texts = {each["uri"]: each["text"] for each in TOLD}

    assert found["missing"] == ["Washington Post"]
    assert found["both"]
    for passage in found["both"]:
        for side in ("left", "right"):
            at = passage[side]
            assert texts[found[side]["uri"]][at["start"] : at["end"]] == at["text"]
    assert any("coal for a week" in each["text"] for each in found["right"]["only"])


def test_what_is_no_story_is_said_so(docks: Path) -> None:
    """A wrong name ends the command with a line that helps, and a table of stories is refused."""
    wrong = run("show", "story", "nowhere", "--into", docks)
    table = run("show", "stories", "--format", "csv", "--into", docks)

    assert (wrong.exit_code, table.exit_code) == (2, 2)
    assert "show stories" in wrong.stderr
