"""Comparison: two reports side by side, what they share, what each leaves out, and where numbers differ."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportedly.register.summary import body_share
from reportedly.terms.lineage import Copy
from reportedly.terms.reports import Report
from reportedly.terms.spans import BODY, Span

Stretch = tuple[int, int]
Changes = Callable[[str, str], Sequence[tuple[Stretch, Stretch]]]
"""Two texts -> the pairs of stretches exchanged between them, in code points of each; a side may be empty."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Change:
    """Words exchanged between two shared passages; None where that side has no words for the other's."""

    left: Span | None
    right: Span | None


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """One passage that both reports print; ``identity`` from 0 to 1."""

    left: Span
    right: Span
    identity: float
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two reports side by side.

    ``left_only`` and ``right_only`` are sentences of the body that touch no shared passage. The shares, 0 to
    1, are of the body's characters that stand in shared passages (``summary.body_share``). ``numbers`` are
    the changes in which the digits differ.
    """

    shared: tuple[SharedPassage, ...]
    left_only: tuple[Span, ...]
    right_only: tuple[Span, ...]
    left_share: float
    right_share: float
    numbers: tuple[Change, ...]


def compare_reports(
    left: Report,
    right: Report,
    copies: Sequence[Copy],
    changes: Changes,
    sentences: Mapping[str, Sequence[Span]] | None = None,
) -> Comparison:
    """Return the two reports side by side.

    Of ``copies`` those between the two count, in either direction; ``changes`` says which words a pair of
    passages exchanges. ``sentences`` gives the sentences of each report by id, in text order; the blocks of
    the body stand in for a report without them. Captions, notices and whatever else is not body are
    neither left out nor shared.
    """
    shared = tuple(
        SharedPassage(one, other, identity, _changed(left.text, right.text, (one, other), changes))
        for one, other, identity in _between(left.id, right.id, copies)
    )
    given = sentences or {}
    left_taken, right_taken = [each.left for each in shared], [each.right for each in shared]
    return Comparison(
        shared,
        _left_out(left, given.get(left.id), left_taken),
        _left_out(right, given.get(right.id), right_taken),
        body_share(left, left_taken),
        body_share(right, right_taken),
        tuple(
            change
            for each in shared
            for change in each.changes
            if _numbers(left.text, change.left) != _numbers(right.text, change.right)
        ),
    )


def _between(left_id: str, right_id: str, copies: Iterable[Copy]) -> list[tuple[Span, Span, float]]:
    """Return (left, right, identity) of each copy between the two reports, in the left's order."""
    found = set()
    for copy in copies:
        ends = (copy.source, copy.copy)
        if ends[0].report_id == right_id:
            ends = (copy.copy, copy.source)
        if ends[0].report_id == left_id != right_id == ends[1].report_id:
            found.add((*ends, copy.identity))
    return sorted(found)


def _changed(
    left_text: str, right_text: str, spans: tuple[Span, Span], changes: Changes
) -> tuple[Change, ...]:
    """Return the words exchanged between two shared passages, as spans of the reports."""
    left, right = spans
    pairs = changes(left_text[left.start : left.end], right_text[right.start : right.end])
    return tuple(Change(_placed(left, one), _placed(right, other)) for one, other in pairs)


def _placed(passage: Span, stretch: Stretch) -> Span | None:
    """Return a stretch of a passage as a span of its report, None where it is empty."""
    start, end = stretch
    return Span(passage.report_id, passage.start + start, passage.start + end) if start < end else None


def _left_out(report: Report, sentences: Sequence[Span] | None, taken: Sequence[Span]) -> tuple[Span, ...]:
    """Return what of the body's sentences, or else its blocks, stands in no shared passage.

    A sentence of which a part is shared is left out in its other parts, as far as they hold a word.
    """
    body = [block.span for block in report.blocks if block.role in BODY]
    if sentences is not None:
        body = [one for one in sentences if any(_touch(one, block) for block in body)]
    return tuple(piece for one in body for piece in _without(report.text, one, taken))


def _without(text: str, whole: Span, taken: Sequence[Span]) -> Iterator[Span]:
    """Yield the pieces of a span that lie in none of ``taken`` and hold a word, their edges trimmed."""
    at = whole.start
    for start, end in [*sorted((t.start, t.end) for t in taken if _touch(whole, t)), (whole.end, whole.end)]:
        first, last = at, min(start, whole.end)
        while first < last and not text[first].isalnum():
            first += 1
        while last > first and not text[last - 1].isalnum():
            last -= 1
        if last > first:
            untouched = at == whole.start and start == whole.end
            yield whole if untouched else Span(whole.report_id, first, last)
        at = max(at, end)


def _touch(left: Span, right: Span) -> bool:
    """Return whether two spans of one report have a code point in common."""
    return left.start < right.end and right.start < left.end


def _numbers(text: str, span: Span | None) -> tuple[str, ...]:
    """Return the numbers written in digits in a span, separators left out."""
    if span is None:
        return ()
    return tuple(number.replace(",", "") for number in _NUMBER.findall(text[span.start : span.end]))
