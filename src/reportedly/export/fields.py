"""Terms as plain JSON objects: the fields that ``--format jsonl`` promises and others may script against.

Offsets are code points of the stored text of the report named, end exclusive. Times are ISO 8601 in UTC
with "Z", intervals half-open. What is not known is null. Words are cut from the report's text by their span.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from reportedly.terms.counts import Count
from reportedly.terms.events import Event
from reportedly.terms.ids import copy_id
from reportedly.terms.incidents import Judgement
from reportedly.terms.lineage import Copy
from reportedly.terms.places import Where
from reportedly.terms.reports import Problem, Report
from reportedly.terms.spans import Span
from reportedly.terms.statements import Statement, Voice
from reportedly.terms.times import When
from reportedly.terms.views import IncidentView

Fields = dict[str, Any]
"""A JSON object: text, numbers, booleans, null, and lists and objects of them."""

GAP = " … "
"""What stands between the pieces of a broken quotation."""


def report_fields(report: Report) -> Fields:
    """Return a report without its text: where it came from, what is known of it, its labelled blocks."""
    return {
        "id": report.id,
        "uri": report.uri,
        "outlet": report.outlet,
        "url": report.url,
        "title": report.title,
        "byline": report.byline,
        "published": _when(report.published, report),
        "language": report.language,
        "media_type": report.media_type,
        "encoding": report.encoding,
        "fetched_at": utc(report.fetched_at),
        "raw_sha256": report.raw_sha256,
        "credits": list(report.credits),
        "blocks": [
            {"role": block.role.value, "start": block.span.start, "end": block.span.end}
            for block in report.blocks
        ],
    }


def statement_fields(statement: Statement, report: Report, status: str | None = None) -> Fields:
    """Return a statement of this report with its words, and how far persons reviewed it (null: not asked)."""
    return {
        "id": statement.id,
        "report": report.id,
        "uri": report.uri,
        "said": [[span.start, span.end] for span in statement.said],
        "text": GAP.join(_text(span, report) or "" for span in statement.said),
        "kind": statement.kind.value,
        "cue": _words(statement.cue, report),
        "voice": _voice(statement.voice, report),
        "addressee": None if statement.addressee is None else _voice(statement.addressee, report),
        "act": statement.act.value,
        "polarity": statement.polarity.value,
        "hedges": [_words(span, report) for span in statement.hedges],
        "condition": _words(statement.condition, report),
        "parent": statement.parent,
        "chain": list(statement.chain),
        "inferred": list(statement.inferred),
        "medium": statement.medium,
        "when": _when(statement.when, report),
        "status": status,
    }


def copy_fields(copy: Copy, uris: Mapping[str, str], status: str | None = None) -> Fields:
    """Return a copy; ``uris`` gives the address of each report by id, null where it does not.

    ``status`` is how far persons reviewed it, null where that was not asked.
    """
    return {
        "id": copy_id(copy),
        "source": _place(copy.source, uris),
        "copy": _place(copy.copy, uris),
        "identity": copy.identity,
        "basis": copy.basis.value,
        "status": status,
    }


def event_fields(event: Event, report: Report, status: str | None = None) -> Fields:
    """Return an event of this report with its words; ``status`` is how far persons reviewed it."""
    return {
        "id": event.id,
        "report": report.id,
        "uri": report.uri,
        "trigger": _words(event.trigger, report),
        "type": event.type,
        "mode": event.mode,
        "realis": event.realis.value,
        "participants": [
            {
                "role": participant.part.value,
                "start": participant.span.start,
                "end": participant.span.end,
                "text": _text(participant.span, report),
                "name": participant.name,
            }
            for participant in event.participants
        ],
        "when": _when(event.when, report),
        "where": _where(event.where, report),
        "counts": _counts(event.counts, report),
        "statement": event.statement_id,
        "status": status,
    }


def incident_fields(incident: IncidentView) -> Fields:
    """Return an incident. Its spans stand in several reports, so each names its ``report``."""
    return {
        "id": incident.id,
        "title": incident.title,
        "type": incident.type,
        "mode": incident.mode,
        "realis": incident.realis.value,
        "in_register": incident.in_register,
        "when": _when(incident.when),
        "where": _where(incident.where),
        "events": list(incident.event_ids),
        "reports": list(incident.report_ids),
        "origins": list(incident.origins),
        "actors": list(incident.actors),
        "targets": list(incident.targets),
        "counts": _counts(incident.counts),
        "best": [{"what": what, "number": number} for what, number in incident.best],
        "disagreements": list(incident.disagreements),
        "status": incident.status,
    }


def problem_fields(problem: Problem) -> Fields:
    """Return an input that could not be read, and why."""
    return {
        "kind": problem.kind,
        "uri": problem.origin.uri,
        "member": problem.origin.member,
        "stage": problem.stage,
        "detail": problem.detail,
    }


def judgement_fields(judgement: Judgement) -> Fields:
    """Return a judgement with its reasons."""
    return {
        "question": judgement.question.value,
        "left": judgement.left,
        "right": judgement.right,
        "verdict": judgement.verdict.value,
        "score": judgement.score,
        "reasons": list(judgement.reasons),
        "judge": judgement.judge,
        "judged_at": utc(judgement.judged_at),
    }


def _text(span: Span, report: Report | None) -> str | None:
    """Return the words of the span, None where they stand in another report."""
    if report is None or span.report_id != report.id:
        return None
    return report.text[span.start : span.end]


def _words(span: Span | None, report: Report | None) -> Fields | None:
    """Return a span with its words; one of another report, or of no given one, names it instead."""
    if span is None:
        return None
    text = _text(span, report)
    if text is None:
        return {"report": span.report_id, "start": span.start, "end": span.end, "text": None}
    return {"start": span.start, "end": span.end, "text": text}


def _voice(voice: Voice, report: Report) -> Fields:
    """Return a voice with its words, null where it is implied."""
    words = _words(voice.span, report) or {"start": None, "end": None, "text": None}
    return {**words, "name": voice.name, "kind": voice.kind.value, "speaks_for": voice.speaks_for}


def _place(span: Span, uris: Mapping[str, str]) -> Fields:
    """Return one side of a copy."""
    return {
        "report": span.report_id,
        "uri": uris.get(span.report_id),
        "start": span.start,
        "end": span.end,
    }


def _counts(counts: Iterable[Count], report: Report | None = None) -> list[Fields]:
    """Return the counts with their words."""
    return [
        {
            "what": count.what,
            "low": count.low,
            "high": count.high,
            "approximate": count.approximate,
            **(_words(count.span, report) or {}),
        }
        for count in counts
    ]


def _when(when: When | None, report: Report | None = None) -> Fields | None:
    """Return a time with its words."""
    if when is None:
        return None
    return {
        "start": utc(when.start),
        "end": utc(when.end),
        "grain": when.grain.value,
        "basis": when.basis.value,
        "words": _words(when.span, report),
    }


def _where(where: Where | None, report: Report | None = None) -> Fields | None:
    """Return a place with its words."""
    if where is None:
        return None
    return {
        "name": where.name,
        "country": where.country,
        "place_id": where.place_id,
        "longitude_deg": where.longitude_deg,
        "latitude_deg": where.latitude_deg,
        "radius_m": where.radius_m,
        "precision": where.precision.value,
        "province": where.province,
        "words": _words(where.span, report),
    }


def utc(time: datetime | None) -> str | None:
    """Return ISO 8601 in UTC with "Z"."""
    return None if time is None else time.astimezone(UTC).isoformat().replace("+00:00", "Z")
