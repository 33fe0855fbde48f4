"""Times laid beside one another: overlap, distance, and when a distance is beyond their grain."""

from datetime import UTC, datetime, timedelta

from reportedly.terms.times import Basis, Grain, When

_FIRST = datetime.min.replace(tzinfo=UTC)
_LAST = datetime.max.replace(tzinfo=UTC)
_DAY = timedelta(days=1)
_VAGUE_SLACK = timedelta(days=31)
FINE = frozenset({Grain.MINUTE, Grain.HOUR, Grain.DAY})
"""Grains no coarser than a day."""


def known(when: When | None) -> bool:
    """Tell whether ``when`` has at least one side."""
    return when is not None and (when.start is not None or when.end is not None)


def bounds(when: When) -> tuple[datetime, datetime]:
    """Return both sides, aware UTC, an open side at the end of the calendar."""
    return when.start or _FIRST, when.end or _LAST


def distance(left: When, right: When) -> timedelta | None:
    """Return the time between two intervals, None where they overlap; neighbours are zero apart."""
    (a, b), (c, d) = bounds(left), bounds(right)
    if a < d and c < b:
        return None
    return c - b if b <= c else a - d


def apart(left: When, right: When) -> bool:
    """Tell whether two times cannot be one, even with the doubt of their grain and basis.

    Stated times must overlap; a time resolved from "Sunday" may miss by a day (zones, late evenings); a
    vague one ("recently") by a month.
    """
    between = distance(left, right)
    if between is None:
        return False
    if Grain.VAGUE in (left.grain, right.grain):
        return between >= _VAGUE_SLACK
    if left.basis is Basis.STATED and right.basis is Basis.STATED:
        return True
    return between >= _DAY


def months(when: When, pad_days: int = 0) -> tuple[str, ...]:
    """Return the months ("2020-09") that ``when``, widened by whole days, touches.

    Empty where a side is open or more than 13 months are touched: such a time tells a key nothing.
    """
    if when.start is None or when.end is None or when.end - when.start > 400 * _DAY:
        return ()
    start = when.start if when.start - _FIRST <= pad_days * _DAY else when.start - pad_days * _DAY
    last = when.end if _LAST - when.end <= pad_days * _DAY else when.end + pad_days * _DAY
    first_month, end_month = _month(start), _month(last - timedelta(microseconds=1))
    return tuple(f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(first_month, end_month + 1))


def _month(moment: datetime) -> int:
    """Return the number of the moment's month, counted from the year 0."""
    moment = moment.astimezone(UTC) if moment.utcoffset() else moment
    return moment.year * 12 + moment.month - 1


def day_words(when: When) -> str:
    """Return the interval in words: "2020-01-03", or "2020-01-01 to 2020-02-01" (end exclusive)."""
    start = when.start.date().isoformat() if when.start else "…"
    end = when.end.date().isoformat() if when.end else "…"
    if when.start and when.end and when.end - when.start <= _DAY:
        return start
    return f"{start} to {end}"
