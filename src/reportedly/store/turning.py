"""The pages of long lists of statements: the next ones that pass, and how many there are up to a bound.

Nothing is sorted that is not shown, where that can be helped: dense conditions are met by walking through
the reports in their order, sparse ones by an index.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, and_, func, or_, select, tuple_

from reportedly.store.sayings import Sought, narrowed, timed
from reportedly.store.schema import REPORTS, SAYINGS, STATEMENTS
from reportedly.terms.statements import Statement

_STATEMENTS = msgspec.json.Decoder(Statement)

_WITHIN = tuple_(SAYINGS.c.start, -SAYINGS.c.end, SAYINGS.c.statement_id)

_Place = Row[Any]
"""Canonical name and id of the report, start, end and id of a statement."""

DENSE = 2_000
"""So many statements that pass are found soon by looking at one report after another."""
FIRST, MOST = 100, 6_400
"""Reports that are looked at together: at first, and at most."""


@dataclass(frozen=True, slots=True)
class Bounded:
    """How many there are, counted up to a bound; ``more`` where the bound was met."""

    number: int
    more: bool


def statements_page(
    connection: Connection,
    sought: Sought,
    *,
    after: str | None,
    limit: int,
    newest: bool,
    dense: int = DENSE,
) -> tuple[Statement, ...]:
    """Return the next statements that pass, after the one with the id ``after``; in a report in text order.

    ``newest`` turns the order of reports round; those of unknown time come first then, last otherwise.
    ``sought.report_ids`` stand in the record's order. More than ``dense`` statements are looked for report by
    report.
    """
    last = None if after is None else _place_of(connection, after)
    if sought.report_ids is not None:
        return _next_in(connection, sought, last, limit, newest=newest)
    untimed = sought.since is None and sought.until is None
    if sought.voices is None and untimed and count_statements(connection, sought, dense).more:
        return _next_of_all(connection, sought, last, limit, newest=newest)
    asked = [*_conditions(sought)]
    if last is not None:
        canonical = REPORTS.c.canonical
        further = canonical < last.canonical if newest else canonical > last.canonical
        asked.append(or_(further, and_(canonical == last.canonical, _inside(last) < _WITHIN)))
    return _statements(connection, asked, limit, newest=newest)


def count_statements(connection: Connection, sought: Sought, bound: int) -> Bounded:
    """Return how many statements pass, counted up to ``bound``."""
    if sought.report_ids is not None:
        number = 0
        for piece in _growing(sought.report_ids):
            number += _count(connection, replace(sought, report_ids=tuple(piece)), bound + 1 - number)
            if number > bound:
                break
    else:
        number = _count(connection, sought, bound + 1)
    return Bounded(min(number, bound), number > bound)


def reports_told(connection: Connection, sought: Sought) -> frozenset[str]:
    """Return the ids of the reports that hold a statement that passes; outlets are not asked for."""
    query = (
        select(SAYINGS.c.report_id).where(and_(True, *_conditions(replace(sought, outlets=None)))).distinct()
    )
    return frozenset(connection.scalars(query))


def _count(connection: Connection, sought: Sought, most: int) -> int:
    """Return how many statements pass, at most so many."""
    held = SAYINGS if sought.outlets is None else SAYINGS.join(REPORTS, REPORTS.c.id == SAYINGS.c.report_id)
    some = select(SAYINGS.c.report_id).select_from(held).where(and_(True, *_conditions(sought))).limit(most)
    return connection.scalar(select(func.count()).select_from(some.subquery())) or 0


def _conditions(sought: Sought) -> list[ColumnElement[bool]]:
    """Return all conditions."""
    if sought.report_ids is None:
        return [*narrowed(sought), *timed(sought)]
    inside = SAYINGS.c.report_id.in_(sought.report_ids)
    if sought.voices is not None or sought.acts is None:
        return [*narrowed(sought), *timed(sought), inside]
    # An act is common: its index must not be taken in place of that of the reports.
    acts = SAYINGS.c.act.concat("").in_(sought.acts)
    return [*narrowed(replace(sought, acts=None)), acts, *timed(sought), inside]


def _next_in(
    connection: Connection, sought: Sought, last: _Place | None, limit: int, *, newest: bool
) -> tuple[Statement, ...]:
    """Return the next statements of these reports: some reports after others, until there are enough."""
    ids = list(reversed(sought.report_ids or ())) if newest else list(sought.report_ids or ())
    found: tuple[Statement, ...] = ()
    if last is not None and last.id in ids:
        at = ids.index(last.id)
        ids = ids[at + 1 :]
        within = replace(sought, report_ids=(last.id,))
        asked = [*_conditions(within), _inside(last) < _WITHIN]
        found = _statements(connection, asked, limit, newest=newest)
    for piece in _growing(ids):
        if len(found) >= limit:
            break
        asked = _conditions(replace(sought, report_ids=tuple(piece)))
        found += _statements(connection, asked, limit - len(found), newest=newest)
    return found


def _growing(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield ids in pieces, each twice as large as the one before."""
    at, size = 0, FIRST
    while at < len(ids):
        yield ids[at : at + size]
        at, size = at + size, min(2 * size, MOST)


def _next_of_all(
    connection: Connection, sought: Sought, last: _Place | None, limit: int, *, newest: bool
) -> tuple[Statement, ...]:
    """Return the next statements of all reports, so that little beyond the page is looked at."""
    canonical = REPORTS.c.canonical
    found: tuple[Statement, ...] = ()
    edge = None if last is None else last.canonical
    if last is not None:
        here = [*_conditions(replace(sought, report_ids=(last.id,))), _inside(last) < _WITHIN]
        found = _statements(connection, here, limit, newest=newest)
    size = FIRST
    while len(found) < limit:
        query = (
            select(REPORTS.c.id, canonical).order_by(canonical.desc() if newest else canonical).limit(size)
        )
        if edge is not None:
            query = query.where(canonical < edge if newest else canonical > edge)
        rows = connection.execute(query).all()
        if not rows:
            break
        edge, size = rows[-1].canonical, min(2 * size, MOST)
        inside = _conditions(replace(sought, report_ids=tuple(row.id for row in rows)))
        found += _statements(connection, inside, limit - len(found), newest=newest)
    return found


def _statements(
    connection: Connection, asked: Iterable[ColumnElement[bool]], limit: int, *, newest: bool
) -> tuple[Statement, ...]:
    """Return the first statements that pass, in the order asked for; only theirs are read whole."""
    canonical = REPORTS.c.canonical
    query = (
        select(SAYINGS.c.statement_id)
        .select_from(SAYINGS.join(REPORTS, REPORTS.c.id == SAYINGS.c.report_id))
        .where(and_(True, *asked))
        .order_by(
            canonical.desc() if newest else canonical,
            SAYINGS.c.start,
            SAYINGS.c.end.desc(),
            SAYINGS.c.statement_id,
        )
        .limit(limit)
    )
    ids = connection.scalars(query).all()
    bodies = select(STATEMENTS.c.id, STATEMENTS.c.body).where(STATEMENTS.c.id.in_(ids))
    held = {row[0]: row[1] for row in connection.execute(bodies)}
    return tuple(_STATEMENTS.decode(held[each]) for each in ids)


def _place_of(connection: Connection, statement_id: str) -> _Place | None:
    """Return where a statement stands in the order, None where it is not there."""
    query = (
        select(REPORTS.c.canonical, REPORTS.c.id, SAYINGS.c.start, SAYINGS.c.end, SAYINGS.c.statement_id)
        .join(SAYINGS, SAYINGS.c.report_id == REPORTS.c.id)
        .where(SAYINGS.c.statement_id == statement_id)
    )
    found: _Place | None = connection.execute(query).one_or_none()  # type: ignore[assignment]  # its columns
    return found


def _inside(place: _Place) -> ColumnElement[Any]:
    """Return where a statement stands inside its report, as ``_WITHIN`` has it."""
    return tuple_(place.start, -place.end, place.statement_id)
