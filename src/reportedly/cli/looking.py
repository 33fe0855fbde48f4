"""``tally``, ``compare``, ``trace`` and ``verify``: the register, two reports, one number, and the proof."""

import csv
import sys
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from reportedly.cli.console import PROBLEMS, USAGE, escaped, fail, into, opened, plain, stdout
from reportedly.cli.outlets import show_outlets
from reportedly.cli.reading import show_totals
from reportedly.cli.words import counted, period, share, span_of
from reportedly.export.csv import safe_text
from reportedly.export.fields import utc
from reportedly.register.cells import CELLS
from reportedly.register.choosing import REGISTER, Choice, chosen_cells
from reportedly.register.comparison import Change, Comparison
from reportedly.register.tally import ReportedTotal, Tally
from reportedly.register.trace import Node
from reportedly.run.casework import cell_trace
from reportedly.run.questions import (
    Told,
    Unclear,
    comparison_of,
    faults_of,
    find_report,
    tally_of,
    told_otherwise,
    trace_of,
)
from reportedly.store.record import Record
from reportedly.terms.reports import Report
from reportedly.terms.spans import Span


@click.command()
@into
@click.option(
    "--by", default="month,type,place,target", show_default=True, help=f"Any of {', '.join(CELLS)}."
)
@click.option(
    "--format", "form", type=click.Choice(("table", "csv", "json")), default="table", show_default=True
)
@click.option(
    "--outlets", is_flag=True, help="In place of incidents: who copies how much, from whom, and says so."
)
def tally(record_path: Path, by: str, form: str, outlets: bool) -> None:
    """Count the register's incidents, with the reports and origins behind each number.

    What was threatened, planned, denied or only alleged is not counted. Totals that somebody reports stand
    apart, beside the register's own count of the same kind and period.

    \b
    Example:
      reportedly tally --by month,type --into record.db
    """
    names = tuple(name.strip() for name in by.split(",") if name.strip())
    if outlets and form != "table":
        fail("--outlets: a table only", USAGE)
    with opened(record_path) as record:
        if outlets:
            show_outlets(record)
            return
        try:
            counts, totals = tally_of(record, names)
        except ValueError as error:
            fail(f"--by: {error}", USAGE)
    if form == "json":
        click.echo(escaped(_tally_json(counts, totals)))
    elif form == "csv":
        _tally_csv(counts, totals)
    else:
        _tally_table(stdout(), counts, totals)


def _total_json(total: ReportedTotal) -> dict[str, Any]:
    """Return a reported total as JSON."""
    when = total.period
    return {
        "what": total.what,
        "type": total.type,
        "low": total.low,
        "high": total.high,
        "approximate": total.approximate,
        "period": None
        if when is None
        else {
            "start": utc(when.start),
            "end": utc(when.end),
            "grain": when.grain.value,
            "basis": when.basis.value,
        },
        "origins": list(total.origins),
        "reports": list(total.report_ids),
        "itemised": total.itemised,
        "incident": total.incident_id,
    }


def _tally_json(counts: Tally, totals: tuple[ReportedTotal, ...]) -> dict[str, Any]:
    """Return a tally as JSON: rows, totals over all, what is left out, and the reported totals."""
    rows = [
        {
            **{name: value or None for name, value in zip(counts.by, row.cell, strict=True)},
            "incidents": row.incidents,
            "reports": row.reports,
            "origins": row.origins,
            "incident_ids": list(row.incident_ids),
        }
        for row in counts.rows
    ]
    return {
        "by": list(counts.by),
        "rows": rows,
        "incidents": counts.incidents,
        "reports": counts.reports,
        "origins": counts.origins,
        "left_out": dict(counts.left_out),
        "reported_totals": [_total_json(total) for total in totals],
    }


def _tally_csv(counts: Tally, totals: tuple[ReportedTotal, ...]) -> None:
    """Write one table: a row for each cell, then one for each reported total, told apart by "row"."""
    writer = csv.writer(sys.stdout, lineterminator="\r\n")
    writer.writerow(
        ["row", *counts.by, "incidents", "reports", "origins", "what", "low", "high", "period", "says"]
    )
    for row in counts.rows:
        cells = [safe_text(value) for value in row.cell]
        writer.writerow(["register", *cells, row.incidents, row.reports, row.origins, "", "", "", "", ""])
    for total in totals:
        low, high = total.low, total.high
        says = safe_text(", ".join(total.origins))
        writer.writerow(
            ["reported total"]
            + [total.type if name == "type" else "" for name in counts.by]
            + ["", len(total.report_ids), len(total.origins), safe_text(total.what)]
            + ["" if low is None else low, "" if high is None else high, period(total.period), says]
        )


def _tally_table(console: Console, counts: Tally, totals: tuple[ReportedTotal, ...]) -> None:
    """Print a tally."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for name in counts.by:
        table.add_column(name, overflow="fold")
    for name in ("incidents", "reports", "origins"):
        table.add_column(name, justify="right")
    for row in counts.rows:
        cells = (plain(value) if value else Text("not known", style="dim") for value in row.cell)
        table.add_row(*cells, f"{row.incidents:,}", f"{row.reports:,}", f"{row.origins:,}")
    if counts.rows:
        console.print(table)
    behind = f"{counted(counts.reports, 'report')}, {counted(counts.origins, 'origin')}"
    console.print(f"{counted(counts.incidents, 'incident')} in the register, from {behind}", style="bold")
    if counts.left_out:
        outside = ", ".join(f"{name} {number:,}" for name, number in counts.left_out)
        console.print(f"Not counted, since they did not (certainly, singly) happen: {outside}", style="dim")
    show_totals(console, totals)


@click.command()
@click.argument("left")
@click.argument("right")
@into
def compare(left: str, right: str, record_path: Path) -> None:
    """Lay two reports side by side: what they share, what each leaves out, what they tell otherwise.

    A report is named by its id, its address or the end of it.

    \b
    Example:
      reportedly compare 02-rotterdam-ledger.txt 03-northern-wire.txt --into record.db
    """
    with opened(record_path) as record:
        one, other = _named(record, left), _named(record, right)
        found = comparison_of(one, other)
        _compare(stdout(), one, other, found)
        _told_otherwise(stdout(), one, other, told_otherwise(record, one, other, found))


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
    names = [report.outlet or report.uri for report in (left, right)]
    for report, name, part in zip((left, right), names, (found.left_share, found.right_share), strict=True):
        head = (
            Text().append_text(plain(name)).append(f": {share(part)} of its words are shared. ", style="bold")
        )
        console.print(head.append_text(plain(report.title)))
    table = Table(
        title=f"{counted(len(found.shared), 'shared passage')}", title_justify="left", show_lines=True
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
        line = Text(f"  {each.kind:<7}")
        for report, span in ((left, each.left), (right, each.right)):
            words = " ".join(_text(report, span).split())
            line.append("  /  " if span is each.right else "").append_text(plain(words))
            line.append(f" {span_of(span)}", style="dim")
        console.print(line)
    for name in told.missing:
        line = Text("Both may rewrite one text not here, credited as ", style="bold")
        console.print(line.append_text(plain(name)))


def _marked(report: Report, span: Span, changed: list[Span | None]) -> Text:
    """Return a passage with the words marked that the other side has otherwise."""
    line, at = Text(), span.start
    for change in sorted(c for c in changed if c is not None):
        if at <= change.start < change.end <= span.end:
            line.append_text(_piece(report.text, at, change.start))
            words = _piece(report.text, change.start, change.end)
            words.stylize("bold yellow")
            line.append_text(words)
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
    line = plain(node.label)
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
def verify(record_path: Path) -> None:
    """Read every span again and check every digest: does each word still open?

    Ends with 0 when the record is sound and 1 when it has a fault, each on a line of its own.

    \b
    Example:
      reportedly verify --into record.db
    """
    console, reports, faults = stdout(), 0, 0
    with opened(record_path) as record:
        for address, found in faults_of(record):
            reports += address != "incidents"
            for fault in found:
                faults += 1
                where = f" {span_of(fault.span)}" if fault.span else ""
                line = plain(f"fault: {address}{where}: {fault.id}: {fault.detail}")
                console.print(line, soft_wrap=True)
    console.print(f"{counted(reports, 'report')} verified, {counted(faults, 'fault')}.", style="bold")
    if faults:
        raise click.exceptions.Exit(PROBLEMS)
