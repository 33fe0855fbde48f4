"""Tallies: each number with the reports and the origins behind it, totals never counted as incidents."""

import pytest

from reportedly.register.choosing import Choice, why_not
from reportedly.register.tally import tally, weight_words
from reportedly.terms.events import Realis
from reportedly.terms.times import Basis, Grain, When

from .making import day, seen

SEPTEMBER = day("2020-09-01", 30, Grain.MONTH)


def test_a_row_counts_incidents_reports_and_origins() -> None:
    """Twelve reports of one origin are not twelve confirmations."""
    views = [
        seen("i1", when=day("2020-09-03"), reports=("r1", "r2"), origins=("Police",)),
        seen("i2", when=day("2020-09-09"), reports=("r2", "r3"), origins=("police",)),
        seen("i3", when=day("2020-08-30"), reports=("r4",), origins=("Hospital", "Police")),
    ]

    found = tally(views, ["month"])

    assert [(row.cell, row.incidents, row.reports, row.origins) for row in found.rows] == [
        (("2020-08",), 1, 1, 2),
        (("2020-09",), 2, 3, 1),
    ]
    assert (found.incidents, found.reports, found.origins) == (3, 4, 2)
    assert found.rows[1].incident_ids == ("i1", "i2")


def test_what_did_not_happen_is_left_out_and_said() -> None:
    """A threat is no attack, and nothing vanishes without being counted somewhere."""
    views = [
        seen("i1"),
        seen("i2", realis=Realis.THREATENED),
        seen("i3", realis=Realis.AGGREGATE),
        seen("i4", realis=Realis.THREATENED),
    ]

    found = tally(views, [])

    assert (found.incidents, found.left_out) == (1, (("aggregate", 1), ("threatened", 2)))


def test_an_incident_with_two_targets_stands_in_two_rows_and_once_in_the_total() -> None:
    """Cells open into incidents; totals do not count one twice."""
    found = tally([seen("i1", targets=("convoy", "depot"))], ["target", "type"])

    assert [row.cell for row in found.rows] == [("convoy", "ASSAULT"), ("depot", "ASSAULT")]
    assert found.incidents == 1


@pytest.mark.parametrize(
    ("by", "when", "cell"),
    [
        ("day", day("2020-09-03"), "2020-09-03"),
        ("week", day("2020-09-03"), "2020-W36"),
        ("month", day("2020-01-01", 366, Grain.YEAR), "2020-XX"),
        ("month", day("2020-08-31", 2), "2020-08/2020-09"),
        ("day", SEPTEMBER, "2020-09-XX"),
        ("day", day("2020-09-01", 26), "2020-09-01/2020-09-26"),
        ("year", SEPTEMBER, "2020"),
        ("month", None, ""),
    ],
)
def test_a_time_too_coarse_for_the_cell_keeps_what_is_known(by: str, when: When | None, cell: str) -> None:
    """A year is not January, and an undated incident is not today's."""
    assert tally([seen("i1", when=when)], [by]).rows[0].cell == (cell,)


def test_an_open_time_keeps_its_known_side() -> None:
    """ "Since 5 January" is not a month."""
    since = When(start=day("2020-01-05").start, end=None, grain=Grain.DAY, basis=Basis.STATED, span=None)

    assert tally([seen("i1", when=since)], ["month"]).rows[0].cell == ("2020-01/..",)


def test_tallying_by_something_unknown_says_what_there_is() -> None:
    """A slip in a command must name the choices."""
    with pytest.raises(ValueError, match="cannot tally by mood; choose from day"):
        tally([], ["mood"])


def test_numbers_are_shown_with_reports_and_origins() -> None:
    """The one form in which a weight is written."""
    assert weight_words(12, 3) == "12 reports, 3 origins"
    assert weight_words(1, 1) == "1 report, 1 origin"


def test_spellings_of_one_origin_are_one_row_by_the_commonest() -> None:
    """Counts take "Police" and "police" for one origin, and so must the rows."""
    views = [
        seen("i1", origins=("police",)),
        seen("i2", origins=("Police",)),
        seen("i3", origins=("Police", "Veeduria Norte")),
        seen("i4", origins=("Veeduría Norte",)),
        seen("i5", origins=()),
    ]

    rows = {row.cell[0]: (row.incidents, row.origins) for row in tally(views, ["origin"]).rows}

    assert rows == {"Police": (3, 2), "Veeduria Norte": (2, 2), "": (1, 0)}, "of equals the first in order"
    assert tally(views, ["origin"]).origins == 2


def test_a_cell_of_an_origin_is_opened_by_any_spelling() -> None:
    """The row is called by one spelling; what stands under another belongs to it."""
    choice = Choice(cells=(("origin", "POLICE"),))

    assert why_not(seen("i1", origins=("police",)), choice) is None
    assert why_not(seen("i2", origins=("army",)), choice) == "another origin"
