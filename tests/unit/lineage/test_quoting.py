"""Quoting: words between quotation marks are told from the others, wherever the mark that opens stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.lineage.quoting import marks, within


def quoted(before: str, text: str) -> str:
    """Return the code points of a text that stand within marks, the marks left out."""
    places = marks(before, text)
    return "".join(each for at, each in enumerate(text) if within(places, at) and each not in '"“”«»„')


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        ("", "He said “the dam held” and left.", "the dam held"),
        ("", 'He said "the dam held" and left.', "the dam held"),
        ("“", "The dam held,” he said.", "The dam held,"),
        ('One line.\n"', 'The dam held," he said. "It did."', "The dam held,It did."),
        ("A mark “ that nothing closes.\n", "The dam held, he said.", ""),
        ("", "The dam held, he said.", ""),
        ("", "«The dam “held” well» he said.", "The dam held"),
    ],
)
def test_what_is_quoted_is_told(before: str, text: str, expected: str) -> None:
    """A passage leaves the marks around it out: what stands before it tells. A paragraph begins anew."""
    assert quoted(before, text) == expected


@given(st.text(alphabet='ab "“”«»„\n', max_size=60), st.integers(0, 60))
def test_a_text_may_be_cut_anywhere(text: str, at: int) -> None:
    """Where a passage begins changes nothing of what is quoted in it."""
    whole, rest = marks("", text), marks(text[:at], text[at:])

    if "\n" not in text[:at]:
        assert [within(rest, n) for n in range(len(text[at:]))] == [
            within(whole, n) for n in range(at, len(text))
        ]
