"""The scores of coreference count as their papers say, and the measures that rest on them."""

from collections.abc import Callable
from itertools import permutations
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quality.coreference import (
    Clusters,
    Ratio,
    b_cubed,
    best_total,
    ceaf_e,
    clusters_of,
    conll,
    lea,
    muc,
)
from tests.quality.event_chains import Linear
from tests.quality.mentions import alike, stem

Score = Callable[[Clusters, Clusters], Ratio]


def clusters(words: str) -> Clusters:
    """Return clusters of letters: "abc de" is two."""
    return [frozenset(word) for word in words.split()]


KEY, RESPONSE = clusters("abc defg"), clusters("ab cd fghi")
"""The case that Pradhan et al. 2014 and Moosavi and Strube 2016 work through."""


@pytest.mark.parametrize(
    ("score", "recall", "precision"),
    [
        (muc, 2 / 5, 2 / 5),
        (b_cubed, 35 / 84, 1 / 2),
        (ceaf_e, 1.3 / 2, 1.3 / 3),
        (lea, (3 * 1 / 3 + 4 * 1 / 6) / 7, (2 * 1 + 2 * 0 + 4 * 1 / 6) / 8),
    ],
)
def test_scores_are_those_of_the_published_case(score: Score, recall: float, precision: float) -> None:
    """A figure by another definition could not be compared with anybody's."""
    found = score(KEY, RESPONSE)
    assert found.recall == pytest.approx(recall)
    assert found.precision == pytest.approx(precision)


def test_all_in_one_and_each_alone_are_the_two_ends() -> None:
    """Vilain's links are blind to singletons; the other scores are not."""
    key, one, alone = clusters("ab c"), clusters("abc"), clusters("a b c")
    assert muc(key, one).recall == 1
    assert muc(key, alone).recall == 0
    assert b_cubed(key, alone).precision == 1
    assert b_cubed(key, one).recall == 1
    assert lea(key, alone).recall == pytest.approx(1 / 3)
    assert lea(key, one).precision == pytest.approx(1 / 3)


partitions = st.lists(st.integers(0, 4), min_size=1, max_size=12)


@given(partitions)
def test_a_partition_is_wholly_like_itself(homes: list[int]) -> None:
    """One end of the scale; muc has no links to find where all are singletons."""
    own = clusters_of({str(at): str(home) for at, home in enumerate(homes)})
    assert all(score(own, own).f1 == pytest.approx(1) for score in (b_cubed, ceaf_e, lea))
    if any(len(each) > 1 for each in own):
        assert conll(own, own) == pytest.approx(1)


@given(partitions, st.randoms(use_true_random=False))
def test_recall_and_precision_change_places_with_the_sides(homes: list[int], chance: Random) -> None:
    """The scores are the same either way but for that."""
    key = clusters_of({str(at): str(home) for at, home in enumerate(homes)})
    other = clusters_of({str(at): str(chance.randrange(3)) for at in range(len(homes))})
    for score in (muc, b_cubed, ceaf_e, lea):
        there, back = score(key, other), score(other, key)
        assert there.recall == pytest.approx(back.precision)
        assert there.precision == pytest.approx(back.recall)
        assert 0 <= there.f1 <= 1


@given(
    st.lists(
        st.lists(st.sampled_from([0.0, 0.0, 0.25, 0.5, 0.9]), min_size=3, max_size=3), min_size=1, max_size=5
    )
)
def test_the_best_assignment_is_the_best_of_all(rows: list[list[float]]) -> None:
    """A greedy pairing would understate CEAF."""
    table = np.array(rows)
    wide = table if table.shape[0] <= table.shape[1] else table.T
    every = permutations(range(wide.shape[1]), wide.shape[0])
    assert best_total(table) == pytest.approx(
        max(sum(wide[at, to] for at, to in enumerate(p)) for p in every)
    )


def test_a_linear_model_learns_what_tells_two_kinds_apart() -> None:
    """And gives a feature that says nothing no weight to speak of."""
    rows = [{"told": float(at % 2), "noise": float(at % 3)} for at in range(60)]
    model = Linear(rows, [at % 2 == 1 for at in range(60)])
    chances = model.chances([{"told": 1.0, "noise": 1.0}, {"told": 0.0, "noise": 1.0}, {}])
    assert chances[0] > 0.9
    assert chances[1] < 0.1
    assert chances[2] < 0.1


def test_words_are_compared_by_rarity_and_by_what_their_endings_leave() -> None:
    """A shooter does the shooting; a rare word in common says more than a plain one."""
    assert stem("shooting") == stem("shooter") == "shoot"
    assert stem("ring") == "ring"
    assert alike(frozenset({"marlinspike", "man"}), frozenset({"marlinspike", "woman"})) > alike(
        frozenset({"marlinspike", "man"}), frozenset({"sextant", "man"})
    )
