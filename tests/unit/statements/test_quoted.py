"""Quotations apart from their speaker: resumed, announced by a colon, signed."""

import pytest

from tests.unit.statements.making import said, statements


def test_a_quotation_resumed_after_its_speaker_is_one_statement() -> None:
    """ "“…,” she said. “…”" is one utterance, and counted twice it would weigh double."""
    markup = "{X “The pier is safe,”} {C said} {S {PER Anna Brandt}}. “Open it. Today.”"

    assert said(markup) == [("Anna Brandt", ["“The pier is safe,”", "“Open it. Today.”"])]


def test_a_quotation_that_marks_its_paragraphs_goes_on_over_them() -> None:
    """A long quotation opens each paragraph anew and closes once."""
    markup = (
        "{X “It is safe,”} {C said} {S {PER Anna Brandt}}. “It is old, I know.\n\n“It will stand.” We left."
    )

    assert said(markup) == [
        ("Anna Brandt", ["“It is safe,”", "“It is old, I know.", "“It will stand.”"]),
    ]


def test_a_new_paragraph_without_a_running_quotation_is_not_hers() -> None:
    """Somebody else may open the next paragraph; a guess would be a false witness."""
    markup = (
        "{X “The pier is safe,”} {C said} {S {PER Anna Brandt}}.\n\nRain fell.\n\n“Open it today for us all.”"
    )

    assert said(markup) == [("Anna Brandt", ["“The pier is safe,”"])]


def test_a_quotation_in_the_paragraph_behind_a_colon_has_its_speaker() -> None:
    """Sites set what somebody said as a block of its own."""
    markup = "{S {PER Anna Brandt}} {C said}:\n\n“The pier is safe. Open it today.”"

    assert said(markup) == [("Anna Brandt", ["“The pier is safe. Open it today.”"])]


@pytest.mark.parametrize("dash", ["—", "–", "―", "--", "-"])
def test_a_signature_behind_a_dash_is_the_speaker(dash: str) -> None:
    """Letters and surveys sign what they print."""
    markup = f"“The pier is safe for all of us.” {dash} {{PER Anna Brandt}}"

    assert said(markup) == [("Anna Brandt", ["“The pier is safe for all of us.”"])]


def test_each_signed_quotation_has_its_own_speaker() -> None:
    """In a row of them, the signature behind a quotation counts, not the one before."""
    markup = "“The pier is safe.” — {PER Anna Brandt}\n“The pier is old.” — {PER Omar Said}"

    assert said(markup) == [("Anna Brandt", ["“The pier is safe.”"]), ("Omar Said", ["“The pier is old.”"])]


def test_a_dash_before_a_sentence_signs_nothing() -> None:
    """Narration goes on behind a dash as well."""
    assert statements("“The pier is safe for all.” — nobody believed it at the time.") == []


def test_a_speaker_set_off_as_a_sentence_still_speaks() -> None:
    """A reader that ends the sentence at the closing mark must not lose the speaker behind it."""
    markup = "{X “Is the pier safe?”} {S {PER Anna Brandt}} {C asked}."

    assert said(markup) == [("Anna Brandt", ["“Is the pier safe?”"])]


def test_what_follows_a_closed_quotation_is_the_reporters() -> None:
    """ "“Go now,” until nobody was left": she did not say that nobody was left."""
    markup = "{S {PER Anna Brandt}} {C said}, {X “Go now,” until nobody was left}."

    assert said(markup) == [("Anna Brandt", ["“Go now,”"])]


def test_a_double_mark_of_two_single_ones_quotes() -> None:
    """Old systems type '' for a double mark."""
    markup = "{X ''The pier isn't safe,''} {C said} {S {PER Anna Brandt}}. ''Shut it.''"

    assert said(markup) == [("Anna Brandt", ["''The pier isn't safe,''", "''Shut it.''"])]
