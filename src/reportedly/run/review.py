"""What persons decide on incidents: each decision with who, when and why, and on what it was made.

Every function keeps one decision in one transaction and returns what came of it. A decision names the state
of the incident that the person looked at (``state_of``) and is refused where it is another by now. What the
machine reads stays beside it, whatever is decided.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b
from typing import Any

from reportedly.incidents.rulings import rule, standing
from reportedly.register.overlay import bare, overlay
from reportedly.run.edits import BadValue, clean, edit_of
from reportedly.run.happenings import regroup_around
from reportedly.run.rollups import fold
from reportedly.store.claims import events_by_id
from reportedly.store.decisions import add_decision, decisions, decisions_on, linked_decisions
from reportedly.store.incidents import incidents, incidents_of, live_id, replace_incidents
from reportedly.store.record import Record, reading, writing
from reportedly.store.sizes import settings
from reportedly.terms.decisions import Act, Decision
from reportedly.terms.spans import Span
from reportedly.terms.views import IncidentView

Connection = Any
"""The store's connection; only the store knows what it is."""


class Refused(Exception):
    """A decision that is not kept; ``detail`` is one sentence: what, why, what to do. Nothing was changed."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


_WORDED = {Act.COMMENT: "A comment needs words", Act.REJECT: "A rejection needs a reason"}
"""What nobody understands later without words."""


class Conflict(Refused):
    """The incident is not what the person looked at: somebody decided, or reports came, meanwhile."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An incident as a person looked at it: its id, or an old one, and its ``state_of``.

    None takes whatever state it has now.
    """

    incident_id: str
    state: str | None = None


@dataclass(frozen=True, slots=True)
class By:
    """Who decides, why, and when (aware UTC)."""

    name: str
    why: str
    at: datetime

    @property
    def judge(self) -> str:
        """The judge as the log has it."""
        return f"person:{self.name}"


@dataclass(frozen=True, slots=True)
class Decided:
    """A kept decision and the incidents that its events are in now, by time and id."""

    decision: Decision
    views: tuple[IncidentView, ...]


def check_words(act: Act, by: By) -> None:
    """Raise Refused where a decision of this kind needs words, and there are none."""
    if act in _WORDED and not by.why.strip():
        raise Refused(f"{_WORDED[act]}; nothing was kept.")


def state_of(view: IncidentView) -> str:
    """Return the state that a decision is made on: "LATEST-DIGEST", the number of the latest decision and a
    digest of all that the machine reads of the incident: events, origins, time, place, counts.
    """
    digest = blake2b(repr(bare(view)).encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    return f"{view.decided}-{digest}"


def look(record: Record, incident_id: str) -> IncidentView | None:
    """Return an incident by its id or an old one of it, None where there is none."""
    with reading(record) as connection:
        return _view(connection, incident_id)


def history(record: Record, incident_id: str) -> tuple[tuple[Decision, bool], ...]:
    """Return the decisions about an incident's events in their order, each with whether it still stands."""
    with reading(record) as connection:
        view = _view(connection, incident_id)
        return () if view is None else history_on(connection, view.event_ids)


def history_on(connection: Connection, event_ids: Iterable[str]) -> tuple[tuple[Decision, bool], ...]:
    """Return the decisions about these events in their order, each with whether it still stands."""
    found = decisions_on(connection, event_ids)
    alive = standing(found)
    return tuple((each, each.number in alive) for each in found)


def accept(record: Record, seen: Seen, by: By) -> Decided:
    """Say that an incident is right as it is shown. Raises Refused."""
    return _on_one(record, seen, by, Act.ACCEPT)


def reject(record: Record, seen: Seen, by: By) -> Decided:
    """Say that an incident does not belong in the register, and why; the record keeps it. Raises Refused."""
    return _on_one(record, seen, by, Act.REJECT)


def comment(record: Record, seen: Seen, by: By) -> Decided:
    """Say something (``by.why``) about an incident that changes nothing. Raises Refused."""
    return _on_one(record, seen, by, Act.COMMENT)


def edit(record: Record, seen: Seen, by: By, written: Sequence[str]) -> Decided:
    """Put fields right, each written as ``edits.edit_of`` reads it ("when=2031-05-06"). Raises Refused."""
    with writing(record) as connection:
        view = _current(connection, seen)
        trigger = _first_words(connection, view)
        places = settings(connection).get("places", "")
        try:
            edits = tuple(edit_of(each, view, trigger, places) for each in written)
        except BadValue as error:
            raise Refused(error.detail) from error
        if not edits or len({each.name for each in edits}) < len(edits):
            raise Refused("Name one value or more, each field once; nothing was changed.")
        decision = _decision(Act.EDIT, by, view.event_ids, edits=edits)
        return _keep(connection, decision)


def merge(record: Record, seen: Seen, other: Seen, by: By) -> Decided:
    """Say that two incidents are one. Where both were reviewed, what was decided on ``seen`` goes first.
    Raises Refused.
    """
    with writing(record) as connection:
        view, second = _current(connection, seen), _current(connection, other)
        if view.id == second.id:
            raise Refused(f"{other.incident_id} and {seen.incident_id} are one incident already.")
        return _keep(connection, _decision(Act.MERGE, by, view.event_ids, taken=second.event_ids))


def split(record: Record, seen: Seen, taken: Iterable[str], by: By) -> Decided:
    """Take events out of an incident into one of their own. Raises Refused."""
    out = tuple(sorted(set(taken)))
    with writing(record) as connection:
        view = _current(connection, seen)
        if not out or not set(out) < set(view.event_ids):
            raise Refused(
                "Name some events of the incident to take out, and leave some; nothing was changed."
            )
        return _keep(connection, _decision(Act.SPLIT, by, view.event_ids, taken=out))


def undo(record: Record, number: int, by: By) -> Decided:
    """Take a decision back, whoever made it; an undoing can be taken back too.

    Raises Refused where there is no such decision, it is undone already, or a later one rests on it.
    """
    with writing(record) as connection:
        found = next(decisions(connection, [number]), None)
        if found is None:
            raise Refused(f"There is no decision {number} in this record.")
        if found.statement_id is not None:
            raise Refused(f"Decision {number} is about a statement; undo it there.")
        if found.act is Act.COMMENT:
            raise Refused("A comment changes nothing and stays; add another one.")
        log = linked_decisions(connection, found.about)
        alive = standing(log)
        if number not in alive:
            raise Refused(f"Decision {number} is undone already.")
        later = [each for each in log if _rests(each, found) and each.number in alive]
        if later:
            raise Conflict(f"Decision {number} cannot be undone before {_told(later[-1])}; undo that first.")
        decision = Decision(
            act=Act.UNDO,
            judge=by.judge,
            why=by.why,
            judged_at=by.at,
            event_ids=found.event_ids,
            taken=found.taken,
            undoes=number,
        )
        return _keep(connection, decision)


def last_on(record: Record, incident_id: str) -> int | None:
    """Return the number of the latest decision on an incident that stands, None where none does."""
    found = [each for each, stands in history(record, incident_id) if stands]
    undoable = [each.number for each in found if each.act not in (Act.COMMENT, Act.UNDO)]
    return max(undoable, default=None)


def _rests(later: Decision, earlier: Decision) -> bool:
    """Tell whether a later decision was made on an earlier one, or changed what that was made on."""
    if later.number <= earlier.number or later.act is Act.COMMENT:
        return False
    if later.undoes is not None and later.undoes >= earlier.number:
        return False
    return bool(later.about & earlier.about)


def _told(decision: Decision) -> str:
    """Return a decision in words."""
    who = decision.judge.removeprefix("person:")
    return f"{decision.number} ({decision.act} by {who}, {decision.judged_at:%Y-%m-%d %H:%M})"


def _on_one(record: Record, seen: Seen, by: By, act: Act) -> Decided:
    """Keep a decision on one incident as it stands."""
    with writing(record) as connection:
        view = _current(connection, seen)
        check_words(act, by)
        return _keep(connection, _decision(act, by, view.event_ids))


def _decision(
    act: Act, by: By, event_ids: tuple[str, ...], taken: tuple[str, ...] = (), edits: tuple[Any, ...] = ()
) -> Decision:
    """Return a decision that is not kept yet."""
    return Decision(
        act=act,
        judge=by.judge,
        why=by.why,
        judged_at=by.at,
        event_ids=event_ids,
        taken=taken,
        edits=edits,
    )


def _view(connection: Connection, incident_id: str) -> IncidentView | None:
    """Return an incident by any id that it has had."""
    live = live_id(connection, incident_id)
    return None if live is None else next(incidents(connection, [live]), None)


def _current(connection: Connection, seen: Seen) -> IncidentView:
    """Return the incident that a person looked at; raise where there is none, or it is another by now."""
    view = _view(connection, seen.incident_id)
    if view is None:
        raise Refused(f"{seen.incident_id}: no such incident; `reportedly show incidents` lists ids.")
    if seen.state is not None and seen.state != state_of(view):
        raise Conflict(f"{seen.incident_id} was not decided: {_moved(connection, seen.state, view)}.")
    return view


def _moved(connection: Connection, state: str, view: IncidentView) -> str:
    """Return in words what happened to an incident since a person looked at it."""
    if state.partition("-")[0] == str(view.decided):
        return "its reports are others by now; look at it again"
    found = next(decisions(connection, [view.decided]), None)
    if found is None:
        return "what you looked at does not stand any more; look at it again"
    who = found.judge.removeprefix("person:")
    return f"{who} decided meanwhile ({found.act}, {found.judged_at:%Y-%m-%d %H:%M} UTC); look at it again"


def _first_words(connection: Connection, view: IncidentView) -> Span:
    """Return the trigger of the incident's first event."""
    found = events_by_id(connection, view.event_ids)
    return min(each.trigger for each in found.values())


def _keep(connection: Connection, decision: Decision) -> Decided:
    """Keep a decision and all that follows from it."""
    if not decision.judge.removeprefix("person:").strip():
        raise Refused("Say who decides; nothing was changed.")
    said = replace(decision, judge=clean(decision.judge), why=clean(decision.why))
    kept = add_decision(connection, said)
    if kept.act in (Act.MERGE, Act.SPLIT, Act.UNDO):
        regroup_around(connection, kept.about)
    elif kept.act is not Act.COMMENT:
        _lay_over(connection, kept.about)
    fold(connection)
    homes = set(incidents_of(connection, kept.about).values())
    return Decided(kept, tuple(incidents(connection, homes)))


def _lay_over(connection: Connection, event_ids: Iterable[str]) -> None:
    """Lay the rulings over the incidents of these events anew.

    They stay as they are grouped: what is accepted, rejected or edited is together already.
    """
    homes = set(incidents_of(connection, event_ids).values())
    views = list(incidents(connection, homes))
    ruled = rule(linked_decisions(connection, {each for view in views for each in view.event_ids}))
    shown = [overlay(bare(each), ruled.on(each.event_ids), ruled.latest) for each in views]
    replace_incidents(connection, homes, shown, {})
