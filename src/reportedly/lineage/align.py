"""Alignment: which words two passages share, in which stretches, and which were exchanged between them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from reportedly.lineage.wording import Wording, wording

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
LONGEST_SCATTERED = 16
"""Words of a passage beyond which a copy of it has some stretch."""

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
SCATTERED = Least(4, 1, 0.55)
"""What is enough there of words in order one by one, where they are half of the longer passage too."""


@dataclass(frozen=True, slots=True)
class Matched:
    """The stretches that two passages share, and how much that is.

    ``runs`` count words, first on the left; ``turned`` says that the sides were exchanged to find them: the
    lesser codes come first, so that of several best alignments it is the same one either way round.
    """

    left: Wording
    right: Wording
    runs: tuple[Run, ...]
    identity: float
    turned: bool

    @property
    def aligned(self) -> int:
        """All shared words."""
        return sum(count for *_, count in self.runs)

    @property
    def reaches(self) -> tuple[Stretch, Stretch]:
        """From the first shared word to the last on either side, in words."""
        (at, there), (end, end_there) = self.runs[0][:2], (0, 0)
        for here, other, count in self.runs:
            at, there = min(at, here), min(there, other)
            end, end_there = max(end, here + count), max(end_there, other + count)
        return (at, end), (there, end_there)

    @property
    def said(self) -> int:
        """Shared words that are neither names nor numbers on the right: those alone say nothing."""
        return sum(self.right.plain.count(1, there, there + count) for _, there, count in self.runs)

    @property
    def exchanged(self) -> Iterator[tuple[Stretch, Stretch]]:
        """What stands between neighbouring stretches that follow one another on both sides, in words."""
        runs = sorted((there, at, count) for at, there, count in self.runs) if self.turned else self.runs
        for (at, there, count), (next_at, next_there, _) in pairwise(runs):
            end, end_there = at + count, there + count
            if next_there >= end_there and (next_at > end or next_there > end_there):
                pair = ((end, next_at), (end_there, next_there))
                yield (pair[1], pair[0]) if self.turned else pair

    def stretches(self) -> tuple[Stretch, Stretch]:
        """From the first shared word to the last on either side, in code points."""
        (first, after), (there, after_there) = self.reaches
        left, right = self.left, self.right
        return (
            (left.place(first)[0], left.place(after - 1)[1]),
            (right.place(there)[0], right.place(after_there - 1)[1]),
        )

    def numbers_changed(self) -> bool:
        """Tell whether the words exchanged hold a digit."""
        return any(
            self.left.has_digit(*here) or self.right.has_digit(*there) for here, there in self.exchanged
        )


def align(left: str, right: str, least: Sequence[Least] = ALONE) -> Alignment | None:
    """Return how the two texts share their words, or None where that is too little for a copy.

    Offsets are code points of the texts given. Words moved as a stretch ("according to ..." from the end to
    the front) count as shared, and so does a number in words or digits. The answer for (right, left) is the
    mirror of that for (left, right).
    """
    found = match(left, right, least)
    if found is None:
        return None
    here, there = found.stretches()
    changed = tuple((_between(found.left, *a), _between(found.right, *b)) for a, b in found.exchanged)
    longest = max(count for *_, count in found.runs)
    return Alignment(found.identity, here, there, changed, found.aligned, longest)


def match(
    left: str, right: str, least: Sequence[Least] = ALONE, *, scattered: bool = False
) -> Matched | None:
    """Return the same by words: what two texts share, or None where that is too little for a copy.

    With ``scattered``, single words in order are enough where they are most of both.
    """
    lefts, rights = wording(left), wording(right)
    turned = rights.codes < lefts.codes
    one, other = (rights, lefts) if turned else (lefts, rights)
    found = _matched(one, other, least)
    if found is None and scattered:
        found = _one_by_one(one, other)
    if found is None:
        return None
    identity, runs = found
    if turned:
        runs = sorted((there, at, count) for at, there, count in runs)
    return Matched(lefts, rights, tuple(runs), identity, turned)


def _matched(left: Wording, right: Wording, least: Sequence[Least]) -> tuple[float, list[Run]] | None:
    """Return the identity and the shared stretches, None where they are too little for a copy."""
    if len(left.codes) * len(right.codes) > LARGEST:
        return None
    found = _found_in_window(left, right)
    if not found:
        return None
    share = _share(left, right, found)
    longest, aligned = max(run[2] for run in found), sum(run[2] for run in found)
    return (share, found) if any(each.reached(aligned, longest, share) for each in least) else None


def _share(left: Wording, right: Wording, found: Sequence[Run]) -> float:
    """Return the share of the shorter passage's letters that stand in shared stretches."""
    whole, whole_right = sum(left.letters), sum(right.letters)
    if whole <= whole_right:
        return sum(sum(left.letters[at : at + count]) for at, _, count in found) / whole
    return sum(sum(right.letters[at : at + count]) for _, at, count in found) / whole_right


def _one_by_one(left: Wording, right: Wording) -> tuple[float, list[Run]] | None:
    """Return the identity and the words in order, however short the stretches, if they are most of both."""
    longer = max(len(left.codes), len(right.codes))
    if longer > LONGEST_SCATTERED or not left.codes or not right.codes:
        return None
    found = _in_order(left.codes, right.codes)
    aligned = sum(run[2] for run in found)
    if not found or 2 * aligned < longer:
        return None
    share = _share(left, right, found)
    return (share, found) if SCATTERED.reached(aligned, 1, share) else None


def _found_in_window(left: Wording, right: Wording) -> list[Run]:
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
    blocks = LCSseq.editops(left, right).as_matching_blocks()
    return [(each.a, each.b, each.size) for each in blocks if each.size]


def _tells(letters: Sequence[int], run: Run) -> bool:
    """Return whether a stretch is more than a word or two that any two sentences share ("of the")."""
    at, _, count = run
    return count >= 3 or (count == 2 and letters[at] + letters[at + 1] >= 9)


def _close(found: list[Run]) -> list[Run]:
    """Return the stretches without those at the ends that stand too far off to be part of the copy."""
    if len(found) == 1:
        return found
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
    left, right = "".join(free_left), "".join(free_right)
    if LCSseq.similarity(left, right) < MOVED_AT_LEAST:
        return []
    return [run for run in _in_order(left, right) if run[2] >= MOVED_AT_LEAST]


def _between(words: Wording, first: int, after: int) -> Stretch:
    """Return the code points of the words from ``first`` up to ``after``; empty, after the word before."""
    if first == after:
        end = words.place(first - 1)[1]
        return end, end
    return words.place(first)[0], words.place(after - 1)[1]
