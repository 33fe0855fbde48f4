"""``reportedly read --reader``: which reader reads the texts, one for all reports of a record."""

import pickle
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from reportedly.readings.choose import OWN, choose_reader
from reportedly.readings.trained import NAME
from reportedly.run.analysis import analyse
from reportedly.run.ingest import read_into
from reportedly.run.sources import arrivals, expand
from reportedly.store.record import close_record, open_record, reading, writing
from reportedly.store.sizes import note_setting, settings
from reportedly.terms.reports import Arrival
from tests.unit.cli.making import held, run

spacy = pytest.importorskip("spacy")

DAM = "The dam at Orlo broke on Friday, the mayor said."
BRIDGE = "The bridge at Orlo was closed on Friday, the mayor said."


@pytest.fixture
def pipeline(tmp_path: Path) -> str:
    """Return the name of a reader: a pipeline in a folder that finds sentences and knows one place."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "GPE", "pattern": "Orlo"}])
    nlp.to_disk(tmp_path / "pipe")
    return f"spacy:{tmp_path / 'pipe'}"


def test_a_pipeline_reads_a_record(tmp_path: Path, pipeline: str) -> None:
    """Who says so comes from our network, whatever finds the words; the record knows its reader."""
    source, record = tmp_path / "a.txt", tmp_path / "r.db"
    source.write_text(DAM, encoding="utf-8")

    result = run("read", source, "--into", record, "--reader", pipeline)

    assert (result.exit_code, result.stderr) == (0, "")
    assert "the mayor" in run("show", "statements", "--into", record, "--format", "jsonl").stdout
    opened = open_record(record, create=False, writing=False)
    with reading(opened) as connection:
        assert settings(connection)["reader"] == pipeline
    close_record(opened)


def test_the_work_can_go_to_another_process(tmp_path: Path, pipeline: str) -> None:
    """What is handed to a worker is pickled: a name, never a loaded pipeline."""
    (tmp_path / "a.txt").write_text(DAM, encoding="utf-8")
    arrival = next(arrivals(expand([str(tmp_path / "a.txt")])[0]))
    assert isinstance(arrival, Arrival)
    work = partial(analyse, reader=pipeline)

    assert pickle.loads(pickle.dumps(work))(arrival) == work(arrival)


def test_a_record_has_one_reader(tmp_path: Path, pipeline: str) -> None:
    """What is known is never read anew, so a second reader would read a part: it is refused, nothing lost."""
    record = tmp_path / "r.db"
    (tmp_path / "a.txt").write_text(DAM, encoding="utf-8")
    (tmp_path / "b.txt").write_text(BRIDGE, encoding="utf-8")
    run("read", tmp_path / "a.txt", "--into", record)
    before = held(record)

    for name in ("a.txt", "b.txt"):
        refused = run("read", tmp_path / name, "--into", record, "--reader", pipeline)
        assert refused.exit_code == 3
        assert f"--reader {OWN}" in refused.stderr
        assert held(record) == before
    assert "1 new report," in run("read", tmp_path / "b.txt", "--into", record).stdout


def test_a_record_goes_on_with_its_own_reader(tmp_path: Path, pipeline: str) -> None:
    """Nobody should have to remember how a record was begun; a pipeline that has gone is said."""
    record = tmp_path / "r.db"
    (tmp_path / "a.txt").write_text(DAM, encoding="utf-8")
    (tmp_path / "b.txt").write_text(BRIDGE, encoding="utf-8")
    (tmp_path / "c.txt").write_text("The road at Orlo is open.", encoding="utf-8")
    run("read", tmp_path / "a.txt", "--into", record, "--reader", pipeline)

    assert run("read", tmp_path / "b.txt", "--into", record).exit_code == 0
    assert run("read", tmp_path / "c.txt", "--into", record, "--reader", OWN).exit_code == 3
    (tmp_path / "pipe").rename(tmp_path / "gone")
    choose_reader.cache_clear()
    gone = run("read", tmp_path / "c.txt", "--into", record)
    assert gone.exit_code == 3
    assert "No pipeline" in gone.stderr


def test_a_record_from_before_readers_were_noted_is_our_own_readers(tmp_path: Path, pipeline: str) -> None:
    """Older records were all read by the reader that ships."""
    record = tmp_path / "r.db"
    (tmp_path / "a.txt").write_text(DAM, encoding="utf-8")
    run("read", tmp_path / "a.txt", "--into", record)
    opened = open_record(record, create=False)
    with writing(opened) as connection:
        connection.exec_driver_sql("delete from meta where key = 'reader'")
    close_record(opened)

    assert run("read", tmp_path / "a.txt", "--into", record, "--reader", pipeline).exit_code == 3
    assert run("read", tmp_path / "a.txt", "--into", record).exit_code == 0


def test_a_new_version_of_a_reader_may_go_on(tmp_path: Path) -> None:
    """A record notes the choice, not the version: an update must not lock people out of their records."""
    record = open_record(tmp_path / "r.db", create=True)
    with writing(record) as connection:
        note_setting(connection, "reader", OWN)
    (tmp_path / "a.txt").write_text(DAM, encoding="utf-8")
    outcome = read_into(record, expand([str(tmp_path / "a.txt")]), now=datetime(2031, 5, 6, tzinfo=UTC))
    close_record(record)

    assert outcome.reports == 1
    assert NAME.startswith(f"{OWN}/")


@pytest.mark.parametrize("name", ["spacy:en_no_such_pipeline", "spacy:", "chatty"])
def test_a_reader_that_is_not_there_is_wrong_usage(tmp_path: Path, name: str) -> None:
    """It is said before anything is opened."""
    (tmp_path / "a.txt").write_text(DAM, encoding="utf-8")

    result = run("read", tmp_path / "a.txt", "--into", tmp_path / "r.db", "--reader", name)

    assert result.exit_code == 2
    assert "--reader" in result.stderr
    assert not (tmp_path / "r.db").exists()
