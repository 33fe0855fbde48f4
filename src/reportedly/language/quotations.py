"""Quotation marks: finding what stands between them, however badly they are set."""

from collections.abc import Sequence
from dataclasses import dataclass

_DOUBLE_OPEN, _DOUBLE_CLOSE, _DOUBLE_ANY = "“„‟«", "”»", '"＂'
_SINGLE_OPEN, _SINGLE_ANY = "‘‛", "'’"
_MARKS = frozenset(_DOUBLE_OPEN + _DOUBLE_CLOSE + _DOUBLE_ANY + _SINGLE_OPEN + _SINGLE_ANY)
_OPENS_AFTER = frozenset("([{—–-/:…")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in quotation marks: code points with the marks, end exclusive.

    ``double`` tells double from single marks; ``closed`` is False where no closing mark came and the
    stretch ends with its block; ``continues`` marks a quotation that carries on one from the block before.
    """

    start: int
    end: int
    double: bool
    closed: bool
    continues: bool


def _can_open(text: str, at: int, start: int, end: int) -> bool:
    """Tell whether a mark at ``at`` may open: free on its left, words on its right."""
    left = text[at - 1] if at > start else " "
    right = text[at + 1] if at + 1 < end else " "
    return (left.isspace() or left in _OPENS_AFTER or left in _MARKS) and not right.isspace()


def _can_close(text: str, at: int, start: int, end: int) -> bool:
    """Tell whether a mark at ``at`` may close: words on its left, no letter on its right."""
    left = text[at - 1] if at > start else " "
    right = text[at + 1] if at + 1 < end else " "
    return not left.isspace() and not right.isalnum()


def _doubled(text: str, opened: int, at: int) -> bool:
    """Tell whether the mark at ``at`` only doubles the one that opened right before it ('""Go""')."""
    return at == opened + 1 and text[at + 1 : at + 2].isalnum()


def _in_block(text: str, start: int, end: int, carried: bool) -> list[Quotation]:
    """Return the double and single quotations of one block, in the order of their ends."""
    found: list[Quotation] = []
    double = single = -1
    continues = False
    for at in range(start, end):
        mark = text[at]
        if mark not in _MARKS:
            continue
        if mark in _SINGLE_OPEN or mark in _SINGLE_ANY:
            if single >= 0 and mark not in _SINGLE_OPEN and _can_close(text, at, start, end):
                found.append(Quotation(single, at + 1, False, True, False))
                single = -1
            elif single < 0 and _can_open(text, at, start, end) and mark != "’":
                single = at
            continue
        opens = mark in _DOUBLE_OPEN or (mark in _DOUBLE_ANY and _can_open(text, at, start, end))
        if double < 0 and (opens or (mark in _DOUBLE_CLOSE and _can_open(text, at, start, end))):
            double, single = at, -1
            continues = carried and not found and not text[start:at].strip()
        elif double >= 0 and (mark not in _DOUBLE_OPEN) and not _doubled(text, double, at):
            found.append(Quotation(double, at + 1, True, True, continues))
            double, single, continues = -1, -1, False
    if double >= 0:
        last = end
        while last > double + 1 and text[last - 1].isspace():
            last -= 1
        if last > double + 1:
            found.append(Quotation(double, last, True, False, continues))
    return found


def find_quotations(text: str, blocks: Sequence[tuple[int, int]]) -> tuple[Quotation, ...]:
    """Return the quotations of the given blocks (start, end), ordered by start, outer before inner.

    Straight and curly marks may answer one another. A double quotation that its block leaves open runs
    to the block's end and, if the next block opens with a mark, carries on there. An apostrophe never
    opens, and a lone single mark is no quotation. Total: any text, one pass.
    """
    found: list[Quotation] = []
    carried = False
    for start, end in blocks:
        inside = _in_block(text, start, min(end, len(text)), carried)
        carried = any(q.double and not q.closed for q in inside)
        found.extend(q for q in inside if q.end - q.start > 1 + q.closed)  # else nothing is between the marks
    return tuple(sorted(found, key=lambda q: (q.start, -q.end)))
