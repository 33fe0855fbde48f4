"""``python -m bench.reading [PATH …]``: how fast reports are read, alone, without record and comparison.

The whole reading is timed: blocks, words, network, trees, names, attribution, lemmas, and the rules for
what the network passes over. A batch of different reports on one process a core, one thread each, and
the time for the one report of middle length. Without paths the reports are generated ones.
"""

import argparse
import resource
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.reports import make_reports
from reportedly.language.language import load_language
from reportedly.readings.reader import read
from reportedly.readings.trained import shipped_model
from reportedly.run.pool import cores
from reportedly.run.sources import arrivals, expand
from reportedly.terms.reports import Arrival, Report
from reportedly.texts.label import label


@dataclass(frozen=True, slots=True)
class Share:
    """What one process did: words read, words of them known before, CPU and wall seconds, peak memory."""

    words: int
    known: int
    cpu: float
    began: float
    ended: float
    peak_mib: float


def count_words(report: Report) -> int:
    """Label and read a report; how many words were read."""
    english = load_language("en")
    return len(read(label(report, english), english).tokens)


def read_share(reports: Sequence[Report], start: float) -> Share:
    """Read reports in this process, from the time ``start`` on, which is the same for all processes."""
    count_words(reports[0])
    shipped_model().memory.kept.clear()
    shipped_model().memory.words = 0
    time.sleep(max(0.0, start - time.time()))
    began, before = time.time(), time.process_time()
    words = sum(count_words(report) for report in reports)
    used, ended = time.process_time() - before, time.time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Share(words, shipped_model().memory.words, used, began, ended, peak)


def middle_time(report: Report) -> tuple[int, float]:
    """The words of one report, and the middle of 15 times (ms) of reading it with nothing remembered."""
    count, times = count_words(report), []
    for _ in range(15):
        shipped_model().memory.kept.clear()
        before = time.perf_counter()
        count_words(report)
        times.append(1000 * (time.perf_counter() - before))
    return count, sorted(times)[7]


def reports_of(paths: Sequence[str], most: int) -> list[Report]:
    """The first reports of these inputs."""
    found = (each for source in expand(list(paths)) for each in arrivals(source))
    return [each.report for each in islice((a for a in found if isinstance(a, Arrival)), most)]


def main() -> None:
    """Read the batch, then the one report, and print both."""
    parser = argparse.ArgumentParser(prog="python -m bench.reading", description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="*", metavar="PATH", help="reports as `reportedly read` takes them")
    parser.add_argument("--reports", type=int, default=1000, help="how many (default: 1000)")
    parser.add_argument("--workers", type=int, default=cores())
    args = parser.parse_args()
    with TemporaryDirectory() as folder:
        made = Path(folder) / "reports.jsonl"
        if not args.paths:
            made.write_text("\n".join(make_reports(args.reports)), encoding="utf-8")
        reports = reports_of(args.paths or [str(made)], args.reports)
    start = time.time() + 8
    with ProcessPoolExecutor(args.workers, mp_context=get_context("spawn")) as pool:
        jobs = [pool.submit(read_share, reports[i :: args.workers], start) for i in range(args.workers)]
        shares = [job.result() for job in jobs]
    wall = max(s.ended for s in shares) - min(s.began for s in shares)
    words, cpu = sum(s.words for s in shares), sum(s.cpu for s in shares)
    known, peak = sum(s.known for s in shares) / words, max(s.peak_mib for s in shares)
    print(f"{len(reports)} reports, {words} words, {100 * known:.1f} % of them known before")
    print(f"{words / wall:.0f} words a second on {args.workers} processes")
    print(f"{words / cpu:.0f} words a second of processor time; peak {peak:.0f} MiB a process")
    count, middle = middle_time(sorted(reports, key=lambda r: len(r.text))[len(reports) // 2])
    print(f"one report of {count} words: {middle:.0f} ms")


if __name__ == "__main__":
    main()
