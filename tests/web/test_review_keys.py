"""The review in a real browser: by keys alone, by two at once, beside a process that reads."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.making import LATER, copied, read_more, served


@pytest.fixture
def sitting(mixed: Path, tmp_path: Path, browser: Browser) -> Iterator[tuple[str, Page, Path]]:
    """A server of its own on a record of its own, and a window."""
    path = copied(mixed, tmp_path)
    context = browser.new_context(viewport={"width": 1280, "height": 860})
    with served(path, "--as", "Ada") as site:
        yield site, context.new_page(), path
        context.close()


def test_a_whole_review_by_keys_alone(sitting: tuple[str, Page, Path]) -> None:
    """From the list to the last undo no pointer is needed: j k Enter a r e s m c u ? Escape."""
    site, page, _ = sitting
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto(f"{site}/review")
    titles = page.locator("[data-row]").all_inner_texts()

    def press(key: str) -> None:
        page.wait_for_selector("body[data-keys]", state="attached")
        page.keyboard.press(key)

    press("?")
    expect(page.locator("dialog[open]")).to_be_visible()
    press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    press("j")
    press("j")
    press("k")
    expect(page.locator("[data-row]").first).to_be_focused()
    press("Enter")
    expect(page.locator("h1")).to_have_text(titles[0])

    # s: two mentions go out
    number = page.locator(".tellings > li").count()
    press("s")
    press("1")
    press("3")
    expect(page.locator("[data-ticked]")).to_have_text("Out: 1, 3")
    press("Enter")
    expect(page.locator(".notice")).to_contain_text("Split as decision 1")
    assert page.locator(".tellings > li").count() in {2, number - 2}
    # u: and come back
    press("u")
    expect(page.locator(".notice")).to_contain_text("Taken back as decision 2")
    expect(page.locator(".tellings > li")).to_have_count(number)
    # e: a count is put right
    press("e")
    expect(page.locator("details[open][data-panel=e] select").first).to_be_focused()
    for _ in range(10):
        if page.evaluate("document.activeElement.name") == "set.count.killed":
            break
        press("Tab")
    page.keyboard.type("12")
    press("Enter")
    expect(page.locator(".notice")).to_contain_text("Edited as decision 3")
    expect(page.locator("dl.sheet")).to_contain_text("killed: 12")
    expect(page.locator(".was").first).to_contain_text("machine:")
    # c: a comment
    press("c")
    page.keyboard.type("Ask the hospital.")
    press("Tab")
    press("Enter")
    expect(page.locator(".notice")).to_contain_text("Commented on as decision 4")
    # m: the first suggestion
    press("m")
    press("1")
    press("Enter")
    expect(page.locator(".notice")).to_contain_text("Merged as decision 5")
    second = page.locator("h1").inner_text()
    # a: what comes next is right
    press("a")
    expect(page.locator(".notice")).to_contain_text("Accepted as decision 6")
    third = page.locator("h1").inner_text()
    # j, k: past one and back
    press("j")
    expect(page.locator("h1")).not_to_have_text(third)
    press("k")
    expect(page.locator("h1")).to_have_text(third)
    # r: a reason is asked for; Escape closes
    press("r")
    page.keyboard.type("Not an")
    press("Escape")
    expect(page.locator("details[open]")).to_have_count(0)
    press("r")
    page.keyboard.press("Control+a")
    page.keyboard.type("A film set.")
    press("Enter")
    expect(page.locator(".notice")).to_contain_text("Rejected as decision 7")
    press("u")
    expect(page.locator("h1")).to_have_text(third)

    assert told == []
    lines = [json.loads(line) for line in page.request.get(f"{site}/log/export.jsonl").text().splitlines()]
    acts = [each["act"] for each in reversed(lines)]
    assert acts == ["split", "undo", "edit", "comment", "merge", "accept", "reject", "undo"]
    assert {each["by"] for each in lines} == {"Ada"}
    assert second in lines[-6]["titles"]


def test_a_held_key_decides_once(sitting: tuple[str, Page, Path]) -> None:
    """A finger that rests on a key must not accept the whole queue."""
    site, page, _ = sitting
    page.goto(f"{site}/review/next")
    page.wait_for_selector("body[data-keys]", state="attached")
    page.keyboard.down("a")
    for _ in range(4):
        page.keyboard.down("a")
    page.wait_for_url("**done=1**")
    page.keyboard.down("a")
    page.keyboard.up("a")

    assert len(page.request.get(f"{site}/api/decisions").json()["items"]) == 1


def test_single_keys_can_be_turned_off(sitting: tuple[str, Page, Path]) -> None:
    """Whoever dictates or leans on the keyboard turns them off (WCAG 2.1.4); ? still says so."""
    site, page, _ = sitting
    page.goto(f"{site}/review/next")
    page.wait_for_selector("body[data-keys]", state="attached")
    page.keyboard.press("?")
    page.get_by_label("Single keys act").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    expect(page.locator("details[open]")).to_have_count(0)
    page.reload()
    page.wait_for_selector("body[data-keys]", state="attached")
    page.keyboard.press("c")
    expect(page.locator("details[open]")).to_have_count(0)


def test_two_windows_at_one_incident(sitting: tuple[str, Page, Path]) -> None:
    """Ada accepts what Ben still looks at; Ben's edit is refused, shown again, and kept when sent anew."""
    site, page, _ = sitting
    page.goto(f"{site}/review/next")
    other = page.context.new_page()
    other.goto(page.url)
    page.wait_for_selector("body[data-keys]", state="attached")
    page.keyboard.press("a")
    page.wait_for_url("**done=1**")

    other.wait_for_selector("body[data-keys]", state="attached")
    other.keyboard.press("e")
    other.locator("details[open] input[name='set.count.killed']").fill("11")
    other.keyboard.press("Enter")
    expect(other.locator("[role=alert]")).to_contain_text("Ada decided meanwhile (accept")
    expect(other.locator("details[open] input[name='set.count.killed']")).to_have_value("11")
    other.locator("details[open] button[name=act]").click()
    expect(other.locator(".notice")).to_contain_text("Edited as decision 2")


def test_deciding_while_another_process_reads(sitting: tuple[str, Page, Path]) -> None:
    """Two processes, one reading new reports and one deciding: both are kept."""
    site, page, path = sitting
    page.goto(f"{site}/review/next")

    failed: list[Exception] = []

    def read() -> None:
        try:
            for number in range(3):
                text = LATER["text"] + f"\n\nGate {number} too.\n"
                read_more(path, [{**LATER, "uri": f"{LATER['uri']}/{number}", "text": text}])
        except Exception as error:
            failed.append(error)

    writer = threading.Thread(target=read)
    writer.start()
    for number in range(1, 6):
        page.wait_for_selector("body[data-keys]", state="attached")
        page.keyboard.press("a")
        page.wait_for_url(f"**done={number}**")
    writer.join()

    assert failed == []
    decided = page.request.get(f"{site}/api/decisions").json()["items"]
    assert [each["act"] for each in decided] == ["accept"] * 5
    assert "Dockers walk out" in page.request.get(f"{site}/search").text()
