"""``reportedly show``: what the record holds, as a table or for other programs."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from reportedly.cli.console import USAGE, fail, into, opened, plain, stdout
from reportedly.cli.incident import show_incident, show_statement
from reportedly.cli.seeking import narrowing, refuse_narrowing, show_statements
from reportedly.cli.stories import show_stories, show_story
from reportedly.cli.words import share
from reportedly.export.formats import EXPORTERS, Exporter
from reportedly.run.listing import KINDS, Fields, listing
from reportedly.terms.decisions import Status

FORMATS = ("table", "jsonl", "csv")
INCIDENT, STATEMENT, STORY = "incident", "statement", "story"
"""What is shown one at a time, by its id."""
STORIES = "stories"
ALL = 1 << 62
"""A limit that nothing meets."""
REVIEWED = ("incidents", "statements")
"""What persons decide on."""

NUMBERS = frozenset({"reports", "at", "copied", "own"})
"""Columns that stand to the right."""

Cell = Callable[[Fields], object]


def _words(value: Any) -> str:
    """Return the words of a field that may be null."""
    return value["text"] if value else ""


def _time(value: Any) -> str:
    """Return a time field for a table: its start and grain."""
    if not value:
        return ""
    start = (value["start"] or value["end"] or "")[:10]
    return f"{start} ({value['grain']})" if start else f"? ({value['grain']})"


COLUMNS: dict[str, tuple[tuple[str, Cell], ...]] = {
    "statements": (
        ("act", lambda f: f["act"]),
        ("chain", lambda f: " › ".join(f["chain"])),
        ("cue", lambda f: _words(f["cue"])),
        ("said", lambda f: f["text"]),
        ("at", lambda f: f["said"][0][0]),
        ("status", lambda f: "" if f["status"] == Status.UNREVIEWED else f["status"] or ""),
    ),
    "copies": (
        ("source", lambda f: f"{_name(f['source']['uri'])} {f['source']['start']}:{f['source']['end']}"),
        ("copy", lambda f: f"{_name(f['copy']['uri'])} {f['copy']['start']}:{f['copy']['end']}"),
        ("identity", lambda f: f"{f['identity']:.2f}"),
        ("basis", lambda f: f["basis"]),
    ),
    "events": (
        ("type", lambda f: f["type"] + (f"/{f['mode']}" if f["mode"] else "")),
        ("realis", lambda f: f["realis"]),
        ("trigger", lambda f: _words(f["trigger"])),
        ("who", lambda f: "; ".join(f"{p['role']} {p['name']}" for p in f["participants"])),
        ("when", lambda f: _time(f["when"])),
        ("where", lambda f: f["where"]["name"] if f["where"] else ""),
        ("report", lambda f: f"{_name(f['uri'])}:{f['trigger']['start']}"),
    ),
    "incidents": (
        ("incident", lambda f: f["title"]),
        ("type", lambda f: f["type"]),
        ("realis", lambda f: f["realis"]),
        ("when", lambda f: _time(f["when"])),
        ("where", lambda f: f["where"]["name"] if f["where"] else ""),
        ("status", lambda f: f["status"]),
        ("reports", lambda f: len(f["reports"])),
        ("origins", lambda f: f"{len(f['origins'])}: {', '.join(f['origins'])}" if f["origins"] else "0"),
        ("best", lambda f: "; ".join(f"{each['what']} {each['number']}" for each in f["best"])),
        ("disagree", lambda f: "; ".join(f["disagreements"])),
        ("id", lambda f: f["id"]),
    ),
    "reports": (
        ("outlet", lambda f: f["outlet"] or ""),
        ("title", lambda f: f["title"] or ""),
        ("published", lambda f: _time(f["published"])),
        ("copied", lambda f: share(f["copied"])),
        ("own", lambda f: share(f["own"])),
        ("uri", lambda f: _name(f["uri"])),
        ("id", lambda f: f["id"]),
    ),
    "problems": (
        ("kind", lambda f: f["kind"]),
        ("uri", lambda f: f["uri"]),
        ("detail", lambda f: f["detail"]),
    ),
}


def _name(uri: str) -> str:
    """Return the end of an address, enough to know a file by."""
    return uri.rstrip("/").rpartition("/")[2] or uri


def _table(kind: str, rows: Iterable[Fields]) -> int:
    """Print a table of records; return how many."""
    columns = COLUMNS[kind]
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for name, _ in columns:
        table.add_column(name, overflow="fold", justify="right" if name in NUMBERS else "left")
    number = 0
    for fields in rows:
        table.add_row(*(plain(str(cell(fields))) for _, cell in columns))
        number += 1
    console = stdout()
    if number:
        console.print(table)
    console.print(f"{number:,} {kind}", style="dim")
    return number


@click.command()
@click.argument("kind", type=click.Choice((*KINDS, STORIES, INCIDENT, STATEMENT, STORY)))
@click.argument("record_id", metavar="[ID]", required=False)
@into
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True)
@click.option(
    "--status",
    "statuses",
    multiple=True,
    type=click.Choice([each.value for each in Status]),
    help="Only incidents or statements that persons left so; repeat for more.",
)
@narrowing
def show(
    kind: str, record_id: str | None, record_path: Path, form: str, statuses: tuple[str, ...], **narrowed: Any
) -> None:
    """Show what the record holds, or one incident whole.

    "incident ID" gives an incident with its origins, its mentions, what was decided, and each number with
    every value that is given, by whom and when, how it changed, and which is the best by the rule. "story ID"
    gives a story, named by its id or by a report of it: how much of each report is copied and how much its
    own, where each family of copies began, and the text they rewrite that is not here.

    Offsets are code points of the report's stored text, end exclusive. "jsonl" gives one object a
    line for other programs, "csv" a table for a spreadsheet.

    Statements can be narrowed by who speaks, what the words do, when, story and outlet; the time is that of
    the saying where the words give one, else of the publication. With --over a row counts what one voice did
    in a period: in which outlets, and from how many first sources.

    \b
    Example:
      reportedly show statements --into record.db --format jsonl | head
      reportedly show statements --voice "Amari" --act threat --since 2031-05
      reportedly show statements --voice "Amari" --over month
      reportedly show incidents --status accepted --status edited
      reportedly show incident incident-…
      reportedly show story 02-rotterdam-ledger.txt
    """
    _check(kind, record_id, statuses)
    with opened(record_path) as record:
        if kind == "statements":
            if statuses:  # what is narrowed by status here must not be cut off before
                narrowed["limit"] = narrowed["limit"] or ALL
            show_statements(record, form, narrowed, lambda rows: _print(kind, form, _left(rows, statuses)))
            return
        refuse_narrowing(kind, narrowed)
        if kind == STORIES:
            show_stories(record, _objects(form))
        elif record_id is None:
            _print(kind, form, _left(listing(record, kind), statuses))
        elif kind == STORY:
            show_story(record, record_id, _objects(form))
        else:
            (show_incident if kind == INCIDENT else show_statement)(record, record_id, form)


def _check(kind: str, record_id: str | None, statuses: tuple[str, ...]) -> None:
    """End the command where an id is missing or too many, or what is asked for is not reviewed."""
    if (kind in {INCIDENT, STATEMENT, STORY}) != (record_id is not None):
        fail(f"name one: reportedly show {kind} ID" if record_id is None else f"{kind} takes no ID", USAGE)
    if statuses and kind not in REVIEWED:
        fail(f"--status: for {' and '.join(REVIEWED)} only, not for {kind}", USAGE)


def _objects(form: str) -> str:
    """Return a format that holds what is no table; ends the command for one that does not."""
    if form == "csv":
        fail("--format csv: a story is no table; take jsonl", USAGE)
    return form


def _left(rows: Iterable[Fields], statuses: tuple[str, ...]) -> Iterable[Fields]:
    """Return the rows that persons left in one of these statuses; all where none is asked for."""
    return (row for row in rows if not statuses or row["status"] in statuses)


def _print(kind: str, form: str, rows: Iterable[Fields]) -> None:
    """Print records in one of ``FORMATS``."""
    if form == "table":
        _table(kind, rows)
    else:
        _exporter(form).write(kind, rows, sys.stdout)


def _exporter(name: str) -> Exporter:
    """Return the exporter of this name."""
    return next(each for each in EXPORTERS if each.name == name)
