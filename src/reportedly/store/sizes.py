"""How much the record holds."""

from dataclasses import dataclass

from sqlalchemy import Connection, Table, func, select

from reportedly.store.dialects import insert_over
from reportedly.store.schema import (
    COPIES,
    EVENTS,
    INCIDENTS,
    INPUTS,
    JUDGEMENTS,
    META,
    REPORTS,
    STATEMENTS,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """Rows of each kind. ``inputs`` is the sum of those that became reports and ``problems``."""

    inputs: int
    read: int
    """Inputs that became a report."""
    problems: int
    reports: int
    """Distinct reports: fewer than ``read`` where one report came from several addresses."""
    copies: int
    statements: int
    events: int
    incidents: int
    judgements: int


def sizes(connection: Connection) -> Sizes:
    """Return how many of everything there are."""
    outcomes = {
        row[0]: row[1]
        for row in connection.execute(select(INPUTS.c.outcome, func.count()).group_by(INPUTS.c.outcome))
    }
    return Sizes(
        inputs=sum(outcomes.values()),
        read=outcomes.get("report", 0),
        problems=outcomes.get("problem", 0),
        reports=_rows(connection, REPORTS),
        copies=_rows(connection, COPIES),
        statements=_rows(connection, STATEMENTS),
        events=_rows(connection, EVENTS),
        incidents=_rows(connection, INCIDENTS),
        judgements=_rows(connection, JUDGEMENTS),
    )


def settings(connection: Connection) -> dict[str, str]:
    """Return what the record says of itself: its format, and what runs noted."""
    return {row.key: row.value for row in connection.execute(select(META).order_by(META.c.key))}


def note_setting(connection: Connection, key: str, value: str) -> None:
    """Note a run's setting, such as the reader's version; raises ValueError for the record's own keys."""
    if key in {"format", "program"}:
        raise ValueError(f"{key} is the record's own")
    connection.execute(insert_over(connection, META), [{"key": key, "value": value}])


def _rows(connection: Connection, table: Table) -> int:
    """Return how many rows a table has."""
    return connection.scalar(select(func.count()).select_from(table)) or 0
