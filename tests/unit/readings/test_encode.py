"""What the network is shown: casing, spacing, quotation marks and windows over a text."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.readings.encode import (
    QUOTING,
    SPACING,
    Encoded,
    casing_of,
    first_pieces,
    make_windows,
    quoting_of,
    spacing_between,
)
from reportedly.readings.labels import CASINGS, QUOTINGS, SPACINGS
from reportedly.readings.words import find_words


@pytest.mark.parametrize(
    ("word", "casing"),
    [
        ("harbour", "lower"),
        ("Harbour", "title"),
        ("NATO", "upper"),
        ("A", "initial"),
        ("McKay", "mixed"),
        ("2031", "digits"),
        ("20th", "digits_letters"),
        ("…", "other"),
        ("", "other"),
    ],
)
def test_casing_tells_names_from_words(word: str, casing: str) -> None:
    """The pieces are in lower case: capitals reach the network by this code alone."""
    assert CASINGS[casing_of(word)] == casing


def test_spacing_tells_lines_and_paragraphs() -> None:
    """Where a line ends a sentence may end without a full stop."""
    text = "Fire\nIt burned.\n\nNobody"

    assert [SPACINGS[code] for code in spacing_between(text, find_words(text))] == [
        "paragraph",
        "line",
        "space",
        "none",
        "paragraph",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a “b c” d", "outside opening inside inside closing outside"),
        ('a "b" c "d"', "outside opening inside closing outside opening inside closing"),
        ("“a\n\nb", "opening inside outside"),
        ("“a\n\n“b” c", "opening inside opening inside closing outside"),
        ("a ” b", "outside closing outside"),
    ],
)
def test_quoting_follows_double_marks(text: str, expected: str) -> None:
    """Whether a word is quoted decides who says it; an open quotation ends with its paragraph."""
    spans = find_words(text)
    words = [text[start:end] for start, end in spans]

    assert [QUOTINGS[code] for code in quoting_of(words, spacing_between(text, spans))] == expected.split()


def encoded(pieces: list[int], spacing: list[int], ends: list[bool]) -> Encoded:
    """Return an encoded text of words with so many pieces."""
    blank = np.zeros(len(pieces), np.int32)
    return Encoded(
        ids=np.zeros(sum(pieces), np.int32),
        pieces=np.array(pieces, np.int32),
        casing=blank,
        spacing=np.array(spacing, np.int32),
        quoting=blank + QUOTING["outside"],
        ends=np.array(ends, bool),
    )


WORDS = st.lists(st.tuples(st.integers(1, 8), st.integers(0, len(SPACING) - 1), st.booleans()), max_size=120)


@given(WORDS, st.integers(8, 60), st.integers(0, 20))
def test_windows_read_every_word_once(rows: list[tuple[int, int, bool]], most: int, context: int) -> None:
    """A word that no window reads would have no label, one that two read two."""
    text = encoded([r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows])
    windows = make_windows(text, most, context)

    assert all(left.end == right.start for left, right in pairwise(windows))
    assert [w for window in windows for w in range(window.start, window.end)] == list(range(len(rows)))
    for window in windows:
        assert 0 <= window.left <= window.start < window.end <= window.right <= len(rows)
        assert int(text.pieces[window.start : window.end].sum()) <= most


def test_a_window_is_cut_at_a_paragraph_where_it_can() -> None:
    """A sentence cut in two loses the half that gives it sense."""
    spacing = [SPACING["paragraph"] if at % 7 == 0 else SPACING["space"] for at in range(40)]
    windows = make_windows(encoded([1] * 40, spacing, [False] * 40), most=12, context=2)

    assert all(window.start % 7 == 0 for window in windows)


def test_first_pieces_count_from_the_start() -> None:
    """A word is read at its first piece."""
    assert first_pieces(np.array([2, 1, 3], np.int32)).tolist() == [0, 2, 3]
