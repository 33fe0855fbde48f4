"""The date that a line states, with the doubt it carries."""

from datetime import UTC, datetime

import pytest

from reportedly.terms.times import Grain
from reportedly.texts.dates import find_date, states_only_a_date

from .making import ENGLISH

WORDS = ENGLISH.lines.dates
DAY = datetime(2021, 6, 24, tzinfo=UTC)


@pytest.mark.parametrize(
    "line",
    [
        "24 June 2021",
        "Publish Date : 24 June 2021 - 21:55",
        "Thursday, June 24th, 2021",
        "Updated 10:22 AM ET, Thu June 24, 2021",
        "2021-06-24",
        "24/06/2021",
        "06/24/2021 9:15 pm",
        "Published on 24.06.2021 at 08:00 local time",
        "24 June 2021 10:00 CST",
    ],
)
def test_a_day_is_read_to_the_day(line: str) -> None:
    """A clock time without a zone that means one offset says nothing about the minute in UTC."""
    date = find_date(line, WORDS)

    assert date is not None
    assert (date.begins, date.grain) == (DAY, Grain.DAY)
    assert states_only_a_date(line, WORDS)


@pytest.mark.parametrize(
    ("line", "hour", "minute"),
    [
        ("June 24, 2021 9:15 PM EDT", 25, 15),
        ("24 June 2021, 10:00 GMT", 10, 0),
        ("2021-06-24T10:00:30+03:30", 6, 30),
        ("24 June 2021 12:05 a.m. UTC", 0, 5),
    ],
)
def test_a_time_with_its_zone_is_read_to_the_minute(line: str, hour: int, minute: int) -> None:
    """Which report came first is often a matter of minutes."""
    date = find_date(line, WORDS)

    assert date is not None
    assert date.grain is Grain.MINUTE
    assert (date.begins - DAY).total_seconds() == 3600 * hour + 60 * minute


@pytest.mark.parametrize(
    "line", ["03/04/2020", "31 June 2021", "24 June", "June 2021", "24:99", "in 2021", "1/2/3", "99/99/2020"]
)
def test_a_doubtful_date_is_none(line: str) -> None:
    """March the fourth or the third of April: the text does not say, so the record does not either."""
    assert find_date(line, WORDS) is None


def test_a_date_of_publication_comes_before_one_of_a_change() -> None:
    """A page is changed for years; the report was published once."""
    date = find_date("Updated: 26 June 2021 Published: 24 June 2021", WORDS)

    assert date is not None
    assert date.begins == DAY


@pytest.mark.parametrize(
    "line", ["The bridge closed on 24 June 2021.", "24 June 2021 was a long day", "Bridge, 24 June"]
)
def test_a_sentence_states_more_than_a_date(line: str) -> None:
    """Dates in running text date what happened, not the report."""
    assert not states_only_a_date(line, WORDS)


@pytest.mark.parametrize(
    "line", ["24 June 2021 16:42 (UTC-5)", "24 June 2021 16:42 GMT-05:00", "24 June 2021 16:42 -0500"]
)
def test_an_offset_after_the_zone_counts(line: str) -> None:
    """Read as plain UTC, a South American report would come five hours before its original."""
    date = find_date(line, WORDS)

    assert date is not None
    assert (date.begins - DAY).total_seconds() == 3600 * 21 + 60 * 42
    assert states_only_a_date(line, WORDS)


def test_a_short_weekday_is_part_of_a_date_line() -> None:
    """Taken for a heading, the line would lose the report its date."""
    assert states_only_a_date("Sun, 24 Jan 2021", WORDS)
