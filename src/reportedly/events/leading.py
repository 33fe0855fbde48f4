"""Which events of a report tell of what it is mainly about, and what they take from the report as a whole."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from reportedly.events.main import Main
from reportedly.language.language import Language
from reportedly.terms.counts import Count
from reportedly.terms.events import Event, Realis
from reportedly.terms.places import Precision, Where, apart_m
from reportedly.terms.times import Basis, Grain, When

VIOLENT = "ASSAULT"
"""The root type that main happenings have; a report without violence has none."""
TOLD = frozenset({Realis.ACTUAL, Realis.ALLEGED})
"""How a main happening is spoken of; history, plans and threats are beside it."""
RECALLED = TOLD | {Realis.HISTORICAL}
"""How it is spoken of where a report tells of nothing newer: a trial, an anniversary."""
NEAR = timedelta(days=2)
"""A mention whose own day lies this far from the main one is of something else."""
FAR_M = 30_000.0
"""Metres from the main place from which a town is another one."""
BEFORE = 40
"""Code points before a mention in which "a day after" may stand."""
SEVERAL = "attacks"
"""What is counted where a mention is of more than one happening."""
_TOWN = frozenset({Precision.CITY, Precision.SITE})
Stretch = tuple[int, int]
_DAILY = frozenset({Grain.MINUTE, Grain.HOUR, Grain.DAY})


def lead(
    events: Sequence[Event], main: Main, wheres: Sequence[Where], text: str, language: Language
) -> tuple[Event, ...]:
    """Return the events with those marked that tell of the report's main happening, the first as leading.

    They take its day and its place where they have none of their own; the day then has the basis INHERITED
    (PUBLISHED where only a time of day is told) and keeps the words that gave it. Where no sentence tells of
    new violence, the first past violence of the report is its main happening; a report without any has none.
    The leading mention also carries the toll, each number at the words that tell it, where it has no count of
    its own of that kind. ``wheres`` are the places where the report says that something is or happens: a
    sentence set in another town is of something else.
    """
    told = [stretch for stretch in main.told if not _elsewhere(stretch, main.where, wheres)]
    marked = [
        _marked(event, main) if _belongs(event, main, told) and not _earlier(event, text, language) else event
        for event in events
    ]
    if not any(event.main for event in marked):
        past = [at for at, e in enumerate(events) if e.type == VIOLENT and e.realis in RECALLED][:1]
        for at in past:
            marked[at] = replace(events[at], main=True)
    first = next((at for at, event in enumerate(marked) if event.main), None)
    if first is not None:
        marked[first] = replace(marked[first], leads=True, counts=_with_toll(marked[first], main))
    return tuple(marked)


def _with_toll(event: Event, main: Main) -> tuple[Count, ...]:
    """Return a mention's counts with the killed and wounded of the report's toll that it lacks."""
    own = {count.what for count in event.counts}
    added = (count for count in main.toll.counts() if count.what not in own)
    return tuple(sorted((*event.counts, *added), key=lambda count: (count.span, count.what)))


def _elsewhere(stretch: Stretch, main: Where | None, wheres: Sequence[Where]) -> bool:
    """Tell whether a sentence names towns where something is, and none of them is near the main place."""
    if main is None or main.latitude_deg is None:
        return False
    inside = [w for w in wheres if stretch[0] <= w.span.start < stretch[1] and w.precision is Precision.CITY]
    away = [distance for w in inside if (distance := apart_m(w, main)) is not None]
    return bool(away) and min(away) > FAR_M


def _belongs(event: Event, main: Main, told: Sequence[Stretch]) -> bool:
    """Tell whether an event is a mention of the main happening."""
    if event.type != VIOLENT or event.realis not in TOLD:
        return False
    start = event.trigger.start
    if not any(a <= start < b for a, b in told) or _elsewhen(event.when, main.when):
        return False
    away = apart_m(event.where, main.where) if event.where is not None and main.where is not None else None
    towns = event.where is not None and event.where.precision in _TOWN
    return not (towns and away is not None and away > FAR_M) and not _several(event)


def _earlier(event: Event, text: str, language: Language) -> bool:
    """Tell whether a mention only dates something later ("a day after the bombing")."""
    before = text[max(0, event.trigger.start - BEFORE) : event.trigger.start].casefold().split()
    words = language.calendar.words
    return any(
        second in language.scene.after and first in words and words[first].kind == "unit"
        for first, second in pairwise(before)
    )


def _several(event: Event) -> bool:
    """Tell whether a mention is of several attacks ("the two attacks")."""
    return event.nominal and any(
        count.what == SEVERAL and (count.low or 0) > 1 and event.trigger.start - count.span.end <= 1
        for count in event.counts
    )


def _elsewhen(own: When | None, main: When | None) -> bool:
    """Tell whether an event has a day of its own that is not the main one, or a period."""
    if own is None or own.start is None:
        return False
    if own.grain not in _DAILY:
        return own.grain is not Grain.VAGUE
    return main is not None and main.start is not None and abs(own.start - main.start) >= NEAR


def _marked(event: Event, main: Main) -> Event:
    """Return a mention of the main happening with its day and place where it has none."""
    when, where = event.when, event.where
    if (when is None or when.start is None) and main.when is not None:
        assumed = main.when.basis is Basis.PUBLISHED
        when = main.when if assumed else replace(main.when, basis=Basis.INHERITED)
    if _coarser(where, main.where):
        where = main.where
    return replace(event, when=when, where=where, main=True)


def _coarser(own: Where | None, main: Where | None) -> bool:
    """Tell whether a main place says more than the event's own: it has none."""
    return own is None and main is not None
