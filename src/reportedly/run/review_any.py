"""Decisions on whatever has an id: incidents, statements, single events and copies alike."""

from collections.abc import Sequence

from reportedly.run import review, review_copies, review_events, review_statements
from reportedly.run.review import By, Decided, Refused, Seen
from reportedly.run.review_copies import CopyDecided, SeenCopy
from reportedly.run.review_events import EventDecided, SeenEvent
from reportedly.run.review_statements import SeenStatement, StatementDecided
from reportedly.store.decisions import decisions
from reportedly.store.record import Record, reading
from reportedly.terms.decisions import Act, Decision

AnyDecided = Decided | StatementDecided | EventDecided | CopyDecided

KINDS = ("statement", "event", "copy")
"""What is decided on beside incidents; an id begins with its kind."""
EDITED = ("incident", "event", "copy")
"""What has fields that a person can put right."""


def kind_of(record_id: str) -> str:
    """Return what an id is the id of."""
    return next((kind for kind in KINDS if record_id.startswith(f"{kind}-")), "incident")


def decide_on(
    record: Record, act: Act, record_id: str, by: By, *, state: str | None = None, edits: Sequence[str] = ()
) -> AnyDecided:
    """Keep an accept, reject, comment or edit on a record of any kind; raises Refused."""
    match kind_of(record_id):
        case "statement":
            return _on_statement(record, act, SeenStatement(record_id, state), by)
        case "event":
            return _on_event(record, act, SeenEvent(record_id, state), by, edits)
        case "copy":
            return _on_copy(record, act, SeenCopy(record_id, state), by, edits)
    return _on_incident(record, act, Seen(record_id, state), by, edits)


def undo_any(record: Record, number: int, by: By) -> AnyDecided:
    """Take a decision back, whatever it is about; raises Refused."""
    with reading(record) as connection:
        found = next(decisions(connection, [number]), None)
    if found is None or about(found) == "incident":
        return review.undo(record, number, by)
    if found.statement_id is not None:
        return review_statements.undo_statement(record, number, by)
    if found.event_id is not None:
        return review_events.undo_event(record, number, by)
    return review_copies.undo_copy(record, number, by)


def about(decision: Decision) -> str:
    """Return what kind of record a decision is about."""
    if decision.statement_id is not None:
        return "statement"
    if decision.event_id is not None:
        return "event"
    return "copy" if decision.link is not None else "incident"


def past_on(record: Record, record_id: str) -> tuple[tuple[Decision, bool], ...] | None:
    """Return the decisions on a record in their order, each with whether it stands; None: no such record."""
    match kind_of(record_id):
        case "statement":
            statement = review_statements.look_at_statement(record, record_id)
            return None if statement is None else statement.past
        case "event":
            event = review_events.look_at_event(record, record_id)
            return None if event is None else event.past
        case "copy":
            copy = review_copies.look_at_copy(record, record_id)
            return None if copy is None else copy.past
    return None if review.look(record, record_id) is None else review.history(record, record_id)


def _refuse(act: Act, kind: str) -> Refused:
    """Return the refusal of an act that a kind of record does not have."""
    return Refused(f"{act}: not for {'an' if kind[0] in 'aei' else 'a'} {kind}; nothing was changed.")


def _on_incident(record: Record, act: Act, seen: Seen, by: By, edits: Sequence[str]) -> Decided:
    """Keep a decision on an incident."""
    match act:
        case Act.ACCEPT:
            return review.accept(record, seen, by)
        case Act.REJECT:
            return review.reject(record, seen, by)
        case Act.COMMENT:
            return review.comment(record, seen, by)
        case Act.EDIT:
            return review.edit(record, seen, by, edits)
    raise _refuse(act, "incident")


def _on_statement(record: Record, act: Act, seen: SeenStatement, by: By) -> StatementDecided:
    """Keep a decision on a statement."""
    match act:
        case Act.ACCEPT:
            return review_statements.accept_statement(record, seen, by)
        case Act.REJECT:
            return review_statements.reject_statement(record, seen, by)
        case Act.COMMENT:
            return review_statements.comment_statement(record, seen, by)
    raise _refuse(act, "statement")


def _on_event(record: Record, act: Act, seen: SeenEvent, by: By, edits: Sequence[str]) -> EventDecided:
    """Keep a decision on a single event."""
    match act:
        case Act.ACCEPT:
            return review_events.accept_event(record, seen, by)
        case Act.REJECT:
            return review_events.reject_event(record, seen, by)
        case Act.COMMENT:
            return review_events.comment_event(record, seen, by)
        case Act.EDIT:
            return review_events.edit_event(record, seen, by, edits)
    raise _refuse(act, "event")


def _on_copy(record: Record, act: Act, seen: SeenCopy, by: By, edits: Sequence[str]) -> CopyDecided:
    """Keep a decision on a copy."""
    match act:
        case Act.ACCEPT:
            return review_copies.accept_copy(record, seen, by)
        case Act.REJECT:
            return review_copies.reject_copy(record, seen, by)
        case Act.COMMENT:
            return review_copies.comment_copy(record, seen, by)
        case Act.EDIT:
            return review_copies.edit_copy(record, seen, by, edits)
    raise _refuse(act, "copy")
