"""Places of events: names found, told apart by what the story names together, and given to events."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reportedly.events.gazetteer import Gazetteer, Place
from reportedly.events.nearness import Extent, ranked
from reportedly.events.places_choice import Called, Rated, rate
from reportedly.events.places_mentions import Mention, find_mentions, mentions_at
from reportedly.language.language import Language
from reportedly.terms.places import Precision, Where, distance_m, unpinned
from reportedly.terms.readings import Reading
from reportedly.terms.spans import Span

_LEAST_UNAIDED = 15_000  # people of a town that is believed where nothing else in the story is near it
_LEAST_SHARE = (
    0.6  # of the likelihood of all places of a name that one of them, or its surroundings, must have
)
_AROUND_M = 50_000.0  # places of one name this close (a town and its county) do not rival each other
_LEAST_RIVAL = 100_000  # people; a name without any place of so many is left out where nothing tells it apart
_MOST_WEIGHED = 60  # names of one story that vote; those after them are judged by the others' votes
_VICINITY_M = {Precision.SITE: 3_000.0, Precision.CITY: 25_000.0}
_FAR = 2  # clause boundaries beyond which a place no longer belongs to an event
_SUPPORTED = 0.5  # powers of ten that the story must add to a small place
_SEAT = 0.2  # of a division's people
_DEMONYM = 0.5  # of a vote
_HOME = 0.7

Key = tuple[str, str]
"""A name as a story uses it: its words, folded, and those of the place that is said to hold it."""


@dataclass(frozen=True, slots=True)
class _Story:
    """The names of a story, each with its candidates rated."""

    rated: Mapping[Key, list[Rated]]
    held: Mapping[str, Key]

    def of(self, key: Key) -> list[Rated]:
        """Return the candidates of a name; held somewhere once in the story, it is so throughout."""
        return self.rated[key if key[1] else self.held.get(key[0], key)]


def _key(mention: Mention, row: Sequence[Mention], text: str) -> Key:
    held = row[mention.container] if mention.container is not None else None
    name = text[mention.start : mention.end].casefold()
    return name, text[held.start : held.end].casefold() if held is not None else ""


def _story(rows: Sequence[Sequence[Mention]], text: str, language: Language, home: str | None) -> _Story:
    """Return the names of a story rated together; ``home`` is the country that its outlet prints in."""
    called: dict[Key, Called] = {}
    hints: defaultdict[str, float] = defaultdict(float)
    if home is not None:
        hints[home] += _HOME
    peoples: set[str] = set()
    for row in rows:
        for mention in row:
            if mention.demonym:
                peoples.update(place.country for place in mention.places if place.country)
                continue
            key = _key(mention, row, text)
            holders = row[mention.container].places if mention.container is not None else ()
            places = mention.places
            if any(place.name in language.places.town_first for place in places):
                places = tuple(_yielding(place, language) for place in places)
            called.setdefault(key, Called(key[0], places, holders))
    for country in peoples:
        hints[country] += _DEMONYM
    keys = list(called)
    rated: dict[Key, list[Rated]] = {}
    for at in range(0, len(keys), _MOST_WEIGHED):
        part = keys[at : at + _MOST_WEIGHED]
        rated.update(zip(part, rate([called[key] for key in part], hints), strict=True))
    held = Counter(key[0] for key in keys if key[1])
    return _Story(rated, {key[0]: key for key in keys if key[1] and held[key[0]] == 1})


def _yielding(place: Place, language: Language) -> Place:
    """Return a state that yields to the town of its name as one without people."""
    if place.precision is Precision.PROVINCE and place.name in language.places.town_first:
        return replace(place, population=0)
    return place


def _near(left: Place, right: Place) -> bool:
    """Tell whether two places of a name are one for a reader of the map: near, or one within the other."""
    apart = distance_m((left.latitude_deg, left.longitude_deg), (right.latitude_deg, right.longitude_deg))
    return apart <= _AROUND_M


def choose(rated: Sequence[Rated], embedded: bool = False, quarter: bool = False) -> Place | None:
    """Return the place that a name means, None where nothing tells two apart or supports a small one."""
    if not rated:
        return None
    best = rated[0]
    small = best.place.precision is Precision.CITY and best.place.population < _LEAST_UNAIDED
    doubtful = small or bool(best.place.county and not best.place.main)
    if (doubtful and best.support < _SUPPORTED) or (
        (quarter or (embedded and doubtful)) and best.near < _SUPPORTED
    ):
        return None
    parts = [10.0 ** (row.score - best.score) for row in rated]
    own = sum(part for part, row in zip(parts, rated, strict=True) if _near(best.place, row.place))
    return _seat(rated) if own / sum(parts) >= _LEAST_SHARE else None


def _seat(rated: Sequence[Rated]) -> Place:
    """Return the likeliest place; for a division of its main town's name, that town where most live in it."""
    best = rated[0].place
    if best.precision is not Precision.PROVINCE or best.local:
        return best
    for row in rated[1:]:
        town = row.place
        inside = town.division == best.division and (not best.county or town.county == best.county)
        if town.precision is Precision.CITY and inside and town.population >= _SEAT * best.population:
            return town
    return best


def _where(mention: Mention, place: Place | None, reading: Reading, gazetteer: Gazetteer) -> Where:
    span = Span(reading.report_id, mention.start, mention.end)
    if place is None:
        return unpinned(reading.text[mention.start : mention.end], span)
    around = _VICINITY_M.get(place.precision, 0.0) if mention.vicinity else 0.0
    return gazetteer.where(place, span, around)


_CASE_REACH = 10
"""Words before a noun among which the preposition that governs it is sought."""


def _inside_governed(reading: Reading, start: int, end: int, language: Language) -> bool:
    """Tell whether the reader's tree hangs a name on a noun that a preposition of place governs.

    "in the central market of Ocaña": what happens in the market happens in the town.
    """
    at = bisect_left(reading.tokens, start, key=lambda token: token.start)
    for _ in range(3):
        while at < len(reading.tokens) and start <= reading.tokens[reading.tokens[at].head].start < end:
            if reading.tokens[at].head in {at, -1}:
                return False
            at = reading.tokens[at].head
        if at >= len(reading.tokens) or not reading.tokens[at].label.startswith("nmod"):
            return False
        head = reading.tokens[at].head
        for token in reading.tokens[max(0, head - _CASE_REACH) : head]:
            word = reading.text[token.start : token.end].lower()
            if token.head == head and token.label == "case" and word in language.places.locative:
                return True
        at, start, end = head, reading.tokens[head].start, reading.tokens[head].end
    return False


def find_toponyms(
    reading: Reading, language: Language, gazetteer: Gazetteer, home: str | None = None
) -> tuple[tuple[Where, bool], ...]:
    """Return every place name of the body in text order, and whether something is said to be there.

    Demonyms, names that stand for a government ("Washington said") and owners are here too, marked False.
    ``home`` is the ISO 3166 code of the country that the outlet prints in, where known.
    """
    rows = find_mentions(reading, language, gazetteer)
    story = _story(rows, reading.text, language, home)
    found: list[tuple[Where, bool]] = []
    for row in rows:
        for mention in row:
            place = (
                mention.places[0]
                if mention.demonym
                else choose(story.of(_key(mention, row, reading.text)), mention.embedded)
            )
            if place is None and all(small.population < _LEAST_RIVAL for small in mention.places):
                continue
            where = _where(mention, place, reading, gazetteer)
            site = where.precision is Precision.SITE and where.name not in language.places.institutions
            there = not (mention.demonym or mention.embedded) and (
                mention.locative or site or _inside_governed(reading, mention.start, mention.end, language)
            )
            found.append((where, there and not mention.contains))
    return tuple(found)


def places_at(
    reading: Reading,
    stretches: Sequence[tuple[int, int]],
    language: Language,
    gazetteer: Gazetteer,
    home: str | None = None,
) -> tuple[Where, ...]:
    """Return the likeliest place for each stretch (code points) that is known to name one, in text order.

    Unlike ``find_toponyms`` it always chooses: a name that the gazetteer knows gets its best place, however
    doubtful. Names that it does not know have no coordinates.
    """
    (row,) = mentions_at(reading, sorted(stretches), language, gazetteer)
    story = _story([row], reading.text, language, home)
    found: list[Where] = []
    for mention in row:
        rated = [] if mention.demonym else story.of(_key(mention, row, reading.text))
        best = _seat(rated) if rated else next(iter(mention.places), None)
        found.append(_where(mention, best, reading, gazetteer))
    return tuple(found)


def where_for(
    trigger: Extent, sentence: Extent, wheres: Sequence[Where], text: str, language: Language
) -> Where | None:
    """Return the place that belongs to the event at ``trigger``: the nearest by clause, then by words.

    Only places of the same sentence, at most two clauses away; None where there is none.
    """
    rows = ranked(trigger, sentence, [(where.span, where) for where in wheres], text, language)
    return rows[0][2] if rows and rows[0][0] <= _FAR else None
