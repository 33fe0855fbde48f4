"""Reports as they were kept."""

from collections.abc import Iterable, Iterator

import msgspec
from sqlalchemy import Connection, select

from reportedly.store.batches import report_batches
from reportedly.store.schema import INPUTS, REPORTS
from reportedly.terms.reports import Report

CANDIDATES = 10
"""Reports returned for an ambiguous name, at most."""

_DECODER = msgspec.json.Decoder(Report)


def reports(connection: Connection, ids: Iterable[str] | None = None) -> Iterator[Report]:
    """Yield reports, all or those with these ids, by publication time (unknown last), text digest and id."""
    for ranks in report_batches(connection, ids, size=50):
        query = select(REPORTS.c.body).where(REPORTS.c.id.in_(list(ranks))).order_by(REPORTS.c.canonical)
        for body in connection.scalars(query).all():
            yield _DECODER.decode(body)


def report_ids(connection: Connection) -> Iterator[str]:
    """Yield the ids of all reports in the record's order."""
    for ranks in report_batches(connection, None, size=1000):
        yield from ranks


def report_by(connection: Connection, name: str) -> tuple[Report, ...]:
    """Return the report of this name: one where the name is unique, several candidates, or none.

    A name is an id, else an address, else the end of an address from a "/" on ("reports/a.txt"), else the
    first digits of an id. At most ``CANDIDATES`` come back, in the record's order.
    """
    if not name:
        return ()
    for find in (_by_id, _by_address, _by_suffix, _by_prefix):
        found = find(connection, name)
        if found:
            listed = reports(connection, found)
            return tuple(report for report, _ in zip(listed, range(CANDIDATES), strict=False))
    return ()


def _by_id(connection: Connection, name: str) -> set[str]:
    """Return the report with this id."""
    return set(connection.scalars(select(REPORTS.c.id).where(REPORTS.c.id == name)))


def _by_prefix(connection: Connection, name: str) -> set[str]:
    """Return the reports whose id starts so."""
    if len(name) <= len("report-"):
        return set()
    matches = REPORTS.c.id.startswith(name, autoescape=True)
    return {
        found for found in connection.scalars(select(REPORTS.c.id).where(matches)) if found.startswith(name)
    }


def _by_address(connection: Connection, name: str) -> set[str]:
    """Return the reports read from this address."""
    found = set(connection.scalars(select(REPORTS.c.id).where(REPORTS.c.uri == name)))
    inputs = select(INPUTS.c.report_id).where(INPUTS.c.address == name, INPUTS.c.report_id.is_not(None))
    return found | {report_id for report_id in connection.scalars(inputs) if report_id is not None}


def _by_suffix(connection: Connection, name: str) -> set[str]:
    """Compare here, not in SQL: databases differ in what they hold equal."""
    ending = "/" + name.removeprefix("./").lstrip("/")
    found: set[str] = set()
    for query in (
        select(REPORTS.c.uri, REPORTS.c.id),
        select(INPUTS.c.address, INPUTS.c.report_id).where(INPUTS.c.report_id.is_not(None)),
    ):
        for address, report_id in connection.execute(query.execution_options(yield_per=1000)):
            if address.replace("\\", "/").endswith(ending):
                found.add(report_id)
    return found
