"""The JSON API of the review: who one is, what waits, what is decided."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from reportedly.run.listing import told_incident
from reportedly.run.pages_review import Asked, log_page, queue_part
from reportedly.run.review import Conflict, Refused, Seen, state_of
from reportedly.run.reviewing import Sheet, sheet
from reportedly.store.record import reading
from reportedly.web.addresses import query_of
from reportedly.web.answers import answer
from reportedly.web.api import Limit
from reportedly.web.desk import Desk, Missing
from reportedly.web.guard import address_of, visitor_in
from reportedly.web.pages.accounts import set_session
from reportedly.web.pages.log import decision_fields
from reportedly.web.pages.review import by_whom
from reportedly.web.problems import problem
from reportedly.web.schemas import Answers, Problem, described
from reportedly.web.schemas_review import (
    Ask,
    Decisions,
    Kept,
    Session,
    SignIn,
    Waiting,
    WaitingOne,
)
from reportedly.web.signing import NotSignedIn, form_token, sign_in, sign_out, visitor_of

_CONFLICT: Answers = {409: {"description": "The incident is not what was looked at", "model": Problem}}


def answers(desk: Desk) -> APIRouter:
    """Return the endpoints."""
    router = APIRouter()
    adding: tuple[Callable[[APIRouter, Desk], None], ...] = (_session, _waiting, _one, _decide, _log)
    for add in adding:
        add(router, desk)
    return router


def _session(router: APIRouter, desk: Desk) -> None:
    """Add who one is; where there are accounts, signing in and out."""

    @router.get("/session", responses=described(Session), summary="Who one is, and the token of changes")
    def who(request: Request) -> Response:
        visitor = visitor_in(request)
        role = None if visitor.role is None else visitor.role.value
        return answer({"name": visitor.name or None, "role": role, "token": visitor.token})

    accounts = desk.setting.accounts
    if accounts is None:
        return

    @router.post("/session", responses=described(Session), summary="Sign in; the answer sets a cookie")
    def enter(request: Request, given: SignIn) -> Response:
        try:
            session = sign_in(desk.setting, accounts, given["name"], given["password"], address_of(request))
        except NotSignedIn as error:
            refused = problem(request, 429 if error.wait_s else 401, error.detail)
            if error.wait_s:
                refused.headers["Retry-After"] = str(error.wait_s)
            return refused
        found = visitor_of(desk.setting, accounts, session)
        role = found.role.value if found is not None and found.role is not None else None
        made = answer({"name": given["name"], "role": role, "token": form_token(b"", session)})
        set_session(desk, made, session)
        return made

    @router.delete("/session", summary="Sign out", status_code=204)
    def leave(request: Request) -> Response:
        session = request.cookies.get(desk.setting.cookie, "")
        sign_out(desk.setting, accounts, session, visitor_in(request).name, address_of(request))
        return Response(status_code=204)


def _waiting(router: APIRouter, desk: Desk) -> None:
    """Add the queue."""

    @router.get("/review", responses=described(Waiting), summary="What waits, the most valuable first")
    def waiting(
        request: Request,
        after: Annotated[str | None, Query(max_length=500, description="From `next`")] = None,
        limit: Limit = 100,
    ) -> Response:
        found = queue_part(desk.record, limit, after or "")
        items = [
            {"value": each.value, "why": list(each.why), "incident": told_incident(each.view)}
            for each in found.waiting
        ]
        path = request.url.path
        following = None if found.next is None else path + query_of({"limit": limit, "after": found.next})
        return answer({"left": found.left, "items": items, "next": following})


def _one(router: APIRouter, desk: Desk) -> None:
    """Add one incident as it is reviewed."""

    @router.get(
        "/review/{incident_id}",
        responses=described(WaitingOne),
        summary="An incident with its mentions, suggestions and what was decided on it",
    )
    def one(incident_id: str) -> Response:
        found = sheet(desk.record, incident_id)
        if found is None:
            raise Missing(f"There is no incident {incident_id} in this record.")
        return answer(sheet_fields(found))


def _decide(router: APIRouter, desk: Desk) -> None:
    """Add deciding."""

    @router.post(
        "/review/{incident_id}",
        responses=described(Kept) | _CONFLICT,
        summary="Decide on an incident as it was looked at (`state`)",
    )
    def take(request: Request, incident_id: str, given: Ask) -> Response:
        asked = Asked(
            act=given["act"],
            seen=Seen(incident_id, given.get("state", "")),
            edits=tuple(given.get("edits", ())),
            other=Seen(given.get("other", ""), given.get("other_state")),
            taken=tuple(given.get("events", ())),
            number=given.get("number", 0),
        )
        try:
            done = desk.decide(asked, by_whom(desk, request, given.get("why", "")))
        except Conflict as conflict:
            return problem(request, 409, conflict.detail)
        except Refused as refused:
            return problem(request, 422, refused.detail)
        return answer({"number": done.decision.number, "incidents": list(map(told_incident, done.views))})


def _log(router: APIRouter, desk: Desk) -> None:
    """Add the log."""

    @router.get(
        "/decisions", responses=described(Decisions), summary="What persons decided, the latest first"
    )
    def decisions(
        request: Request,
        before: Annotated[int | None, Query(ge=1, description="Decisions before this number")] = None,
        limit: Limit = 100,
    ) -> Response:
        with reading(desk.record) as connection:
            found = log_page(connection, before, limit + 1)
        shown = found[:limit]
        more = {"limit": limit, "before": shown[-1].decision.number} if len(found) > limit else None
        following = None if more is None else request.url.path + query_of(more)
        return answer({"items": list(map(decision_fields, shown)), "next": following})


def sheet_fields(found: Sheet) -> dict[str, Any]:
    """Return an incident as it is reviewed, as an object."""
    return {
        "incident": told_incident(found.view),
        "mentions": [
            {
                "number": each.number,
                "event": each.event.id,
                "report": each.event.trigger.report_id,
                "start": each.event.trigger.start,
                "end": each.event.trigger.end,
                "outlet": each.outlet,
                "before": each.before,
                "text": each.words,
                "behind": each.behind,
                "origins": list(each.origins),
            }
            for each in found.tellings
        ],
        "suggestions": [
            {
                "incident": each.view.id,
                "title": each.view.title,
                "state": state_of(each.view),
                "score": each.judgement.score,
                "reasons": list(each.judgement.reasons),
                "text": each.theirs,
            }
            for each in found.suggestions
        ],
        "doubts": [
            {"mentions": [one, other], "score": judged.score, "reasons": list(judged.reasons)}
            for one, other, judged in found.doubts
        ],
        "decisions": [
            {
                "number": decision.number,
                "act": decision.act.value,
                "by": decision.judge.removeprefix("person:"),
                "decided_at": decision.judged_at.isoformat(),
                "why": decision.why,
                "stands": stands,
            }
            for decision, stands in found.past
        ],
    }
