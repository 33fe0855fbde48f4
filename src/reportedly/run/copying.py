"""Lineage over a record that grows: new reports are looked up, and what they touch is decided anew.

A report's copies follow from the set of reports in the record, not from when they came (``lineage.reference``
is the same in one piece). Decided again are the reports that may have copied a new one; where a new one takes
the place of another among the first printers of a passage, all that print it or one like it; where a passage
turns into one that everybody prints, all that print it; and where a fingerprint turns into a formula, the
reports whose passages it had brought together.
"""

import gc
import struct
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from reportedly.language.language import load_language
from reportedly.lineage.choose import Look
from reportedly.lineage.coding import Coded, coded
from reportedly.lineage.decide import FAST, FULL, Decided, decide
from reportedly.lineage.direction import Facts, precedence
from reportedly.lineage.fingerprints import Keys, digest_keys
from reportedly.lineage.passages import cut_and_code
from reportedly.lineage.postings import (
    FIRST,
    FORMULA,
    PLACES,
    Hits,
    Run,
    find_phrases,
    find_printings,
    held_at_most,
    joined,
    phrases,
    printings,
    united,
)
from reportedly.lineage.search import COMMON, Index, resembling
from reportedly.readings.sentences import find_sentences
from reportedly.run.analysis import LANGUAGE, Analysed
from reportedly.run.corrections import keep_copies
from reportedly.store.lineage import (
    Kept,
    index_reports,
    indexed,
    next_number,
    not_indexed,
    standing,
    texts_of,
)
from reportedly.store.postings import AtHand, Kind, Merge
from reportedly.store.reports import reports
from reportedly.terms.lineage import Passage
from reportedly.terms.reports import Report
from reportedly.terms.spans import Span
from reportedly.terms.times import Basis, Grain, When

Connection = Any
"""The store's connection; only the store knows what it is."""

FULLY, FAST_ONLY = "full", "fast"
LOOKS = {FULLY: FULL, FAST_ONLY: FAST}
"""How closely copies may be looked for, by name."""
AT_ONCE = 1000
"""Reports decided together: as many as share what is fetched for them."""
SHELVED, TEXTS_SHELVED = 16_000, 4000
"""Reports, and texts, kept in memory from one batch to the next: those last asked for."""
MADE_AGAIN = 1000
"""Reports put into the index together where it is made again."""


def facts_of(report: Report) -> Facts:
    """Return what of a report bears on direction; its rank is the digest of its bytes, then its address."""
    return Facts(
        report_id=report.id,
        published=report.published,
        outlet=report.outlet,
        credits=frozenset(report.credits),
        rank=f"{report.raw_sha256[:16]} {report.id.rpartition('-')[2]}",
    )


@dataclass(slots=True)
class Standing:
    """How reports stand by precedence: ``rank[number]`` among all indexed, and the outlets they credit."""

    orders: NDArray[np.bytes_] = field(default_factory=lambda: np.empty(0, "S1"))
    numbers: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    rank: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
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
    reports: dict[int, Coded] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    postings: AtHand = field(default_factory=AtHand)
    standing: Standing = field(default_factory=Standing)
    complete: bool = False
    """Whether the index is known to hold every report of the record."""

    def settle(self, connection: Connection) -> None:
        """Learn how reports stand that another run has indexed since."""
        if next_number(connection) != len(self.standing.numbers):
            self.reports, self.complete, self.standing = {}, False, Standing()
            self.standing.add(standing(connection))
        self.postings.settle(connection)

    def shorten(self) -> None:
        """Let go of what was asked for longest ago where there is too much."""
        for number in [*islice(self.reports, max(0, len(self.reports) - SHELVED))]:
            del self.reports[number]
        for report_id in [*islice(self.texts, max(0, len(self.texts) - TEXTS_SHELVED))]:
            del self.texts[report_id]


def _packed(facts: Facts) -> bytes:
    """Return facts as the index keeps them."""
    when = facts.published
    sides = (None, None) if when is None else (when.start, when.end)
    seconds = [None if side is None else side.timestamp() for side in sides]
    return msgspec.msgpack.encode((seconds, facts.outlet, sorted(facts.credits), facts.rank))


_FACTS = msgspec.msgpack.Decoder(tuple[list[float | None], str | None, list[str], str])


def _unpacked(report_id: str, packed: bytes) -> Facts:
    """Return facts as they were given, of the publication time its bounds alone."""
    seconds, outlet, credited, rank = _FACTS.decode(packed)
    start, end = (None if side is None else datetime.fromtimestamp(side, UTC) for side in seconds)
    when = None
    if start is not None or end is not None:
        when = When(start=start, end=end, grain=Grain.VAGUE, basis=Basis.STATED, span=None)
    return Facts(report_id=report_id, published=when, outlet=outlet, credits=frozenset(credited), rank=rank)


def _index(connection: Connection, shelf: Shelf) -> Index:
    """Return how the record's index is asked."""

    def find(kind: Kind, keys: Keys, look: Callable[[Iterable[Run], Keys], Hits]) -> Hits:
        ascending = not len(keys) or bool((keys[1:] > keys[:-1]).all())
        distinct, which = (keys, None) if ascending else np.unique(keys, return_inverse=True)
        hits = look((Run(*each) for each in shelf.postings.runs(kind)), distinct)
        if which is None:
            return hits
        times = np.bincount(hits.asked, minlength=len(distinct))[which]
        starts = np.searchsorted(hits.asked, np.arange(len(distinct)), "left")[which]
        within = np.arange(int(times.sum())) - np.repeat(np.cumsum(times) - times, times)
        asked = np.repeat(np.arange(len(keys)), times)
        return Hits(asked, hits.values[np.repeat(starts, times) + within], hits.count[which])

    def printed(keys: Keys, most: int | None = FIRST) -> Hits:
        rank = shelf.standing.rank
        return find(Kind.PRINTINGS, keys, lambda held, some: find_printings(held, some, rank, most))

    def phrased(keys: Keys) -> Hits:
        return find(Kind.PHRASES, keys, find_phrases)

    def fetch(numbers: Iterable[int]) -> Mapping[int, Coded]:
        wanted = set(numbers)
        for kept in indexed(connection, wanted - shelf.reports.keys()):
            facts = _unpacked(kept.report_id, kept.facts)
            shelf.reports[kept.number] = Coded(
                kept.number, facts, kept.starts, kept.ends, kept.digests, kept.words
            )
        found = {number: shelf.reports.pop(number) for number in wanted}
        shelf.reports.update(found)
        return found

    def rank(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        return shelf.standing.rank[numbers]

    def ready(report_ids: Iterable[str]) -> None:
        shelf.texts.update(texts_of(connection, set(report_ids) - shelf.texts.keys()))

    def text_of(span: Span) -> str:
        if span.report_id not in shelf.texts:
            ready([span.report_id])
        return shelf.texts[span.report_id][span.start : span.end]

    return Index(printed, phrased, fetch, rank, text_of, ready)


Found = tuple[Report, Sequence[Passage], Sequence[str]]
"""A report, its passages and their coded words."""


def order_of(facts: Facts) -> str:
    """Return a text that sorts among its like as ``direction.precedence`` does."""
    unknown, seconds, started, rank, _ = precedence(facts)
    (bits,) = struct.unpack(">Q", struct.pack(">d", seconds))
    bits = bits ^ 0xFFFFFFFFFFFFFFFF if bits >> 63 else bits | 1 << 63
    return f"{unknown:d}{bits:016x}{started:d}{rank}"


@dataclass(frozen=True, slots=True)
class _Added:
    """New reports in the index by precedence, and groups of passages that no longer share a fingerprint."""

    reports: tuple[Coded, ...]
    parted: Keys
    groups: tuple[tuple[int, int], ...]


def _keep(connection: Connection, found: Iterable[Found], shelf: Shelf) -> _Added:
    """Put new reports into the index."""
    facts = {report.id: facts_of(report) for report, _, _ in found}
    ordered = sorted(found, key=lambda each: precedence(facts[each[0].id]))
    first = next_number(connection)
    made = tuple(
        coded(first + at, facts[report.id], passages, words)
        for at, (report, passages, words) in enumerate(ordered)
    )
    rows = [_row(each) for each in made]
    index_reports(connection, rows)
    shelf.standing.add((each.number, each.order, each.credits) for each in rows)
    shelf.reports.update((each.number, each) for each in made)
    shelf.texts.update((report.id, report.text) for report, _, _ in found)
    rank = shelf.standing.rank
    printed, phrased = printings(made, rank), phrases(made)
    merge = _merging(partial(joined, rank=rank))
    shelf.postings.add(connection, Kind.PRINTINGS, (printed.keys, printed.values), merge)
    index = _index(connection, shelf)
    keys, begun = np.unique(phrased.keys, return_index=True)
    held = held_at_most((Run(*each) for each in shelf.postings.runs(Kind.PHRASES)), keys)
    keys = keys[held + np.diff(begun, append=len(phrased.keys)) > FORMULA]
    before = index.phrases(keys)
    shelf.postings.add(connection, Kind.PHRASES, (phrased.keys, phrased.values), _merging(united))
    formulas = (before.count > 0) & (before.count <= FORMULA) & (index.phrases(keys).count > FORMULA)
    parted = formulas[before.asked]
    firsts = np.flatnonzero(np.diff(before.asked[parted], prepend=-1)).tolist()
    ends = [*firsts[1:], int(parted.sum())]
    groups = tuple(zip(firsts, ends, strict=True)) if firsts else ()
    return _Added(made, before.values[parted].astype(np.uint32), groups)


def _row(each: Coded) -> Kept:
    """Return a report as the index keeps it."""
    return Kept(
        each.number,
        each.facts.report_id,
        _packed(each.facts),
        each.starts,
        each.ends,
        each.digests,
        each.words,
        order_of(each.facts),
        "\n".join(sorted(each.facts.credits)),
    )


def _merging(merge: Callable[[Sequence[Run]], Run]) -> Merge:
    """Return a merge of runs as the store has them."""

    def merged(held: Sequence[tuple[Keys, NDArray[np.int64]]]) -> tuple[Keys, NDArray[np.int64]]:
        run = merge([Run(*each) for each in held])
        return run.keys, run.values

    return merged


def _catch_up(connection: Connection, new: frozenset[str], shelf: Shelf) -> set[str]:
    """Put reports into the index that an earlier program kept without it; return what changed by that."""
    changed: set[str] = set()
    if shelf.complete:
        return changed
    missing = [report_id for report_id in not_indexed(connection) if report_id not in new]
    for at in range(0, len(missing), MADE_AGAIN):
        found: list[Found] = []
        for report in reports(connection, missing[at : at + MADE_AGAIN]):
            sentences = find_sentences(report.text, report.blocks, load_language(LANGUAGE))
            found.append((report, *cut_and_code(report.id, report.text, sentences)))
        changed |= _settle(connection, found, shelf)
    shelf.complete = True
    return changed


def _settle(connection: Connection, found: Iterable[Found], shelf: Shelf) -> set[str]:
    """Put new reports into the index, decide what they copied, then the same of all that they touch.

    Returns the ids of the reports with a side in a copy that came or went.
    """
    last = shelf.standing.orders[-1:].tolist()
    added = _keep(connection, found, shelf)
    index = _index(connection, shelf)
    source = frozenset(
        each.number
        for each in added.reports
        if each.facts.outlet in shelf.standing.credited
        or (last and order_of(each.facts).encode("utf-8", "surrogatepass") < last[0])
    )
    decided = _decided(added.reports, index, shelf, source)
    touched = {number for each in decided for number in each.copiers}
    touched |= _printers(added.reports, decided, source, index)
    if added.groups:
        touched |= resembling(added.parted, added.groups, index)
    more = sorted(touched - {each.number for each in added.reports})
    for at in range(0, len(more), AT_ONCE):
        again = index.fetch(more[at : at + AT_ONCE])
        decided += _decided([again[number] for number in sorted(again)], index, shelf)
    shelf.shorten()
    return keep_copies(
        connection,
        [each.report_id for each in decided],
        (copy for each in decided for copy in each.copies),
    )


def _printers(
    asked: Sequence[Coded], decided: Sequence[Decided], source: Container[int], index: Index
) -> set[int]:
    """Return the numbers of all printers of passages that only new reports made into everybody's, or of which
    new ones that may be their source are now among the first in the place of others."""
    added = Counter(digest for each in asked for digest in each.digests.tolist())
    printed = {digest: times for each in decided for digest, times in each.common.items()}
    turned = {digest for digest, times in printed.items() if times - added[digest] <= COMMON}
    for report, each in zip(asked, decided, strict=True):
        if report.number in source:
            turned |= each.crowded
    keys = digest_keys(np.array(sorted(turned), dtype=np.uint64))
    return set((index.printings(keys, None).values >> PLACES).tolist())


def _decided(
    asked: Sequence[Coded], index: Index, shelf: Shelf, thorough: Container[int] = frozenset()
) -> list[Decided]:
    """Return what reports copied."""
    found: list[Decided] = []
    for at in range(0, len(asked), AT_ONCE):
        found += decide(asked[at : at + AT_ONCE], index, thorough=thorough, look=shelf.look)
        shelf.shorten()
    return found


def update_copies(
    connection: Connection, analysed: Iterable[Analysed], shelf: Shelf | None = None
) -> frozenset[str]:
    """Take new reports into the index and decide the copies they touch.

    Returns the ids of the new reports and of those whose copies came out differently. ``shelf`` holds what a
    run keeps at hand between its batches.
    """
    batch = list(analysed)
    new = frozenset(each.report.id for each in batch)
    shelf = Shelf() if shelf is None else shelf
    with _uncollected():
        shelf.settle(connection)
        changed = _catch_up(connection, new, shelf)
        changed |= _settle(connection, [(each.report, each.passages, each.coded) for each in batch], shelf)
    return new | changed


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile: what is made here by the hundred thousand has no cycles, and going
    through it again and again is a fifth of the work."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
