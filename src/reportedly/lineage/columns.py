"""Columns: what a process has at hand of the reports of the index, number by number.

Reports are numbered as they came, and their passages through all reports, so that a passage is one number
wherever it is spoken of. Large columns lie in files of the process's own that go with it: memory does not
grow with the record, and all of it can be fetched again.
"""

import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import IO, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from reportedly.lineage.cutting import Cut
from reportedly.lineage.direction import Facts

Numbers = NDArray[np.int64]

IN_MEMORY = 1 << 16
"""Numbers of a column that is kept in memory; a larger one lies in a file."""


class Columns(NamedTuple):
    """What loops over reports, passages and words are given.

    Of reports: ``base`` is the first passage (and, one further, where all end), ``rank`` the place by
    precedence, ``since`` and ``until`` the seconds between which it was published (nan: not known),
    ``outlet`` the number of its outlet (-1: not known), ``credit`` and ``credits`` where the numbers of the
    outlets that it credits begin among ``credited``, and how many they are.
    Of passages: ``report``, ``digest``, ``start`` and ``end`` in code points of the report, ``first`` word
    and number of ``words``. Of words: ``codes``, and ``letters``, ``marks``, ``begins`` and ``after`` as
    ``cutting.Words`` has them.
    """

    base: Numbers
    rank: Numbers
    since: NDArray[np.float64]
    until: NDArray[np.float64]
    outlet: NDArray[np.int32]
    credit: Numbers
    credits: NDArray[np.int32]
    credited: NDArray[np.int32]
    report: NDArray[np.uint32]
    digest: NDArray[np.uint64]
    start: NDArray[np.uint32]
    end: NDArray[np.uint32]
    first: Numbers
    words: NDArray[np.int32]
    codes: NDArray[np.uint16]
    letters: NDArray[np.uint8]
    marks: NDArray[np.uint8]
    begins: NDArray[np.uint32]
    after: NDArray[np.uint32]


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """A report as the index has it: its number there, its facts, and its passages, of whose words perhaps the
    codes alone are told."""

    number: int
    facts: Facts
    cut: Cut

    @property
    def bounds(self) -> tuple[float, float]:
        """The seconds from which and up to which the report may have been published, nan where unknown."""
        when = self.facts.published
        sides = (None, None) if when is None else (when.start, when.end)
        since, until = (float("nan") if side is None else side.timestamp() for side in sides)
        return since, until


@dataclass(slots=True)
class Column:
    """Numbers of one kind, room for more of them made as it is asked for."""

    kind: Any
    room: NDArray[Any] = field(init=False)
    _file: IO[bytes] | None = None

    def __post_init__(self) -> None:
        """Begin with none."""
        self.room = np.empty(0, self.kind)

    def reserve(self, count: int) -> NDArray[Any]:
        """Return the column with room for so many; what is new holds no meaning yet."""
        if count > len(self.room):
            held, size = self.room, max(count, 2 * len(self.room), 1024)
            if size <= IN_MEMORY:
                self.room = np.zeros(size, self.kind)
                self.room[: len(held)] = held
            else:
                self.room = self._laid(held, size)
        return self.room

    def _laid(self, held: NDArray[Any], size: int) -> NDArray[Any]:
        """Return a column of a size in a file; raises OSError where the disk has no room."""
        fresh = self._file is None
        self._file = _file() if self._file is None else self._file
        _reserve(self._file.fileno(), size * held.itemsize)
        room = np.asarray(np.memmap(self._file, dtype=self.kind, mode="r+", shape=(size,)))
        if fresh:
            room[: len(held)] = held
        return room


def _reserve(file: int, size: int) -> None:
    """Make a file so large; raises OSError where the disk has no room, which a mapped file could not say."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(file, 0, size)
    else:
        os.truncate(file, size)


def _file() -> IO[bytes]:
    """Return a file that goes with the process, and that nobody else sees."""
    return tempfile.TemporaryFile()


NOTHING, CODES, WORDS = 0, 1, 2
"""How much is at hand of a report: nothing but its number, the codes of its words, all of its words."""


@dataclass(slots=True)
class AtHand:
    """The reports of an index as far as they were asked for."""

    base: Numbers = field(default_factory=lambda: np.zeros(1, np.int64))
    rank: Numbers = field(default_factory=lambda: np.empty(0, np.int64))
    held: NDArray[np.uint8] = field(default_factory=lambda: np.empty(0, np.uint8))
    ids: list[str | None] = field(default_factory=list)
    outlets: dict[str, int] = field(default_factory=dict)
    words: int = 0
    """Words that the columns hold."""
    credits: int = 0
    _times: tuple[Column, Column] = field(default_factory=lambda: (Column(np.float64), Column(np.float64)))
    _outlet: Column = field(default_factory=partial(Column, np.int32))
    _credit: Column = field(default_factory=partial(Column, np.int64))
    _credits: Column = field(default_factory=partial(Column, np.int32))
    _credited: Column = field(default_factory=partial(Column, np.int32))
    _report: Column = field(default_factory=partial(Column, np.uint32))
    _digest: Column = field(default_factory=partial(Column, np.uint64))
    _start: Column = field(default_factory=partial(Column, np.uint32))
    _end: Column = field(default_factory=partial(Column, np.uint32))
    _first: Column = field(default_factory=partial(Column, np.int64))
    _words: Column = field(default_factory=partial(Column, np.int32))
    _codes: Column = field(default_factory=partial(Column, np.uint16))
    _letters: Column = field(default_factory=partial(Column, np.uint8))
    _marks: Column = field(default_factory=partial(Column, np.uint8))
    _begins: Column = field(default_factory=partial(Column, np.uint32))
    _after: Column = field(default_factory=partial(Column, np.uint32))

    def expect(self, passages: Sequence[int], rank: Numbers) -> None:
        """Make room for reports of so many passages each, whose numbers follow those known; take the rank
        of all."""
        first, before = len(self.held), int(self.base[-1])
        sizes = np.array(passages, dtype=np.int64)
        self.base = np.concatenate([self.base, before + np.cumsum(sizes)])
        self.rank = rank
        self.held = np.concatenate([self.held, np.zeros(len(sizes), np.uint8)])
        self.ids.extend([None] * len(sizes))
        for column in (*self._times, self._outlet, self._credit, self._credits):
            column.reserve(len(self.held))
        total = int(self.base[-1])
        for column in (self._digest, self._start, self._end, self._first, self._words):
            column.reserve(total)
        self._report.reserve(total)[before:total] = np.repeat(np.arange(first, first + len(sizes)), sizes)

    def missing(self, numbers: Numbers, level: int = CODES) -> Numbers:
        """Return those reports of which so much is not at hand, in ascending order."""
        return np.flatnonzero(np.bincount(numbers, minlength=len(self.held)) * (self.held < level))

    def take(self, reports: Iterable[Coded]) -> None:
        """Have reports at hand, with as much of their words as is told of them."""
        for each in reports:
            self._take(each)

    def _take(self, each: Coded) -> None:
        """Have one report at hand."""
        number, cut = each.number, each.cut
        base, after = int(self.base[number]), int(self.base[number + 1])
        told = WORDS if len(cut.letters) == len(cut.codes) else CODES
        for column, bound in zip(self._times, each.bounds, strict=True):
            column.room[number] = bound
        self._outlet.room[number] = -1 if each.facts.outlet is None else self._outlet_of(each.facts.outlet)
        names = sorted(each.facts.credits)
        self._credit.room[number], self._credits.room[number] = self.credits, len(names)
        credited = self._credited.reserve(self.credits + len(names))
        for name in names:
            credited[self.credits] = self._outlet_of(name)
            self.credits += 1
        columns = (
            (self._digest, cut.digests),
            (self._start, cut.starts),
            (self._end, cut.ends),
            (self._first, cut.first[:-1] + self.words),
            (self._words, np.diff(cut.first)),
        )
        for column, values in columns:
            column.room[base:after] = values
        words: list[tuple[Column, NDArray[Any]]] = [(self._codes, cut.codes)]
        if told == WORDS:
            words += [(self._letters, cut.letters), (self._marks, cut.marks)]
            words += [(self._begins, cut.begins), (self._after, cut.after)]
        for column, values in words:
            column.reserve(self.words + len(values))[self.words : self.words + len(values)] = values
        self.words += len(cut.codes)
        for column in (self._letters, self._marks, self._begins, self._after):
            column.reserve(self.words)
        self.ids[number], self.held[number] = each.facts.report_id, told

    def _outlet_of(self, name: str) -> int:
        """Return the number of an outlet."""
        return self.outlets.setdefault(name, len(self.outlets))

    def columns(self) -> Columns:
        """Return the columns as they are now."""
        return Columns(
            self.base,
            self.rank,
            self._times[0].room,
            self._times[1].room,
            self._outlet.room,
            self._credit.room,
            self._credits.room,
            self._credited.room,
            self._report.room,
            self._digest.room,
            self._start.room,
            self._end.room,
            self._first.room,
            self._words.room,
            self._codes.room,
            self._letters.room,
            self._marks.room,
            self._begins.room,
            self._after.room,
        )

    def let_go(self) -> None:
        """Let go of all reports; what is asked for is taken again."""
        self.held[:] = NOTHING
        self.words, self.credits, self.ids = 0, 0, [None] * len(self.ids)
