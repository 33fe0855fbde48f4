"""``tally``: the register counted, and the totals that sources report beside it."""

import csv
import sys
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from reportedly.cli.choosing import OPTIONS, asking, choice_of
from reportedly.cli.console import USAGE, escaped, fail, into, opened, plain, stdout
from reportedly.cli.outlets import show_outlets
from reportedly.cli.words import amount, counted, period, short_files
from reportedly.export.csv import safe_text
from reportedly.export.fields import utc
from reportedly.register.cells import CELLS
from reportedly.register.choosing import REGISTER, told
from reportedly.register.tally import Tally
from reportedly.register.totals import ReportedTotal, missing_words
from reportedly.run.questions import tally_rows
from reportedly.run.totals import Totals, tally_and_totals

ROWS, TOTALS = 1000, 60
"""Rows, and incidents with a reported total, that a table shows; csv and json have all."""


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
@asking
def tally(record_path: Path, by: str, form: str, outlets: bool, **asked: Any) -> None:
    """Count the register's incidents, with the reports and origins behind each number.

    What was threatened, planned, denied or only alleged is not counted, unless --realis asks for it. Totals
    that somebody reports stand apart, beside the register's own of the same kind, period and place, with what
    is missing. method is the finer kind, country an ISO 3166 code; province and city are empty where the
    place is known more coarsely.

    \b
    Example:
      reportedly tally --by month,type --into record.db
      reportedly tally --by week,city,method --country IQ --since 2031-05
    """
    names = tuple(name.strip() for name in by.split(",") if name.strip())
    choice = choice_of(asked, REGISTER)
    if outlets and (form != "table" or any(asked.values())):
        given = next((f"--{OPTIONS.get(name, name)}" for name, value in asked.items() if value), "--format")
        fail(f"--outlets: a table of the whole record, without {given}", USAGE)
    whole = form != "table"
    with opened(record_path) as record:
        if outlets:
            show_outlets(record)
            return
        try:
            most = (None, None) if whole else (ROWS, TOTALS)
            counts, totals = tally_and_totals(record, names, choice, most=most, ids=form == "json")
        except ValueError as error:
            fail(f"--by: {error}", USAGE)
    if form == "json":
        click.echo(escaped({"filter": dict(told(choice)), **_tally_json(counts, totals.shown)}))
    elif form == "csv":
        _tally_csv(counts, totals.shown)
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
        "place": total.place,
        "itemised": total.itemised,
        "itemised_ids": None if total.itemised_ids is None else list(total.itemised_ids),
        "possible_ids": None if total.possible_ids is None else list(total.possible_ids),
        "not_counted": None if total.outside is None else {name: list(ids) for name, ids in total.outside},
        "own": total.own,
        "missing": None if total.missing is None else dict(zip(("low", "high"), total.missing, strict=True)),
        "missing_words": missing_words(total),
        "incident": total.incident_id,
    }


def _tally_json(counts: Tally, totals: tuple[ReportedTotal, ...]) -> dict[str, Any]:
    """Return a tally as JSON: rows, totals over all, what is left out, and the reported totals."""
    return {
        "by": list(counts.by),
        "rows": tally_rows(counts),
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
        [
            "row",
            *counts.by,
            "incidents",
            "reports",
            "origins",
            "what",
            "low",
            "high",
            "period",
            "says",
            "own",
            "missing",
        ]
    )
    for row in counts.rows:
        cells = [safe_text(value) for value in row.cell]
        writer.writerow(["register", *cells, row.incidents, row.reports, row.origins, *[""] * 7])
    for total in totals:
        low, high = total.low, total.high
        says = safe_text(", ".join(total.origins))
        writer.writerow(
            ["reported total"]
            + [total.type if name == "type" else "" for name in counts.by]
            + ["", len(total.report_ids), len(total.origins), safe_text(total.what)]
            + ["" if low is None else low, "" if high is None else high, period(total.period), says]
            + ["" if total.own is None else total.own, safe_text(missing_words(total))]
        )


def _tally_table(console: Console, counts: Tally, totals: Totals) -> None:
    """Print a tally."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for name in counts.by:
        table.add_column(name, overflow="fold")
    for name in ("incidents", "reports", "origins"):
        table.add_column(name, justify="right")
    for row in counts.rows:
        cells = (plain(short_files(value)) if value else Text("not known", style="dim") for value in row.cell)
        table.add_row(*cells, f"{row.incidents:,}", f"{row.reports:,}", f"{row.origins:,}")
    if counts.rows:
        console.print(table)
    if counts.more:
        console.print(f"and {counts.more:,} more rows; --format csv has all of them", style="bold")
    behind = f"{counted(counts.reports, 'report')}, {counted(counts.origins, 'origin')}"
    console.print(f"{counted(counts.incidents, 'incident')} in the register, from {behind}", style="bold")
    if counts.left_out:
        outside = ", ".join(f"{name} {number:,}" for name, number in counts.left_out)
        console.print(f"Not counted, since they did not (certainly, singly) happen: {outside}", style="dim")
    show_totals(console, totals.shown)
    if totals.earlier:
        rest = counted(totals.earlier, "earlier incident")
        console.print(f"and the totals of {rest}; --format csv has all of them", style="bold")


def show_totals(console: Console, totals: tuple[ReportedTotal, ...]) -> None:
    """Print the totals that sources report beside the register's own; nothing where there are none."""
    if not totals:
        return
    table = Table(
        title="Totals that sources report (never added to the incidents)", title_justify="left", box=None
    )
    for name, side in (("Period", "left"), ("Place", "left"), ("Reported", "right"), ("What", "left")):
        table.add_column(name, justify="right" if side == "right" else "left", overflow="fold")
    table.add_column("Says who", overflow="fold")
    for name in ("Reports", "Origins", "Here"):
        table.add_column(name, justify="right")
    table.add_column("Missing", overflow="fold")
    for total in totals:
        table.add_row(
            period(total.period),
            plain(total.place or ""),
            amount(total.low, total.high, total.approximate),
            plain(total.what),
            plain(short_files(", ".join(total.origins))),
            f"{len(total.report_ids):,}",
            f"{len(total.origins):,}",
            "?" if total.own is None else f"{total.own:,}",
            plain(missing_words(total)),
        )
    console.print()
    console.print(table)
