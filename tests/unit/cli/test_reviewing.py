"""Review on the terminal and by single commands, through a real pseudo-terminal where keys are pressed."""

import json
import os
import pty
import re
import select
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from reportedly.export.fields import Fields
from tests.unit.cli.making import command, lines, objects, run

PATIENCE_S = 60.0
READY = "? q"
"""What ends the line of keys."""


@pytest.fixture
def record(kept: Path, tmp_path: Path) -> Path:
    """A copy of the record of the raid, to be decided on."""
    return Path(shutil.copy(kept, tmp_path / "record.db"))


def killing(record: Path) -> Fields:
    """Return the incident whose origins differ on how many were killed."""
    (found,) = (each for each in objects("incidents", record) if each["disagreements"])
    return found


class Keys:
    """Somebody at a terminal."""

    def __init__(self, terminal: int) -> None:
        self._terminal = terminal
        self.screen = ""

    def until(self, words: str) -> str:
        """Read until these words are shown; return what was shown since the last key."""
        end = time.monotonic() + PATIENCE_S
        while words not in self.screen:
            ready, _, _ = select.select([self._terminal], [], [], 1.0)
            if ready:
                try:
                    given = os.read(self._terminal, 65536)
                except OSError:
                    break
                self.screen += re.sub(r"\x1b\[[0-9;]*m", "", given.decode("utf-8", "replace"))
            assert time.monotonic() < end, self.screen
        assert words in self.screen, self.screen
        shown, self.screen = self.screen, ""
        return " ".join(shown.split())

    def press(self, keys: str) -> None:
        """Press keys."""
        os.write(self._terminal, keys.encode())


@contextmanager
def sitting(record: Path, name: str = "ada") -> Iterator[Keys]:
    """Yield the keys of a review that runs on a terminal of 160 columns; it must end well."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "COLUMNS": "160", "LINES": "50", "TERM": "xterm"}
    process = subprocess.Popen(
        command("review", "--into", record, "--as", name),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment,
        start_new_session=True,
    )
    os.close(theirs)
    keys = Keys(ours)
    try:
        yield keys
        keys.until("kept.")
        assert process.wait(timeout=PATIENCE_S) == 0
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def test_the_sheet_shows_what_a_person_needs_to_decide(record: Path) -> None:
    """Claims, origins, words and what differs stand on one screen, the most valuable incident first."""
    with sitting(record) as keys:
        first = keys.until(READY)
        keys.press("q")

    assert first.startswith("1 of ")
    assert "killed: 3 (army) / 5" in first
    assert "attacked a police post in Basra" in first
    assert "origin army (" in first
    assert "origins differ on killed" in first


def test_keys_accept_move_and_undo(record: Path) -> None:
    """One key decides and goes on; undoing goes back to what was decided."""
    incident = killing(record)["id"]
    with sitting(record) as keys:
        keys.until(READY)
        keys.press("a")
        assert keys.until(READY).find("2 of ") > 0
        accepted = killing(record)
        keys.press("k")
        assert "status accepted" in keys.until(READY)
        keys.press("u")
        assert "status unreviewed" in keys.until(READY)
        keys.press("j")
        assert "2 of " in keys.until(READY)
        keys.press("q")

    assert (accepted["id"], accepted["status"]) == (incident, "accepted")
    assert killing(record)["status"] == "unreviewed"


def test_keys_split_merge_and_reject(record: Path) -> None:
    """What the machine joined is divided, joined again by id, and rejected with a reason."""
    whole = killing(record)
    with sitting(record, "bo") as keys:
        keys.until(READY)
        keys.press("s")
        keys.until("Which mentions")
        keys.press("99\r")
        keys.until("Not kept")
        keys.until(READY)
        keys.press("s")
        keys.until("Which mentions")
        keys.press("1\r")
        keys.until("Why?")
        keys.press("another post\r")
        keys.until(READY)
        parts = [each for each in objects("incidents", record) if set(each["events"]) & set(whole["events"])]
        assert len(parts) == 2
        other = next(each["id"] for each in parts if each["id"] != whole["id"])
        keys.press("m")
        keys.until("Merge with which")
        keys.press(f"{other}\r")
        keys.until("Why?")
        keys.press("the same after all\r")
        keys.until(READY)
        assert {*killing(record)["events"]} == {*whole["events"]}
        keys.press("r")
        keys.until("Why not?")
        keys.press("a drill\r")
        keys.until(READY)
        keys.press("q")

    assert killing(record)["status"] == "rejected"
    logged = run("decide", "log", whole["id"], "--into", record).stdout
    assert [line.split(maxsplit=4)[3:] for line in logged.splitlines()] == [
        ["bo", "split: another post"],
        ["bo", "merge: the same after all"],
        ["bo", "reject: a drill"],
    ]


def test_an_empty_line_decides_nothing_and_help_lists_the_keys(record: Path) -> None:
    """Whoever pressed r by mistake gets away with Enter; any other key explains."""
    with sitting(record) as keys:
        keys.until(READY)
        keys.press("r")
        keys.until("Why not?")
        keys.press("\r")
        assert "Nothing was decided." in keys.until(READY)
        keys.press("?")
        told = keys.until(READY)
        keys.press("q")

    assert "reject: it does not belong in the register" in told
    assert "Order of the queue" in told
    assert {each["status"] for each in objects("incidents", record)} == {"unreviewed"}


def test_review_without_a_terminal_says_what_to_do_instead(record: Path) -> None:
    """In a script there are no keys: refuse, name the commands that serve, change nothing."""
    result = run("review", "--into", record, "--as", "ada", stdin="a\n")

    assert result.exit_code == 2
    assert "decide accept INCIDENT --as NAME" in result.stderr


def test_single_commands_decide_and_the_tally_follows(record: Path) -> None:
    """What is rejected leaves the count and is named below it; what is edited counts as a person has it."""
    incident = killing(record)["id"]
    sign = ("--as", "ada", "--into", record)

    edited = run("decide", "edit", incident, "count.killed=4", "when=2031-04-30", "--why", "list", *sign)
    assert edited.exit_code == 0, edited.stderr
    found = killing(record)
    counted = json.loads(run("tally", "--by", "month,status", "--format", "json", "--into", record).stdout)
    assert run("decide", "reject", incident, "--why", "a drill", *sign).exit_code == 0
    after = json.loads(run("tally", "--by", "status", "--format", "json", "--into", record).stdout)

    killed = {each["what"]: (each["low"], each["high"]) for each in found["counts"]}
    machine = {each["what"]: (each["low"], each["high"]) for each in found["machine"]["counts"]}
    assert (killed["killed"], machine["killed"]) == ((4, 4), (3, 5))
    assert (found["status"], found["edited"]) == ("edited", ["count.killed", "when"])
    assert ("2031-04", "edited") in {(row["month"], row["status"]) for row in counted["rows"]}
    assert counted["incidents"] == after["incidents"] + 1
    assert after["left_out"]["rejected"] == 1
    assert incident in run("trace", incident, "--into", record).stdout
    shown = run("show", "incidents", "--status", "rejected", "--format", "jsonl", "--into", record)
    assert [json.loads(each)["id"] for each in shown.stdout.splitlines()] == [incident]


def test_a_decision_on_an_old_state_is_refused(record: Path) -> None:
    """Two people at one register must not overwrite each other unseen."""
    seen = killing(record)
    sign = ("--into", record)
    assert run("decide", "accept", seen["id"], "--as", "ada", *sign).exit_code == 0

    result = run("decide", "reject", seen["id"], "--as", "bo", "--state", seen["state"], *sign)

    assert result.exit_code == 1
    assert "ada decided meanwhile (accept" in result.stderr
    assert killing(record)["status"] == "accepted"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("accept", "incident-none"), "no such incident"),
        (("edit", "ID", "killed=3"), "write FIELD=VALUE"),
        (("edit", "ID", "type=HURT"), "no such type"),
        (("edit", "ID", "when=2031-02-30"), "write 2031-05-06"),
        (("edit", "ID", "count.killed=4-2"), "the first number is the lesser"),
        (("edit", "ID", "where=Nowhereatall"), "no such place"),
        (("edit", "ID", "when=2031", "when=2032"), "each field once"),
        (("merge", "ID", "ID"), "one incident already"),
        (("split", "ID", "event-none"), "leave some"),
        (("comment", "ID"), "needs words"),
        (("reject", "ID"), "needs a reason"),
        (("reject", "ID", "--why", " "), "needs a reason"),
        (("reject", "STATEMENT"), "needs a reason"),
        (("comment", "STATEMENT"), "needs words"),
        (("edit", "STATEMENT", "when=2031"), "a statement cannot be edited"),
        (("merge", "ID", "STATEMENT"), "a statement cannot be merged"),
        (("split", "STATEMENT", "event-none"), "a statement cannot be split"),
        (("edit", "ID", "where=Springfield"), "Springfield, Illinois"),
        (("edit", "ID", "where=Springfield, US"), "Springfield, Missouri"),
        (("edit", "ID", "where=Tripoli"), "write one of: Tripoli, LY; Tripoli, LB"),
        (("undo", "7"), "no decision 7"),
    ],
)
def test_what_cannot_be_kept_is_said_in_one_line(record: Path, arguments: tuple[str, ...], says: str) -> None:
    """A slip changes nothing and names what may be written."""
    incident = killing(record)["id"]
    named = {"ID": incident, "STATEMENT": objects("statements", record)[0]["id"]}
    given = [named.get(each, each) for each in arguments]

    result = run("decide", *given, "--as", "ada", "--into", record)

    assert result.exit_code == 2
    assert says in result.stderr
    assert killing(record)["status"] == "unreviewed"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Springfield, Illinois", "where: Springfield, Illinois, US (city)"),
        ("Tripoli, LB", "LB (city)"),
        ("Baghdad", "IQ (city)"),
        ("Georgia", "where: Georgia, GE (country)"),
        ("Gate 4 @ 30.51, 47.81", "where: Gate 4 (site)"),
    ],
)
def test_the_place_that_an_edit_took_is_told(record: Path, written: str, told: str) -> None:
    """A person who names a place sees at once which one was meant."""
    incident = killing(record)["id"]

    result = run("decide", "edit", incident, f"where={written}", "--as", "ada", "--into", record)

    assert result.exit_code == 0, result.stderr
    assert told in result.stdout


def test_an_edit_knows_the_places_of_the_record(tmp_path: Path) -> None:
    """A camp that a person put on the list is a place for the reader and for the person alike."""
    (tmp_path / "a.jsonl").write_text(lines(), encoding="utf-8")
    camps = "kind,name,country,latitude_deg,longitude_deg\nsite,Camp Tarnow,IQ,33.5,44.1\n"
    (tmp_path / "camps.csv").write_text(camps, encoding="utf-8")
    record = tmp_path / "record.db"
    run("read", tmp_path / "a.jsonl", "--places", tmp_path / "camps.csv", "--into", record)
    incident = killing(record)["id"]

    result = run("decide", "edit", incident, "where=Camp Tarnow", "--as", "ada", "--into", record)

    assert "where: Camp Tarnow, IQ (site)" in result.stdout
    assert killing(record)["where"]["latitude_deg"] == 33.5


def test_words_that_no_file_can_hold_are_kept_as_far_as_they_go(record: Path) -> None:
    """A terminal with a broken locale hands over half a character; the decision counts all the same."""
    incident = killing(record)["id"]

    result = run("decide", "accept", incident, "--as", "ad\udce9", "--why", "\x1b[31m", "--into", record)

    assert result.exit_code == 0
    assert "\x1b" not in run("decide", "log", incident, "--into", record).stdout
    assert killing(record)["status"] == "accepted"


def test_status_narrows_what_is_reviewed_alone(kept: Path) -> None:
    """Nothing but incidents, statements, events and copies is reviewed."""
    result = run("show", "reports", "--status", "accepted", "--into", kept)

    assert result.exit_code == 2
    assert "--status: for incidents, statements, events and copies only" in result.stderr


def test_a_statement_is_reviewed_like_an_incident(record: Path) -> None:
    """Its decisions stand in the same log, are undone there, narrow lists, and change no incident."""
    before = objects("incidents", record)
    first, second = [each["id"] for each in objects("statements", record)][:2]

    assert run("decide", "reject", first, "--as", "ada", "--why", "no voice", "--into", record).exit_code == 0
    assert run("decide", "accept", second, "--as", "bo", "--into", record).exit_code == 0
    assert (
        run("decide", "comment", second, "--as", "bo", "--why", "heard it", "--into", record).exit_code == 0
    )
    rejected = run("show", "statements", "--status", "rejected", "--format", "jsonl", "--into", record).stdout
    assert [json.loads(each)["id"] for each in rejected.splitlines()] == [first]
    assert "1 " in (log := run("decide", "log", first, "--into", record).stdout)
    assert "ada reject: no voice" in log

    assert run("decide", "undo", "1", "--as", "bo", "--into", record).exit_code == 0
    statuses = {each["id"]: each["status"] for each in objects("statements", record)}
    assert (statuses[first], statuses[second]) == ("unreviewed", "accepted")
    assert objects("incidents", record) == before


def test_a_decision_on_a_statement_survives_reading_again(record: Path, tmp_path: Path) -> None:
    """The same report from another place is the same statement; what was decided on it stands."""
    found = objects("statements", record)[0]["id"]
    run("decide", "accept", found, "--as", "ada", "--into", record)
    again = tmp_path / "again.jsonl"
    again.write_text(lines(), encoding="utf-8")

    assert run("read", again, "--into", record).exit_code == 0
    assert run("verify", "--rebuild", "--into", record).exit_code == 0
    assert {each["status"] for each in objects("statements", record) if each["id"] == found} == {"accepted"}


def test_every_number_follows_what_persons_decide(record: Path) -> None:
    """Rejected, merged, split, put right, undone: tallies and the queue are those of the incidents then."""

    def decide(*arguments: str) -> None:
        assert run("decide", *arguments, "--as", "ada", "--into", record).exit_code == 0
        assert run("verify", "--into", record).exit_code == 0
        told = json.loads(run("tally", "--by", "status", "--format", "json", "--into", record).stdout)
        held = Counter(each["status"] for each in objects("incidents", record) if each["in_register"])
        assert {row["status"]: row["incidents"] for row in told["rows"]} == held

    found = sorted(objects("incidents", record), key=lambda each: -len(each["events"]))
    one, other = found[0]["id"], found[1]["id"]
    decide("accept", other)
    decide("merge", one, other)
    whole = next(each for each in objects("incidents", record) if each["id"] in {one, other})
    decide("split", whole["id"], whole["events"][0])
    decide("edit", whole["id"], "realis=denied", "where=unknown")
    decide("undo", "4")
    decide("reject", whole["id"], "--why", "a drill")


def test_two_persons_cannot_overwrite_each_other_on_a_statement(record: Path) -> None:
    """Who looked before somebody else decided is told so by name, and nothing is changed."""
    found = objects("statements", record)[0]["id"]
    state = json.loads(run("show", "statement", found, "--format", "jsonl", "--into", record).stdout)["state"]
    run("decide", "accept", found, "--as", "ada", "--state", state, "--into", record)

    late = run("decide", "reject", found, "--as", "bo", "--state", state, "--into", record)

    assert late.exit_code == 1
    assert "ada decided meanwhile (accept" in late.stderr
    assert "accepted" in run("show", "statement", found, "--into", record).stdout


def test_a_statement_that_is_none_is_refused(record: Path) -> None:
    """A slip in an id is told, and where to find the right one."""
    result = run("decide", "accept", "statement-none", "--as", "ada", "--into", record)

    assert result.exit_code == 2
    assert "no such statement" in result.stderr
