"""A text's lines, and the lines that wrapping has torn apart joined again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

SPACE = "".join(chr(code) for code in range(0x3001) if chr(code).isspace()) + "\ufeff"
"""White space and the byte order mark: what no block needs to cover."""

WIDEST_WRAP = 100
"""Code points: the widest column at which people and programs wrap plain text."""

NARROWEST_WRAP = 40

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_CLOSED = re.compile(r"""[.!?…:;"”’')\]]\s*$""")


@dataclass(frozen=True, slots=True)
class Unit:
    """One line, or the lines of one wrapped paragraph: code points [start, end), no white space at its ends.

    ``gap`` says whether a blank line stands before it.
    """

    start: int
    end: int
    gap: bool


def split_units(text: str, stands_alone: Sequence[re.Pattern[str]] = ()) -> tuple[Unit, ...]:
    """Return the units of a text in order; together they hold every character outside ``SPACE``.

    Lines are joined only in a text that is wrapped throughout: its lines are short and most of those
    that another follows directly break off inside a sentence. A line that begins with one of the
    patterns ``stands_alone`` is never joined.
    """
    lines = _split_lines(text)
    width = _wrap_width(text, lines)
    if width is None:
        return lines
    units: list[Unit] = []
    for at, line in enumerate(lines):
        joins = (
            at > 0
            and not line.gap
            and _is_full(text, lines[at - 1], line, width)
            and not _alone(text, line, stands_alone)
            and not _alone(text, lines[at - 1], stands_alone)
        )
        if joins:
            units[-1] = Unit(units[-1].start, line.end, units[-1].gap)
        else:
            units.append(line)
    return tuple(units)


def _split_lines(text: str) -> tuple[Unit, ...]:
    lines: list[Unit] = []
    last = 0
    for match in _LINE.finditer(text):
        words = match.group()
        left = len(words) - len(words.lstrip(SPACE))
        right = len(words.rstrip(SPACE))
        if left >= right:
            continue
        start, end = match.start() + left, match.start() + right
        lines.append(Unit(start, end, _has_blank_line(text[last:start])))
        last = end
    return tuple(lines)


def _has_blank_line(between: str) -> bool:
    return len(between.splitlines()) > 2 or between.count("\n") > 1


def _wrap_width(text: str, lines: Sequence[Unit]) -> int | None:
    """Return the column at which the text is wrapped, None where it is not."""
    short = sum(1 for line in lines if line.end - line.start <= WIDEST_WRAP)
    pairs = [
        (left, right)
        for left, right in pairwise(lines)
        if not right.gap and NARROWEST_WRAP <= left.end - left.start <= WIDEST_WRAP
    ]
    # One long line above a short one is a headline over its author, not yet a wrap.
    if len(pairs) < 2 or short < 0.9 * len(lines):
        return None
    torn = sum(1 for left, _ in pairs if not _CLOSED.search(text[left.end - 4 : left.end]))
    if torn < 0.6 * len(pairs):
        return None
    lengths = sorted(left.end - left.start for left, _ in pairs)
    width = lengths[int(0.8 * (len(lengths) - 1))]
    full = sum(1 for left, right in pairs if _is_full(text, left, right, width))
    return width if full >= 0.6 * len(pairs) else None


def _is_full(text: str, line: Unit, following: Unit, width: int) -> bool:
    """Say whether the next line's first word no longer fitted on this line."""
    length = line.end - line.start
    word = text[following.start : following.end].split(None, 1)[0]
    return NARROWEST_WRAP <= length <= WIDEST_WRAP and length + 1 + len(word) > width


def _alone(text: str, line: Unit, patterns: Sequence[re.Pattern[str]]) -> bool:
    return any(pattern.match(text, line.start, line.end) for pattern in patterns)
