"""Mentions of places: capitalised runs that the gazetteer knows, and how the words around them use them."""

import re
from dataclasses import dataclass

from reportedly.events.gazetteer import Gazetteer, Place, fold
from reportedly.language.calendar import TimeWord
from reportedly.language.language import Language
from reportedly.terms.readings import Name, NameKind, Reading, Sentence
from reportedly.terms.spans import BODY, Role

_WORD = re.compile(r"(?:[^\W\d_]{1,2}\.){2,}|[^\W_]+|\n|[^\s]")
_JOINTS = frozenset({"", " ", "\u00a0"})
_JOINING_MARKS = frozenset({"-", "'", "’", "‘", ".", ","})
_LOOK_BACK = 6  # words before a place in which its preposition may stand
_NO_WORD = TimeWord("other", 0)
_OTHERS = frozenset({NameKind.PERSON, NameKind.ORGANISATION, NameKind.GROUP, NameKind.EVENT, NameKind.WORK})
_LEAST_WITH_ARTICLE = 100_000  # people of a town whose name starts with the article ("The Hague")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place's name in the text: code points, its words [first, last), and the places it may be.

    ``locative``: the words say that something is there, goes there or comes from there. ``vicinity``: near
    it, not in it. ``container`` is the index of the mention that contains it ("Mosul, Iraq"), ``contains``
    marks that container.
    """

    start: int
    end: int
    first: int
    last: int
    places: tuple[Place, ...]
    locative: bool
    vicinity: bool
    container: int | None = None
    contains: bool = False


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


def words_of(text: str, start: int, end: int) -> Words:
    """Return the words and marks of ``text[start:end]``, code points of the whole text."""
    found = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(text, start, end)]
    written = tuple(word for word, _, _ in found)
    folded = tuple(fold(word) or word for word in written)
    return Words(written, folded, tuple(at for _, at, _ in found), tuple(at for _, _, at in found))


def _longest(words: Words, at: int, text: str, gazetteer: Gazetteer) -> tuple[int, tuple[Place, ...]]:
    """Return (index after, places) of the longest known name that starts at word ``at``."""
    best: tuple[int, tuple[Place, ...]] = (at, ())
    key = ""
    for here in range(at, min(len(words.written), at + 2 * gazetteer.longest)):
        if here > at and not words.glued(here - 1, text):
            break
        word = words.written[here]
        if word[0].isalnum():
            key = f"{key} {words.folded[here]}" if key else words.folded[here]
            found = gazetteer.at(key)
            if found:
                best = here + 1, found
        elif word not in _JOINING_MARKS:
            break
    return best


def _is_calendar(word: str, language: Language) -> bool:
    entry = language.calendar.words.get(word.lower())
    return entry is not None and entry.kind in {"month", "weekday"}


def _part_of_name(words: Words, first: int, last: int, text: str, language: Language, headline: bool) -> bool:
    """Return whether capitalised neighbours make the words part of a longer name."""
    table = language.places
    if first and words.glued(first - 1, text):
        before, key = words.written[first - 1], words.folded[first - 1]
        allowed = key in table.openers or key in table.locative or key in table.between
        allowed = allowed or before in language.places.demonyms or (headline and before[:1].isupper())
        if before[0].isupper() and not allowed:
            return True
        if key == "of" and first > 1 and words.written[first - 2][:1].isupper():
            return words.folded[first - 2] not in table.of_after | table.suffixes | table.counties
        if before in {"-", "’", "'", "@", "#", "/"} and words.starts[first] == words.ends[first - 1]:
            return True
    if last < len(words.written) and words.glued(last - 1, text):
        after = words.written[last]
        if after[0].isupper() and not headline and not _is_calendar(after, language):
            return words.folded[last] not in table.suffixes
        if after in {"-", "–"} and words.starts[last] == words.ends[last - 1]:
            return True
    return False


def _setting(words: Words, first: int, language: Language) -> tuple[bool, bool]:
    """Return (locative, vicinity): whether a preposition of place governs the name, and a loose one."""
    table = language.places
    far = False
    for at in range(first - 1, max(-1, first - 1 - _LOOK_BACK), -1):
        key = words.folded[at]
        if key == "of" and at:
            if words.folded[at - 1] in table.directions:
                return True, True
            if words.folded[at - 1] in table.of_after:
                return True, words.folded[at - 1] in table.vicinity
            return False, False
        if key in table.locative:
            return not (at and words.folded[at - 1] in table.offices), far or key in table.vicinity
        if key not in table.between and words.written[at] not in language.places.demonyms and key != "-":
            return False, False
    return False, False


def _rejected(start: int, end: int, names: list[Name], locative: bool) -> bool:
    """Return whether the reader's names say that this is somebody or something else."""
    for name in names:
        if name.start <= start and end <= name.end and name.kind in _OTHERS:
            return (name.end - name.start > end - start) or not locative
    return False


def _sentences(reading: Reading) -> tuple[Sentence, ...]:
    """Return the sentences of the body, or the whole text as one where the reader found none."""
    if reading.sentences:
        return tuple(sentence for sentence in reading.sentences if sentence.role in BODY)
    whole = Sentence(0, len(reading.text), Role.PARAGRAPH, 0, 0)
    return (whole,) if reading.text else ()


def _in_sentence(
    reading: Reading, sentence: Sentence, names: list[Name], language: Language, gazetteer: Gazetteer
) -> list[Mention]:
    text, table = reading.text, language.places
    words = words_of(text, sentence.start, sentence.end)
    headline = sentence.role is Role.HEADLINE
    found: list[Mention] = []
    at = 0
    while at < len(words.written):
        last, places = _known(words, at, text, language, gazetteer)
        if not places or " ".join(words.folded[at:last]) in table.never:
            at += 1
            continue
        locative, vicinity = _setting(words, at, language)
        start, end = words.starts[at], words.ends[last - 1]
        if text[start:end] in table.attributive:
            before = language.calendar.words.get(words.folded[at - 1], _NO_WORD) if at else _NO_WORD
            locative = locative and before.kind == "the"
        whole = any(place.place_id.startswith("local:") for place in places) and last > at + 1
        joined = not whole and _part_of_name(words, at, last, text, language, headline)
        county = last < len(words.written) and words.folded[last] in table.counties
        if not (joined or county or _rejected(start, end, names, locative)):
            found.append(Mention(start, end, at, last, places, locative, vicinity))
        at = last
    return _related(found, words, language)


def _known(
    words: Words, at: int, text: str, language: Language, gazetteer: Gazetteer
) -> tuple[int, tuple[Place, ...]]:
    """Return (index after, places) of a name at word ``at``; none where its first word rules it out.

    A name of the overlay may start with a small letter ("embassy in Baghdad") or a month ("Marchlands").
    """
    word = words.written[at]
    if not word[0].isupper() and not (word[0].islower() and len(word) > 5):
        return at, ()
    dotted = (
        at + 1 < len(words.written)
        and words.written[at + 1] == "."
        and words.starts[at + 1] == words.ends[at]
    )
    short = language.places.abbreviated.get(word) or language.places.abbreviated.get(
        f"{word}." if dotted else word
    )
    if short is not None and at and words.written[at - 1] == ",":
        return at + 1, gazetteer.find(short)
    last, places = _longest(words, at, text, gazetteer)
    if word[0].islower() or word in language.places.demonyms or _is_calendar(word, language):
        places = tuple(place for place in places if last > at + 1 and place.place_id.startswith("local:"))
    if language.calendar.words.get(words.folded[at], _NO_WORD).kind == "the":
        places = tuple(p for p in places if p.precision != "city" or p.population >= _LEAST_WITH_ARTICLE)
    return last, places


def _related(found: list[Mention], words: Words, language: Language) -> list[Mention]:
    """Return the mentions with containers ("Mosul, Iraq") and lists ("in Basra and Mosul") joined."""
    made: list[Mention] = []
    for here, mention in enumerate(found):
        if made and here:
            left = made[-1]
            between = words.folded[left.last : mention.first]
            held = _contained(left, mention, between, language)
            if held:
                made[-1] = _with(left, container=here)
                mention = _with(mention, contains=True, locative=True)
            elif (
                left.locative
                and 1 <= len(between) <= 2
                and all(word in {",", "and", "or"} for word in between)
            ):
                mention = _with(mention, locative=True, vicinity=left.vicinity)
        made.append(mention)
    return made


def _with(
    mention: Mention,
    locative: bool | None = None,
    vicinity: bool | None = None,
    container: int | None = None,
    contains: bool = False,
) -> Mention:
    return Mention(
        mention.start,
        mention.end,
        mention.first,
        mention.last,
        mention.places,
        mention.locative if locative is None else locative,
        mention.vicinity if vicinity is None else vicinity,
        mention.container if container is None else container,
        mention.contains or contains,
    )


def _contained(inner: Mention, outer: Mention, between: tuple[str, ...], language: Language) -> bool:
    """Return whether the words between two names say that the first lies in the second."""
    if not between or len(between) > 5:
        return False
    comma = between == (",",)
    inside = between[0] == "in" or (between[0] == "," and len(between) > 1 and between[1] == "in")
    inside = inside and all(word in language.places.between | {"in", ",", "s", "'", "’"} for word in between)
    if not (comma or inside):
        return False
    return any(holds(large, small) for small in inner.places for large in outer.places)


def holds(large: Place, small: Place) -> bool:
    """Return whether the division or country ``large`` holds ``small``."""
    if not small.country or small.country != large.country or large.place_id == small.place_id:
        return False
    if large.precision == "country":
        return small.precision != "country"
    return large.precision == "province" and (small.division == large.division and bool(small.division))


def find_mentions(reading: Reading, language: Language, gazetteer: Gazetteer) -> list[list[Mention]]:
    """Return the place names of each body sentence, used as places or not; indices run within a sentence."""
    rows: list[list[Mention]] = []
    at = 0
    for sentence in _sentences(reading):
        while at < len(reading.names) and reading.names[at].end <= sentence.start:
            at += 1
        names, here = [], at
        while here < len(reading.names) and reading.names[here].start < sentence.end:
            names.append(reading.names[here])
            here += 1
        rows.append(_in_sentence(reading, sentence, names, language, gazetteer))
    return rows
