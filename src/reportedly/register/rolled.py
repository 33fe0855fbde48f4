"""Incidents counted in columns: the same numbers as ``tally`` gives, of a million incidents at once.

An incident is a place (slot) in every column; a column holds a code for each value.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int32]
Many = tuple[Codes, Codes]
"""How many codes each slot has, and all of them in order."""

REPORT, SOURCE, OUTSIDE = "report", "source", "outside"
"""Columns beside those of ``CELLS``: the reports, the origins by ear, and why the register does not count it
(empty where it does)."""
START, END = "start", "end"
"""Columns of times: microseconds since 1970 in UTC, ``NEVER`` and ``EVER`` for an open side."""
EVER, NEVER = int(np.iinfo(np.int64).max), int(np.iinfo(np.int64).min)

_TABLE = 1 << 22
"""Cells for which a table of all that might be is laid out; more are sorted."""
_INT32 = 1 << 31


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Columns by name. ``order`` gives each column's rank by code: the order of the values as texts.

    ``sizes`` is how many codes each has. ``live`` tells which slots hold an incident.
    """

    live: NDArray[np.bool_]
    single: Mapping[str, Codes] = field(default_factory=dict)
    several: Mapping[str, Many] = field(default_factory=dict)
    order: Mapping[str, Codes] = field(default_factory=dict)
    sizes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rolled:
    """Cells in the order of their values: for each name asked its code in every cell, and what stands there.

    ``cells`` is how many there are, laid out or not; ``all_…`` are over all of them. ``slot`` and ``cell``
    are parallel: an incident in two cells stands there twice.
    """

    cells: int
    codes: tuple[Codes, ...]
    incidents: NDArray[np.int64]
    reports: NDArray[np.int64]
    origins: NDArray[np.int64]
    all_incidents: int
    all_reports: int
    all_origins: int
    slot: NDArray[np.int64]
    cell: Codes


def roll(columns: Columns, by: Sequence[str], passing: NDArray[np.bool_], most: int | None = None) -> Rolled:
    """Return the incidents in the slots that are ``passing`` counted by ``by``, names of columns.

    Every name asked must be in ``order``, and ``REPORT`` and ``SOURCE`` among the ``several``. The first
    ``most`` cells are laid out, None: all.
    """
    slot, ranks = _spread(columns, by, passing)
    key, size = np.zeros(len(slot), np.int32), 1
    for name, rank in zip(by, ranks, strict=True):
        if size * columns.sizes[name] >= 1 << 62:
            key, size = _dense(key, size)
        size *= columns.sizes[name]
        key = (key if size < _INT32 else key.astype(np.int64)) * columns.sizes[name] + rank
    found = _keys(key, size)
    shown = len(found) if most is None else min(most, len(found))
    if shown < len(found):
        first = np.flatnonzero(key < found[shown])
        slot, key, ranks = slot[first], key[first], [rank[first] for rank in ranks]
    cell, _ = _dense(key, size)
    rows = _rows(cell, shown)
    reports, all_reports = _distinct(columns, REPORT, slot, cell, shown)
    origins, all_origins = _distinct(columns, SOURCE, slot, cell, shown)
    whole = shown == len(found)
    return Rolled(
        cells=len(found),
        codes=tuple(_by_code(columns, name, rank[rows]) for name, rank in zip(by, ranks, strict=True)),
        incidents=np.bincount(cell, minlength=shown),
        reports=reports,
        origins=origins,
        all_incidents=int(np.count_nonzero(passing)),
        all_reports=all_reports if whole else _all(columns, REPORT, passing),
        all_origins=all_origins if whole else _all(columns, SOURCE, passing),
        slot=slot,
        cell=cell,
    )


def _by_code(columns: Columns, name: str, rank: Codes) -> Codes:
    """Return the codes of ranks."""
    back = np.empty(columns.sizes[name], np.int32)
    back[columns.order[name]] = np.arange(columns.sizes[name], dtype=np.int32)
    found: Codes = back[rank]
    return found


def _rows(cell: Codes, number: int) -> NDArray[np.int64]:
    """Return a row of each cell."""
    rows = np.zeros(number, np.int64)
    rows[cell] = np.arange(len(cell))
    return rows


def _spread(
    columns: Columns, by: Sequence[str], passing: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], list[Codes]]:
    """Return the slot and the ranks of each incident, once for each way of taking a value of every column."""
    slot = np.flatnonzero(passing)
    taken: list[Codes] = []
    for name in by:
        if name in columns.single:
            taken.append(columns.single[name][slot])
            continue
        lengths, values = columns.several[name]
        times = lengths[slot]
        at = _ranges(_begins(lengths)[slot], times)
        slot = np.repeat(slot, times)
        taken = [np.repeat(each, times) for each in taken]
        taken.append(values[at])
    return slot, [columns.order[name][codes] for name, codes in zip(by, taken, strict=True)]


def _begins(lengths: Codes) -> Codes:
    """Return where the codes of each slot begin."""
    found: Codes = np.cumsum(lengths, dtype=np.int32) - lengths
    return found


def _ranges(begins: Codes, lengths: Codes) -> Codes:
    """Return begin, begin + 1, … of each range, one range behind the other."""
    ends = np.cumsum(lengths, dtype=np.int32)
    found: Codes = np.repeat(begins - (ends - lengths), lengths)
    found += np.arange(len(found), dtype=np.int32)
    return found


def _keys(key: NDArray[Any], size: int) -> NDArray[Any]:
    """Return the distinct keys in their order."""
    if size > _TABLE:
        ordered = np.sort(key)
        fresh = np.ones(len(key), bool)
        np.not_equal(ordered[1:], ordered[:-1], out=fresh[1:])
        return ordered[fresh]
    present = np.zeros(max(size, 1), bool)
    present[key] = True
    return np.flatnonzero(present)


def _dense(key: NDArray[Any], size: int) -> tuple[Codes, int]:
    """Return keys renumbered without gaps in their order, and how many there are."""
    if size <= _TABLE:
        number = np.zeros(max(size, 1), np.int32)
        number[key] = 1
        np.cumsum(number, out=number)
        return number[key] - np.int32(1), int(number[-1])
    found, cell = np.unique(key, return_inverse=True)
    return cell.astype(np.int32), len(found)


def _distinct(
    columns: Columns, name: str, slot: NDArray[np.int64], cell: Codes, number: int
) -> tuple[NDArray[np.int64], int]:
    """Return how many distinct codes of a column stand in each cell, and how many in all of them."""
    lengths, values = columns.several[name]
    times, size = lengths[slot], columns.sizes[name]
    held = values[_ranges(_begins(lengths)[slot], times)]
    present = np.zeros(size, bool)
    present[held] = True
    key: NDArray[Any] = np.repeat(cell if number * size < _INT32 else cell.astype(np.int64), times)
    key *= size
    key += held
    key.sort()
    fresh = np.ones(len(key), bool)
    np.not_equal(key[1:], key[:-1], out=fresh[1:])
    # The keys of a cell stand together: so many as its incidents have links.
    edges = np.concatenate([[0.0], np.cumsum(np.bincount(cell, weights=times, minlength=number))])
    seen = np.zeros(len(key) + 1, np.int32)
    np.cumsum(fresh, out=seen[1:])
    found: NDArray[np.int64] = np.diff(seen[edges.astype(np.int64)])
    return found, int(np.count_nonzero(present))


def _all(columns: Columns, name: str, passing: NDArray[np.bool_]) -> int:
    """Return how many distinct codes of a column stand in the slots that are passing."""
    lengths, values = columns.several[name]
    present = np.zeros(columns.sizes[name], bool)
    present[values[np.repeat(passing, lengths)]] = True
    return int(np.count_nonzero(present))
