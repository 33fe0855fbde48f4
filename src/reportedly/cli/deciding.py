"""``reportedly decide``: what ``review`` does by keys, one decision at a time, for scripts."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.text import Text

from reportedly.cli.console import PROBLEMS, USAGE, fail, into, opened, plain, stdout
from reportedly.cli.sheets import told_decision
from reportedly.run import review as deciding
from reportedly.run.edits import FORMS
from reportedly.run.review import By, Conflict, Decided, Refused, Seen
from reportedly.store.record import Record

Command = TypeVar("Command", bound=Callable[..., Any])


@click.group(
    epilog="Ends with 0 when the decision is kept, 2 for wrong usage, 3 when the record failed, 1 when it was"
    " refused because the incident is not what --state says: nothing was changed."
)
def decide() -> None:
    """Decide on incidents: accept, reject, edit, merge, split, comment, undo; see what was decided.

    Every decision is kept with who, when and why, beside what the machine finds, and new reports never
    overturn it. An incident is named by its id, or by any id that it has had.

    \b
    Example:
      reportedly decide accept incident-… --as ada --into record.db
      reportedly decide edit incident-… count.killed=3 when=2031-05-06 --as ada --why "hospital list"
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
    help="Decide only if the incident is still as `show incidents --format jsonl` gave it (field `state`).",
)


def _decide(path: Path, name: str, why: str, act: Callable[[Record, By], Decided]) -> None:
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
    for view in done.views:
        console.print(plain(f"{view.id} {view.status}: {view.title}"), soft_wrap=True)


@decide.command()
@click.argument("incident")
@_state
@_signed
def accept(incident: str, state: str | None, name: str, why: str, record_path: Path) -> None:
    """Say that an incident is right as it is shown."""
    _decide(record_path, name, why, lambda record, by: deciding.accept(record, Seen(incident, state), by))


@decide.command()
@click.argument("incident")
@_state
@_signed
def reject(incident: str, state: str | None, name: str, why: str, record_path: Path) -> None:
    """Take an incident out of the register; it stays in the record."""
    _decide(record_path, name, why, lambda record, by: deciding.reject(record, Seen(incident, state), by))


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
@click.argument("incident")
@_signed
def comment(incident: str, name: str, why: str, record_path: Path) -> None:
    """Keep a comment (--why) on an incident; it changes nothing."""
    _decide(record_path, name, why, lambda record, by: deciding.comment(record, Seen(incident), by))


@decide.command()
@click.argument("number", type=click.IntRange(1))
@_signed
def undo(number: int, name: str, why: str, record_path: Path) -> None:
    """Take a decision back by its number (`reportedly decide log INCIDENT`); an undoing too."""
    _decide(record_path, name, why, lambda record, by: deciding.undo(record, number, by))


@decide.command()
@click.argument("incident")
@into
def log(incident: str, record_path: Path) -> None:
    """List what was decided on an incident, undone or not."""
    with opened(record_path) as record:
        if deciding.look(record, incident) is None:
            fail(f"{incident}: no such incident; `reportedly show incidents` lists ids", USAGE)
        found = deciding.history(record, incident)
    for decision, stands in found:
        stdout().print(told_decision(decision, stands), soft_wrap=True)
    if not found:
        stdout().print("Nobody has decided on it.")
