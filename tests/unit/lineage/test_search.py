"""Searching: which passages are compared, whatever stands before them in the index."""

from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reportedly.lineage.columns import AtHand, Coded, Numbers
from reportedly.lineage.cutting import Cut
from reportedly.lineage.fingerprints import Keys, digest_keys
from reportedly.lineage.postings import Hits, Run, find, joined
from reportedly.lineage.search import Index, firsts, oldest

from .making import facts

KEYS = np.array([3, 2**32 - 1], dtype=np.uint32)
REPORTS = st.lists(
    st.lists(st.tuples(st.integers(0, 5), st.sampled_from([(), (0,), (1,), (0, 1), (0, 0)])), max_size=4),
    max_size=60,
)
"""Of each passage of each report its digest, and the keys that lead to it."""


def reports_of(digests: list[list[int]]) -> list[Coded]:
    """Return reports of passages with these digests."""
    made = []
    for number, own in enumerate(digests):
        places, none = np.arange(len(own), dtype=np.int64), np.empty(0, np.uint8)
        nowhere = np.empty(0, np.uint32)
        cut = Cut(
            f"r{number}",
            places,
            places + 1,
            np.array(own, dtype=np.uint64),
            np.zeros(len(own) + 1, np.int64),
            np.empty(0, np.uint16),
            none,
            none,
            nowhere,
            nowhere,
        )
        made.append(Coded(number, facts(f"r{number}"), cut))
    return made


def index_of(reports: list[Coded], rank: Numbers, printings: Run, phrases: Run) -> Index:
    """Return an index of reports of which nothing is at hand but what is asked for."""
    hand = AtHand()
    hand.expect([len(each.cut) for each in reports], rank)

    def load(numbers: Numbers) -> None:
        assert numbers.tolist() == sorted({*numbers.tolist()})
        assert not hand.held[numbers].any(), "what is at hand is fetched again"
        hand.take(reports[number] for number in numbers.tolist())

    def finding(run: Run, keys: Keys, most: int) -> Hits:
        columns = hand.columns()
        return find([joined([run], columns.report, rank)], keys, columns.report, rank, most)

    return Index(
        hand,
        lambda keys, most: finding(printings, keys, most),
        lambda keys, most: finding(phrases, keys, most),
        load,
        load,
    )


def ranks(count: int, random: Random) -> Numbers:
    """Return any order of precedence."""
    order = [*range(count)]
    random.shuffle(order)
    return np.array(order, dtype=np.int64)


def run_of(postings: list[tuple[int, int]]) -> Run:
    """Return postings of keys and passages."""
    columns = np.array(postings, dtype=np.int64).reshape(-1, 2).astype(np.uint32)
    return Run(columns[:, 0].copy(), columns[:, 1].copy())


@given(REPORTS, st.randoms(use_true_random=False), st.integers(1, 4))
def test_the_first_distinct_passages_are_found_behind_any_number_of_printings(
    found: list[list[tuple[int, tuple[int, ...]]]], random: Random, most: int
) -> None:
    """The index may lead to many printings of one passage, each the first when it came: what is compared is
    the first printing of each of the first passages, as if only those stood there."""
    rank = ranks(len(found), random)
    passages = [(number, *each) for number, own in enumerate(found) for each in own]
    postings = [(int(KEYS[key]), at) for at, (_, _, keys) in enumerate(passages) for key in keys]
    reports = reports_of([[digest for digest, _ in own] for own in found])
    values, held = oldest(KEYS, index_of(reports, rank, run_of([]), run_of(postings)), most)

    for nth, key in enumerate(KEYS.tolist()):
        first: dict[int, int] = {}
        for at in sorted(
            {at for own, at in postings if own == key}, key=lambda at: (rank[passages[at][0]], at)
        ):
            first.setdefault(passages[at][1], at)
        assert values[nth, : held[nth]].tolist() == [*first.values()][:most]


@given(st.lists(st.lists(st.integers(0, 5), max_size=4), max_size=30), st.randoms(use_true_random=False))
def test_a_passage_is_the_first_of_its_words_by_precedence(digests: list[list[int]], random: Random) -> None:
    """Only the first printing of a passage stands for it: which one that is follows from the reports."""
    rank, reports = ranks(len(digests), random), reports_of(digests)
    owner = [(number, digest) for number, own in enumerate(digests) for digest in own]
    keys = digest_keys(np.array([digest for _, digest in owner], dtype=np.uint64))
    run = Run(keys, np.arange(len(owner), dtype=np.uint32))
    index = index_of(reports, rank, run, run_of([]))
    index.load(np.arange(len(digests), dtype=np.int64))

    first: dict[int, int] = {}
    for at in sorted(range(len(owner)), key=lambda at: (rank[owner[at][0]], at)):
        first.setdefault(owner[at][1], at)
    marks = firsts(np.arange(len(owner), dtype=np.int64), index)
    assert np.flatnonzero(marks).tolist() == sorted(first.values())
