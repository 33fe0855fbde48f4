"""Hard conflicts: what two mentions can never share, however alike they are."""

from dataclasses import replace

from reportedly.incidents.conflicts import intrinsic
from reportedly.incidents.sighting import Sighting
from reportedly.terms.times import Basis
from tests.unit.incidents.making import day, sighting


def main(event_id: str, on: str, basis: Basis = Basis.STATED) -> Sighting:
    """Return the main happening of a report, on a day."""
    made = sighting(event_id, when=day(on, basis=basis))
    return replace(made, event=replace(made.event, main=True))


def test_main_happenings_of_neighbouring_days_may_be_one() -> None:
    """Which day of a report is its deed's is inferred: a hearing next week must not split a shooting."""
    assert intrinsic(main("a", "2031-05-12"), main("b", "2031-05-20")) is None


def test_main_happenings_months_apart_are_two() -> None:
    """A bomb of March is no rocket of May, however alike two reports tell of them."""
    reason = intrinsic(main("a", "2031-03-03"), main("b", "2031-05-18", Basis.RELATIVE))

    assert reason == "different times: 2031-03-03 and 2031-05-18"


def test_a_day_taken_from_elsewhere_keeps_nothing_apart() -> None:
    """Only the report's own words may forbid: an inherited day is a guess."""
    assert intrinsic(main("a", "2031-03-03"), main("b", "2031-05-18", Basis.INHERITED)) is None
