"""The scene: which events without a time of their own share the time told just before, and say so."""

import pytest

from reportedly.events.scene import fronted_when
from reportedly.terms.events import Event
from reportedly.terms.spans import Span
from reportedly.terms.times import Basis, Grain, When
from tests.unit.events.making import event
from tests.unit.events.trees import tree


def second(markup: str) -> Event:
    """Return the abduction of a marked text that also tells of an attack."""
    return event(markup, "abducted", "attacked abducted")


def test_a_deed_goes_on_from_the_deed_before_it() -> None:
    """A report names the day once; what follows in the paragraph happened then, and the basis says so."""
    found = second("Rebels attacked the depot on Monday. Guards abducted a driver.")

    assert found.when is not None
    assert found.when.start is not None
    assert (found.when.start.date().isoformat(), found.when.basis) == ("2031-05-12", Basis.INHERITED)


@pytest.mark.parametrize(
    "markup",
    [
        "Rebels attacked the depot on Monday.\nGuards abducted a driver.",
        "Rebels attacked the depot on Monday. Guards have abducted a driver.",
        "Rebels attacked the depot in 2029. Guards abducted a driver.",
        "Rebels attacked the depot. Guards abducted a driver.",
    ],
)
def test_a_time_is_not_carried_where_the_words_do_not_allow_it(markup: str) -> None:
    """Another paragraph, a perfect, a year or nothing told: the event's time stays open."""
    assert second(markup).when is None


def test_a_paragraph_that_points_back_goes_on_with_the_scene() -> None:
    """Newspapers give each sentence a paragraph; "they" and "the rebels" are those of the one before."""
    found = second("Rebels attacked the depot on Monday.\nThe rebels abducted a driver.")

    assert found.when is not None
    assert found.when.basis is Basis.INHERITED


def test_an_own_time_is_kept() -> None:
    """What the sentence itself says always wins."""
    found = second("Rebels attacked the depot on Monday. Guards abducted a driver on Tuesday.")

    assert found.when is not None
    assert found.when.basis is Basis.RELATIVE


def test_a_reaction_is_not_dated_by_the_deed() -> None:
    """Who condemns an attack of Monday mostly speaks later."""
    markup = "Rebels attacked the depot on Monday. {S The union} {C demanded} {X that the mayor resign}."

    assert event(markup, "demanded", "attacked").when is None


@pytest.mark.parametrize(
    ("sentence", "at", "dated"),
    [
        (
            "On/ADP/case>1 Monday/PROPN/obl>3 rebels/NOUN/nsubj>3 burned/VERB/root>3 carts/NOUN/obj>3 "
            "and/CCONJ/cc>6 killed/VERB/conj>3 two/NUM/obj>6",
            6,
            True,
        ),
        (
            "On/ADP/case>1 Monday/PROPN/obl>3 rebels/NOUN/nsubj>3 burned/VERB/root>3 carts/NOUN/obj>3 "
            "and/CCONJ/cc>7 guards/NOUN/nsubj>7 fled/VERB/conj>3",
            7,
            False,
        ),
    ],
)
def test_a_day_that_opens_the_sentence_holds_for_every_verb_of_its_subject(
    sentence: str, at: int, dated: bool
) -> None:
    """ "On Monday rebels burned carts and killed two": both on Monday; who else acts may do so later."""
    monday = When(start=None, end=None, grain=Grain.DAY, basis=Basis.RELATIVE, span=Span("r", 3, 9))

    assert fronted_when(tree(sentence), at, (monday,)) == (monday if dated else None)
