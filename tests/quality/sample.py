"""A seeded part of a long data set, so that the measures stay in minutes."""

import os
import random
from collections.abc import Sequence
from typing import TypeVar

from tests.quality.measure import SEED

WHOLE = os.environ.get("REPORTEDLY_WHOLE", "") == "1"
"""Whether every item of a long set is scored: ``REPORTEDLY_WHOLE=1 python -m tests.quality --only gva``."""

Item = TypeVar("Item")


def sample(items: Sequence[Item], size: int) -> list[Item]:
    """Return ``size`` of the items, drawn by the fixed seed, or all where WHOLE is set."""
    if WHOLE or len(items) <= size:
        return list(items)
    return random.Random(SEED).sample(list(items), size)
