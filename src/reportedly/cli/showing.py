"""``reportedly show`` and ``reportedly export``: what the record holds, as a table or for other programs."""

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

import click
from rich.table import Table

from reportedly.cli.console import USAGE, fail, into, opened, plain, stdout
from reportedly.export.formats import EXPORTERS, Exporter
from reportedly.run.listing import KINDS, Fields, listing
from reportedly.store.record import Record

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
def show(kind: str, record_path: Path, form: str) -> None:
    """Show what the record holds.

    Offsets are code points of the report's stored text, end exclusive. "jsonl" gives one object a
    line for other programs, "csv" a table for a spreadsheet.

    \b
    Example:
      reportedly show statements --into record.db --format jsonl | head
    """
    with opened(record_path) as record:
        if form == "table":
            _table(kind, listing(record, kind))
        else:
            _exporter(form).write(kind, listing(record, kind), sys.stdout)


def _exporter(name: str) -> Exporter:
    """Return the exporter of this name."""
    return next(each for each in EXPORTERS if each.name == name)


@click.command()
@click.argument("form", metavar="FORMAT", type=click.Choice([each.name for each in EXPORTERS]))
@into
@click.option(
    "--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="What to export.  [default: all]"
)
@click.option(
    "--out", type=click.Path(path_type=Path), default=None, help="A file for one kind, or a folder."
)
def export(form: str, record_path: Path, kinds: tuple[str, ...], out: Path | None) -> None:
    """Write the record to files for other programs: csv or jsonl.

    With one --kind the output goes to --out or standard output; with several, or none, --out is a folder that
    gets one file for each kind. Says how many rows each file holds.

    \b
    Example:
      reportedly export csv --out export/ --into record.db
    """
    exporter = _exporter(form)
    chosen = kinds or KINDS
    with opened(record_path) as record:
        if len(chosen) == 1 and out is None:
            exporter.write(chosen[0], listing(record, chosen[0]), sys.stdout)
            return
        if out is None:
            fail("several kinds need a folder: give --out FOLDER, or one --kind", USAGE)
        for kind, path in _targets(out, chosen, exporter):
            rows = _write(exporter, kind, record, path)
            click.echo(f"{path}: {rows:,} {kind}", err=True)


def _targets(out: Path, kinds: tuple[str, ...], exporter: Exporter) -> Iterator[tuple[str, Path]]:
    """Yield each kind with the file it goes to."""
    if len(kinds) == 1 and not out.is_dir():
        yield kinds[0], out
        return
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fail(f"{out} cannot be made a folder ({error.strerror}); choose another --out", USAGE)
    for kind in kinds:
        yield kind, out / f"{kind}{exporter.suffix}"


def _write(exporter: Exporter, kind: str, record: Record, path: Path) -> int:
    """Write one file beside its place and move it there whole; return its rows."""
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("w", encoding=exporter.encoding, newline="") as stream:
            stream_: TextIO = stream
            rows = exporter.write(kind, listing(record, kind), stream_)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        fail(f"{path} cannot be written ({error.strerror}); choose another --out", USAGE)
    return rows
