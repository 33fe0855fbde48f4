"""Folding: the words of a text as copying sees them, and where each of them stands.

What a copier's editing system changes without touching the words is unified here: quotation marks,
apostrophes, dashes, spaces, letter case, compatibility forms, points in abbreviations ("U.S." and "US"),
thousands separators ("5,000" and "5000").
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

Told = TypeVar("Told")

# Combining marks are no letters to ``re``; without these a word in a marked script would fall apart.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u0610-\u061a\u064b-\u065f\u0670"
    "\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09cd\u0a01-\u0a03\u0a3c-\u0a4d\u0a81-\u0a83\u0abc-\u0acd"
    "\u0b82\u0bbe-\u0bcd\u0c3e-\u0c4d\u0cbc-\u0ccd\u0d3b-\u0d4d\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u20d0-\u20dc"
)
_WORD = rf"(?:[^\W_]|[{_MARKS}])"
_APOSTROPHES = "'`´‘’‛ʻʼʽˈ′＇"
# Format characters that may stand inside a word without showing.
_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_LETTER = r"[^\W\d_]"
_TOKEN = re.compile(
    rf"(?<!{_WORD})(?:{_LETTER}\.)+{_LETTER}(?!{_WORD})"  # U.S. and D.C
    r"|(?:https?://|www\.)[^\s<>]+"  # an address is one word, however many it is made of
    rf"|{_WORD}+(?:(?:[{_APOSTROPHES}{_UNSEEN}]+|(?<=\d)[.,](?=\d)){_WORD}+)*"
)
_DROPPED = re.compile(rf"[{_APOSTROPHES}{_UNSEEN},]|(?<!\d)\.|\.(?!\d)")

REMEMBERED = 100_000
"""Tokens, and chunks of them, whose words are kept in memory; all are let go when there are more."""
LONGEST_REMEMBERED = 40
"""Code points of a token that is kept."""


@dataclass(frozen=True, slots=True)
class Word:
    """One folded word and the code points of the unfolded text it came from."""

    text: str
    start: int
    end: int


def words(text: str) -> tuple[Word, ...]:
    """Return the folded words of ``text`` in order; offsets are code points of ``text``, end exclusive.

    Total: unpaired surrogates, controls and text without any letter simply yield no words.
    """
    found: list[Word] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        found.extend(Word(word, start, end) for word in _FOLDED[match[0]])
    return tuple(found)


def read_chunk(told: str) -> list[tuple[str, int, int, int]]:
    """Return the folded words of a chunk; of each where its token begins and ends in the chunk, and marks:
    whether the token begins with no capital (1), whether it holds a digit (2). No token holds a space."""
    if told.isascii() and told.isalnum():
        return [(told.lower(), 0, len(told), _marks(told))]
    return [
        (word, *match.span(), _marks(match[0]))
        for match in _TOKEN.finditer(told)
        for word in _FOLDED[match[0]]
    ]


def _marks(token: str) -> int:
    """Return the marks of a token's words."""
    return (not token[0].isupper()) + 2 * (not token.isalpha() and any(map(str.isdigit, token)))


def fold(text: str) -> str:
    """Return the folded words of ``text`` joined by single spaces; folding a folded text changes nothing."""
    return joined(text.split())


def chunk_words(told: str) -> tuple[str, ...]:
    """Return the folded words of a chunk."""
    if told.isascii() and told.isalnum():
        return (told.lower(),)
    return tuple(word for token in _TOKEN.findall(told) for word in _FOLDED[token])


def joined(chunks: list[str]) -> str:
    """Return the folded words of a text, given split at its spaces, joined by single spaces."""
    return " ".join(filter(None, map(_JOINED.__getitem__, chunks)))


class Remembered(dict[str, Told]):
    """What a function says of each token or chunk met: it is asked once, not each time one is printed."""

    def __init__(self, ask: Callable[[str], Told]) -> None:
        """Remember the answers of ``ask``, up to ``REMEMBERED`` of them."""
        super().__init__()
        self._ask = ask

    def __missing__(self, token: str) -> Told:
        """Ask about a token not met before."""
        if len(self) >= REMEMBERED:
            self.clear()
        told = self._ask(token)
        if len(token) <= LONGEST_REMEMBERED:
            self[token] = told
        return told


def _fold_token(token: str) -> tuple[str, ...]:
    """Return the words of one token: mostly one, several where a compatibility form holds marks ("½")."""
    for _ in range(4):  # case folding and composition can each open work for the other
        folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", token).casefold())
        if folded == token:
            break
        token = folded
    return tuple(word for part in _TOKEN.findall(token) if (word := _DROPPED.sub("", part)))


def _folded(token: str) -> tuple[str, ...]:
    """Return the words of one token."""
    if token.isascii() and token.isalnum():
        return (token.lower(),)
    if token.startswith(("http://", "https://", "www.")):
        return _fold_token("".join(filter(str.isalnum, token)))
    return _fold_token(token)


_FOLDED: Remembered[tuple[str, ...]] = Remembered(_folded)
_JOINED: Remembered[str] = Remembered(lambda told: " ".join(chunk_words(told)))
