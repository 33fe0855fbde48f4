"""Folding: what an editing system changes must not hide a copy, and every word keeps its place."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.lineage.folding import fold, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The U.S. embassy", "the US embassy"),
        ("“We’ll stay,” she said", '"We\'ll stay", she said'),
        ("anti-smuggling patrols", "Anti‑smuggling  patrols"),
        ("Qa'im and Sha`ab", "Qaim and Shaab"),
        ("some 5,000 sacks", "some 5000 sacks"),
        ("the harbour\u00a0wall", "the harbour wall"),
        ("soft\u00adened words", "softened words"),
        ("the ﬁnal offer", "the final offer"),
        ("left — again", "left, again"),
        ("the mayor's boat", "the mayor’s boat"),
    ],
)
def test_typography_is_no_difference(one: str, other: str) -> None:
    """Two outlets' typesetting of the same words is one passage."""
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("fell by 2.5 points", "fell by 25 points"), ("12 boats", "13 boats"), ("us", "u s")]
)
def test_numbers_and_words_stay_apart(one: str, other: str) -> None:
    """A changed number is a changed passage, never a verbatim one."""
    assert fold(one) != fold(other)


def test_words_know_where_they_stood() -> None:
    """Aligned spans are built from these offsets: they must index the unchanged text."""
    text = "“The U.S.-led patrol’s 1,200 sacks…”"

    assert [(word.text, text[word.start : word.end]) for word in words(text)] == [
        ("the", "The"),
        ("us", "U.S"),
        ("led", "led"),
        ("patrols", "patrol’s"),
        ("1200", "1,200"),
        ("sacks", "sacks"),
    ]


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    """Folded texts are kept and aligned again: they must say the same the second time."""
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters()))
def test_any_text_folds(text: str) -> None:
    """Hostile input (unpaired surrogates, controls) is text too; offsets rise and stay inside."""
    found = words(text)

    assert all(0 <= word.start < word.end <= len(text) and word.text for word in found)
    assert all(a.end <= b.start or (a.start, a.end) == (b.start, b.end) for a, b in pairwise(found))


@pytest.mark.parametrize("piece", ["a.", "'", "a'", "1,", "\u200b", "‘’", "U.S. "])
def test_long_runs_of_one_piece_are_read_in_one_pass(piece: str) -> None:
    """A megabyte of one mark must not stall the reader; twice the text has twice the words."""
    once, twice = words(piece * 20_000), words(piece * 40_000)

    assert len(twice) in {len(once), 2 * len(once)}
