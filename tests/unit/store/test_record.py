"""Opening a record, and refusing what is none."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from textwrap import dedent

import pytest
from sqlalchemy import text

from reportedly.store.dialects import APPLICATION_ID
from reportedly.store.inputs import keep_arrival
from reportedly.store.record import Record, RecordError, close_record, open_record, reading, writing
from reportedly.store.reports import reports
from reportedly.store.sizes import sizes

from .making import arrived, make_report


def _seen(folder: Path) -> dict[str, bytes]:
    """Every byte under the folder."""
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def _keep(record: Record, number: int) -> None:
    """Keep a report of this number."""
    report = make_report(number)
    with writing(record) as connection:
        keep_arrival(connection, arrived(report), report)


def _numbers(record: Record) -> list[str | None]:
    """The titles of the reports kept."""
    with reading(record) as connection:
        return [report.title for report in reports(connection)]


def _foreign(path: Path) -> None:
    """Make the database of another program."""
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()


def _foreign_logged(path: Path) -> None:
    """Make one in write-ahead mode."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.commit()
    connection.close()


def _stripped(path: Path) -> None:
    """Make a database with our mark and another's tables."""
    _foreign(path)
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.close()


def _newer(path: Path) -> None:
    """Make a record of a later version."""
    close_record(open_record(path, create=True))
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'format'")
    connection.close()


def _newer_inside(path: Path) -> None:
    """Make one whose header does not tell."""
    close_record(open_record(path, create=True))
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'format'")
    connection.close()


def _torn(path: Path) -> None:
    """Make a record and tear off its end."""
    close_record(open_record(path, create=True))
    whole = path.read_bytes()
    path.write_bytes(whole[:5000])


REFUSED: list[tuple[str, Callable[[Path], object], str]] = [
    ("prose", lambda path: path.write_text("Dear diary, " * 40), "not a record"),
    ("one byte", lambda path: path.write_bytes(b"\0"), "not a record"),
    ("only a magic word", lambda path: path.write_bytes(b"SQLite format 3\0"), "not a record"),
    ("another program's database", _foreign, "another program"),
    ("another program's database in write-ahead mode", _foreign_logged, "another program"),
    ("our mark without our tables", _stripped, "damaged"),
    ("a newer format", _newer, "newer reportedly"),
    ("a newer format told by the tables alone", _newer_inside, "newer reportedly"),
    ("a torn record", _torn, "damaged"),
]


@pytest.mark.parametrize("for_writing", [True, False])
@pytest.mark.parametrize(("make", "words"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_is_no_record_is_refused_untouched(
    tmp_path: Path, make: Callable[[Path], object], words: str, for_writing: bool
) -> None:
    """A mistyped path must never cost anybody a file: one sentence, and not a byte or a side file changed."""
    path = tmp_path / "thing.db"
    make(path)
    before = _seen(tmp_path)
    with pytest.raises(RecordError, match=words) as refusal:
        open_record(path, create=for_writing, writing=for_writing)
    assert str(path) in refusal.value.detail
    assert "\n" not in refusal.value.detail
    assert _seen(tmp_path) == before


def test_a_path_where_no_record_can_be_says_why(tmp_path: Path) -> None:
    """Each wrong place has its own sentence, and nothing is made there."""
    (tmp_path / "file").write_text("")
    os.mkfifo(tmp_path / "pipe")
    cases = [
        (tmp_path, True, "is a folder"),
        (tmp_path / "nowhere" / "record.db", True, "does not exist"),
        (tmp_path / "missing.db", False, "no record at"),
        (tmp_path / "file", False, "nothing yet in"),
        (tmp_path / "file" / "record.db", True, "cannot be opened"),
        (tmp_path / "pipe", True, "not an ordinary file"),
        (tmp_path / ("n" * 300), True, "cannot be opened"),
        (Path(f"{tmp_path}/a\0b"), True, "cannot be opened"),
    ]
    before = sorted(tmp_path.rglob("*"))
    for path, create, words in cases:
        with pytest.raises(RecordError, match=words):
            open_record(path, create=create)
    assert sorted(tmp_path.rglob("*")) == before


def test_an_empty_file_becomes_a_record_when_asked(tmp_path: Path) -> None:
    """A creator killed at the first moment leaves an empty file, and must not block the next run."""
    path = tmp_path / "record.db"
    path.touch()
    record = open_record(path, create=True)
    _keep(record, 1)
    assert _numbers(record) == ["Title 1"]
    close_record(record)


def test_odd_file_names_are_only_names(tmp_path: Path) -> None:
    """A name with the marks of an address opens that file and no other."""
    for name in ("a?mode=memory.db", "50%20#1.db", "naïve “quoted”.db", os.fsdecode(b"\xff.db")):
        path = tmp_path / name
        close_record(open_record(path, create=True))
        assert path.stat().st_size > 0
    assert len(list(tmp_path.iterdir())) == 4


def test_closing_leaves_one_file(tmp_path: Path) -> None:
    """A record is one file that can be copied and mailed."""
    for for_writing in (True, False):
        record = open_record(tmp_path / "record.db", create=for_writing, writing=for_writing)
        if for_writing:
            _keep(record, 1)
        assert _numbers(record) == ["Title 1"]
        close_record(record)
        assert [path.name for path in tmp_path.iterdir()] == ["record.db"]


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    """A second run on the same inputs leaves the very same file."""
    path = tmp_path / "record.db"
    close_record(open_record(path, create=True))
    before = path.read_bytes()
    close_record(open_record(path, create=True))
    assert path.read_bytes() == before


def test_a_record_for_reading_refuses_to_be_written(tmp_path: Path) -> None:
    """Whoever only looks cannot change anything by mistake."""
    path = tmp_path / "record.db"
    close_record(open_record(path, create=True))
    record = open_record(path, create=False, writing=False)
    with pytest.raises(RecordError, match="for reading only"), writing(record):
        pass
    close_record(record)


def test_a_failing_block_keeps_nothing(record: Record) -> None:
    """A transaction is all or nothing."""
    with pytest.raises(ZeroDivisionError), writing(record) as connection:
        report = make_report(1)
        keep_arrival(connection, arrived(report), report)
        raise ZeroDivisionError
    assert _numbers(record) == []


def test_one_reads_while_another_writes(record: Record) -> None:
    """A person can look at the register while reports are read in: the state before, then the one after."""
    _keep(record, 1)
    other = open_record(record.path, create=False, writing=False)
    with writing(record) as connection:
        report = make_report(2)
        keep_arrival(connection, arrived(report), report)
        assert _numbers(other) == ["Title 1"]
    assert len(_numbers(other)) == 2
    close_record(other)


def test_a_reader_sees_one_moment(record: Record) -> None:
    """A listing that takes minutes tells of one state of the record, not of a mixture."""
    with reading(record) as connection:
        assert sizes(connection).reports == 0
        other = open_record(record.path, create=False)
        _keep(other, 1)
        close_record(other)
        assert sizes(connection).reports == 0
    assert len(_numbers(record)) == 1


def test_a_second_writer_is_told_to_wait(record: Record) -> None:
    """Two writers at once end in a sentence, not in a traceback or a broken record."""
    other = open_record(record.path, create=False, wait_s=0.05)
    with writing(record), pytest.raises(RecordError, match="in use by another process"), writing(other):
        pass
    close_record(other)


def test_a_locked_record_says_so_at_opening(tmp_path: Path) -> None:
    """A program that holds the whole file is named as the reason."""
    path = tmp_path / "record.db"
    close_record(open_record(path, create=True))
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("PRAGMA journal_mode = DELETE")
    holder.execute("BEGIN EXCLUSIVE")
    for for_writing in (True, False):
        with pytest.raises(RecordError, match="in use by another process"):
            open_record(path, create=False, writing=for_writing, wait_s=0.05)
    holder.close()


def test_many_may_make_the_record_at_once(tmp_path: Path) -> None:
    """Whoever comes second finds the record that the first one made."""

    def work(number: int) -> None:
        record = open_record(tmp_path / "record.db", create=True)
        _keep(record, number)
        close_record(record)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(6)))
    record = open_record(tmp_path / "record.db", create=False)
    assert len(_numbers(record)) == 6
    close_record(record)


def _run(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a script in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", dedent(script), *arguments], capture_output=True, text=True, check=False
    )


def test_a_killed_writer_leaves_the_record_as_it_was(tmp_path: Path) -> None:
    """Power cuts and kill -9 cost the running batch and nothing before it."""
    path = tmp_path / "record.db"
    record = open_record(path, create=True)
    _keep(record, 1)
    close_record(record)
    died = _run(
        """
        import os, signal, sys
        from pathlib import Path
        from sqlalchemy import insert
        from reportedly.store.record import open_record, writing
        from reportedly.store.schema import RAW
        record = open_record(Path(sys.argv[1]), create=False)
        with writing(record) as connection:
            connection.exec_driver_sql("PRAGMA cache_size = 10")
            rows = [{"sha256": str(n), "size_bytes": 1, "compressed": bytes(5000)} for n in range(2000)]
            connection.execute(insert(RAW), rows)
            os.kill(os.getpid(), signal.SIGKILL)
        """,
        str(path),
    )
    assert died.returncode == -signal.SIGKILL
    looking = open_record(path, create=False, writing=False)
    assert _numbers(looking) == ["Title 1"]
    close_record(looking)
    record = open_record(path, create=False)
    assert _numbers(record) == ["Title 1"]
    with reading(record) as connection:
        assert connection.scalar(text("SELECT count(*) FROM raw")) == 1
        assert connection.scalar(text("PRAGMA integrity_check")) == "ok"
    _keep(record, 2)
    assert len(_numbers(record)) == 2
    close_record(record)


def test_without_write_permission_a_record_can_be_read_and_not_written(tmp_path: Path) -> None:
    """An archive on a read-only medium stays readable, and nothing is left beside it."""
    outcome = _run(
        """
        import os, stat, sys, tempfile
        from pathlib import Path
        from reportedly.store.record import RecordError, close_record, open_record, reading
        from reportedly.store.sizes import sizes
        folder = Path(tempfile.mkdtemp(dir="/tmp"))
        folder.chmod(0o755)
        path = folder / "record.db"
        close_record(open_record(path, create=True))
        secret = folder / "secret.db"
        close_record(open_record(secret, create=True))
        secret.chmod(0)
        path.chmod(0o444)
        folder.chmod(0o555)
        if os.geteuid() == 0:
            os.seteuid(65534)
        before = path.read_bytes()
        for place in (path, folder / "new.db", secret):
            try:
                open_record(place, create=True)
            except RecordError as error:
                print(error.detail)
        try:
            open_record(secret, create=False, writing=False)
        except RecordError as error:
            print(error.detail)
        record = open_record(path, create=False, writing=False)
        with reading(record) as connection:
            print(sizes(connection).reports)
        close_record(record)
        assert path.read_bytes() == before
        print(sorted(child.name for child in folder.iterdir()))
        os.seteuid(os.getuid())
        folder.chmod(0o755)
        for child in folder.iterdir():
            child.unlink()
        folder.rmdir()
        """
    )
    assert outcome.stderr == ""
    lines = outcome.stdout.splitlines()
    assert "the file is read-only" in lines[0]
    assert "No permission to make" in lines[1]
    assert "cannot be read (Permission denied)" in lines[2]
    assert "cannot be read (Permission denied)" in lines[3]
    assert lines[4:] == ["0", "['record.db', 'secret.db']"]
