"""Every page without a browser: what it says, what it opens, what it never lets through."""

import csv
import io
import json
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from reportedly.register.cells import CELLS
from reportedly.register.choosing import REGISTER, Choice
from reportedly.register.totals import missing_words
from reportedly.run.ingest import read_into
from reportedly.run.pages_catalogue import Catalogue
from reportedly.run.review import By, Seen, reject
from reportedly.run.sources import expand
from reportedly.run.totals import tally_and_totals
from reportedly.store.record import close_record, open_record
from reportedly.web.app import make_app
from tests.web.making import NOW, OVERRIDE, SCRIPT, Addresses, copied, token_in

PAGES = sorted(Addresses("", "", "", "").pages)
ID = re.compile(r"/incidents/(incident-[0-9a-f]+)\"")


class Inspector(HTMLParser):
    """What of a page could run or reach out: scripts, styles, handlers, addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.inline: list[str] = []
        self.loaded: list[str] = []
        self.links: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what runs, styles or loads."""
        given = dict(attrs)
        self._inside = tag if tag in {"script", "style"} else ""
        self.inline += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        self.loaded += [given[name] or "" for name in ("src",) if name in given]
        if tag == "link":
            self.loaded.append(given.get("href") or "")
        if tag == "a" and "href" in given:
            self.links.append(given["href"] or "")

    def handle_data(self, data: str) -> None:
        """Note what stands inside a script or style."""
        if self._inside and data.strip():
            self.inline.append(f"{self._inside}: {data.strip()[:80]}")


def inspected(text: str) -> Inspector:
    """Return what a page could do."""
    found = Inspector()
    found.feed(text)
    return found


@pytest.mark.parametrize("name", PAGES)
def test_every_page_answers_and_runs_nothing_of_its_own(
    client: TestClient, addresses: Addresses, name: str
) -> None:
    """A page that holds inline script or style, or loads from elsewhere, would break the strict policy."""
    answer = client.get(addresses.pages[name])

    assert answer.status_code == (404 if name == "problem" else 200)
    found = inspected(answer.text)
    assert found.inline == []
    assert all(each.startswith("/static/") for each in found.loaded)
    assert all(each.startswith(("/", "#")) for each in found.links)
    policy = answer.headers["content-security-policy"]
    assert "'unsafe" not in policy
    assert "default-src 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("name", PAGES)
def test_every_address_on_a_page_leads_somewhere(client: TestClient, addresses: Addresses, name: str) -> None:
    """A number that opens into nothing is worse than a number that does not open."""
    links = {each for each in inspected(client.get(addresses.pages[name]).text).links if each.startswith("/")}

    for link in sorted(links)[:60]:
        assert client.get(link).status_code == 200, link


def test_hostile_text_is_shown_and_never_obeyed(client: TestClient, catalogue: Catalogue) -> None:
    """A report is somebody else's text: a script in it must stand on the page as words."""
    hostile = next(line for line in catalogue.reports.values() if line.uri == "javascript:alert(1)")
    pages = [f"/reports/{hostile.id}", "/", "/search?words=gunmen", "/sources", "/statements?voice=Dabbagh"]
    pages += [
        f"/stories/{catalogue.story_of[hostile.id]}",
        f"/search?words={SCRIPT}",
        "/register?words=" + SCRIPT,
    ]

    for address in pages:
        text = client.get(address).text
        assert SCRIPT not in text, address
        assert OVERRIDE not in text, address
        assert not any("javascript:" in link for link in inspected(text).links), address
    page = client.get(f"/reports/{hostile.id}").text
    assert "&lt;script&gt;" in page
    assert "⟨U+202E⟩" in page
    assert "{{ 7 * 7 }}" in page


def test_the_raw_source_is_text_and_nothing_else(client: TestClient, catalogue: Catalogue) -> None:
    """The bytes are one click away; a browser must not take them for a page."""
    hostile = next(line for line in catalogue.reports.values() if line.uri == "javascript:alert(1)")

    answer = client.get(f"/reports/{hostile.id}/raw")

    assert answer.headers["content-type"].startswith("text/plain")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert b"script" in answer.content


def test_the_text_is_shown_whole(client: TestClient, catalogue: Catalogue) -> None:
    """Layers cut the text into pieces; together they are still every word of it, in order."""
    for report_id in catalogue.reports:
        whole = client.get(f"/api/reports/{report_id}").json()
        page = client.get(f"/reports/{report_id}").text
        article = page[page.index("<article") : page.index("</article>")]
        article = re.sub(r'<span class="role".*?</span>', "", article)
        shown = re.sub(r"⟨U\+[0-9A-F]+⟩", "", _unescaped(re.sub(r"<[^>]+>", "", article)))
        kept = re.sub("[\u202e]", "", whole["text"])
        assert "".join(shown.split()) == "".join(kept.split())


def _unescaped(text: str) -> str:
    """Return text without character references."""
    for sign, name in (("<", "&lt;"), (">", "&gt;"), ('"', "&#34;"), ("'", "&#39;"), ("&", "&amp;")):
        text = text.replace(name, sign)
    return text


QUERIES = (
    "",
    "?type=ASSAULT",
    "?realis=any&since=2025-05",
    "?origins=2&sort=origins",
    "?country=IQ&sort=place",
)


@pytest.mark.parametrize("query", QUERIES)
def test_the_export_is_what_is_shown(client: TestClient, query: str) -> None:
    """Whoever exports a table takes away its rows, in its order, and no others."""
    shown: list[str] = []
    page = 1
    while True:
        text = client.get(f"/register{query}{'&' if query else '?'}page={page}").text
        shown += list(dict.fromkeys(ID.findall(text)))
        if 'rel="next"' not in text:
            break
        page += 1
    lines = client.get(f"/register/export.jsonl{query}").text.splitlines()
    rows = list(
        csv.DictReader(io.StringIO(client.get(f"/register/export.csv{query}").text.removeprefix("\ufeff")))
    )

    assert shown
    assert [json.loads(line)["id"] for line in lines] == shown
    assert [row["id"] for row in rows] == shown


def test_exported_tables_hold_no_formulas(client: TestClient) -> None:
    """A spreadsheet runs a cell that begins with "=": an outlet may be called so."""
    text = client.get("/register/export.csv?realis=any").text
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))

    assert any("HYPERLINK" in cell for row in rows for cell in row)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]


@pytest.mark.parametrize("by", ["type", "month,type", "place", "origin,type", "target", "actor,month"])
def test_every_number_of_a_tally_opens_into_as_many(client: TestClient, by: str) -> None:
    """A cell that says five and opens into four has lost somebody."""
    tally = client.get("/api/tally", params={"by": by}).json()
    assert tally["rows"]

    for row in tally["rows"]:
        cells = {name: row[name] or "~" for name in by.split(",")}
        found = client.get("/api/incidents", params={**cells, "limit": 500}).json()
        assert sorted(each["id"] for each in found["items"]) == sorted(row["incident_ids"])
    text = client.get("/register/tally", params={"by": by}).text
    for link in set(re.findall(r'href="(/register\?[^"]+)"', text)):
        assert client.get(link.replace("&amp;", "&")).status_code == 200


@pytest.mark.parametrize("name", sorted(CELLS))
def test_every_cell_on_a_page_of_the_tally_opens_into_as_many(client: TestClient, name: str) -> None:
    """Whatever the register is counted by, the link of a number leads to that many incidents."""
    for query in ("", "&realis=any"):
        text = client.get(f"/register/tally?by={name}{query}").text.partition('id="rows"')[2]
        found = re.findall(
            r'<a href="(/register[^"]*)" aria-label="(\d+) incidents?"', text.partition("</table")[0]
        )
        assert found
        for link, number in found[:12]:
            shown = re.search(r'data-incidents="(\d+)"', client.get(link.replace("&amp;", "&")).text)
            assert shown is not None and shown[1] == number, link


def test_one_filter_holds_for_every_way_to_see_the_register(client: TestClient) -> None:
    """Table, tally, timeline and map of one address speak of the same incidents."""
    for query in QUERIES:
        sums = {
            re.search(r'data-incidents="(\d+)"', client.get(f"/register{tab}{query}").text)[1]  # type: ignore[index]
            for tab in ("", "/tally", "/timeline", "/map")
        }
        assert len(sums) == 1


def test_reported_totals_open_into_what_is_itemised_beside_them(client: TestClient) -> None:
    """The register's own count beside a source's total is a list of incidents, not a number alone."""
    text = client.get("/register/tally").text
    found = re.findall(r'<a href="(/register\?total=[^"]+)" aria-label="(\d+) incidents? itemised"', text)

    assert found
    for link, number in found:
        listed = set(ID.findall(client.get(link).text.partition("<tbody>")[2]))
        assert len(listed) == int(number)


def test_a_story_without_a_title_is_called_by_its_file(tmp_path: Path) -> None:
    """A page that is shown to others does not say in whose home folder the reports lay."""
    words = "Gunmen attacked a police post in Basra on 5 May 2031 and killed three officers, police said."
    (tmp_path / "note.txt").write_text(words, encoding="utf-8")
    record = open_record(tmp_path / "record.db", create=True)
    read_into(record, expand([str(tmp_path / "note.txt")]), now=NOW)

    client = TestClient(make_app(record), base_url="http://127.0.0.1")
    shown = [client.get(address).text for address in ("/", "/stories", "/register", "/review")]
    close_record(record)

    assert "note.txt" in shown[0] and "note.txt" in shown[1]
    assert not any("file://" in each for each in shown)


def test_a_reported_total_says_what_is_missing_here(plain: Path, tmp_path: Path) -> None:
    """What the register lacks of a source's number, and what it has and does not count, stand beside it."""
    record = open_record(copied(plain, tmp_path), create=False)
    before = tally_and_totals(record, ("type",), Choice(realis=REGISTER))[1].shown
    taken = next(each.itemised_ids[0] for each in before if each.itemised_ids)
    reject(record, Seen(taken), By("ada", "a drill", NOW))

    totals = tally_and_totals(record, ("type",), Choice(realis=REGISTER))[1].shown
    text = unescape(TestClient(make_app(record), base_url="http://127.0.0.1").get("/register/tally").text)
    close_record(record)

    told = [missing_words(each) for each in totals]
    assert any("not counted (rejected" in each for each in told)
    assert any("missing here" in each for each in told)
    assert all(f"<td>{each}</td>" in text for each in told)


@pytest.mark.parametrize("name", ["Iraq", "iraq", "IQ", "iq"])
def test_a_country_is_asked_for_by_name_or_code(client: TestClient, name: str) -> None:
    """A page that is empty because of a spelling says that nothing happened there, which is false."""
    shown = client.get(f"/register?country={name}").text
    listed = client.get("/api/incidents?country=IQ").json()["incidents"]

    assert listed
    assert f'data-incidents="{listed}"' in shown
    assert re.search(r'<option value="IQ" selected>', shown)


def test_a_country_that_is_none_says_what_to_write(client: TestClient) -> None:
    """A slip in a name is told with what would be understood."""
    for address in ("/register?country=Irak%20al", "/api/incidents?country=XQ", "/register/map?country=ZZ"):
        answer = client.get(address)
        assert answer.status_code == 422
        assert "Iraq or IQ" in answer.text


def test_what_goes_wrong_is_a_page_for_a_person_and_an_object_for_a_program(client: TestClient) -> None:
    """A wrong address, field or id says what and what to do, each in the reader's own form."""
    for address, status in [("/nowhere", 404), ("/reports/x", 404), ("/statements?since=soon", 422)]:
        answer = client.get(address)
        assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
        assert "<h1>" in answer.text
    for address, status in [("/api/nowhere", 404), ("/api/reports/x", 404), ("/api/reports?limit=0", 422)]:
        answer = client.get(address)
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"
        assert set(answer.json()) == {"type", "title", "status", "detail", "instance"}


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "evil.example:8000", ""])
def test_other_names_of_this_machine_are_refused(client: TestClient, host: str) -> None:
    """A page elsewhere that has its name point here must not read the record through the browser."""
    assert client.get("/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "[::1]:8000", "LOCALHOST:1"])
def test_this_machines_own_names_are_answered(client: TestClient, host: str) -> None:
    """The address that the command prints, and its synonyms, work."""
    assert client.get("/stories", headers={"host": host}).status_code == 200


def test_what_is_new_is_counted_from_the_last_visit(client: TestClient) -> None:
    """An analyst who comes back sees what came in between, until they say that they have seen it."""
    fresh = TestClient(client.app, base_url="http://127.0.0.1")
    assert "From now on this shows what is new" in fresh.get("/").text
    assert "Nothing since" in fresh.get("/").text

    fresh.cookies.clear()
    back = TestClient(client.app, base_url="http://127.0.0.1", cookies={"reportedly-seen": "15"})
    page = back.get("/").text
    assert "New since your last visit" in page
    form = {"token": token_in(page)}
    refused = back.post("/seen", data=form, headers={"sec-fetch-site": "cross-site"})
    assert refused.status_code == 403
    assert back.post("/seen", data={"token": "forged"}).status_code == 403
    back.post("/seen", data=form, headers={"sec-fetch-site": "same-origin"})
    assert "Nothing since" in back.get("/").text


def test_the_api_gives_the_fields_of_the_commands(client: TestClient, addresses: Addresses) -> None:
    """A script for ``show --format jsonl`` reads the API's objects too; the description names them all."""
    spec = client.get("/api/openapi.json").json()
    schemas: dict[str, Any] = spec["components"]["schemas"]
    report = client.get("/api" + addresses.report).json()
    incident = client.get("/api" + addresses.incident).json()

    assert set(schemas["Report"]["properties"]) == set(report["report"])
    assert set(schemas["Statement"]["properties"]) == set(report["statements"][0])
    assert set(schemas["Event"]["properties"]) == set(report["events"][0])
    assert set(schemas["Copy"]["properties"]) == set(report["copies"][0])
    assert set(schemas["Incident"]["properties"]) == set(incident)
    start, end = report["statements"][0]["said"][0]
    assert report["text"][start:end] in report["statements"][0]["text"]


def test_pages_of_the_api_follow_one_another(client: TestClient) -> None:
    """Following "next" gives everything once."""
    for address in ("/api/statements?limit=40", "/api/incidents?limit=20&realis=any", "/api/reports?limit=5"):
        seen: list[str] = []
        following: str | None = address
        while following:
            page = client.get(following).json()
            seen += [each["id"] for each in page["items"]]
            following = page["next"]
        assert len(seen) == len(set(seen)) > 15


def test_old_ids_and_any_record_open(client: TestClient, catalogue: Catalogue) -> None:
    """Whatever id a person has in a footnote leads to the page where its words stand."""
    report_id = next(iter(catalogue.reports))
    event_id = next(iter(catalogue.views.values())).event_ids[0]

    assert client.get(f"/open/{report_id}").status_code == 200
    answer = client.get(f"/open/{event_id}", follow_redirects=False)
    assert answer.headers["location"].endswith(f"#{event_id}")
    assert client.get("/open/incident-none").status_code == 404
