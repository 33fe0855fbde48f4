"""Alignment: which words two passages share, in which stretches, and which were exchanged between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from reportedly.lineage.folding import Word, words

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


def align(left: str, right: str) -> Alignment | None:
    """Return how the two texts share their words, or None where that is too little for a copy.

    Offsets are code points of the texts given. Words moved as a stretch ("according to ..." from the end to
    the front) count as shared. The answer for (right, left) is the mirror of that for (left, right).
    """
    lefts, rights = words(left), words(right)
    left_words, right_words = [word.text for word in lefts], [word.text for word in rights]
    turned = right_words < left_words
    if turned:
        lefts, rights, left_words, right_words = rights, lefts, right_words, left_words
    matched = _matched(left_words, right_words)
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


def identity(left: str, right: str) -> float | None:
    """Return the identity that :func:`align` finds between two texts already folded, None where it does."""
    left_words, right_words = sorted((left.split(), right.split()))
    matched = _matched(left_words, right_words)
    return None if matched is None else matched[0]


def _matched(left: list[str], right: list[str]) -> tuple[float, list[Run]] | None:
    """Return the identity and the shared stretches, None where they are too little for a copy.

    The lesser list comes first: of several best alignments that gives the same one either way round.
    """
    if len(left) * len(right) > LARGEST:
        return None
    found = _shared(left, right)
    if sum(run[2] for run in found) < FEWEST_ALIGNED:
        return None
    letters = sum(len(word) for at, _, count in found for word in left[at : at + count])
    share = letters / min(sum(map(len, left)), sum(map(len, right)))
    longest = max(run[2] for run in found)
    if longest < LONGEST_AT_LEAST or (share < LEAST_IDENTITY and longest < TELLING_RUN):
        return None
    return share, found


def _shared(left: list[str], right: list[str]) -> list[Run]:
    """Return the shared stretches by their place on the left: those in order, then those moved elsewhere."""
    found = [run for run in _in_order(left, right) if _tells(left, run)]
    for _ in range(MOVES if found else 0):
        moved = _moved(left, right, found)
        if not moved:
            break
        found += moved
    return _close(sorted(found))


def _in_order(left: Sequence[str | int], right: Sequence[str | int]) -> list[Run]:
    """Return the stretches of a longest common subsequence of words."""
    blocks = LCSseq.opcodes(left, right).as_matching_blocks()
    return [(block.a, block.b, block.size) for block in blocks if block.size]


def _tells(words_: list[str], run: Run) -> bool:
    """Return whether a stretch is more than a word or two that any two sentences share ("of the")."""
    at, _, count = run
    return count >= 3 or (count == 2 and len(words_[at]) + len(words_[at + 1]) >= 9)


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


def _moved(left: list[str], right: list[str], found: list[Run]) -> list[Run]:
    """Return stretches among the words still free that stand in another order on the right."""
    taken = sum(count for _, _, count in found)
    if min(len(left), len(right)) - taken < MOVED_AT_LEAST:
        return []
    free_left: list[str | int] = list(left)
    free_right: list[str | int] = list(right)
    for at, there, count in found:  # numbers that no word equals and that differ on the two sides
        free_left[at : at + count] = range(at, at + count)
        free_right[there : there + count] = range(-1 - there, -1 - there - count, -1)
    return [run for run in _in_order(free_left, free_right) if run[2] >= MOVED_AT_LEAST]


def _reach(words_: Sequence[Word], runs: Sequence[tuple[int, int]]) -> Stretch:
    """Return the code points from the first shared word to the last."""
    return (
        words_[min(at for at, _ in runs)].start,
        words_[max(at + count for at, count in runs) - 1].end,
    )


def _exchanged(
    left: Sequence[Word], right: Sequence[Word], found: Sequence[Run]
) -> tuple[tuple[Stretch, Stretch], ...]:
    """Return what stands between neighbouring shared stretches that follow one another on both sides."""
    changed = []
    for (at, there, count), (next_at, next_there, _) in pairwise(found):
        end, end_there = at + count, there + count
        if next_there >= end_there and (next_at > end or next_there > end_there):
            changed.append((_between(left, end, next_at), _between(right, end_there, next_there)))
    return tuple(changed)


def _between(words_: Sequence[Word], first: int, after: int) -> Stretch:
    """Return the code points of the words from ``first`` up to ``after``; empty, after the word before."""
    if first == after:
        return words_[first - 1].end, words_[first - 1].end
    return words_[first].start, words_[after - 1].end
