"""From scores to labels: whatever the numbers say, trees are trees and spans are spans."""

from collections.abc import Sequence
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.readings.decode import (
    NEVER,
    Chain,
    Floats,
    allow,
    best_tags,
    sentence_starts,
    spans_of,
)
from reportedly.readings.labels import ATTRIBUTION_TAGS
from reportedly.readings.trees import CYCLES, best_tree, is_tree, search_tree

TAGS = len(ATTRIBUTION_TAGS)
SEEDS = st.integers(0, 2**32 - 1)


def chance(seed: int, *shape: int) -> Floats:
    """Return scores of this shape by this seed."""
    return np.random.default_rng(seed).normal(0, 3, shape).astype(np.float32)


def chain(seed: int = 0) -> Chain:
    """Return a chain over the attribution tags."""
    return allow(chance(seed, TAGS, TAGS), chance(seed + 1, 2, TAGS))


@given(SEEDS, st.integers(1, 14), st.booleans())
def test_any_scores_make_one_tree(seed: int, words: int, flat: bool) -> None:
    """One root, no cycle, every word reached: a reader of trees must never loop."""
    scores = np.zeros((words, words + 1), np.float32) if flat else chance(seed, words, words + 1)
    heads = best_tree(scores).tolist()

    assert heads.count(0) == 1
    for at in range(1, words + 1):
        for _ in range(words):
            at = heads[at - 1] if at else 0
        assert at == 0


def test_the_tree_is_the_best_one() -> None:
    """Where greedy heads make a cycle, the cheapest link is broken."""
    scores = np.full((3, 4), NEVER, np.float32)
    scores[0, 2], scores[0, 0] = 9.0, 1.0
    scores[1, 1], scores[1, 0] = 9.0, 2.0
    scores[2, 2] = 5.0

    assert best_tree(scores).tolist() == [2, 0, 2]


@given(SEEDS, st.integers(0, 60), st.floats(0, 20))
def test_any_scores_make_whole_spans(seed: int, words: int, outside: float) -> None:
    """Spans of words, in order, apart, each with a score that is a probability."""
    scores = chance(seed, words, TAGS)
    scores[:, 0] += np.float32(outside)
    tags = best_tags(scores, chain(seed))
    spans = spans_of(tags, scores)

    assert len(tags) == words
    assert sum(span.last - span.first for span in spans) == int((tags > 0).sum())
    assert all(left.last <= right.first for left, right in pairwise(spans))
    assert all(0 <= span.score <= 1 and span.first < span.last for span in spans)


@given(SEEDS, st.integers(1, 5), st.floats(0, 30))
def test_no_allowed_sequence_of_tags_is_better(seed: int, words: int, outside: float) -> None:
    """Cutting the text at words that are surely outside of spans must not change what is read."""
    rows, links = chance(seed, words, 5), allow(chance(seed + 1, 5, 5), chance(seed + 2, 2, 5))
    rows[:, 0] += np.float32(outside)

    def worth(tags: Sequence[int]) -> float:
        steps = sum(float(links.steps[a, b]) for a, b in pairwise(tags))
        inner = sum(float(row[tag]) for row, tag in zip(rows, tags, strict=True))
        return float(links.first[tags[0]]) + steps + inner + float(links.last[tags[-1]])

    best = max(worth(tags) for tags in product(range(5), repeat=words))

    assert worth(best_tags(rows, links).tolist()) == pytest.approx(best, abs=1e-3)


@given(SEEDS, st.integers(1, 4))
def test_no_tree_with_one_root_is_better(seed: int, words: int) -> None:
    """The short way for graphs that happen to be trees, and the long one for those with cycles."""
    scores = chance(seed, words, words + 1)

    def worth(heads: Sequence[int]) -> float:
        return sum(float(scores[word, head]) for word, head in enumerate(heads))

    every = [h for h in product(range(words + 1), repeat=words) if h.count(0) == 1 and is_tree(np.array(h))]

    assert worth(best_tree(scores).tolist()) == pytest.approx(max(map(worth, every)), abs=1e-3)


def test_a_row_of_brackets_is_one_search_and_not_four() -> None:
    """What is no sentence has as many good roots as words; a page of it must not take a minute."""
    words = 150
    likeness = chance(7, words, words)
    scores = np.zeros((words, words + 1), np.float32)
    scores[:, 1:] = likeness + likeness.T  # any two are as much each other's head

    heads, joined = search_tree(scores)

    assert is_tree(heads) and heads.tolist().count(0) == 1
    assert CYCLES < joined < words


@given(SEEDS, st.integers(2, 40))
def test_a_sentence_is_far_from_that_bound(seed: int, words: int) -> None:
    """Words with a head each, and doubts about some: the search for the best tree is never cut short."""
    scores = chance(seed, words, words + 1)
    for word in range(words):
        scores[word, word // 2 if word else 0] += 9

    assert search_tree(scores)[1] <= CYCLES


def test_sentences_start_where_they_must_and_where_the_score_says() -> None:
    """A block starts a sentence however sure the network is that none does."""
    forced = np.array([True, False, False, True])
    scores = np.array([-9, 2, -1, -9], np.float32)

    assert [int(at) for at in sentence_starts(scores, forced)] == [0, 1, 3]


@given(SEEDS, st.integers(2, 14))
def test_words_that_see_only_their_neighbours_make_one_tree(seed: int, words: int) -> None:
    """A sentence that runs over two windows has no scores between its far ends, and still one root."""
    scores = chance(seed, words, words + 1)
    for at in range(words):
        for head in range(words):
            if abs(at - head) > 1:
                scores[at, head + 1] = NEVER

    heads = best_tree(scores).tolist()

    assert heads.count(0) == 1
    assert all(abs(at - (head - 1)) == 1 for at, head in enumerate(heads) if head)


def test_a_sentence_without_end_is_cut() -> None:
    """A table of ten thousand words without a full stop must not cost its square."""
    starts = sentence_starts(np.full(10_000, -1, np.float32), np.zeros(10_000, bool))

    assert max(b - a for a, b in zip(starts, [*starts[1:], 10_000], strict=True)) <= 160
