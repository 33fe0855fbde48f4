"""Times that a structured input gives."""

import re
from datetime import UTC, date, datetime, timedelta

from reportedly.terms.times import Basis, Grain, When

_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)


def read_published(value: str) -> When | None:
    """Return the time that an ISO 8601 value gives, None where it gives none.

    A date, and a time without a zone, is that day at grain ``day``; a time with a zone is its minute
    in UTC; a year and month, or a year, keep their grain. The basis is ``stated``, the span None.
    """
    value = value.strip()
    try:
        return _read_month_or_year(value) or _read_day(value) or _read_minute(value)
    except (ValueError, OverflowError):
        return None


def read_instant(value: str) -> datetime | None:
    """Return an ISO 8601 time with a zone as aware UTC, None for anything else."""
    try:
        moment = datetime.fromisoformat(value.strip())
        return moment.astimezone(UTC) if moment.utcoffset() is not None else None
    except (ValueError, OverflowError):
        return None


def _read_month_or_year(value: str) -> When | None:
    if match := _MONTH.fullmatch(value):
        start = datetime(int(match[1]), int(match[2]), 1, tzinfo=UTC)
        return _when(start, (start + timedelta(days=32)).replace(day=1), Grain.MONTH)
    if _YEAR.fullmatch(value):
        start = datetime(int(value), 1, 1, tzinfo=UTC)
        return _when(start, start.replace(year=start.year + 1), Grain.YEAR)
    return None


def _read_day(value: str) -> When | None:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        moment = datetime.fromisoformat(value)
        if moment.utcoffset() is not None:
            return None
        day = moment.date()
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return _when(start, start + timedelta(days=1), Grain.DAY)


def _read_minute(value: str) -> When:
    start = datetime.fromisoformat(value).astimezone(UTC).replace(second=0, microsecond=0)
    return _when(start, start + timedelta(minutes=1), Grain.MINUTE)


def _when(start: datetime, end: datetime, grain: Grain) -> When:
    return When(start=start, end=end, grain=grain, basis=Basis.STATED, span=None)
