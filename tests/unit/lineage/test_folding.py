"""Folding: what an editing system changes must not hide a copy, and every word keeps its place."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.lineage.folding import fold, read_chunk, words


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


@given(st.text(alphabet=st.characters()))
def test_a_chunk_has_the_words_of_its_text(text: str) -> None:
    """What stands between two spaces is read by itself: its words, and where their tokens stand in it."""
    for told in text.split():
        found = words(told)
        assert [(word, start, end) for word, start, end, _ in read_chunk(told)] == [
            (word.text, word.start, word.end) for word in found
        ]


PIECES = st.sampled_from(
    [
        "The",
        "U.S.",
        "dam's",
        "“5,000”",
        "½",
        "—",
        "(so)",
        "https://a.b/c?d",
        "Ünal",
        "co-op",
        "\u200bseen",
        "3",
    ]
)
SPACES = st.sampled_from([" ", "  ", "\n", "\u00a0", "\u2009", "\x1c", "\u2028", ""])


@given(st.lists(st.tuples(PIECES | st.text(max_size=4), SPACES)))
def test_no_token_holds_a_space(pairs: list[tuple[str, str]]) -> None:
    """A text is folded piece by piece, each piece once however often it is printed."""
    text = "".join(piece + space for piece, space in pairs)
    told = [word.text for word in words(text)]

    assert [word for piece in text.split() for word, *_ in read_chunk(piece)] == told
    assert fold(text) == " ".join(told)


@pytest.mark.parametrize(
    ("told", "marks"),
    [("Dam", [0]), ("dam", [1]), ("5,000", [3]), ("B12", [2]), ("co-Op²", [1, 2]), ("½", [1, 1])],
)
def test_marks_of_a_chunk(told: str, marks: list[int]) -> None:
    """What begins with a capital may be a name, what holds a digit is a figure."""
    assert [mark for *_, mark in read_chunk(told)] == marks


@pytest.mark.parametrize("piece", ["a.", "'", "a'", "1,", "\u200b", "‘’", "U.S. "])
def test_long_runs_of_one_piece_are_read_in_one_pass(piece: str) -> None:
    """A megabyte of one mark must not stall the reader; twice the text has twice the words."""
    once, twice = words(piece * 20_000), words(piece * 40_000)

    assert len(twice) in {len(once), 2 * len(once)}
