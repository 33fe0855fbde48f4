"""Totals that sources report, beside what the register itemises, and what is missing between the two."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportedly.register.cells import CELLS, UNKNOWN
from reportedly.register.ranges import range_words
from reportedly.register.tally import outside
from reportedly.terms.decisions import Status
from reportedly.terms.events import Realis
from reportedly.terms.families import PEOPLE, realis_family, type_family
from reportedly.terms.times import When
from reportedly.terms.views import IncidentView

PLACES = ("country", "province", "city")
"""The cells in which an incident must agree with a total, as far as both are known."""

AHEAD = frozenset({"prospective", "generic", "aggregate"})
"""Families of realis that no total of what happened may be about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What the record has of one kind, period and place: incidents by how they stand to a total.

    ``itemised`` lie wholly in it, ``possible`` may: their time or place is known too coarsely. ``outside``
    lie in it too, and the register does not count them, by the reason.
    """

    itemised: tuple[str, ...]
    possible: tuple[str, ...]
    outside: tuple[tuple[str, tuple[str, ...]], ...]
    people: Mapping[str, int]
    """The sums over the itemised of what befell people, by their best numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedTotal:
    """A total that a source gives, beside the register's own for the same type family, period and place.

    ``itemised_ids``, ``possible_ids`` and ``outside`` are as in ``Beside``; None where the total's period is
    not known: then there is nothing to lay beside it. ``own`` is the register's own number: of what befell
    people the sum of the incidents' best numbers, of anything else the number of incidents.
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
    outside: tuple[tuple[str, tuple[str, ...]], ...] | None = None
    own: int | None = None
    place: str | None = None

    @property
    def itemised(self) -> int | None:
        """How many incidents the register itemises, None where the total's period is not known."""
        return None if self.itemised_ids is None else len(self.itemised_ids)

    @property
    def missing(self) -> tuple[int | None, int | None] | None:
        """How many of the reported number the register lacks, at least and at most (None: open); below 0
        where it has more. None where nothing can be laid beside.
        """
        if self.own is None:
            return None
        sides = (self.low, self.high)
        low, high = (None if side is None else side - self.own for side in sides)
        return low, high


def missing_words(total: ReportedTotal) -> str:
    """Return what is missing between a total and the register, in words, with where it may be found."""
    gap = total.missing
    if gap is None:
        return "nothing can be laid beside it: its period is not known"
    low, high = gap
    least, most = (low if low is not None else high), (high if high is not None else low)
    if least is None or most is None:
        told = "its number is not known"
    elif least > 0:
        of = range_words(total.low, total.high, total.approximate)
        told = f"{range_words(low, high, total.approximate)} of {of} missing here"
    elif most < 0:
        told = f"{-most:,} more here than reported"
    else:
        told = "nothing missing"
    further = [f"{len(total.possible_ids):,} more may belong to it"] if total.possible_ids else []
    further += [f"{len(ids):,} not counted ({reason})" for reason, ids in total.outside or ()]
    return f"{told}; in the record: {', '.join(further)}" if further else told


def reported_totals(views: Iterable[IncidentView]) -> tuple[ReportedTotal, ...]:
    """Return each total that a source reports, one row a thing counted, ordered by period, type and id.

    Beside it stands what the register itemises: incidents of the same type family within the period and the
    place.
    """
    known = {each.id: each for each in views}
    ordered = [known[each] for each in sorted(known)]
    families: defaultdict[str, list[IncidentView]] = defaultdict(list)
    for each in ordered:
        families[type_family(each.type)].append(each)
    totals: list[ReportedTotal] = []
    for each in ordered:
        if is_total(each):
            totals.extend(totals_of(each, beside(each, families[type_family(each.type)])))
    return tuple(sorted(totals, key=total_order))


def is_total(view: IncidentView) -> bool:
    """Tell whether an incident is a total that a source reports, and no person rejected it."""
    return view.realis is Realis.AGGREGATE and view.status != Status.REJECTED


def totals_of(view: IncidentView, held: Beside | None) -> tuple[ReportedTotal, ...]:
    """Return one incident's totals with what stands beside it; None where its period is not known."""
    return tuple(
        ReportedTotal(
            incident_id=view.id,
            title=view.title,
            type=view.type,
            what=count.what,
            low=count.low,
            high=count.high,
            approximate=count.approximate,
            period=view.when,
            origins=view.origins,
            report_ids=view.report_ids,
            itemised_ids=None if held is None else held.itemised,
            possible_ids=None if held is None else held.possible,
            outside=None if held is None else held.outside,
            own=None if held is None else _own(held, count.what),
            place=view.where.name if view.where is not None else None,
        )
        for count in view.counts
    )


def _own(held: Beside, what: str) -> int:
    """Return the register's own number of one thing."""
    return held.people.get(what, 0) if what in PEOPLE else len(held.itemised)


def people_of(views: Iterable[IncidentView]) -> Mapping[str, int]:
    """Return the sums of what befell people over incidents, by their best numbers."""
    sums: Counter[str] = Counter()
    for view in views:
        sums.update({what: number for what, number in view.best if what in PEOPLE})
    return sums


def total_order(total: ReportedTotal) -> tuple[str, str, str, str]:
    """Return the order of reported totals."""
    start = total.period.start.isoformat() if total.period is not None and total.period.start else ""
    return start, total.type, total.what, total.incident_id


def beside(total: IncidentView, views: Iterable[IncidentView]) -> Beside | None:
    """Return what of ``views``, which are of the total's type family, stands beside a total, in their order.

    None where the total's period is not known.
    """
    period = total.when
    if period is None or period.start is None or period.end is None:
        return None
    itemised: list[IncidentView] = []
    possible: list[IncidentView] = []
    left_out: defaultdict[str, list[str]] = defaultdict(list)
    for each in views:
        fits = _fits(each, total, period)
        if fits is None or each.id == total.id:
            continue
        if each.in_register:
            (itemised if fits else possible).append(each)
        elif fits and realis_family(each.realis) not in AHEAD:
            left_out[outside(each)].append(each.id)
    return Beside(
        itemised=tuple(each.id for each in itemised),
        possible=tuple(each.id for each in possible),
        outside=tuple((reason, tuple(ids)) for reason, ids in sorted(left_out.items())),
        people=people_of(itemised),
    )


def _fits(view: IncidentView, total: IncidentView, period: When) -> bool | None:
    """Tell whether an incident lies in a total's period and place; False: it may, None: it does not."""
    when = view.when
    inside = _lies_in(view, total)
    if when is None or inside is None:
        return None
    if period.start is None or period.end is None:
        return None
    starts_in = when.start is not None and period.start <= when.start < period.end
    ends_in = when.end is not None and period.start < when.end <= period.end
    if starts_in and ends_in:
        return inside
    return False if _touches(when, period) else None


def _touches(when: When, period: When) -> bool:
    """Tell whether a time may lie in a closed period; a time open on both sides tells nothing."""
    if when.start is None and when.end is None:
        return False
    starts_before = when.start is None or period.end is None or when.start < period.end
    return starts_before and (when.end is None or period.start is None or when.end > period.start)


def _lies_in(view: IncidentView, total: IncidentView) -> bool | None:
    """Tell whether an incident lies in a total's place; False: it may, since its own is known too coarsely.

    None: it does not. A total without a place is of everywhere; a country that is not known is the total's.
    """
    sure = True
    for name in PLACES:
        wanted, own = CELLS[name](total)[0], CELLS[name](view)[0]
        if wanted == UNKNOWN:
            continue
        if own == UNKNOWN:
            sure = sure and name == PLACES[0]
        elif own != wanted:
            return None
    return sure
