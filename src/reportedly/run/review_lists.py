"""The single events and copies that wait for a person, in the order of the incidents that hang on them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from reportedly.lineage.corrected import alike
from reportedly.register.odd import odd_copy, odd_event
from reportedly.run.corrections import links_in
from reportedly.run.rollups import next_turns
from reportedly.store.claims import events_by_id
from reportedly.store.copies import copies
from reportedly.store.decisions import decisions_on_mentions
from reportedly.store.incidents import incidents
from reportedly.store.record import Record, reading
from reportedly.terms.ids import copy_id
from reportedly.terms.lineage import Copy
from reportedly.terms.spans import Span
from reportedly.terms.views import IncidentView

Connection = Any
"""The store's connection; only the store knows what it is."""

AT_ONCE = 100
"""Incidents that are looked at together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Single:
    """An event or a copy that waits: its id, why, its words, and the incident that hangs on it."""

    id: str
    why: tuple[str, ...]
    incident_id: str
    title: str


def waiting_events(record: Record, limit: int) -> tuple[Single, ...]:
    """Return the mentions that wait, those of the most valuable incidents first, at most ``limit``."""
    with reading(record) as connection:
        return tuple(islice(_events(connection), limit))


def waiting_copies(record: Record, limit: int) -> tuple[Single, ...]:
    """Return the copies that wait, those of the most valuable incidents first, at most ``limit``."""
    with reading(record) as connection:
        return tuple(islice(_copies(connection), limit))


def _views(connection: Connection) -> Iterator[Sequence[IncidentView]]:
    """Yield the incidents of the queue in its order, some at a time."""
    found, _ = next_turns(connection, limit=None)
    for at in range(0, len(found), AT_ONCE):
        ids = [each.incident_id for each in found[at : at + AT_ONCE]]
        views = {view.id: view for view in incidents(connection, ids)}
        yield [views[each] for each in ids if each in views]


def _events(connection: Connection) -> Iterator[Single]:
    """Yield the mentions that tell otherwise than their incident and on which nobody decided."""
    for views in _views(connection):
        ids = [event_id for view in views for event_id in view.event_ids]
        decided = decisions_on_mentions(connection, ids)
        held = events_by_id(connection, ids)
        for view in views:
            for event_id in view.event_ids:
                why = odd_event(held[event_id], view) if event_id not in decided else ()
                if why:
                    yield Single(id=event_id, why=why, incident_id=view.id, title=view.title)


def _copies(connection: Connection) -> Iterator[Single]:
    """Yield the unsure copies in which a mention stands and on which nobody decided."""
    met: set[Copy] = set()
    for views in _views(connection):
        ids = {report_id for view in views for report_id in view.report_ids}
        by_report: dict[str, list[Copy]] = {}
        for copy in copies(connection, ids):
            if odd_copy(copy):
                for side in (copy.source, copy.copy):
                    by_report.setdefault(side.report_id, []).append(copy)
        if not by_report:
            continue
        decided = [each.copy for each in links_in(connection, ids)]
        held = events_by_id(connection, [event_id for view in views for event_id in view.event_ids])
        for view in views:
            for event_id in view.event_ids:
                trigger = held[event_id].trigger
                for copy in by_report.get(trigger.report_id, ()):
                    if copy in met or not _holds(copy, trigger):
                        continue
                    met.add(copy)
                    if not any(alike(copy, each) for each in decided):
                        yield Single(
                            id=copy_id(copy), why=odd_copy(copy), incident_id=view.id, title=view.title
                        )


def _holds(copy: Copy, span: Span) -> bool:
    """Tell whether a span lies in one of the passages of a copy."""
    return any(
        side.report_id == span.report_id and side.start < span.end and span.start < side.end
        for side in (copy.source, copy.copy)
    )
