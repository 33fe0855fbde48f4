"""Postings: what keys lead to, whichever way the runs were made."""

from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from reportedly.lineage.postings import Run, every, find, joined

KEYS = st.sampled_from([0, 1, 2**31, 2**32 - 1])
ASKED = np.array([0, 2**32 - 1, 7, 1], dtype=np.uint32)
REPORT = st.lists(st.tuples(KEYS, st.integers(1, 3)), max_size=3)
"""The keys of a report's passages, each that often."""
BATCHES = st.lists(
    st.lists(REPORT, max_size=6)
    | st.tuples(st.lists(REPORT, max_size=2), st.integers(1, 70)).map(lambda pair: pair[0] * pair[1]),
    min_size=1,
    max_size=5,
)
"""Runs of reports, now and then of very many that are alike."""

Postings = list[list[tuple[int, int]]]


def laid(batches: list[list[list[tuple[int, int]]]]) -> tuple[Postings, NDArray[np.uint32]]:
    """Return of each run its keys and passages, and the report of each passage: all are numbered through."""
    runs: Postings = []
    owner: list[int] = []
    number = 0
    for batch in batches:
        run = []
        for report in batch:
            for key, times in report:
                run += [(key, len(owner) + each) for each in range(times)]
                owner += [number] * times
            number += 1
        runs.append(run)
    return runs, np.array([*owner, number], dtype=np.uint32)


def run_of(postings: list[tuple[int, int]]) -> Run:
    """Return postings as they come, not in order."""
    columns = np.array(postings, dtype=np.int64).reshape(-1, 2).astype(np.uint32)
    return Run(columns[:, 0].copy(), columns[:, 1].copy())


def ranks(report: NDArray[np.uint32], random: Random) -> NDArray[np.int64]:
    """Return any order of precedence of the reports."""
    order = [*range(int(report[-1]) + 1)]
    random.shuffle(order)
    return np.array(order, dtype=np.int64)


@given(BATCHES, st.randoms(use_true_random=False), st.integers(1, 9))
def test_the_first_passages_are_found_in_any_runs(
    batches: list[list[list[tuple[int, int]]]], random: Random, most: int
) -> None:
    """Which eight of a thousand printings are looked at must not depend on when each was read; how many there
    are tells what everybody prints."""
    runs, report = laid(batches)
    rank = ranks(report, random)
    apart = [joined([run_of(each)], report, rank) for each in runs]
    whole = [joined(apart, report, rank)]
    random.shuffle(apart)

    for given_ in (apart, whole):
        hits = find(given_, ASKED, report, rank, most)
        asked, passages = hits.flat()
        for at, key in enumerate(ASKED.tolist()):
            expected = sorted(
                (passage for run in runs for held, passage in run if held == key),
                key=lambda passage: (rank[report[passage]], passage),
            )
            assert passages[asked == at].tolist() == expected[:most]
            assert hits.held[at] == len(expected[:most])
            assert hits.total[at] == len(expected)


@given(BATCHES, st.randoms(use_true_random=False))
def test_a_run_is_in_order_however_it_was_made(
    batches: list[list[list[tuple[int, int]]]], random: Random
) -> None:
    """Runs are searched by halves and read from the front: keys rise, and under each the first come first."""
    runs, report = laid(batches)
    rank = ranks(report, random)
    together = joined([run_of(each) for each in runs], report, rank)
    told = list(zip(together.keys.tolist(), together.values.tolist(), strict=True))

    assert sorted(told) == sorted(posting for run in runs for posting in run)
    assert told == sorted(told, key=lambda each: (each[0], rank[report[each[1]]], each[1]))
    again = joined([joined([run_of(each)], report, rank) for each in reversed(runs)], report, rank)
    assert again.keys.tolist() == together.keys.tolist()
    assert again.values.tolist() == together.values.tolist()


@given(BATCHES)
def test_all_that_a_key_leads_to_is_told(batches: list[list[list[tuple[int, int]]]]) -> None:
    """Whoever prints what new reports made everybody's is decided again, however many they are."""
    runs, report = laid(batches)
    rank = np.arange(int(report[-1]) + 1, dtype=np.int64)
    asked, passages = every([joined([run_of(each)], report, rank) for each in runs], ASKED)

    assert sorted(zip(asked.tolist(), passages.tolist(), strict=True)) == sorted(
        (at, passage)
        for at, key in enumerate(ASKED.tolist())
        for run in runs
        for held, passage in run
        if held == key
    )


def test_a_key_of_thousands_of_passages_is_counted() -> None:
    """A notice under every report has a list as long as the record: its end is found, not walked to."""
    for count in (1, 2, 3, 1000, 1023, 1024, 1025, 5000):
        report = np.arange(count + 2, dtype=np.uint32)
        run = Run(
            np.array([1, *[5] * count, 9], dtype=np.uint32),
            np.array([count, *range(count), count + 1], np.uint32),
        )
        hits = find([run, run_of([])], np.array([5, 9, 2], np.uint32), report, report.astype(np.int64), 2)

        assert hits.total.tolist() == [count, 1, 0]
        assert hits.values[0, : hits.held[0]].tolist() == [*range(count)][:2]


def test_nothing_is_found_in_nothing() -> None:
    """The first batch of a record looks itself up in an empty index."""
    none = np.empty(0, np.uint32)
    for runs in ([], [Run(none, none)]):
        hits = find(runs, ASKED, none, np.empty(0, np.int64), 3)

        assert (hits.held.tolist(), hits.total.tolist()) == ([0] * 4, [0] * 4)
        assert [each.tolist() for each in hits.flat()] == [[], []]
        assert [each.tolist() for each in every(runs, ASKED)] == [[], []]
    assert find([], none, none, np.empty(0, np.int64), 3).values.shape == (0, 3)
