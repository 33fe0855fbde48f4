"""What is taken away from the pages, and what the pages take in: files, feeds, decisions."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

from reportedly.cli.main import commands
from reportedly.export.formats import EXPORTERS
from reportedly.run.ingest import read_into
from reportedly.run.pages_catalogue import build_catalogue
from reportedly.run.review import By, Decided, Seen, merge, reject, split
from reportedly.run.sources import expand
from reportedly.store.record import Record, close_record, open_record, reading
from reportedly.web.app import make_app
from reportedly.web.shelf import Shelf
from tests.web.making import NOW, copied

FORMATS = ("csv", "jsonl", "parquet", "geojson", "acled", "ftm", "dossier")


@pytest.mark.parametrize(
    "query", ["?type=ASSAULT&sort=origins", "?words=attack", "?words=nothing+of+the+kind"]
)
@pytest.mark.parametrize("form", FORMATS)
def test_every_format_of_the_commands_holds_what_is_shown(client: TestClient, form: str, query: str) -> None:
    """Whatever program a colleague uses, the file has the incidents of the page, no more and no fewer."""
    shown = [each["id"] for each in client.get(f"/api/incidents{query}&limit=500").json()["items"]]
    answer = client.get(f"/register/export.{form}{query}")
    account = client.get(f"/register/account.{form}{query}").json()

    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]
    assert int(answer.headers["content-length"]) == len(answer.content)
    left_out = sum(number for why, number in account["left_out"].items() if why != "not among those shown")
    assert account["kept"] + left_out == len(shown)
    held = answer.content.decode("utf-8-sig") if form not in {"parquet", "dossier"} else ""
    if form in {"csv", "jsonl", "geojson"}:
        assert set(re.findall(r"incident-[0-9a-f]{20}", held)) == set(shown)
        assert {pair["name"]: pair["value"] for pair in account["filter"]}.get("words", "attack")
    if form == "dossier":
        names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
        assert {each for each in shown if any(each in name for name in names)} == set(shown)
    if form == "parquet":
        assert answer.content[:4] == answer.content[-4:] == b"PAR1"


def test_an_unknown_format_is_answered_with_those_there_are(client: TestClient) -> None:
    """A typed address with a slip in it says what to type."""
    for address in (
        "/register/export.xls",
        "/export/incidents.xls",
        "/export/copies.geojson",
        "/export/x.csv",
    ):
        answer = client.get(address)
        assert answer.status_code in {404, 422}
        assert "choose from" in answer.text


def test_the_whole_record_is_taken_away_as_the_command_writes_it(client: TestClient, record: Record) -> None:
    """The export page and the command give the same file, to the last sign."""
    page = client.get("/export").text
    links = sorted(set(re.findall(r'href="(/export/[a-z]+\.[a-z]+)"', page)))
    assert len(links) == sum(len(each.kinds) for each in EXPORTERS)
    for link in links:
        assert client.get(link).status_code == 200, link
    result = CliRunner().invoke(
        commands, ["export", "jsonl", "--kind", "statements", "--into", str(record.path)]
    )
    assert client.get("/export/statements.jsonl").text == result.stdout


@pytest.mark.parametrize("query", ["", "?act=deny", "?voice=Hanaa+Kubaisi&order=newest", "?since=2025-05-20"])
def test_exported_statements_are_those_of_all_pages(client: TestClient, query: str) -> None:
    """The list's export has every row of every page, in their order."""
    shown: list[str] = []
    address: str | None = f"/statements{query}"
    while address:
        text = client.get(address.replace("&amp;", "&")).text
        shown += re.findall(r"#(statement-[0-9a-f]+)\"", text.partition("<tbody>")[2])
        found = re.search(r'rel="next" href="([^"]+)"', text)
        address = found[1] if found else None
    lines = client.get(f"/statements/export.jsonl{query}").text.splitlines()
    text = client.get(f"/statements/export.csv{query}").text.removeprefix("\ufeff")

    assert shown
    assert [json.loads(line)["id"] for line in lines] == shown
    assert [row["id"] for row in csv.DictReader(io.StringIO(text))] == shown


def test_sources_name_the_feeds_that_entries_came_from(plain: Path, tmp_path: Path) -> None:
    """Where reports came by a feed, the feed is named with how many of its entries were read."""
    path = copied(plain, tmp_path)
    feed = tmp_path / "harbour.xml"
    feed.write_text(
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Post</title>'
        + "".join(
            f"<item><title>Dock {at} shuts</title><link>https://later.example/{at}</link>"
            f"<pubDate>Wed, 28 May 2025 0{at}:00:00 GMT</pubDate>"
            f"<description>Dock {at} at Faw was shut on Tuesday, the port said.</description></item>"
            for at in range(1, 4)
        )
        + "</channel></rss>",
        encoding="utf-8",
    )
    record = open_record(path, create=False)
    read_into(record, expand([str(feed)]), now=NOW)
    page = TestClient(make_app(record), base_url="http://127.0.0.1").get("/sources").text
    close_record(record)

    part = page.partition('id="feeds"')[2].partition("</section>")[0]
    assert "1 feed<" in part and "harbour.xml" in part
    assert re.search(r'<td class="num">3</td><td class="num">0</td><td class="date">2025-05-28</td>', part)


def test_a_decision_shows_at_once_in_a_record_too_large_to_read_anew(mixed: Path, tmp_path: Path) -> None:
    """What was rejected is out of the register on the next page, and a merge leaves no link into nothing."""
    record = open_record(copied(mixed, tmp_path), create=False)
    shelf = Shelf(record, at_once_s=0.0)
    before = shelf.current().catalogue
    views = sorted(
        (v for v in before.views.values() if v.in_register), key=lambda v: (-len(v.event_ids), v.id)
    )
    by = By("Ada", "no", NOW)
    acts: tuple[Callable[[], Decided], ...] = (
        lambda: reject(record, Seen(views[0].id), by),
        lambda: merge(record, Seen(views[1].id), Seen(views[2].id), by),
        lambda: split(record, Seen(views[3].id), views[3].event_ids[:1], by),
    )
    for act in acts:
        done = act()
        shelf.take_in(done.decision.number, done.views)
        with reading(record) as connection:
            anew = build_catalogue(connection)
        held = shelf.current().catalogue
        assert dict(held.views) == dict(anew.views)
        assert {name: set(ids) for name, ids in held.told.items() if ids} == {
            name: set(ids) for name, ids in anew.told.items()
        }
        assert {each.id for family in held.families.values() for each in family} == {
            each.id for family in anew.families.values() for each in family
        }
        named = {each for story in held.stories.values() for each in story.incident_ids}
        assert named == set(anew.views)
    close_record(record)
