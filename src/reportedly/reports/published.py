"""Times that a structured input gives."""

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from reportedly.terms.times import Basis, Grain, When

_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_FIRST_YEAR = 1600
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?", re.ASCII)
_NEARLY = re.compile(
    r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ,]{1,2}(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?"
    r" ?(Z|z|UTC|GMT|[+-]\d{1,2}:?\d{2}|[+-]\d{1,2})?)?",
    re.ASCII,
)
_DOTTED = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})(?=$|[ ,T])(.*)", re.ASCII)
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


def read_page_time(value: str) -> When | None:
    """Return the time that a page or a feed gives: ISO 8601 in its many hands, RFC 2822, seconds since 1970.

    Grain and basis are as in ``read_published``; None where the value gives no time, or one before there
    was a press (programs write the year 1 where they know none).
    """
    when = _read_any(" ".join(value.split())[:64])
    return None if when is None or when.start is None or when.start.year < _FIRST_YEAR else when


def _read_any(value: str) -> When | None:
    if (when := read_published(_mended(value))) is not None:
        return when
    try:
        if _EPOCH.fullmatch(value):
            moment = datetime.fromtimestamp(int(value[:10]), UTC)
        else:
            moment = parsedate_to_datetime(value)
            if moment.utcoffset() is None:
                return read_published(moment.date().isoformat())
        return read_published(moment.isoformat())
    except (ValueError, OverflowError, TypeError, IndexError, OSError):
        return None


def _mended(value: str) -> str:
    """Return a nearly ISO 8601 time as one: "2020-9-6 8:05 +0200", "6.9.2020" and the like.

    With dots the day comes first wherever dates are written so; with slashes nobody can tell ("6/9/2020").
    """
    if dotted := _DOTTED.fullmatch(value):
        value = f"{dotted[3]}-{dotted[2]}-{dotted[1]}{dotted[4]}"
    found = _NEARLY.match(value)
    if found is None:
        return value
    year, month, day, hour, minute, second, zone = found.groups()
    date_part = f"{year}-{int(month):02}-{int(day):02}"
    if hour is None:
        return date_part if found.end() == len(value) else value
    return f"{date_part}T{int(hour):02}:{minute}:{second or '00'}{_zone(zone)}"


def _zone(zone: str | None) -> str:
    if zone is None:
        return ""
    if zone in ("Z", "z", "UTC", "GMT"):
        return "+00:00"
    digits = zone[1:].replace(":", "")
    return f"{zone[0]}{digits[:2]:0>2}:{digits[2:4] or '00'}"


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
