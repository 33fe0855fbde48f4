"""Wording: words found piece by piece between spaces are those of the whole text, where they stand in it."""

from hypothesis import given
from hypothesis import strategies as st

from reportedly.lineage.coding import code, code_words
from reportedly.lineage.folding import fold, tokens, words
from reportedly.lineage.wording import wording

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
TEXTS = st.lists(st.tuples(PIECES | st.text(max_size=4), SPACES)).map(
    lambda pairs: "".join(piece + space for piece, space in pairs)
)


@given(TEXTS)
def test_words_stand_where_they_stand_in_the_text(text: str) -> None:
    """Aligned spans are right to the word, whatever stands between the words."""
    told = words(text)
    found = wording(text)

    assert found.codes == code_words(word.text for word in told)
    assert [found.place(at) for at in range(len(told))] == [(word.start, word.end) for word in told]
    assert [*found.letters] == [min(len(word.text), 255) for word in told]


@given(TEXTS)
def test_no_token_holds_a_space(text: str) -> None:
    """A text is folded piece by piece, each piece once however often it is printed."""
    assert [token for piece in text.split() for token in tokens(piece)] == tokens(text)
    assert code(text.split()) == code_words(word.text for word in words(text))
    assert fold(text) == " ".join(word.text for word in words(text))


def test_names_and_numbers_are_known() -> None:
    """What is said is told from who and how many."""
    found = wording("Mayor Brandt counted 40 barges and “3” ropes")

    assert [*found.plain] == [0, 0, 1, 0, 1, 1, 0, 1]
    assert [at for at in range(8) if found.has_digit(at, at + 1)] == [3, 6]


def test_in_a_headline_capitals_tell_no_names() -> None:
    """Where every word has a capital, what anybody uses is no name: a headline is copied like a sentence."""
    found = wording("FIRE CLOSES Brandt BRIDGE AND 3 SCHOOLS FOR A WEEK, OKAFOR SAID ON FRIDAY")
    plain = {found.text[slice(*found.place(at))] for at, mark in enumerate(found.plain) if mark}

    assert {"AND", "FOR", "A", "WEEK", "SAID", "ON"} <= plain
    assert not plain & {"Brandt", "OKAFOR", "3"}
