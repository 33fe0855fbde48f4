"""Doubt is data: what is threatened, denied, supposed, planned or alleged did not happen by being told."""

import pytest

from tests.stories.telling import Tell, by, happened, registered

UNREAL = frozenset({"threatened", "conditional", "planned", "generic"})
"""What may come, or may not."""

MASTHEAD = "Harbour Post | World\n{title}\nMay 6, 2031\n\n"


def test_a_plain_attack_is_in_the_register(tell: Tell) -> None:
    """A register that keeps everything out would pass all the rest of these stories."""
    read = tell(by("Harbour Post", "Gunmen attacked a convoy near Mosul on Monday.", published="2031-05-06"))
    assert registered(read, "ASSAULT")


@pytest.mark.parametrize(
    ("words", "labels"),
    [
        ("Rebel leader Omar Sayegh threatened to attack convoys near Mosul.", {"threatened"}),
        ("Rebel leader Omar Sayegh warned that his men would attack convoys.", {"threatened", "conditional"}),
        (
            "“If the road stays open, we will attack the convoys,” Omar Sayegh said.",
            {"threatened", "conditional"},
        ),
        ("Unless the road is closed, rebels will attack the convoys, Omar Sayegh said.", UNREAL),
        ("The rebels would attack a convoy near Mosul, Omar Sayegh said.", UNREAL),
        ("Suppose the rebels attack a convoy near Mosul.", UNREAL),
        ("The army plans to attack the rebel camp near Mosul.", {"planned"}),
        ("Colonel Rashid Amari denied that his soldiers had attacked the village.", {"denied"}),
        ("Soldiers did not attack the village, Colonel Rashid Amari said.", {"denied"}),
        ("Omar Sayegh accused the army of attacking a village near Mosul.", {"alleged"}),
    ],
)
def test_an_attack_that_is_only_spoken_of_is_no_attack(tell: Tell, words: str, labels: set[str]) -> None:
    """Each of these has been filed as an attack by coders that look for the verb alone."""
    read = tell(by("Harbour Post", words, published="2031-05-06"))
    assert registered(read, "ASSAULT") == []
    assert {each["realis"] for each in read.events if each["type"] == "ASSAULT"} <= labels


def test_a_planned_withdrawal_has_not_begun(tell: Tell) -> None:
    """Parliaments vote for withdrawals that never come."""
    read = tell(
        by(
            "Harbour Post",
            "Parliament voted on Monday to withdraw the 80 trainers from Erbil by the end of the year.",
            published="2031-05-06",
        )
    )
    assert happened(read, "RETREAT") == []


def test_a_threat_is_itself_an_event(tell: Tell) -> None:
    """The attack stays out, but that somebody threatened it did happen and is worth a row."""
    read = tell(
        by(
            "Harbour Post",
            "Rebel leader Omar Sayegh threatened on Monday to attack convoys near Mosul.",
            published="2031-05-06",
        )
    )
    assert registered(read, "THREATEN")


def test_a_date_is_not_a_march(tell: Tell) -> None:
    """March is a month in every archive, and "strike" and "may" have their own double lives."""
    words = "On March 3, the council of Balad opened a bridge. It may open another on May 5."
    read = tell(by("Harbour Post", words, published="2031-05-20"))
    assert [each["trigger"]["text"] for each in read.events if each["type"] == "PROTEST"] == []


def test_captions_and_notices_yield_nothing(tell: Tell) -> None:
    """A picture of another war and a link to another story stand in every page."""
    read = tell(
        MASTHEAD.format(title="River leaves two streets under water")
        + "Gunmen attacked a market in Aden on March 2, 2019. (Photo: Harbour Images)\n\n"
        + "The river in Mosul rose by a metre on Monday and left two streets under water.\n\n"
        + "Related: Rebels bomb airport in Sanaa | Police arrest forty in Taiz\n"
        + "© 2031 Harbour Post. All rights reserved.\n"
    )
    assert happened(read, "ASSAULT", "COERCE") == []
    assert [each for each in read.events if each["trigger"]["text"] in {"attacked", "bomb", "arrest"}] == []
    assert read.statements == []
    roles = {block["role"] for block in read.reports[0]["blocks"]}
    assert {"caption", "notice"} <= roles
