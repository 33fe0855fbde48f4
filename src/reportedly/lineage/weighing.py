"""Weighing: of what reports share, what is enough to believe in a copy, and which source comes first."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reportedly.lineage.columns import Columns, Numbers
from reportedly.lineage.compiled import compiled
from reportedly.lineage.evidence import (
    BESIDE_WITHIN,
    ENOUGH,
    FEW_MATTER,
    LEAST,
    LEAST_SPECIFIC,
    LITTLE,
    OWN_RUNS,
    Bond,
    holds,
    soon,
    weighed,
)
from reportedly.lineage.formulas import own_runs
from reportedly.lineage.grounds import UNKNOWN
from reportedly.lineage.search import Floats, Marks, Rows, coded
from reportedly.lineage.subsequence import CODES
from reportedly.lineage.tongue import Tongue

Seen = NDArray[np.uint8]

DAY_S = 86_400.0
NEAR_VERBATIM = 0.9
"""Of two possible sources one at least this close goes before one that is not."""
CLOSEST = 3
"""Reports that share most with another, at which is looked a second time."""
THERE, HERE, OWN = 1, 2, 4
"""Marks of a word: in the source, in what is shared, in the copy."""


def nothing_seen() -> Seen:
    """Return the scratch for marks of words, clean."""
    return np.zeros(CODES, dtype=np.uint8)


class Bonds(NamedTuple):
    """What speaks for pairs of reports, those of one copy together, and the rows behind it.

    The rows of a pair are ``order[first]`` up to ``order[first + size]``. ``specific`` and ``outside`` are -1
    until they are asked for. ``single`` is what each row weighs by itself, ``pair`` its pair; ``held`` tells
    whether a pair's weight is enough for a copy word for word.
    """

    copy: Numbers
    source: Numbers
    ground: Numbers
    weight: Floats
    first: Numbers
    size: Numbers
    specific: Numbers
    outside: Numbers
    held: Marks
    order: Numbers
    single: Floats
    pair: Numbers


@compiled
def weigh(columns: Columns, tongue: Tongue, rows: Rows, seen: Seen) -> Bonds:
    """Return what speaks for each pair of reports; ``rows`` come in the order of their passages."""
    size, pairs = len(rows.own), int(np.int64(0))
    bonds = _bonds(size)
    for row in range(size):
        bonds.single[row] = weighed(rows.verbatim[row], rows.words[row], rows.share[row], rows.telling[row])
    first = int(np.int64(0))
    while first < size:
        copy, after = columns.report[rows.own[first]], first
        while after < size and columns.report[rows.own[after]] == copy:
            after += 1
        pairs = _paired(columns, rows, bonds, pairs, first, after)
        first = after
    bonds = _some(bonds, pairs)
    for pair in range(pairs):
        weight = bonds.weight[pair]
        bonds.held[pair] = weight >= ENOUGH or (
            weight >= LITTLE and _held(columns, tongue, rows, bonds, pair, seen)
        )
    return bonds


@compiled
def _held(columns: Columns, tongue: Tongue, rows: Rows, bonds: Bonds, pair: int, seen: Seen) -> bool:
    """Return whether little weight is enough for a copy word for word.

    It is where two reports of one time share passages that say something that is no formula of the news.
    """
    about = bond(columns, tongue.everyday, rows, bonds, pair, seen)
    if holds(about):
        return True
    if not soon(about) or about.specific < FEW_MATTER:
        return False
    own = 0
    for at in range(bonds.first[pair], bonds.first[pair] + bonds.size[pair]):
        row = bonds.order[at]
        fresh = rows.verbatim[row]
        for before in range(bonds.first[pair], at):
            fresh &= columns.digest[rows.own[bonds.order[before]]] != columns.digest[rows.own[row]]
        if fresh:
            words = coded(columns, rows.own[row])
            own += own_runs(words, tongue.everyday[words].astype(np.uint8), tongue.formulas)
    return own >= OWN_RUNS


@compiled
def _bonds(size: int) -> Bonds:
    """Return room for as many pairs as there are rows."""
    return Bonds(
        np.empty(size, dtype=np.int64),
        np.empty(size, dtype=np.int64),
        np.empty(size, dtype=np.int64),
        np.zeros(size, dtype=np.float64),
        np.empty(size, dtype=np.int64),
        np.zeros(size, dtype=np.int64),
        np.full(size, -1, dtype=np.int64),
        np.full(size, -1, dtype=np.int64),
        np.zeros(size, dtype=np.bool_),
        np.empty(size, dtype=np.int64),
        np.empty(size, dtype=np.float64),
        np.empty(size, dtype=np.int64),
    )


@compiled
def _some(bonds: Bonds, pairs: int) -> Bonds:
    """Return the first pairs."""
    return Bonds(
        bonds.copy[:pairs],
        bonds.source[:pairs],
        bonds.ground[:pairs],
        bonds.weight[:pairs],
        bonds.first[:pairs],
        bonds.size[:pairs],
        bonds.specific[:pairs],
        bonds.outside[:pairs],
        bonds.held[:pairs],
        bonds.order,
        bonds.single,
        bonds.pair,
    )


@compiled
def _paired(columns: Columns, rows: Rows, bonds: Bonds, pairs: int, first: int, after: int) -> int:
    """Add the pairs of one copy; return how many pairs there are.

    A passage of the source that several match counts once.
    """
    keys = (rows.other[first:after].astype(np.uint64) << np.uint64(32)) | rows.own[first:after].astype(
        np.uint64
    )
    bonds.order[first:after] = first + np.argsort(keys)
    last, best = -1, 0.0
    for at in range(first, after):
        row = bonds.order[at]
        other = rows.other[row]
        source = columns.report[other]
        if at == first or bonds.source[pairs - 1] != source:
            bonds.copy[pairs], bonds.source[pairs] = columns.report[rows.own[row]], source
            bonds.first[pairs], bonds.ground[pairs] = at, rows.ground[row]
            pairs += 1
        if other != last:
            last, best = other, 0.0
        bonds.size[pairs - 1] += 1
        bonds.weight[pairs - 1] += max(0.0, bonds.single[row] - best)
        best = max(best, bonds.single[row])
        bonds.pair[row] = pairs - 1
    return pairs


@compiled
def bond(columns: Columns, everyday: Marks, rows: Rows, bonds: Bonds, pair: int, seen: Seen) -> Bond:
    """Return what speaks for one pair; ``seen`` is scratch."""
    if bonds.specific[pair] < 0:
        _count_matter(columns, everyday, rows, bonds, pair, seen)
    copy, source = bonds.copy[pair], bonds.source[pair]
    apart = max(columns.since[copy] - columns.until[source], columns.since[source] - columns.until[copy], 0.0)
    known = columns.since[copy] + columns.until[copy] + columns.since[source] + columns.until[source]
    return Bond(
        bonds.weight[pair],
        bonds.specific[pair],
        bonds.outside[pair],
        np.nan if np.isnan(known) else apart / DAY_S,
        bonds.size[pair],
    )


@compiled
def _count_matter(columns: Columns, everyday: Marks, rows: Rows, bonds: Bonds, pair: int, seen: Seen) -> None:
    """Count the specific words that both of a pair use, and those of them outside what is shared.

    Where the words that are shared are enough to tell, no others are counted.
    """
    source = _words_of(columns, bonds.source[pair])
    for code in source:
        seen[code] = 0 if everyday[code] else THERE
    known, both = 0, 0
    for at in range(bonds.first[pair], bonds.first[pair] + bonds.size[pair]):
        for code in coded(columns, rows.own[bonds.order[at]]):
            known += int(seen[code] & (THERE | HERE) == THERE)
            seen[code] |= HERE * (seen[code] & THERE)
    if bonds.weight[pair] < ENOUGH or known < LEAST_SPECIFIC:
        for code in _words_of(columns, bonds.copy[pair]):
            both += int(seen[code] & (THERE | OWN) == THERE)
            seen[code] |= OWN * (seen[code] & THERE)
    for code in source:
        seen[code] = 0
    bonds.specific[pair] = max(known, both)
    bonds.outside[pair] = max(0, both - known)


@compiled
def _words_of(columns: Columns, report: int) -> NDArray[np.uint16]:
    """Return the codes of all words of a report's passages."""
    base, after = columns.base[report], columns.base[report + 1]
    if base == after:
        return columns.codes[:0]
    return columns.codes[columns.first[base] : columns.first[after - 1] + columns.words[after - 1]]


@compiled
def beside(rows: Rows, bonds: Bonds, pair: int, own: int, other: int) -> float:
    """Return what two reports share close before or after two passages in both, by weight."""
    found = 0.0
    for at in range(bonds.first[pair], bonds.first[pair] + bonds.size[pair]):
        row = bonds.order[at]
        here, there = rows.own[row] - own, rows.other[row] - other
        if here * there > 0 and abs(here) <= BESIDE_WITHIN and abs(there) <= BESIDE_WITHIN:
            found += bonds.single[row]
    return found


@compiled
def ranked(columns: Columns, rows: Rows, bonds: Bonds) -> Numbers:
    """Return the rows between reports that share enough for a copy: those of one passage together, and of
    them the best source first."""
    kept = np.empty(len(rows.own), dtype=np.int64)
    count, begun = 0, 0
    for row in range(len(rows.own)):
        pair = bonds.pair[row]
        if not count or rows.own[kept[count - 1]] != rows.own[row]:
            begun = count
        if bonds.held[pair] or (bonds.weight[pair] >= LEAST and not rows.verbatim[row]):
            at = count
            while at > begun and _before(columns, rows, row, kept[at - 1]):
                kept[at] = kept[at - 1]
                at -= 1
            kept[at] = row
            count += 1
    return kept[:count]


@compiled
def _before(columns: Columns, rows: Rows, one: int, other: int) -> bool:
    """Return whether the source of one row goes before that of another."""
    if rows.ground[one] != rows.ground[other]:
        return bool(rows.ground[one] < rows.ground[other])
    near, near_other = rows.share[one] >= NEAR_VERBATIM, rows.share[other] >= NEAR_VERBATIM
    if near != near_other:
        return bool(near)
    if rows.ground[one] == UNKNOWN and rows.share[one] != rows.share[other]:
        return bool(rows.share[one] > rows.share[other])
    rank = columns.rank[columns.report[rows.other[one]]]
    rank_other = columns.rank[columns.report[rows.other[other]]]
    if rank != rank_other:
        return bool(rank < rank_other)
    if rows.share[one] != rows.share[other]:
        return bool(rows.share[one] > rows.share[other])
    return bool(rows.other[one] < rows.other[other])


@compiled
def closest(columns: Columns, rows: Rows, kept: Numbers, bonds: Bonds, most: int = CLOSEST) -> Numbers:
    """Return of each pair its place, from 0 on, among the ``most`` that share most with the same copy, or -1.

    Only pairs that hold and have a row among those kept take part.
    """
    there = np.zeros(len(bonds.copy), dtype=np.bool_)
    there[bonds.pair[kept]] = True
    places = np.full(len(bonds.copy), -1, dtype=np.int64)
    best, count = np.empty(most + 1, dtype=np.int64), 0
    for pair in range(len(bonds.copy)):
        if not pair or bonds.copy[pair - 1] != bonds.copy[pair]:
            count = 0
        if there[pair] and bonds.held[pair]:
            at = count
            while at and _more(columns, bonds, pair, best[at - 1]):
                best[at] = best[at - 1]
                at -= 1
            best[at] = pair
            for nth in range(at, min(count + 1, most)):
                places[best[nth]] = nth
            if count == most:
                places[best[most]] = -1
            count = min(count + 1, most)
    return places


@compiled
def _more(columns: Columns, bonds: Bonds, one: int, other: int) -> bool:
    """Return whether the source of one pair shares more with the copy than that of another."""
    if bonds.weight[one] != bonds.weight[other]:
        return bool(bonds.weight[one] > bonds.weight[other])
    return bool(columns.rank[bonds.source[one]] < columns.rank[bonds.source[other]])
