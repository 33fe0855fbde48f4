"""The JSON API: the objects of ``export.fields``, a bounded page at a time."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.responses import Response

from reportedly.export.fields import (
    incident_fields,
    statement_fields,
)
from reportedly.register.cells import CELLS
from reportedly.run.corrections import links_in
from reportedly.run.listing import told_copies, told_events
from reportedly.run.pages_catalogue import StoryLine
from reportedly.run.pages_incidents import incident_page
from reportedly.run.pages_register import EVERYTHING, ordered
from reportedly.run.pages_reports import COPIES
from reportedly.run.pages_statements import Turn, statement_list
from reportedly.run.questions import tally_rows
from reportedly.run.seeking import ACTS, Question
from reportedly.run.standings import statuses
from reportedly.run.storytelling import reports_with_shares
from reportedly.store.browsing import copies_in
from reportedly.store.claims import events, statements
from reportedly.store.record import reading
from reportedly.store.reports import reports
from reportedly.terms.decisions import Status
from reportedly.terms.reports import Report
from reportedly.web.addresses import page_number, query_of, read_filter
from reportedly.web.answers import answer
from reportedly.web.api_stories import add_comparison, add_story
from reportedly.web.desk import Desk, Missing
from reportedly.web.schemas import (
    Incident,
    Incidents,
    Reports,
    ReportWhole,
    Statements,
    Stories,
    Tally,
    described,
)

Limit = Annotated[int, Query(ge=1, le=500, description="Rows of one page")]
Page = Annotated[int, Query(ge=1, description="From 1")]
Text = Annotated[str | None, Query(max_length=500)]


def _next(request: Request, more: Mapping[str, Any]) -> str:
    """Return the address of the next page."""
    return request.url.path + query_of({**request.query_params, **more})


def _paged(request: Request, items: Iterable[Any], number: int, limit: int) -> dict[str, Any]:
    """Return items with the address of the next page, where ``number`` in all leave one."""
    page = page_number(request.query_params)
    following = _next(request, {"page": page + 1}) if page * limit < number else None
    return {"items": list(items), "next": following}


def _story_fields(story: StoryLine) -> dict[str, Any]:
    """Return a story as an object."""
    return {
        "id": story.id,
        "title": story.title,
        "reports": list(story.report_ids),
        "origins": list(story.weight.origins),
        "outlets": list(story.outlets),
        "incidents": list(story.incident_ids),
    }


def answers(desk: Desk) -> APIRouter:
    """Return the endpoints."""
    router = APIRouter()
    adds = (
        _reports,
        _report,
        _statements,
        _stories,
        add_story,
        add_comparison,
        _incidents,
        _incident,
        _tally,
    )
    for add in adds:
        add(router, desk)
    return router


def _reports(router: APIRouter, desk: Desk) -> None:
    """Add the list of reports."""

    @router.get("/reports", responses=described(Reports), summary="Reports, in the record's order")
    def list_reports(request: Request, page: Page = 1, limit: Limit = 100) -> Response:
        ids = list(desk.catalogue.reports)
        wanted = ids[(page - 1) * limit : page * limit]
        with reading(desk.record) as connection:
            items = list(reports_with_shares(connection, wanted))
        return answer(_paged(request, items, len(ids), limit))


def _report(router: APIRouter, desk: Desk) -> None:
    """Add one report."""

    @router.get(
        "/reports/{report_id}",
        responses=described(ReportWhole),
        summary="A report and all that rests on its words",
    )
    def one_report(report_id: str) -> Response:
        lines = desk.catalogue.reports
        with reading(desk.record) as connection:
            report = next(reports(connection, [report_id]), None)
            if report is None:
                raise Missing(f"There is no report {report_id} in this record.")
            found = copies_in(connection, report_id, COPIES)
            sides = {span.report_id for copy in found for span in (copy.source, copy.copy)}
            uris = {each: lines[each].uri for each in sides if each in lines}
            return answer(
                {
                    "report": next(reports_with_shares(connection, [report_id])),
                    "text": report.text,
                    "statements": [statement_fields(s, report) for s in statements(connection, [report_id])],
                    "events": told_events(connection, report, events(connection, [report_id])),
                    "copies": list(told_copies(found, links_in(connection, [report_id]), uris)),
                }
            )


def _statements_of(connection: Any, report: Report) -> list[dict[str, Any]]:
    """Return the statements of a report as objects."""
    found = list(statements(connection, [report.id]))
    decided = statuses(connection, [each.id for each in found])
    return [statement_fields(each, report, decided.get(each.id, Status.UNREVIEWED).value) for each in found]


def _statements(router: APIRouter, desk: Desk) -> None:
    """Add the list of statements."""

    @router.get(
        "/statements", responses=described(Statements), summary="Statements by voice, act, story and date"
    )
    def list_statements(  # noqa: PLR0913  # each is a field of the address
        request: Request,
        voice: Text = None,
        act: Annotated[list[str], Query()] = [],  # noqa: B006  # FastAPI copies it
        outlet: Text = None,
        story: Text = None,
        since: Text = None,
        until: Text = None,
        after: Annotated[
            str | None, Query(description="The id of the last statement before this page")
        ] = None,
        limit: Limit = 100,
    ) -> Response:
        acts = tuple(each for each in act if each in ACTS)
        question = Question(voice=voice, acts=acts, outlet=outlet, story=story, since=since, until=until)
        turn, held = Turn(after=after, limit=limit), desk.shelf.current()
        with reading(desk.record) as connection:
            found = statement_list(connection, held.catalogue, question, turn, held.remember)
        items = [statement_fields(row.statement, row.report, row.status.value) for row in found.rows]
        following = None if found.after is None else _next(request, {"after": found.after})
        return answer({"items": items, "next": following})


def _stories(router: APIRouter, desk: Desk) -> None:
    """Add the list of stories."""

    @router.get("/stories", responses=described(Stories), summary="Stories, the largest first")
    def list_stories(request: Request, page: Page = 1, limit: Limit = 100) -> Response:
        found = list(desk.catalogue.stories.values())
        items = [_story_fields(each) for each in found[(page - 1) * limit : page * limit]]
        return answer(_paged(request, items, len(found), limit))


def _incidents(router: APIRouter, desk: Desk) -> None:
    """Add the list of incidents."""

    @router.get(
        "/incidents", responses=described(Incidents), summary="Incidents that pass the register's filter"
    )
    def list_incidents(  # noqa: PLR0913  # each is a field of the address
        request: Request,
        since: Text = None,
        until: Text = None,
        type: Text = None,
        place: Text = None,
        country: Text = None,
        actor: Text = None,
        target: Text = None,
        origin: Text = None,
        words: Text = None,
        story: Text = None,
        status: Annotated[str | None, Query(description="unreviewed, accepted, edited or rejected")] = None,
        origins: Annotated[int, Query(ge=0, description="At least so many origins")] = 0,
        realis: Annotated[str, Query(description=f"Empty: what the register counts; {EVERYTHING}: all")] = "",
        page: Page = 1,
        limit: Limit = 100,
    ) -> Response:
        found = desk.selection(read_filter(request.query_params))
        shown = ordered(found.views, "newest")[(page - 1) * limit : page * limit]
        numbers = {"incidents": found.incidents, "reports": found.reports, "origins": found.origins}
        paged = _paged(request, map(incident_fields, shown), found.incidents, limit)
        return answer({**numbers, **paged})


def _incident(router: APIRouter, desk: Desk) -> None:
    """Add one incident."""

    @router.get(
        "/incidents/{incident_id}", responses=described(Incident), summary="An incident, by any id it has had"
    )
    def one_incident(incident_id: str) -> Response:
        with reading(desk.record) as connection:
            page = incident_page(connection, desk.catalogue, incident_id)
        if page is None:
            raise Missing(f"There is no incident {incident_id} in this record.")
        return answer(incident_fields(page.view))


def _tally(router: APIRouter, desk: Desk) -> None:
    """Add the tally."""

    @router.get(
        "/tally",
        responses=described(Tally),
        summary="The register counted, with the filter of /api/incidents",
    )
    def count(
        request: Request,
        by: Annotated[str, Query(description=f"Any of {', '.join(CELLS)}, by commas")] = "month,type",
    ) -> Response:
        names = tuple(dict.fromkeys(name for name in by.split(",") if name in CELLS))
        counts = desk.tally(read_filter(request.query_params), names)
        numbers = {"incidents": counts.incidents, "reports": counts.reports, "origins": counts.origins}
        return answer({"by": list(names), **numbers, "rows": tally_rows(counts)})


def description(desk: Desk, app: FastAPI) -> APIRouter:
    """Return the page that describes the API."""
    router = APIRouter()

    @router.get("/api")
    def describe(request: Request) -> Response:
        """What the API answers, read from its own description."""
        spec = app.openapi()
        found = [
            (method.upper(), path, told["summary"], told.get("parameters", ()), _body(spec, told))
            for path, methods in spec["paths"].items()
            for method, told in methods.items()
        ]
        return desk.page(request, "api.html", {"endpoints": found, "about": spec["info"]["description"]})

    return router


def _body(spec: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, str]:
    """Return the fields of the object that an endpoint takes, each with its type."""
    content = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    name = content.get("$ref", "").rpartition("/")[2]
    fields = spec["components"]["schemas"].get(name, {}).get("properties", {})
    return {each: f"{given.get('type', '')}" for each, given in fields.items()}
