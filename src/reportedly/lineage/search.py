"""The search: which passages of some reports stand, word for word or much alike, in others.

All reports asked about are looked up at once, column by column. What comes back is a table with a row for
each passage and each other report that has one like it and may be its source.
"""

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import LCSseq

from reportedly.lineage.align import FEWEST_ALIGNED
from reportedly.lineage.coding import Coded, Numbers, telling_words
from reportedly.lineage.evidence import LEAST_SHARE
from reportedly.lineage.fingerprints import Keys, digest_keys, fingerprints
from reportedly.lineage.pool import Fetch, Floats, Marks, Pool, Rank
from reportedly.lineage.postings import FIRST, PLACES, Hits, distinct, pairs
from reportedly.terms.spans import Span

LONG = 12
"""Words in common of which some are not everybody's: they are not counted."""
COMMON = 48
"""Times a passage may be printed word for word before it is one that everybody prints."""

TextOf = Callable[[Span], str]
"""The words of a span."""


class FindPrintings(Protocol):
    """How printings are found."""

    def __call__(self, keys: Keys, most: int | None = FIRST) -> Hits:
        """Return the first ``most`` printings of each key by precedence, all for None."""


class Ready(Protocol):
    """Who fetches texts."""

    def __call__(self, report_ids: Sequence[str]) -> None:
        """Learn whose words will be asked for."""


def _nothing(report_ids: Sequence[str]) -> None:
    """Fetch nothing ahead."""


@dataclass(frozen=True, slots=True)
class Index:
    """How the index is asked: where digests are printed, which digests fingerprints lead to, what the reports
    of some numbers are and how they rank by precedence, what the words of a span."""

    printings: FindPrintings
    phrases: Callable[[Keys], Hits]
    fetch: Fetch
    rank: Rank
    text_of: TextOf
    ready: Ready = _nothing


@dataclass(frozen=True, slots=True)
class Rows:
    """What is shared, a row each: a passage asked about and one like it, both as the pool numbers them.

    ``words`` counts those in common in order, ``share`` is their share of the shorter passage, ``telling``
    counts the different ones that not every report uses (of near matches; 0 of verbatim ones).
    """

    own: Numbers
    other: Numbers
    ground: Numbers
    words: Numbers
    share: Floats
    verbatim: Marks
    telling: Numbers

    def take(self, which: Numbers | Marks) -> "Rows":
        """Return some of the rows, in this order."""
        return Rows(
            self.own[which],
            self.other[which],
            self.ground[which],
            self.words[which],
            self.share[which],
            self.verbatim[which],
            self.telling[which],
        )

    def beside(self, other: "Rows") -> "Rows":
        """Return these rows and then those."""
        return Rows(
            np.concatenate([self.own, other.own]),
            np.concatenate([self.other, other.other]),
            np.concatenate([self.ground, other.ground]),
            np.concatenate([self.words, other.words]),
            np.concatenate([self.share, other.share]),
            np.concatenate([self.verbatim, other.verbatim]),
            np.concatenate([self.telling, other.telling]),
        )


@dataclass(slots=True)
class Search:
    """What is found for some reports at once; they are the first of the pool.

    ``first`` marks the passages of which a report asked is among the first printers, those that are looked
    at; ``crowded`` those of them that have more printers than are looked at; ``printed`` counts printings.
    """

    index: Index
    asked: Sequence[Coded]
    pool: Pool = field(init=False)
    first: Marks = field(init=False)
    crowded: Marks = field(init=False)
    copied: Marks = field(init=False)
    printed: Numbers = field(init=False)
    copiers: list[set[int]] = field(init=False)

    def __post_init__(self) -> None:
        """Begin with the reports asked about."""
        self.pool = Pool(self.index.fetch, self.index.rank)
        self.pool.add(self.asked)
        self.copiers = [set() for _ in self.asked]

    def rows(self, thorough: Container[int]) -> Rows:
        """Return what is shared with reports that may be the source, a passage and a report once."""
        verbatim = self._verbatim()
        near = self._near(np.array([each.number in thorough for each in self.asked], dtype=bool))
        return verbatim.beside(near)

    def _verbatim(self) -> Rows:
        """Find the passages that stand word for word elsewhere."""
        pool, count = self.pool, len(self.pool.words)
        hits = self.index.printings(digest_keys(pool.digests))
        pool.know(hits.values)
        own, other = hits.asked, pool.passages(hits.values)
        mine = pool.owner[own] == pool.owner[other]
        self.printed = hits.count
        self.first = np.zeros(count, dtype=bool)
        self.first[own[mine]] = True
        self.crowded = self.first & (hits.count > FIRST)
        same = ~mine & (pool.digests[own] == pool.digests[other])
        own, other = own[same], other[same]
        ground = self._grounds(own, other)
        self.copied = np.zeros(count, dtype=bool)
        self.copied[own[ground >= 0]] = True
        kept = (ground >= 0) & _fresh(own, pool.owner[other])
        own, other, ground = own[kept], other[kept], ground[kept]
        words = np.array([len(pool.words[at]) for at in own.tolist()], dtype=np.int64)
        whole, none = np.ones(len(own)), np.zeros(len(own), dtype=np.int64)
        return Rows(own, other, ground, words, whole, np.ones(len(own), dtype=bool), none)

    def _near(self, thorough: Marks) -> Rows:
        """Find the passages that share runs of words with others.

        Of each passage only the first printings are looked at, on either side.
        """
        pool, count = self.pool, len(self.first)
        asking = np.flatnonzero(self.first & (~self.copied | thorough[pool.owner[:count]]))
        at, key = self._phrases(asking)
        distinct, which = np.unique(key, return_inverse=True)
        found = self.index.printings(distinct.astype(np.uint32))
        starts = np.searchsorted(found.asked, np.arange(len(distinct)), "left")
        counts = np.searchsorted(found.asked, np.arange(len(distinct)), "right") - starts
        pool.know(found.values[starts])
        there = pool.passages(found.values[starts])
        own, other = asking[at], there[which]
        common, share = alike([pool.words[p] for p in own.tolist()], [pool.words[p] for p in other.tolist()])
        like = np.flatnonzero((common >= FEWEST_ALIGNED) & (share >= LEAST_SHARE))
        told = np.full(len(like), LONG)
        short = np.flatnonzero(common[like] < LONG)
        told[short] = self._telling(own[like[short]], other[like[short]])
        times = counts[which[like]]
        pair = np.repeat(like, times)
        within = np.arange(len(pair)) - np.repeat(np.cumsum(times) - times, times)
        values = found.values[starts[which[pair]] + within]
        pool.know(values)
        printed = pool.passages(values)
        same = pool.digests[printed] == pool.digests[other[pair]]
        same &= pool.owner[printed] != pool.owner[own[pair]]
        told = np.repeat(told, times)[same]
        pair, printed = pair[same], printed[same]
        return self._nearest(own[pair], printed, common[pair], share[pair], told)

    def _nearest(self, own: Numbers, other: Numbers, words: Numbers, share: Floats, told: Numbers) -> Rows:
        """Return of what is alike the nearest in each report that may be the source."""
        pool = self.pool
        ground = self._grounds(own, other)
        owners, numbers = pool.owner[own], pool.number[pool.owner[other]]
        for at in np.flatnonzero(self.crowded[own]).tolist():
            self.copiers[owners[at]].add(int(numbers[at]))
        # What has a source word for word is looked up for the sake of its copiers alone.
        kept = (ground >= 0) & ~self.copied[own]
        rows = Rows(own, other, ground, words, share, np.zeros(len(own), dtype=bool), told).take(kept)
        source = pool.owner[rows.other]
        rows = rows.take(np.lexsort((rows.other, -rows.share * rows.words, source, rows.own)))
        return rows.take(_fresh(rows.own, pool.owner[rows.other]))

    def _phrases(self, asking: Numbers) -> tuple[Numbers, Numbers]:
        """Return pairs: a place among those that ask, the key of a digest that shares a fingerprint."""
        places, keys = fingerprints([self.pool.words[at] for at in asking.tolist()])
        hits = self.index.phrases(keys)
        return pairs(places[hits.asked], hits.values)

    def _grounds(self, own: Numbers, other: Numbers) -> Numbers:
        """Return the ground of each pair of passages; note whose source a report asked about may be."""
        copies, sources = self.pool.owner[own], self.pool.owner[other]
        ground = self.pool.grounds(copies, sources)
        later = ground < 0
        both = distinct(copies[later] * len(self.pool.reports) + sources[later])
        for copy, source in zip(
            *(each.tolist() for each in np.divmod(both, len(self.pool.reports))), strict=True
        ):
            self.copiers[copy].add(int(self.pool.number[source]))
        return ground

    def _telling(self, own: Numbers, other: Numbers) -> Numbers:
        """Return how many different words pairs of passages share that not every report uses."""
        words = self.pool.words
        told = {at: telling_words(words[at]) for at in set(own.tolist())}
        found = [
            len(told[a].intersection(words[b])) for a, b in zip(own.tolist(), other.tolist(), strict=True)
        ]
        return np.array(found, dtype=np.int64)


def _fresh(left: Numbers, right: Numbers) -> Marks:
    """Mark the first of equal neighbours among pairs."""
    fresh = np.ones(len(left), dtype=bool)
    fresh[1:] = (left[1:] != left[:-1]) | (right[1:] != right[:-1])
    return fresh


def alike(left: Sequence[str], right: Sequence[str]) -> tuple[Numbers, Floats]:
    """Return of each pair the words in common in order, and their share of the shorter passage."""
    if not left:
        return np.empty(0, np.int64), np.empty(0)
    common = process.cpdist(left, right, scorer=LCSseq.similarity, dtype=np.int32).astype(np.int64)
    lengths = [np.fromiter(map(len, side), np.int64, len(side)) for side in (left, right)]
    return common, common / np.maximum(np.minimum(*lengths), 1)


def resembling(keys: Keys, groups: Sequence[tuple[int, int]], index: Index) -> set[int]:
    """Return the numbers of the first printers of passages like another of their group.

    ``keys`` are the digests of all groups, a group from the one place among them up to the other.
    """
    found = index.printings(keys)
    starts = np.searchsorted(found.asked, np.arange(len(keys)), "left")
    pool = Pool(index.fetch, index.rank)
    pool.know(found.values[starts])
    words = [pool.words[at] for at in pool.passages(found.values[starts]).tolist()]
    both = np.array(
        [(a, b) for first, after in groups for a in range(first, after) for b in range(a + 1, after)],
        dtype=np.int64,
    ).reshape(-1, 2)
    common, share = alike([words[a] for a in both[:, 0].tolist()], [words[b] for b in both[:, 1].tolist()])
    touched = np.zeros(len(keys), dtype=bool)
    touched[both[(common >= FEWEST_ALIGNED) & (share >= LEAST_SHARE)]] = True
    return set((found.values[touched[found.asked]] >> PLACES).tolist())
