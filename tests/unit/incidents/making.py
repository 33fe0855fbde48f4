"""Sightings made by hand, each part given in a word or two."""

from datetime import UTC, datetime, timedelta

from reportedly.incidents.sighting import Sighting
from reportedly.terms.counts import Count
from reportedly.terms.events import Event, Part, Participant, Realis
from reportedly.terms.places import Precision, Where
from reportedly.terms.spans import Span
from reportedly.terms.times import Basis, Grain, When

CITIES = {"Baghdad": (33.34, 44.40, "IQ"), "Erbil": (36.19, 44.01, "IQ"), "Lyon": (45.76, 4.84, "FR")}


def day(text: str, days: int = 1, grain: Grain = Grain.DAY, basis: Basis = Basis.STATED) -> When:
    """Return the interval of ``days`` days from a date such as "2020-01-03"."""
    start = datetime.fromisoformat(text).replace(tzinfo=UTC)
    return When(start=start, end=start + timedelta(days=days), grain=grain, basis=basis, span=None)


def place(name: str, precision: Precision = Precision.CITY) -> Where:
    """Return one of ``CITIES``, or a place known by name alone."""
    latitude, longitude, country = CITIES.get(name, (None, None, None))
    return Where(
        name=name,
        span=Span("r", 0, 1),
        place_id=f"geonames:{name}" if name in CITIES else None,
        country=country,
        longitude_deg=longitude,
        latitude_deg=latitude,
        radius_m=None,
        precision=precision,
    )


def number(what: str, low: int | None, high: int | None = None) -> Count:
    """Return a count; without ``high`` it is exact."""
    top = low if high is None else high
    return Count(what=what, low=low, high=top, approximate=False, span=Span("r", 0, 1))


def sighting(
    event_id: str,
    *,
    report: str = "",
    kind: str = "ASSAULT",
    mode: str | None = None,
    realis: Realis = Realis.ACTUAL,
    at: int = 0,
    actor: str | None = None,
    target: str | None = None,
    when: When | None = None,
    where: Where | None = None,
    counts: tuple[Count, ...] = (),
    trigger: str = "attack",
    voice: str | None = None,
    passages: frozenset[str] = frozenset(),
    published: When | None = None,
) -> Sighting:
    """Return a sighting in a report of its own unless one is named."""
    home = report or f"report-{event_id}"
    span = Span(home, at, at + 6)
    named = ((Part.ACTOR, actor), (Part.TARGET, target))
    event = Event(
        id=event_id,
        type=kind,
        mode=mode,
        realis=realis,
        trigger=span,
        participants=tuple(Participant(part=part, name=name, span=span) for part, name in named if name),
        when=when,
        where=where,
        counts=counts,
        statement_id=None,
    )
    return Sighting(
        event=event,
        report_id=home,
        outlet=None,
        published=published,
        trigger=trigger,
        voice=voice,
        passages=passages,
    )
