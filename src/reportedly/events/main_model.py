"""The weights by which the day, the place and the toll of a report's main happening are chosen."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

Features = Mapping[str, float]
"""What speaks for one candidate, by name."""
Weights = Mapping[str, float]
"""What each feature weighs."""


@cache
def shipped_weights(code: str) -> Mapping[str, Weights]:
    """Return the weights of ``language/<code>/main_weights.json`` for day, place, killed and wounded.

    They are made by ``train/mainly.py``. Raises FileNotFoundError where the language has none.
    """
    path = resources.files("reportedly.language") / code / "main_weights.json"
    table = json.loads(path.read_text(encoding="utf-8"))
    return {
        task: {name: value / table["steps"] for name, value in row.items()}
        for task, row in table["weights"].items()
    }


def score(features: Features, weights: Weights) -> float:
    """Return what speaks for a candidate: the sum of its features, each times its weight."""
    return sum(value * weights.get(name, 0.0) for name, value in features.items())


def best(rows: Sequence[Features], weights: Weights) -> int:
    """Return the index of the candidate for which most speaks, the first of equals; there must be one."""
    return max(range(len(rows)), key=lambda at: (score(rows[at], weights), -at))
