"""One report, its bytes, and the way from any record to its words."""

from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from reportedly.export.fields import statement_fields
from reportedly.run.pages_reports import report_page
from reportedly.run.pages_search import Sought, search
from reportedly.run.pages_statements import Turn, statement_list, statement_rows
from reportedly.run.seeking import ACTS, Question
from reportedly.store.browsing import report_of
from reportedly.store.inputs import raw_bytes
from reportedly.store.record import reading
from reportedly.store.reports import reports
from reportedly.terms.statements import Act
from reportedly.web.addresses import LONGEST, page_number
from reportedly.web.desk import Desk, Missing
from reportedly.web.files import download
from reportedly.web.security import RAW_POLICY

ROWS = 50
"""Statements or reports on one page."""
FIELDS = ("words", "voice", "place", "outlet", "since", "until")


def pages(desk: Desk) -> APIRouter:
    """Return the pages about words."""
    router = APIRouter()
    router.add_api_route("/reports/{report_id}", partial(report, desk), methods=["GET"])
    router.add_api_route("/reports/{report_id}/raw", partial(raw, desk), methods=["GET"])
    router.add_api_route("/open/{record_id}", partial(open_record, desk), methods=["GET"])
    router.add_api_route("/statements", partial(statements, desk), methods=["GET"])
    router.add_api_route("/statements/export.{form}", partial(export_statements, desk), methods=["GET"])
    router.add_api_route("/search", partial(search_page, desk), methods=["GET"])
    return router


def report(desk: Desk, request: Request, report_id: str) -> Response:
    """A report with its layers."""
    given = request.query_params.get("at", "0")
    at = int(given) if given.isdecimal() and len(given) < 10 else 0
    with reading(desk.record) as connection:
        found = report_page(connection, desk.catalogue, report_id, at)
    if found is None:
        raise Missing(f"There is no report {report_id} in this record.")
    return desk.page(
        request, "report.html", {"found": found, "story": desk.catalogue.stories[found.story_id]}
    )


def raw(desk: Desk, report_id: str) -> Response:
    """The bytes that the report was read from, as text to look at, never to run."""
    with reading(desk.record) as connection:
        kept = next(reports(connection, [report_id]), None)
        content = None if kept is None else raw_bytes(connection, kept.raw_sha256)
    if kept is None or content is None:
        raise Missing(f"There are no bytes of a report {report_id} in this record.")
    encoding = kept.encoding if kept.encoding.replace("-", "").replace("_", "").isalnum() else "utf-8"
    headers = {"Content-Security-Policy": RAW_POLICY, "Content-Disposition": "inline"}
    return Response(content, media_type=f"text/plain; charset={encoding}", headers=headers)


def open_record(desk: Desk, record_id: str) -> Response:
    """Go from the id of a record to the page where its words stand."""
    catalogue = desk.catalogue
    if record_id in catalogue.reports:
        return RedirectResponse(f"/reports/{record_id}")
    if record_id in catalogue.stories:
        return RedirectResponse(f"/stories/{record_id}")
    with reading(desk.record) as connection:
        home = report_of(connection, record_id)
    if home is not None:
        return RedirectResponse(f"/reports/{home}#{record_id}")
    return RedirectResponse(f"/incidents/{record_id}")


def statements(desk: Desk, request: Request) -> Response:
    """Statements by voice, act, story and date."""
    asked = {name: value.strip()[:LONGEST] for name, value in request.query_params.items()}
    question = _question(request)
    turn = Turn(after=asked.get("after") or None, limit=ROWS, newest=_newest(request))
    held = desk.shelf.current()
    with reading(desk.record) as connection:
        found = statement_list(connection, held.catalogue, question, turn, held.remember)
    story = desk.catalogue.stories.get(asked.get("story", ""))
    context = {"found": found, "asked": asked, "acts": [act.value for act in Act], "story": story}
    return desk.page(request, "statements.html", {**context, "chosen": question.acts})


def export_statements(desk: Desk, request: Request, form: str) -> Response:
    """Every statement that the page lists, on all its pages, in their order."""
    with reading(desk.record) as connection:
        rows = statement_rows(connection, desk.catalogue, _question(request), newest=_newest(request))
        objects = (statement_fields(row.statement, row.report, row.status.value) for row in rows)
        return download(form, "statements", objects, "statements")


def _question(request: Request) -> Question:
    """Return what an address asks for of the statements."""
    asked = {name: value.strip()[:LONGEST] for name, value in request.query_params.items()}
    acts = tuple(act for act in request.query_params.getlist("act") if act in ACTS)
    names = ("voice", "outlet", "story", "since", "until")
    return Question(acts=acts, **{name: asked.get(name) or None for name in names})


def _newest(request: Request) -> bool:
    """Return whether an address asks for the latest first."""
    return request.query_params.get("order") == "newest"


def search_page(desk: Desk, request: Request) -> Response:
    """Reports by words, phrase, voice, place, outlet and date."""
    asked = {name: request.query_params.get(name, "").strip()[:LONGEST] for name in FIELDS}
    page = page_number(request.query_params)
    with reading(desk.record) as connection:
        found = search(connection, desk.catalogue, Sought(**asked), page, ROWS)
    return desk.page(request, "search.html", {"found": found, "asked": asked})
