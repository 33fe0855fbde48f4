"""Passages: the sentences of a report as units of copying, each with the digest of its folded words."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from xxhash import xxh3_64_hexdigest, xxh3_64_intdigest

from reportedly.lineage.chunks import read_stretches, word_hash
from reportedly.lineage.cutting import Cut
from reportedly.lineage.folding import fold

__all__ = ["FEWEST_WORDS", "cut", "digest", "fold"]

FEWEST_WORDS = 5
"""Shorter sentences ("He was 34.") are said by everybody and prove nothing."""


def digest(folded: str) -> str:
    """Return the XXH3 64-bit digest of a folded text, 16 hexadecimal digits: that of its words' digests."""
    return xxh3_64_hexdigest(b"".join(word_hash(word).to_bytes(8, "little") for word in folded.split(" ")))


def cut(report_id: str, text: str, sentences: Sequence[tuple[int, int]]) -> Cut:
    """Return the passages among ``sentences``, in their order, with their words.

    ``sentences`` are stretches of ``text`` in code points, end exclusive; ends beyond the text are cut to
    it. A passage's span leaves out surrounding space and quotation marks. Sentences of fewer than
    ``FEWEST_WORDS`` folded words are no passages.
    """
    read = read_stretches(text, sentences, FEWEST_WORDS)
    hashes = read.hashes.astype("<u8").tobytes()
    digests = [
        xxh3_64_intdigest(hashes[8 * first : 8 * after]) for first, after in pairwise(read.first.tolist())
    ]
    return Cut(
        report_id,
        read.starts,
        read.ends,
        np.array(digests, dtype=np.uint64),
        read.first,
        read.codes,
        read.letters,
        read.marks,
        read.begins,
        read.after,
    )
