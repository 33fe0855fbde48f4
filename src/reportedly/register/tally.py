"""Incidents counted by whatever is asked."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from reportedly.register.cells import CELLS, by_ear, kin
from reportedly.terms.decisions import Status
from reportedly.terms.events import HAPPENED
from reportedly.terms.views import IncidentView


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One cell: its values in the order asked, the distinct incidents, reports and origins, and their ids."""

    cell: tuple[str, ...]
    incidents: int
    reports: int
    origins: int
    incident_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Rows ordered by cell, and totals over distinct incidents, reports and origins.

    An incident with two targets stands in two rows and once in the totals. ``left_out`` says how many
    incidents of each realis are not in the register, so that nothing vanishes unseen.
    """

    by: tuple[str, ...]
    rows: tuple[Row, ...]
    incidents: int
    reports: int
    origins: int
    left_out: tuple[tuple[str, int], ...]
    more: int = 0
    """Rows beyond those laid out."""


def tally(views: Iterable[IncidentView], by: Sequence[str]) -> Tally:
    """Return the register's incidents counted by ``by``, names of ``CELLS`` in any order, none for one row.

    Only incidents in the register count; totals that somebody reported never do. Origins that are one by ear
    ("Police", "police") make one row, called by the commonest spelling of those counted. Raises ValueError
    on a name that is not in ``CELLS`` or is given twice.
    """
    if len(set(by)) < len(by):
        raise ValueError(f"each name once, not {', '.join(by)}")
    unknown = [name for name in by if name not in CELLS]
    if unknown:
        raise ValueError(f"cannot tally by {', '.join(unknown)}; choose from {', '.join(CELLS)}")
    known = {each.id: each for each in views}
    counted = [known[each] for each in sorted(known) if known[each].in_register]
    called = {name: _called(name, counted) for name in by}
    cells: defaultdict[tuple[str, ...], list[IncidentView]] = defaultdict(list)
    for each in counted:
        own = [dict.fromkeys(called[name][kin(name, value)] for value in CELLS[name](each)) for name in by]
        for cell in product(*own):
            cells[cell].append(each)
    _, reports, origins = measure(counted)
    return Tally(
        by=tuple(by),
        rows=tuple(_row(cell, cells[cell]) for cell in sorted(cells)),
        incidents=len(counted),
        reports=reports,
        origins=origins,
        left_out=left_out(known.values()),
    )


def _called(name: str, views: Iterable[IncidentView]) -> dict[str, str]:
    """Return how the rows of a cell are called, by what makes one: the commonest spelling, then the first."""
    times = Counter(value for each in views for value in dict.fromkeys(CELLS[name](each)))
    called: dict[str, str] = {}
    for value in sorted(times, key=lambda one: (-times[one], one)):
        called.setdefault(kin(name, value), value)
    return called


def left_out(views: Iterable[IncidentView]) -> tuple[tuple[str, int], ...]:
    """Return how many incidents are not in the register, by realis; "rejected" where a person said so,
    "unattested" where nobody vouches.
    """
    return tuple(sorted(Counter(outside(each) for each in views if not each.in_register).items()))


def outside(view: IncidentView) -> str:
    """Return why an incident is not in the register."""
    if view.status == Status.REJECTED:
        return view.status
    return "unattested" if view.realis in HAPPENED else view.realis.value


def measure(views: Iterable[IncidentView]) -> tuple[int, int, int]:
    """Return how many distinct incidents, reports and origins stand in ``views``."""
    incidents: set[str] = set()
    reports: set[str] = set()
    origins: set[str] = set()
    for each in views:
        incidents.add(each.id)
        reports.update(each.report_ids)
        origins.update(by_ear(name) for name in each.origins)
    return len(incidents), len(reports), len(origins)


def weight_words(reports: int, origins: int) -> str:
    """Return what stands behind a number, in words: "12 reports, 3 origins"."""
    return (
        f"{reports} {'report' if reports == 1 else 'reports'}, "
        f"{origins} {'origin' if origins == 1 else 'origins'}"
    )


def _row(cell: tuple[str, ...], views: Sequence[IncidentView]) -> Row:
    """Return one row."""
    incidents, reports, origins = measure(views)
    ids = tuple(each.id for each in views)
    return Row(cell=cell, incidents=incidents, reports=reports, origins=origins, incident_ids=ids)
