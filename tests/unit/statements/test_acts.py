"""What a statement does, told by its cue and its words."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.language.language import Language, load_language
from reportedly.statements.acts import act_of, features, learned_act, ruled_act
from reportedly.terms.statements import Act, VoiceKind

ENGLISH = load_language("en")


def told(lemma: str | None, content: str, kind: VoiceKind = VoiceKind.PERSON, condition: bool = False) -> Act:
    """Return the act of a statement in English."""
    return act_of(lemma, content, kind, condition, ENGLISH)


@pytest.mark.parametrize(
    ("lemma", "content", "act"),
    [
        ("denounce", "the toll as theft", Act.ACCUSE),
        ("denial", "that the quay had been sold", Act.DENY),
        ("rebuff", "the offer of the ferrymen", Act.REJECT),
        ("plead", "for the bridge to stay open", Act.URGE),
        ("issue", "an ultimatum to the ferrymen", Act.THREATEN),
        ("voice", "sharp criticism of the harbour board", Act.ACCUSE),
        ("issue", "a map of the harbour with the new piers and a warning", Act.ASSERT),
        ("call", "for the mayor to resign", Act.URGE),
        ("call", "the quay a jewel", Act.ASSERT),
        (None, "the quay was painted green", Act.ASSERT),
        ("name", "two gangs of the old harbour", Act.ACCUSE),
        ("name", "a new master of the harbour", Act.ASSERT),
        ("reveal", "that customs men had been taking bribes", Act.ACCUSE),
        ("reveal", "that the new pier is open", Act.ASSERT),
    ],
)
def test_cues_beyond_the_common_ones_tell_their_act(lemma: str | None, content: str, act: Act) -> None:
    """News has a hundred verbs for blaming and begging; the noun tells where the verb is empty."""
    assert told(lemma, content) is act


@pytest.mark.parametrize(
    ("content", "act"),
    [
        ("he would not accept the offer of talks", Act.REJECT),
        ("the union cannot agree to a shorter shift", Act.REJECT),
        ("the barn would burn unless the rent came by Easter", Act.THREATEN),
        ("the ferry does not sail unless the wind drops", Act.ASSERT),
        ("the band must withdraw its men from the valley", Act.DEMAND),
        ("the ferry sails at nine and the fare is two crowns", Act.ASSERT),
        ("the harvest was good and the mill is open", Act.ASSERT),
    ],
)
def test_plain_saying_leaves_the_act_to_the_words(content: str, act: Act) -> None:
    """ "Said" tells nothing: refusals and demands are told by what is said, and most saying only asserts."""
    assert told("say", content) is act


def test_documents_only_assert() -> None:
    """A report that says "must" repeats; it is not the one who demands."""
    content = "he would not accept the offer of talks"
    assert told("say", content, VoiceKind.DOCUMENT) is Act.ASSERT
    assert told("say", content, VoiceKind.OUTLET) is Act.ASSERT


@given(st.sampled_from(["warn", "deny", "promise", "urge", "confirm", "order"]), st.text(max_size=80))
def test_weights_never_overrule_the_cue(lemma: str, content: str) -> None:
    """What the cue says plainly is not for a model to doubt."""
    assert told(lemma, content) is ruled_act(lemma, content, VoiceKind.PERSON, False, ENGLISH)


@given(st.none() | st.text(max_size=12), st.text(max_size=200))
def test_any_words_have_an_act(lemma: str | None, content: str) -> None:
    """Input is hostile: no text may stop a reading."""
    assert told(lemma, content) in Act


@given(st.lists(st.sampled_from(["ferry", "refused", "Basra", "Iran", "Brandt", "tolls"]), max_size=6))
def test_names_weigh_nothing(words: list[str]) -> None:
    """Who is spoken of must not decide what is said of them."""
    found = features("say", "The " + " ".join(words), Act.ASSERT, ENGLISH)
    pieces = {piece for name in found for piece in name.split()}
    assert not pieces & {"basra", "iran", "brandt"}


def test_without_weights_the_rules_stand_alone() -> None:
    """A language that has no weights yet still tells what its rules tell."""
    bare: Language = replace(ENGLISH, acts=replace(ENGLISH.acts, weights={}))
    content = "the plan is a theft and a fraud on the town"
    assert learned_act("say", content, Act.ASSERT, bare) is None
    assert act_of("say", content, VoiceKind.PERSON, False, bare) is Act.ASSERT


def test_the_strongest_act_is_told_and_only_above_the_threshold() -> None:
    """The model says which act, and says nothing where it is unsure."""
    weights = {"word ferri": (0.0, 0.0, 0.0, 0.0), "word ferry": (1.0, 3.0, 2.0, -1.0)}
    acts = replace(ENGLISH.acts, weights=weights, threshold=0.5, sure=2.5)
    content, sure = "a ferry", replace(ENGLISH, acts=acts)
    unsure = replace(ENGLISH, acts=replace(acts, sure=3.5))

    assert learned_act("say", content, Act.ASSERT, sure) is Act.DEMAND
    assert learned_act("say", content, Act.ASSERT, unsure) is None
    assert learned_act("snub", content, Act.ASSERT, unsure) is Act.DEMAND
