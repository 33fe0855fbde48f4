"""Laws of reading: any text has words that cover it, sentences that tile them, and trees that are trees."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.language.language import load_language
from reportedly.readings.nested import read_part
from reportedly.readings.reader import DEFAULT
from reportedly.readings.sentences import find_sentences
from reportedly.readings.words import find_words
from reportedly.terms.readings import Reading
from reportedly.terms.spans import BODY, Block, Role, Span

ENGLISH = load_language("en")
LINE = """
Anna said that the mayor of Tarnow warned police according to it didn't U.S. Mr. “ ” " ' ’ ( ) , . ? …
"""
PIECES = st.sampled_from(
    [
        *LINE.split(),
        "\n", "\n\n", " ", "\u00a0", "\x00", "\ud800", "\u202e", "😀", "e\u0301", "a-a-a-", "https://x.example/a?b",
    ]
)  # fmt: skip
TEXTS = (
    st.text(max_size=60)
    | st.lists(PIECES, max_size=40).map(" ".join)
    | st.lists(PIECES, max_size=40).map("".join)
)
ROLES = st.lists(st.sampled_from(sorted(Role)), max_size=4)


def blocks_of(text: str, roles: list[Role]) -> tuple[Block, ...]:
    """Return blocks of the first lines of a text, one role each."""
    found: list[Block] = []
    at = 0
    for line, role in zip(text.split("\n"), roles, strict=False):
        if line:
            found.append(Block(role, Span("r", at, at + len(line))))
        at += len(line) + 1
    return tuple(found)


def well_formed(reading: Reading) -> None:
    """Check what every reading promises."""
    at = 0
    for sentence in reading.sentences:
        assert at == sentence.first < sentence.last
        assert (sentence.start, sentence.end) == (
            reading.tokens[sentence.first].start,
            reading.tokens[sentence.last - 1].end,
        )
        heads = [token.head for token in reading.tokens[sentence.first : sentence.last]]
        assert all(sentence.first <= head < sentence.last for head in heads)
        assert sum(head == index for index, head in enumerate(heads, sentence.first)) == 1
        at = sentence.last
    assert at == len(reading.tokens)


@given(TEXTS)
def test_words_cover_any_text_in_order(text: str) -> None:
    """What is not white space is in exactly one word, where it stands."""
    words = find_words(text)

    assert "".join(text[a:b] for a, b in words) == "".join(text.split())
    assert all(left[1] <= right[0] for left, right in pairwise(words))
    assert all(not any(c.isspace() for c in text[a:b]) for a, b in words)


@settings(max_examples=40, deadline=None)
@given(TEXTS, ROLES)
def test_any_text_in_any_blocks_has_a_well_formed_reading(text: str, roles: list[Role]) -> None:
    """No text may stop a run, and nothing outside the body may be read."""
    blocks = blocks_of(text, roles)
    body = [block.span for block in blocks if block.role in BODY]
    found = DEFAULT("r", text, blocks, ENGLISH)

    well_formed(found)
    stretches = [(token.start, token.end) for token in found.tokens]
    stretches += [(sentence.start, sentence.end) for sentence in found.sentences]
    stretches += [(name.start, name.end) for name in found.names]
    stretches += [(tag.start, tag.end) for tag in found.tags]
    assert all(any(span.start <= a < b <= span.end for span in body) for a, b in stretches)
    assert found == DEFAULT("r", text, blocks, ENGLISH)


@settings(max_examples=40, deadline=None)
@given(TEXTS, st.integers(0, 80), st.integers(0, 80))
def test_any_part_of_a_reading_can_be_read(text: str, start: int, end: int) -> None:
    """What is said inside what is said is looked for in stretches that may cut anything."""
    whole = DEFAULT("r", text, blocks_of(text, [Role.PARAGRAPH] * 4), ENGLISH)
    part = read_part(whole, start, end, ENGLISH)

    assert part.tokens == whole.tokens
    assert all(start <= sentence.start < sentence.end <= end for sentence in part.sentences)
    assert all(start <= tag.start < tag.end <= end for tag in part.tags)


@given(TEXTS, ROLES)
def test_passages_stay_in_their_blocks(text: str, roles: list[Role]) -> None:
    """A passage that ran over a block would be copied nowhere."""
    blocks = blocks_of(text, roles)
    found = find_sentences(text, blocks, ENGLISH)

    assert list(found) == sorted(found)
    for start, end in found:
        assert any(b.role in BODY and b.span.start <= start < end <= b.span.end for b in blocks)
