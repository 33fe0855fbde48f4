"""Everything that one database does and another does not: the rest of the store speaks to both alike.

SQLite is the default. On PostgreSQL create the database with the "C" collation: the record's order of texts
is that of their code points.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Dialect, Engine, Table, Text, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.pool import QueuePool
from sqlalchemy.types import TypeDecorator

APPLICATION_ID = 0x52505444
"""What the header of a SQLite file says when the file is a record ("RPTD")."""

_MAGIC = b"SQLite format 3\x00"
_HEADER_BYTES = 100
_CACHE_KIB = 65536
_MAPPED_BYTES = 0x7FFF0000
"""How much of the file is read where the system holds it, without a copy: as much as SQLite can."""


class AnyText(TypeDecorator[str]):
    """Text with any code points, NUL among them; databases that refuse NUL get it escaped."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Return what is stored."""
        if value is None or dialect.name == "sqlite":
            return value
        return value.replace("\\", "\\\\").replace("\x00", "\\0")

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Return what was given."""
        if value is None or dialect.name == "sqlite":
            return value
        return "\\".join(part.replace("\\0", "\x00") for part in value.split("\\\\"))


def insert_new(connection: Connection, table: Table) -> Any:
    """Return an INSERT that leaves rows alone whose key is already there."""
    return _insert(connection, table).on_conflict_do_nothing()


def insert_over(connection: Connection, table: Table) -> Any:
    """Return an INSERT that overwrites rows whose primary key is already there."""
    statement = _insert(connection, table)
    keys = [column.name for column in table.primary_key]
    others = {column.name: statement.excluded[column.name] for column in table.c if column.name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=others)


def insert_rows(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert many rows, given in the order of the table's columns, whose values need no conversion.

    A statement with a thousand rows costs more in its preparation than in the database.
    """
    if not rows:
        return
    compiled = table.insert().compile(dialect=connection.dialect)
    names = [column.name for column in table.columns]
    if compiled.positional:
        assert compiled.positiontup == names
        connection.exec_driver_sql(str(compiled), list(rows))
    else:
        connection.exec_driver_sql(str(compiled), [dict(zip(names, row, strict=True)) for row in rows])


def _insert(connection: Connection, table: Table) -> Any:
    """Return the database's own INSERT, which knows conflicts."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


def read_header(path: Path) -> tuple[int, int] | None:
    """Return (application id, user version) of a SQLite file without opening it as one; None for others.

    Raises OSError where the file cannot be read.
    """
    with path.open("rb") as stream:
        header = stream.read(_HEADER_BYTES)
    if len(header) < _HEADER_BYTES or not header.startswith(_MAGIC):
        return None
    return int.from_bytes(header[68:72], "big"), int.from_bytes(header[60:64], "big", signed=True)


def stamp(connection: Connection, version: int) -> None:
    """Mark the open database as a record of this format, inside the running transaction."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID:d}")
        connection.exec_driver_sql(f"PRAGMA user_version = {version:d}")


def log_ahead(engine: Engine) -> None:
    """Turn on write-ahead logging, so that others read while one writes.

    Where the file system cannot do it, or another process has the file open before it is on, the database
    keeps its ordinary journal until it is next opened for writing.
    """
    if engine.dialect.name != "sqlite":
        return
    raw = engine.raw_connection()
    try:
        with suppress(sqlite3.OperationalError):
            raw.cursor().execute("PRAGMA journal_mode = WAL")
    finally:
        raw.close()


def has_log(path: Path) -> bool:
    """Return whether a write-ahead log lies beside the file: somebody writes now, or was killed writing."""
    return path.with_name(path.name + "-wal").exists()


def has_journal(path: Path) -> bool:
    """Return whether a rollback journal lies beside the file: its first transaction is not finished."""
    return path.with_name(path.name + "-journal").exists()


def sqlite_engine(path: Path, *, mode: str, immutable: bool, wait_s: float, mapped: bool = False) -> Engine:
    """Return an engine on one SQLite file. Opens nothing yet.

    ``mode`` is SQLite's: "rwc" creates, "rw" and "ro" do not. ``immutable`` reads without locks and side
    files. ``wait_s`` is how long, in seconds, to wait for another process's lock. ``mapped`` maps the file
    into memory.
    """
    address = f"file:{quote(os.fsencode(path.absolute()))}?mode={mode}" + (
        "&immutable=1" if immutable else ""
    )

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(
            address, uri=True, timeout=wait_s, isolation_level=None, check_same_thread=False
        )

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)
    event.listen(engine, "connect", _prepare(read_only=mode == "ro", mapped=mapped))
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(*, read_only: bool, mapped: bool) -> Callable[[sqlite3.Connection, object], None]:
    """Return what is done to each new connection."""

    def prepare(connection: sqlite3.Connection, _: object) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute(f"PRAGMA cache_size = -{_CACHE_KIB:d}")
        cursor.execute("PRAGMA temp_store = MEMORY")
        if mapped:
            cursor.execute(f"PRAGMA mmap_size = {_MAPPED_BYTES:d}")
        if not read_only:
            cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.close()

    return prepare


def _begin(connection: Connection) -> None:
    """Open the transaction ourselves: the driver would open it only at the first change."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
