"""Transcripts: lines that name their speaker before a colon."""

from tests.unit.statements.making import said, statements

TALK = "BRANDT: Is the pier safe?\nSAID: The pier is old.\nBRANDT: So shut it."


def test_each_turn_is_the_statement_of_who_it_names() -> None:
    """An interview says who speaks by nothing but the line's first word."""
    assert said(TALK) == [
        ("BRANDT", ["Is the pier safe?"]),
        ("SAID", ["The pier is old."]),
        ("BRANDT", ["So shut it."]),
    ]


def test_a_turn_goes_on_over_lines_that_open_with_a_mark() -> None:
    """Blocks of quoted transcript open every line with a mark."""
    text = '"BRANDT: Is the pier safe?\n"Is it old?\n"SAID: It is.\n"(CROSSTALK.)\n"BRANDT: So shut it.'

    assert said(text)[0] == ("BRANDT", ["Is the pier safe?", "Is it old?"])
    assert said(text)[1] == ("SAID", ["It is."])


def test_a_surname_in_capitals_is_the_person_of_the_report() -> None:
    """The transcript below the story quotes the people of the story."""
    found = statements("{PER Anna Brandt} met {PER Omar Said}.\n" + TALK)

    assert [s.voice.name for s in found] == ["Anna Brandt", "Omar Said", "Anna Brandt"]


def test_lines_with_colons_are_no_transcript() -> None:
    """A list of facts is said by nobody."""
    assert statements("Place: Tarnow.\nTime: noon.\nPrice: five.\nSeats: ten.") == []
