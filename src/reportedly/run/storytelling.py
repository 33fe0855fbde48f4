"""Stories for the terminal and for other programs: who printed what when, and who has it from whom."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from reportedly.export.fields import Fields, report_fields, utc
from reportedly.register.adding import Addition, additions
from reportedly.register.stories import Story, stories, story_named
from reportedly.run.kinship import Kinship, kinship_of
from reportedly.store.copies import copies
from reportedly.store.incidents import incidents
from reportedly.store.record import Record, reading
from reportedly.store.reports import report_by, reports
from reportedly.terms.lineage import Copy
from reportedly.terms.reports import Report
from reportedly.terms.views import IncidentView

Connection = Any
"""The store's connection; only the store knows what it is."""

AT_ONCE = 200
"""Reports whose copies are fetched together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryTold:
    """A story whole: its reports by publication, undated ones last, and the incidents that they tell of."""

    story: Story
    reports: tuple[Report, ...]
    kinship: Kinship
    incidents: tuple[IncidentView, ...]

    @property
    def title(self) -> str:
        """What the story is called: the first title of its reports."""
        first = self.reports[0].uri.rstrip("/")
        return next((each.title for each in self.reports if each.title), first.rpartition("/")[2] or first)


def every_story(record: Record) -> Iterator[StoryTold]:
    """Yield all stories, those of most reports first."""
    with reading(record) as connection:
        kept, held = {each.id: each for each in reports(connection)}, list(copies(connection))
        views = list(incidents(connection))
    found = stories(kept.values(), held, views)
    homes = {report_id: story.id for story in found for report_id in story.report_ids}
    inside: dict[str, list[Copy]] = {story.id: [] for story in found}
    for copy in held:
        home = homes.get(copy.source.report_id)
        if home is not None and home == homes.get(copy.copy.report_id):
            inside[home].append(copy)
    told: dict[str, list[IncidentView]] = {story.id: [] for story in found}
    for view in views:
        for home in dict.fromkeys(homes[each] for each in view.report_ids if each in homes):
            told[home].append(view)
    for story in sorted(found, key=lambda each: (-len(each.report_ids), each.id)):
        own = [kept[each] for each in story.report_ids]
        yield _told(story, own, inside[story.id], told[story.id])


def story_called(record: Record, name: str) -> StoryTold | None:
    """Return the story of this id, of an id that it had, or of a report of it; None where there is none."""
    with reading(record) as connection:
        found = stories(reports(connection), copies(connection), incidents(connection))
        story = story_named(found, name)
        if story is None:
            candidates = report_by(connection, name)
            ids = {each.id for each in candidates} if len(candidates) == 1 else set()
            story = next((each for each in found if ids & set(each.report_ids)), None)
        return None if story is None else story_whole(connection, story)


def story_whole(connection: Connection, story: Story) -> StoryTold:
    """Return a story whole."""
    inside = set(story.report_ids)
    held = [
        copy
        for copy in copies(connection, inside)
        if copy.source.report_id in inside and copy.copy.report_id in inside
    ]
    views = [view for view in incidents(connection) if not inside.isdisjoint(view.report_ids)]
    return _told(story, reports(connection, inside), held, views)


def _told(story: Story, kept: Iterable[Report], held: list[Copy], views: Iterable[IncidentView]) -> StoryTold:
    """Return a story whole."""
    ordered = sorted(kept, key=_appeared)
    return StoryTold(
        story=story,
        reports=tuple(ordered),
        kinship=kinship_of(ordered, held),
        incidents=tuple(views),
    )


def _appeared(report: Report) -> tuple[bool, float, str]:
    """Return the place of a report by publication."""
    when = report.published
    moment = None if when is None else when.start or when.end
    return moment is None, moment.timestamp() if moment is not None else 0.0, report.id


def added_fields(added: Addition) -> Fields:
    """Return what a report adds, shares from 0 to 1 to three places."""
    shares = {"copied": added.copied, "shared": added.shared, "own": added.own}
    return {
        **{name: None if value is None else round(value, 3) for name, value in shares.items()},
        "sources": [{"report": name, "passages": number} for name, number in added.sources],
    }


def story_fields(told: StoryTold) -> Fields:
    """Return a story as an object: its reports with what each adds, its families, and its incidents."""
    roots = {each.root for each in told.kinship.families}
    return {
        "id": told.story.id,
        "title": told.title,
        "reports": [
            {
                "id": each.id,
                "uri": each.uri,
                "outlet": each.outlet,
                "title": each.title,
                "published": None if each.published is None else utc(each.published.start),
                "root": each.id in roots,
                **added_fields(told.kinship.additions[each.id]),
            }
            for each in told.reports
        ],
        "families": [
            {
                "root": each.root,
                "missing": each.missing,
                "reports": [member.report_id for member in each.members],
            }
            for each in told.kinship.families
        ],
        "incidents": [view.id for view in told.incidents],
    }


def reports_with_shares(connection: Connection, report_ids: Iterable[str] | None = None) -> Iterator[Fields]:
    """Yield reports, all or these, as objects with what each adds to all others of the record."""
    kept = iter(reports(connection, report_ids))
    while batch := list(islice(kept, AT_ONCE)):
        found = additions(batch, copies(connection, [each.id for each in batch]), among=False)
        shares: Mapping[str, Addition] = {each.report_id: each for each in found}
        for report in batch:
            told = added_fields(shares[report.id])
            yield {**report_fields(report), **{name: told[name] for name in ("copied", "shared", "own")}}
