"""Harm: who was killed, wounded or hit, and how many they are without a number."""

import pytest

from reportedly.events.harm import find_harmed, implied_counts
from tests.unit.events.trees import tree
from tests.unit.readings.making import ENGLISH

SHOT = (
    "A/DET/det>1 man/NOUN/nsubj:pass>6 and/CCONJ/cc>4 his/PRON/nmod:poss>4 son/NOUN/conj>1 "
    "were/AUX/aux:pass>6 "
    "shot/VERB/root>6 dead/ADJ/xcomp>6"
)


def harmed(sentence: str, people: tuple[str, ...] = ()) -> list[tuple[str, str, int, int | None]]:
    """Return (what, words, least, most) of the people harmed in a sentence."""
    told = tree(sentence, people=people)
    return [(h.what, told.reading.text[h.start : h.end], h.low, h.high) for h in find_harmed(told, ENGLISH)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (SHOT, [("killed", "A man", 1, 1), ("killed", "his son", 1, 1)]),
        (
            "A/DET/det>1 girl/NOUN/nsubj:pass>3 was/AUX/aux:pass>3 shot/VERB/root>3",
            [("hit", "A girl", 1, 1)],
        ),
        (
            "Three/NUM/nummod>1 clerks/NOUN/nsubj>2 died/VERB/root>2",
            [("killed", "Three clerks", 3, 3)],
        ),
        (
            "Shells/NOUN/nsubj>1 wounded/VERB/root>1 villagers/NOUN/obj>1",
            [("wounded", "villagers", 2, None)],
        ),
        (
            "The/DET/det>1 guard/NOUN/nsubj:pass>3 was/AUX/aux:pass>3 found/VERB/root>3 dead/ADJ/xcomp>3",
            [("killed", "The guard", 1, 1)],
        ),
        (
            "A/DET/det>1 farmer/NOUN/nsubj>2 shot/VERB/root>2 himself/PRON/obj>2",
            [("hit", "A farmer", 1, 1)],
        ),
        ("Storms/NOUN/nsubj>1 killed/VERB/root>1 the/DET/det>3 market/NOUN/obj>1", []),
    ],
)
def test_people_harmed(sentence: str, expected: list[tuple[str, str, int, int | None]]) -> None:
    """Only people are victims, and whoever was shot dead is dead."""
    assert harmed(sentence) == expected


def test_people_without_a_number_are_counted() -> None:
    """ "A man and his son" are two, though no figure says so."""
    told = tree(SHOT)
    (count,) = implied_counts(find_harmed(told, ENGLISH), range(6, 7), (), "r")

    assert (count.what, count.low, count.high) == ("killed", 2, 2)
    assert told.reading.text[count.span.start : count.span.end] == "A man and his son"


def test_people_spoken_of_before_are_not_counted_again() -> None:
    """ "The victim died" adds nobody to those already told of."""
    told = tree("The/DET/det>1 victim/NOUN/nsubj>2 died/VERB/root>2")

    assert implied_counts(find_harmed(told, ENGLISH), range(2, 3), (), "r") == ()
