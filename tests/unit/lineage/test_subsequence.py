"""Subsequences: what two passages share in order, as an independent library counts it."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from reportedly.lineage.subsequence import (
    BITS,
    Codes,
    common,
    in_common,
    in_order,
    marked,
    no_masks,
    wiped,
)

FEW, MANY = st.sampled_from([0, 1, 2, 3, 0xFFFF]), st.integers(0, 0xFFFF)
WORDS = st.one_of(
    st.lists(FEW, max_size=12),
    st.lists(FEW | MANY, max_size=3 * BITS),
    st.lists(FEW, min_size=BITS - 1, max_size=BITS + 1),
    st.lists(FEW, min_size=BITS + 1, max_size=3 * BITS),
)
MASKS = no_masks()
"""The scratch of all of these tests: what one leaves in it is the next one's error."""


def held(words: list[int]) -> Codes:
    """Return words as codes."""
    return np.array(words, dtype=np.uint16)


def shared(left: list[int], right: list[int]) -> int:
    """Return how many words two passages share in order."""
    return int(LCSseq.similarity(left, right))


@given(WORDS, WORDS)
def test_the_number_of_words_is_that_of_a_longest_subsequence(left: list[int], right: list[int]) -> None:
    """All of lineage rests on this count, be a passage a sentence of ten words or a line of two hundred."""
    assert common(held(left), held(right), MASKS) == shared(left, right)
    assert not MASKS.any()


@given(WORDS, st.lists(WORDS, max_size=4))
def test_one_passage_is_compared_with_many(words: list[int], others: list[list[int]]) -> None:
    """A passage is marked once and compared with all that are like it."""
    own = held(words)
    if len(own) <= BITS:
        marked(own, MASKS)
    found = [in_common(own, MASKS, held(each)) for each in others]
    if len(own) <= BITS:
        wiped(own, MASKS)

    assert found == [shared(words, each) for each in others]
    assert not MASKS.any()


def pairs(runs: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Return the words that stretches pair, left and right."""
    return [(at + n, there + n) for at, there, count in runs.tolist() for n in range(count)]


@given(WORDS, WORDS)
def test_the_stretches_are_those_of_a_longest_subsequence(left: list[int], right: list[int]) -> None:
    """What is shown as shared is the same on both sides, in order, and as much as there is."""
    runs = in_order(held(left), held(right), MASKS)
    found = pairs(runs)

    assert not MASKS.any()
    assert len(found) == shared(left, right)
    assert all(left[at] == right[there] for at, there in found)
    assert all(a < b and c < d for (a, c), (b, d) in pairwise(found))


@given(WORDS, WORDS)
def test_a_stretch_goes_as_far_as_it_can(left: list[int], right: list[int]) -> None:
    """Two stretches that touch on both sides would count as two short ones and be thrown away."""
    runs = in_order(held(left), held(right), MASKS).tolist()

    assert all(count > 0 for *_, count in runs)
    for (at, there, count), (after, after_there, _) in pairwise(runs):
        assert (at + count, there + count) != (after, after_there)


@given(WORDS, st.lists(FEW, max_size=20), st.lists(FEW, max_size=20))
def test_words_put_before_and_after_leave_what_is_shared(
    words: list[int], before: list[int], after: list[int]
) -> None:
    """A sentence inside a longer one is found whole, one stretch or several."""
    runs = in_order(held(words), held([*before, *words, *after]), MASKS)

    assert int(runs[:, 2].sum()) == len(words)


@pytest.mark.parametrize("size", [1, BITS - 1, BITS, BITS + 1, 2 * BITS, 1000])
def test_a_passage_is_one_stretch_of_itself(size: int) -> None:
    """On whichever side of a machine word's bits its length is."""
    words = np.arange(size, dtype=np.uint16)

    assert in_order(words, words.copy(), MASKS).tolist() == [[0, 0, size]]
    assert common(words, words[::-1].copy(), MASKS) == 1
