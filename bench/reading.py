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
from itertools import islice, pairwise
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.reports import make_reports
from reportedly.events.find import Context, find_events
from reportedly.events.gazetteer import load_gazetteer
from reportedly.events.leading import lead
from reportedly.events.main import find_main
from reportedly.events.main_spots import Clues
from reportedly.events.places import find_toponyms
from reportedly.events.times import find_times, resolve_times
from reportedly.language.language import load_language
from reportedly.readings.nested import reread
from reportedly.readings.reader import read
from reportedly.readings.trained import shipped_model
from reportedly.run.pool import cores
from reportedly.run.sources import arrivals, expand
from reportedly.statements.find import Telling, find_statements
from reportedly.terms.reports import Arrival, Report
from reportedly.texts.label import label

MEASURED = 60
"""Reports over which the shares of the stages are taken."""


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


def stage_shares(reports: Sequence[Report]) -> tuple[float, float]:
    """CPU of statements, and of times, places and events together, over that of the reading itself."""
    english, gazetteer = load_language("en"), load_gazetteer()
    spent = [0.0, 0.0, 0.0]
    for report in (label(each, english) for each in reports):
        marks = [time.process_time()]
        reading = read(report, english)
        marks.append(time.process_time())
        found = find_times(report.text, english)
        whens = resolve_times(found, report.text, report.id, report.published, english)
        marks.append(time.process_time())
        telling = Telling(outlet=report.outlet, whens=whens)
        statements = find_statements(reading, telling, english, reread(reading, english))
        marks.append(time.process_time())
        toponyms = find_toponyms(reading, english, gazetteer)
        wheres = tuple(where for where, there in toponyms if there)
        told = Context(statements=statements, whens=whens, wheres=wheres, published=report.published)
        named = tuple(where for where, _ in toponyms)
        clues = Clues(whens=whens, toponyms=named, dateline=None, published=report.published)
        main = find_main(reading, clues, english)
        lead(find_events(reading, told, english), main, wheres, report.text, english)
        marks.append(time.process_time())
        read_s, times_s, statements_s, events_s = (b - a for a, b in pairwise(marks))
        spent = [spent[0] + read_s, spent[1] + statements_s, spent[2] + times_s + events_s]
    return spent[1] / spent[0], spent[2] / spent[0]


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
    shipped_model().memory.kept.clear()
    statements, events = (100 * share for share in stage_shares(reports[:MEASURED]))
    print(f"beside the reading: statements {statements:.1f} %, times, places and events {events:.1f} %")


if __name__ == "__main__":
    main()
