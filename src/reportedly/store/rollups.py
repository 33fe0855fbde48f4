"""The register rolled up: one number for each value, in columns, so that a million incidents count at once.

An incident stands in one slot of every column. A column holds codes of ``ROLLUP_TERMS``, or times, packed in
stretches of ``CHUNK`` slots. What changed since it was folded in is named in ``ROLLUP_STALE``: whoever counts
looks at those incidents themselves, so that an answer never depends on when it was folded.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, delete, func, insert, select, update

from reportedly.store.batches import batches
from reportedly.store.dialects import insert_new, insert_over
from reportedly.store.packing import joined, narrowed
from reportedly.store.schema import (
    INCIDENT_EVENTS,
    INCIDENTS,
    ROLLUP_CHUNKS,
    ROLLUP_SLOTS,
    ROLLUP_STALE,
    ROLLUP_TERMS,
    WAITING,
)

CHUNK = 4096
"""Slots in one stretch of a column."""
_LIVE = "live"
"""The column that tells which slots hold an incident."""

Codes = NDArray[Any]
"""Codes, in as few bytes as hold the greatest."""
Moments = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the roll-up holds of one incident: its values by column, of ``single`` columns one, of ``several``
    columns any number (each once); ``moments`` are whole numbers that need no code. ``kin`` leads from each
    value of a column to what it means in another: (column, other column) to its values.
    """

    single: Mapping[str, str]
    several: Mapping[str, tuple[str, ...]]
    moments: Mapping[str, int]
    kin: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)


def mark_stale(connection: Connection, incident_ids: Iterable[str]) -> None:
    """Note that these incidents are not as the roll-up has them."""
    rows = [{"incident_id": each} for each in sorted(set(incident_ids))]
    if rows:
        connection.execute(insert_new(connection, ROLLUP_STALE), rows)


def mark_homes_stale(connection: Connection, event_ids: Iterable[str]) -> None:
    """Note that the incidents of these events are not as the roll-up has them."""
    for piece in batches(sorted(set(event_ids))):
        homes = select(INCIDENT_EVENTS.c.incident_id).where(INCIDENT_EVENTS.c.event_id.in_(piece)).distinct()
        mark_stale(connection, connection.scalars(homes).all())


def mark_all_stale(connection: Connection) -> None:
    """Empty the roll-up and the queue, so that all of it is folded in anew."""
    for table in (ROLLUP_CHUNKS, ROLLUP_SLOTS, ROLLUP_TERMS, ROLLUP_STALE, WAITING):
        connection.execute(delete(table))
    connection.execute(insert(ROLLUP_STALE).from_select(["incident_id"], select(INCIDENTS.c.id)))


def stale_ids(connection: Connection, most: int | None = None) -> tuple[str, ...]:
    """Return the incidents that the roll-up does not have as they are, sorted, at most ``most``."""
    column = ROLLUP_STALE.c.incident_id
    return tuple(connection.scalars(select(column).order_by(column).limit(most)))


def fold_in(connection: Connection, found: Mapping[str, Facts | None]) -> None:
    """Put these incidents into the columns as they are now, None for one that is no more; they are no longer
    stale.
    """
    gone = [each for each in sorted(found) if found[each] is None]
    kept = {each: facts for each in sorted(found) if (facts := found[each]) is not None}
    slots = slots_of(connection, found)
    freed = {each: slots[each] for each in gone if each in slots}
    for piece in batches(sorted(freed.values())):
        connection.execute(
            update(ROLLUP_SLOTS).where(ROLLUP_SLOTS.c.slot.in_(piece)).values(incident_id=None)
        )
    slots |= _give_slots(connection, [each for each in kept if each not in slots])
    _write(connection, {slots[each]: facts for each, facts in kept.items()}, set(freed.values()))
    for done in batches(sorted(found)):
        connection.execute(delete(ROLLUP_STALE).where(ROLLUP_STALE.c.incident_id.in_(done)))


def slots_of(connection: Connection, incident_ids: Iterable[str]) -> dict[str, int]:
    """Return the slots of these incidents, by id; those that have none are left out."""
    found: dict[str, int] = {}
    for piece in batches(sorted(set(incident_ids))):
        rows = connection.execute(select(ROLLUP_SLOTS).where(ROLLUP_SLOTS.c.incident_id.in_(piece)))
        found.update((row.incident_id, row.slot) for row in rows)
    return found


def ids_at(connection: Connection, slots: Iterable[int]) -> dict[int, str]:
    """Return the incidents in these slots, by slot."""
    found: dict[int, str] = {}
    for piece in batches(slots):
        rows = select(ROLLUP_SLOTS).where(ROLLUP_SLOTS.c.slot.in_(piece))
        found.update((row.slot, row.incident_id) for row in connection.execute(rows))
    return found


def terms_of(connection: Connection, column: str) -> tuple[str, ...]:
    """Return the values of a column by code."""
    query = select(ROLLUP_TERMS.c.value).where(ROLLUP_TERMS.c.column == column).order_by(ROLLUP_TERMS.c.code)
    return tuple(connection.scalars(query))


def terms_at(connection: Connection, column: str, codes: Iterable[int]) -> dict[int, str]:
    """Return the values of these codes of a column, by code."""
    found: dict[int, str] = {}
    for piece in batches(sorted(set(codes))):
        query = select(ROLLUP_TERMS.c.code, ROLLUP_TERMS.c.value).where(
            ROLLUP_TERMS.c.column == column, ROLLUP_TERMS.c.code.in_(piece)
        )
        found.update((row[0], row[1]) for row in connection.execute(query))
    return found


def term_count(connection: Connection, column: str) -> int:
    """Return how many codes a column has."""
    last = connection.scalar(select(func.max(ROLLUP_TERMS.c.code)).where(ROLLUP_TERMS.c.column == column))
    return 0 if last is None else int(last) + 1


def read_live(connection: Connection) -> NDArray[np.bool_]:
    """Return which slots hold an incident."""
    return np.not_equal(read_single(connection, _LIVE), 0)


def read_single(connection: Connection, column: str) -> Codes:
    """Return a column of one code a slot; what a free slot holds means nothing."""
    return joined(_bodies(connection, column), CHUNK)


def read_moments(connection: Connection, column: str) -> Moments:
    """Return a column of whole numbers; what a free slot holds means nothing."""
    return np.frombuffer(b"".join(_bodies(connection, column)), np.int64)


def read_several(connection: Connection, column: str) -> tuple[Codes, Codes]:
    """Return a column of any number of codes a slot: the slot of each code, ascending, and the codes."""
    bodies = _bodies(connection, column)
    inside = [np.frombuffer(body, np.uint16) for body in _bodies(connection, _owners(column))]
    owners = np.empty(sum(map(len, inside)), np.int32)
    begin = 0
    for chunk, own in enumerate(inside):
        np.add(own, np.int32(chunk * CHUNK), out=owners[begin : begin + len(own)], casting="unsafe")
        begin += len(own)
    return owners, joined(bodies, [len(own) for own in inside])


def read_ranks(connection: Connection, column: str) -> Codes:
    """Return, by code, the rank of each value of a column of one or several codes, in code point order."""
    return np.frombuffer(b"".join(_bodies(connection, _ranks(column))), np.int32)


def read_kin(connection: Connection, column: str, other: str) -> Codes:
    """Return, by code of a column, the code in another of what its value means there (see ``Facts.kin``)."""
    return joined(_bodies(connection, _kin(column, other)), CHUNK)


def _owners(column: str) -> str:
    """Return the name under which the slots of a column of several codes are kept."""
    return f"{column} of"


def _ranks(column: str) -> str:
    """Return the name under which the ranks of a column's values are kept."""
    return f"{column} ranks"


def _kin(column: str, other: str) -> str:
    """Return the name under which it is kept what a column's values mean in another."""
    return f"{column} as {other}"


def _bodies(connection: Connection, column: str) -> Sequence[bytes]:
    """Return the stretches of a column in order."""
    query = (
        select(ROLLUP_CHUNKS.c.body).where(ROLLUP_CHUNKS.c.column == column).order_by(ROLLUP_CHUNKS.c.chunk)
    )
    return connection.scalars(query).all()


def _give_slots(connection: Connection, incident_ids: Sequence[str]) -> dict[str, int]:
    """Return a slot for each of these incidents: free ones first, then new ones."""
    if not incident_ids:
        return {}
    free = select(ROLLUP_SLOTS.c.slot).where(ROLLUP_SLOTS.c.incident_id.is_(None))
    slots = list(connection.scalars(free.order_by(ROLLUP_SLOTS.c.slot).limit(len(incident_ids))))
    last = connection.scalar(select(func.max(ROLLUP_SLOTS.c.slot)))
    begin = 0 if last is None else int(last) + 1
    slots += range(begin, begin + len(incident_ids) - len(slots))
    given = dict(zip(incident_ids, slots, strict=True))
    rows = [{"slot": slot, "incident_id": each} for each, slot in given.items()]
    connection.execute(insert_over(connection, ROLLUP_SLOTS), rows)
    return given


def _write(connection: Connection, kept: Mapping[int, Facts], freed: set[int]) -> None:
    """Write these facts into their slots, and mark the freed ones."""
    if not kept and not freed:
        return
    live = dict.fromkeys(sorted(freed | set(kept)), 0) | dict.fromkeys(kept, 1)
    marks = np.array(list(live.values()), np.int32)
    _patch_single(connection, _LIVE, np.array(list(live), np.int64), marks)
    if not kept:
        return
    slots = np.array(sorted(kept), np.int64)
    facts = [kept[int(slot)] for slot in slots]
    for column in sorted(facts[0].single):
        values = [each.single[column] for each in facts]
        codes = _codes(connection, column, values)
        _patch_single(connection, column, slots, np.array([codes[each] for each in values], np.int32))
    for column in sorted(facts[0].moments):
        numbers = np.array([each.moments[column] for each in facts], np.int64)
        _patch_single(connection, column, slots, numbers)
    for column in sorted(facts[0].several):
        lists = [each.several[column] for each in facts]
        codes = _codes(connection, column, [value for each in lists for value in each])
        _patch_several(connection, column, slots, [[codes[value] for value in each] for each in lists])
    for column, other in sorted(facts[0].kin):
        meant = {own: far for each in facts for own, far in each.kin[column, other].items()}
        codes, others = _codes(connection, column, meant), _codes(connection, other, meant.values())
        pairs = sorted((codes[own], others[far]) for own, far in meant.items())
        at, codes_there = (np.array(side, np.int64) for side in zip(*pairs, strict=True))
        _patch_single(connection, _kin(column, other), at, codes_there.astype(np.int32))


def rank_anew(connection: Connection, columns: Iterable[str]) -> None:
    """Rank the values of these columns where some have come that are not ranked."""
    for column in columns:
        held = _body(connection, _ranks(column), 0)
        size = term_count(connection, column)
        if held is not None and len(held) == 4 * size:
            continue
        terms = terms_of(connection, column)
        ranks = np.empty(size, np.int32)
        ranks[sorted(range(size), key=terms.__getitem__)] = np.arange(size, dtype=np.int32)
        row = {"column": _ranks(column), "chunk": 0, "body": ranks.tobytes()}
        connection.execute(insert_over(connection, ROLLUP_CHUNKS), [row])


def _stretches(slots: NDArray[np.int64]) -> Iterator[tuple[int, slice]]:
    """Yield each stretch that these sorted slots touch, with the part of them that lies in it."""
    chunks = slots // CHUNK
    edges = [0, *(np.flatnonzero(chunks[1:] != chunks[:-1]) + 1).tolist(), len(slots)]
    for begin, end in pairwise(edges):
        yield int(chunks[begin]), slice(begin, end)


def _patch_single(
    connection: Connection, column: str, slots: NDArray[np.int64], values: Codes | Moments
) -> None:
    """Put values into the slots of a column of one number a slot."""
    rows = []
    for chunk, part in _stretches(slots):
        body = _body(connection, column, chunk)
        held = np.zeros(CHUNK, values.dtype)
        if body is not None:
            held[:] = np.frombuffer(body, values.dtype) if values.itemsize == 8 else joined([body], CHUNK)
        held[slots[part] - chunk * CHUNK] = values[part]
        packed = held.tobytes() if values.itemsize == 8 else narrowed(held)
        rows.append({"column": column, "chunk": chunk, "body": packed})
    connection.execute(insert_over(connection, ROLLUP_CHUNKS), rows)


def _patch_several(
    connection: Connection, column: str, slots: NDArray[np.int64], lists: Sequence[Sequence[int]]
) -> None:
    """Put lists of codes into the slots of a column of any number of codes a slot."""
    rows = []
    for chunk, part in _stretches(slots):
        owners = np.frombuffer(_body(connection, _owners(column), chunk) or b"", np.uint16)
        values = joined([_body(connection, column, chunk) or b""], [len(owners)])
        inside, fresh = slots[part] - chunk * CHUNK, lists[part]
        changed = np.zeros(CHUNK, bool)
        changed[inside] = True
        stays = ~changed[owners]
        added = np.array([code for each in fresh for code in each], np.int32)
        homes = np.repeat(inside, [len(each) for each in fresh]).astype(np.uint16)
        owners = np.concatenate([owners[stays], homes])
        order = np.argsort(owners, kind="stable")
        merged = np.concatenate([values[stays], added])[order]
        rows.append({"column": column, "chunk": chunk, "body": narrowed(merged)})
        rows.append({"column": _owners(column), "chunk": chunk, "body": owners[order].tobytes()})
    connection.execute(insert_over(connection, ROLLUP_CHUNKS), rows)


def _body(connection: Connection, column: str, chunk: int) -> bytes | None:
    """Return one stretch of a column, None where nothing was written there yet."""
    found: bytes | None = connection.scalar(
        select(ROLLUP_CHUNKS.c.body).where(ROLLUP_CHUNKS.c.column == column, ROLLUP_CHUNKS.c.chunk == chunk)
    )
    return found


def codes_of(connection: Connection, column: str, values: Iterable[str]) -> dict[str, int]:
    """Return the codes of these values in a column, by value; those that it does not have are left out."""
    found: dict[str, int] = {}
    for piece in batches(sorted(set(values))):
        query = select(ROLLUP_TERMS.c.value, ROLLUP_TERMS.c.code).where(
            ROLLUP_TERMS.c.column == column, ROLLUP_TERMS.c.value.in_(piece)
        )
        found.update((row[0], row[1]) for row in connection.execute(query))
    return found


def _codes(connection: Connection, column: str, values: Iterable[str]) -> dict[str, int]:
    """Return the codes of these values; new values get the next ones, in sorted order."""
    wanted = sorted(set(values))
    found = codes_of(connection, column, wanted)
    new = [each for each in wanted if each not in found]
    if new:
        begin = term_count(connection, column)
        given = {each: begin + at for at, each in enumerate(new)}
        rows = [{"column": column, "value": value, "code": code} for value, code in given.items()]
        connection.execute(insert(ROLLUP_TERMS), rows)
        found |= given
    return found
