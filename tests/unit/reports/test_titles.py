"""The title of a page is the heading that readers see, without kicker and outlet."""

import json

import pytest

from tests.unit.reports.making import read, reports

BODY = "<p>The ferry lay still on Friday after the storm had damaged the pier, the harbour master said.</p>"


def title_of(
    body: str, *, og: str = "", data: str = "", title: str = "", site: str = "River Post"
) -> str | None:
    """Return the title of a page with these headings and names."""
    head = f'<meta property="og:site_name" content="{site}"><link rel="canonical" href="https://riverpost.example/1">'
    head += f'<meta property="og:title" content="{og}">' if og else ""
    head += f"<title>{title}</title>" if title else ""
    if data:
        said = json.dumps({"@type": "NewsArticle", "headline": data})
        head += f'<script type="application/ld+json">{said}</script>'
    return reports(read(f"<html><head>{head}</head><body>{body}{BODY}</body></html>".encode()))[0].title


@pytest.mark.parametrize(
    ("body", "named", "title"),
    [
        ("<h1>Ferry halted</h1>", {"og": "Ferry halted | River Post"}, "Ferry halted"),
        ("", {"title": "Ferry halted - River Post - Harbour"}, "Ferry halted"),
        ("", {"title": "River Post: | Ferry halted"}, "Ferry halted"),
        ("", {"title": "Ferry halted | riverpost", "site": ""}, "Ferry halted"),
        ("<h2>Ferry halted again</h2>", {"title": "Ferry halted again - Anything"}, "Ferry halted again"),
        ("<h1><span>Harbour</span>Ferry halted</h1>", {"og": "Ferry halted"}, "Ferry halted"),
        ("<h1><span>Harbour</span> <span>Ferry halted</span></h1>", {"data": "Ferry halted"}, "Ferry halted"),
        (
            "<h1>Ferry halted<br>after storm</h1>",
            {"og": "Ferry halted after storm"},
            "Ferry halted after storm",
        ),
        ("<h1><div>Ferry halted</div><div>after storm</div></h1>", {}, "Ferry halted after storm"),
        (
            "<h1>No ferry until Monday, says the harbour master</h1>",
            {"og": "Storm latest: what we know", "title": "Storm latest: what we know"},
            "No ferry until Monday, says the harbour master",
        ),
        (
            "<h1>No ferry until Monday, says the harbour master</h1>",
            {"og": "Storm latest", "data": "Storm latest"},
            "Storm latest",
        ),
        ("<h1>River Post</h1><h2>Ferry halted</h2>", {"og": "Ferry halted"}, "Ferry halted"),
        ("<h1>Ferry – a history</h1>", {"og": "Ferry - a history"}, "Ferry – a history"),
    ],
)
def test_the_title_is_the_heading_that_readers_see(body: str, named: dict[str, str], title: str) -> None:
    """A report is cited and found by its title; the outlet's name and the section are no part of it."""
    assert title_of(body, **named) == title
