"""Runs that do not reach their end: Ctrl-C and kill -9."""

import os
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from reportedly.run.ingest import BATCH
from tests.unit.cli.making import Held, command, held, line, run

REPORTS = 2 * BATCH + 90
PATIENCE_S = 900.0
"""How long a run may take to keep its first batch on a very busy machine, in seconds."""


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of many short reports, so that a run takes a while."""
    path = tmp_path_factory.mktemp("many") / "many.jsonl"
    path.write_text("".join(line(uri=f"x:{n}", text=short(n)) for n in range(REPORTS)), encoding="utf-8")
    return path


def short(number: int) -> str:
    """Return a short report; every third copies the one before the one before it."""
    if number % 3 == 2:
        return short(number - 2)
    return f"Pump {number} of the harbour at Orlo{number} was painted {number} times, Ada Quill{number} said."


@pytest.fixture(scope="session")
def whole(many: Path) -> Held:
    """What an uninterrupted run keeps."""
    record = many.parent / "whole.db"
    assert run("read", many, "--into", record, "--quiet", "--workers", "1").exit_code == 0
    return held(record)


def count(record: Path) -> int:
    """Return how many reports a record holds that another process is writing, 0 while there is none."""
    try:
        connection = sqlite3.connect(f"{record.as_uri()}?mode=ro", uri=True, timeout=10)
    except sqlite3.OperationalError:
        return 0
    try:
        return int(connection.execute("select count(*) from reports").fetchone()[0])
    except sqlite3.OperationalError:
        return 0
    finally:
        connection.close()


def started(source: Path, record: Path, workers: int) -> subprocess.Popen[str]:
    """Start a run in a session of its own and return it once its first batch is kept."""
    process = subprocess.Popen(
        command("read", source, "--into", record, "--workers", str(workers)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    end = time.monotonic() + PATIENCE_S
    while not count(record):
        if process.poll() is not None or time.monotonic() > end:
            process.kill()
            pytest.fail(f"the run ended before it was stopped: {process.communicate()}")
        time.sleep(0.02)
    return process


def gone(group: int) -> bool:
    """Return whether no process of a group is left, waiting for it a while."""
    for _ in range(500):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


def finish(source: Path, record: Path) -> Held:
    """Run the same command to its end and return what the record then holds."""
    assert run("verify", "--into", record).exit_code == 0
    assert run("read", source, "--into", record, "--quiet", "--workers", "1").exit_code == 0
    return held(record)


def test_ctrl_c_keeps_whole_batches_and_the_rerun_completes(many: Path, whole: Held, tmp_path: Path) -> None:
    """A person may stop at any time: nothing is half kept, and the same command goes on from there."""
    record = tmp_path / "r.db"
    process = started(many, record, workers=2)

    os.killpg(process.pid, signal.SIGINT)  # as the terminal does: to the workers too
    output, said = process.communicate(timeout=PATIENCE_S)

    assert process.returncode == 130, said
    assert output == ""
    kept = count(record)
    assert 0 < kept < REPORTS
    assert kept % BATCH == 0
    assert said == f"Stopped; {kept} reports of this run are kept. The same command goes on from here.\n"
    assert gone(process.pid)
    assert finish(many, record) == whole


def test_a_killed_run_leaves_a_sound_record(many: Path, whole: Held, tmp_path: Path) -> None:
    """Power fails: the record is sound, no worker stays behind, and the same command completes it."""
    record = tmp_path / "r.db"
    process = started(many, record, workers=2)

    process.kill()
    process.communicate(timeout=PATIENCE_S)

    assert process.returncode == -signal.SIGKILL
    assert gone(process.pid)
    assert finish(many, record) == whole
