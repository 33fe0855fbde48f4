"""The record's formats, each made from the one before. Append to ``MIGRATIONS``; never change an entry.

When a table changes, its first form moves into the migration that made it, and a new function is appended.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, Engine, delete, func, insert, inspect, select, update

from reportedly.store.batches import batches
from reportedly.store.claims import statements
from reportedly.store.dialects import stamp
from reportedly.store.retired import FIRST_LINEAGE, RETIRED
from reportedly.store.sayings import keep_sayings
from reportedly.store.schema import (
    DECIDED_EVENTS,
    DECIDED_LINKS,
    DECIDED_MENTIONS,
    DECIDED_STATEMENTS,
    DECISIONS,
    INCIDENTS,
    LINEAGE_KEYS,
    LINEAGE_REPORTS,
    MACHINE_COPIES,
    MACHINE_EVENTS,
    META,
    METADATA,
    PROPOSALS,
    ROLLUP_CHUNKS,
    ROLLUP_SLOTS,
    ROLLUP_STALE,
    ROLLUP_TERMS,
    SAYINGS,
    SECOND_READINGS,
    WAITING,
)
from reportedly.store.searching import lay_search

Migration = Callable[[Connection], None]


_SECOND = (SAYINGS, PROPOSALS, SECOND_READINGS)
"""Tables that came with format 2."""
_FOURTH = (LINEAGE_REPORTS, LINEAGE_KEYS)
"""Tables that came with format 4."""
_DECISIONS = (DECISIONS, DECIDED_EVENTS)
"""Tables that came with format 5."""
_SEVENTH = (ROLLUP_STALE, ROLLUP_SLOTS, ROLLUP_TERMS, ROLLUP_CHUNKS, WAITING, DECIDED_STATEMENTS)
"""Tables that came with format 7."""
_EIGHTH = (DECIDED_MENTIONS, DECIDED_LINKS, MACHINE_EVENTS, MACHINE_COPIES)
"""Tables that came with format 8."""


def lay_tables(connection: Connection) -> None:
    """Format 1: the first tables."""
    later = _SECOND + _FOURTH + _DECISIONS + _SEVENTH + _EIGHTH
    first = [table for table in METADATA.sorted_tables if table not in later]
    METADATA.create_all(connection, tables=first, checkfirst=False)
    RETIRED.create_all(connection, tables=list(FIRST_LINEAGE), checkfirst=False)
    connection.execute(
        insert(META), [{"key": "format", "value": "0"}, {"key": "program", "value": "reportedly"}]
    )


def find_sayings(connection: Connection) -> None:
    """Format 2: what statements are found by, and room for what second readers propose."""
    METADATA.create_all(connection, tables=list(_SECOND), checkfirst=False)
    for piece in batches(statements(connection)):
        keep_sayings(connection, piece)


def index_words(connection: Connection) -> None:
    """Format 3: which reports hold which words, and the order in which reports arrived."""
    if connection.dialect.name == "sqlite":
        lay_search(connection)


def lay_lineage(connection: Connection) -> None:
    """Format 4: another index of lineage. It is filled from the kept reports when the next ones are read."""
    METADATA.create_all(connection, tables=list(_FOURTH), checkfirst=False)
    RETIRED.drop_all(connection, tables=list(reversed(FIRST_LINEAGE)), checkfirst=False)


def lay_decisions(connection: Connection) -> None:
    """Format 5: what persons decide; an incident that nobody has reviewed says so."""
    METADATA.create_all(connection, tables=list(_DECISIONS), checkfirst=False)
    said = func.replace(INCIDENTS.c.body, '"status":"open"', '"status":"unreviewed"')
    connection.execute(update(INCIDENTS).values(body=said))


def lay_lineage_anew(connection: Connection) -> None:
    """Format 6: the index of lineage knows the order of precedence. It is filled as after format 4."""
    METADATA.drop_all(connection, tables=list(reversed(_FOURTH)), checkfirst=False)
    METADATA.create_all(connection, tables=list(_FOURTH), checkfirst=False)


def lay_rollups(connection: Connection) -> None:
    """Format 7: the register rolled up, what waits for a person, and decisions on statements.

    Kept incidents are marked: they are counted one by one until they are folded in with the next batch.
    """
    METADATA.create_all(connection, tables=list(_SEVENTH), checkfirst=False)
    connection.execute(insert(ROLLUP_STALE).from_select(["incident_id"], select(INCIDENTS.c.id)))


def lay_corrections(connection: Connection) -> None:
    """Format 8: decisions on single events and copies; narrower columns, filled as after format 7."""
    METADATA.create_all(connection, tables=list(_EIGHTH), checkfirst=False)
    for table in (ROLLUP_CHUNKS, ROLLUP_SLOTS, ROLLUP_TERMS, ROLLUP_STALE, WAITING):
        connection.execute(delete(table))
    connection.execute(insert(ROLLUP_STALE).from_select(["incident_id"], select(INCIDENTS.c.id)))


def lay_lineage_by_words(connection: Connection) -> None:
    """Format 9: a passage's digest is made of those of its words. The index is filled as after format 4."""
    lay_lineage_anew(connection)


def lay_lineage_by_passages(connection: Connection) -> None:
    """Format 10: postings lead to passages, numbered through all reports. The index is filled as after format
    4."""
    lay_lineage_anew(connection)


MIGRATIONS: tuple[Migration, ...] = (
    lay_tables,
    find_sayings,
    index_words,
    lay_lineage,
    lay_decisions,
    lay_lineage_anew,
    lay_rollups,
    lay_corrections,
    lay_lineage_by_words,
    lay_lineage_by_passages,
)


def read_format(connection: Connection) -> int:
    """Return the format of the open database: 0 where it has no tables yet, -1 where it does not tell."""
    if not inspect(connection).has_table(META.name):
        return 0
    value = connection.scalar(select(META.c.value).where(META.c.key == "format"))
    return int(value) if value is not None and value.isdecimal() else -1


def migrate(engine: Engine, migrations: Sequence[Migration] = MIGRATIONS) -> int:
    """Bring the record to the newest format, each step in one transaction; return the steps taken.

    A step that fails leaves the record in the format before it and raises what it raised.
    """
    taken = 0
    for version, migration in enumerate(migrations, start=1):
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            if read_format(connection) >= version:
                continue
            migration(connection)
            connection.execute(update(META).where(META.c.key == "format").values(value=str(version)))
            stamp(connection, version)
            taken += 1
    return taken
