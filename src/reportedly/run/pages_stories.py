"""A story as a person overlooks it: who printed what when, who has it from whom, and where it began."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from reportedly.register.adding import Addition
from reportedly.register.stories import story_id as story_id_of
from reportedly.run.kinship import Kin, kinship
from reportedly.run.pages_catalogue import (
    Catalogue,
    StoryLine,
    Weight,
    distinct,
    outlet_name,
    weight_of,
)
from reportedly.store.browsing import CopiedPair, ReportLine
from reportedly.store.reports import reports
from reportedly.terms.lineage import Direction
from reportedly.terms.names import fold_name
from reportedly.terms.views import IncidentView

Connection = Any
"""The store's connection; only the store knows what it is."""

IN_LANES = 300
"""Reports of one story that are drawn and listed at most; those that copies join go first."""
LANES = 40
"""Outlets of one story that are drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A report of a story: its weight, whether it copies another one here, how many copy it, what it adds."""

    line: ReportLine
    weight: Weight
    copies: bool
    copied_by: int
    added: Addition


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage:
    """A story laid out. ``roots`` copy nobody and are copied; ``families`` are those of the reports shown,
    each with its missing root; ``missing`` are other outlets that reports name as their source and that have
    no report in the story. ``shown`` are the reports listed."""

    story: StoryLine
    shown: tuple[Told, ...]
    lanes: tuple[str, ...]
    pairs: tuple[CopiedPair, ...]
    roots: tuple[ReportLine, ...]
    families: tuple[Kin, ...]
    missing: tuple[str, ...]
    incidents: tuple[IncidentView, ...]
    outside: tuple[IncidentView, ...]

    def line_of(self, report_id: str) -> ReportLine:
        """Return a report that is shown."""
        return next(each.line for each in self.shown if each.line.id == report_id)


def story_page(connection: Connection, catalogue: Catalogue, story_id: str) -> StoryPage | None:
    """Return a story by its id, an id that it had, or the id of a report of it; None where there is none."""
    story = story_line(catalogue, story_id)
    if story is None:
        return None
    inside = set(story.report_ids)
    pairs = {
        pair: None
        for each in story.report_ids
        for pair in catalogue.pairs_of.get(each, ())
        if pair.first.source.report_id in inside and pair.first.copy.report_id in inside
    }
    shown = _shown(story, pairs)
    listed = set(shown)
    kin = kinship(connection, shown)
    told = tuple(
        _told(catalogue, each, kin.additions[each]) for each in story.report_ids if each in kin.additions
    )
    views = [catalogue.views[each] for each in story.incident_ids]
    drawn = tuple(
        pair
        for pair in pairs
        if pair.first.source.report_id in listed and pair.first.copy.report_id in listed
    )
    return StoryPage(
        story=story,
        shown=told,
        lanes=_lanes(told),
        pairs=drawn,
        roots=tuple(each.line for each in told if each.copied_by and not each.copies),
        families=kin.families,
        missing=_missing(connection, shown, story, {each.missing for each in kin.families}),
        incidents=tuple(view for view in views if view.in_register),
        outside=tuple(view for view in views if not view.in_register),
    )


def _shown(story: StoryLine, pairs: Iterable[CopiedPair]) -> tuple[str, ...]:
    """Return the reports to show: all, or those that copies join before the others."""
    if len(story.report_ids) <= IN_LANES:
        return story.report_ids
    joined = {span.report_id for pair in pairs for span in (pair.first.source, pair.first.copy)}
    return tuple(sorted(story.report_ids, key=lambda each: each not in joined)[:IN_LANES])


def story_line(catalogue: Catalogue, name: str) -> StoryLine | None:
    """Return the story of this id, of an id that it had, or of a report of it; None where there is none."""
    found = catalogue.stories.get(catalogue.story_of.get(name, name))
    if found is not None:
        return found
    first = next((each for each in catalogue.story_of if story_id_of(each) == name), None)
    return None if first is None else catalogue.stories[catalogue.story_of[first]]


def _told(catalogue: Catalogue, report_id: str, added: Addition) -> Told:
    """Return a report with its place in the copying."""
    own = [
        pair.first
        for pair in catalogue.pairs_of.get(report_id, ())
        if pair.first.basis is not Direction.UNKNOWN
    ]
    return Told(
        line=catalogue.reports[report_id],
        weight=weight_of(catalogue, [report_id]),
        copies=any(copy.copy.report_id == report_id for copy in own),
        copied_by=len({copy.copy.report_id for copy in own if copy.source.report_id == report_id}),
        added=added,
    )


def _lanes(told: Iterable[Told]) -> tuple[str, ...]:
    """Return the outlets in the order of their first reports."""
    names = dict.fromkeys(outlet_name(each.line) for each in told)
    return tuple(names)[:LANES]


def _missing(
    connection: Connection, shown: Iterable[str], story: StoryLine, told: Iterable[str | None]
) -> tuple[str, ...]:
    """Return the outlets that reports credit and that printed nothing in the story, without those told."""
    here = {fold_name(name) for name in (*story.outlets, *told) if name is not None}
    named = {name for report in reports(connection, shown) for name in report.credits}
    return tuple(name for name in distinct(named) if fold_name(name) not in here)
