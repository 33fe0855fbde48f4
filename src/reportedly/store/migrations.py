"""The record's formats, each made from the one before. Append to ``MIGRATIONS``; never change an entry.

When a table changes, its first form moves into the migration that made it, and a new function is appended.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, Engine, insert, inspect, select, update

from reportedly.store.dialects import stamp
from reportedly.store.schema import META, METADATA

Migration = Callable[[Connection], None]


def lay_tables(connection: Connection) -> None:
    """Format 1: the first tables."""
    METADATA.create_all(connection, checkfirst=False)
    connection.execute(
        insert(META), [{"key": "format", "value": "0"}, {"key": "program", "value": "reportedly"}]
    )


MIGRATIONS: tuple[Migration, ...] = (lay_tables,)


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
