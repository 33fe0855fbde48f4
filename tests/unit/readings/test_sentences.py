"""Sentences by rules: the passages whose copies are traced from report to report."""

import pytest

from reportedly.readings.sentences import find_sentences
from reportedly.terms.spans import COMPARED, Block, Role, Span
from tests.unit.readings.making import ENGLISH, paragraphs


def sentences(*texts: str) -> list[str]:
    """Return the sentences of paragraphs."""
    text, blocks = paragraphs(*texts)
    return [text[start:end] for start, end in find_sentences(text, blocks, ENGLISH)]


@pytest.mark.parametrize(
    "expected",
    [
        ["The dam held.", "Nobody was hurt."],
        ["Did the dam hold?", "It did!", "Nobody knows why."],
        ["Mr. Okoye met Dr. Lind of the U.S. embassy.", "They spoke for an hour."],
        ["He moved to the U.S.", "The family stayed."],
        ["“The dam held,” she said.", "“We were lucky.”", "He left."],
        ["She asked: “Why now?”", "Nobody answered."],
        ["The rate is 3.5 per cent.", "It was 4.1 per cent."],
        ["It cost J. K. Adeyemi nothing.", "5,000 others paid."],
        ["They waited ...", "“Go,” he said."],
        ["See https://example.org/a.b for more.", "Or ask."],
    ],
)
def test_a_paragraph_falls_into_its_sentences(expected: list[str]) -> None:
    """A passage cut in its middle would no longer match its copy elsewhere."""
    assert sentences(" ".join(expected)) == expected


@pytest.mark.parametrize("text", ["The dam held", "the dam held, and held", "no. nothing came of it", "Hm"])
def test_without_a_clear_end_the_paragraph_is_one_sentence(text: str) -> None:
    """A full stop before a small letter is more often an abbreviation than an end."""
    assert sentences(text) == [text]


def test_no_sentence_crosses_a_block() -> None:
    """A headline has no full stop and must not swallow the first paragraph."""
    assert sentences("Dam holds", "The dam held.") == ["Dam holds", "The dam held."]


def test_blocks_that_are_not_body_are_not_read() -> None:
    """A photo caption tells no events; it is compared all the same, for it is copied as sentences are."""
    text, blocks = paragraphs("The dam held.", "Photo: the dam.")
    caption = Block(Role.CAPTION, blocks[1].span)

    assert find_sentences(text, (blocks[0], caption), ENGLISH) == ((0, 13),)
    assert find_sentences(text, (blocks[0], caption), ENGLISH, COMPARED) == ((0, 13), (15, 30))


@pytest.mark.parametrize(
    "text", ["\x00", "...", "”", "“" * 50, "😀", "\u202e.\u202c", "\ud800.", ". . . .", "?!?!"]
)
def test_hostile_texts_yield_ordered_stretches(text: str) -> None:
    """No text may stop a run."""
    found = find_sentences(text, (Block(Role.PARAGRAPH, Span("r", 0, len(text))),), ENGLISH)

    assert found == tuple(sorted(found))
    assert all(0 <= start < end <= len(text) for start, end in found)


def test_a_block_of_nothing_but_space_has_no_sentence() -> None:
    """An empty sentence has no words to trace."""
    assert find_sentences(" \n ", (Block(Role.PARAGRAPH, Span("r", 0, 3)),), ENGLISH) == ()
