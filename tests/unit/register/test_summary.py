"""The summary at the end of reading."""

import pytest

from reportedly.register.stories import stories
from reportedly.register.summary import Record, copied_share, summarise
from reportedly.terms.events import Realis
from reportedly.terms.reports import Origin, Problem
from reportedly.terms.statements import Act

from .making import copied, counted, day, report, seen, statement

TEXT = "Rockets struck the depot."
WIRE, PAPER = report("Wire", TEXT), report("Paper", TEXT)


def test_a_text_and_its_reprint_are_half_copied() -> None:
    """The first print is no copy."""
    assert copied_share([WIRE, PAPER], [copied(WIRE, PAPER, TEXT)]) == pytest.approx(0.5)


def test_overlapping_copies_count_once() -> None:
    """Three sources of one sentence do not make it three times copied."""
    copies = [copied(WIRE, PAPER, TEXT), copied(WIRE, PAPER, "struck the"), copied(WIRE, PAPER, "the depot")]

    assert copied_share([PAPER], copies) == pytest.approx(1.0)


def test_no_body_text_has_no_share() -> None:
    """Nothing of nothing is not zero percent."""
    assert copied_share([], []) is None


def test_the_summary_says_what_was_read_and_what_was_not() -> None:
    """Inputs are reports and problems, and threats are not among the incidents."""
    views = (
        seen("i1", reports=(WIRE.id, PAPER.id)),
        seen("i2", realis=Realis.THREATENED),
        seen("t", realis=Realis.AGGREGATE, when=day("2020-09-01", 30), counts=(counted("attacks", 25, 25),)),
    )
    found = summarise(
        Record(
            reports=(WIRE, PAPER),
            statements=(statement(WIRE, "struck", "A"), statement(WIRE, "depot", "B", act=Act.DENY)),
            copies=(copied(WIRE, PAPER, TEXT),),
            views=views,
            stories=stories([WIRE, PAPER], [], views),
            problems=(Problem(kind="empty", origin=Origin(uri="file:x"), stage="reports", detail="…"),),
        )
    )

    assert (found.reports, found.stories, found.statements) == (2, 1, 2)
    assert found.acts == (("assert", 1), ("deny", 1))
    assert (found.incidents, found.incident_reports, found.incident_origins) == (1, 2, 1)
    assert found.outside == (("aggregate", 1), ("threatened", 1))
    assert [total.low for total in found.totals] == [25]
    assert found.problems == (("empty", 1),)
