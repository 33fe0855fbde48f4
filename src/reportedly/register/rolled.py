"""Incidents counted in columns: the same numbers as ``tally`` gives, of a million incidents at once.

An incident is a place (slot) in every column; a column holds a code for each value.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[Any]
"""Codes, in as few bytes as hold the greatest: to be compared and looked up by, never reckoned with."""
Many = tuple[Codes, Codes]
"""The slot of each code, ascending, and the codes."""

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
    key: NDArray[Any] = np.zeros(len(slot), np.int32)
    size = 1
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
    once = not any(name in columns.several for name in by)
    reports, all_reports = _distinct(columns, REPORT, _Laid(slot, cell, shown, once))
    origins, all_origins = _distinct(columns, SOURCE, _Laid(slot, cell, shown, once))
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


@dataclass(frozen=True, slots=True)
class _Laid:
    """Incidents in cells: slots and cells in parallel, how many cells, and whether each slot stands once."""

    slot: NDArray[np.int64]
    cell: Codes
    cells: int
    once: bool


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
    slot: NDArray[np.int64] | None = None
    taken: dict[str, Codes] = {}
    for name in by:
        if name not in columns.several:
            continue
        owners, values = columns.several[name]
        if slot is None:
            at = np.flatnonzero(passing[owners])
            slot = owners[at]
        else:
            begins, times = _places(owners, slot, len(passing))
            at = _ranges(begins, times)
            slot = np.repeat(slot, times)
            taken = {each: np.repeat(codes, times) for each, codes in taken.items()}
        taken[name] = values[at]
    if slot is None:
        slot = np.flatnonzero(passing)
    codes = [taken[name] if name in taken else columns.single[name][slot] for name in by]
    return slot, [columns.order[name][own] for name, own in zip(by, codes, strict=True)]


def _places(owners: Codes, slot: NDArray[np.int64], slots: int) -> tuple[Codes, Codes]:
    """Return where the codes of each of these slots begin, and how many it has."""
    if len(slot) * 16 < slots:
        begins = np.searchsorted(owners, slot)
        return begins, np.searchsorted(owners, slot, "right") - begins
    lengths = np.bincount(owners, minlength=slots)
    return (np.cumsum(lengths) - lengths)[slot], lengths[slot]


def _ranges(begins: Codes, lengths: Codes) -> NDArray[np.int64]:
    """Return begin, begin + 1, … of each range, one range behind the other."""
    ends = np.cumsum(lengths)
    found: NDArray[np.int64] = np.repeat(begins - (ends - lengths), lengths)
    found += np.arange(len(found))
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


def _distinct(columns: Columns, name: str, laid: _Laid) -> tuple[NDArray[np.int64], int]:
    """Return how many distinct codes of a column stand in each cell, and how many in all of them."""
    cell, held = _linked(columns.several[name], laid, len(columns.live))
    bits = max(columns.sizes[name] - 1, 1).bit_length()
    kind = np.int32 if laid.cells << bits < _INT32 else np.int64
    key: NDArray[np.int64] = cell.astype(kind)
    key <<= bits
    key += held.astype(kind, copy=False)
    key.sort()
    fresh = np.ones(len(key), bool)
    np.not_equal(key[1:], key[:-1], out=fresh[1:])
    at = np.flatnonzero(fresh)
    edges = np.searchsorted(key, np.arange(laid.cells + 1, dtype=np.int64) << bits)
    found: NDArray[np.int64] = np.diff(np.searchsorted(at, edges))
    return found, _present(held, columns.sizes[name])


def _linked(links: Many, laid: _Laid, slots: int) -> tuple[Codes, Codes]:
    """Return the cell and the code of every link of incidents in cells."""
    owners, values = links
    if laid.once and len(laid.slot) * 16 > slots:
        home = np.full(slots, -1, np.int32)
        home[laid.slot] = laid.cell
        cell = home[owners]
        at = np.flatnonzero(cell >= 0)
        return cell[at], values[at]
    begins, times = _places(owners, laid.slot, slots)
    return np.repeat(laid.cell, times), values[_ranges(begins, times)]


def _present(codes: Codes, size: int) -> int:
    """Return how many distinct codes there are."""
    present = np.zeros(size, bool)
    present[codes] = True
    return int(np.count_nonzero(present))


def _all(columns: Columns, name: str, passing: NDArray[np.bool_]) -> int:
    """Return how many distinct codes of a column stand in the slots that are passing."""
    owners, values = columns.several[name]
    return _present(values[np.flatnonzero(passing[owners])], columns.sizes[name])
