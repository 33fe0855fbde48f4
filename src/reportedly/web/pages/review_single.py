"""The review of single events and of copies: what waits, one after another, and what is decided on each."""

from functools import partial
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from reportedly.events.catalogue import load_catalogue
from reportedly.register.odd import COPIES, MENTIONS
from reportedly.run.analysis import LANGUAGE
from reportedly.run.edits import MACHINE, UNKNOWN
from reportedly.run.pages_incidents import around
from reportedly.run.review import Conflict, Refused
from reportedly.run.review_any import decide_on, kind_of, past_on, undo_any
from reportedly.run.review_copies import CopyReview, look_at_copy
from reportedly.run.review_events import EventReview, look_at_event
from reportedly.run.review_lists import Single, waiting_copies, waiting_events
from reportedly.run.review_single import last_standing
from reportedly.terms.decisions import Act, Decision
from reportedly.terms.events import Realis
from reportedly.web.addresses import query_of
from reportedly.web.desk import Desk, Missing
from reportedly.web.guard import first, form_in
from reportedly.web.pages.review import by_whom

ROWS = 50
"""Single events, or copies, that are listed."""
LISTS = {"event": "/review/events", "copy": "/review/copies"}


def pages(desk: Desk) -> APIRouter:
    """Return the pages; they come before those of ``pages.review``, whose addresses they would fit."""
    router = APIRouter()
    router.add_api_route("/review/events", partial(waiting, desk, "event"), methods=["GET"])
    router.add_api_route("/review/copies", partial(waiting, desk, "copy"), methods=["GET"])
    router.add_api_route("/review/one/{record_id}", partial(one, desk), methods=["GET"])
    router.add_api_route("/review/one/{record_id}", partial(take, desk), methods=["POST"])
    return router


def waiting(desk: Desk, kind: str, request: Request) -> Response:
    """What waits of one kind."""
    context = {
        "found": _waiting(desk, kind),
        "kind": kind,
        "rule": MENTIONS if kind == "event" else COPIES,
        "rows": ROWS,
    }
    return desk.page(request, "review_singles.html", context)


def one(desk: Desk, request: Request, record_id: str) -> Response:
    """One event or one copy to decide on."""
    return _sheet(desk, request, record_id)


def take(desk: Desk, request: Request, record_id: str) -> Response:
    """Keep a decision and go on to what waits next; say what was in the way, and keep what was typed."""
    form = form_in(request)
    act, number = first(form, "act"), first(form, "number")
    edits = [f"{name[4:]}={value[0].strip()}" for name, value in form.items() if name[:4] == "set."]
    following = _behind(desk, record_id)
    try:
        by = by_whom(desk, request, first(form, "why"))
        if act == Act.UNDO:
            done = undo_any(desk.record, int(number) if number.isdecimal() and len(number) < 16 else 0, by)
        elif act in set(Act):
            done = decide_on(
                desk.record,
                Act(act),
                record_id,
                by,
                state=first(form, "state") or None,
                edits=[each for each in edits if not each.endswith("=")],
            )
        else:
            raise Refused(f"{act or 'nothing'}: no such decision; nothing was changed.")
    except Refused as refused:
        status = 409 if isinstance(refused, Conflict) else 422
        return _sheet(desk, request, record_id, problem=(status, refused.detail))
    kept = done.decision
    told = query_of({"done": f"{kept.number} {record_id}"})
    if kept.act in (Act.ACCEPT, Act.REJECT):
        to = LISTS[kind_of(record_id)] if following is None else f"/review/one/{following.id}"
        return RedirectResponse(to + told, status_code=303)
    return RedirectResponse(f"/review/one/{quote(record_id)}{told}", status_code=303)


def _waiting(desk: Desk, kind: str) -> tuple[Single, ...]:
    """Return what waits of one kind."""
    return (waiting_copies if kind == "copy" else waiting_events)(desk.record, ROWS)


def _behind(desk: Desk, record_id: str) -> Single | None:
    """Return what waits behind a record, or first where that does not wait; None where nothing else does."""
    found = _waiting(desk, kind_of(record_id))
    at = next((n for n, each in enumerate(found) if each.id == record_id), -1)
    return next((each for each in found[at + 1 :] if each.id != record_id), None)


def _look(desk: Desk, record_id: str) -> EventReview | CopyReview:
    """Return an event or a copy; raises Missing where there is none."""
    kind = kind_of(record_id)
    look = {"event": look_at_event, "copy": look_at_copy}.get(kind)
    held = look(desk.record, record_id) if look is not None else None
    if held is None:
        raise Missing(f"There is no event and no copy {record_id} in this record.")
    return held


def _sheet(desk: Desk, request: Request, record_id: str, problem: tuple[int, str] | None = None) -> Response:
    """Return the page of one event or one copy."""
    held = _look(desk, record_id)
    kind = kind_of(record_id)
    here = next((each for each in _waiting(desk, kind) if each.id == record_id), None)
    if isinstance(held, CopyReview):
        copy = held.either
        passages = [("Source", held.source, copy.source), ("Copy", held.copy, copy.copy)]
    else:
        passages = [("Words", held.report, held.machine.trigger)]
    context = {
        "held": held,
        "kind": kind,
        "record_id": record_id,
        "event": (held.shown or held.machine) if isinstance(held, EventReview) else None,
        "copy": held.either if isinstance(held, CopyReview) else None,
        "passages": [(name, report, span, around(report.text, span)) for name, report, span in passages],
        "back": LISTS[kind],
        "here": here,
        "following": _behind(desk, record_id),
        "undoable": last_standing(held.past),
        "types": sorted(load_catalogue(LANGUAGE).types),
        "realis": list(Realis),
        "unknown": UNKNOWN,
        "machine": MACHINE,
        "done": _done(desk, request),
        "problem": problem,
        "typed": form_in(request),
        "first": first,
        "writable": desk.record.writable,
    }
    return desk.page(request, "review_single.html", context, status=200 if problem is None else problem[0])


def _done(desk: Desk, request: Request) -> tuple[Decision, str] | None:
    """Return the decision that a person comes from and what it is about, where it stands."""
    number, _, record_id = request.query_params.get("done", "").partition(" ")
    if not number.isdecimal() or len(number) > 15 or kind_of(record_id) not in LISTS:
        return None
    past = past_on(desk.record, record_id) or ()
    found = next((each for each, stands in past if stands and each.number == int(number)), None)
    return None if found is None else (found, record_id)
