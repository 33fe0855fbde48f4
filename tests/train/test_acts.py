"""The weights that tell acts, learned from sentences of our own."""

import re
from dataclasses import replace

import pytest
from train.acts import Told, cross_validated, features_of, fit, with_weights

from reportedly.statements.acts import act_of
from reportedly.terms.statements import Act, VoiceKind

TOLD = tuple(
    Told(f"{number} {verb}", verb, f"the {thing} of the {place}", act)
    for verb, act in (("snub", Act.REJECT), ("shame", Act.ACCUSE), ("paint", None))
    for number, (thing, place) in enumerate(
        (thing, place)
        for thing in ("offer", "bridge", "mill", "ferry")
        for place in ("union", "town", "port", "valley", "board")
    )
)
ORDINARY = tuple(Told(each.text, "say", each.content, None) for each in TOLD[::4])


def test_what_was_learned_is_told_again() -> None:
    """A cue that only the sentences know tells its act, and plain saying tells none."""
    language = with_weights(
        fit([features_of(e) for e in TOLD], [e.act for e in TOLD], [features_of(e) for e in ORDINARY])
    )

    for verb, act in (
        ("snub", Act.REJECT),
        ("shame", Act.ACCUSE),
        ("paint", Act.ASSERT),
        ("say", Act.ASSERT),
    ):
        assert act_of(verb, "the tower of the town", VoiceKind.PERSON, False, language) is act


def test_the_same_sentences_give_the_same_weights() -> None:
    """A table that nobody can make again cannot be checked."""
    rows, acts = [features_of(each) for each in TOLD], [each.act for each in TOLD]
    assert fit(rows, acts, ()) == fit(rows, acts, ())


def test_every_sentence_is_scored_once_by_others() -> None:
    """A sentence that taught the weights may not test them."""
    found = list(cross_validated(TOLD, ORDINARY))

    assert sorted(told.text for told, _ in found) == sorted(told.text for told in TOLD)
    twice = [replace(TOLD[0], text="alone", lemma="spit", content="spit")] * 3
    known = with_weights(fit([features_of(e) for e in twice], [e.act for e in twice], ()))
    assert act_of("spit", "spit", VoiceKind.PERSON, False, known) is Act.REJECT
    told = {act for each, act in cross_validated((*TOLD, *twice), ()) if each.text == "alone"}
    assert Act.REJECT not in told


@pytest.mark.parametrize("each", TOLD[:3])
def test_a_sentence_is_seen_without_its_text(each: Told) -> None:
    """Only cue and content are looked at; the whole sentence tells the fold."""
    assert not any(re.search(r"\d", name) for name in features_of(each))
