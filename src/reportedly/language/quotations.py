"""Quotation marks: finding what stands between them, however badly they are set."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

_DOUBLE_OPEN, _DOUBLE_CLOSE, _DOUBLE_ANY = "“„‟«", "”»", '"＂'
_SINGLE_OPEN, _SINGLE_ANY = "‘‛", "'’"
_TYPED = "'`´‘’"
"""Marks that make one double mark where two of a kind stand side by side (''so'', ``so´´)."""
_SINGLES = frozenset(_SINGLE_OPEN + _SINGLE_ANY + _TYPED)
_MARKS = frozenset(_DOUBLE_OPEN + _DOUBLE_CLOSE + _DOUBLE_ANY) | _SINGLES
_RUN = re.compile(f"[{''.join(sorted(_MARKS))}]")
_OPENS_AFTER = frozenset("([{—–-/:…")


class _Sign(Enum):
    """What a mark is by its shape: a double one that opens, closes or does either, or a single one."""

    OPEN = "open"
    CLOSE = "close"
    ANY = "any"
    SINGLE = "single"


@dataclass(frozen=True, slots=True)
class _Mark:
    """One mark: code points, its shape, and whether what stands beside it lets it open or close."""

    start: int
    end: int
    sign: _Sign
    opens: bool
    closes: bool


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in quotation marks: code points with the marks, end exclusive.

    ``double`` tells double marks from single ones and from marks inside a quotation in double marks;
    ``closed`` is False where no closing mark came and the stretch ends with its block; ``continues`` marks
    a quotation that carries on one from the block before.
    """

    start: int
    end: int
    double: bool
    closed: bool
    continues: bool


def _sign(text: str, start: int, end: int) -> _Sign:
    """Return the shape of the mark text[start:end]."""
    mark = text[start]
    if end - start > 1 or mark in _DOUBLE_ANY:
        return _Sign.ANY
    if mark in _DOUBLE_OPEN:
        return _Sign.OPEN
    return _Sign.CLOSE if mark in _DOUBLE_CLOSE else _Sign.SINGLE


def _marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    """Yield the marks of a block in order; two typed single marks side by side are one double mark.

    A mark may open with nothing but a mark or an opening sign on its left and a word on its right; it may
    close with a word on its left and no letter on its right.
    """
    seen = start
    for match in _RUN.finditer(text, start, end):
        at = match.start()
        if at < seen:
            continue
        last = at
        while last < end and text[last] == text[at] and text[at] in _TYPED:
            last += 1
        left = text[at - 1] if at > start else " "
        free = left.isspace() or left in _OPENS_AFTER or left in _MARKS
        # Of three in a row the two outer ones belong together: ''' opens '' and ', and closes ' and ''.
        cuts = [at, max(at + 1, last)]
        if last - at == 3:
            cuts = [at, at + 2 if free else at + 1, last]
        for first, stop in pairwise(cuts):
            before = text[first - 1] if first > start else " "
            after = text[stop] if stop < end else " "
            opens = (before.isspace() or before in _OPENS_AFTER or before in _MARKS) and not after.isspace()
            closes = not before.isspace() and not after.isalnum()
            yield _Mark(first, stop, _sign(text, first, stop), opens, closes)
        seen = cuts[-1]


def _nests(marks: Sequence[_Mark]) -> bool:
    """Tell whether every double mark that only opens has its own that only closes."""
    depth = sum(mark.sign is _Sign.OPEN for mark in marks)
    return 0 < depth <= sum(mark.sign is _Sign.CLOSE for mark in marks)


@dataclass(slots=True)
class _Open:
    """The quotations of a block that are open: double ones from the outermost inward, a single one."""

    doubles: list[_Mark]
    single: int
    continues: bool


def _close(state: _Open, mark: _Mark) -> Quotation:
    """Return the innermost open double quotation, closed by a mark."""
    opened = state.doubles.pop()
    state.single = -1
    outer = not state.doubles
    continues, state.continues = state.continues and outer, state.continues and not outer
    return Quotation(opened.start, mark.end, outer, True, continues)


def _single(state: _Open, text: str, mark: _Mark) -> Quotation | None:
    """Return the quotation that a single mark closes, None where it opens one or is an apostrophe."""
    if state.single >= 0 and text[mark.start] not in _SINGLE_OPEN and mark.closes:
        opened, state.single = state.single, -1
        return Quotation(opened, mark.end, False, True, False)
    if state.single < 0 and mark.opens and text[mark.start] not in "’´`":
        state.single = mark.start
    return None


def _double(state: _Open, text: str, mark: _Mark, nests: bool) -> Quotation | None:
    """Return the quotation that a double mark closes, None where it opens one or stands for nothing."""
    opens = mark.sign is _Sign.OPEN or mark.opens
    if not state.doubles:
        if opens:
            state.doubles.append(mark)
            state.single = -1
        return None
    if mark.sign is _Sign.OPEN:
        if nests and len(state.doubles) == 1:
            state.doubles.append(mark)
            return None
        return _close(state, mark) if mark.closes and not mark.opens else None
    opened = state.doubles[-1]
    doubled = mark.start == opened.end and text[mark.end : mark.end + 1].isalnum()
    typed = mark.sign is _Sign.ANY and opened.sign is not mark.sign and mark.end - mark.start > 1
    return None if doubled or typed else _close(state, mark)


def _in_block(text: str, start: int, end: int, carried: bool) -> list[Quotation]:
    """Return the double and single quotations of one block, in the order of their ends."""
    found: list[Quotation] = []
    marks = list(_marks(text, start, end))
    nests = _nests(marks)
    state = _Open([], -1, False)
    for mark in marks:
        if mark.sign is _Sign.SINGLE:
            closed = _single(state, text, mark)
        else:
            closed = _double(state, text, mark, nests)
            if len(state.doubles) == 1 and state.doubles[0] is mark:
                state.continues = carried and not found and not text[start : mark.start].strip()
        if closed is not None:
            found.append(closed)
    for opened in state.doubles[:1]:
        last = end
        while last > opened.end and text[last - 1].isspace():
            last -= 1
        if last > opened.end:
            found.append(Quotation(opened.start, last, True, False, state.continues))
    return found


def find_quotations(text: str, blocks: Sequence[tuple[int, int]]) -> tuple[Quotation, ...]:
    """Return the quotations of the given blocks (start, end), ordered by start, outer before inner.

    Straight, curly and typed marks ('') may answer one another. A double quotation that its block leaves
    open runs to the block's end and, if the next block opens with a mark, carries on there. An apostrophe
    never opens, and a lone single mark is no quotation. Quotations in double marks (``double``) never
    overlap. Total: any text, one pass.
    """
    found: list[Quotation] = []
    carried = False
    for start, end in blocks:
        inside = _in_block(text, start, min(end, len(text)), carried)
        carried = any(q.double and not q.closed for q in inside)
        found.extend(q for q in inside if text[q.start : q.end].strip(_ALL))  # else nothing is between
    return tuple(sorted(found, key=lambda q: (q.start, -q.end)))


_ALL = "".join(sorted(_MARKS))
