"""Roles: who did it and to whom, by the words around the trigger."""

import pytest

from reportedly.terms.events import Part
from tests.unit.events.making import event
from tests.unit.readings.making import marked


def roles(markup: str, word: str, verbs: str = "") -> dict[str, str]:
    """Return the names of the participants by their part."""
    return {p.part.value: p.name for p in event(markup, word, verbs).participants}


@pytest.mark.parametrize(
    ("markup", "word", "verbs", "expected"),
    [
        ("Rebels attacked the depot.", "attacked", "attacked", {"actor": "Rebels", "target": "depot"}),
        (
            "The depot was attacked by rebels.",
            "attacked",
            "attacked",
            {"actor": "rebels", "target": "depot"},
        ),
        ("The depot was bombed.", "bombed", "bombed", {"target": "depot"}),
        (
            "The attack on the depot by rebels failed.",
            "attack",
            "failed",
            {"actor": "rebels", "target": "depot"},
        ),
        ("An attack by rebels failed.", "attack", "failed", {"actor": "rebels"}),
        (
            "{LOC Tarnow}'s attack on the depot failed.",
            "attack",
            "failed",
            {"actor": "Tarnow", "target": "depot"},
        ),
        ("They heard of the killing of two guards.", "killing", "heard", {"target": "two guards"}),
        ("Rebels fired at a convoy.", "fired", "fired", {"actor": "Rebels", "target": "convoy"}),
        ("It exploded.", "exploded", "exploded", {}),
    ],
)
def test_actor_and_target(markup: str, word: str, verbs: str, expected: dict[str, str]) -> None:
    """The attacker and the attacked must never change places."""
    assert roles(markup, word, verbs) == expected


def test_a_name_known_by_another_is_canonical() -> None:
    """ "the U.S." and "America" are one party in the register."""
    assert roles("The U.S. attacked the depot.", "attacked", "attacked")["actor"] == "United States"


def test_a_surname_takes_the_full_name() -> None:
    """The same person must not be two in the record."""
    markup = "{PER Anna Brandt} came. {PER Brandt} attacked the depot."

    assert roles(markup, "attacked", "came attacked")["actor"] == "Anna Brandt"


def test_a_participant_opens_at_its_words() -> None:
    """Whoever is accused of a deed must be shown where."""
    markup = "The rebels of the north attacked the depot."
    found = event(markup, "attacked", "attacked").participants
    text = marked(markup).text

    assert [text[p.span.start : p.span.end] for p in found] == ["The rebels of the north", "the depot"]
    assert [p.part for p in found] == [Part.ACTOR, Part.TARGET]
