"""Formulas: which runs of a passage's words stand in news of many matters, and which are its own."""

import numpy as np
from numpy.typing import NDArray

from reportedly.lineage.compiled import compiled
from reportedly.lineage.subsequence import Codes

RUN = 3
"""Words of a run."""
SAYING = 2
"""Words of a run that are neither names nor numbers from which it says something."""

_PRIMES = tuple(np.uint32(prime) for prime in (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F, 0x165667B1))


@compiled
def run_keys(codes: Codes) -> NDArray[np.uint32]:
    """Return the key of each run of ``RUN`` coded words, in their order: the 32-bit xxHash of its six bytes
    (Collet, "xxHash fast digest algorithm", XXH32)."""
    count = max(0, len(codes) - RUN + 1)
    keys = np.empty(count, dtype=np.uint32)
    for at in range(count):
        key = np.uint32(_PRIMES[4] + np.uint32(2 * RUN))
        both = np.uint32(codes[at]) | np.uint32(np.uint32(codes[at + 1]) << np.uint32(16))
        key = _turned(np.uint32(key + np.uint32(both * _PRIMES[2])), 17, _PRIMES[3])
        last = np.uint32(codes[at + 2])
        key = _turned(np.uint32(key + np.uint32((last & np.uint32(255)) * _PRIMES[4])), 11, _PRIMES[0])
        key = _turned(np.uint32(key + np.uint32((last >> np.uint32(8)) * _PRIMES[4])), 11, _PRIMES[0])
        key = np.uint32((key ^ (key >> np.uint32(15))) * _PRIMES[1])
        key = np.uint32((key ^ (key >> np.uint32(13))) * _PRIMES[2])
        keys[at] = key ^ (key >> np.uint32(16))
    return keys


@compiled
def _turned(value: np.uint32, bits: int, times: np.uint32) -> np.uint32:
    """Return a value with its bits turned round, and multiplied."""
    turned = np.uint32(value << np.uint32(bits)) | np.uint32(value >> np.uint32(32 - bits))
    return np.uint32(turned * times)


@compiled
def own_runs(codes: Codes, plain: NDArray[np.uint8], formulas: NDArray[np.uint32]) -> int:
    """Return how many runs of coded words are no formula of the news and say something.

    ``plain`` marks with 1 the words that are neither names nor numbers; a run that says something has
    ``SAYING`` of them. An address, an age or a title is the same in all reports that tell of one matter.
    ``formulas`` are keys in ascending order.
    """
    keys = run_keys(codes)
    count = 0
    for at in range(len(keys)):
        said = int(plain[at]) + int(plain[at + 1]) + int(plain[at + 2])
        if said >= SAYING:
            place = np.searchsorted(formulas, keys[at])
            count += int(place == len(formulas) or formulas[place] != keys[at])
    return count
