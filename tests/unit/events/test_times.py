"""Times: what the words of a report say of when, against its publication day."""

from datetime import UTC, datetime, timedelta

import pytest

from reportedly.events.times import find_times, resolve_times, when_for
from reportedly.events.times_words import TimeKind
from reportedly.language.language import load_language
from reportedly.terms.spans import Span
from reportedly.terms.times import Basis, Grain, When

ENGLISH = load_language("en")
SATURDAY = datetime(2020, 9, 26, tzinfo=UTC)


def published(day: datetime = SATURDAY) -> When:
    """Return a publication day."""
    return When(start=day, end=day + timedelta(days=1), grain=Grain.DAY, basis=Basis.STATED, span=None)


def resolved(text: str, on: When | None = None) -> list[tuple[str, str, str, Grain]]:
    """Return (words, first day, day after the last, grain) of each time, "" for an open side."""
    whens = resolve_times(find_times(text, ENGLISH), text, "r", on, ENGLISH)
    return [
        (
            text[when.span.start : when.span.end] if when.span else "",
            when.start.strftime("%Y-%m-%d") if when.start else "",
            when.end.strftime("%Y-%m-%d") if when.end else "",
            when.grain,
        )
        for when in whens
    ]


@pytest.mark.parametrize(
    ("text", "words", "start", "end", "grain"),
    [
        ("The call came Sunday.", "Sunday", "2020-09-20", "2020-09-21", Grain.DAY),
        ("It was hit on Saturday.", "Saturday", "2020-09-26", "2020-09-27", Grain.DAY),
        ("Talks will resume on Friday.", "Friday", "2020-10-02", "2020-10-03", Grain.DAY),
        ("They left last Saturday.", "last Saturday", "2020-09-19", "2020-09-20", Grain.DAY),
        ("They meet next Monday.", "next Monday", "2020-09-28", "2020-09-29", Grain.DAY),
        ("He warned them this week.", "this week", "2020-09-20", "2020-09-27", Grain.WEEK),
        ("There were 24 last month.", "last month", "2020-08-01", "2020-09-01", Grain.MONTH),
        ("There were 25 so far this month.", "so far this month", "2020-09-01", "2020-09-27", Grain.MONTH),
        ("It began earlier this year.", "earlier this year", "2020-01-01", "2020-09-27", Grain.YEAR),
        ("Ties soured in January.", "January", "2020-01-01", "2020-02-01", Grain.MONTH),
        ("They met in November.", "November", "2019-11-01", "2019-12-01", Grain.MONTH),
        ("They met on August 20.", "August 20", "2020-08-20", "2020-08-21", Grain.DAY),
        ("They met on 20 August.", "20 August", "2020-08-20", "2020-08-21", Grain.DAY),
        ("The fire of December 3 spread.", "December 3", "2019-12-03", "2019-12-04", Grain.DAY),
        ("Polls will open on November 3.", "November 3", "2020-11-03", "2020-11-04", Grain.DAY),
        ("Since January 3 it is shut.", "January 3", "2020-01-03", "", Grain.DAY),
        ("It was shut until Thursday.", "Thursday", "", "2020-09-25", Grain.DAY),
        ("It was invaded in 2003.", "2003", "2003-01-01", "2004-01-01", Grain.YEAR),
        ("It fell in the 1990s.", "the 1990s", "1990-01-01", "2000-01-01", Grain.DECADE),
        ("It fell in the 20th century.", "the 20th century", "1901-01-01", "2001-01-01", Grain.CENTURY),
        ("They fought June 3-5 there.", "June 3-5", "2020-06-03", "2020-06-06", Grain.DAY),
        ("Between 3 and 5 March it rained.", "3 and 5 March", "2020-03-03", "2020-03-06", Grain.DAY),
        ("It ran from Monday to Wednesday.", "Monday to Wednesday", "2020-09-21", "2020-09-24", Grain.DAY),
        ("It burned in late August.", "late August", "2020-08-21", "2020-09-01", Grain.MONTH),
        ("It burned on Christmas Day.", "Christmas Day", "2019-12-25", "2019-12-26", Grain.DAY),
        ("It burned yesterday.", "yesterday", "2020-09-25", "2020-09-26", Grain.DAY),
        ("It burned Sunday night.", "Sunday night", "2020-09-20", "2020-09-21", Grain.DAY),
        ("He left three days ago.", "three days ago", "2020-09-23", "2020-09-24", Grain.DAY),
        ("He left 17 years ago.", "17 years ago", "2003-01-01", "2004-01-01", Grain.YEAR),
        (
            "He left more than two years ago.",
            "more than two years ago",
            "2018-01-01",
            "2018-09-27",
            Grain.YEAR,
        ),
        (
            "It rose in the third quarter of 2019.",
            "the third quarter of 2019",
            "2019-07-01",
            "2019-10-01",
            Grain.QUARTER,
        ),
        ("It rose last summer.", "last summer", "2020-06-01", "2020-09-01", Grain.QUARTER),
        ("Posts are currently empty.", "currently", "2020-09-26", "2020-09-27", Grain.DAY),
        ("Recently, posts were hit.", "Recently", "", "2020-09-27", Grain.VAGUE),
        ("It rose in recent weeks.", "recent weeks", "", "2020-09-27", Grain.VAGUE),
        ("Dated 2020-09-01 it says.", "2020-09-01", "2020-09-01", "2020-09-02", Grain.DAY),
        ("Dated 26 September 2020 it says.", "26 September 2020", "2020-09-26", "2020-09-27", Grain.DAY),
    ],
)
def test_words_resolve_against_the_publication_day(
    text: str, words: str, start: str, end: str, grain: Grain
) -> None:
    """Every tally by month and every timeline stands on these conventions."""
    assert resolved(text, published()) == [(words, start, end, grain)]


def test_two_days_later_counts_from_the_time_told_before() -> None:
    """Narratives date one event by another; the publication day has no say."""
    text = "A drone struck on January 3. Two days later, lawmakers voted."

    assert resolved(text, published())[1] == ("Two days later", "2020-01-05", "2020-01-06", Grain.DAY)


def test_a_coarse_anchor_leaves_a_coarse_time() -> None:
    """Two days after some day of January is not a known day."""
    text = "A drone struck in January. Two days later, lawmakers voted."

    assert resolved(text, published())[1] == ("Two days later", "2020-01-03", "2020-02-03", Grain.MONTH)


def test_two_days_after_counts_from_the_date_that_follows() -> None:
    """The date that an expression leans on may stand right after it."""
    text = "Two days after March 3, 2019, he left."

    assert resolved(text)[0] == ("Two days after", "2019-03-05", "2019-03-06", Grain.DAY)


def test_later_without_an_anchor_stays_open() -> None:
    """A time that leans on nothing must not become the publication day."""
    assert resolved("Two days later they voted.", published()) == [("Two days later", "", "", Grain.DAY)]


def test_an_unknown_time_breaks_the_thread() -> None:
    """In an undated report "two days later" must not reach back over the date it means to an older one."""
    text = "Seen on March 29, 2020. Ties soured on January 3. Two days later, lawmakers voted."

    assert resolved(text)[2] == ("Two days later", "", "", Grain.DAY)


def test_the_same_day_is_the_day_told_before() -> None:
    """Explicit anaphora carries a day over a sentence."""
    text = "Shots fell on August 20. A patrol was hit the same day, and the next day too."

    assert [row[1] for row in resolved(text, published())] == ["2020-08-20", "2020-08-20", "2020-08-21"]


@pytest.mark.parametrize("text", ["On Sunday it burned.", "Last month it burned.", "On August 20 it burned."])
def test_without_a_publication_day_relative_times_stay_open(text: str) -> None:
    """An undated page gives words, never a guessed date."""
    (when,) = resolve_times(find_times(text, ENGLISH), text, "r", None, ENGLISH)

    assert (when.start, when.end, when.basis) == (None, None, Basis.RELATIVE)


def test_without_a_publication_day_stated_times_resolve() -> None:
    """What the text states in full needs nobody's date."""
    assert resolved("Invaded in 2003, it was left on 18 December 2011.") == [
        ("2003", "2003-01-01", "2004-01-01", Grain.YEAR),
        ("18 December 2011", "2011-12-18", "2011-12-19", Grain.DAY),
    ]


def test_a_time_of_day_counts_only_with_its_zone() -> None:
    """Half past nine somewhere is no instant; half past nine in a zone is."""
    with_zone = find_times("It fell at 9:30 p.m. EST Monday.", ENGLISH)
    text = "It fell at 9:30 p.m. EST Monday."
    (when,) = resolve_times(with_zone, text, "r", published(), ENGLISH)

    assert (when.start, when.grain) == (datetime(2020, 9, 22, 2, 30, tzinfo=UTC), Grain.MINUTE)
    assert resolved("It fell at 9:30 p.m. Monday.", published())[0][3] is Grain.DAY


def test_durations_and_sets_are_found_and_give_no_time() -> None:
    """How long and how often are not when."""
    text = "They drilled for two weeks, every Monday, in a three-day course."
    found = find_times(text, ENGLISH)

    assert [expression.kind for expression in found] == [TimeKind.DURATION, TimeKind.SET, TimeKind.DURATION]
    assert resolve_times(found, text, "r", published(), ENGLISH) == ()


@pytest.mark.parametrize(
    "text",
    [
        "He may go.",
        "They march on.",
        "It cost $2003.",
        "Some 2000 soldiers came.",
        "A woman, April, spoke.",
        "On a Monday like any other.",
    ],
)
def test_words_that_only_look_like_times(text: str) -> None:
    """Months are names and verbs, and four digits may count soldiers."""
    assert resolved(text, published()) == []


def test_the_time_of_the_clause_goes_before_another() -> None:
    """Two events of one sentence keep their own days."""
    text = "Rockets fell on Sunday, and envoys left on Thursday."
    whens = resolve_times(find_times(text, ENGLISH), text, "r", published(), ENGLISH)
    sentence = Span("r", 0, len(text))
    at = text.index("left")

    when = when_for(Span("r", at, at + 4), sentence, whens, text, ENGLISH)

    assert when is not None
    assert when.start == datetime(2020, 9, 24, tzinfo=UTC)


def test_no_time_comes_from_another_sentence() -> None:
    """A date in the next sentence says nothing of this event."""
    text = "Rockets fell. Envoys left on Thursday."
    whens = resolve_times(find_times(text, ENGLISH), text, "r", published(), ENGLISH)

    assert when_for(Span("r", 8, 12), Span("r", 0, 13), whens, text, ENGLISH) is None


@pytest.mark.parametrize(
    ("text", "word", "start"),
    [
        ("Police held a man who fled in May.", "held", None),
        ("Ten years after the siege, troops left.", "left", None),
        ("Ten years after the siege, troops left.", "siege", "2010-01-01"),
    ],
)
def test_a_time_that_dates_another_event_is_not_taken(text: str, word: str, start: str | None) -> None:
    """A clause about a noun, and a lead like "ten years after", date what stands in them."""
    whens = resolve_times(find_times(text, ENGLISH), text, "r", published(), ENGLISH)
    at = text.index(word)
    when = when_for(Span("r", at, at + len(word)), Span("r", 0, len(text)), whens, text, ENGLISH)

    found = when.start.date().isoformat() if when is not None and when.start is not None else None
    assert found == start


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("They had until October 20 to pay.", ["-2020-10-20"]),
        ("The road is closed until Thursday.", ["-2020-10-01"]),
        ("The trial resumes Monday.", ["2020-09-28-2020-09-28"]),
        (
            "In December 2014 he left. On Dec. 6 he was back.",
            ["2014-12-01-2014-12-31", "2014-12-06-2014-12-06"],
        ),
        ("It fell shortly before 9 p.m. on Tuesday.", ["2020-09-22-2020-09-22"]),
        ("It opened on the 15th of last month.", ["2020-08-15-2020-08-15"]),
    ],
)
def test_days_that_the_words_around_them_settle(text: str, days: list[str]) -> None:
    """A term lies ahead, a month told gives its year, and shortly before nine on Tuesday is on Tuesday."""
    whens = resolve_times(find_times(text, ENGLISH), text, "r", published(), ENGLISH)

    found = []
    for when in whens:
        first = when.start.date().isoformat() if when.start is not None else ""
        last = (when.end - timedelta(seconds=1)).date().isoformat() if when.end is not None else ""
        found.append(f"{first}-{last}")
    assert found == days
