"""The weights of near copies: `python -m train.links`, beside a checkout with the shared data.

Fits a logistic regression on the links between real outlets that were read by hand
(``tests/quality/gva_links.tsv``), and prints the weights that ``lineage/evidence.py`` rounds. Each is told by
folds too: no link is judged by weights that a link between the same two reports helped to fit. Links that
``evidence.takes`` have no part in the fit and are found whatever the weights. Last come weights fitted on the
links drawn as ``looked`` alone and told of the others. Same rows, same weights.
"""

from collections.abc import Iterator, Mapping
from math import nan

import numpy as np
from numpy.typing import NDArray
from tests.quality.lineage import passages_of, real
from tests.quality.links import POPULATION, Row, labels

from reportedly.lineage.align import NEVER, Worded, is_headline, match
from reportedly.lineage.columns import Coded, Columns
from reportedly.lineage.direction import Facts, precedence
from reportedly.lineage.evidence import Bond, Terms, takes, terms
from reportedly.lineage.nearness import closer, nearness
from reportedly.lineage.reference import cut_of, indexed
from reportedly.lineage.search import Rows, search
from reportedly.lineage.subsequence import no_masks
from reportedly.lineage.tongue import load_tongue
from reportedly.lineage.weighing import Bonds, beside, bond, nothing_seen, weigh

Floats = NDArray[np.float64]
Marks = NDArray[np.bool_]
FOLDS, SEED, RIDGE = 8, 0, 2.0
CERTAIN = 99.0
"""Odds of a link that is plain whatever the weights."""
ANY = np.array([(2.0, 1.0, 0.0)])
"""What two passages must share to be told of at all."""
TONGUE, MASKS, SEEN = load_tongue("en"), no_masks(), nothing_seen()


def told() -> Iterator[tuple[Row, Terms, bool]]:
    """The labelled links, what is known of each, and whether it is plain whatever the weights."""
    reports = real()
    facts = {
        name: Facts(
            report_id=name, published=each.published, outlet=each.outlet, credits=frozenset(), rank=name
        )
        for name, each in reports.items()
    }
    order = sorted(reports, key=lambda each: precedence(facts[each]))
    made = [
        Coded(number, facts[name], cut_of(reports[name].text, passages_of(reports[name])))
        for number, name in enumerate(order)
    ]
    index = indexed(made)
    shared = search(np.arange(len(made), dtype=np.int64), index, np.zeros(len(made), dtype=bool))
    columns = index.at_hand.columns()
    bonds = weigh(columns, TONGUE, shared.rows, SEEN)
    pairs = {pair: at for at, pair in enumerate(zip(bonds.copy.tolist(), bonds.source.tolist(), strict=True))}
    numbers = {name: number for number, name in enumerate(order)}
    for row in labels():
        source, copy = numbers[row["source"]], numbers[row["copy"]]
        there = _passage(columns, source, int(row["source_start"]), int(row["source_end"]))
        here = _passage(columns, copy, int(row["copy_start"]), int(row["copy_end"]))
        known = _known(columns, (shared.rows, bonds), pairs.get((copy, source)), there, here)
        if known is not None:
            yield row, *known


def _passage(columns: Columns, report: int, start: int, end: int) -> int:
    """The passage of a report that a stretch covers most of."""
    own = slice(columns.base[report], columns.base[report + 1])
    starts, ends = columns.start[own].astype(np.int64), columns.end[own].astype(np.int64)
    shared = np.minimum(ends, end) - np.maximum(starts, start)
    return int(columns.base[report] + np.argmax(shared))


def _worded(columns: Columns, passage: int) -> Worded:
    """The words of a passage."""
    own = slice(columns.first[passage], columns.first[passage] + columns.words[passage])
    return Worded(
        columns.codes[own], columns.letters[own], columns.marks[own], is_headline(columns.marks[own])
    )


def _known(
    columns: Columns, found_between: tuple[Rows, Bonds], pair: int | None, there: int, here: int
) -> tuple[Terms, bool] | None:
    """What speaks for two passages and whether they are plain, None where they share nothing in line."""
    rows, bonds = found_between
    left, right = _worded(columns, there), _worded(columns, here)
    found = match(left, right, ANY, NEVER, MASKS)
    if not len(found.runs):
        return None
    about, near_by = Bond(0.0, 0, 0, nan, 0), 0.0
    if pair is not None:
        about = bond(columns, TONGUE.everyday, rows, bonds, pair, SEEN)
        near_by = beside(rows, bonds, pair, here, there)
    near = closer(left, right, found, nearness(left, right, found, near_by, TONGUE), TONGUE, SEEN)
    return terms(about, near), takes(about, near)


def fitted(rows: Floats, verdicts: Floats) -> Floats:
    """The weights of a ridge logistic regression by Newton's method, the constant last."""
    mean, spread = rows.mean(0), rows.std(0) + 1e-9
    scaled = np.hstack([(rows - mean) / spread, np.ones((len(rows), 1))])
    ridge = np.append(np.full(rows.shape[1], RIDGE), 0.0)
    weights = np.zeros(scaled.shape[1])
    for _ in range(30):
        likely = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (likely - verdicts) + ridge * weights
        curve = (scaled * (likely * (1 - likely))[:, None]).T @ scaled + np.diag(ridge + 1e-9)
        weights -= np.linalg.solve(curve, slope)
    plain: Floats = weights[:-1] / spread
    return np.append(plain, weights[-1] - float(plain @ mean))


def odds(weights: Floats, rows: Floats) -> Floats:
    """The logarithms of odds of rows."""
    found: Floats = rows @ weights[:-1] + weights[-1]
    return found


def by_folds(rows: Floats, verdicts: Floats, pairs: list[str], open_: Marks) -> Floats:
    """The odds of each row by weights that no row of its pair of reports was fitted with."""
    names = sorted(set(pairs))
    fold = dict(zip(names, np.random.default_rng(SEED).integers(0, FOLDS, len(names)).tolist(), strict=True))
    own = np.array([fold[pair] for pair in pairs])
    found = np.zeros(len(rows))
    for each in range(FOLDS):
        others = (own != each) & open_
        found[own == each] = odds(fitted(rows[others], verdicts[others]), rows[own == each])
    return np.where(open_, found, CERTAIN)


def _line(name: str, found: Floats, verdicts: Floats, counts: Floats) -> str:
    """Precision and recall at several thresholds."""
    parts = []
    for least in (-0.5, 0.0, 0.1, 0.3, 0.6):
        held = found >= least
        right = (counts * verdicts)[held].sum()
        parts.append(f"{least:+.1f}: {right / counts[held].sum():.3f}/{right / (counts @ verdicts):.3f}")
    return f"{name:28s}" + "  ".join(parts)


def main() -> None:
    """The command line."""
    every = list(told())
    rows = np.array([terms_ for _, terms_, _ in every])
    verdicts = np.array([float(row["verdict"] == "copy") for row, *_ in every])
    drawn, open_ = np.array([row["drawn"] for row, *_ in every]), np.array([not plain for *_, plain in every])
    share: Mapping[str, float] = {name: size / (drawn == name).sum() for name, size in POPULATION.items()}
    counts = np.array([share.get(name, 1.0) for name in drawn.tolist()])
    looked = drawn == "looked"
    weights = fitted(rows[open_], verdicts[open_])
    names = (*Terms._fields, "constant")
    print("  ".join(f"{name} {value:.2f}" for name, value in zip(names, weights, strict=True)))
    folds = by_folds(rows, verdicts, [row["source"] + row["copy"] for row, *_ in every], open_)
    known = looked & open_
    apart = np.where(open_, odds(fitted(rows[known], verdicts[known]), rows), CERTAIN)
    print("precision/recall from so many odds")
    for name, found, some in (
        ("by folds, looked", folds, looked),
        ("by folds, the others", folds, ~looked),
        ("fitted on looked, the others", apart, ~looked),
    ):
        print(_line(name, found[some], verdicts[some], counts[some]))


if __name__ == "__main__":
    main()
