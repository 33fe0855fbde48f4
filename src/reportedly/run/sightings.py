"""Events as sightings: with what their report and the copied passages they stand in add to them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reportedly.incidents.compare import compare
from reportedly.incidents.particulars import particulars_of, rarity_of_town
from reportedly.incidents.sighting import USUAL_TOWN, Sighting
from reportedly.readings.lemmas import lemma_of
from reportedly.run.analysis import LANGUAGE
from reportedly.store.claims import events_by_id, statements_by_id
from reportedly.store.copies import copies
from reportedly.store.lineage import passages
from reportedly.store.reports import reports
from reportedly.terms.events import Event
from reportedly.terms.incidents import Judgement
from reportedly.terms.lineage import Copy, Passage
from reportedly.terms.reports import Report
from reportedly.terms.spans import Span
from reportedly.terms.statements import Statement

Connection = Any
"""The store's connection; only the store knows what it is."""

REMEMBERED = 60_000
"""Sightings kept in memory; the longest kept go first."""
JUDGED = 50_000
"""Judgements kept in memory; the longest kept go first."""


class Memory(dict[str, Sighting]):
    """Sightings by event id that a run has made and that still stand; any of them can be made again."""

    def __init__(self) -> None:
        """Start without any."""
        super().__init__()
        self._judged: dict[tuple[str, str], tuple[Sighting, Sighting, Judgement]] = {}

    def judge(self, left: Sighting, right: Sighting) -> Judgement:
        """Return the judgement on two sightings: the one at hand where both are still the same, else anew."""
        pair = (left.id, right.id)
        held = self._judged.pop(pair, None)
        if held is None or held[0] is not left or held[1] is not right:
            held = (left, right, compare(left, right))
        self._judged[pair] = held
        if len(self._judged) > JUDGED:
            del self._judged[next(iter(self._judged))]
        return held[2]


Place = tuple[str, int, int]
"""Report id and code points of a passage."""


def _holding(held: Mapping[str, Sequence[Passage]], span: Span) -> Passage | None:
    """Return the passage that a copied stretch lies in, None where none overlaps it."""
    return next(
        (p for p in held.get(span.report_id, ()) if p.span.start < span.end and span.start < p.span.end), None
    )


def _families(connection: Connection, copied: Sequence[Copy]) -> dict[Place, frozenset[str]]:
    """Return for each passage that takes part in a copy its digest, and for a copy its source's beside it.

    Two that share one of these stand in one family; longer chains of copies meet link by link. It follows
    from a passage's own copies alone, so that it stays as it is while they do.
    """
    sides = sorted({span.report_id for copy in copied for span in (copy.source, copy.copy)})
    held = {report_id: passages(connection, report_id) for report_id in sides}
    found: defaultdict[Place, set[str]] = defaultdict(set)
    for copy in copied:
        source, there = _holding(held, copy.source), _holding(held, copy.copy)
        if source is not None and there is not None:
            found[source.span.report_id, source.span.start, source.span.end].add(source.digest)
            found[there.span.report_id, there.span.start, there.span.end] |= {there.digest, source.digest}
    return {place: frozenset(digests) for place, digests in found.items()}


def _teller(statement: Statement) -> str:
    """Return who answers for a statement: the body in whose name it is said, else the voice."""
    return statement.voice.speaks_for or statement.voice.name


def make_sightings(
    connection: Connection, found: Mapping[str, Event], kept: Mapping[str, Report]
) -> dict[str, Sighting]:
    """Return the sightings of these events, with the families of the copied passages that they stand in."""
    report_ids = sorted({event.trigger.report_id for event in found.values()})
    copied = list(copies(connection, report_ids))
    spans: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for copy in copied:
        for span in (copy.source, copy.copy):
            spans[span.report_id].append((span.start, span.end))
    families: defaultdict[str, list[tuple[int, int, frozenset[str]]]] = defaultdict(list)
    for (report_id, start, end), digests in _families(connection, copied).items():
        families[report_id].append((start, end, digests))
    said = statements_by_id(connection, {e.statement_id for e in found.values() if e.statement_id})
    made: dict[str, Sighting] = {}
    for event in found.values():
        trigger, report = event.trigger, kept[event.trigger.report_id]
        inside = any(a <= trigger.start and trigger.end <= b for a, b in spans[report.id])
        near = [d for a, b, d in families[report.id] if inside and a <= trigger.start and trigger.end <= b]
        statement = said.get(event.statement_id or "")
        made[event.id] = Sighting(
            event=event,
            report_id=report.id,
            outlet=report.outlet,
            published=report.published,
            trigger=lemma_of(report.text[trigger.start : trigger.end], LANGUAGE),
            voice=_teller(statement) if statement is not None else None,
            passages=frozenset().union(*near),
            particulars=particulars_of(report, LANGUAGE) if event.leads else None,
            town=rarity_of_town(event.where, LANGUAGE) if event.leads and event.where else USUAL_TOWN,
        )
    return made


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
