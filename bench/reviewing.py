"""``python -m bench.reviewing``: how long a person waits for the next incident, and what a decision costs.

Made-up records with judgements in doubt. Prints processor milliseconds: median and 95th percentile.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from tests.web.large_record import make_large

from reportedly.run.review import By, Seen, accept, comment, edit, reject, state_of
from reportedly.run.reviewing import queue_page, sheet
from reportedly.run.rollups import fold, weighed
from reportedly.store.record import Record, close_record, open_record, reading, writing

NOW = datetime(2024, 6, 1, tzinfo=UTC)
TIMES = 40


def spent(act: Callable[[], object]) -> float:
    """Return the processor milliseconds of an act."""
    begun = time.process_time()
    act()
    return 1000 * (time.process_time() - begun)


def following(record: Record) -> list[float]:
    """Return what it takes to ask for the next incident and to lay it out, as one goes through the queue."""
    found, after = [], None

    def step() -> None:
        nonlocal after
        page = queue_page(record, limit=1, after=after)
        after = page.next
        sheet(record, page.waiting[0].view.id)

    for _ in range(TIMES):
        found.append(spent(step))
    return found


def deciding(record: Record) -> dict[str, list[float]]:
    """Return what decisions take on the incidents at the head of the queue."""
    by = By("bench", "a reason", NOW)
    acts: dict[str, Callable[[Seen], object]] = {
        "accept": lambda seen: accept(record, seen, by),
        "reject": lambda seen: reject(record, seen, by),
        "edit": lambda seen: edit(record, seen, by, ["count.killed=3"]),
        "comment": lambda seen: comment(record, seen, by),
    }
    found: dict[str, list[float]] = {}
    for name, act in acts.items():
        shown = queue_page(record, limit=TIMES // 4).waiting
        seen = [Seen(each.view.id, state_of(each.view)) for each in shown]
        found[name] = [spent(partial(act, each)) for each in seen]
    return found


def main() -> None:
    """Measure one size and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.reviewing", description=__doc__.splitlines()[0])
    parser.add_argument("reports", nargs="?", type=int, default=100_000)
    parser.add_argument("incidents", nargs="?", type=int, default=20_000)
    parser.add_argument("--into", type=Path, help="keep the record in this file, or take it from there")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = args.into or Path(folder) / "large.db"
        fresh = not path.exists()
        record = open_record(path, create=True)
        if fresh:
            make_large(record, args.reports, args.incidents)
        with writing(record) as connection:
            whole = spent(lambda: fold(connection))
        print(f"{args.reports:,} reports, {args.incidents:,} incidents; folded in at {whole:,.0f} ms in all")
        print(f"{'':<34} {'median ms':>10} {'95 % ms':>9}")
        rows = {"next incident, with its sheet": following(record)}
        rows["a page of 50"] = [spent(lambda: queue_page(record, limit=50)) for _ in range(TIMES)]
        with reading(record) as connection:
            rows["the whole queue, weighed anew"] = [spent(partial(weighed, connection))]
        rows |= {f"{name}, kept and folded in": found for name, found in deciding(record).items()}
        for name, found in rows.items():
            high = sorted(found)[int(0.95 * (len(found) - 1))]
            print(f"{name:<34} {statistics.median(found):>10.1f} {high:>9.1f}")
        close_record(record)


if __name__ == "__main__":
    main()
