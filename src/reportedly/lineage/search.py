"""The search: which passages of some reports stand, word for word or much alike, in others.

All reports asked about are looked up at once. What comes back is a table with a row for each passage and each
other report that has one like it and may be its source.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from reportedly.lineage.align import FEWEST_ALIGNED
from reportedly.lineage.columns import AtHand, Columns, Numbers
from reportedly.lineage.compiled import compiled
from reportedly.lineage.evidence import LEAST_SHARE
from reportedly.lineage.fingerprints import Keys, digest_keys, fingerprints
from reportedly.lineage.grounds import ground
from reportedly.lineage.postings import FIRST, Hits, Run
from reportedly.lineage.subsequence import BITS, Codes, Masks, in_common, marked, no_masks, wiped
from reportedly.lineage.tongue import load_tongue

Marks = NDArray[np.bool_]
Floats = NDArray[np.float64]

LONG = 12
"""Words in common of which some are not everybody's: they are not counted."""
OLDEST = 8
"""Distinct passages that share a fingerprint of which a passage is compared: the first by precedence."""


class Find(Protocol):
    """How postings are found."""

    def __call__(self, keys: Keys, most: int) -> Hits:
        """Return the first ``most`` passages of each key by precedence."""


Load = Callable[[Numbers], None]
"""Has reports at hand."""


@dataclass(frozen=True, slots=True)
class Index:
    """How the index is asked: where digests are printed, which passages hold a fingerprint, and what has
    reports at hand: the codes of their words, or all of them."""

    at_hand: AtHand
    printings: Find
    phrases: Find
    load: Load
    word: Load

    def columns(self, passages: Numbers) -> Columns:
        """Return the columns, with these passages at hand."""
        at_hand = self.at_hand
        missing = at_hand.missing(at_hand.columns().report[passages].astype(np.int64))
        if len(missing):
            self.load(missing)
        return at_hand.columns()


class Rows(NamedTuple):
    """What is shared, a row each: a passage asked about and one like it, by passage and its likeness.

    ``ground`` is that of the other's report being the source. ``words`` counts those in common in order,
    ``share`` is their share of the shorter passage, ``telling`` counts the different ones that not every
    report uses (of near matches; 0 of verbatim ones).
    """

    own: Numbers
    other: Numbers
    ground: Numbers
    words: Numbers
    share: Floats
    verbatim: Marks
    telling: Numbers


class Met(NamedTuple):
    """What is marked on the way: of passages asked about whether they are among the first printings of their
    words and whether they have a source word for word; of reports whether they are ``touched``."""

    first: Marks
    copied: Marks
    touched: Marks


class Asking(NamedTuple):
    """Passages of which what is like them is looked for; which have a source word for word, and which are
    among the first printings of many."""

    passages: Numbers
    copied: Marks
    crowded: Marks


class Likely(NamedTuple):
    """What may be like some passages: the keys of the one at a place are ``which[bounds[place]]`` and on,
    rows of ``values``, of which the first ``held`` passages count."""

    bounds: Numbers
    which: Numbers
    values: NDArray[np.uint32]
    held: Numbers


@dataclass(frozen=True, slots=True)
class Shared:
    """What is found of some reports: the rows, in the order of their passages; then, passage by passage
    (``asked``), how many times it is printed, and which are among the first printings of a passage that has
    more than are looked at (``crowded``); and the reports, by number, of which one asked about may be the
    source or, where it is among the first of many, that have what is like a passage of it (``touched``)."""

    rows: Rows
    asked: Numbers
    printed: Numbers
    crowded: Marks
    touched: Numbers


def search(reports: Numbers, index: Index, thorough: Marks) -> Shared:
    """Return what reports share with those that may be their sources.

    ``thorough`` marks those of the reports of which also what is like a passage that has a source word for
    word is looked for.
    """
    base = index.at_hand.base
    asked = np.concatenate(
        [np.empty(0, np.int64), *[np.arange(base[number], base[number + 1]) for number in reports.tolist()]]
    )
    columns = index.columns(asked)
    hits = index.printings(digest_keys(columns.digest[asked]), FIRST)
    columns = index.columns(hits.flat()[1])
    met = Met(*(np.zeros(count, dtype=bool) for count in (len(asked), len(asked), len(columns.rank))))
    verbatim = _verbatim(columns, asked, hits, met)
    crowded = met.first & (hits.total > FIRST)
    closely = np.repeat(thorough, base[reports + 1] - base[reports])
    asking = np.flatnonzero(met.first & (~met.copied | closely))
    near = _near(Asking(asked[asking], met.copied[asking], crowded[asking]), index, met.touched)
    rows = [np.concatenate(both) for both in zip(verbatim, near, strict=True)]
    order = np.argsort(rows[0], kind="stable")
    found = Rows._make(column[order] for column in rows)
    return Shared(found, asked, hits.total, crowded, np.flatnonzero(met.touched))


def _near(asking: Asking, index: Index, touched: Marks) -> Rows:
    """Return the passages that share runs of words with others, and how much."""
    columns, tongue = index.at_hand.columns(), load_tongue("en")
    places, keys = fingerprints(asking.passages, columns.first, columns.words, columns.codes)
    distinct, which = np.unique(keys, return_inverse=True)
    values, held = oldest(distinct, index)
    columns = index.at_hand.columns()
    likely = Likely(np.searchsorted(places, np.arange(len(asking.passages) + 1)), which, values, held)
    alike = _alike(columns, tongue.common, asking.passages, likely, no_masks())
    others, row = np.unique(alike.other, return_inverse=True)
    hits = index.printings(digest_keys(columns.digest[others]), FIRST)
    columns = index.columns(hits.flat()[1])
    return _printed(columns, alike, row, hits, asking, touched)


def oldest(keys: Keys, index: Index, most: int = OLDEST) -> tuple[NDArray[np.uint32], Numbers]:
    """Return of each key the first printings of the first ``most`` distinct passages that hold it, a row
    each, and how many they are."""
    values, held = np.zeros((len(keys), most), np.uint32), np.zeros(len(keys), np.int64)
    open_, looked = np.arange(len(keys)), 2 * most
    while len(open_):
        hits = index.phrases(keys[open_], looked)
        columns = index.columns(hits.flat()[1])
        found, count = _distinct(columns.digest, hits.values, hits.held, most)
        values[open_], held[open_] = found, count
        # A passage that an earlier printing of it has come before stands there twice.
        open_, looked = open_[(count < most) & (hits.total > looked)], 4 * looked
    return values, held


@compiled
def _distinct(
    digest: NDArray[np.uint64], values: NDArray[np.uint32], held: Numbers, most: int
) -> tuple[NDArray[np.uint32], Numbers]:
    """Return of each row the first passages of different digests, and how many."""
    found = np.zeros((len(values), most), dtype=np.uint32)
    count = np.zeros(len(values), dtype=np.int64)
    for nth in range(len(values)):
        for at in range(held[nth]):
            fresh = count[nth] < most
            for before in range(count[nth]):
                fresh &= digest[found[nth, before]] != digest[values[nth, at]]
            if fresh:
                found[nth, count[nth]] = values[nth, at]
                count[nth] += 1
    return found, count


@compiled
def _rows(count: int) -> Rows:
    """Return room for so many rows."""
    return Rows(
        np.empty(count, dtype=np.int64),
        np.empty(count, dtype=np.int64),
        np.empty(count, dtype=np.int64),
        np.empty(count, dtype=np.int64),
        np.empty(count, dtype=np.float64),
        np.empty(count, dtype=np.bool_),
        np.empty(count, dtype=np.int64),
    )


@compiled
def _some(rows: Rows, count: int) -> Rows:
    """Return the first rows."""
    return Rows(
        rows.own[:count],
        rows.other[:count],
        rows.ground[:count],
        rows.words[:count],
        rows.share[:count],
        rows.verbatim[:count],
        rows.telling[:count],
    )


@compiled
def _verbatim(columns: Columns, asked: Numbers, hits: Hits, met: Met) -> Rows:
    """Return the passages that stand word for word elsewhere; mark what is found on the way."""
    rows = _rows(hits.held.sum())
    count = int(np.int64(0))
    for nth in range(len(asked)):
        own = asked[nth]
        report, last = columns.report[own], -1
        for at in range(hits.held[nth]):
            other = hits.values[nth, at]
            source = columns.report[other]
            if source == report:
                met.first[nth] = True
            elif columns.digest[other] == columns.digest[own]:
                why = ground(columns, report, source)
                met.touched[source] |= why < 0
                met.copied[nth] |= why >= 0
                if why >= 0 and source != last:
                    rows.own[count], rows.other[count], rows.ground[count] = own, other, why
                    rows.words[count], rows.share[count] = columns.words[own], 1.0
                    rows.verbatim[count], rows.telling[count] = True, 0
                    count, last = count + 1, source
    return _some(rows, count)


@compiled
def _alike(columns: Columns, common: Marks, asking: Numbers, likely: Likely, masks: Masks) -> Rows:
    """Return the passages that are like those that ask, of which ``own`` is the place among these."""
    rows = _rows(likely.held[likely.which].sum())
    count = int(np.int64(0))
    for nth in range(len(asking)):
        own = coded(columns, asking[nth])
        if len(own) <= BITS:
            marked(own, masks)
        keys = likely.which[likely.bounds[nth] : likely.bounds[nth + 1]]
        for other in _candidates(keys, likely.values, likely.held):
            if columns.digest[other] != columns.digest[asking[nth]]:
                there = coded(columns, other)
                words = in_common(own, masks, there)
                share = words / max(1, min(len(own), len(there)))
                if words >= FEWEST_ALIGNED and share >= LEAST_SHARE:
                    rows.own[count], rows.other[count] = nth, other
                    rows.words[count], rows.share[count] = words, share
                    rows.telling[count] = LONG if words >= LONG else _telling(own, there, common)
                    count += 1
        if len(own) <= BITS:
            wiped(own, masks)
    return _some(rows, count)


@compiled
def coded(columns: Columns, passage: int) -> Codes:
    """Return the codes of a passage's words."""
    first = columns.first[passage]
    return columns.codes[first : first + columns.words[passage]]


@compiled
def _candidates(which: Numbers, values: NDArray[np.uint32], held: Numbers) -> Numbers:
    """Return the passages that any of some keys leads to, each once."""
    found = np.empty(held[which].sum(), dtype=np.int64)
    count = 0
    for nth in range(len(which)):
        for at in range(held[which[nth]]):
            found[count] = values[which[nth], at]
            count += 1
    return np.unique(found)


@compiled
def _telling(own: Codes, other: Codes, common: Marks) -> int:
    """Return how many different words two passages share that not every report uses."""
    count = 0
    for at in range(len(own)):
        if not common[own[at]] and not (own[:at] == own[at]).any() and (other == own[at]).any():
            count += 1
    return count


@compiled
def _printed(columns: Columns, alike: Rows, row: Numbers, hits: Hits, asking: Asking, touched: Marks) -> Rows:
    """Return of what is alike the nearest in each report that may be the source; mark the others.

    Where what is alike is printed, ``hits.values[row]`` says. What has a source word for word is looked up
    for the sake of its copiers alone.
    """
    rows = _rows(hits.held[row].sum())
    count, first, last = int(np.int64(0)), int(np.int64(0)), int(np.int64(-1))
    for nth in range(len(alike.own)):
        place = alike.own[nth]
        if place != last:
            first, last = count, place
        own = asking.passages[place]
        report = columns.report[own]
        like = (alike.words[nth], alike.share[nth], alike.telling[nth])
        for at in range(hits.held[row[nth]]):
            other = hits.values[row[nth], at]
            source = columns.report[other]
            if source != report and columns.digest[other] == columns.digest[alike.other[nth]]:
                why = ground(columns, report, source)
                touched[source] |= why < 0 or asking.crowded[place]
                if why >= 0 and not asking.copied[place]:
                    count = _nearest(columns, rows, first, count, (own, other, why), like)
    return _some(rows, count)


@compiled
def _nearest(
    columns: Columns,
    rows: Rows,
    first: int,
    count: int,
    pair: tuple[int, int, int],
    like: tuple[int, float, int],
) -> int:
    """Put one passage of a report in the place of a less near one of it; return how many rows there are."""
    own, other, why = pair
    words, share, telling = like
    at = first
    while at < count and columns.report[rows.other[at]] != columns.report[other]:
        at += 1
    if at < count:
        size, last = columns.words[own] + columns.words[other], rows.other[at]
        near, known = words * words * (columns.words[own] + columns.words[last]), rows.words[at] ** 2 * size
        if known > near or (known == near and last < other):
            return count
    rows.own[at], rows.other[at], rows.ground[at] = own, other, why
    rows.words[at], rows.share[at] = words, share
    rows.verbatim[at], rows.telling[at] = False, telling
    return max(count, at + 1)


def firsts(passages: Numbers, index: Index) -> Marks:
    """Return which of these passages are the first printing of their words by precedence."""
    hits = index.printings(digest_keys(index.at_hand.columns().digest[passages]), FIRST)
    columns = index.columns(hits.flat()[1])
    return _firsts(columns.digest, passages, hits.values, hits.held)


@compiled
def _firsts(
    digest: NDArray[np.uint64], passages: Numbers, values: NDArray[np.uint32], held: Numbers
) -> Marks:
    """Return the same, given what the keys of their digests lead to."""
    first = np.zeros(len(passages), dtype=np.bool_)
    for nth in range(len(passages)):
        for at in range(held[nth]):
            if digest[values[nth, at]] == digest[passages[nth]]:
                first[nth] = values[nth, at] == passages[nth]
                break
    return first


def phrases(columns: Columns, passages: Numbers) -> Run:
    """Return where the fingerprints of passages lead, in no order: to these."""
    places, keys = fingerprints(passages, columns.first, columns.words, columns.codes)
    return Run(keys, passages[places].astype(np.uint32))
