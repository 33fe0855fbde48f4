"""Tolls: the total of a report against its parts."""

from collections.abc import Sequence

import pytest

from reportedly.events.toll import Toll, told_of, toll_by_rule
from reportedly.events.tree import Tree
from reportedly.language.language import Language
from tests.unit.events.trees import trees
from tests.unit.readings.making import ENGLISH

LEAD = (
    "Two/NUM/nummod>1 guards/NOUN/nsubj:pass>3 were/AUX/aux:pass>3 killed/VERB/root>3 and/CCONJ/cc>6 "
    "five/NUM/nsubj>6 wounded/VERB/conj>3"
)
PART = "A/DET/det>1 guard/NOUN/nsubj:pass>3 was/AUX/aux:pass>3 killed/VERB/root>3"
SHOT = "Four/NUM/nummod>1 clerks/NOUN/nsubj:pass>3 were/AUX/aux:pass>3 shot/VERB/root>3"
DIED = "One/NUM/nummod>1 clerk/NOUN/nsubj>2 died/VERB/root>2"
BOY = "A/DET/det>1 boy/NOUN/nsubj:pass>3 was/AUX/aux:pass>3 shot/VERB/root>3"
HE = "The/DET/det>1 boy/NOUN/nsubj>2 died/VERB/root>2"
OWN = (
    "A/DET/det>1 clerk/NOUN/nsubj>2 killed/VERB/root>2 two/NUM/nummod>4 guards/NOUN/obj>2 and/CCONJ/cc>6 "
    "shot/VERB/conj>2 himself/PRON/obj>6 dead/ADJ/xcomp>6"
)
DEADLY = "Police/NOUN/nsubj>1 investigate/VERB/root>1 a/DET/det>4 deadly/ADJ/amod>4 shooting/NOUN/obj>1"
TRIED = (
    "Police/NOUN/nsubj>1 investigate/VERB/root>1 the/DET/det>4 attempted/ADJ/amod>4 murder/NOUN/obj>1 "
    "of/ADP/case>7 two/NUM/nummod>7 guards/NOUN/nmod>4"
)
NOBODY = "A/DET/det>1 clerk/NOUN/nsubj:pass>4 was/AUX/aux:pass>4 not/PART/advmod>4 killed/VERB/root>4"


def toll_of(rows: Sequence[Tree], language: Language) -> Toll:
    """Return the toll that the sentences of a report tell of the happening it is about, by the rule."""
    return toll_by_rule(told_of(rows, language))


@pytest.mark.parametrize(
    ("sentences", "toll"),
    [
        ((LEAD, PART, PART), Toll(killed=2, wounded=5)),
        ((SHOT, DIED), Toll(killed=1, wounded=3)),
        ((BOY, HE), Toll(killed=1, wounded=0)),
        ((BOY,), Toll(killed=0, wounded=1)),
        ((NOBODY,), Toll(killed=0, wounded=0)),
        ((OWN,), Toll(killed=3, wounded=0)),
        ((DEADLY,), Toll(killed=1, wounded=0)),
        ((TRIED,), Toll(killed=0, wounded=0)),
        ((), Toll(killed=0, wounded=0)),
    ],
)
def test_a_report_has_one_toll(sentences: tuple[str, ...], toll: Toll) -> None:
    """Parts are not added to their total, and whoever died of a shot is not wounded as well."""
    found = toll_of(trees(*sentences), ENGLISH)

    assert (found.killed, found.wounded) == (toll.killed, toll.wounded)


def test_the_named_dead_are_counted() -> None:
    """Three names make three dead where no sentence says so."""
    rows = [f"{name}/PROPN/nsubj>1 died/VERB/root>1" for name in ("Brandt", "Kowal", "Nowak")]

    assert toll_of(trees(*rows, people=("Brandt", "Kowal", "Nowak")), ENGLISH).killed == 3


def test_one_person_by_two_names_is_one() -> None:
    """ "Anna Brandt" is "Brandt" further down, and died once."""
    full = "Anna/PROPN/nsubj>2 Brandt/PROPN/flat>0 died/VERB/root>2"
    short = "Brandt/PROPN/nsubj>1 died/VERB/root>1"

    assert toll_of(trees(full, short, people=("Anna Brandt", "Brandt")), ENGLISH).killed == 1


def test_one_of_several_shot_fatally_is_one_dead() -> None:
    """The adverb after "one" is about that one, not about all who were shot."""
    told = (
        "Four/NUM/nummod>1 clerks/NOUN/nsubj:pass>3 were/AUX/aux:pass>3 shot/VERB/root>3 ,/PUNCT/punct>3 "
        "one/NUM/nsubj>6 fatally/ADV/advmod>3"
    )
    found = toll_of(trees(told), ENGLISH)

    assert (found.killed, found.wounded) == (1, 3)


def test_a_noun_of_harm_tells_how_many() -> None:
    """ "Double murder" says two without a number word."""
    found = toll_of(
        trees("Police/NOUN/nsubj>1 probe/VERB/root>1 double/ADJ/amod>3 murder/NOUN/obj>1"), ENGLISH
    )

    assert (found.killed, found.wounded) == (2, 0)


def test_every_number_opens_at_its_words() -> None:
    """A toll without the words that tell it could not be checked."""
    rows = trees(LEAD, PART)
    counts = toll_of(rows, ENGLISH).counts()
    text = rows[0].reading.text

    assert [(c.what, c.low) for c in counts] == [("killed", 2), ("wounded", 5)]
    assert [text[c.span.start : c.span.end].split()[0] for c in counts] == ["Two", "five"]
