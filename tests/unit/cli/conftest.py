"""A record that the tests of one process read, and never write to."""

from pathlib import Path

import pytest

from tests.unit.cli.making import lines, run


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of the three reports of a raid and one broken line, in a folder of its own."""
    folder = tmp_path_factory.mktemp("kept")
    (folder / "raid.jsonl").write_text(lines() + "{broken\n", encoding="utf-8")
    result = run("read", folder / "raid.jsonl", "--into", folder / "record.db")
    assert result.exit_code == 1, result.output
    return folder / "record.db"
