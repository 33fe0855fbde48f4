"""Names of places among the words of a text: looked up, without asking yet what they mean there."""

import re
from dataclasses import dataclass

from reportedly.events.gazetteer import Gazetteer, Place, fold
from reportedly.language.calendar import TimeWord
from reportedly.language.language import Language
from reportedly.terms.places import Precision

_WORD = re.compile(r"(?:[^\W\d_]{1,2}\.){2,}|[^\W_]+|\n|[^\s]")
_JOINTS = frozenset({"", " ", "\u00a0", "\n"})
_JOINING_MARKS = frozenset({"-", "'", "’", "‘", ".", ","})
_MOST_WORDS = 16
_DOTS = 2
NO_WORD = TimeWord("other", 0)
_LEAST_WITH_ARTICLE = 100_000  # people of a town whose name starts with the article ("The Hague")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a stretch of text: as written, folded, and their code points."""

    written: tuple[str, ...]
    folded: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def glued(self, left: int, text: str) -> bool:
        """Return whether word ``left + 1`` follows word ``left`` after at most one blank."""
        return text[self.ends[left] : self.starts[left + 1]] in _JOINTS


@dataclass(frozen=True, slots=True)
class Known:
    """What the words from one on may name: the index after them, the places, whether it is a demonym."""

    last: int
    places: tuple[Place, ...] = ()
    demonym: bool = False


def words_of(text: str, start: int, end: int) -> Words:
    """Return the words and marks of ``text[start:end]``, code points of the whole text."""
    found = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(text, start, end)]
    written = tuple(word for word, _, _ in found)
    folded = tuple(fold(word) or word for word in written)
    return Words(written, folded, tuple(at for _, at, _ in found), tuple(at for _, _, at in found))


def is_calendar(word: str, language: Language) -> bool:
    """Return whether a word is a month or a weekday."""
    entry = language.calendar.words.get(word.lower())
    return entry is not None and entry.kind in {"month", "weekday"}


def people_of(demonym: str, language: Language, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Return the country or region whose people or adjective a folded demonym is; empty for no demonym."""
    name = language.places.peoples.get(demonym)
    if name is None:
        return ()
    country = gazetteer.country(name)
    return (country,) if country is not None else gazetteer.find(name)[:1]


def _longest(words: Words, at: int, text: str, language: Language, gazetteer: Gazetteer) -> Known:
    """Return the longest known name or demonym that starts at word ``at``."""
    best, key = Known(at), ""
    for here in range(at, min(len(words.written), at + _MOST_WORDS)):
        if here > at and not words.glued(here - 1, text):
            break
        word = words.written[here]
        if not word[0].isalnum():
            if word not in _JOINING_MARKS:
                break
            continue
        if here > at and not (word[0].isupper() or word[0].isdigit()) and word not in _PARTICLES:
            longer = key and gazetteer.look_up(f"{key} {words.folded[here]}")
            if not (longer and (longer[1] or any(place.local for place in longer[0]))):
                break
        key = f"{key} {words.folded[here]}" if key else words.folded[here]
        found, longer_too = gazetteer.look_up(key)
        people = people_of(key, language, gazetteer)
        if people:
            best = Known(here + 1, people, True)
        elif found and (word[0].isupper() or any(place.local for place in found) or word[0].isdigit()):
            best = Known(here + 1, found)
        if not longer_too and not (here == at and key in language.places.people_begun):
            break
    return best


_PARTICLES = frozenset(
    {
        "of",
        "de",
        "la",
        "le",
        "el",
        "al",
        "the",
        "and",
        "du",
        "des",
        "del",
        "di",
        "da",
        "do",
        "dos",
        "am",
        "an",
    }
    | {"der", "den", "in", "on", "upon", "under", "sur", "en", "les", "by", "e", "y"}
)


def _short(words: Words, at: int, language: Language, gazetteer: Gazetteer) -> Known | None:
    """Return the state that an abbreviation after a comma, or a dotted one, stands for ("Lewisburg, Ky.")."""
    word = words.written[at]
    if word.count(".") < _DOTS and not (at and words.written[at - 1] in {",", "("}):
        return None
    name = language.places.abbreviated.get(word) or language.places.abbreviated.get(f"{word}.")
    if name is None:
        return None
    found = tuple(p for p in gazetteer.find(name) if p.precision is Precision.PROVINCE and not p.county)
    return Known(at + 1, found[:1]) if found else None


def known_at(words: Words, at: int, text: str, language: Language, gazetteer: Gazetteer) -> Known:
    """Return what the words from ``at`` on may name; no places where the first word rules it out.

    A name of an overlay may start with a small letter ("embassy in Baghdad") or a month ("Marchlands").
    """
    word = words.written[at]
    if not word[0].isupper() and not (word[0].islower() and len(word) > 5):
        return Known(at)
    short = _short(words, at, language, gazetteer)
    if short is not None:
        return short
    known = _longest(words, at, text, language, gazetteer)
    places = known.places
    if word[0].islower() or is_calendar(word, language):
        places = tuple(place for place in places if known.last > at + 1 and place.local)
    if language.calendar.words.get(words.folded[at], NO_WORD).kind == "the":
        places = tuple(
            p for p in places if p.precision is not Precision.CITY or p.population >= _LEAST_WITH_ARTICLE
        )
    return Known(known.last, places, known.demonym and bool(places))
