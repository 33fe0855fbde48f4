"""The pool: the reports that a search knows, all their passages numbered through, column by column."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from reportedly.lineage.coding import Coded, Digests, Numbers
from reportedly.lineage.direction import credits
from reportedly.lineage.postings import PLACES, distinct
from reportedly.terms.lineage import Direction
from reportedly.terms.spans import Span

Floats = NDArray[np.float64]
Marks = NDArray[np.bool_]
Fetch = Callable[[Iterable[int]], Mapping[int, Coded]]
"""Numbers of reports -> the reports."""
Rank = Callable[[Numbers], Numbers]
"""Numbers of reports -> their places in the order of precedence."""


class Ground(IntEnum):
    """Why one report is held to be the source of another, the best first; NONE where it is not."""

    NONE = -1
    CREDITED = 0
    EARLIER = 1
    CONTAINED = 2
    UNKNOWN = 3

    @property
    def direction(self) -> Direction:
        """The ground as the record names it."""
        return Direction[self.name]


def _no_numbers() -> Numbers:
    """Return an empty column."""
    return np.empty(0, np.int64)


@dataclass(slots=True)
class Pool:
    """Reports in the order in which they became known, and their passages.

    ``number`` is of each report its number in the index, ``base`` its first passage here; ``owner`` is of
    each passage the place of its report here.
    """

    fetch: Fetch
    rank_of: Rank
    reports: list[Coded] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    number: Numbers = field(default_factory=_no_numbers)
    base: Numbers = field(default_factory=_no_numbers)
    owner: Numbers = field(default_factory=_no_numbers)
    digests: Digests = field(default_factory=lambda: np.empty(0, np.uint64))
    rank: Numbers = field(default_factory=_no_numbers)
    since: Floats = field(default_factory=lambda: np.empty(0))
    until: Floats = field(default_factory=lambda: np.empty(0))
    crediting: Marks = field(default_factory=lambda: np.empty(0, bool))
    _sorter: Numbers = field(default_factory=_no_numbers)

    def add(self, reports: Sequence[Coded]) -> None:
        """Add reports that are not known yet."""
        sizes = np.array([len(each.words) for each in reports], dtype=np.int64)
        first, passages = len(self.reports), len(self.words)
        numbers = np.array([each.number for each in reports], dtype=np.int64)
        bounds = np.array([each.bounds for each in reports]).reshape(-1, 2)
        credit = np.array([bool(each.facts.credits) for each in reports], dtype=bool)
        self.number = np.concatenate([self.number, numbers])
        self.base = np.concatenate([self.base, passages + np.cumsum(sizes) - sizes])
        self.owner = np.concatenate([self.owner, np.repeat(np.arange(first, first + len(sizes)), sizes)])
        self.digests = np.concatenate([self.digests, *[each.digests for each in reports]])
        self.rank = np.concatenate([self.rank, self.rank_of(numbers)])
        self.since = np.concatenate([self.since, bounds[:, 0]])
        self.until = np.concatenate([self.until, bounds[:, 1]])
        self.crediting = np.concatenate([self.crediting, credit])
        self.reports.extend(reports)
        for each in reports:
            self.words.extend(each.words)
        self._sorter = np.argsort(self.number, kind="stable")

    def know(self, values: Numbers) -> None:
        """Fetch the reports of printings that are not known yet."""
        numbers = distinct(values >> PLACES)
        missing = numbers[~np.isin(numbers, self.number)].tolist()
        if missing:
            found = self.fetch(missing)
            self.add([found[number] for number in missing])

    def passages(self, values: Numbers) -> Numbers:
        """Return the passages of printings, all of them in reports that are known."""
        at = np.searchsorted(self.number, values >> PLACES, sorter=self._sorter)
        return self.base[self._sorter[at]] + (values & ((1 << PLACES) - 1))

    def places(self, passages: Numbers) -> Numbers:
        """Return of passages their places in their reports."""
        return passages - self.base[self.owner[passages]]

    def span(self, passage: int) -> Span:
        """Return where a passage stands."""
        report = int(self.owner[passage])
        return self.reports[report].span(passage - int(self.base[report]))

    def grounds(self, copies: Numbers, sources: Numbers) -> Numbers:
        """Return of pairs of reports the ground on which the second is the source of the first.

        The same as ``direction.direct`` says, of reports whose order of precedence is already worked out.
        """
        count = max(len(self.reports), 1)
        both, which = np.unique(copies * count + sources, return_inverse=True)
        copy, source = both // count, both % count
        told = np.where(self.until[source] <= self.since[copy], Ground.EARLIER, Ground.UNKNOWN)
        told[self.rank[copy] < self.rank[source]] = Ground.NONE
        for at in np.flatnonzero(self.crediting[copy] | self.crediting[source]).tolist():
            left, right = self.reports[copy[at]].facts, self.reports[source[at]].facts
            forth = credits(left, right)
            if forth != credits(right, left):
                told[at] = Ground.CREDITED if forth else Ground.NONE
        found: Numbers = told.astype(np.int64)[which]
        return found
