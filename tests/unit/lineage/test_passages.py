"""Passages: which sentences count for copying, and what identifies them."""

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
    assert cut("a", "", [(0, 0), (0, 5)]) == ()
    assert cut("a", "“”  ", [(-3, 99)]) == ()


def test_digest_of_unpaired_surrogates() -> None:
    """Broken input still has an identity."""
    assert len(digest("\ud800")) == 16
