"""The command: one line, one record, this machine alone, and a writer beside it."""

import signal
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

from reportedly.cli.main import commands
from reportedly.store.record import close_record, open_record
from reportedly.web.app import make_app
from tests.web.making import LATER, copied, read_more, served


def fetched(address: str) -> str:
    """Return the text at an address."""
    with urllib.request.urlopen(address, timeout=30) as answer:
        return str(answer.read().decode())


def test_it_says_one_line_and_stops_when_told(plain: Path) -> None:
    """Ctrl-C ends the server with the status of every stopped command, and nothing else is said."""
    command = [sys.executable, "-m", "reportedly", "serve", "--into", str(plain), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    line = process.stdout.readline()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)

    assert line.startswith(f"Serving {plain} at http://127.0.0.1:")
    assert (out, err) == ("", "")
    assert process.returncode == 130


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "reports.example"])
def test_other_machines_are_not_served(plain: Path, host: str) -> None:
    """Without accounts everybody in the network could read the record: it is refused, with a way out."""
    result = CliRunner().invoke(commands, ["serve", "--into", str(plain), "--host", host])

    assert result.exit_code == 2
    assert "account" in result.stderr
    assert "127.0.0.1" in result.stderr


def test_a_record_that_is_none_is_refused(tmp_path: Path) -> None:
    """A wrong path is one clear line and status 3, not an empty web page."""
    result = CliRunner().invoke(commands, ["serve", "--into", str(tmp_path / "none.db")])

    assert result.exit_code == 3
    assert "none.db" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_port_in_use_is_said(plain: Path) -> None:
    """Two servers on one port: the second says so and names the way out."""
    with served(plain) as address:
        port = address.rpartition(":")[2]
        command = [sys.executable, "-m", "reportedly", "serve", "--into", str(plain), "--port", port]
        second = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    assert second.returncode == 2
    assert f"port {port}" in second.stderr
    assert "--port" in second.stderr


def test_a_reader_and_the_server_do_not_lock_each_other(plain: Path, tmp_path: Path) -> None:
    """While one process reads new reports into the record, pages answer; then they show what is new."""
    path = copied(plain, tmp_path)
    failed: list[Exception] = []

    def read() -> None:
        try:
            for number in range(3):
                told = {
                    **LATER,
                    "uri": f"{LATER['uri']}/{number}",
                    "text": LATER["text"] + f"\n\nShift {number} too.\n",
                }
                read_more(path, [told])
        except Exception as error:
            failed.append(error)

    with served(path) as site:
        assert "Dockers walk out" not in fetched(f"{site}/search")
        writer = threading.Thread(target=read)
        writer.start()
        asked = 0
        while writer.is_alive() or asked < 5:
            for page in ("/", "/register", "/statements", "/search?words=embassy"):
                fetched(site + page)
            asked += 1
        writer.join()
        assert failed == []
        assert "Dockers walk out" in fetched(f"{site}/search")
        assert "Harbour Post" in fetched(f"{site}/sources")
    read_more(path, [{**LATER, "uri": "https://later.example/2", "text": "After the server.\n\nIt is gone."}])


def test_the_server_changes_nothing(plain: Path, tmp_path: Path) -> None:
    """Whoever looks at a record leaves every byte of it as it was."""
    path = copied(plain, tmp_path)
    before = path.read_bytes()
    record = open_record(path, create=False, writing=False)
    client = TestClient(make_app(record), base_url="http://127.0.0.1")
    for page in ("/", "/stories", "/register/tally", "/log", "/search?words=embassy"):
        assert client.get(page).status_code == 200
    close_record(record)

    assert path.read_bytes() == before


def test_a_record_of_an_older_format_is_brought_up_to_date(plain: Path, tmp_path: Path) -> None:
    """Yesterday's record opens in today's browser."""
    path = copied(plain, tmp_path)

    result = CliRunner().invoke(commands, ["serve", "--into", str(path), "--host", "elsewhere.example"])
    assert result.exit_code == 2
    with served(path) as site:
        assert "reports" in fetched(site)
