"""Whether two reports are mainly about one happening: a score from what they have in common."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from math import exp, log
from types import MappingProxyType

from reportedly.incidents.conflicts import FAR_M
from reportedly.incidents.intervals import FINE, day_words
from reportedly.incidents.particulars import (
    Particulars,
    cosine,
    same_person,
    shared,
    title_likeness,
    title_told,
    words_of,
)
from reportedly.incidents.sighting import USUAL_TOWN, Sighting
from reportedly.terms.counts import Count
from reportedly.terms.names import fold_name
from reportedly.terms.places import Where, apart_m
from reportedly.terms.times import When

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "prior": -3.61,
        "rare words": 1.20,
        "days between": -0.81,
        "within two days": -0.57,
        "names": 0.56,
        "ages": 0.03,
        "other ages": -1.84,
        "streets": 0.59,
        "other streets": -1.67,
        "person": 1.36,
        "other persons": -0.76,
        "headlines": 0.29,
        "headline told": 2.90,
        "shorter": -0.05,
        "longer": 0.77,
        "before its day": -1.68,
        "same day": 2.25,
        "neighbouring days": 0.18,
        "other days": -0.61,
        "no day": 0.11,
        "same town": 0.48,
        "rare town": 0.79,
        "same day and town": 0.86,
        "town named": 0.23,
        "other towns": -1.69,
        "far places": -0.47,
        "same killed": 1.14,
        "other killed": 0.93,
        "same wounded": 0.82,
        "other wounded": -0.23,
    }
)
"""Log-odds for each unit, fitted by logistic regression on pairs of reports (``train/incidents.py``)."""

SAME_FROM = 0.25
"""The probability from which two reports may be joined: each group must reach it on average as well."""
UNKNOWN_DAYS = 10.0
"""Days taken to lie between two reports of which one has no date."""
WORTH_SAYING = 0.3
"""A contribution from here on is named among the reasons."""

Words = Callable[[], str]
Part = tuple[str, float, Words | None]
"""A key of ``WEIGHTS``, how much of it there is, and what makes the words for it, if it says anything."""


def chance(left: Sighting, right: Sighting) -> float:
    """Return the probability that two reports' main happenings are one: ``likeness`` without the reasons."""
    return _probability(parts_of(left, right))


def likeness(left: Sighting, right: Sighting) -> tuple[float, tuple[str, ...]]:
    """Return the probability that two reports' main happenings are one, and the reasons in words.

    Both must lead their report (``Sighting.particulars``), else ValueError. Symmetric.
    """
    parts = parts_of(left, right)
    reasons = [
        f"{words()} ({WEIGHTS[name] * much:+.1f})"
        for name, much, words in parts
        if words is not None and abs(WEIGHTS[name] * much) >= WORTH_SAYING
    ]
    return _probability(parts), tuple(reasons)


def _probability(parts: Iterable[Part]) -> float:
    """Return the probability that summed log-odds stand for."""
    points = WEIGHTS["prior"] + sum(WEIGHTS[name] * much for name, much, _ in parts)
    return round(1.0 / (1.0 + exp(-points)), 6)


def parts_of(left: Sighting, right: Sighting) -> tuple[Part, ...]:
    """Return what two reports have in common and in which they differ, as far as it bears on sameness."""
    ours, theirs = left.particulars, right.particulars
    if ours is None or theirs is None:
        raise ValueError("not the main happenings of reports")
    told, times = _told(ours, theirs), _times(left, right)
    return (*told, *times, *_places(left, right), *_numbers(left, right))


def _told(ours: Particulars, theirs: Particulars) -> Iterable[Part]:
    """Yield what the two texts have in common."""
    alike = cosine(ours, theirs)
    yield "rare words", log(alike + 0.01), lambda: f"rare words alike by {alike:.2f}"
    names = shared(ours.names, theirs.named)
    yield "names", log(1 + sum(names.values())), (lambda: _most(names)) if names else None
    yield from _met("ages", ours.ages, theirs.ages, "both tell of somebody aged")
    yield from _met("streets", ours.streets, theirs.streets, "the same street:")
    yield from _people(ours, theirs)
    title, told = title_likeness(ours, theirs), title_told(ours, theirs)
    yield "headlines", title, lambda: f"headlines alike by {title:.2f}"
    yield "headline told", told, lambda: f"{told:.0%} of a headline told by the other"
    short, long = sorted((ours.length, theirs.length))
    yield "shorter", log(1 + short), None
    yield "longer", log(1 + long), None


def _most(names: Mapping[str, float]) -> str:
    """Return the rarest names in words."""
    return f"both name {', '.join(sorted(sorted(names, key=lambda name: (-names[name], name))[:4]))}"


def _met(what: str, ours: frozenset[str], theirs: frozenset[str], words: str) -> Iterable[Part]:
    """Yield whether two sets share something, where neither is empty."""
    if not ours or not theirs:
        return
    if both := ours & theirs:
        yield what, 1.0, lambda: f"{words} {', '.join(sorted(both))}"
    else:
        yield f"other {what}", 1.0, lambda: f"other {what}"


def _people(ours: Particulars, theirs: Particulars) -> Iterable[Part]:
    """Yield whether somebody whose age one report tells is named by the other."""
    known = same_person(ours, theirs)
    if known:
        yield "person", 1.0, lambda: f"both name {' '.join(known[0])}"
    elif ours.people and theirs.people:
        yield "other persons", 1.0, lambda: "they tell of other persons"


def _start(when: When | None) -> datetime | None:
    """Return the start of a time, None where unknown."""
    return when.start if when is not None else None


def _days(left: datetime | None, right: datetime | None) -> float | None:
    """Return the whole days between two moments."""
    return None if left is None or right is None else float(abs((left.date() - right.date()).days))


def _day(when: When | None) -> datetime | None:
    """Return the day of a time known to the day, None for any other."""
    return _start(when) if when is not None and when.grain in FINE else None


def _times(left: Sighting, right: Sighting) -> Iterable[Part]:
    """Yield how far apart the reports appeared, and the days that they give."""
    printed = _days(_start(left.published), _start(right.published))
    between = UNKNOWN_DAYS if printed is None else printed
    yield (
        "days between",
        log(1 + between),
        (lambda: f"published {between:.0f} {'day' if round(between) == 1 else 'days'} apart")
        if printed
        else None,
    )
    if between <= 2:
        yield "within two days", 1.0, lambda: "published within two days of one another"
    yield from _foreseen(left, right)
    ours, theirs = left.event.when, right.event.when
    apart = _days(_day(ours), _day(theirs))
    if apart is None or ours is None or theirs is None:
        yield "no day", 1.0, lambda: "the day of one is unknown"
        return
    name = "same day" if apart == 0 else "neighbouring days" if apart == 1 else "other days"
    yield name, 1.0, lambda: f"{name}: {day_words(ours)} and {day_words(theirs)}"


def _foreseen(left: Sighting, right: Sighting) -> Iterable[Part]:
    """Yield whether one report appeared before the day on which the other's happening was."""
    for mine, other in ((left, right), (right, left)):
        day, printed = _day(mine.event.when), _start(other.published)
        if day is not None and printed is not None and day.date() > printed.date():
            words = f"one appeared {printed.date()}, before the other's day {day.date()}"
            yield "before its day", 1.0, words.__str__
            return


def _places(left: Sighting, right: Sighting) -> Iterable[Part]:
    """Yield whether the places are one, named by the other report, or far from one another."""
    ours, theirs = left.event.where, right.event.where
    if ours is None or theirs is None:
        return
    if fold_name(ours.name) == fold_name(theirs.name):
        yield "same town", 1.0, lambda: f"both at {ours.name}"
        rarer = max(left.town, right.town) - USUAL_TOWN
        often = "rarely" if rarer > 0 else "often"
        yield "rare town", rarer, lambda: f"{ours.name} is {often} in the news"
        if _days(_day(left.event.when), _day(right.event.when)) == 0:
            yield "same day and town", 1.0, lambda: "on one day in one town"
        return
    named = ours.name if _names(right, ours) else theirs.name if _names(left, theirs) else None
    if named is not None:
        yield "town named", 1.0, lambda: f"both name {named}"
    else:
        yield "other towns", 1.0, lambda: f"{ours.name} and {theirs.name}, neither named by the other"
    between = apart_m(ours, theirs)
    if between is not None and between > FAR_M:
        yield "far places", 1.0, lambda: f"{ours.name} and {theirs.name} lie {between / 1000:.0f} km apart"


def _names(sighting: Sighting, where: Where) -> bool:
    """Tell whether a report has all words of a place's name."""
    told = sighting.particulars.told if sighting.particulars is not None else frozenset[str]()
    return all(word in told for word in words_of(where.name))


def _numbers(left: Sighting, right: Sighting) -> Iterable[Part]:
    """Yield whether they give the same numbers of killed and wounded, where both give one."""
    for what in ("killed", "wounded"):
        ours, theirs = _least(left.event.counts, what), _least(right.event.counts, what)
        if ours and theirs:
            same = ours == theirs
            words = f"both count {ours} {what}" if same else f"{ours} and {theirs} {what}"
            yield f"{'same' if same else 'other'} {what}", 1.0, words.__str__


def _least(counts: Iterable[Count], what: str) -> int | None:
    """Return the least number that is given of something, None where none is."""
    return max((count.low for count in counts if count.what == what and count.low is not None), default=None)
