"""Matching found spans with expected ones."""

from collections.abc import Callable, Sequence
from typing import TypeVar

Left = TypeVar("Left")
Right = TypeVar("Right")
Stretch = tuple[int, int]
"""A code point range [start, end) of one text."""
Stretches = Sequence[Stretch]
"""Code point ranges of one text."""
EDGES = " \"“”'‘’,.\n\u00a0"
"""White space and punctuation that two annotators place differently at the edges of one span."""


def points(stretches: Stretches) -> frozenset[int]:
    """Return the code points that the stretches cover."""
    return frozenset(point for start, end in stretches for point in range(start, end))


def overlap(left: Stretches, right: Stretches) -> float:
    """Return the intersection over union of two sets of stretches, by code points, 0 to 1."""
    a, b = points(left), points(right)
    return len(a & b) / len(a | b) if a | b else 0.0


def trim(text: str, stretch: Stretch) -> Stretch:
    """Return the stretch without the ``EDGES`` at its edges; it may end up empty."""
    start, end = stretch
    while start < end and text[start] in EDGES:
        start += 1
    while start < end and text[end - 1] in EDGES:
        end -= 1
    return start, end


def pair_off(
    left: Sequence[Left], right: Sequence[Right], score: Callable[[Left, Right], float], least: float
) -> list[tuple[Left, Right]]:
    """Return one-to-one pairs whose score reaches ``least``, best first, ties by position."""
    scored = sorted(
        ((score(a, b), -i, -j) for i, a in enumerate(left) for j, b in enumerate(right)), reverse=True
    )
    used_left: set[int] = set()
    used_right: set[int] = set()
    pairs: list[tuple[Left, Right]] = []
    for value, i, j in scored:
        if value >= least and -i not in used_left and -j not in used_right:
            used_left.add(-i)
            used_right.add(-j)
            pairs.append((left[-i], right[-j]))
    return pairs
