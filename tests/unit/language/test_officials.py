"""Who speaks for a state, an authority or a hospital."""

import pytest

from reportedly.language.officials import load_officials
from reportedly.terms.names import fold_name

OFFICIALS = load_officials("en")


@pytest.mark.parametrize(
    "name",
    [
        "Harbour police",
        "Ministry of Health",
        "hospital director",
        "the Governor of Anbar",
        "Army",
        "two officials",
    ],
)
def test_authorities_and_hospitals_are_official(name: str) -> None:
    """Their number is the one that the register takes."""
    assert OFFICIALS.speaks(name)


@pytest.mark.parametrize(
    "name",
    [
        "Ada Marsh",
        "",
        "a former minister",
        "the police union",
        "Ministry Times",
        "opposition officials",
        "armyworm",
    ],
)
def test_nobody_else_is(name: str) -> None:
    """A word of an office in the name of a paper, a union or of somebody who left it speaks for nobody."""
    assert not OFFICIALS.speaks(name)


@pytest.mark.parametrize(
    ("before", "behind", "official"),
    [
        ("It was over by noon. Fire chief ", " said.", True),
        ("said the police spokesman ", ".", True),
        ("said ", ", the provincial health director of the government, on Monday", True),
        ("Police told ", " that they saw nothing.", False),
        ("said ", ", who had called the police, on Monday", False),
        ("said ", ", the head of the teachers' union, after the police left", False),
        ("The police. Novelist ", " said so.", False),
    ],
)
def test_an_office_is_told_right_beside_a_name(before: str, behind: str, official: bool) -> None:
    """The office of somebody else in the same sentence is not this person's."""
    assert OFFICIALS.introduces(before, behind) is official


def test_the_words_are_folded() -> None:
    """A word with a capital or a hyphen in the table would never be met."""
    assert all(
        fold_name(each) == each for each in OFFICIALS.official | OFFICIALS.unofficial | OFFICIALS.ranks
    )
