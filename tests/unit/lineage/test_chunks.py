"""Chunks: the words of a whole text, looked up at once, are those of its pieces read one by one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reportedly.lineage.chunks import BITS, read_words, word_hash
from reportedly.lineage.coding import code_words
from reportedly.lineage.folding import LONGEST_REMEMBERED, words

PIECES = st.sampled_from(
    ["The", "U.S.", "dam's", "5,000", "½", "—", "co-op-a-b-c-d", "\u200bseen", "\ud800", "\x00", "x" * 60]
)
SPACES = st.sampled_from([" ", "  ", "\n", "\u00a0", "\u3000", "\x1c", "\u2028"])
TEXTS = st.lists(st.tuples(PIECES | st.text(max_size=4), SPACES), max_size=40).map(
    lambda pairs: "".join(piece + space for piece, space in pairs)
)


@given(TEXTS, st.lists(st.integers(0, 200), max_size=8))
def test_words_of_stretches_are_those_of_each_by_itself(text: str, bounds: list[int]) -> None:
    """A digest rests on them: a sentence must have the same words in whatever report it stands."""
    ends = sorted(min(bound, len(text)) for bound in bounds)
    stretches = [*zip(ends[::2], ends[1::2], strict=False)]
    found = read_words(text, stretches)

    codes = found.codes.tobytes().decode("utf-16-le")
    for at, (start, end) in enumerate(stretches):
        # a chunk is folded by itself: nothing that stands beyond a space changes a word
        told = [word.text for piece in text[start:end].split() for word in words(piece)]
        first, after = found.first[at], found.first[at + 1]
        assert codes[first:after] == code_words(told)
        assert found.hashes[first:after].tolist() == [word_hash(word) for word in told]


def test_a_text_of_more_words_than_are_kept() -> None:
    """A dump of numbers drives its own words out of the table, and they are still its own."""
    count = 1 << (BITS - 2)
    text = " ".join(f"n{at * 7919}" for at in range(count))
    for _ in range(2):
        found = read_words(text, [(0, len(text))])
        assert found.first == [0, count]
        assert len(np.unique(found.hashes)) == count


def test_what_is_too_long_to_be_kept_is_read_each_time() -> None:
    """An address without end, or a list without spaces, is neither lost nor remembered."""
    text = "one " + "/".join(f"part{at}" for at in range(LONGEST_REMEMBERED)) + " two"
    found = read_words(text, [(0, len(text))])

    assert found.hashes.tolist() == [word_hash(word.text) for word in words(text)]


def test_nothing_in_nothing() -> None:
    """A stage never raises on an empty text."""
    assert read_words("", []).first == [0]
    assert read_words("", [(0, 0)]).first == [0, 0]
    assert read_words(" — ", [(0, 3)]).first == [0, 0]
