"""The columns that a question needs, and which incidents pass: what is folded in, and what is not yet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reportedly.register.cells import CELLS, SEVERAL
from reportedly.register.choosing import ANY, REGISTER, Choice
from reportedly.register.rolled import END, EVER, NEVER, OUTSIDE, REPORT, SOURCE, START, Codes, Columns, Many
from reportedly.register.tally import outside
from reportedly.store.incidents import incidents
from reportedly.store.rollups import (
    Facts,
    codes_of,
    ids_at,
    read_live,
    read_moments,
    read_several,
    read_single,
    slots_of,
    stale_ids,
    term_counts,
    terms_of,
)
from reportedly.terms.names import sound_key
from reportedly.terms.views import IncidentView

Connection = Any
"""The store's connection; only the store knows what it is."""

Mask = NDArray[np.bool_]

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
            SOURCE: tuple(sorted({sound_key(name) for name in view.origins})),
        },
        moments={
            START: moment_of(when.start if when else None, NEVER),
            END: moment_of(when.end if when else None, EVER),
        },
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

    ``terms`` gives the values by code of the columns asked for, ``outside`` why the register leaves a slot
    out, ``held`` is where all of it comes from.
    """

    columns: Columns
    passing: Mask
    beside: Mask
    outside: Codes
    terms: Mapping[str, Sequence[str]]
    held: "Held"


def ask(connection: Connection, by: Sequence[str], choice: Choice) -> Asked:
    """Return what a tally by these names of ``CELLS`` of the incidents that pass needs."""
    reader = Held(connection)
    live = reader.live
    beside = live & passing_of(reader, choice)
    left_out = reader.single(OUTSIDE)
    counted = left_out == reader.code(OUTSIDE, "") if choice.realis == REGISTER else np.ones(len(live), bool)
    terms = {name: reader.terms(name) for name in (*by, OUTSIDE)}
    several = [*(name for name in by if name in SEVERAL), REPORT, SOURCE]
    columns = Columns(
        live=live,
        single={name: reader.single(name) for name in by if name not in SEVERAL},
        several={name: reader.several(name) for name in several},
        order={name: _ranks(terms[name]) for name in by},
        sizes={name: reader.size(name) for name in (*by, REPORT, SOURCE)},
    )
    return Asked(
        columns=columns,
        passing=beside & counted,
        beside=beside & ~counted,
        outside=left_out,
        terms=terms,
        held=reader,
    )


def values_at(asked: Asked, name: str, codes: Codes) -> list[str]:
    """Return the values of these codes of a column that was asked for."""
    terms = asked.terms[name]
    return [terms[code] for code in codes.tolist()]


def left_out_of(asked: Asked) -> tuple[tuple[str, int], ...]:
    """Return how many incidents pass and are not in the register, by the reason."""
    times = np.bincount(asked.outside[asked.beside], minlength=len(asked.terms[OUTSIDE])).tolist()
    return tuple(sorted((reason, of) for reason, of in zip(asked.terms[OUTSIDE], times, strict=True) if of))


def _fresh(connection: Connection) -> _Fresh:
    """Return what is not folded in."""
    stale = stale_ids(connection)
    views = tuple(incidents(connection, stale)) if stale else ()
    slots = sorted(slots_of(connection, stale).values())
    return _Fresh(views=views, facts=tuple(map(facts_of, views)), stale=np.array(slots, np.int32))


class Held:
    """Columns of one connection, each with the incidents that are not folded in behind the others.

    ``live`` tells which slots hold an incident.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._fresh = _fresh(connection)
        self.live: Mask = np.concatenate([read_live(connection), np.ones(len(self._fresh.views), bool)])
        self.live[self._fresh.stale] = False
        self._added: dict[str, dict[str, int]] = {}
        self._sizes: dict[str, int] = {}

    def single(self, name: str) -> Codes:
        """Return a column of one code a slot."""
        held = read_single(self._connection, name)
        if not self._fresh.facts:
            return held
        values = [facts.single[name] for facts in self._fresh.facts]
        codes = self._codes(name, values)
        return np.concatenate([held, np.array([codes[each] for each in values], np.int32)])

    def several(self, name: str) -> Many:
        """Return a column of any number of codes a slot."""
        lengths, values = read_several(self._connection, name)
        if not self._fresh.facts:
            return lengths, values
        lists = [facts.several[name] for facts in self._fresh.facts]
        codes = self._codes(name, [value for each in lists for value in each])
        more = np.array([len(each) for each in lists], np.int32)
        added = np.array([codes[value] for each in lists for value in each], np.int32)
        return np.concatenate([lengths, more]), np.concatenate([values, added])

    def moments(self, name: str) -> NDArray[np.int64]:
        """Return a column of times."""
        more = np.array([facts.moments[name] for facts in self._fresh.facts], np.int64)
        return np.concatenate([read_moments(self._connection, name), more])

    def terms(self, name: str) -> tuple[str, ...]:
        """Return the values of a column by code."""
        self.size(name)
        return (*terms_of(self._connection, name), *self._added.get(name, ()))

    def size(self, name: str) -> int:
        """Return how many codes a column has."""
        if name not in self._sizes:
            self._sizes[name] = term_counts(self._connection, [name])[name]
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
    code = reader.code(name, value)
    if name not in SEVERAL:
        return np.equal(reader.single(name), code)
    lengths, values = reader.several(name)
    size = len(reader.live)
    return np.bincount(np.repeat(np.arange(size), lengths)[values == code], minlength=size) > 0
