"""What a second reader proposes: statements under its own name, beside ours and never in their place."""

from collections.abc import Iterable, Iterator

import msgspec
from sqlalchemy import Connection, delete, select

from reportedly.store.batches import report_batches
from reportedly.store.dialects import insert_over
from reportedly.store.schema import PROPOSALS, SECOND_READINGS
from reportedly.terms.statements import Statement

_STATEMENTS = msgspec.json.Decoder(Statement)


def keep_proposals(
    connection: Connection, reader: str, report_id: str, statements: Iterable[Statement]
) -> None:
    """Keep what this reader proposes for a report in place of what it proposed before, and that it read it.

    The report must be kept first. Other readers' proposals and our own statements stay as they are.
    """
    own = (PROPOSALS.c.report_id == report_id) & (PROPOSALS.c.reader == reader)
    connection.execute(delete(PROPOSALS).where(own))
    read = {"reader": reader, "report_id": report_id}
    connection.execute(insert_over(connection, SECOND_READINGS), [{**read, "done": 1}])
    rows = {
        each.id: {
            "id": each.id,
            **read,
            "start": min(span.start for span in each.said),
            "body": msgspec.json.encode(each).decode(),
        }
        for each in statements
    }
    if rows:
        connection.execute(insert_over(connection, PROPOSALS), list(rows.values()))


def proposals(
    connection: Connection, report_ids: Iterable[str] | None = None
) -> Iterator[tuple[str, Statement]]:
    """Yield (reader, statement): reports in the record's order, then readers by name, then text order."""
    for ranks in report_batches(connection, report_ids):
        query = select(PROPOSALS.c.reader, PROPOSALS.c.body).where(PROPOSALS.c.report_id.in_(list(ranks)))
        found = [(row[0], _STATEMENTS.decode(row[1])) for row in connection.execute(query)]
        yield from sorted(
            found,
            key=lambda row: (
                ranks[row[1].said[0].report_id],
                row[0],
                min(span.start for span in row[1].said),
                row[1].id,
            ),
        )


def read_by(connection: Connection, reader: str) -> frozenset[str]:
    """Return the ids of the reports that this reader has read to the end."""
    query = select(SECOND_READINGS.c.report_id).where(SECOND_READINGS.c.reader == reader)
    return frozenset(connection.scalars(query))
