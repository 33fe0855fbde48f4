"""Lineage over a record that grows: new reports are looked up, and what they touch is decided anew.

A report's copies follow from the set of reports in the record, not from when they came (``lineage.reference``
is the same in one piece). Decided again are the reports that may have copied a new one; where a new one takes
the place of another among the first printers of a passage, all that print it or one like it; where a passage
turns into one that everybody prints, all that print it; and where a new one comes among the first passages
that hold a fingerprint of many, those it is like, and those like the one it drove out.
"""

import gc
import struct
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from reportedly.language.language import load_language
from reportedly.lineage.columns import Coded, Numbers
from reportedly.lineage.crowds import Crowd, crowd, driven_out
from reportedly.lineage.cutting import Cut
from reportedly.lineage.decide import COMMON, FAST, FULL, Decided, Index, decide
from reportedly.lineage.direction import Facts, precedence
from reportedly.lineage.fingerprints import digest_keys
from reportedly.lineage.passages import cut
from reportedly.lineage.postings import Run, every
from reportedly.lineage.search import Marks, firsts, phrases
from reportedly.readings.sentences import find_sentences
from reportedly.run.analysis import LANGUAGE, Analysed
from reportedly.run.corrections import keep_copies
from reportedly.run.shelving import Shelf, index_of, packed
from reportedly.store.lineage import Kept, index_reports, next_number, not_indexed
from reportedly.store.postings import Kind
from reportedly.store.reports import reports
from reportedly.terms.reports import Report
from reportedly.terms.spans import COMPARED

Connection = Any
"""The store's connection; only the store knows what it is."""

FULLY, FAST_ONLY = "full", "fast"
LOOKS = {FULLY: FULL, FAST_ONLY: FAST}
"""How closely copies may be looked for, by name."""
AT_ONCE = 1000
"""Reports decided together: as many as share what is fetched for them."""
MADE_AGAIN = 1000
"""Reports put into the index together where it is made again."""

Found = tuple[Report, Cut]
"""A report and its passages."""


def facts_of(report: Report) -> Facts:
    """Return what of a report bears on direction; its rank is the digest of its bytes, then its address."""
    return Facts(
        report_id=report.id,
        published=report.published,
        outlet=report.outlet,
        credits=frozenset(report.credits),
        rank=f"{report.raw_sha256[:16]} {report.id.rpartition('-')[2]}",
    )


def order_of(facts: Facts) -> str:
    """Return a text that sorts among its like as ``direction.precedence`` does."""
    unknown, seconds, started, rank, _ = precedence(facts)
    (bits,) = struct.unpack(">Q", struct.pack(">d", seconds))
    bits = bits ^ 0xFFFFFFFFFFFFFFFF if bits >> 63 else bits | 1 << 63
    return f"{unknown:d}{bits:016x}{started:d}{rank}"


@dataclass(frozen=True, slots=True)
class _Added:
    """New reports in the index, by number: which may be the source of others that were there before, and whom
    they drove out of the first that hold a fingerprint."""

    reports: Numbers
    sources: Marks
    crowd: Crowd


def _keep(connection: Connection, found: Sequence[Found], shelf: Shelf) -> _Added:
    """Put new reports into the index."""
    last = shelf.standing.orders[-1:].tolist()
    facts = {report.id: facts_of(report) for report, _ in found}
    ordered = sorted(found, key=lambda each: precedence(facts[each[0].id]))
    first = next_number(connection)
    made = [Coded(first + at, facts[report.id], passages) for at, (report, passages) in enumerate(ordered)]
    rows = [_row(each) for each in made]
    index_reports(connection, rows)
    shelf.standing.add((each.number, each.order, each.credits) for each in rows)
    at_hand, index = shelf.at_hand, index_of(connection, shelf)
    at_hand.expect([len(each.cut) for each in made], shelf.standing.rank)
    at_hand.take(made)
    outlets = shelf.standing.credited
    sources = np.array(
        [
            each.facts.outlet in outlets
            or bool(last and row.order.encode("utf-8", "surrogatepass") < last[0])
            for each, row in zip(made, rows, strict=True)
        ],
        dtype=bool,
    )
    reports_ = np.arange(first, first + len(made), dtype=np.int64)
    before = crowd(reports_[sources], index)
    columns = at_hand.columns()
    passages = np.arange(columns.base[first], columns.base[first + len(made)], dtype=np.int64)
    keys = digest_keys(columns.digest[passages])
    shelf.add(connection, Kind.PRINTINGS, Run(keys, passages.astype(np.uint32)))
    fresh = passages[firsts(passages, index)]
    shelf.add(connection, Kind.PHRASES, phrases(at_hand.columns(), fresh))
    return _Added(reports_, sources, before)


def _row(each: Coded) -> Kept:
    """Return a report as the index keeps it."""
    cut_ = each.cut
    return Kept(
        each.number,
        each.facts.report_id,
        packed(each.facts),
        cut_.starts,
        cut_.ends,
        cut_.digests,
        cut_.first,
        cut_.codes,
        order_of(each.facts),
        "\n".join(sorted(each.facts.credits)),
    )


def _catch_up(connection: Connection, new: frozenset[str], shelf: Shelf) -> set[str]:
    """Put reports into the index that an earlier program kept without it; return what changed by that."""
    changed: set[str] = set()
    if shelf.complete:
        return changed
    missing = [report_id for report_id in not_indexed(connection) if report_id not in new]
    for at in range(0, len(missing), MADE_AGAIN):
        found: list[Found] = []
        for report in reports(connection, missing[at : at + MADE_AGAIN]):
            sentences = find_sentences(report.text, report.blocks, load_language(LANGUAGE), COMPARED)
            found.append((report, cut(report.id, report.text, sentences)))
        changed |= _settle(connection, found, shelf)
    shelf.complete = True
    return changed


def _settle(connection: Connection, found: Sequence[Found], shelf: Shelf) -> set[str]:
    """Put new reports into the index, decide what they copied, then the same of all that they touch.

    Returns the ids of the reports with a side in a copy that came or went.
    """
    added = _keep(connection, found, shelf)
    index = index_of(connection, shelf)
    decided = [*_decided(added.reports, index, shelf, added.sources)]
    touched = [*(each.touched for each in decided), _printers(added.reports, decided, shelf, index)]
    touched.append(driven_out(added.crowd, index, lambda keys: every(shelf.runs(Kind.PHRASES), keys)))
    more = np.setdiff1d(np.concatenate(touched), added.reports)
    decided += _decided(more, index, shelf)
    ids = index.at_hand.ids
    return keep_copies(
        connection,
        [ids[number] or "" for number in [*added.reports.tolist(), *more.tolist()]],
        (copy for each in decided for copy in each.copies),
    )


def _printers(added: Numbers, decided: Sequence[Decided], shelf: Shelf, index: Index) -> Numbers:
    """Return the numbers of all printers of passages that only new reports made into everybody's, or of which
    new ones that may be their source are now among the first in the place of others."""
    columns = index.at_hand.columns()
    passages = [each.crowded for each in decided]
    common = {passage: times for each in decided for passage, times in each.common.items()}
    if common:
        base = columns.base
        new = Counter(columns.digest[base[added[0]] : base[added[-1] + 1]].tolist())
        turned = [at for at, times in common.items() if times - new[int(columns.digest[at])] <= COMMON]
        passages.append(np.array(turned, dtype=np.int64))
    keys = np.unique(digest_keys(columns.digest[np.concatenate([np.empty(0, np.int64), *passages])]))
    found = every(shelf.runs(Kind.PRINTINGS), keys)[1]
    return np.unique(columns.report[found].astype(np.int64))


def _decided(asked: Numbers, index: Index, shelf: Shelf, thorough: Marks | None = None) -> Iterator[Decided]:
    """Yield what reports copied, some of them at once."""
    for at in range(0, len(asked), AT_ONCE):
        some = slice(at, at + AT_ONCE)
        closely = None if thorough is None else thorough[some]
        yield decide(asked[some], index, thorough=closely, look=shelf.look)


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
        changed |= _settle(connection, [(each.report, each.passages) for each in batch], shelf)
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
