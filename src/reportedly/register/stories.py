"""Stories: reports that tell of one matter within days of one another."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from reportedly.terms.events import Realis
from reportedly.terms.ids import identify
from reportedly.terms.lineage import Copy
from reportedly.terms.reports import Report
from reportedly.terms.views import IncidentView

WINDOW = timedelta(days=14)
"""Reports farther apart than this are not joined by what they share."""

_JOINING = frozenset({Realis.ACTUAL, Realis.ALLEGED, Realis.DENIED, Realis.THREATENED, Realis.PLANNED})
"""Realis values whose incidents join reports: background (a war of years ago) joins every story of a land."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Reports connected by copies or shared incidents; derived.

    The id follows the report that appeared first, so that later news leaves it as it is. Where stories turn
    out to be one, it has the id of the earlier; :func:`story_id` of any of its reports leads to it.
    """

    id: str
    report_ids: tuple[str, ...]


def story_id(first: str) -> str:
    """Return the id of the story that a report is the first of."""
    return identify("story", first)


def stories(
    reports: Iterable[Report], copies: Iterable[Copy], views: Iterable[IncidentView]
) -> tuple[Story, ...]:
    """Return the stories, each report in exactly one, ordered by id; no order of the inputs matters.

    Two reports are joined by a copy or a shared incident if they appeared within ``WINDOW``, or if a
    publication time is unknown. Historical, generic and aggregate incidents join nothing.
    """
    published = {each.id: _moment(each) for each in reports}
    home = {each: each for each in published}
    for left, right in _links(copies, views, published):
        if left not in home or right not in home:
            continue
        first, second = _root(home, left), _root(home, right)
        home[max(first, second)] = min(first, second)
    members: defaultdict[str, list[str]] = defaultdict(list)
    for report in sorted(home):
        members[_root(home, report)].append(report)
    found = [
        Story(id=story_id(min(ids, key=lambda each: _standing(published[each], each))), report_ids=tuple(ids))
        for ids in members.values()
    ]
    return tuple(sorted(found, key=lambda story: story.id))


def story_named(found: Iterable[Story], name: str) -> Story | None:
    """Return the story of this id, or of an id that it had or a story had that it took in; None for none."""
    told = tuple(found)
    named = (story for story in told if story.id == name)
    once = (story for story in told if any(story_id(each) == name for each in story.report_ids))
    return next(named, None) or next(once, None)


def _standing(published: datetime | None, report_id: str) -> tuple[bool, float, str]:
    """Return the place of a report in its story: the first published, undated ones last."""
    return published is None, published.timestamp() if published is not None else 0.0, report_id


def _moment(report: Report) -> datetime | None:
    """Return when a report appeared, as far as it is known."""
    return None if report.published is None else report.published.start or report.published.end


def _links(
    copies: Iterable[Copy], views: Iterable[IncidentView], published: dict[str, datetime | None]
) -> Iterator[tuple[str, str]]:
    """Yield the pairs of reports that belong together."""
    for copy in copies:
        left, right = copy.source.report_id, copy.copy.report_id
        ours, theirs = published.get(left), published.get(right)
        if ours is None or theirs is None or abs(ours - theirs) <= WINDOW:
            yield left, right
    for each in views:
        if each.realis not in _JOINING:
            continue
        dated = sorted(
            (at, report) for report in each.report_ids if (at := published.get(report)) is not None
        )
        for (before, left), (after, right) in pairwise(dated):
            if after - before <= WINDOW:
                yield left, right
        undated = sorted(report for report in each.report_ids if published.get(report) is None)
        if undated:
            first = dated[0][1] if dated else undated[0]
            yield from ((first, report) for report in undated)


def _root(home: dict[str, str], report: str) -> str:
    """Return the representative of a report's component, shortening the way to it."""
    root = report
    while home[root] != root:
        root = home[root]
    while home[report] != root:
        home[report], report = root, home[report]
    return root
