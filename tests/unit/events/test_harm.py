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
        (
            "Another/DET/nsubj:pass>2 was/AUX/aux:pass>2 rushed/VERB/root>2 to/ADP/case>5 a/DET/det>5 "
            "hospital/NOUN/obl>2",
            [("wounded", "Another", 1, 1)],
        ),
        (
            "Medics/NOUN/nsubj>1 took/VERB/root>1 a/DET/det>3 child/NOUN/obj>1 to/ADP/case>6 a/DET/det>6 "
            "clinic/NOUN/obl>1",
            [("wounded", "a child", 1, 1)],
        ),
        (
            "Officers/NOUN/nsubj>1 took/VERB/root>1 a/DET/det>3 man/NOUN/obj>1 to/ADP/case>5 jail/NOUN/obl>1",
            [],
        ),
        (
            "A/DET/det>1 guard/NOUN/nsubj>3 is/AUX/aux>3 fighting/VERB/root>3 for/ADP/case>6 "
            "his/PRON/nmod:poss>6 life/NOUN/obl>3",
            [("wounded", "A guard", 1, 1)],
        ),
        (
            "A/DET/det>1 clerk/NOUN/nsubj>2 took/VERB/root>2 his/PRON/nmod:poss>5 own/ADJ/amod>5 "
            "life/NOUN/obj>2",
            [("killed", "A clerk", 1, 1)],
        ),
        (
            "Flames/NOUN/nsubj>1 claimed/VERB/root>1 the/DET/det>3 lives/NOUN/obj>1 of/ADP/case>6 "
            "two/NUM/nummod>6 guards/NOUN/nmod>3",
            [("killed", "two guards", 2, 2)],
        ),
        (
            "Officers/NOUN/nsubj>1 found/VERB/root>1 two/NUM/nummod>3 men/NOUN/obj>1 with/ADP/case>6 "
            "gunshot/NOUN/compound>6 wounds/NOUN/nmod>3",
            [("wounded", "two men", 2, 2)],
        ),
        (
            "Four/DET/nummod>2 other/ADJ/amod>2 clerks/NOUN/nsubj:pass>4 were/AUX/aux:pass>4 "
            "wounded/VERB/root>4",
            [("wounded", "Four other clerks", 4, 4)],
        ),
        (
            "A/DET/det>1 clerk/NOUN/nsubj>2 walked/VERB/root>2 in/ADV/advmod>2 with/ADP/case>6 "
            "gunshot/NOUN/compound>6 wounds/NOUN/obl>2",
            [("wounded", "A clerk", 1, 1)],
        ),
        (
            "The/DET/det>1 raid/NOUN/nsubj>2 put/VERB/root>2 two/NUM/nummod>4 clerks/NOUN/obj>2 "
            "into/ADP/case>6 hospital/NOUN/obl>2",
            [("wounded", "two clerks", 2, 2)],
        ),
        ("Guard/NOUN/nsubj>1 killed/VERB/root>1 in/ADP/case>3 raid/NOUN/obl>1", [("killed", "Guard", 1, 1)]),
        (
            "A/DET/det>1 guard/NOUN/nsubj>2 shot/VERB/root>2 at/ADP/case>5 the/DET/det>5 car/NOUN/obl>2",
            [],
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
