"""What a run remembers of the judgements it has made."""

from dataclasses import replace

from reportedly.incidents.compare import compare
from reportedly.run.sightings import Memory
from reportedly.terms.incidents import Verdict
from tests.unit.incidents.making import day, sighting


def test_a_judgement_is_made_anew_where_a_sighting_has_changed() -> None:
    """A copy found later changes what an event is known by; the old judgement is worth nothing then."""
    left = sighting("e1", when=day("2020-01-03"))
    right = sighting("e2", when=day("2020-01-03"))
    moved = replace(right, event=replace(right.event, when=day("2020-03-09")))
    memory = Memory()
    first = memory.judge(left, right)

    assert first == compare(left, right)
    assert memory.judge(left, right) is first
    assert memory.judge(left, moved) == compare(left, moved)
    assert memory.judge(left, moved).verdict is Verdict.DIFFERENT
    assert memory.judge(left, right) == first
