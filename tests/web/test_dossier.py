"""A dossier in a real browser, from a folder, with the network off."""

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.unit.cli.making import run


@pytest.fixture(scope="module")
def unpacked(mixed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dossier of all that the register counts, of a record with reports that mean harm, unpacked."""
    folder = tmp_path_factory.mktemp("dossier")
    result = run("export", "dossier", "--out", folder / "all.zip", "--into", mixed)
    assert result.exit_code == 0, result.stderr
    with zipfile.ZipFile(folder / "all.zip") as pages:
        pages.extractall(folder)
    return folder


def test_a_dossier_opens_offline_in_a_browser(browser: Browser, unpacked: Path) -> None:
    """Who gets it by mail opens it without us: its links lead inside, nothing runs, nothing is fetched."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    told: list[str] = []
    foreign: list[str] = []
    page.on(
        "console", lambda message: told.append(message.text) if message.type in {"error", "warning"} else None
    )
    page.on("request", lambda sent: foreign.append(sent.url) if not sent.url.startswith("file://") else None)
    (first,) = unpacked.rglob("index.html")
    page.goto(first.as_uri())
    assert page.locator("h1").count() == 1
    inside = page.locator("main a, body a").first
    inside.click()
    assert page.url.startswith(unpacked.as_uri())
    assert page.locator("h1").count() == 1
    assert page.locator("script").count() == 0
    context.close()

    assert told == []
    assert foreign == []
