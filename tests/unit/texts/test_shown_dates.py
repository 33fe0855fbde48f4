"""The day that a page shows beside its headline, in any language."""

import pytest

from reportedly.reports.html import Served, read_page
from reportedly.reports.kinds import Limits
from reportedly.terms.reports import Arrival, Origin
from reportedly.texts.label import label

from .making import ENGLISH

GERMAN = (
    "Die Fähre zwischen den Ufern stellte am Freitag den Betrieb ein, weil ein Sturm den Steg beschädigte."
)
ENGLISH_WORDS = "The ferry between the two banks was halted on Friday because the storm had damaged the pier."


@pytest.mark.parametrize(
    ("line", "body", "day"),
    [
        ("Von Anna Beispiel publiziert am 25. September 2018", GERMAN, "2018-09-25"),
        ("Текст: Анна Примерова · 24 сентября 2018", ENGLISH_WORDS, "2018-09-24"),
        ("5 de octubre de 2018", ENGLISH_WORDS, "2018-10-05"),
        ("기사입력 :[ 2018-08-25 15:24 ]", ENGLISH_WORDS, "2018-08-25"),
        ("2018年8月25日", ENGLISH_WORDS, "2018-08-25"),
        ("05/10/2018 - Hafen", GERMAN, "2018-10-05"),
        ("05/10/2018 - Harbour", ENGLISH_WORDS, None),
        ("Harbour news", ENGLISH_WORDS, None),
    ],
)
def test_a_day_beside_the_headline_dates_a_page_that_says_no_other(
    line: str, body: str, day: str | None
) -> None:
    """Without a date no "Friday" can be placed; a guess between May and October places it wrong."""
    raw = f"<html><body><h1>Die Fähre</h1><div>{line}</div><p>{body}</p></body></html>".encode()
    (found,) = read_page(raw, Origin(uri="page.html"), Limits(), Served())
    assert isinstance(found, Arrival)

    published = label(found.report, ENGLISH).published

    assert (published.start.date().isoformat() if published and published.start else None) == day
