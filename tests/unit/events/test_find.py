"""Events of a report: the trigger, who claims it, and what the speech acts themselves amount to."""

import pytest

from reportedly.terms.events import Part, Realis
from reportedly.terms.times import Grain
from tests.unit.events.making import event, events
from tests.unit.readings.making import marked

NESTED = "{S The union} {C said} {X that the mayor had warned that rebels attacked the depot}."


def test_an_event_in_narration_is_the_outlets_own_claim() -> None:
    """Nobody else answers for it."""
    assert event("Rebels attacked the depot.", "attacked", "attacked").statement_id is None


def test_an_event_inside_a_statement_is_that_voices_claim() -> None:
    """ "Police said rebels attacked": whoever doubts it must ask the police."""
    found, statements = events("{S Police} {C said} {X rebels attacked the depot}.", "attacked")
    (attack,) = [e for e in found if e.type == "ASSAULT"]

    assert attack.statement_id == statements[0].id


def test_the_innermost_statement_holds_the_event() -> None:
    """The one who said it last removed from the outlet is the one who claims it."""
    found, statements = events(NESTED, "attacked")
    (attack,) = [e for e in found if e.type == "ASSAULT"]

    assert len(statements) == 2
    assert attack.statement_id == statements[1].id


def test_a_threat_is_an_event_between_voice_and_addressee() -> None:
    """It was made by somebody to somebody, whatever comes of it."""
    found = event(
        "{S The rebels} {C warned} {X the mayor that they will attack the depot}.", "warned", "attack"
    )

    assert (found.type, found.realis) == ("THREATEN", Realis.ACTUAL)
    assert [(p.part, p.name) for p in found.participants] == [(Part.ACTOR, "rebels"), (Part.TARGET, "mayor")]


@pytest.mark.parametrize(
    ("markup", "word", "kind"),
    [
        ("{S The union} {C accused} {X the mayor of fraud}.", "accused", "ACCUSE"),
        ("{S The union} {C demanded} {X that the mayor resign}.", "demanded", "REQUEST"),
        ("{S The union} {C rejected} {X the offer of the mayor}.", "rejected", "REJECT"),
    ],
)
def test_an_act_of_speech_has_the_type_of_the_act(markup: str, word: str, kind: str) -> None:
    """To accuse, to demand and to reject are things done with words."""
    assert event(markup, word).type == kind


def test_a_warning_that_only_assesses_is_no_threat() -> None:
    """ "Engineers warned that the pier was old" harms nobody."""
    found, _ = events("{S Engineers} {C warned} {X that the pier was old}.")

    assert [e.type for e in found] == []


def test_an_event_has_the_time_and_the_number_in_its_clause() -> None:
    """When and how many decide what it may be merged with."""
    found = event("A bomb killed 12 people on Monday.", "killed", "killed")

    assert found.when is not None
    assert found.when.grain is Grain.DAY
    assert ("killed", 12) in [(count.what, count.low) for count in found.counts]


def test_a_noun_is_told_from_a_verb() -> None:
    """ "the warning" may point back to what was told before."""
    assert event("The attack on the depot failed.", "attack", "failed").nominal
    assert not event("Rebels attacked the depot.", "attacked", "attacked").nominal


def test_events_stand_in_text_order_with_ids_of_their_own() -> None:
    """A reference must open at one event."""
    markup = "Rebels attacked the depot, killed a guard and bombed the mill. The clash lasted."
    found, _ = events(markup, "attacked killed bombed lasted")

    assert [e.trigger.start for e in found] == sorted(e.trigger.start for e in found)
    assert len({e.id for e in found}) == len(found) == 4


def test_the_same_text_gives_the_same_events() -> None:
    """A record made anew is the same record."""
    assert events(NESTED, "attacked") == events(NESTED, "attacked")


def test_a_text_of_nothing_but_triggers_is_read() -> None:
    """A list of keywords is no reason to fail."""
    reading = marked("attack bomb kill " * 50, "attack bomb kill")
    found, _ = events("attack bomb kill " * 50, "attack bomb kill")

    assert len(found) == 150
    assert all(reading.text[e.trigger.start : e.trigger.end] in {"attack", "bomb", "kill"} for e in found)
