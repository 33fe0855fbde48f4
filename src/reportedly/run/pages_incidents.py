"""An incident as a person checks it: what each origin claims, and how it came to be one incident."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from reportedly.register.evidence import Evidence, words_of
from reportedly.register.origins import OriginTrail, origins_by_event, trails_of
from reportedly.register.values import Figure, figures
from reportedly.run.happenings import evidence_of
from reportedly.run.pages_catalogue import Catalogue
from reportedly.run.review import history_on
from reportedly.store.browsing import ReportLine
from reportedly.store.claims import events_by_id
from reportedly.store.incidents import incidents, judgements_on, live_id
from reportedly.store.reports import reports
from reportedly.terms.decisions import Decision
from reportedly.terms.events import Event
from reportedly.terms.incidents import Judgement
from reportedly.terms.spans import Span
from reportedly.terms.views import IncidentView

Connection = Any
"""The store's connection; only the store knows what it is."""

MENTIONS = 200
"""Mentions of one incident that are laid out."""
JUDGEMENTS = 200
"""Judgements that are listed, the latest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One report's telling: the event, the words around its trigger in three pieces, its first sources."""

    event: Event
    line: ReportLine
    before: str
    words: str
    behind: str
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginClaims:
    """What rests on one first source: why it counts, and the mentions. ``trail`` None: nobody vouches."""

    trail: OriginTrail | None
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A judgement with the words of both sides, None where a side is no event of the record."""

    judgement: Judgement
    left: Mention | None
    right: Mention | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentPage:
    """An incident with its claims by origin and the history of its judgements.

    ``left_out`` counts mentions beyond ``MENTIONS``; ``older`` says that earlier judgements are not shown.
    ``past`` are the decisions of persons in their order, each with whether it stands;
    ``figures`` are its numbers, each with all that is said of it.
    """

    view: IncidentView
    claims: tuple[OriginClaims, ...]
    judged: tuple[Judged, ...]
    left_out: int
    older: bool
    asked: str
    past: tuple[tuple[Decision, bool], ...]
    figures: tuple[Figure, ...]


def incident_page(connection: Connection, catalogue: Catalogue, incident_id: str) -> IncidentPage | None:
    """Return an incident by its id or an old one of it, None where there is none."""
    live = live_id(connection, incident_id)
    view = None if live is None else next(incidents(connection, [live]), None)
    if view is None:
        return None
    shown = view.event_ids[:MENTIONS]
    history = judgements_on(connection, shown)
    latest = tuple(reversed(history))[:JUDGEMENTS]
    sides = {side for each in latest for side in (each.left, each.right)} - set(shown)
    found = events_by_id(connection, shown)
    beside = events_by_id(connection, sides)
    ids = sorted({event.trigger.report_id for event in found.values()})
    evidence = evidence_of(connection, found, {each.id: each for each in reports(connection, ids)})
    origins = origins_by_event(shown, evidence)
    mentions = {
        each: mention
        for each, event in found.items()
        if (mention := _mention(event, evidence, catalogue, origins.get(each, ()))) is not None
    }
    mentions |= _others(connection, beside, catalogue)
    return IncidentPage(
        view=view,
        claims=_claims(trails_of(shown, evidence), [mentions[each] for each in shown if each in mentions]),
        judged=tuple(
            Judged(judgement=each, left=mentions.get(each.left), right=mentions.get(each.right))
            for each in latest
        ),
        left_out=len(view.event_ids) - len(shown),
        older=len(history) > len(latest),
        asked=incident_id,
        past=history_on(connection, view.event_ids),
        figures=figures(view, evidence),
    )


def _others(connection: Connection, beside: dict[str, Event], catalogue: Catalogue) -> dict[str, Mention]:
    """Return the events that were compared with the incident's own, with their words."""
    ids = {event.trigger.report_id for event in beside.values()}
    texts = {each.id: each.text for each in reports(connection, ids)}
    found: dict[str, Mention] = {}
    for event_id, event in beside.items():
        line = catalogue.reports.get(event.trigger.report_id)
        if line is not None:
            before, words, behind = around(texts[line.id], event.trigger)
            found[event_id] = Mention(
                event=event, line=line, before=before, words=words, behind=behind, origins=()
            )
    return found


def _mention(
    event: Event, evidence: Evidence, catalogue: Catalogue, origins: tuple[str, ...]
) -> Mention | None:
    """Return one mention, None where its report came after the catalogue or its words are not at hand."""
    report = evidence.reports.get(event.trigger.report_id)
    line = catalogue.reports.get(event.trigger.report_id)
    if report is None or line is None or words_of(evidence, event.trigger) is None:
        return None
    before, words, behind = around(report.text, event.trigger)
    return Mention(event=event, line=line, before=before, words=words, behind=behind, origins=origins)


def around(text: str, span: Span, before: int = 110, behind: int = 150) -> tuple[str, str, str]:
    """Return the words before, in and behind a span on one line, cut at spaces within so many code points."""
    start, end = max(0, span.start - before), min(len(text), span.end + behind)
    lead, tail = text[start : span.start], text[span.end : end]
    lead, tail = lead.rpartition("\n")[2], tail.partition("\n")[0]
    if len(lead) == span.start - start and start > 0:
        lead = "… " + lead.partition(" ")[2]
    if len(tail) == end - span.end and end < len(text):
        tail = tail.rpartition(" ")[0] + " …"
    return lead, text[span.start : span.end], tail


def _claims(trails: tuple[OriginTrail, ...], mentions: list[Mention]) -> tuple[OriginClaims, ...]:
    """Return the mentions by origin, the origin with most reports first; those without one at the end."""
    by_name: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        for name in mention.origins or ("",):
            by_name[name].append(mention)
    claims = [
        OriginClaims(trail=trail, mentions=tuple(by_name[trail.name]))
        for trail in sorted(trails, key=lambda each: (-len(each.report_ids), each.name))
    ]
    if by_name[""]:
        claims.append(OriginClaims(trail=None, mentions=tuple(by_name[""])))
    return tuple(claims)
