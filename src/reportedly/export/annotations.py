"""Statements and events as W3C Web Annotations, a JSON-LD object a line.

Every target quotes its words (TextQuoteSelector, with what stands before and after) and counts them
(TextPositionSelector). Positions are code points of the report's stored text, as the recommendation asks;
for a page they count what the record keeps of it, and the quotation finds the words in the page itself.
Source: Web Annotation Data Model, W3C Recommendation, 23 February 2017.
"""

from collections.abc import Iterable, Iterator

from reportedly.export.fields import Fields
from reportedly.export.iri import iri, urn
from reportedly.terms.events import Event
from reportedly.terms.reports import Report
from reportedly.terms.spans import Span
from reportedly.terms.statements import Statement, Voice

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 40
"""Code points before and after the words."""


def statement_annotations(
    statement: Statement, report: Report, status: str | None = None
) -> Iterator[Fields]:
    """Yield a statement: what was said, then the words of its cue, its voice and its addressee.

    ``status`` is how far persons reviewed it, None where nobody did.
    """
    chain = " > ".join(statement.chain)
    bodies = [
        _body("describing", f"{statement.voice.name}: {statement.act} ({statement.polarity})"),
        _body("describing", f"by way of {chain}" if chain else ""),
        *(_body("tagging", tag) for tag in (statement.act, statement.polarity, statement.kind)),
        _body("tagging", f"review: {status}" if status else ""),
    ]
    yield from _annotation(statement.id, "describing", bodies, statement.said, report)
    if statement.cue is not None:
        yield from _part(statement.id, "cue", "cue", (statement.cue,), report)
    for name, voice in (("voice", statement.voice), ("addressee", statement.addressee)):
        if voice is not None and voice.span is not None:
            yield from _part(statement.id, name, _voice(name, voice), (voice.span,), report)
    yield from _parts(statement.id, "hedge", [("hedge", span) for span in statement.hedges], report)
    if statement.condition is not None:
        yield from _part(statement.id, "condition", "condition", (statement.condition,), report)
    if statement.when is not None and statement.when.span is not None:
        yield from _part(statement.id, "when", "when", (statement.when.span,), report)


def event_annotations(event: Event, report: Report) -> Iterator[Fields]:
    """Yield an event: the words that tell of it, then those of who takes part, when, where and how many."""
    kind = f"{event.type}/{event.mode}" if event.mode else event.type
    bodies = [
        _body("describing", f"{kind} ({event.realis})"),
        *(_body("tagging", tag) for tag in (event.type, event.mode or "", event.realis)),
    ]
    yield from _annotation(event.id, "classifying", bodies, (event.trigger,), report)
    named = [(f"{each.part}: {each.name}", each.span) for each in event.participants]
    yield from _parts(event.id, "participant", named, report)
    if event.when is not None and event.when.span is not None:
        yield from _part(event.id, "when", f"when: {event.when.grain}", (event.when.span,), report)
    if event.where is not None:
        yield from _part(event.id, "where", f"where: {event.where.name}", (event.where.span,), report)
    yield from _parts(
        event.id, "count", [(f"count: {each.what}", each.span) for each in event.counts], report
    )


def target(span: Span, report: Report) -> Fields:
    """Return the words at ``span`` of this report as a SpecificResource with both selectors."""
    text = report.text
    return {
        "type": "SpecificResource",
        "source": {"id": iri(report.uri, report.id), "type": "Text"},
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": text[span.start : span.end],
                "prefix": text[max(0, span.start - AROUND) : span.start],
                "suffix": text[span.end : span.end + AROUND],
            },
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        ],
    }


def _annotation(
    name: str, motivation: str, bodies: list[Fields], spans: Iterable[Span], report: Report
) -> Iterator[Fields]:
    """Yield the annotation; words that stand in another report are not this one's, and are passed over."""
    targets = [target(span, report) for span in spans if span.report_id == report.id]
    if targets:
        yield {
            "@context": CONTEXT,
            "id": urn(name).replace("%23", "#"),
            "type": "Annotation",
            "motivation": motivation,
            "body": [body for body in bodies if body["value"]],
            "target": targets[0] if len(targets) == 1 else targets,
        }


def _part(name: str, at: str, told: str, spans: tuple[Span, ...], report: Report) -> Iterator[Fields]:
    """Yield the annotation of the words that play a part in a record."""
    yield from _annotation(f"{name}#{at}", "identifying", [_body("identifying", told)], spans, report)


def _parts(name: str, at: str, told: list[tuple[str, Span]], report: Report) -> Iterator[Fields]:
    """Yield one annotation for each of several parts of a kind, numbered in their order."""
    for number, (words, span) in enumerate(told, start=1):
        yield from _part(name, f"{at}-{number}", words, (span,), report)


def _voice(name: str, voice: Voice) -> str:
    """Return who speaks or is spoken to."""
    return f"{name}: {voice.name} ({voice.kind})"


def _body(purpose: str, value: str) -> Fields:
    """Return words of our own about the target."""
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": str(value)}
