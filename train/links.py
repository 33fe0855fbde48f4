"""The weights of near copies: `python -m train.links`, beside a checkout with the shared data.

Fits a logistic regression on the links between real outlets that were read by hand
(``tests/quality/gva_links.tsv``), and prints the weights that ``lineage/evidence.py`` rounds. Each is told by
folds too: no link is judged by weights that a link between the same two reports helped to fit. Last come
weights fitted on the links drawn as ``looked`` alone and told of the others. Same rows, same weights.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import log1p

import numpy as np
from numpy.typing import NDArray
from tests.quality.lineage import passages_of, real
from tests.quality.links import POPULATION, Row, labels

from reportedly.lineage.align import Least, match
from reportedly.lineage.coding import Coded, coded, coded_words
from reportedly.lineage.direction import Facts, precedence
from reportedly.lineage.evidence import LONGEST, LONGEST_FORMULA, MONTH, UNDATED, Bond, Near
from reportedly.lineage.nearness import like, nearness, quoted
from reportedly.lineage.reference import indexed
from reportedly.lineage.search import Search
from reportedly.lineage.weighing import Bonds, weigh
from reportedly.terms.spans import Span

Floats = NDArray[np.float64]
FOLDS, SEED, RIDGE = 8, 0, 2.0
ANY = (Least(2, 1, 0.0),)
"""What two passages must share to be told of at all."""
NAMES = ("said", "own", "beside", "weight", "quoted", "like", "stretch", "days", "late")


def terms(bond: Bond, near: Near) -> tuple[float, ...]:
    """What the weights are multiplied with, in the order of ``NAMES``."""
    days = UNDATED if bond.days is None else min(bond.days, LONGEST)
    return (
        log1p(near.said),
        log1p(near.own),
        log1p(near.beside),
        log1p(bond.weight),
        float(near.quoted),
        near.like,
        log1p(min(near.stretch, LONGEST_FORMULA)),
        days / LONGEST,
        float(days > MONTH),
    )


def told() -> Iterator[tuple[Row, tuple[float, ...]]]:
    """The labelled links and what is known of each."""
    reports = real()
    facts = {
        name: Facts(
            report_id=name, published=each.published, outlet=each.outlet, credits=frozenset(), rank=name
        )
        for name, each in reports.items()
    }
    texts = {name: each.text for name, each in reports.items()}
    made: dict[int, Coded] = {}
    for number, name in enumerate(sorted(reports, key=lambda each: precedence(facts[each]))):
        own = passages_of(reports[name])
        made[number] = coded(number, facts[name], own, coded_words(texts[name], own))
    index = indexed(made, texts)
    search = Search(index, list(made.values()))
    _, _, bonds = weigh(search.pool, search.rows(frozenset()))
    pairs = {
        pair: at for at, pair in enumerate(zip(bonds.copies.tolist(), bonds.sources.tolist(), strict=True))
    }
    numbers = {each.facts.report_id: number for number, each in made.items()}
    for row in labels():
        source, copy = numbers[row["source"]], numbers[row["copy"]]
        there = _passage(search, source, int(row["source_start"]), int(row["source_end"]))
        here = _passage(search, copy, int(row["copy_start"]), int(row["copy_end"]))
        known = _known(search, bonds, pairs.get((copy, source)), there, here)
        if known is not None:
            yield row, terms(*known)


def _passage(search: Search, report: int, start: int, end: int) -> int:
    """The passage of a report that a stretch covers most of."""
    each, base = search.pool.reports[report], int(search.pool.base[report])
    shared = np.minimum(each.ends, end) - np.maximum(each.starts, start)
    return base + int(np.argmax(shared))


def _known(search: Search, bonds: Bonds, pair: int | None, there: int, here: int) -> tuple[Bond, Near] | None:
    """What speaks for two passages, None where they share nothing in line."""
    pool, text_of = search.pool, search.index.text_of
    places: tuple[Span, Span] = (pool.span(there), pool.span(here))
    found = match(text_of(places[0]), text_of(places[1]), ANY)
    if found is None:
        return None
    bond = Bond(0.0, 0, 0, None, 0) if pair is None else bonds[pair]
    near = nearness(found, 0.0 if pair is None else bonds.beside(pair, here, there))
    return bond, replace(near, like=like(found), quoted=quoted(found, places, text_of))


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


def by_folds(rows: Floats, verdicts: Floats, pairs: list[str]) -> Floats:
    """The odds of each row by weights that no row of its pair of reports was fitted with."""
    names = sorted(set(pairs))
    fold = dict(zip(names, np.random.default_rng(SEED).integers(0, FOLDS, len(names)).tolist(), strict=True))
    own = np.array([fold[pair] for pair in pairs])
    found = np.zeros(len(rows))
    for each in range(FOLDS):
        found[own == each] = odds(fitted(rows[own != each], verdicts[own != each]), rows[own == each])
    return found


def _line(name: str, found: Floats, verdicts: Floats, counts: Floats) -> str:
    """Precision and recall at several thresholds."""
    parts = []
    for least in (-0.5, 0.0, 0.3, 0.6):
        held = found >= least
        right = (counts * verdicts)[held].sum()
        parts.append(f"{least:+.1f}: {right / counts[held].sum():.3f}/{right / (counts @ verdicts):.3f}")
    return f"{name:28s}" + "  ".join(parts)


def main() -> None:
    """The command line."""
    every = list(told())
    rows, verdicts = (
        np.array([terms_ for _, terms_ in every]),
        np.array([float(row["verdict"] == "copy") for row, _ in every]),
    )
    drawn = np.array([row["drawn"] for row, _ in every])
    share: Mapping[str, float] = {name: size / (drawn == name).sum() for name, size in POPULATION.items()}
    counts = np.array([share.get(name, 1.0) for name in drawn.tolist()])
    looked = drawn == "looked"
    weights = fitted(rows, verdicts)
    print("  ".join(f"{name} {value:.2f}" for name, value in zip((*NAMES, "constant"), weights, strict=True)))
    folds = by_folds(rows, verdicts, [row["source"] + row["copy"] for row, _ in every])
    apart = odds(fitted(rows[looked], verdicts[looked]), rows)
    print("precision/recall from so many odds")
    for name, found, some in (
        ("by folds, looked", folds, looked),
        ("by folds, the others", folds, ~looked),
        ("fitted on looked, the others", apart, ~looked),
    ):
        print(_line(name, found[some], verdicts[some], counts[some]))


if __name__ == "__main__":
    main()
