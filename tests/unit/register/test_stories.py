"""Stories: reports that belong together."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from reportedly.register.stories import Story, stories, story_id, story_named
from reportedly.terms.events import Realis
from reportedly.terms.lineage import Copy, Direction
from reportedly.terms.spans import Span

from .making import copied, day, report, seen

TEXT = "Rockets struck the depot at dawn."
ONE = report("One", TEXT, day("2020-09-01"))
TWO = report("Two", TEXT + " ", day("2020-09-05"))
LATE = report("Late", TEXT + "  ", day("2020-12-01"))
UNDATED = report("Undated", TEXT + "   ")


def copied_between(source: str, copy: str) -> Copy:
    """Return a copy of the first words of one report in another."""
    return Copy(Span(source, 0, 9), Span(copy, 0, 9), 1.0, Direction.EARLIER)


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


def test_later_news_leaves_a_story_its_id() -> None:
    """A bookmark of this morning must open the story of tonight."""
    (before,) = stories([ONE], [], [])
    (after,) = stories([ONE, TWO, UNDATED], [copied(ONE, TWO, TEXT), copied(ONE, UNDATED, TEXT)], [])

    assert before.id == after.id == story_id(ONE.id)


def test_stories_that_turn_out_to_be_one_have_the_id_of_the_earlier() -> None:
    """Two stories become one when a copy is found between them; both old ids lead to it."""
    first, second = stories([ONE], [], [])[0], stories([TWO], [], [])[0]
    joined = stories([ONE, TWO], [copied(ONE, TWO, TEXT)], [])

    assert [each.id for each in joined] == [first.id]
    assert story_named(joined, second.id) == joined[0]
    assert story_named(joined, "story-of-nobody") is None


@given(st.permutations(range(8)), st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=8))
def test_ids_hold_while_reports_arrive_in_order_of_time(
    order: list[int], pairs: list[tuple[int, int]]
) -> None:
    """Whatever joins them, each story keeps the id that it had while news came in as it was printed."""
    found = [report(f"Paper {n}", f"{TEXT} {n}", day(f"2020-09-{n + 1:02}")) for n in range(8)]
    links = [(min(a, b), max(a, b)) for a, b in pairs if a != b]
    known: set[str] = set()
    for size in range(1, 9):
        here = found[:size]
        copies = [copied_between(found[a].id, found[b].id) for a, b in links if a < size and b < size]
        now = stories([here[at] for at in order if at < size], copies, [])
        ids = {each.id for each in now}
        assert ids - known <= {story_id(found[size - 1].id)}
        known |= ids
