"""Deciding: for each passage of a report the one passage it was copied from, if any.

Reports are weighed as pairs (see ``evidence``). The words of a passage are looked up in the index; where two
reports turn out to share enough, what is still unmatched is compared with all that the other one says.
"""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import LCSseq

from reportedly.lineage.align import FEWEST_ALIGNED
from reportedly.lineage.choose import Asked, TextOf, choose
from reportedly.lineage.coding import Coded, telling
from reportedly.lineage.direction import credits, earlier
from reportedly.lineage.evidence import LEAST_SHARE, LITTLE, Bond, Shared, weight
from reportedly.lineage.fingerprints import Keys, digest_keys, fingerprints
from reportedly.lineage.postings import FIRST, PLACES, Hits, pairs
from reportedly.terms.lineage import Copy, Direction

COMMON = 48
"""Times a passage may be printed word for word before it is one that everybody prints."""


class FindPrintings(Protocol):
    """How printings are found."""

    def __call__(self, keys: Keys, most: int | None = FIRST) -> Hits:
        """Return the first ``most`` printings of each key by precedence, all for None."""


Fetch = Callable[[Iterable[int]], Mapping[int, Coded]]
"""Numbers of reports -> the reports."""


@dataclass(frozen=True, slots=True)
class Index:
    """How the index is asked: where digests are printed, which digests fingerprints lead to, what the reports
    of some numbers are, what the words of a span."""

    printings: FindPrintings
    phrases: Callable[[Keys], Hits]
    fetch: Fetch
    text_of: TextOf
    ready: Callable[[Iterable[str]], None] = lambda _: None
    """Told the ids of the reports whose words will be asked for."""


@dataclass(frozen=True, slots=True)
class Decided:
    """The copies that a report makes, and what that means for others if it is new.

    ``copiers`` are the numbers of reports that may have copied it or, where it takes the place of another
    among the first, have a passage like one of its own. ``crowded`` are the digests of its passages of
    which it is among the first while there are more than are looked at. ``common`` are those that everybody
    prints, and how many times they are printed.
    """

    report_id: str
    copies: tuple[Copy, ...]
    copiers: frozenset[int]
    crowded: frozenset[str]
    common: Mapping[str, int]


def decide(
    reports: Sequence[Coded],
    index: Index,
    *,
    thorough: Container[int] = frozenset(),
    second_look: bool = True,
) -> list[Decided]:
    """Return for each report what it copied from reports in the index, in which it must stand itself.

    ``thorough`` names reports of which also those are found that may have rewritten a passage that has a
    source word for word: needed for new ones that may be the source of reports decided before. The answer
    does not depend on the order of ``reports``.
    """
    search = _Search(index, [Asked(report) for report in reports], [set() for _ in reports])
    search.verbatim()
    search.near(thorough)
    trusted = [_trusted(each, search.known) for each in search.asked]
    sides = {search.known[number].facts.report_id for found in trusted for number in found}
    index.ready(
        sides
        | {each.report.facts.report_id for each, found in zip(search.asked, trusted, strict=True) if found}
    )
    return [
        Decided(
            each.report.facts.report_id,
            choose(each, search.known, index.text_of, found, second_look=second_look),
            frozenset(copying),
            frozenset(each.report.digests[place] for place in each.crowded),
            {each.report.digests[place]: printed for place, printed in each.common.items()},
        )
        for each, found, copying in zip(search.asked, trusted, search.copiers, strict=True)
    ]


def _trusted(each: Asked, known: Mapping[int, Coded]) -> dict[int, Bond]:
    """Return the bond with each report with which it is enough for a copy."""
    trusted = {}
    for number, found in each.matches.items():
        value = weight(found.values())
        if value >= LITTLE:
            both = each.report.specific & known[number].specific
            inside = frozenset("".join([each.report.words[place] for place in found]))
            bond = Bond(value, len(both), len(both - inside))
            if bond.holds:
                trusted[number] = bond
    return trusted


def _stands(copy: Coded, source: Coded) -> Direction | None:
    """Return the ground on which the one report is the source of the other, None where it is its copy.

    The same as ``direction.direct`` says, of reports whose order of precedence is already worked out.
    """
    forth, back = credits(copy.facts, source.facts), credits(source.facts, copy.facts)
    if forth != back:
        return Direction.CREDITED if forth else None
    if copy.order < source.order:
        return None
    return Direction.EARLIER if earlier(source.facts, copy.facts) else Direction.UNKNOWN


@dataclass(slots=True)
class _Search:
    """What is found for some reports at once."""

    index: Index
    asked: Sequence[Asked]
    copiers: Sequence[set[int]]
    known: dict[int, Coded] = field(default_factory=dict)

    def verbatim(self) -> None:
        """Find the passages that stand word for word elsewhere."""
        owners = [
            (at, place) for at, each in enumerate(self.asked) for place in range(len(each.report.digests))
        ]
        hits = self.index.printings(digest_keys([d for each in self.asked for d in each.report.digests]))
        for own in np.flatnonzero(hits.count > COMMON).tolist():
            at, place = owners[own]
            self.asked[at].common[place] = int(hits.count[own])
        self._know((hits.values >> PLACES).tolist())
        more = (hits.count > FIRST).tolist()
        for own, value in zip(hits.asked.tolist(), hits.values.tolist(), strict=True):
            at, place = owners[own]
            self._print(at, place, value, more[own])

    def _print(self, at: int, place: int, value: int, more: bool) -> None:
        """Take one printing of a passage into account; ``more`` says that there are others not looked at."""
        each, number, there = self.asked[at], value >> PLACES, value & 0xFFFF
        if number == each.report.number:
            each.first.add(place)
            if more:
                each.crowded.add(place)
            return
        digest = each.report.digests[place]
        if self.known[number].digests[there] != digest or self._ground(at, number) is None:
            return
        each.verbatim.add(place)
        words = each.report.words[place]
        each.matches[number].setdefault(place, Shared(there, len(words), 1.0, True, telling(words, words)))

    def near(self, thorough: Container[int]) -> None:
        """Find the passages that share runs of words with others.

        Of each passage only the first printings are looked at, on either side.
        """
        owners = [
            (at, place)
            for at, each in enumerate(self.asked)
            for place in sorted(each.first)
            if place not in each.verbatim or each.report.number in thorough
        ]
        words = [self.asked[at].report.words[place] for at, place in owners]
        places, keys = fingerprints(words)
        hits = self.index.phrases(keys)
        asking, digests = pairs(places[hits.asked], hits.values)
        distinct, which = np.unique(digests, return_inverse=True)
        found = self.index.printings(distinct.astype(np.uint32))
        starts = np.searchsorted(found.asked, np.arange(len(distinct)), "left")
        ends = np.searchsorted(found.asked, np.arange(len(distinct)), "right").tolist()
        first = found.values[starts]
        self._know((first >> PLACES).tolist())
        there = [self.known[value >> PLACES].words[value & 0xFFFF] for value in first.tolist()]
        common, share = alike([words[at] for at in asking.tolist()], [there[at] for at in which.tolist()])
        like = np.flatnonzero((common >= FEWEST_ALIGNED) & (share >= LEAST_SHARE)).tolist()
        begun, values = starts.tolist(), found.values.tolist()
        holders = {at: values[begun[at] : ends[at]] for at in {int(which[pair]) for pair in like}}
        self._know(value >> PLACES for held in holders.values() for value in held)
        for pair in like:
            at, place = owners[int(asking[pair])]
            for value in holders[int(which[pair])]:
                self._liken(at, place, value, (int(common[pair]), float(share[pair])))

    def _liken(self, at: int, place: int, value: int, measured: tuple[int, float]) -> None:
        """Take one printing of a passage like another into account: words in common in order, their share."""
        each, number, there = self.asked[at], value >> PLACES, value & 0xFFFF
        if number == each.report.number:
            return
        stands = self._ground(at, number)
        if place in each.crowded:
            self.copiers[at].add(number)
        if stands is None or place in each.verbatim:
            return  # what has a source word for word is looked up for the sake of its copiers alone
        shared = Shared(
            there, *measured, False, telling(each.report.words[place], self.known[number].words[there])
        )
        found = each.matches[number]
        if place not in found or _nearer(shared) < _nearer(found[place]):
            found[place] = shared

    def _ground(self, at: int, number: int) -> Direction | None:
        """Return the ground on which a report is the source of the one asked, None where it is the copy."""
        each = self.asked[at]
        if number not in each.grounds:
            each.grounds[number] = _stands(each.report, self.known[number])
            if each.grounds[number] is None:
                self.copiers[at].add(number)
        return each.grounds[number]

    def _know(self, numbers: Iterable[int]) -> None:
        """Fetch the reports that are not known yet."""
        missing = set(numbers) - self.known.keys()
        if missing:
            self.known.update(self.index.fetch(sorted(missing)))


def _nearer(shared: Shared) -> tuple[float, int]:
    """Return the order of what is alike in one report: the least is nearest."""
    return -shared.share * shared.words, shared.place


def alike(left: Sequence[str], right: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return of each pair the words in common in order, and their share of the shorter passage."""
    if not left:
        return np.empty(0, np.int64), np.empty(0, np.float64)
    common = process.cpdist(left, right, scorer=LCSseq.similarity).astype(np.int64)
    shorter = np.fromiter(
        (min(len(a), len(b)) for a, b in zip(left, right, strict=True)), np.int64, len(left)
    )
    return common, common / np.maximum(shorter, 1)


def resembling(keys: Keys, groups: Sequence[tuple[int, int]], index: Index) -> set[int]:
    """Return the numbers of the first printers of passages like another of their group.

    ``keys`` are the digests of all groups, a group from the one place among them up to the other.
    """
    found = index.printings(keys)
    starts = np.searchsorted(found.asked, np.arange(len(keys)), "left")
    known = index.fetch((found.values[starts] >> PLACES).tolist())
    words = [known[value >> PLACES].words[value & 0xFFFF] for value in found.values[starts].tolist()]
    both = [(a, b) for first, after in groups for a in range(first, after) for b in range(a + 1, after)]
    common, share = alike([words[a] for a, _ in both], [words[b] for _, b in both])
    like = np.flatnonzero((common >= FEWEST_ALIGNED) & (share >= LEAST_SHARE)).tolist()
    touched = np.zeros(len(keys), dtype=bool)
    touched[[side for pair in like for side in both[pair]]] = True
    return set((found.values[touched[found.asked]] >> PLACES).tolist())
