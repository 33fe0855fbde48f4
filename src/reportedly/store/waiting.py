"""The incidents that wait for a person, in the order in which they should be looked at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, tuple_

from reportedly.store.batches import batches
from reportedly.store.schema import WAITING

_WHY = msgspec.json.Decoder(tuple[str, ...])

Place = tuple[float, str]
"""Where an incident stands in the queue: its value, negative, and its id."""


@dataclass(frozen=True, slots=True)
class Turn:
    """An incident that waits: its id, its value, and what makes it up in words."""

    incident_id: str
    value: float
    why: tuple[str, ...]

    @property
    def place(self) -> Place:
        """Where it stands in the queue."""
        return -self.value, self.incident_id


def keep_turns(connection: Connection, turns: Mapping[str, Turn | None]) -> None:
    """Keep what these incidents' turns are now, by id; None for one that does not wait."""
    for piece in batches(sorted(turns)):
        connection.execute(delete(WAITING).where(WAITING.c.incident_id.in_(piece)))
    rows = [
        {"incident_id": each, "rank": -turn.value, "why": msgspec.json.encode(turn.why).decode()}
        for each, turn in sorted(turns.items())
        if turn is not None
    ]
    if rows:
        connection.execute(insert(WAITING), rows)


def turns(connection: Connection, *, limit: int | None, after: Place | None = None) -> tuple[Turn, ...]:
    """Return the next turns, the most valuable first, then by id; those behind ``after``."""
    place = (WAITING.c.rank, WAITING.c.incident_id)
    query = select(WAITING).order_by(*place).limit(limit)
    if after is not None:
        query = query.where(tuple_(*place) > tuple_(*after))
    return tuple(Turn(row.incident_id, -row.rank, _WHY.decode(row.why)) for row in connection.execute(query))


def count_waiting(connection: Connection, but: Iterable[str] = ()) -> int:
    """Return how many incidents wait, those ``but`` these ids."""
    number = connection.scalar(select(func.count()).select_from(WAITING)) or 0
    left_out = 0
    for piece in batches(sorted(set(but))):
        inside = select(func.count()).select_from(WAITING).where(WAITING.c.incident_id.in_(piece))
        left_out += connection.scalar(inside) or 0
    return number - left_out
