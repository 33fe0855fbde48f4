"""Realis: whether it happened, or was only threatened, planned, denied, supposed or summed up."""

import pytest

from reportedly.terms.events import HAPPENED, Realis
from tests.unit.events.making import event


@pytest.mark.parametrize(
    ("markup", "word", "verbs", "realis"),
    [
        ("Rebels attacked the depot on Monday.", "attacked", "attacked", Realis.ACTUAL),
        ("The attack on the depot failed.", "attack", "failed", Realis.ACTUAL),
        ("Rebels attacked the depot in 1998.", "attacked", "attacked", Realis.HISTORICAL),
        ("Rebels did not attack the depot.", "attack", "attack", Realis.DENIED),
        ("Rebels never attacked the depot.", "attacked", "attacked", Realis.DENIED),
        ("There was no attack on the depot.", "attack", "", Realis.DENIED),
        ("Rebels will attack the depot.", "attack", "attack", Realis.PLANNED),
        ("Rebels planned to attack the depot.", "attack", "planned attack", Realis.PLANNED),
        ("Rebels managed to attack the depot.", "attack", "managed attack", Realis.ACTUAL),
        ("Rebels attacked the depot on 30 May 2031.", "attacked", "attacked", Realis.PLANNED),
        ("The summit is on 30 May 2031.", "summit", "", Realis.PLANNED),
        ("Rebels could attack the depot.", "attack", "attack", Realis.CONDITIONAL),
        ("If rebels attack the depot, all leave.", "attack", "attack leave", Realis.CONDITIONAL),
        ("A possible attack worried them.", "attack", "worried", Realis.CONDITIONAL),
        ("They fear the threat of attack.", "attack", "fear", Realis.THREATENED),
        ("The alleged attack on the depot made news.", "attack", "made", Realis.ALLEGED),
        ("Attacks on depots worry them.", "Attacks", "worry", Realis.GENERIC),
        ("Any attack is wrong.", "attack", "", Realis.GENERIC),
        ("There were 25 attacks on depots this month.", "attacks", "", Realis.AGGREGATE),
    ],
)
def test_narration(markup: str, word: str, verbs: str, realis: Realis) -> None:
    """In the outlet's own words the clause around the trigger decides."""
    assert event(markup, word, verbs).realis is realis


@pytest.mark.parametrize(
    ("markup", "word", "verbs", "realis"),
    [
        ("{S Police} {C said} {X rebels attacked the depot}.", "attacked", "attacked", Realis.ACTUAL),
        (
            "{S The rebels} {C denied} {X that they attacked the depot}.",
            "attacked",
            "attacked",
            Realis.DENIED,
        ),
        (
            "{S The mayor} {C accused} {X rebels of attacking the depot}.",
            "attacking",
            "attacking",
            Realis.ALLEGED,
        ),
        (
            "{S The rebels} {C threatened} {X to attack the depot}.",
            "attack",
            "attack",
            Realis.THREATENED,
        ),
        ("{S The rebels} {C vowed} {X to attack the depot}.", "attack", "attack", Realis.PLANNED),
        (
            "{S The mayor} {C demanded} {X that they would not attack the depot}.",
            "attack",
            "attack",
            Realis.DENIED,
        ),
    ],
)
def test_inside_what_was_said_the_act_counts(markup: str, word: str, verbs: str, realis: Realis) -> None:
    """What somebody threatens has not happened, and what somebody denies is denied."""
    assert event(markup, word, verbs).realis is realis


def test_how_often_in_a_period_is_a_total() -> None:
    """The number may stand behind a clause of its own: it is still no one attack."""
    often = "Rebels have attacked the depot and the posts that guard it 17 times so far this month."
    twice = "Rebels attacked the depot on Monday and fled 17 times so far this month."

    assert event(often, "attacked", "attacked guard").realis is Realis.AGGREGATE
    assert event(twice, "attacked", "attacked fled").realis is Realis.ACTUAL


@pytest.mark.parametrize(
    ("markup", "word", "realis"),
    [
        ("{S The rebels} {C threatened} {X to attack the depot}.", "threatened", Realis.ACTUAL),
        ("{S The rebels} {C did not threaten} {X to attack the depot}.", "threaten", Realis.DENIED),
    ],
)
def test_the_saying_itself_happened(markup: str, word: str, realis: Realis) -> None:
    """The threat was made, though what it threatens was not done."""
    assert event(markup, word, "attack").realis is realis


def test_only_what_happened_is_itemised() -> None:
    """A register that counts plans as deeds is worse than none."""
    assert {Realis.ACTUAL, Realis.HISTORICAL} == HAPPENED
