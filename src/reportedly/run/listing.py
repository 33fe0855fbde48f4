"""The records of one kind as the objects that tables and files are made of."""

from collections.abc import Callable, Iterable, Iterator, Mapping
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
from reportedly.incidents.rulings import correction
from reportedly.lineage.corrected import Link
from reportedly.register.values import Figure, course_words
from reportedly.run.chains import with_inferred
from reportedly.run.corrections import links_in, sides_of
from reportedly.run.review import state_of
from reportedly.run.standings import statuses
from reportedly.run.storytelling import reports_with_shares
from reportedly.store.claims import corrected_in, events, rejected_events, statements
from reportedly.store.copies import copies
from reportedly.store.decisions import decisions_on_mentions
from reportedly.store.incidents import incidents
from reportedly.store.inputs import problems
from reportedly.store.record import Record, reading
from reportedly.store.reports import reports
from reportedly.terms.decisions import Status
from reportedly.terms.events import Event
from reportedly.terms.lineage import Copy
from reportedly.terms.reports import Report
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


def _events(connection: Connection, rejected: bool = False) -> Iterator[Fields]:
    """Yield the events of all reports, report by report, and where asked those ``rejected`` by persons."""
    gone = rejected_events(connection) if rejected else frozenset()
    for report in reports(connection):
        others = [each for each in corrected_in(connection, [report.id]) if each.id in gone] if gone else []
        yield from told_events(connection, report, (*events(connection, [report.id]), *others))


def told_events(connection: Connection, report: Report, found: Iterable[Event]) -> list[Fields]:
    """Return events of one report as objects, each with how far persons reviewed it."""
    held = list(found)
    logs = decisions_on_mentions(connection, [each.id for each in held])
    stands = {each: correction(log) for each, log in logs.items()}
    status = {each: found.status for each, found in stands.items() if found is not None}
    return [event_fields(each, report, status.get(each.id, Status.UNREVIEWED).value) for each in held]


def _copies(connection: Connection, rejected: bool = False) -> Iterator[Fields]:
    """Yield the copies with the addresses of both sides, and where asked those ``rejected`` by persons."""
    uris = {report.id: report.uri for report in reports(connection)}
    links = links_in(connection)
    yield from told_copies(copies(connection), links, uris)
    if rejected:
        gone = (each.copy for each in links if each.correction.status is Status.REJECTED)
        yield from told_copies(gone, links, uris)


def told_copies(found: Iterable[Copy], links: Iterable[Link], uris: Mapping[str, str]) -> Iterator[Fields]:
    """Yield copies as objects, each with how far persons reviewed it: what stands are ``links``."""
    status = {sides_of(each.copy): each.correction.status for each in links}
    for copy in found:
        yield copy_fields(copy, uris, status.get(sides_of(copy), Status.UNREVIEWED).value)


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


def listing(record: Record, kind: str, *, rejected: bool = False) -> Iterator[Fields]:
    """Yield every record of one of ``KINDS`` in the record's order, as one moment of the record has them.

    Events and copies that persons rejected are none, and are left out unless they are asked for.
    """
    with reading(record) as connection:
        if rejected and kind in ("copies", "events"):
            yield from (_copies if kind == "copies" else _events)(connection, rejected=True)
            return
        yield from LISTS[kind](connection)
