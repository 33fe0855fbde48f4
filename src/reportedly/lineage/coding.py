"""Coding: a report as lineage compares it: every folded word is one character, a passage a short string."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import overload

import numpy as np
from numpy.typing import NDArray
from xxhash import xxh32_intdigest

from reportedly.language.commonplace import load_commonplace
from reportedly.language.numbers import load_numbers
from reportedly.lineage.direction import Facts
from reportedly.lineage.folding import Remembered, chunk_words
from reportedly.terms.lineage import Passage
from reportedly.terms.spans import Span

Numbers = NDArray[np.int64]
Digests = NDArray[np.uint64]

_FIRST, _CODES = 0x21, 0xD7DF
"""Words are coded by the 55,263 code points from here up to the surrogates: two bytes each in UTF-16."""
MOST = 65_536
"""Passages of one report that take part; there are never so many but in a dump of data."""


@cache
def _numbers() -> Mapping[str, str]:
    """Return the digits of each number word, so that "three" and "3" have one code."""
    return {word: str(value) for word, value in sorted(load_numbers("en").cardinals.items())}


def _coded_word(word: str) -> str:
    """Return the code of one folded word."""
    told = _numbers().get(word, word).encode("utf-8", "surrogatepass")
    return chr(_FIRST + xxh32_intdigest(told) % _CODES)


_CODE_OF: Remembered[str] = Remembered(_coded_word)
_CODED: Remembered[str] = Remembered(lambda chunk: code_words(chunk_words(chunk)))
"""Of a piece of text between two spaces the codes of its words."""


def code(chunks: Iterable[str]) -> str:
    """Return the codes of the words of a text split at its spaces; different words seldom share one."""
    return "".join(map(_CODED.__getitem__, chunks))


def chunk_code(chunk: str) -> str:
    """Return the codes of the words of one such piece."""
    return _CODED[chunk]


def code_words(words: Iterable[str]) -> str:
    """Return the codes of folded words, one character each."""
    return "".join(map(_CODE_OF.__getitem__, words))


@cache
def _everybodys() -> frozenset[str]:
    """Return the codes of words that any report may use."""
    return frozenset(map(_coded_word, sorted(load_commonplace("en"))))


@cache
def _common() -> frozenset[str]:
    """Return the codes of words that any report may use, and of small numbers."""
    return _everybodys() | frozenset(_coded_word(str(number)) for number in range(100))


def telling(left: str, right: str) -> int:
    """Return how many different words two coded passages share that not every report uses."""
    return len((set(left) & set(right)) - _common())


def telling_words(words: str) -> frozenset[str]:
    """Return the codes of a coded passage's words that not every report uses."""
    return frozenset(words) - _common()


def everyday_words(words: str) -> frozenset[str]:
    """Return the codes of coded words that any report may use."""
    return frozenset(words) & _everybodys()


def specific_words(words: str) -> frozenset[str]:
    """Return the codes of coded words that not every report uses, numbers among them."""
    return frozenset(words) - _everybodys()


@cache
def _specific() -> NDArray[np.bool_]:
    """Return of each code whether not every report uses its words."""
    marks = np.ones(1 << 16, dtype=bool)
    marks[[ord(code) for code in _everybodys()]] = False
    return marks


def numbered(words: str) -> NDArray[np.uint16]:
    """Return coded words as numbers."""
    return np.frombuffer(words.encode("utf-16-le", "surrogatepass"), dtype="<u2")


def specific_numbers(words: str) -> NDArray[np.uint16]:
    """Return the same as ``specific_words``, as numbers in ascending order."""
    codes = numbered(words)
    found: NDArray[np.uint16] = np.unique(codes[_specific()[codes]])
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Cut(Sequence[Passage]):
    """The passages of a report, by columns: where each starts and ends, its digest and how many words."""

    report_id: str
    starts: Numbers
    ends: Numbers
    digests: Digests
    words: tuple[int, ...]

    def __eq__(self, other: object) -> bool:
        """Tell whether the other holds the same passages."""
        return isinstance(other, Cut) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        """Return the same for the same passages."""
        return hash((self.report_id, self.words))

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.words)

    @overload
    def __getitem__(self, at: int) -> Passage: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Passage, ...]: ...
    def __getitem__(self, at: int | slice) -> Passage | tuple[Passage, ...]:
        """Return one passage, or some."""
        if isinstance(at, slice):
            return tuple(self[place] for place in range(*at.indices(len(self))))
        span = Span(self.report_id, int(self.starts[at]), int(self.ends[at]))
        return Passage(span, f"{int(self.digests[at]):016x}", self.words[at])


@dataclass(frozen=True, eq=False)
class Coded:
    """A report as lineage sees it: its number in the index, its facts and its passages.

    ``starts`` and ``ends`` are code points of the report's text, ``digests`` the passages' digests,
    ``words`` their coded words.
    """

    number: int
    facts: Facts
    starts: Numbers
    ends: Numbers
    digests: Digests
    words: tuple[str, ...]

    @cached_property
    def bounds(self) -> tuple[float, float]:
        """The seconds from which and up to which the report may have been published, nan where unknown."""
        when = self.facts.published
        sides = (None, None) if when is None else (when.start, when.end)
        since, until = (float("nan") if side is None else side.timestamp() for side in sides)
        return since, until

    def span(self, place: int) -> Span:
        """Return where a passage stands."""
        return Span(self.facts.report_id, int(self.starts[place]), int(self.ends[place]))


def coded_words(text: str, passages: Sequence[Passage]) -> tuple[str, ...]:
    """Return the coded words of each passage of a text."""
    return tuple(code(text[each.span.start : each.span.end].split()) for each in passages)


def coded(number: int, facts: Facts, passages: Sequence[Passage], words: Sequence[str]) -> Coded:
    """Return a report as lineage sees it, from its passages and their coded words."""
    if isinstance(passages, Cut) and len(passages) <= MOST:
        return Coded(number, facts, passages.starts, passages.ends, passages.digests, tuple(words))
    some = passages[:MOST]
    return Coded(
        number,
        facts,
        np.array([each.span.start for each in some], dtype=np.int64),
        np.array([each.span.end for each in some], dtype=np.int64),
        np.array([int(each.digest, 16) for each in some], dtype=np.uint64),
        tuple(words[:MOST]),
    )
