"""Every span re-read, every digest computed again."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from reportedly.terms.events import Event
from reportedly.terms.ids import identify
from reportedly.terms.incidents import Incident
from reportedly.terms.lineage import Copy
from reportedly.terms.reports import Report
from reportedly.terms.spans import Span
from reportedly.terms.statements import Statement
from reportedly.terms.times import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something in the record that is not as it says: the record's id, the kind of fault, and what."""

    kind: str
    id: str
    detail: str
    span: Span | None = None
    note: bool = False
    """Worth saying and no fault: the record is as it was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """What the record holds of one report. ``quoted`` are texts that were exported, by their span."""

    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    copies: tuple[Copy, ...] = ()
    quoted: Mapping[Span, str] = field(default_factory=dict)


def verify_report(report: Report, raw: bytes | None, holdings: Holdings) -> tuple[Fault, ...]:
    """Return the faults of a report and of all that points into it; none means that every word opens.

    Checked: each span lies inside the text and each quoted text equals it; the blocks stand in order
    without overlap; the id follows from address and digest; the bytes kept have that digest and decode
    to the text (or, for JSON, hold it; a page's or a document's text was made from its bytes and is taken
    as kept). ``raw`` None is a fault: nothing can be re-read.
    """
    faults = [*_verify_raw(report, raw), *_verify_blocks(report)]
    expected = identify("report", report.uri, report.raw_sha256)
    if report.id != expected:
        faults.append(Fault(kind="id", id=report.id, detail=f"the id should be {expected}"))
    for record_id, what, span in _spans(report, holdings):
        if span.report_id == report.id and span.end > len(report.text):
            detail = f"{what} {span.start}:{span.end} ends behind the text's {len(report.text)} characters"
            faults.append(Fault(kind="span", id=record_id, detail=detail, span=span))
    for span, text in sorted(holdings.quoted.items()):
        if span.report_id == report.id and report.text[span.start : span.end] != text:
            detail = f"the text quoted for {span.start}:{span.end} is not what stands there"
            faults.append(Fault(kind="quotation", id=report.id, detail=detail, span=span))
    faults.extend(_foreign(report, holdings))
    return tuple(faults)


def verify_incidents(incidents: Iterable[Incident], event_ids: Iterable[str]) -> tuple[Fault, ...]:
    """Return the incidents whose id does not follow from their events, and events in none or in two."""
    faults: list[Fault] = []
    homes: dict[str, str] = {}
    for incident in sorted(incidents, key=lambda each: each.id):
        expected = identify("incident", min(incident.event_ids, default=""))
        after = (identify("incident", each) for each in incident.event_ids)  # a person's keeps its first name
        if incident.id != expected and incident.id not in after:
            faults.append(Fault(kind="id", id=incident.id, detail=f"the id should be {expected}"))
        for event_id in incident.event_ids:
            other = homes.setdefault(event_id, incident.id)
            if other != incident.id:
                detail = f"event {event_id} stands in {other} too"
                faults.append(Fault(kind="partition", id=incident.id, detail=detail))
    known = set(event_ids)
    faults.extend(
        Fault(kind="partition", id=each, detail="the event stands in no incident")
        for each in sorted(known - homes.keys())
    )
    faults.extend(
        Fault(kind="partition", id=homes[each], detail=f"event {each} is not in the record")
        for each in sorted(homes.keys() - known)
    )
    return tuple(faults)


def _verify_raw(report: Report, raw: bytes | None) -> Iterator[Fault]:
    """Yield what is wrong with the bytes kept."""
    if raw is None:
        yield Fault(kind="raw", id=report.id, detail="the bytes it was read from are not kept")
        return
    digest = sha256(raw).hexdigest()
    if digest != report.raw_sha256:
        yield Fault(kind="digest", id=report.id, detail=f"the bytes kept have SHA-256 {digest}")
    if report.media_type == "application/json":
        if not _holds(raw, report):
            yield Fault(kind="decoding", id=report.id, detail="the bytes kept do not hold the text")
    elif report.media_type == "text/plain" and _decoded(raw, report.encoding) != report.text:
        detail = f"the bytes kept do not decode to the text as {report.encoding}"
        yield Fault(kind="decoding", id=report.id, detail=detail)


def _decoded(raw: bytes, encoding: str) -> str | None:
    """Return the bytes as text, None where the encoding does not fit or is not known."""
    try:
        return raw.decode(encoding)
    except (UnicodeError, LookupError, ValueError):
        return None


def _holds(raw: bytes, report: Report) -> bool:
    """Tell whether a JSON value, read as the report says or as UTF-8, has the text under "text"."""
    for encoding in (report.encoding, "utf-8"):
        text = _decoded(raw, encoding)
        if text is None:
            continue
        try:
            value = json.loads(text.strip("\ufeff \t\r\n"), parse_int=str)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict) and report.text in (
            each for each in value.values() if isinstance(each, str)
        ):
            return True
    return False


def _verify_blocks(report: Report) -> Iterator[Fault]:
    """Yield blocks that overlap, stand out of order, or belong to another report."""
    end = 0
    for block in report.blocks:
        if block.span.report_id != report.id:
            detail = f"a block points into {block.span.report_id}"
            yield Fault(kind="block", id=report.id, detail=detail, span=block.span)
        if block.span.start < end:
            detail = f"the block at {block.span.start} begins before {end}, where the one before it ends"
            yield Fault(kind="block", id=report.id, detail=detail, span=block.span)
        end = max(end, block.span.end)


def _foreign(report: Report, holdings: Holdings) -> Iterator[Fault]:
    """Yield statements and events of this report that point into another one."""
    held: tuple[Statement | Event, ...] = holdings.statements + holdings.events
    own = {each.id for each in held}
    for record_id, what, span in _spans(report, holdings):
        if record_id in own and span.report_id != report.id:
            detail = f"{what} points into {span.report_id}"
            yield Fault(kind="report", id=record_id, detail=detail, span=span)


def _spans(report: Report, holdings: Holdings) -> Iterator[tuple[str, str, Span]]:
    """Yield every span held, with the id of its record and what it is."""
    for block in report.blocks:
        yield report.id, str(block.role), block.span
    yield from _dated(report.id, "published", report.published)
    for statement in holdings.statements:
        yield from _statement_spans(statement)
    for event in holdings.events:
        yield from _event_spans(event)
    for copy in holdings.copies:
        yield report.id, "copy's source", copy.source
        yield report.id, "copy", copy.copy


def _statement_spans(statement: Statement) -> Iterator[tuple[str, str, Span]]:
    """Yield the spans of one statement."""
    named = [("said", span) for span in statement.said] + [("hedge", span) for span in statement.hedges]
    for what, span in (("cue", statement.cue), ("condition", statement.condition)):
        named += [(what, span)] if span is not None else []
    for what, voice in (("voice", statement.voice), ("addressee", statement.addressee)):
        named += [(what, voice.span)] if voice is not None and voice.span is not None else []
    for what, span in named:
        yield statement.id, what, span
    # A time may be founded on another report's words ("inferred"), so it is checked with that report.
    yield from (
        each for each in _dated(statement.id, "when", statement.when) if each[2].report_id in _home(named)
    )


def _event_spans(event: Event) -> Iterator[tuple[str, str, Span]]:
    """Yield the spans of one event."""
    named = [("trigger", event.trigger)]
    named += [(str(each.part), each.span) for each in event.participants]
    named += [(count.what, count.span) for count in event.counts]
    if event.where is not None:
        named.append(("where", event.where.span))
    for what, span in named:
        yield event.id, what, span
    yield from (each for each in _dated(event.id, "when", event.when) if each[2].report_id in _home(named))


def _home(named: Iterable[tuple[str, Span]]) -> frozenset[str]:
    """Return the reports that spans point into."""
    return frozenset(span.report_id for _, span in named)


def _dated(record_id: str, what: str, when: When | None) -> Iterator[tuple[str, str, Span]]:
    """Yield a time's span, where it has one."""
    if when is not None and when.span is not None:
        yield record_id, what, when.span
