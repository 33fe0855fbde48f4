"""Choosing: of all passages that share a passage's words the one that it was copied from.

Where two reports certainly share a source, what is still unmatched is compared with all that the other says,
and what is left of joined or split sentences with the rest of it.
"""

from typing import NamedTuple

import numpy as np

from reportedly.lineage.align import FEWEST_ALIGNED
from reportedly.lineage.columns import Numbers
from reportedly.lineage.compiled import compiled
from reportedly.lineage.evidence import PHRASE, doubtless
from reportedly.lineage.grounds import UNKNOWN
from reportedly.lineage.search import Floats, Marks, coded
from reportedly.lineage.subsequence import BITS, Masks, common, in_common, marked, wiped
from reportedly.lineage.taking import (
    Found,
    Given,
    Made,
    Part,
    Scratch,
    all_of,
    leave,
    left_open,
    room,
    take_aligned,
)
from reportedly.lineage.weighing import CLOSEST, NEAR_VERBATIM, Seen, bond

SECOND_SHARE = 0.35
"""Share of the shorter passage's words that must be in order for a match at the second look."""
FEWEST_AMONG = 3
"""Words that must be in order there."""
WHOLE = 12
"""Words of a passage from which it is looked at in parts where it matches nothing as a whole."""
TRIED = 3
"""Passages of a source that are aligned with a rest, the likeliest first."""
ROUNDS = 3
"""Times that a passage's rest is looked at: several sentences joined to one."""
MOST_COPIES, MOST_RESTS = 16, 32
"""Copies, and rests, that one passage can have at most: each rest that is looked at leaves two."""


class Look(NamedTuple):
    """How closely is looked.

    ``second``: whether a second time, at the reports that share most. ``tried``: how many possible sources of
    a passage are aligned with it before it is given up. ``whole``: the share of the longer passage's words
    from which two in reports that certainly share a source are taken for copies from end to end and not
    aligned.
    """

    second: bool = True
    tried: int = 1 << 30
    whole: float = 2.0


@compiled
def choose(given: Given, reports: Numbers, look: Look, scratch: Scratch) -> Found:
    """Return the copies of these reports, which come in the order of the rows."""
    columns, size, most = given.columns, 0, 0
    for report in reports:
        passages = columns.base[report + 1] - columns.base[report]
        size, most = size + passages, max(most, passages)
    found, counts = room(size * MOST_COPIES), np.zeros(2, dtype=np.int64)
    made = Made(found, np.empty((most * MOST_RESTS, 4), dtype=np.int64), counts)
    first, pair = int(np.int64(0)), int(np.int64(0))
    for report in reports:
        after, last = first, pair
        while after < len(given.kept) and columns.report[given.rows.own[given.kept[after]]] == report:
            after += 1
        while last < len(given.bonds.copy) and given.bonds.copy[last] == report:
            last += 1
        if after > first:
            counts[1] = 0
            _choose(given, made, scratch, report, (first, after, pair, last), look)
        first, pair = after, last
    return Found(
        found.source[: counts[0]],
        found.copy[: counts[0]],
        found.places[: counts[0]],
        found.ground[: counts[0]],
        found.identity[: counts[0]],
    )


@compiled
def _choose(
    given: Given, made: Made, scratch: Scratch, report: int, bounds: tuple[int, int, int, int], look: Look
) -> None:
    """Add the copies of one report, between ``bounds`` of rows kept and of pairs."""
    base = given.columns.base[report]
    size = given.columns.base[report + 1] - base
    met, left = np.zeros(size, dtype=np.bool_), np.zeros(size, dtype=np.bool_)
    at = bounds[0]
    while at < bounds[1]:
        own, after = given.rows.own[given.kept[at]], at
        while after < bounds[1] and given.rows.own[given.kept[after]] == own:
            after += 1
        if _whole(given, given.kept[at], look.whole, scratch.seen):
            met[own - base] = True
            _take_whole(given, made, given.kept[at])
        else:
            met[own - base] = _take(given, made, scratch, at, min(after, at + look.tried))
            left[own - base] = not met[own - base]
        at = after
    if look.second:
        pairs = _second(given, bounds[2], bounds[3])
        _look_again(given, made, scratch, base, (met, left), pairs)
        _take_rests(given, made, scratch, pairs)


@compiled
def _second(given: Given, first: int, after: int) -> Numbers:
    """Return the pairs that are looked at a second time, those that share most first."""
    pairs = np.full(CLOSEST, -1, dtype=np.int64)
    for pair in range(first, after):
        if given.places[pair] >= 0:
            pairs[given.places[pair]] = pair
    return pairs[: int((pairs >= 0).sum())]


@compiled
def _whole(given: Given, row: int, whole: float, seen: Seen) -> bool:
    """Return whether a passage stands word for word, or all but, in its best source, and is not aligned."""
    if given.rows.verbatim[row]:
        return True
    columns = given.columns
    longer = max(columns.words[given.rows.own[row]], columns.words[given.rows.other[row]])
    if given.rows.words[row] < whole * longer:
        return False
    return doubtless(
        bond(columns, given.tongue.everyday, given.rows, given.bonds, given.bonds.pair[row], seen)
    )


@compiled
def _take_whole(given: Given, made: Made, row: int) -> None:
    """Add the copy of a passage from end to end."""
    columns, own, other = given.columns, given.rows.own[row], given.rows.other[row]
    found, count = made.found, made.counts[0]
    found.source[count], found.copy[count], found.ground[count] = other, own, given.rows.ground[row]
    found.places[count, 0], found.places[count, 1] = columns.start[other], columns.end[other]
    found.places[count, 2], found.places[count, 3] = columns.start[own], columns.end[own]
    shorter = min(columns.words[own], columns.words[other])
    found.identity[count] = 1.0 if given.rows.verbatim[row] else given.rows.words[row] / shorter
    made.counts[0] += 1


@compiled
def _take(given: Given, made: Made, scratch: Scratch, first: int, after: int) -> bool:
    """Add the copy from the best possible source whose words bear it out, and leave the rest; return whether
    there is one.

    The possible sources are the rows kept from ``first`` up to ``after``: what has one word for word has no
    other kind, so that their words are all at hand.
    """
    own = all_of(given.columns, given.rows.own[given.kept[first]])
    for at in range(first, after):
        row = given.kept[at]
        pair, other = given.bonds.pair[row], given.rows.other[row]
        taken = take_aligned(given, made, scratch, pair, other, own)
        if taken[1]:
            if own.after >= given.rows.words[row] + FEWEST_ALIGNED:
                leave(given.columns, made, pair, own, taken)
            return True
    return False


@compiled
def _look_again(
    given: Given, made: Made, scratch: Scratch, base: int, marks: tuple[Marks, Marks], pairs: Numbers
) -> None:
    """Add the copies, from reports that share most, of passages that are not met yet; leave those whole that
    are like others and copies of none, where they are long.

    ``marks`` are of passages that have a copy, and of those that have none though they are like others.
    """
    met, left = marks
    best = np.empty((len(pairs), 5), dtype=np.float64)
    for place in range(len(met)):
        if met[place]:
            continue
        own, like = all_of(given.columns, base + place), 0
        for nth in range(len(pairs)):
            best[like, 0] = nth
            like += _likest(given, own.passage, pairs[nth], best[like], scratch.masks)
        reach = (0, 0)
        for at in _order(best[:like]):
            pair, other = pairs[int(best[at, 0])], int(best[at, 1])
            reach = take_aligned(given, made, scratch, pair, other, own)
            if reach[1]:
                if own.after >= best[at, 2] + FEWEST_ALIGNED:
                    leave(given.columns, made, pair, own, reach)
                break
        if (like or left[place]) and not reach[1] and own.after > WHOLE:
            left_open(made, int(np.int64(-1)), own)


@compiled
def _likest(given: Given, own: int, pair: int, best: Floats, masks: Masks) -> int:
    """Write down which passage of a pair's source has most words in common with one: which it is, the words,
    and what it is ordered by; return 1 if there is one."""
    columns, source = given.columns, given.bonds.source[pair]
    words = coded(columns, own)
    if len(words) <= BITS:
        marked(words, masks)
    most = 0.0
    for other in range(columns.base[source], columns.base[source + 1]):
        there = coded(columns, other)
        shared = in_common(words, masks, there)
        share = shared / min(len(words), len(there))
        rating = shared * shared / (len(words) + len(there))
        if shared >= FEWEST_AMONG and share >= SECOND_SHARE and rating > most:
            most = rating
            best[1], best[2], best[4] = other, shared, columns.rank[source]
            best[3] = 4.0 * given.bonds.ground[pair] + 2.0 * (share < NEAR_VERBATIM)
            if given.bonds.ground[pair] == UNKNOWN:
                best[3] += 1.0 - share
    if len(words) <= BITS:
        wiped(words, masks)
    return int(most > 0.0)


@compiled
def _order(best: Floats) -> Numbers:
    """Return the rows by their last columns but one and then by their last."""
    order = np.arange(len(best))
    for nth in range(1, len(order)):
        at = nth
        while at and (
            best[order[at], 3] < best[order[at - 1], 3]
            or (best[order[at], 3] == best[order[at - 1], 3] and best[order[at], 4] < best[order[at - 1], 4])
        ):
            order[at], order[at - 1] = order[at - 1], order[at]
            at -= 1
    return order


@compiled
def _take_rests(given: Given, made: Made, scratch: Scratch, pairs: Numbers) -> None:
    """Look for what of joined sentences has another source, in that of the rest and in the closest."""
    first = 0
    for _ in range(ROUNDS):
        end = made.counts[1]
        for nth in range(first, end):
            rest = made.rests[nth]
            pair, part = rest[0], Part(rest[1], rest[2], rest[3])
            if part.after - part.first < FEWEST_ALIGNED:
                continue
            for place in range(-1, len(pairs)):
                other = pair if place < 0 else pairs[place]
                if other < 0 or (place >= 0 and other == pair):
                    continue
                reach = _take_part(given, made, scratch, other, part)
                if reach[1]:
                    leave(given.columns, made, other, part, reach)
                    break
        first = end


@compiled
def _take_part(given: Given, made: Made, scratch: Scratch, pair: int, part: Part) -> tuple[int, int]:
    """Add the copy of a rest from this source; return from which word up to which it reaches, or (0, 0).

    A rest that is no more than a turn of phrase must be most of what the source says there.
    """
    columns, source = given.columns, given.bonds.source[pair]
    words = coded(columns, part.passage)[part.first : part.after]
    best, rating = np.full(TRIED, -1, dtype=np.int64), np.zeros((TRIED, 2))
    for other in range(columns.base[source], columns.base[source + 1]):
        there = coded(columns, other)
        shared = common(words, there, scratch.masks)
        share = shared / min(len(words), len(there))
        if shared >= FEWEST_AMONG and share >= SECOND_SHARE:
            place = TRIED
            while place and shared * share > rating[place - 1, 0]:
                place -= 1
            for at in range(TRIED - 1, place, -1):
                best[at], rating[at] = best[at - 1], rating[at - 1]
            if place < TRIED:
                best[place], rating[place, 0], rating[place, 1] = other, shared * share, shared
    for nth in range(TRIED):
        if best[nth] < 0:
            break
        shared = rating[nth, 1]
        if shared < PHRASE and 2 * shared < columns.words[best[nth]]:
            continue
        reach = take_aligned(given, made, scratch, pair, best[nth], part)
        if reach[1]:
            return reach
    return 0, 0
