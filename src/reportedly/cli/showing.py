"""``reportedly show``: what the record holds, as a table or for other programs."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from reportedly.cli.console import USAGE, fail, into, opened, plain, stdout
from reportedly.cli.seeking import narrowing, refuse_narrowing, show_statements
from reportedly.export.formats import EXPORTERS, Exporter
from reportedly.run.listing import KINDS, Fields, listing
from reportedly.terms.decisions import Status

FORMATS = ("table", "jsonl", "csv")

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
        ("disagree", lambda f: "; ".join(f["disagreements"])),
        ("id", lambda f: f["id"]),
    ),
    "reports": (
        ("outlet", lambda f: f["outlet"] or ""),
        ("title", lambda f: f["title"] or ""),
        ("published", lambda f: _time(f["published"])),
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
        table.add_column(name, overflow="fold", justify="right" if name in {"reports", "at"} else "left")
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
@click.argument("kind", type=click.Choice(KINDS))
@into
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True)
@click.option(
    "--status",
    "statuses",
    multiple=True,
    type=click.Choice([each.value for each in Status]),
    help="Only incidents that persons left so; repeat for more.",
)
@narrowing
def show(kind: str, record_path: Path, form: str, statuses: tuple[str, ...], **narrowed: Any) -> None:
    """Show what the record holds.

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
    """
    if statuses and kind != "incidents":
        fail(f"--status: for incidents only, not for {kind}", USAGE)
    with opened(record_path) as record:
        if kind == "statements":
            show_statements(record, form, narrowed, lambda rows: _print(kind, form, rows))
        else:
            refuse_narrowing(kind, narrowed)
            rows = listing(record, kind)
            _print(kind, form, (row for row in rows if not statuses or row["status"] in statuses))


def _print(kind: str, form: str, rows: Iterable[Fields]) -> None:
    """Print records in one of ``FORMATS``."""
    if form == "table":
        _table(kind, rows)
    else:
        _exporter(form).write(kind, rows, sys.stdout)


def _exporter(name: str) -> Exporter:
    """Return the exporter of this name."""
    return next(each for each in EXPORTERS if each.name == name)
