"""Everything behind an incident or a tally's cell: words, their chains, their copies and the judgements."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from reportedly.export.dossier_cases import Case, Origin, Telling
from reportedly.register.choosing import Choice
from reportedly.register.evidence import Evidence
from reportedly.register.origins import origins_by_event, trails_of
from reportedly.register.tally import Row, measure
from reportedly.register.trace import Node, trace_row
from reportedly.register.values import course_words, figure_words, figures
from reportedly.run.happenings import evidence_of
from reportedly.run.review import history_on
from reportedly.run.rollups import passing_ids
from reportedly.store.claims import events_by_id
from reportedly.store.incidents import incidents, judgements_on
from reportedly.store.record import Record, reading
from reportedly.store.reports import reports
from reportedly.terms.events import Event
from reportedly.terms.lineage import Copy
from reportedly.terms.spans import Span
from reportedly.terms.statements import Statement
from reportedly.terms.views import IncidentView

Connection = Any
"""The store's connection; only the store knows what it is."""


def evidence_for(connection: Connection, views: Iterable[IncidentView]) -> Evidence:
    """Return everything that the words of these incidents rest on."""
    found = events_by_id(connection, chain.from_iterable(view.event_ids for view in views))
    ids = sorted({event.trigger.report_id for event in found.values()})
    return evidence_of(connection, found, {report.id: report for report in reports(connection, ids)})


def cell_trace(record: Record, choice: Choice) -> Node:
    """Return the incidents of a tally's cell, each opened down to the words it rests on."""
    with reading(record) as connection:
        views = {view.id: view for view in incidents(connection, passing_ids(connection, choice))}
        number, told_by, origins = measure(views.values())
        cell = tuple(value for _, value in choice.cells)
        row = Row(cell=cell, incidents=number, reports=told_by, origins=origins, incident_ids=tuple(views))
        names = [name for name, _ in choice.cells]
        return trace_row(row, names, evidence_for(connection, views.values()), views)


def case_of(connection: Connection, view: IncidentView, evidence: Evidence) -> Case:
    """Return one incident with all that stands behind it; ``evidence`` must hold its events."""
    origins = origins_by_event(view.event_ids, evidence)
    tellings = tuple(
        Telling(
            event=event,
            statements=tuple(_outward(event, evidence)),
            origins=origins.get(event.id, ()),
            copies=tuple(_copies(event, evidence)),
        )
        for event in sorted(
            (evidence.events[each] for each in view.event_ids if each in evidence.events),
            key=lambda each: (each.trigger, each.id),
        )
    )
    touched = {span.report_id for telling in tellings for span in _spans(telling)} | set(view.report_ids)
    return Case(
        view=view,
        origins=tuple(
            Origin(name=trail.name, report_ids=trail.report_ids, why=trail.why)
            for trail in trails_of(view.event_ids, evidence)
        ),
        tellings=tellings,
        judgements=judgements_on(connection, view.event_ids),
        decisions=history_on(connection, view.event_ids),
        reports={each: evidence.reports[each] for each in sorted(touched) if each in evidence.reports},
        numbers=tuple(
            (figure_words(each), course_words(each) if len(each.course) > 1 else "")
            for each in figures(view, evidence)
        ),
    )


def _outward(event: Event, evidence: Evidence) -> Iterator[Statement]:
    """Yield the statement that holds an event, then the one that this stands in, and so on outward."""
    seen: set[str] = set()
    at = evidence.statements.get(event.statement_id or "")
    while at is not None and at.id not in seen:
        seen.add(at.id)
        yield at
        at = evidence.statements.get(at.parent or "")


def _copies(event: Event, evidence: Evidence) -> Iterator[Copy]:
    """Yield the copied passages that the event's words stand in."""
    for copy in evidence.copies.get(event.trigger.report_id, ()):
        if any(_overlap(side, event.trigger) for side in (copy.source, copy.copy)):
            yield copy


def _overlap(left: Span, right: Span) -> bool:
    """Tell whether two spans share a code point."""
    return left.report_id == right.report_id and left.start < right.end and right.start < left.end


def _spans(telling: Telling) -> Iterator[Span]:
    """Yield the spans of a telling that may stand in other reports."""
    when = telling.event.when
    if when is not None and when.span is not None:
        yield when.span
    for copy in telling.copies:
        yield copy.source
        yield copy.copy
