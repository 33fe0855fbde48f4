"""Links between real reports that a person has read; ``gva_links.md`` says how."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from reportedly.lineage.direction import Facts
from reportedly.lineage.reference import find_copies
from reportedly.terms.spans import Span
from tests.quality.lineage import ARTICLES, passages_of, real
from tests.quality.measure import Figure, Measure, Shape, Unit, figure

LABELS = Path(__file__).with_name("gva_links.tsv")
POPULATION = {"held": 983, "refused": 1236, "alone": 7230}
"""How many links each part was drawn from."""

Row = Mapping[str, str]
Found = Mapping[tuple[str, str], list[Span]]


def labels() -> list[Row]:
    """Return the rows of the labels."""
    with LABELS.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def found_between() -> Found:
    """Return the stretches that are copies among all real reports, by source and copy."""
    reports = real()
    facts = {
        name: Facts(
            report_id=name, published=each.published, outlet=each.outlet, credits=frozenset(), rank=name
        )
        for name, each in reports.items()
    }
    passages = [passage for each in reports.values() for passage in passages_of(each)]
    held: defaultdict[tuple[str, str], list[Span]] = defaultdict(list)
    for copy in find_copies(passages, {name: each.text for name, each in reports.items()}, facts):
        held[copy.source.report_id, copy.copy.report_id].append(copy.copy)
    return held


def scored(rows: Iterable[Row], found: Found, weights: Mapping[str, float]) -> tuple[Unit, ...]:
    """Return of each link whether it is found and whether it is a copy, as often as it counts."""
    units = []
    for row in rows:
        span = Span(row["copy"], int(row["copy_start"]), int(row["copy_end"]))
        hit = any(_meet(span, each) for each in found.get((row["source"], row["copy"]), ()))
        true, weight = row["verdict"] == "copy", weights.get(row["drawn"], 1.0)
        units.append(Unit(weight * (hit and true), weight * hit, weight * true))
    return tuple(units)


def score() -> tuple[Figure, ...]:
    """Links between real outlets, read by hand: how many found ones are copies, how many copies are found.

    ``kept``: 211 links drawn at random and by strata, each counting as often as its stratum is large: an
    estimate for all near links between outlets of the collection. ``held``: those of them that an earlier
    rule found, each counting once. ``looked``: 200 links of the first draw. The weights of the rule are
    fitted on all of them. A link is found where a copy between the same two reports covers half of either's
    stretch; the same words found in a third report instead count as missed.
    """
    rows, found = labels(), found_between()
    apart = [row for row in rows if row["drawn"] != "looked"]
    weights = {name: size / sum(row["drawn"] == name for row in apart) for name, size in POPULATION.items()}
    sets = {
        "kept": scored(apart, found, weights),
        "held": scored([row for row in apart if row["drawn"] == "held"], found, {}),
        "looked": scored([row for row in rows if row["drawn"] == "looked"], found, {}),
    }
    return tuple(
        figure(f"{name}.{shape.value}", shape, units)
        for name, units in sets.items()
        for shape in (Shape.PRECISION, Shape.RECALL)
    )


def _meet(left: Span, right: Span) -> bool:
    """Tell whether two stretches share half of the shorter."""
    shared = min(left.end, right.end) - max(left.start, right.start)
    return 2 * shared > min(left.end - left.start, right.end - right.start)


REAL_LINKS = Measure(name="links", data=(ARTICLES,), take=score)
