"""How far what is said reaches: contents widened to their quotations and cut where the reporter goes on."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from reportedly.language.quotations import Quotation
from reportedly.terms.readings import Reading, Token

Stretch = tuple[int, int]
"""Code points [start, end) of the reading's text."""
_MARKS = "\"“”„«»'’‘`"
_FINITE = frozenset({"VERB", "AUX"})


def stripped(text: str, start: int, end: int) -> Stretch:
    """Return a stretch without space and commas at its edges, an empty one where nothing else is in it."""
    while start < end and (text[start].isspace() or text[start] in ",;"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;"):
        end -= 1
    return start, end


def quotation_at(stretch: Stretch, tops: Sequence[Quotation]) -> Sequence[Quotation]:
    """Return those of the quotations in double marks (``outermost``) that overlap a stretch."""
    first = bisect_right(tops, stretch[0], key=lambda quotation: quotation.end)
    return tops[first : bisect_left(tops, stretch[1], key=lambda quotation: quotation.start)]


def widened(stretch: Stretch, words: Sequence[Stretch], tops: Sequence[Quotation]) -> Stretch:
    """Return a content stretch widened to the whole of each double quotation that it cuts through.

    A quotation in which the frame's own ``words`` stand is somebody else's; one that never closes is
    trusted only where the stretch starts with it.
    """
    start, end = stretch
    for quotation in quotation_at(stretch, tops):
        own = any(quotation.start < low and high <= quotation.end for low, high in words)
        opens = quotation.closed or abs(quotation.start - stretch[0]) <= 1
        if not own and opens:
            start, end = min(start, quotation.start), max(end, quotation.end)
    return start, end


def apart(stretches: Sequence[Stretch], words: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Return the stretches merged where they overlap and cut where they run into the frame's own words."""
    merged: list[Stretch] = []
    for start, end in sorted(stretches):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    kept: list[Stretch] = []
    for start, end in merged:
        for low, high in words:
            if start < low < end and high >= end:
                end = low
            elif low <= start < high:
                start = high
        if end > start:
            kept.append((start, end))
    return tuple(kept)


def tokens_in(reading: Reading, start: int, end: int) -> Sequence[Token]:
    """Return the tokens that start in text[start:end]."""
    first = bisect_left(reading.tokens, start, key=lambda token: token.start)
    return reading.tokens[first : bisect_left(reading.tokens, end, key=lambda token: token.start)]


def _ended(text: str, stretch: Stretch, tops: Sequence[Quotation]) -> Stretch:
    """Return a content that starts as a quotation and ends where that does, if a comma or stop closes it.

    "“Go now,” until nobody was left": what follows such a mark is the reporter's.
    """
    for quotation in quotation_at(stretch, tops):
        inner = text[quotation.start : quotation.end].rstrip(_MARKS)
        if quotation.start <= stretch[0] + 1 and quotation.closed and quotation.end < stretch[1]:
            later = any(other.start >= quotation.end for other in quotation_at(stretch, tops))
            if inner[-1:] in {",", ".", "!", "?"} and not later:
                return stretch[0], quotation.end
        return stretch
    return stretch


def _is_quoted(text: str, stretch: Stretch) -> bool:
    """Tell whether a content starts with a quotation mark."""
    return text[stretch[0]] in _MARKS


def bounded(
    reading: Reading, contents: Sequence[Stretch], cue: Stretch | None, tops: Sequence[Quotation]
) -> tuple[Stretch, ...]:
    """Return a frame's contents without the reporter's own words at their edges.

    Of contents around a cue, an unquoted one behind a quoted one goes unless "that" opens it.
    """
    text = reading.text
    kept = [_ended(text, stretch, tops) for stretch in contents]
    if cue is None or len(kept) < 2:
        return tuple(kept)
    before = [stretch for stretch in kept if stretch[1] <= cue[0]]
    after = [stretch for stretch in kept if stretch[0] >= cue[1]]
    if before and after and _is_quoted(text, before[-1]):
        kept = [s for s in kept if s not in after or _is_quoted(text, s) or text.startswith("that ", s[0])]
    return tuple(kept)
