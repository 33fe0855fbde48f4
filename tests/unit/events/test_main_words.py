"""The words that speak for a number of victims: those of the opening, and those beside the number."""

from reportedly.events.main_words import opening_words, words_near
from reportedly.events.toll import HIT, told_of
from tests.unit.events.trees import trees
from tests.unit.readings.making import ENGLISH

SHOT = "Two/NUM/nummod>1 clerks/NOUN/nsubj:pass>3 were/AUX/aux:pass>3 shot/VERB/root>3"
DIED = "One/NUM/nummod>1 clerk/NOUN/nsubj>2 died/VERB/root>2"


def test_words_of_the_opening_are_marked_by_where_they_stand() -> None:
    """A word of the headline says more for a toll than the same word further down."""
    words = opening_words(trees(SHOT, DIED), ENGLISH)

    assert {"lead two clerk", "lead clerk"} <= set(words)
    assert list(words) == sorted(words)


def test_the_words_beside_a_number_are_its_own() -> None:
    """ "Two clerks were shot" says nothing for one."""
    near = words_near(told_of(trees(SHOT, DIED), ENGLISH), HIT)

    assert set(near) == {2}
    assert "hit in clerks" in near[2]
