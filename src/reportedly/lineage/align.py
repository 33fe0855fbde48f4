"""Alignment: which words two passages share, in which stretches, and which were exchanged between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from reportedly.lineage.coding import code_words
from reportedly.lineage.folding import spread

Stretch = tuple[int, int]
"""Code points of one passage's text, end exclusive; empty where only the other side has words."""
Run = tuple[int, int, int]
"""First word on the left, first word on the right, words in common."""

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

LARGEST = 16_000_000
"""Product of the two numbers of words beyond which nothing is aligned: no sentence, a line of junk."""
_FREE = 0xE000
"""Code points that stand for no word: private ones, the left side's before the right's."""


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


@dataclass(frozen=True, slots=True)
class Least:
    """How much two passages must share: words, words in the longest stretch, and identity."""

    aligned: int
    longest: int
    identity: float

    def reached(self, aligned: int, longest: int, share: float) -> bool:
        """Return whether so much is enough."""
        return aligned >= self.aligned and longest >= self.longest and share >= self.identity


ALONE = (
    Least(FEWEST_ALIGNED, LONGEST_AT_LEAST, LEAST_IDENTITY),
    Least(TELLING_RUN, TELLING_RUN, 0.0),
)
"""What two passages must share of which nothing else is known: the one or the other."""
AMONG_COPIES = (Least(3, 2, 0.5), Least(5, 3, 0.33), *ALONE)
"""What is enough between reports that copy one another beyond doubt."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a passage: their codes, their letters, and the code points where they begin and end."""

    codes: str
    letters: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


@lru_cache(maxsize=4096)
def _read(text: str) -> _Words:
    """Return the words of a passage; remembered, since a source is aligned with copy after copy."""
    told, starts, ends = spread(text)
    return _Words(code_words(told), tuple(map(len, told)), tuple(starts), tuple(ends))


def align(left: str, right: str, least: Sequence[Least] = ALONE) -> Alignment | None:
    """Return how the two texts share their words, or None where that is too little for a copy.

    Offsets are code points of the texts given. Words moved as a stretch ("according to ..." from the end to
    the front) count as shared, and so does a number in words or digits. The answer for (right, left) is the
    mirror of that for (left, right).
    """
    lefts, rights = _read(left), _read(right)
    turned = rights.codes < lefts.codes
    if turned:
        lefts, rights = rights, lefts
    matched = _matched(lefts, rights, least)
    if matched is None:
        return None
    identity, found = matched
    sides = (_reach(lefts, [(at, n) for at, _, n in found]), _reach(rights, [(at, n) for _, at, n in found]))
    changed = _exchanged(lefts, rights, found)
    if turned:
        sides, changed = (sides[1], sides[0]), tuple((there, here) for here, there in changed)
    return Alignment(
        identity, sides[0], sides[1], changed, sum(n for *_, n in found), max(n for *_, n in found)
    )


def _matched(left: _Words, right: _Words, least: Sequence[Least]) -> tuple[float, list[Run]] | None:
    """Return the identity and the shared stretches, None where they are too little for a copy.

    The lesser codes come first: of several best alignments that gives the same one either way round.
    """
    if len(left.codes) * len(right.codes) > LARGEST:
        return None
    found = _found_in_window(left, right)
    if not found:
        return None
    shared = sum(sum(left.letters[at : at + count]) for at, _, count in found)
    shared_right = sum(sum(right.letters[at : at + count]) for _, at, count in found)
    whole, whole_right = sum(left.letters), sum(right.letters)
    share = shared / whole if whole <= whole_right else shared_right / whole_right
    longest, aligned = max(run[2] for run in found), sum(run[2] for run in found)
    return (share, found) if any(each.reached(aligned, longest, share) for each in least) else None


def _found_in_window(left: _Words, right: _Words) -> list[Run]:
    """Return the shared stretches; a passage much longer than the other is looked at in its likeliest part.

    Else the words that any two sentences share would scatter the alignment over the whole of it.
    """
    one, other = left.codes, right.codes
    size = min(len(one), len(other)) * 3 // 2 + 4
    if max(len(one), len(other)) <= max(size, 2 * min(len(one), len(other))):
        return _shared(left.letters, one, other)
    if len(one) > len(other):
        at = _window(one, other, size)
        found = _shared(left.letters[at : at + size], one[at : at + size], other)
        return [(here + at, there, count) for here, there, count in found]
    at = _window(other, one, size)
    return [
        (here, there + at, count) for here, there, count in _shared(left.letters, one, other[at : at + size])
    ]


def _window(long: str, short: str, size: int) -> int:
    """Return where the part of so many words begins that has most words in common with the short one."""
    step = max(1, size // 8)
    starts = range(0, max(1, len(long) - size + step), step)
    return max(starts, key=lambda at: (LCSseq.similarity(long[at : at + size], short), -at))


def _shared(letters: Sequence[int], left: str, right: str) -> list[Run]:
    """Return the shared stretches by their place on the left: those in order, then those moved elsewhere."""
    found = _grown([run for run in _in_order(left, right) if _tells(letters, run)], left, right)
    for _ in range(MOVES if found else 0):
        moved = _moved(left, right, found)
        if not moved:
            break
        found += moved
    return _close(sorted(found))


def _grown(found: Sequence[Run], left: str, right: str) -> list[Run]:
    """Return stretches in order with the equal words beside them that were aligned elsewhere or let go."""
    grown: list[Run] = []
    for number, (at, there, count) in enumerate(found):
        first, first_there = (grown[-1][0] + grown[-1][2], grown[-1][1] + grown[-1][2]) if grown else (0, 0)
        while at > first and there > first_there and left[at - 1] == right[there - 1]:
            at, there, count = at - 1, there - 1, count + 1
        after = found[number + 1] if number + 1 < len(found) else (len(left), len(right), 0)
        while at + count < after[0] and there + count < after[1] and left[at + count] == right[there + count]:
            count += 1
        grown.append((at, there, count))
    return grown


def _in_order(left: str, right: str) -> list[Run]:
    """Return the stretches of a longest common subsequence of words."""
    blocks = LCSseq.opcodes(left, right).as_matching_blocks()
    return [(block.a, block.b, block.size) for block in blocks if block.size]


def _tells(letters: Sequence[int], run: Run) -> bool:
    """Return whether a stretch is more than a word or two that any two sentences share ("of the")."""
    at, _, count = run
    return count >= 3 or (count == 2 and letters[at] + letters[at + 1] >= 9)


def _close(found: list[Run]) -> list[Run]:
    """Return the stretches without those at the ends that stand too far off to be part of the copy."""
    kept = list(found)
    for side in (0, 1):
        kept.sort(key=lambda run: run[side])
        while len(kept) > 1 and _far(kept[0], kept[1], kept[0][2], side):
            del kept[0]
        while len(kept) > 1 and _far(kept[-2], kept[-1], kept[-1][2], side):
            del kept[-1]
    return sorted(kept)


def _far(before: Run, after: Run, words_: int, side: int) -> bool:
    """Return whether the gap between two stretches is wide for the outer one's number of words."""
    return after[side] - before[side] - before[2] > max(NEAR, 2 * words_)


def _moved(left: str, right: str, found: list[Run]) -> list[Run]:
    """Return stretches among the words still free that stand in another order on the right."""
    taken = sum(count for _, _, count in found)
    if min(len(left), len(right)) - taken < MOVED_AT_LEAST:
        return []
    free_left, free_right = list(left), list(right)
    for at, there, count in found:  # marks that no word is coded by and that differ on the two sides
        free_left[at : at + count] = chr(_FREE) * count
        free_right[there : there + count] = chr(_FREE + 1) * count
    runs = _in_order("".join(free_left), "".join(free_right))
    return [run for run in runs if run[2] >= MOVED_AT_LEAST]


def _reach(words: _Words, runs: Sequence[tuple[int, int]]) -> Stretch:
    """Return the code points from the first shared word to the last."""
    return (
        words.starts[min(at for at, _ in runs)],
        words.ends[max(at + count for at, count in runs) - 1],
    )


def _exchanged(left: _Words, right: _Words, found: Sequence[Run]) -> tuple[tuple[Stretch, Stretch], ...]:
    """Return what stands between neighbouring shared stretches that follow one another on both sides."""
    changed = []
    for (at, there, count), (next_at, next_there, _) in pairwise(found):
        end, end_there = at + count, there + count
        if next_there >= end_there and (next_at > end or next_there > end_there):
            changed.append((_between(left, end, next_at), _between(right, end_there, next_there)))
    return tuple(changed)


def _between(words: _Words, first: int, after: int) -> Stretch:
    """Return the code points of the words from ``first`` up to ``after``; empty, after the word before."""
    if first == after:
        return words.ends[first - 1], words.ends[first - 1]
    return words.starts[first], words.ends[after - 1]
