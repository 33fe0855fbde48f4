"""Whether two reports are mainly about one happening: a score from what they have in common."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from math import exp, log
from types import MappingProxyType

from reportedly.incidents.conflicts import FAR_M
from reportedly.incidents.intervals import FINE, day_words
from reportedly.incidents.particulars import Particulars, cosine, shared, title_likeness
from reportedly.incidents.sighting import Sighting
from reportedly.terms.counts import Count
from reportedly.terms.names import fold_name
from reportedly.terms.places import apart_m
from reportedly.terms.times import When

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "prior": -4.17,
        "rare words": 1.73,
        "days between": -0.79,
        "within two days": -0.25,
        "within a week": 0.5,
        "names": 1.18,
        "ages": 0.48,
        "other ages": -1.49,
        "streets": 1.35,
        "other streets": -1.66,
        "headlines": 2.75,
        "shorter": -0.19,
        "longer": 1.11,
        "same day": 0.88,
        "neighbouring days": -0.94,
        "other days": -2.47,
        "no day": -1.1,
        "same town": 0.55,
        "far places": -1.1,
        "same killed": 0.07,
        "other killed": -1.61,
        "same wounded": -0.69,
        "other wounded": -1.6,
    }
)
"""Log-odds for each unit, fitted by logistic regression on pairs of reports (``train/incidents.py``)."""

SAME_FROM = 0.25
"""The probability from which two reports may be joined: each group must reach it on average as well."""
UNKNOWN_DAYS = 10.0
"""Days taken to lie between two reports of which one has no date."""
WORTH_SAYING = 0.3
"""A contribution from here on is named among the reasons."""

Part = tuple[str, float, str]
"""A key of ``WEIGHTS``, how much of it there is, and the words for it ("" says nothing by itself)."""


def likeness(left: Sighting, right: Sighting) -> tuple[float, tuple[str, ...]]:
    """Return the probability that two reports' main happenings are one, and the reasons in words.

    Both must lead their report (``Sighting.particulars``), else ValueError. Symmetric.
    """
    parts = parts_of(left, right)
    points = WEIGHTS["prior"] + sum(WEIGHTS[name] * much for name, much, _ in parts)
    reasons = [
        f"{words} ({WEIGHTS[name] * much:+.1f})"
        for name, much, words in parts
        if words and abs(WEIGHTS[name] * much) >= WORTH_SAYING
    ]
    return round(1.0 / (1.0 + exp(-points)), 6), tuple(reasons)


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
    yield "rare words", log(alike + 0.01), f"rare words alike by {alike:.2f}"
    names = shared(ours.names, theirs.names)
    most = sorted(sorted(names, key=lambda name: (-names[name], name))[:4])
    yield "names", log(1 + sum(names.values())), f"both name {', '.join(most)}" if most else ""
    if ours.ages and theirs.ages:
        both = sorted(ours.ages & theirs.ages)
        words = f"both tell of somebody aged {', '.join(both)}" if both else "other ages"
        yield ("ages" if both else "other ages"), 1.0, words
    if ours.streets and theirs.streets:
        both = sorted(ours.streets & theirs.streets)
        words = f"the same street: {', '.join(both)}" if both else "other streets"
        yield ("streets" if both else "other streets"), 1.0, words
    yield "headlines", (title := title_likeness(ours, theirs)), f"headlines alike by {title:.2f}"
    short, long = sorted((ours.length, theirs.length))
    yield "shorter", log(1 + short), ""
    yield "longer", log(1 + long), ""


def _start(when: When | None) -> datetime | None:
    """Return the start of a time, None where unknown."""
    return when.start if when is not None else None


def _days(left: datetime | None, right: datetime | None) -> float | None:
    """Return the whole days between two moments."""
    return None if left is None or right is None else float(abs((left.date() - right.date()).days))


def _times(left: Sighting, right: Sighting) -> Iterable[Part]:
    """Yield how far apart the reports appeared, and the days that they give."""
    printed = _days(_start(left.published), _start(right.published))
    between = UNKNOWN_DAYS if printed is None else printed
    yield "days between", log(1 + between), f"published {between:.0f} days apart" if printed else ""
    if between <= 2:
        yield "within two days", 1.0, "published within two days of one another"
    if between <= 7:
        yield "within a week", 1.0, "published within a week of one another"
    ours, theirs = left.event.when, right.event.when
    if ours is None or theirs is None or ours.grain not in FINE or theirs.grain not in FINE:
        yield "no day", 1.0, "the day of one is unknown"
        return
    apart = _days(ours.start, theirs.start)
    if apart is not None:
        name = "same day" if apart == 0 else "neighbouring days" if apart == 1 else "other days"
        yield name, 1.0, f"{name}: {day_words(ours)} and {day_words(theirs)}"


def _places(left: Sighting, right: Sighting) -> Iterable[Part]:
    """Yield whether the places are one, or far from one another."""
    ours, theirs = left.event.where, right.event.where
    if ours is None or theirs is None:
        return
    if fold_name(ours.name) == fold_name(theirs.name):
        yield "same town", 1.0, f"both at {ours.name}"
        return
    between = apart_m(ours, theirs)
    if between is not None and between > FAR_M:
        yield "far places", 1.0, f"{ours.name} and {theirs.name} lie {between / 1000:.0f} km apart"


def _numbers(left: Sighting, right: Sighting) -> Iterable[Part]:
    """Yield whether they give the same numbers of killed and wounded, where both give one."""
    for what in ("killed", "wounded"):
        ours, theirs = _least(left.event.counts, what), _least(right.event.counts, what)
        if ours and theirs:
            name = f"same {what}" if ours == theirs else f"other {what}"
            yield name, 1.0, f"both count {ours} {what}" if ours == theirs else f"{ours} and {theirs} {what}"


def _least(counts: Iterable[Count], what: str) -> int | None:
    """Return the least number that is given of something, None where none is."""
    return max((count.low for count in counts if count.what == what and count.low is not None), default=None)
