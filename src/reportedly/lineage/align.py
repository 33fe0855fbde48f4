"""Alignment: which words two passages share, in which stretches, and which were exchanged between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reportedly.lineage.chunks import read_words
from reportedly.lineage.compiled import compiled
from reportedly.lineage.cutting import DIGIT, LOWER
from reportedly.lineage.subsequence import Codes, Masks, Runs, common, in_order, no_masks

Stretch = tuple[int, int]
"""Code points of one passage's text, end exclusive; empty where only the other side has words."""
Bytes = NDArray[np.uint8]
Least = NDArray[np.float64]
"""What two passages must share, a row each of which one is enough: words, words in the longest stretch, and
identity."""

FEWEST_ALIGNED = 5
"""Words that must be shared at all."""
LONGEST_AT_LEAST = 4
"""Words in the longest shared stretch: formulas come in shorter ones."""
LEAST_IDENTITY = 0.45
"""Share of the shorter passage's letters that must be aligned, unless one long stretch speaks for itself."""
TELLING_RUN = 8
"""A shared stretch of so many words speaks for itself."""
NEAR = 6
"""Words between a stretch at the end and the next; twice its own words where that is more."""
MOVES = 2
"""Rounds of looking for stretches that moved: one clause to the front, another to the end."""
MOVED_AT_LEAST = 3
"""Words of a stretch that stands elsewhere in the other passage."""
LONGEST_SCATTERED = 16
"""Words of a passage beyond which a copy of it has some stretch."""
TWO_WORDS = 9
"""Letters of two words in line that are more than any two sentences share ("of the")."""

LARGEST = 16_000_000
"""Product of the two numbers of words beyond which nothing is aligned: no sentence, a line of junk."""
FEWEST_LOWER = 3
"""One word in so many begins with no capital, unless they are a headline's."""
_FREE = 0xE000
"""Codes that stand for no word: the left side's, and the right's after it."""

ALONE: Least = np.array([(FEWEST_ALIGNED, LONGEST_AT_LEAST, LEAST_IDENTITY), (TELLING_RUN, TELLING_RUN, 0.0)])
"""What two passages must share of which nothing else is known: the one or the other."""
AMONG_COPIES: Least = np.array([(3, 2, 0.5), (5, 3, 0.33), *ALONE])
"""What is enough between reports that copy one another beyond doubt."""
SCATTERED, FEW, NEVER = (4.0, 0.55), (3.0, 0.45), (float("inf"), 1.0)
"""What is enough there of words in order one by one, where they are half of the longer passage too: words and
identity; the same in reports of which the one is much of the other; and where they never are."""


class Worded(NamedTuple):
    """The words of a passage, or of a part of it: codes, the letters of each, and what each is: beginning
    with no capital (1), with a digit (2), within quotation marks (4). ``headline`` tells whether nearly all
    words of the whole passage begin with capitals."""

    codes: Codes
    letters: Bytes
    marks: Bytes
    headline: bool


class Matched(NamedTuple):
    """The stretches that two passages share, by their place on the left; none where that is too little.

    ``identity`` is the share, 0 to 1, of the shorter passage's letters that stand in them. ``turned`` says
    that the sides were exchanged to find them: the lesser codes come first, so that of several best
    alignments it is the same one either way round.
    """

    identity: float
    runs: Runs
    turned: bool


@dataclass(frozen=True, slots=True)
class Alignment:
    """How two passages share their words.

    ``identity`` is the share, 0 to 1, of the shorter passage's folded letters that stand in shared
    stretches. ``left`` and ``right`` run from the first to the last shared stretch; ``changed`` pairs the
    words exchanged in between, either side perhaps empty. ``longest`` counts the words of the longest
    shared stretch, ``aligned`` all shared words.
    """

    identity: float
    left: Stretch
    right: Stretch
    changed: tuple[tuple[Stretch, Stretch], ...]
    aligned: int
    longest: int


def align(left: str, right: str, least: Least = ALONE, *, scattered: bool = False) -> Alignment | None:
    """Return how the two texts share their words, or None where that is too little for a copy.

    Offsets are code points of the texts given. Words moved as a stretch ("according to ..." from the end to
    the front) count as shared, and so does a number in words or digits; with ``scattered``, single words in
    order are enough where they are most of both. The answer for (right, left) is the mirror of that for
    (left, right).
    """
    words = [read_words(text, [(0, len(text))]) for text in (left, right)]
    here, there = (Worded(each.codes, each.letters, each.marks, is_headline(each.marks)) for each in words)
    found = match(here, there, least, SCATTERED if scattered else NEVER, no_masks())
    if not len(found.runs):
        return None
    one, other = ([*zip(each.begins.tolist(), each.after.tolist(), strict=True)] for each in words)
    (first, last), (first_there, last_there) = reaches(found.runs).tolist()
    changed = tuple(
        (_between(one, at, end), _between(other, there, end_there))
        for at, end, there, end_there in exchanged(found).tolist()
    )
    return Alignment(
        found.identity,
        (one[first][0], one[last - 1][1]),
        (other[first_there][0], other[last_there - 1][1]),
        changed,
        int(found.runs[:, 2].sum()),
        int(found.runs[:, 2].max()),
    )


def _between(places: Sequence[Stretch], first: int, after: int) -> Stretch:
    """Return the code points of the words from ``first`` up to ``after``; empty, after the word before."""
    if first == after:
        end = places[first - 1][1]
        return end, end
    return places[first][0], places[after - 1][1]


@compiled
def is_headline(marks: Bytes) -> bool:
    """Return whether of a passage's words without a digit fewer than a third begin with no capital."""
    lower, lettered = 0, 0
    for mark in marks:
        lower += int(mark & (LOWER | DIGIT) == LOWER)
        lettered += int(not mark & DIGIT)
    return FEWEST_LOWER * lower < lettered


@compiled
def match(left: Worded, right: Worded, least: Least, scattered: tuple[float, float], masks: Masks) -> Matched:
    """Return the same by words, no stretches where they are too little for a copy; ``masks`` is scratch."""
    turned = _lesser(right.codes, left.codes)
    one, other = (right, left) if turned else (left, right)
    identity, runs = _matched(one, other, least, masks)
    if not len(runs):
        identity, runs = _one_by_one(one, other, scattered, masks)
    if turned:
        runs = _ordered(runs, 1)
        for at in range(len(runs)):
            runs[at, 0], runs[at, 1] = runs[at, 1], runs[at, 0]
    return Matched(identity, runs, turned)


@compiled
def reaches(runs: Runs) -> Runs:
    """Return from which word up to which the stretches reach, on the left and on the right."""
    found = np.empty((2, 2), dtype=np.int64)
    for side in range(2):
        found[side, 0], found[side, 1] = runs[0, side], 0
        for at in range(len(runs)):
            found[side, 0] = min(found[side, 0], runs[at, side])
            found[side, 1] = max(found[side, 1], runs[at, side] + runs[at, 2])
    return found


@compiled
def exchanged(found: Matched) -> Runs:
    """Return what stands between neighbouring stretches that follow one another on both sides: the first word
    and the one after the last on the left, and the same on the right."""
    one, other = (1, 0) if found.turned else (0, 1)
    runs = _ordered(found.runs, one)
    between = np.empty((len(runs), 4), dtype=np.int64)
    count = 0
    for nth in range(len(runs) - 1):
        end, end_there = runs[nth, one] + runs[nth, 2], runs[nth, other] + runs[nth, 2]
        after, after_there = runs[nth + 1, one], runs[nth + 1, other]
        if after_there >= end_there and (after > end or after_there > end_there):
            between[count, 2 * one], between[count, 2 * one + 1] = end, after
            between[count, 2 * other], between[count, 2 * other + 1] = end_there, after_there
            count += 1
    return between[:count]


@compiled
def _lesser(left: Codes, right: Codes) -> bool:
    """Return whether one row of codes comes before another."""
    for at in range(min(len(left), len(right))):
        if left[at] != right[at]:
            return bool(left[at] < right[at])
    return len(left) < len(right)


@compiled
def _matched(left: Worded, right: Worded, least: Least, masks: Masks) -> tuple[float, Runs]:
    """Return the identity and the shared stretches, none where they are too little for a copy."""
    none = np.empty((0, 3), dtype=np.int64)
    if len(left.codes) * len(right.codes) > LARGEST:
        return 0.0, none
    found = _found_in_window(left, right, masks)
    if not len(found):
        return 0.0, none
    share = _share(left, right, found)
    return (share, found) if reached(least, found, share) else (0.0, none)


@compiled
def reached(least: Least, found: Runs, identity: float) -> bool:
    """Return whether stretches are enough."""
    longest, aligned = found[:, 2].max(), found[:, 2].sum()
    for at in range(len(least)):
        if aligned >= least[at, 0] and longest >= least[at, 1] and identity >= least[at, 2]:
            return True
    return False


@compiled
def _share(left: Worded, right: Worded, found: Runs) -> float:
    """Return the share of the shorter passage's letters that stand in shared stretches."""
    whole, whole_right = _letters(left.letters), _letters(right.letters)
    side, letters = (0, left.letters) if whole <= whole_right else (1, right.letters)
    shared = 0
    for at in range(len(found)):
        first = found[at, side]
        shared += _letters(letters[first : first + found[at, 2]])
    return shared / min(whole, whole_right)


@compiled
def _letters(letters: Bytes) -> int:
    """Return how many letters words have."""
    count = 0
    for at in range(len(letters)):
        count += int(letters[at])
    return count


@compiled
def _one_by_one(left: Worded, right: Worded, least: tuple[float, float], masks: Masks) -> tuple[float, Runs]:
    """Return the identity and the words in order, however short the stretches, if they are most of both."""
    none = np.empty((0, 3), dtype=np.int64)
    longer = max(len(left.codes), len(right.codes))
    if longer > LONGEST_SCATTERED or longer < least[0] or not min(len(left.codes), len(right.codes)):
        return 0.0, none
    found = in_order(left.codes, right.codes, masks)
    aligned = found[:, 2].sum()
    if aligned < least[0] or 2 * aligned < longer:
        return 0.0, none
    share = _share(left, right, found)
    return (share, found) if share >= least[1] else (0.0, none)


@compiled
def _found_in_window(left: Worded, right: Worded, masks: Masks) -> Runs:
    """Return the shared stretches; a passage much longer than the other is looked at in its likeliest part.

    Else the words that any two sentences share would scatter the alignment over the whole of it.
    """
    one, other = left.codes, right.codes
    short, long = min(len(one), len(other)), max(len(one), len(other))
    size = short * 3 // 2 + 4
    if long <= max(size, 2 * short):
        return _shared(left.letters, one, other, masks)
    if len(one) > len(other):
        at = _window(one, other, size, masks)
        found = _shared(left.letters[at : at + size], one[at : at + size], other, masks)
        found[:, 0] += at
    else:
        at = _window(other, one, size, masks)
        found = _shared(left.letters, one, other[at : at + size], masks)
        found[:, 1] += at
    return found


@compiled
def _window(long: Codes, short: Codes, size: int, masks: Masks) -> int:
    """Return where the part of so many words begins that has most words in common with the short one."""
    step = max(1, size // 8)
    best, most = 0, -1
    for at in range(0, max(1, len(long) - size + step), step):
        found = common(long[at : at + size], short, masks)
        if found > most:
            best, most = at, found
    return best


@compiled
def _shared(letters: Bytes, left: Codes, right: Codes, masks: Masks) -> Runs:
    """Return the shared stretches by their place on the left: those in order, then those moved elsewhere."""
    found = _telling(letters, in_order(left, right, masks))
    if not len(found):
        return found
    _grow(found, left, right)
    for _ in range(MOVES):
        moved = _moved(left, right, found, masks)
        if not len(moved):
            break
        found = np.concatenate((found, moved))
    return _close(_ordered(found, 0))


@compiled
def _telling(letters: Bytes, found: Runs) -> Runs:
    """Return the stretches that are more than a word or two that any two sentences share."""
    count = 0
    for at in range(len(found)):
        first, words = found[at, 0], found[at, 2]
        if words >= 3 or (words == 2 and _letters(letters[first : first + 2]) >= TWO_WORDS):
            found[count] = found[at]
            count += 1
    return found[:count]


@compiled
def _grow(found: Runs, left: Codes, right: Codes) -> None:
    """Add to stretches in order the equal words beside them that were aligned elsewhere or let go."""
    before, before_there = 0, 0
    for nth in range(len(found)):
        at, there, count = found[nth, 0], found[nth, 1], found[nth, 2]
        while at > before and there > before_there and left[at - 1] == right[there - 1]:
            at, there, count = at - 1, there - 1, count + 1
        last = nth + 1 == len(found)
        after = len(left) if last else found[nth + 1, 0]
        after_there = len(right) if last else found[nth + 1, 1]
        while at + count < after and there + count < after_there and left[at + count] == right[there + count]:
            count += 1
        found[nth, 0], found[nth, 1], found[nth, 2] = at, there, count
        before, before_there = at + count, there + count


@compiled
def _ordered(found: Runs, side: int) -> Runs:
    """Return stretches by their place on one side."""
    ordered = found.copy()
    for nth in range(1, len(ordered)):
        at = nth
        while at and ordered[at, side] < ordered[at - 1, side]:
            for column in range(3):
                ordered[at, column], ordered[at - 1, column] = ordered[at - 1, column], ordered[at, column]
            at -= 1
    return ordered


@compiled
def _close(found: Runs) -> Runs:
    """Return the stretches without those at the ends that stand too far off to be part of the copy."""
    for side in range(2):
        found = _ordered(found, side)
        first, after = 0, len(found)
        while after - first > 1 and _far(found, first, found[first, 2], side):
            first += 1
        while after - first > 1 and _far(found, after - 2, found[after - 1, 2], side):
            after -= 1
        found = found[first:after]
    return _ordered(found, 0)


@compiled
def _far(found: Runs, nth: int, words: int, side: int) -> bool:
    """Return whether the gap after a stretch is wide for the outer one's number of words."""
    gap = found[nth + 1, side] - found[nth, side] - found[nth, 2]
    return bool(gap > max(NEAR, 2 * words))


@compiled
def _moved(left: Codes, right: Codes, found: Runs, masks: Masks) -> Runs:
    """Return stretches among the words still free that stand in another order on the right."""
    none = np.empty((0, 3), dtype=np.int64)
    if min(len(left), len(right)) - found[:, 2].sum() < MOVED_AT_LEAST:
        return none
    one, other = left.copy(), right.copy()
    for at in range(len(found)):  # codes that no word has and that differ on the two sides
        one[found[at, 0] : found[at, 0] + found[at, 2]] = _FREE
        other[found[at, 1] : found[at, 1] + found[at, 2]] = _FREE + 1
    if common(one, other, masks) < MOVED_AT_LEAST:
        return none
    moved = in_order(one, other, masks)
    count = 0
    for at in range(len(moved)):
        if moved[at, 2] >= MOVED_AT_LEAST:
            moved[count] = moved[at]
            count += 1
    return moved[:count]
