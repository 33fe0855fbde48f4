"""The review: the queue, one incident after another, and what is decided on each."""

from collections.abc import Mapping
from functools import partial
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from reportedly.events.catalogue import load_catalogue
from reportedly.register.queue import RULE
from reportedly.run.analysis import LANGUAGE
from reportedly.run.edits import FORMS, MACHINE, UNKNOWN
from reportedly.run.pages_review import Asked, log_page, queue_part
from reportedly.run.review import By, Conflict, Refused, Seen, state_of
from reportedly.run.reviewing import Sheet, sheet
from reportedly.store.record import reading
from reportedly.terms.decisions import Act, Decision
from reportedly.terms.events import Realis
from reportedly.terms.views import IncidentView
from reportedly.web.addresses import LONGEST, query_of
from reportedly.web.desk import Desk, Missing
from reportedly.web.guard import NAME, clean_name, first, form_in, visitor_in

ROWS = 50
"""Incidents of the queue on one page."""
MONTH_S = 30 * 24 * 3600
"""How long a name that somebody gave is kept in their browser, in seconds."""
KINDS = ("killed", "wounded", "missing", "kidnapped", "arrested", "displaced")
"""Counts that can be put in where an incident has none of them."""


def pages(desk: Desk) -> APIRouter:
    """Return the pages of the review."""
    router = APIRouter()
    router.add_api_route("/review", partial(waiting_list, desk), methods=["GET"])
    router.add_api_route("/review/next", partial(next_one, desk), methods=["GET"])
    router.add_api_route("/review/name", partial(take_name, desk), methods=["POST"])
    router.add_api_route("/review/{incident_id}", partial(one, desk), methods=["GET"])
    router.add_api_route("/review/{incident_id}", partial(take, desk), methods=["POST"])
    return router


def waiting_list(desk: Desk, request: Request) -> Response:
    """The incidents that wait for a person, the most valuable first."""
    after = _after(request)
    found = queue_part(desk.record, ROWS, after)
    context = {"found": found, "after": after, "rule": RULE, "done": _done(desk, request)}
    return desk.page(request, "review_list.html", context)


def next_one(desk: Desk, request: Request) -> Response:
    """Go to the first incident behind a place in the queue; to the list at its end."""
    after = _after(request)
    found = queue_part(desk.record, 1, after)
    done = {"done": request.query_params.get("done", "")}
    if not found.waiting:
        return RedirectResponse("/review" + query_of(done), status_code=303)
    address = f"/review/{found.waiting[0].view.id}" + query_of({"after": after, **done})
    return RedirectResponse(address, status_code=303)


def one(desk: Desk, request: Request, incident_id: str) -> Response:
    """One incident to decide on."""
    return _sheet(desk, request, incident_id, _after(request))


def take_name(desk: Desk, request: Request) -> Response:
    """Remember who decides, where there are no accounts."""
    form = form_in(request)
    answer = RedirectResponse(_back(first(form, "back")), status_code=303)
    name = clean_name(first(form, "name"))
    if desk.setting.accounts is None and not desk.setting.reviewer:
        answer.set_cookie(NAME, quote(name), max_age=MONTH_S, httponly=True, samesite="strict")
    return answer


def take(desk: Desk, request: Request, incident_id: str) -> Response:
    """Keep a decision and go on to the next incident; say what was in the way, and keep what was typed."""
    form = form_in(request)
    after = first(form, "after")[:LONGEST]
    try:
        done = desk.decide(_asked(form, incident_id), by_whom(desk, request, first(form, "why")))
    except Refused as refused:
        status = 409 if isinstance(refused, Conflict) else 422
        return _sheet(desk, request, incident_id, after, problem=(status, refused.detail))
    kept = done.decision
    told = {"after": after, "done": kept.number}
    if kept.act in (Act.ACCEPT, Act.REJECT, Act.MERGE):
        return RedirectResponse("/review/next" + query_of(told), status_code=303)
    ours = next((view.id for view in done.views if set(view.event_ids) & set(kept.event_ids)), incident_id)
    return RedirectResponse(f"/review/{ours}{query_of(told)}", status_code=303)


def by_whom(desk: Desk, request: Request, why: str) -> By:
    """Return who decides, why, and that it is now; raises Refused where nobody said who."""
    name = visitor_in(request).name
    if not name:
        raise Refused("Say who decides first; the name is kept with each decision.")
    return By(name, why.strip()[:4000], desk.setting.clock())


def _sheet(
    desk: Desk, request: Request, incident_id: str, after: str, problem: tuple[int, str] | None = None
) -> Response:
    """Return the page of one incident."""
    found = sheet(desk.record, incident_id)
    if found is None:
        raise Missing(f"There is no incident {incident_id} in this record; the register lists all.")
    place = queue_part(desk.record, 1, after)
    here = next((each for each in place.waiting if each.view.id == found.view.id), None)
    context = {
        "found": found,
        "state": state_of(found.view),
        "states": {each.view.id: state_of(each.view) for each in found.suggestions},
        "after": after,
        "place": here,
        "left": place.left,
        "following": place.next if here is not None else after,
        "fields": _fields(found.view),
        "types": sorted(load_catalogue(LANGUAGE).types),
        "realis": list(Realis),
        "kinds": [each for each in KINDS if each not in {count.what for count in found.view.counts}],
        "forms": FORMS,
        "unknown": UNKNOWN,
        "machine": MACHINE,
        "rule": RULE,
        "done": _done(desk, request),
        "undoable": _undoable(found),
        "problem": problem,
        "typed": form_in(request),
        "first": first,
        "writable": desk.record.writable,
    }
    return desk.page(request, "review.html", context, status=200 if problem is None else problem[0])


def _asked(form: Mapping[str, list[str]], incident_id: str) -> Asked:
    """Return what a form asks for. Fields that were left empty are not edited."""
    edits = [
        (name.removeprefix("set."), value[0].strip()) for name, value in form.items() if name[:4] == "set."
    ]
    other, _, state = first(form, "other").partition(" ")
    if first(form, "other_id").strip():
        other, state = first(form, "other_id").strip(), ""
    number = first(form, "number")
    return Asked(
        act=first(form, "act"),
        seen=Seen(incident_id, first(form, "state")),
        edits=tuple(f"{name}={value}" for name, value in edits if value),
        other=Seen(other.rpartition("/")[2], state or None),
        taken=tuple(form.get("taken", ())),
        number=int(number) if number.isdecimal() and len(number) < 16 else 0,
    )


def _fields(view: IncidentView) -> list[tuple[str, str, bool]]:
    """Return what of an incident can be put right in writing: its name, its label, and whether it was."""
    names = [("when", "When"), ("where", "Where"), ("mode", "Mode")]
    names += [(f"count.{each.what}", each.what.capitalize()) for each in view.counts]
    return [(name, label, name in view.edited) for name, label in names]


def _done(desk: Desk, request: Request) -> tuple[Decision, tuple[IncidentView, ...]] | None:
    """Return the decision that a person comes from, where it stands."""
    given = request.query_params.get("done", "")
    if not given.isdecimal() or len(given) > 15:
        return None
    with reading(desk.record) as connection:
        found = log_page(connection, int(given) + 1, 1)
    if not found or found[0].decision.number != int(given) or not found[0].stands:
        return None
    return found[0].decision, found[0].views


def _undoable(found: Sheet) -> int | None:
    """Return the number of the latest decision on an incident that can be taken back."""
    numbers = [
        each.number for each, stands in found.past if stands and each.act not in (Act.COMMENT, Act.UNDO)
    ]
    return max(numbers, default=None)


def _after(request: Request) -> str:
    """Return the place in the queue that an address names."""
    return request.query_params.get("after", "")[:LONGEST]


def _back(given: str) -> str:
    """Return an address of our own to go back to."""
    return given if given.startswith("/review") and "\\" not in given else "/review"
