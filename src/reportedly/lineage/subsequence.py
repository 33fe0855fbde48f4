"""Longest common subsequences of coded words: how many words two passages share in order, and which.

The length by bits (Hyyrö, "Bit-parallel LCS-length computation revisited", AWOCA 2004), the words by the
usual table (Wagner and Fischer, 1974).
"""

import numpy as np
from numpy.typing import NDArray

from reportedly.lineage.compiled import compiled

Codes = NDArray[np.uint16]
Masks = NDArray[np.uint64]
Runs = NDArray[np.int64]
"""A row each: the first word on the left, the first on the right, the words in common."""

BITS = 64
"""Words of a passage that is compared by bits."""
CODES = 1 << 16


def no_masks() -> Masks:
    """Return the scratch that :func:`marked` writes to, clean."""
    return np.zeros(CODES, dtype=np.uint64)


@compiled
def marked(words: Codes, masks: Masks) -> None:
    """Note in ``masks`` where each of at most ``BITS`` words stands."""
    for at in range(len(words)):
        masks[words[at]] |= np.uint64(1) << np.uint64(at)


@compiled
def wiped(words: Codes, masks: Masks) -> None:
    """Make ``masks`` clean again."""
    for at in range(len(words)):
        masks[words[at]] = np.uint64(0)


@compiled
def in_common(words: Codes, masks: Masks, other: Codes) -> int:
    """Return how many words in order another passage shares with the one in ``masks``.

    A longer one than ``BITS`` words is in no masks: it is compared by a table.
    """
    if len(words) > BITS:
        return _by_table(words, other)
    open_ = np.uint64(0xFFFFFFFFFFFFFFFF)
    for at in range(len(other)):
        met = open_ & masks[other[at]]
        open_ = (open_ + met) | (open_ - met)
    count = 0
    for at in range(len(words)):
        count += int(not (open_ >> np.uint64(at)) & np.uint64(1))
    return count


@compiled
def common(left: Codes, right: Codes, masks: Masks) -> int:
    """Return how many words two passages share in order."""
    short, long = (left, right) if len(left) <= len(right) else (right, left)
    if len(short) > BITS:
        return _by_table(short, long)
    marked(short, masks)
    found = in_common(short, masks, long)
    wiped(short, masks)
    return found


@compiled
def _by_table(left: Codes, right: Codes) -> int:
    """Return the same, a row of the table at a time."""
    row = np.zeros(len(right) + 1, dtype=np.int64)
    for at in range(len(left)):
        before = 0
        for there in range(len(right)):
            above = row[there + 1]
            if left[at] == right[there]:
                row[there + 1] = before + 1
            elif row[there] > above:
                row[there + 1] = row[there]
            before = above
    return int(row[-1])


@compiled
def in_order(left: Codes, right: Codes, masks: Masks) -> Runs:
    """Return the stretches of a longest common subsequence, in order; always the same one of several.

    Where neither has at most ``BITS`` words it takes memory for the product of their numbers.
    """
    before, size = 0, min(len(left), len(right))
    while before < size and left[before] == right[before]:
        before += 1
    behind = 0
    while behind < size - before and left[len(left) - 1 - behind] == right[len(right) - 1 - behind]:
        behind += 1
    one, other = left[before : len(left) - behind], right[before : len(right) - behind]
    pairs = np.empty((min(len(one), len(other)), 2), dtype=np.int64)
    if len(one) <= BITS:
        count = _pairs_by_bits(one, other, masks, pairs, 0)
    elif len(other) <= BITS:
        count = _pairs_by_bits(other, one, masks, pairs, 1)
    else:
        count = _pairs_by_table(one, other, pairs)
    found = np.empty((count + 2, 3), dtype=np.int64)
    runs = _added(found, 0, 0, 0, before)
    for nth in range(count - 1, -1, -1):
        runs = _added(found, runs, before + pairs[nth, 0], before + pairs[nth, 1], 1)
    runs = _added(found, runs, len(left) - behind, len(right) - behind, behind)
    return found[:runs]


@compiled
def _pairs_by_bits(short: Codes, long: Codes, masks: Masks, pairs: Runs, side: int) -> int:
    """Write down the words in common from the last to the first, those of ``short`` in column ``side``."""
    marked(short, masks)
    open_ = np.empty(len(long) + 1, dtype=np.uint64)
    open_[0] = np.uint64(0xFFFFFFFFFFFFFFFF)
    for at in range(len(long)):
        met = open_[at] & masks[long[at]]
        open_[at + 1] = (open_[at] + met) | (open_[at] - met)
    wiped(short, masks)
    count, here, there = 0, len(short), len(long)
    while here and there:
        bit = np.uint64(1) << np.uint64(here - 1)
        if open_[there] & bit:
            here -= 1
        else:
            there -= 1
            if open_[there] & bit:
                here -= 1
                pairs[count, side], pairs[count, 1 - side] = here, there
                count += 1
    return count


@compiled
def _pairs_by_table(left: Codes, right: Codes, pairs: Runs) -> int:
    """Write down the words in common from the last to the first."""
    table = np.zeros((len(left) + 1, len(right) + 1), dtype=np.uint16)
    for at in range(len(left)):
        for there in range(len(right)):
            if left[at] == right[there]:
                table[at + 1, there + 1] = table[at, there] + 1
            else:
                table[at + 1, there + 1] = max(table[at, there + 1], table[at + 1, there])
    count, at, there = 0, len(left), len(right)
    while table[at, there]:
        if left[at - 1] == right[there - 1]:
            at, there = at - 1, there - 1
            pairs[count, 0], pairs[count, 1] = at, there
            count += 1
        elif table[at - 1, there] >= table[at, there - 1]:
            at -= 1
        else:
            there -= 1
    return count


@compiled
def _added(found: Runs, count: int, at: int, there: int, words: int) -> int:
    """Add words in common, to the last stretch where they go on with it; return how many there are."""
    if not words:
        return count
    if count:
        last = found[count - 1]
        if last[0] + last[2] == at and last[1] + last[2] == there:
            last[2] += words
            return count
    found[count, 0], found[count, 1], found[count, 2] = at, there, words
    return count + 1
