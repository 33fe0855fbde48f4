"""Totals that somebody reports are shown beside the register's own count and never added to it."""

from tests.stories.expected import Fields
from tests.stories.telling import Tell, by, origins, registered, the

TOTAL = "There have been 17 attacks on convoys so far this month, according to the analyst Tamar Orbeli."


def _report(outlet: str, *words: str, published: str | None = "2031-05-20") -> Fields:
    """Return a report of the total."""
    return by(outlet, *words, published=published)


def test_a_reported_total_is_no_incident(tell: Tell) -> None:
    """Seventeen attacks counted by an analyst are neither one attack nor seventeen."""
    read = tell(_report("Harbour Post", TOTAL))
    total = the(read.totals)
    assert (total.low, total.high) == (17, 17)
    assert ["Tamar Orbeli" in name for name in total.origins] == [True]
    assert registered(read, "ASSAULT") == []


def test_so_far_this_month_ends_with_the_day_of_publication(tell: Tell) -> None:
    """A total without its period cannot be laid beside anything."""
    period = the(tell(_report("Harbour Post", TOTAL)).totals).period
    assert period is not None
    assert period.start is not None
    assert period.end is not None
    assert (period.start.isoformat()[:10], period.end.isoformat()[:10]) == ("2031-05-01", "2031-05-21")


def test_a_total_of_last_month_keeps_its_month(tell: Tell) -> None:
    """Twelve in April set against the register's May would be a false alarm."""
    words = "The analyst Tamar Orbeli counted 12 attacks on convoys last month."
    period = the(tell(_report("Harbour Post", words)).totals).period
    assert period is not None
    assert period.start is not None
    assert period.end is not None
    assert (period.start.isoformat()[:10], period.end.isoformat()[:10]) == ("2031-04-01", "2031-05-01")


def test_a_total_in_a_report_without_a_date_has_an_open_period(tell: Tell) -> None:
    """Which month "this month" is cannot be known there, so nothing is laid beside the total."""
    total = the(tell(_report("Harbour Post", TOTAL, published=None)).totals)
    assert total.period is None or (total.period.start, total.period.end) == (None, None)
    assert total.itemised is None


def test_one_analyst_in_two_outlets_is_one_total_with_one_origin(tell: Tell) -> None:
    """Two papers that quote one compilation do not make thirty-four attacks, nor two compilers."""
    again = "So far this month there have been 17 attacks on convoys, the analyst Tamar Orbeli said."
    read = tell(_report("Harbour Post", TOTAL), _report("Hill Gazette", again))
    total = the(read.totals)
    assert len(total.report_ids) == 2
    assert len(total.origins) == 1


def test_the_register_lays_its_own_count_beside(tell: Tell) -> None:
    """Seventeen reported and one itemised: the gap is what the analyst has to explain."""
    attack = "Gunmen attacked a convoy near Mosul on 5 May 2031."
    read = tell(_report("Harbour Post", attack, TOTAL))
    total = the(read.totals)
    assert (total.low, total.itemised) == (17, 1)
    assert origins(registered(read, "ASSAULT")) == {"harbour post"}
