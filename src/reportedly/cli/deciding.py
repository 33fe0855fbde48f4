"""``reportedly decide``: what ``review`` does by keys, one decision at a time, for scripts."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.text import Text

from reportedly.cli.console import PROBLEMS, USAGE, fail, into, opened, plain, stdout
from reportedly.cli.sheets import told_decision, told_place, told_review
from reportedly.run import review as deciding
from reportedly.run.edits import FORMS
from reportedly.run.review import By, Conflict, Decided, Refused, Seen
from reportedly.run.review_any import EDITED, AnyDecided, decide_on, kind_of, past_on, undo_any
from reportedly.run.review_copies import FORMS as COPY_FORMS
from reportedly.run.review_copies import Place, link_copy
from reportedly.store.record import Record
from reportedly.terms.decisions import Act, Field

Command = TypeVar("Command", bound=Callable[..., Any])


@click.group(
    epilog="Ends with 0 when the decision is kept, 2 for wrong usage, 3 when the record failed, 1 when it was"
    " refused because the incident is not what --state says: nothing was changed."
)
def decide() -> None:
    """Decide on incidents: accept, reject, edit, merge, split, comment, undo; see what was decided.

    Every decision is kept with who, when and why, beside what the machine finds, and new reports never
    overturn it. An incident is named by its id, or by any id that it has had. Statements can be accepted,
    rejected and commented on; incidents and tallies do not change with that. Single events and copies can be
    accepted, rejected, edited and commented on; incidents, tallies and origins follow.

    \b
    Example:
      reportedly decide accept incident-… --as ada --into record.db
      reportedly decide edit incident-… count.killed=3 when=2031-05-06 --as ada --why "hospital list"
      reportedly decide reject copy-… --as ada --why "a formula of every court report"
      reportedly decide edit event-… type=PROTEST --as ada
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


def _decide(path: Path, name: str, why: str, act: Callable[[Record, By], AnyDecided]) -> None:
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
    if not isinstance(done, Decided):
        console.print(plain(told_review(done.review)), soft_wrap=True)
        return
    moved = any(each.field is Field.WHERE for each in done.decision.edits)
    for view in done.views:
        console.print(plain(f"{view.id} {view.status}: {view.title}"), soft_wrap=True)
        if moved:
            console.print(plain(f"where: {told_place(view)}"), soft_wrap=True)


def _only(record_id: str, done: str, kinds: Sequence[str] = ("incident",)) -> None:
    """End the command for a record that cannot be merged, split or edited."""
    kind = kind_of(record_id)
    if kind not in kinds:
        what = f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
        fail(f"{record_id}: {what} cannot be {done}; accept it, reject it or comment on it", USAGE)


@decide.command()
@click.argument("record_id", metavar="ID")
@_state
@_signed
def accept(record_id: str, state: str | None, name: str, why: str, record_path: Path) -> None:
    """Say that an incident, a statement, an event or a copy is right as it is shown."""
    _decide(
        record_path, name, why, lambda record, by: decide_on(record, Act.ACCEPT, record_id, by, state=state)
    )


@decide.command()
@click.argument("record_id", metavar="ID")
@_state
@_signed
def reject(record_id: str, state: str | None, name: str, why: str, record_path: Path) -> None:
    """Say that it is not so; what the machine found is kept.

    An incident leaves the register. A statement is read wrongly. An event is none: it leaves its incident. A
    copy is none: origins and stories follow. A rejection needs a reason (--why).
    """
    _decide(
        record_path, name, why, lambda record, by: decide_on(record, Act.REJECT, record_id, by, state=state)
    )


@decide.command(epilog=f"FIELD=VALUE: {FORMS}. Of a copy: {COPY_FORMS}")
@click.argument("record_id", metavar="ID")
@click.argument("values", nargs=-1, required=True, metavar="FIELD=VALUE...")
@_state
@_signed
def edit(
    record_id: str, values: tuple[str, ...], state: str | None, name: str, why: str, record_path: Path
) -> None:
    """Put fields of an incident or an event right, or the direction of a copy; the machine's are kept."""
    _only(record_id, "edited", EDITED)
    _decide(
        record_path,
        name,
        why,
        lambda record, by: decide_on(record, Act.EDIT, record_id, by, state=state, edits=values),
    )


@decide.command()
@click.argument("source", metavar="REPORT:START-END")
@click.argument("copy", metavar="REPORT:START-END")
@_signed
def link(source: str, copy: str, name: str, why: str, record_path: Path) -> None:
    """Say that the second passage is a copy of the first, where the machine found none.

    A passage is a report (its id, its address, or the end of it) and code points of its stored text.

    \b
    Example:
      reportedly decide link 01-wire.txt:120-310 04-daily.txt:88-270 --as ada --why "same interview"
    """
    places = (_place(source), _place(copy))
    _decide(record_path, name, why, lambda record, by: link_copy(record, *places, by))


def _place(written: str) -> Place:
    """Return the passage of "REPORT:START-END"; ends the command where it is none."""
    report, _, span = written.rpartition(":")
    start, sign, end = span.partition("-")
    if not (report and sign and start.isdecimal() and end.isdecimal() and len(span) < 30):
        fail(f"{written}: write REPORT:START-END, as in 01-wire.txt:120-310", USAGE)
    return report, int(start), int(end)


@decide.command()
@click.argument("incident")
@click.argument("other")
@_state
@_signed
def merge(incident: str, other: str, state: str | None, name: str, why: str, record_path: Path) -> None:
    """Say that two incidents are one. Where both were reviewed, what was decided on the first goes first."""
    for each in (incident, other):
        _only(each, "merged")
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
    _only(incident, "split")
    seen = Seen(incident, state)
    _decide(record_path, name, why, lambda record, by: deciding.split(record, seen, events, by))


@decide.command()
@click.argument("record_id", metavar="ID")
@_signed
def comment(record_id: str, name: str, why: str, record_path: Path) -> None:
    """Keep a comment (--why) on an incident, a statement, an event or a copy; it changes nothing."""
    _decide(record_path, name, why, lambda record, by: decide_on(record, Act.COMMENT, record_id, by))


@decide.command()
@click.argument("number", type=click.IntRange(1))
@_signed
def undo(number: int, name: str, why: str, record_path: Path) -> None:
    """Take a decision back by its number (`reportedly decide log ID`); an undoing too."""
    _decide(record_path, name, why, lambda record, by: undo_any(record, number, by))


@decide.command()
@click.argument("record_id", metavar="ID")
@into
def log(record_id: str, record_path: Path) -> None:
    """List what was decided on an incident, a statement, an event or a copy, undone or not."""
    with opened(record_path) as record:
        found = past_on(record, record_id)
    if found is None:
        kind = kind_of(record_id)
        lists = {"copy": "copies"}.get(kind, f"{kind}s")
        fail(f"{record_id}: no such {kind}; `reportedly show {lists}` lists them", USAGE)
    for decision, stands in found:
        stdout().print(told_decision(decision, stands), soft_wrap=True)
    if not found:
        stdout().print("Nobody has decided on it.")
