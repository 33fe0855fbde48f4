"""``python -m bench.lineage [REPORTS.jsonl]``: lineage alone over a growing record, the index on disk.

Takes what ``reportedly read`` takes; made-up reports where nothing is named. Every few thousand reports it
prints the CPU time a report of the last ones (passages cut, index kept, copies decided) and the memory that
belongs to the process alone; at the end, what the index takes on the disk.
"""

import argparse
import tempfile
import time
from pathlib import Path

from sqlalchemy import func, select

from bench.reports import make_reports
from reportedly.language.language import load_language
from reportedly.lineage.choose import Look
from reportedly.lineage.decide import FULL
from reportedly.lineage.passages import cut
from reportedly.readings.sentences import find_sentences
from reportedly.run.analysis import LANGUAGE, Analysed
from reportedly.run.copying import FULLY, LOOKS, update_copies
from reportedly.run.shelving import Shelf
from reportedly.run.sources import arrivals, expand
from reportedly.store.inputs import keep_arrival
from reportedly.store.record import Record, close_record, open_record, reading, writing
from reportedly.store.schema import LINEAGE_KEYS, LINEAGE_REPORTS
from reportedly.terms.reports import Arrival
from reportedly.terms.spans import COMPARED
from reportedly.texts.label import label

TOLD_EVERY = 5000
"""Reports between two lines."""


def own_mib() -> float:
    """Return the memory that is this process's own, in MiB; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return sum(int(line.split()[1]) / 1024 for line in lines if line.startswith("RssAnon"))


def index_bytes(record: Record) -> int:
    """Return the bytes of the index."""
    keys, values = (func.sum(func.length(LINEAGE_KEYS.c[name])) for name in ("keys", "values"))
    with reading(record) as connection:
        packed = connection.scalar(select(func.sum(func.length(LINEAGE_REPORTS.c.body)))) or 0
        return int(packed) + int(connection.scalar(select(keys + values)) or 0)


def measure(source: Path, batch: int, look: Look = FULL) -> None:
    """Read one file and print the figures."""
    language, shelf = load_language(LANGUAGE), Shelf(look)
    waiting: list[Analysed] = []
    count, passages, spent, last = 0, 0, 0.0, (0, 0.0)
    with tempfile.TemporaryDirectory() as folder:
        record = open_record(Path(folder) / "bench.db", create=True)
        for arrival in (each for one in expand([str(source)]) for each in arrivals(one)):
            if not isinstance(arrival, Arrival):
                continue
            report = label(arrival.report, language)
            sentences = find_sentences(report.text, report.blocks, language, COMPARED)
            before = time.process_time()
            passages_ = cut(report.id, report.text, sentences)
            spent += time.process_time() - before
            waiting.append(
                Analysed(
                    arrival=arrival,
                    report=report,
                    statements=(),
                    events=(),
                    passages=passages_,
                    words=0,
                )
            )
            count, passages = count + 1, passages + len(passages_)
            if len(waiting) == batch:
                spent += kept(record, waiting, shelf)
                waiting = []
            if count % TOLD_EVERY == 0:
                rate = (count - last[0]) / max(spent - last[1], 1e-9)
                print(
                    f"{count:>9,} {passages:>11,} passages {rate:>8,.0f} a CPU second {own_mib():>7.0f} MiB"
                )
                last = (count, spent)
        spent += kept(record, waiting, shelf) if waiting else 0.0
        size = index_bytes(record)
        close_record(record)
    if count:
        print(
            f"{count:>9,} reports: {count / spent:,.0f} a CPU second, {size / count:,.0f} bytes each indexed"
        )


def kept(record: Record, batch: list[Analysed], shelf: Shelf) -> float:
    """Keep one batch; return the CPU seconds of lineage, its own transaction from beginning to end."""
    with writing(record) as connection:
        for each in batch:
            keep_arrival(connection, each.arrival, each.report)
    before = time.process_time()
    with writing(record) as connection:
        update_copies(connection, batch, shelf)
    return time.process_time() - before


def main() -> None:
    """Measure one file of reports."""
    parser = argparse.ArgumentParser(prog="python -m bench.lineage", description=__doc__.splitlines()[0])
    parser.add_argument("source", type=Path, nargs="?")
    parser.add_argument("--number", type=int, default=10_000, help="made-up reports where no source is named")
    parser.add_argument("--batch", type=int, default=1000)
    parser.add_argument("--lineage", choices=sorted(LOOKS), default=FULLY)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "reports.jsonl"
        if args.source is None:
            made.write_text("\n".join(make_reports(args.number)) + "\n", encoding="utf-8")
        measure(args.source or made, args.batch, LOOKS[args.lineage])


if __name__ == "__main__":
    main()
