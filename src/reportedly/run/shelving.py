"""The shelf: what a run keeps at hand of the index of lineage from batch to batch."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from reportedly.lineage.chunks import read_words
from reportedly.lineage.columns import AtHand, Coded, Numbers
from reportedly.lineage.cutting import Bytes, Cut, Points
from reportedly.lineage.decide import FULL, Index, Look
from reportedly.lineage.direction import Facts
from reportedly.lineage.fingerprints import Keys
from reportedly.lineage.postings import Hits, Run, find, joined
from reportedly.store.lineage import Kept, indexed, next_number, standing, texts_of
from reportedly.store.postings import Kind, Merge, Postings
from reportedly.terms.times import Basis, Grain, When

Connection = Any
"""The store's connection; only the store knows what it is."""

MOST_WORDS = 1 << 27
"""Words at hand, twelve bytes each, from which all is let go and what is asked for is fetched again."""


@dataclass(slots=True)
class Standing:
    """How reports stand by precedence: ``rank[number]`` among all indexed, and the outlets they credit."""

    orders: NDArray[np.bytes_] = field(default_factory=lambda: np.empty(0, "S1"))
    numbers: Numbers = field(default_factory=lambda: np.empty(0, np.int64))
    rank: Numbers = field(default_factory=lambda: np.empty(0, np.int64))
    credited: set[str] = field(default_factory=set)

    def add(self, found: Iterable[tuple[int, str, str]]) -> None:
        """Add reports by number, order and credits; their numbers follow those already there."""
        rows = list(found)
        if not rows:
            return
        orders = np.array([order.encode("utf-8", "surrogatepass") for _, order, _ in rows])
        order = np.argsort(orders, kind="stable")
        orders, numbers = orders[order], np.array([row[0] for row in rows], dtype=np.int64)[order]
        places, before = np.searchsorted(self.orders, orders, "right"), len(self.numbers)
        width = np.promote_types(self.orders.dtype, orders.dtype)
        self.orders = np.insert(self.orders.astype(width, copy=False), places, orders)
        self.numbers = np.insert(self.numbers, places, numbers)
        if before and places[0] == before:  # all stand after what is known: no place changes
            self.rank = np.concatenate([self.rank, np.empty(len(rows), np.int64)])
            self.rank[numbers] = np.arange(before, before + len(rows), dtype=np.int64)
        else:
            self.rank = np.empty(len(self.numbers), np.int64)
            self.rank[self.numbers] = np.arange(len(self.numbers), dtype=np.int64)
        self.credited.update(name for _, _, credited in rows for name in credited.splitlines())


@dataclass(slots=True)
class Shelf:
    """What a run keeps at hand from batch to batch; all of it can be fetched again. ``look`` says how closely
    reports are looked at."""

    look: Look = FULL
    at_hand: AtHand = field(default_factory=AtHand)
    postings: Postings = field(default_factory=Postings)
    standing: Standing = field(default_factory=Standing)
    complete: bool = False
    """Whether the index is known to hold every report of the record."""

    def settle(self, connection: Connection) -> None:
        """Learn how reports stand that another run has indexed since."""
        if next_number(connection) != len(self.standing.numbers):
            self.at_hand, self.complete, self.standing = AtHand(), False, Standing()
            rows = [*standing(connection)]
            self.standing.add((number, order, credited) for number, order, credited, _ in rows)
            self.at_hand.expect([row[3] for row in rows], self.standing.rank)
        self.postings.settle(connection)
        if self.at_hand.words > MOST_WORDS:
            self.at_hand.let_go()

    def add(self, connection: Connection, kind: Kind, added: Run) -> None:
        """Put postings, in any order, into the index."""
        columns = self.at_hand.columns()

        def merge(runs: Sequence[tuple[Keys, Points]]) -> tuple[Keys, Points]:
            run = joined([Run(*each) for each in runs], columns.report, columns.rank)
            return run.keys, run.values

        asks: Merge = merge
        self.postings.add(connection, kind, merge([(added.keys, added.values)]), asks)

    def runs(self, kind: Kind) -> Iterator[Run]:
        """Yield the runs of a kind."""
        return (Run(*each) for each in self.postings.runs(kind))


def index_of(connection: Connection, shelf: Shelf) -> Index:
    """Return how the record's index is asked."""
    at_hand = shelf.at_hand

    def printed(keys: Keys, most: int) -> Hits:
        return find(shelf.runs(Kind.PRINTINGS), keys, at_hand.columns().report, at_hand.rank, most)

    def phrased(keys: Keys, most: int) -> Hits:
        return find(shelf.runs(Kind.PHRASES), keys, at_hand.columns().report, at_hand.rank, most)

    def load(numbers: Numbers) -> None:
        at_hand.take(map(_coded, indexed(connection, numbers.tolist())))

    def word(numbers: Numbers) -> None:
        for kept in _pieces([*indexed(connection, numbers.tolist())]):
            texts = texts_of(connection, [each.report_id for each in kept])
            at_hand.take(_worded(each, texts[each.report_id]) for each in kept)

    return Index(at_hand, printed, phrased, load, word)


AT_ONCE = 500
"""Reports whose texts are fetched together."""


def _pieces(kept: Sequence[Kept]) -> Iterator[Sequence[Kept]]:
    """Yield some at a time."""
    return (kept[at : at + AT_ONCE] for at in range(0, len(kept), AT_ONCE))


def _coded(kept: Kept) -> Coded:
    """Return a report of which the codes of its words are told."""
    none, nowhere = np.empty(0, np.uint8), np.empty(0, np.uint32)
    return _told(kept, kept.first, kept.codes, (none, none), (nowhere, nowhere))


def _worded(kept: Kept, text: str) -> Coded:
    """Return a report with all of its words."""
    words = read_words(text, [*zip(kept.starts.tolist(), kept.ends.tolist(), strict=True)])
    return _told(kept, words.first, words.codes, (words.letters, words.marks), (words.begins, words.after))


def _told(
    kept: Kept,
    first: Numbers,
    codes: NDArray[np.uint16],
    what: tuple[Bytes, Bytes],
    where: tuple[Points, Points],
) -> Coded:
    """Return a report of the index with these words."""
    cut = Cut(kept.report_id, kept.starts, kept.ends, kept.digests, first, codes, *what, *where)
    return Coded(kept.number, _unpacked(kept.report_id, kept.facts), cut)


def packed(facts: Facts) -> bytes:
    """Return facts as the index keeps them."""
    when = facts.published
    sides = (None, None) if when is None else (when.start, when.end)
    seconds = [None if side is None else side.timestamp() for side in sides]
    return msgspec.msgpack.encode((seconds, facts.outlet, sorted(facts.credits), facts.rank))


_FACTS = msgspec.msgpack.Decoder(tuple[list[float | None], str | None, list[str], str])


def _unpacked(report_id: str, held: bytes) -> Facts:
    """Return facts as they were given, of the publication time its bounds alone."""
    seconds, outlet, credited, rank = _FACTS.decode(held)
    start, end = (None if side is None else datetime.fromtimestamp(side, UTC) for side in seconds)
    when = None
    if start is not None or end is not None:
        when = When(start=start, end=end, grain=Grain.VAGUE, basis=Basis.STATED, span=None)
    return Facts(report_id=report_id, published=when, outlet=outlet, credits=frozenset(credited), rank=rank)
