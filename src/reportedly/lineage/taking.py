"""Taking: a copy where its words bear it out, and what of the passage it leaves for other sources."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reportedly.lineage.align import (
    ALONE,
    AMONG_COPIES,
    FEW,
    NEVER,
    SCATTERED,
    Least,
    Worded,
    is_headline,
    match,
    reaches,
)
from reportedly.lineage.columns import Columns, Numbers
from reportedly.lineage.compiled import compiled
from reportedly.lineage.evidence import MANIFEST, doubtless, together
from reportedly.lineage.nearness import believed
from reportedly.lineage.search import Floats, Rows
from reportedly.lineage.subsequence import Masks
from reportedly.lineage.tongue import Tongue
from reportedly.lineage.weighing import Bonds, Seen, beside, bond

LETTERS = 24
"""Code points of a rest that are worth a look."""


class Given(NamedTuple):
    """What is chosen from: the rows between reports that share enough (``kept``, best first), what speaks for
    pairs, and which of them are looked at a second time (``places`` from 0 on)."""

    columns: Columns
    tongue: Tongue
    rows: Rows
    bonds: Bonds
    kept: Numbers
    places: Numbers


class Scratch(NamedTuple):
    """Room for what loops note, clean between them."""

    masks: Masks
    seen: Seen


class Found(NamedTuple):
    """Copies, a row each: the passage of the source and that of the copy, from and up to which code points in
    either, the ground, and the identity."""

    source: Numbers
    copy: Numbers
    places: NDArray[np.int64]
    ground: Numbers
    identity: Floats


Rests = NDArray[np.int64]
"""Parts of passages that no copy covers, a row each: the pair of the copy beside it or -1, the passage, its
first word and the one after its last."""


class Made(NamedTuple):
    """The copies, and the rests of one report, as they are made; ``counts`` says how many there are of
    either."""

    found: Found
    rests: Rests
    counts: Numbers


class Part(NamedTuple):
    """Words of a passage, from ``first`` up to ``after``."""

    passage: int
    first: int
    after: int


@compiled
def room(size: int) -> Found:
    """Return room for so many copies."""
    return Found(
        np.empty(size, dtype=np.int64),
        np.empty(size, dtype=np.int64),
        np.empty((size, 4), dtype=np.int64),
        np.empty(size, dtype=np.int64),
        np.empty(size, dtype=np.float64),
    )


@compiled
def all_of(columns: Columns, passage: int) -> Part:
    """Return all words of a passage."""
    # Of one type wherever it is made: each other one would be compiled for itself.
    return Part(passage, int(np.int64(0)), int(np.int64(columns.words[passage])))


@compiled
def left_open(made: Made, pair: int, part: Part) -> None:
    """Note a rest."""
    rest = made.rests[made.counts[1]]
    rest[0], rest[1], rest[2], rest[3] = pair, part.passage, part.first, part.after
    made.counts[1] += 1


@compiled
def leave(columns: Columns, made: Made, pair: int, part: Part, taken: tuple[int, int]) -> None:
    """Note what of a passage's words stands before and after those that are a copy."""
    begun = columns.first[part.passage]
    before = columns.begins[begun + taken[0]] - columns.begins[begun + part.first]
    behind = columns.after[begun + part.after - 1] - columns.after[begun + taken[1] - 1]
    if taken[0] > part.first and before >= LETTERS:
        left_open(made, pair, Part(part.passage, part.first, taken[0]))
    if part.after > taken[1] and behind >= LETTERS:
        left_open(made, pair, Part(part.passage, taken[1], part.after))


@compiled
def take_aligned(
    given: Given, made: Made, scratch: Scratch, pair: int, other: int, part: Part
) -> tuple[int, int]:
    """Add the copy of a part of a passage from another passage, if its words bear it out; return from which
    word up to which it reaches, (0, 0) where there is none."""
    columns, own = given.columns, part.passage
    about = bond(columns, given.tongue.everyday, given.rows, given.bonds, pair, scratch.seen)
    sure = doubtless(about) or together(about)
    scattered = NEVER if not sure else FEW if about.weight >= MANIFEST else SCATTERED
    left, right = _worded(columns, all_of(columns, other)), _worded(columns, part)
    aligned = match(left, right, _least(sure), scattered, scratch.masks)
    if not len(aligned.runs):
        return 0, 0
    near = beside(given.rows, given.bonds, pair, own, other)
    if not believed(about, (left, right), aligned, near, given.tongue, scratch.seen):
        return 0, 0
    reach = reaches(aligned.runs)
    reach[1] += part.first
    found, count = made.found, made.counts[0]
    found.source[count], found.copy[count], found.ground[count] = other, own, given.bonds.ground[pair]
    found.identity[count] = aligned.identity
    for side, passage in enumerate((other, own)):
        begun = columns.first[passage]
        found.places[count, 2 * side] = columns.begins[begun + reach[side, 0]]
        found.places[count, 2 * side + 1] = columns.after[begun + reach[side, 1] - 1]
    made.counts[0] += 1
    return reach[1, 0], reach[1, 1]


@compiled
def _least(sure: bool) -> Least:
    """Return how much two passages must share."""
    return AMONG_COPIES if sure else ALONE


@compiled
def _worded(columns: Columns, part: Part) -> Worded:
    """Return some words of a passage."""
    begun = columns.first[part.passage]
    first, end = begun + part.first, begun + part.after
    headline = is_headline(columns.marks[begun : begun + columns.words[part.passage]])
    return Worded(columns.codes[first:end], columns.letters[first:end], columns.marks[first:end], headline)
