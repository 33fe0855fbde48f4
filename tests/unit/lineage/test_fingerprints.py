"""Fingerprints: a shared stretch of some length leaves a key on both sides."""

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reportedly.lineage.fingerprints import RUN, WINDOW, digest_keys, fingerprints

from .making import codes

WORDS = [f"word{n}" for n in range(60)]
SENTENCE = st.lists(st.sampled_from(WORDS), max_size=40)


def held(passages: Sequence[Sequence[str]]) -> list[set[int]]:
    """Return the keys of each passage, given as words."""
    found: list[set[int]] = [set() for _ in passages]
    words = np.array([len(each) for each in passages], dtype=np.int32)
    first = np.cumsum(words, dtype=np.int64) - words
    every = codes([word for each in passages for word in each])
    places, keys = fingerprints(np.arange(len(passages), dtype=np.int64), first, words, every)
    for place, key in zip(places.tolist(), keys.tolist(), strict=True):
        found[place].add(key)
    return found


@given(SENTENCE, SENTENCE, SENTENCE, st.lists(st.sampled_from(WORDS), min_size=RUN + WINDOW - 1, max_size=20))
def test_a_shared_stretch_leaves_a_shared_key(
    before: list[str], after: list[str], other: list[str], shared: list[str]
) -> None:
    """Two passages that share nine words in a row must find one another, whatever stands around them."""
    left, right = held([before + shared + after, other + shared])

    assert left & right


@given(st.lists(SENTENCE, max_size=8))
def test_a_passage_has_the_same_keys_in_any_company(passages: list[list[str]]) -> None:
    """Keys are worked out for whole batches; none may depend on what stands beside a passage."""
    assert held(passages) == [held([words])[0] for words in passages]


@given(st.lists(SENTENCE, min_size=1, max_size=6), st.lists(st.integers(0, 5), max_size=6))
def test_some_of_many_passages_may_be_asked_about(passages: list[list[str]], asked: list[int]) -> None:
    """Of the passages at hand a batch asks about its own, in any order: each answer stands at its place."""
    some = [at for at in asked if at < len(passages)]
    words = np.array([len(each) for each in passages], dtype=np.int32)
    every = codes([word for each in passages for word in each])
    first = np.cumsum(words, dtype=np.int64) - words
    places, keys = fingerprints(np.array(some, dtype=np.int64), first, words, every)

    assert places.tolist() == sorted(places.tolist())
    for place, at in enumerate(some):
        assert set(keys[places == place].tolist()) == held([passages[at]])[0]


def test_short_passages_have_a_key_too() -> None:
    """Five words in a row are two runs: too few for a window, and enough to be found by."""
    assert [len(keys) > 0 for keys in held([WORDS[:3], WORDS[:4], WORDS[:5]])] == [False, True, True]


def test_keys_are_thinned_out() -> None:
    """The index would be several times as large with every run in it."""
    (keys,) = held([WORDS])

    assert len(keys) < len(WORDS) / 2


def test_digests_have_keys_of_their_own() -> None:
    """A passage found word for word is looked up in the same index; different digests seldom meet."""
    assert len(set(digest_keys(np.arange(1000, dtype=np.uint64)).tolist())) == 1000


def test_nothing_has_no_keys() -> None:
    """A report without a sentence is no error."""
    assert held([]) == []
    assert held([[], []]) == [set(), set()]
    assert digest_keys(np.empty(0, np.uint64)).tolist() == []
