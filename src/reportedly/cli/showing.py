"""``reportedly show``: what the record holds, as a table or for other programs."""

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.padding import Padding
from rich.table import Table

from reportedly.cli.console import USAGE, fail, into, opened, plain, stdout
from reportedly.cli.incident import show_copy, show_event, show_incident, show_statement
from reportedly.cli.seeking import narrowing, refuse_narrowing, show_statements
from reportedly.cli.stories import show_stories, show_story
from reportedly.cli.words import counted, share, short_files
from reportedly.export.formats import EXPORTERS, Exporter
from reportedly.run.listing import KINDS, Fields, listing
from reportedly.terms.decisions import Status

FORMATS = ("table", "jsonl", "csv")
INCIDENT, STATEMENT, STORY = "incident", "statement", "story"
EVENT, COPY = "event", "copy"
_SINGLE = (INCIDENT, STATEMENT, EVENT, COPY, STORY)
"""What is shown one at a time, by its id."""
_WHOLE = {INCIDENT: show_incident, STATEMENT: show_statement, EVENT: show_event, COPY: show_copy}
STORIES = "stories"
ALL = 1 << 62
"""A limit that nothing meets."""
REVIEWED = ("incidents", "statements", "events", "copies")
"""What persons decide on."""

WIDE = 150
"""Columns of a terminal on which the table of incidents can be read."""

ONE = {kind: "copy" if kind == "copies" else kind.removesuffix("s") for kind in KINDS}
"""What one record of a kind is called."""

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
    return f"{start} ({value['grain']})" if start else ""


def _status(value: str | None) -> str:
    """Return what persons decided, nothing where nobody did."""
    return "" if value is None or value == Status.UNREVIEWED else value


def _origins(names: Sequence[str]) -> str:
    """Return how many origins there are, and which."""
    return short_files(f"{len(names)}: {', '.join(names)}" if names else "0")


def _best(fields: Fields) -> str:
    """Return the best numbers of an incident."""
    return "; ".join(f"{each['what']} {each['number']}" for each in fields["best"])


def _differ(fields: Fields) -> str:
    """Return what the origins of an incident differ on; `show incident ID` has who says what."""
    return ", ".join(each.partition(":")[0] for each in fields["disagreements"])


COLUMNS: dict[str, tuple[tuple[str, Cell], ...]] = {
    "statements": (
        ("act", lambda f: f["act"]),
        ("chain", lambda f: " › ".join(f["chain"])),
        ("cue", lambda f: _words(f["cue"])),
        ("said", lambda f: f["text"]),
        ("at", lambda f: f["said"][0][0]),
        ("status", lambda f: _status(f["status"])),
    ),
    "copies": (
        ("source", lambda f: f"{_name(f['source']['uri'])} {f['source']['start']}:{f['source']['end']}"),
        ("copy", lambda f: f"{_name(f['copy']['uri'])} {f['copy']['start']}:{f['copy']['end']}"),
        ("identity", lambda f: f"{f['identity']:.2f}"),
        ("basis", lambda f: f["basis"]),
        ("status", lambda f: _status(f["status"])),
        ("id", lambda f: f["id"]),
    ),
    "events": (
        ("type", lambda f: f["type"] + (f"/{f['mode']}" if f["mode"] else "")),
        ("realis", lambda f: f["realis"]),
        ("trigger", lambda f: _words(f["trigger"])),
        ("who", lambda f: "; ".join(f"{p['role']} {p['name']}" for p in f["participants"])),
        ("when", lambda f: _time(f["when"])),
        ("where", lambda f: f["where"]["name"] if f["where"] else ""),
        ("report", lambda f: f"{_name(f['uri'])}:{f['trigger']['start']}"),
        ("status", lambda f: _status(f["status"])),
        ("id", lambda f: f["id"]),
    ),
    "incidents": (
        ("incident", lambda f: f["title"]),
        ("type", lambda f: f["type"]),
        ("realis", lambda f: f["realis"]),
        ("when", lambda f: _time(f["when"])),
        ("where", lambda f: f["where"]["name"] if f["where"] else ""),
        ("status", lambda f: _status(f["status"])),
        ("reports", lambda f: len(f["reports"])),
        ("origins", lambda f: _origins(f["origins"])),
        ("best", lambda f: _best(f)),
        ("differ on", lambda f: _differ(f)),
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
        ("input", lambda f: short_files(f["uri"]) + (f"#{f['member']}" if f["member"] else "")),
        ("detail", lambda f: f["detail"]),
    ),
}


def _name(uri: str) -> str:
    """Return the name of a file, or the host of an address and the end of it: "post.example/…/raid"."""
    scheme, sign, rest = uri.partition("://")
    folder, slash, end = rest.rstrip("/").rpartition("/")
    if not (sign and slash and end):
        return uri
    host, deeper, _ = folder.partition("/")
    return end if scheme == "file" else f"{host}/{'…/' if deeper else ''}{end}"


def _table(kind: str, rows: Iterable[Fields]) -> None:
    """Print a table of records, and how many there are; incidents in short where the terminal is narrow."""
    console = stdout()
    columns = COLUMNS[kind]
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for name, _ in columns:
        table.add_column(
            name, overflow="fold", justify="right" if name in NUMBERS else "left", no_wrap=name == "id"
        )
    in_short = kind == "incidents" and console.width < WIDE
    number = 0
    for fields in rows:
        number += 1
        if in_short:
            _in_short(console, fields)
        else:
            table.add_row(*(plain(str(cell(fields))) for _, cell in columns))
    if number and not in_short:
        console.print(table)
    console.print(counted(number, ONE[kind], kind), style="dim")


def _in_short(console: Console, fields: Fields) -> None:
    """Print an incident in two lines: what it is called and its id; what, when, where, by whom, how many."""
    console.print(plain(fields["title"]).append(f"  {fields['id']}", style="dim"))
    where = fields["where"]["name"] if fields["where"] else ""
    told = [f"{fields['type']} {fields['realis']}", _time(fields["when"]), where, _status(fields["status"])]
    weight = f"{counted(len(fields['reports']), 'report')}, {counted(len(fields['origins']), 'origin')}"
    differ = f"differ on {_differ(fields)}" if fields["disagreements"] else ""
    parts = [", ".join(filter(None, told)), weight, _best(fields), differ]
    console.print(Padding(plain("; ".join(filter(None, parts))), (0, 0, 0, 2)))


@click.command()
@click.argument("kind", type=click.Choice((*KINDS, STORIES, *_SINGLE)))
@click.argument("record_id", metavar="[ID]", required=False)
@into
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True)
@click.option(
    "--status",
    "statuses",
    multiple=True,
    type=click.Choice([each.value for each in Status]),
    help="Only incidents, statements, events or copies that persons left so; repeat for more.",
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
            _print(kind, form, _left(listing(record, kind, rejected=Status.REJECTED in statuses), statuses))
        elif kind == STORY:
            show_story(record, record_id, _objects(form))
        else:
            _WHOLE[kind](record, record_id, form)


def _check(kind: str, record_id: str | None, statuses: tuple[str, ...]) -> None:
    """End the command where an id is missing or too many, or what is asked for is not reviewed."""
    if (kind in _SINGLE) != (record_id is not None):
        fail(f"name one: reportedly show {kind} ID" if record_id is None else f"{kind} takes no ID", USAGE)
    if statuses and kind not in REVIEWED:
        fail(f"--status: for {', '.join(REVIEWED[:-1])} and {REVIEWED[-1]} only, not for {kind}", USAGE)


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
