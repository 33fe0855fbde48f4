"""Reported totals beside the register, from the columns: only what stands beside a total is looked at."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reportedly.register.cells import UNKNOWN
from reportedly.register.choosing import ANY, Choice
from reportedly.register.rolled import END, EVER, NEVER, OUTSIDE, START, Codes
from reportedly.register.tally import Tally
from reportedly.register.totals import (
    AHEAD,
    PLACES,
    Beside,
    ReportedTotal,
    people_of,
    total_order,
    totals_of,
)
from reportedly.run.columns import Held, Mask, passing_of
from reportedly.run.rollups import tally_of_held
from reportedly.store.incidents import incidents
from reportedly.store.record import Record, reading
from reportedly.terms.decisions import Status
from reportedly.terms.events import Realis
from reportedly.terms.families import PEOPLE, realis_family, type_family
from reportedly.terms.views import IncidentView

Connection = Any
"""The store's connection; only the store knows what it is."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Reported totals in the order of ``reported_totals``; so many earlier incidents report others."""

    shown: tuple[ReportedTotal, ...]
    earlier: int


def rolled_totals(record: Record, choice: Choice | None = None, *, most: int | None = None) -> Totals:
    """Return what ``totals_on`` does, of a record; without a ``choice`` all of it."""
    with reading(record) as connection:
        return totals_on(connection, Held(connection), choice or Choice(), most)


def tally_and_totals(
    record: Record,
    by: Sequence[str],
    choice: Choice,
    *,
    most: tuple[int | None, int | None] = (None, None),
    ids: bool = True,
) -> tuple[Tally, Totals]:
    """Return what ``rolled_tally`` and ``rolled_totals`` do, of columns that are read once.

    ``most`` are the rows, and the incidents with a reported total, that are laid out.
    """
    with reading(record) as connection:
        held = Held(connection)
        counts = tally_of_held(held, by, choice, most=most[0], ids=ids)
        return counts, totals_on(connection, held, choice, most[1])


def totals_on(connection: Connection, held: Held, choice: Choice, most: int | None = None) -> Totals:
    """Return the totals of the latest incidents that report one and pass, of at most ``most`` incidents.

    They are those of ``register.totals.reported_totals``: the choice's realis is not asked of them, and
    what stands beside them is of the whole register.
    """
    aggregate = np.equal(held.single("realis"), held.code("realis", Realis.AGGREGATE.value))
    rejected = np.equal(held.single("status"), held.code("status", Status.REJECTED.value))
    passing = passing_of(held, replace(choice, realis=ANY))
    slots = np.flatnonzero(held.live & passing & aggregate & ~rejected)
    if not len(slots):
        return Totals((), 0)
    at = _laid(held)
    latest = slots[np.argsort(at.start[slots], kind="stable")][::-1][:most]
    home = held.ids(latest)
    views = {view.id: view for view in incidents(connection, home.values())}
    totals: list[ReportedTotal] = []
    for slot in latest.tolist():
        view = views[home[slot]]
        totals.extend(totals_of(view, _beside(connection, at, view, slot)))
    return Totals(tuple(sorted(totals, key=total_order)), len(slots) - len(latest))


def totals_of_view(connection: Connection, view: IncidentView) -> tuple[ReportedTotal, ...]:
    """Return the totals that one incident reports, with what stands beside each."""
    held = Held(connection)
    (slot,) = np.flatnonzero(held.named([view.id]) & held.live).tolist()
    return totals_of(view, _beside(connection, _laid(held), view, slot))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Laid:
    """What decides whether an incident stands beside a total, by slot.

    ``family`` numbers families of types; ``unknown`` is each place column's code of what is not known.
    ``counted`` is the code of ``outside`` for what the register counts; ``happened`` tells whether a total
    may be about it at all.
    """

    held: Held
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    family: Codes
    outside: Codes
    reasons: tuple[str, ...]
    counted: int
    happened: Mask
    places: tuple[Codes, ...]
    unknown: tuple[int, ...]


def _laid(held: Held) -> _Laid:
    """Return the columns that totals need."""
    families = [type_family(each) for each in held.terms("type")]
    numbers = {each: at for at, each in enumerate(sorted(set(families)))}
    told = [realis_family(Realis(each)) not in AHEAD for each in held.terms("realis")]
    return _Laid(
        held=held,
        start=held.moments(START),
        end=held.moments(END),
        family=np.array([numbers[each] for each in families], np.int32)[held.single("type")],
        outside=held.single(OUTSIDE),
        reasons=held.terms(OUTSIDE),
        counted=held.code(OUTSIDE, ""),
        happened=np.array(told, bool)[held.single("realis")],
        places=tuple(held.single(name) for name in PLACES),
        unknown=tuple(held.code(name, UNKNOWN) for name in PLACES),
    )


def _beside(connection: Connection, at: _Laid, view: IncidentView, slot: int) -> Beside | None:
    """Return what stands beside a total, as ``register.totals.beside`` finds it."""
    first, last = at.start[slot], at.end[slot]
    if first == NEVER or last == EVER:
        return None
    near = at.held.live & (at.family == at.family[slot])
    near[slot] = False
    slots = np.flatnonzero(near)
    start, end = at.start[slots], at.end[slots]
    starts_in = (start != NEVER) & (first <= start) & (start < last)
    ends_in = (end != EVER) & (first < end) & (end <= last)
    known = (start != NEVER) | (end != EVER)
    touches = known & (start < last) & (end > first)
    sure, there = starts_in & ends_in, np.ones(len(slots), bool)
    for number, (codes, unknown) in enumerate(zip(at.places, at.unknown, strict=True)):
        if codes[slot] == unknown:
            continue
        own = codes[slots]
        there &= (own == unknown) | (own == codes[slot])
        sure &= (own != unknown) | (number == 0)
    counted = at.outside[slots] == at.counted
    fits, may = sure & there, (starts_in & ends_in | touches) & there
    left_out = slots[fits & ~counted & at.happened[slots]]
    itemised = _named(at.held, slots[fits & counted])
    people = {each.what for each in view.counts} & PEOPLE
    return Beside(
        itemised=itemised,
        possible=_named(at.held, slots[may & ~fits & counted]),
        outside=tuple(
            sorted(
                (at.reasons[code], _named(at.held, left_out[at.outside[left_out] == code]))
                for code in np.unique(at.outside[left_out]).tolist()
            )
        ),
        people=people_of(incidents(connection, itemised)) if people else {},
    )


def _named(held: Held, slots: NDArray[np.int64]) -> tuple[str, ...]:
    """Return the ids of the incidents in these slots, sorted."""
    return tuple(sorted(held.ids(slots).values()))
