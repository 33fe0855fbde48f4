"""Wording: the words of one passage as alignment sees them: codes, letters, and where they stand."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from reportedly.lineage.coding import chunk_code
from reportedly.lineage.folding import Chunk, chunk

_LOWER, _DIGIT = 1, 2


@dataclass(frozen=True)
class Wording:
    """The words of a passage: their codes, and the chunks between spaces that they stand in."""

    text: str
    codes: str
    chunks: tuple[str, ...]
    whole: bool
    """Whether every chunk is one word."""

    @cached_property
    def told(self) -> list[Chunk]:
        """What is known of the chunks."""
        return [chunk(each) for each in self.chunks]

    @cached_property
    def letters(self) -> bytes:
        """The number of letters of each word."""
        return b"".join([each.letters for each in self.told])

    @cached_property
    def marks(self) -> bytes:
        """What each word is: in lower case, a number."""
        return b"".join([each.marks for each in self.told])

    @cached_property
    def _single(self) -> bool:
        """Whether one space stands between any two chunks, and none before or after them."""
        return sum(map(len, self.chunks)) + len(self.chunks) - 1 == len(self.text)

    @cached_property
    def _places(self) -> tuple[tuple[int, int], ...]:
        """Where every word begins and ends, worked out where there is no shorter way."""
        found: list[tuple[int, int]] = []
        at = 0
        for text, each in zip(self.chunks, self.told, strict=True):
            at = self.text.index(text, at)
            found += [(at + first, at + after) for first, after in each.places]
            at += len(text)
        return tuple(found)

    def place(self, word: int) -> tuple[int, int]:
        """Return where a word begins and ends, in code points of the text."""
        if not (self.whole and self._single):
            return self._places[word]
        at = sum(map(len, self.chunks[:word])) + word
        first, after = self.told[word].places[0]
        return at + first, at + after

    def lower(self, first: int, after: int) -> int:
        """Return how many of these words begin with no capital."""
        return sum(mark & _LOWER for mark in self.marks[first:after])

    def has_digit(self, first: int, after: int) -> bool:
        """Return whether any of these words holds a digit."""
        return any(mark & _DIGIT for mark in self.marks[first:after])


@lru_cache(maxsize=4096)
def wording(text: str) -> Wording:
    """Return the words of a passage; remembered, since a source is aligned with copy after copy."""
    chunks = tuple(text.split())
    parts = [chunk_code(each) for each in chunks]
    codes = "".join(parts)
    return Wording(text, codes, chunks, len(codes) == len(parts) and all(parts))
