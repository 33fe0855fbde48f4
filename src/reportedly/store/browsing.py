"""What a person turns the pages of: short columns of everything, and bounded pieces of long lists."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, and_, func, or_, select, text, tuple_

from reportedly.store.incidents import judgement_of
from reportedly.store.sayings import Sought, narrowed, timed
from reportedly.store.schema import (
    COPIES,
    EVENTS,
    INCIDENT_EVENTS,
    INPUTS,
    JUDGEMENTS,
    REPORTS,
    SAYINGS,
    STATEMENTS,
)
from reportedly.terms.incidents import Judgement
from reportedly.terms.lineage import Copy, Direction
from reportedly.terms.reports import Problem
from reportedly.terms.spans import Span
from reportedly.terms.statements import Statement

_STATEMENTS = msgspec.json.Decoder(Statement)
_PROBLEMS = msgspec.json.Decoder(Problem)

_WITHIN = tuple_(SAYINGS.c.start, -SAYINGS.c.end, SAYINGS.c.statement_id)

_Place = Row[Any]
"""Canonical name of the report, start, end and id of a statement."""

Stamp = tuple[int, int, int]
"""Grows whenever the record does: the last report, the last input, and the last
judgement and decision together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """A report without its words. ``number`` counts arrivals; times are aware UTC, half-open, or None."""

    number: int
    id: str
    uri: str
    outlet: str | None
    title: str | None
    start: datetime | None
    end: datetime | None


@dataclass(frozen=True, slots=True)
class CopiedPair:
    """How many passages one report has from another, and why it is held to be so; one of the passages."""

    first: Copy
    passages: int


@dataclass(frozen=True, slots=True)
class Bounded:
    """How many there are, counted up to a bound; ``more`` where the bound was met."""

    number: int
    more: bool


def stamp_of(connection: Connection) -> Stamp:
    """Return the stamp of the record as this connection sees it."""
    query = text(
        "SELECT (SELECT max(number) FROM arrivals), (SELECT max(rowid) FROM inputs),"
        " (SELECT coalesce((SELECT max(seq) FROM judgements), 0)"
        " + coalesce((SELECT max(seq) FROM decisions), 0))"
    )
    row = connection.execute(query).one()
    return row[0] or 0, row[1] or 0, row[2] or 0


def report_lines(connection: Connection) -> Iterator[ReportLine]:
    """Yield all reports in the record's order, without their words."""
    query = text(
        "SELECT a.number, r.id, r.uri, r.outlet, r.title, r.published_start, r.published_end"
        " FROM reports AS r JOIN arrivals AS a ON a.report_id = r.id ORDER BY r.canonical"
    )
    for number, id_, uri, outlet, title, start, end in connection.execute(query):
        yield ReportLine(
            number=number,
            id=id_,
            uri=uri,
            outlet=outlet,
            title=title,
            start=datetime.fromisoformat(start) if start else None,
            end=datetime.fromisoformat(end) if end else None,
        )


def copied_pairs(connection: Connection) -> Iterator[CopiedPair]:
    """Yield every pair of reports that share passages, once for each direction and basis, sorted."""
    sides = (COPIES.c.source_report, COPIES.c.copy_report, COPIES.c.basis)
    query = (
        select(
            *sides,
            func.count(),
            func.min(COPIES.c.source_start),
            func.min(COPIES.c.copy_start),
            func.max(COPIES.c.identity),
        )
        .group_by(*sides)
        .order_by(*sides)
    )
    for source, copy, basis, number, at, there, identity in connection.execute(query):
        first = Copy(Span(source, at, at + 1), Span(copy, there, there + 1), identity, Direction(basis))
        yield CopiedPair(first, number)


def copies_in(connection: Connection, report_id: str, limit: int) -> tuple[Copy, ...]:
    """Return the copies with a side in one report in text order, at most ``limit`` of each side."""
    found: set[Copy] = set()
    for side, at in (
        (COPIES.c.source_report, COPIES.c.source_start),
        (COPIES.c.copy_report, COPIES.c.copy_start),
    ):
        query = select(COPIES).where(side == report_id).order_by(at, COPIES.c.identity.desc()).limit(limit)
        found.update(_copy(row) for row in connection.execute(query))

    def place(copy: Copy) -> tuple[int, Span, Span]:
        own = copy.source if copy.source.report_id == report_id else copy.copy
        return own.start, copy.source, copy.copy

    return tuple(sorted(found, key=place))


def statements_page(
    connection: Connection, sought: Sought, *, after: str | None, limit: int, newest: bool
) -> tuple[Statement, ...]:
    """Return the next statements that pass, after the one with the id ``after``; in a report in text order.

    ``newest`` turns the order of reports round; those of unknown time come first then, last otherwise.
    """
    last = None if after is None else _place_of(connection, after)
    if sought == Sought():
        return _next_of_all(connection, last, limit, newest=newest)
    canonical = REPORTS.c.canonical
    asked = [*narrowed(sought), *timed(sought)]
    if sought.report_ids is not None:
        asked.append(SAYINGS.c.report_id.in_(sought.report_ids))
    if last is not None:
        further = canonical < last.canonical if newest else canonical > last.canonical
        asked.append(or_(further, and_(canonical == last.canonical, _inside(last) < _WITHIN)))
    return _statements(connection, asked, limit, newest=newest)


def _next_of_all(
    connection: Connection, last: _Place | None, limit: int, *, newest: bool
) -> tuple[Statement, ...]:
    """Return the next statements of all: report by report, so that nothing beyond the page is looked at."""
    canonical = REPORTS.c.canonical
    found: tuple[Statement, ...] = ()
    edge = None if last is None else last.canonical
    if last is not None:
        found = _statements(connection, [canonical == edge, _inside(last) < _WITHIN], limit, newest=newest)
    while len(found) < limit:
        query = select(canonical).order_by(canonical.desc() if newest else canonical).limit(limit)
        if edge is not None:
            query = query.where(canonical < edge if newest else canonical > edge)
        names = connection.scalars(query).all()
        if not names:
            break
        edge = names[-1]
        left = limit - len(found)
        found += _statements(connection, [canonical.in_(names)], left, newest=newest)
    return found


def _statements(
    connection: Connection, asked: Sequence[ColumnElement[bool]], limit: int, *, newest: bool
) -> tuple[Statement, ...]:
    """Return the first statements that pass, in the order asked for."""
    canonical = REPORTS.c.canonical
    joined = REPORTS.join(SAYINGS, SAYINGS.c.report_id == REPORTS.c.id).join(
        STATEMENTS, STATEMENTS.c.id == SAYINGS.c.statement_id
    )
    query = (
        select(STATEMENTS.c.body)
        .select_from(joined)
        .where(and_(True, *asked))
        .order_by(
            canonical.desc() if newest else canonical,
            SAYINGS.c.start,
            SAYINGS.c.end.desc(),
            SAYINGS.c.statement_id,
        )
        .limit(limit)
    )
    return tuple(_STATEMENTS.decode(body) for body in connection.scalars(query))


def count_statements(connection: Connection, sought: Sought, bound: int) -> Bounded:
    """Return how many statements pass, counted up to ``bound``."""
    asked = [*narrowed(sought), *timed(sought)]
    if sought.report_ids is not None:
        asked.append(SAYINGS.c.report_id.in_(sought.report_ids))
    held = SAYINGS if sought.outlets is None else SAYINGS.join(REPORTS, REPORTS.c.id == SAYINGS.c.report_id)
    some = select(SAYINGS.c.report_id).select_from(held).where(and_(True, *asked)).limit(bound + 1).subquery()
    number = connection.scalar(select(func.count()).select_from(some)) or 0
    return Bounded(min(number, bound), number > bound)


def reports_speaking(connection: Connection, voices: Iterable[str]) -> frozenset[str]:
    """Return the ids of the reports in which one of these voices (folded names) speaks."""
    query = select(SAYINGS.c.report_id).where(SAYINGS.c.voice.in_(sorted(set(voices)))).distinct()
    return frozenset(connection.scalars(query))


def report_of(connection: Connection, record_id: str) -> str | None:
    """Return the id of the report that an event or a statement stands in, None where there is none."""
    for table in (EVENTS, STATEMENTS):
        found = connection.scalar(select(table.c.report_id).where(table.c.id == record_id))
        if found is not None:
            return str(found)
    return None


def incidents_in(connection: Connection, report_id: str) -> dict[str, str]:
    """Return the incident of each event of one report, by event id."""
    query = (
        select(INCIDENT_EVENTS.c.event_id, INCIDENT_EVENTS.c.incident_id)
        .join(EVENTS, EVENTS.c.id == INCIDENT_EVENTS.c.event_id)
        .where(EVENTS.c.report_id == report_id)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def judgements_page(
    connection: Connection, *, before: int | None, limit: int
) -> tuple[tuple[int, Judgement], ...]:
    """Return (number, judgement) of the latest judgements, or of those made before this number."""
    query = select(JUDGEMENTS).order_by(JUDGEMENTS.c.seq.desc()).limit(limit)
    if before is not None:
        query = query.where(JUDGEMENTS.c.seq < before)
    return tuple((row.seq, judgement_of(row)) for row in connection.execute(query))


def problems_page(connection: Connection, *, offset: int, limit: int) -> tuple[Problem, ...]:
    """Return a page of the problems, by address."""
    query = (
        select(INPUTS.c.body)
        .where(INPUTS.c.outcome == "problem")
        .order_by(INPUTS.c.address, INPUTS.c.raw_sha256)
        .offset(offset)
        .limit(limit)
    )
    return tuple(_PROBLEMS.decode(body) for body in connection.scalars(query))


def count_problems(connection: Connection) -> tuple[tuple[str, int], ...]:
    """Return how many problems there are of each kind, by name."""
    kind = INPUTS.c.problem_kind
    query = select(kind, func.count()).where(INPUTS.c.outcome == "problem").group_by(kind).order_by(kind)
    return tuple((row[0], row[1]) for row in connection.execute(query))


def _place_of(connection: Connection, statement_id: str) -> _Place | None:
    """Return where a statement stands in the order, None where it is not there."""
    query = (
        select(REPORTS.c.canonical, SAYINGS.c.start, SAYINGS.c.end, SAYINGS.c.statement_id)
        .join(SAYINGS, SAYINGS.c.report_id == REPORTS.c.id)
        .where(SAYINGS.c.statement_id == statement_id)
    )
    found: _Place | None = connection.execute(query).one_or_none()  # type: ignore[assignment]  # its columns
    return found


def _inside(place: _Place) -> ColumnElement[Any]:
    """Return where a statement stands inside its report, as ``_WITHIN`` has it."""
    return tuple_(place.start, -place.end, place.statement_id)


def _copy(row: Row[tuple[object, ...]]) -> Copy:
    """Return the copy of a row."""
    return Copy(
        Span(row.source_report, row.source_start, row.source_end),
        Span(row.copy_report, row.copy_start, row.copy_end),
        row.identity,
        Direction(row.basis),
    )
