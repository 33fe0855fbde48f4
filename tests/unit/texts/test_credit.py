"""Who published, who wrote, when, and whose work it is, from the page's own lines."""

from dataclasses import replace

import pytest

from reportedly.terms.reports import Report
from reportedly.terms.times import Basis
from reportedly.texts.label import label

from .making import ENGLISH, report

BODY = "The council closed the old bridge on Monday after engineers had found cracks in two of its pillars."


def credit(text: str, **given: str) -> Report:
    """Return the labelled report of a text."""
    return label(report(text, **given), ENGLISH)


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        (f"reuters.com\n\nBridge closes\n\n{BODY}", "Reuters"),
        (f"riverside-courier.example\n\nBridge closes\n\n{BODY}", "riverside-courier.example"),
        (
            f"Bridge closes\n\n{BODY}\n\nCopyright 2021 The Riverside Courier. All rights reserved.",
            "Riverside Courier",
        ),
        (f"Bridge closes\n\n{BODY}\n\n© 2021 The New York Times Company", "New York Times"),
        (
            f"Bridge closes\n\n{BODY}\n\nThe Courier’s website can also be reached at these addresses:",
            "Courier",
        ),
        (f"Bridge closes\n\n{BODY}\n\n— Dawn", "Dawn"),
        (f"Bridge closes\n\n{BODY}\n\nSource: Al Jazeera", "Al Jazeera"),
        (f"Bridge closes\n\n{BODY}\n\ntwitter.com", None),
        (f"Bridge closes\n\n{BODY} The New York Times said so.", None),
        (f"RIVERSIDE (Reuters) - {BODY}", None),
    ],
)
def test_the_outlet_is_who_publishes_the_page(text: str, outlet: str | None) -> None:
    """Origins are counted by outlet: a cited paper or a credited agency is not the publisher."""
    assert credit(text).outlet == outlet


def test_an_address_tells_the_outlet_where_its_domain_is_known() -> None:
    """A record often gives nothing but its link."""
    assert credit(BODY, url="https://www.bbc.co.uk/news/1").outlet == "BBC"
    assert credit(BODY, url="https://unknown.example/1").outlet is None


@pytest.mark.parametrize(
    ("text", "credits"),
    [
        (f"RIVERSIDE (AP/AFP) - {BODY}", ("Associated Press", "Agence France-Presse")),
        (f"RIVERSIDE (Dispatches) -- {BODY}", ()),
        (f"Bridge closes\n\nBy Ann Example, Associated Press\n\n{BODY}", ("Associated Press",)),
        (f"{BODY}\n\nCopyright 2021 The Associated Press. All rights reserved.", ("Associated Press",)),
        (f"{BODY}\n\nThe Associated Press contributed to this report.", ("Associated Press",)),
        (f"{BODY} (Reuters)", ("Reuters",)),
        (f"{BODY}\n\nSource: Xinhua", ("Xinhua",)),
    ],
)
def test_credits_name_whose_work_is_carried(text: str, credits: tuple[str, ...]) -> None:
    """Ten papers with one agency's bracket are one origin."""
    found = credit(text)

    assert (found.credits, found.outlet) == (credits, None)


def test_a_publisher_is_not_its_own_credit() -> None:
    """Otherwise the chain would pass through the same outlet twice."""
    assert credit(f"reuters.com\n\nBridge closes\n\nRIVERSIDE (Reuters) - {BODY}").credits == ()


def test_a_page_gives_title_byline_and_date_with_its_words() -> None:
    """The date can be opened like everything else."""
    text = f"Bridge closes\nBy Ann Example | 4 June 2021\n\n{BODY}"

    found = credit(text)

    assert (found.title, found.byline) == ("Bridge closes", "Ann Example")
    assert found.published is not None
    assert found.published.span is not None
    assert found.published.basis is Basis.STATED
    assert text[found.published.span.start : found.published.span.end] == "4 June 2021"


def test_a_date_in_a_sentence_is_not_the_publication_date() -> None:
    """Taken for it, every "Sunday" of the report would resolve to the wrong week."""
    assert credit(f"Bridge closes\n\nThe bridge opened on 4 June 1921. {BODY}").published is None


def test_what_the_input_gave_stays() -> None:
    """The person who made the record knows better than the page's leftovers."""
    given = replace(
        report(f"reuters.com\n\nBridge closes\nBy Ann Example\n\n{BODY}"), outlet="X", title="T", byline="B"
    )

    found = label(given, ENGLISH)

    assert (found.outlet, found.title, found.byline) == ("X", "T", "B")
    assert found.text == given.text
