"""Which place each name of a story means: the names vote for the countries and divisions that they share.

Every name gives one vote, shared among its candidates by how likely each is; a candidate gains by the votes
of the other names for the country, the division and the county that it lies in, and the sharing is done anew.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportedly.events.gazetteer import Place
from reportedly.terms.places import Precision

_KIND = {
    Precision.COUNTRY: 3.0,
    Precision.REGION: 6.5,
    Precision.PROVINCE: 1.0,
    Precision.SITE: 7.0,
    Precision.CITY: 0.0,
    Precision.UNKNOWN: 0.0,
}
_COUNTY = -1.5  # a county's bare name mostly means the town
_OTHER_NAME = -1.0
_HELD, _UNHELD = 6.0, -6.0
_ROUNDS = 3
_COUNTRY, _DIVISION, _COUNTIES = 1.6, 1.5, 0.8


@dataclass(frozen=True, slots=True)
class Called:
    """One name of a story: its candidates, the larger places that the words say hold it, and its weight."""

    name: str
    places: tuple[Place, ...]
    holders: tuple[Place, ...] = ()
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Rated:
    """A candidate with its score in powers of ten, and what the story alone adds to it.

    ``near`` is the part of ``support`` that its division and county add.
    """

    place: Place
    score: float
    support: float
    near: float


def holds(large: Place, small: Place) -> bool:
    """Return whether the country, division or county ``large`` holds ``small``."""
    if not small.country or small.country != large.country or large.place_id == small.place_id:
        return False
    if large.precision is Precision.COUNTRY:
        return small.precision is not Precision.COUNTRY
    if large.precision is not Precision.PROVINCE or not large.division:
        return False
    if large.county:
        return small.county == large.county
    return small.division == large.division


class _Votes:
    """The votes of a story for areas; an area is a country's code or the division or county by its level."""

    def __init__(self) -> None:
        self.of: defaultdict[tuple[str, str], float] = defaultdict(float)

    def cast(self, place: Place, share: float) -> None:
        for area in areas(place):
            self.of[area] += share


def areas(place: Place) -> tuple[tuple[str, str], ...]:
    """Return the areas that a place lies in or is, by level."""
    levels = (("country", place.country), ("division", place.division), ("county", place.county))
    return tuple((level, name) for level, name in levels if name)


def _prior(place: Place, called: Called) -> float:
    score = math.log10(place.population + 10) + _KIND[place.precision]
    if place.precision is Precision.PROVINCE and place.county and not place.local:
        score += _COUNTY if not place.main or " " not in called.name else 0.0
    if not place.main:
        score += _OTHER_NAME
    if called.holders:
        score += _HELD if any(holds(large, place) for large in called.holders) else _UNHELD
    return score


def _shares(scores: Sequence[float]) -> list[float]:
    """Return the shares of one vote among candidates, by powers of ten."""
    best = max(scores)
    parts = [10.0 ** (score - best) for score in scores]
    total = sum(parts)
    return [part / total for part in parts]


def _gain(place: Place, own: Mapping[tuple[str, str], float], votes: _Votes) -> tuple[float, float]:
    """Return what the votes of the other names add: for its country, and for what is nearer."""
    factors = {"country": _COUNTRY, "division": _DIVISION, "county": _COUNTIES}
    far = near = 0.0
    for area in areas(place) if place.precision is not Precision.COUNTRY else ():
        gain = factors[area[0]] * math.log2(1.0 + max(0.0, votes.of[area] - own.get(area, 0.0)))
        if area[0] == "country":
            far += gain
        else:
            near += gain
    return far, near


def rate(story: Sequence[Called], hints: Mapping[str, float]) -> list[list[Rated]]:
    """Return the candidates of each name, the best first.

    ``hints`` adds votes for countries by code (demonyms, where the outlet prints). Names are taken as given:
    one entry for each name of the story, however often it stands there.
    """
    priors = [[_prior(place, called) for place in called.places] for called in story]
    scores = [list(row) for row in priors]
    gains: list[list[tuple[float, float]]] = []
    for _ in range(_ROUNDS):
        votes = _Votes()
        for code in sorted(hints):
            votes.of["country", code] += hints[code]
        owns = [_cast(called, row, votes) for called, row in zip(story, scores, strict=True)]
        gains = [
            [_gain(place, own, votes) for place in called.places]
            for called, own in zip(story, owns, strict=True)
        ]
        scores = [
            [prior + sum(gain) for prior, gain in zip(before, gained, strict=True)]
            for before, gained in zip(priors, gains, strict=True)
        ]
    return [
        sorted(
            (
                Rated(place, score, sum(gain), gain[1])
                for place, score, gain in zip(called.places, row, gained, strict=True)
            ),
            key=lambda each: (-each.score, each.place.place_id),
        )
        for called, row, gained in zip(story, scores, gains, strict=True)
    ]


def _cast(called: Called, scores: Sequence[float], votes: _Votes) -> dict[tuple[str, str], float]:
    """Cast the vote of one name by the scores of its candidates; return what it gave to each area."""
    own: defaultdict[tuple[str, str], float] = defaultdict(float)
    for place, share in zip(called.places, _shares(scores) if scores else (), strict=True):
        votes.cast(place, share * called.weight)
        for area in areas(place):
            own[area] += share * called.weight
    return own
