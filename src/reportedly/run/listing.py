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
from reportedly.store.claims import events, statements
from reportedly.store.copies import copies
from reportedly.store.incidents import incidents
from reportedly.store.inputs import problems
from reportedly.store.record import Record, reading
from reportedly.store.reports import reports

__all__ = ["KINDS", "Fields", "listing"]

Connection = Any
"""The store's connection; only the store knows what it is."""

KINDS = ("statements", "copies", "events", "incidents", "reports", "problems")
"""What can be shown and exported."""


def _statements(connection: Connection) -> Iterator[Fields]:
    """Yield the statements of all reports, report by report."""
    for report in reports(connection):
        for statement in statements(connection, [report.id]):
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


_LISTS: dict[str, Callable[[Connection], Iterator[Fields]]] = {
    "statements": _statements,
    "copies": _copies,
    "events": _events,
    "incidents": lambda connection: map(incident_fields, incidents(connection)),
    "reports": lambda connection: map(report_fields, reports(connection)),
    "problems": lambda connection: map(problem_fields, problems(connection)),
}


def listing(record: Record, kind: str) -> Iterator[Fields]:
    """Yield every record of one of ``KINDS`` in the record's order, as one moment of the record has them."""
    with reading(record) as connection:
        yield from _LISTS[kind](connection)
