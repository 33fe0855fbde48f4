"""Wording: the words of one passage as alignment sees them: codes, letters, and where they stand."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate

from reportedly.lineage.coding import chunk_code, everyday_words
from reportedly.lineage.folding import Remembered, chunk

_LOWER, _DIGIT = 1, 2
_BARE_LOWER = bytes(mark == _LOWER for mark in range(256))
_NO_DIGIT = bytes(not mark & _DIGIT for mark in range(256))

Piece = tuple[str, bytes, bytes]
"""Of a chunk between two spaces the codes, letters and marks of its words."""


def _piece(told: str) -> Piece:
    """Return what is known of a chunk."""
    known = chunk(told)
    return chunk_code(told), known.letters, known.marks


_PIECES: Remembered[Piece] = Remembered(_piece)


@dataclass(frozen=True)
class Wording:
    """The words of a passage: their codes, the number of letters of each, and what each is: in lower
    case (1), with a digit (2). ``chunks`` are the stretches between spaces they stand in, ``parts`` their
    codes."""

    text: str
    codes: str
    letters: bytes
    marks: bytes
    chunks: tuple[str, ...]
    parts: tuple[str, ...]

    def place(self, word: int) -> tuple[int, int]:
        """Return where a word begins and ends, in code points of the text."""
        chunks = self.chunks
        at, within = word, 0
        if len(self.codes) != len(chunks) or "" in self.parts:
            after = [*accumulate(map(len, self.parts))]
            at = bisect_right(after, word)
            within = word - (after[at - 1] if at else 0)
        begun = sum(map(len, chunks[:at])) + at
        if sum(map(len, chunks)) + len(chunks) - 1 != len(self.text):  # more than a space somewhere
            begun = 0
            for each in chunks[:at]:
                begun = self.text.index(each, begun) + len(each)
            begun = self.text.index(chunks[at], begun)
        first, end = chunk(chunks[at]).places[within]
        return begun + first, begun + end

    @cached_property
    def plain(self) -> bytes:
        """Of each word 1 where it is neither a name nor a number, else 0.

        A name is what begins with a capital; where nearly all words do, as in a headline, what is in nobody's
        everyday use.
        """
        lettered = self.marks.count(0) + self.marks.count(_LOWER)
        if 3 * self.marks.count(_LOWER) >= lettered:
            return self.marks.translate(_BARE_LOWER)
        everyday = everyday_words(self.codes)
        marked = zip(self.codes, self.marks.translate(_NO_DIGIT), strict=True)
        return bytes(each in everyday and bare for each, bare in marked)

    def has_digit(self, first: int, after: int) -> bool:
        """Return whether any of these words holds a digit."""
        return any(mark & _DIGIT for mark in self.marks[first:after])


@lru_cache(maxsize=4096)
def wording(text: str) -> Wording:
    """Return the words of a passage; remembered, since a source is aligned with copy after copy."""
    chunks = tuple(text.split())
    if not chunks:
        return Wording(text, "", b"", b"", (), ())
    parts, letters, marks = zip(*map(_PIECES.__getitem__, chunks), strict=True)
    return Wording(text, "".join(parts), b"".join(letters), b"".join(marks), chunks, parts)
