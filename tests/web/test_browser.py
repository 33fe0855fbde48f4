"""The pages in a real browser: nothing foreign, nothing broken; by keyboard, on a phone, enlarged."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from reportedly.run.pages_catalogue import Catalogue
from tests.web.housing import WORDS, own
from tests.web.making import Addresses, served
from tests.web.sound import AXE, RULES, VIEWS, listened, sound

PAGES = sorted(Addresses("", "", "", "").pages)
PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
DRAWN = ("home", "story", "report", "tally", "map", "incident", "compare", "statements", "review")


@pytest.fixture(params=sorted(VIEWS))
def view(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    """A window of each kind."""
    context = browser.new_context(**VIEWS[request.param])
    yield context
    context.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a wide window."""
    context = browser.new_context(**VIEWS["wide"])
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_sound_in_every_window(
    view: BrowserContext, site: str, addresses: Addresses, name: str
) -> None:
    """No error in the console, no request elsewhere, no WCAG 2.2 AA fault, no scrolling sideways."""
    page = view.new_page()
    heard = listened(page, site)

    page.goto(site + addresses.pages[name])
    page.wait_for_load_state("networkidle")

    assert heard.foreign == []
    assert [each for each in heard.told if not (name == "problem" and "404" in each)] == []
    sound(page)


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_cut_off_unseen_on_a_phone(
    browser: Browser, site: str, addresses: Addresses, name: str
) -> None:
    """Two reports are compared without moving sideways; what is wider than the screen says so."""
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(site + addresses.pages[name])

    boxes = page.locator(".scroll").evaluate_all(
        "all => all.map(each => [each.scrollWidth > each.clientWidth + 1,"
        " getComputedStyle(each, '::before').content.includes('scroll')])"
    )

    assert all(told for wider, told in boxes if wider)
    assert name != "compare" or (boxes and not any(wider for wider, _ in boxes))
    context.close()


def test_the_pages_about_accounts_are_sound_too(browser: Browser, manned: Path, tmp_path: Path) -> None:
    """The door, one's own password and the list of accounts: by keyboard, without a fault in any window."""
    path = own(manned, tmp_path)
    with served(path, "--accounts") as site:
        for given in VIEWS.values():
            context = browser.new_context(**given)
            page = context.new_page()
            page.goto(f"{site}/accounts")
            sound(page)
            page.get_by_label("Name").press_sequentially("ada")
            page.keyboard.press("Tab")
            page.keyboard.type(WORDS["ada"])
            page.keyboard.press("Enter")
            expect(page.get_by_role("heading", name="Accounts")).to_be_visible()
            for address in ("/accounts", "/password", "/review/next"):
                page.goto(site + address)
                sound(page)
            context.close()


def test_hostile_and_right_to_left_reports_are_sound_too(page: Page, site: str, catalogue: Catalogue) -> None:
    """The script of a report does not run, and Arabic runs from the right."""
    for line in catalogue.reports.values():
        if line.uri == "javascript:alert(1)":
            page.goto(f"{site}/reports/{line.id}")
            assert "owned" not in page.title().split()
            expect(page.locator(".sign").first).to_have_text("⟨U+202E⟩")
        if line.outlet == "صحيفة النهرين":
            page.goto(f"{site}/reports/{line.id}")
            block = page.locator(".block.headline, .block.paragraph").first
            assert block.evaluate("each => getComputedStyle(each).direction") == "rtl"
            page.evaluate(AXE)
            assert page.evaluate(f"() => axe.run(document, {RULES})")["violations"] == []


def test_one_filter_is_shared_by_all_tabs_and_the_back_button_returns(page: Page, site: str) -> None:
    """A filter typed once holds in table, tally, timeline and map; its address can be sent to a colleague."""
    page.goto(f"{site}/register")
    page.locator("select[name=type]").select_option("ASSAULT")
    page.locator("input[name=since]").fill("2024")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**/register?*type=ASSAULT*")
    number = page.locator("#sum").get_attribute("data-incidents")
    assert "words=" not in page.url

    for tab in ("Tally", "Timeline", "Map"):
        page.get_by_role("link", name=tab, exact=True).click()
        page.wait_for_url(f"**/register/{tab.lower()}?*")
        assert page.locator("#sum").get_attribute("data-incidents") == number
        expect(page.locator("select[name=type]")).to_have_value("ASSAULT")
        expect(page.locator("input[name=since]")).to_have_value("2024")
    page.go_back()
    page.wait_for_url("**/register/timeline?*")
    page.go_back()
    page.go_back()
    assert page.locator("#sum").get_attribute("data-incidents") == number


def test_a_bar_opens_into_its_incidents(page: Page, site: str) -> None:
    """A number in a chart is a way to what it counts."""
    page.goto(f"{site}/register/tally?by=type")
    bar = page.locator("svg.chart a").first
    number = (bar.get_attribute("aria-label") or "").rpartition(": ")[2].split()[0]
    bar.click()
    page.wait_for_url("**/register?type=*")

    assert page.locator("#sum").get_attribute("data-incidents") == number


def test_a_report_is_read_by_keyboard(page: Page, site: str, addresses: Addresses) -> None:
    """Focus shows what rests on words, Enter pins, Escape lets go, J and K walk, N is the next report."""
    page.goto(site + addresses.report)
    first = page.locator("a.mark[tabindex='0']").first
    first.focus()
    assert page.locator(".card.open").count() > 0
    page.keyboard.press("j")
    assert page.locator("a.mark:focus").count() == 1
    assert not first.evaluate("each => each === document.activeElement")
    page.keyboard.press("k")
    assert first.evaluate("each => each === document.activeElement")
    page.keyboard.press("Enter")
    expect(page.locator(".cards.pinned")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".cards.pinned")).to_have_count(0)
    page.keyboard.press("n")
    page.wait_for_function("path => location.pathname !== path", arg=addresses.report)


def test_a_report_is_read_by_pointer(page: Page, site: str, addresses: Addresses) -> None:
    """Pointing shows, a click pins, and what is pinned stays when the pointer goes on."""
    page.goto(site + addresses.report)
    marks = page.locator(".mark.trigger")
    marks.first.hover()
    expect(page.locator(".card.events.open").first).to_be_visible()
    marks.first.click()
    pinned = page.locator(".card.open").first.get_attribute("data-card")
    marks.nth(3).hover()

    assert page.locator(".card.open").first.get_attribute("data-card") == pinned


def test_layers_are_switched_and_kept_in_the_address(page: Page, site: str, addresses: Addresses) -> None:
    """Whoever looks at events alone can send that view."""
    page.goto(site + addresses.report)
    for name in ("Blocks", "Copied passages", "Statements"):
        page.get_by_label(name).uncheck()
    assert page.url.endswith("layers=events")
    expect(page.locator(".role").first).to_be_hidden()

    page.reload()
    expect(page.get_by_label("Statements")).not_to_be_checked()
    expect(page.get_by_label("Events")).to_be_checked()


def test_a_row_of_statements_opens_at_its_words(page: Page, site: str) -> None:
    """The words of the list are found again in the report, pinned."""
    page.goto(f"{site}/statements?voice=Hanaa+Kubaisi")
    row = page.locator("td.words a").first
    words = row.inner_text().split(" … ")[0].strip()
    row.click()
    page.wait_for_url("**/reports/**")

    expect(page.locator(".cards.pinned .card.statements.open").first).to_be_visible()
    assert "".join(words.split()) in "".join(page.locator(".text").inner_text().split())


def test_statements_are_narrowed_without_leaving_the_page(page: Page, site: str) -> None:
    """The list follows the fields, the address follows the list, and the back button undoes it."""
    page.goto(f"{site}/statements")
    before = page.locator("#results .lead").inner_text()
    page.get_by_label("Act").select_option("threaten")
    page.wait_for_url("**/statements?act=threaten")
    expect(page.locator("#results .lead")).not_to_have_text(before)
    page.go_back()
    expect(page.locator("#results .lead")).to_have_text(before)


def test_a_field_that_is_not_understood_is_said(page: Page, site: str) -> None:
    """A voice that nobody has is answered with what to do, not with a page that stays as it was."""
    page.goto(f"{site}/statements")
    page.locator("input[name=voice]").fill("Zzyzx Qwop")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Not understood")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Zzyzx Qwop")


def test_colours_are_chosen_and_kept(page: Page, site: str) -> None:
    """Dark stays dark on the next page."""
    page.goto(site)
    page.get_by_role("button", name="Switch between light and dark").click()
    page.goto(f"{site}/stories")

    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_pages_work_without_scripts(browser: Browser, site: str, addresses: Addresses) -> None:
    """Reading, filtering and turning pages need no script."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + addresses.report)
    expect(page.locator(".card").first).to_be_visible()
    page.goto(f"{site}/register?type=ASSAULT")
    expect(page.locator("tbody tr").first).to_be_visible()
    context.close()


def test_the_map_draws_circles_over_the_outlines(page: Page, site: str) -> None:
    """Places are drawn as large as they are uncertain, over our own outline of the world."""
    page.goto(f"{site}/register/map")
    page.wait_for_selector("[data-map][data-drawn]", state="attached")

    assert (
        page.locator("[data-map] path.leaflet-interactive").count()
        >= page.locator("[data-places] tbody tr").count()
    )


def test_pictures_of_the_main_pages(browser: Browser, plain: Path, tmp_path: Path) -> None:
    """The pictures in the guide are what the pages look like: made here, kept with REPORTEDLY_PICTURES=1."""
    folder = PICTURES if os.environ.get("REPORTEDLY_PICTURES") else tmp_path
    context = browser.new_context(viewport={"width": 1200, "height": 800}, color_scheme="light")
    page = context.new_page()
    with served(plain, "--as", "Ada") as site:
        for name, address in _drawn(page, site).items():
            page.goto(site + address)
            page.wait_for_load_state("networkidle")
            if name == "report":
                page.locator(".mark.trigger").nth(1).click()
                page.evaluate("scrollTo(0, 0)")
            if name == "map":
                page.wait_for_selector("[data-map][data-drawn]", state="attached")
                page.wait_for_timeout(500)
            page.screenshot(path=folder / f"web-{name}.png")
            assert (folder / f"web-{name}.png").stat().st_size < 300_000
    context.close()


def _drawn(page: Page, site: str) -> dict[str, str]:
    """Return the addresses of the pages to draw."""
    incidents = page.request.get(f"{site}/api/incidents?limit=500").json()["items"]
    incident = max(incidents, key=lambda each: (len(each["reports"]), each["id"]))
    titles = {
        each["outlet"]: each["id"]
        for each in page.request.get(f"{site}/api/reports?limit=100").json()["items"]
    }
    left, right = titles["Rotterdam Ledger"], titles["Northern Wire"]
    stories = page.request.get(f"{site}/api/stories").json()["items"]
    story = next(each for each in stories if left in each["reports"])
    found = Addresses(
        story=f"/stories/{story['id']}",
        report=f"/reports/{left}",
        compare=f"/compare?left={left}&right={right}",
        incident=f"/incidents/{incident['id']}",
    )
    pages = {**found.pages, "review": found.incident.replace("/incidents/", "/review/")}
    return {name: pages[name] for name in DRAWN}
