"""Voices: whom the words of a source name or stand for."""

import pytest

from reportedly.terms.statements import VoiceKind
from tests.unit.statements.making import statements, words

Voice = tuple[VoiceKind, str]


def voices(markup: str) -> list[Voice]:
    """Return (kind, name) of the voices of a marked text."""
    return [(s.voice.kind, s.voice.name) for s in statements(markup)]


def voice(source: str) -> Voice:
    """Return the voice of a source in a plain sentence."""
    (found,) = voices("{S " + source + "} {C said} {X that the pier was safe}.")
    return found


@pytest.mark.parametrize(
    ("source", "kind", "name"),
    [
        ("{PER Anna Brandt}", VoiceKind.PERSON, "Anna Brandt"),
        ("{PER Anna Brandt}, the harbour master,", VoiceKind.PERSON, "Anna Brandt"),
        ("Mayor {PER Anna Brandt}", VoiceKind.PERSON, "Anna Brandt"),
        ("The {ORG Tarnow Port Authority}", VoiceKind.ORGANISATION, "Tarnow Port Authority"),
        ("The U.S.", VoiceKind.ORGANISATION, "United States"),
        ("The union", VoiceKind.GROUP, "union"),
        ("An official", VoiceKind.UNNAMED, "unnamed official"),
        ("Two witnesses", VoiceKind.UNNAMED, "unnamed witnesses"),
        ("A source who spoke on condition of anonymity", VoiceKind.UNNAMED, "unnamed source"),
        ("The unnamed officer", VoiceKind.UNNAMED, "unnamed officer"),
        ("{ORG Reuters}", VoiceKind.OUTLET, "Reuters"),
        ("The {ORG AP}", VoiceKind.OUTLET, "Associated Press"),
        ("The report", VoiceKind.DOCUMENT, "report"),
        ("A study of the port", VoiceKind.DOCUMENT, "study of the port"),
        ("An article by {PER Anna Brandt}", VoiceKind.PERSON, "Anna Brandt"),
        ("{ORG Pier Watch}, a Tarnow news site,", VoiceKind.OUTLET, "Pier Watch"),
    ],
)
def test_a_source_has_its_kind_and_name(source: str, kind: VoiceKind, name: str) -> None:
    """A register that counts sources must know which are the same and which have no name."""
    assert voice(source) == (kind, name)


def test_a_surname_means_the_full_name_of_the_report() -> None:
    """ "Brandt" in the fifth paragraph is the Anna Brandt of the first."""
    markup = (
        "{S {PER Anna Brandt}} {C said} {X that the pier was safe}. "
        "{S {PER Brandt}} {C added} {X that it was shut}."
    )

    assert voices(markup) == [(VoiceKind.PERSON, "Anna Brandt")] * 2


@pytest.mark.parametrize(
    ("first", "pronoun", "kind", "name"),
    [
        ("{PER Anna Brandt}", "She", VoiceKind.PERSON, "Anna Brandt"),
        ("An official", "He", VoiceKind.UNNAMED, "unnamed official"),
        ("{ORG Reuters}", "It", VoiceKind.OUTLET, "Reuters"),
        ("The union", "They", VoiceKind.GROUP, "union"),
    ],
)
def test_a_pronoun_is_the_last_voice_that_fits(first: str, pronoun: str, kind: VoiceKind, name: str) -> None:
    """Half of all statements have a pronoun for a speaker."""
    markup = (
        "{S " + first + "} {C said} {X that the pier was safe}. "
        "{S " + pronoun + "} {C said} {X that it was shut}."
    )

    assert voices(markup)[1] == (kind, name)


def test_a_pronoun_passes_over_voices_that_do_not_fit() -> None:
    """ "She" is not the agency that spoke in between."""
    markup = (
        "{S {PER Anna Brandt}} {C said} {X that the pier was safe}. "
        "{S {ORG Reuters}} {C reported} {X that the pier was shut}. "
        "{S She} {C said} {X that it was open}."
    )

    assert voices(markup)[2] == (VoiceKind.PERSON, "Anna Brandt")


def test_a_pronoun_without_anybody_is_left_unresolved() -> None:
    """A guess would be a false witness; the gap is shown."""
    assert voice("She") == (VoiceKind.UNNAMED, "unresolved “she”")


def test_the_paper_is_the_outlet_that_was_named() -> None:
    """ "the agency" takes up the one the report has mentioned."""
    markup = (
        "{S {ORG Reuters}} {C reported} {X that the pier was safe}. "
        "{S The agency} {C said} {X that it was shut}."
    )

    assert voices(markup)[1] == (VoiceKind.OUTLET, "Reuters")


def test_the_voice_opens_at_its_words() -> None:
    """A name in the record leads to the place where it was read."""
    markup = "{S {PER Anna Brandt}, the harbour master,} {C said} {X that the pier was safe}."

    assert words(markup, [statements(markup)[0].voice.span]) == ["Anna Brandt, the harbour master"]
