"""The cell of a tally in which an incident stands, for each thing that can be tallied by."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from reportedly.terms.names import sound_key
from reportedly.terms.places import Precision
from reportedly.terms.times import When
from reportedly.terms.views import IncidentView

_FIRST = datetime.min.replace(tzinfo=UTC)
_STEP = timedelta(microseconds=1)

UNKNOWN = ""
"""The cell of what is not known."""


def _span(when: When | None) -> tuple[datetime, datetime] | None:
    """Return the first and the last moment of a time closed on both sides, in UTC."""
    if when is None or when.start is None or when.end is None:
        return None
    return when.start.astimezone(UTC), (when.end - _STEP).astimezone(UTC)


def _period(when: When | None, write: Callable[[datetime], str], coarser: Callable[[datetime], str]) -> str:
    """Return the period of a time as ISO 8601 writes it.

    A time that is coarser than the period keeps what is known: "2020-XX" is some month of 2020 and
    "2020-09/2020-10" one of the two; "2020-09/.." is then or later (ISO 8601-2:2019).
    """
    span = _span(when)
    if span is None:
        return _open(when, write)
    first, last = write(span[0]), write(span[1])
    if first == last:
        return first
    outer = coarser(span[0])
    if outer and outer == coarser(span[1]) and _fills(span, coarser):
        return f"{outer}-XX"
    return f"{first}/{last}"


def _fills(span: tuple[datetime, datetime], coarser: Callable[[datetime], str]) -> bool:
    """Tell whether a time is the whole of its coarser period: the moments next to it lie in others."""
    first, last = span
    before = coarser(first - _STEP) if first > _FIRST else ""
    return coarser(first) not in {before, coarser(last + _STEP)}


def _open(when: When | None, write: Callable[[datetime], str]) -> str:
    """Return the period of a time with an open side."""
    if when is not None and when.start is not None:
        return f"{write(when.start.astimezone(UTC))}/.."
    if when is not None and when.end is not None:
        return f"../{write((when.end - _STEP).astimezone(UTC))}"
    return UNKNOWN


def _year_of(moment: datetime) -> str:
    """Return the year of a moment."""
    return f"{moment.year:04d}"


def _month_of(moment: datetime) -> str:
    """Return the month of a moment."""
    return f"{moment.year:04d}-{moment.month:02d}"


def _week_of(moment: datetime) -> str:
    """Return the ISO 8601 week of a moment."""
    year, week, _ = moment.isocalendar()
    return f"{year:04d}-W{week:02d}"


def _day(view: IncidentView) -> tuple[str, ...]:
    """Return the cell of a tally by day."""
    return (_period(view.when, lambda moment: moment.date().isoformat(), _month_of),)


def _week(view: IncidentView) -> tuple[str, ...]:
    """Return the cell of a tally by week."""
    return (_period(view.when, _week_of, lambda _: ""),)


def _month(view: IncidentView) -> tuple[str, ...]:
    """Return the cell of a tally by month."""
    return (_period(view.when, _month_of, _year_of),)


def _year(view: IncidentView) -> tuple[str, ...]:
    """Return the cell of a tally by year."""
    return (_period(view.when, _year_of, lambda _: ""),)


def _place(view: IncidentView) -> tuple[str, ...]:
    """Return the cell of a tally by place."""
    return (view.where.name if view.where is not None else UNKNOWN,)


def _country(view: IncidentView) -> tuple[str, ...]:
    """Return the cell of a tally by country."""
    return ((view.where.country if view.where is not None else None) or UNKNOWN,)


def _province(view: IncidentView) -> tuple[str, ...]:
    """Return the cell of a tally by province: the one that the place lies in, or is."""
    where = view.where
    if where is None:
        return (UNKNOWN,)
    own = where.name if where.precision is Precision.PROVINCE else UNKNOWN
    return (where.province or own,)


def _city(view: IncidentView) -> tuple[str, ...]:
    """Return the cell of a tally by city; what is known more coarsely, or as a site alone, has none."""
    where = view.where
    return (where.name if where is not None and where.precision is Precision.CITY else UNKNOWN,)


def by_ear(name: str) -> str:
    """Return what makes two names of origins one: how they sound; "" only for what is not known."""
    return (sound_key(name) or "?") if name else UNKNOWN


def _origin(view: IncidentView) -> tuple[str, ...]:
    """Return the cells of a tally by origin: of several spellings of one the first."""
    found: dict[str, str] = {}
    for name in view.origins:
        found.setdefault(by_ear(name), name)
    return tuple(found.values()) or (UNKNOWN,)


CELLS: Mapping[str, Callable[[IncidentView], tuple[str, ...]]] = MappingProxyType(
    {
        "day": _day,
        "week": _week,
        "month": _month,
        "year": _year,
        "type": lambda view: (view.type,),
        "method": lambda view: (view.mode or UNKNOWN,),
        "country": _country,
        "province": _province,
        "city": _city,
        "place": _place,
        "actor": lambda view: view.actors or (UNKNOWN,),
        "target": lambda view: view.targets or (UNKNOWN,),
        "origin": _origin,
        "realis": lambda view: (view.realis.value,),
        "status": lambda view: (view.status,),
    }
)
"""What a tally can go by. Days are UTC, weeks ISO 8601, countries ISO 3166 codes.

An incident with two targets stands in two cells.
"""

SEVERAL = frozenset({"actor", "target", "origin"})
"""Of these an incident may have several; of every other it has one."""


def kin(name: str, value: str) -> str:
    """Return what two values of a cell have in common that are one: an origin has several spellings."""
    return by_ear(value) if name == "origin" else value
