"""Passages: the sentences of a report as units of copying, each with the digest of its folded words."""

from collections.abc import Sequence

from xxhash import xxh3_64_hexdigest

from reportedly.lineage.coding import code_and_fold
from reportedly.lineage.folding import fold
from reportedly.terms.lineage import Passage
from reportedly.terms.spans import Span

__all__ = ["FEWEST_WORDS", "cut", "cut_and_code", "digest", "fold"]

FEWEST_WORDS = 5
"""Shorter sentences ("He was 34.") are said by everybody and prove nothing."""

_OUTER = "\"'`´‘’‚‛“”„‟«»‹›「」『』＂＇ \t\r\n\f\v\u00a0\u2009\u200a\u202f\u3000\ufeff"


def digest(folded: str) -> str:
    """Return the XXH3 64-bit digest of a folded text, 16 hexadecimal digits."""
    return xxh3_64_hexdigest(folded.encode("utf-8", "surrogatepass"))


def cut(report_id: str, text: str, sentences: Sequence[tuple[int, int]]) -> tuple[Passage, ...]:
    """Return the passages among ``sentences``, in their order; see :func:`cut_and_code`."""
    return cut_and_code(report_id, text, sentences)[0]


def cut_and_code(
    report_id: str, text: str, sentences: Sequence[tuple[int, int]]
) -> tuple[tuple[Passage, ...], tuple[str, ...]]:
    """Return the passages among ``sentences``, in their order, and the coded words of each.

    ``sentences`` are stretches of ``text`` in code points, end exclusive; ends beyond the text are cut to
    it. A passage's span leaves out surrounding space and quotation marks. Sentences of fewer than
    ``FEWEST_WORDS`` folded words are no passages.
    """
    passages: list[Passage] = []
    coded: list[str] = []
    for start, end in sentences:
        sentence = text[max(start, 0) : max(end, 0)].rstrip(_OUTER)
        trimmed = sentence.lstrip(_OUTER)
        words, folded = code_and_fold(trimmed.split())
        if len(words) >= FEWEST_WORDS:
            begun = max(start, 0) + len(sentence) - len(trimmed)
            span = Span(report_id, begun, begun + len(trimmed))
            passages.append(Passage(span, digest(folded), len(words)))
            coded.append(words)
    return tuple(passages), tuple(coded)
