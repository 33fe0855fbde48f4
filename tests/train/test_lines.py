"""The labels of lines follow from the article text and the page, and the same pages give the same weights."""

from pathlib import Path

import numpy as np
from train.line_labels import Labelled, is_held, publisher_of, roles_of, visible_lines
from train.lines import train, write

from reportedly.language.language import load_language
from reportedly.language.line_weights import load_line_weights
from reportedly.terms.spans import Role

ARTICLE = (
    "The council closed the old bridge on Monday after engineers had found cracks in it.",
    "The ferry would run until autumn, its treasurer told the meeting in the town hall.",
)
PAGE = f"""<html><head><title>Bridge shut</title></head><body><nav><a href=/>Home</a></nav>
<article><h1>Bridge shut</h1><p class="byline">By Ann Example</p><time>4 June 2021</time>
<figure><figcaption>The bridge in the rain</figcaption></figure>
<p>{ARTICLE[0]}</p><h2>Ferry</h2><p>{ARTICLE[1]}</p></article><div>Most read</div></body></html>""".encode()


def test_labels_follow_from_the_article_and_the_markup() -> None:
    """They are what the weights are measured by, so that our rules over words must have no part in them."""
    lines, title = visible_lines(PAGE)
    roles = roles_of(lines, title, "\n".join((ARTICLE[0], "Ferry", ARTICLE[1])))

    assert [role.value for role in roles] == [
        "navigation", "headline", "byline", "dateline", "caption", "paragraph", "subheading", "paragraph",
        "navigation",
    ]  # fmt: skip


def test_pages_of_one_publisher_stay_together() -> None:
    """A site's furniture repeats on all its pages: one of them in training would tell the others."""
    assert (
        publisher_of("https://www.example.co.uk/a") == publisher_of("news.example.co.uk") == "example.co.uk"
    )
    assert publisher_of("https://m.example.com/b") == "example.com"
    assert any(is_held(f"site{number}.example") for number in range(20))
    assert not all(is_held(f"site{number}.example") for number in range(20))


def test_the_same_pages_give_the_same_weights(tmp_path: Path) -> None:
    """The table in the repository can be made again, byte for byte, and is read as it was written."""
    lines = ("Home", "Bridge shut", "By Ann Example", *ARTICLE, "Most read")
    roles = (Role.NAVIGATION, Role.HEADLINE, Role.BYLINE, Role.PARAGRAPH, Role.PARAGRAPH, Role.NAVIGATION)
    pages = [Labelled(f"p{number}", f"p{number}.example", False, lines, roles) for number in range(5)]
    language = load_language("en")
    first, second = train(pages, language), train(pages, language)
    write(first, tmp_path / "a.json")
    write(second, tmp_path / "b.json")

    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
    assert "home" in first.words
    shipped = load_line_weights("en")
    assert shipped.first.shape[0] == first.first.shape[0]
    assert np.isfinite(shipped.second).all()
