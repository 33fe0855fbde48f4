"""The review by forms and by the API: what is kept, what is refused, what the log says."""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from reportedly.run.review import look, state_of
from reportedly.run.reviewing import queue_page
from reportedly.store.record import Record, close_record, open_record
from reportedly.web.app import make_app
from reportedly.web.signing import Setting
from tests.web.making import OVERRIDE, SCRIPT, copied, token_in


@dataclass(frozen=True, slots=True)
class Desk:
    """A record that may be decided on, and a person at it."""

    record: Record
    client: TestClient

    def act(self, incident_id: str, act: str, **fields: Any) -> Any:
        """Send what a page's form sends: its token, and the state that the page showed."""
        page = self.client.get(f"/review/{incident_id}").text
        state = re.search(r'name="state" value="([^"]+)"', page)
        given = {"token": token_in(page), "state": state[1] if state else "", "act": act}
        return self.client.post(f"/review/{incident_id}", data={**given, **fields}, follow_redirects=False)

    def first(self) -> str:
        """Return what waits first."""
        return queue_page(self.record, limit=None).waiting[0].view.id


@pytest.fixture
def desk(mixed: Path, tmp_path: Path) -> Iterator[Desk]:
    """A record of its own, and Ada."""
    record = open_record(copied(mixed, tmp_path), create=False)
    client = TestClient(make_app(record, Setting(reviewer="Ada")), base_url="http://127.0.0.1")
    yield Desk(record, client)
    close_record(record)


def test_the_queue_is_that_of_the_command_in_its_order(desk: Desk) -> None:
    """Whoever reviews in the browser and whoever does on the terminal begin with the same incident."""
    shown: list[str] = []
    address: str | None = "/api/review?limit=40"
    while address:
        page = desk.client.get(address).json()
        shown += [each["incident"]["id"] for each in page["items"]]
        address = page["next"]

    assert shown == [each.view.id for each in queue_page(desk.record, limit=None).waiting]
    assert page["left"] == len(shown)
    listed = re.findall(r'href="/review/(incident-[0-9a-f]+)', desk.client.get("/review").text)
    assert listed == shown[: len(listed)]


def test_accepting_leads_on_to_what_waits_next(desk: Desk) -> None:
    """A decision is kept with who and when, and the next incident comes without a click."""
    before = [each.view.id for each in queue_page(desk.record, limit=None).waiting]

    answer = desk.act(before[0], "accept")

    assert answer.status_code == 303
    page = desk.client.get(answer.headers["location"])
    assert page.url.path == f"/review/{before[1]}"
    assert "Accepted" in page.text
    view = look(desk.record, before[0])
    assert view is not None and view.status == "accepted"
    log = desk.client.get("/log").text
    assert "Ada" in log and view.title.split(" – ")[0] in log


def test_each_way_to_decide_is_kept_and_can_be_undone(desk: Desk) -> None:
    """Reject, edit, split and comment: each changes the incident as it says, and can be taken back."""
    first = desk.first()
    desk.act(first, "reject", why="A rehearsal.")
    assert (found := look(desk.record, first)) is not None and found.status == "rejected"
    desk.act(first, "edit", **{"set.when": "2024-02-09", "set.count.killed": "9-12", "set.realis": "alleged"})
    assert (found := look(desk.record, first)) is not None
    assert {"when", "count.killed", "realis"} <= set(found.edited)
    page = desk.client.get(f"/review/{first}").text
    assert "machine:" in page
    desk.act(first, "comment", why="Ask the hospital.")
    assert "Ask the hospital." in desk.client.get(f"/incidents/{first}").text

    mentions = desk.client.get(f"/api/review/{first}").json()["mentions"]
    desk.act(first, "split", taken=mentions[0]["event"])
    parts = {look(desk.record, each) for each in (first, _home(desk, mentions[0]["event"]))}
    assert len(parts) == 2
    number = desk.client.get("/api/decisions?limit=1").json()["items"][0]["number"]
    desk.act(first, "undo", number=str(number))
    assert _home(desk, mentions[0]["event"]) == _home(desk, mentions[1]["event"])


def _home(desk: Desk, event_id: str) -> str:
    """Return the incident that an event is in."""
    found = desk.client.get("/api/incidents?realis=any&limit=500").json()["items"]
    return next(str(each["id"]) for each in found if event_id in each["events"])


def test_merging_takes_a_suggestion(desk: Desk) -> None:
    """What the rule only suggests becomes one incident by a person's word, and the suggestion says why."""
    found = next(
        each.view.id
        for each in queue_page(desk.record, limit=None).waiting
        if desk.client.get(f"/api/review/{each.view.id}").json()["suggestions"]
    )
    sheet = desk.client.get(f"/api/review/{found}").json()
    other = sheet["suggestions"][0]
    assert other["reasons"]

    answer = desk.act(found, "merge", other=f"{other['incident']} {other['state']}", why="One attack.")

    assert answer.status_code == 303
    one, two = look(desk.record, found), look(desk.record, other["incident"])
    assert one is not None and two is not None and one.id == two.id


def test_two_reviewers_never_overwrite_each_other_silently(desk: Desk) -> None:
    """The second to decide is told who was first and what they did; what was typed is still there."""
    first = desk.first()
    page = desk.client.get(f"/review/{first}").text
    state = re.search(r'name="state" value="([^"]+)"', page)
    assert state is not None
    desk.act(first, "reject", why="Twice told.")

    late = {
        "token": token_in(page),
        "state": state[1],
        "act": "edit",
        "set.when": "2024-02-08",
        "why": "Archive",
    }
    answer = desk.client.post(f"/review/{first}", data=late)

    assert answer.status_code == 409
    assert "Ada decided meanwhile (reject" in answer.text
    assert 'value="2024-02-08"' in answer.text and 'value="Archive"' in answer.text
    view = look(desk.record, first)
    assert view is not None and view.status == "rejected" and "when" not in view.edited


def test_reports_that_come_meanwhile_are_a_conflict_too(desk: Desk) -> None:
    """Nobody accepts what they did not see: a form without the state it was made on is refused."""
    first = desk.first()
    token = token_in(desk.client.get(f"/review/{first}").text)

    for state in ("", "0-00000000"):
        answer = desk.client.post(f"/review/{first}", data={"token": token, "state": state, "act": "accept"})
        assert answer.status_code == 409
    view = look(desk.record, first)
    assert view is not None and view.status == "unreviewed"


@pytest.mark.parametrize(
    "fields",
    [
        {"act": "edit", "set.when": "next week"},
        {"act": "edit"},
        {"act": "split"},
        {"act": "merge"},
        {"act": "merge", "other_id": "incident-none"},
        {"act": "comment", "why": "  "},
        {"act": "undo", "number": "99"},
        {"act": "bless"},
    ],
)
def test_what_cannot_be_kept_is_said_and_changes_nothing(desk: Desk, fields: dict[str, str]) -> None:
    """A slip is answered with what to write instead, on the page it was made on."""
    first = desk.first()
    answer = desk.act(first, **fields)

    assert answer.status_code == 422
    assert "Not kept." in answer.text
    view = look(desk.record, first)
    assert view is not None and view.decided == 0


def test_nobody_decides_without_a_name(mixed: Path, tmp_path: Path) -> None:
    """A log of decisions by nobody is no log: a name is asked for once and kept in the browser."""
    record = open_record(copied(mixed, tmp_path), create=False)
    desk = Desk(record, TestClient(make_app(record), base_url="http://127.0.0.1"))
    first = desk.first()
    page = desk.client.get(f"/review/{first}").text
    assert "Who decides?" in page

    refused = desk.client.post(f"/review/{first}", data={"token": token_in(page), "act": "accept"})
    assert refused.status_code == 422
    named = {"token": token_in(page), "name": "  Zoë\u202e\n de Wit ", "back": f"/review/{first}"}
    assert desk.client.post("/review/name", data=named).status_code == 200
    desk.act(first, "accept")

    assert desk.client.get("/api/decisions").json()["items"][0]["by"] == "Zoë de Wit"
    close_record(record)


def test_a_form_of_another_site_decides_nothing(desk: Desk) -> None:
    """A page elsewhere may send a form to this machine; without the token and the origin nothing is kept."""
    first = desk.first()
    view = look(desk.record, first)
    assert view is not None
    form = {"act": "accept", "state": state_of(view)}
    token = token_in(desk.client.get(f"/review/{first}").text)

    for given, headers in (
        (form, {}),
        ({**form, "token": "0" * 64}, {}),
        ({**form, "token": token}, {"origin": "http://evil.example"}),
        ({**form, "token": token}, {"sec-fetch-site": "cross-site"}),
        ({**form, "token": token}, {"sec-fetch-site": "same-site"}),
        ({**form, "token": token}, {"host": "evil.example"}),
    ):
        assert desk.client.post(f"/review/{first}", data=given, headers=headers).status_code in {400, 403}
    plain = desk.client.post(
        f"/review/{first}", content=b"act=accept", headers={"content-type": "text/plain"}
    )
    assert plain.status_code == 415
    assert desk.client.post(f"/api/review/{first}", json=form).status_code == 403
    view = look(desk.record, first)
    assert view is not None and view.status == "unreviewed"


def test_the_api_decides_as_the_pages_do(desk: Desk) -> None:
    """A program reviews with the state that it was given; too late it gets a problem, not a surprise."""
    found = desk.client.get("/api/review?limit=1").json()["items"][0]["incident"]
    head = {"X-Reportedly-Token": desk.client.get("/api/session").json()["token"]}
    address = f"/api/review/{found['id']}"

    bare = desk.client.post(address, json={"act": "reject", "state": found["state"]}, headers=head)
    kept = desk.client.post(address, json={"act": "accept", "state": found["state"]}, headers=head)
    late = desk.client.post(address, json={"act": "reject", "state": found["state"]}, headers=head)
    wrong = desk.client.post(address, json={"act": "edit", "edits": ["when=soon"]}, headers=head)

    assert bare.status_code == 422 and "needs a reason" in bare.json()["detail"]
    assert kept.status_code == 200 and kept.json()["incidents"][0]["status"] == "accepted"
    assert (late.status_code, late.headers["content-type"]) == (409, "application/problem+json")
    assert wrong.status_code == 409
    spec = desk.client.get("/api/openapi.json").json()
    assert set(spec["paths"]["/api/review/{incident_id}"]) == {"get", "post"}
    fields = set(spec["components"]["schemas"]["WaitingOne"]["properties"])
    assert fields == set(desk.client.get(address).json())
    decisions = desk.client.get("/api/decisions").json()["items"]
    assert set(spec["components"]["schemas"]["Decision"]["properties"]) == set(decisions[0])


def test_the_log_is_taken_away_whole(desk: Desk) -> None:
    """Who decided what, undone or not, as a table without formulas and as objects."""
    first = desk.first()
    desk.act(first, "reject", why='=HYPERLINK("http://x.example")')
    number = desk.client.get("/api/decisions").json()["items"][0]["number"]
    desk.act(first, "undo", number=str(number))

    text = desk.client.get("/log/export.csv").text.removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text)))
    lines = [json.loads(line) for line in desk.client.get("/log/export.jsonl").text.splitlines()]
    assert [row["act"] for row in rows] == [line["act"] for line in lines] == ["undo", "reject"]
    assert [line["stands"] for line in lines] == [True, False]
    assert rows[1]["why"].startswith("'=")
    assert desk.client.get("/log/export.jsonl?who=person:Nobody").text == ""


def test_an_incident_shows_what_was_decided_on_it(desk: Desk) -> None:
    """The history of an incident is that of its rules and of its persons."""
    first = desk.first()
    desk.act(first, "accept")
    desk.act(first, "edit", **{"set.where": "Ocaña, CO"}, why="The map")

    page = desk.client.get(f"/incidents/{first}").text
    history = page.partition('id="history"')[2]
    assert "Ada" in history and "where: Ocaña" in history and "The map" in history


def test_what_persons_write_is_shown_and_never_obeyed(desk: Desk) -> None:
    """A reason with a script or a sign that turns text round stands in the log as words, for everybody."""
    first = desk.first()
    desk.act(first, "reject", why=f"{SCRIPT}{OVERRIDE}{{{{ 7 * 7 }}}}")
    desk.act(first, "edit", **{"set.mode": SCRIPT})
    refused = desk.act(first, "edit", why=f'">{SCRIPT}', **{"set.when": f'"{SCRIPT}'}).text

    pages = [desk.client.get(each).text for each in ("/log", f"/incidents/{first}", f"/review/{first}")]
    for text in (*pages, refused):
        assert SCRIPT not in text
        assert OVERRIDE not in text
        assert "&lt;script&gt;" in text
    assert "⟨U+202E⟩" in pages[0] and "{{ 7 * 7 }}" in pages[0]


def test_a_record_that_cannot_be_written_is_only_looked_at(mixed: Path) -> None:
    """On a read-only share the queue and each incident are shown, and a decision is refused in words."""
    record = open_record(mixed, create=False, writing=False)
    client = TestClient(make_app(record, Setting(reviewer="Ada")), base_url="http://127.0.0.1")
    first = queue_page(record, limit=1).waiting[0].view
    page = client.get(f"/review/{first.id}").text
    token = client.get("/api/session").json()["token"]
    form = {"token": token, "act": "accept", "state": state_of(first)}
    answer = client.post(f"/review/{first.id}", data=form)
    close_record(record)

    assert "cannot be written here" in page
    assert answer.status_code == 503
