"""Long lists in pieces that one query can carry, and rows in the record's order."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, select

from reportedly.store.schema import REPORTS

AT_ONCE = 500
"""Values in one IN list: well under every database's limit on parameters."""

Item = TypeVar("Item")


def batches(items: Iterable[Item], size: int = AT_ONCE) -> Iterator[list[Item]]:
    """Yield the items in lists of up to ``size``, in their order."""
    rest = iter(items)
    while piece := list(islice(rest, size)):
        yield piece


def report_batches(
    connection: Connection, ids: Iterable[str] | None, size: int = 200
) -> Iterator[dict[str, int]]:
    """Yield report ids with their rank inside the batch, the batches and ranks in the record's order.

    With ``ids`` only those that exist; None means all, read page by page, so that memory stays flat.
    """
    canonical = REPORTS.c.canonical
    if ids is not None:
        wanted: list[tuple[str, str]] = []
        for piece in batches(sorted(set(ids))):
            found = connection.execute(select(canonical, REPORTS.c.id).where(REPORTS.c.id.in_(piece)))
            wanted.extend((row[0], row[1]) for row in found)
        for page in batches(sorted(wanted), size):
            yield {report_id: rank for rank, (_, report_id) in enumerate(page)}
        return
    last = ""
    while True:
        query = select(canonical, REPORTS.c.id).where(canonical > last).order_by(canonical).limit(size)
        rows = connection.execute(query).all()
        if not rows:
            return
        yield {row[1]: rank for rank, row in enumerate(rows)}
        last = rows[-1][0]
