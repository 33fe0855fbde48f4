"""Addresses on the command line: fetched politely, kept as WARC beside the record, then read."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from reportedly.cli.console import plain, stderr
from reportedly.cli.words import counted
from reportedly.reports.records import FIELDS
from reportedly.run.fetching import Manners
from reportedly.run.rounds import Fetched, fetch_into, read_addresses
from reportedly.run.sources import Source, file_source, problem_source

OPENINGS = ("http://", "https://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a person wants read: paths, addresses to fetch, and how."""

    paths: tuple[str, ...]
    addresses: tuple[str, ...]
    follow: bool
    columns: tuple[tuple[str, str], ...]


def read_columns(_: click.Context, __: click.Parameter, given: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return the (field, column) pairs of --columns values such as "text=body,title=headline"."""
    pairs = []
    for part in (part for value in given for part in value.split(",") if part.strip()):
        name, equals, column = (piece.strip() for piece in part.partition("="))
        if not equals or name not in FIELDS or not column:
            raise click.BadParameter(
                f"{part.strip()!r} is not FIELD=COLUMN with a field of {', '.join(FIELDS)}"
            )
        pairs.append((name, column))
    return tuple(pairs)


Command = TypeVar("Command", bound=Callable[..., object])


def addressed(command: Command) -> Command:
    """Give a command the options --urls, --follow and --columns (see ``wanted_of``)."""
    options = (
        click.option(
            "--urls",
            "lists",
            multiple=True,
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="Fetch the addresses in this list, one a line.",
        ),
        click.option("--follow", is_flag=True, help="Fetch the pages that a feed's entries link to."),
        click.option(
            "--columns",
            multiple=True,
            callback=read_columns,
            metavar="FIELD=COLUMN,...",
            help="Which columns of a table, or keys of JSON Lines, give text, title, published, ...",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def wanted_of(inputs: Sequence[str], options: dict[str, Any]) -> Wanted:
    """Return what the inputs and options ask for, and take these options out of ``options``.

    Raises click.UsageError where nothing is named, click.BadParameter where a list cannot be read.
    """
    paths, addresses = split_inputs(inputs, options.pop("lists"))
    if not paths and not addresses:
        raise click.UsageError("Nothing to read: name a file, a folder, an address or --urls FILE.")
    return Wanted(
        paths=paths, addresses=addresses, follow=options.pop("follow"), columns=options.pop("columns")
    )


def fetches(record_path: Path) -> Path:
    """Return the folder beside a record that holds what was fetched for it."""
    return record_path.with_name(f"{record_path.name}-fetches")


def split_inputs(inputs: Sequence[str], lists: Sequence[Path]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the files and folders named, and the addresses named or listed.

    Raises click.BadParameter where a list cannot be read.
    """
    paths = tuple(name for name in inputs if not name.lower().startswith(OPENINGS))
    named = [name for name in inputs if name.lower().startswith(OPENINGS)]
    for path in lists:
        try:
            named += read_addresses(path.read_text(encoding="utf-8", errors="replace"))
        except OSError as error:
            raise click.BadParameter(f"{path}: {error.strerror or error}") from None
    return paths, tuple(dict.fromkeys(named))


def fetch(addresses: Sequence[str], record_path: Path, follow: bool, manners: Manners) -> Fetched:
    """Fetch the addresses into the folder beside the record; raises OSError where it cannot be written."""
    return fetch_into(
        addresses, fetches(record_path), lambda: datetime.now(UTC), follow=follow, manners=manners
    )


def fetched_sources(fetched: Fetched) -> Iterator[Source]:
    """Yield what was fetched as sources: the WARC file, and every problem."""
    if fetched.warc is not None:
        yield file_source(fetched.warc)
    yield from map(problem_source, fetched.problems)


def say_fetched(fetched: Fetched) -> None:
    """Print on standard error what was fetched and where it is kept."""
    kept = f", kept in {fetched.warc}" if fetched.warc is not None else ""
    words = f"Fetched {counted(fetched.answers, 'answer')}, {fetched.unchanged:,} unchanged{kept}"
    stderr().print(plain(words))
