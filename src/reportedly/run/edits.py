"""What a person writes for a field of an incident, as a value of it: "when=2031-05-06", "count.killed=3+"."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType

from reportedly.events.catalogue import load_catalogue
from reportedly.events.gazetteer import Gazetteer, Place, fold, load_gazetteer
from reportedly.run.analysis import LANGUAGE
from reportedly.run.seeking import NotFound, start_of
from reportedly.terms.counts import Count
from reportedly.terms.decisions import Edit, Field
from reportedly.terms.events import Event, Realis
from reportedly.terms.places import Precision, Where
from reportedly.terms.spans import Span
from reportedly.terms.times import Basis, Grain, When
from reportedly.terms.views import IncidentView

UNKNOWN = "unknown"
"""What a person writes for a time, a place, a mode or a count that is not known or not there."""
MACHINE = "machine"
"""What a person writes to take earlier edits of a field back."""

FORMS = (
    "type=ASSAULT  mode=…  realis=actual  when=2031-05-06 (or 2031-05, 2031, 2031-05-06/2031-05-08)  "
    'where="Basra, IQ" (or "Name @ 30.51, 47.81")  count.killed=3 (or 2-4, 3+, -9, ~30);  '
    f"any of them: {MACHINE}; all but type and realis: {UNKNOWN}"
)
"""How values are written."""

FIELDS = frozenset(Field) - {Field.SOURCE}
"""What of an incident, or of an event, can be put right."""
_GRAINS = {4: Grain.YEAR, 7: Grain.MONTH, 10: Grain.DAY}
_DWARFS = 20
"""A name means the place that has so many times the people of every other of its kind."""
_LISTED = 5
_NUMBER = re.compile(r"(~?)\s*(?:(\d{1,9})\s*(\+?)|-\s*(\d{1,9})|(\d{1,9})\s*-\s*(\d{1,9}))")
_POINT = re.compile(r"(.+?)\s*@\s*(-?\d{1,3}(?:\.\d{1,9})?)\s*,\s*(-?\d{1,3}(?:\.\d{1,9})?)")


class BadValue(Exception):
    """What was written is no value of the field; ``detail`` says what is."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


def edit_of(written: str, view: IncidentView | Event, trigger: Span, places: str = "") -> Edit:
    """Return the edit of "field=value" on an incident or an event; raises BadValue with what may be written.

    A person's place or count keeps the span of the one that it stands for, else ``trigger``, the words of
    the incident's first event. ``places`` are a person's own, as the record keeps them.
    """
    name, mark, value = (each.strip() for each in clean(written).partition("="))
    field, _, what = name.partition(".")
    if not mark or field not in FIELDS or bool(what) != (field == Field.COUNT):
        raise BadValue(f"{written}: write FIELD=VALUE: {FORMS}")
    if value == MACHINE:
        return Edit(field=Field(field), words=what or None, restored=True)
    if field == Field.COUNT:
        held = next((each.span for each in view.counts if each.what == what), trigger)
        return _count(what, value, held)
    if field == Field.WHERE:
        return _where(value, view.where.span if view.where is not None else trigger, places)
    return _PLAIN[Field(field)](value)


def clean(words: str) -> str:
    """Return what a person wrote as it can be kept: half a surrogate pair becomes a question mark."""
    return words.encode("utf-8", "replace").decode()


def _type(value: str) -> Edit:
    """Return an edit of the type."""
    types = sorted(load_catalogue(LANGUAGE).types)
    if value.upper() not in types:
        raise BadValue(f"{value}: no such type; choose from {', '.join(types)}")
    return Edit(field=Field.TYPE, words=value.upper())


def _mode(value: str) -> Edit:
    """Return an edit of the finer kind, which may be any word."""
    if not value:
        raise BadValue(f"mode: name one, or {UNKNOWN}")
    return Edit(field=Field.MODE, words=None if value == UNKNOWN else value)


def _realis(value: str) -> Edit:
    """Return an edit of whether it happened."""
    if value not in set(Realis):
        raise BadValue(f"{value}: no such realis; choose from {', '.join(Realis)}")
    return Edit(field=Field.REALIS, words=value)


def _when(value: str) -> Edit:
    """Return an edit of the time: a day, month or year, or two with "/", the last included."""
    if value == UNKNOWN:
        return Edit(field=Field.WHEN)
    first, _, last = (each.strip() for each in value.partition("/"))
    try:
        start, end = start_of(first), _end_of(last or first)
    except (NotFound, OverflowError):
        raise BadValue(
            f"{value}: write 2031-05-06, 2031-05, 2031, two of them with /, or {UNKNOWN}"
        ) from None
    if end <= start:
        raise BadValue(f"{value}: ends before it starts")
    grain = _GRAINS[min(len(first), len(last or first))]
    return Edit(field=Field.WHEN, when=When(start=start, end=end, grain=grain, basis=Basis.STATED, span=None))


def _end_of(period: str) -> datetime:
    """Return the first moment after a day, month or year."""
    start = start_of(period)
    if len(period) == 10:
        return start + timedelta(days=1)
    if len(period) == 7 and start.month < 12:
        return start.replace(month=start.month + 1)
    return start.replace(year=start.year + 1, month=1) if start.year < 9999 else _never()


def _never() -> datetime:
    """Raise what a time behind the last year raises."""
    raise OverflowError


_PLAIN: Mapping[Field, Callable[[str], Edit]] = MappingProxyType(
    {Field.TYPE: _type, Field.MODE: _mode, Field.REALIS: _realis, Field.WHEN: _when}
)


def _where(value: str, span: Span, places: str) -> Edit:
    """Return an edit of the place: by a name the gazetteer knows, told apart where it is that of several."""
    if value == UNKNOWN:
        return Edit(field=Field.WHERE)
    point = _POINT.fullmatch(value)
    if point is not None:
        return Edit(field=Field.WHERE, where=_pinned(point[1], float(point[2]), float(point[3]), span))
    gazetteer = load_gazetteer(LANGUAGE, own=places)
    name, found = _called(value, gazetteer)
    if not found:
        raise BadValue(f'{value}: no such place is known; write "{name} @ LATITUDE, LONGITUDE" in degrees')
    place, *others = sorted(found, key=_meant)  # of one kind the most populous first
    rivals = [
        each
        for each in others
        if _meant(each) == _meant(place) and each.population * _DWARFS > place.population
    ]
    if rivals and not place.local:
        listed = "; ".join(_told_apart(name, (place, *rivals), gazetteer))
        raise BadValue(f"{value}: {len(rivals) + 1} places are called so; write one of: {listed}")
    return Edit(field=Field.WHERE, where=gazetteer.where(place, span))


def _called(value: str, gazetteer: Gazetteer) -> tuple[str, list[Place]]:
    """Return the name in "Name", "Name, COUNTRY CODE" or "Name, Province", and the places it may mean."""
    name, _, holder = (each.strip() for each in value.rpartition(",")) if "," in value else (value, "", "")
    known: dict[str, Place] = {}
    for each in gazetteer.find(name):
        known.setdefault(each.place_id, each)
    found = list(known.values())
    if not holder:
        return name, found
    return name, [
        each
        for each in found
        if each.country == holder.upper() or fold(gazetteer.province(each) or "") == fold(holder)
    ]


def _meant(place: Place) -> int:
    """Return the order in which a bare name is taken: a country, a site or town, then what they lie in."""
    if place.precision is Precision.COUNTRY:
        return 0
    return 1 if place.precision in (Precision.SITE, Precision.CITY) else 2


def _told_apart(name: str, places: Sequence[Place], gazetteer: Gazetteer) -> Iterator[str]:
    """Yield what to write for each of the first places of a name: by country, province, or coordinates."""
    countries = Counter(each.country for each in places)
    provinces = Counter(fold(gazetteer.province(each) or "") for each in places)
    for place in places[:_LISTED]:
        province = gazetteer.province(place)
        if countries[place.country] == 1:
            yield f"{name}, {place.country}"
        elif province is not None and provinces[fold(province)] == 1:
            yield f"{name}, {province}"
        else:
            yield f"{name} @ {place.latitude_deg:.2f}, {place.longitude_deg:.2f}"
    if len(places) > _LISTED:
        yield f"and {len(places) - _LISTED} more"


def _pinned(name: str, latitude: float, longitude: float, span: Span) -> Where:
    """Return a site where a person put it."""
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise BadValue(f"{latitude}, {longitude}: latitude is -90 to 90, longitude -180 to 180")
    return Where(
        name=name,
        span=span,
        place_id=None,
        country=None,
        longitude_deg=longitude,
        latitude_deg=latitude,
        radius_m=None,
        precision=Precision.SITE,
    )


def _count(what: str, value: str, span: Span) -> Edit:
    """Return an edit of a count."""
    if value == UNKNOWN:
        return Edit(field=Field.COUNT, words=what)
    found = _NUMBER.fullmatch(value)
    if found is None:
        raise BadValue(f"{value}: write 3, 2-4, 3+ (at least), -9 (up to), ~30 (about), or {UNKNOWN}")
    about, one, more, top, low, high = found.groups()
    sides = (low or one, high or top or (None if more else one))
    least, most = (None if each is None else int(each) for each in sides)
    if least is not None and most is not None and most < least:
        raise BadValue(f"{value}: the first number is the lesser")
    count = Count(what=what, low=least, high=most, approximate=bool(about), span=span)
    return Edit(field=Field.COUNT, words=what, count=count)
