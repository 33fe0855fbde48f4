"""A large made-up record, and how long the server takes over each page of it.

``python -m tests.web.large [REPORTS] [INCIDENTS] [--into FILE]`` makes the record where it is not there and
prints the server's own processor time for each page, in milliseconds: median and 95th percentile.
"""

import argparse
import random
import re
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from reportedly.store.record import Record, close_record, open_record, reading
from reportedly.web.app import make_app
from reportedly.web.signing import Setting
from tests.web.large_record import make_large

MEDIAN_MS, HIGH_MS = 150, 400
"""What a page may take of the server's processor time."""


def addresses(reports: int, incidents: int) -> list[str]:
    """Return addresses of every kind of page, several of each."""
    chance = random.Random(4)
    some = [chance.randrange(reports) for _ in range(5)]
    found = [
        "/",
        "/stories",
        "/stories?sort=newest&page=7",
        "/sources",
        "/log",
        "/log/rules",
        "/review",
        "/review/next",
        "/statements",
        "/statements?order=newest",
    ]
    found += [f"/reports/report-{n:020x}" for n in some] + [f"/stories/report-{n:020x}" for n in some]
    found += [f"/incidents/incident-{chance.randrange(incidents):020x}" for _ in range(5)]
    found += [f"/review/incident-{chance.randrange(incidents):020x}" for _ in range(5)]
    found += [f"/compare?left=report-{n:020x}&right=report-{(n + 3) % reports:020x}" for n in some[:3]]
    for query in (
        "",
        "?type=ASSAULT",
        "?since=2023-01&until=2023-02",
        "?origins=2&country=IQ",
        "?place=Market+2",
    ):
        found += [f"/register{tab}{query}" for tab in ("", "/tally", "/timeline", "/map")]
    found += [
        f"/search?words={w}" for w in ("embassy", "embassy+rocket", "%22market+rocket%22", "rock*+-embassy")
    ]
    found += ["/search", "/search?place=Market+2&since=2023", "/search?words=embassy&outlet=Market+Post"]
    found += [
        "/statements?act=threaten",
        "/statements?voice=Market+Rocket",
        "/statements?since=2023-03&until=2023-04",
        "/statements?outlet=Market+Post",
        "/statements?act=deny&since=2022-06&order=newest",
        f"/statements?story=report-{some[0]:020x}",
        "/search?words=embassy&since=2022-02",
        "/search?voice=Market+Rocket",
        "/export",
    ]
    answers = ["/api/incidents", "/api/reports?page=200", "/api/tally?by=month,type", "/api/review"]
    return [*found, *answers, "/api/decisions", "/api/statements?act=threaten"]


def measure(record: Record, asked: list[str], times: int) -> list[tuple[str, float, float]]:
    """Return (address, median, 95th percentile) of the server's processor time in milliseconds."""
    client = TestClient(make_app(record), base_url="http://127.0.0.1")
    found = []
    for address in asked:
        taken = []
        for _ in range(times):
            begun = time.process_time()
            status = client.get(address).status_code
            taken.append(1000 * (time.process_time() - begun))
            assert status in {200, 422}, (address, status)
        taken.sort()
        found.append((address, statistics.median(taken), taken[min(len(taken) - 1, int(0.95 * len(taken)))]))
    return found


def measure_deciding(record: Record, times: int) -> list[tuple[str, float, float]]:
    """Return the same of accepting what waits first, and of the pages that show it right after."""
    client = TestClient(make_app(record, Setting(reviewer="Ada")), base_url="http://127.0.0.1")
    taken: dict[str, list[float]] = {}

    def timed(name: str, ask: Callable[[], Any]) -> Any:
        begun = time.process_time()
        answer = ask()
        taken.setdefault(name, []).append(1000 * (time.process_time() - begun))
        return answer

    for _ in range(times):
        page = client.get("/review/next")
        token = re.search(r'name="token" value="([^"]+)"', page.text)
        state = re.search(r'name="state" value="([^"]+)"', page.text)
        assert token is not None and state is not None
        form = {"act": "accept", "token": token[1], "state": state[1]}
        address = page.url.path
        kept = timed("POST /review/…", lambda: client.post(address, data=form, follow_redirects=False))  # noqa: B023
        assert kept.status_code == 303, kept.text
        for after in ("/review/next", "/register", "/log"):
            timed(f"{after} after a decision", lambda: client.get(after))  # noqa: B023
    return [(name, statistics.median(each), max(each)) for name, each in taken.items()]


def main() -> None:
    """Make the record and print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("reports", type=int, nargs="?", default=100_000)
    parser.add_argument("incidents", type=int, nargs="?", default=20_000)
    parser.add_argument("--into", type=Path, default=None)
    parser.add_argument("--times", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.into or Path(folder) / "large.db"
        if not path.exists():
            record = open_record(path, create=True)
            make_large(record, given.reports, given.incidents)
            close_record(record)
        close_record(open_record(path, create=False))
        record = open_record(path, create=False, writing=False)
        with reading(record):
            begun = time.process_time()
            make_app(record)
            print(f"start {time.process_time() - begun:.1f} s")
        rows = measure(record, addresses(given.reports, given.incidents), given.times)
        close_record(record)
        record = open_record(path, create=False)
        rows += measure_deciding(record, given.times)
        for address, median, high in rows:
            print(f"{median:8.0f} {high:8.0f}  {address}")
        middle, worst = statistics.median(row[1] for row in rows), max(row[2] for row in rows)
        print(f"{middle:8.0f} {worst:8.0f}  all: median, worst")
        over = [address for address, median, high in rows if median >= MEDIAN_MS or high >= HIGH_MS]
        print(f"over {MEDIAN_MS} ms at the median or {HIGH_MS} ms at the 95th percentile: {over or 'none'}")
        close_record(record)


if __name__ == "__main__":
    main()
