"""Passages: what they share, and what is forgotten when it turns out to be a formula."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, text

from reportedly.store.copies import copies, replace_copies
from reportedly.store.inputs import keep_arrival
from reportedly.store.passages import (
    connected_digests,
    crossed,
    folded_texts,
    keep_passages,
    keep_similar,
    occurrences,
    pairs_sharing,
    passages,
    prune_similar,
    similar_pairs,
)
from reportedly.store.record import Record, close_record, open_record, writing
from reportedly.terms.lineage import Copy, Direction
from reportedly.terms.reports import Report
from reportedly.terms.spans import Span

from . import making
from .making import arrived, day, make_passage, make_report

REPORT = make_report(1)


def _arrive(connection: Connection, *reports: Report) -> None:
    """Keep these reports."""
    for report in reports:
        keep_arrival(connection, arrived(report), report)


def _keep(connection: Connection, keys: dict[str, set[int]]) -> tuple[str, ...]:
    """Keep one passage a digest, each at a place of its own."""
    placed = [make_passage(REPORT, int(digest[1:]), digest) for digest in sorted(keys)]
    return keep_passages(connection, placed, {digest: f"words of {digest}" for digest in keys}, keys)


@contextmanager
def _fresh() -> Iterator[Connection]:
    """A record of its own for one example."""
    with tempfile.TemporaryDirectory() as folder:
        record = open_record(Path(folder) / "record.db", create=True)
        with writing(record) as connection:
            _arrive(connection, REPORT)
            yield connection
        close_record(record)


def _expected(keys: dict[str, set[int]], minimum: int, common: int) -> dict[tuple[str, str], int]:
    """What comparing everything with everything finds."""
    held = [key for digest in keys for key in keys[digest]]
    telling = {key for key in held if held.count(key) <= common}
    shared = {pair: len(keys[pair[0]] & keys[pair[1]] & telling) for pair in combinations(sorted(keys), 2)}
    return {pair: count for pair, count in shared.items() if count >= minimum}


keyed = st.dictionaries(
    st.integers(0, 12).map(lambda number: f"d{number:02d}"),
    st.sets(st.sampled_from([-(2**63), -5, -1, 0, 1, 2, 3, 2**63 - 1]), max_size=6),
    max_size=10,
)


@making.on_disk
@given(keyed, st.integers(1, 3), st.integers(1, 4))
def test_pairs_are_those_that_share_enough_telling_keys(
    keys: dict[str, set[int]], minimum: int, common: int
) -> None:
    """The index finds exactly the pairs that comparing everything with everything would find."""
    with _fresh() as connection:
        _keep(connection, keys)
        found = list(pairs_sharing(connection, keys, minimum, common))
    assert found == sorted((*pair, count) for pair, count in _expected(keys, minimum, common).items())


@making.on_disk
@given(keyed, st.data(), st.integers(1, 3), st.integers(1, 4))
def test_batches_and_their_order_do_not_change_what_is_similar(
    keys: dict[str, set[int]], data: st.DataObject, minimum: int, common: int
) -> None:
    """Reports that come one a day yield the same copies as the same reports read at once, in any order."""
    order = data.draw(st.permutations(sorted(keys)))
    cuts = sorted(data.draw(st.sets(st.integers(0, len(order)), max_size=4)))
    with _fresh() as connection:
        for first, after in zip([0, *cuts], [*cuts, len(order)], strict=True):
            batch = {digest: keys[digest] for digest in order[first:after]}
            new = _keep(connection, batch)
            assert new == tuple(sorted(batch))
            found = list(pairs_sharing(connection, new, minimum, common))
            keep_similar(connection, [(left, right, 0.5) for left, right, _ in found])
            became = crossed(connection, set().union(*batch.values()), common)
            prune_similar(connection, became, minimum, common)
        kept = [(left, right) for left, right, _ in similar_pairs(connection, keys)]
    assert kept == sorted(_expected(keys, minimum, common))


def test_a_passage_is_indexed_once(record: Record) -> None:
    """A sentence that a thousand outlets print costs one entry, and each place where it stands is kept."""
    other = make_report(2, "Other words.")
    with writing(record) as connection:
        _arrive(connection, REPORT, other)
        assert _keep(connection, {"d01": {1, 2}}) == ("d01",)
        again = [make_passage(other, 4, "d01"), make_passage(REPORT, 1, "d01")]
        assert keep_passages(connection, again, {}, {}) == ()
        places = [(p.span.report_id, p.span.start, p.words) for p in occurrences(connection, ["d01", "d99"])]
        assert places == [(REPORT.id, 10, 7), (other.id, 40, 7)]
        assert passages(connection, other.id) == (make_passage(other, 4, "d01"),)
        assert connection.scalar(text("SELECT count(*) FROM postings")) == 2


def test_a_new_passage_without_its_words_is_a_mistake(record: Record) -> None:
    """A digest whose words are unknown could never be aligned."""
    with pytest.raises(KeyError), writing(record) as connection:
        _arrive(connection, REPORT)
        keep_passages(connection, [make_passage(REPORT, 1, "d01")], {}, {})


def test_new_and_old_are_paired_from_the_new_side(record: Record) -> None:
    """Only what is new is looked up, so that the cost follows the news and not the record."""
    with writing(record) as connection:
        _arrive(connection, REPORT)
        _keep(connection, {"d05": {1, 2, 3}, "d06": {1, 2, 3}})
        new = _keep(connection, {"d01": {1, 2}, "d09": {2, 3}})
        assert list(pairs_sharing(connection, new, 2, 9)) == [
            ("d01", "d05", 2),
            ("d01", "d06", 2),
            ("d09", "d05", 2),
            ("d09", "d06", 2),
        ]


def test_a_key_becomes_a_formula_once(record: Record) -> None:
    """ "He told reporters on Friday" connects nobody, and is not looked through again with each report."""
    with writing(record) as connection:
        _arrive(connection, REPORT)
        _keep(connection, {"d01": {1, 7}, "d02": {1}})
        assert crossed(connection, {1, 7}, 2) == set()
        _keep(connection, {"d03": {1, 7}})
        assert crossed(connection, {1, 7}, 2) == {"d01", "d02", "d03"}
        assert crossed(connection, {1, 7}, 2) == set()
        _keep(connection, {"d04": {1, 7}})
        assert connection.scalar(text("SELECT count(*) FROM postings WHERE key = 1")) == 3
        assert crossed(connection, {1, 7}, 2) == {"d01", "d03", "d04"}
        assert list(pairs_sharing(connection, ["d04"], 1, 2)) == []


def test_pruning_tells_what_it_dropped(record: Record) -> None:
    """Copies that rested on a formula are taken back, and the caller learns which."""
    with writing(record) as connection:
        _arrive(connection, REPORT)
        _keep(connection, {"d01": {1, 2}, "d02": {1, 2}, "d03": {1, 3}, "d04": {3}})
        keep_similar(connection, [("d02", "d01", 0.75), ("d01", "d03", 0.5), ("d03", "d04", 1.0)])
        assert crossed(connection, {1}, 2) == {"d01", "d02", "d03"}
        assert prune_similar(connection, {"d01", "d02", "d03"}, 1, 2) == (("d01", "d03"),)
        assert list(similar_pairs(connection, ["d01", "d04"])) == [("d01", "d02", 0.75), ("d03", "d04", 1.0)]


@making.on_disk
@given(st.sets(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=14), st.sets(st.integers(0, 11)))
def test_connected_digests_are_the_closure(edges: set[tuple[int, int]], start: set[int]) -> None:
    """A family of copies is rebuilt whole: everything that can be reached, and nothing else."""
    names = {number: f"d{number:02d}" for number in range(12)}
    reached = set(start)
    while True:
        wider = reached | {end for edge in edges if set(edge) & reached for end in edge}
        if wider == reached:
            break
        reached = wider
    with _fresh() as connection:
        _keep(connection, {name: set() for name in names.values()})
        keep_similar(connection, [(names[a], names[b], 1.0) for a, b in edges])
        assert connected_digests(connection, {names[n] for n in start}) == {names[n] for n in reached}


@making.on_disk
@given(st.text(max_size=60))
def test_words_come_back_as_they_were(words: str) -> None:
    """Alignment works on the stored words."""
    with _fresh() as connection:
        keep_passages(connection, [make_passage(REPORT, 1, "d01")], {"d01": words}, {"d01": [3, 3, 1]})
        assert folded_texts(connection, ["d01", "d02"]) == {"d01": words}


def test_copies_of_a_family_are_replaced_together(record: Record) -> None:
    """When an earlier source turns up, the old direction goes and copies of other passages stay."""
    one, two = make_report(1, "one", when=day(2)), make_report(2, "two", when=day(1))
    three = make_report(3, "three")

    def copy(source: Report, at: int, target: Report, to: int) -> Copy:
        spans = Span(source.id, at * 10, at * 10 + 10), Span(target.id, to * 10, to * 10 + 10)
        return Copy(*spans, 0.875, Direction.EARLIER)

    with writing(record) as connection:
        _arrive(connection, one, two, three)
        placed = [
            make_passage(report, place, f"d{place}") for report in (one, two, three) for place in (1, 2)
        ]
        keep_passages(connection, placed, {"d1": "", "d2": ""}, {})
        kept, old = copy(one, 2, three, 2), copy(one, 1, three, 1)
        replace_copies(connection, ["d1", "d2"], [kept, old])
        assert list(copies(connection)) == [old, kept]
        new = [copy(two, 1, one, 1), copy(two, 1, three, 1)]
        replace_copies(connection, ["d1"], new)
        assert list(copies(connection)) == [*new, kept]
        assert list(copies(connection, [one.id])) == [new[0], kept]
        assert list(copies(connection, [three.id])) == [new[1], kept]
        replace_copies(connection, ["d1"], [])
        assert list(copies(connection)) == [kept]
