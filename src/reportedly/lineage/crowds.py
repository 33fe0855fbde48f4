"""Crowds: fingerprints that more passages hold than are compared, and what new ones among them change."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reportedly.lineage.align import FEWEST_ALIGNED
from reportedly.lineage.columns import Columns, Numbers
from reportedly.lineage.compiled import compiled
from reportedly.lineage.evidence import LEAST_SHARE
from reportedly.lineage.fingerprints import Keys, digest_keys, fingerprints
from reportedly.lineage.postings import FIRST
from reportedly.lineage.search import OLDEST, Index, coded, oldest
from reportedly.lineage.subsequence import Masks, common, no_masks


@dataclass(frozen=True, slots=True)
class Crowd:
    """The fingerprints of new passages that may be the sources of others, in ascending order, and which
    passages were the first to hold each before those were in the index."""

    passages: Numbers
    keys: Keys
    values: NDArray[np.uint32]
    held: Numbers


def crowd(reports: Numbers, index: Index) -> Crowd:
    """Return how it stands with the fingerprints of reports that are at hand and not yet in the index."""
    columns = index.at_hand.columns()
    spans = [np.arange(columns.base[each], columns.base[each + 1]) for each in reports.tolist()]
    passages = np.concatenate([np.empty(0, np.int64), *spans])
    keys = np.unique(fingerprints(passages, columns.first, columns.words, columns.codes)[1])
    values, held = oldest(keys, index)
    return Crowd(passages, keys, values, held)


def driven_out(before: Crowd, index: Index, holders: Callable[[Keys], tuple[Numbers, Numbers]]) -> Numbers:
    """Return the reports, by number, that now have another passage to compare with, or one less, since new
    ones are among the first of many: the first printers of what is like the ones or the others.

    ``holders`` gives the places of keys, and all passages that they lead to.
    """
    many = before.held == OLDEST
    many |= index.phrases(before.keys, 1).total > OLDEST
    keys = before.keys[many]
    values, held = oldest(keys, index)
    columns = index.at_hand.columns()
    new = np.unique(columns.digest[before.passages])
    moved, place = _moved(columns.digest, before.values[many], before.held[many], values, held, new)
    crowded = np.unique(place)
    which, there = holders(keys[crowded])
    columns = index.columns(there)
    order = np.argsort(which, kind="stable")
    bounds = np.searchsorted(which[order], np.arange(len(crowded) + 1))
    touched = _like(columns, moved, np.searchsorted(crowded, place), there[order], bounds, no_masks())
    printed = index.printings(np.unique(digest_keys(columns.digest[touched])), FIRST).flat()[1]
    return np.unique(columns.report[printed].astype(np.int64))


@compiled
def _moved(
    digest: NDArray[np.uint64],
    before: NDArray[np.uint32],
    held_before: Numbers,
    values: NDArray[np.uint32],
    held: Numbers,
    new: NDArray[np.uint64],
) -> tuple[Numbers, Numbers]:
    """Return the passages among the first of a key that have a new printing, and those no more among them;
    and the place of the key of each."""
    most = held.sum() + held_before.sum()
    found, place = np.empty(most, dtype=np.int64), np.empty(most, dtype=np.int64)
    count = 0
    for nth in range(len(values)):
        for at in range(held[nth]):
            own = digest[values[nth, at]]
            there = np.searchsorted(new, own)
            if there < len(new) and new[there] == own:
                found[count], place[count] = values[nth, at], nth
                count += 1
        for at in range(held_before[nth]):
            gone = True
            for other in range(held[nth]):
                gone &= digest[values[nth, other]] != digest[before[nth, at]]
            if gone:
                found[count], place[count] = before[nth, at], nth
                count += 1
    return found[:count], place[:count]


@compiled
def _like(
    columns: Columns, moved: Numbers, place: Numbers, there: Numbers, bounds: Numbers, masks: Masks
) -> Numbers:
    """Return which holders of a key are like a passage that came among its first, or left them."""
    like = np.zeros(len(there), dtype=np.bool_)
    for nth in range(len(moved)):
        own = coded(columns, moved[nth])
        for at in range(bounds[place[nth]], bounds[place[nth] + 1]):
            if not like[at]:
                other = coded(columns, there[at])
                words = common(own, other, masks)
                like[at] = words >= FEWEST_ALIGNED and words >= LEAST_SHARE * min(len(own), len(other))
    return there[like]
