"""What decisions on single records have in common: statements, events, copies."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from reportedly.incidents.rulings import standing
from reportedly.run.edits import clean
from reportedly.run.review import Conflict, Refused
from reportedly.store.decisions import add_decision
from reportedly.terms.decisions import Act, Decision

Connection = Any
"""The store's connection; only the store knows what it is."""

Past = tuple[tuple[Decision, bool], ...]
"""The decisions on a record in their order, each with whether it stands."""


def past_of(log: Iterable[Decision]) -> Past:
    """Return decisions with whether each stands."""
    found = tuple(log)
    alive = standing(found)
    return tuple((each, each.number in alive) for each in found)


def latest_of(log: Iterable[Decision]) -> int:
    """Return the number of the latest decision, undone or not, 0 where there is none."""
    return max((each.number for each in log), default=0)


def last_standing(past: Past) -> int | None:
    """Return the number of the latest decision that can be taken back, None where none can."""
    numbers = [each.number for each, stands in past if stands and each.act not in (Act.COMMENT, Act.UNDO)]
    return max(numbers, default=None)


def check_state(name: str, asked: str | None, state: str, past: Past) -> None:
    """Raise Conflict where a record is not what the person looked at; ``asked`` None takes it as it is."""
    if asked is None or asked == state:
        return
    number = asked.partition("-")[0]
    last = past[-1][0] if past else None
    moved = "it reads otherwise by now"
    if last is not None and number != state.partition("-")[0]:
        who = last.judge.removeprefix("person:")
        moved = f"{who} decided meanwhile ({last.act}, {last.judged_at:%Y-%m-%d %H:%M} UTC)"
    raise Conflict(f"{name} was not decided: {moved}; look at it again.")


def check_undo(found: Decision, log: Sequence[Decision]) -> None:
    """Raise Refused where a decision cannot be taken back."""
    if found.act is Act.COMMENT:
        raise Refused("A comment changes nothing and stays; add another one.")
    if found.number not in standing(log):
        raise Refused(f"Decision {found.number} is undone already.")


def keep_signed(connection: Connection, decision: Decision) -> Decision:
    """Append a decision to the log; raises Refused where nobody says who decides."""
    if not decision.judge.removeprefix("person:").strip():
        raise Refused("Say who decides; nothing was changed.")
    return add_decision(connection, replace(decision, judge=clean(decision.judge), why=clean(decision.why)))
