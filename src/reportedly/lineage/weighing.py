"""Weighing: of what reports share, what is enough to believe in a copy, and which source comes first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import isnan

import numpy as np
from numpy.typing import NDArray

from reportedly.lineage.coding import Numbers, specific_numbers
from reportedly.lineage.evidence import BESIDE_WITHIN, ENOUGH, LEAST, LEAST_SPECIFIC, LITTLE, Bond, weights
from reportedly.lineage.pool import Floats, Ground, Marks, Pool
from reportedly.lineage.search import Rows

DAY_S = 86_400.0
NEAR_VERBATIM = 0.9
"""Of two possible sources one at least this close goes before one that is not."""


@dataclass(slots=True)
class Bonds:
    """What speaks for pairs of reports, worked out where it is asked for."""

    pool: Pool
    copies: Numbers
    sources: Numbers
    weights: Floats
    grounds: Numbers
    places: Sequence[Numbers]
    """Of each pair the passages of the copy that the source has too."""
    others: Sequence[Numbers]
    """The passages of the source that they are like."""
    single: Sequence[Floats]
    """What each of those weighs by itself."""
    held: Marks = field(default_factory=lambda: np.empty(0, bool))
    """Whether it is enough for a copy word for word."""
    _known: dict[int, Bond] = field(default_factory=dict)
    _words: dict[int, NDArray[np.uint16]] = field(default_factory=dict)
    _marks: Marks = field(default_factory=lambda: np.zeros(1 << 16, dtype=bool))

    def __getitem__(self, pair: int) -> Bond:
        """Return what speaks for one pair."""
        if pair not in self._known:
            words = [self.pool.words[at] for at in self.places[pair].tolist()]
            days = self._days(self.copies[pair], self.sources[pair])
            weight = float(self.weights[pair])
            self._known[pair] = Bond(weight, *self._matter(pair, "".join(words)), days, len(words))
        return self._known[pair]

    def beside(self, pair: int, own: int, other: int) -> float:
        """Return what two reports share close before or after two passages in both, by weight."""
        here, there = self.places[pair] - own, self.others[pair] - other
        near = (here * there > 0) & (np.abs(here) <= BESIDE_WITHIN) & (np.abs(there) <= BESIDE_WITHIN)
        return float(self.single[pair][near].sum())

    def _matter(self, pair: int, shared: str) -> tuple[int, int]:
        """Return how many specific words both use, and how many of them outside what is shared.

        Where the words that are shared are enough to tell, no others are counted.
        """
        inside, there = specific_numbers(shared), self._specific(int(self.sources[pair]))
        self._marks[there] = True
        known = int(self._marks[inside].sum())
        both = inside[:0]
        if self.weights[pair] < ENOUGH or known < LEAST_SPECIFIC:
            own = self._specific(int(self.copies[pair]))
            both = own[self._marks[own]]
        self._marks[there] = False
        return (len(both), len(both) - known) if len(both) else (known, 0)

    def _specific(self, report: int) -> NDArray[np.uint16]:
        """Return the specific words of a report, as numbers."""
        if report not in self._words:
            self._words[report] = specific_numbers("".join(self.pool.reports[report].words))
        return self._words[report]

    def _days(self, copy: int, source: int) -> float | None:
        """Return the days for certain between two reports, None where one is not dated."""
        pool = self.pool
        apart = [float(pool.since[copy] - pool.until[source]), float(pool.since[source] - pool.until[copy])]
        return None if any(map(isnan, apart)) else max(0.0, *apart) / DAY_S


def weigh(pool: Pool, rows: Rows) -> tuple[Rows, Numbers, Bonds]:
    """Return the rows between reports that share enough for a copy, the pair of each, and all bonds."""
    count = max(len(pool.reports), 1)
    both = pool.owner[rows.own] * count + pool.owner[rows.other]
    order = np.lexsort((rows.own, rows.other, both))
    rows, both = rows.take(order), both[order]
    pairs, first, pair = np.unique(both, return_index=True, return_inverse=True)
    single = weights(rows.verbatim, rows.words, rows.share, rows.telling)
    heads = np.flatnonzero(_changes(both) | _changes(rows.other))
    # A passage of the other report that several match counts once.
    best = np.maximum.reduceat(single, heads) if len(heads) else single
    weight = np.zeros(len(pairs))
    np.add.at(weight, pair[heads], best)
    places, others = np.split(rows.own, first[1:]), np.split(rows.other, first[1:])
    singles = np.split(single, first[1:])
    bonds = Bonds(pool, pairs // count, pairs % count, weight, rows.ground[first], places, others, singles)
    trusted = weight >= ENOUGH
    for at in np.flatnonzero((weight >= LITTLE) & ~trusted).tolist():
        trusted[at] = bonds[at].holds
    bonds.held = trusted
    kept = trusted[pair] | ((weight >= LEAST)[pair] & ~rows.verbatim)
    return rows.take(kept), pair[kept], bonds


def _changes(column: Numbers) -> Numbers:
    """Mark where a column begins or differs from its last row."""
    marks: Numbers = np.ones(len(column), dtype=bool)
    marks[1:] = column[1:] != column[:-1]
    return marks


@dataclass(frozen=True, slots=True)
class Possible:
    """A possible source of a passage: the pair of reports, the passage there, the ground, words in common."""

    pair: int
    there: int
    ground: int
    words: int


@dataclass(frozen=True, slots=True)
class Sources:
    """The possible sources of passages, row by row, those of one passage together and the best first.

    ``other`` is the passage there, ``ground`` as ``pool.Ground`` numbers it, ``pair`` the pair of reports.
    ``passages`` gives each passage with its first row and the one after its last, by report asked.
    """

    other: list[int]
    ground: list[int]
    words: list[int]
    verbatim: list[bool]
    pair: list[int]
    passages: list[list[tuple[int, int, int]]]

    def possible(self, first: int, after: int, most: int | None) -> Iterator[Possible]:
        """Yield the possible sources of one passage, at most so many."""
        for row in range(first, after if most is None else min(after, first + most)):
            yield Possible(self.pair[row], self.other[row], self.ground[row], self.words[row])


def ranked(pool: Pool, asked: int, rows: Rows, pair: Numbers) -> Sources:
    """Return the possible sources of the passages of the first ``asked`` reports of a pool."""
    source = pool.owner[rows.other]
    closest = np.where(rows.ground == Ground.UNKNOWN, -rows.share, 0.0)
    columns = (rows.other, -rows.share, pool.rank[source], closest, rows.share < NEAR_VERBATIM, rows.ground)
    order = np.lexsort((*columns, rows.own))
    rows, pair = rows.take(order), pair[order]
    heads = np.flatnonzero(_changes(rows.own))
    own = rows.own[heads]
    passages: list[list[tuple[int, int, int]]] = [[] for _ in range(asked)]
    after = np.append(heads, len(rows.own))[1:].tolist()
    columns_ = (pool.owner[own].tolist(), own.tolist(), heads.tolist(), after)
    for report, passage, first, last in zip(*columns_, strict=True):
        passages[report].append((passage, first, last))
    return Sources(
        rows.other.tolist(),
        rows.ground.tolist(),
        rows.words.tolist(),
        rows.verbatim.tolist(),
        pair.tolist(),
        passages,
    )


def closest(pool: Pool, asked: int, pair: Numbers, bonds: Bonds, most: int) -> list[list[int]]:
    """Return of each of the first reports of a pool the pairs with those reports that share most with it."""
    pairs = np.unique(pair)
    pairs = pairs[bonds.held[pairs]]
    copies, sources = bonds.copies[pairs], bonds.sources[pairs]
    order = np.lexsort((pool.rank[sources], -bonds.weights[pairs], copies))
    copies, pairs = copies[order], pairs[order]
    kept = np.arange(len(copies)) - np.searchsorted(copies, copies, "left") < most
    found: list[list[int]] = [[] for _ in range(asked)]
    for copy, number in zip(copies[kept].tolist(), pairs[kept].tolist(), strict=True):
        found[copy].append(number)
    return found
