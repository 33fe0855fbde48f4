"""Realis by the tree: what befell nobody, and what was kept from happening."""

import pytest

from reportedly.events.realis import Setting, realis_of
from reportedly.events.triggers import Trigger
from reportedly.terms.events import Realis
from tests.unit.events.trees import tree
from tests.unit.readings.making import ENGLISH


@pytest.mark.parametrize(
    ("sentence", "at", "verbal", "realis"),
    [
        (
            "No/DET/det>1 clerk/NOUN/nsubj:pass>3 was/AUX/aux:pass>3 injured/VERB/root>3",
            3,
            True,
            Realis.DENIED,
        ),
        (
            "None/PRON/nsubj:pass>5 of/ADP/case>3 the/DET/det>3 guards/NOUN/nmod>0 were/AUX/aux:pass>5 "
            "killed/VERB/root>5",
            5,
            True,
            Realis.DENIED,
        ),
        (
            "Police/NOUN/nsubj>1 foiled/VERB/root>1 the/DET/det>3 attack/NOUN/obj>1",
            3,
            False,
            Realis.PLANNED,
        ),
        (
            "Unions/NOUN/nsubj>1 called/VERB/root>1 a/DET/det>3 march/NOUN/obj>1 for/ADP/case>5 "
            "Friday/PROPN/obl>1",
            3,
            False,
            Realis.PLANNED,
        ),
        (
            "Unions/NOUN/nsubj>1 called/VERB/root>1 the/DET/det>3 march/NOUN/obj>1 peaceful/ADJ/xcomp>1",
            3,
            False,
            Realis.ACTUAL,
        ),
        (
            "Police/NOUN/nsubj>1 condemned/VERB/root>1 the/DET/det>3 attack/NOUN/obj>1",
            3,
            False,
            Realis.ACTUAL,
        ),
    ],
)
def test_what_did_not_happen(sentence: str, at: int, verbal: bool, realis: Realis) -> None:
    """The denial may stand far from the verb; what was foiled or only called for did not happen."""
    told = tree(sentence)
    trigger = Trigger(first=at, last=at + 1, type="ASSAULT", mode=None, verbal=verbal)
    setting = Setting(statement=None, speech=False, counts=(), when=None, published=None, tree=told)

    assert realis_of(told.reading, told.sentence, trigger, setting, ENGLISH) is realis
