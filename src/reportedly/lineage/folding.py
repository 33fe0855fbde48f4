"""Folding: the words of a text as copying sees them, and where each of them stands.

What a copier's editing system changes without touching the words is unified here: quotation marks,
apostrophes, dashes, spaces, letter case, compatibility forms, points in abbreviations ("U.S." and "US"),
thousands separators ("5,000" and "5000").
"""

import re
import unicodedata
from dataclasses import dataclass

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
    rf"|{_WORD}+(?:(?:[{_APOSTROPHES}{_UNSEEN}]+|(?<=\d)[.,](?=\d)){_WORD}+)*"
)
_DROPPED = re.compile(rf"[{_APOSTROPHES}{_UNSEEN},]|(?<!\d)\.|\.(?!\d)")


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
        token, start, end = match[0], match.start(), match.end()
        if token.isascii() and token.isalnum():
            found.append(Word(token.lower(), start, end))
        else:
            found.extend(Word(word, start, end) for word in _fold_token(token))
    return tuple(found)


def fold(text: str) -> str:
    """Return the folded words of ``text`` joined by single spaces; folding a folded text changes nothing."""
    return " ".join(word.text for word in words(text))


def _fold_token(token: str) -> tuple[str, ...]:
    """Return the words of one token: mostly one, several where a compatibility form holds marks ("½")."""
    for _ in range(4):  # case folding and composition can each open work for the other
        folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", token).casefold())
        if folded == token:
            break
        token = folded
    return tuple(word for part in _TOKEN.findall(token) if (word := _DROPPED.sub("", part)))
