"""One number out of many that are given."""

from hypothesis import given
from hypothesis import strategies as st

from reportedly.register.best import best_counts
from reportedly.terms.events import Event
from reportedly.terms.reports import Report
from reportedly.terms.statements import Statement

from .making import day, event, evidence, report, statement

Told = tuple[str, str, str, int | None, int | None]
"""A report's outlet, its day, who says so, low and high."""


def best(*told: Told) -> dict[str, int]:
    """The best numbers of one raid told so."""
    reports: list[Report] = []
    events: list[Event] = []
    said: list[Statement] = []
    for number, (outlet, date, voice, low, high) in enumerate(told):
        text = f"{voice} says that a raid killed some people in the river port, as case {number} shows."
        of = report(outlet, text, day(date), uri=f"file:{number}")
        claim = statement(of, "a raid killed some people", voice)
        reports.append(of)
        said.append(claim)
        events.append(event(of, "raid", said_in=claim, counts=(("killed", low, high),)))
    return dict(best_counts([each.id for each in events], evidence(reports, events, said)))


def test_ten_outlets_with_one_source_weigh_once() -> None:
    """Paper is not evidence: the median runs over first sources."""
    paper: list[Told] = [(f"Paper {n}", "2024-05-03", "Police", 9, 9) for n in range(10)]
    others: list[Told] = [("Wire", "2024-05-03", "Hospital", 4, 4), ("Post", "2024-05-03", "Mayor", 5, 5)]

    assert best(*paper, *others) == {"killed": 5}


def test_a_source_counts_with_its_latest_number() -> None:
    """A toll that was corrected is the corrected one."""
    first: Told = ("Wire", "2024-05-03", "Police", 4, 4)
    later: Told = ("Post", "2024-05-05", "Police", 7, 7)

    assert best(first, later) == best(later, first) == {"killed": 7}


def test_ranges_count_by_their_middle() -> None:
    """ "At least two" is two, "up to nine" nine, two to four three."""
    assert best(("A", "2024-05-03", "Police", 2, None)) == {"killed": 2}
    assert best(("A", "2024-05-03", "Police", None, 9)) == {"killed": 9}
    assert best(("A", "2024-05-03", "Police", 2, 4)) == {"killed": 3}
    assert best(("A", "2024-05-03", "Police", None, None)) == {}


def test_what_nobody_counts_has_no_number() -> None:
    """Unknown is not zero."""
    assert dict(best_counts([], evidence([], []))) == {}
    assert dict(best_counts(["event-none"], evidence([], []))) == {}


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.integers(0, 50)), min_size=1, max_size=6))
def test_the_order_changes_nothing(values: list[tuple[str, int]]) -> None:
    """The same claims give the same number, one that somebody gave, in any order."""
    told: list[Told] = [
        (f"Paper {n}", "2024-05-03", f"Voice {name}", value, value) for n, (name, value) in enumerate(values)
    ]
    turned = list(reversed(told))
    found = best(*told)

    assert found["killed"] in {value for _, value in values}
    assert best(*turned) == found
