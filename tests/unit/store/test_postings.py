"""The postings of lineage: they come back as they were merged, at hand and from the record."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select

from reportedly.store.postings import GROWN, IN_MEMORY, PIECE, Kind, Postings
from reportedly.store.record import Record, close_record, open_record, writing
from reportedly.store.schema import LINEAGE_KEYS

from . import making

Arrays = tuple[NDArray[np.uint32], NDArray[np.uint32]]


@contextmanager
def _fresh() -> Iterator[Connection]:
    """A record of its own for one example."""
    with tempfile.TemporaryDirectory() as folder:
        record = open_record(Path(folder) / "record.db", create=True)
        with writing(record) as connection:
            yield connection
        close_record(record)


def _merged(held: Sequence[Arrays]) -> Arrays:
    """Runs in one, equal keys in the order of the runs."""
    keys, values = (np.concatenate(column) for column in zip(*held, strict=True))
    order = np.argsort(keys, kind="stable")
    return keys[order], values[order]


def _held(at_hand: Postings, kind: Kind) -> dict[int, list[int]]:
    """Return the values of each key, in the order of the runs."""
    found: dict[int, list[int]] = {}
    for keys, values in at_hand.runs(kind):
        assert keys.tolist() == sorted(keys.tolist())
        for key, value in zip(keys.tolist(), values.tolist(), strict=True):
            found.setdefault(key, []).append(value)
    return found


def _read_again(connection: Connection) -> Postings:
    """Return the postings as another process finds them."""
    other = Postings()
    other.settle(connection)
    return other


key_lists = st.lists(
    st.lists(st.sampled_from([0, 1, 2, 7, 2**26 - 1, 2**26, 2**31, 2**32 - 1]), max_size=8), max_size=8
)


@making.on_disk
@given(key_lists)
def test_postings_come_back_as_they_were_merged(batches: list[list[int]]) -> None:
    """Copies rest on what a key leads to: merging runs must not lose, double or shuffle any of it."""
    expected: dict[int, list[int]] = {}
    with _fresh() as connection:
        at_hand = Postings()
        for number, batch in enumerate(batches):
            keys = np.array(sorted(batch), dtype=np.uint32)
            values = np.uint32(number << 16) | np.arange(len(batch), dtype=np.uint32)
            at_hand.add(connection, Kind.PRINTINGS, (keys, values), _merged)
            for key, value in zip(keys.tolist(), values.tolist(), strict=True):
                expected.setdefault(key, []).append(value)

        assert _held(at_hand, Kind.PRINTINGS) == expected
        assert _held(_read_again(connection), Kind.PRINTINGS) == expected


@pytest.mark.parametrize("count", [IN_MEMORY, IN_MEMORY + 1, 2 * PIECE + 1])
def test_large_runs_come_back(record: Record, count: int) -> None:
    """A run of millions lies in several rows and in a file: every posting of it must still be there."""
    keys = np.linspace(0, 2**32 - 1, count).astype(np.uint32)
    values = np.arange(count, dtype=np.uint32)[::-1] + np.uint32(2**32 - count)
    with writing(record) as connection:
        at_hand = Postings()
        for kind in Kind:
            at_hand.add(connection, kind, (keys, values), _merged)

        for held in (at_hand, _read_again(connection)):
            for kind in Kind:
                ((found, led),) = held.runs(kind)
                assert np.array_equal(found, keys)
                assert np.array_equal(led, values)


def test_runs_are_merged(record: Record) -> None:
    """A hundred batches must not make a hundred runs to be searched for each new one."""
    with writing(record) as connection:
        at_hand = Postings()
        for number in range(100):
            keys = np.arange(number, 2**32, 2**26, dtype=np.uint64).astype(np.uint32)
            values = np.full(len(keys), number << 16, dtype=np.uint32)
            at_hand.add(connection, Kind.PRINTINGS, (keys, values), _merged)
        most = connection.scalar(select(func.count()).select_from(LINEAGE_KEYS))

    assert most is not None
    assert most == len([*at_hand.runs(Kind.PRINTINGS)]) <= 2 + np.log(100) / np.log(GROWN)


def test_the_two_kinds_of_postings_do_not_mix(record: Record) -> None:
    """A digest and a fingerprint may have one key, and what they lead to means something else."""
    keys = np.array([3, 2**31], dtype=np.uint32)
    given_ = {Kind.PRINTINGS: 7, Kind.PHRASES: 2**32 - 1}
    with writing(record) as connection:
        at_hand = Postings()
        for kind, value in given_.items():
            at_hand.add(connection, kind, (keys, np.full(2, value, dtype=np.uint32)), _merged)

        for held in (at_hand, _read_again(connection)):
            for kind, value in given_.items():
                assert _held(held, kind) == {3: [value], 2**31: [value]}


def test_what_another_run_added_is_read(record: Record) -> None:
    """Two processes fill one record in turn, and a batch may be rolled back: each sees what is there."""
    keys, values = np.array([1], dtype=np.uint32), np.array([2], dtype=np.uint32)
    here = Postings()
    with pytest.raises(RuntimeError), writing(record) as connection:
        here.add(connection, Kind.PHRASES, (keys, values), _merged)
        raise RuntimeError
    with writing(record) as connection:
        here.settle(connection)
        assert _held(here, Kind.PHRASES) == {}
        Postings().add(connection, Kind.PHRASES, (keys, values), _merged)
        here.settle(connection)
        assert _held(here, Kind.PHRASES) == {1: [2]}
