"""The reports of the index of lineage, each as it is compared, packed; its postings lie in ``postings``."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Row, func, insert, select

from reportedly.store.batches import batches
from reportedly.store.schema import LINEAGE_REPORTS, REPORTS
from reportedly.terms.lineage import Passage
from reportedly.terms.spans import Span

_NARROW = 1 << 16


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """A report as the index keeps it; ``starts`` and ``ends`` of its passages in code points, ``facts`` as
    bytes.

    The words of passage i are ``codes[first[i]]`` up to ``codes[first[i + 1]]``. ``order`` sorts by
    precedence; ``credits`` are outlets, a line each.
    """

    number: int
    report_id: str
    facts: bytes
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    digests: NDArray[np.uint64]
    first: NDArray[np.int64]
    codes: NDArray[np.uint16]
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
            "passages": len(each.starts),
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


def standing(connection: Connection) -> Iterator[tuple[int, str, str, int]]:
    """Yield number, order, credits and number of passages of every report of the index, by number."""
    columns = LINEAGE_REPORTS.c
    query = select(columns.number, columns.order, columns.credits, columns.passages)
    yield from map(tuple, connection.execute(query.order_by(columns.number)))


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
        words = np.diff(kept.first).tolist()
        places = zip(kept.starts.tolist(), kept.ends.tolist(), kept.digests.tolist(), words, strict=True)
        found += [Passage(Span(report_id, a, b), f"{digest:016x}", count) for a, b, digest, count in places]
    return tuple(found)


def _packed(kept: Kept) -> bytes:
    """Return a report as it is stored."""
    columns = (
        kept.facts,
        kept.starts.astype("<u4").tobytes(),
        _narrow(kept.ends - kept.starts),
        kept.digests.astype("<u8").tobytes(),
        _narrow(np.diff(kept.first)),
        kept.codes.astype("<u2").tobytes(),
    )
    return msgspec.msgpack.encode(columns)


def _narrow(numbers: NDArray[np.int64]) -> bytes:
    """Return numbers, in two bytes each where they fit, else in four."""
    return numbers.astype("<u2" if not len(numbers) or int(numbers.max()) < _NARROW else "<u4").tobytes()


def _unpacked(row: Row[Any]) -> Kept:
    """Return a report as it was given."""
    facts, starts, lengths, digests, words, codes = _COLUMNS.decode(row.body)
    begun = np.frombuffer(starts, dtype="<u4").astype(np.int64)
    sizes, counts = (
        np.frombuffer(each, dtype="<u4" if len(each) == len(starts) else "<u2") for each in (lengths, words)
    )
    return Kept(
        row.number,
        row.report_id,
        facts,
        begun,
        begun + sizes,
        np.frombuffer(digests, dtype="<u8").astype(np.uint64),
        np.concatenate([np.zeros(1, np.int64), np.cumsum(counts, dtype=np.int64)]),
        np.frombuffer(codes, dtype="<u2").astype(np.uint16),
        row.order,
        row.credits,
    )


_COLUMNS = msgspec.msgpack.Decoder(tuple[bytes, bytes, bytes, bytes, bytes, bytes])
