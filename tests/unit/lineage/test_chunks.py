"""Chunks: the words of a whole text, looked up at once, are those of its pieces read one by one."""

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.lineage.chunks import BITS, read_stretches, read_words, word_hash
from reportedly.lineage.coding import code_words
from reportedly.lineage.cutting import DIGIT, LOWER, QUOTED
from reportedly.lineage.folding import LONGEST_REMEMBERED, Word, words

PIECES = st.sampled_from(
    [
        "The",
        "U.S.",
        "dam's",
        "5,000",
        "½",
        "ﷺ",
        "—",
        "co-op-a-b-c-d",
        "(“so”)",
        '"a"b"',
        "«",
        "„",
        "Ünal",
        "٣",
        "\U0001d7d8",
        "https://a.b/c?d",
        "\u200bseen",
        "\ud800",
        "\x00",
        "x" * 60,
        "ß" * 150,
    ]
)
SPACES = st.sampled_from([" ", "  ", "\n", "\u00a0", "\u3000", "\x1c", "\u2028", "\u2029", "\x85"])
TEXTS = st.lists(st.tuples(PIECES | st.text(max_size=4), SPACES), max_size=40).map(
    lambda pairs: "".join(piece + space for piece, space in pairs)
)
BOUNDS = st.tuples(st.integers(-3, 200), st.integers(-3, 200))


def told(text: str, start: int, end: int) -> Iterator[Word]:
    """Return the words of a stretch: a chunk is folded by itself, nothing beyond a space changes a word."""
    at = start
    for piece in text[start:end].split():
        at = text.index(piece, at)
        yield from (Word(word.text, at + word.start, at + word.end) for word in words(piece))
        at += len(piece)


def quoted(text: str) -> list[bool]:
    """Return of each code point whether it stands within quotation marks."""
    found, open_ = [], False
    for each in text:
        if each in '"“”„«»\n\u2029':
            open_ = not open_ if each == '"' else each in "“„«"
        found.append(open_)
    return found


@given(TEXTS, st.lists(BOUNDS, max_size=6))
def test_words_of_stretches_are_those_of_each_by_itself(text: str, stretches: list[tuple[int, int]]) -> None:
    """A digest rests on them: a sentence must have the same words in whatever report it stands, whether
    sentences overlap or not."""
    found = read_stretches(text, stretches)

    assert len(found.first) == len(stretches) + 1
    for at, (start, end) in enumerate(stretches):
        alone = [*told(text, max(start, 0), max(end, 0))]
        own = slice(found.first[at], found.first[at + 1])
        assert found.codes[own].tobytes().decode("utf-16-le") == code_words(word.text for word in alone)
        assert found.hashes[own].tolist() == [word_hash(word.text) for word in alone]
        assert found.letters[own].tolist() == [min(len(word.text), 255) for word in alone]
        assert found.begins[own].tolist() == [word.start for word in alone]
        assert found.after[own].tolist() == [word.end for word in alone]


@given(TEXTS)
def test_marks_tell_what_the_token_looks_like_and_who_says_it(text: str) -> None:
    """Names are told by capitals, figures by digits, and what both quote is no copy."""
    found = read_words(text, [(0, len(text))])
    within = quoted(text)

    for begin, after, marks in zip(found.begins, found.after, found.marks, strict=True):
        token = text[begin:after]
        assert bool(marks & LOWER) == (not token[0].isupper())
        assert bool(marks & DIGIT) == any(map(str.isdigit, token))
        assert bool(marks & QUOTED) == within[begin]


def test_a_mark_opened_before_a_stretch_holds_in_it() -> None:
    """A quoted sentence has its marks with its neighbours; a paragraph begins anew."""
    text = "“The dam held. It did,” he said.\n“Then he left.\nNobody asked."
    at = text.index("It did")
    found = read_words(text, [(at, at + 16), (text.index("Nobody"), len(text))])

    assert [bool(marks & QUOTED) for marks in found.marks] == [True, True, False, False, False, False]


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        ("", "He said “the dam held” and left.", "the dam held"),
        ("", 'He said "the dam held" and left.', "the dam held"),
        ("“", "The dam held,” he said.", "The dam held"),
        ('One line.\n"', 'The dam held," he said. "It did."', "The dam held It did"),
        ("A mark “ that nothing closes.\n", "The dam held, he said.", ""),
        ("", "The dam held, he said.", ""),
        ("", "«The dam “held” well» he said.", "The dam held"),
    ],
)
def test_what_is_quoted_is_told(before: str, text: str, expected: str) -> None:
    """A passage leaves the marks around it out: what stands before it tells. A paragraph begins anew."""
    whole = before + text
    found = read_words(whole, [(len(before), len(whole))])
    told = zip(found.begins.tolist(), found.after.tolist(), found.marks.tolist(), strict=True)

    assert " ".join(whole[begin:after] for begin, after, marks in told if marks & QUOTED) == expected


@given(TEXTS, st.lists(BOUNDS, max_size=6))
def test_where_a_stretch_begins_changes_nothing_of_what_is_quoted_in_it(
    text: str, stretches: list[tuple[int, int]]
) -> None:
    """Two reports cut one speech in different places, and it is quoted in both."""
    found, within = read_words(text, stretches), quoted(text)

    assert [bool(marks & QUOTED) for marks in found.marks] == [within[begin] for begin in found.begins]


@given(TEXTS, st.lists(BOUNDS, max_size=4))
def test_what_is_known_is_read_as_what_is_not(text: str, stretches: list[tuple[int, int]]) -> None:
    """A chunk is learnt the first time and looked up the second."""
    for fewest in (0, 2):
        first, second = (read_stretches(text, stretches, fewest) for _ in range(2))
        assert all(np.array_equal(getattr(first, each), getattr(second, each)) for each in first._fields)


def test_a_text_of_more_words_than_are_kept() -> None:
    """A dump of numbers drives its own words out of the table, and they are still its own."""
    count = 1 << (BITS - 2)
    for turn in range(1, 7):
        told = [f"n{at * 7919 + turn}" for at in range(count)]
        found = read_stretches(" ".join(told), [(0, 12 * count)])
        assert found.first.tolist() == [0, count]
        assert found.hashes.tolist() == [*map(word_hash, told)]


def test_what_is_too_long_to_be_kept_is_read_each_time() -> None:
    """An address without end, or a list without spaces, is neither lost nor remembered."""
    text = "one " + "/".join(f"part{at}" for at in range(LONGEST_REMEMBERED)) + " two"
    for _ in range(2):
        found = read_stretches(text, [(0, len(text))])
        assert found.hashes.tolist() == [word_hash(word.text) for word in words(text)]
        assert found.begins.tolist() == [word.start for word in words(text)]


def test_nothing_in_nothing() -> None:
    """A stage never raises on an empty text."""
    assert read_words("", []).first.tolist() == [0]
    assert read_words("", [(0, 0)]).first.tolist() == [0, 0]
    assert read_words(" — ", [(0, 3), (9, 2)]).first.tolist() == [0, 0, 0]
