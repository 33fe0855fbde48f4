"""What speaks for and against two sightings being one incident: one table of weights, each with its words."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from reportedly.incidents.conflicts import FAR_M, ranges_meet
from reportedly.incidents.intervals import FINE, day_words, distance, known
from reportedly.incidents.sighting import Sighting, names_of, share_name
from reportedly.terms.events import Part, Realis
from reportedly.terms.names import fold_name
from reportedly.terms.places import Precision, Where, apart_m
from reportedly.terms.times import When

PRIOR = -3.0
"""Two sightings that share a key and nothing else are hardly ever one incident."""

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "copied passage, same trigger": 4.0,
        "copied passage, other trigger": 0.5,
        "same day": 2.0,
        "neighbouring days": -1.0,
        "times overlap": 0.5,
        "vague time": -0.5,
        "published within two days": 0.5,
        "published over a month apart": -2.0,
        "same site": 2.0,
        "same city": 1.5,
        "same province": 0.6,
        "same country": 0.2,
        "different places": -1.0,
        "different countries": -3.0,
        "same actor": 1.0,
        "different actors": -1.5,
        "same speaker": 1.5,
        "speaker unknown": -2.0,
        "same target": 1.2,
        "different targets": -1.0,
        "different addressees": -0.3,
        "both background": 0.5,
        "same teller": 1.0,
        "same trigger": 0.7,
        "same mode": 0.5,
        "different modes": -1.0,
        "same number": 1.0,
        "different numbers": -0.7,
        "next to one another": 1.5,
        "same period": 2.0,
        "same total": 1.5,
        "same voice": 1.5,
    }
)
"""Natural log-odds that each agreement or disagreement adds (Fellegi and Sunter 1969); set by hand."""

Found = tuple[str, str]
"""A key of ``WEIGHTS`` and the words compared."""

_NEAR_CHARACTERS = 200
_DAY_S = 86_400.0


def _passage(left: Sighting, right: Sighting) -> Found | None:
    """Both triggers stand in one family of copied passages, in two reports."""
    if left.report_id == right.report_id or not (left.passages & right.passages):
        return None
    if left.trigger == right.trigger:
        return "copied passage, same trigger", f"“{left.trigger}” stands in a copied passage"
    return "copied passage, other trigger", "the triggers stand in a copied passage"


def _time(left: Sighting, right: Sighting) -> Found | None:
    """The two times, or the two publications where one is missing."""
    ours, theirs = left.event.when, right.event.when
    if ours is None or theirs is None or not known(ours) or not known(theirs):
        return _published(left.published, right.published)
    between = distance(ours, theirs)
    words = f"{day_words(ours)} and {day_words(theirs)}"
    if between is not None:
        name = "neighbouring days" if ours.grain in FINE and theirs.grain in FINE else "vague time"
        return name, f"{name}: {words}"
    if ours.grain in FINE and theirs.grain in FINE:
        return "same day", f"same day {day_words(ours)}"
    return "times overlap", f"times overlap: {words}"


def _published(left: When | None, right: When | None) -> Found | None:
    """How far apart the reports appeared."""
    if left is None or right is None or left.start is None or right.start is None:
        return None
    days = abs((left.start - right.start).total_seconds()) / _DAY_S
    if days <= 2:
        return "published within two days", "published within two days of one another"
    return ("published over a month apart", f"published {days:.0f} days apart") if days > 31 else None


def _place(left: Sighting, right: Sighting) -> Found | None:
    """The two places, as finely as the coarser one is known."""
    ours, theirs = left.event.where, right.event.where
    if ours is None or theirs is None:
        return None
    if _one_place(ours, theirs):
        name = _PRECISIONS.get(ours.precision)
        return None if name is None else (name, f"both at {ours.name}")
    if ours.country and theirs.country and ours.country != theirs.country:
        name = "different places" if left.speaks else "different countries"
        return name, f"{name}: {ours.name} and {theirs.name}"
    return _unlike(ours, theirs)


_PRECISIONS: Mapping[Precision, str] = MappingProxyType(
    {
        Precision.SITE: "same site",
        Precision.CITY: "same city",
        Precision.PROVINCE: "same province",
        Precision.COUNTRY: "same country",
    }
)
_FINE = frozenset({Precision.SITE, Precision.CITY})


def _one_place(left: Where, right: Where) -> bool:
    """Tell whether two places are one by id, or by name where an id is missing."""
    if left.place_id and right.place_id:
        return left.place_id == right.place_id
    return fold_name(left.name) == fold_name(right.name) and left.precision is right.precision


def _unlike(left: Where, right: Where) -> Found | None:
    """Two places of one country that are not the same entry: near, containing, or apart."""
    if left.precision in _FINE and right.precision in _FINE:
        between = apart_m(left, right)
        if between is None:
            return "different places", f"different places: {left.name} and {right.name}"
        if between <= FAR_M and left.precision is not right.precision:
            return "same city", f"{left.name} and {right.name} lie {between / 1000:.0f} km apart"
        return "different places", f"{left.name} and {right.name} lie {between / 1000:.0f} km apart"
    if left.country and left.country == right.country:
        return "same country", f"both in {left.country}: {left.name} and {right.name}"
    return None


def _actor(left: Sighting, right: Sighting) -> Found | None:
    """Who did it."""
    ours, theirs = names_of(left, Part.ACTOR), names_of(right, Part.ACTOR)
    if not ours or not theirs:
        if left.speaks and not (left.passages & right.passages):
            return "speaker unknown", "the speaker of one is unknown"
        return None
    shared = share_name(ours, theirs)
    if shared:
        name = "same speaker" if left.speaks else "same actor"
        return name, f"{name} {shared}"
    return "different actors", f"different actors: {', '.join(sorted(ours))} and {', '.join(sorted(theirs))}"


def _target(left: Sighting, right: Sighting) -> Found | None:
    """To whom it was done."""
    ours, theirs = names_of(left, Part.TARGET), names_of(right, Part.TARGET)
    if not ours or not theirs:
        return None
    shared = share_name(ours, theirs)
    if shared:
        return "same target", f"same target {shared}"
    # A threat to a government is told as one to its president, its army or its land.
    name = "different addressees" if left.speaks else "different targets"
    return name, f"{name}: {', '.join(sorted(ours))} and {', '.join(sorted(theirs))}"


def _background(left: Sighting, right: Sighting) -> Found | None:
    """Both are told as past history, of which reports recall few and well-known happenings."""
    if left.event.realis is Realis.HISTORICAL and right.event.realis is Realis.HISTORICAL:
        return "both background", "both told as background"
    return None


def _trigger(left: Sighting, right: Sighting) -> Found | None:
    """The same word for it."""
    return ("same trigger", f"both say “{left.trigger}”") if left.trigger == right.trigger else None


def _mode(left: Sighting, right: Sighting) -> Found | None:
    """The way it was done."""
    ours, theirs = left.event.mode, right.event.mode
    if ours is None or theirs is None:
        return None
    if ours == theirs:
        return "same mode", f"same mode {ours}"
    return "different modes", f"different modes: {ours} and {theirs}"


def _number(left: Sighting, right: Sighting) -> Found | None:
    """The numbers they give of the same thing."""
    other = {count.what: count for count in right.event.counts}
    shared = sorted((c for c in left.event.counts if c.what in other), key=lambda c: c.what)
    if not shared:
        return None
    clash = next((c.what for c in shared if not ranges_meet(c, other[c.what])), None)
    if clash is not None:
        return "different numbers", f"different numbers of {clash}"
    return "same number", f"same number of {shared[0].what}"


def _near(left: Sighting, right: Sighting) -> Found | None:
    """Two triggers a sentence apart at most in one report."""
    if left.report_id != right.report_id:
        return None
    away = abs(left.event.trigger.start - right.event.trigger.start)
    return ("next to one another", "told next to one another") if away <= _NEAR_CHARACTERS else None


def _period(left: Sighting, right: Sighting) -> Found | None:
    """The period of two totals; hard conflicts have already refused different ones."""
    ours, theirs = left.event.when, right.event.when
    if ours is None or theirs is None or not known(ours) or not known(theirs):
        return None
    return "same period", f"totals of one period: {day_words(ours)} and {day_words(theirs)}"


def _total(left: Sighting, right: Sighting) -> Found | None:
    """The number of two totals."""
    shared = sorted({c.what for c in left.event.counts} & {c.what for c in right.event.counts})
    return ("same total", f"same total of {', '.join(shared)}") if shared else None


def _voice(left: Sighting, right: Sighting) -> Found | None:
    """Who gives the total."""
    if left.voice and right.voice and fold_name(left.voice) == fold_name(right.voice):
        return "same voice", f"both according to {left.voice}"
    return None


def _teller(left: Sighting, right: Sighting) -> Found | None:
    """One source tells of both speech acts; the speaker's own words are no teller's."""
    if not left.speaks or not left.voice or not right.voice:
        return None
    teller = fold_name(left.voice)
    speakers = names_of(left, Part.ACTOR) | names_of(right, Part.ACTOR)
    if teller != fold_name(right.voice) or teller in speakers:
        return None
    return "same teller", f"both told by {left.voice}"


Feature = Callable[[Sighting, Sighting], Found | None]

SINGLE: tuple[Feature, ...] = (
    _passage, _time, _place, _actor, _target, _trigger, _mode, _number, _near, _background, _teller,
)  # fmt: skip
"""What is compared of two single happenings."""
TOTAL: tuple[Feature, ...] = (_passage, _period, _total, _voice)
"""What is compared of two reported totals."""


def features(left: Sighting, right: Sighting) -> tuple[Found, ...]:
    """Return what was found of each feature, in the order of the tables above."""
    table = TOTAL if left.reality == "aggregate" and right.reality == "aggregate" else SINGLE
    found = (feature(left, right) for feature in table)
    return tuple(each for each in found if each is not None)
