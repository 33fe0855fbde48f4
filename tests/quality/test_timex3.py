"""Times as TIMEX3 writes them: what corpora and annotation tools exchange."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.language.language import load_language
from tests.quality.timex3 import timexes
from tests.unit.events.making import PUBLISHED

ENGLISH = load_language("en")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It fell on Monday.", [("DATE", "2031-05-12")]),
        ("It fell on Monday night.", [("TIME", "2031-05-12TNI")]),
        ("It fell at 9:30 a.m. on Monday.", [("TIME", "2031-05-12T09:30")]),
        ("It fell last week.", [("DATE", "2031-W19")]),
        ("It rose in the second quarter of 2030.", [("DATE", "2030-Q2")]),
        ("It rose in the first half of 2030.", [("DATE", "2030-H1")]),
        ("It rose in the summer of 2030.", [("DATE", "2030-SU")]),
        ("It rose in the 1990s.", [("DATE", "199")]),
        ("It lasted three weeks.", [("DURATION", "P3W")]),
        ("It lasted several hours.", [("DURATION", "PTXH")]),
        ("It lasted half an hour.", [("DURATION", "PT30M")]),
        ("It lasted two and a half years.", [("DURATION", "P2.5Y")]),
        ("It rose over the past two years.", [("DURATION", "P2Y")]),
        ("A 25-year-old clerk came.", [("DURATION", "P25Y")]),
        ("It came two days after the storm.", [("DURATION", "P2D")]),
        ("It is held every Tuesday.", [("SET", "XXXX-WXX-2")]),
        ("It is a weekly paper.", [("SET", "P1W")]),
        ("It is now open.", [("DATE", "PRESENT_REF")]),
        ("It was recently open.", [("DATE", "PAST_REF")]),
        ("It will soon open.", [("DATE", "FUTURE_REF")]),
        ("It ran from 2003 to 2007.", [("DATE", "2003"), ("DATE", "2007")]),
        ("It has run since 2003.", [("DATE", "2003")]),
        ("He left more than ten years ago.", [("DATE", "2021")]),
        ("It is closed until Thursday.", [("DATE", "2031-05-15")]),
    ],
)
def test_a_time_has_the_value_that_annotators_give_it(text: str, expected: list[tuple[str, str]]) -> None:
    """Figures against other tools mean something only where the same things are written alike."""
    assert [(each.type, each.value) for each in timexes(text, PUBLISHED, ENGLISH)] == expected


@given(
    st.text(st.sampled_from("0123456789 :/-'’.,MonMayagoweekdhursfp\n"), max_size=80) | st.text(max_size=40)
)
def test_no_text_stops_it_and_every_value_opens_at_words(text: str) -> None:
    """Values are made for whatever is found, and what is found stands in the text."""
    for each in timexes(text, PUBLISHED, ENGLISH):
        assert text[each.start : each.end].strip()
        assert each.value
