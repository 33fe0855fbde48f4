"""The log: what persons decided, and what the rules judged; both to be taken away as files."""

from collections.abc import Callable
from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import Response

from reportedly.export.columns import Cell, Column
from reportedly.export.fields import Fields, judgement_fields
from reportedly.run.pages_review import Logged, log_of, log_page
from reportedly.store.browsing import deciders, judgements_page
from reportedly.store.record import reading
from reportedly.web.addresses import LONGEST
from reportedly.web.desk import Desk
from reportedly.web.files import download, table_file
from reportedly.web.words import edited, person

ROWS = 100
"""Lines on one page."""


def _joined(name: str) -> Callable[[Fields], Cell]:
    """Return a cell that holds a list."""
    return lambda fields: "; ".join(fields[name])


def _plain(name: str) -> Callable[[Fields], Cell]:
    """Return a cell that holds a value."""
    return lambda fields: fields[name]


COLUMNS = (
    Column("number", "Decisions are counted as they were made", _plain("number")),
    Column("decided_at", "When, ISO 8601 UTC", _plain("decided_at")),
    Column("by", "Who", _plain("by")),
    Column("act", "What was done", _plain("act")),
    Column("why", "Why", _plain("why")),
    Column("edits", "The values put in", _joined("edits")),
    Column("undoes", "The decision taken back", _plain("undoes")),
    Column("stands", "Whether it was not taken back", _plain("stands")),
    Column("incidents", "The incidents that its events are in today", _joined("incidents")),
    Column("titles", "Their titles", _joined("titles")),
    Column("events", "The events of the incident as it was looked at", _joined("events")),
    Column("taken", "Events of the other incident (merge) or taken out (split)", _joined("taken")),
)
"""The columns of the log as a table."""


def pages(desk: Desk) -> APIRouter:
    """Return the pages of the log."""
    router = APIRouter()
    router.add_api_route("/log", partial(persons, desk), methods=["GET"])
    router.add_api_route("/log/rules", partial(rules, desk), methods=["GET"])
    router.add_api_route("/log/export.{form}", partial(export_persons, desk), methods=["GET"])
    router.add_api_route("/log/rules/export.{form}", partial(export_rules, desk), methods=["GET"])
    return router


def persons(desk: Desk, request: Request) -> Response:
    """What persons decided, the latest first."""
    who = request.query_params.get("who", "")[:LONGEST]
    with reading(desk.record) as connection:
        found = log_page(connection, _before(request), ROWS + 1, who)
        judges = deciders(connection)
    older = found[ROWS - 1].decision.number if len(found) > ROWS else None
    context = {"found": found[:ROWS], "older": older, "who": who, "judges": judges, "tab": "persons"}
    return desk.page(request, "log.html", context)


def rules(desk: Desk, request: Request) -> Response:
    """What the rules judged, the latest first."""
    with reading(desk.record) as connection:
        found = judgements_page(connection, before=_before(request), limit=ROWS + 1)
    older = found[ROWS - 1][0] if len(found) > ROWS else None
    return desk.page(request, "log.html", {"judgements": found[:ROWS], "older": older, "tab": "rules"})


def export_persons(desk: Desk, request: Request, form: str) -> Response:
    """All decisions that the log has of this person, or of all, as a file."""
    who = request.query_params.get("who", "")[:LONGEST]
    with reading(desk.record) as connection:
        return table_file(form, COLUMNS, map(decision_fields, log_of(connection, who)), "decisions")


def export_rules(desk: Desk, request: Request, form: str) -> Response:
    """The judgements of the page of the log, as a file."""
    with reading(desk.record) as connection:
        found = judgements_page(connection, before=_before(request), limit=ROWS)
    return download(form, "judgements", (judgement_fields(judgement) for _, judgement in found), "judgements")


def decision_fields(logged: Logged) -> Fields:
    """Return a decision as an object."""
    decision = logged.decision
    return {
        "number": decision.number,
        "decided_at": decision.judged_at.isoformat(),
        "by": person(decision.judge),
        "act": decision.act.value,
        "why": decision.why,
        "edits": [edited(each) for each in decision.edits],
        "undoes": decision.undoes,
        "stands": logged.stands,
        "incidents": [view.id for view in logged.views],
        "titles": [view.title for view in logged.views],
        "events": list(decision.event_ids),
        "taken": list(decision.taken),
    }


def _before(request: Request) -> int | None:
    """Return the number before which lines are asked for."""
    given = request.query_params.get("before", "")
    return int(given) if given.isdecimal() and len(given) < 16 else None
