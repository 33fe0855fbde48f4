"""The index of lineage: what keys lead to, and every report as lineage compares it.

Postings of either kind lie in sorted runs, cut into ``PARTS`` by their highest bits; new ones make a run of
their own, and runs that have grown alike are merged (O'Neil et al., "The log-structured merge-tree", 1996).
So a batch touches few rows and reads them as whole arrays. All of it stands in the record's own tables: a
batch is in the index exactly if it is in the record.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Row, delete, func, insert, select

from reportedly.store.batches import batches
from reportedly.store.schema import LINEAGE_KEYS, LINEAGE_REPORTS, REPORTS
from reportedly.terms.lineage import Passage
from reportedly.terms.spans import Span

Keys = NDArray[np.uint32]
Values = NDArray[np.int64]
Merge = Callable[[Sequence[tuple[Keys, Values]]], tuple[Keys, Values]]
"""Several sorted runs -> one."""


class Kind(Enum):
    """What keys lead to."""

    PRINTINGS = 0
    """Keys of digests, to 48 bits: a report's number and a place in it."""
    PHRASES = 1
    """Fingerprints, to keys of digests."""


PARTS = 64
_SHIFT = 26
_PLACES = 16
GROWN = 3
"""A run is merged with the one before it unless that is more than so many times as large."""
_NARROW = 1 << 16


@dataclass(frozen=True, slots=True)
class Kept:
    """A report as the index keeps it; ``starts`` and ``ends`` in code points, ``facts`` as bytes.

    ``order`` sorts by precedence; ``credits`` are outlets, a line each.
    """

    number: int
    report_id: str
    facts: bytes
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    digests: tuple[str, ...]
    words: tuple[str, ...]
    order: str = ""
    credits: str = ""


def next_number(connection: Connection) -> int:
    """Return the number that the next report of the index gets."""
    highest = connection.scalar(select(func.max(LINEAGE_REPORTS.c.number)))
    return 0 if highest is None else int(highest) + 1


def index_reports(connection: Connection, kept: Iterable[Kept]) -> None:
    """Keep reports; those of a number that is already there raise."""
    rows = [
        {
            "number": each.number,
            "report_id": each.report_id,
            "order": each.order,
            "credits": each.credits,
            "body": _packed(each),
        }
        for each in kept
    ]
    if rows:
        connection.execute(insert(LINEAGE_REPORTS), rows)


def indexed(connection: Connection, numbers: Iterable[int]) -> Iterator[Kept]:
    """Yield the reports of these numbers."""
    for piece in batches(sorted(set(numbers))):
        query = select(LINEAGE_REPORTS).where(LINEAGE_REPORTS.c.number.in_(piece))
        for row in connection.execute(query).all():
            yield _unpacked(row)


def standing(connection: Connection) -> Iterator[tuple[int, str, str]]:
    """Yield number, order and credits of every report of the index, by number."""
    columns = LINEAGE_REPORTS.c
    query = select(columns.number, columns.order, columns.credits).order_by(columns.number)
    yield from ((row.number, row.order, row.credits) for row in connection.execute(query))


def numbers_of(connection: Connection, report_ids: Iterable[str]) -> dict[str, int]:
    """Return the number of each of these reports that the index holds."""
    found: dict[str, int] = {}
    for piece in batches(sorted(set(report_ids))):
        query = select(LINEAGE_REPORTS.c.report_id, LINEAGE_REPORTS.c.number).where(
            LINEAGE_REPORTS.c.report_id.in_(piece)
        )
        found.update((row[0], row[1]) for row in connection.execute(query))
    return found


def not_indexed(connection: Connection) -> list[str]:
    """Return the ids of kept reports that the index lacks, in the record's order: mostly none."""
    if connection.scalar(select(func.count()).select_from(REPORTS)) == connection.scalar(
        select(func.count()).select_from(LINEAGE_REPORTS)
    ):
        return []
    absent = ~select(LINEAGE_REPORTS.c.number).where(LINEAGE_REPORTS.c.report_id == REPORTS.c.id).exists()
    return list(connection.scalars(select(REPORTS.c.id).where(absent).order_by(REPORTS.c.canonical)))


class _Text(msgspec.Struct):
    """Of a kept report its text alone."""

    text: str


_TEXT = msgspec.json.Decoder(_Text)


def texts_of(connection: Connection, report_ids: Iterable[str]) -> dict[str, str]:
    """Return the texts of these reports."""
    found: dict[str, str] = {}
    for piece in batches(sorted(set(report_ids))):
        query = select(REPORTS.c.id, REPORTS.c.body).where(REPORTS.c.id.in_(piece))
        found.update((row[0], _TEXT.decode(row[1]).text) for row in connection.execute(query))
    return found


def passages(connection: Connection, report_id: str) -> tuple[Passage, ...]:
    """Return the passages of one report in text order."""
    query = select(LINEAGE_REPORTS).where(LINEAGE_REPORTS.c.report_id == report_id)
    found = []
    for row in connection.execute(query).all():
        kept = _unpacked(row)
        places = zip(kept.starts, kept.ends, kept.digests, kept.words, strict=True)
        found += [Passage(Span(report_id, a, b), digest, len(words)) for a, b, digest, words in places]
    return tuple(found)


def add_postings(connection: Connection, kind: Kind, run: tuple[Keys, Values], merge: Merge) -> None:
    """Add postings, given in ascending order of their keys, as the youngest run."""
    keys, values = run
    bounds = _bounds(keys)
    for part in range(PARTS):
        first, after = bounds[part], bounds[part + 1]
        if first < after:
            _add(connection, PARTS * kind.value + part, (keys[first:after], values[first:after]), merge)


def runs(
    connection: Connection, kind: Kind, keys: Keys
) -> Iterator[tuple[int, int, Iterator[tuple[Keys, Values]]]]:
    """Yield for each part of ``keys`` (ascending) where it begins and ends among them, and the part's runs.

    No more than one run is in memory at a time.
    """
    bounds = _bounds(keys)
    for part in range(PARTS):
        first, after = bounds[part], bounds[part + 1]
        if first < after:
            yield first, after, _runs(connection, PARTS * kind.value + part)


def _bounds(keys: Keys) -> list[int]:
    """Return where each part begins among ascending keys, and their end."""
    edges = np.arange(1, PARTS, dtype=np.uint64) << np.uint64(_SHIFT)
    return [0, *np.searchsorted(keys, edges.astype(np.uint32), "left").tolist(), len(keys)]


def _runs(connection: Connection, part: int, youngest: int = 0) -> Iterator[tuple[Keys, Values]]:
    """Yield the runs of one part from this one on, oldest first."""
    columns = LINEAGE_KEYS.c
    query = (
        select(columns["keys"], columns["values"])
        .where((columns.part == part) & (columns.run >= youngest))
        .order_by(columns.run)
    )
    for keys, values in connection.execute(query):
        yield _read_keys(keys), _read_values(values, part)


def _add(connection: Connection, part: int, added: tuple[Keys, Values], merge: Merge) -> None:
    """Add a run to a part, merged with as many of its youngest runs as are not much larger."""
    there = connection.execute(
        select(LINEAGE_KEYS.c.run, LINEAGE_KEYS.c.size)
        .where(LINEAGE_KEYS.c.part == part)
        .order_by(LINEAGE_KEYS.c.run.desc())
    ).all()
    size, joined = len(added[0]), []
    for run, held in there:
        if held > GROWN * size:
            break
        size += held
        joined.append(run)
    number = (joined[-1] if joined else there[0][0] + 1) if there else 0
    if joined:
        added = merge([*_runs(connection, part, number), added])
        own = (LINEAGE_KEYS.c.part == part) & (LINEAGE_KEYS.c.run >= number)
        connection.execute(delete(LINEAGE_KEYS).where(own))
    keys, values = added
    row = {"part": part, "run": number, "size": len(keys)}
    row |= {"keys": _keys(keys), "values": _values(values, part)}
    connection.execute(insert(LINEAGE_KEYS), [row])


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


def _values(values: Values, part: int) -> bytes:
    """Return values as they are stored: of printings all numbers of reports, then all places in them."""
    if part >= PARTS:
        return values.astype("<u4").tobytes()
    return (values >> _PLACES).astype("<u4").tobytes() + (values & 0xFFFF).astype("<u2").tobytes()


def _read_values(stored: bytes, part: int) -> Values:
    """Return values as they were given."""
    if part >= PARTS:
        return np.frombuffer(stored, dtype="<u4").astype(np.int64)
    count = len(stored) // 6
    numbers = np.frombuffer(stored, dtype="<u4", count=count).astype(np.int64)
    values: Values = (numbers << _PLACES) | np.frombuffer(stored, dtype="<u2", offset=4 * count)
    return values


def _packed(kept: Kept) -> bytes:
    """Return a report as it is stored."""
    lengths = [end - start for start, end in zip(kept.starts, kept.ends, strict=True)]
    columns = (
        kept.facts,
        np.array(kept.starts, dtype="<u4").tobytes(),
        np.array(lengths, dtype="<u2" if max(lengths, default=0) < _NARROW else "<u4").tobytes(),
        np.array([int(digest, 16) for digest in kept.digests], dtype="<u8").tobytes(),
        "\0".join(kept.words).encode("utf-16-le"),
    )
    return msgspec.msgpack.encode(columns)


def _unpacked(row: Row[Any]) -> Kept:
    """Return a report as it was given."""
    facts, starts, lengths, digests, words = _COLUMNS.decode(row.body)
    begun = np.frombuffer(starts, dtype="<u4").astype(np.int64)
    wide = len(lengths) == len(starts)
    ended = begun + np.frombuffer(lengths, dtype="<u4" if wide and len(starts) else "<u2")
    told = np.frombuffer(digests, dtype="<u8").tolist()
    return Kept(
        row.number,
        row.report_id,
        facts,
        tuple(begun.tolist()),
        tuple(ended.tolist()),
        tuple(f"{digest:016x}" for digest in told),
        tuple(words.decode("utf-16-le").split("\0")) if told else (),
        row.order,
        row.credits,
    )


_COLUMNS = msgspec.msgpack.Decoder(tuple[bytes, bytes, bytes, bytes, bytes])
