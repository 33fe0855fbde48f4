"""Watching reads what is there, then what comes, and ends when it is told to."""

import os
import threading
import time
from pathlib import Path

from reportedly.run.watching import Watched, cycles


def old(path: Path, words: str) -> Path:
    """Write a file that has not been touched for an hour."""
    path.write_text(words)
    os.utime(path, (time.time() - 3600,) * 2)
    return path


def test_the_first_cycle_is_everything_that_is_there(tmp_path: Path) -> None:
    """What came while nobody watched must not be missed; hidden files are nobody's reports."""
    here = old(tmp_path / "a.txt", "Some words.")
    old(tmp_path / ".hidden", "no")

    (cycle,) = cycles(Watched(folders=(tmp_path,), every_s=None, once=True), threading.Event())

    assert (cycle.files, cycle.feeds_due) == ((here,), False)


def test_a_new_file_is_a_cycle_of_its_own_and_stop_ends_it(tmp_path: Path) -> None:
    """A folder that grows is read as it grows, and a stop is seen without another file."""
    stop = threading.Event()
    running = cycles(Watched(folders=(tmp_path,), every_s=None), stop)
    assert next(running).files == ()

    late = tmp_path / "late.txt"
    writer = threading.Timer(0.3, lambda: late.write_text("Some words."))
    writer.start()
    assert next(running).files == (late,)
    writer.join()

    stop.set()
    assert list(running) == []


def test_feeds_are_due_at_once_and_then_on_schedule() -> None:
    """The clock is given, so that the schedule can be seen without waiting for it."""
    now = [0.0]
    stop = threading.Event()
    running = cycles(Watched(folders=(), every_s=60), stop, lambda: now[0])

    assert next(running).feeds_due
    now[0] = 61.0
    assert next(running).feeds_due
    stop.set()
    assert list(running) == []
