"""What every command shares: the terminal, the record option, exit statuses and plain text."""

import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click
from rich.console import Console
from rich.text import Text

from reportedly.store.accounts import Accounts, accounts_path, close_accounts, open_accounts
from reportedly.store.record import Record, RecordError, close_record, open_record

PROBLEMS, USAGE, NO_RECORD, STOPPED = 1, 2, 3, 130
"""Exit statuses beside 0: some inputs became problems; wrong usage; the record failed; Ctrl-C."""

_UNSAFE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)

into = click.option(
    "--into",
    "record_path",
    type=click.Path(path_type=Path, dir_okay=True),
    default=Path("record.db"),
    show_default=True,
    help="The record: one file that holds everything.",
)


class _Console(Console):
    """A console that leaves a closed pipe to the command."""

    def on_broken_pipe(self) -> None:
        """Raise the BrokenPipeError on; rich would end with 1 here."""
        raise  # rich calls this while it handles the error


def stdout() -> Console:
    """Return the console for answers: as wide as the terminal, 160 columns in a pipe."""
    given = os.environ.get("COLUMNS", "")
    piped = int(given) if given.isdecimal() and 0 < len(given) < 5 and int(given) else 160
    return _Console(width=None if sys.stdout.isatty() else piped, highlight=False, soft_wrap=False)


def stderr() -> Console:
    """Return the console for progress and problems."""
    return _Console(stderr=True, highlight=False, soft_wrap=True)


def plain(text: str | None) -> Text:
    """Return text as the terminal may show it: nothing in it moves the cursor, colours or reorders."""
    joined = " ".join((text or "").split())
    return Text(_UNSAFE.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", joined))


def escaped(value: object) -> str:
    """Return a value as JSON that the terminal may show: the same value when read, no unsafe sign in it."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def fail(detail: str, status: int) -> NoReturn:
    """Say one line on standard error and end with this status."""
    stderr().print(Text("reportedly: ").append_text(plain(detail)))
    raise click.exceptions.Exit(status)


@contextmanager
def opened(path: Path, *, create: bool = False, writing: bool = False) -> Iterator[Record]:
    """Yield the record in a file; what is wrong with it is said in one line, with exit status 3."""
    try:
        record = open_record(path, create=create, writing=writing)
        try:
            yield record
        finally:
            close_record(record)
    except RecordError as error:
        fail(error.detail, NO_RECORD)


@contextmanager
def opened_accounts(record_path: Path, *, create: bool = False) -> Iterator[Accounts | None]:
    """Yield the accounts beside a record, None where there are none; a fault ends with exit status 3."""
    try:
        found = open_accounts(accounts_path(record_path), create=create)
        try:
            yield found
        finally:
            if found is not None:
                close_accounts(found)
    except RecordError as error:
        fail(error.detail, NO_RECORD)
