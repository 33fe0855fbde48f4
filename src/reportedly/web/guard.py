"""What every request passes before a page sees it: host, origin, session, role, token."""

from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import parse_qsl, quote, unquote

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from reportedly.store.accounts import Role
from reportedly.store.record import RecordError
from reportedly.web.desk import Desk
from reportedly.web.problems import refusal
from reportedly.web.security import HEADERS, from_here, host_allowed
from reportedly.web.signing import Visitor, form_token, same, visitor_of

Next = Callable[[Request], Awaitable[Response]]

LARGEST = 1_000_000
"""Bytes of a form."""
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
TOKEN = "x-reportedly-token"  # noqa: S105  # its name, not a token
"""The header in which a program sends the token of forms."""
NAME = "reportedly-name"
"""The cookie of a name that somebody gave who needs no account."""

_SAFE = frozenset({"GET", "HEAD"})
_OPEN = frozenset({"/login", "/api/session"})
"""Reached by whoever is not signed in."""
_OWN = frozenset({"/logout", "/seen", "/password", "/api/session"})
"""Changed by any account, for itself alone."""

_AGAIN = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>reportedly</title>'
    '<meta http-equiv="refresh" content="0"></head><body><p>Opening …</p></body></html>'
)
"""A link from elsewhere brings no strict cookie along; the same address asked for by our own page does."""


class Refused(Exception):
    """A request that goes no further: the status, and in one sentence why."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail


def guard(app: FastAPI, desk: Desk) -> None:
    """Let only those requests through to ``app`` that may pass, and head every answer."""

    @app.middleware("http")
    async def pass_on(request: Request, call_next: Next) -> Response:
        """Answer, or refuse; say to the browser what it may load."""
        request.state.visitor = Visitor(name="", role=None, token="")
        request.state.form = {}
        try:
            stopped = await _stop(desk, request)
            answer = await call_next(request) if stopped is None else stopped
        except Refused as refused:
            answer = refusal(desk, request, refused.status, refused.detail)
        except RecordError as error:
            answer = refusal(desk, request, 503, error.detail)
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        if desk.setting.secure:
            answer.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        static = request.url.path.startswith("/static/")
        answer.headers.setdefault("Cache-Control", "no-cache" if static else "no-store")
        return answer


async def _stop(desk: Desk, request: Request) -> Response | None:
    """Return what to answer in place of the page, None to go on; note who asks, and the form."""
    setting, path = desk.setting, request.url.path
    if not host_allowed(request.headers.get("host", ""), setting.reached, setting.names):
        raise Refused(400, _hosts(desk))
    if path.startswith("/static/"):
        return None
    changing = request.method not in _SAFE
    if changing and not from_here(request.headers):
        raise Refused(403, "Another site made this request; do it on a page of reportedly itself.")
    visitor = await _visitor(desk, request)
    request.state.visitor = visitor
    if visitor.role is None and path not in _OPEN:
        return _door(request)
    if changing:
        await _check_change(request, visitor)
    if _about_accounts(path) and visitor.role is not Role.ADMIN:
        raise Refused(403, "Only administrators look after accounts.")
    return None


async def _visitor(desk: Desk, request: Request) -> Visitor:
    """Return who sends a request."""
    setting = desk.setting
    if setting.accounts is None:
        name = setting.reviewer or unquote(request.cookies.get(NAME, ""))
        return Visitor(name=clean_name(name), role=Role.REVIEWER, token=form_token(setting.key, "local"))
    session = request.cookies.get(setting.cookie, "")
    found = await run_in_threadpool(visitor_of, setting, setting.accounts, session)
    if found is not None:
        return found
    return Visitor(name="", role=None, token=form_token(setting.key, request.cookies.get(setting.before, "")))


def _door(request: Request) -> Response:
    """Return what somebody gets who is not signed in."""
    if request.url.path.startswith("/api/") or request.method not in _SAFE:
        raise Refused(401, "Sign in first.")
    if request.headers.get("sec-fetch-site") == "cross-site":
        return HTMLResponse(_AGAIN)
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/login?next={quote(wanted)}" if wanted != "/" else "/login", status_code=303)


async def _check_change(request: Request, visitor: Visitor) -> None:
    """Raise Refused unless a request that changes something may; note its form."""
    kind = request.headers.get("content-type", FORM).partition(";")[0].strip().lower()
    if kind not in {FORM, JSON}:
        raise Refused(415, f"Send a form ({FORM}) or {JSON}.")
    if "transfer-encoding" in request.headers:
        raise Refused(411, "Say how long the form is (Content-Length).")
    if _length(request.headers) > LARGEST:
        raise Refused(413, "This is more than a form holds.")
    try:
        body = await request.body()
    except ClientDisconnect as error:
        raise Refused(400, "The form did not arrive whole.") from error
    request.state.form = _form(body) if kind == FORM else {}
    given = request.headers.get(TOKEN) or first(request.state.form, "token")
    path = request.url.path
    # Whoever signs in by JSON has no token yet; a page elsewhere cannot send JSON without asking first.
    if not (path == "/api/session" and request.method == "POST" and kind == JSON) and not same(
        given, visitor.token
    ):
        raise Refused(403, "This form is from another session; open its page again and send it from there.")
    if path in _OPEN or path in _OWN or _about_accounts(path):
        return
    if visitor.role is None or not visitor.role.decides:
        raise Refused(403, "This account may look, not decide; ask an administrator for the role reviewer.")


def _about_accounts(path: str) -> bool:
    """Return whether an address is one of those for administrators."""
    return path == "/accounts" or path.startswith("/accounts/")


def _form(body: bytes) -> dict[str, list[str]]:
    """Return the fields of a form."""
    found: dict[str, list[str]] = {}
    try:
        pairs = parse_qsl(body.decode("ascii", "replace"), keep_blank_values=True, max_num_fields=5000)
    except ValueError as error:
        raise Refused(413, "This is more than a form holds.") from error
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def first(form: Mapping[str, list[str]], name: str) -> str:
    """Return the first value of a field, "" where there is none."""
    return next(iter(form.get(name, ())), "")


def clean_name(name: str) -> str:
    """Return a name as it may stand in the log: one line, no longer than 80 code points."""
    return " ".join("".join(each if each.isprintable() else " " for each in name).split())[:80]


def _length(headers: Mapping[str, str]) -> int:
    """Return the length that a request says it has."""
    given = headers.get("content-length", "0")
    return int(given) if given.isdecimal() and len(given) < 12 else LARGEST + 1


def _hosts(desk: Desk) -> str:
    """Return in words under which names this server answers."""
    if not desk.setting.reached:
        return "This server answers to 127.0.0.1 and localhost alone."
    return "This server does not answer to this name; start it with --name NAME for each name that it has."


def visitor_in(request: Request) -> Visitor:
    """Return who sends a request."""
    found: Visitor = request.state.visitor
    return found


def form_in(request: Request) -> dict[str, list[str]]:
    """Return the form that came with a request."""
    found: dict[str, list[str]] = request.state.form
    return found


def address_of(request: Request) -> str:
    """Return the address that a request comes from."""
    return request.client.host if request.client is not None else ""
