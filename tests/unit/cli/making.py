"""Reports of our own writing, and the commands run on them in this process and in others."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from reportedly.cli.main import commands
from reportedly.export.fields import Fields
from reportedly.register.choosing import REGISTER, Choice
from reportedly.register.tally import Tally
from reportedly.run.listing import KINDS, listing
from reportedly.run.totals import Totals, tally_and_totals
from reportedly.store.record import close_record, open_record

RAID = "Gunmen attacked a police post in Basra on Monday and killed {} officers, {} said."
BACK = "Nurses who live next to the burnt post drove {} wounded people to the river clinic in a bread van."

REPORTS: tuple[Mapping[str, str], ...] = (
    {
        "uri": "https://post.example/raid",
        "outlet": "Harbour Post",
        "title": "Raid on a police post",
        "byline": "By Ada Quill",
        "published": "2031-05-06",
        "text": "\n\n".join(
            (
                RAID.format("three", "the army"),
                "“We will find those who did this,” Colonel Rashid Amari told reporters.",
                BACK.format(14),
                "Amari urged the governor on Monday to close the road if the raids go on.",
                "There have been 12 attacks on police so far this month, according to the Tigris Monitor.",
            )
        ),
    },
    {
        "uri": "https://wire.example/raid",
        "outlet": "Northern Wire",
        "published": "2031-05-07",
        "text": "\n\n".join(
            (RAID.format("three", "the army"), BACK.format(14), "The Harbour Post first reported the raid.")
        ),
    },
    {
        "uri": "https://mirror.example/raid",
        "outlet": "Delta Mirror",
        "published": "2031-05-07",
        "text": "\n\n".join(
            (
                RAID.format("five", "a hospital doctor"),
                "The interior ministry denied that any officer had been killed in Basra.",
                BACK.format(16),
            )
        ),
    },
)
"""A raid told three times: a copy, a near copy, two counts, a denial, a total."""


def line(**fields: Any) -> str:
    """Return one line of JSON Lines."""
    return json.dumps(fields, ensure_ascii=False) + "\n"


def lines(reports: Iterable[Mapping[str, Any]] = REPORTS) -> str:
    """Return reports as JSON Lines."""
    return "".join(line(**report) for report in reports)


def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
    """Run a command in this process; what it should have caught is raised here."""
    runner = CliRunner(env={"COLUMNS": "160"})
    return runner.invoke(commands, [str(each) for each in arguments], stdin, catch_exceptions=False)


def command(*arguments: str | Path) -> list[str]:
    """Return the command line that runs a command in a process of its own."""
    return [sys.executable, "-m", "reportedly", *(str(each) for each in arguments)]


def objects(kind: str, record: Path) -> list[Fields]:
    """Return what ``show --format jsonl`` gives."""
    shown = run("show", kind, "--into", record, "--format", "jsonl")
    assert shown.exit_code == 0, shown.stderr
    return [json.loads(each) for each in shown.stdout.splitlines()]


Held = tuple[dict[str, list[Fields]], tuple[Tally, Totals]]


def held(path: Path) -> Held:
    """Return everything that a person can get out of a record."""
    record = open_record(path, create=False, writing=False)
    try:
        kinds = {kind: list(listing(record, kind)) for kind in KINDS}
        return kinds, tally_and_totals(record, ("month", "type", "place", "target"), Choice(realis=REGISTER))
    finally:
        close_record(record)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Make a file or a folder read-only, for root too; skip the test where that cannot be done."""
    if os.geteuid() == 0:
        if subprocess.run(["chattr", "+i", str(path)], capture_output=True, check=False).returncode:
            pytest.skip("root can write to everything here: no immutable files")
        try:
            yield
        finally:
            subprocess.run(["chattr", "-i", str(path)], check=True)
        return
    mode = path.stat().st_mode
    path.chmod(mode & ~0o222)
    try:
        yield
    finally:
        path.chmod(mode)


def ids_of(record: Path, start: str) -> str:
    """Return the id of the one report whose address starts so."""
    (found,) = (each["id"] for each in objects("reports", record) if each["uri"].startswith(start))
    return str(found)
