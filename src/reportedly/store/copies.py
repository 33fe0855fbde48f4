"""Copies between reports."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Table, delete, or_, select

from reportedly.store.batches import batches, report_batches
from reportedly.store.dialects import insert_rows
from reportedly.store.schema import COPIES, MACHINE_COPIES
from reportedly.terms.lineage import Copy, Direction
from reportedly.terms.spans import Span

_KEY = len(COPIES.primary_key.columns)
"""Columns that the key of a copy has, the first."""


def replace_copies(connection: Connection, report_ids: Iterable[str], copies: Iterable[Copy]) -> set[str]:
    """Keep these copies in place of all that these reports made.

    Returns the ids of the reports with a side in a copy that came or went.
    """
    before: set[tuple[Any, ...]] = set()
    for piece in batches(sorted(set(report_ids))):
        own = COPIES.c.copy_report.in_(piece)
        gone = [tuple(row) for row in connection.execute(select(*COPIES.c).where(own))]
        if gone:
            connection.execute(delete(COPIES).where(own))
            before.update(gone)
    made = {row[:_KEY]: row for row in map(_row, copies)}
    insert_rows(connection, COPIES, [made[key] for key in sorted(made)])
    return {side for row in before.symmetric_difference(made.values()) for side in (row[0], row[3])}


Pair = tuple[str, str]
"""Two reports, the lesser id first."""


def pair_of(copy: Copy) -> Pair:
    """Return the reports that a copy lies between."""
    left, right = sorted((copy.source.report_id, copy.copy.report_id))
    return left, right


def copies_between(connection: Connection, pair: Pair, *, machine: bool = False) -> tuple[Copy, ...]:
    """Return the copies between two reports as they stand; with ``machine`` what was put aside of them."""
    return tuple(
        sorted(map(_copy, _between(connection, MACHINE_COPIES if machine else COPIES, pair)), key=_order)
    )


def replace_between(
    connection: Connection, pair: Pair, copies: Iterable[Copy], *, machine: bool = False
) -> set[str]:
    """Keep these copies between two reports in place of what stands there, or of what was put aside.

    Returns the ids of both where that is something else.
    """
    table = MACHINE_COPIES if machine else COPIES
    before = {tuple(row) for row in _between(connection, table, pair)}
    made = {row[:_KEY]: row for row in map(_row, copies)}
    if before == set(made.values()):
        return set()
    for one, other in (pair, pair[::-1]):
        connection.execute(delete(table).where(table.c.source_report == one, table.c.copy_report == other))
    insert_rows(connection, table, [made[key] for key in sorted(made)])
    return set(pair)


def put_aside(connection: Connection, report_ids: Iterable[str], copies: Iterable[Copy]) -> None:
    """Keep what the machine finds in place of all that these reports made and was put aside."""
    for piece in batches(sorted(set(report_ids))):
        connection.execute(delete(MACHINE_COPIES).where(MACHINE_COPIES.c.copy_report.in_(piece)))
    made = {row[:_KEY]: row for row in map(_row, copies)}
    insert_rows(connection, MACHINE_COPIES, [made[key] for key in sorted(made)])


def _between(connection: Connection, table: Table, pair: Pair) -> list[Any]:
    """Return the rows of a table of copies between two reports."""
    found: list[Any] = []
    for one, other in dict.fromkeys((pair, pair[::-1])):
        query = select(*table.c).where(table.c.source_report == one, table.c.copy_report == other)
        found += connection.execute(query).all()
    return found


def _order(copy: Copy) -> tuple[Span, Span]:
    """Return the order of copies by place."""
    return copy.source, copy.copy


def copies(connection: Connection, report_ids: Iterable[str] | None = None) -> Iterator[Copy]:
    """Yield copies, all or those with a side in these reports, by source (the record's order) and place."""
    wanted = None if report_ids is None else set(report_ids)
    sources = None if wanted is None else _sources(connection, wanted)
    for ranks in report_batches(connection, sources):
        query = select(COPIES).where(COPIES.c.source_report.in_(list(ranks)))
        found = [
            _copy(row)
            for row in connection.execute(query)
            if wanted is None or row.source_report in wanted or row.copy_report in wanted
        ]
        yield from sorted(found, key=lambda copy: (ranks[copy.source.report_id], copy.source, copy.copy))


def _sources(connection: Connection, report_ids: set[str]) -> set[str]:
    """Return the source reports of all copies that touch these reports."""
    found: set[str] = set()
    for piece in batches(sorted(report_ids)):
        touching = or_(COPIES.c.source_report.in_(piece), COPIES.c.copy_report.in_(piece))
        found.update(connection.scalars(select(COPIES.c.source_report).where(touching).distinct()))
    return found


def _copy(row: Any) -> Copy:
    """Return the copy of a row."""
    return Copy(
        Span(row.source_report, row.source_start, row.source_end),
        Span(row.copy_report, row.copy_start, row.copy_end),
        row.identity,
        Direction(row.basis),
    )


def _row(copy: Copy) -> tuple[Any, ...]:
    """Return the row of a copy, in the order of the columns."""
    source, target = copy.source, copy.copy
    return (
        source.report_id,
        source.start,
        source.end,
        target.report_id,
        target.start,
        target.end,
        copy.identity,
        copy.basis.value,
    )
