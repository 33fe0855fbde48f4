"""Direction: who is held to have copied whom, and never more surely than the facts allow."""

from dataclasses import replace
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from reportedly.lineage.direction import Facts, earlier, precedence
from reportedly.terms.lineage import Direction
from reportedly.terms.times import When

from .making import FISH, MAYOR, SCHOOL, STORM, WALL, copies, day, direct, facts, minute


def test_credit_goes_before_time() -> None:
    """A report that names the Courier took it from the Courier, whichever copy carries the older date."""
    courier = facts("z", day(5), "The Courier")
    copier = facts("a", day(2), "Harbour News", "The Courier")

    assert direct(courier, copier) == direct(copier, courier) == ("z", "a", Direction.CREDITED)


def test_mutual_credit_tells_nothing() -> None:
    """Two that name each other fall back on time."""
    one = facts("a", day(2), "The Courier", "Harbour News")
    other = facts("b", day(3), "Harbour News", "The Courier")

    assert direct(other, one) == ("a", "b", Direction.EARLIER)


def test_own_name_is_no_credit() -> None:
    """An outlet that names itself under two reports credits nobody."""
    one, other = facts("a", day(3), "The Courier", "The Courier"), facts("b", day(4), "The Courier")

    assert direct(one, other) == ("a", "b", Direction.EARLIER)


def test_the_earlier_day_wins() -> None:
    """A day that is over before the other begins is certainly earlier."""
    assert direct(facts("a", day(4)), facts("b", day(3))) == ("b", "a", Direction.EARLIER)


def test_a_day_does_not_beat_an_hour_of_that_day() -> None:
    """ "26 May" may be the evening of 26 May: it does not come before 26 May, 21:55."""
    assert direct(facts("a", day(4)), facts("b", minute(4, 21)))[2] is Direction.UNKNOWN


def test_no_date_tells_nothing() -> None:
    """A missing date is unknown, not early."""
    assert direct(facts("a"), facts("b", day(1)))[2] is Direction.UNKNOWN


def test_a_text_inside_another_may_be_its_cut_or_its_seed() -> None:
    """Of two reports of one day the shorter stands whole in the longer: nothing tells which was first."""
    known = facts("long", day(4)), facts("short", day(4))
    found = copies({"long": [WALL, MAYOR, SCHOOL, FISH, STORM], "short": [WALL, MAYOR]}, *known)

    assert [copy.basis for copy in found] == [Direction.UNKNOWN, Direction.UNKNOWN]


def test_times_tell_of_a_text_inside_another() -> None:
    """An agency's first lines of Monday are the source of Tuesday's long report, and no cut of it."""
    known = facts("long", day(5)), facts("short", day(4))
    found = copies({"long": [WALL, MAYOR, SCHOOL, FISH, STORM], "short": [WALL, MAYOR]}, *known)

    assert {(copy.source.report_id, copy.basis) for copy in found} == {("short", Direction.EARLIER)}


def test_ties_go_by_rank_and_not_by_order() -> None:
    """Two machines that read the reports in different order keep one record."""
    one, other = facts("a"), replace(facts("b"), rank="0")

    assert direct(one, other) == direct(other, one) == ("b", "a", Direction.UNKNOWN)


def times() -> st.SearchStrategy[When | None]:
    """Publication times: none, days, minutes, and intervals open on one side."""
    closed = st.one_of(st.integers(1, 6).map(day), st.builds(minute, st.integers(1, 6), st.integers(0, 23)))
    return st.one_of(
        st.none(),
        closed,
        closed.map(lambda when: replace(when, start=None)),
        closed.map(lambda when: replace(when, end=None)),
    )


REPORTS = st.lists(times(), min_size=2, max_size=7).map(
    lambda found: [facts(f"r{number}", when) for number, when in enumerate(found)]
)


@given(REPORTS)
def test_precedence_never_contradicts_certain_time(reports: list[Facts]) -> None:
    """Sources are chosen along this order: a certainly later report must never stand first."""
    for one, other in product(reports, reports):
        if earlier(one, other):
            assert precedence(one) < precedence(other)
            assert direct(one, other) == (one.report_id, other.report_id, Direction.EARLIER)
