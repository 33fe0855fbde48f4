"""Trained weights that tell what the lines of scraped text are."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineWeights:
    """Weights of two passes over the lines of a text; a column for each of ``roles``.

    ``first`` has a row for each feature of a line, ``words`` one for each word that lines of many publishers
    hold, ``second`` one for each feature and each share that the first pass gives a line and those around it.
    """

    roles: tuple[str, ...]
    first: Numbers
    second: Numbers
    words: Mapping[str, Numbers]


def load_line_weights(code: str) -> LineWeights:
    """Return the weights of ``language/<code>/line_weights.json``, which ``train/lines.py`` made."""
    path = resources.files("reportedly.language") / code / "line_weights.json"
    table = json.loads(path.read_text(encoding="utf-8"))
    return LineWeights(
        roles=tuple(table["roles"]),
        first=np.array(table["first"], float) / 100,
        second=np.array(table["second"], float) / 100,
        words=MappingProxyType({word: np.array(row, float) / 100 for word, row in table["words"].items()}),
    )
