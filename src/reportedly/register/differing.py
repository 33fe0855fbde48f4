"""Differing: how two reports word one happening otherwise, as pairs of spans, and what both may rewrite."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportedly.register.shared import overlap
from reportedly.terms.counts import Count
from reportedly.terms.events import Event, Part
from reportedly.terms.names import fold_name
from reportedly.terms.places import apart_m
from reportedly.terms.reports import Report
from reportedly.terms.spans import Span

KINDS = ("number", "date", "place", "actor", "target")
"""What may be told otherwise, in the order in which it is listed."""


NEAR_M = 5_000.0
"""Places nearer than this are told of with one name or another."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Other words of two reports for one thing; ``kind`` is one of ``KINDS``.

    ``apart`` tells whether the two cannot both be right: numbers, dates or places that exclude each other.
    ``what`` is what a number counts.
    """

    kind: str
    left: Span
    right: Span
    apart: bool = False
    what: str = ""


def differences(
    texts: Mapping[str, str],
    left: Sequence[Event],
    right: Sequence[Event],
    homes: Mapping[str, str],
    shared: Iterable[tuple[Span, Span]] = (),
) -> tuple[Difference, ...]:
    """Return how two reports word the same happenings otherwise, each pair of words once, by kind and place.

    Two events are one happening where ``homes`` (event id to incident id) says so, or where they have one
    type and their triggers stand in one of the ``shared`` passages (left, right). Words that both have for
    one thing leave it undisputed, and so does a longer form of them; else the first of each are a pair. Of
    numbers those are a pair that count one thing and exclude each other. ``texts`` is by report id.
    """
    passages = tuple(shared)
    found: dict[tuple[str, ...], Difference] = {}
    for one, other in _pairs(left, right, homes, passages):
        for each in _numbers(one, other, texts):
            ours, theirs = (_folded(span, texts) for span in (each.left, each.right))
            found.setdefault((each.kind, each.what, ours, theirs), each)
        for kind in KINDS[1:]:
            here, there = _words(one, kind, texts), _words(other, kind, texts)
            if here and there and here.keys().isdisjoint(there):
                ours, theirs = next(iter(here)), next(iter(there))
                if ours not in theirs and theirs not in ours:
                    told = Difference(kind, here[ours], there[theirs], _apart(one, other, kind))
                    found.setdefault((kind, ours, theirs), told)
    return tuple(sorted(found.values(), key=lambda each: (KINDS.index(each.kind), each.left, each.right)))


def _numbers(one: Event, other: Event, texts: Mapping[str, str]) -> Iterator[Difference]:
    """Yield the numbers of two events that count one thing and cannot both be right.

    What one report gives several numbers for is in dispute there already.
    """
    ours, theirs = _counts(one, texts), _counts(other, texts)
    for what in sorted(ours.keys() & theirs.keys()):
        if len(ours[what]) == len(theirs[what]) == 1:
            (here,), (there,) = ours[what], theirs[what]
            if _exclude((here.low, here.high), (there.low, there.high)):
                yield Difference("number", here.span, there.span, True, what)


def _counts(event: Event, texts: Mapping[str, str]) -> dict[str, list[Count]]:
    """Return the numbers of an event by what they count."""
    found: dict[str, list[Count]] = {}
    for count in sorted(event.counts, key=lambda each: each.span):
        if count.span.report_id in texts:
            found.setdefault(count.what, []).append(count)
    return found


def _exclude(left: tuple[int | None, int | None], right: tuple[int | None, int | None]) -> bool:
    """Tell whether two ranges, either side of each perhaps open, have no number in common."""
    return any(
        high is not None and low is not None and high < low
        for high, low in ((left[1], right[0]), (right[1], left[0]))
    )


def _apart(one: Event, other: Event, kind: str) -> bool:
    """Tell whether two events' times or places exclude each other."""
    if kind == "date" and one.when is not None and other.when is not None:
        ends = (one.when.end, other.when.start), (other.when.end, one.when.start)
        return any(end is not None and start is not None and end <= start for end, start in ends)
    if kind == "place" and one.where is not None and other.where is not None:
        metres = apart_m(one.where, other.where)
        reach = max(one.where.radius_m or 0.0, other.where.radius_m or 0.0)
        return metres is not None and metres > max(reach, NEAR_M)
    return False


def _pairs(
    left: Sequence[Event],
    right: Sequence[Event],
    homes: Mapping[str, str],
    shared: Sequence[tuple[Span, Span]],
) -> Iterator[tuple[Event, Event]]:
    """Yield the pairs of events that tell of one happening."""
    for one in sorted(left, key=lambda each: (each.trigger, each.id)):
        for other in sorted(right, key=lambda each: (each.trigger, each.id)):
            together = one.id in homes and homes[one.id] == homes.get(other.id)
            if together or (
                one.type == other.type
                and any(
                    overlap(one.trigger, here) and overlap(other.trigger, there) for here, there in shared
                )
            ):
                yield one, other


def _words(event: Event, kind: str, texts: Mapping[str, str]) -> dict[str, Span]:
    """Return the folded words that an event has for something, and where they stand, in text order."""
    spans = [span for span in _spans(event, kind) if span.report_id in texts]
    found: dict[str, Span] = {}
    for span in sorted(spans):
        if name := _folded(span, texts):
            found.setdefault(name, span)
    return found


def _folded(span: Span, texts: Mapping[str, str]) -> str:
    """Return the folded words of a span."""
    return fold_name(" ".join(texts[span.report_id][span.start : span.end].split()))


def _spans(event: Event, kind: str) -> list[Span]:
    """Return the spans that an event has for something."""
    if kind in ("actor", "target"):
        return [each.span for each in event.participants if each.part is Part(kind)]
    told = event.when if kind == "date" else event.where
    return [told.span] if told is not None and told.span is not None else []


def missing_sources(left: Report, right: Report, here: Iterable[str]) -> tuple[str, ...]:
    """Return the outlets that both reports credit and whose text is not here, by name.

    ``here`` are the outlets of the two and of the reports that share words with them. Where two reports
    share words and none of these outlets is the one they credit, both may rewrite one text of it.
    """
    held = {fold_name(name) for name in here}
    return tuple(
        name for name in sorted(set(left.credits) & set(right.credits)) if fold_name(name) not in held
    )
