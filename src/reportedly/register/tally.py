"""Incidents counted by whatever is asked, and reported totals beside them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from reportedly.register.cells import CELLS
from reportedly.terms.decisions import Status
from reportedly.terms.events import HAPPENED, Realis
from reportedly.terms.families import type_family
from reportedly.terms.names import sound_key
from reportedly.terms.times import When
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedTotal:
    """A total that a source gives, beside the register's own count for the same type family and period.

    ``itemised_ids`` lie wholly in the period; ``possible_ids`` touch it but are known too coarsely. Both
    are None where the total's period is not known: then there is nothing to lay beside it.
    """

    incident_id: str
    title: str
    type: str
    what: str
    low: int | None
    high: int | None
    approximate: bool
    period: When | None
    origins: tuple[str, ...]
    report_ids: tuple[str, ...]
    itemised_ids: tuple[str, ...] | None
    possible_ids: tuple[str, ...] | None

    @property
    def itemised(self) -> int | None:
        """The register's own count, None where the total's period is not known."""
        return None if self.itemised_ids is None else len(self.itemised_ids)


def tally(views: Iterable[IncidentView], by: Sequence[str]) -> Tally:
    """Return the register's incidents counted by ``by``, names of ``CELLS`` in any order, none for one row.

    Only incidents in the register count; totals that somebody reported never do. Raises ValueError on a
    name that is not in ``CELLS`` or is given twice.
    """
    if len(set(by)) < len(by):
        raise ValueError(f"each name once, not {', '.join(by)}")
    unknown = [name for name in by if name not in CELLS]
    if unknown:
        raise ValueError(f"cannot tally by {', '.join(unknown)}; choose from {', '.join(CELLS)}")
    known = {each.id: each for each in views}
    counted = [known[each] for each in sorted(known) if known[each].in_register]
    cells: defaultdict[tuple[str, ...], list[IncidentView]] = defaultdict(list)
    for each in counted:
        for cell in product(*(dict.fromkeys(CELLS[name](each)) for name in by)):
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


def left_out(views: Iterable[IncidentView]) -> tuple[tuple[str, int], ...]:
    """Return how many incidents are not in the register, by realis; "rejected" where a person said so,
    "unattested" where nobody vouches.
    """
    outside = Counter(_outside(each) for each in views if not each.in_register)
    return tuple(sorted(outside.items()))


def _outside(view: IncidentView) -> str:
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
        origins.update(sound_key(name) for name in each.origins)
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


def reported_totals(views: Iterable[IncidentView]) -> tuple[ReportedTotal, ...]:
    """Return each total that a source reports, one row a thing counted, ordered by period, type and id.

    Beside it stands what the register itemises: incidents of the same type family within the period, and
    not known to be in another country.
    """
    known = {each.id: each for each in views}
    ordered = [known[each] for each in sorted(known)]
    counted = [each for each in ordered if each.in_register]
    totals: list[ReportedTotal] = []
    for each in ordered:
        if each.realis is Realis.AGGREGATE and each.status != Status.REJECTED:
            inside, touching = _beside(each, counted)
            totals.extend(
                ReportedTotal(
                    incident_id=each.id,
                    title=each.title,
                    type=each.type,
                    what=count.what,
                    low=count.low,
                    high=count.high,
                    approximate=count.approximate,
                    period=each.when,
                    origins=each.origins,
                    report_ids=each.report_ids,
                    itemised_ids=inside,
                    possible_ids=touching,
                )
                for count in each.counts
            )
    return tuple(sorted(totals, key=_total_order))


def _total_order(total: ReportedTotal) -> tuple[str, str, str, str]:
    """Return the order of reported totals."""
    start = total.period.start.isoformat() if total.period is not None and total.period.start else ""
    return start, total.type, total.what, total.incident_id


def _beside(
    total: IncidentView, counted: Sequence[IncidentView]
) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    """Return the incidents within a total's period, and those that may be."""
    period = total.when
    if period is None or period.start is None or period.end is None:
        return None, None
    inside: list[str] = []
    touching: list[str] = []
    for each in counted:
        when = each.when
        if type_family(each.type) != type_family(total.type) or _elsewhere(each, total) or when is None:
            continue
        starts_in = when.start is not None and period.start <= when.start < period.end
        ends_in = when.end is not None and period.start < when.end <= period.end
        if starts_in and ends_in:
            inside.append(each.id)
        elif _touches(when, period):
            touching.append(each.id)
    return tuple(inside), tuple(touching)


def _touches(when: When, period: When) -> bool:
    """Tell whether a time may lie in a closed period; a time open on both sides tells nothing."""
    if when.start is None and when.end is None:
        return False
    starts_before = when.start is None or period.end is None or when.start < period.end
    return starts_before and (when.end is None or period.start is None or when.end > period.start)


def _elsewhere(left: IncidentView, right: IncidentView) -> bool:
    """Tell whether two incidents are known to lie in different countries."""
    if left.where is None or right.where is None:
        return False
    ours, theirs = left.where.country, right.where.country
    return ours is not None and theirs is not None and ours != theirs
