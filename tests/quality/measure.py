"""What a measure yields: counts by unit, the figure they make, and how far chance alone may move it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 1000
SEED = 20200926


class Shape(StrEnum):
    """How a figure follows from the summed counts of its units."""

    F1 = "F1"
    """2 · right / (found + expected)."""
    RECALL = "recall"
    """right / expected."""
    PRECISION = "precision"
    """right / found."""
    FAULTS = "faults"
    """found - right: a number, not a share; the less the better."""


@dataclass(frozen=True, slots=True)
class Unit:
    """The counts of one report, document or row; fractions where a unit weighs less than one."""

    right: float
    found: float
    expected: float


@dataclass(frozen=True)
class Figure:
    """One figure of a measure. ``units`` None means that there is nothing to score; ``note`` says why."""

    name: str
    shape: Shape
    units: tuple[Unit, ...] | None
    note: str = ""

    @cached_property
    def value(self) -> float | None:
        """The figure: a share from 0 to 1 or a number of faults; None where there is nothing to score."""
        if self.units is None:
            return None
        return float(_value(self.shape, _counts(self.units).sum(axis=0)[None, :])[0])

    @cached_property
    def margin(self) -> float | None:
        """Half the width of the 95 % bootstrap interval over units; None for faults and for one unit."""
        if self.units is None or self.shape is Shape.FAULTS or len(self.units) < 2:
            return None
        return bootstrap(self.shape, self.units)

    @property
    def least(self) -> bool:
        """Whether a floor is the least allowed value (a share) or the most (faults)."""
        return self.shape is not Shape.FAULTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A name, the files or folders it needs, and the documented function that takes it."""

    name: str
    data: tuple[Path, ...]
    take: Callable[[], tuple[Figure, ...]]

    @property
    def absent(self) -> tuple[Path, ...]:
        """The paths that are not there; a measure with any is skipped."""
        return tuple(path for path in self.data if not path.exists())


def figure(name: str, shape: Shape, units: Iterable[Unit], note: str = "") -> Figure:
    """Return a figure over units; without a single unit it has no value."""
    rows = tuple(units)
    return Figure(name, shape, rows or None, note)


def single(name: str, shape: Shape, counts: tuple[float, float, float], note: str = "") -> Figure:
    """Return a figure of one unit: counts right, found, expected. It has no margin."""
    return Figure(name, shape, (Unit(*counts),), note)


def _counts(units: Sequence[Unit]) -> NDArray[np.float64]:
    """Return the counts as rows of right, found, expected."""
    return np.array([(unit.right, unit.found, unit.expected) for unit in units], dtype=np.float64)


def _value(shape: Shape, sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the figure of each row of summed counts; a share of nothing is 1 (nothing was missed)."""
    right, found, expected = sums[:, 0], sums[:, 1], sums[:, 2]
    if shape is Shape.FAULTS:
        return found - right
    top = 2 * right if shape is Shape.F1 else right
    bottom = {Shape.F1: found + expected, Shape.RECALL: expected, Shape.PRECISION: found}[shape]
    return np.divide(top, bottom, out=np.ones_like(top), where=bottom > 0)


def bootstrap(shape: Shape, units: Sequence[Unit], resamples: int = RESAMPLES, seed: int = SEED) -> float:
    """Return half the width of the central 95 % of a figure over seeded resamples of its units.

    Efron and Tibshirani's percentile bootstrap: as many units are drawn with replacement as there are, and
    the figure is taken of their sums.
    """
    chance = np.random.default_rng(seed)
    count = len(units)
    draws = chance.multinomial(count, np.full(count, 1 / count), size=resamples)
    values = _value(shape, draws @ _counts(units))
    low, high = np.percentile(values, (2.5, 97.5))
    return float(high - low) / 2
