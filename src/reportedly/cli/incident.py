"""``reportedly show incident ID`` and its like: one record whole."""

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from reportedly.cli.console import USAGE, escaped, fail, plain, stdout
from reportedly.cli.sheets import show_review, show_sheet, told_decision, told_statement
from reportedly.cli.words import called, counted, short_files
from reportedly.export.fields import copy_fields, event_fields, statement_fields
from reportedly.register.values import RULE, Figure
from reportedly.run.listing import told_figure, told_incident
from reportedly.run.questions import numbers_of
from reportedly.run.review_copies import look_at_copy
from reportedly.run.review_events import look_at_event
from reportedly.run.review_statements import look_at_statement
from reportedly.run.reviewing import sheet
from reportedly.store.record import Record
from reportedly.terms.spans import Span


def show_incident(record: Record, incident_id: str, form: str) -> None:
    """Print one incident as words or as one JSON object; ends the command where there is none."""
    held, shown = numbers_of(record, incident_id), sheet(record, incident_id)
    if held is None or shown is None:
        fail(f"{incident_id}: no such incident; `reportedly show incidents` lists ids", USAGE)
    if form != "table":
        numbers = [told_figure(each, held.words) for each in held.figures]
        click.echo(escaped({**told_incident(held.view), "numbers": numbers, "rule": RULE}))
        return
    console = stdout()
    told = counted(len(held.view.report_ids), "report")
    weight = f"{told}, {counted(len(held.view.origins), 'origin')}"
    show_sheet(console, shown, weight, ())
    for figure in held.figures:
        _show_values(console, figure, held.words)
    if held.figures:
        console.print(Text(f"Best number: a person's, else {RULE}.", style="dim"))


def show_statement(record: Record, statement_id: str, form: str) -> None:
    """Print one statement as words or as one JSON object; ends the command where there is none."""
    held = look_at_statement(record, statement_id)
    if held is None:
        fail(f"{statement_id}: no such statement; `reportedly show statements` lists them", USAGE)
    if form != "table":
        told = statement_fields(held.statement, held.report, held.status.value)
        click.echo(escaped({**told, "state": held.state}))
        return
    console = stdout()
    console.print(plain(told_statement(held)), soft_wrap=True)
    console.print(Text("  report   ", style="dim").append_text(plain(called(held.report))))
    console.print(Text("  chain    ", style="dim").append_text(plain(" › ".join(held.statement.chain))))
    for decision, stands in held.past:
        console.print(Text("  decided  ", style="dim").append_text(told_decision(decision, stands)))


def show_event(record: Record, event_id: str, form: str) -> None:
    """Print one event with what was decided on it; ends the command where there is none."""
    held = look_at_event(record, event_id)
    if held is None:
        fail(f"{event_id}: no such event; `reportedly show events` lists them", USAGE)
    if form != "table":
        told = event_fields(held.shown or held.machine, held.report, held.status.value)
        machine = event_fields(held.machine, held.report) if held.shown != held.machine else None
        edited = {"edited": list(held.edited), "machine": machine, "incident": held.incident_id}
        click.echo(escaped({**told, **edited, "state": held.state}))
        return
    show_review(stdout(), held)


def show_copy(record: Record, copy_id: str, form: str) -> None:
    """Print one copy with what was decided on it; ends the command where there is none."""
    held = look_at_copy(record, copy_id)
    if held is None:
        fail(f"{copy_id}: no such copy; `reportedly show copies` lists them", USAGE)
    if form != "table":
        uris = {each.id: each.uri for each in (held.source, held.copy)}
        machine = copy_fields(held.machine, uris) if held.machine and held.shown != held.machine else None
        told = copy_fields(held.either, uris, held.status.value)
        click.echo(escaped({**told, "machine": machine, "state": held.state}))
        return
    show_review(stdout(), held)


def _show_values(console: Console, figure: Figure, words: dict[Span, str]) -> None:
    """Print every value of one number, in order of time."""
    if not figure.values:
        return
    table = Table(title=plain(figure.what), title_justify="left", box=None, padding=(0, 2, 0, 0))
    table.add_column("number", justify="right")
    for name in ("source", "official", "given", "outlet", "words", "at"):
        table.add_column(name, overflow="fold")
    for each in figure.values:
        table.add_row(
            each.words,
            plain(short_files(each.source)) if each.source else Text("nobody vouches", style="dim"),
            "yes" if each.official else "",
            f"{each.at:%Y-%m-%d}" if each.at is not None else "not known",
            plain(short_files(each.outlet)),
            plain(words.get(each.span, "")),
            f"{each.span.start}:{each.span.end}",
        )
    console.print(table)
