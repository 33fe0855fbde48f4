"""Fingerprints: hashed runs of words by which two passages that share a stretch find one another.

Winnowing after Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for document fingerprinting",
SIGMOD 2003: of every ``WINDOW`` neighbouring runs the least hash is kept, so that any shared stretch of
``RUN + WINDOW - 1`` words keeps at least one key on both sides.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray
from xxhash import xxh3_64_intdigest

Numbers = NDArray[np.int64]

RUN = 3
"""Words in a hashed run."""
WINDOW = 4
"""Neighbouring runs of which a long passage keeps one at least."""
WHOLE = 40
"""Passages of up to this many words keep every run."""
COMMON = 64
"""A key that more distinct passages than this hold is a formula and connects nobody."""
SHARED = 2
"""Keys that two passages must share before they are aligned."""


def fingerprints(folded: str) -> frozenset[int]:
    """Return the keys of a folded passage: signed 64-bit integers, none where it has fewer than RUN words."""
    words = folded.split(" ")
    hashes = [
        xxh3_64_intdigest(" ".join(words[at : at + RUN]).encode("utf-8", "surrogatepass"))
        for at in range(len(words) - RUN + 1)
    ]
    if len(words) > WHOLE:
        hashes = [min(hashes[at : at + WINDOW]) for at in range(len(hashes) - WINDOW + 1)]
    return frozenset(value - (1 << 64) if value >> 63 else value for value in hashes)


def candidates(keys: Mapping[str, Iterable[int]]) -> tuple[tuple[str, str], ...]:
    """Return the pairs of digests that share at least ``SHARED`` keys which at most ``COMMON`` digests hold.

    ``keys`` gives the fingerprints of each distinct digest. Each pair and the pairs themselves are sorted,
    so that the answer is a function of the set alone.
    """
    digests = sorted(keys)
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for number, name in enumerate(digests):
        for key in keys[name]:
            holders[key].append(number)
    pairs = [_pairs(np.array(held, dtype=np.int64)) for held in holders.values() if 1 < len(held) <= COMMON]
    if not pairs:
        return ()
    coded, counts = np.unique(np.concatenate(pairs), return_counts=True)
    return tuple(
        (digests[code >> 32], digests[code & 0xFFFFFFFF]) for code in coded[counts >= SHARED].tolist()
    )


def _pairs(held: Numbers) -> Numbers:
    """Return every pair of an ascending array as one integer, the lesser in the upper half."""
    left, right = np.triu_indices(len(held), 1)
    coded: Numbers = (held[left] << 32) | held[right]
    return coded
