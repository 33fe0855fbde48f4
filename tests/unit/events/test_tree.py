"""Trees: noun phrases, conjuncts, and the way up."""

import pytest

from reportedly.events.tree import members, phrase, tree_of
from tests.unit.events.trees import tree
from tests.unit.readings.making import marked

PAIR = (
    "The/DET/det>2 old/ADJ/amod>2 clerk/NOUN/nsubj:pass>7 and/CCONJ/cc>5 two/NUM/nummod>5 "
    "guards/NOUN/conj>2 "
    "were/AUX/aux:pass>7 shot/VERB/root>7 near/ADP/case>10 the/DET/det>10 pier/NOUN/obl>7"
)
OWNED = (
    "Rebels/NOUN/nsubj>1 burned/VERB/root>1 the/DET/det>3 office/NOUN/obj>1 of/ADP/case>6 the/DET/det>6 "
    "mayor/NOUN/nmod>3 in/ADP/case>8 Tarnow/PROPN/nmod>3"
)
DASHED = (
    "A/DET/det>6 nine/NUM/nummod>3 -/PUNCT/punct>3 year/NOUN/compound>5 -/PUNCT/punct>5 old/ADJ/amod>6 "
    "boy/NOUN/nsubj>7 died/VERB/root>7"
)


@pytest.mark.parametrize(
    ("sentence", "head", "words"),
    [(PAIR, 2, "The old clerk"), (PAIR, 5, "two guards"), (OWNED, 3, "the office of the mayor")],
)
def test_a_phrase_holds_its_modifiers_and_nothing_beside(sentence: str, head: int, words: str) -> None:
    """A participant must not swallow the place, nor the other participant."""
    found = tree(sentence)
    first, last = phrase(found, head)

    text = found.reading.text[found.reading.tokens[first].start : found.reading.tokens[last - 1].end]
    assert text == words


def test_joined_nouns_come_apart() -> None:
    """Two victims are two, however short the report is."""
    assert members(tree(PAIR), 2) == (2, 5)


def test_the_way_up_ends_at_the_root() -> None:
    """A loop here would hang the run."""
    assert list(tree(DASHED).above(3)) == [5, 6, 7]


def test_a_reader_without_trees_has_none() -> None:
    """Any reader may be plugged in; what it cannot tell must not be made up."""
    reading = marked("Rebels attacked the depot.", "attacked")

    assert tree_of(reading, reading.sentences[0]) is None
