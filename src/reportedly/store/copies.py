"""Copies between reports."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, bindparam, delete, or_, select

from reportedly.store.batches import batches, report_batches
from reportedly.store.dialects import insert_over
from reportedly.store.passages import occurrences
from reportedly.store.schema import COPIES
from reportedly.terms.lineage import Copy, Direction
from reportedly.terms.spans import Span


def replace_copies(connection: Connection, digests: Iterable[str], copies: Iterable[Copy]) -> None:
    """Keep these copies in place of all whose copying side is a passage with one of these digests."""
    stretches = [
        {"report": p.span.report_id, "first": p.span.start, "after": p.span.end}
        for p in occurrences(connection, digests)
    ]
    if stretches:
        there = delete(COPIES).where(
            COPIES.c.copy_report == bindparam("report"),
            COPIES.c.copy_start < bindparam("after"),
            COPIES.c.copy_end > bindparam("first"),
        )
        connection.execute(there, stretches)
    rows = [_row(copy) for copy in copies]
    if rows:
        connection.execute(insert_over(connection, COPIES), rows)


def copies(connection: Connection, report_ids: Iterable[str] | None = None) -> Iterator[Copy]:
    """Yield copies, all or those with a side in these reports, by source (the record's order) and place."""
    wanted = None if report_ids is None else set(report_ids)
    sources = None if wanted is None else _sources(connection, wanted)
    for ranks in report_batches(connection, sources):
        query = select(COPIES).where(COPIES.c.source_report.in_(list(ranks)))
        found = [
            Copy(
                Span(row.source_report, row.source_start, row.source_end),
                Span(row.copy_report, row.copy_start, row.copy_end),
                row.identity,
                Direction(row.basis),
            )
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


def _row(copy: Copy) -> dict[str, str | int | float]:
    """Return the row of a copy."""
    return {
        "source_report": copy.source.report_id,
        "source_start": copy.source.start,
        "source_end": copy.source.end,
        "copy_report": copy.copy.report_id,
        "copy_start": copy.copy.start,
        "copy_end": copy.copy.end,
        "identity": copy.identity,
        "basis": copy.basis.value,
    }
