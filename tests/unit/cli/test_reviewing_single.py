"""Copies and single events decided on one at a time, by commands and on a terminal."""

import json
import os
import pty
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from reportedly.cli.console import opened
from reportedly.run.review_lists import waiting_copies
from tests.unit.cli.making import command, objects, run
from tests.unit.cli.test_reviewing import PATIENCE_S, READY, Keys

KINDS = ("copies", "events", "incidents")


@pytest.fixture
def record(kept: Path, tmp_path: Path) -> Path:
    """A copy of the record of the raid, to be decided on."""
    return Path(shutil.copy(kept, tmp_path / "record.db"))


def shown(record: Path) -> list[Any]:
    """Return copies, events and incidents; the number of the latest decision is left out."""
    return [
        [{name: value for name, value in each.items() if name != "state"} for each in objects(kind, record)]
        for kind in KINDS
    ]


def between(record: Path, source: str, copy: str) -> dict[str, Any]:
    """Return the first copy between the reports with these ends of their addresses."""
    return next(
        each
        for each in objects("copies", record)
        if source in each["source"]["uri"] and copy in each["copy"]["uri"]
    )


def decide(record: Path, *arguments: str, why: str = "looked") -> str:
    """Let Ada decide; return what is said."""
    result = run("decide", *arguments, "--as", "ada", "--why", why, "--into", record)
    assert result.exit_code == 0, result.output
    return str(result.output)


def raid(record: Path) -> dict[str, Any]:
    """Return the incident of the raid."""
    return max(objects("incidents", record), key=lambda each: len(each["events"]))


def test_a_rejected_copy_is_none_and_origins_follow(record: Path) -> None:
    """A formula that two papers share is no copy: each is an origin of its own again."""
    before, found = shown(record), between(record, "post.example", "mirror.example")

    said = decide(record, "reject", found["id"])

    assert "is no copy" in said
    assert found["id"] not in {each["id"] for each in objects("copies", record)}
    gone = run("show", "copies", "--status", "rejected", "--format", "jsonl", "--into", record)
    (listed,) = [json.loads(line) for line in gone.stdout.splitlines()]
    assert (listed["id"], listed["status"], listed["identity"]) == (
        found["id"],
        "rejected",
        found["identity"],
    )
    again = run("decide", "undo", "1", "--as", "bo", "--into", record)
    assert again.exit_code == 0
    assert shown(record) == before, "undone it is the very same record"


def test_a_person_says_which_side_was_first(record: Path) -> None:
    """Who copied whom decides whose words they are; the machine's direction is kept beside."""
    found = between(record, "post.example", "mirror.example")

    decide(record, "edit", found["id"], f"source={found['copy']['uri']}")

    turned = between(record, "mirror.example", "post.example")
    assert (turned["basis"], turned["status"]) == ("decided", "edited")
    assert turned["source"]["start"] == found["copy"]["start"]
    whole = json.loads(run("show", "copy", found["id"], "--format", "jsonl", "--into", record).stdout)
    assert whole["machine"]["basis"] == found["basis"], "an old id still leads to it"
    decide(record, "edit", turned["id"], "source=machine")
    assert between(record, "post.example", "mirror.example")["basis"] == found["basis"]
    wrong = run("decide", "edit", found["id"], "source=nobody", "--as", "ada", "--into", record)
    assert wrong.exit_code == 2 and "neither report" in wrong.output


def test_a_copy_that_the_machine_missed_is_named_by_its_passages(record: Path) -> None:
    """A person sees what no fingerprint shows: the same scene in quite other words."""
    said = decide(record, "link", "post.example/raid:0-40", "mirror.example/raid:100-140")

    made = next(each for each in objects("copies", record) if each["status"] == "accepted")
    assert made["id"] in said
    assert (made["source"]["start"], made["copy"]["start"], made["basis"]) == (0, 100, "decided")
    for bad in ("post.example/raid", "post.example/raid:5-2", "nowhere:0-4"):
        result = run("decide", "link", bad, "mirror.example/raid:1-4", "--as", "ada", "--into", record)
        assert result.exit_code == 2, result.output
    decide(record, "undo", "1")
    assert not [each for each in objects("copies", record) if each["status"] == "accepted"]


def test_an_event_that_is_none_leaves_its_incident(record: Path) -> None:
    """Words that tell of nothing may not hold up an incident; undone they are where they were."""
    before, incident = shown(record), raid(record)

    said = decide(record, "reject", incident["events"][0])

    assert "in no incident" in said
    left = raid(record)
    assert set(left["events"]) == set(incident["events"][1:])
    old = json.loads(run("show", "incident", incident["id"], "--format", "jsonl", "--into", record).stdout)
    assert old["id"] == left["id"], "the id that it had leads to what is left of it"
    assert run("verify", "--into", record).exit_code == 0
    decide(record, "undo", "1")
    assert shown(record) == before


def test_an_edited_event_counts_as_it_was_put_right(record: Path) -> None:
    """A wrong number in one mention is put right there, and the incident's range follows."""
    incident = raid(record)
    tellings = [
        each
        for each in objects("events", record)
        if each["id"] in incident["events"] and any(c["low"] == 5 for c in each["counts"])
    ]

    for each in tellings:
        assert "put right: count.killed" in decide(record, "edit", each["id"], "count.killed=4")

    telling = tellings[0]
    count = next(each for each in raid(record)["counts"] if each["what"] == "killed")
    assert (count["low"], count["high"]) == (3, 4)
    whole = json.loads(run("show", "event", telling["id"], "--format", "jsonl", "--into", record).stdout)
    assert (whole["status"], whole["edited"]) == ("edited", ["count.killed"])
    assert whole["machine"]["counts"] == telling["counts"]
    assert run("verify", "--into", record).exit_code == 0


def test_what_was_decided_is_listed_and_conditional(record: Path) -> None:
    """The log says who and why; a decision on what somebody changed meanwhile is refused, by name."""
    event = raid(record)["events"][0]
    state = json.loads(run("show", "event", event, "--format", "jsonl", "--into", record).stdout)["state"]
    decide(record, "accept", event, why="clear words")

    late = run("decide", "reject", event, "--state", state, "--as", "bo", "--why", "x", "--into", record)

    assert late.exit_code == 1 and "ada decided meanwhile" in late.output
    assert "ada accept: clear words" in run("decide", "log", event, "--into", record).stdout
    for wrong in (("merge", event, event), ("log", "copy-0"), ("log", "event-0")):
        extra = () if wrong[0] == "log" else ("--as", "ada")
        assert run("decide", *wrong, *extra, "--into", record).exit_code == 2
    silent = run("decide", "reject", event, "--as", "ada", "--into", record)
    assert silent.exit_code == 2 and "needs a reason" in silent.output


def test_keys_decide_on_copies_as_they_do_on_incidents(record: Path) -> None:
    """Nobody learns two sets of keys."""
    with opened(record) as held:
        waiting = waiting_copies(held, 2)
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command("review", "--copies", "--into", record, "--as", "ada"),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "COLUMNS": "160", "LINES": "50", "TERM": "xterm"},
        start_new_session=True,
    )
    os.close(theirs)
    keys = Keys(ours)
    try:
        first = keys.until(READY)
        keys.press("c")
        keys.until("Comment")
        keys.press("read twice\n")
        keys.until(READY)
        keys.press("u")
        assert "nothing to undo" in keys.until(READY)
        keys.press("r")
        keys.until("Why not?")
        keys.press("a formula\n")
        assert "is no copy" in keys.until(READY if len(waiting) > 1 else "2 decisions kept.")
        if len(waiting) > 1:
            keys.press("q")
            keys.until("2 decisions kept.")
        assert process.wait(timeout=PATIENCE_S) == 0
    finally:
        process.kill()
        process.wait()
        os.close(ours)
    assert "source " in first and "copy " in first
    assert waiting[0].id not in {each["id"] for each in objects("copies", record)}


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_merged_the_first_named_keeps_its_id(record: Path, turned: bool) -> None:
    """Whoever wrote an id down finds the incident under it, and the other id leads there."""
    ids = sorted(each["id"] for each in objects("incidents", record))[:2]
    first, other = ids[::-1] if turned else ids

    decide(record, "merge", first, other)

    live = {each["id"] for each in objects("incidents", record)}
    assert first in live and other not in live
    for name in (first, other):
        found = json.loads(run("show", "incident", name, "--format", "jsonl", "--into", record).stdout)
        assert found["id"] == first
    assert run("verify", "--into", record).exit_code == 0
    decide(record, "undo", "1")
    assert {first, other} <= {each["id"] for each in objects("incidents", record)}
