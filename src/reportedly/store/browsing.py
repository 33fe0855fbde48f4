"""What a person turns the pages of: short columns of everything, and bounded pieces of long lists."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec
from sqlalchemy import Connection, Row, func, select, text

from reportedly.store.incidents import judgement_of
from reportedly.store.schema import (
    COPIES,
    DECISIONS,
    EVENTS,
    INCIDENT_EVENTS,
    INPUTS,
    JUDGEMENTS,
    REPORTS,
    SAYINGS,
    STATEMENTS,
)
from reportedly.terms.decisions import Decision
from reportedly.terms.incidents import Judgement
from reportedly.terms.lineage import Copy, Direction
from reportedly.terms.reports import Problem
from reportedly.terms.spans import Span

_PROBLEMS = msgspec.json.Decoder(Problem)
_DECISIONS = msgspec.json.Decoder(Decision)

FEED_ENTRY = "application/feed+json"
"""The media type of a report that is an entry of a feed."""
_ENTRY = re.compile(r"(?P<file>[^#]*)#(?:(?P<fetched>.+),)?entry=\d+", re.DOTALL)
"""Where an entry was read: in a feed's file, or in what was fetched from a feed's address."""


class _Kind(msgspec.Struct):
    """What of a report tells that it is an entry of a feed."""

    media_type: str


_KINDS = msgspec.json.Decoder(_Kind)

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


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLine:
    """A feed: its address, how many of its entries are reports or problems, the latest publication."""

    address: str
    reports: int
    problems: int
    latest: datetime | None


@dataclass(frozen=True, slots=True)
class CopiedPair:
    """How many passages one report has from another, and why it is held to be so; one of the passages."""

    first: Copy
    passages: int


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


def decisions_page(
    connection: Connection, *, before: int | None, limit: int, who: str = ""
) -> tuple[Decision, ...]:
    """Return the latest decisions of persons, or those made before this number; of one judge or of all."""
    query = select(DECISIONS.c.seq, DECISIONS.c.body).order_by(DECISIONS.c.seq.desc()).limit(limit)
    if before is not None:
        query = query.where(DECISIONS.c.seq < before)
    if who:
        query = query.where(DECISIONS.c.judge == who)
    return tuple(
        replace(_DECISIONS.decode(body), number=number) for number, body in connection.execute(query)
    )


def last_decision(connection: Connection) -> int:
    """Return the number of the latest decision, 0 where there is none."""
    return connection.scalar(select(func.max(DECISIONS.c.seq))) or 0


def deciders(connection: Connection) -> tuple[tuple[str, int], ...]:
    """Return who decided how often, by name."""
    query = select(DECISIONS.c.judge, func.count()).group_by(DECISIONS.c.judge).order_by(DECISIONS.c.judge)
    return tuple((row[0], row[1]) for row in connection.execute(query))


def feed_lines(connection: Connection) -> tuple[FeedLine, ...]:
    """Return the feeds that entries were read from, the one with most reports first."""
    query = (
        select(INPUTS.c.address, INPUTS.c.outcome, REPORTS.c.published_start, REPORTS.c.body)
        .outerjoin(REPORTS, REPORTS.c.id == INPUTS.c.report_id)
        .where(INPUTS.c.address.contains("entry=", autoescape=True))
        .order_by(INPUTS.c.address)
    )
    reports: Counter[str] = Counter()
    problems: Counter[str] = Counter()
    latest: dict[str, str] = {}
    for address, outcome, start, body in connection.execute(query.execution_options(yield_per=500)):
        found = _ENTRY.fullmatch(address)
        if found is None:
            continue
        feed = found["fetched"] or found["file"]
        if outcome == "problem":
            problems[feed] += 1
        elif _KINDS.decode(body).media_type == FEED_ENTRY:
            reports[feed] += 1
            latest[feed] = max(latest.get(feed, ""), start or "")
    return tuple(
        FeedLine(
            address=feed,
            reports=number,
            problems=problems[feed],
            latest=datetime.fromisoformat(latest[feed]) if latest[feed] else None,
        )
        for feed, number in sorted(reports.items(), key=lambda each: (-each[1], each[0]))
    )


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


def _copy(row: Row[tuple[object, ...]]) -> Copy:
    """Return the copy of a row."""
    return Copy(
        Span(row.source_report, row.source_start, row.source_end),
        Span(row.copy_report, row.copy_start, row.copy_end),
        row.identity,
        Direction(row.basis),
    )
