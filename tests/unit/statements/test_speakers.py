"""For whom a person speaks: what a spokesman says is the word of the body that sent him."""

import pytest

from tests.unit.statements.making import statements


@pytest.mark.parametrize(
    ("markup", "body"),
    [
        ("{S A police spokesman} {C said} {X three men were hurt}.", "police"),
        ("{S A spokesman for the interior ministry} {C said} {X two died}.", "interior ministry"),
        ("{S Interior ministry spokesman {PER Ali Hamid}} {C said} {X two died}.", "Interior ministry"),
        ("{S Tarnow police chief {PER Anna Brandt}} {C said} {X two died}.", "Tarnow police"),
        ("{S {PER Lena Vogt}, a spokeswoman for the army,} {C said} {X the base was hit}.", "army"),
        (
            "{S A spokesman for the {ORG Ministry of Ports and Dams}} {C said} {X two died}.",
            "Ministry of Ports and Dams",
        ),
        (
            "{S {PER Lena Vogt}, a spokeswoman for the {ORG Pier Union},} {C said} {X two died}.",
            "Pier Union",
        ),
        (
            "{X Six leaks were recorded by {ORG Dam Watch}}, {S its coordinator, {PER Ana Ruiz},} {C said}.",
            "Dam Watch",
        ),
        (
            "{X “That makes four,”} {C said} {S {PER Ana Ruiz} of the monitoring group {ORG Dam Watch}}.",
            "Dam Watch",
        ),
    ],
)
def test_who_speaks_in_a_bodys_name(markup: str, body: str) -> None:
    """By title, by apposition, by "for", by "its": the ways that reports introduce a spokesman."""
    assert [each.voice.speaks_for for each in statements(markup)] == [body]


def test_the_groups_coordinator_speaks_for_the_group_described_before() -> None:
    """The name may stand paragraphs back, where the report says what it is."""
    markup = (
        "{ORG Dam Watch}, a group that counts leaks, met on Friday.\nNobody came.\n"
        "{X “A total is a pile of facts,”} {S {PER Ana Ruiz}, the group’s coordinator,} {C said}."
    )

    assert [each.voice.speaks_for for each in statements(markup)] == ["Dam Watch"]


def test_a_name_described_as_a_group_is_a_body_whatever_its_kind() -> None:
    """A body named after a place looks like the place; the words behind it tell."""
    markup = (
        "{LOC Lookout North}, a small group that counts leaks, recorded {X six leaks in January}, "
        "{S its coordinator, {PER Ana Ruiz},} {C said}."
    )

    assert [each.voice.speaks_for for each in statements(markup)] == ["Lookout North"]


def test_who_is_taken_up_again_still_speaks_for_the_body() -> None:
    """ "A police spokesman said … He said …": the second, too, is the police's word."""
    markup = (
        "{S A police spokesman} {C said} {X three men were hurt}. {S He} {C said} {X that nobody was held}."
    )

    assert [each.voice.speaks_for for each in statements(markup)] == ["police", "police"]


@pytest.mark.parametrize(
    "markup",
    [
        "{S Former police spokesman {PER Karl Ott}} {C said} {X the base was hit}.",
        "{S {PER Lena Vogt}, a former spokeswoman for the army,} {C said} {X the base was hit}.",
        "{S A spokesman} {C said} {X the base was hit}.",
        "{S The analyst {PER Karl Ott} of {ORG Pier Institute}} {C said} {X the base was hit}.",
        "{S His spokesman} {C said} {X the base was hit}.",
        "{S An unidentified spokesman} {C said} {X the base was hit}.",
        "{S A self-styled army spokesman} {C said} {X the base was hit}.",
        "{S Fire chief {PER Karl Ott}} {C said} {X the base was hit}.",
        "{S A police officer} {C said} {X the base was hit}.",
        "{S {PER Karl Ott}} {C said} {X the base was hit}.",
    ],
)
def test_others_speak_for_themselves(markup: str) -> None:
    """An officer who talks is not the police, an analyst not his institute, who left is nobody."""
    assert [each.voice.speaks_for for each in statements(markup)] == [None]
