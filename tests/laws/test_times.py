"""Laws of times, counts and places: total, exact, ordered, and dependent on nothing but their arguments."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reportedly.events.counts import find_counts
from reportedly.events.gazetteer import load_gazetteer
from reportedly.events.places import find_toponyms
from reportedly.events.times import find_times, resolve_times
from reportedly.language.language import load_language
from reportedly.terms.readings import Reading
from reportedly.terms.times import Basis, Grain, When

ENGLISH = load_language("en")
VOCABULARY = """
Sunday next last this week month two days later ago before after since until March May 3 31 30th 1999 9999
2020-02-30 9:30 p.m. GMT the 1990s century , . - to and between from early late so far in on of every year
hundred killed wounded at least rockets a dozen dozens people $ % Baghdad Paris Texas Iraq near north outside
12/31/99 999999999999 decades Christmas Day same following quarter first half overnight season spring noon
"""
WORDS = st.sampled_from([*VOCABULARY.split(), "\n"])
TEXTS = st.one_of(
    st.text(st.characters(), max_size=80),
    st.lists(WORDS, max_size=25).map(" ".join),
    st.lists(WORDS, max_size=25).map("".join),
)
DAYS = st.one_of(
    st.none(),
    st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 30)).map(
        lambda day: When(
            start=day.replace(tzinfo=UTC),
            end=day.replace(tzinfo=UTC) + timedelta(hours=1),
            grain=Grain.HOUR,
            basis=Basis.STATED,
            span=None,
        )
    ),
)


@given(TEXTS, DAYS)
def test_any_text_on_any_day_gives_ordered_times_over_words(text: str, published: When | None) -> None:
    """No text and no day may stop a run, and a time must always point at its words."""
    found = find_times(text, ENGLISH)
    whens = resolve_times(found, text, "r", published, ENGLISH)

    assert all(left.end <= right.start for left, right in pairwise(found))
    assert all(when.span is not None and text[when.span.start : when.span.end].strip() for when in whens)
    assert all(when.start < when.end for when in whens if when.start and when.end)
    assert whens == resolve_times(reversed(found), text, "r", published, ENGLISH)


@given(TEXTS)
def test_an_undated_text_resolves_only_what_it_states(text: str) -> None:
    """With no publication day no time may rest on one."""
    whens = resolve_times(find_times(text, ENGLISH), text, "r", None, ENGLISH)

    assert all(when.basis is not Basis.PUBLISHED for when in whens)


@given(TEXTS, st.integers(-5, 90), st.integers(-5, 90))
def test_counts_lie_in_the_stretch_asked_for(text: str, start: int, end: int) -> None:
    """Bounds are ordered and spans stay inside, whatever the text."""
    for count in find_counts(text, "r", start, end, ENGLISH):
        assert start <= count.span.start < count.span.end <= end
        assert count.low is not None or count.high is not None
        if count.low is not None and count.high is not None:
            assert count.low <= count.high


@given(TEXTS)
def test_a_place_has_a_pin_or_none_at_all(text: str) -> None:
    """A precision without coordinates, or coordinates without a place, would be a claim without support."""
    reading = Reading(report_id="r", text=text, reader="law", sentences=(), tokens=(), names=(), tags=())

    for where, _ in find_toponyms(reading, ENGLISH, load_gazetteer()):
        pinned = [where.place_id, where.latitude_deg, where.longitude_deg, where.radius_m]
        assert all(part is not None for part in pinned) or all(part is None for part in pinned)
        assert text[where.span.start : where.span.end].strip()


WRITTEN = st.dates(date(1900, 1, 1), date(2150, 12, 31))


@given(
    WRITTEN, WRITTEN, st.sampled_from(("{d:%B} {d.day}, {d.year}", "{d.day} {d:%B} {d.year}", "{d:%Y-%m-%d}"))
)
def test_a_day_written_out_is_that_day_whenever_it_is_printed(day: date, printed: date, form: str) -> None:
    """What the words give whole must not lean on anything."""
    text = f"It fell on {form.format(d=day)}."
    (when,) = resolve_times(find_times(text, ENGLISH), text, "r", on(printed), ENGLISH)

    assert (when.start, when.end) == (midnight(day), midnight(day) + timedelta(days=1))
    assert (when.grain, when.basis) == (Grain.DAY, Basis.STATED)


@given(WRITTEN, st.sampled_from(("day", "week", "month", "year")), st.integers(1, 90))
def test_a_time_so_many_units_ago_is_one_unit_wide_and_lies_there(day: date, unit: str, number: int) -> None:
    """The width of an interval is its grain: a week ago is some day of a week, and no certain one."""
    text = f"It fell {number} {unit}{'s' * (number > 1)} ago."
    (when,) = resolve_times(find_times(text, ENGLISH), text, "r", on(day), ENGLISH)
    width = {"day": (1, 1), "week": (7, 7), "month": (28, 31), "year": (365, 366)}[unit]

    assert when.start is not None
    assert when.end is not None
    assert when.grain == unit
    assert width[0] <= (when.end - when.start).days <= width[1]
    assert when.start < midnight(day)
    assert text[when.span.start : when.span.end].endswith("ago") if when.span else False


def midnight(day: date) -> datetime:
    """Return the start of a day in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def on(day: date) -> When:
    """Return the time of a report printed on a day."""
    start = midnight(day)
    return When(start=start, end=start + timedelta(days=1), grain=Grain.DAY, basis=Basis.STATED, span=None)
