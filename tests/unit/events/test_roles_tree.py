"""Roles from the tree: who did it, to whom, with what, told by any grammar that reports use."""

import pytest

from reportedly.events.roles import age_of, find_participants
from reportedly.events.triggers import Trigger
from reportedly.terms.events import Participant
from tests.unit.events.trees import tree
from tests.unit.readings.making import ENGLISH


def roles(sentence: str, at: int, verbal: bool = True, people: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """Return the names of the participants of the trigger at a token, by their part."""
    found: dict[str, list[str]] = {}
    for each in participants(sentence, at, verbal, people):
        found.setdefault(each.part.value, []).append(each.name)
    return found


def participants(
    sentence: str, at: int, verbal: bool = True, people: tuple[str, ...] = ()
) -> tuple[Participant, ...]:
    """Return the participants of the trigger at a token."""
    told = tree(sentence, people=people)
    trigger = Trigger(first=at, last=at + 1, type="ASSAULT", mode=None, verbal=verbal)
    return find_participants(told.reading, told.sentence, trigger, told, {}, ENGLISH)


@pytest.mark.parametrize(
    ("sentence", "at", "verbal", "expected"),
    [
        (
            "Rebels/NOUN/nsubj>1 attacked/VERB/root>1 a/DET/det>3 convoy/NOUN/obj>1 near/ADP/case>5 "
            "Tarnow/PROPN/obl>1",
            1,
            True,
            {"actor": ["Rebels"], "target": ["convoy"]},
        ),
        (
            "The/DET/det>1 bridge/NOUN/nsubj:pass>3 was/AUX/aux:pass>3 bombed/VERB/root>3 "
            "by/ADP/case>5 militants/NOUN/obl>3",
            3,
            True,
            {"actor": ["militants"], "target": ["bridge"]},
        ),
        (
            "The/DET/det>1 men/NOUN/nsubj>7 who/PRON/nsubj>3 shot/VERB/acl:relcl>1 the/DET/det>5 "
            "clerk/NOUN/obj>3 "
            "have/AUX/aux>7 fled/VERB/root>7",
            3,
            True,
            {"actor": ["men"], "target": ["clerk"]},
        ),
        (
            "Gunmen/NOUN/nsubj>1 stormed/VERB/root>1 a/DET/det>3 bank/NOUN/obj>1 and/CCONJ/cc>5 "
            "killed/VERB/conj>1 "
            "a/DET/det>7 guard/NOUN/obj>5",
            5,
            True,
            {"actor": ["Gunmen"], "target": ["guard"]},
        ),
        (
            "Rebels/NOUN/nsubj>1 fired/VERB/root>1 rockets/NOUN/obj>1 at/ADP/case>5 the/DET/det>5 "
            "embassy/NOUN/obl>1",
            1,
            True,
            {"actor": ["Rebels"], "target": ["embassy"], "instrument": ["rockets"]},
        ),
        (
            "A/DET/det>1 bomb/NOUN/nsubj>2 killed/VERB/root>2 two/NUM/nummod>4 nurses/NOUN/obj>2",
            2,
            True,
            {"target": ["two nurses"], "instrument": ["bomb"]},
        ),
        (
            "Police/NOUN/nsubj>1 condemned/VERB/root>1 the/DET/det>3 killing/NOUN/obj>1 "
            "of/ADP/case>6 two/NUM/nummod>6 "
            "farmers/NOUN/nmod>3 by/ADP/case>8 bandits/NOUN/nmod>3",
            3,
            False,
            {"actor": ["bandits"], "target": ["two farmers"]},
        ),
        (
            "Rebels/NOUN/nsubj>1 launched/VERB/root>1 an/DET/det>3 attack/NOUN/obj>1 on/ADP/case>6 "
            "the/DET/det>6 "
            "barracks/NOUN/nmod>3",
            3,
            False,
            {"actor": ["Rebels"], "target": ["barracks"]},
        ),
        (
            "Clashes/NOUN/nsubj>5 between/ADP/case>2 rebels/NOUN/nmod>0 and/CCONJ/cc>4 "
            "soldiers/NOUN/conj>2 "
            "continued/VERB/root>5",
            0,
            False,
            {"actor": ["rebels"], "target": ["soldiers"]},
        ),
    ],
)
def test_who_did_it_to_whom_with_what(
    sentence: str, at: int, verbal: bool, expected: dict[str, list[str]]
) -> None:
    """Passive, relative clause, shared subject, noun complement: the attacker stays the attacker."""
    assert roles(sentence, at, verbal) == expected


VICTIM = (
    "Gunmen/NOUN/nsubj>1 killed/VERB/root>1 a/DET/det>3 priest/NOUN/obj>1 ,/PUNCT/punct>5 "
    "Anna/PROPN/appos>3 "
    "Brandt/PROPN/flat>5 ,/PUNCT/punct>3 and/CCONJ/cc>10 her/PRON/nmod:poss>10 driver/NOUN/conj>3"
)


def test_an_apposition_names_the_victim_and_joined_victims_are_two() -> None:
    """The register must know her by her name, and must not lose the driver."""
    found = roles(VICTIM, 1, people=("Anna Brandt",))

    assert found["target"] == ["Anna Brandt", "her driver"]


def test_participants_have_kinds() -> None:
    """The tally counts attacks on diplomatic posts, not on words."""
    sentence = (
        "Rebels/NOUN/nsubj>1 shelled/VERB/root>1 the/DET/det>4 embassy/NOUN/compound>4 compound/NOUN/obj>1 "
        "with/ADP/case>6 mortars/NOUN/obl>1"
    )

    assert [p.kind for p in participants(sentence, 1)] == ["militants", "diplomatic-post", "mortar"]


@pytest.mark.parametrize(
    ("text", "phrase", "age"),
    [
        ("a 9-year-old boy", "a 9-year-old boy", 9),
        ("Anna Brandt, 36, was shot", "Anna Brandt", 36),
        ("a man aged 41 fell", "a man", 41),
        ("Anna Brandt, 1400 metres away", "Anna Brandt", None),
        ("a 900-year-old oak", "a 900-year-old oak", None),
    ],
)
def test_ages_are_read_from_the_phrase_and_after_it(text: str, phrase: str, age: int | None) -> None:
    """Two reports of one death are told together by name and age."""
    assert age_of(text, 0, len(phrase), ENGLISH) == age
