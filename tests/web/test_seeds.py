"""Every page on the record of two real reports of one story, where they lie beside the project."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from reportedly.run.ingest import read_into
from reportedly.run.pages_catalogue import Catalogue, build_catalogue
from reportedly.run.sources import expand
from reportedly.store.record import close_record, open_record, reading
from tests.quality.shared import SEEDS, SHARED
from tests.web.making import NOW, Addresses, served
from tests.web.sound import VIEWS, listened, sound

FILES = [SHARED / "seeds" / name for name in SEEDS.values()]
pytestmark = pytest.mark.skipif(
    not all(each.is_file() for each in FILES), reason="the two reports are not beside the project"
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of both reports."""
    path = tmp_path_factory.mktemp("seeds") / "seeds.db"
    record = open_record(path, create=True)
    read_into(record, expand([str(each) for each in FILES]), now=NOW)
    close_record(record)
    return path


@pytest.fixture(scope="module")
def catalogue(told: Path) -> Catalogue:
    """Its catalogue."""
    record = open_record(told, create=False, writing=False)
    with reading(record) as connection:
        found = build_catalogue(connection)
    close_record(record)
    return found


@pytest.fixture(scope="module")
def pages(catalogue: Catalogue) -> dict[str, str]:
    """The addresses of its pages."""
    left, right = sorted(catalogue.reports)
    incident = max(catalogue.views.values(), key=lambda view: (len(view.report_ids), view.id))
    return Addresses(
        story=f"/stories/{catalogue.story_of[left]}",
        report=f"/reports/{left}",
        compare=f"/compare?left={left}&right={right}",
        incident=f"/incidents/{incident.id}",
    ).pages


@pytest.fixture(scope="module")
def address(told: Path, browser: Browser) -> Iterator[str]:
    """The address of a server on the record."""
    with served(told) as found:
        yield found


@pytest.mark.parametrize("view", ["wide", "phone"])
def test_every_page_of_a_real_story_is_sound(
    browser: Browser, address: str, pages: dict[str, str], view: str
) -> None:
    """What people publish is longer, odder and dirtier than what we make up."""
    context = browser.new_context(**VIEWS[view])
    page = context.new_page()
    heard = listened(page, address)
    for name, path in pages.items():
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        sound(page)
        assert heard.foreign == [], name
        assert name == "problem" or heard.told == [], name
        heard.told.clear()
    context.close()
