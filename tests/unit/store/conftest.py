"""A record of one's own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reportedly.store.record import Record, close_record, open_record


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """An empty record."""
    record = open_record(tmp_path / "record.db", create=True)
    yield record
    close_record(record)
