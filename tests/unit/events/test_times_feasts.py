"""Feasts and holidays whose day moves from year to year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.events.times import find_times, resolve_times
from reportedly.events.times_feasts import eastern_easter, feast_day, western_easter
from tests.unit.events.making import PUBLISHED
from tests.unit.readings.making import ENGLISH

SUNDAY = 6


@pytest.mark.parametrize(
    ("year", "western", "eastern"),
    [
        (1961, date(1961, 4, 2), date(1961, 4, 9)),
        (2008, date(2008, 3, 23), date(2008, 4, 27)),
        (2011, date(2011, 4, 24), date(2011, 4, 24)),
        (2024, date(2024, 3, 31), date(2024, 5, 5)),
    ],
)
def test_easter_is_where_the_churches_keep_it(year: int, western: date, eastern: date) -> None:
    """An attack on Easter Sunday has a date, and it is not last Sunday."""
    assert (western_easter(year), eastern_easter(year)) == (western, eastern)


@given(st.integers(1900, 2200))
def test_easter_is_a_spring_sunday(year: int) -> None:
    """Whatever the year: a Sunday between 22 March and 25 April, and never before it in the east."""
    west, east = western_easter(year), eastern_easter(year)

    assert west.weekday() == east.weekday() == SUNDAY
    assert date(year, 3, 22) <= west <= date(year, 4, 25)
    assert timedelta(0) <= east - west <= timedelta(days=35)


@pytest.mark.parametrize(
    ("code", "day"),
    [
        (11143, date(2016, 11, 24)),
        (10550, date(2016, 5, 30)),
        (1225, date(2016, 12, 25)),
        (11250, date(2016, 12, 26)),
    ],
)
def test_holidays_by_the_weekday(code: int, day: date) -> None:
    """The fourth Thursday of November, the last Monday of May, a fixed day, the last Monday of a year."""
    assert feast_day(code, 2016) == day


def test_a_feast_in_a_report_is_the_nearest_one() -> None:
    """The words are longer than the weekday in them, and tell another day."""
    text = "The chapel burned on Easter Sunday 2031."
    (when,) = resolve_times(find_times(text, ENGLISH), text, "r", PUBLISHED, ENGLISH)

    assert when.start is not None and when.start.date() == date(2031, 4, 13)
