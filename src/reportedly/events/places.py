"""Places of events: names found, told apart by the story's countries, and given to events."""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.events.gazetteer import Gazetteer, Place
from reportedly.events.nearness import Extent, ranked
from reportedly.events.places_mentions import Mention, find_mentions, holds, words_of
from reportedly.language.language import Language
from reportedly.terms.places import Precision, Where
from reportedly.terms.readings import Reading
from reportedly.terms.spans import Span

_KIND_WEIGHT = {
    Precision.COUNTRY: 4.0,
    Precision.REGION: 3.5,
    Precision.PROVINCE: 1.5,
    Precision.SITE: 4.0,
    Precision.CITY: 0.0,
    Precision.UNKNOWN: 0.0,
}
_LEAST_UNAIDED = 15_000  # people of a town that is believed where the story names no country
_LEAST_FOREIGN = 100_000  # people of a town that is believed in a story of other countries
_CLEAR = 0.5  # how far ahead (in powers of ten of people) the best reading must be
_VICINITY_M = {Precision.SITE: 3_000.0, Precision.CITY: 25_000.0}
_FAR = 2  # clause boundaries beyond which a place no longer belongs to an event


@dataclass(frozen=True, slots=True)
class _Story:
    """How often the countries and divisions of a story are named without doubt; demonyms count half."""

    countries: Counter[str]
    divisions: Counter[tuple[str, str]]

    def support(self, place: Place) -> float:
        """Return how well a place fits the story, 0 to 5."""
        named = self.countries.total()
        fit = 3.0 * self.countries[place.country] / named if named and place.country else 0.0
        held = self.divisions.total()
        key = (place.country, place.division)
        return fit + (2.0 * self.divisions[key] / held if held and place.division else 0.0)


def _story(reading: Reading, rows: list[list[Mention]], language: Language) -> _Story:
    countries: Counter[str] = Counter()
    divisions: Counter[tuple[str, str]] = Counter()
    for mention in (mention for row in rows for mention in row):
        best = mention.places[0]
        alone = len({place.country for place in mention.places}) == 1 and bool(best.country)
        if best.precision is Precision.COUNTRY or alone:
            countries[best.country] += 2
        if best.precision is Precision.PROVINCE and best.division:
            countries[best.country] += 1
            divisions[best.country, best.division] += 2
    for row in _demonyms(reading, language):
        countries[row] += 1
    return _Story(countries, divisions)


def _demonyms(reading: Reading, language: Language) -> list[str]:
    table = language.places.demonyms
    words = words_of(reading.text, 0, len(reading.text))
    return [table[word] for word in words.written if word in table]


def _score(place: Place, container: tuple[Place, ...], story: _Story) -> tuple[float, float]:
    """Return (score, support): people and kind, and what the container and the story add."""
    support = story.support(place)
    if container:
        support += 6.0 if any(holds(large, place) for large in container) else -6.0
    return math.log10(place.population + 10) + _KIND_WEIGHT[place.precision] + support, support


def choose(mention: Mention, container: tuple[Place, ...], story: _Story) -> Place | None:
    """Return the place that a mention means, None where nothing tells two apart or supports a small one."""
    rated = sorted(
        ((*_score(place, container, story), place) for place in mention.places),
        key=lambda row: (-row[0], row[2].place_id),
    )
    score, support, best = rated[0]
    least = _LEAST_FOREIGN if story.countries else _LEAST_UNAIDED
    small = best.precision is Precision.CITY and best.population < least
    if small and support < 0.5:
        return None
    rivals = [row for row in rated[1:] if row[2].country != best.country or row[2].division != best.division]
    if rivals and score - rivals[0][0] < _CLEAR:
        return None
    return best


def _where(mention: Mention, place: Place | None, text: str, report_id: str) -> Where:
    span = Span(report_id, mention.start, mention.end)
    if place is None:
        return Where(
            name=text[mention.start : mention.end],
            span=span,
            place_id=None,
            country=None,
            longitude_deg=None,
            latitude_deg=None,
            radius_m=None,
            precision=Precision.UNKNOWN,
        )
    around = _VICINITY_M.get(place.precision, 0.0) if mention.vicinity else 0.0
    return Where(
        name=place.name,
        span=span,
        place_id=place.place_id,
        country=place.country or None,
        longitude_deg=place.longitude_deg,
        latitude_deg=place.latitude_deg,
        radius_m=place.radius_m + around,
        precision=place.precision,
    )


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
    reading: Reading, language: Language, gazetteer: Gazetteer
) -> tuple[tuple[Where, bool], ...]:
    """Return every place name of the body in text order, and whether something is said to be there.

    Names that stand for a government ("Washington said") or for an owner are here too, marked False.
    """
    rows = find_mentions(reading, language, gazetteer)
    story = _story(reading, rows, language)
    found: list[tuple[Where, bool]] = []
    settled: dict[str, Place] = {}
    for row in rows:
        for mention in row:
            container = row[mention.container].places if mention.container is not None else ()
            words = reading.text[mention.start : mention.end]
            place = choose(mention, container, story)
            if place is not None and container:
                settled.setdefault(words, place)
            # One name means one place in one story, as long as nothing beside it says otherwise.
            if not container:
                place = settled.get(words, place)
            if place is None and all(small.population < _LEAST_FOREIGN for small in mention.places):
                continue
            where = _where(mention, place, reading.text, reading.report_id)
            site = where.precision is Precision.SITE and where.name not in language.places.institutions
            there = (
                mention.locative or site or _inside_governed(reading, mention.start, mention.end, language)
            )
            found.append((where, there and not mention.contains))
    return tuple(found)


def find_places(reading: Reading, language: Language, gazetteer: Gazetteer) -> tuple[Where, ...]:
    """Return the places of the body where something is said to be or happen, in text order.

    Only names after a preposition of place ("in", "near", "north of"); "X, Y" and "X in Y" give X, told apart
    by Y. A name that the text does not tell apart has no coordinates and precision unknown. Never raises.
    """
    return tuple(where for where, locative in find_toponyms(reading, language, gazetteer) if locative)


def where_for(
    trigger: Extent, sentence: Extent, wheres: Sequence[Where], text: str, language: Language
) -> Where | None:
    """Return the place that belongs to the event at ``trigger``: the nearest by clause, then by words.

    Only places of the same sentence, at most two clauses away; None where there is none.
    """
    rows = ranked(trigger, sentence, [(where.span, where) for where in wheres], text, language)
    return rows[0][2] if rows and rows[0][0] <= _FAR else None
