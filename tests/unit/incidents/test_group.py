"""From judgements to incidents: what is joined, what is refused, and whose word counts."""

from datetime import UTC, datetime

from reportedly.incidents.compare import RULE, compare
from reportedly.incidents.group import group
from reportedly.terms.ids import identify
from reportedly.terms.incidents import Incident, Judgement, Question, Verdict
from reportedly.terms.times import Grain

from .making import day, place, sighting

JAN_3, JAN_20 = day("2020-01-03"), day("2020-01-20")
JANUARY = day("2020-01-01", 31, Grain.MONTH)
BAGHDAD = place("Baghdad")


def judged(
    left: str, right: str, verdict: Verdict, judge: str = RULE, score: float = 0.9, year: int = 2021
) -> Judgement:
    """Return a judgement by a rule or a person."""
    return Judgement(
        question=Question.SAME_INCIDENT,
        left=left,
        right=right,
        verdict=verdict,
        score=score,
        reasons=("because",),
        judge=judge,
        judged_at=datetime(year, 1, 1, tzinfo=UTC),
    )


def members(incidents: tuple[Incident, ...]) -> set[tuple[str, ...]]:
    """Return the events of each incident."""
    return {each.event_ids for each in incidents}


def test_a_coarse_date_cannot_bridge_two_days() -> None:
    """ "In January" fits the 3rd and the 20th, which are two strikes all the same."""
    third = sighting("e1", when=JAN_3, where=BAGHDAD, actor="drone")
    month = sighting("e2", when=JANUARY, where=BAGHDAD, actor="drone")
    twentieth = sighting("e3", when=JAN_20, where=BAGHDAD, actor="drone")
    rules = [judged("e1", "e2", Verdict.SAME), judged("e2", "e3", Verdict.SAME, score=0.8)]

    assert members(group([third, month, twentieth], rules)) == {("e1", "e2"), ("e3",)}


def test_the_id_follows_from_the_smallest_event() -> None:
    """Two machines that read the same reports must name the same incidents."""
    (incident,) = group([sighting("b"), sighting("a")], [judged("a", "b", Verdict.SAME)])

    assert incident == Incident(id=identify("incident", "a"), event_ids=("a", "b"))


def test_a_person_splits_what_a_rule_joined() -> None:
    """A rule's later run must not undo a person's work."""
    rows = [
        judged("a", "b", Verdict.DIFFERENT, "person:ada", year=2020),
        judged("a", "b", Verdict.SAME, year=2024),
    ]

    assert members(group([sighting("a"), sighting("b")], rows)) == {("a",), ("b",)}


def test_a_person_joins_against_a_hard_conflict() -> None:
    """Reports get dates wrong, and a person may know."""
    one, two = sighting("a", when=JAN_3), sighting("b", when=JAN_20)
    rows = [compare(one, two), judged("a", "b", Verdict.SAME, "person:ada")]

    assert members(group([one, two], rows)) == {("a", "b")}


def test_a_person_can_take_it_back() -> None:
    """The latest word of a person stands; unsure leaves the pair alone."""
    rows = [
        judged("a", "b", Verdict.SAME, "person:ada", year=2020),
        judged("a", "b", Verdict.UNSURE, "person:ada", year=2021),
    ]

    assert members(group([sighting("a"), sighting("b")], rows)) == {("a",), ("b",)}


def test_a_persons_split_holds_against_a_detour() -> None:
    """a and c stay apart even where each is like b."""
    rows = [
        judged("a", "b", Verdict.SAME, score=0.9),
        judged("b", "c", Verdict.SAME, score=0.8),
        judged("a", "c", Verdict.DIFFERENT, "person:ada"),
    ]

    assert members(group([sighting(each) for each in "abc"], rows)) == {("a", "b"), ("c",)}


def test_judgements_on_unknown_events_and_other_questions_are_passed_over() -> None:
    """The log outlives the events it speaks of."""
    rows = [judged("a", "gone", Verdict.SAME), judged("gone", "b", Verdict.SAME)]

    assert members(group([sighting("a"), sighting("b")], rows)) == {("a",), ("b",)}
