"""``compare``, ``trace`` and ``verify``: two reports, one number, and the proof."""

from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from reportedly.cli.console import PROBLEMS, USAGE, escaped, fail, into, opened, plain, stdout
from reportedly.cli.words import called, counted, share, short_files, span_of
from reportedly.register.choosing import REGISTER, Choice, chosen_cells
from reportedly.register.comparison import Change, Comparison
from reportedly.register.trace import Node
from reportedly.run.casework import cell_trace
from reportedly.run.questions import (
    Told,
    Unclear,
    comparison_fields,
    comparison_of,
    faults_of,
    find_report,
    rebuild_columns,
    sizes_of,
    told_otherwise,
    trace_of,
)
from reportedly.store.record import Record
from reportedly.store.sizes import Sizes
from reportedly.terms.reports import Report
from reportedly.terms.spans import Span


@click.command()
@click.argument("left")
@click.argument("right")
@into
@click.option("--format", "form", type=click.Choice(("table", "json")), default="table", show_default=True)
def compare(left: str, right: str, record_path: Path, form: str) -> None:
    """Lay two reports side by side: what they share, what each leaves out, what they tell otherwise.

    A report is named by its id, its address or the end of it. Words that stand otherwise in the other report
    are marked in passages that stand in both. "Told otherwise" gives numbers, dates and places that exclude
    each other (≠) or are worded otherwise, and how each names the same actor or target, with where.

    \b
    Example:
      reportedly compare 02-rotterdam-ledger.txt 03-northern-wire.txt --into record.db
    """
    with opened(record_path) as record:
        one, other = _named(record, left), _named(record, right)
        found = comparison_of(one, other)
        told = told_otherwise(record, one, other, found)
    if form == "json":
        click.echo(escaped(comparison_fields(one, other, found, told)))
        return
    _compare(stdout(), one, other, found)
    _told_otherwise(stdout(), one, other, told)


def _named(record: Record, name: str) -> Report:
    """Return the report of this name; none or several end the command with what there is."""
    found = find_report(record, name)
    if isinstance(found, Unclear):
        which = "; ".join(report.uri for report in found.candidates[:5])
        detail = f"{name}: several reports match ({which})" if which else f"{name}: no report of this name"
        fail(f"{detail}; `reportedly show reports` lists them", USAGE)
    return found


def _compare(console: Console, left: Report, right: Report, found: Comparison) -> None:
    """Print a comparison."""
    names = [called(report) for report in (left, right)]
    for report, name, part in zip((left, right), names, (found.left_share, found.right_share), strict=True):
        told = f": {share(part)} of its words stand in both. "
        head = Text().append_text(plain(name)).append(told, style="bold")
        console.print(head.append_text(plain(report.title)))
    table = Table(
        title=f"{counted(len(found.shared), 'passage')} in both", title_justify="left", show_lines=True
    )
    for name in names:
        table.add_column(plain(name), ratio=1, overflow="fold")
    table.add_column("same", justify="right")
    for passage in found.shared:
        sides = (
            _marked(left, passage.left, [change.left for change in passage.changes]),
            _marked(right, passage.right, [change.right for change in passage.changes]),
        )
        table.add_row(*sides, share(passage.identity))
    if found.shared:
        console.print(table)
    for report, name, only in ((left, names[0], found.left_only), (right, names[1], found.right_only)):
        console.print(Text("Only in ", style="bold").append_text(plain(name)).append(f" ({len(only)}):"))
        for span in only:
            console.print(Text(f"  {span.start:>6}  ", style="dim").append_text(plain(_text(report, span))))
    if found.numbers:
        console.print(Text("Numbers that differ:", style="bold"))
        for change in found.numbers:
            console.print(Text("  ").append_text(_change(left, right, change)))


def _told_otherwise(console: Console, left: Report, right: Report, told: Told) -> None:
    """Print what two reports have other words for, and what both may rewrite."""
    if told.differences:
        console.print(Text("Told otherwise:", style="bold"))
    for each in told.differences:
        line = Text(f"  {'≠' if each.apart else ' '} {each.kind:<7}", style="bold" if each.apart else "")
        line = Text().append_text(line).append(f"{each.what}: " if each.what else "")
        for report, span in ((left, each.left), (right, each.right)):
            words = " ".join(_text(report, span).split())
            line.append("  /  " if span is each.right else "").append_text(plain(words))
            line.append(f" {span_of(span)}", style="dim")
        console.print(line)
    for name in told.missing:
        line = Text("Both may rewrite one text that is not here, credited as ", style="bold")
        console.print(line.append_text(plain(name)))


def _marked(report: Report, span: Span, changed: list[Span | None]) -> Text:
    """Return a passage with the words marked that the other side has otherwise."""
    line, at = Text(), span.start
    for change in sorted(c for c in changed if c is not None):
        if at <= change.start < change.end <= span.end:
            line.append_text(_piece(report.text, at, change.start))
            words = _piece(report.text, change.start, change.end)
            line.append("‹").append_text(words).append("›")
            line.stylize("bold yellow", len(line) - len(words) - 2)
            at = change.end
    return line.append_text(_piece(report.text, at, span.end))


def _piece(text: str, start: int, end: int) -> Text:
    """Return a stretch of text for the terminal, one space kept at either edge where there was space."""
    words = text[start:end]
    lead = " " if words[:1].isspace() else ""
    tail = " " if words.strip() and words[-1:].isspace() else ""
    return Text(lead).append_text(plain(words)).append(tail)


def _change(left: Report, right: Report, change: Change) -> Text:
    """Return the two sides of one change."""
    sides = [_text(r, s) if s else "(nothing)" for r, s in ((left, change.left), (right, change.right))]
    return plain(sides[0]).append("  /  ").append_text(plain(sides[1]))


def _text(report: Report, span: Span) -> str:
    """Return the words of a span."""
    return report.text[span.start : span.end]


@click.command()
@click.argument("record_id", metavar="ID", required=False)
@into
@click.option(
    "--cell",
    "cells",
    multiple=True,
    metavar="NAME=VALUE",
    help="In place of ID: a cell of `reportedly tally`.",
)
@click.option("--format", "form", type=click.Choice(("tree", "json")), default="tree", show_default=True)
def trace(record_id: str | None, record_path: Path, cells: tuple[str, ...], form: str) -> None:
    """Open an incident, event, statement, copy, report or cell of a tally down to the words it rests on.

    \b
    Example:
      reportedly trace incident-… --into record.db    (ids: reportedly show incidents)
      reportedly trace --cell month=2031-05,type=ASSAULT
    """
    if (record_id is None) == (not cells):
        raise click.UsageError("Name one thing: an ID, or a cell with --cell month=2031-05,type=ASSAULT.")
    with opened(record_path) as record:
        node = trace_of(record, record_id) if record_id is not None else _cell(record, cells)
    if node is None:
        fail(f"{record_id}: nothing in this record has this id; `reportedly show incidents` lists ids", USAGE)
    if form == "json":
        click.echo(escaped(_node_json(node)))
    else:
        stdout().print(_tree(node))


def _cell(record: Record, cells: tuple[str, ...]) -> Node:
    """Return the trace of a tally's cell."""
    try:
        choice = Choice(cells=chosen_cells(cells), realis=REGISTER)
    except ValueError as error:
        fail(f"--cell: {error}", USAGE)
    return cell_trace(record, choice)


def _node_json(node: Node) -> dict[str, Any]:
    """Return one step of a trace as JSON."""
    span = node.span
    return {
        "label": node.label,
        "id": node.id,
        "span": None if span is None else {"report": span.report_id, "start": span.start, "end": span.end},
        "text": node.text,
        "children": [_node_json(child) for child in node.children],
    }


def _tree(node: Node, inside: Tree | None = None) -> Tree:
    """Return a trace as a tree for the terminal."""
    is_report = node.id is not None and node.id.startswith("report-")
    line = plain(node.label if is_report else short_files(node.label))
    if node.span is not None:
        line.append(f"  {span_of(node.span)} ", style="dim")
    if node.text is not None:
        line.append(" “").append_text(plain(node.text)).append("”")
    if node.id is not None:
        line.append(f"  {node.id}", style="dim")
    tree = Tree(line) if inside is None else inside.add(line)
    for child in node.children:
        _tree(child, tree)
    return tree


@click.command()
@into
@click.option(
    "--rebuild", is_flag=True, help="First make the numbers that tallies and the queue are taken from anew."
)
def verify(record_path: Path, rebuild: bool) -> None:
    """Read every span again and check every digest: does each word still open?

    Says first what became of every input. Ends with 0 when the record is sound and 1 when it has a fault,
    each on a line of its own. Pages, documents, letters and feed entries are made into text once more from
    the bytes that were kept. Where another version of the program made the text and this one makes another,
    a note says so; that is no fault.

    \b
    Example:
      reportedly verify --into record.db
    """
    console, reports, faults = stdout(), 0, 0
    with opened(record_path, writing=rebuild) as record:
        if rebuild:
            made = counted(rebuild_columns(record), "incident")
            console.print(f"The numbers for tallies are made anew, of {made}.", style="dim")
        console.print(_held(sizes_of(record)), style="dim", soft_wrap=True)
        for address, found in faults_of(record):
            reports += address != "incidents"
            for fault in found:
                faults += not fault.note
                kind = "note" if fault.note else "fault"
                where = f" {span_of(fault.span)}" if fault.span else ""
                line = plain(f"{kind}: {address}{where}: {fault.id}: {fault.detail}")
                console.print(line, soft_wrap=True)
    console.print(f"{counted(reports, 'report')} verified, {counted(faults, 'fault')}.", style="bold")
    if faults:
        raise click.exceptions.Exit(PROBLEMS)


def _held(sizes: Sizes) -> str:
    """Return how much a record holds, in a line: what became of every input, and what was read."""
    became = f"{counted(sizes.read, 'report')}, {counted(sizes.problems, 'problem')}"
    numbers = (
        (sizes.copies, "copied passage"),
        (sizes.statements, "statement"),
        (sizes.events, "event"),
        (sizes.incidents, "incident"),
        (sizes.judgements, "judgement"),
    )
    kinds = ", ".join(counted(number, name) for number, name in numbers)
    return f"{counted(sizes.inputs, 'input')} became {became}; in the record: {kinds}."
