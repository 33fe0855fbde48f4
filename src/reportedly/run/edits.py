"""What a person writes for a field of an incident, as a value of it: "when=2031-05-06", "count.killed=3+"."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from reportedly.events.catalogue import load_catalogue
from reportedly.events.gazetteer import Place, fold, load_gazetteer
from reportedly.run.analysis import LANGUAGE
from reportedly.run.seeking import NotFound, start_of
from reportedly.terms.counts import Count
from reportedly.terms.decisions import Edit, Field
from reportedly.terms.events import Realis
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

_GRAINS = {4: Grain.YEAR, 7: Grain.MONTH, 10: Grain.DAY}
_NUMBER = re.compile(r"(~?)\s*(?:(\d{1,9})\s*(\+?)|-\s*(\d{1,9})|(\d{1,9})\s*-\s*(\d{1,9}))")
_POINT = re.compile(r"(.+?)\s*@\s*(-?\d{1,3}(?:\.\d{1,9})?)\s*,\s*(-?\d{1,3}(?:\.\d{1,9})?)")


class BadValue(Exception):
    """What was written is no value of the field; ``detail`` says what is."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


def edit_of(written: str, view: IncidentView, trigger: Span) -> Edit:
    """Return the edit of "field=value" on an incident; raises BadValue with what may be written.

    A person's place or count keeps the span of the one that it stands for, else ``trigger``, the words of
    the incident's first event.
    """
    name, mark, value = (each.strip() for each in clean(written).partition("="))
    field, _, what = name.partition(".")
    if not mark or field not in set(Field) or bool(what) != (field == Field.COUNT):
        raise BadValue(f"{written}: write FIELD=VALUE: {FORMS}")
    if value == MACHINE:
        return Edit(field=Field(field), words=what or None, restored=True)
    if field == Field.COUNT:
        held = next((each.span for each in view.counts if each.what == what), trigger)
        return _count(what, value, held)
    if field == Field.WHERE:
        return _where(value, view.where.span if view.where is not None else trigger)
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


def _where(value: str, span: Span) -> Edit:
    """Return an edit of the place: by a name the gazetteer knows, with a country's code where several do."""
    if value == UNKNOWN:
        return Edit(field=Field.WHERE)
    point = _POINT.fullmatch(value)
    if point is not None:
        return Edit(field=Field.WHERE, where=_pinned(point[1], float(point[2]), float(point[3]), span))
    name, _, country = (each.strip() for each in value.rpartition(",")) if "," in value else (value, "", "")
    gazetteer = load_gazetteer(LANGUAGE)
    found = [
        each
        for each in gazetteer.find(name)
        if not country
        or each.country == country.upper()
        or ((holder := gazetteer.holder(each.division)) is not None and fold(holder.name) == fold(country))
    ]
    if not found:
        raise BadValue(f'{value}: no such place is known; write "{name} @ LATITUDE, LONGITUDE" in degrees')
    place = min(found, key=_meant)
    return Edit(field=Field.WHERE, where=_placed(place, span, gazetteer.province(place)))


def _meant(place: Place) -> int:
    """Return the order in which a bare name is taken: a country, a site or town, then what they lie in."""
    if place.precision is Precision.COUNTRY:
        return 0
    return 1 if place.precision in (Precision.SITE, Precision.CITY) else 2


def _placed(place: Place, span: Span, province: str | None) -> Where:
    """Return a place of the gazetteer."""
    return Where(
        name=place.name,
        span=span,
        place_id=place.place_id,
        country=place.country or None,
        longitude_deg=place.longitude_deg,
        latitude_deg=place.latitude_deg,
        radius_m=place.radius_m,
        precision=place.precision,
        province=province,
    )


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
