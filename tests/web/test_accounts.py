"""Accounts: who gets in, how long, and with which role."""

import re
import sqlite3
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

from reportedly.cli.main import commands
from reportedly.run.review import look
from reportedly.run.reviewing import queue_page
from reportedly.store.accounts import accounts_path
from reportedly.web.app import make_app
from reportedly.web.passwords import faults_of, hash_password, matches
from reportedly.web.signing import IDLE, WHOLE, Setting
from tests.web.housing import BEGIN, ROLES, WORDS, House, add, decision, sign_in
from tests.web.making import Addresses, copied, token_in

# the commands


def test_passwords_are_never_given_on_the_command_line(plain: Path, tmp_path: Path) -> None:
    """Whoever lists processes would read them: there is no option for one, a pipe will do."""
    path = copied(plain, tmp_path)
    assert "--password" not in CliRunner().invoke(commands, ["users", "add", "--help"]).output
    add(path, "ada", "admin", WORDS["ada"])

    listed = CliRunner().invoke(commands, ["users", "list", "--into", str(path)])
    assert "ada" in listed.output and "admin" in listed.output
    again = CliRunner().invoke(commands, ["users", "add", "ADA", "--into", str(path)], input="x" * 30)
    assert again.exit_code == 2 and "already" in again.stderr


def test_accounts_lie_beside_the_record_for_its_owner_alone(manned: Path) -> None:
    """A record that is copied takes nobody's account along; the file holds hashes, its owner reads it."""
    path = accounts_path(manned)
    assert path.parent == manned.parent and path.name == f"{manned.name}-accounts"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    content = path.read_bytes()
    assert not any(words.encode() in content for words in WORDS.values())
    assert content.count(b"$argon2id$") >= 3
    assert not any(words.encode() in manned.read_bytes() for words in ("argon2", *WORDS.values()))


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaaaaaa", "bo2031bo2031", "x" * 600])
def test_weak_passwords_are_refused_with_the_reason(plain: Path, tmp_path: Path, password: str) -> None:
    """A password that is guessed in an afternoon is none."""
    path = copied(plain, tmp_path)
    given = ["users", "add", "bo2031", "--into", str(path)]
    result = CliRunner().invoke(commands, given, input=password + "\n")

    assert result.exit_code == 2
    assert "password" in result.stderr.lower() and password not in result.stderr
    assert faults_of(WORDS["bo"], "bo") is None


def test_a_server_for_others_without_accounts_is_refused(plain: Path) -> None:
    """Everybody in the network could read the record: it is refused, with the command that helps."""
    for options in (["--host", "0.0.0.0"], ["--host", "desk.example"], ["--behind-https"], ["--accounts"]):
        result = CliRunner().invoke(commands, ["serve", "--into", str(plain), *options])
        assert result.exit_code == 2
        assert "users add" in result.stderr


def test_disabling_ends_what_is_open(house: House, tmp_path: Path) -> None:
    """Whoever may not sign in any more is out at once, not after their session."""
    client = house.signed_in("bo")
    assert client.get("/register", follow_redirects=False).status_code == 200
    for command in ("disable", "enable"):
        result = CliRunner().invoke(commands, ["users", command, "bo", "--into", str(house.record.path)])
        assert result.exit_code == 0
        assert client.get("/register", follow_redirects=False).status_code == 303
        assert sign_in(house.visitor(), "bo", WORDS["bo"]) == (401 if command == "disable" else 303)
    log = CliRunner().invoke(commands, ["users", "log", "--into", str(house.record.path)]).output
    assert "disabled bo" in log and "bo signed in from" in log


# the door


def test_nothing_is_seen_without_an_account(house: House, addresses: Addresses) -> None:
    """Every page leads to the door, every answer of the API is refused, files of the record too."""
    client = house.visitor()
    pages = [*addresses.pages.values(), addresses.report + "/raw", "/register/export.csv", "/log/export.csv"]
    for address in pages:
        answer = client.get(address, follow_redirects=False)
        if address.startswith("/api/"):
            assert answer.status_code == 401
        else:
            assert answer.status_code == 303 and answer.headers["location"].startswith("/login")
    for address in ("/api/reports", "/api/openapi.json", "/api/review", "/api/decisions", "/api/nowhere"):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json")
    assert client.get("/static/page.css").status_code == 200


def test_the_door_leads_on_to_the_page_that_was_wanted(house: House) -> None:
    """A shared link survives signing in, and leads to no other site whatever it says."""
    client = house.visitor()
    asked = client.get("/register?type=ASSAULT&since=2024", follow_redirects=False)
    assert asked.headers["location"] == "/login?next=/register%3Ftype%3DASSAULT%26since%3D2024"
    wanted = client.get(asked.headers["location"]).text
    assert 'name="next" value="/register?type=ASSAULT&amp;since=2024"' in wanted

    for wanted in (
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/\n/e",
    ):
        fresh = house.visitor()
        form = {"token": token_in(fresh.get("/login").text), "name": "cy", "password": WORDS["cy"]}
        answer = fresh.post("/login", data={**form, "next": wanted}, follow_redirects=False)
        assert answer.headers["location"] == "/"


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(house: House) -> None:
    """HttpOnly, strict, host alone; by https Secure and bound to the host by its name."""
    client = house.visitor()
    form = {"token": token_in(client.get("/login").text), "name": "cy", "password": WORDS["cy"]}
    told = client.post("/login", data=form, follow_redirects=False).headers["set-cookie"].lower()
    assert "httponly" in told and "samesite=strict" in told and "path=/" in told and "domain" not in told

    safe = Setting(accounts=house.accounts, reached=True, secure=True, clock=house.clock)
    app = make_app(house.record, safe)
    client = TestClient(app, base_url="https://192.168.7.4")
    form = {"token": token_in(client.get("/login").text), "name": "cy", "password": WORDS["cy"]}
    answer = client.post("/login", data=form, follow_redirects=False)
    assert "__Host-reportedly-session=" in answer.headers["set-cookie"]
    assert "Secure" in answer.headers["set-cookie"]
    assert "max-age" in answer.headers["strict-transport-security"]


def test_a_wrong_name_is_answered_as_a_wrong_password_is(house: House) -> None:
    """Nobody learns who has an account: same status, same page; names that are none are not written down."""
    answers = []
    for name in ("bo", "nobody-of-this-name"):
        client = house.visitor()
        form = {
            "token": token_in(client.get("/login").text),
            "name": name,
            "password": "wrong words all along",
        }
        answer = client.post("/login", data=form)
        body = re.sub(r'value="[^"]*"', "", answer.text)
        answers.append((answer.status_code, body, answer.headers.get("retry-after")))
    assert answers[0] == answers[1]
    assert answers[0][0] == 401
    kept = accounts_path(house.record.path).read_bytes()
    kept += Path(f"{accounts_path(house.record.path)}-wal").read_bytes()
    found = sqlite3.connect(accounts_path(house.record.path)).execute("SELECT who FROM audit").fetchall()
    assert ("nobody-of-this-name",) not in found


def test_a_name_without_an_account_costs_a_hash_too() -> None:
    """The time tells nothing: the same work is done for nobody, and never succeeds."""
    kept = hash_password(WORDS["bo"])

    assert matches(kept, WORDS["bo"])
    assert not matches(kept, WORDS["bo"] + " ")
    assert not matches(None, WORDS["bo"])
    assert not matches("no hash at all", WORDS["bo"])
    assert matches(hash_password("café au lait, ｆｕｌｌ"), "cafe\u0301 au lait, full")


def test_guessing_is_slowed_down(house: House) -> None:
    """After five wrong passwords even the right one waits; a name that is none waits as well."""
    for name in ("bo", "nobody-else"):
        client = house.visitor()
        statuses = [sign_in(client, name, f"wrong words number {at}") for at in range(6)]
        assert statuses == [401] * 5 + [429]
    client = house.visitor()
    assert sign_in(client, "bo", WORDS["bo"]) == 429
    assert sign_in(client, "BO", WORDS["bo"]) == 429
    assert sign_in(client, "cy", WORDS["cy"]) == 303
    house.clock.at += timedelta(minutes=16)
    assert sign_in(house.visitor(), "bo", WORDS["bo"]) == 303


def test_one_address_cannot_try_every_name(house: House) -> None:
    """Many names, a few passwords each, is still one address that guesses."""
    client = house.visitor()
    statuses = [sign_in(client, f"name-{at}", "the same words for all") for at in range(31)]

    assert statuses[:30] == [401] * 30
    assert statuses[30] == 429


# sessions


def test_sessions_end(house: House) -> None:
    """After two hours unused, after twelve in any case, and at once by signing out."""
    client = house.signed_in("cy")
    for _ in range(5):
        house.clock.at += IDLE - timedelta(minutes=1)
        assert client.get("/", follow_redirects=False).status_code == 200
    house.clock.at = BEGIN + WHOLE + timedelta(minutes=1)
    assert client.get("/", follow_redirects=False).status_code == 303

    client = house.signed_in("cy")
    house.clock.at += IDLE + timedelta(minutes=2)
    assert client.get("/", follow_redirects=False).status_code == 303

    client = house.signed_in("cy")
    session = client.cookies["reportedly-session"]
    assert client.post("/logout", data={"token": token_in(client.get("/").text)}).status_code == 200
    client.cookies.set("reportedly-session", session)
    assert client.get("/", follow_redirects=False).status_code == 303


def test_a_session_is_new_with_every_sign_in(house: House) -> None:
    """A session that was planted before is not the one that is signed in."""
    client = house.visitor()
    client.cookies.set("reportedly-session", "planted")
    sign_in(client, "cy", WORDS["cy"])
    values = {cookie.value for cookie in client.cookies.jar if cookie.name == "reportedly-session"}
    planted = TestClient(
        client.app, base_url="http://192.168.7.4:8000", cookies={"reportedly-session": "planted"}
    )

    assert len(values - {"planted"}) == 1
    assert planted.get("/", follow_redirects=False).status_code == 303


def test_cookies_are_kept_as_digests_and_cannot_be_made_up(house: House) -> None:
    """Whoever reads the file of accounts has no session, and a changed cookie is none."""
    client = house.signed_in("ada")
    session = client.cookies["reportedly-session"]
    rows = sqlite3.connect(accounts_path(house.record.path)).execute("SELECT digest FROM sessions").fetchall()
    digests = [digest for (digest,) in rows]
    assert digests and session not in digests

    flipped = session[:-1] + ("A" if session[-1] != "A" else "B")
    for forged in (flipped, "", "0", digests[0], session.upper(), "ada", "%C3%A9"):
        other = TestClient(client.app, base_url="http://192.168.7.4:8000")
        header = {"cookie": f"reportedly-session={forged}"}
        assert other.get("/", headers=header, follow_redirects=False).status_code == 303


def test_a_new_password_ends_all_sessions(house: House) -> None:
    """Whoever got hold of a session loses it when its owner changes the password."""
    here, there = house.signed_in("cy"), house.signed_in("cy")
    form = {
        "token": token_in(here.get("/password").text),
        "old": WORDS["cy"],
        "new": "gulls are hard to count",
    }
    assert here.post("/password", data={**form, "again": "something else"}).status_code == 422
    assert here.post("/password", data={**form, "old": "wrong", "again": form["new"]}).status_code == 422
    answer = here.post("/password", data={**form, "again": form["new"]}, follow_redirects=False)

    assert answer.status_code == 303
    assert there.get("/", follow_redirects=False).status_code == 303
    assert sign_in(house.visitor(), "cy", WORDS["cy"]) == 401
    assert sign_in(house.visitor(), "cy", "gulls are hard to count") == 303


# roles


def test_a_reader_looks_and_a_reviewer_decides(house: House) -> None:
    """A reader's form, however made, decides nothing; a reviewer's is kept in the name of the account."""
    first = queue_page(house.record, limit=None).waiting[0].view.id
    reader, reviewer = house.signed_in("cy"), house.signed_in("bo")
    form = decision(reader, first)
    assert "Your account may look, not decide." in reader.get(f"/review/{first}").text
    assert reader.post(f"/review/{first}", data=form).status_code == 403
    head = {"X-Reportedly-Token": form["token"]}
    asked = {"act": "accept", "state": decision(reviewer, first)["state"]}
    assert reader.post(f"/api/review/{first}", json=asked, headers=head).status_code == 403
    assert (view := look(house.record, first)) is not None and view.status == "unreviewed"

    assert reviewer.post(f"/review/{first}", data=decision(reviewer, first)).status_code == 200
    assert reviewer.get("/api/decisions").json()["items"][0]["by"] == "bo"
    named = {"token": form["token"], "name": "ada", "back": "/review"}
    reviewer.post("/review/name", data={**named, "token": token_in(reviewer.get("/review").text)})
    assert reviewer.get("/api/session").json()["name"] == "bo"


def test_only_administrators_look_after_accounts(house: House) -> None:
    """No reader or reviewer sees the accounts, makes one, or makes themselves more than they are."""
    for name in ("cy", "bo"):
        client = house.signed_in(name)
        assert client.get("/accounts").status_code == 403
        token = token_in(client.get("/").text)
        for form in (
            {"act": "role", "name": name, "role": "admin"},
            {"act": "add", "name": "dee", "role": "admin", "password": WORDS["bo"]},
            {"act": "stop", "name": "ada"},
        ):
            assert client.post("/accounts", data={**form, "token": token}).status_code == 403
        assert client.get("/api/session").json()["role"] == ROLES[name]
    assert client.get("/accounts/").status_code in {403, 404}
    assert client.get("http://192.168.7.4:8000//accounts").status_code in {403, 404}


def test_an_administrator_adds_changes_and_disables(house: House) -> None:
    """What the commands do, the page does too; it is written down, and nobody locks themselves out."""
    client = house.signed_in("ada")

    def send(**form: str) -> int:
        page = client.get("/accounts")
        return int(client.post("/accounts", data={"token": token_in(page.text), **form}).status_code)

    assert send(act="add", name="dee", role="reader", password="twelve grey donkeys") == 200
    assert send(act="add", name="Dee", role="reader", password="twelve grey donkeys") == 422
    assert send(act="add", name="eve", role="reader", password="short") == 422
    dee = house.visitor()
    assert sign_in(dee, "dee", "twelve grey donkeys") == 303
    assert send(act="role", name="dee", role="reviewer") == 200
    assert dee.get("/", follow_redirects=False).status_code == 303
    assert send(act="stop", name="dee") == 200
    assert sign_in(house.visitor(), "dee", "twelve grey donkeys") == 401
    assert send(act="role", name="ada", role="reader") == 422
    assert send(act="stop", name="ADA") == 422
    page = client.get("/accounts").text
    assert "added as reader" in page and "disabled" in page and "failed to sign in" in page
