"""Incidents laid out by period, those known less finely apart."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from reportedly.register.cells import CELLS
from reportedly.terms.views import IncidentView

GRAINS = ("day", "week", "month", "year")
MOST = 130
"""Columns in one timeline; the latest are kept."""

_FINE = re.compile(r"\d{4}(-\d\d(-\d\d)?|-W\d\d)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Periods:
    """``fine`` gives incident ids by period and ``names`` every period from the first to the last of them;
    ``coarse`` holds (what is known of the time, incidents); ``earlier`` counts incidents before ``names``."""

    grain: str
    names: tuple[str, ...]
    fine: Mapping[str, tuple[str, ...]]
    coarse: tuple[tuple[str, int], ...]
    earlier: int


def split_periods(views: Iterable[IncidentView], grain: str) -> Periods:
    """Return incidents by period: of this grain, or, where it is none of ``GRAINS``, the finest that fits."""
    given = list(views)
    grain = grain if grain in GRAINS else _fitting(given)
    fine: defaultdict[str, list[str]] = defaultdict(list)
    coarse: defaultdict[str, int] = defaultdict(int)
    for view in given:
        (name,) = CELLS[grain](view)
        if _FINE.fullmatch(name):
            fine[name].append(view.id)
        else:
            coarse[name] += 1
    names = _between(min(fine), max(fine), grain) if fine else ()
    kept = names[-MOST:]
    earlier = sum(len(ids) for name, ids in fine.items() if kept and name < kept[0])
    return Periods(
        grain=grain,
        names=kept,
        fine={name: tuple(fine[name]) for name in kept if name in fine},
        coarse=tuple(sorted(coarse.items(), key=lambda each: (each[0] == "", each[0]))),
        earlier=earlier,
    )


def _fitting(views: Iterable[IncidentView]) -> str:
    """Return the finest grain of which the known times need at most 62 columns."""
    days = sorted(
        view.when.start.date()
        for view in views
        if view.when is not None and view.when.start is not None and view.when.end is not None
    )
    if not days:
        return "month"
    length = (days[-1] - days[0]).days
    return "day" if length <= 62 else "month" if length <= 62 * 30 else "year"


def _between(first: str, last: str, grain: str) -> tuple[str, ...]:
    """Return the periods from the first to the last, at most ``MOST`` before the last."""
    if grain == "year":
        return tuple(f"{year:04d}" for year in range(max(int(first), int(last) - MOST), int(last) + 1))
    if grain == "month":
        low, high = (int(each[:4]) * 12 + int(each[5:]) - 1 for each in (first, last))
        return tuple(f"{m // 12:04d}-{m % 12 + 1:02d}" for m in range(max(low, high - MOST), high + 1))
    step = 7 if grain == "week" else 1
    low_day, high_day = (_day(each) for each in (first, last))
    count = min(MOST, (high_day - low_day).days // step)
    days = (high_day - timedelta(days=step * back) for back in range(count, -1, -1))
    return tuple(_name(day, grain) for day in days)


def _day(name: str) -> date:
    """Return the first day of a day or week."""
    if "W" in name:
        return date.fromisocalendar(int(name[:4]), int(name[6:]), 1)
    return date.fromisoformat(name)


def _name(day: date, grain: str) -> str:
    """Return the name of the day or week."""
    if grain == "day":
        return day.isoformat()
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"
