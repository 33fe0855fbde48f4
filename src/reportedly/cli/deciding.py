"""``reportedly decide``: what ``review`` does by keys, one decision at a time, for scripts."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.text import Text

from reportedly.cli.console import PROBLEMS, USAGE, fail, into, opened, plain, stdout
from reportedly.cli.sheets import told_decision, told_statement
from reportedly.run import review as deciding
from reportedly.run import review_statements
from reportedly.run.edits import FORMS
from reportedly.run.review import By, Conflict, Decided, Refused, Seen
from reportedly.run.review_statements import SeenStatement, StatementDecided
from reportedly.store.record import Record
from reportedly.terms.decisions import Decision

Command = TypeVar("Command", bound=Callable[..., Any])


@click.group(
    epilog="Ends with 0 when the decision is kept, 2 for wrong usage, 3 when the record failed, 1 when it was"
    " refused because the incident is not what --state says: nothing was changed."
)
def decide() -> None:
    """Decide on incidents: accept, reject, edit, merge, split, comment, undo; see what was decided.

    Every decision is kept with who, when and why, beside what the machine finds, and new reports never
    overturn it. An incident is named by its id, or by any id that it has had. Statements can be accepted,
    rejected and commented on; incidents and tallies do not change with that.

    \b
    Example:
      reportedly decide accept incident-… --as ada --into record.db
      reportedly decide edit incident-… count.killed=3 when=2031-05-06 --as ada --why "hospital list"
      reportedly decide reject statement-… --as ada --why "the minister said it, not the paper"
    """


def _signed(command: Command) -> Command:
    """Add who decides, why, and on which record."""
    for option in (
        into,
        click.option("--why", default="", metavar="WORDS", help="Why, kept with the decision."),
        click.option("--as", "name", required=True, metavar="NAME", help="Who decides."),
    ):
        command = option(command)
    return command


_state = click.option(
    "--state",
    default=None,
    metavar="STATE",
    help="Decide only if it is still as `show incident ID --format jsonl` gave it (field `state`).",
)


def _decide(path: Path, name: str, why: str, act: Callable[[Record, By], Decided | StatementDecided]) -> None:
    """Keep a decision and say what came of it; a refusal is one line, with status 1 for a conflict."""
    with opened(path, writing=True) as record:
        try:
            done = act(record, By(name.strip(), why, datetime.now(UTC)))
        except Conflict as conflict:
            fail(conflict.detail, PROBLEMS)
        except Refused as refused:
            fail(refused.detail, USAGE)
    console = stdout()
    console.print(Text("kept: ", style="green").append_text(told_decision(done.decision, True)))
    if isinstance(done, StatementDecided):
        console.print(plain(told_statement(done.review)), soft_wrap=True)
        return
    for view in done.views:
        console.print(plain(f"{view.id} {view.status}: {view.title}"), soft_wrap=True)


def _is_statement(record_id: str) -> bool:
    """Tell whether an id is that of a statement."""
    return record_id.startswith("statement-")


@decide.command()
@click.argument("record_id", metavar="INCIDENT|STATEMENT")
@_state
@_signed
def accept(record_id: str, state: str | None, name: str, why: str, record_path: Path) -> None:
    """Say that an incident, or a statement, is right as it is shown."""

    def act(record: Record, by: By) -> Decided | StatementDecided:
        if _is_statement(record_id):
            return review_statements.accept_statement(record, SeenStatement(record_id, state), by)
        return deciding.accept(record, Seen(record_id, state), by)

    _decide(record_path, name, why, act)


@decide.command()
@click.argument("record_id", metavar="INCIDENT|STATEMENT")
@_state
@_signed
def reject(record_id: str, state: str | None, name: str, why: str, record_path: Path) -> None:
    """Take an incident out of the register, or say that a statement is read wrongly; both are kept."""

    def act(record: Record, by: By) -> Decided | StatementDecided:
        if _is_statement(record_id):
            return review_statements.reject_statement(record, SeenStatement(record_id, state), by)
        return deciding.reject(record, Seen(record_id, state), by)

    _decide(record_path, name, why, act)


@decide.command(epilog=f"FIELD=VALUE: {FORMS}")
@click.argument("incident")
@click.argument("values", nargs=-1, required=True, metavar="FIELD=VALUE...")
@_state
@_signed
def edit(
    incident: str, values: tuple[str, ...], state: str | None, name: str, why: str, record_path: Path
) -> None:
    """Put fields of an incident right; the machine's values are kept beside yours."""
    seen = Seen(incident, state)
    _decide(record_path, name, why, lambda record, by: deciding.edit(record, seen, by, values))


@decide.command()
@click.argument("incident")
@click.argument("other")
@_state
@_signed
def merge(incident: str, other: str, state: str | None, name: str, why: str, record_path: Path) -> None:
    """Say that two incidents are one. Where both were reviewed, what was decided on the first goes first."""
    seen = Seen(incident, state)
    _decide(record_path, name, why, lambda record, by: deciding.merge(record, seen, Seen(other), by))


@decide.command()
@click.argument("incident")
@click.argument("events", nargs=-1, required=True, metavar="EVENT...")
@_state
@_signed
def split(
    incident: str, events: tuple[str, ...], state: str | None, name: str, why: str, record_path: Path
) -> None:
    """Take events out of an incident into one of their own (ids: `reportedly trace INCIDENT`)."""
    seen = Seen(incident, state)
    _decide(record_path, name, why, lambda record, by: deciding.split(record, seen, events, by))


@decide.command()
@click.argument("record_id", metavar="INCIDENT|STATEMENT")
@_signed
def comment(record_id: str, name: str, why: str, record_path: Path) -> None:
    """Keep a comment (--why) on an incident or a statement; it changes nothing."""

    def act(record: Record, by: By) -> Decided | StatementDecided:
        if _is_statement(record_id):
            return review_statements.comment_statement(record, SeenStatement(record_id), by)
        return deciding.comment(record, Seen(record_id), by)

    _decide(record_path, name, why, act)


@decide.command()
@click.argument("number", type=click.IntRange(1))
@_signed
def undo(number: int, name: str, why: str, record_path: Path) -> None:
    """Take a decision back by its number (`reportedly decide log ID`); an undoing too."""

    def act(record: Record, by: By) -> Decided | StatementDecided:
        if deciding.is_about_statement(record, number):
            return review_statements.undo_statement(record, number, by)
        return deciding.undo(record, number, by)

    _decide(record_path, name, why, act)


@decide.command()
@click.argument("record_id", metavar="INCIDENT|STATEMENT")
@into
def log(record_id: str, record_path: Path) -> None:
    """List what was decided on an incident or a statement, undone or not."""
    with opened(record_path) as record:
        found = _past(record, record_id)
    for decision, stands in found:
        stdout().print(told_decision(decision, stands), soft_wrap=True)
    if not found:
        stdout().print("Nobody has decided on it.")


def _past(record: Record, record_id: str) -> tuple[tuple[Decision, bool], ...]:
    """Return the decisions on an incident or a statement; ends the command where there is none such."""
    if _is_statement(record_id):
        held = review_statements.look_at_statement(record, record_id)
        if held is None:
            fail(f"{record_id}: no such statement; `reportedly show statements` lists them", USAGE)
        return held.past
    if deciding.look(record, record_id) is None:
        fail(f"{record_id}: no such incident; `reportedly show incidents` lists ids", USAGE)
    return deciding.history(record, record_id)
