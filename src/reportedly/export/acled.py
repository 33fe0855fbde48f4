"""The register in the columns of ACLED, with our own beside them, as CSV.

Column names and codes follow the ACLED codebook: time precision 1 is a day, 2 a week, 3 a month; place
precision 1 is a town or a site, 3 a province. What the record does not know stays empty and is never made
up: no source scale, no sub-event type that our mode does not tell, no pin in the middle of a country.
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib import resources
from typing import Any

from reportedly.export.about import About
from reportedly.export.columns import Column, told_range
from reportedly.export.csv import write_table
from reportedly.export.fields import Fields, utc
from reportedly.export.geojson import PINNED
from reportedly.terms.counts import Count
from reportedly.terms.times import When
from reportedly.terms.views import IncidentView

_DAY = timedelta(days=1)
_PRECISIONS = ((_DAY, 1), (7 * _DAY, 2), (31 * _DAY, 3))


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What stands beside an incident in the record: its country and province by name, its outlets, the best
    number for each thing counted, and the ACLED types that its own type may be ("Event: Sub-event")."""

    country: str
    admin1: str
    outlets: tuple[str, ...]
    best: Mapping[str, int]
    crosswalk: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Codes:
    disorder: Mapping[str, str]
    disorder_of_sub: Mapping[str, str]
    modes: Mapping[str, Mapping[str, tuple[str, str]]]


@cache
def _codes() -> _Codes:
    """Return the table of ACLED's types."""
    held = tomllib.loads((resources.files("reportedly.export") / "acled.toml").read_text(encoding="utf-8"))
    modes = {
        kind: {mode: (pair[0], pair[1]) for mode, pair in own.items()} for kind, own in held["modes"].items()
    }
    return _Codes(held["disorder"], held["disorder_of_sub"], modes)


def candidates(view: IncidentView, crosswalk: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return the (event type, sub-event type) that an incident may be in ACLED; one where its mode tells."""
    possible = tuple((event.strip(), sub.strip()) for event, _, sub in (c.partition(":") for c in crosswalk))
    told = _codes().modes.get(view.type, {}).get(view.mode or "")
    if told is not None and told[0] in {event for event, _ in possible}:
        return (told,)
    return possible


def acled_fields(view: IncidentView, beside: Beside) -> Fields:
    """Return one row, a value for each of ``ACLED_COLUMNS``; "" and None where nothing is known."""
    where, killed = view.where, next((each for each in view.counts if each.what == "killed"), None)
    pinned = where is not None and where.precision.value in PINNED
    best = beside.best.get("killed")
    return {
        "event_id_cnty": view.id,
        "event_date": _date(view.when),
        "time_precision": _time_precision(view.when),
        **_types(candidates(view, beside.crosswalk)),
        "actor1": "; ".join(view.actors),
        "actor2": "; ".join(view.targets),
        "country": beside.country,
        "admin1": beside.admin1,
        "location": where.name if where is not None and pinned else "",
        "latitude": where.latitude_deg if where is not None and pinned else None,
        "longitude": where.longitude_deg if where is not None and pinned else None,
        "geo_precision": _geo_precision(view),
        "source": "; ".join(beside.outlets),
        "source_scale": "",
        "notes": _notes(view, beside),
        "fatalities": best,
        "fatalities_low": killed.low if killed is not None else None,
        "fatalities_high": killed.high if killed is not None else None,
        "fatalities_best": best,
        "reports": len(view.report_ids),
        "origins": len(view.origins),
        "origin_names": "; ".join(view.origins),
        "date_from": utc(view.when.start) if view.when is not None else None,
        "date_to": utc(view.when.end) if view.when is not None else None,
        "date_grain": view.when.grain.value if view.when is not None else "",
        "date_basis": view.when.basis.value if view.when is not None else "",
        "place": where.name if where is not None else "",
        "place_precision": where.precision.value if where is not None else "",
        "place_radius_m": where.radius_m if where is not None else None,
        "plover_type": view.type,
        "plover_mode": view.mode or "",
        "realis": view.realis.value,
        "in_register": view.in_register,
        "status": view.status,
        "edited": "; ".join(view.edited),
        "counts": "; ".join(_count(each) for each in view.counts),
        "disagreements": "; ".join(view.disagreements),
    }


def _types(possible: tuple[tuple[str, str], ...]) -> Fields:
    """Return the type columns: one type where one is possible, else what is common to all of them."""
    events = list(dict.fromkeys(event for event, _ in possible))
    subs = list(dict.fromkeys(sub for _, sub in possible))
    sub = subs[0] if len(possible) == 1 else ""
    disorders = {_codes().disorder_of_sub.get(sub) or _codes().disorder.get(each, "") for each in events}
    return {
        "disorder_type": disorders.pop() if len(disorders) == 1 else "",
        "event_type": events[0] if len(events) == 1 else "",
        "sub_event_type": sub,
        "type_candidates": "; ".join(f"{event}: {sub}" if sub else event for event, sub in possible)
        if len(possible) > 1
        else "",
    }


def _date(when: When | None) -> str:
    """Return the first day of a time of a month at most; a coarser or open one has no ACLED date."""
    if when is None or when.start is None or _time_precision(when) is None:
        return ""
    return when.start.date().isoformat()


def _time_precision(when: When | None) -> int | None:
    """Return 1 for a day, 2 for a week, 3 for a month, None for what is coarser, open or unknown."""
    if when is None or when.start is None or when.end is None:
        return None
    return next((code for size, code in _PRECISIONS if when.end - when.start <= size), None)


def _geo_precision(view: IncidentView) -> int | None:
    """Return 1 for a site or a town, 3 for a province, None for what is coarser or unknown."""
    if view.where is None:
        return None
    return (
        1 if view.where.precision.value in PINNED else 3 if view.where.precision.value == "province" else None
    )


def _count(count: Count) -> str:
    """Return a count in words."""
    told = told_range({"low": count.low, "high": count.high, "approximate": count.approximate})
    return f"{count.what}: {told}"


def _number(number: int, noun: str) -> str:
    """Return a number with its noun."""
    return f"{number} {noun if number == 1 else noun + 's'}"


def _notes(view: IncidentView, beside: Beside) -> str:
    """Return what is known in words of our own, with the reports and the origins by name."""
    kind = f"{view.type.capitalize()} ({view.mode})" if view.mode else view.type.capitalize()
    place = f" in {view.where.name}" if view.where is not None else ""
    day = f" on {_date(view.when)}" if _time_precision(view.when) == 1 else ""
    parts = [f"{kind}{place}{day}, told as {view.realis.value}"]
    parts += [f"by {', '.join(view.actors)}"] if view.actors else []
    parts += [f"to {', '.join(view.targets)}"] if view.targets else []
    told = [", ".join(parts) + "."]
    if view.counts:
        told.append("Numbers: " + "; ".join(_count(each) for each in view.counts) + ".")
    told.append(f"Told by {_number(len(view.report_ids), 'report')}: {', '.join(beside.outlets)}.")
    resting = f": {', '.join(view.origins)}" if view.origins else ""
    told.append(f"Rests on {_number(len(view.origins), 'origin')}{resting}.")
    if view.disagreements:
        told.append("They differ: " + "; ".join(view.disagreements) + ".")
    return " ".join(told)


def _column(name: str, meaning: str) -> Column:
    """Return a column that holds the value of its own name."""
    return Column(name, meaning, lambda fields: fields[name])


ACLED_COLUMNS: tuple[Column, ...] = tuple(
    _column(name, meaning)
    for name, meaning in (
        ("event_id_cnty", "Incident id of this record (not ACLED's)"),
        ("event_date", "First day of the time; empty where it is known less finely than a month"),
        ("time_precision", "1 a day, 2 a week, 3 a month; empty: coarser, open or unknown"),
        ("disorder_type", "By the event type; empty where several are possible"),
        ("event_type", "By our type and mode; empty where they do not tell one, see type_candidates"),
        ("sub_event_type", "By our mode; empty where it does not tell"),
        ("actor1", "Who did it, canonical names"),
        ("actor2", "To whom or what, canonical names"),
        ("country", "Country by name"),
        ("admin1", "Province by name, where the gazetteer knows it"),
        ("location", "Town or site; empty for anything coarser"),
        ("latitude", "Degrees WGS 84, of a town or site only"),
        ("longitude", "Degrees WGS 84, of a town or site only"),
        ("geo_precision", "1 a town or site, 3 a province; empty: coarser or unknown"),
        ("source", "Outlets whose reports tell of it"),
        ("source_scale", "Always empty: the record does not know it"),
        ("notes", "In our own words, with reports and origins by name"),
        ("fatalities", "The best number; empty, never 0, where nobody gives one"),
        ("fatalities_low", "The least number that an origin gives"),
        ("fatalities_high", "The greatest number that an origin gives"),
        ("fatalities_best", "The latest official number, else the upper median over origins"),
        ("reports", "How many reports tell of it"),
        ("origins", "How many independent origins"),
        ("origin_names", "The independent origins"),
        ("date_from", "From, ISO 8601 UTC"),
        ("date_to", "Up to, exclusive, ISO 8601 UTC"),
        ("date_grain", "How finely the time is known"),
        ("date_basis", "What the time rests on"),
        ("place", "Place as finely as it is known"),
        ("place_precision", "How finely the place is known"),
        ("place_radius_m", "Radius of doubt, metres"),
        ("plover_type", "PLOVER type"),
        ("plover_mode", "Finer kind"),
        ("realis", "Whether it happened"),
        ("in_register", "Whether the register counts it"),
        ("status", "How far persons have reviewed it"),
        ("edited", "Fields that hold a person's value"),
        ("counts", "All numbers, each with its range"),
        ("disagreements", "Where origins differ"),
        ("type_candidates", "The ACLED types that it may be, where that is more than one"),
    )
)


def write_acled(
    kind: str, objects: Iterable[Fields], stream: Any, about: Callable[[int], About] | None = None
) -> int:
    """Write a header and a row for each object of ``acled_fields``; return the rows. See ``write_csv``."""
    return write_table(ACLED_COLUMNS, objects, stream)
