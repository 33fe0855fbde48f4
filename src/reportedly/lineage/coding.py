"""Coding: every folded word is a number of 16 bits, here one character, by which lineage compares words."""

from collections.abc import Iterable, Mapping
from functools import cache

from xxhash import xxh32_intdigest

from reportedly.language.numbers import load_numbers
from reportedly.lineage.folding import Remembered

_FIRST, _CODES = 0x21, 0xD7DF
"""Words are coded by the 55,263 code points from here up to the surrogates."""


@cache
def _numbers() -> Mapping[str, str]:
    """Return the digits of each number word, so that "three" and "3" have one code."""
    return {word: str(value) for word, value in sorted(load_numbers("en").cardinals.items())}


def _coded_word(word: str) -> str:
    """Return the code of one folded word."""
    told = _numbers().get(word, word).encode("utf-8", "surrogatepass")
    return chr(_FIRST + xxh32_intdigest(told) % _CODES)


_CODE_OF: Remembered[str] = Remembered(_coded_word)


def code_words(words: Iterable[str]) -> str:
    """Return the codes of folded words, one character each; different words seldom share one."""
    return "".join(map(_CODE_OF.__getitem__, words))
