"""The records of one kind as the objects that tables and files are made of."""

from collections.abc import Callable, Iterator
from typing import Any

from reportedly.export.fields import (
    Fields,
    copy_fields,
    event_fields,
    incident_fields,
    problem_fields,
    report_fields,
    statement_fields,
)
from reportedly.run.chains import with_inferred
from reportedly.run.review import state_of
from reportedly.store.claims import events, statements
from reportedly.store.copies import copies
from reportedly.store.incidents import incidents
from reportedly.store.inputs import problems
from reportedly.store.record import Record, reading
from reportedly.store.reports import reports
from reportedly.terms.views import IncidentView

__all__ = ["KINDS", "LISTS", "Fields", "listing", "told_incident"]

Connection = Any
"""The store's connection; only the store knows what it is."""

KINDS = ("statements", "copies", "events", "incidents", "reports", "problems")
"""What can be shown and exported."""


def _statements(connection: Connection) -> Iterator[Fields]:
    """Yield the statements of all reports, report by report."""
    for report in reports(connection):
        for statement in with_inferred(connection, report, statements(connection, [report.id])):
            yield statement_fields(statement, report)


def _events(connection: Connection) -> Iterator[Fields]:
    """Yield the events of all reports, report by report."""
    for report in reports(connection):
        for event in events(connection, [report.id]):
            yield event_fields(event, report)


def _copies(connection: Connection) -> Iterator[Fields]:
    """Return the copies with the addresses of both sides."""
    uris = {report.id: report.uri for report in reports(connection)}
    return (copy_fields(copy, uris) for copy in copies(connection))


MACHINE = ("title", "type", "mode", "realis", "in_register", "when", "where", "counts")
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


LISTS: dict[str, Callable[[Connection], Iterator[Fields]]] = {
    "statements": _statements,
    "copies": _copies,
    "events": _events,
    "incidents": lambda connection: map(told_incident, incidents(connection)),
    "reports": lambda connection: map(report_fields, reports(connection)),
    "problems": lambda connection: map(problem_fields, problems(connection)),
}


def listing(record: Record, kind: str) -> Iterator[Fields]:
    """Yield every record of one of ``KINDS`` in the record's order, as one moment of the record has them."""
    with reading(record) as connection:
        yield from LISTS[kind](connection)
