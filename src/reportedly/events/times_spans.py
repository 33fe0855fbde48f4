"""Stretches of the calendar: days, weeks, months and years as half-open intervals."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from reportedly.terms.times import Basis, Grain

_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_DAYS = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}
GRAINS = {
    "minute": Grain.MINUTE,
    "hour": Grain.HOUR,
    "day": Grain.DAY,
    "night": Grain.DAY,
    "week": Grain.WEEK,
    "weekend": Grain.DAY,
    "fortnight": Grain.WEEK,
    "month": Grain.MONTH,
    "quarter": Grain.QUARTER,
    "year": Grain.YEAR,
    "decade": Grain.DECADE,
    "century": Grain.CENTURY,
}
FINENESS = tuple(Grain)
"""The grains from finest to coarsest."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A half-open interval in aware UTC (None: an open side), its grain and what it rests on."""

    start: datetime | None
    end: datetime | None
    grain: Grain
    basis: Basis


def midnight(day: date) -> datetime:
    """Return the start of a day in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def days(first: date, stop: date, grain: Grain, basis: Basis) -> Stretch:
    """Return the days from ``first`` up to and without ``stop``."""
    return Stretch(midnight(first), midnight(stop), grain, basis)


def one_day(day: date, basis: Basis) -> Stretch:
    """Return one calendar day."""
    return days(day, day + timedelta(days=1), Grain.DAY, basis)


def add_months(day: date, months: int) -> date:
    """Return the day that many months on, or the last day of a shorter month.

    Raises ValueError or OverflowError outside the years 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            if last == 28:
                raise
    raise ValueError("no such month")


def week_start(day: date, week_starts_on: int) -> date:
    """Return the first day of the week that holds ``day``."""
    return day - timedelta(days=(day.weekday() - week_starts_on) % 7)


def unit_around(day: date, unit: str, shift: int, week_starts_on: int) -> tuple[date, date]:
    """Return first and stop of the calendar unit ``shift`` units from the one that holds ``day``.

    Raises ValueError or OverflowError outside the years 1 to 9999, and for units below a day.
    """
    if unit in {"day", "night"}:
        first = day + timedelta(days=shift)
        return first, first + timedelta(days=1)
    if unit in {"week", "fortnight"}:
        size = _DAYS[unit]
        first = week_start(day, week_starts_on) + timedelta(days=size * shift)
        return first, first + timedelta(days=size)
    if unit == "weekend":
        saturday = week_start(day, 0) + timedelta(days=5 + 7 * shift)
        return saturday, saturday + timedelta(days=2)
    if unit not in _MONTHS:
        raise ValueError(f"not a unit of days: {unit}")
    size = _MONTHS[unit]
    months = (day.year * 12 + day.month - 1) // size * size
    first = date(1, 1, 1) if months < 12 else date(months // 12, months % 12 + 1, 1)
    first = add_months(first, size * shift)
    return first, add_months(first, size)


def moved(day: date, unit: str, number: float) -> date:
    """Return the day ``number`` units away (half units of months are rounded down).

    Raises ValueError or OverflowError outside the years 1 to 9999, and for unknown units.
    """
    if unit in _MONTHS:
        return add_months(day, int(_MONTHS[unit] * number))
    if unit in {"hour", "minute", "second"}:
        return day + timedelta(hours=number / {"hour": 1, "minute": 60, "second": 3600}[unit])
    return day + timedelta(days=_DAYS[unit] * number)


def third(stretch: Stretch, edge: int) -> Stretch:
    """Return the early (1), middle (2) or late (3) third of a stretch of whole days; the grain stays."""
    if stretch.start is None or stretch.end is None:
        return stretch
    size = (stretch.end - stretch.start).days // 3
    if size < 1:
        return stretch
    first = stretch.start + timedelta(days=size * (edge - 1))
    return replace(stretch, start=first, end=stretch.end if edge == 3 else first + timedelta(days=size))


def opened(stretch: Stretch, side: str) -> Stretch:
    """Return what "since", "until", "by", "before" or "after" makes of a stretch."""
    if side == "since":
        return replace(stretch, end=None)
    if side in {"until", "by"}:
        return replace(stretch, start=None)
    if side == "before":
        return replace(stretch, start=None, end=stretch.start)
    if side == "after":
        return replace(stretch, start=stretch.end, end=None)
    return stretch
