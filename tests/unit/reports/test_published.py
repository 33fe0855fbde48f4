"""Times of structured inputs, with no more certainty than they have."""

from datetime import UTC, datetime, timedelta

import pytest

from reportedly.reports.published import read_instant, read_page_time, read_published
from reportedly.terms.times import Basis, Grain


@pytest.mark.parametrize(
    ("value", "start", "length", "grain"),
    [
        ("2021-06-04", datetime(2021, 6, 4, tzinfo=UTC), timedelta(days=1), Grain.DAY),
        ("2021-06-04T23:30", datetime(2021, 6, 4, tzinfo=UTC), timedelta(days=1), Grain.DAY),
        (
            "2021-06-04T23:30:59Z",
            datetime(2021, 6, 4, 23, 30, tzinfo=UTC),
            timedelta(minutes=1),
            Grain.MINUTE,
        ),
        (
            "2021-06-04 01:15:00+03:30",
            datetime(2021, 6, 3, 21, 45, tzinfo=UTC),
            timedelta(minutes=1),
            Grain.MINUTE,
        ),
        ("2021-12", datetime(2021, 12, 1, tzinfo=UTC), timedelta(days=31), Grain.MONTH),
        ("2020", datetime(2020, 1, 1, tzinfo=UTC), timedelta(days=366), Grain.YEAR),
    ],
)
def test_a_time_keeps_its_grain(value: str, start: datetime, length: timedelta, grain: Grain) -> None:
    """A time without a zone is known to the day: the clock on the wall may be anywhere."""
    found = read_published(value)

    assert found is not None
    assert (found.start, found.end, found.grain, found.basis) == (start, start + length, grain, Basis.STATED)


@pytest.mark.parametrize(
    ("value", "start"),
    [
        ("04.06.2021", datetime(2021, 6, 4, tzinfo=UTC)),
        ("4. 6. 2021", datetime(2021, 6, 4, tzinfo=UTC)),
        ("4.6.2021, 23:30 +02:00", datetime(2021, 6, 4, 21, 30, tzinfo=UTC)),
        ("31.12.2021", datetime(2021, 12, 31, tzinfo=UTC)),
        ("2021-6-4", datetime(2021, 6, 4, tzinfo=UTC)),
    ],
)
def test_days_are_read_as_spreadsheets_write_them(value: str, start: datetime) -> None:
    """With dots the day comes first in every country that writes dates so."""
    found = read_page_time(value)

    assert found is not None and found.start == start


@pytest.mark.parametrize(
    "value", ["04/06/2021", "12.31.2021", "4.6.21", "1.2.3.2021", "4.6.20211", "04.06.2021x"]
)
def test_a_day_that_may_be_another_is_none(value: str) -> None:
    """The sixth of April or the fourth of June: nobody can tell, so it is told as a problem, not guessed."""
    assert read_page_time(value) is None


@pytest.mark.parametrize(
    "value",
    ["", "yesterday", "2021-13-01", "04/06/2021", "9999", "9999-12-31", "0001-01-01T00:00+14:00", "٢٠٢١"],
)
def test_what_is_no_time_is_none(value: str) -> None:
    """A guess would move an event to another day."""
    assert read_published(value) is None


def test_an_instant_needs_a_zone() -> None:
    """Fetching happens at a moment, or at none that can be told."""
    assert read_instant("2021-06-04T10:00:00+02:00") == datetime(2021, 6, 4, 8, tzinfo=UTC)
    assert read_instant("2021-06-04T10:00:00") is None
    assert read_instant("soon") is None
