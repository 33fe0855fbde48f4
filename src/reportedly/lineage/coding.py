"""Coding: a report as lineage compares it: every folded word is one character, a passage a short string."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from xxhash import xxh32_intdigest

from reportedly.language.commonplace import load_commonplace
from reportedly.language.numbers import load_numbers
from reportedly.lineage.direction import Facts, precedence
from reportedly.lineage.folding import Remembered, token_words, tokens
from reportedly.terms.lineage import Passage
from reportedly.terms.spans import Span

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
_CODES_OF: Remembered[str] = Remembered(lambda token: code_words(token_words(token)))


def code(found: Iterable[str]) -> str:
    """Return the codes of the words of tokens, one character each; different words seldom share one."""
    return "".join(map(_CODES_OF.__getitem__, found))


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


@dataclass(frozen=True)
class Coded:
    """A report as lineage sees it: its number in the index, its facts and its passages.

    ``starts`` and ``ends`` are code points of the report's text, ``digests`` the passages' digests,
    ``words`` their coded words.
    """

    number: int
    facts: Facts
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    digests: tuple[str, ...]
    words: tuple[str, ...]

    @cached_property
    def order(self) -> tuple[bool, float, bool, str, str]:
        """Where the report stands in the order of precedence."""
        return precedence(self.facts)

    @cached_property
    def places(self) -> dict[str, int]:
        """The first place of each digest."""
        found: dict[str, int] = {}
        for place, digest in enumerate(self.digests):
            found.setdefault(digest, place)
        return found

    @cached_property
    def specific(self) -> frozenset[str]:
        """The codes of words that not every report uses, numbers among them."""
        return frozenset("".join(self.words)) - _everybodys()

    def span(self, place: int) -> Span:
        """Return where a passage stands."""
        return Span(self.facts.report_id, self.starts[place], self.ends[place])


def coded_words(text: str, passages: Sequence[Passage]) -> tuple[str, ...]:
    """Return the coded words of each passage of a text."""
    return tuple(code(tokens(text[each.span.start : each.span.end])) for each in passages)


def coded(number: int, facts: Facts, passages: Sequence[Passage], words: Sequence[str]) -> Coded:
    """Return a report as lineage sees it, from its passages and their coded words."""
    some = passages[:MOST]
    return Coded(
        number,
        facts,
        tuple(each.span.start for each in some),
        tuple(each.span.end for each in some),
        tuple(each.digest for each in some),
        tuple(words[:MOST]),
    )
