"""A report as a person reads it: its words in stretches, each with the records that rest on it."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from reportedly.run.chains import with_inferred
from reportedly.run.pages_catalogue import Catalogue, Weight, weight_of
from reportedly.store.browsing import ReportLine, copies_in, incidents_in
from reportedly.store.claims import events, statements
from reportedly.store.reports import reports
from reportedly.terms.events import Event
from reportedly.terms.ids import copy_id
from reportedly.terms.lineage import Copy, Direction
from reportedly.terms.reports import Report
from reportedly.terms.spans import Role, Span
from reportedly.terms.statements import Statement
from reportedly.terms.views import IncidentView

Connection = Any
"""The store's connection; only the store knows what it is."""

AT_ONCE = 60_000
"""Code points of one report on one page."""
COPIES = 150
"""Copies shown of one report, of each direction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Words of a record: the layer ("copies", "statements", "events"), their part in it, code points."""

    record_id: str
    layer: str
    part: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Words over which nothing changes: the marks on them, and the records that begin here."""

    start: int
    text: str
    marks: tuple[Mark, ...]
    begins: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One block of the text, ``role`` None for words outside every block."""

    role: Role | None
    start: int
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyCard:
    """A shared passage: where it stands here and in the other report; ``taken`` where this report has it
    from the other, None where that is not known."""

    id: str
    here: Span
    there: Span
    other: ReportLine
    identity: float
    basis: Direction
    taken: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCard:
    """An event with the incident that it tells of, where it has one."""

    event: Event
    incident: IncidentView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """A report from ``start`` to ``end`` (code points), with all that rests on these words.

    ``before`` and ``after`` are its neighbours in its story, in the record's order.
    """

    report: Report
    line: ReportLine
    start: int
    end: int
    passages: tuple[Passage, ...]
    statements: tuple[Statement, ...]
    events: tuple[EventCard, ...]
    copies: tuple[CopyCard, ...]
    more_copies: bool
    story_id: str
    weight: Weight
    before: ReportLine | None
    after: ReportLine | None


def report_page(connection: Connection, catalogue: Catalogue, report_id: str, at: int) -> ReportPage | None:
    """Return the part of a report around the code point ``at``, None where there is no such report."""
    report = next(reports(connection, [report_id]), None)
    line = catalogue.reports.get(report_id)
    if report is None or line is None:
        return None
    first = max(0, min(at, len(report.text) - 1)) // AT_ONCE * AT_ONCE
    window = (first, min(len(report.text), first + AT_ONCE))
    homes = incidents_in(connection, report_id)
    shown = [each for each in statements(connection, [report_id]) if _inside(each.said, window)]
    said = list(with_inferred(connection, report, shown))
    told = [
        EventCard(event=each, incident=catalogue.views.get(homes.get(each.id, "")))
        for each in events(connection, [report_id])
        if _inside((each.trigger,), window)
    ]
    found = copies_in(connection, report_id, COPIES)
    cards = tuple(_cards(found, report_id, catalogue))
    cards = tuple(card for card in cards if _inside((card.here,), window))
    marks = [*_copy_marks(cards)]
    marks += [mark for each in said for mark in _statement_marks(each)]
    marks += [mark for card in told for mark in _event_marks(card.event)]
    story = catalogue.stories[catalogue.story_of[report_id]]
    place = story.report_ids.index(report_id)
    return ReportPage(
        report=report,
        line=line,
        start=window[0],
        end=window[1],
        passages=tuple(_passages(report, window, marks)),
        statements=tuple(said),
        events=tuple(told),
        copies=cards,
        more_copies=len(found) >= COPIES,
        story_id=story.id,
        weight=weight_of(catalogue, [report_id]),
        before=catalogue.reports[story.report_ids[place - 1]] if place else None,
        after=_next(catalogue, story.report_ids, place),
    )


def cut(text: str, start: int, end: int, marks: Iterable[Mark]) -> tuple[Stretch, ...]:
    """Return ``text`` from ``start`` to ``end`` in stretches over which no mark begins or ends."""
    near = sorted(
        (mark for mark in marks if mark.start < end and mark.end > start),
        key=lambda mark: (mark.start, -mark.end, mark.layer, mark.part, mark.record_id),
    )
    edges = sorted(
        {start, end} | {edge for mark in near for edge in (mark.start, mark.end) if start < edge < end}
    )
    opening: defaultdict[int, list[Mark]] = defaultdict(list)
    for mark in near:
        opening[max(mark.start, start)].append(mark)
    seen: set[str] = set()
    active: list[Mark] = []
    found = []
    for left, right in itertools.pairwise(edges):
        active = [mark for mark in active if mark.end > left] + opening.get(left, [])
        begins = tuple(dict.fromkeys(mark.record_id for mark in active if mark.record_id not in seen))
        seen.update(begins)
        found.append(Stretch(start=left, text=text[left:right], marks=tuple(active), begins=begins))
    return tuple(found)


def _next(catalogue: Catalogue, ids: tuple[str, ...], place: int) -> ReportLine | None:
    """Return the report after this place."""
    return catalogue.reports[ids[place + 1]] if place + 1 < len(ids) else None


def _inside(spans: Iterable[Span], window: tuple[int, int]) -> bool:
    """Return whether one of the spans begins in the window."""
    return any(window[0] <= span.start < window[1] for span in spans)


def _cards(found: Iterable[Copy], report_id: str, catalogue: Catalogue) -> Iterator[CopyCard]:
    """Yield the copies as seen from one report; the other must be in the catalogue."""
    for copy in found:
        taken = copy.copy.report_id == report_id
        here, there = (copy.copy, copy.source) if taken else (copy.source, copy.copy)
        other = catalogue.reports.get(there.report_id)
        if other is not None:
            yield CopyCard(
                id=copy_id(copy),
                here=here,
                there=there,
                other=other,
                identity=copy.identity,
                basis=copy.basis,
                taken=None if copy.basis is Direction.UNKNOWN else taken,
            )


def _passages(report: Report, window: tuple[int, int], marks: list[Mark]) -> Iterator[Passage]:
    """Yield the blocks in the window and the words between them, without blank lines between blocks."""
    first, last = window
    at = first
    for block in report.blocks:
        start, end = max(block.span.start, first), min(block.span.end, last)
        if start >= end:
            continue
        if report.text[at:start].strip():
            yield Passage(role=None, start=at, stretches=cut(report.text, at, start, marks))
        yield Passage(role=block.role, start=start, stretches=cut(report.text, start, end, marks))
        at = end
    if report.text[at:last].strip():
        yield Passage(role=None, start=at, stretches=cut(report.text, at, last, marks))


def _mark(record_id: str, layer: str, part: str, span: Span) -> Mark:
    """Return the mark of one span."""
    return Mark(record_id=record_id, layer=layer, part=part, start=span.start, end=span.end)


def _copy_marks(cards: Iterable[CopyCard]) -> Iterator[Mark]:
    """Yield the words of copies."""
    for card in cards:
        yield _mark(card.id, "copies", "shared", card.here)


def _statement_marks(statement: Statement) -> Iterator[Mark]:
    """Yield the words of a statement."""
    for span in statement.said:
        yield _mark(statement.id, "statements", "said", span)
    for part, one in (("cue", statement.cue), ("voice", statement.voice.span)):
        if one is not None and one.report_id == statement.said[0].report_id:
            yield _mark(statement.id, "statements", part, one)


def _event_marks(event: Event) -> Iterator[Mark]:
    """Yield the words of an event."""
    spans = [("trigger", event.trigger)]
    spans += [(each.part.value, each.span) for each in event.participants]
    spans += [("count", count.span) for count in event.counts]
    spans += [("where", event.where.span)] if event.where is not None else []
    spans += [("when", event.when.span)] if event.when is not None and event.when.span is not None else []
    for part, span in spans:
        if span.report_id == event.trigger.report_id:
            yield _mark(event.id, "events", part, span)
