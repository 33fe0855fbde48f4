"""One record of the examples, one with hostile reports beside them, and a browser."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, sync_playwright

from reportedly.run.pages_catalogue import Catalogue, build_catalogue
from reportedly.store.accounts import accounts_path, close_accounts, open_accounts
from reportedly.store.record import Record, close_record, open_record, reading
from reportedly.web.app import make_app
from reportedly.web.signing import Setting
from tests.web.housing import ROLES, WORDS, Hands, House, add, own
from tests.web.making import HOSTILE, Addresses, copied, read_examples, read_more, served

CHROMIUM = "REPORTEDLY_CHROMIUM"
"""Names the browser; where it is set and there is none, the tests fail and are not skipped."""


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of the examples alone."""
    path = tmp_path_factory.mktemp("plain") / "examples.db"
    read_examples(path)
    return path


@pytest.fixture(scope="session")
def mixed(plain: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples, with reports beside them that mean harm, and one in Arabic."""
    path = copied(plain, tmp_path_factory.mktemp("mixed"))
    read_more(path, HOSTILE)
    return path


@pytest.fixture(scope="session")
def record(mixed: Path) -> Iterator[Record]:
    """The mixed record, open for reading."""
    found = open_record(mixed, create=False, writing=False)
    yield found
    close_record(found)


@pytest.fixture(scope="session")
def catalogue(record: Record) -> Catalogue:
    """Its catalogue."""
    with reading(record) as connection:
        return build_catalogue(connection)


@pytest.fixture(scope="session")
def client(record: Record) -> TestClient:
    """A client of the application over the mixed record, without a browser."""
    return TestClient(make_app(record), base_url="http://127.0.0.1", raise_server_exceptions=False)


@pytest.fixture(scope="session")
def addresses(catalogue: Catalogue) -> Addresses:
    """The addresses of its pages."""
    incident = max(catalogue.views.values(), key=lambda view: (len(view.report_ids), view.id))
    by_outlet = {line.outlet: line.id for line in catalogue.reports.values()}
    ledger, wire = by_outlet["Rotterdam Ledger"], by_outlet["Northern Wire"]
    return Addresses(
        story=f"/stories/{catalogue.story_of[ledger]}",
        report=f"/reports/{ledger}",
        compare=f"/compare?left={ledger}&right={wire}",
        incident=f"/incidents/{incident.id}",
    )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, without a window."""
    path = os.environ.get(CHROMIUM) or shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None or not Path(path).exists():
        if CHROMIUM in os.environ:
            pytest.fail(f"{CHROMIUM} names {path}, which is not there")
        pytest.skip(f"no Chromium on this machine; install Debian's, or name one in {CHROMIUM}")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture(scope="session")
def site(mixed: Path, browser: Browser) -> Iterator[str]:
    """The address of a server on the mixed record."""
    with served(mixed) as address:
        yield address


@pytest.fixture(scope="session")
def manned(mixed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with an administrator, a reviewer and a reader."""
    path = copied(mixed, tmp_path_factory.mktemp("manned"))
    for name, role in ROLES.items():
        add(path, name, role, WORDS[name])
    return path


@pytest.fixture
def house(manned: Path, tmp_path: Path) -> Iterator[House]:
    """An application with accounts on a record of its own."""
    path = own(manned, tmp_path)
    record, accounts = open_record(path, create=False), open_accounts(accounts_path(path), create=False)
    assert accounts is not None
    clock = Hands()
    setting = Setting(accounts=accounts, reached=True, names=frozenset({"desk.example"}), clock=clock)
    yield House(record, accounts, setting, clock)
    close_accounts(accounts)
    close_record(record)
