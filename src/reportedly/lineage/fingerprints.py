"""Fingerprints: hashed runs of words by which two passages that share a stretch find one another.

Winnowing after Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for document fingerprinting",
SIGMOD 2003: of every ``WINDOW`` neighbouring runs the least hash is kept, so that any shared stretch of
``RUN + WINDOW - 1`` words keeps at least one key on both sides.
"""

import numpy as np
from numpy.typing import NDArray

from reportedly.lineage.compiled import compiled

Numbers = NDArray[np.int64]
Keys = NDArray[np.uint32]

RUN = 4
"""Words in a hashed run."""
WINDOW = 6
"""Neighbouring runs of which a passage keeps one at least."""


@compiled
def fingerprints(
    passages: Numbers, first: Numbers, words: NDArray[np.int32], codes: NDArray[np.uint16]
) -> tuple[Numbers, Keys]:
    """Return (place, key) of the fingerprints of passages: the keys of ``passages[place]``, in order.

    ``first`` and ``words`` are of each passage its first word among ``codes`` and how many it has. One of
    fewer than RUN words has none. Keys have 32 bits.
    """
    most = 0
    for nth in range(len(passages)):
        most += max(0, words[passages[nth]] - RUN + 1)
    places, keys = np.empty(most, dtype=np.int64), np.empty(most, dtype=np.uint32)
    count = 0
    for nth in range(len(passages)):
        begun, runs = first[passages[nth]], words[passages[nth]] - RUN + 1
        hashes = np.empty(max(0, runs), dtype=np.uint64)
        for at in range(runs):
            run = np.uint64(0)
            for further in range(RUN):
                run |= np.uint64(codes[begun + at + further]) << np.uint64(16 * further)
            hashes[at] = _mixed(run)
        last = np.uint64(0)
        for at in range(max(1, runs - WINDOW + 1) if runs > 0 else 0):
            least = hashes[at : at + WINDOW].min()
            if not at or least != last:
                places[count], keys[count] = nth, np.uint32(least & np.uint64(0xFFFFFFFF))
                count += 1
            last = least
    return places[:count], keys[:count]


def digest_keys(digests: NDArray[np.uint64]) -> Keys:
    """Return the key by which each digest is looked up."""
    keys: Keys = (mixed(digests ^ np.uint64(0x5851F42D4C957F2D)) >> np.uint64(32)).astype(np.uint32)
    return keys


def mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return values with their bits spread (the finaliser of SplitMix64, Steele, Lea and Flood, 2014)."""
    mixed = values ^ (values >> np.uint64(30))
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return mixed


@compiled
def _mixed(value: np.uint64) -> np.uint64:
    """Return one value with its bits spread."""
    mixed = value ^ (value >> np.uint64(30))
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))
