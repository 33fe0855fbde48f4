"""``make bench``: reports a second, CPU and memory for each report, for growing collections.

Every size runs in a process of its own, so that peak memory is that size's. Prints a table and, with
``--json``, one object for each row.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

from bench.reports import make_reports
from reportedly.run.ingest import read_into
from reportedly.run.pool import cores
from reportedly.run.sources import expand
from reportedly.store.record import close_record, open_record


def measure(number: int, workers: int) -> dict[str, float]:
    """Return wall and CPU seconds, peak memory (MiB, of the largest process) and bytes for one collection."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "reports.jsonl"
        source.write_text("\n".join(make_reports(number)), encoding="utf-8")
        record = open_record(Path(folder) / "bench.db", create=True)
        before = time.perf_counter()
        outcome = read_into(
            record, expand([str(source)]), now=datetime(2024, 6, 1, tzinfo=UTC), workers=workers
        )
        wall = time.perf_counter() - before
        close_record(record)
        size = (Path(folder) / "bench.db").stat().st_size
    own, children = getrusage(RUSAGE_SELF), getrusage(RUSAGE_CHILDREN)
    cpu = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
    return {
        "reports": outcome.reports,
        "seconds": wall,
        "reports_per_second": outcome.reports / wall,
        "cpu_ms_per_report": 1000 * cpu / outcome.reports,
        "words_per_second": outcome.words / wall,
        "peak_mib": max(own.ru_maxrss, children.ru_maxrss) / 1024,
        "record_kib_per_report": size / 1024 / outcome.reports,
    }


def main() -> None:
    """Measure each size in a process of its own and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.splitlines()[0])
    parser.add_argument("sizes", nargs="*", type=int, default=[1000, 10000])
    parser.add_argument("--workers", type=int, default=cores())
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        print(json.dumps(measure(args.sizes[0], args.workers)))
        return
    rows = []
    for size in args.sizes:
        command = [sys.executable, "-m", "bench", str(size), "--workers", str(args.workers), "--one"]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        rows.append(json.loads(done.stdout))
        if args.json:
            print(json.dumps(rows[-1]), flush=True)
    if args.json:
        return
    print(
        f"{'reports':>9} {'reports/s':>10} {'CPU ms each':>12} {'words/s':>9}"
        f" {'peak MiB':>9} {'KiB kept each':>14}"
    )
    for row in rows:
        print(
            f"{row['reports']:>9,.0f} {row['reports_per_second']:>10.1f} {row['cpu_ms_per_report']:>12.2f}"
            f" {row['words_per_second']:>9,.0f} {row['peak_mib']:>9.0f} {row['record_kib_per_report']:>14.1f}"
        )
    if len(rows) > 1:
        ratio = rows[-1]["cpu_ms_per_report"] / rows[0]["cpu_ms_per_report"]
        print(f"CPU for each report, largest against smallest collection: {ratio:.2f} times")


if __name__ == "__main__":
    main()
