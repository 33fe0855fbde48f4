"""A multinomial logistic regression over named features, in plain numpy: same rows, same weights."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Keys = NDArray[np.uint32]
Features = Mapping[str, float]
"""The features of one row by name."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of features as flat arrays: columns, values, and where each row starts."""

    columns: NDArray[np.int64]
    values: Floats
    starts: NDArray[np.int64]

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.starts)


def key(feature: str) -> int:
    """Return the number that stands for a feature: its CRC-32."""
    return crc32(feature.encode("utf-8", "replace"))


def known_keys(given: Sequence[Features], least: int = 2) -> Keys:
    """Return the keys, sorted, of the features that at least so many rows hold."""
    held = Counter(key(feature) for features in given for feature in features)
    return np.array(sorted(each for each, count in held.items() if count >= least), np.uint32)


def rows_of(given: Sequence[Features], keys: Keys) -> Rows:
    """Return the rows with one column for each feature that has a key, and a constant in the last."""
    places = {int(each): at for at, each in enumerate(keys)}
    columns: list[int] = []
    values: list[float] = []
    starts: list[int] = []
    for features in given:
        starts.append(len(columns))
        for feature in sorted(features):
            at = places.get(key(feature))
            if at is not None:
                columns.append(at)
                values.append(features[feature])
        columns.append(len(keys))
        values.append(1.0)
    return Rows(np.array(columns, np.int64), np.array(values, np.float32), np.array(starts, np.int64))


def rarity(rows: Rows, width: int) -> Floats:
    """Return for each column the logarithm of how seldom rows hold it (inverse document frequency)."""
    held = np.bincount(rows.columns, minlength=width)
    found = np.log((1 + len(rows)) / (1 + np.minimum(held, len(rows)))).astype(np.float32)
    found[-1] = 1.0
    return found


def weighed(rows: Rows, rare: Floats) -> Rows:
    """Return the rows with each value times its column's rarity, each row then of unit length."""
    values = rows.values * rare[rows.columns]
    lengths = np.sqrt(np.add.reduceat(values * values, rows.starts))
    owner = np.repeat(np.arange(len(rows)), np.diff(np.append(rows.starts, len(rows.columns))))
    return Rows(rows.columns, (values / np.maximum(lengths, 1e-9)[owner]).astype(np.float32), rows.starts)


def scores(rows: Rows, weights: Floats) -> Floats:
    """Return the score of each class (column) for each row."""
    if not len(rows):
        return np.zeros((0, weights.shape[1]), np.float32)
    return np.add.reduceat(weights[rows.columns] * rows.values[:, None], rows.starts, axis=0)


def shares(scored: Floats) -> Floats:
    """Return the softmax of each row of scores."""
    raised = np.exp(scored - scored.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), np.float32)


def fit(
    rows: Rows, classes: NDArray[np.int64], sizes: tuple[int, int], decay: float = 1e-4, rounds: int = 200
) -> Floats:
    """Return weights [width, number of classes] that minimise the cross-entropy, by Adam on all rows at once.

    ``sizes`` is (width, number of classes); ``decay`` the weight of the squared weights. A row weighs the
    more the rarer its class, by the square root of how rare. Kingma and Ba 2015.
    """
    width, count = sizes
    weights = np.zeros((width, count), np.float32)
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    wanted = np.eye(count, dtype=np.float32)[classes]
    owner = np.repeat(np.arange(len(rows)), np.diff(np.append(rows.starts, len(rows.columns))))
    held = np.maximum(np.bincount(classes, minlength=count), 1)
    worth = np.sqrt(held.mean() / held)[classes].astype(np.float32)[:, None]
    for step in range(1, rounds + 1):
        errors = (shares(scores(rows, weights)) - wanted) * worth / len(rows)
        slope = decay * weights
        for each in range(count):
            pushed = rows.values * errors[owner, each]
            slope[:, each] += np.bincount(rows.columns, weights=pushed, minlength=width).astype(np.float32)
        first = np.float32(0.9) * first + np.float32(0.1) * slope
        second = np.float32(0.999) * second + np.float32(0.001) * slope * slope
        pace = np.float32(0.05) / (1 - 0.9**step)
        weights -= (pace * first / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)).astype(np.float32)
    return weights
