"""Victims: the mentions of harmed people in a report, each person once."""

import pytest

from reportedly.events.toll import told_of
from reportedly.events.victims import dead_and_hurt, victims_of
from tests.unit.events.trees import trees
from tests.unit.readings.making import ENGLISH

MAN = "A/DET/det>1 man/NOUN/nsubj:pass>3 was/AUX/aux:pass>3 shot/VERB/root>3"
WOMAN = "A/DET/det>1 woman/NOUN/nsubj:pass>3 was/AUX/aux:pass>3 shot/VERB/root>3"
HE_DIED = "He/PRON/nsubj>1 died/VERB/root>1"
BOTH = (
    "A/DET/det>1 man/NOUN/nsubj:pass>6 and/CCONJ/cc>4 a/DET/det>4 woman/NOUN/conj>1 were/AUX/aux:pass>6 "
    "shot/VERB/root>6"
)
THREE = "Three/NUM/nummod>1 clerks/NOUN/nsubj:pass>3 were/AUX/aux:pass>3 wounded/VERB/root>3"


@pytest.mark.parametrize(
    ("sentences", "counted"),
    [
        ((MAN, MAN), (0, 1)),
        ((MAN, WOMAN), (0, 2)),
        ((BOTH,), (0, 2)),
        ((BOTH, HE_DIED), (1, 1)),
        ((MAN, THREE), (0, 4)),
        ((), (0, 0)),
    ],
)
def test_each_victim_counts_once(sentences: tuple[str, ...], counted: tuple[int, int]) -> None:
    """A report that gives no number tells of its victims one by one, and of each more than once."""
    rows = told_of(trees(*sentences), ENGLISH)

    assert dead_and_hurt(victims_of(rows, ENGLISH)) == counted
