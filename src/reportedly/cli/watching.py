"""``reportedly watch``: keep reading as new reports arrive, one line a cycle."""

import re
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

import click

from reportedly.cli.console import into, opened, plain, stderr, stdout
from reportedly.cli.fetching import fetch, fetched_sources, fetches, split_inputs
from reportedly.cli.words import counted
from reportedly.run.fetching import Manners
from reportedly.run.ingest import Outcome, read_into
from reportedly.run.pool import cores
from reportedly.run.rounds import Fetched
from reportedly.run.sources import Source, expand
from reportedly.run.watching import Cycle, Watched, cycles
from reportedly.store.record import Record

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_LEAST_S = 60.0
_OFTEN_S = 900.0


@dataclass(frozen=True, slots=True)
class _Job:
    record: Record
    path: Path
    feeds: tuple[str, ...]
    follow: bool
    workers: int


def _seconds(_: click.Context, __: click.Parameter, value: str | None) -> float | None:
    """Return the seconds of "90s", "15m", "2h" or "1d", None where nothing is given."""
    if value is None:
        return None
    found = re.fullmatch(r"(\d{1,6})([smhd])", value.strip())
    if found is None or not int(found[1]):
        raise click.BadParameter(f"{value!r} is no time; write 90s, 15m, 2h or 1d")
    seconds = float(int(found[1]) * _UNITS[found[2]])
    if seconds < _LEAST_S:
        raise click.BadParameter(f"{value!r} is too often; feeds are asked once a minute at most: write 1m")
    return seconds


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="FOLDER|FEED...")
@into
@click.option(
    "--every", "every_s", default=None, callback=_seconds, metavar="TIME",
    help="How often feeds are asked: 90s, 15m, 2h, 1d; 1m at least.  [default: 15m]",
)  # fmt: skip
@click.option("--follow", is_flag=True, help="Fetch the pages that a feed's entries link to.")
@click.option("--workers", type=click.IntRange(1), default=None, help="Processes that read.")
@click.option("--once", is_flag=True, help="One cycle: read what is there and what is new, then end.")
def watch(
    inputs: tuple[str, ...],
    record_path: Path,
    every_s: float | None,
    follow: bool,
    workers: int | None,
    once: bool,
) -> None:
    """Keep reading as new reports arrive.

    Folders are read whole and then watched: files that are new or changed are read as they come. Addresses
    of feeds are asked again and again, and what has not changed is not sent. Every cycle that read something
    says so in one line. Ctrl-C or SIGTERM ends it after the batch under way; the same command goes on from
    there.

    \b
    Example:
      reportedly watch inbox https://example.org/feed.xml --every 30m --into record.db

    Ends with 0 when stopped, 3 when the record failed.
    """
    paths, feeds = split_inputs(inputs, ())
    folders = tuple(Path(path).resolve() for path in paths)
    for folder in folders:
        if not folder.is_dir():
            raise click.BadParameter(f"{folder} is no folder; name a folder or a feed's address")
    if every_s is not None and not feeds:
        detail = "it is how often feeds are asked, and files in folders are read as they come; leave it out"
        raise click.BadParameter(f"{detail}, or name a feed", param_hint="--every")
    watched = Watched(folders=folders, every_s=(every_s or _OFTEN_S) if feeds else None, once=once)
    with opened(record_path, create=True, writing=True) as record, _stopping() as stop:
        job = _Job(record, record_path, feeds, follow, workers or cores())
        for cycle in cycles(watched, stop):
            _say(_take(job, cycle, inputs), cycle)
        if not once:
            stderr().print("Stopped. The same command goes on from here.")


def _take(job: _Job, cycle: Cycle, inputs: Sequence[str]) -> tuple[Outcome, Fetched | None]:
    """Read what one cycle brings."""
    fetched = fetch(job.feeds, job.path, job.follow, Manners()) if cycle.feeds_due and job.feeds else None
    own = {Path(f"{job.path.resolve()}{tail}") for tail in ("", "-wal", "-shm", "-journal")}
    files = [
        str(file)
        for file in cycle.files
        if file.resolve() not in own and not file.is_relative_to(fetches(job.path).resolve())
    ]
    sources: list[Source] = [*expand(files)]
    sources += fetched_sources(fetched) if fetched is not None else ()
    outcome = read_into(job.record, sources, now=datetime.now(UTC), workers=job.workers)
    return outcome, fetched


def _say(taken: tuple[Outcome, Fetched | None], cycle: Cycle) -> None:
    outcome, fetched = taken
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")
    asked = ""
    if fetched is not None:
        asked = f"; {counted(fetched.answers, 'answer')} fetched, {fetched.unchanged:,} unchanged"
    line = f"{now} {counted(outcome.reports, 'new report')}, {outcome.known:,} known, "
    line += f"{counted(len(outcome.problems), 'problem')} from {counted(len(cycle.files), 'file')}{asked}"
    stdout().print(plain(line), soft_wrap=True)
    for problem in outcome.problems:
        stderr().print(plain(f"problem: {problem.origin.address}: {problem.detail}"))


@contextmanager
def _stopping() -> Iterator[threading.Event]:
    """Give an event that Ctrl-C and SIGTERM set; the handlers before are put back at the end."""
    stop = threading.Event()

    def ask(_: int, __: FrameType | None) -> None:
        stop.set()

    before = {each: signal.signal(each, ask) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
