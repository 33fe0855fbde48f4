"""Columns: what was had at hand comes back, wherever it lies and however often it was let go."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.lineage.columns import CODES, IN_MEMORY, NOTHING, WORDS, AtHand, Coded, Column, Columns
from reportedly.lineage.cutting import Cut
from reportedly.lineage.direction import Facts

from .making import day, facts

OUTLETS = ("The Courier", "Harbour News", "The Gazette")
WORD_COLUMNS = ("letters", "marks", "begins", "after")


def made(number: int, sizes: list[int]) -> Coded:
    """Return a report whose passages have so many words, all numbers of it its own."""
    chance = np.random.default_rng(number)
    first = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.array(sizes, dtype=np.int64))])
    words, passages = int(first[-1]), len(sizes)
    starts = np.sort(chance.integers(0, 2**32 - 9, passages))
    known = facts(
        f"r{number}",
        None if number % 3 == 0 else day(1 + number % 9),
        None if number % 4 == 0 else OUTLETS[number % 3],
        *OUTLETS[: number % 4],
    )
    cut = Cut(
        known.report_id,
        starts,
        starts + 8,
        chance.integers(0, 2**64 - 1, passages, dtype=np.uint64),
        first,
        chance.integers(0, 2**16, words).astype(np.uint16),
        chance.integers(1, 256, words).astype(np.uint8),
        chance.integers(0, 8, words).astype(np.uint8),
        chance.integers(0, 2**32, words).astype(np.uint32),
        chance.integers(0, 2**32, words).astype(np.uint32),
    )
    return Coded(number, known, cut)


def bare(report: Coded) -> Coded:
    """Return the same report with the codes of its words alone."""
    told, none, nowhere = report.cut, np.empty(0, np.uint8), np.empty(0, np.uint32)
    cut = Cut(
        told.report_id,
        told.starts,
        told.ends,
        told.digests,
        told.first,
        told.codes,
        none,
        none,
        nowhere,
        nowhere,
    )
    return Coded(report.number, report.facts, cut)


def expect(hand: AtHand, reports: list[Coded]) -> None:
    """Make room for reports."""
    count = len(hand.held) + len(reports)
    hand.expect([len(each.cut) for each in reports], np.arange(count, dtype=np.int64)[::-1].copy())


def check(hand: AtHand, report: Coded, level: int) -> None:
    """Compare what the columns say of a report with the report."""
    columns, number, cut = hand.columns(), report.number, report.cut
    own = slice(int(columns.base[number]), int(columns.base[number + 1]))
    assert columns.report[own].tolist() == [number] * len(cut)
    if level == NOTHING:
        return
    assert hand.ids[number] == report.facts.report_id
    assert np.array_equal([columns.since[number], columns.until[number]], report.bounds, equal_nan=True)
    _check_outlets(hand, columns, number, report.facts)
    assert columns.digest[own].tolist() == cut.digests.tolist()
    assert columns.start[own].tolist() == cut.starts.tolist()
    assert columns.end[own].tolist() == cut.ends.tolist()
    assert columns.words[own].tolist() == [*cut.words]
    for at, (first, words) in enumerate(zip(columns.first[own], columns.words[own], strict=True)):
        there, here = slice(first, first + words), slice(cut.first[at], cut.first[at + 1])
        assert np.array_equal(columns.codes[there], cut.codes[here])
        for name in WORD_COLUMNS if level == WORDS else ():
            assert np.array_equal(getattr(columns, name)[there], getattr(cut, name)[here])


def _check_outlets(hand: AtHand, columns: Columns, number: int, known: Facts) -> None:
    """Compare what the columns say of a report's outlet and credits."""
    names = {at: name for name, at in hand.outlets.items()}
    begun = columns.credit[number]
    assert names.get(int(columns.outlet[number])) == known.outlet
    credited = columns.credited[begun : begun + columns.credits[number]]
    assert {names[at] for at in credited.tolist()} == known.credits


STEPS = st.lists(
    st.one_of(
        st.lists(st.lists(st.integers(0, 40), max_size=5), min_size=1, max_size=4),
        st.tuples(st.integers(0, 30), st.sampled_from([CODES, WORDS])),
        st.none(),
    ),
    max_size=20,
)


@given(STEPS)
def test_what_is_taken_is_what_comes_back(
    steps: list[list[list[int]] | tuple[int, int] | None],
) -> None:
    """Reports come in batches, are fetched as they are asked for, first their codes and then their words, and
    are all let go when there are too many: whatever is at hand is what was read."""
    hand = AtHand()
    reports: list[Coded] = []
    levels: list[int] = []
    for step in steps:
        if step is None:
            hand.let_go()
            levels = [NOTHING] * len(levels)
        elif isinstance(step, tuple):
            number, level = step
            if number < len(reports):
                hand.take([reports[number] if level == WORDS else bare(reports[number])])
                levels[number] = WORDS if not len(reports[number].cut.codes) else level
        else:
            fresh = [made(len(reports) + at, sizes) for at, sizes in enumerate(step)]
            expect(hand, fresh)
            reports += fresh
            levels += [NOTHING] * len(fresh)

        for report, level in zip(reports, levels, strict=True):
            check(hand, report, level)
        every = np.arange(len(reports), dtype=np.int64)
        for level in (CODES, WORDS):
            assert hand.missing(every, level).tolist() == [n for n, had in enumerate(levels) if had < level]
        assert hand.columns().rank.tolist() == [*reversed(range(len(reports)))]


@pytest.mark.parametrize("size", [1, 1024, IN_MEMORY, IN_MEMORY + 1, 3 * IN_MEMORY])
def test_a_column_grows_beyond_what_is_kept_in_memory(size: int) -> None:
    """Numbers written before a column moves into a file, or grows there, are still in it afterwards."""
    column = Column(np.uint32)
    for count in (size // 2, size, 2 * size, 5 * size):
        before = column.room.copy()
        room = column.reserve(count)
        assert len(room) >= count
        assert np.array_equal(room[: len(before)], before)
        room[:] = np.arange(len(room), dtype=np.uint32) + count
        assert column.reserve(count) is room


def test_many_reports_come_back_from_files() -> None:
    """A record of millions of words is read like one of ten: across the size at which columns move."""
    sizes = [[30] * 40, [5000] * 3, [IN_MEMORY], [1] * (IN_MEMORY + 1), [], [7]]
    reports = [made(number, each) for number, each in enumerate(sizes)]
    hand = AtHand()
    for report in reports:
        expect(hand, [report])
    for told, level in ((map(bare, reports), CODES), (reports, WORDS)):
        hand.take(told)
        for report in reports:
            check(hand, report, WORDS if not len(report.cut.codes) else level)
    hand.let_go()
    assert hand.missing(np.arange(len(reports), dtype=np.int64)).tolist() == [*range(len(reports))]
    hand.take(reversed(reports))
    for report in reports:
        check(hand, report, WORDS)
    assert hand.words == sum(map(sum, sizes))


def test_only_what_is_asked_for_is_missing() -> None:
    """A lookup that meets a thousand printings of one report fetches it once, and no other."""
    hand = AtHand()
    reports = [made(number, [5]) for number in range(4)]
    expect(hand, reports)
    hand.take([reports[2]])

    assert hand.missing(np.array([3, 2, 3, 0, 2], dtype=np.int64)).tolist() == [0, 3]
    assert hand.missing(np.empty(0, np.int64)).tolist() == []
