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


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ("An aide who heard the call", "The aide", "unnamed aide who heard the call"),
        ("A senior {ORG Port Ministry} official", "The official", "unnamed senior Port Ministry official"),
        (
            "A senior {ORG Port Ministry} official",
            "The same official",
            "unnamed senior Port Ministry official",
        ),
        ("{PER Anna Brandt}, the harbour master,", "The harbour master", "Anna Brandt"),
        ("Mayor {PER Anna Brandt}", "The mayor", "Anna Brandt"),
        ("The {ORG Tarnow Port Authority}", "The authority", "Tarnow Port Authority"),
        ("The {ORG Tarnow Port Authority} (TPA)", "{ORG TPA}", "Tarnow Port Authority"),
    ],
)
def test_a_description_takes_up_who_was_described(first: str, second: str, name: str) -> None:
    """ "the aide" of the third paragraph is the one of the first, and no second source."""
    markup = (
        "{S " + first + "} {C said} {X that the pier was safe}. "
        "{S " + second + "} {C added} {X that it was shut}."
    )

    assert [found[1] for found in voices(markup)] == [name, name]


def test_another_description_is_another_source() -> None:
    """A diplomat is not the official who spoke before."""
    markup = (
        "{S An official} {C said} {X that the pier was safe}. {S The diplomat} {C said} {X that it was shut}."
    )

    assert voices(markup)[1][1] == "diplomat"


@pytest.mark.parametrize(
    ("source", "kind", "name"),
    [
        ("The harbour master, {PER Anna Brandt},", VoiceKind.PERSON, "Anna Brandt"),
        ("Secretary of State {PER Anna Brandt}", VoiceKind.PERSON, "Anna Brandt"),
        ("The office of Mayor {PER Anna Brandt}", VoiceKind.GROUP, "office of Mayor Anna Brandt"),
        ("Advisers to Mayor {PER Anna Brandt}", VoiceKind.UNNAMED, "unnamed advisers to Mayor Anna Brandt"),
        ("{PER Anna Brandt}’s lawyer", VoiceKind.GROUP, "Anna Brandt’s lawyer"),
        ("The monitoring group {ORG Pier Watch}", VoiceKind.ORGANISATION, "Pier Watch"),
        ("A shopkeeper", VoiceKind.UNNAMED, "unnamed shopkeeper"),
        ("{PER Trump}", VoiceKind.PERSON, "Donald Trump"),
        ("The {ORG Harbour Courier}", VoiceKind.OUTLET, "Harbour Courier"),
        ("The news site {ORG Pier Watch}", VoiceKind.OUTLET, "Pier Watch"),
    ],
)
def test_whose_words_they_are(source: str, kind: VoiceKind, name: str) -> None:
    """The office is not the mayor, and a description with a name is whoever is named."""
    assert voice(source) == (kind, name)


@pytest.mark.parametrize(
    ("source", "number"), [("Two dockers", 2), ("A docker", 1), ("Several dockers", None)]
)
def test_an_unnamed_source_keeps_how_many_it_is(source: str, number: int | None) -> None:
    """Two who saw it are more than one, even without names."""
    (found,) = statements("{S " + source + "} {C said} {X that the pier was safe}.")

    assert (found.voice.name.rstrip("s"), found.voice.number) == ("unnamed docker", number)


def test_she_is_not_he() -> None:
    """The last voice is not always the one: a known gender rules it out."""
    markup = (
        "{S Mrs {PER Anna Brandt}} {C said} {X that the pier was safe}. "
        "{S Mr {PER Omar Said}} {C said} {X that it was old}. "
        "{S She} {C said} {X that it was shut}."
    )

    assert voices(markup)[2] == (VoiceKind.PERSON, "Anna Brandt")


ANNOUNCED = (
    "{X Tarnow will shut the pier}, {S a local news site} {C says}.\n\n{S {ORG Pier Watch}, a news site,} "
)


def test_an_outlet_may_be_announced_before_it_is_named() -> None:
    """ "…, a news site says" and in the next line which site: one source, not two."""
    markup = ANNOUNCED + "{C reported} {X that Tarnow was ready to shut it}."

    assert voices(markup) == [(VoiceKind.OUTLET, "Pier Watch")] * 2
    assert [s.chain[-1] for s in statements(markup)] == ["Pier Watch"] * 2


def test_an_announcement_is_not_the_next_best_outlet() -> None:
    """Without a name in common, the outlet of the next line is another one."""
    assert voices(ANNOUNCED + "{C reported} {X that rain fell in Basra}.")[0][1] != "Pier Watch"
