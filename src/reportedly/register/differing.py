"""Differing: how two reports word one happening otherwise, as pairs of spans, and what both may rewrite."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportedly.register.shared import overlap
from reportedly.terms.events import Event, Part
from reportedly.terms.names import fold_name
from reportedly.terms.reports import Report
from reportedly.terms.spans import Span

KINDS = ("actor", "target", "date", "place")
"""What may be told otherwise, in the order in which it is listed."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Other words of two reports for one thing; ``kind`` is one of ``KINDS``."""

    kind: str
    left: Span
    right: Span


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
    one thing leave it undisputed, and so does a longer form of them; else the first of each are a pair.
    ``texts`` is by report id.
    """
    passages = tuple(shared)
    found: dict[tuple[str, str, str], Difference] = {}
    for one, other in _pairs(left, right, homes, passages):
        for kind in KINDS:
            here, there = _words(one, kind, texts), _words(other, kind, texts)
            if here and there and here.keys().isdisjoint(there):
                ours, theirs = next(iter(here)), next(iter(there))
                if ours not in theirs and theirs not in ours:
                    found.setdefault((kind, ours, theirs), Difference(kind, here[ours], there[theirs]))
    return tuple(sorted(found.values(), key=lambda each: (KINDS.index(each.kind), each.left, each.right)))


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
        if name := fold_name(" ".join(texts[span.report_id][span.start : span.end].split())):
            found.setdefault(name, span)
    return found


def _spans(event: Event, kind: str) -> list[Span]:
    """Return the spans that an event has for something."""
    if kind in ("actor", "target"):
        return [each.span for each in event.participants if each.part is Part(kind)]
    told = event.when if kind == "date" else event.where
    return [told.span] if told is not None and told.span is not None else []


def missing_sources(left: Report, right: Report, here: Iterable[str]) -> tuple[str, ...]:
    """Return the outlets that both reports credit and of which nothing is in the collection, by name.

    ``here`` are the outlets of the collection. Where two reports share words and neither is known to be the
    source of the other, both may rewrite one text of such an outlet.
    """
    held = {fold_name(name) for name in here}
    return tuple(
        name for name in sorted(set(left.credits) & set(right.credits)) if fold_name(name) not in held
    )
