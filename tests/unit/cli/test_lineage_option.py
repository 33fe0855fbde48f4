"""``reportedly read --lineage``: how closely copies are looked for, one way for all reports of a record."""

from pathlib import Path

import pytest

from reportedly.store.record import close_record, open_record, reading, writing
from reportedly.store.sizes import settings
from tests.unit.cli.making import held, run

DAM = "The dam at Orlo broke on Friday after three weeks of rain, the mayor said in a letter to the council."
BRIDGE = "The bridge at Orlo was closed on Friday, and the mayor asked the council for boats and blankets."


def _texts(folder: Path) -> None:
    """Write two reports, the second with the sentence of the first."""
    (folder / "a.txt").write_text(DAM, encoding="utf-8")
    (folder / "b.txt").write_text(f"{BRIDGE}\n\n{DAM}", encoding="utf-8")


@pytest.mark.parametrize("look", ["fast", "full"])
def test_a_copy_is_found_either_way(tmp_path: Path, look: str) -> None:
    """The fast way leaves out the second look, never what stands word for word."""
    _texts(tmp_path)
    record = tmp_path / "r.db"
    run("read", tmp_path / "a.txt", tmp_path / "b.txt", "--into", record, "--lineage", look)

    copies = run("show", "copies", "--into", record, "--format", "jsonl").stdout
    assert len(copies.splitlines()) == 1
    opened = open_record(record, create=False, writing=False)
    with reading(opened) as connection:
        assert settings(connection)["lineage"] == look
    close_record(opened)


def test_a_record_has_one_way(tmp_path: Path) -> None:
    """Half looked at closely and half not, what is a copy would hang on the order of arrival."""
    _texts(tmp_path)
    record = tmp_path / "r.db"
    run("read", tmp_path / "a.txt", "--into", record, "--lineage", "fast")
    before = held(record)

    refused = run("read", tmp_path / "b.txt", "--into", record, "--lineage", "full")
    assert refused.exit_code == 3
    assert "--lineage fast" in refused.stderr
    assert held(record) == before
    assert "1 new report," in run("read", tmp_path / "b.txt", "--into", record).stdout


def test_a_record_from_before_the_option_is_read_in_full(tmp_path: Path) -> None:
    """Older records were all looked at closely."""
    _texts(tmp_path)
    record = tmp_path / "r.db"
    run("read", tmp_path / "a.txt", "--into", record)
    opened = open_record(record, create=False)
    with writing(opened) as connection:
        connection.exec_driver_sql("delete from meta where key = 'lineage'")
    close_record(opened)

    assert run("read", tmp_path / "b.txt", "--into", record, "--lineage", "fast").exit_code == 3
    assert run("read", tmp_path / "b.txt", "--into", record, "--lineage", "full").exit_code == 0
