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
    """A report as the index keeps it; ``starts`` and ``ends`` in code points, ``facts`` as bytes.

    ``order`` sorts by precedence; ``credits`` are outlets, a line each.
    """

    number: int
    report_id: str
    facts: bytes
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    digests: NDArray[np.uint64]
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
        places = zip(kept.starts.tolist(), kept.ends.tolist(), kept.digests.tolist(), kept.words, strict=True)
        found += [
            Passage(Span(report_id, a, b), f"{digest:016x}", len(words)) for a, b, digest, words in places
        ]
    return tuple(found)


def _packed(kept: Kept) -> bytes:
    """Return a report as it is stored."""
    lengths = kept.ends - kept.starts
    columns = (
        kept.facts,
        kept.starts.astype("<u4").tobytes(),
        lengths.astype("<u2" if not len(lengths) or int(lengths.max()) < _NARROW else "<u4").tobytes(),
        kept.digests.astype("<u8").tobytes(),
        "\0".join(kept.words).encode("utf-16-le"),
    )
    return msgspec.msgpack.encode(columns)


def _unpacked(row: Row[Any]) -> Kept:
    """Return a report as it was given."""
    facts, starts, lengths, digests, words = _COLUMNS.decode(row.body)
    begun = np.frombuffer(starts, dtype="<u4").astype(np.int64)
    wide = len(lengths) == len(starts) and len(starts) > 0
    return Kept(
        row.number,
        row.report_id,
        facts,
        begun,
        begun + np.frombuffer(lengths, dtype="<u4" if wide else "<u2"),
        np.frombuffer(digests, dtype="<u8").astype(np.uint64),
        tuple(words.decode("utf-16-le").split("\0")) if digests else (),
        row.order,
        row.credits,
    )


_COLUMNS = msgspec.msgpack.Decoder(tuple[bytes, bytes, bytes, bytes, bytes])
