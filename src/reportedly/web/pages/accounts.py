"""Signing in and out, one's own password, and the accounts as administrators look after them."""

import secrets
from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from reportedly.store.accounts import (
    Account,
    Accounts,
    Deed,
    NameTaken,
    Role,
    add_account,
    change_account,
    changing,
    deeds,
    find_account,
    list_accounts,
    looking,
    note_deed,
)
from reportedly.web.addresses import LONGEST
from reportedly.web.desk import Desk, Missing
from reportedly.web.guard import address_of, clean_name, first, form_in, visitor_in
from reportedly.web.passwords import faults_of, hash_password
from reportedly.web.signing import (
    WHOLE,
    NotSignedIn,
    Visitor,
    change_password,
    form_token,
    sign_in,
    sign_out,
)

DEEDS = 200
"""Lines of the audit on the page of accounts."""


def pages(desk: Desk) -> APIRouter:
    """Return the pages about accounts; none where the application needs no account."""
    router = APIRouter()
    if desk.setting.accounts is None:
        return router
    router.add_api_route("/login", partial(door, desk), methods=["GET"])
    router.add_api_route("/login", partial(enter, desk), methods=["POST"])
    router.add_api_route("/logout", partial(leave, desk), methods=["POST"])
    router.add_api_route("/password", partial(own_password, desk), methods=["GET"])
    router.add_api_route("/password", partial(take_password, desk), methods=["POST"])
    router.add_api_route("/accounts", partial(all_accounts, desk), methods=["GET"])
    router.add_api_route("/accounts", partial(change, desk), methods=["POST"])
    return router


def door(desk: Desk, request: Request) -> Response:
    """Where to sign in."""
    if visitor_in(request).role is not None:
        return RedirectResponse(own_address(request.query_params.get("next", "")), status_code=303)
    return _door(desk, request, request.query_params.get("next", ""))


def enter(desk: Desk, request: Request) -> Response:
    """Sign in, and go where the person wanted to."""
    form, setting = form_in(request), desk.setting
    wanted, name = first(form, "next"), first(form, "name")[:LONGEST]
    try:
        session = sign_in(setting, _accounts(desk), name, first(form, "password"), address_of(request))
    except NotSignedIn as error:
        answer = _door(desk, request, wanted, name, error.detail, 429 if error.wait_s else 401)
        if error.wait_s:
            answer.headers["Retry-After"] = str(error.wait_s)
        return answer
    answer = RedirectResponse(own_address(wanted), status_code=303)
    set_session(desk, answer, session)
    answer.delete_cookie(setting.before, secure=setting.secure, httponly=True, samesite="strict")
    return answer


def leave(desk: Desk, request: Request) -> Response:
    """Sign out: the session ends here and at once."""
    setting = desk.setting
    session = request.cookies.get(setting.cookie, "")
    sign_out(setting, _accounts(desk), session, visitor_in(request).name, address_of(request))
    answer = RedirectResponse("/login", status_code=303)
    answer.delete_cookie(setting.cookie, secure=setting.secure, httponly=True, samesite="strict")
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def own_password(desk: Desk, request: Request) -> Response:
    """Where to change one's own password."""
    return desk.page(request, "password.html", {"problem": ""})


def take_password(desk: Desk, request: Request) -> Response:
    """Change one's own password; all sessions end, this one too."""
    form, who = form_in(request), visitor_in(request).name
    given = (first(form, "old"), first(form, "new"))
    try:
        if given[1] != first(form, "again"):
            raise NotSignedIn("The new password was not typed alike twice.")
        change_password(desk.setting, _accounts(desk), who, given, address_of(request))
    except NotSignedIn as error:
        status = 429 if error.wait_s else 422
        return desk.page(request, "password.html", {"problem": error.detail}, status=status)
    return RedirectResponse("/login", status_code=303)


def all_accounts(desk: Desk, request: Request) -> Response:
    """Who may sign in, and what was done."""
    return _list(desk, request)


def change(desk: Desk, request: Request) -> Response:
    """Add an account, or change one; say what is in the way."""
    problem = _change(desk, request)
    if problem:
        return _list(desk, request, problem)
    return RedirectResponse("/accounts", status_code=303)


def _change(desk: Desk, request: Request) -> str:
    """Do what the form asks for; return what is in the way, "" for nothing."""
    form, who = form_in(request), visitor_in(request)
    act, name = first(form, "act"), clean_name(first(form, "name"))
    role = Role(first(form, "role")) if first(form, "role") in set(Role) else None
    if not name or (act in {"add", "role"} and role is None):
        return "Name an account and a role."
    if act == "add" and role is not None:
        return _add(desk, request, name, role)
    changes: dict[str, tuple[dict[str, Any], str]] = {
        "role": ({"role": role}, f"made {role}"),
        "stop": ({"active": False}, "disabled"),
        "go": ({"active": True}, "enabled"),
        "end": ({}, "ended all sessions of"),
    }
    if act not in changes:
        return "There is no such change."
    values, told = changes[act]
    with changing(_accounts(desk)) as connection:
        found = find_account(connection, name)
        if found is None:
            return f"There is no account {name}."
        if found[0].name == who.name and act != "end":
            return "Nobody changes their own role; another administrator, or the command, does."
        change_account(connection, name, **values)
        _note(desk, request, connection, told, found[0].name)
    return ""


def _add(desk: Desk, request: Request, name: str, role: Role) -> str:
    """Add an account; return what is in the way."""
    password = first(form_in(request), "password")
    fault = faults_of(password, name)
    if fault is not None:
        return fault
    hash_ = hash_password(password)
    account = Account(name=name, role=role, active=True, made_at=desk.setting.clock())
    try:
        with changing(_accounts(desk)) as connection:
            add_account(connection, account, hash_)
            _note(desk, request, connection, f"added as {role}", name)
    except NameTaken:
        return f"There is an account {name} already."
    return ""


def _note(desk: Desk, request: Request, connection: object, what: str, about: str) -> None:
    """Note in the audit what an administrator did."""
    who, address = visitor_in(request).name, address_of(request)
    deed = Deed(at=desk.setting.clock(), who=who, what=what, about=about, address=address)
    note_deed(connection, deed)  # type: ignore[arg-type]  # the store's own


def _list(desk: Desk, request: Request, problem: str = "") -> Response:
    """Return the page of all accounts."""
    with looking(_accounts(desk)) as connection:
        context = {"accounts": list_accounts(connection), "deeds": deeds(connection, DEEDS)}
    given = {**context, "roles": list(Role), "problem": problem}
    return desk.page(request, "accounts.html", given, status=422 if problem else 200)


def _door(
    desk: Desk, request: Request, wanted: str, name: str = "", problem: str = "", status: int = 200
) -> Response:
    """Return the page where people sign in, with a token of its own for its form."""
    setting = desk.setting
    secret = request.cookies.get(setting.before, "") or secrets.token_urlsafe(24)
    request.state.visitor = Visitor(name="", role=None, token=form_token(setting.key, secret))
    context = {"wanted": own_address(wanted), "name": name, "problem": problem}
    answer = desk.page(request, "login.html", context, status=status)
    answer.set_cookie(setting.before, secret, httponly=True, samesite="strict", secure=setting.secure)
    return answer


def set_session(desk: Desk, answer: Response, session: str) -> None:
    """Give a browser its session: no script reads it, no other site sends it."""
    setting = desk.setting
    answer.set_cookie(
        setting.cookie,
        session,
        max_age=int(WHOLE.total_seconds()),
        httponly=True,
        samesite="strict",
        secure=setting.secure,
    )


def own_address(given: str) -> str:
    """Return an address to go on to, where it is one of our own pages; home else."""
    plain = given.isprintable() and "\\" not in given
    return given if plain and given.startswith("/") and not given.startswith(("//", "/login")) else "/"


def _accounts(desk: Desk) -> Accounts:
    """Return the open accounts."""
    if desk.setting.accounts is None:
        raise Missing("There are no accounts here.")
    return desk.setting.accounts
