"""Chunks: the words of a whole text at once, what stands between two spaces looked up as a number.

A chunk is known by a polynomial hash of its code points (Karp and Rabin, 1987), taken from running sums over
the text; its words stand in a table of a fixed size, in either of two places (Pagh and Rodler, "Cuckoo
hashing", 2004). So a text costs some passes over arrays, and only a chunk not met before is read as a string.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from threading import Lock

import numpy as np
from numpy.typing import NDArray
from xxhash import xxh3_64_intdigest

from reportedly.lineage.coding import Numbers, code_words, numbered
from reportedly.lineage.fingerprints import mixed
from reportedly.lineage.folding import LONGEST_REMEMBERED, chunk_words

Codes = NDArray[np.uint16]
Hashes = NDArray[np.uint64]

BITS = 18
"""Bits of a place in the table."""
HELD = 4
"""Words of a chunk that is kept there."""
LAST_SPACE = 0x3000
"""The highest code point that is a space."""
BASE = 0x9E3779B97F4A7C15
INVERSE = pow(BASE, -1, 1 << 64)
READY = 1 << 14
"""Powers that are kept; a longer text has its own worked out."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of some stretches of a text: the code and the hash of each; those of stretch i stand from
    ``first[i]`` up to ``first[i + 1]``."""

    codes: Codes
    hashes: Hashes
    first: list[int]


def word_hash(word: str) -> int:
    """Return the XXH3 64-bit digest of a folded word."""
    return xxh3_64_intdigest(word.encode("utf-8", "surrogatepass"))


@dataclass(slots=True)
class _Table:
    """The chunks met last, by their hashes: how many words each has, their codes and hashes."""

    keys: Hashes = field(default_factory=lambda: np.zeros(1 << BITS, np.uint64))
    counts: NDArray[np.int8] = field(default_factory=lambda: np.zeros(1 << BITS, np.int8))
    codes: Codes = field(default_factory=lambda: np.zeros((HELD, 1 << BITS), np.uint16))
    hashes: Hashes = field(default_factory=lambda: np.zeros((HELD, 1 << BITS), np.uint64))
    lock: Lock = field(default_factory=Lock)

    def find(self, keys: Hashes) -> tuple[Numbers, NDArray[np.bool_]]:
        """Return where chunks stand, and whether they do."""
        places = (keys >> np.uint64(64 - BITS)).astype(np.int64)
        there = self.keys[places] == keys
        if not there.all():
            missing = np.flatnonzero(~there)
            others = _second(keys[missing])
            places[missing] = others
            there[missing] = self.keys[others] == keys[missing]
        return places, there

    def words(self, places: Numbers, there: NDArray[np.bool_]) -> tuple[Numbers, Codes, Hashes]:
        """Return of chunks how many words each has, and the codes and hashes of all of them."""
        counts = self.counts[places] * there
        after = np.cumsum(counts, dtype=np.int64)
        total = int(after[-1]) if len(after) else 0
        codes, hashes = np.empty(total, np.uint16), np.empty(total, np.uint64)
        which, first = np.flatnonzero(counts), after - counts
        for nth in range(HELD):
            to, held = first[which] + nth, places[which]
            codes[to], hashes[to] = self.codes[nth][held], self.hashes[nth][held]
            which = which[counts[which] > nth + 1]
            if not len(which):
                break
        return counts.astype(np.int64), codes, hashes

    def learn(self, key: int, chunk: str) -> None:
        """Keep a chunk, in the place of another where both its places are taken."""
        words = chunk_words(chunk)
        if len(words) > HELD or len(chunk) > LONGEST_REMEMBERED:
            return
        place = key >> (64 - BITS)
        if self.keys[place]:
            place = (key >> (64 - 2 * BITS)) & ((1 << BITS) - 1)
        self.keys[place], self.counts[place] = key, len(words)
        for nth, word in enumerate(words):
            self.codes[nth, place], self.hashes[nth, place] = ord(code_words((word,))), word_hash(word)


def _second(keys: Hashes) -> Numbers:
    """Return the second of the two places of chunks."""
    return ((keys >> np.uint64(64 - 2 * BITS)) & np.uint64((1 << BITS) - 1)).astype(np.int64)


_TABLE = _Table()


def read_words(text: str, stretches: Sequence[tuple[int, int]]) -> Words:
    """Return the words of stretches of a text, in code points, ascending and without overlap."""
    bounds = np.array(stretches, dtype=np.int64).reshape(-1, 2)
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    starts, ends = _chunks(points, bounds)
    first = np.searchsorted(starts, bounds[:, 0])
    count = np.searchsorted(starts, bounds[:, 1]) - first
    after = np.concatenate([[0], np.cumsum(count)])
    kept = np.repeat(first - after[:-1], count) + np.arange(after[-1])
    starts, ends = starts[kept], ends[kept]
    counts, codes, hashes = _looked_up(text, _keys(points, starts, ends), starts, ends)
    words = np.concatenate([[0], np.cumsum(counts)])
    return Words(codes, hashes, words[after].tolist())


def _chunks(points: NDArray[np.uint32], bounds: Numbers) -> tuple[Numbers, Numbers]:
    """Return where chunks begin and end; none goes over a bound."""
    count = len(points)
    spaces = np.ones(count + 2, dtype=bool)
    spaces[1:-1] = _spaces()[np.minimum(points, LAST_SPACE + 1)]
    cut = np.zeros(count + 1, dtype=bool)
    cut[bounds.ravel()] = True
    starts = np.flatnonzero(~spaces[1:] & (spaces[:-1] | cut))
    ends = np.flatnonzero(~spaces[:-1] & (spaces[1:] | cut))
    return starts, ends


def _keys(points: NDArray[np.uint32], starts: Numbers, ends: Numbers) -> Hashes:
    """Return the hash of each chunk; never 0."""
    count = len(points)
    powers, inverses = _powers() if count < READY else _made_powers(count + 1)
    sums = np.zeros(count + 1, np.uint64)
    np.cumsum((points + np.uint64(1)) * powers[:count], out=sums[1:])
    return mixed((sums[ends] - sums[starts]) * inverses[starts]) | np.uint64(1)


def _looked_up(text: str, keys: Hashes, starts: Numbers, ends: Numbers) -> tuple[Numbers, Codes, Hashes]:
    """Return how many words each chunk has, and the codes and hashes of all of them."""
    with _TABLE.lock:
        places, there = _TABLE.find(keys)
        if not there.all():
            missing = np.flatnonzero(~there)
            for at in missing[np.unique(keys[missing], return_index=True)[1]].tolist():
                _TABLE.learn(int(keys[at]), text[starts[at] : ends[at]])
            places, there = _TABLE.find(keys)
        counts, codes, hashes = _TABLE.words(places, there)
    apart = np.flatnonzero(~there)
    if len(apart):  # too long for the table, or driven out of it by the text itself
        words = [chunk_words(text[starts[at] : ends[at]]) for at in apart.tolist()]
        sizes = np.array([len(each) for each in words])
        before = np.repeat((np.cumsum(counts) - counts)[apart], sizes)
        told = [word for each in words for word in each]
        codes = np.insert(codes, before, numbered(code_words(told)))
        hashes = np.insert(hashes, before, np.array([word_hash(word) for word in told], dtype=np.uint64))
        counts[apart] = sizes
    return counts, codes, hashes


@cache
def _spaces() -> NDArray[np.bool_]:
    """Return which code points ``str.split`` takes for spaces."""
    return np.array([chr(point).isspace() for point in range(LAST_SPACE + 2)])


@cache
def _powers() -> tuple[Hashes, Hashes]:
    """Return the powers that most texts need."""
    return _made_powers(READY)


def _made_powers(count: int) -> tuple[Hashes, Hashes]:
    """Return so many powers of the base and of its inverse, from the first."""
    both = np.ones((2, count), np.uint64)
    both[0, 1:], both[1, 1:] = BASE, INVERSE
    powers, inverses = np.multiply.accumulate(both, axis=1)
    return powers, inverses
