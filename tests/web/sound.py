"""What makes a page sound: nothing foreign, nothing broken, no WCAG 2.2 AA fault, in every window."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = (Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
RULES = "{runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}}"

VIEWS: dict[str, dict[str, Any]] = {
    "wide": {"viewport": {"width": 1280, "height": 860}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 860}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 800}, "color_scheme": "light"},
    "200 %": {"viewport": {"width": 640, "height": 430}, "device_scale_factor": 2, "color_scheme": "light"},
}
"""Windows. At 200 % a window of 1280 points has room for 640."""


@dataclass(slots=True)
class Heard:
    """What a page said in the console, and what it asked of other hosts."""

    told: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)


def listened(page: Page, site: str) -> Heard:
    """Return what a page says and asks for from now on."""
    heard = Heard()
    page.on(
        "console",
        lambda message: heard.told.append(message.text) if message.type in {"error", "warning"} else None,
    )
    page.on("pageerror", lambda error: heard.told.append(str(error)))
    page.on(
        "request",
        lambda request: heard.foreign.append(request.url) if not request.url.startswith(site) else None,
    )
    return heard


def sound(page: Page) -> None:
    """Assert that a page has no fault of WCAG and does not scroll sideways."""
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width <= 0
    page.evaluate(AXE)
    found = page.evaluate(f"() => axe.run(document, {RULES})")
    assert [(each["id"], each["nodes"][0]["html"][:200]) for each in found["violations"]] == []
