"""The postings of lineage: what keys lead to, in sorted runs.

New postings make a run of their own, and runs that have grown alike are merged (O'Neil et al., "The
log-structured merge-tree", 1996). The record's own table holds all of them: a batch is in the index exactly
if it is in the record. A process has the same runs at hand as plain arrays, the large ones in files of its
own that nobody else sees and that go with it: so a batch is looked up without reading the index, and memory
does not grow with the record.
"""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, delete, insert, select

from reportedly.store.schema import LINEAGE_KEYS

Keys = NDArray[np.uint32]
Values = NDArray[np.uint32]
Merge = Callable[[Sequence[tuple[Keys, Values]]], tuple[Keys, Values]]
"""Several sorted runs -> one."""


class Kind(Enum):
    """What keys lead to."""

    PRINTINGS = 0
    """Keys of digests, to the passages that have them."""
    PHRASES = 1
    """Fingerprints, to the first passages that hold them."""


PIECES = 64
"""Rows that a run may lie in: the numbers of ``part`` that a kind has."""
PIECE = 1 << 18
"""Postings in a row of a run, unless it has so many that they need more in each."""
GROWN = 3
"""A run is merged with the one before it unless that is more than so many times as large."""
IN_MEMORY = 1 << 14
"""Postings of a run that is kept in memory; larger ones lie in a file."""
_NARROW = 1 << 16


@dataclass(frozen=True, slots=True)
class _Run:
    """One run: its number in the record, and its postings."""

    number: int
    keys: Keys
    values: Values


@dataclass(slots=True)
class Postings:
    """The runs as a process has them, of each kind the oldest first; all can be read again."""

    _runs: dict[Kind, list[_Run]] = field(default_factory=lambda: {kind: [] for kind in Kind})

    def runs(self, kind: Kind) -> Iterator[tuple[Keys, Values]]:
        """Yield the runs of a kind, oldest first."""
        yield from ((run.keys, run.values) for run in self._runs[kind])

    def settle(self, connection: Connection) -> None:
        """Read the runs again unless they are those of the record."""
        columns = LINEAGE_KEYS.c
        there: dict[tuple[Kind, int], int] = {}
        for part, number, size in connection.execute(select(columns.part, columns.run, columns.size)):
            kind = Kind(part // PIECES)
            there[kind, number] = there.get((kind, number), 0) + size
        here = {(kind, run.number): len(run.keys) for kind in Kind for run in self._runs[kind]}
        if here != there:
            self._runs = {kind: [*_read(connection, kind)] for kind in Kind}

    def add(self, connection: Connection, kind: Kind, added: tuple[Keys, Values], merge: Merge) -> None:
        """Add postings, given in ascending order of their keys, to those of the record and to these."""
        if not len(added[0]):
            return
        held, size, joined = self._runs[kind], len(added[0]), 0
        for run in reversed(held):
            if len(run.keys) > GROWN * size:
                break
            size += len(run.keys)
            joined += 1
        number = held[-joined].number if joined else (held[-1].number + 1 if held else 0)
        young = held[len(held) - joined :]
        if young:
            added = merge([*((run.keys, run.values) for run in young), added])
            own = LINEAGE_KEYS.c.part.between(PIECES * kind.value, PIECES * kind.value + PIECES - 1)
            connection.execute(delete(LINEAGE_KEYS).where(own & (LINEAGE_KEYS.c.run >= number)))
        connection.execute(insert(LINEAGE_KEYS), [*_rows(kind, number, added)])
        held[len(held) - joined :] = [_Run(number, _laid(added[0]), _laid(added[1]))]


def _laid(column: NDArray[Any]) -> NDArray[Any]:
    """Return the same column, in a file where it is large."""
    if len(column) <= IN_MEMORY:
        return column
    with tempfile.TemporaryFile() as file:
        column.tofile(file)
        file.flush()
        return np.asarray(np.memmap(file, dtype=column.dtype, mode="r", shape=column.shape))


def _rows(kind: Kind, number: int, added: tuple[Keys, Values]) -> Iterator[dict[str, int | bytes]]:
    """Yield the rows of a run."""
    keys, values = added
    step = max(PIECE, -(-len(keys) // PIECES))
    for piece, at in enumerate(range(0, len(keys), step)):
        some, led = keys[at : at + step], values[at : at + step]
        row: dict[str, int | bytes] = {"part": PIECES * kind.value + piece, "run": number, "size": len(some)}
        yield row | {"keys": _keys(some), "values": led.astype("<u4").tobytes()}


def _read(connection: Connection, kind: Kind) -> Iterator[_Run]:
    """Yield the runs of the record, oldest first."""
    columns = LINEAGE_KEYS.c
    own = columns.part.between(PIECES * kind.value, PIECES * kind.value + PIECES - 1)
    numbers = connection.scalars(select(columns.run).where(own).distinct().order_by(columns.run)).all()
    for number in numbers:
        query = select(columns["keys"], columns["values"]).where(own & (columns.run == number))
        rows = connection.execute(query.order_by(columns.part)).all()
        keys = np.concatenate([_read_keys(row[0]) for row in rows])
        values = np.concatenate([np.frombuffer(row[1], dtype="<u4") for row in rows]).astype(np.uint32)
        yield _Run(number, _laid(keys), _laid(values))


def _keys(keys: Keys) -> bytes:
    """Return ascending keys as they are stored: the first, then the steps, in two bytes where they fit."""
    steps = np.diff(keys)
    narrow = not len(steps) or int(steps.max()) < _NARROW
    return (
        keys[:1].astype("<u4").tobytes()
        + bytes([narrow])
        + steps.astype("<u2" if narrow else "<u4").tobytes()
    )


def _read_keys(stored: bytes) -> Keys:
    """Return keys as they were given."""
    steps = np.frombuffer(stored, dtype="<u2" if stored[4] else "<u4", offset=5).astype(np.uint32)
    keys = np.empty(len(steps) + 1, dtype=np.uint32)
    keys[0] = int.from_bytes(stored[:4], "little")
    np.cumsum(steps, out=keys[1:], dtype=np.uint32)
    keys[1:] += keys[0]
    return keys
