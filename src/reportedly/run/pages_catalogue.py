"""The catalogue of a record: what reports, copies, stories and incidents there are, without their words.

Lists, counts and filters are answered from it; whatever shows words reads them from the store.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from reportedly.lineage.components import components
from reportedly.register.stories import stories
from reportedly.register.totals import AHEAD
from reportedly.register.wording import short_files
from reportedly.store.browsing import CopiedPair, ReportLine, Stamp, copied_pairs, report_lines, stamp_of
from reportedly.store.incidents import incidents
from reportedly.terms.events import Realis
from reportedly.terms.families import realis_family, type_family
from reportedly.terms.lineage import Direction
from reportedly.terms.names import fold_name
from reportedly.terms.reports import Report
from reportedly.terms.times import Basis, Grain, When
from reportedly.terms.views import IncidentView

Connection = Any
"""The store's connection; only the store knows what it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """What stands behind something: distinct reports, and the names of their distinct first sources."""

    reports: int
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """A story in short. Reports stand in the record's order; ``start`` and ``end`` are the first and last
    known publication, aware UTC."""

    id: str
    title: str
    report_ids: tuple[str, ...]
    incident_ids: tuple[str, ...]
    outlets: tuple[str, ...]
    weight: Weight
    start: datetime | None
    end: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Everything by id, in the record's order; ``numbered`` has the latest arrival first,
    ``told`` gives the incidents of a report, ``story_of`` its
    story, ``pairs_of`` the reports it shares passages with. ``aggregates`` are the reported totals,
    ``families`` what such a total may be about, by family of types, ``by_outlet`` the reports of each named
    outlet."""

    stamp: Stamp
    reports: Mapping[str, ReportLine]
    numbered: Mapping[int, str]
    views: Mapping[str, IncidentView]
    told: Mapping[str, tuple[str, ...]]
    pairs: tuple[CopiedPair, ...]
    pairs_of: Mapping[str, tuple[CopiedPair, ...]]
    stories: Mapping[str, StoryLine]
    story_of: Mapping[str, str]
    weight: Weight
    aggregates: tuple[IncidentView, ...]
    families: Mapping[str, tuple[IncidentView, ...]]
    by_outlet: Mapping[str, tuple[str, ...]]


def build_catalogue(connection: Connection) -> Catalogue:
    """Return the catalogue of the record as this connection sees it."""
    lines = {line.id: line for line in report_lines(connection)}
    views = {view.id: view for view in incidents(connection)}
    pairs = tuple(copied_pairs(connection))
    told, beside = _told(views.values()), _beside(pairs)
    found = stories(
        [_outline(line) for line in lines.values()], [pair.first for pair in pairs], views.values()
    )
    rank = {report_id: at for at, report_id in enumerate(lines)}
    made = [
        _story(story.id, sorted(story.report_ids, key=rank.__getitem__), lines, views, told, beside)
        for story in found
    ]
    made.sort(key=lambda story: (-len(story.report_ids), rank[story.report_ids[0]]))
    return Catalogue(
        stamp=stamp_of(connection),
        reports=lines,
        numbered={each.number: each.id for each in sorted(lines.values(), key=lambda line: -line.number)},
        views=views,
        told=told,
        pairs=pairs,
        pairs_of=beside,
        stories={story.id: story for story in made},
        story_of={report_id: story.id for story in made for report_id in story.report_ids},
        weight=_weigh(list(lines), lines, views, told, beside),
        aggregates=tuple(view for view in views.values() if view.realis is Realis.AGGREGATE),
        families=_families(views.values()),
        by_outlet=_by_outlet(lines.values()),
    )


def with_views(catalogue: Catalogue, fresh: Iterable[IncidentView]) -> Catalogue:
    """Return the catalogue with these incidents in place of those that held their events before.

    What is derived from all incidents, as the weight of a story is, stays as it was until a catalogue is
    built anew; so does the stamp.
    """
    put = {view.id: view for view in fresh}
    events = {each for view in put.values() for each in view.event_ids}
    near = {each for view in put.values() for r in view.report_ids for each in catalogue.told.get(r, ())}
    old = [catalogue.views[each] for each in near if not events.isdisjoint(catalogue.views[each].event_ids)]
    gone = {view.id for view in old} - put.keys()
    views = {each: view for each, view in catalogue.views.items() if each not in gone} | put
    touched = {report_id for view in (*old, *put.values()) for report_id in view.report_ids}
    told = dict(catalogue.told)
    for report_id in touched:
        ids = dict.fromkeys((*told.get(report_id, ()), *put))
        told[report_id] = tuple(each for each in ids if each in views and report_id in views[each].report_ids)
    stories_ = dict(catalogue.stories)
    for story_id in {catalogue.story_of[each] for each in touched if each in catalogue.story_of}:
        story = stories_[story_id]
        ids = dict.fromkeys(each for report_id in story.report_ids for each in told.get(report_id, ()))
        stories_[story_id] = replace(story, incident_ids=tuple(ids))
    return replace(
        catalogue,
        views=views,
        told=told,
        stories=stories_,
        aggregates=tuple(view for view in views.values() if view.realis is Realis.AGGREGATE),
        families=_families(views.values()),
    )


def outlet_name(line: ReportLine) -> str:
    """Return the name under which a report counts: its outlet, else the end of its address."""
    return line.outlet or line.uri.rstrip("/").rpartition("/")[2] or line.id


def weight_of(catalogue: Catalogue, report_ids: Iterable[str]) -> Weight:
    """Return the weight of some reports: what the register's incidents that they tell of rest on.

    Where they tell of none, their first prints stand in: reports that copy no other one of them.
    """
    ids = list(report_ids)
    if len(ids) == len(catalogue.reports):
        return catalogue.weight
    return _weigh(ids, catalogue.reports, catalogue.views, catalogue.told, catalogue.pairs_of)


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Return names that fold differently, sorted by their folds, each in its first written form."""
    found: dict[str, str] = {}
    for name in sorted(set(names)):
        found.setdefault(fold_name(name), name)
    return tuple(found[key] for key in sorted(found))


def _families(views: Iterable[IncidentView]) -> dict[str, tuple[IncidentView, ...]]:
    """Return what a reported total may be about, counted or not, by family of types."""
    found: defaultdict[str, list[IncidentView]] = defaultdict(list)
    for view in views:
        if view.in_register or realis_family(view.realis) not in AHEAD:
            found[type_family(view.type)].append(view)
    return {family: tuple(own) for family, own in found.items()}


def _by_outlet(lines: Iterable[ReportLine]) -> dict[str, tuple[str, ...]]:
    """Return the reports of each outlet that has a name."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for line in lines:
        if line.outlet:
            found[line.outlet].append(line.id)
    return {outlet: tuple(ids) for outlet, ids in found.items()}


def _outline(line: ReportLine) -> Report:
    """Return what of a report makes a story: when it appeared."""
    published = None
    if line.start is not None or line.end is not None:
        published = When(start=line.start, end=line.end, grain=Grain.VAGUE, basis=Basis.STATED, span=None)
    return Report(
        id=line.id,
        uri=line.uri,
        outlet=line.outlet,
        url=None,
        title=line.title,
        byline=None,
        published=published,
        language=None,
        media_type="",
        encoding="",
        fetched_at=None,
        raw_sha256="",
        text="",
    )


def _told(views: Iterable[IncidentView]) -> dict[str, tuple[str, ...]]:
    """Return the incidents that each report tells of."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for view in views:
        for report_id in view.report_ids:
            found[report_id].append(view.id)
    return {report_id: tuple(ids) for report_id, ids in found.items()}


def _beside(pairs: Iterable[CopiedPair]) -> dict[str, tuple[CopiedPair, ...]]:
    """Return the pairs that each report is in."""
    found: defaultdict[str, list[CopiedPair]] = defaultdict(list)
    for pair in pairs:
        found[pair.first.source.report_id].append(pair)
        found[pair.first.copy.report_id].append(pair)
    return {report_id: tuple(own) for report_id, own in found.items()}


def _weigh(
    ids: Sequence[str],
    lines: Mapping[str, ReportLine],
    views: Mapping[str, IncidentView],
    told: Mapping[str, tuple[str, ...]],
    beside: Mapping[str, tuple[CopiedPair, ...]],
) -> Weight:
    """Return the weight of these reports."""
    happened = {each for report_id in ids for each in told.get(report_id, ()) if views[each].in_register}
    names = {name for each in happened for name in views[each].origins}
    return Weight(reports=len(ids), origins=distinct(names or _first_prints(ids, lines, beside)))


def _first_prints(
    ids: Sequence[str], lines: Mapping[str, ReportLine], beside: Mapping[str, tuple[CopiedPair, ...]]
) -> set[str]:
    """Return the outlets of the reports that copy none of the others; text of unknown direction once."""
    inside = set(ids)
    pairs = [
        pair.first
        for each in ids
        for pair in beside.get(each, ())
        if pair.first.source.report_id in inside and pair.first.copy.report_id in inside
    ]
    copying = {pair.copy.report_id for pair in pairs if pair.basis is not Direction.UNKNOWN}
    first = inside - copying or inside
    joined = [
        (pair.source.report_id, pair.copy.report_id) for pair in pairs if pair.basis is Direction.UNKNOWN
    ]
    families = components(first, [(a, b) for a, b in joined if a in first and b in first])
    return {" and ".join(distinct(outlet_name(lines[each]) for each in family)) for family in families}


def _story(
    story_id: str,
    ids: Sequence[str],
    lines: Mapping[str, ReportLine],
    views: Mapping[str, IncidentView],
    told: Mapping[str, tuple[str, ...]],
    beside: Mapping[str, tuple[CopiedPair, ...]],
) -> StoryLine:
    """Return a story in short."""
    starts = [start for each in ids if (start := lines[each].start) is not None]
    return StoryLine(
        id=story_id,
        title=next((title for each in ids if (title := lines[each].title)), short_files(lines[ids[0]].uri)),
        report_ids=tuple(ids),
        incident_ids=tuple(dict.fromkeys(each for report_id in ids for each in told.get(report_id, ()))),
        outlets=distinct(outlet_name(lines[each]) for each in ids),
        weight=_weigh(ids, lines, views, told, beside),
        start=min(starts, default=None),
        end=max(starts, default=None),
    )
