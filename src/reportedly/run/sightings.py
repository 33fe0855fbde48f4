"""Events as sightings: with what their report and the copied passages they stand in add to them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reportedly.incidents.sighting import Sighting
from reportedly.lineage.components import components
from reportedly.readings.tags import lemma_of
from reportedly.run.analysis import LANGUAGE
from reportedly.store.claims import events_by_id, statements_by_id
from reportedly.store.copies import copies
from reportedly.store.passages import connected_digests, passages, similar_pairs
from reportedly.store.reports import reports
from reportedly.terms.events import Event
from reportedly.terms.lineage import Copy
from reportedly.terms.reports import Report
from reportedly.terms.statements import Statement

Connection = Any
"""The store's connection; only the store knows what it is."""

Memory = dict[str, Sighting]
"""Sightings by event id that a run has made and that still stand; any of them can be made again."""

REMEMBERED = 60_000
"""Sightings kept in memory; the longest kept go first."""


def _families(
    connection: Connection, report_ids: Sequence[str], copied: Iterable[Copy]
) -> dict[tuple[str, int], str]:
    """Return the family id of each copied passage of these reports, by (report id, passage start).

    The id is the least digest among the passages that similarity joins to it.
    """
    touched: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for copy in copied:
        for span in (copy.source, copy.copy):
            touched[span.report_id].append((span.start, span.end))
    own = {
        (p.span.report_id, p.span.start): (p.digest, p.span.end)
        for report_id in report_ids
        for p in passages(connection, report_id)
        if any(start < p.span.end and p.span.start < end for start, end in touched[report_id])
    }
    reached = connected_digests(connection, {digest for digest, _ in own.values()})
    pairs = [(left, right) for left, right, _ in similar_pairs(connection, reached)]
    least = {digest: found[0] for found in components(reached, pairs) for digest in found}
    return {place: least[digest] for place, (digest, _) in own.items()}


def make_sightings(
    connection: Connection, found: Mapping[str, Event], kept: Mapping[str, Report]
) -> dict[str, Sighting]:
    """Return the sightings of these events, with the families of the copied passages that they stand in."""
    report_ids = sorted({event.trigger.report_id for event in found.values()})
    copied = list(copies(connection, report_ids))
    families = _families(connection, report_ids, copied)
    spans: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for copy in copied:
        for span in (copy.source, copy.copy):
            spans[span.report_id].append((span.start, span.end))
    said = statements_by_id(connection, {e.statement_id for e in found.values() if e.statement_id})
    starts: defaultdict[str, list[int]] = defaultdict(list)
    for report_id, start in families:
        starts[report_id].append(start)
    return {
        event.id: _sighting(event, kept[event.trigger.report_id], said, spans, starts, families)
        for event in found.values()
    }


def _sighting(
    event: Event,
    report: Report,
    said: Mapping[str, Statement],
    spans: Mapping[str, Sequence[tuple[int, int]]],
    starts: Mapping[str, Sequence[int]],
    families: Mapping[tuple[str, int], str],
) -> Sighting:
    """Return one event as a sighting."""
    trigger = event.trigger
    inside = any(a <= trigger.start and trigger.end <= b for a, b in spans.get(report.id, ()))
    before = [start for start in starts.get(report.id, ()) if start <= trigger.start] if inside else []
    statement = said.get(event.statement_id or "")
    return Sighting(
        event=event,
        report_id=report.id,
        outlet=report.outlet,
        published=report.published,
        trigger=lemma_of(report.text[trigger.start : trigger.end], LANGUAGE),
        voice=statement.voice.name if statement is not None else None,
        passages=frozenset({families[report.id, max(before)]} if before else ()),
    )


def recall(connection: Connection, ids: Iterable[str], memory: Memory) -> dict[str, Sighting]:
    """Return the sightings of these events, made where the memory lacks them and remembered."""
    wanted = sorted(set(ids))
    missing = events_by_id(connection, [each for each in wanted if each not in memory])
    report_ids = sorted({event.trigger.report_id for event in missing.values()})
    kept = {report.id: report for report in reports(connection, report_ids)}
    made = make_sightings(connection, missing, kept)
    found = {each: memory.get(each) or made[each] for each in wanted}
    remember(memory, made)
    return found


def remember(memory: Memory, made: Mapping[str, Sighting]) -> None:
    """Put sightings into the memory in place of what stood there, and let the longest kept go."""
    for event_id, sighting in made.items():
        memory.pop(event_id, None)
        memory[event_id] = sighting
    for event_id in list(memory)[: max(0, len(memory) - REMEMBERED)]:
        del memory[event_id]
