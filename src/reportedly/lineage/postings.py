"""Postings: which passages hold a key, in sorted runs that are searched and merged as whole arrays.

There are two kinds. *Printings* lead from a digest to the passages that have it. *Phrases* lead from a
fingerprint to the first printing of each distinct passage that holds it, so that a reprint adds nothing. In
both those under one key stand in the reports' order of precedence, and of a thousand only the first few are
looked at, whichever way they came.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reportedly.lineage.columns import Numbers
from reportedly.lineage.compiled import compiled
from reportedly.lineage.fingerprints import Keys

Passages = NDArray[np.uint32]

FIRST = 8
"""Printings of a passage that are looked at: the first by precedence, of a thousand as of nine."""


class Run(NamedTuple):
    """Keys in ascending order, and beside each the passage it leads to; equal keys by precedence."""

    keys: Keys
    values: Passages


class Hits(NamedTuple):
    """What a search found: a row for each key asked for, of which the first ``held`` passages count.

    ``total`` says to how many the key leads, also those not looked at.
    """

    values: NDArray[np.uint32]
    held: Numbers
    total: Numbers

    def flat(self) -> tuple[Numbers, Numbers]:
        """Return the places of keys and the passages they lead to, row by row."""
        there = np.arange(self.values.shape[1]) < self.held[:, None]
        return np.repeat(np.arange(len(self.held)), self.held), self.values[there].astype(np.int64)


def joined(runs: Sequence[Run], report: NDArray[np.uint32], rank: Numbers) -> Run:
    """Return one run of several, or of postings in any order; ``report`` is of each passage its report's
    number, ``rank`` of each report its place by precedence."""
    keys = np.concatenate([run.keys for run in runs])
    values = np.concatenate([run.values for run in runs])
    places = rank[report[values]].astype(np.uint64)
    order = np.argsort((keys.astype(np.uint64) << np.uint64(32)) | places, kind="stable")
    return Run(keys[order], values[order])


def find(
    runs: Iterable[Run], keys: Keys, report: NDArray[np.uint32], rank: Numbers, most: int = FIRST
) -> Hits:
    """Return the first ``most`` passages of each key by precedence; ``keys`` may come in any order."""
    ordered, which = np.unique(keys, return_inverse=True)
    found = Hits(
        np.zeros((len(ordered), most), np.uint32),
        np.zeros(len(ordered), np.int64),
        np.zeros(len(ordered), np.int64),
    )
    for run in runs:
        if len(run.keys) and len(ordered):
            first = np.searchsorted(run.keys, ordered, "left")
            _merge(run, first, ordered, report, rank, found)
    return Hits(found.values[which], found.held[which], found.total[which])


@compiled
def _merge(
    run: Run, first: Numbers, keys: Keys, report: NDArray[np.uint32], rank: Numbers, found: Hits
) -> None:
    """Put the postings of one run between those found before."""
    for nth in range(len(keys)):
        at, key = first[nth], keys[nth]
        while at < len(run.keys) and run.keys[at] == key:
            if not _put(found, nth, run.values[at], report, rank):
                break
            at += 1
        found.total[nth] += _end(run.keys, at, key) - first[nth]


@compiled
def _end(run_keys: Keys, at: int, key: int) -> int:
    """Return where a key's postings end that go up to ``at`` at least; of many not each is looked at."""
    step = 1
    while at + step <= len(run_keys) and run_keys[at + step - 1] == key:
        at, step = at + step, 2 * step
    while step > 1:
        step //= 2
        if at + step <= len(run_keys) and run_keys[at + step - 1] == key:
            at += step
    return at


@compiled
def _put(found: Hits, nth: int, value: int, report: NDArray[np.uint32], rank: Numbers) -> bool:
    """Put one passage in its place; return whether those after it may have one too."""
    row, held, most = found.values[nth], found.held[nth], found.values.shape[1]
    place, own = held, rank[report[value]]
    while place and (
        rank[report[row[place - 1]]] > own or (rank[report[row[place - 1]]] == own and row[place - 1] > value)
    ):
        place -= 1
    if place == most:
        return False
    for at in range(min(held, most - 1), place, -1):
        row[at] = row[at - 1]
    row[place] = value
    found.held[nth] = min(held + 1, most)
    return True


def every(runs: Iterable[Run], keys: Keys) -> tuple[Numbers, Numbers]:
    """Return the places of keys and all passages that they lead to, in no order among themselves."""
    asked, values = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for run in runs:
        first = np.searchsorted(run.keys, keys, "left")
        held = np.searchsorted(run.keys, keys, "right") - first
        within = np.arange(int(held.sum())) - np.repeat(np.cumsum(held) - held, held)
        asked.append(np.repeat(np.arange(len(keys)), held))
        values.append(run.values[np.repeat(first, held) + within].astype(np.int64))
    return np.concatenate(asked), np.concatenate(values)
