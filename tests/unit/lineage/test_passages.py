"""Passages: which sentences count for copying, and what identifies them."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.lineage.folding import fold
from reportedly.lineage.passages import cut, digest

SENTENCE = "The ferry left the island before the storm warning came."


def test_same_words_have_one_digest_in_any_report() -> None:
    """A verbatim copy is found by its digest alone, whatever surrounds it."""
    plain = cut("a", SENTENCE, [(0, len(SENTENCE))])[0]
    quoted = cut("b", f" “{SENTENCE.upper()}” ", [(0, len(SENTENCE) + 4)])[0]

    assert plain.digest == quoted.digest == digest(fold(SENTENCE))


def test_span_leaves_out_the_marks_around() -> None:
    """Shown side by side, a passage starts with its first word and not with a stray mark."""
    text = f"Before. \u00a0“{SENTENCE}” "

    span = cut("a", text, [(8, len(text))])[0].span

    assert text[span.start : span.end] == SENTENCE


def test_short_sentences_are_no_passages() -> None:
    """ "He was 34." stands in thousands of reports that never saw each other."""
    text = "He was only 34. He was only 34 then."

    assert [passage.words for passage in cut("a", text, [(0, 15), (16, len(text))])] == [5]


def test_sentences_beyond_the_text_do_no_harm() -> None:
    """A stage never raises on what another hands it."""
    assert [*cut("a", "", [(0, 0), (0, 5)])] == []
    assert [*cut("a", "“”  ", [(-3, 99)])] == []


@given(st.text(alphabet=" \n“”'\".,-½aBc5\u0301\u200b\ud800", max_size=80), st.lists(st.integers(0, 80)))
def test_a_passage_is_identified_by_the_words_of_its_span(text: str, bounds: list[int]) -> None:
    """What a digest is of can be read again from the text, whatever the sentences are, in their order."""
    sentences = [*zip(bounds[::2], bounds[1::2], strict=False)]
    found = cut("a", text, sentences)

    for at, each in enumerate(found):
        folded = fold(text[each.span.start : each.span.end])
        assert (each.digest, each.words) == (digest(folded), len(folded.split(" ")))
        assert found.begins[found.first[at]] >= each.span.start
        assert found.after[found.first[at + 1] - 1] <= each.span.end
    apart = [passage for each in sentences for passage in cut("a", text, [each])]
    assert [*found] == apart


def test_columns_are_a_sequence_of_passages() -> None:
    """Whoever asks for one passage or for some gets what any sequence gives, from another process too."""
    text = f"{SENTENCE} {SENTENCE.lower()} {SENTENCE.upper()}"
    size = len(SENTENCE)
    found = cut("a", text, [(0, size), (size + 1, 2 * size + 1), (2 * size + 2, len(text))])

    assert found[-1] == found[2] == found[1:][1]
    assert found.words == (10, 10, 10)
    with pytest.raises(IndexError):
        found[3]
    sent = pickle.loads(pickle.dumps(found))
    assert sent == found and hash(sent) == hash(found)
    assert found != cut("b", text, [(0, size), (size + 1, 2 * size + 1), (2 * size + 2, len(text))])
    assert found != cut("a", text, [(0, size), (size + 1, 2 * size + 1)])


def test_digest_of_unpaired_surrogates() -> None:
    """Broken input still has an identity."""
    assert len(digest("\ud800")) == 16
