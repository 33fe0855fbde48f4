"""The columns that a question needs, and which incidents pass: what is folded in, and what is not yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reportedly.register.cells import CELLS, SEVERAL, by_ear, kin
from reportedly.register.choosing import ANY, REGISTER, Choice
from reportedly.register.rolled import END, EVER, NEVER, OUTSIDE, REPORT, SOURCE, START, Codes, Columns, Many
from reportedly.register.tally import outside
from reportedly.store.incidents import incidents
from reportedly.store.rollups import (
    Facts,
    codes_of,
    ids_at,
    read_kin,
    read_live,
    read_moments,
    read_ranks,
    read_several,
    read_single,
    slots_of,
    stale_ids,
    term_count,
    terms_at,
    terms_of,
)
from reportedly.terms.views import IncidentView

Connection = Any
"""The store's connection; only the store knows what it is."""

Mask = NDArray[np.bool_]

ORIGIN = "origin"
"""The cell whose values are spellings, several of one origin."""
_FEW = 5000
"""Values that are looked up one by one; of more all are read."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def facts_of(view: IncidentView) -> Facts:
    """Return what the columns hold of an incident."""
    cells = {name: tuple(dict.fromkeys(cell(view))) for name, cell in CELLS.items()}
    when = view.when
    return Facts(
        single={
            **{name: own[0] for name, own in cells.items() if name not in SEVERAL},
            OUTSIDE: "" if view.in_register else outside(view),
        },
        several={
            **{name: own for name, own in cells.items() if name in SEVERAL},
            REPORT: tuple(sorted(set(view.report_ids))),
            SOURCE: tuple(sorted(map(by_ear, view.origins and cells[ORIGIN]))),
        },
        moments={
            START: moment_of(when.start if when else None, NEVER),
            END: moment_of(when.end if when else None, EVER),
        },
        kin={(ORIGIN, SOURCE): {name: by_ear(name) for name in cells[ORIGIN]}},
    )


def moment_of(time: datetime | None, missing: int) -> int:
    """Return a time in microseconds since 1970, ``missing`` for none."""
    return missing if time is None else (time - _EPOCH) // _MICROSECOND


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fresh:
    """What is not folded in yet: the incidents as they are, and the slots that tell of them otherwise."""

    views: tuple[IncidentView, ...]
    facts: tuple[Facts, ...]
    stale: Codes


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question laid out: its columns, the slots that pass, those that pass but for the register.

    ``outside`` is why the register leaves a slot out, ``held`` is where all of it comes from.
    """

    columns: Columns
    passing: Mask
    beside: Mask
    outside: Codes
    held: "Held"


def ask(reader: "Held", by: Sequence[str], choice: Choice) -> Asked:
    """Return what a tally by these names of ``CELLS`` of the incidents that pass needs."""
    live = reader.live
    beside = live & passing_of(reader, choice)
    left_out = reader.single(OUTSIDE)
    counted = left_out == reader.code(OUTSIDE, "") if choice.realis == REGISTER else np.ones(len(live), bool)
    passing = beside & counted
    several = {name: reader.several(name) for name in (*by, REPORT, SOURCE) if name in _MANY}
    if ORIGIN in several:
        several[ORIGIN] = _spelled(reader, several[ORIGIN], passing)
    columns = Columns(
        live=live,
        single={name: reader.single(name) for name in by if name not in SEVERAL},
        several=several,
        order={name: reader.ranks(name) for name in by},
        sizes={name: reader.size(name) for name in (*by, REPORT, SOURCE)},
    )
    return Asked(columns=columns, passing=passing, beside=beside & ~counted, outside=left_out, held=reader)


_MANY = SEVERAL | {REPORT, SOURCE}


def _spelled(reader: "Held", spelled: Many, passing: Mask) -> Many:
    """Return the origins of all slots, each by the spelling that is the commonest where they are passing."""
    owners, codes = spelled
    means, ranks = reader.kin(ORIGIN, SOURCE), reader.ranks(ORIGIN)
    times = np.bincount(codes[passing[owners]], minlength=len(means))
    order = np.lexsort((ranks, -times, means))
    firsts = order[np.flatnonzero(np.diff(means[order], prepend=-1))]
    called = np.zeros(int(means.max(initial=0)) + 1, np.int32)
    called[means[firsts]] = firsts
    return owners, called[means[codes]]


def values_at(asked: Asked, name: str, codes: Codes) -> list[str]:
    """Return the values of these codes of a column."""
    distinct = np.unique(codes).tolist()
    terms = asked.held.terms_at(name, distinct)
    return [terms[code] for code in codes.tolist()]


def left_out_of(asked: Asked) -> tuple[tuple[str, int], ...]:
    """Return how many incidents pass and are not in the register, by the reason."""
    terms = asked.held.terms(OUTSIDE)
    times = np.bincount(asked.outside[asked.beside], minlength=len(terms)).tolist()
    return tuple(sorted((reason, of) for reason, of in zip(terms, times, strict=True) if of))


def _fresh(connection: Connection) -> _Fresh:
    """Return what is not folded in."""
    stale = stale_ids(connection)
    views = tuple(incidents(connection, stale)) if stale else ()
    slots = sorted(slots_of(connection, stale).values())
    return _Fresh(views=views, facts=tuple(map(facts_of, views)), stale=np.array(slots, np.int32))


class Held:
    """Columns of one connection, each with the incidents that are not folded in behind the others.

    ``live`` tells which slots hold an incident. What was read once is kept.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._fresh = _fresh(connection)
        self.live: Mask = np.concatenate([read_live(connection), np.ones(len(self._fresh.views), bool)])
        self.live[self._fresh.stale] = False
        self._added: dict[str, dict[str, int]] = {}
        self._sizes: dict[str, int] = {}
        self._single: dict[str, Codes] = {}
        self._moments: dict[str, NDArray[np.int64]] = {}

    def single(self, name: str) -> Codes:
        """Return a column of one code a slot."""
        if name not in self._single:
            self._single[name] = self._read_single(name)
        return self._single[name]

    def _read_single(self, name: str) -> Codes:
        """Return a column of one code a slot, read."""
        held = read_single(self._connection, name)
        if not self._fresh.facts:
            return held
        values = [facts.single[name] for facts in self._fresh.facts]
        codes = self._codes(name, values)
        return np.concatenate([held, np.array([codes[each] for each in values], np.int32)])

    def several(self, name: str) -> Many:
        """Return a column of any number of codes a slot: the slot of each, ascending, and the codes."""
        owners, values = read_several(self._connection, name)
        if not self._fresh.facts:
            return owners, values
        lists = [facts.several[name] for facts in self._fresh.facts]
        codes = self._codes(name, [value for each in lists for value in each])
        first = len(self.live) - len(lists)
        more = np.repeat(np.arange(first, len(self.live), dtype=np.int32), [len(each) for each in lists])
        added = np.array([codes[value] for each in lists for value in each], np.int32)
        return np.concatenate([owners, more]), np.concatenate([values, added])

    def moments(self, name: str) -> NDArray[np.int64]:
        """Return a column of times."""
        if name not in self._moments:
            more = np.array([facts.moments[name] for facts in self._fresh.facts], np.int64)
            self._moments[name] = np.concatenate([read_moments(self._connection, name), more])
        return self._moments[name]

    def kin(self, name: str, other: str) -> Codes:
        """Return, by code of a column, the code in another of what its value means there."""
        size = self.size(name)
        held = read_kin(self._connection, name, other)[: self._sizes[name]]
        if size == len(held):
            return held
        means = {own: far for facts in self._fresh.facts for own, far in facts.kin[name, other].items()}
        codes = self._codes(other, means.values())
        return np.concatenate([held, np.array([codes[means[each]] for each in self._added[name]], np.int32)])

    def terms(self, name: str) -> tuple[str, ...]:
        """Return the values of a column by code."""
        self.size(name)
        return (*terms_of(self._connection, name), *self._added.get(name, ()))

    def terms_at(self, name: str, codes: Sequence[int]) -> dict[int, str]:
        """Return the values of these codes of a column, by code."""
        if len(codes) > _FEW:
            return dict(enumerate(self.terms(name)))
        self.size(name)
        added = {code: value for value, code in self._added.get(name, {}).items()}
        kept = [code for code in codes if code not in added]
        return added | terms_at(self._connection, name, kept)

    def ranks(self, name: str) -> Codes:
        """Return the rank of each value of a column among all, by code."""
        size = self.size(name)
        ranks = read_ranks(self._connection, name)
        return ranks if len(ranks) == size else _ranks(self.terms(name))

    def size(self, name: str) -> int:
        """Return how many codes a column has."""
        if name not in self._sizes:
            self._sizes[name] = term_count(self._connection, name)
            if self._fresh.facts:
                self._codes(name, self._values(name))
        return self._sizes[name] + len(self._added.get(name, ()))

    def code(self, name: str, value: str) -> int:
        """Return the code of a value, -1 where no incident has it."""
        self.size(name)
        held = codes_of(self._connection, name, [value])
        return (held | self._added.get(name, {})).get(value, -1)

    def named(self, incident_ids: Iterable[str]) -> Mask:
        """Return the slots of these incidents."""
        size = len(self.live)
        mask = np.zeros(size, bool)
        wanted = set(incident_ids)
        mask[list(slots_of(self._connection, wanted).values())] = True
        folded = size - len(self._fresh.views)
        mask[[folded + at for at, view in enumerate(self._fresh.views) if view.id in wanted]] = True
        return mask

    def ids(self, slots: NDArray[np.int64]) -> dict[int, str]:
        """Return the ids of the incidents in these slots, by slot."""
        wanted, folded = np.unique(slots).tolist(), len(self.live) - len(self._fresh.views)
        found = ids_at(self._connection, [each for each in wanted if each < folded])
        return found | {each: self._fresh.views[each - folded].id for each in wanted if each >= folded}

    def _values(self, name: str) -> list[str]:
        """Return the values of a column that are not folded in."""
        return [
            value
            for facts in self._fresh.facts
            for value in ((facts.single[name],) if name in facts.single else facts.several[name])
        ]

    def _codes(self, name: str, values: Iterable[str]) -> dict[str, int]:
        """Return the codes of values, new ones behind those that are kept."""
        self.size(name)
        own = self._added.get(name, {})
        wanted = set(values)
        found = codes_of(self._connection, name, wanted - own.keys())
        for each in sorted(wanted - own.keys() - found.keys()):
            own[each] = self._sizes[name] + len(own)
        self._added[name] = own
        return found | own


def _ranks(terms: Sequence[str]) -> Codes:
    """Return the rank of each value among all, by code."""
    ranks = np.empty(len(terms), np.int32)
    ranks[sorted(range(len(terms)), key=terms.__getitem__)] = np.arange(len(terms))
    return ranks


def passing_of(reader: Held, choice: Choice) -> Mask:
    """Return the slots that pass what is asked, but for the register (see ``register.choosing.why_not``)."""
    if choice.listed is not None:
        return reader.named(choice.listed)
    mask = np.ones(len(reader.live), bool)
    if choice.ids:
        mask &= reader.named(choice.ids)
    if choice.realis not in {ANY, REGISTER}:
        mask &= reader.single("realis") == reader.code("realis", choice.realis)
    if choice.statuses:
        mask &= np.isin(reader.single("status"), [reader.code("status", each) for each in choice.statuses])
    if choice.country:
        same = [each for each in reader.terms("country") if each.casefold() == choice.country.casefold()]
        mask &= np.isin(reader.single("country"), [reader.code("country", each) for each in same])
    if choice.since is not None or choice.until is not None:
        start, end = reader.moments(START), reader.moments(END)
        mask &= (start != NEVER) | (end != EVER)
        mask &= end > moment_of(choice.since, NEVER)
        mask &= start < moment_of(choice.until, EVER)
    for name, value in choice.cells:
        mask &= _celled(reader, name, value)
    return mask


def _celled(reader: Held, name: str, value: str) -> Mask:
    """Return the slots in a cell."""
    if name not in SEVERAL:
        return np.equal(reader.single(name), reader.code(name, value))
    owners, values = reader.several(name)
    inside = values == reader.code(name, value)
    if name == ORIGIN:
        inside = reader.kin(ORIGIN, SOURCE)[values] == reader.code(SOURCE, kin(name, value))
    mask = np.zeros(len(reader.live), bool)
    mask[owners[inside]] = True
    return mask
