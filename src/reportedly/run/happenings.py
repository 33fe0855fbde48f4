"""Incidents over a record that grows: changed sightings are compared with those that share a key.

Only judgements worth a look are kept, but every one that an incident rests on can be made again: what
stands afterwards depends on the events in the record alone, whatever their order of arrival.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from reportedly.incidents.group import group
from reportedly.incidents.keys import BLOCK_CAP, block_pairs, keys
from reportedly.incidents.rulings import Rulings, pins, rule, walls
from reportedly.incidents.sighting import Sighting
from reportedly.language.language import load_language
from reportedly.lineage.components import components
from reportedly.register.evidence import Evidence, gather
from reportedly.register.overlay import overlay
from reportedly.register.views import view
from reportedly.run.analysis import LANGUAGE
from reportedly.run.sightings import Memory, make_sightings, recall, remember
from reportedly.store.claims import (
    event_keys,
    events,
    events_by_id,
    events_sharing_keys,
    keep_events,
    rejected_events,
    statements,
)
from reportedly.store.copies import copies
from reportedly.store.decisions import linked_decisions
from reportedly.store.incidents import (
    add_judgements,
    incidents,
    incidents_of,
    judgements_on,
    replace_incidents,
)
from reportedly.store.reports import reports
from reportedly.terms.events import Event
from reportedly.terms.ids import identify
from reportedly.terms.incidents import Incident, Judgement, Verdict
from reportedly.terms.reports import Report

Connection = Any
"""The store's connection; only the store knows what it is."""

Pair = tuple[str, str]

WORTH_A_LOOK = 0.3
"""From this score on a judgement that left a pair open is kept, for a person to decide."""


def _blocks(connection: Connection, held: Iterable[str]) -> dict[str, list[str]]:
    """Return the ids of all events that hold each of these keys, sorted."""
    blocks: defaultdict[str, list[str]] = defaultdict(list)
    for key, event_id in events_sharing_keys(connection, held):
        blocks[key].append(event_id)
    return blocks


def _pairs(blocks: Mapping[str, Sequence[str]], seen: Mapping[str, Sighting], wanted: set[str]) -> set[Pair]:
    """Return the pairs that some block brings together and in which both are ``wanted``, lesser id first.

    A block above the cap is walked whole, since who is whose neighbour depends on all of it.
    """
    found: set[Pair] = set()
    for members in blocks.values():
        inside = members if len(members) > BLOCK_CAP else [each for each in members if each in wanted]
        found.update(pair for pair in block_pairs(inside, seen) if pair[0] in wanted and pair[1] in wanted)
    return found


def _crowded(blocks: Mapping[str, Sequence[str]]) -> set[str]:
    """Return the members of blocks above the cap."""
    return {each for members in blocks.values() if len(members) > BLOCK_CAP for each in members}


def _closure(connection: Connection, ids: set[str], fresh: Iterable[Judgement]) -> tuple[set[str], set[Pair]]:
    """Return these events and all that judgements of sameness join to them, and the pairs so judged."""
    joined: defaultdict[str, set[str]] = defaultdict(set)
    pairs: set[Pair] = set()
    for each in fresh:
        joined[each.left].add(each.right)
        joined[each.right].add(each.left)
        pairs.add((each.left, each.right))
    gone = rejected_events(connection)
    pairs = {pair for pair in pairs if gone.isdisjoint(pair)}
    reached = frontier = set(ids) - gone
    while frontier:
        beside = {other for each in frontier for other in joined.get(each, ())}
        for pin in pins(_ruled(connection, frontier).rulings):
            beside |= {pin.left, pin.right}
            pairs.add((pin.left, pin.right))
        for judgement in judgements_on(connection, sorted(frontier)):
            if judgement.verdict is Verdict.SAME and gone.isdisjoint((judgement.left, judgement.right)):
                beside |= {judgement.left, judgement.right}
                pairs.add((judgement.left, judgement.right))
        frontier = beside - reached
        reached = reached | frontier
    return reached, pairs


def _compare_changed(
    connection: Connection, changed: set[str], memory: Memory, judged_at: datetime
) -> tuple[list[Judgement], set[str]]:
    """Compare changed sightings with their like; return the judgements, and those met in crowded blocks."""
    held = event_keys(connection, sorted(changed))
    blocks = _blocks(connection, {key for own in held.values() for key in own})
    everybody = {each for members in blocks.values() for each in members}
    seen = recall(connection, everybody | changed, memory)
    pairs = {p for p in _pairs(blocks, seen, everybody) if p[0] in changed or p[1] in changed}
    judged = [replace(memory.judge(seen[a], seen[b]), judged_at=judged_at) for a, b in sorted(pairs)]
    crowded = _crowded(blocks)
    return judged, {side for pair in pairs for side in pair if side in crowded}


def update_incidents(
    connection: Connection, report_ids: frozenset[str], memory: Memory, judged_at: datetime
) -> None:
    """Compare the events of new and newly copied reports with their like; rebuild what they may touch."""
    found = {event.id: event for event in events(connection, sorted(report_ids))}
    if not found:
        return
    kept = {report.id: report for report in reports(connection, sorted(report_ids))}
    made = make_sightings(connection, found, kept)
    changed = {each for each, sighting in made.items() if memory.get(each) != sighting}
    remember(memory, made)
    keep_events(connection, [found[each] for each in sorted(changed)], {e: keys(made[e]) for e in changed})
    judged, met = _compare_changed(connection, changed, memory, judged_at)
    same = [each for each in judged if each.verdict is Verdict.SAME]
    add_judgements(
        connection,
        [each for each in judged if each.verdict is not Verdict.DIFFERENT and each.score >= WORTH_A_LOOK],
    )
    homes = set(incidents_of(connection, sorted(set(found) | met)).values())
    told = {event_id for each in incidents(connection, sorted(homes)) for event_id in each.event_ids}
    reach, joined = _closure(connection, set(found) | met | told, same)
    more = set(incidents_of(connection, sorted(reach)).values())
    reach |= {event_id for each in incidents(connection, sorted(more)) for event_id in each.event_ids}
    _regroup(connection, reach, joined, memory)


def _ruled(connection: Connection, event_ids: Iterable[str]) -> Rulings:
    """Return what persons decided about these events and those beside them, as far as the record has them."""
    found = rule(linked_decisions(connection, event_ids))
    return found.within(events_by_id(connection, found.home)) if found.home else found


def regroup_around(connection: Connection, event_ids: Iterable[str]) -> None:
    """Rebuild the incidents of these events and of all that may be joined to them, after a person decided.

    No judgement is made: the kept events' own judgements are made again, as whenever incidents are rebuilt.
    """
    ids = set(event_ids)
    homes = set(incidents_of(connection, sorted(ids)).values())
    ids |= {event_id for each in incidents(connection, sorted(homes)) for event_id in each.event_ids}
    reach, joined = _closure(connection, ids, ())
    more = set(incidents_of(connection, sorted(reach)).values())
    reach |= {event_id for each in incidents(connection, sorted(more)) for event_id in each.event_ids}
    _regroup(connection, reach, joined, Memory())


def _within(pairs: set[Pair], reach: set[str], joined: set[Pair]) -> list[Pair]:
    """Return the pairs that some chain of sameness connects; no other can come into one incident."""
    home = {each: at for at, found in enumerate(components(reach, joined)) for each in found}
    return sorted((left, right) for left, right in pairs if home[left] == home[right])


def _regroup(connection: Connection, reach: set[str], joined: set[Pair], memory: Memory) -> None:
    """Rebuild the incidents of these events, which must be closed under judgements of sameness."""
    blocks = _blocks(
        connection, {key for own in event_keys(connection, sorted(reach)).values() for key in own}
    )
    seen = recall(connection, reach | _crowded(blocks), memory)
    near = _within(_pairs(blocks, seen, reach), reach, joined)
    judged = [memory.judge(seen[left], seen[right]) for left, right in near]
    ruled = _ruled(connection, reach)
    persons = _by_persons(connection, reach, joined, ruled)
    rebuilt = group([seen[each] for each in sorted(reach)], [*judged, *persons])
    found = events_by_id(connection, sorted(reach))
    ids = sorted({event.trigger.report_id for event in found.values()})
    _replace(connection, rebuilt, found, {report.id: report for report in reports(connection, ids)}, ruled)


def _by_persons(
    connection: Connection, reach: set[str], joined: set[Pair], ruled: Rulings
) -> list[Judgement]:
    """Return what persons judge: their rulings hold together and apart, and go before single judgements."""
    decided = {each for ruling in ruled.rulings for each in ruling.event_ids}
    logged = [
        each
        for each in judgements_on(connection, sorted(reach))
        if each.judge.startswith("person:") and not (each.left in decided and each.right in decided)
    ]
    first = {min(ruling.event_ids): ruling for ruling in ruled.rulings}
    near = [[first[each] for each in found if each in first] for found in components(reach, joined)]
    return [*logged, *pins(ruled.rulings), *(wall for rulings in near for wall in walls(rulings))]


def evidence_of(connection: Connection, found: Mapping[str, Event], kept: Mapping[str, Report]) -> Evidence:
    """Return everything that reading incidents out of these events needs."""
    report_ids = sorted({event.trigger.report_id for event in found.values()})
    nominal = [event.id for event in found.values() if event.nominal]
    copied = list(copies(connection, report_ids))
    roots = {c.source.report_id for c in copied} | {c.copy.report_id for c in copied}
    more = {r.id: r for r in reports(connection, sorted(roots - set(kept)))}
    return gather(
        found.values(),
        statements(connection, report_ids),
        {**kept, **more}.values(),
        copied,
        nominal,
        load_language(LANGUAGE).officials,
    )


def _own(evidence: Evidence, incident: Incident) -> Evidence:
    """Return the evidence with the copies alone that have a side in the incident's own reports.

    What an incident shows must not depend on which others are rebuilt with it.
    """
    events = (evidence.events[each] for each in incident.event_ids if each in evidence.events)
    inside = {event.trigger.report_id for event in events}
    touching = [copy for each in inside for copy in evidence.copies.get(each, ())]
    beside = {span.report_id for copy in touching for span in (copy.source, copy.copy)} - inside
    held = {each: evidence.copies[each] for each in inside if each in evidence.copies}
    for report_id in beside:
        held[report_id] = tuple(
            copy
            for copy in evidence.copies[report_id]
            if copy.source.report_id in inside or copy.copy.report_id in inside
        )
    return replace(evidence, copies=held)


def _named(incident: Incident, ruled: Rulings) -> Incident:
    """Return an incident under the id that it had when persons first decided on it."""
    ruling = ruled.on(incident.event_ids)
    if ruling is None or ruling.named not in incident.event_ids:
        return incident
    return replace(incident, id=identify("incident", ruling.named))


def _replace(
    connection: Connection,
    rebuilt: Iterable[Incident],
    found: Mapping[str, Event],
    kept: Mapping[str, Report],
    ruled: Rulings,
) -> None:
    """Keep rebuilt incidents in place of the ones their events were in; old ids become aliases."""
    evidence = evidence_of(connection, found, kept)
    rebuilt = [_named(each, ruled) for each in rebuilt]
    before = incidents_of(connection, sorted(found))
    views = [made for each in rebuilt if (made := view(each, _own(evidence, each))) is not None]
    home = {event_id: each.id for each in views for event_id in each.event_ids}
    live = {each.id for each in views}
    aliases = {
        old: home[event_id]
        for event_id, old in sorted(before.items())
        if old not in live and event_id in home
    }
    shown = [overlay(each, ruled.on(each.event_ids), ruled.latest) for each in views]
    replace_incidents(connection, sorted(set(before.values())), shown, aliases)
