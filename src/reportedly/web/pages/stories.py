"""Stories, one story, and two reports side by side."""

from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import Response

from reportedly.run.pages_compare import compare_page
from reportedly.run.pages_reports import Mark, cut
from reportedly.run.pages_stories import story_page
from reportedly.store.record import reading
from reportedly.terms.reports import Report
from reportedly.terms.spans import Span
from reportedly.web.addresses import page_number
from reportedly.web.desk import Desk, Missing
from reportedly.web.drawings import draw_lanes

ROWS = 50
"""Stories on one page."""
INCIDENTS = 100
"""Incidents of one story on one page."""


def pages(desk: Desk) -> APIRouter:
    """Return the pages about stories."""
    router = APIRouter()
    router.add_api_route("/stories", partial(stories, desk), methods=["GET"])
    router.add_api_route("/stories/{story_id}", partial(story, desk), methods=["GET"])
    router.add_api_route("/compare", partial(compare, desk), methods=["GET"])
    return router


def stories(desk: Desk, request: Request) -> Response:
    """The stories by size, by origins or by time."""
    sort = request.query_params.get("sort", "reports")
    found = list(desk.catalogue.stories.values())
    if sort == "origins":
        found.sort(key=lambda story: (-len(story.weight.origins), -story.weight.reports, story.id))
    elif sort == "newest":
        found.sort(key=lambda story: (story.end.isoformat() if story.end else "", story.id), reverse=True)
    pages_ = max(1, -(-len(found) // ROWS))
    page = min(page_number(request.query_params), pages_)
    shown = found[(page - 1) * ROWS : page * ROWS]
    context = {"stories": shown, "number": len(found), "page": page, "pages": pages_, "sort": sort}
    return desk.page(request, "stories.html", context)


def story(desk: Desk, request: Request, story_id: str) -> Response:
    """One story: lanes, roots, reports, incidents."""
    with reading(desk.record) as connection:
        found = story_page(connection, desk.catalogue, story_id)
    if found is None:
        raise Missing(f"There is no story {story_id}; stories change as reports arrive.")
    context = {"found": found, "lanes": draw_lanes(found), "limit": INCIDENTS}
    return desk.page(request, "story.html", context)


def compare(desk: Desk, request: Request) -> Response:
    """Two reports side by side."""
    left, right = request.query_params.get("left", ""), request.query_params.get("right", "")
    if not left or not right:
        return desk.page(request, "compare_choose.html", {"left": desk.catalogue.reports.get(left or right)})
    with reading(desk.record) as connection:
        found = compare_page(connection, desk.catalogue, left, right)
    if found is None:
        raise Missing("One of the two reports is not in this record; open a report and choose another there.")
    shared = [
        (
            each,
            _changed(found.left, each.left, [change.left for change in each.changes]),
            _changed(found.right, each.right, [change.right for change in each.changes]),
        )
        for each in found.comparison.shared
    ]
    context = {
        "found": found,
        "shared": shared,
        "lines": (desk.catalogue.reports[left], desk.catalogue.reports[right]),
    }
    return desk.page(request, "compare.html", context)


def _changed(report: Report, passage: Span, changes: list[Span | None]) -> list[tuple[str, bool]]:
    """Return a passage in pieces, each with whether the other report has it otherwise."""
    marks = [
        Mark(record_id="", layer="", part="", start=change.start, end=change.end)
        for change in changes
        if change is not None
    ]
    pieces = cut(report.text, passage.start, passage.end, marks)
    return [(piece.text, bool(piece.marks)) for piece in pieces]
