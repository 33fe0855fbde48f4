"""The index of lineage: it finds what was put in, merged as it is told, however many batches that took."""

from dataclasses import replace

import numpy as np
import pytest
from sqlalchemy import Connection

from reportedly.store.copies import copies, replace_copies
from reportedly.store.inputs import keep_arrival
from reportedly.store.lineage import (
    Kept,
    index_reports,
    indexed,
    next_number,
    not_indexed,
    passages,
    standing,
    texts_of,
)
from reportedly.store.record import Record, writing
from reportedly.terms.lineage import Copy, Direction, Passage
from reportedly.terms.reports import Report
from reportedly.terms.spans import Span

from .making import arrived, make_report


def _arrive(connection: Connection, *reports: Report) -> None:
    """Keep these reports."""
    for report in reports:
        keep_arrival(connection, arrived(report), report)


def _kept(number: int, report: Report, *places: tuple[int, int]) -> Kept:
    """A report with passages at these places."""
    starts, ends = np.array(places, dtype=np.int64).reshape(-1, 2).T
    counts = 6 + starts % 7
    first = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
    codes = np.repeat(0x100 + starts % 999, counts).astype(np.uint16)
    return Kept(number, report.id, b"facts", starts, ends, starts.astype(np.uint64), first, codes)


def _told(kept: Kept) -> tuple[object, ...]:
    """All of it, to be compared."""
    columns = (kept.starts.tolist(), kept.ends.tolist(), kept.digests.tolist())
    words = (kept.first.tolist(), kept.codes.tolist())
    return kept.number, kept.report_id, kept.facts, *columns, *words, kept.order, kept.credits


def test_how_reports_stand_comes_back(record: Record) -> None:
    """Which printings are the first follows from the order of reports, whoever indexed them."""
    report = make_report(1)
    with writing(record) as connection:
        _arrive(connection, report)
        given = replace(_kept(0, report, (0, 40), (41, 90)), order="0a", credits="The Courier")
        index_reports(connection, [given])

        assert list(standing(connection)) == [(0, "0a", "The Courier", 2)]


def test_reports_come_back_as_they_were(record: Record) -> None:
    """What is compared is what was read: offsets, digests, words and facts, also far into a long text."""
    first, second = make_report(1), make_report(2)
    given = [_kept(0, first, (0, 40), (41, 90), (2**31, 2**31 + 2**17)), _kept(1, second)]
    with writing(record) as connection:
        _arrive(connection, first, second)
        index_reports(connection, given)

        assert [*map(_told, indexed(connection, [1, 0, 7]))] == [*map(_told, given)]
        assert next_number(connection) == 2
        assert passages(connection, first.id)[1] == Passage(Span(first.id, 41, 90), f"{41:016x}", 12)
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

        assert replace_copies(connection, [two.id, three.id], [old, other]) == {one.id, two.id, three.id}
        assert replace_copies(connection, [two.id], [new]) == {one.id, two.id}
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


@pytest.mark.parametrize("words", [0, 65_535, 65_536, 200_000])
def test_passages_of_any_number_of_words_are_kept(record: Record, words: int) -> None:
    """A dump of data without a full stop is one passage of hundreds of thousands of words."""
    report = make_report(1)
    bare = _kept(0, report, (0, 9), (10, 19))
    first = np.array([0, words, words + 3], dtype=np.int64)
    given = replace(bare, first=first, codes=(np.arange(words + 3) % 65_521).astype(np.uint16))
    with writing(record) as connection:
        _arrive(connection, report)
        index_reports(connection, [given])

        assert [*map(_told, indexed(connection, [0]))] == [_told(given)]
        assert [passage.words for passage in passages(connection, report.id)] == [words, 3]
