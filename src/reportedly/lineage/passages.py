"""Passages: the sentences of a report as units of copying, each with the digest of its folded words."""

from collections.abc import Sequence
from itertools import chain, pairwise

import numpy as np
from xxhash import xxh3_64_hexdigest, xxh3_64_intdigest

from reportedly.lineage.chunks import read_words, word_hash
from reportedly.lineage.coding import Cut
from reportedly.lineage.folding import fold
from reportedly.terms.lineage import Passage

__all__ = ["FEWEST_WORDS", "cut", "cut_and_code", "digest", "fold"]

FEWEST_WORDS = 5
"""Shorter sentences ("He was 34.") are said by everybody and prove nothing."""

_OUTER = "\"'`´‘’‚‛“”„‟«»‹›「」『』＂＇ \t\r\n\f\v\u00a0\u2009\u200a\u202f\u3000\ufeff"


def digest(folded: str) -> str:
    """Return the XXH3 64-bit digest of a folded text, 16 hexadecimal digits: that of its words' digests."""
    return xxh3_64_hexdigest(b"".join(word_hash(word).to_bytes(8, "little") for word in folded.split(" ")))


def cut(report_id: str, text: str, sentences: Sequence[tuple[int, int]]) -> tuple[Passage, ...]:
    """Return the passages among ``sentences``, in their order; see :func:`cut_and_code`."""
    return tuple(cut_and_code(report_id, text, sentences)[0])


def cut_and_code(
    report_id: str, text: str, sentences: Sequence[tuple[int, int]]
) -> tuple[Sequence[Passage], tuple[str, ...]]:
    """Return the passages among ``sentences``, in their order, and the coded words of each.

    ``sentences`` are stretches of ``text`` in code points, end exclusive; ends beyond the text are cut to
    it. A passage's span leaves out surrounding space and quotation marks. Sentences of fewer than
    ``FEWEST_WORDS`` folded words are no passages.
    """
    stretches = [_trimmed(text, start, end) for start, end in sentences]
    if any(after < end for (_, end), (after, _) in pairwise(stretches)):
        apart = [cut_and_code(report_id, text, [each]) for each in sentences]
        passages, coded = zip(*apart, strict=True)
        return tuple(chain.from_iterable(passages)), tuple(chain.from_iterable(coded))
    return _cut(report_id, text, stretches)


def _cut(report_id: str, text: str, stretches: Sequence[tuple[int, int]]) -> tuple[Cut, tuple[str, ...]]:
    """Return the passages among stretches in order, and the coded words of each."""
    words = read_words(text, stretches)
    codes = words.codes.astype("<u2").tobytes().decode("utf-16-le")
    hashes = words.hashes.astype("<u8").tobytes()
    bounds = [*zip(words.first[:-1], words.first[1:], strict=True)]
    kept = [at for at, (first, after) in enumerate(bounds) if after - first >= FEWEST_WORDS]
    told = tuple([codes[bounds[at][0] : bounds[at][1]] for at in kept])
    digests = [xxh3_64_intdigest(hashes[8 * bounds[at][0] : 8 * bounds[at][1]]) for at in kept]
    places = np.array([stretches[at] for at in kept], dtype=np.int64).reshape(-1, 2)
    sizes = tuple(map(len, told))
    return Cut(report_id, places[:, 0], places[:, 1], np.array(digests, dtype=np.uint64), sizes), told


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch of a text without the space and the quotation marks around it."""
    start, end = min(max(start, 0), len(text)), min(max(end, 0), len(text))
    if start < end and text[start] not in _OUTER and text[end - 1] not in _OUTER:
        return start, end
    sentence = text[start:end].rstrip(_OUTER)
    begun = start + len(sentence) - len(sentence.lstrip(_OUTER))
    return begun, max(begun, start + len(sentence))
