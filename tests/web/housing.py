"""An application with accounts on a record of its own, and people who come to its door."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from click.testing import CliRunner
from fastapi.testclient import TestClient

from reportedly.cli.main import commands
from reportedly.store.accounts import Accounts, accounts_path
from reportedly.store.record import Record
from reportedly.web.app import make_app
from reportedly.web.signing import Setting
from tests.web.making import copied, token_in

WORDS = {"ada": "seven blue kettles sing", "bo": "a ladder in the harbour", "cy": "nobody counts the gulls"}
ROLES = {"ada": "admin", "bo": "reviewer", "cy": "reader"}
BEGIN = datetime(2031, 5, 6, 8, tzinfo=UTC)


def add(path: Path, name: str, role: str, password: str) -> None:
    """Add an account as the command does, the password from standard input."""
    given = ["users", "add", name, "--role", role, "--into", str(path)]
    result = CliRunner().invoke(commands, given, input=password + "\n")
    assert result.exit_code == 0, result.stderr
    assert password not in result.output


def own(manned: Path, folder: Path) -> Path:
    """Return a copy of a record with its accounts."""
    path = copied(manned, folder)
    copied(accounts_path(manned), folder)
    return path


@dataclass(slots=True)
class Hands:
    """A clock that is set by hand."""

    at: datetime = BEGIN

    def __call__(self) -> datetime:
        """Return the time."""
        return self.at


@dataclass(frozen=True, slots=True)
class House:
    """An application with accounts, and its clock."""

    record: Record
    accounts: Accounts
    setting: Setting
    clock: Hands = field(default_factory=Hands)

    def visitor(self) -> TestClient:
        """Return somebody who comes to the door, at an address that other machines reach."""
        app = make_app(self.record, self.setting)
        return TestClient(app, base_url="http://192.168.7.4:8000", raise_server_exceptions=False)

    def signed_in(self, name: str) -> TestClient:
        """Return somebody who is signed in."""
        client = self.visitor()
        answer = sign_in(client, name, WORDS[name])
        assert answer == 303
        return client


def sign_in(client: TestClient, name: str, password: str, wanted: str = "") -> int:
    """Send the form of the door; return the status."""
    token = token_in(client.get("/login").text)
    form = {"token": token, "name": name, "password": password, "next": wanted}
    return int(client.post("/login", data=form, follow_redirects=False).status_code)


def decision(client: TestClient, incident_id: str) -> dict[str, str]:
    """Return the form that accepts an incident."""
    page = client.get(f"/review/{incident_id}").text
    state = re.search(r'name="state" value="([^"]+)"', page)
    return {"act": "accept", "state": state[1] if state else "", "token": token_in(page)}
