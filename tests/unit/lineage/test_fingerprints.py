"""Fingerprints: passages that share a stretch find each other, formulas connect nobody."""

from hypothesis import given
from hypothesis import strategies as st

from reportedly.lineage.fingerprints import COMMON, RUN, SHARED, WHOLE, WINDOW, candidates, fingerprints

WORDS = st.lists(
    st.sampled_from([f"w{number}" for number in range(500)]), min_size=8, max_size=20, unique=True
)


def test_keys_fit_a_database_integer() -> None:
    """The store keeps them as signed 64-bit integers."""
    keys = fingerprints(" ".join(f"word{number}" for number in range(300)))

    assert all(-(2**63) <= key < 2**63 for key in keys)
    assert min(keys) < 0 < max(keys)


def test_short_passages_keep_every_run() -> None:
    """A short sentence has no runs to spare."""
    assert len(fingerprints(" ".join(f"word{number}" for number in range(WHOLE)))) == WHOLE - RUN + 1


def test_long_passages_keep_fewer() -> None:
    """The index grows with the news, so long passages are thinned."""
    many = WHOLE * 10
    assert len(fingerprints(" ".join(f"word{number}" for number in range(many)))) < many * 0.6


def test_too_few_words_have_no_key() -> None:
    """Nothing to compare is nothing, not an error."""
    assert fingerprints("one two") == fingerprints("") == frozenset()


@given(shared=WORDS, before=WORDS, after=WORDS)
def test_a_shared_stretch_keeps_a_shared_key(shared: list[str], before: list[str], after: list[str]) -> None:
    """Winnowing's promise: a stretch of RUN + WINDOW - 1 words leaves a key on both sides."""
    stretch = shared[: RUN + WINDOW - 1]
    long = [f"x{word}" for word in before * 4] + stretch + [f"y{word}" for word in after * 4]

    assert fingerprints(" ".join(stretch)) & fingerprints(" ".join(long))


def test_pairs_need_shared_keys_enough() -> None:
    """One shared run of words is chance."""
    keys = {"a": range(SHARED), "b": range(SHARED), "c": range(SHARED - 1)}

    assert candidates(keys) == (("a", "b"),)


def test_formulas_are_ignored() -> None:
    """What more than COMMON passages hold connects none of them; one fewer and it still does."""
    few = {f"{number:03}": range(SHARED) for number in range(COMMON)}
    many = {**few, "999": range(SHARED)}

    assert len(candidates(few)) == COMMON * (COMMON - 1) // 2
    assert candidates(many) == ()


def test_no_passages_no_pairs() -> None:
    """An empty collection is a collection."""
    assert candidates({}) == ()
