"""From a number or a record down to the words it stands on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportedly.register.evidence import Evidence, outlet_of, words_of
from reportedly.register.origins import OriginTrail, trails_of
from reportedly.register.ranges import range_words
from reportedly.register.tally import Row, weight_words
from reportedly.register.totals import ReportedTotal, missing_words
from reportedly.register.wording import counted
from reportedly.terms.events import Event
from reportedly.terms.ids import copy_id
from reportedly.terms.lineage import Copy
from reportedly.terms.spans import Block, Role, Span
from reportedly.terms.statements import Statement
from reportedly.terms.times import When
from reportedly.terms.views import IncidentView


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One step of a trace: what it is in words, the record's id, and for words their place and text.

    ``text`` is what stands at ``span`` in the stored text, None where the report is not at hand.
    """

    label: str
    id: str | None
    span: Span | None
    text: str | None
    children: tuple["Node", ...]


def trace(record_id: str, evidence: Evidence, views: Mapping[str, IncidentView]) -> Node | None:
    """Return the trace of an incident, event, statement, report or copy; None where the id is not known."""
    if record_id in views:
        return trace_incident(views[record_id], evidence)
    if record_id in evidence.events:
        return trace_event(evidence.events[record_id], evidence)
    if record_id in evidence.statements:
        return trace_statement(evidence.statements[record_id], evidence)
    if record_id in evidence.reports:
        return trace_report(record_id, evidence)
    for found in evidence.copies.values():
        for copy in found:
            if copy_id(copy) == record_id:
                return trace_copy(copy, evidence)
    return None


def trace_row(row: Row, by: Iterable[str], evidence: Evidence, views: Mapping[str, IncidentView]) -> Node:
    """Return a tally's row opened into its incidents."""
    cell = ", ".join(f"{name} {value or 'unknown'}" for name, value in zip(by, row.cell, strict=False))
    incidents = f"{row.incidents} {'incident' if row.incidents == 1 else 'incidents'}"
    label = f"{cell or 'all'}: {incidents} from {weight_words(row.reports, row.origins)}"
    return _node(label, _incidents(row.incident_ids, evidence, views))


def trace_total(total: ReportedTotal, evidence: Evidence, views: Mapping[str, IncidentView]) -> Node:
    """Return a reported total opened into its words, into the register's own incidents beside it, and into
    what may be missing: incidents known too coarsely, and those that the register does not count.
    """
    says = range_words(total.low, total.high, total.approximate)
    label = f"{total.what}: {says} reported by {', '.join(total.origins) or 'no named origin'}"
    children = _incidents((total.incident_id,), evidence, views)
    if total.itemised_ids is not None:
        itemised = _incidents(total.itemised_ids, evidence, views)
        children += (_node(f"itemised in the register: {total.itemised}", itemised),)
    children += (_node(missing_words(total), ()),)
    further = [("may belong to it", total.possible_ids or ())]
    further += [(f"not counted ({reason})", ids) for reason, ids in total.outside or ()]
    children += tuple(
        _node(f"{why}: {len(ids)}", _incidents(ids, evidence, views)) for why, ids in further if ids
    )
    return _node(label, children, total.incident_id)


def trace_incident(view: IncidentView, evidence: Evidence) -> Node:
    """Return an incident opened into its origins (and why) and its events."""
    label = f"{view.title}: {weight_words(len(view.report_ids), len(view.origins))}"
    trails = tuple(_trail(trail) for trail in trails_of(view.event_ids, evidence))
    events = tuple(
        trace_event(evidence.events[each], evidence) for each in view.event_ids if each in evidence.events
    )
    return _node(label, trails + events, view.id)


def trace_event(event: Event, evidence: Evidence) -> Node:
    """Return an event opened into its words and the statement that holds it."""
    mode = f"/{event.mode}" if event.mode else ""
    outlet = outlet_of(evidence, event.trigger.report_id)
    children = [_words("trigger", event.trigger, evidence)]
    children += [_words(f"{each.part} {each.name}", each.span, evidence) for each in event.participants]
    children += _time(event.when, evidence)
    if event.where is not None:
        children.append(_words(f"where: {event.where.name}", event.where.span, evidence))
    for count in event.counts:
        says = range_words(count.low, count.high, count.approximate)
        children.append(_words(f"{count.what}: {says}", count.span, evidence))
    statement = evidence.statements.get(event.statement_id or "")
    if statement is not None:
        children.append(trace_statement(statement, evidence))
    return _node(f"{event.type}{mode} ({event.realis}) in {outlet}", tuple(children), event.id)


def trace_statement(statement: Statement, evidence: Evidence) -> Node:
    """Return a statement opened into its words and, outward, the statements it stands in."""
    return _statement(statement, evidence, frozenset())


def _statement(statement: Statement, evidence: Evidence, seen: frozenset[str]) -> Node:
    """Return a statement's node; one already seen on the way outward is not opened again."""
    voice = statement.voice
    children = [_words("said", span, evidence) for span in statement.said]
    if statement.cue is not None:
        children.append(_words("cue", statement.cue, evidence))
    if voice.span is not None:
        children.append(_words(f"voice: {voice.name}", voice.span, evidence))
    children += _time(statement.when, evidence)
    parent = evidence.statements.get(statement.parent or "")
    if parent is not None and parent.id not in seen | {statement.id}:
        children.append(_statement(parent, evidence, seen | {statement.id}))
    label = f"{voice.name}: {statement.act} ({statement.polarity}), by way of {' > '.join(statement.chain)}"
    return _node(label, tuple(children), statement.id)


def trace_copy(copy: Copy, evidence: Evidence) -> Node:
    """Return a copied passage opened into its two sides."""
    label = f"copied passage, {copy.identity:.0%} of the characters, direction {copy.basis}"
    sides = (("source", copy.source), ("copy", copy.copy))
    children = (_words(f"{name}: {outlet_of(evidence, s.report_id)}", s, evidence) for name, s in sides)
    return _node(label, tuple(children), copy_id(copy))


def trace_report(report_id: str, evidence: Evidence) -> Node | None:
    """Return a report opened into its headline, its publication date and its first paragraph."""
    report = evidence.reports.get(report_id)
    if report is None:
        return None
    first: dict[Role, Block] = {}
    for block in report.blocks:
        first.setdefault(block.role, block)
    shown = [first[role] for role in (Role.HEADLINE, Role.BYLINE, Role.PARAGRAPH) if role in first]
    children = [_words(str(block.role), block.span, evidence) for block in shown]
    children += _time(report.published, evidence)
    outlet = f"{report.outlet}, " if report.outlet else ""
    label = f"{outlet}{report.uri}, SHA-256 {report.raw_sha256}"
    return _node(label, tuple(children), report_id)


def _node(label: str, children: tuple[Node, ...], record_id: str | None = None) -> Node:
    """Return a node without words of its own."""
    return Node(label=label, id=record_id, span=None, text=None, children=children)


def _words(label: str, span: Span, evidence: Evidence) -> Node:
    """Return a leaf: a span and what stands there."""
    return Node(label=label, id=None, span=span, text=words_of(evidence, span), children=())


def _time(when: When | None, evidence: Evidence) -> list[Node]:
    """Return a time's words as a leaf, where it has any."""
    if when is None or when.span is None:
        return []
    start = when.start.date().isoformat() if when.start else "unknown"
    return [_words(f"when: from {start}, grain {when.grain}, {when.basis}", when.span, evidence)]


def _trail(trail: OriginTrail) -> Node:
    """Return an origin and why it counts."""
    why = tuple(_node(words, ()) for words in trail.why)
    return _node(f"origin: {trail.name} ({counted(len(trail.report_ids), 'report')})", why)


def _incidents(ids: Iterable[str], evidence: Evidence, views: Mapping[str, IncidentView]) -> tuple[Node, ...]:
    """Return the incidents at hand, in the order given."""
    return tuple(trace_incident(views[each], evidence) for each in ids if each in views)
