"""The index of lineage: it finds what was put in, merged as it is told, however many batches that took."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select

from reportedly.store.copies import copies, replace_copies
from reportedly.store.inputs import keep_arrival
from reportedly.store.lineage import (
    GROWN,
    Kept,
    Kind,
    add_postings,
    index_reports,
    indexed,
    next_number,
    not_indexed,
    passages,
    runs,
    standing,
    texts_of,
)
from reportedly.store.record import Record, close_record, open_record, writing
from reportedly.store.schema import LINEAGE_KEYS
from reportedly.terms.lineage import Copy, Direction, Passage
from reportedly.terms.reports import Report
from reportedly.terms.spans import Span

from . import making
from .making import arrived, make_report


def _arrive(connection: Connection, *reports: Report) -> None:
    """Keep these reports."""
    for report in reports:
        keep_arrival(connection, arrived(report), report)


@contextmanager
def _fresh() -> Iterator[Connection]:
    """A record of its own for one example."""
    with tempfile.TemporaryDirectory() as folder:
        record = open_record(Path(folder) / "record.db", create=True)
        with writing(record) as connection:
            yield connection
        close_record(record)


def _kept(number: int, report: Report, *places: tuple[int, int]) -> Kept:
    """A report with passages at these places."""
    words = tuple(chr(0x100 + start % 999) * 6 for start, _ in places)
    digests = tuple(f"{start:016x}" for start, _ in places)
    return Kept(
        number, report.id, b"facts", tuple(a for a, _ in places), tuple(b for _, b in places), digests, words
    )


Arrays = tuple[NDArray[np.uint32], NDArray[np.int64]]


def _merged(held: Sequence[Arrays]) -> Arrays:
    """Runs in one, equal keys in the order of the runs."""
    keys, values = (np.concatenate(column) for column in zip(*held, strict=True))
    order = np.argsort(keys, kind="stable")
    return keys[order], values[order]


def _holders(connection: Connection, asked: list[int]) -> dict[int, list[int]]:
    """Return the values of each key asked, in the order of the runs."""
    keys = np.array(sorted(set(asked)), dtype=np.uint32)
    found: dict[int, list[int]] = {}
    for first, after, parts in runs(connection, Kind.PRINTINGS, keys):
        for held, values in parts:
            for key in keys[first:after].tolist():
                found.setdefault(key, []).extend(values[held == key].tolist())
    return {key: values for key, values in found.items() if values}


key_lists = st.lists(
    st.lists(st.sampled_from([0, 1, 2, 7, 2**26 - 1, 2**26, 2**31, 2**32 - 1]), max_size=8), max_size=8
)


@making.on_disk
@given(key_lists)
def test_postings_come_back_as_they_were_merged(batches: list[list[int]]) -> None:
    """Copies rest on what a key leads to: merging runs must not lose, double or shuffle any of it."""
    expected: dict[int, list[int]] = {}
    with _fresh() as connection:
        for number, batch in enumerate(batches):
            keys = np.array(sorted(batch), dtype=np.uint32)
            values = (np.int64(number) << 16) | np.arange(len(batch), dtype=np.int64)
            add_postings(connection, Kind.PRINTINGS, (keys, values), _merged)
            for key, value in zip(keys.tolist(), values.tolist(), strict=True):
                expected.setdefault(key, []).append(value)

        assert _holders(connection, [key for batch in batches for key in batch] + [5]) == expected


def test_runs_are_merged(record: Record) -> None:
    """A hundred batches must not make a hundred runs to be searched for each new one."""
    with writing(record) as connection:
        for number in range(100):
            keys = np.arange(number, 2**32, 2**22, dtype=np.uint64).astype(np.uint32)
            values = np.full(len(keys), number << 16, dtype=np.int64)
            add_postings(connection, Kind.PRINTINGS, (keys, values), _merged)
        most = connection.scalar(
            select(func.count()).select_from(LINEAGE_KEYS).group_by(LINEAGE_KEYS.c.part).limit(1)
        )

    assert most is not None
    assert most <= 2 + np.log(100) / np.log(GROWN)


def test_the_two_kinds_of_postings_do_not_mix(record: Record) -> None:
    """A digest and a fingerprint may have one key, and what they lead to means something else."""
    keys = np.array([3, 2**31], dtype=np.uint32)
    with writing(record) as connection:
        for kind, value in ((Kind.PRINTINGS, 5 << 16 | 7), (Kind.PHRASES, 2**32 - 1)):
            add_postings(connection, kind, (keys, np.full(2, value, dtype=np.int64)), _merged)

        for kind, value in ((Kind.PRINTINGS, 5 << 16 | 7), (Kind.PHRASES, 2**32 - 1)):
            held = [one.tolist() for *_, parts in runs(connection, kind, keys) for _, one in parts]
            assert held == [[value], [value]]


def test_how_reports_stand_comes_back(record: Record) -> None:
    """Which printings are the first follows from the order of reports, whoever indexed them."""
    report = make_report(1)
    with writing(record) as connection:
        _arrive(connection, report)
        index_reports(connection, [replace(_kept(0, report), order="0a", credits="The Courier")])

        assert list(standing(connection)) == [(0, "0a", "The Courier")]


def test_reports_come_back_as_they_were(record: Record) -> None:
    """What is compared is what was read: offsets, digests, words and facts, also far into a long text."""
    first, second = make_report(1), make_report(2)
    given = [_kept(0, first, (0, 40), (41, 90), (2**31, 2**31 + 2**17)), _kept(1, second)]
    with writing(record) as connection:
        _arrive(connection, first, second)
        index_reports(connection, given)

        assert list(indexed(connection, [1, 0, 7])) == given
        assert next_number(connection) == 2
        assert passages(connection, first.id)[1] == Passage(Span(first.id, 41, 90), f"{41:016x}", 6)
        assert passages(connection, second.id) == passages(connection, "report-none") == ()


def test_what_the_index_lacks_is_known(record: Record) -> None:
    """A record from an earlier program has reports and no index: they are put in before new ones."""
    first, second = make_report(1), make_report(2)
    with writing(record) as connection:
        _arrive(connection, first, second)
        index_reports(connection, [_kept(0, first)])

        assert not_indexed(connection) == [second.id]

        index_reports(connection, [_kept(1, second)])
        assert not_indexed(connection) == []


def test_texts_come_back_unchanged(record: Record) -> None:
    """Aligned spans index these texts."""
    first, second = make_report(1), make_report(2)
    with writing(record) as connection:
        _arrive(connection, first, second)

        assert texts_of(connection, [first.id, "report-none"]) == {first.id: first.text}


def test_copies_of_a_report_are_replaced(record: Record) -> None:
    """Decided again, a report's copies give way to the new ones, and what changed is told."""
    one, two, three = (make_report(n) for n in (1, 2, 3))
    with writing(record) as connection:
        _arrive(connection, one, two, three)
        old = Copy(Span(one.id, 0, 10), Span(two.id, 0, 10), 0.9, Direction.EARLIER)
        other = Copy(Span(one.id, 0, 10), Span(three.id, 0, 10), 1.0, Direction.EARLIER)
        new = Copy(Span(one.id, 5, 10), Span(two.id, 5, 10), 1.0, Direction.UNKNOWN)

        assert replace_copies(connection, [two.id, three.id], [old, other]) == {old, other}
        assert replace_copies(connection, [two.id], [new]) == {old, new}
        assert replace_copies(connection, [two.id], [new]) == set()
        assert set(copies(connection)) == {new, other}


@pytest.mark.parametrize("lengths", [[70_000], [1, 3], []])
def test_passages_of_any_length_are_kept(record: Record, lengths: list[int]) -> None:
    """A megabyte without a full stop is one passage."""
    report = make_report(1)
    places = [(at * 100_000, at * 100_000 + length) for at, length in enumerate(lengths)]
    with writing(record) as connection:
        _arrive(connection, report)
        index_reports(connection, [_kept(0, report, *places)])

        assert [(p.span.start, p.span.end) for p in passages(connection, report.id)] == places
