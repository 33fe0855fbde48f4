"""F1 over texts, with what chance may have done to it, and a table of such figures."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure in points of 100, and its ±."""

    name: str
    value: float
    plus_minus: float


@dataclass(frozen=True, slots=True)
class Counts:
    """Right, proposed and true items of one text."""

    right: int
    proposed: int
    true: int


def compare(proposed: Set[object], true: Set[object]) -> Counts:
    """Counts of two sets of items."""
    return Counts(len(proposed & true), len(proposed), len(true))


def figure_of(name: str, counts: Sequence[Counts], samples: int = 1000) -> Figure:
    """F1 over all texts; ± is 1.96 standard deviations of seeded bootstrap samples of texts."""
    table = np.array([(c.right, c.proposed, c.true) for c in counts], np.float64).reshape(-1, 3)
    dice = np.random.default_rng(0)
    picks = dice.integers(len(table), size=(samples, len(table)))
    spread = 1.96 * 100 * f1(table[picks].sum(1)).std()
    return Figure(name, round(100 * float(f1(table.sum(0))), 2), round(float(spread), 2))


def f1(sums: Floats) -> Floats:
    """F1 from (..., 3) sums of right, proposed and true."""
    return np.asarray(2 * sums[..., 0] / np.maximum(sums[..., 1] + sums[..., 2], 1))


def table_of(figures: Mapping[str, Sequence[Figure]]) -> str:
    """A Markdown table: a row for each measure, a column for each key of `figures`."""
    lines = ["| measure | " + " | ".join(figures) + " |", "|---" * (len(figures) + 1) + "|"]
    columns = [{figure.name: figure for figure in some} for some in figures.values()]
    for name in columns[0]:
        cells = [f"{c[name].value:.1f} ± {c[name].plus_minus:.1f}" if name in c else "" for c in columns]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)
