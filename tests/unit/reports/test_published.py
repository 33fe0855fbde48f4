"""Times of structured inputs, with no more certainty than they have."""

from datetime import UTC, datetime, timedelta

import pytest

from reportedly.reports.published import read_instant, read_published
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
