"""Texts as they reach a reader on bad days, with a map of old offsets to new ones, to score robustness."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

QUOTES = frozenset('"“”«»„')
# Not among the leftovers that training uses.
STRAY_LINES = (
    "ADVERTISEMENT - CONTINUE READING BELOW",
    "Share on social media",
    "Recommended for you: five things to know today",
    "Image: file picture",
    "Sign in to leave a comment",
)


@dataclass(frozen=True, slots=True)
class Variant:
    """A changed text; `places[i]` is the new offset of old offset i; `added` are new ranges, not scored."""

    text: str
    places: NDArray[np.int64]
    added: tuple[tuple[int, int], ...]


def unchanged(text: str) -> Variant:
    """The text itself."""
    return Variant(text, np.arange(len(text) + 1), ())


def upper(text: str) -> Variant:
    """Every letter in upper case, where that keeps it one letter."""
    changed = "".join(u if len(u := c.upper()) == 1 else c for c in text)
    return Variant(changed, np.arange(len(text) + 1), ())


def without(text: str, drop: NDArray[np.bool_]) -> Variant:
    """The text without the marked code points."""
    kept = np.concatenate(([0], np.cumsum(~drop)))
    return Variant("".join(c for c, gone in zip(text, drop, strict=True) if not gone), kept, ())


def no_quotes(text: str) -> Variant:
    """Double quotation marks removed."""
    return without(text, np.array([c in QUOTES for c in text], bool))


def no_stops(text: str) -> Variant:
    """Full stops removed at the ends of lines."""
    drop = np.zeros(len(text), bool)
    end = len(text)
    for i in range(len(text) - 1, -1, -1):
        if text[i] == "\n":
            end = i
        elif text[i] == "." and i == end - 1:
            drop[i] = True
    return without(text, drop)


def leftovers(text: str) -> Variant:
    """A stray line before the text and before every third line of it."""
    places = np.arange(len(text) + 1)
    out, added, at, size, lines = [], [], 0, 0, 0
    for line in text.splitlines(keepends=True) or [text]:
        if line.strip():
            if lines % 3 == 0:
                stray = STRAY_LINES[(lines // 3) % len(STRAY_LINES)] + "\n\n"
                added.append((size, size + len(stray)))
                out.append(stray)
                size += len(stray)
            lines += 1
        places[at : at + len(line)] += size - at
        out.append(line)
        at, size = at + len(line), size + len(line)
    places[-1] = size
    return Variant("".join(out), places, tuple(added))


VARIANTS: dict[str, Callable[[str], Variant]] = {
    "as it is": unchanged,
    "upper case": upper,
    "no quotation marks": no_quotes,
    "no full stops at line ends": no_stops,
    "leftovers": leftovers,
}
