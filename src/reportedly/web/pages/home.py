"""Home and sources: what is new, and where it came from."""

from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from reportedly.run.pages_catalogue import weight_of
from reportedly.store.browsing import count_problems, problems_page
from reportedly.store.record import reading
from reportedly.web.addresses import page_number
from reportedly.web.desk import Desk

SEEN = "reportedly-seen"
"""The cookie that holds the number of the last report seen."""
NEW, STORIES, PROBLEMS, OUTLETS = 12, 10, 100, 200
"""Rows of each list on one page."""


def pages(desk: Desk) -> APIRouter:
    """Return the pages about the record as a whole."""
    router = APIRouter()
    router.add_api_route("/", partial(home, desk), methods=["GET"])
    router.add_api_route("/seen", partial(mark_seen, desk), methods=["POST"])
    router.add_api_route("/sources", partial(sources, desk), methods=["GET"])
    return router


def home(desk: Desk, request: Request) -> Response:
    """What is new, the largest stories, the register in short, problems."""
    catalogue = desk.catalogue
    newest = max(catalogue.numbered, default=0)
    given = request.cookies.get(SEEN, "")
    seen = min(int(given), newest) if given.isdecimal() and len(given) < 12 else None
    fresh = [each for n, each in catalogue.numbered.items() if n > (seen or 0)]
    counted = desk.shelf.current().register
    with reading(desk.record) as connection:
        problems = count_problems(connection)
    answer = desk.page(
        request,
        "home.html",
        {
            "first_visit": seen is None,
            "fresh": [(catalogue.reports[each], weight_of(catalogue, [each])) for each in fresh[:NEW]],
            "fresh_weight": weight_of(catalogue, fresh),
            "stories": list(catalogue.stories.values())[:STORIES],
            "story_count": len(catalogue.stories),
            "all_weight": weight_of(catalogue, catalogue.reports),
            "register": counted,
            "problems": problems,
        },
    )
    if seen is None:
        _remember(answer, newest)
    return answer


def mark_seen(desk: Desk, request: Request) -> Response:
    """Take everything that is here as seen, and go home."""
    answer = RedirectResponse("/", status_code=303)
    _remember(answer, max(desk.catalogue.numbered, default=0))
    return answer


def sources(desk: Desk, request: Request) -> Response:
    """Outlets, who has text from whom, folders and files, problems."""
    page = page_number(request.query_params)
    with reading(desk.record) as connection:
        kinds = count_problems(connection)
        problems = problems_page(connection, offset=(page - 1) * PROBLEMS, limit=PROBLEMS)
    total = sum(number for _, number in kinds)
    return desk.page(
        request,
        "sources.html",
        {
            "found": desk.shelf.current().sources,
            "limit": OUTLETS,
            "kinds": kinds,
            "problems": problems,
            "page": page,
            "pages": max(1, -(-total // PROBLEMS)),
        },
    )


def _remember(answer: Response, number: int) -> None:
    """Note in the browser which report was the last to be seen."""
    answer.set_cookie(SEEN, str(number), max_age=31_536_000, httponly=True, samesite="strict")
