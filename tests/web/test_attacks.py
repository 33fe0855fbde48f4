"""What an attacker gets at the door and behind it; over real HTTP where that matters."""

import http.client
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, expect

from reportedly.run.reviewing import queue_page
from tests.web.housing import WORDS, House, decision, own
from tests.web.making import served, token_in


def test_a_token_of_another_session_is_forged(house: House) -> None:
    """The token of one person's forms is worth nothing in another's session, nor is one from the door."""
    first = queue_page(house.record, limit=None).waiting[0].view.id
    bo, ada = house.signed_in("bo"), house.signed_in("ada")
    door = token_in(house.visitor().get("/login").text)
    for token in (decision(ada, first)["token"], door, "", "0" * 64):
        form = {**decision(bo, first), "token": token}
        assert bo.post(f"/review/{first}", data=form).status_code == 403
    assert bo.post("/logout", data={}).status_code == 403
    assert bo.get("/logout").status_code == 405


def test_signing_somebody_in_from_another_site_fails(house: House) -> None:
    """A page elsewhere must not sign a reviewer in under the attacker's name."""
    form = {"name": "cy", "password": WORDS["cy"]}
    client = house.visitor()
    assert client.post("/login", data=form).status_code == 403
    form["token"] = token_in(house.visitor().get("/login").text)
    assert client.post("/login", data=form).status_code == 403
    form["token"] = token_in(client.get("/login").text)
    assert client.post("/login", data=form, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert client.post("/login", data=form, headers={"origin": "http://evil.example"}).status_code == 403


@pytest.mark.parametrize(
    "host", ["evil.example", "desk.example.evil.example", "", "192.168.7.4.evil.example"]
)
def test_a_rebound_name_is_refused(house: House, host: str) -> None:
    """A name that an attacker points here is none of ours, with a session or without."""
    client = house.signed_in("bo")
    assert client.get("/", headers={"host": host}).status_code == 400
    for ours in ("desk.example", "DESK.example:8000", "192.168.7.4", "[fe80::1]:8000", "localhost:1"):
        assert client.get("/login", headers={"host": ours}).status_code == 200


def test_large_and_odd_requests_are_refused(house: House) -> None:
    """A form of many megabytes or fields takes no memory before it is refused."""
    client = house.signed_in("bo")
    token = token_in(client.get("/").text)
    assert client.post("/seen", data={"token": token, "x": "y" * 2_000_000}).status_code == 413
    many = urlencode([("token", token), *((f"f{at}", "") for at in range(6000))])
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/seen", content=many, headers=form).status_code == 413
    assert client.post("/seen", content=(b"x" for _ in range(3)), headers=form).status_code == 411
    assert (
        client.post("/seen", content=b"x", headers={"content-type": "multipart/form-data"}).status_code == 415
    )
    assert client.put("/seen", data={"token": token}).status_code in {403, 405}


def ask(site: str, method: str, path: str, body: str = "", **headers: str) -> tuple[int, dict[str, str], str]:
    """Send one request exactly as written."""
    host, _, port = site.removeprefix("http://").partition(":")
    connection = http.client.HTTPConnection(host, int(port), timeout=30)
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    if body:
        given.setdefault("Content-Type", "application/x-www-form-urlencoded")
    connection.request(method, path, body.encode() or None, given)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    told: dict[str, str] = {}
    for name, value in answer.getheaders():
        told.setdefault(name.lower(), value)
    return answer.status, told, text


def test_a_server_that_others_reach(manned: Path, tmp_path: Path) -> None:
    """Bound to every address of the machine: the door, a session, a forged one, a rebound name, guessing."""
    path = own(manned, tmp_path)
    with served(path, "--host", "0.0.0.0", "--name", "desk.example") as site:
        site = site.replace("0.0.0.0", "127.0.0.1")
        assert ask(site, "GET", "/api/reports")[0] == 401
        assert ask(site, "GET", "/", Host="evil.example")[0] == 400
        status, headers, page = ask(site, "GET", "/login")
        assert status == 200 and "content-security-policy" in headers
        door = headers["set-cookie"].partition(";")[0]

        form = {"token": token_in(page), "name": "bo", "password": WORDS["bo"]}
        crossed = ask(site, "POST", "/login", urlencode(form), Cookie=door, Origin="http://evil.example")
        assert crossed[0] == 403
        status, headers, _ = ask(site, "POST", "/login", urlencode(form), Cookie=door)
        assert status == 303
        session = headers["set-cookie"].partition(";")[0]
        assert session.startswith("reportedly-session=")
        status, _, page = ask(site, "GET", "/review/next", Cookie=session)
        assert status == 303
        status, _, page = ask(site, "GET", "/review", Cookie=session)
        assert status == 200 and "Sign out" in page
        assert ask(site, "GET", "/", Cookie=session[:-2] + "xx")[0] == 303
        assert ask(site, "GET", "/accounts", Cookie=session)[0] == 403
        assert ask(site, "POST", "/seen", urlencode({"token": "x"}), Cookie=session)[0] == 403
        seen = urlencode({"token": token_in(page)})
        assert ask(site, "POST", "/seen", seen, Cookie=session, Sec_Fetch_Site="cross-site")[0] == 403
        assert ask(site, "POST", "/seen", seen, Cookie=session)[0] == 303

        # whoever says that they come from elsewhere is not believed without --behind-https
        statuses = []
        for at in range(7):
            wrong = urlencode({**form, "password": f"wrong words {at}"})
            statuses.append(
                ask(site, "POST", "/login", wrong, Cookie=door, X_Forwarded_For=f"10.0.0.{at}")[0]
            )
        assert statuses == [401] * 5 + [429] * 2


def test_passwords_in_clear_are_warned_of(manned: Path) -> None:
    """Whoever serves others without https is told what that means."""
    command = [sys.executable, "-m", "reportedly", "serve", "--into", str(manned), "--host", "0.0.0.0"]
    process = subprocess.Popen(
        [*command, "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    process.stdout.readline()
    process.terminate()
    _, err = process.communicate(timeout=30)

    assert "unencrypted" in err and "--certificate" in err


def test_signing_in_by_browser_and_following_a_shared_link(
    manned: Path, tmp_path: Path, browser: Browser
) -> None:
    """A link from another site opens for whoever is signed in, though the cookie is strict."""
    path = own(manned, tmp_path)
    with served(path, "--host", "0.0.0.0") as site:
        here = site.replace("0.0.0.0", "127.0.0.1")
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{here}/register?type=ASSAULT")
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        page.get_by_label("Name").fill("bo")
        page.get_by_label("Password").fill(WORDS["bo"])
        page.keyboard.press("Enter")
        page.wait_for_url("**/register?type=ASSAULT")
        assert page.evaluate("document.cookie") == ""

        elsewhere = tmp_path / "mail.html"
        elsewhere.write_text(f'<a href="{here}/stories">a story</a>', encoding="utf-8")
        page.goto(elsewhere.as_uri())
        page.get_by_role("link").click()
        expect(page.get_by_role("heading", name=re.compile("stor", re.IGNORECASE))).to_be_visible()

        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        page.go_back()
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        context.close()
