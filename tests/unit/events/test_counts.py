"""Counts: how many of what, with the doubt that the words leave."""

import pytest

from reportedly.events.counts import counts_for, find_counts
from reportedly.language.language import load_language
from reportedly.terms.spans import Span

ENGLISH = load_language("en")


def counted(text: str) -> list[tuple[str, int | None, int | None]]:
    """Return (what, low, high) of each count in ``text``."""
    return [(c.what, c.low, c.high) for c in find_counts(text, "r", 0, len(text), ENGLISH)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two soldiers were killed.", [("killed", 2, 2)]),
        ("At least 12 were wounded.", [("wounded", 12, None)]),
        ("The blast killed five people and injured 23.", [("killed", 5, 5), ("wounded", 23, 23)]),
        ("Six dead, 10 hurt.", [("killed", 6, 6), ("wounded", 10, 10)]),
        ("Up to nine rockets fell.", [("rockets", None, 9)]),
        ("A rocket fell.", [("rockets", 1, 1)]),
        ("Several rocket attacks hit bases.", [("attacks", 2, None)]),
        ("Observers list 31 such attacks.", [("attacks", 31, 31)]),
        ("Dozens of protesters were detained.", [("arrested", 24, None)]),
        ("Between 3 and 5 people died.", [("killed", 3, 5)]),
        ("They fired 3 to 5 missiles.", [("missiles", 3, 5)]),
        ("Twenty-five people are missing.", [("missing", 25, 25)]),
        ("More than two hundred and fifty demonstrators came.", [("protesters", 250, None)]),
        ("Nearly 1.5 million people fled.", [("displaced", 1_500_000, 1_500_000)]),
        ("The death toll rose to 24.", [("killed", 24, 24)]),
        ("Two soldiers and three civilians were killed.", [("killed", 2, 2), ("killed", 3, 3)]),
        ("Five gunmen killed 3 guards.", [("militants", 5, 5), ("killed", 3, 3)]),
        ("Two thousand five hundred troops left.", [("troops", 2500, 2500)]),
        ("Half of 40 or more hostages wept.", [("hostages", 40, None)]),
        ("Four shot in Tarnow.", [("hit", 4, 4)]),
        ("Four guards were found shot dead.", [("killed", 4, 4)]),
        ("Three were shot to death.", [("killed", 3, 3)]),
        ("Two were shot, one fatally.", [("hit", 2, 2), ("killed", 1, 1)]),
        ("Gunfire kills 1, injures 3", [("killed", 1, 1), ("wounded", 3, 3)]),
        ("Anna Brandt, 36, was shot.", []),
        ("Two of the four guards died.", [("killed", 2, 2)]),
        ("He was shot 17 times.", [("times", 17, 17)]),
        ("It left four others injured at a wedding.", [("wounded", 4, 4)]),
        ("The three men wounded at least two guards.", [("people", 3, 3), ("wounded", 2, None)]),
    ],
)
def test_numbers_and_what_they_count(text: str, expected: list[tuple[str, int | None, int | None]]) -> None:
    """Registers add these up, so each bound must be what the words allow."""
    assert counted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "John Smith, 25, was there.",
        "A 30-year-old man paid $500 for 5 percent.",
        "On March 5, 2019 soldiers came.",
        "In 2014 people were killed.",
        "They met in room 12.",
        "It took 48 hours and 12 km.",
        "A soldier said so.",
    ],
)
def test_numbers_that_count_nobody(text: str) -> None:
    """Ages, money, dates, measures and labels must never enter a toll."""
    assert counted(text) == []


def test_about_is_marked() -> None:
    """An approximate number is kept as such, not as exact."""
    (count,) = find_counts("About 5,000 troops stay.", "r", 0, 24, ENGLISH)

    assert (count.low, count.approximate, count.span) == (5000, True, Span("r", 0, 11))


def test_offsets_are_those_of_the_whole_text() -> None:
    """A sentence in the middle of a report counts from the report's start."""
    text = "It was calm. Then 3 rockets fell."
    (count,) = find_counts(text, "r", 13, len(text), ENGLISH)

    assert text[count.span.start : count.span.end] == "3"


def test_harm_belongs_to_every_event_of_its_sentence_and_things_to_their_clause() -> None:
    """An attack is measured by its dead, a later purchase is not."""
    text = "The attack, which used 4 rockets, left two people dead."
    counts = find_counts(text, "r", 0, len(text), ENGLISH)
    mine = counts_for(Span("r", 4, 10), Span("r", 0, len(text)), counts, text, ENGLISH)

    assert [count.what for count in mine] == ["killed"]
