"""What the lines of a text look like, as numbers: their shape, their place, what stands around them."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from reportedly.terms.spans import Role

Numbers = NDArray[np.float64]

SHOWN = (
    Role.HEADLINE, Role.BYLINE, Role.DATELINE, Role.PARAGRAPH, Role.SUBHEADING, Role.CAPTION,
    Role.NAVIGATION, Role.NOTICE,
)  # fmt: skip
"""Roles that the rules give to lines of plain text."""

SHAPE = 24
"""How many of the features tell the shape of a line; neighbours are seen by these."""

REACH = 3
"""How many lines before and after are seen one by one."""

WIDE = (5, 15)
"""How many lines before and after are seen in their mean."""

_HEAD = 400
_MOST_WORDS = 30
_FEWEST_SENTENCE_WORDS = 4
_LOWER_SHARE = 0.4
_PENALTIES = (5.0, 14.0)
_LONG = 12
_MOST_WORTH = 60

_ENDS = re.compile(r"""[.!?…]["”’'»)\]]*(?:\s?\([^()]{1,40}\))?$""")
_STOP = re.compile(r"""[.!?]["”’'»)\]]{0,3}\s+["“‘'«(]{0,3}[A-Z\d]""")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_CLOCK = re.compile(
    r"\d{1,2}[:.]\d\d\s?(?:[ap]\.?m|[A-Z]{2,4}\b|$)|\b\d+\s?(?:[hmd]|min|hours?|days?|minutes?) ago", re.I
)
_GLUED = re.compile(r"[a-z][A-Z][a-z]")
_WORD = re.compile(r"[^\W\d_]{2,20}")


def is_sentence(line: str) -> bool:
    """Say whether a line holds a full sentence: it ends as one, and its words are not those of a title."""
    line = line.rstrip()
    if not _ENDS.search(line[-60:]):
        return False
    words = line[-_HEAD:].split()
    if len(words) < _FEWEST_SENTENCE_WORDS:
        return False
    lower = sum(1 for word in words if word.lstrip("\"'“‘«(")[:1].islower())
    return lower >= _LOWER_SHARE * len(words)


def words_of(line: str) -> list[str]:
    """Return the words of a line that features are named by: lower case, the first of a long line."""
    return [word.casefold() for word in _WORD.findall(line[:_HEAD])[:_MOST_WORDS]]


def shapes(lines: Sequence[str], named: Sequence[Role | None], roles: Sequence[Role]) -> Numbers:
    """Return a row for each line: first ``SHAPE`` numbers on its form, then its rules' roles and its place.

    ``named`` are the roles that the lines' own words give, ``roles`` those that all rules give.
    """
    full = [is_sentence(line) for line in lines]
    counts = [len(line.split()) for line in lines]
    folded = [" ".join(line.casefold().split()) for line in lines]
    often = Counter(folded)
    form = [
        _form(line, count, whole, often[fold] > 1)
        for line, count, whole, fold in zip(lines, counts, full, folded, strict=True)
    ]
    ruled = [
        [*(float(own is role) for role in SHOWN), *(float(given is role) for role in SHOWN)]
        for own, given in zip(named, roles, strict=True)
    ]
    place = _places(lines, counts, full)
    return np.hstack([np.array(form, float), np.array(ruled, float), place])


def _form(line: str, count: int, full: bool, again: bool) -> list[float]:
    head = line[:_HEAD]
    words = head.split()
    capitals = sum(1 for word in words if word.lstrip("\"'“‘«(")[:1].isupper()) / max(len(words), 1)
    digits = sum(1 for char in head if char.isdigit())
    first = head[:1]
    last = line[-1:]
    return [
        float(count == 1),
        float(count in (2, 3)),
        float(4 <= count <= 7),
        float(8 <= count < _LONG),
        float(_LONG <= count <= 25),
        float(count > 25),
        min(np.log1p(count) / 4, 1.5),
        float(full),
        float(full and _STOP.search(line) is not None),
        float(last in ".!?"),
        float(last == ":"),
        float(last == "?"),
        float(first.islower()),
        float(first in "\"“‘'«"),
        float(capitals >= 0.99),
        float(0.6 <= capitals < 0.99),
        float(head.isupper()),
        float(digits > 0),
        float(digits > 0.3 * len(head)),
        float(_YEAR.search(head) is not None),
        float(digits > 0 and _CLOCK.search(head) is not None),
        float(any(mark in head for mark in "|•»›·©")),
        float("@" in head or "#" in head or "://" in head or ".com" in head),
        float(again or _GLUED.search(head) is not None),
    ]


def running_text(lines: Sequence[str], penalty: float = _PENALTIES[0]) -> tuple[int, int]:
    """Return the stretch of lines [start, end) with the most sentences and the fewest other lines."""
    worth = (min(len(line.split()), _MOST_WORTH) if is_sentence(line) else -penalty for line in lines)
    return _region(list(worth))


def _places(lines: Sequence[str], counts: Sequence[int], full: Sequence[bool]) -> Numbers:
    """Return where the lines stand: to the running text, to long sentences near them, by shared words."""
    size = len(lines)
    worth = [
        float(min(count, _MOST_WORTH)) if whole else 0.0 for count, whole in zip(counts, full, strict=True)
    ]
    columns: list[list[float]] = []
    regions = [_region([value or -penalty for value in worth]) for penalty in _PENALTIES]
    for start, end in regions:
        away = [start - at if at < start else at - end + 1 if at >= end else 0 for at in range(size)]
        columns += [
            [float(start <= at < end) for at in range(size)],
            [float(at < start) for at in range(size)],
            *([float(low <= each <= high) for each in away] for low, high in _BANDS),
            [float(at < start and away[at] <= 3) for at in range(size)],
        ]
    long = [at for at in range(size) if full[at] and counts[at] >= _LONG]
    before, after = _gaps(long, size)
    for gap in (before, after):
        columns += [[float(low <= each <= high) for each in gap] for low, high in _BANDS]
    columns.append([float(a <= 5 and b <= 5) for a, b in zip(before, after, strict=True)])
    columns.append([float(len(long) >= 4)] * size)
    columns += _shared(lines, regions[1])
    columns.append([1.0] * size)
    return np.array(columns, float).T


_BANDS = ((1, 1), (2, 3), (4, 7), (8, 20), (21, 1_000_000))


def _region(values: Sequence[float]) -> tuple[int, int]:
    """Return the stretch of lines with the largest sum of values (Kadane), [0, 0) where none is above 0."""
    best, total, start, found = 0.0, 0.0, 0, (0, 0)
    for at, value in enumerate(values):
        if total <= 0:
            total, start = 0.0, at
        total += value
        if total > best:
            best, found = total, (start, at + 1)
    return found


def _gaps(long: Sequence[int], size: int) -> tuple[list[int], list[int]]:
    """Return how far the next long sentence stands before and after each line."""
    far = 1_000_000
    before, after = [], []
    for at in range(size):
        left, right = bisect_left(long, at), bisect_left(long, at + 1)
        before.append(at - long[left - 1] if left else far)
        after.append(long[right] - at if right < len(long) else far)
    return before, after


def _shared(lines: Sequence[str], region: tuple[int, int]) -> list[list[float]]:
    """Return how many of each line's longer words stand in the running text too, in three steps."""
    inside = [{word for word in words_of(line) if len(word) > 3} for line in lines]
    held: Counter[str] = Counter()
    for at in range(*region):
        held.update(inside[at])
    shares = []
    for at, words in enumerate(inside):
        own = region[0] <= at < region[1]
        known = sum(1 for word in words if held[word] > own)
        shares.append(known / len(words) if words else -1.0)
    return [
        [float(share >= 0.99) for share in shares],
        [float(0.6 <= share < 0.99) for share in shares],
        [float(0.3 <= share < 0.6) for share in shares],
        [float(0 <= share < 0.3) for share in shares],
    ]


def around(rows: Numbers) -> Numbers:
    """Return for each line the rows of its neighbours, one by one and in their means; zeros past the ends."""
    size, width = rows.shape
    parts = []
    for step in (*range(-REACH, 0), *range(1, REACH + 1)):
        moved = np.zeros((size, width))
        if step < 0:
            moved[-step:] = rows[:step]
        else:
            moved[: max(size - step, 0)] = rows[step:]
        parts.append(moved)
    sums = np.vstack([np.zeros((1, width)), np.cumsum(rows, axis=0)])
    at = np.arange(size)
    for reach in WIDE:
        low, high = np.maximum(at - reach, 0), np.minimum(at + reach + 1, size)
        parts += [
            (sums[at] - sums[low]) / np.maximum(at - low, 1)[:, None],
            (sums[high] - sums[at + 1]) / np.maximum(high - at - 1, 1)[:, None],
        ]
    return np.hstack(parts)


def first_look(lines: Sequence[str], named: Sequence[Role | None], roles: Sequence[Role]) -> Numbers:
    """Return the rows that the first pass reads: form, rules, place, and the form of the neighbours."""
    own = shapes(lines, named, roles)
    return np.hstack([own, around(own[:, :SHAPE])])


def second_look(look: Numbers, shares: Numbers) -> Numbers:
    """Return the rows that the second pass reads: the first's own, and what it says of the lines around."""
    own = look[:, : look.shape[1] - (2 * REACH + 2 * len(WIDE)) * SHAPE]
    return np.hstack([own, shares, around(shares)])
