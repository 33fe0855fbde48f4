"""``reportedly show statements`` narrowed down: who said what, when, where, and how that changed."""

import csv
import sys
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click
from rich.table import Table
from rich.text import Text

from reportedly.cli.console import USAGE, fail, plain, stderr, stdout
from reportedly.cli.words import counted
from reportedly.export.csv import safe_text
from reportedly.export.jsonl import write_jsonl
from reportedly.run.changes import PERIODS, Change
from reportedly.run.second import proposed
from reportedly.run.seeking import ACTS, NotFound, Question, changes, seeking
from reportedly.store.record import Record

Command = TypeVar("Command", bound=Callable[..., Any])
Print = Callable[[Iterable[dict[str, Any]]], Any]

FIRST = 100
"""Statements in a table, unless --limit says otherwise."""
SHOWN_IDS = 2
"""Statement ids in one row of a table of changes."""

_OPTIONS = (
    click.option("--voice", metavar="NAME", help="Who speaks: any spelling the record knows."),
    click.option(
        "--act", "acts", metavar="ACT", multiple=True, type=click.Choice(list(ACTS)),
        help="What the words do, as a verb or a noun (threaten, threat); repeat for more.",
    ),
    click.option("--since", metavar="TIME", help="From the start of this day, month or year (2020-09-26)."),
    click.option("--until", metavar="TIME", help="Up to the start of this one, itself left out."),
    click.option("--story", metavar="ID|REPORT", help="Only this story: its id, or a report of it."),
    click.option("--outlet", metavar="NAME", help="Only reports of this outlet."),
    click.option(
        "--over", type=click.Choice(list(PERIODS)), help="For one --voice: a row for each period and act."
    ),
    click.option(
        "--by", metavar="READER", help="What a second reader proposes (llm:MODEL, or all), in place of ours."
    ),
    click.option(
        "--limit", type=click.IntRange(1), help=f"At most so many.  [default: {FIRST} in a table, else all]"
    ),
)  # fmt: skip


def narrowing(command: Command) -> Command:
    """Add the options that narrow statements to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def refuse_narrowing(kind: str, given: dict[str, Any]) -> None:
    """End with a usage error where one of these options was given for another kind than statements."""
    if wrong := sorted(name for name, value in given.items() if value):
        names = ", ".join(f"--{name.removesuffix('s') if name == 'acts' else name}" for name in wrong)
        fail(f"{names}: for statements only, not for {kind}", USAGE)


def show_statements(record: Record, form: str, given: dict[str, Any], show: Print) -> None:
    """Print the statements asked for; ``show`` prints the objects in this form."""
    over, limit, by = given.pop("over"), given.pop("limit"), given.pop("by")
    if by is not None:
        if over or limit or any(given.values()):
            fail("--by shows all that a second reader proposes; it cannot be narrowed", USAGE)
        show(proposed(record, None if by == "all" else by))
        return
    question = Question(**given)
    try:
        if over is not None:
            _show_changes(record, form, question, over)
            return
        limit = limit or (FIRST if form == "table" else None)
        with seeking(record, question, limit) as found:
            _name_voices(found.voices)
            show(found.rows)
            left_out = found.count.found - min(found.count.found, limit or found.count.found)
            undated = found.count.undated
    except NotFound as missing:
        fail(missing.detail, USAGE)
    if left_out:
        all_of_them = f"--limit {found.count.found} shows all"
        _note(f"{left_out:,} more left out; {all_of_them}, --voice, --act, --since narrow them down")
    if undated:
        _note(f"{counted(undated, 'statement')} of unknown time left out")


def _note(told: str) -> None:
    """Say a line beside the answer, so that files and pipes hold the answer alone."""
    stderr().print(Text(told, style="dim"))


def _name_voices(voices: tuple[str, ...]) -> None:
    """Say which voices were meant where the name is that of several."""
    if len(voices) > 1:
        rest = f" and {len(voices) - 5:,} more" if len(voices) > 5 else ""
        _note(f"{len(voices)} voices are called so: {plain(', '.join(voices[:5])).plain}{rest}")


def _show_changes(record: Record, form: str, question: Question, over: str) -> None:
    """Print how what a voice says changes over time."""
    if question.voice is None:
        fail("--over needs one voice: add --voice NAME", USAGE)
    rows, voices = changes(record, question, over)
    _name_voices(voices)
    if form == "jsonl":
        write_jsonl((_object(row) for row in rows), sys.stdout)
    elif form == "csv":
        _changes_csv(rows)
    else:
        _changes_table(rows, voices)


def _object(row: Change) -> dict[str, Any]:
    """Return a row as JSON."""
    return {
        "period": row.period or None,
        "act": row.act,
        "statements": len(row.statement_ids),
        "outlets": list(row.outlets),
        "origins": list(row.origins),
        "reports": list(row.report_ids),
        "statement_ids": list(row.statement_ids),
    }


def _changes_csv(rows: Iterable[Change]) -> None:
    """Write the rows as a table for a spreadsheet."""
    writer = csv.writer(sys.stdout, lineterminator="\r\n")
    writer.writerow(
        ["period", "act", "statements", "reports", "outlets", "origins", "origin_names", "statement_ids"]
    )
    for row in rows:
        numbers = [len(row.statement_ids), len(row.report_ids)]
        names = [safe_text("; ".join(row.outlets)), len(row.origins), safe_text("; ".join(row.origins))]
        writer.writerow([row.period, row.act, *numbers, *names, "; ".join(row.statement_ids)])


def _changes_table(rows: tuple[Change, ...], voices: tuple[str, ...]) -> None:
    """Print the rows; an id opens with ``reportedly trace``."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for name in ("period", "act", "statements", "outlets", "origins", "ids (reportedly trace ID)"):
        table.add_column(name, overflow="fold", justify="right" if name == "statements" else "left")
    for row in rows:
        more = len(row.statement_ids) - SHOWN_IDS
        ids = "\n".join(row.statement_ids[:SHOWN_IDS]) + (f"\n+ {more:,} more" if more > 0 else "")
        table.add_row(
            row.period or "not known",
            row.act,
            f"{len(row.statement_ids):,}",
            plain(", ".join(row.outlets)),
            plain(f"{len(row.origins)}: {', '.join(row.origins)}"),
            ids,
        )
    console = stdout()
    if rows:
        console.print(table)
    total = sum(len(row.statement_ids) for row in rows)
    told = Text(f"{counted(total, 'statement')} of ", style="dim").append_text(plain(", ".join(voices)))
    console.print(told)
