"""Captions are told by the box they stand in, whether or not their class says so."""

import pytest

from reportedly.terms.spans import Role
from tests.unit.reports.making import read, reports, words_of

LONG = (
    "The ferry between Riverton and Northbank was halted on Friday after the storm, the harbour master said."
)
OPEN = "The ferry at its pier in Riverton"
CLOSED = "The ferry lay at its pier in Riverton on Friday."


@pytest.mark.parametrize(
    ("box", "words"),
    [
        (f"<figure><img src=a><figcaption>{CLOSED}</figcaption></figure>", CLOSED),
        (f"<figure><img src=a><div>{CLOSED}</div></figure>", CLOSED),
        (f'<div class="wp-caption"><img src=a><p class="wp-caption-text">{CLOSED}</p></div>', CLOSED),
        (f'<div class="image top"><img src=a><p>{CLOSED}</p></div>', CLOSED),
        (f"<div><div><img src=a></div><span>{OPEN}</span></div>", OPEN),
        (f"<img src=a><center>{OPEN}</center>", OPEN),
    ],
)
def test_the_words_beside_a_picture_are_its_caption(box: str, words: str) -> None:
    """A caption read as text tells things that the report does not say, and where it does not say them."""
    report = reports(
        read(f"<html><body><h1>Ferry</h1><p>{LONG}</p>{box}<p>{LONG} Again.</p></body></html>".encode())
    )[0]

    assert words_of(report, Role.CAPTION) == [words]


@pytest.mark.parametrize(
    "box",
    [
        f"<div><img src=a><p>{CLOSED}</p></div>",
        f"<p><img src=a>{LONG}</p>",
        f'<div><img src=a width="16"><p>{OPEN}</p></div>',
        f"<div><p>{OPEN}</p><img src=a></div>",
    ],
)
def test_a_paragraph_that_stands_beside_a_picture_stays_one(box: str) -> None:
    """A sentence of the report taken for a caption would never be read for what it says."""
    report = reports(
        read(f"<html><body><h1>Ferry</h1><p>{LONG}</p>{box}<p>{LONG} Again.</p></body></html>".encode())
    )[0]

    assert words_of(report, Role.CAPTION) == []
