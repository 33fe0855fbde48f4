"""Stories: reports that belong together."""

from itertools import permutations

from reportedly.register.stories import Story, stories
from reportedly.terms.events import Realis

from .making import copied, day, report, seen

TEXT = "Rockets struck the depot at dawn."
ONE = report("One", TEXT, day("2020-09-01"))
TWO = report("Two", TEXT + " ", day("2020-09-05"))
LATE = report("Late", TEXT + "  ", day("2020-12-01"))
UNDATED = report("Undated", TEXT + "   ")


def groups(found: tuple[Story, ...]) -> list[int]:
    """Return the sizes of stories."""
    return sorted(len(each.report_ids) for each in found)


def test_a_copy_joins_reports_of_the_same_days_only() -> None:
    """A paragraph of background reprinted for years is no one story."""
    copies = [copied(ONE, TWO, TEXT), copied(TWO, LATE, TEXT)]

    assert groups(stories([ONE, TWO, LATE], copies, [])) == [1, 2]


def test_a_shared_incident_joins_and_background_does_not() -> None:
    """All reports from a land recall its last war."""
    both = (ONE.id, TWO.id)

    assert groups(stories([ONE, TWO], [], [seen("i", reports=both)])) == [2]
    assert groups(stories([ONE, TWO], [], [seen("i", reports=both, realis=Realis.HISTORICAL)])) == [1, 1]


def test_an_undated_report_joins_what_it_copies() -> None:
    """That a date is unknown is no reason to keep a copy apart."""
    assert groups(stories([ONE, UNDATED], [copied(ONE, UNDATED, TEXT)], [])) == [2]


def test_no_order_changes_the_stories() -> None:
    """Ids follow from the reports, not from the way they came in."""
    copies = [copied(ONE, TWO, TEXT), copied(UNDATED, TWO, TEXT)]
    found = {
        stories(order, copies, [seen("i", reports=(LATE.id,))])
        for order in permutations([ONE, TWO, LATE, UNDATED])
    }

    assert len(found) == 1
