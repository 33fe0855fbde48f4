"""The state that a decision is made on."""

from dataclasses import replace

from reportedly.register.overlay import overlay
from reportedly.run.review import state_of
from reportedly.terms.decisions import Edit, Field, Ruling, Status
from tests.unit.register.making import counted, day, seen

SEEN = seen("incident-1", when=day("2031-05-06"), counts=(counted("killed", 3, 3),))


def test_whatever_the_machine_reads_otherwise_is_another_state() -> None:
    """Who accepts two origins and five killed has not accepted one origin and six."""
    others = [
        replace(SEEN, origins=("Police", "Ada Marsh")),
        replace(SEEN, counts=(counted("killed", 6, 6),)),
        replace(SEEN, when=day("2031-05-07")),
        replace(SEEN, report_ids=("r1", "r2")),
        replace(SEEN, best=(("killed", 3),)),
        replace(SEEN, event_ids=("event-1", "event-2")),
    ]

    assert state_of(SEEN) == state_of(replace(SEEN))
    assert len({state_of(each) for each in (SEEN, *others)}) == len(others) + 1


def test_a_decision_is_another_state_and_a_value_of_a_person_is_none() -> None:
    """The number of the latest decision tells them apart; the rest is what the machine reads."""
    edit = Edit(field=Field.TYPE, words="PROTEST")
    ruling = Ruling(event_ids=frozenset(SEEN.event_ids), status=Status.EDITED, edits=(edit,))
    edited = overlay(SEEN, ruling, {SEEN.event_ids[0]: 4})

    assert state_of(edited) != state_of(SEEN)
    assert state_of(edited).partition("-")[0] == "4"
    assert state_of(edited).partition("-")[2] == state_of(SEEN).partition("-")[2]
