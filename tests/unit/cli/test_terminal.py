"""What reaches a terminal: no control or bidirectional sign of a report, and no traceback, ever."""

import json
import os
import subprocess
import unicodedata
from pathlib import Path

import pytest

from tests.unit.cli.making import command, ids_of, line, run

HOSTILE = "\x1b[31mred\x1b[0m \x9b2J \x07\x08 \u202egnp\u202c \u2066x\u2069 \u061c \u200f \x7f [bold]b[/bold]"
TEXT = (
    f"Gunmen attacked a post in Basra on Monday and killed 3 officers, the {HOSTILE} army said.\n\n"
    f"“We saw {HOSTILE} them run to the river,” Colonel Rashid {HOSTILE} Amari told reporters in Basra.\n\n"
    f"There have been 12 attacks on posts so far this month, according to {HOSTILE} the Tigris Monitor.\n\n"
)
BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of two reports full of signs that would steer a terminal, and a problem named so."""
    folder = tmp_path_factory.mktemp("hostile")
    name = folder / "a\x1b[31m\u202e.jsonl"
    reports = (
        line(
            uri=f"x:{n}{HOSTILE}",
            outlet=f"Post {n} {HOSTILE}",
            title=HOSTILE,
            byline=HOSTILE,
            text=TEXT + more,
        )
        for n, more in enumerate(("", "The road was closed for two days."))
    )
    name.write_text("".join(reports) + "{\x1b\u202e\n", encoding="utf-8")
    result = run("read", name, "--into", folder / "record.db")
    assert result.exit_code == 1
    assert steering(result.stdout + result.stderr) == set()
    return folder / "record.db"


def steering(shown: str) -> set[str]:
    """Return the signs in an output that would move, colour or reorder what a person sees."""
    return {sign for sign in shown if sign != "\n" and (unicodedata.category(sign) == "Cc" or sign in BIDI)}


@pytest.mark.parametrize(
    "arguments",
    [
        *(("show", kind) for kind in ("statements", "copies", "events", "incidents", "reports", "problems")),
        ("show", "reports", "--format", "jsonl"),
        ("show", "statements", "--format", "jsonl"),
        ("show", "problems", "--format", "jsonl"),
        ("tally",),
        ("tally", "--format", "json"),
        ("compare", "x:0", "x:1"),
        ("compare", "x:\x1b\u202e", "x:1"),
        ("trace", "incident-\x1b[31m\u202e"),
        ("verify",),
    ],
)
def test_no_answer_steers_the_terminal(hostile: Path, arguments: tuple[str, ...]) -> None:
    """A report is written by strangers: its words may not move the cursor, hide or reorder others."""
    named = [
        ids_of(hostile, each) if each.startswith("x:") and len(each) == 3 else each for each in arguments
    ]

    result = run(*named, "--into", hostile)

    assert result.stdout + result.stderr
    assert steering(result.stdout + result.stderr) == set()


@pytest.mark.parametrize("form", ["tree", "json"])
@pytest.mark.parametrize("kind", ["incidents", "events", "statements", "reports"])
def test_no_trace_steers_the_terminal(hostile: Path, kind: str, form: str) -> None:
    """A trace shows more of the words than any other answer."""
    found = [
        json.loads(each)["id"]
        for each in run("show", kind, "--into", hostile, "--format", "jsonl").stdout.splitlines()
    ]

    assert found
    for record_id in found:
        result = run("trace", record_id, "--format", form, "--into", hostile)
        assert result.exit_code == 0
        assert steering(result.stdout) == set()


def test_json_keeps_every_sign(hostile: Path) -> None:
    """What is written for other programs is escaped, not changed."""
    first, *_ = run("show", "reports", "--into", hostile, "--format", "jsonl").stdout.splitlines()

    assert json.loads(first)["title"] == HOSTILE


def test_square_brackets_are_words(hostile: Path) -> None:
    """The library that draws tables takes [bold] for markup unless it is told otherwise."""
    assert "[bold]b[/bold]" in "".join(run("show", "reports", "--into", hostile).stdout.split())


@pytest.mark.parametrize(
    "arguments", [("show", "reports"), ("show", "events", "--format", "jsonl"), ("tally",)]
)
def test_a_closed_pipe_is_no_error(kept: Path, arguments: tuple[str, ...]) -> None:
    """`reportedly show events | head -1` is how people look first: no traceback, no failure."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        done = subprocess.run(
            command(*arguments, "--into", kept), stdout=closed, stderr=subprocess.PIPE, check=False
        )

    assert done.stderr == b""
    assert done.returncode == 0


def test_output_is_utf8_whatever_the_locale(kept: Path) -> None:
    """A job without a locale must not fail at the first curly quotation mark."""
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "COLUMNS": "wide"}
    for arguments in (("show", "statements"), ("show", "statements", "--format", "jsonl")):
        done = subprocess.run(
            command(*arguments, "--into", kept), capture_output=True, check=False, env=environment
        )
        assert done.stderr == b""
        assert done.returncode == 0
        assert "“We will find".encode() in done.stdout
