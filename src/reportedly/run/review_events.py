"""What persons decide on single events, the mentions that incidents are made of.

A mention is read rightly, or is none, or one of its fields is put right. The same log, states and refusals as
for incidents; incidents, tallies and origins follow at once. What the machine read is kept beside.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any

from reportedly.incidents.rulings import correction
from reportedly.run.corrections import rule_event
from reportedly.run.edits import BadValue, edit_of
from reportedly.run.happenings import regroup_around, update_incidents
from reportedly.run.review import By, Refused, check_words
from reportedly.run.review_single import Past, check_state, check_undo, keep_signed, latest_of, past_of
from reportedly.run.rollups import fold
from reportedly.run.sightings import Memory
from reportedly.store.claims import events_by_id, machine_events
from reportedly.store.decisions import decisions, decisions_on_mentions
from reportedly.store.incidents import incidents, incidents_of, replace_incidents
from reportedly.store.record import Record, reading, writing
from reportedly.store.reports import reports
from reportedly.store.sizes import settings
from reportedly.terms.decisions import Act, Decision, Edit, Status
from reportedly.terms.events import Event
from reportedly.terms.reports import Report

Connection = Any
"""The store's connection; only the store knows what it is."""


@dataclass(frozen=True, slots=True)
class SeenEvent:
    """An event as a person looked at it: its id and its ``state``; None takes whatever state it has."""

    event_id: str
    state: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventReview:
    """An event with its report, how far persons reviewed it, the state that a decision names, and the past.

    ``shown`` is the event as it stands, None where a person says that it is none; ``incident_id`` is the
    incident that it is in, None then too.
    """

    machine: Event
    shown: Event | None
    report: Report
    status: Status
    edited: tuple[str, ...]
    state: str
    past: Past
    incident_id: str | None


@dataclass(frozen=True, slots=True)
class EventDecided:
    """A kept decision and the event as it stands now."""

    decision: Decision
    review: EventReview


def look_at_event(record: Record, event_id: str) -> EventReview | None:
    """Return an event with what was decided on it, rejected or not; None where there is none."""
    with reading(record) as connection:
        return event_review(connection, event_id)


def accept_event(record: Record, seen: SeenEvent, by: By) -> EventDecided:
    """Say that an event is read rightly. Raises Refused."""
    return _decide(record, seen, by, Act.ACCEPT)


def reject_event(record: Record, seen: SeenEvent, by: By) -> EventDecided:
    """Say that these words tell of no event, and why: it leaves its incident. Raises Refused."""
    return _decide(record, seen, by, Act.REJECT)


def comment_event(record: Record, seen: SeenEvent, by: By) -> EventDecided:
    """Say something (``by.why``) about an event that changes nothing. Raises Refused."""
    return _decide(record, seen, by, Act.COMMENT)


def edit_event(record: Record, seen: SeenEvent, by: By, written: Sequence[str]) -> EventDecided:
    """Put fields of an event right, each written as ``edits.edit_of`` reads it. Raises Refused."""
    return _decide(record, seen, by, Act.EDIT, written)


def undo_event(record: Record, number: int, by: By) -> EventDecided:
    """Take a decision on an event back; an undoing too. Raises Refused."""
    with writing(record) as connection:
        found = next(decisions(connection, [number]), None)
        if found is None or found.event_id is None:
            raise Refused(f"There is no decision {number} on an event in this record.")
        check_undo(found, decisions_on_mentions(connection, [found.event_id])[found.event_id])
        undoing = replace(
            found, act=Act.UNDO, judge=by.judge, why=by.why, judged_at=by.at, undoes=number, edits=()
        )
        return _keep(connection, undoing)


def event_review(connection: Connection, event_id: str) -> EventReview | None:
    """Return an event with what was decided on it."""
    shown = events_by_id(connection, [event_id]).get(event_id)
    machine = machine_events(connection, [event_id]).get(event_id, shown)
    if machine is None:
        return None
    log = decisions_on_mentions(connection, [event_id]).get(event_id, ())
    stands = correction(log)
    digest = blake2b(repr(machine).encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    return EventReview(
        machine=machine,
        shown=shown,
        report=next(reports(connection, [machine.trigger.report_id])),
        status=Status.UNREVIEWED if stands is None else stands.status,
        edited=() if stands is None else tuple(each.name for each in stands.edits),
        state=f"{latest_of(log)}-{digest}",
        past=past_of(log),
        incident_id=incidents_of(connection, [event_id]).get(event_id),
    )


def _decide(record: Record, seen: SeenEvent, by: By, act: Act, written: Sequence[str] = ()) -> EventDecided:
    """Keep a decision on an event as it was looked at."""
    with writing(record) as connection:
        held = event_review(connection, seen.event_id)
        if held is None:
            raise Refused(f"{seen.event_id}: no such event; `reportedly show events` lists them.")
        check_state(seen.event_id, seen.state, held.state, held.past)
        check_words(act, by)
        return _keep(
            connection,
            Decision(
                act=act,
                judge=by.judge,
                why=by.why,
                judged_at=by.at,
                event_ids=(),
                edits=_edits(connection, held.machine, written) if act is Act.EDIT else (),
                event_id=seen.event_id,
                said=(held.machine.trigger,),
            ),
        )


def _edits(connection: Connection, event: Event, written: Sequence[str]) -> tuple[Edit, ...]:
    """Return what a person puts right."""
    places = settings(connection).get("places", "")
    try:
        edits = tuple(edit_of(each, event, event.trigger, places) for each in written)
    except BadValue as error:
        raise Refused(error.detail) from error
    if not edits or len({each.name for each in edits}) < len(edits):
        raise Refused("Name one value or more, each field once; nothing was changed.")
    return edits


def _keep(connection: Connection, decision: Decision) -> EventDecided:
    """Keep a decision and all that follows from it."""
    event_id = decision.event_id or ""
    held = event_review(connection, event_id)
    if held is None:
        raise Refused(f"{event_id}: no such event.")
    kept = keep_signed(connection, decision)
    if kept.act is not Act.COMMENT:
        _apply(connection, held, kept)
    now = event_review(connection, event_id)
    assert now is not None
    return EventDecided(kept, now)


def _apply(connection: Connection, held: EventReview, kept: Decision) -> None:
    """Show the event as it stands by now, and rebuild the incidents that it was in and may be in."""
    event_id = held.machine.id
    stands = correction(decisions_on_mentions(connection, [event_id])[event_id])
    left: tuple[str, ...] = ()
    if stands is not None and stands.status is Status.REJECTED and held.incident_id is not None:
        left = _take_out(connection, held.incident_id, event_id)
    rule_event(connection, held.machine, stands)
    update_incidents(connection, frozenset({held.report.id}), Memory(), kept.judged_at)
    if left:
        regroup_around(connection, left)
    fold(connection)


def _take_out(connection: Connection, incident_id: str, event_id: str) -> tuple[str, ...]:
    """Take an event out of an incident, which must then be rebuilt; return the others."""
    view = next(incidents(connection, [incident_id]))
    others = tuple(each for each in view.event_ids if each != event_id)
    bare = [replace(view, event_ids=others, machine=None)] if others else []
    replace_incidents(connection, [incident_id], bare, {})
    return others
