"""Words that a second reader quotes stand in the text exactly, or are not taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.second.grounding import make_plain, nearest, occurrences, only

TEXT = "“We will not pay 12 crowns,” said Ida Holm – twice.\n\nHolm said   the mill's\tclosed."


def words(quoted: str) -> str | None:
    """Return the words of the text that are meant, None where there are none or several."""
    found = only(quoted, make_plain(TEXT))
    return None if found is None else TEXT[slice(*found)]


@pytest.mark.parametrize(
    ("quoted", "found"),
    [
        ('"We will not pay 12 crowns,"', "“We will not pay 12 crowns,”"),
        ("Ida Holm - twice", "Ida Holm – twice"),
        ("said the mill’s closed", "said   the mill's\tclosed"),
    ],
)
def test_marks_and_spaces_may_be_set_otherwise(quoted: str, found: str) -> None:
    """Every program sets its own quotation marks; that changes no word."""
    assert words(quoted) == found


@pytest.mark.parametrize(
    "quoted",
    [
        "We will pay 12 crowns",
        "We will not pay 13 crowns",
        "we will not pay",
        "will not pay 12 crown",
        "ill not pay",
        "Holm",
        "",
        "  ",
        "“”",
    ],
)
def test_changed_cut_and_doubtful_words_are_not_found(quoted: str) -> None:
    """A lost "not", another number, half a word, or words that stand twice: none of them is a quotation."""
    assert words(quoted) is None


def test_the_nearest_of_several_is_taken_outside_what_is_taken() -> None:
    """A source that stands twice is the one beside its cue, and never a part of what was said."""
    plain = make_plain(TEXT)
    first, second = list(occurrences("Holm", plain))

    assert nearest("Holm", plain, (second[1] + 1, second[1] + 5), ()) == second
    assert nearest("Holm", plain, (second[1] + 1, second[1] + 5), (second,)) == first
    assert nearest("Holm", plain, (0, 1), (first, second)) is None


@given(st.text(max_size=60), st.text(max_size=12))
def test_what_is_found_reads_as_quoted(text: str, quoted: str) -> None:
    """Whatever the text: a stretch that is found differs from the quotation in marks and spaces alone."""
    for start, end in occurrences(quoted, make_plain(text)):
        assert make_plain(text[start:end]).text == make_plain(quoted).text.strip()
