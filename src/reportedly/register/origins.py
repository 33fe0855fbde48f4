"""The distinct first sources behind an incident, with the way that led to each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from reportedly.register.attest import Attestation, attest
from reportedly.register.evidence import Evidence, outlet_of
from reportedly.register.shared import Root, find_root, shared_name
from reportedly.terms.events import Event
from reportedly.terms.names import sound_key


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginTrail:
    """One first source, the reports that rest on it (sorted ids), and why, in words."""

    name: str
    report_ids: tuple[str, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Lead:
    """What one event mention rests on before outlets are followed: names, and the words why."""

    report_id: str
    names: tuple[str, ...]
    why: tuple[str, ...]


Graph = Mapping[str, frozenset[str]]
"""From an outlet with a report in the incident to what its reports rest on; all names folded."""


def trails_of(event_ids: Iterable[str], evidence: Evidence) -> tuple[OriginTrail, ...]:
    """Return the first sources with the reports that rest on each, sorted by folded name.

    For each event: the innermost voice that attests it; for what an outlet tells itself, the root of the
    copied passage, else the voices that its report names for the incident, else the outlet. An outlet that
    has a report of its own in the incident is replaced by what that report rests on. Reactions add none.
    Unknown ids are passed over.
    """
    reports: defaultdict[str, set[str]] = defaultdict(set)
    why: defaultdict[str, set[str]] = defaultdict(set)
    for lead in _followed(event_ids, evidence).values():
        for name in lead.names:
            reports[name].add(lead.report_id)
            why[name].update(lead.why)
    return tuple(
        OriginTrail(name=name, report_ids=tuple(sorted(reports[name])), why=tuple(sorted(why[name])))
        for name in sorted(reports, key=lambda each: (sound_key(each), each))
    )


def origins_by_event(event_ids: Iterable[str], evidence: Evidence) -> Mapping[str, tuple[str, ...]]:
    """Return the first sources of each event of an incident, sorted; empty for a reaction."""
    return {event_id: lead.names for event_id, lead in _followed(event_ids, evidence).items()}


def _followed(event_ids: Iterable[str], evidence: Evidence) -> dict[str, _Lead]:
    """Return each known event's lead with outlets followed to what their own reports rest on."""
    events = [evidence.events[each] for each in sorted(set(event_ids)) if each in evidence.events]
    said = _weighed({event.id: attest(event, evidence) for event in events})
    prints = _prints(events, said, evidence)
    leads = {event.id: _lead(event, said[event.id], prints) for event in events}
    graph, written = _graph(leads.values(), evidence), _written(leads.values())
    ends = {name: _ends(name, graph) for name in sorted(written)}
    return {event_id: _follow(lead, ends, written) for event_id, lead in leads.items()}


def _weighed(said: Mapping[str, Attestation]) -> dict[str, Attestation]:
    """Return the attestations; weak ones add nothing where a stronger one does."""
    if not any(each.adds and not each.weak for each in said.values()):
        return dict(said)
    return {event_id: replace(each, adds=each.adds and not each.weak) for event_id, each in said.items()}


@dataclass(frozen=True, slots=True)
class _Prints:
    """How the reports of one incident were printed.

    ``roots`` by event that its outlet tells itself, ``names`` of first prints by report, ``voices`` that a
    report names for the incident, ``copied`` the roots from which a report took what it tells.
    """

    roots: Mapping[str, Root]
    names: Mapping[str, str]
    voices: Mapping[str, frozenset[str]]
    copied: Mapping[str, tuple[Root, ...]]


def _prints(events: Iterable[Event], said: Mapping[str, Attestation], evidence: Evidence) -> _Prints:
    """Return how the events' reports were printed; families of shared text that share a report are one."""
    roots: dict[str, Root] = {}
    named: defaultdict[str, set[str]] = defaultdict(set)
    copied: defaultdict[str, list[Root]] = defaultdict(list)
    for event in events:
        voice, report_id = said[event.id], event.trigger.report_id
        if voice.adds and (voice.name is None or voice.unnamed):
            roots[event.id] = find_root(event.trigger, evidence)
            if roots[event.id].steps and voice.name is None:
                copied[report_id].append(roots[event.id])
        elif voice.adds and voice.name is not None:
            named[report_id].add(voice.name)
    families = [{span.report_id for span in root.spans} for root in roots.values()]
    names = {
        report: shared_name(family, evidence) for family in _joined(families) for report in sorted(family)
    }
    for event in events:
        voice = said[event.id]
        if voice.unnamed and voice.adds:
            first = roots[event.id].spans[0].report_id
            named[event.trigger.report_id].add(f"{voice.name} ({names[first]})")
    return _Prints(
        roots=roots,
        names=names,
        voices={report: frozenset(found) for report, found in named.items()},
        copied={report: tuple(found) for report, found in copied.items()},
    )


def _joined(families: Iterable[set[str]]) -> list[set[str]]:
    """Return the families with those that share a member made one."""
    home: dict[str, set[str]] = {}
    for family in families:
        whole = set(family)
        for member in family:
            whole |= home.get(member, set())
        for member in whole:
            home[member] = whole
    return list({id(whole): whole for whole in home.values()}.values())


def _lead(event: Event, said: Attestation, prints: _Prints) -> _Lead:
    """Return what one mention rests on, copies followed, outlets not yet.

    What an outlet tells in its own words rests on the voices that the first print names for the incident,
    and on what the report copied: a headline is no second source beside the body's attribution.
    """
    report_id = event.trigger.report_id
    if not said.adds:
        return _Lead(report_id, (), (said.why,))
    if event.id not in prints.roots:
        return _Lead(report_id, (said.name or "",), (said.why,))
    root = prints.roots[event.id]
    why = (said.why, *root.steps)
    if said.name is not None:
        name = f"{said.name} ({prints.names[root.spans[0].report_id]})"
        return _Lead(report_id, (name,), why)
    names = _first_print(root, prints)
    if not root.steps:
        taken = [_first_print(each, prints) for each in prints.copied.get(report_id, ())]
        voices = prints.voices.get(report_id, frozenset())
        rests_on = voices.union(*taken)
        if rests_on:
            names, why = rests_on, (*why, "its report names or copies a source for it")
    return _Lead(report_id, tuple(sorted(names)), why)


def _first_print(root: Root, prints: _Prints) -> frozenset[str]:
    """Return the voices that the first print names for the incident, else the first print itself."""
    reports = [span.report_id for span in root.spans]
    voices: frozenset[str] = frozenset().union(*(prints.voices.get(each, frozenset()) for each in reports))
    return voices or frozenset({prints.names[reports[0]]})


def _graph(leads: Iterable[_Lead], evidence: Evidence) -> Graph:
    """Return what the reports of each outlet in the incident rest on."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for lead in leads:
        found[sound_key(outlet_of(evidence, lead.report_id))].update(sound_key(name) for name in lead.names)
    return {outlet: frozenset(names) for outlet, names in found.items() if names}


def _written(leads: Iterable[_Lead]) -> dict[str, str]:
    """Return one written form of each folded name: the first in sorted order."""
    found: dict[str, str] = {}
    for name in sorted({name for lead in leads for name in lead.names}):
        found.setdefault(sound_key(name), name)
    return found


def _ends(start: str, graph: Graph) -> tuple[str, ...]:
    """Return the folded names at which following outlets from ``start`` ends; a closed circle ends in one."""
    reached = _reach(start, graph)
    ends = {name for name in reached if name not in graph or name in graph[name]}
    if not ends:
        ends = {
            min(name for name in reached if all(name in _reach(far, graph) for far in _reach(name, graph)))
        }
    return tuple(sorted(ends))


def _reach(start: str, graph: Graph) -> frozenset[str]:
    """Return all folded names reached from ``start``, itself included."""
    seen, todo = {start}, [start]
    while todo:
        for name in graph.get(todo.pop(), frozenset()):
            if name not in seen:
                seen.add(name)
                todo.append(name)
    return frozenset(seen)


def _follow(lead: _Lead, ends: Mapping[str, tuple[str, ...]], written: Mapping[str, str]) -> _Lead:
    """Return the lead with each outlet replaced by what its own reports rest on."""
    names: set[str] = set()
    steps: list[str] = []
    for name in lead.names:
        for end in ends[sound_key(name)]:
            names.add(written[end])
            if end != sound_key(name):
                steps.append(f"{name}'s own report here rests on {written[end]}")
    return _Lead(lead.report_id, tuple(sorted(names)), lead.why + tuple(steps))
