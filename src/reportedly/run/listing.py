"""The records of one kind as the objects that tables and files are made of."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from reportedly.export.fields import (
    Fields,
    copy_fields,
    event_fields,
    incident_fields,
    problem_fields,
    statement_fields,
    utc,
)
from reportedly.register.values import Figure, course_words
from reportedly.run.chains import with_inferred
from reportedly.run.review import state_of
from reportedly.run.standings import statuses
from reportedly.run.storytelling import reports_with_shares
from reportedly.store.claims import events, statements
from reportedly.store.copies import copies
from reportedly.store.incidents import incidents
from reportedly.store.inputs import problems
from reportedly.store.record import Record, reading
from reportedly.store.reports import reports
from reportedly.terms.decisions import Status
from reportedly.terms.spans import Span
from reportedly.terms.views import IncidentView

__all__ = ["KINDS", "LISTS", "Fields", "listing", "told_figure", "told_incident"]

Connection = Any
"""The store's connection; only the store knows what it is."""

KINDS = ("statements", "copies", "events", "incidents", "reports", "problems")
"""What can be shown and exported."""


def _statements(connection: Connection) -> Iterator[Fields]:
    """Yield the statements of all reports, report by report."""
    decided = statuses(connection)
    for report in reports(connection):
        for statement in with_inferred(connection, report, statements(connection, [report.id])):
            yield statement_fields(statement, report, decided.get(statement.id, Status.UNREVIEWED).value)


def _events(connection: Connection) -> Iterator[Fields]:
    """Yield the events of all reports, report by report."""
    for report in reports(connection):
        for event in events(connection, [report.id]):
            yield event_fields(event, report)


def _copies(connection: Connection) -> Iterator[Fields]:
    """Return the copies with the addresses of both sides."""
    uris = {report.id: report.uri for report in reports(connection)}
    return (copy_fields(copy, uris) for copy in copies(connection))


MACHINE = ("title", "type", "mode", "realis", "in_register", "when", "where", "counts", "best")
"""What is told of the machine's own view beside a person's."""


def told_incident(view: IncidentView) -> Fields:
    """Return an incident with what persons made of it.

    ``state`` is what a decision names, ``edited`` the fields with a person's value, ``joined_since`` the
    events that came after the review, ``machine`` the machine's own values, null where nobody ruled.
    """
    machine = None if view.machine is None else incident_fields(view.machine)
    return {
        **incident_fields(view),
        "state": state_of(view),
        "edited": list(view.edited),
        "joined_since": view.since,
        "machine": None if machine is None else {name: machine[name] for name in MACHINE},
    }


def told_figure(figure: Figure, words: Mapping[Span, str]) -> Fields:
    """Return all that is said of one number of an incident: range, best, why, and every value in its order.

    ``official`` tells whether the rule takes the source for one; ``at`` is when the number was given.
    """
    return {
        "what": figure.what,
        "low": figure.low,
        "high": figure.high,
        "approximate": figure.approximate,
        "best": figure.best,
        "why": figure.why,
        "machine_best": figure.machine,
        "course": course_words(figure),
        "disagreement": figure.disagreement,
        "values": [
            {
                "low": each.count.low,
                "high": each.count.high,
                "approximate": each.count.approximate,
                "source": each.source or None,
                "official": each.official,
                "at": utc(each.at),
                "outlet": each.outlet,
                "report": each.span.report_id,
                "start": each.span.start,
                "end": each.span.end,
                "text": words.get(each.span),
                "event": each.event_id,
            }
            for each in figure.values
        ],
    }


LISTS: dict[str, Callable[[Connection], Iterator[Fields]]] = {
    "statements": _statements,
    "copies": _copies,
    "events": _events,
    "incidents": lambda connection: map(told_incident, incidents(connection)),
    "reports": reports_with_shares,
    "problems": lambda connection: map(problem_fields, problems(connection)),
}


def listing(record: Record, kind: str) -> Iterator[Fields]:
    """Yield every record of one of ``KINDS`` in the record's order, as one moment of the record has them."""
    with reading(record) as connection:
        yield from LISTS[kind](connection)
