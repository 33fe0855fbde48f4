"""What the pages of the review ask for: the queue a part at a time, and the log of what persons decided."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from reportedly.incidents.rulings import standing
from reportedly.run import review
from reportedly.run.corrections import logs_of
from reportedly.run.review import By, Decided, Refused, Seen
from reportedly.run.reviewing import QueuePage, queue_page
from reportedly.store.browsing import decisions_page
from reportedly.store.decisions import decisions_on_mentions, decisions_on_statements, linked_decisions
from reportedly.store.incidents import incidents, incidents_of
from reportedly.store.record import Record
from reportedly.terms.decisions import Act, Decision
from reportedly.terms.views import IncidentView

Connection = Any
"""The store's connection; only the store knows what it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A decision as a form or a program asks for it. Which fields count depends on ``act``.

    ``edits`` are written "field=value"; ``other`` is the incident to merge with; ``taken`` are the events to
    take out; ``number`` is the decision to undo.
    """

    act: str
    seen: Seen
    edits: tuple[str, ...] = ()
    other: Seen | None = None
    taken: tuple[str, ...] = ()
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """A decision of the log, whether it stands, and the incidents that its events are in today."""

    decision: Decision
    stands: bool
    views: tuple[IncidentView, ...]


def queue_part(record: Record, limit: int, after: str) -> QueuePage:
    """Return the incidents that wait behind a place in the queue, from its start where that is none."""
    try:
        return queue_page(record, limit=limit, after=after or None)
    except ValueError:
        return queue_page(record, limit=limit)


def decide(record: Record, asked: Asked, by: By) -> Decided:
    """Keep what is asked for; raises Refused, Conflict where somebody else was first."""
    match asked.act:
        case Act.ACCEPT:
            return review.accept(record, asked.seen, by)
        case Act.REJECT:
            return review.reject(record, asked.seen, by)
        case Act.COMMENT:
            return review.comment(record, asked.seen, by)
        case Act.EDIT:
            return review.edit(record, asked.seen, by, asked.edits)
        case Act.SPLIT:
            return review.split(record, asked.seen, asked.taken, by)
        case Act.MERGE if asked.other is not None and asked.other.incident_id:
            return review.merge(record, asked.seen, asked.other, by)
        case Act.MERGE:
            raise Refused("Name the incident to merge with; nothing was changed.")
        case Act.UNDO:
            return review.undo(record, asked.number, by)
    raise Refused(f"{asked.act or 'nothing'}: choose from {', '.join(Act)}; nothing was changed.")


def log_page(connection: Connection, before: int | None, limit: int, who: str = "") -> tuple[Logged, ...]:
    """Return the latest decisions, or those before this number, of one person or of all, the latest first."""
    return _logged(connection, decisions_page(connection, before=before, limit=limit, who=who))


def log_of(connection: Connection, who: str = "") -> Iterable[Logged]:
    """Yield all decisions of one person, or of all, the latest first."""
    before: int | None = None
    while found := log_page(connection, before, 500, who):
        yield from found
        before = found[-1].decision.number


def _alive_singly(connection: Connection, found: Sequence[Decision]) -> frozenset[int]:
    """Return the standing decisions on the statements, events and copies of these, by number."""
    said = decisions_on_statements(connection, {each.statement_id for each in found if each.statement_id})
    told = decisions_on_mentions(connection, {each.event_id for each in found if each.event_id})
    reports = {side.report_id for each in found if each.link for side in (each.link.source, each.link.copy)}
    linked = logs_of(connection, reports) if reports else {}
    return frozenset(
        number for log in (*said.values(), *told.values(), *linked.values()) for number in standing(log)
    )


def _logged(connection: Connection, found: Sequence[Decision]) -> tuple[Logged, ...]:
    """Return decisions with what became of them."""
    about = {event_id for each in found for event_id in each.about}
    alive = standing(linked_decisions(connection, about)) | _alive_singly(connection, found)
    homes = incidents_of(connection, about)
    views = {view.id: view for view in incidents(connection, set(homes.values()))}
    made = []
    for each in found:
        ids = sorted({homes[event_id] for event_id in each.about if event_id in homes})
        made.append(
            Logged(decision=each, stands=each.number in alive, views=tuple(views[one] for one in ids))
        )
    return tuple(made)
