"""Who publishes a page that no list knows, from the furniture around its text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.texts.label import label
from reportedly.texts.masthead import agree, clean_name, fits_domain, is_initials

from .making import ENGLISH, labelled, report

HEADLINE = "Council shuts old bridge over cracked pillars"
BODY = "The council closed the old bridge on Monday after engineers had found cracks in two of its pillars."


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Riverside Courier | Columns", ""),
        ("The Riverside Courier » Opinion", ""),
        ("Riverside Courier / Bridges / Security", ""),
        ("", "© 2021 Riverside Courier Ltd. All rights reserved."),
        ("", "© Riverside Courier 2021. Letters may be shortened."),
        ("", "Words and pictures © Riverside Courier"),
        ("", "Riverside Courier © 2021 – reproduction with credit permitted"),
        ("", "Riverside Courier – All rights reserved – More bridges (next story)"),
        ("", "The Riverside Courier can also be read at these mirror addresses:"),
        ("riverside-courier.example", "© 2021 The Riverside Courier"),
        ("Riverside Courier | 4 June 2021", ""),
        ("Riverside Courier", "© 2021 Riverside Courier"),
    ],
)
def test_furniture_names_the_outlet(above: str, below: str) -> None:
    """Origins are counted by outlet, and most outlets of the world stand in no list."""
    found = label(report(f"{above}\n{HEADLINE}\n\n{BODY}\n\n{below}\n"), ENGLISH)

    assert (found.outlet, found.title, found.credits) == ("Riverside Courier", HEADLINE, ())


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Puente > English edition > Region", "Follow Puente on Telegram"),
        ("Puente > English edition > Region", "© Puente 2021"),
        ("Puente | puente.example", ""),
    ],
)
def test_a_name_that_could_be_anything_needs_a_second_place(above: str, below: str) -> None:
    """No word in it says newspaper, but two lines of the page use it as one."""
    assert label(report(f"{above}\n{HEADLINE}\n\n{BODY}\n\n{below}\n"), ENGLISH).outlet == "Puente"


@pytest.mark.parametrize(
    "text",
    [
        f"Puente > English edition > Region\n{HEADLINE}\n\n{BODY}",
        f"News / Iraq\n{HEADLINE}\n\n{BODY}",
        f"Home > World > Americas\n{HEADLINE}\n\n{BODY}\n\n© 2021 All rights reserved.",
        f"{HEADLINE}\nBy Ann Example, Staff Writer\n\n{BODY}",
        f"{HEADLINE}\n\n{BODY} The Riverside Courier said so.",
        f"{HEADLINE}\n\n{BODY}\n\nFollow us on Telegram",
        f"{HEADLINE}\n\n{BODY}\n\n(Source: Riverside Courier © Riverside Courier 2021. All rights reserved.)",
    ],
)
def test_sections_places_and_cited_papers_are_no_publishers(text: str) -> None:
    """An empty field is honest; "Opinion" as an outlet would join strangers into one origin."""
    assert label(report(text), ENGLISH).outlet is None


def test_an_outlet_after_the_author_publishes_where_nothing_else_does() -> None:
    """On a page with a masthead of its own it is a credit: syndicated columns keep their author's paper."""
    byline = f"{HEADLINE}\nBy Ann Example, Valley Review\n\n{BODY}\n"

    alone = label(report(byline), ENGLISH)
    carried = label(report(f"{byline}\n© 2021 Riverside Courier\n"), ENGLISH)

    assert (alone.outlet, alone.byline, alone.credits) == ("Valley Review", "Ann Example", ())
    assert (carried.outlet, carried.byline, carried.credits) == (
        "Riverside Courier",
        "Ann Example",
        ("Valley Review",),
    )


def test_an_agency_in_another_pages_copyright_is_credited() -> None:
    """Ten sites with one agency's copyright line are one origin, whatever the sites are called."""
    copied = f"{HEADLINE}\n\nRIVERSIDE (Valley Wire) -- {BODY}\n\nCopyright 2021 Valley Wire.\n"

    own = label(report(copied), ENGLISH)
    carried = label(report(f"Riverside Courier | News\n{copied}"), ENGLISH)
    unnamed = label(report(f"Home > World > Asia\n{copied}"), ENGLISH)

    assert (own.outlet, own.credits) == ("Valley Wire", ())
    assert (carried.outlet, carried.credits) == ("Riverside Courier", ("Valley Wire",))
    assert (unnamed.outlet, unnamed.credits) == (None, ("Valley Wire",))


def test_an_agency_without_a_list_signs_and_credits() -> None:
    """Its own initials in its own dateline credit nobody."""
    signed = label(report(f"{BODY}\n\n-- Valley Wire\n", outlet="Courier"), ENGLISH)
    own = label(report(f"RIVERSIDE (VPA) - {BODY}", outlet="Valley Press Agency"), ENGLISH)

    assert (signed.credits, signed.blocks[-1].role) == (("Valley Wire",), "notice")
    assert own.credits == ()


def test_a_headline_with_a_mark_stays_the_headline() -> None:
    """Titles use the same bar as trails do."""
    assert labelled(f"Bridges | why they crack in the rain\n\n{BODY}")[0][0] == "headline"
    assert labelled(f"Opinion | Why bridges crack in the rain\n\n{BODY}")[0][0] == "headline"


def test_an_author_alone_on_a_line_is_known_by_the_closing_note() -> None:
    """Columns often drop the "By"."""
    page = f"{HEADLINE}\nAnn Example\n4 June 2021\n\n{BODY}\n\n"

    assert label(report(f"{page}Ann Example is a columnist. The views are her own."), ENGLISH).byline == (
        "Ann Example"
    )
    assert label(report(page), ENGLISH).byline is None


def test_addresses_after_a_mirror_notice_belong_to_it() -> None:
    """They are part of what the notice says, not a menu and not text."""
    page = f"{BODY}\n\nThe Courier can also be read at these addresses:\none.example   two.example\n"

    assert [role for role, _ in labelled(page)] == ["paragraph", "notice", "notice"]


@given(st.text(max_size=80))
def test_a_cleaned_name_is_clean(words: str) -> None:
    """Cleaned again it must stay, or one outlet would get two names."""
    name = clean_name(words, ENGLISH)

    assert name is None or (name == name.strip() and clean_name(name, ENGLISH) in (name, None))


def test_names_agree_and_fit() -> None:
    """Pages shorten themselves in passing."""
    assert agree("Beacon", "Basra Beacon")
    assert not agree("Basra Beacon", "Tyne Beacon")
    assert not agree("", "Basra Beacon")
    assert fits_domain("The Valley Post", "www.valley-post.example")
    assert not fits_domain("Valley Post", "valley.example")
    assert is_initials("V.P.A.", "Valley Press Agency")
    assert not is_initials("V", "Valley")
