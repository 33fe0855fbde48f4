"""Makes the weights by which the type of a relation is told (`reportedly.events.relations`).

Run as `python -m train.relations`: reads `../shared/data/events/plv/train.jsonl`, fits one linear model to
all of it and writes `src/reportedly/events/model/relations.npz`: feature keys, weights as small integers
with a step for each type, rarity. No pickle; the same data give the same file. What the model is worth is
told by cross-validation: `python -m tests.quality --only plv`.
"""

from pathlib import Path

import numpy as np
from tests.quality.plv import Example, examples

from reportedly.events.relations import TYPES
from train.linear import Floats, fit, known_keys, rarity, rows_of, weighed

OUT = Path(__file__).parents[1] / "src" / "reportedly" / "events" / "model" / "relations.npz"
STEPS = 127
"""The greatest small integer that stands for a weight."""


def quantised(weights: Floats) -> tuple[np.ndarray[tuple[int, ...], np.dtype[np.int8]], Floats]:
    """Return the weights as small integers, and the size of a step of each column."""
    scale = np.maximum(np.abs(weights).max(axis=0), 1e-9) / STEPS
    return np.rint(weights / scale).astype(np.int8), scale.astype(np.float32)


def make(given: list[Example], out: Path = OUT) -> None:
    """Fit the model to all examples and write it."""
    rows_given = [each.features for each in given]
    classes = np.array([TYPES.index(each.gold) for each in given])
    keys = known_keys(rows_given)
    rows = rows_of(rows_given, keys)
    rare = rarity(rows, len(keys) + 1)
    weights, scale = quantised(fit(weighed(rows, rare), classes, (len(keys) + 1, len(TYPES))))
    out.parent.mkdir(exist_ok=True)
    np.savez_compressed(out, keys=keys, weights=weights, rare=rare.astype(np.float16), scale=scale)


if __name__ == "__main__":
    make(examples())
