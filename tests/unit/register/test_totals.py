"""Reported totals beside the register, and what is missing."""

from dataclasses import replace

from reportedly.register.tally import tally
from reportedly.register.totals import missing_words, reported_totals
from reportedly.terms.events import Realis
from reportedly.terms.places import Precision, Where
from reportedly.terms.spans import Span
from reportedly.terms.times import Grain
from reportedly.terms.views import IncidentView

from .making import counted, day, seen

SEPTEMBER = day("2020-09-01", 30, Grain.MONTH)


def test_reported_totals_stand_beside_the_registers_own_count() -> None:
    """Twenty-five reported and two itemised: the gap is what an analyst looks for."""
    views = [
        seen("total", realis=Realis.AGGREGATE, when=SEPTEMBER, counts=(counted("attacks", 25, 25),)),
        seen("in-1", when=day("2020-09-03")),
        seen("in-2", when=day("2020-09-30")),
        seen("year", when=day("2020-01-01", 366, Grain.YEAR)),
        seen("before", when=day("2020-08-31")),
        seen("other", kind="PROTEST", when=day("2020-09-05")),
        seen("threat", realis=Realis.THREATENED, when=day("2020-09-05")),
    ]

    (total,) = reported_totals(views)

    assert (total.what, total.low, total.high, total.origins) == ("attacks", 25, 25, ("Police",))
    assert total.itemised_ids == ("in-1", "in-2")
    assert total.possible_ids == ("year",)
    assert tally(views, []).incidents == 5


def test_a_total_of_an_unknown_period_has_nothing_beside_it() -> None:
    """ "So far this month" in an undated report cannot be compared, and none is not zero."""
    (total,) = reported_totals(
        [seen("total", realis=Realis.AGGREGATE, counts=(counted("attacks", 25, 25),)), seen("i1")]
    )

    assert (total.itemised, total.itemised_ids) == (None, None)


def at(view: IncidentView, name: str, precision: Precision, province: str | None = None) -> IncidentView:
    """The incident at a place in Iraq."""
    where = Where(
        name=name,
        span=Span("r1", 0, 1),
        place_id=None,
        country="IQ",
        longitude_deg=None,
        latitude_deg=None,
        radius_m=None,
        precision=precision,
        province=province,
    )
    return replace(view, where=where)


def test_what_is_missing_is_named() -> None:
    """How many are missing, and where they may be: known too coarsely, or not counted and why."""
    (total,) = reported_totals(
        [
            seen("total", realis=Realis.AGGREGATE, when=SEPTEMBER, counts=(counted("attacks", 25, 25),)),
            seen("in-1", when=day("2020-09-03")),
            seen("year", when=day("2020-01-01", 366, Grain.YEAR)),
            seen("said", realis=Realis.ALLEGED, when=day("2020-09-07")),
            seen("threat", realis=Realis.THREATENED, when=day("2020-09-05")),
        ]
    )

    assert (total.own, total.missing, total.possible_ids) == (1, (24, 24), ("year",))
    assert total.outside == (("alleged", ("said",)),)
    assert (
        missing_words(total)
        == "24 of 25 missing here; in the record: 1 more may belong to it, 1 not counted (alleged)"
    )


def test_people_are_summed_and_attacks_counted() -> None:
    """Twelve dead in two attacks are twelve, not two; a best number that is not known adds nothing."""
    total = seen("total", realis=Realis.AGGREGATE, when=SEPTEMBER, counts=(counted("killed", 15, None),))
    one = replace(seen("in-1", when=day("2020-09-03")), best=(("killed", 8),))
    other = replace(seen("in-2", when=day("2020-09-04")), best=(("killed", 4), ("wounded", 9)))
    (found,) = reported_totals([total, one, other, seen("in-3", when=day("2020-09-05"))])

    assert (found.own, found.itemised, found.missing) == (12, 3, (3, None))
    assert missing_words(found) == "at least 3 of at least 15 missing here"


def test_a_total_of_a_town_is_no_total_of_the_country() -> None:
    """What lies in another town stands not beside it; what is known as the country alone may belong to it."""
    total = at(
        seen("total", realis=Realis.AGGREGATE, when=SEPTEMBER, counts=(counted("attacks", 2, 2),)),
        "Basra",
        Precision.CITY,
        "Basra Province",
    )
    here = at(seen("here", when=day("2020-09-03")), "Basra", Precision.CITY, "Basra Province")
    there = at(seen("there", when=day("2020-09-03")), "Mosul", Precision.CITY, "Nineveh")
    vague = at(seen("vague", when=day("2020-09-03")), "Iraq", Precision.COUNTRY)
    (found,) = reported_totals([total, here, there, vague])

    assert (found.itemised_ids, found.possible_ids) == (("here",), ("vague",))


def test_more_here_than_reported_is_said() -> None:
    """A register that has more than a source counted may hold one happening twice."""
    total = seen("total", realis=Realis.AGGREGATE, when=SEPTEMBER, counts=(counted("attacks", 1, 1),))
    (found,) = reported_totals([total, *(seen(f"in-{n}", when=day("2020-09-03")) for n in range(3))])

    assert missing_words(found) == "2 more here than reported"
