"""Copies and single events reviewed in the browser: the same decisions, by the same keys."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from reportedly.run.review_copies import look_at_copy
from reportedly.run.review_events import look_at_event
from reportedly.run.review_lists import waiting_copies, waiting_events
from reportedly.store.record import Record, close_record, open_record
from reportedly.web.app import make_app
from reportedly.web.signing import Setting
from tests.web.making import copied, token_in


@dataclass(frozen=True, slots=True)
class Desk:
    """A record that may be decided on, and a person at it."""

    record: Record
    client: TestClient

    def act(self, record_id: str, act: str, **fields: Any) -> Any:
        """Send what a page's form sends: its token, and the state that the page showed."""
        page = self.client.get(f"/review/one/{record_id}").text
        state = re.search(r'name="state" value="([^"]+)"', page)
        given = {"token": token_in(page), "state": state[1] if state else "", "act": act}
        return self.client.post(f"/review/one/{record_id}", data={**given, **fields}, follow_redirects=False)


@pytest.fixture
def desk(mixed: Path, tmp_path: Path) -> Iterator[Desk]:
    """A record of its own, and Ada."""
    record = open_record(copied(mixed, tmp_path), create=False)
    client = TestClient(make_app(record, Setting(reviewer="Ada")), base_url="http://127.0.0.1")
    yield Desk(record, client)
    close_record(record)


def test_what_waits_is_what_waits_on_the_terminal(desk: Desk) -> None:
    """Mentions that tell otherwise and unsure copies stand in one order wherever they are reviewed."""
    for address, waiting in (("events", waiting_events), ("copies", waiting_copies)):
        page = desk.client.get(f"/review/{address}").text
        listed = re.findall(r'href="/review/one/([a-z]+-[0-9a-f]+)" data-row', page)
        assert listed == [each.id for each in waiting(desk.record, 50)]
        assert listed


def test_a_copy_is_rejected_with_a_reason_and_the_next_comes(desk: Desk) -> None:
    """A decision is kept with who and why, and undone from the page that comes next."""
    first, second = (each.id for each in waiting_copies(desk.record, 2))

    answer = desk.act(first, "reject", why="a formula")

    assert answer.status_code == 303
    page = desk.client.get(answer.headers["location"])
    assert page.url.path == f"/review/one/{second}"
    assert "Rejected" in page.text
    held = look_at_copy(desk.record, first)
    assert held is not None and held.shown is None and held.status == "rejected"
    assert "a formula" in desk.client.get(f"/review/one/{first}").text
    assert "a formula" in desk.client.get("/log").text
    desk.act(first, "undo", number=held.past[-1][0].number)
    again = look_at_copy(desk.record, first)
    assert again is not None and again.shown == held.machine


def test_a_mention_is_put_right_and_its_incident_follows(desk: Desk) -> None:
    """Fields that are left empty stay; what was typed is kept where it is no value."""
    event_id = waiting_events(desk.record, 1)[0].id

    bad = desk.act(event_id, "edit", **{"set.when": "someday", "set.type": ""})
    assert bad.status_code == 422 and 'value="someday"' in bad.text
    good = desk.act(event_id, "edit", **{"set.when": "2031-05-06", "set.mode": ""})

    assert good.status_code == 303
    held = look_at_event(desk.record, event_id)
    assert held is not None and held.edited == ("when",)
    assert "machine:" in desk.client.get(good.headers["location"]).text


def test_whoever_comes_second_is_told(desk: Desk) -> None:
    """Two at one copy: nothing is overwritten."""
    first = waiting_copies(desk.record, 1)[0].id
    page = desk.client.get(f"/review/one/{first}").text
    given = {"token": token_in(page), "act": "reject", "why": "late"}
    state = re.search(r'name="state" value="([^"]+)"', page)
    assert state is not None
    desk.act(first, "accept")

    late = desk.client.post(f"/review/one/{first}", data={**given, "state": state[1]})

    assert late.status_code == 409 and "Ada decided meanwhile" in late.text
    assert desk.client.get("/review/one/copy-0").status_code == 404
    assert desk.act(first, "merge").status_code == 422
