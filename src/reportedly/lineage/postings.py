"""Postings: which passages hold a key, in sorted runs that are searched and merged as whole arrays.

There are two kinds. *Printings* lead from a digest to the places where it stands, in the reports' order of
precedence. *Phrases* lead from a fingerprint to the digests of the distinct passages that hold it, so that a
reprint adds nothing. Nothing that is read from them depends on when a posting was added.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from reportedly.lineage.coding import Coded, Numbers
from reportedly.lineage.fingerprints import Keys, digest_keys, fingerprints

Whole = TypeVar("Whole", np.int64, np.uint64)

FIRST = 8
"""Printings of a passage that are looked at: the first by precedence, of a thousand as of nine."""
FORMULA = 48
"""Distinct passages that may hold a fingerprint; one of more is a formula, and leads nowhere."""
PLACES = 16
"""Bits of a printing that hold the passage's place in its report; the report's number stands above them."""


@dataclass(frozen=True, slots=True)
class Run:
    """Keys in ascending order, and beside each what it leads to."""

    keys: Keys
    values: Numbers


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search found: ``asked`` is the place of a key among those asked, ``values`` what it leads to.

    Ordered by ``asked``. ``count`` says of each key asked to how many it leads, also those not looked at.
    """

    asked: Numbers
    values: Numbers
    count: Numbers


def value_of(number: int, place: int) -> int:
    """Return the value of a printing: the number of its report and its place there."""
    return (number << PLACES) | place


def printings(reports: Iterable[Coded], rank: Numbers) -> Run:
    """Return where each digest of some reports stands; ``rank[number]`` is a report's place by precedence."""
    made = sorted(reports, key=lambda report: report.number)
    values = [(each.number << PLACES) + np.arange(len(each.digests), dtype=np.int64) for each in made]
    keys = [digest_keys(each.digests) for each in made]
    none = Run(np.empty(0, np.uint32), np.empty(0, np.int64))
    return joined([none, *map(Run, keys, values)], rank)


def phrases(reports: Iterable[Coded]) -> Run:
    """Return the digests that each fingerprint in some reports leads to."""
    made = list(reports)
    digests = np.concatenate([np.empty(0, np.uint64), *[each.digests for each in made]])
    distinct, first = np.unique(digests, return_index=True)
    words = [told for each in made for told in each.words]
    places, keys = fingerprints([words[at] for at in first.tolist()])
    return united([Run(keys, digest_keys(distinct).astype(np.int64)[places])])


def joined(runs: Sequence[Run], rank: Numbers) -> Run:
    """Return one run of several of printings, equal keys in the order of precedence."""
    keys = np.concatenate([run.keys for run in runs])
    values = np.concatenate([run.values for run in runs])
    order = np.argsort(_both(keys, rank[values >> PLACES]), kind="stable")
    return Run(keys[order], values[order])


def united(runs: Sequence[Run]) -> Run:
    """Return one run of several of phrases, each posting once."""
    both = distinct(np.concatenate([_both(run.keys, run.values) for run in runs]))
    low = (both & np.uint64(0xFFFFFFFF)).astype(np.int64)
    keys: Keys = (both >> np.uint64(32)).astype(np.uint32)
    return Run(keys, low)


def find_printings(runs: Iterable[Run], keys: Keys, rank: Numbers, most: int | None = FIRST) -> Hits:
    """Return the first ``most`` printings of each key by precedence, all of them for None."""
    asked, values, count = [np.empty(0, np.int64)], [np.empty(0, np.int64)], np.zeros(len(keys), np.int64)
    for run in runs:
        first, held = _stretches(run, keys)
        count += held
        _gather(run, first, held if most is None else np.minimum(held, most), asked, values)
    at, found = np.concatenate(asked), np.concatenate(values)
    # Each run is in order already, so that a stable sort has only to merge them.
    order = np.argsort(_both(at, rank[found >> PLACES]), kind="stable")
    at, found = at[order], found[order]
    if most is not None:
        kept = np.arange(len(at)) - np.searchsorted(at, at, "left") < most
        at, found = at[kept], found[kept]
    return Hits(at, found, count)


def find_phrases(runs: Iterable[Run], keys: Keys, most: int = FORMULA) -> Hits:
    """Return the digests that each key leads to: none for one that leads to more than ``most``.

    The count of such a key is only known to be more.
    """
    asked, values = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    many = np.zeros(len(keys), dtype=bool)
    for run in runs:
        first, held = _stretches(run, keys)
        many |= held > most
        _gather(run, first, np.where(many, 0, held), asked, values)
    at, found = np.concatenate(asked), np.concatenate(values)
    at, found = pairs(at, found)
    count = np.bincount(at, minlength=len(keys)).astype(np.int64)
    count[many] = np.maximum(count[many], most + 1)
    few = count[at] <= most
    return Hits(at[few], found[few], count)


def distinct(column: NDArray[Whole]) -> NDArray[Whole]:
    """Return each number of a column once, in ascending order; quick where stretches of it are in order."""
    ordered = np.sort(column, kind="stable")
    fresh = np.ones(len(ordered), dtype=bool)
    fresh[1:] = ordered[1:] != ordered[:-1]
    return ordered[fresh]


def held_at_most(runs: Iterable[Run], keys: Keys) -> Numbers:
    """Return to how many digests each key leads at most: one that stands in several runs counts as often."""
    count = np.zeros(len(keys), np.int64)
    for run in runs:
        count += _stretches(run, keys)[1]
    return count


def _both(keys: Keys | Numbers, values: Numbers) -> NDArray[np.uint64]:
    """Return keys and values, of 32 bits each, in one number that sorts by both."""
    return (keys.astype(np.uint64) << np.uint64(32)) | values.astype(np.uint64)


def _stretches(run: Run, keys: Keys) -> tuple[Numbers, Numbers]:
    """Return where each key begins in a run, and how often it stands there."""
    first = np.searchsorted(run.keys, keys, "left")
    held = np.zeros(len(keys), dtype=np.int64)
    if len(run.keys):
        met = np.flatnonzero(run.keys[np.minimum(first, len(run.keys) - 1)] == keys)
        held[met] = np.searchsorted(run.keys, keys[met], "right") - first[met]
    return first, held


def _gather(run: Run, first: Numbers, look: Numbers, asked: list[Numbers], values: list[Numbers]) -> None:
    """Add the first values of each key in a run, as many as ``look`` says."""
    total = int(look.sum())
    if total:
        within = np.arange(total, dtype=np.int64) - np.repeat(np.cumsum(look) - look, look)
        asked.append(np.repeat(np.arange(len(look), dtype=np.int64), look))
        values.append(run.values[np.repeat(first, look) + within].astype(np.int64))


def pairs(asked: NDArray[np.int64], values: Numbers) -> tuple[Numbers, Numbers]:
    """Return each pair of an asker and a value once, in ascending order."""
    both = distinct(_both(asked, values))
    return (both >> np.uint64(32)).astype(np.int64), (both & np.uint64(0xFFFFFFFF)).astype(np.int64)
