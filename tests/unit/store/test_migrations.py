"""The formats of the record."""

import hashlib
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import Connection, insert, select, text

from reportedly.store.dialects import sqlite_engine
from reportedly.store.incidents import incidents
from reportedly.store.migrations import MIGRATIONS, migrate, read_format
from reportedly.store.record import Record, reading, writing
from reportedly.store.retired import FIRST_LINEAGE
from reportedly.store.rollups import stale_ids
from reportedly.store.schema import INCIDENTS, LINEAGE_KEYS, LINEAGE_REPORTS, METADATA
from reportedly.store.searching import TABLES
from reportedly.store.sizes import note_setting, settings

from .making import make_incident

# fmt: off
LATER = {
    "sayings", "proposals", "second_readings", "lineage_reports", "lineage_keys", "decisions",
    "decided_events", "rollup_stale", "rollup_slots", "rollup_terms", "rollup_chunks", "waiting",
    "decided_statements", "decided_mentions", "decided_links", "machine_events", "machine_copies",
}
# fmt: on
FIRST = (set(METADATA.tables) - LATER) | {table.name for table in FIRST_LINEAGE}
"""The tables of format 1."""


def test_a_failing_migration_leaves_the_format_before_it(record: Record) -> None:
    """An update that breaks half-way must not leave a record that no version can read."""

    def add_table(connection: Connection) -> None:
        connection.execute(text("CREATE TABLE extra (x TEXT)"))

    def fail(connection: Connection) -> None:
        connection.execute(text("CREATE TABLE more (x TEXT)"))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        migrate(record.engine, (*MIGRATIONS, add_table, fail))
    with reading(record) as connection:
        tables = set(connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")))
        assert read_format(connection) == len(MIGRATIONS) + 1
        assert connection.scalar(text("PRAGMA user_version")) == len(MIGRATIONS) + 1
    assert "extra" in tables
    assert "more" not in tables
    assert migrate(record.engine, (*MIGRATIONS, add_table)) == 0


def test_migrations_lead_to_the_tables_in_use(record: Record) -> None:
    """The tables that the code speaks of and those that a record has are the same."""
    with reading(record) as connection:
        tables = set(connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")))
    assert tables == set(METADATA.tables) | TABLES


def test_the_first_format_is_never_changed(tmp_path: Path) -> None:
    """Records lie on other people's disks: a changed table needs a new migration, not a new first one."""
    engine = sqlite_engine(tmp_path / "first.db", mode="rwc", immutable=False, wait_s=1.0)
    migrate(engine, MIGRATIONS[:1])
    with engine.connect() as connection:
        laid = []
        for table in sorted(FIRST):
            for told in ("table_info", "foreign_key_list", "index_list"):
                rows = connection.exec_driver_sql(f"PRAGMA {told}({table})").all()
                laid.append(f"{table} {told} {sorted(str(row[1:]) for row in rows)}")
    assert hashlib.sha256("\n".join(laid).encode()).hexdigest()[:16] == "76885c1d38a4ae13"


def test_settings_are_noted_and_the_records_own_are_kept(record: Record) -> None:
    """A record says with what it was made; its format cannot be overwritten by a run."""
    with writing(record) as connection:
        note_setting(connection, "reader", "rules/1")
        note_setting(connection, "reader", "rules/2")
        with pytest.raises(ValueError, match="own"):
            note_setting(connection, "format", "7")
    with reading(record) as connection:
        assert settings(connection) == {
            "format": str(len(MIGRATIONS)),
            "program": "reportedly",
            "reader": "rules/2",
        }


def test_incidents_from_before_there_was_review_are_unreviewed(tmp_path: Path) -> None:
    """Records that lie on disks already called what nobody had reviewed by another name."""
    engine = sqlite_engine(tmp_path / "old.db", mode="rwc", immutable=False, wait_s=1.0)
    migrate(engine, MIGRATIONS[:4])
    said = replace(make_incident(1, ()), title='a sign reads "status":"open"')
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        row = {"id": said.id, "canonical": said.id, "body": msgspec.json.encode(said).decode()}
        connection.execute(insert(INCIDENTS), [row])
    migrate(engine)
    with engine.connect() as connection:
        (found,) = incidents(connection)
        marked = stale_ids(connection)

    assert (found.status, found.title) == ("unreviewed", said.title)
    assert marked == (said.id,), "what was kept before there were roll-ups is counted from the incidents"


@pytest.mark.parametrize("format_", [8, 9])
def test_an_index_made_otherwise_is_made_again(tmp_path: Path, format_: int) -> None:
    """Digests of two kinds in one index, or reports' places among numbers of passages, would hide every copy
    of what an earlier program had read, or name false ones."""
    engine = sqlite_engine(tmp_path / "old.db", mode="rwc", immutable=False, wait_s=1.0)
    migrate(engine, MIGRATIONS[:format_])
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        run = {"part": 0, "run": 0, "size": 1, "keys": b"", "values": b""}
        connection.execute(insert(LINEAGE_KEYS), [run])
        connection.execute(text("ALTER TABLE lineage_reports DROP COLUMN passages"))
    migrate(engine)
    with engine.connect() as connection:
        assert connection.execute(select(LINEAGE_KEYS)).all() == []
        assert connection.execute(select(LINEAGE_REPORTS)).all() == []
