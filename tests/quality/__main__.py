"""``python -m tests.quality``: take the measures, print the table, fail where a figure is below its floor."""

import argparse
import sys
import time
from collections.abc import Sequence

from tests.quality.floors import digest, judge, orphans, raised, read_floors, write_floors
from tests.quality.measure import Figure, Measure
from tests.quality.measures import MEASURES
from tests.quality.table import as_json, markdown, plain


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    """Return what was asked; exits with 2 on a measure that does not exist."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality", description=__doc__)
    names = [measure.name for measure in MEASURES]
    parser.add_argument(
        "--only", nargs="+", metavar="NAME", default=names, choices=names, help=", ".join(names)
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON object, unrounded")
    form.add_argument("--markdown", action="store_true", help="the table of docs/quality.md")
    parser.add_argument("--raise-floors", action="store_true", help="write floors.toml; lowers nothing")
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None) -> int:
    """Return 1 where a figure is below its floor or has vanished, else 0. Absent data fails nothing."""
    asked = _arguments(given)
    floors = read_floors()
    taken: list[tuple[Measure, tuple[Figure, ...]]] = []
    remarks, failures, digests = [], [], {}
    for measure in (each for each in MEASURES if each.name in asked.only):
        if measure.absent:
            remarks.append(f"{measure.name}: absent ({measure.absent[0].name} is not beside the project)")
            continue
        begun = time.perf_counter()
        figures = measure.take()
        print(f"{measure.name}: {time.perf_counter() - begun:.1f} s", file=sys.stderr)
        taken.append((measure, figures))
        digests[measure.name] = digest(measure)
        known = floors.data.get(measure.name)
        if known is not None and known != digests[measure.name]:
            remarks.append(f"{measure.name}: the floors were set on other data (SHA-256 {known[:12]}…)")
        failures += [f"{name}: a floor without a figure" for name in orphans(floors, measure.name, figures)]
    if asked.raise_floors:
        floors = raised(floors, taken, digests)
        write_floors(floors)
    verdicts = [
        judge(f"{measure.name}.{each.name}", each, floors) for measure, figures in taken for each in figures
    ]
    failures += [f"{v.name}: below its floor" for v in verdicts if v.passed is False]
    if asked.json:
        print(as_json(verdicts, [*remarks, *failures]))
    else:
        print(markdown(verdicts) if asked.markdown else plain(verdicts))
        for remark in (*remarks, *failures):
            print(remark, file=sys.stderr if asked.markdown else sys.stdout)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
