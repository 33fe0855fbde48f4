"""Every line of a page is kept and labelled; running text stays running text."""

import pytest

from .making import labelled, roles

BODY = "The council closed the old bridge on Monday after engineers had found cracks in two of its pillars."
MORE = (
    "A new bridge would cost too much, its treasurer told the meeting, and the ferry would run until autumn."
)


def test_a_page_with_its_leftovers() -> None:
    """Menus, captions and notices must reach no statement and no event, and must not be lost either."""
    page = (
        "Home > World > Europe\n\n"
        "Council shuts old bridge over cracked pillars\n\n"
        "By Ann Example\n"
        "Published: 4 June 2021 - 10:20\n\n"
        "People look at the bridge in the rain. (Photo by Ann Example)\n\n"
        f"{BODY}\n\n"
        "Ferry to run all summer\n\n"
        f"{MORE}\n\n"
        "Story ID: 55-1234\n"
        "© 2021 The Riverside Courier. All rights reserved.\n"
        "Riverside Courier Mobile\n"
    )

    assert roles(page) == [
        "navigation",
        "headline",
        "byline",
        "dateline",
        "caption",
        "paragraph",
        "subheading",
        "paragraph",
        "notice",
        "notice",
        "navigation",
    ]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("example.org", "navigation"),
        ("https://www.example.org/a/b?c=d", "navigation"),
        ("Sport / Football", "navigation"),
        ("Share | Tweet | Email", "navigation"),
        ("Read more: Bridges of the north", "navigation"),
        ("***", "navigation"),
        ("Correction: An earlier version gave a wrong year.", "notice"),
        ("Copyright 2021 by the Riverside Courier", "notice"),
        ("This article has been updated.", "notice"),
        ("We use cookies to improve your visit.", "notice"),
        ("Download our app for alerts", "notice"),
        ("ann@example.org", "notice"),
        ("FILE PHOTO: A bridge in fog", "caption"),
        ("Image credit: Ann Example", "caption"),
        ("Pictured: the bridge at dawn", "caption"),
        ("The bridge at dawn. (Example/Getty Images)", "caption"),
        ("By Ann Example and Bob Sample, Staff Writers", "byline"),
        ("Ann Example, Riverside Correspondent", "byline"),
        ("(Reporting by Ann Example; Editing by Bob Sample)", "byline"),
        ("Posted: Friday, June 4, 2021 8:18 PM EDT Updated: Saturday, June 5, 2021", "dateline"),
        ("2021-06-04T08:00:00Z", "dateline"),
        ("RIVERSIDE, Ohio (AP) --", "dateline"),
    ],
)
def test_a_line_says_what_it_is(line: str, role: str) -> None:
    """These shapes come back on thousands of pages."""
    assert labelled(f"{BODY}\n\n{line}\n\n{MORE}")[1] == (role, line)


@pytest.mark.parametrize(
    "line",
    [
        "By Tuesday evening the water had fallen by a metre.",
        "Copyright law does not cover bridges, the lawyer told the court on Tuesday.",
        "Share prices fell after the announcement, traders in the capital said.",
        "Update: Police say that the driver was not hurt in the accident.",
        "Subscribe or not, the minister said, readers deserve the truth.",
        "The photo by the window showed the mayor with the engineer, she said.",
        "In this town the photo studio closed years ago.",
        "In this picture the minister saw an insult, he told the council on Monday.",
        "Source material was scarce, the historian wrote in a letter to the council.",
        "He said: read more books.",
        "Trump — who was not there — sent a letter.",
    ],
)
def test_running_text_is_never_demoted(line: str) -> None:
    """A lost sentence is a lost event; a stray menu line costs little."""
    assert labelled(f"{BODY}\n\n{line}\n\n{MORE}")[1] == ("paragraph", line)


@pytest.mark.parametrize(
    ("opening", "rest"),
    [
        ("RIVERSIDE (Reuters) -", BODY),
        ("RIVERSIDE, June 4 (AP) —", BODY),
        ("Riverside, June 4 (Xinhua) --", BODY),
        ("ST. MARY'S BAY, Ohio --", BODY),
        ("RIVERSIDE:", BODY),
        ("(Reuters) -", BODY),
    ],
)
def test_a_dateline_splits_off(opening: str, rest: str) -> None:
    """The first sentence must begin with its own first word, and the agency is a credit, not a speaker."""
    assert labelled(f"A bridge closes in Riverside\n\n{opening} {rest}")[1:] == [
        ("dateline", opening),
        ("paragraph", rest),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "The council - which met on Monday - closed the bridge until further notice.",
        "NATO — the alliance that guards the bridge — said nothing.",
        "UPDATE: The bridge was closed on Monday, and it stays closed until the autumn, the council said.",
        "The mayor (Greens) — who was abroad — sent a letter.",
    ],
)
def test_a_dash_in_a_sentence_is_no_dateline(line: str) -> None:
    """Cut there, a sentence would lose its subject."""
    assert labelled(f"A bridge closes in Riverside\n\n{line}")[1] == ("paragraph", line)


def test_speakers_of_an_interview_are_no_places() -> None:
    """Transcripts name who speaks in capitals before a colon."""
    assert "dateline" not in roles("MAYOR: The bridge is closed for good.\n\nREPORTER: Why is it closed?\n")


def test_wrapped_lines_are_one_paragraph() -> None:
    """Mail and old archives wrap at 72 columns; a sentence must not end where a line does."""
    wrapped = (
        "The council closed the old bridge on Monday after engineers had found\n"
        "cracks in two of its pillars, and the ferry will run until the autumn\n"
        "when a decision is due.\n\n"
        "A new bridge would cost too much, its treasurer told the meeting, which\n"
        "lasted until midnight.\n"
    )

    assert [words for role, words in labelled(wrapped) if role == "paragraph"] == [
        paragraph.strip() for paragraph in wrapped.split("\n\n")
    ]


def test_one_paragraph_a_line_stays_so() -> None:
    """Scraped pages often have no blank lines at all."""
    lines = [
        "The council closed the bridge on Monday.",
        "It had met for three hours in the old town hall.",
        "Nobody objected to the plan, said its chair.",
    ]

    assert [words for _, words in labelled("\n".join(lines))] == lines


def test_the_given_title_finds_the_headline() -> None:
    """An input that gives the title tells which of the lines repeats it."""
    page = f"Riverside this week\n\nCouncil shuts “old bridge”\n\n{BODY}"

    assert ("headline", "Council shuts “old bridge”") in labelled(page, title='Council Shuts "Old Bridge"')


def test_a_text_may_have_no_headline() -> None:
    """A feed's text often begins with its first sentence; it must not be taken for a title."""
    assert roles(f"{BODY}\n\n{MORE}") == ["paragraph", "paragraph"]
