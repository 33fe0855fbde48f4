"""Mentions of places: names that the gazetteer knows, and how the words around them use them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reportedly.events.gazetteer import Gazetteer, Place
from reportedly.events.places_choice import holds
from reportedly.events.places_names import NO_WORD, Known, Words, is_calendar, known_at, people_of, words_of
from reportedly.language.language import Language
from reportedly.terms.places import Precision
from reportedly.terms.readings import AMOUNTS, Name, NameKind, Reading, Sentence
from reportedly.terms.spans import BODY, Role

_LONGEST_DATELINE = 80
_DASHES = frozenset("-–—:")
_LARGE = 100_000  # people of a town that is believed without a preposition before it
_LOOK_BACK = 6  # words before a place in which its preposition may stand
_BETWEEN = 5  # words that may stand between a place and the one that contains it
_OTHERS = AMOUNTS | {NameKind.PERSON, NameKind.ORGANISATION, NameKind.GROUP, NameKind.EVENT, NameKind.WORK}
_PLACES = frozenset({NameKind.PLACE, NameKind.FACILITY})
_LIST = frozenset({",", "and", "or", "&"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A place's name in the text: code points, its words [first, last), and the places it may be.

    ``locative``: the words say that something is there, goes there or comes from there. ``vicinity``: near
    it, not in it. ``container`` is the index of the mention that contains it ("Mosul, Iraq"), ``contains``
    marks that container. ``demonym``: the word is for its people or an adjective ("Iraqi"). ``embedded``: the
    name is part of a longer one, of an organisation mostly ("Kansas State Police").
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
    demonym: bool = False
    embedded: bool = False
    seen: bool = False
    quarter: bool = False


def _part_of_name(words: Words, first: int, last: int, text: str, language: Language, headline: bool) -> bool:
    """Return whether capitalised neighbours make the words part of a longer name."""
    table = language.places
    if first and words.glued(first - 1, text) and _goes_on_before(words, first, language, headline):
        return True
    if last < len(words.written) and words.glued(last - 1, text):
        after = words.written[last]
        if after[0].isupper() and not headline and not is_calendar(after, language):
            return words.folded[last] not in table.suffixes
        if after in {"-", "–"} and words.starts[last] == words.ends[last - 1]:
            return last + 1 < len(words.written) and words.written[last + 1][:1].isupper()
    return False


def _goes_on_before(words: Words, first: int, language: Language, headline: bool) -> bool:
    table = language.places
    before, key = words.written[first - 1], words.folded[first - 1]
    allowed = key in table.openers or key in table.locative or key in table.between
    allowed = allowed or key in table.peoples or (headline and before[:1].isupper())
    if before[0].isupper() and not allowed:
        return not is_calendar(before, language)
    if key == "of" and first > 1 and words.written[first - 2][:1].isupper():
        return words.folded[first - 2] not in table.of_after | table.suffixes | table.counties
    if before == "-" and first > 1 and words.starts[first] == words.ends[first - 1]:
        # "D-Fairfax", "the Moscow-Kyiv road": a name on either side; "made-in-China" is none.
        return not words.written[first - 2][:1].isupper()
    return before in {"’", "'", "@", "#", "/"} and words.starts[first] == words.ends[first - 1]


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
        if key not in table.between and key not in table.peoples and key != "-":
            return False, False
    return False, False


def _covering(start: int, end: int, names: list[Name]) -> Name | None:
    """Return the reader's name of somebody or something else that these words are or belong to."""
    return next((n for n in names if n.start <= start and end <= n.end and n.kind in _OTHERS), None)


def _sentences(reading: Reading) -> tuple[Sentence, ...]:
    """Return the sentences of the body, or the whole text as one where the reader found none."""
    if reading.sentences:
        body = [sentence for sentence in reading.sentences if sentence.role in BODY]
        return tuple(each for pair in _with_datelines(body, reading.text) for each in pair)
    whole = Sentence(0, len(reading.text), Role.PARAGRAPH, 0, 0)
    return (whole,) if reading.text else ()


def _with_datelines(body: list[Sentence], text: str) -> Iterator[tuple[Sentence, ...]]:
    """Yield each sentence, after the dateline that stands before it on its line ("KIRKUK (AP) — …")."""
    end = 0
    for sentence in body:
        start = max(end, text.rfind("\n", 0, sentence.start) + 1)
        lead = text[start : sentence.start].rstrip()
        if 2 < len(lead) <= _LONGEST_DATELINE and lead[-1] in _DASHES and lead[0].isupper():
            yield Sentence(start, start + len(lead), Role.DATELINE, 0, 0), sentence
        else:
            yield (sentence,)
        end = sentence.end


def _after(words: Words, last: int) -> str:
    return words.folded[last] if last < len(words.folded) else ""


def _mention(
    words: Words, at: int, known: Known, names: list[Name], text: str, language: Language
) -> Mention | None:
    """Return the mention that a known name at word ``at`` makes, None where it is somebody's name."""
    table = language.places
    last, places = known.last, _of_kind(known, words, language)
    locative, vicinity = _setting(words, at, language)
    start, end = words.starts[at], words.ends[last - 1]
    if known.demonym:
        return Mention(start, end, at, last, places, False, False, demonym=True)
    if text[start:end] in table.attributive:
        before = language.calendar.words.get(words.folded[at - 1], NO_WORD) if at else NO_WORD
        locative = locative and before.kind == "the"
    if _after(words, last) in table.counties:
        return None
    over = _covering(start, end, names)
    if over is not None and (over.end - over.start > end - start or not locative):
        kept = over.kind is NameKind.ORGANISATION and over.end - over.start > end - start
        return Mention(start, end, at, last, places, False, False, embedded=True) if kept else None
    hyphened = _after(words, last) in {"-", "–"} and words.starts[last] == words.ends[last - 1]
    seen = any(n.start < end and start < n.end and n.kind in _PLACES for n in names)
    quarter = _after(words, last) in table.quarters
    return Mention(
        start, end, at, last, places, locative and not hyphened, vicinity, seen=seen, quarter=quarter
    )


def _of_kind(known: Known, words: Words, language: Language) -> tuple[Place, ...]:
    """Return the places of a name that are of the kind said after it ("Kirkuk province"), or all of them."""
    said = language.places.kinds.get(_after(words, known.last))
    kind = tuple(place for place in known.places if place.precision == said)
    return kind or known.places


def _inside_name(
    words: Words, at: int, known: Known, names: list[Name], language: Language
) -> Mention | None:
    """Return the mention of a place within a longer name, None within a person's and where none is known."""
    start, end = words.starts[at], words.ends[known.last - 1]
    over = _covering(start, end, names)
    person = next((n for n in names if n.start < end and start < n.end and n.kind is NameKind.PERSON), None)
    if person is not None or known.places[0].local:
        return None
    office = _after(words, known.last) in language.places.bodies
    of_something = bool(at) and words.folded[at - 1] == "of"
    if not (office or of_something or (over is not None and over.kind is NameKind.ORGANISATION)):
        return None
    return Mention(start, end, at, known.last, known.places, False, False, embedded=True)


def _in_sentence(
    reading: Reading, sentence: Sentence, names: list[Name], language: Language, gazetteer: Gazetteer
) -> list[Mention]:
    text, table = reading.text, language.places
    words = words_of(text, sentence.start, sentence.end)
    headline, dateline = sentence.role is Role.HEADLINE, sentence.role is Role.DATELINE
    found: list[Mention] = []
    at = 0
    while at < len(words.written):
        known = known_at(words, at, text, language, gazetteer)
        last = known.last
        if not known.places or " ".join(words.folded[at:last]) in table.never:
            at += 1
            continue
        whole = last > at + 1 and any(place.local for place in known.places)
        joined = not whole and not known.demonym
        if joined and not dateline and _part_of_name(words, at, last, text, language, headline):
            mention = _inside_name(words, at, known, names, language)
        else:
            mention = _mention(words, at, known, names, text, language)
        found += [replace(mention, locative=True, seen=True) if dateline else mention] if mention else []
        at = last
    found = _counties(found, words, language, gazetteer)
    related = _related(found, words, language)
    kept = [
        bare
        for bare, mention in zip(found, related, strict=True)
        if _believed(mention, words, bool(names), language)
    ]
    return _related(kept, words, language)


def _believed(mention: Mention, words: Words, named: bool, language: Language) -> bool:
    """Return whether a name that is also a word, or a small place's, is taken for the place here."""
    if mention.demonym or mention.seen or mention.container is not None or mention.contains:
        return True
    if mention.last == mention.first + 1 and words.folded[mention.first] in language.places.ordinary:
        return False
    best = mention.places[0]
    large = (
        best.main and (best.precision is not Precision.CITY or best.population >= _LARGE) and not best.county
    )
    return large or mention.locative or mention.embedded or not named


def _counties(found: list[Mention], words: Words, language: Language, gazetteer: Gazetteer) -> list[Mention]:
    """Return the mentions, the members of a list of counties ("Becker and Clay counties") made counties."""
    made, kind = list(found), ""
    for here in range(len(found) - 1, -1, -1):
        mention = found[here]
        after = _after(words, mention.last)
        kind = language.places.plurals.get(after, "") or (kind if after in _LIST else "")
        if kind:
            key = " ".join(words.folded[mention.first : mention.last])
            places = gazetteer.at(f"{key} {kind}")
            made[here] = replace(mention, places=places) if places else mention
    return made


def _related(found: list[Mention], words: Words, language: Language) -> list[Mention]:
    """Return the mentions with containers ("Mosul, Iraq") and lists ("in Basra and Mosul") joined."""
    made: list[Mention] = []
    for here, mention in enumerate(found):
        if made and not (mention.demonym or mention.embedded or made[-1].demonym or made[-1].embedded):
            left = made[-1]
            between = words.folded[left.last : mention.first]
            if _contained(left, mention, between, language):
                made[-1] = replace(left, container=here)
                mention = replace(mention, contains=True, locative=True)
            elif left.locative and 1 <= len(between) <= 2 and all(word in _LIST for word in between):
                mention = replace(mention, locative=True, vicinity=left.vicinity)
        made.append(mention)
    return made


def _contained(inner: Mention, outer: Mention, between: tuple[str, ...], language: Language) -> bool:
    """Return whether the words between two names say that the first lies in the second."""
    if not between or len(between) > _BETWEEN:
        return False
    comma = between == (",",) or between == ("(",)
    inside = between[0] == "in" or (between[0] == "," and len(between) > 1 and between[1] == "in")
    inside = inside and all(word in language.places.between | {"in", ",", "s", "'", "’"} for word in between)
    if not (comma or inside):
        return False
    return any(holds(large, small) for small in inner.places for large in outer.places)


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


def mentions_at(
    reading: Reading, stretches: list[tuple[int, int]], language: Language, gazetteer: Gazetteer
) -> list[list[Mention]]:
    """Return a mention for each stretch of the text that is known to name a place, all in one row.

    Stretches are code points in order; those that the gazetteer does not know have no places.
    """
    words = words_of(reading.text, 0, len(reading.text))
    found: list[Mention] = []
    for start, end in stretches:
        first = next((at for at, stop in enumerate(words.ends) if stop > start), len(words.ends))
        last = next(
            (at for at in range(first, len(words.starts)) if words.starts[at] >= end), len(words.ends)
        )
        known = named(words, first, last, language, gazetteer)
        locative, vicinity = _setting(words, first, language)
        places, demonym = known.places, known.demonym
        found.append(Mention(start, end, first, last, places, locative, vicinity, demonym=demonym))
    return [_related(_counties(found, words, language, gazetteer), words, language)]


def named(words: Words, first: int, last: int, language: Language, gazetteer: Gazetteer) -> Known:
    """Return what the words [first, last) name, without an article or a word for their kind if need be."""
    while first < last:
        key = " ".join(word for word in words.folded[first:last] if word[:1].isalnum())
        people = people_of(key, language, gazetteer)
        if people:
            return Known(last, people, True)
        dotted = last == first + 2 and words.written[first + 1] == "."
        written = words.written[first] if last == first + 1 or dotted else ""
        name = language.places.abbreviated.get(written) or language.places.abbreviated.get(f"{written}.")
        if name is not None:
            states = (p for p in gazetteer.find(name) if p.precision is Precision.PROVINCE and not p.county)
            return Known(last, tuple(states)[:1])
        places = gazetteer.at(key)
        if places:
            return Known(last, places)
        if language.calendar.words.get(words.folded[first], NO_WORD).kind == "the":
            first += 1
        elif words.folded[last - 1] in language.places.suffixes | language.places.counties:
            last -= 1
        else:
            break
    return Known(last)
