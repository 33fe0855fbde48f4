"""Passages: the sentences of a report as units of copying, each with the digest of its folded words."""

from collections.abc import Sequence

from xxhash import xxh3_64_hexdigest

from reportedly.lineage.coding import code
from reportedly.lineage.folding import fold, joined, tokens
from reportedly.terms.lineage import Passage
from reportedly.terms.spans import Span

__all__ = ["FEWEST_WORDS", "cut", "cut_and_code", "digest", "fold"]

FEWEST_WORDS = 5
"""Shorter sentences ("He was 34.") are said by everybody and prove nothing."""

_OUTER = frozenset("\"'`´‘’‚‛“”„‟«»‹›「」『』＂＇ \t\r\n\f\v\u00a0\u2009\u200a\u202f\u3000\ufeff")


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
    for sentence in sentences:
        start, end = _trimmed(text, *sentence)
        found = tokens(text[start:end])
        folded = joined(found)
        count = folded.count(" ") + 1 if folded else 0
        if count >= FEWEST_WORDS:
            passages.append(Passage(Span(report_id, start, end), digest(folded), count))
            coded.append(code(found))
    return tuple(passages), tuple(coded)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch without surrounding space and quotation marks, perhaps empty."""
    start, end = max(start, 0), min(end, len(text))
    while start < end and text[start] in _OUTER:
        start += 1
    while start < end and text[end - 1] in _OUTER:
        end -= 1
    return start, end
