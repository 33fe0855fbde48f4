"""Postings: what keys lead to, whichever way the runs were made."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reportedly.lineage.postings import (
    PLACES,
    Run,
    find_phrases,
    find_printings,
    joined,
    united,
    value_of,
)

KEYS = st.sampled_from([0, 1, 2**31, 2**32 - 1])
RUNS = st.lists(st.lists(st.tuples(KEYS, st.integers(0, 9)), max_size=12), min_size=1, max_size=5)
ASKED = np.array([0, 2**32 - 1, 7, 1], dtype=np.uint32)


def run_of(postings: list[tuple[int, int]]) -> Run:
    """Return postings as they come, not in order."""
    columns = list(zip(*postings, strict=True)) or [(), ()]
    return Run(np.array(columns[0], dtype=np.uint32), np.array(columns[1], dtype=np.int64))


@given(RUNS, st.permutations(range(10)), st.integers(1, 4))
def test_the_first_printings_are_found_in_any_runs(
    found: list[list[tuple[int, int]]], order: list[int], most: int
) -> None:
    """Which eight of a thousand printings are looked at must not depend on when each was read."""
    rank = np.array(order, dtype=np.int64)
    met: set[int] = set()
    runs: list[Run] = []
    for piece in found:  # a report comes once
        fresh = sorted({(key, number) for key, number in piece if number not in met})
        met |= {number for _, number in fresh}
        runs.append(joined([run_of([(key, value_of(number, 1)) for key, number in fresh])], rank))

    apart, whole = (find_printings(each, ASKED, rank, most) for each in (runs, [joined(runs, rank)]))

    for one in (apart, whole):
        for at, key in enumerate(ASKED.tolist()):
            every = sorted(
                (int(v) >> PLACES for each in runs for v in each.values[each.keys == key]),
                key=order.__getitem__,
            )
            assert (one.values[one.asked == at] >> PLACES).tolist() == every[:most]
            assert one.count[at] == len(every)


@given(RUNS, st.integers(1, 4))
def test_formulas_lead_nowhere(found: list[list[tuple[int, int]]], most: int) -> None:
    """A run of words in half the news tells nothing; a passage reprinted in every run is still one."""
    runs = [united([run_of(each)]) for each in found]
    for given_ in (runs, [united(runs)]):
        hits = find_phrases(given_, ASKED, most)
        for at, key in enumerate(ASKED.tolist()):
            every = sorted({value for each in found for held, value in each if held == key})
            assert hits.values[hits.asked == at].tolist() == (every if len(every) <= most else [])
            assert (hits.count[at] > most) == (len(every) > most)
