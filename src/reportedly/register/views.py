"""An incident as a person looks at it, read out of its events."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from reportedly.register.evidence import Evidence, outlet_of, words_of
from reportedly.register.origins import origins_by_event
from reportedly.register.values import bests_of, grouped, ranges_of, values_of
from reportedly.terms.decisions import Status
from reportedly.terms.events import HAPPENED, Event, Part, Realis
from reportedly.terms.incidents import Incident
from reportedly.terms.names import sound_key
from reportedly.terms.places import Precision, Where
from reportedly.terms.times import Basis, Grain, When
from reportedly.terms.views import IncidentView

_T = TypeVar("_T")
_GRAINS = {grain: at for at, grain in enumerate(Grain)}
_BASES = {basis: at for at, basis in enumerate(Basis)}
_PRECISIONS = {precision: at for at, precision in enumerate(Precision)}
_REALIS = {realis: at for at, realis in enumerate(Realis)}
_DAY_GRAIN = _GRAINS[Grain.DAY]
_CITY = _PRECISIONS[Precision.CITY]


def view(incident: Incident, evidence: Evidence) -> IncidentView | None:
    """Return the incident read out of its events, None where none of them is at hand.

    Type, mode and realis are the majority's (ties: the first in order; what anybody says happened is not
    outvoted by plans or denials, and is then called by what happened: a person may join the two). What nobody
    vouches for is not in the register. Time and place are the finest given. See ``merge_counts`` and
    ``register.values`` for numbers.
    """
    events = [evidence.events[each] for each in sorted(set(incident.event_ids)) if each in evidence.events]
    if not events:
        return None
    origins = origins_by_event(incident.event_ids, evidence)
    names = _distinct(name for each in origins.values() for name in each)
    realis = _realis(events)
    told = [event for event in events if event.realis in HAPPENED] or events
    kind = _majority([event.type for event in told], lambda each: (each,))
    modes = [event.mode for event in told if event.type == kind and event.mode is not None]
    when, where = _finest_when(events), _finest_where(events)
    values = values_of(incident.event_ids, evidence, origins)
    counts, disagreements = ranges_of(values)
    best = {what: number for what, (number, _) in bests_of(grouped(values)).items()}
    actors, targets = _names(events, Part.ACTOR), _names(events, Part.TARGET)
    return IncidentView(
        id=incident.id,
        type=kind,
        mode=_majority(modes, lambda each: (each,)) if modes else None,
        realis=realis,
        status=Status.UNREVIEWED.value,
        in_register=realis in HAPPENED and bool(names),
        when=when,
        where=where,
        event_ids=tuple(event.id for event in events),
        report_ids=tuple(sorted({event.trigger.report_id for event in events})),
        origins=names,
        counts=counts,
        disagreements=disagreements + _days(events, evidence) + _cities(events, evidence),
        title=_title(told, evidence, where),
        actors=actors,
        targets=targets,
        best=tuple((what, number) for what, number in best.items() if number is not None),
    )


def _majority(values: Sequence[_T], order: Callable[[_T], tuple[object, ...]]) -> _T:
    """Return the most frequent value; of equally frequent ones the first by ``order``."""
    tally = Counter(values)
    most = max(tally.values())
    return min((value for value, times in tally.items() if times == most), key=order)


def _realis(events: Sequence[Event]) -> Realis:
    """Return the majority's realis among those who say it happened, else among all."""
    told = [event.realis for event in events]
    return _majority([each for each in told if each in HAPPENED] or told, lambda each: (_REALIS[each],))


def _finest_when(events: Iterable[Event]) -> When | None:
    """Return the time of the finest grain, then the most frequent, the best founded, the earliest."""
    given = [event.when for event in events if event.when is not None]
    dated = [when for when in given if when.start is not None or when.end is not None]
    if not dated:
        return min(given, key=_when_order, default=None)
    finest = min(_GRAINS[when.grain] for when in dated)
    fine = [when for when in dated if _GRAINS[when.grain] == finest]
    times = Counter((when.start, when.end) for when in fine)
    return min(fine, key=lambda when: (-times[when.start, when.end], _BASES[when.basis], _when_order(when)))


def _when_order(when: When) -> tuple[str, str, str]:
    """Return the order of times: by start, end, and the place of their words."""
    start = when.start.isoformat() if when.start else ""
    end = when.end.isoformat() if when.end else ""
    return start, end, repr(when.span)


def _finest_where(events: Iterable[Event]) -> Where | None:
    """Return the finest place: of the finest precision the most frequent, then by name and words."""
    given = [event.where for event in events if event.where is not None]
    if not given:
        return None
    finest = min(_PRECISIONS[where.precision] for where in given)
    fine = [where for where in given if _PRECISIONS[where.precision] == finest]
    times = Counter(where.place_id or where.name for where in fine)
    return min(fine, key=lambda where: (-times[where.place_id or where.name], where.name, where.span))


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Return names that sound different, sorted by their keys, each in its first written form."""
    found: dict[str, str] = {}
    for name in sorted(set(names)):
        found.setdefault(sound_key(name), name)
    return tuple(found[key] for key in sorted(found))


def _names(events: Iterable[Event], part: Part) -> tuple[str, ...]:
    """Return the canonical names of those who play ``part``."""
    return _distinct(each.name for event in events for each in event.participants if each.part is part)


def _days(events: Iterable[Event], evidence: Evidence) -> tuple[str, ...]:
    """Return "day: 2020-01-03 (A) / 2020-01-04 (B)" where reports give different days."""
    given: dict[str, set[str]] = {}
    for event in events:
        when = event.when
        if when is not None and when.start is not None and _GRAINS[when.grain] <= _DAY_GRAIN:
            outlet = outlet_of(evidence, event.trigger.report_id)
            given.setdefault(when.start.date().isoformat(), set()).add(outlet)
    return _listed("day", given)


def _cities(events: Iterable[Event], evidence: Evidence) -> tuple[str, ...]:
    """Return "place: X (A) / Y (B)" where reports give different cities or sites of one precision."""
    found: tuple[str, ...] = ()
    for precision in (Precision.SITE, Precision.CITY):
        given: dict[str, set[str]] = {}
        for event in events:
            if event.where is not None and event.where.precision is precision:
                outlet = outlet_of(evidence, event.trigger.report_id)
                given.setdefault(event.where.name, set()).add(outlet)
        found += _listed("place", given)
    return found


def _listed(what: str, given: Mapping[str, set[str]]) -> tuple[str, ...]:
    """Return the values with those who give them, nothing where there is one value or none."""
    if len(given) < 2:
        return ()
    return (f"{what}: " + " / ".join(f"{key} ({', '.join(sorted(given[key]))})" for key in sorted(given)),)


def _title(events: Sequence[Event], evidence: Evidence, where: Where | None) -> str:
    """Return a short title from the words of the fullest mention: "drone – struck – convoy (Baghdad)"."""
    told = min(events, key=lambda event: (-len({each.part for each in event.participants}), event.trigger))
    trigger = " ".join((words_of(evidence, told.trigger) or told.type.lower()).split())
    actor = next((each.name for each in told.participants if each.part is Part.ACTOR), None)
    target = next((each.name for each in told.participants if each.part is Part.TARGET), None)
    words = " – ".join(each for each in (actor, trigger, target) if each)
    return f"{words} ({where.name})" if where is not None else words
