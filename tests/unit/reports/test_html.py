"""A saved page becomes a report whose every line is kept and labelled."""

import json
from collections.abc import Mapping

import pytest

from reportedly.language.language import load_language
from reportedly.reports.kinds import Limits
from reportedly.terms.spans import Role
from reportedly.terms.times import Grain
from reportedly.texts.label import label
from tests.unit.reports.making import PAGE, problems, read, reports, words_of


def test_a_page_says_who_wrote_it_when_and_where() -> None:
    """An analyst cites title, author, outlet and time; they must come from the page, not from a guess."""
    report = reports(read(PAGE.encode()))[0]

    assert report.title == "Ferry halted after storm"
    assert report.byline == "Ann Example, Bo Sample"
    assert report.outlet == "River Post"
    assert report.url == "https://riverpost.example/ferry"
    assert report.published is not None and report.published.start is not None
    assert report.published.start.isoformat() == "2021-06-04T05:15:00+00:00"
    assert report.published.grain is Grain.MINUTE


def _page(article: Mapping[str, object], head: str, body: str) -> bytes:
    data = json.dumps({"@type": "NewsArticle", **article})
    script = f'<script type="application/ld+json">{data}</script>'
    return f"<html><head>{head}{script}</head><body>{body}<p>The ferry lay still.</p></body></html>".encode()


def test_the_title_is_the_one_that_readers_see() -> None:
    """JSON-LD often holds a headline for search engines; a report is cited by the one above its text."""
    head = '<meta property="og:title" content="Storm keeps the ferry in port">'
    page = _page({"headline": "Weather news: sailing today?"}, head, "<h1>Storm keeps the ferry in port</h1>")

    assert reports(read(page))[0].title == "Storm keeps the ferry in port"


def test_a_site_is_the_author_only_where_it_names_nobody_else() -> None:
    """Programs fill the author with the outlet's name; who signed the text counts."""
    article: dict[str, object] = {"author": "River Post", "publisher": {"name": "River Post"}}
    signed = '<div class="byline"><a href="/staff/1">Ann Example</a></div>'

    assert reports(read(_page(article, "", signed)))[0].byline == "Ann Example"
    assert reports(read(_page(article, "", "")))[0].byline == "River Post"


def test_what_each_value_rests_on_is_kept() -> None:
    """A time whose zone was lost cannot be checked; the words as written stay, with where they stood."""
    extra = dict(reports(read(PAGE.encode()))[0].extra)

    assert json.loads(extra["published_as_written"]) == {
        "value": "2021-06-04T08:15:00+03:00",
        "basis": "json-ld datePublished",
    }
    assert json.loads(extra["modified"]) == "2021-06-04T07:00:00+00:00"
    assert json.loads(extra["title_basis"]) == "h1"


def test_nothing_is_cut_and_everything_is_labelled() -> None:
    """A menu may hold the only hint at the outlet: it is labelled, not thrown away."""
    report = reports(read(PAGE.encode()))[0]

    assert words_of(report, Role.HEADLINE) == ["Ferry halted after storm"]
    assert words_of(report, Role.SUBHEADING) == ["Harbour master expects no sailings before Monday"]
    assert words_of(report, Role.CAPTION) == ["The ferry at its pier. Photo: Cy Lens"]
    assert words_of(report, Role.PULL_QUOTE) == ["We will not sail before Monday"]
    assert words_of(report, Role.BYLINE) == ["By Ann Example"]
    assert [words[:7] for words in words_of(report, Role.PARAGRAPH)] == ["RIVERTO", "“We wil", "The com"]
    furniture = words_of(report, Role.NAVIGATION)
    assert "Home World" in furniture and "READ MORE: Ten storms that shook the coast" in furniture
    assert "never shown" not in report.text


def test_blocks_cover_every_word() -> None:
    """Offsets are the promise of the record: no word of the text stands outside the blocks."""
    report = reports(read(PAGE.encode()))[0]

    left = list(report.text)
    for block in report.blocks:
        left[block.span.start : block.span.end] = " " * (block.span.end - block.span.start)
    assert not "".join(left).strip()


def test_the_words_of_a_page_name_its_dateline_notice_and_credit() -> None:
    """What the page's marks leave open, its own words say, as in plain text."""
    report = label(reports(read(PAGE.encode()))[0], load_language("en"))

    assert words_of(report, Role.DATELINE) == ["RIVERTON (Reuters) -"]
    assert words_of(report, Role.NOTICE) == ["© 2021 River Post. All rights reserved."]
    assert report.credits == ("Reuters",)
    assert report.language == "en"


def test_an_embedded_post_is_a_quoted_document() -> None:
    """Words of another author must not count as the outlet's, so the post is a report of its own."""
    page, post = reports(read(PAGE.encode()))

    assert words_of(page, Role.QUOTED)[0] == "No ferry today, please use the bridge instead."
    assert post.uri == "page.html#post=1"
    assert (post.outlet, post.byline) == ("Twitter", "Riverton Harbour (@rivharbour)")
    assert post.url == "https://twitter.com/rivharbour/status/1"
    assert words_of(post, Role.PARAGRAPH) == ["No ferry today, please use the bridge instead."]
    dated = label(post, load_language("en")).published
    assert dated is not None and dated.start is not None
    assert dated.start.date().isoformat() == "2021-06-04"


LIVE = "".join(
    f'<article class="live-blog__entry"><time datetime="2021-06-04T1{hour}:00:00Z">1{hour}:00</time>'
    f"<h3>Update {hour}</h3><p>At this hour the water stood {hour} metres above the mark.</p></article>"
    for hour in (3, 2, 1)
)


def test_entries_of_a_live_blog_are_texts_in_the_order_of_time() -> None:
    """A live page runs backwards and has many times; one date for all of it would be wrong for most."""
    page, *entries = reports(read(f"<html><body><h1>Storm live</h1>{LIVE}</body></html>".encode()))

    assert [entry.title for entry in entries] == ["Update 1", "Update 2", "Update 3"]
    assert [entry.uri for entry in entries] == [f"page.html#entry={number}" for number in (1, 2, 3)]
    starts = [entry.published.start for entry in entries if entry.published and entry.published.start]
    assert starts == sorted(starts) and len(starts) == 3
    assert any("2 metres" in words for words in words_of(page, Role.QUOTED))


def test_updates_that_only_json_ld_lists_are_read() -> None:
    """Live pages often load their entries by script and leave them for search engines alone."""
    update = {
        "@type": "BlogPosting",
        "headline": "Pier closed",
        "articleBody": "The pier was closed at noon, the port said.",
        "datePublished": "2021-06-04T12:00:00Z",
    }
    data = json.dumps({"@type": "LiveBlogPosting", "liveBlogUpdate": [update]})
    raw = f'<html><script type="application/ld+json">{data}</script><body><p>Storm live</p></body></html>'

    _, entry = reports(read(raw.encode()))

    assert entry.text == "Pier closed\nThe pier was closed at noon, the port said."


@pytest.mark.parametrize("said", ["utf-8", "iso-8859-1", "windows-1251", "no-such-charset"])
def test_a_wrong_declaration_does_no_harm(said: str) -> None:
    """Half the web declares one encoding and sends another; the words must come out right all the same."""
    raw = f'<html><meta charset="{said}"><body><p>Déjà vu à Besançon, où le préfet a parlé.</p></body></html>'

    assert "Déjà vu à Besançon" in reports(read(raw.encode()))[0].text


def test_a_declared_encoding_is_used_where_it_fits() -> None:
    """Cyrillic of the nineties is readable only by its declaration."""
    raw = (
        '<html><meta charset="koi8-r"><body><p>Мост через реку закрыт, сообщил мэр города.</p></body></html>'
    )

    report = reports(read(raw.encode("koi8-r")))[0]

    assert "Мост через реку закрыт" in report.text
    assert report.encoding == "koi8-r"


def test_bad_pages_are_named_problems() -> None:
    """Hostile pages cost a bounded effort and tell what is wrong with them."""
    small = Limits(page_bytes=50_000)

    assert problems(read(b"<html><body><p>a\x00b</p></body></html>")) == ["binary"]
    assert problems(read(b"<div>" * 5000 + b"words" + b"</div>" * 5000)) == ["too-complex"]
    assert problems(read(b"<p>x</p>" * 70_000)) == ["too-complex"]
    crowded = b"<p " + b" ".join(b"a%d=1" % number for number in range(200_000)) + b">x</p>"
    assert problems(read(crowded)) == ["too-complex"]
    assert problems(read(b"<html><p>" + b"word " * 20_000, limits=small)) == ["too-large"]
    assert problems(read(b"<html><body><script>1</script></body></html>")) == ["empty"]
    assert problems(read(b"   ")) == ["empty"]


def test_pictures_inside_a_page_do_not_count_for_its_size() -> None:
    """Browsers can save a page as one file with its pictures in it: megabytes that hold no words."""
    picture = "data:image/png;base64," + "QUJD" * 50_000
    raw = PAGE.replace("a.jpg", picture).encode()

    assert reports(read(raw, limits=Limits(page_bytes=50_000)))[0].title == "Ferry halted after storm"


def test_broken_json_ld_is_passed_over() -> None:
    """One stray comma must not cost the title that the page also shows."""
    raw = PAGE.replace('{"@graph"', '{,"@graph"').encode()

    report = reports(read(raw))[0]

    assert report.title == "Ferry halted after storm"
    assert report.outlet == "River Post"
