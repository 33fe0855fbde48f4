"""``python -m bench.register``: how long a tally takes, and what folding incidents in costs.

Each size runs in a process of its own. Prints processor milliseconds: from the file is all that a fresh
process does beyond starting, the reported totals beside the tally with it (the best of three); at hand is the
counting alone.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

import msgspec
from sqlalchemy import insert

from reportedly.register.choosing import REGISTER, Choice
from reportedly.register.rolled import roll
from reportedly.run.columns import Held, ask
from reportedly.run.rollups import fold, rolled_tally
from reportedly.run.totals import tally_and_totals
from reportedly.store.batches import batches
from reportedly.store.record import Record, close_record, open_record, reading, writing
from reportedly.store.rollups import mark_stale
from reportedly.store.schema import INCIDENTS
from reportedly.terms.events import Realis
from reportedly.terms.places import Precision, Where
from reportedly.terms.spans import Span
from reportedly.terms.times import Basis, Grain, When
from reportedly.terms.views import IncidentView

FIRST = datetime(2020, 1, 1, tzinfo=UTC)
DAYS, TYPES, PLACES, NAMES, VOICES = 2000, 18, 6000, 20_000, 30_000
MODES = ("", "", "bombing", "shooting", "raid", "march", "sit-in", "drone")
SHOWN = 1000
"""Rows that are laid out; the others are counted."""

TALLIES = (
    ("month",),
    ("day",),
    ("type", "status"),
    ("month", "type"),
    ("country", "method"),
    ("week", "realis"),
    ("actor",),
    ("month", "type", "place", "target"),
    ("day", "type", "city", "actor", "target"),
)


def make_incidents(number: int) -> Iterator[IncidentView]:
    """Yield made-up incidents, always alike: few places, names and voices take up most of them."""
    chance = random.Random(7)

    def skewed(most: int) -> int:
        return int(most ** chance.random()) - 1

    for at in range(number):
        start = FIRST + timedelta(days=chance.randrange(DAYS))
        days = 1 if chance.random() < 0.8 else 30
        place = skewed(PLACES)
        happened = chance.random() < 0.7
        id_ = f"incident-{at:08x}"
        span = Span("report-0", 0, 1)
        yield IncidentView(
            id=id_,
            type=f"TYPE{skewed(TYPES)}",
            mode=chance.choice(MODES) or None,
            realis=Realis.ACTUAL if happened else Realis.THREATENED,
            status="unreviewed" if chance.random() < 0.9 else "accepted",
            in_register=happened,
            when=When(
                start=start,
                end=start + timedelta(days=days),
                grain=Grain.DAY if days == 1 else Grain.MONTH,
                basis=Basis.STATED,
                span=None,
            ),
            where=Where(
                name=f"Place {place}",
                span=span,
                place_id=None,
                country=f"C{place % 40}",
                longitude_deg=1.0,
                latitude_deg=1.0,
                radius_m=1.0,
                precision=Precision.CITY if place % 3 else Precision.PROVINCE,
                province=f"Province {place % 400}",
            ),
            event_ids=(f"event-{at:08x}",),
            report_ids=tuple(
                sorted({f"report-{chance.randrange(number):08x}" for _ in range(1 + skewed(6))})
            ),
            origins=tuple(sorted({f"Voice {skewed(VOICES)}" for _ in range(1 + skewed(4))})),
            counts=(),
            disagreements=(),
            title="made up",
            actors=tuple(f"Name {skewed(NAMES)}" for _ in range(chance.randrange(2))),
            targets=tuple(sorted({f"Name {skewed(NAMES)}" for _ in range(chance.randrange(3))})),
        )


def fill(record: Record, number: int) -> float:
    """Put that many incidents into the record and fold them in; return the processor seconds of folding."""
    spent = 0.0
    for piece in batches(make_incidents(number), 20_000):
        with writing(record) as connection:
            rows = [
                {"id": each.id, "canonical": each.id, "body": msgspec.json.encode(each).decode()}
                for each in piece
            ]
            connection.execute(insert(INCIDENTS), rows)
            mark_stale(connection, [each.id for each in piece])
            begun = time.process_time()
            fold(connection)
            spent += time.process_time() - begun
    return spent


def measure(number: int, at: Path) -> dict[str, object]:
    """Return what one size costs."""
    fresh = not at.exists()
    record = open_record(at, create=True)
    spent = fill(record, number) if fresh else 0.0
    tallies: dict[str, tuple[float, float, int]] = {}
    for by in TALLIES:
        with reading(record) as connection:
            asked = ask(Held(connection), by, Choice(realis=REGISTER))
        counting = partial(roll, asked.columns, by, asked.passing, SHOWN)
        alone = min(_spent(counting) for _ in range(3))
        found = rolled_tally(record, by, most=SHOWN, ids=False)
        command = [sys.executable, "-m", "bench.register", "--fresh", ",".join(by), "--into", str(at)]
        told = [subprocess.run(command, check=True, capture_output=True, text=True) for _ in range(3)]
        whole = min(float(each.stdout) for each in told)
        tallies[",".join(by)] = (whole, 1000 * alone, len(found.rows) + found.more)
    close_record(record)
    return {
        "incidents": number,
        "fold_us": 1e6 * spent / number,
        "bytes": at.stat().st_size / number,
        "peak_mib": getrusage(RUSAGE_SELF).ru_maxrss / 1024,
        "tallies": tallies,
    }


def fresh_tally(by: Sequence[str], at: Path) -> float:
    """Return the processor milliseconds of a tally and the reported totals beside it, as ``tally`` asks."""
    begun = time.process_time()
    record = open_record(at, create=False, writing=False)
    tally_and_totals(record, by, Choice(realis=REGISTER), most=(SHOWN, SHOWN), ids=False)
    spent = time.process_time() - begun
    close_record(record)
    return 1000 * spent


def _spent(act: Callable[[], object]) -> float:
    """Return the processor seconds of an act."""
    begun = time.process_time()
    act()
    return time.process_time() - begun


def main() -> None:
    """Measure each size and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.register", description=__doc__.splitlines()[0])
    parser.add_argument("sizes", nargs="*", type=int, default=[100_000, 1_000_000])
    parser.add_argument("--into", type=Path, help="keep the record in this folder, or take it from there")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--fresh", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.fresh:
        print(fresh_tally(args.fresh.split(","), args.into))
        return
    if args.one:
        with tempfile.TemporaryDirectory() as folder:
            print(json.dumps(measure(args.sizes[0], (args.into or Path(folder)) / f"{args.sizes[0]}.db")))
        return
    for size in args.sizes:
        command = [sys.executable, "-m", "bench.register", str(size), "--one"]
        command += ["--into", str(args.into)] if args.into else []
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        row = json.loads(done.stdout)
        print(
            f"{size:,} incidents: folded in at {row['fold_us']:.0f} µs each,"
            f" {row['bytes']:,.0f} bytes kept each, peak {row['peak_mib']:,.0f} MiB"
        )
        print(f"  {'tally by':<36} {'cells':>9} {'ms from the file':>17} {'ms at hand':>11}")
        for name, (whole, alone, cells) in row["tallies"].items():
            print(f"  {name:<36} {cells:>9,} {whole:>17.0f} {alone:>11.0f}")


if __name__ == "__main__":
    main()
