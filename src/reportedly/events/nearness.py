"""Which of several phrases belongs to an event: the same clause first, then the same sentence."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Protocol, TypeVar

from reportedly.language.language import Language


class Extent(Protocol):
    """Anything with code points in a text, end exclusive: a span, a sentence, a token."""

    @property
    def start(self) -> int:
        """First code point."""

    @property
    def end(self) -> int:
        """Code point after the last."""


_Found = TypeVar("_Found")


@cache
def _boundary(openers: frozenset[str]) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(openers))
    return re.compile(rf"[;:()\[\]“”\"—\n]|,(?!\d)|--|\b(?:{words})\b", re.IGNORECASE)


def boundaries(left: int, right: int, text: str, language: Language) -> int:
    """Return how many clause boundaries stand between two code points of ``text``."""
    low, high = max(0, min(left, right)), max(left, right)
    return sum(1 for _ in _boundary(language.calendar.clause_openers).finditer(text, low, high))


def ranked(
    trigger: Extent,
    sentence: Extent,
    candidates: Sequence[tuple[Extent, _Found]],
    text: str,
    language: Language,
) -> list[tuple[int, int, _Found]]:
    """Return (clause boundaries between, code points between, candidate), nearest first.

    Only candidates inside ``sentence``; ties keep the order of ``candidates``. Overlapping phrases are at
    distance 0.
    """
    rows: list[tuple[int, int, _Found]] = []
    for extent, found in candidates:
        if not (sentence.start <= extent.start and extent.end <= sentence.end):
            continue
        if extent.start >= trigger.end:
            left, right = trigger.end, extent.start
        elif extent.end <= trigger.start:
            left, right = extent.end, trigger.start
        else:
            left = right = trigger.start
        rows.append((boundaries(left, right, text, language), right - left, found))
    return sorted(rows, key=lambda row: row[:2])
