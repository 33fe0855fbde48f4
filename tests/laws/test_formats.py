"""Laws of pages, feeds and archives: no bytes raise, nothing is lost, blocks hold every word."""

import gzip
import io

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.unit.reports.making import PAGE, warc

from reportedly.language.language import load_language
from reportedly.reports.kinds import Limits
from reportedly.reports.read import read_source
from reportedly.terms.reports import Arrival, Origin, Problem, Report
from reportedly.texts.label import label

ENGLISH = load_language("en")
LIMITS = Limits(text_bytes=200_000, page_bytes=100_000, line_bytes=50_000)
TAGS = (
    "p",
    "div",
    "h1",
    "h2",
    "a",
    "li",
    "ul",
    "figure",
    "figcaption",
    "blockquote",
    "table",
    "td",
    "article",
    "nav",
)
CLASSES = (
    "byline",
    "caption",
    "pullquote",
    "twitter-tweet",
    "live-blog__entry",
    "related",
    "date",
    "author-bio",
    "x",
)

words = st.text(max_size=30) | st.sampled_from(
    [
        "The bridge was shut on Monday, the mayor said.",
        "By Ann Example",
        "4 June 2021",
        "—",
        "\u202e",
        "&amp;",
        "&#0;",
    ]
)
elements = st.recursive(
    words,
    lambda inner: st.builds(
        lambda tag, name, parts: f'<{tag} class="{name}">{"".join(parts)}</{tag}>',
        st.sampled_from(TAGS),
        st.sampled_from(CLASSES),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)
pages = st.builds(
    lambda data, body: f'<html><script type="application/ld+json">{data}</script><body>{body}</body></html>',
    st.sampled_from(
        ["", "[", '{"@type": "Article"}', '{"@type": ["NewsArticle"], "author": [[{}]], "headline": 5}']
    )
    | st.text(max_size=30),
    elements,
)
feeds = st.builds(
    lambda title, link, when, body: (
        f"<rss><channel><item><title>{title}</title><link>{link}</link><pubDate>{when}</pubDate>"
        f"<description>{body}</description></item></channel></rss>"
    ),
    words,
    words,
    words | st.just("Fri, 04 Jun 2021 08:15:00 +9999"),
    elements,
)


def damage(raw: bytes, at: int, patch: bytes, cut: int) -> bytes:
    """Return the bytes with some written over, and cut short."""
    at %= len(raw) + 1
    changed = raw[:at] + patch + raw[at + len(patch) :]
    return changed[: len(changed) - cut % (len(changed) + 1)]


def check(found: list[Arrival | Problem]) -> None:
    """Every input is a report whose blocks hold its words, or a problem in one line."""
    assert found
    for one in found:
        if isinstance(one, Problem):
            assert one.detail and "\n" not in one.detail
            continue
        _check_report(one.report)
        _check_report(label(one.report, ENGLISH))


def _check_report(report: Report) -> None:
    report.text.encode("utf-8")
    assert "\x00" not in report.text
    end = 0
    for block in report.blocks:
        assert block.span.start >= end
        end = block.span.end
    assert end <= len(report.text)


def read(raw: bytes, name: str) -> list[Arrival | Problem]:
    """Return all that reading these bytes yields."""
    return list(read_source(io.BytesIO(raw), Origin(uri=name), LIMITS))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(pages.map(lambda page: page.encode("utf-8", "surrogatepass")) | st.binary(max_size=300))
@example(b"<")
@example(b"<html><body><frameset>")
@example(b"<p>" * 300)
@example(PAGE.encode("utf-16"))
def test_any_page_is_read_or_named(raw: bytes) -> None:
    """Pages come from anywhere; none may stop the reading of the others."""
    check(read(raw, "x.html"))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    feeds.map(lambda feed: feed.encode("utf-8", "surrogatepass")) | st.binary(max_size=300),
    st.sampled_from([".xml", ""]),
)
@example(b"<rss", ".xml")
@example(
    b'{"version": "https://jsonfeed.org/version/1", "items": [5, {"authors": 3, "content_html": []}]}', ""
)
def test_any_feed_is_read_or_named(raw: bytes, suffix: str) -> None:
    """Feeds are written by hand and by broken programs."""
    check(read(raw, f"feed{suffix}"))


ARCHIVE = warc(
    ("https://x.example/a", PAGE.encode(), "text/html"), ("https://x.example/b", b"Some words.", "text/plain")
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(st.booleans(), st.integers(0), st.binary(max_size=20), st.integers(0, 4000))
@example(True, 0, b"", 5)
@example(False, 30, b"Content-Length: 99999999999", 0)
def test_any_web_archive_is_read_as_far_as_it_goes(packed: bool, at: int, patch: bytes, cut: int) -> None:
    """Archives break in the middle of a crawl, of a record, of a header."""
    raw = ARCHIVE if packed else gzip.decompress(ARCHIVE)

    check(read(damage(raw, at, patch, cut), "x.warc.gz" if packed else "x.warc"))
