"""Triggers: the words that tell of an event, and the like words that do not."""

from itertools import pairwise

import pytest

from reportedly.events.catalogue import load_catalogue
from reportedly.events.triggers import find_triggers
from tests.unit.events.making import all_triggers, triggers
from tests.unit.events.trees import treed
from tests.unit.readings.making import marked


@pytest.mark.parametrize(
    ("text", "verbs", "expected"),
    [
        ("Gunmen attacked the depot.", "attacked", [("attacked", "ASSAULT")]),
        ("The bombing of the depot shocked Tarnow.", "shocked", [("bombing", "ASSAULT")]),
        ("Guards opened fire at dawn.", "opened", [("opened fire", "ASSAULT")]),
        ("The ministers met at noon.", "met", [("met", "CONSULT")]),
        ("The talks lasted an hour.", "lasted", [("talks", "CONSULT")]),
        ("They expelled the envoy.", "expelled", [("expelled", "SANCTION")]),
        ("The boats lay in the harbour.", "lay", []),
        ("A clerk was struck by pellets.", "struck", [("struck", "ASSAULT")]),
    ],
)
def test_verbs_nouns_and_phrases_trigger(text: str, verbs: str, expected: list[tuple[str, str]]) -> None:
    """An event is told by a verb as well as by its name."""
    assert triggers(text, verbs) == expected


def test_a_phrase_takes_precedence_over_its_words() -> None:
    """ "opened fire" is one happening, not an opening and a fire."""
    assert triggers("Guards gunned down a rider.", "gunned") == [("gunned down", "ASSAULT")]


@pytest.mark.parametrize(
    ("text", "verbs", "expected"),
    [
        ("Rebels launched an attack on the port.", "launched", ["attack"]),
        ("Rebels launched a rocket at the port.", "launched", ["launched"]),
    ],
)
def test_a_light_verb_carries_its_noun(text: str, verbs: str, expected: list[str]) -> None:
    """ "launched an attack" is one attack, counted once."""
    assert [word for word, _ in triggers(text, verbs)] == expected


@pytest.mark.parametrize(
    ("text", "verbs", "expected"),
    [
        ("A missile struck the depot near the town.", "struck", ["struck"]),
        ("The mayor struck a friendly tone.", "struck", []),
        ("They closed the embassy.", "closed", ["closed"]),
        ("They closed the meadow gate.", "closed", []),
        ("A shell landed by the mill.", "landed", ["landed"]),
        ("The plane landed safely.", "landed", []),
    ],
)
def test_a_word_of_many_senses_needs_company(text: str, verbs: str, expected: list[str]) -> None:
    """ "strike" and "land" tell of violence only beside what strikes or lands."""
    assert [word for word, _ in triggers(text, verbs)] == expected


def test_a_weak_noun_needs_support() -> None:
    """ "the call" is one that was made; a bare "call" may be anything."""
    assert triggers("They took part in the call.", "took") == [("call", "CONSULT")]
    assert triggers("Call centres were shut.", "shut") == []


def test_a_hedging_word_is_no_event() -> None:
    """ "the alleged plan" accuses nobody by itself."""
    assert triggers("The alleged owner left.", "left") == []


def test_the_month_of_march_is_no_protest() -> None:
    """ "in March" tells when, "the march" tells what."""
    assert triggers("It began in March.", "began") == []
    assert triggers("The march began.", "began") == [("march", "PROTEST")]


@pytest.mark.parametrize(
    "text",
    ["The {ORG Battle Museum Trust} opened.", "He works at {FAC Raid Tower}.", "We know {PER Ann Battle}."],
)
def test_a_word_inside_a_name_is_no_event(text: str) -> None:
    """Bodies, buildings and people are named after what is long past."""
    assert triggers(text, "opened works know") == []


@pytest.mark.parametrize(
    ("text", "verbs", "mode"),
    [
        ("Rockets hit the base.", "hit", "rocket"),
        ("A drone attacked the depot.", "attacked", "drone"),
        ("Late at night gunmen attacked the old depot.", "attacked", "shooting"),
        ("They attacked the depot.", "attacked", None),
    ],
)
def test_the_mode_is_the_nearest_means(text: str, verbs: str, mode: str | None) -> None:
    """How it was done parts one attack from another on the same day."""
    (found,) = all_triggers(marked(text, verbs))

    assert found.mode == mode


def test_the_same_word_is_a_verb_or_a_noun_by_its_place() -> None:
    """ "to attack" is a deed to come, "the attack" one that has a name."""
    verb, noun = (
        all_triggers(marked(t, v))[0]
        for t, v in (("They attack it.", "attack"), ("The attack failed.", "failed"))
    )

    assert (verb.verbal, noun.verbal) == (True, False)


def test_triggers_do_not_overlap() -> None:
    """One word is one event."""
    found = all_triggers(
        marked("Bombing attack raid killed and wounded; they opened fire, attacked, bombed.", "killed")
    )

    assert all(left.last <= right.first for left, right in pairwise(found))


def test_a_participle_is_a_verb_though_it_is_tagged_a_noun() -> None:
    """Headlines leave out what would tell the tagger ("Clerk, 40, stabbed")."""
    reading = treed("Guards/NOUN/nsubj>1 mourn/VERB/root>1 clerk/NOUN/obj>1 shot/NOUN/acl>2 dead/ADJ/xcomp>3")
    catalogue = load_catalogue("en")
    (found,) = find_triggers(reading, reading.sentences[0], catalogue, frozenset(), frozenset())

    assert (found.first, found.type, found.verbal) == (3, "ASSAULT", True)
