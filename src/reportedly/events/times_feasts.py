"""Feasts and holidays: the day that each has in a year, fixed, by the weekday or by Easter."""

from datetime import date, timedelta

_BY_WEEKDAY, _BY_EASTER, _BY_EASTERN_EASTER = 10_000, 20_000, 30_000
_EASTER_DAY = 100
_LAST = 5
_MONTHS = 12


def western_easter(year: int) -> date:
    """Return Easter Sunday in the Gregorian calendar (Meeus, Jones and Butcher; Meeus 1991, chapter 8)."""
    golden, century, rest = year % 19, year // 100, year % 100
    skipped = (8 * century + 13) // 25
    moon = (19 * golden + century - century // 4 - skipped + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def eastern_easter(year: int) -> date:
    """Return Easter Sunday of the churches of the Julian reckoning, as a Gregorian day (Meeus 1991)."""
    moon = (19 * (year % 19) + 15) % 30
    sunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + sunday + 114, 31)
    return date(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)


def _by_weekday(code: int, year: int) -> date:
    """Return the first, second … or last of a weekday in a month."""
    month, which, weekday = code // 100, code // 10 % 10, code % 10
    if which == _LAST:
        after = date(year + month // _MONTHS, month % _MONTHS + 1, 1)
        return after - timedelta(days=(after.weekday() - weekday - 1) % 7 + 1)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))


def feast_day(code: int, year: int) -> date:
    """Return the day of a holiday in a year, by its code in ``calendar.toml``.

    Raises ValueError where that year has no such day, OverflowError beyond the calendar.
    """
    if code >= _BY_EASTERN_EASTER:
        return eastern_easter(year) + timedelta(days=code - _BY_EASTERN_EASTER - _EASTER_DAY)
    if code >= _BY_EASTER:
        return western_easter(year) + timedelta(days=code - _BY_EASTER - _EASTER_DAY)
    if code >= _BY_WEEKDAY:
        return _by_weekday(code - _BY_WEEKDAY, year)
    return date(year, *divmod(code, 100))
