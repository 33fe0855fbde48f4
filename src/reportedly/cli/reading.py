"""``reportedly read``: inputs into the record, with a bar while it works and a summary at the end."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table
from rich.text import Text

from reportedly.cli.console import PROBLEMS, STOPPED, into, opened, plain, stderr, stdout
from reportedly.cli.counting import show_totals
from reportedly.cli.fetching import Wanted, addressed, fetch, fetched_sources, say_fetched, wanted_of
from reportedly.cli.second import endpoint_of, read_again, second_reader
from reportedly.cli.words import counted, share
from reportedly.readings.choose import OWN, choose_reader
from reportedly.readings.reader import ReaderError
from reportedly.register.summary import Summary
from reportedly.run.analysis import LANGUAGE
from reportedly.run.copying import FULLY, LOOKS
from reportedly.run.fetching import Manners
from reportedly.run.ingest import Outcome, Ways, read_into
from reportedly.run.ingest import Progress as Step
from reportedly.run.own_places import own_places
from reportedly.run.pool import cores
from reportedly.run.questions import summary_of
from reportedly.run.sources import Source, expand
from reportedly.store.record import Record


def _known_reader(_: click.Context, __: click.Parameter, name: str | None) -> str | None:
    """Return the name of a reader that is there, before anything is opened; None where none is asked for."""
    try:
        choose_reader(name or OWN)
    except ReaderError as error:
        raise click.BadParameter(error.detail) from None
    return name


def _own_places(_: click.Context, __: click.Parameter, files: tuple[Path, ...]) -> str | None:
    """Return the places of the files named, as a record keeps them; None where no file is."""
    if not files:
        return None
    try:
        return own_places(files)
    except ValueError as fault:
        raise click.BadParameter(str(fault)) from None
    except OSError as fault:
        raise click.BadParameter(f"{fault.filename}: {fault.strerror}") from None


@click.command()
@click.argument("inputs", nargs=-1, metavar="PATH|URL|-...")
@into
@click.option(
    "--workers", type=click.IntRange(1), default=None, help="Processes that read.  [default: one a core]"
)
@click.option(
    "--reader",
    callback=_known_reader,
    metavar="NAME",
    help=f"What reads the texts: {OWN} or spacy:PIPELINE.  [default: the record's, {OWN} for a new one]",
)
@click.option(
    "--lineage",
    type=click.Choice(sorted(LOOKS, reverse=True)),
    help="How closely copies are looked for: fast takes half the time, finds 72 of a hundred passages with a"
    " few words changed (full: 95) and 54 of those rewritten (90); for a hundred thousand reports and more."
    f"  [default: the record's, {FULLY} for a new one]",
)
@click.option(
    "--places",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    callback=_own_places,
    metavar="FILE",
    help="Your own sites, regions and names of provinces: CSV, TSV, GeoJSON or TOML; may be given again."
    "  [default: the record's]",
)
@click.option("--quiet", is_flag=True, help="No bar and no summary; problems are still said.")
@addressed
@second_reader
def read(
    inputs: tuple[str, ...],
    record_path: Path,
    workers: int | None,
    reader: str | None,
    lineage: str | None,
    quiet: bool,
    **second: Any,
) -> None:
    """Read news reports into a record.

    Files, folders, patterns or "-" for standard input: plain text, saved pages, feeds, web archives (WARC,
    WACZ), tables (CSV), JSON Lines, ZIP folders, PDF, mailboxes. An address (http://, https://) is fetched,
    politely, and the answer kept beside the record. Reading the same input again changes nothing. Stop with
    Ctrl-C at any time: what was read stays, and the same command goes on.

    With --second llm a language model proposes statements for every report of the record that it has not read
    yet. They are kept under its own name, beside ours and never over them, and only where each of their words
    stands in the text; nothing is sent anywhere without this option.

    \b
    Example:
      reportedly read examples/reports --into record.db
      reportedly read --urls list.txt --into record.db
      reportedly read archive.warc.gz --into archive.db --lineage fast
      reportedly read examples/reports --into record.db --places camps.csv
      reportedly read examples/reports --second llm --endpoint http://localhost:8080/v1 --model NAME

    Ends with 0 when everything was read, 1 when an input became a problem, 3 when the record failed.
    """
    ways = Ways(reader, lineage, second.pop("places"))
    wanted = wanted_of(inputs, second)
    endpoint = endpoint_of(second)
    read_well = True
    with opened(record_path, create=True, writing=True) as record:
        outcome = _read(record, _sources(wanted, record_path), ways, workers or cores(), quiet)
        if not quiet:
            show_summary(stdout(), summary_of(record), outcome, record_path)
        if endpoint is not None:
            read_well = read_again(record, endpoint, quiet)
    if outcome.problems or not read_well:
        raise click.exceptions.Exit(PROBLEMS)


def _sources(wanted: Wanted, record_path: Path) -> tuple[Source, ...]:
    """Return what is to be read; addresses are fetched first."""
    skip = frozenset(Path(f"{record_path.resolve()}{tail}") for tail in ("", "-wal", "-shm", "-journal"))
    found = expand(wanted.paths, skip, wanted.columns)
    if not wanted.addresses:
        return found
    try:
        fetched = fetch(wanted.addresses, record_path, wanted.follow, Manners())
    except OSError as error:
        raise click.ClickException(f"What is fetched cannot be kept: {error.strerror or error}") from None
    say_fetched(fetched)
    return (*found, *fetched_sources(fetched))


def _read(record: Record, sources: tuple[Source, ...], ways: Ways, workers: int, quiet: bool) -> Outcome:
    """Read the sources with a bar on standard error; say every problem; Ctrl-C ends with status 130."""
    console = stderr()
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", style="bold"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("{task.fields[counts]}"),
        TimeElapsedColumn(),
    )
    step: Step | None = None
    with Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal) as bar:
        task = bar.add_task("reading", total=len(sources), counts="")

        def watch(now: Step) -> None:
            nonlocal step
            step = now
            counts = f"{now.read:,} read, {now.reports:,} kept, {counted(now.problems, 'problem')}"
            bar.update(task, completed=now.sources, counts=counts, description=plain(now.doing).plain[:40])

        try:
            outcome = read_into(
                record, sources, now=datetime.now(UTC), workers=workers, watch=watch, ways=ways
            )
        except KeyboardInterrupt:
            kept = counted(step.reports if step else 0, "report")
            console.print(f"Stopped; {kept} of this run are kept. The same command goes on from here.")
            raise click.exceptions.Exit(STOPPED) from None
    for problem in outcome.problems:
        line = Text("problem: ", style="yellow").append_text(
            plain(f"{problem.origin.address}: {problem.detail}")
        )
        console.print(line)
    return outcome


def show_summary(console: Console, summary: Summary, outcome: Outcome, path: Path) -> None:
    """Print what this run did and what the record now holds."""
    run = f"{counted(outcome.inputs, 'input')}: {counted(outcome.reports, 'new report')}"
    run += f", {outcome.known:,} already known, {counted(len(outcome.problems), 'problem')}"
    console.print(Text(run, style="bold"))
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(style="dim")
    table.add_column()
    acts = ", ".join(f"{name} {number:,}" for name, number in summary.acts)
    table.add_row("Record", plain(str(path)))
    stories = f"{counted(summary.reports, 'report')} in {counted(summary.stories, 'story', 'stories')}"
    table.add_row("Reports", f"{stories}, {share(summary.copied_share)} of their words copied")
    if outcome.words:
        again = (
            f", {outcome.repeated:,} of them in sentences that stood in an earlier report word for word"
            if outcome.repeated
            else ""
        )
        table.add_row("Words", f"{outcome.words:,}{again}")
    table.add_row("Statements", f"{summary.statements:,}" + (f" ({acts})" if acts else ""))
    behind = f"{counted(summary.incident_reports, 'report')}, {counted(summary.incident_origins, 'origin')}"
    table.add_row("Incidents", f"{summary.incidents:,} in the register, from {behind}")
    if summary.outside:
        outside = ", ".join(f"{name} {number:,}" for name, number in summary.outside)
        table.add_row("Not counted", f"{outside}")
    foreign = [
        (code, number) for code, number in summary.languages if not code.casefold().startswith(LANGUAGE)
    ]
    if foreign:
        listed = ", ".join(f"{code} {number:,}" for code, number in foreign)
        words = f"{listed}: kept, searched and compared; their statements and events were not read"
        table.add_row("Other languages", words)
    if summary.problems:
        kinds = ", ".join(f"{name} {number:,}" for name, number in summary.problems)
        table.add_row("Problems", kinds)
    console.print(table)
    show_totals(console, summary.totals)
