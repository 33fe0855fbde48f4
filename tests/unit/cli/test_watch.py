"""``reportedly watch`` as a person runs it, against a server on the loopback interface."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.unit.cli.making import run as command
from tests.unit.run.serving import serving

FEED = b"""<rss><channel><title>River Post</title><item><title>Bridge shut</title>
<link>https://riverpost.example/1</link>
<description>The bridge was shut on Monday, the mayor said.</description>
</item></channel></rss>"""


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    command = [sys.executable, "-m", "reportedly", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_a_feed_is_read_once_however_often_it_is_asked(tmp_path: Path) -> None:
    """Started again, the watch goes on where it was: unchanged feeds are not sent, known entries not read."""
    record = str(tmp_path / "record.db")
    with serving() as site:
        site.put("/feed", FEED, ETag='"1"', Content_Type="application/rss+xml")
        first = run("watch", f"{site.home}/feed", "--once", "--into", record)
        second = run("watch", f"{site.home}/feed", "--once", "--into", record)

    assert first.returncode == second.returncode == 0, first.stderr + second.stderr
    assert "1 new report" in first.stdout and "0 new reports" in second.stdout
    assert "1 unchanged" in second.stdout
    assert first.stdout.count("\n") == second.stdout.count("\n") == 1


def test_a_stop_ends_it_cleanly(tmp_path: Path) -> None:
    """What was read stays, and the status says that nothing went wrong."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.txt").write_text("The bridge over the river was shut on Monday, the mayor said.")
    command = [sys.executable, "-m", "reportedly", "watch", str(inbox), "--into", str(tmp_path / "record.db")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert "1 new report" in running.stdout.readline()
        time.sleep(0.2)
        running.send_signal(signal.SIGTERM)
        _, said = running.communicate(timeout=60)

    assert running.returncode == 0
    assert "Stopped" in said


@pytest.mark.parametrize("often", ["59s", "1s", "0m", "-5m", "soon"])
def test_a_feed_is_not_asked_more_often_than_once_a_minute(tmp_path: Path, often: str) -> None:
    """Whoever asks for seconds must not believe to have them."""
    done = command("watch", "https://riverpost.example/feed", "--every", often, "--into", tmp_path / "r.db")

    assert done.exit_code == 2
    assert often in done.stderr and ("write 1m" in done.stderr or "write 90s" in done.stderr)
    assert not (tmp_path / "r.db").exists()


def test_a_schedule_for_folders_alone_is_wrong_usage(tmp_path: Path) -> None:
    """Files are read as they come: a schedule that nothing keeps must not seem to be kept."""
    done = command("watch", tmp_path, "--every", "5m", "--once", "--into", tmp_path / "r.db")

    assert done.exit_code == 2
    assert "--every" in done.stderr and "as they come" in done.stderr
    assert not (tmp_path / "r.db").exists()


def test_addresses_in_a_list_are_read_and_kept_beside_the_record(tmp_path: Path) -> None:
    """The evidence of a fetch lies next to the record that rests on it."""
    record, addresses = tmp_path / "record.db", tmp_path / "list.txt"
    with serving() as site:
        site.put("/feed", FEED, Content_Type="application/rss+xml")
        addresses.write_text(f"# feeds\n{site.home}/feed\n{site.home}/gone\n")
        done = run("read", "--urls", str(addresses), "--into", str(record))

    assert done.returncode == 1, done.stderr
    assert "1 new report" in done.stdout and "404" in done.stderr
    assert list((tmp_path / "record.db-fetches").glob("*.warc.gz"))


def test_nothing_to_read_is_wrong_usage(tmp_path: Path) -> None:
    """A slip on the command line must not create a record."""
    done = run("read", "--into", str(tmp_path / "record.db"))

    assert done.returncode == 2
    assert not (tmp_path / "record.db").exists()
