"""Fingerprints: hashed runs of words by which two passages that share a stretch find one another.

Winnowing after Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for document fingerprinting",
SIGMOD 2003: of every ``WINDOW`` neighbouring runs the least hash is kept, so that any shared stretch of
``RUN + WINDOW - 1`` words keeps at least one key on both sides.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Keys = NDArray[np.uint32]

RUN = 4
"""Words in a hashed run."""
WINDOW = 6
"""Neighbouring runs of which a passage keeps one at least."""

_NONE = np.uint64(0xFFFFFFFFFFFFFFFF)


def fingerprints(words: Sequence[str]) -> tuple[Numbers, Keys]:
    """Return (place, key) of the fingerprints of coded passages: the keys of ``words[place]``.

    A passage of fewer than RUN words has none. Keys have 32 bits.
    """
    lengths = np.fromiter(map(len, words), dtype=np.int64, count=len(words))
    codes = np.frombuffer("".join(words).encode("utf-16-le", "surrogatepass"), dtype="<u2").astype(np.uint64)
    if len(codes) < RUN:
        return np.empty(0, np.int64), np.empty(0, np.uint32)
    owner = np.repeat(np.arange(len(words), dtype=np.int64), lengths)
    count = len(codes) - RUN + 1
    runs = codes[:count].copy()
    for at in range(1, RUN):
        runs |= codes[at : at + count] << np.uint64(16 * at)
    whole = owner[:count] == owner[RUN - 1 :]
    hashes = np.where(whole, mixed(runs), _NONE)
    padded = np.concatenate([hashes, np.full(WINDOW - 1, _NONE)])
    least = hashes.copy()
    for at in range(1, WINDOW):
        same = owner[:count] == np.append(owner[at:], np.full(at, -1))[:count]
        np.minimum(least, np.where(same, padded[at : at + count], _NONE), out=least)
    heads = np.ones(count, dtype=bool)
    heads[1:] = owner[1:count] != owner[: count - 1]
    reach = WINDOW - 1 + RUN - 1
    inside = np.zeros(count, dtype=bool)
    if len(owner) > reach:
        inside[: len(owner) - reach] = owner[: len(owner) - reach] == owner[reach:]
    picked = np.flatnonzero(whole & (heads | inside))
    places, values = owner[picked], least[picked]
    fresh = np.ones(len(picked), dtype=bool)
    fresh[1:] = (values[1:] != values[:-1]) | (places[1:] != places[:-1])
    keys: Keys = (values[fresh] & np.uint64(0xFFFFFFFF)).astype(np.uint32)
    return places[fresh], keys


def digest_keys(digests: NDArray[np.uint64]) -> Keys:
    """Return the key by which each digest is looked up beside the fingerprints."""
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
