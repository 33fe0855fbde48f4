"""Feeds, tables, mailboxes, letters and documents: every entry is a report or a named problem."""

import json

import pytest

from reportedly.language.language import load_language
from reportedly.reports.feeds import entry_links
from reportedly.reports.kinds import Limits
from reportedly.reports.pdf import extract_apart
from reportedly.terms.reports import Arrival, Problem
from reportedly.texts.label import label
from tests.unit.reports.making import PAGE, pdf, problems, read, reports

RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>River Post</title><language>en-gb</language>
<item><title>Bridge &amp; ferry open</title>
<link>https://riverpost.example/1</link><author>Ann Example</author>
<pubDate>Fri, 04 Jun 2021 08:15:00 +0300</pubDate>
<description>&lt;p&gt;The bridge opened on Friday.&lt;/p&gt;
&lt;p&gt;The ferry followed.&lt;/p&gt;</description></item>
<item><title></title><description></description></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>River Post</title>
<entry><id>tag:1</id><title>Bridge opens</title>
<link href="https://riverpost.example/1"/><author><name>Ann Example</name></author>
<published>2021-06-04T05:15:00Z</published><updated>2021-06-04T07:00:00Z</updated>
<content type="html">&lt;p&gt;The bridge opened on Friday.&lt;/p&gt;</content></entry></feed>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "River Post",
        "items": [
            {"id": "1", "url": "https://riverpost.example/1", "content_text": "The bridge opened on Friday."}
        ],
    }
).encode()


def test_an_entry_is_known_by_its_link_and_dated_with_its_zone() -> None:
    """The same entry in tomorrow's edition of the feed must be the same report."""
    found = read(RSS, "feed.xml")
    report = next(one.report for one in found if isinstance(one, Arrival))

    assert (report.uri, report.outlet, report.title) == (
        "https://riverpost.example/1",
        "River Post",
        "Bridge & ferry open",
    )
    assert report.text == "Bridge & ferry open\nThe bridge opened on Friday.\nThe ferry followed."
    assert report.published is not None and report.published.start is not None
    assert report.published.start.isoformat() == "2021-06-04T05:15:00+00:00"
    assert problems(found) == ["no-text"]
    later = read(RSS.replace(b"</language>", b"</language><ttl>5</ttl>"), "later.xml")
    assert [one.report.id for one in later if isinstance(one, Arrival)] == [report.id]


@pytest.mark.parametrize("raw", [ATOM, JSON_FEED])
@pytest.mark.parametrize("name", ["feed", "feed.xml", "feed.json"])
def test_feeds_are_known_by_what_they_hold(raw: bytes, name: str) -> None:
    """A feed is often saved under a name that says nothing."""
    if raw is ATOM and name == "feed.json":
        name = "feed.atom"
    (report,) = reports(read(raw, name))

    assert (report.uri, report.outlet) == ("https://riverpost.example/1", "River Post")
    assert "The bridge opened on Friday." in report.text


def test_what_is_no_feed_says_so() -> None:
    """A feed's address often answers with a page that explains why there is no feed."""
    (found,) = read(PAGE.encode(), "feed.rss")

    assert not isinstance(found, Arrival)
    assert found.kind == "broken-feed" and "web page" in found.detail
    assert problems(read(b"<rss><channel></channel></rss>", "feed.xml")) == ["broken-feed"]
    assert problems(read(b"<rss " + b"x" * 50_000, "feed.xml", Limits(page_bytes=1000))) == ["too-large"]


def test_a_feed_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    """The entries before the break are whole; the break is a problem of its own."""
    found = read(ATOM.replace(b"</feed>", b"<entry><title>Half"), "feed.atom")

    assert "broken-feed" in problems(found)
    assert any(isinstance(one, Arrival) for one in found)


def test_entities_that_grow_are_not_expanded() -> None:
    """A feed of a kilobyte must not become a gigabyte of the same word."""
    grow = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    raw = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a0 "word">{grow}]>'.encode() + ATOM.replace(
        b"Friday", b"&a9;"
    )

    assert sum(len(one.report.text) for one in read(raw, "feed.atom") if isinstance(one, Arrival)) < 10_000


def test_links_are_taken_from_a_feed_without_reading_it() -> None:
    """Following is a choice; it needs the addresses alone."""
    assert entry_links(ATOM) == entry_links(JSON_FEED) == ("https://riverpost.example/1",)
    assert entry_links(b"<p>no feed</p>") == ()


TABLE = """Headline;Body;Day
Bridge shut;"The bridge was shut, the mayor said.
It stays so.";2021-06-05
;;
No words;;2021-06-06
"""
COLUMNS = (("text", "body"), ("title", "Headline"), ("published", "Day"))


def test_a_table_is_read_by_its_columns() -> None:
    """Compilations live in spreadsheets whose columns have any name."""
    found = read(TABLE.encode("utf-8-sig"), "list.csv", Limits(columns=COLUMNS))
    report = next(one.report for one in found if isinstance(one, Arrival))

    assert report.text == "The bridge was shut, the mayor said.\nIt stays so."
    assert (report.title, report.uri) == ("Bridge shut", "list.csv#row=1")
    assert report.published is not None
    assert problems(found) == ["no-text"]


def test_a_table_without_a_column_of_words_says_which_it_has() -> None:
    """The message names the columns, so that the person can name the right one."""
    (found,) = read(TABLE.encode(), "list.csv")

    assert not isinstance(found, Arrival)
    assert (
        found.kind == "broken-table" and "Headline, Body, Day" in found.detail and "--columns" in found.detail
    )


def test_a_column_named_as_the_field_needs_no_mapping() -> None:
    """A table that already speaks our names is read as it stands, whatever the case."""
    (report,) = reports(read(b"Title,Text,Rating\nBridge,The bridge was shut.,5\n", "list.csv"))

    assert (report.title, report.text) == ("Bridge", "The bridge was shut.")
    assert report.extra == (("Rating", '"5"'),)


def test_keys_of_json_lines_are_mapped_too() -> None:
    """Other programs' exports need not be rewritten first."""
    raw = b'{"body": "The bridge was shut.", "headline": "Bridge"}\n'

    (report,) = reports(read(raw, "x.jsonl", Limits(columns=(("text", "body"), ("title", "headline")))))

    assert (report.title, report.text) == ("Bridge", "The bridge was shut.")


def test_a_date_that_cannot_be_read_is_named_and_its_report_is_read() -> None:
    """A report without its date falls out of every period: whoever keeps the table must learn which row."""
    raw = "Body,Day\nThe bridge was shut.,spring 2021\nThe ferry sank.,2021-06-05\nIt rained.,\n"
    found = read(raw.encode(), "list.csv", Limits(columns=(("text", "Body"), ("published", "Day"))))
    (told,) = [one for one in found if isinstance(one, Problem)]

    assert [isinstance(one, Arrival) for one in found] == [True, False, True, True]
    assert (told.kind, told.origin.address) == ("unread-value", "list.csv#row=1,published")
    assert '"Day"' in told.detail and '"spring 2021"' in told.detail and "2031-05-06" in told.detail


@pytest.mark.parametrize(
    ("line", "member", "shown"),
    [
        (b'{"text": "w", "published": "yesterday"}', "line=1,published", '"published" is "yesterday"'),
        (b'{"text": "w", "published": [5]}', "line=1,published", '"published" is [5]'),
        (b'{"text": "w", "fetched_at": "noon"}', "line=1,fetched_at", '"fetched_at" is "noon"'),
        (b'{"text": "w", "day": "a\\nb\\ud800"}', "line=1,published", '"day" is "a\\nb\\ud800"'),
    ],
)
def test_a_time_of_json_lines_that_cannot_be_read_is_named(line: bytes, member: str, shown: str) -> None:
    """Whatever stands where a time should, its key and value are told in one line that can be printed."""
    report, told = read(line, "x.jsonl", Limits(columns=(("published", "day"),)))

    assert isinstance(report, Arrival) and report.report.published is None
    assert isinstance(told, Problem) and told.origin.member == member
    assert shown in told.detail
    assert told.detail.encode() and "\n" not in told.detail


def test_a_long_value_is_quoted_in_part() -> None:
    """A column that was taken for the date by mistake may hold whole reports."""
    told = read(b'{"text": "w", "published": "' + b"x" * 5000 + b'"}', "x.jsonl")[1]

    assert isinstance(told, Problem)
    assert "xxx…" in told.detail and len(told.detail) < 300


LETTER = b"""From: River Post <news@riverpost.example>
Subject: =?utf-8?q?Bridge_shut_=E2=80=93_ferry_runs?=
Date: Fri, 04 Jun 2021 08:15:00 +0300
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

The bridge was shut on Friday, the mayor said.
>From now on the ferry runs every hour.
"""


def test_a_mailbox_is_its_letters() -> None:
    """Alerts and newsletters reach analysts by mail."""
    box = b"From news@riverpost.example Fri Jun  4 08:15:00 2021\n" + LETTER
    found = reports(read(box + b"\n" + box.replace(b"shut", b"open"), "alerts.mbox"))

    assert [report.uri for report in found] == ["alerts.mbox#message=1", "alerts.mbox#message=2"]
    assert (found[0].title, found[0].outlet) == ("Bridge shut – ferry runs", "River Post")
    assert found[0].text.splitlines()[1] == "From now on the ferry runs every hour."
    assert found[0].published is not None


def test_a_letter_of_html_alone_is_read_as_a_page() -> None:
    """Newsletters often have no plain text; who sent them and when still stands in the letter."""
    letter = LETTER.replace(b"text/plain", b"text/html").partition(b"\n\n")[0] + b"\n\n" + PAGE.encode()

    report = reports(read(letter, "a.eml"))[0]

    assert (report.title, report.outlet) == ("Bridge shut – ferry runs", "River Post")
    assert report.blocks


def test_a_page_saved_as_one_letter_keeps_its_address() -> None:
    """Browsers save pages as MHTML, with the address they came from."""
    head = b"""From: <Saved by Blink>
Snapshot-Content-Location: https://riverpost.example/ferry?x=1
Subject: Ferry
Date: Fri, 04 Jun 2021 05:15:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="cut"

--cut
Content-Type: text/html
Content-Transfer-Encoding: binary
Content-Location: https://riverpost.example/ferry?x=1

"""
    raw = (
        head
        + PAGE.replace('<link rel="canonical" href="https://riverpost.example/ferry">', "").encode()
        + b"\n--cut--\n"
    )

    report = reports(read(raw, "page.mhtml"))[0]

    assert (report.title, report.url) == ("Ferry halted after storm", "https://riverpost.example/ferry?x=1")


def test_a_document_is_read_by_its_text_layer() -> None:
    """Statements of ministries come as PDF."""
    (report,) = reports(read(pdf("The bridge was shut on Monday, the ministry said."), "a.pdf"))

    assert report.text == "The bridge was shut on Monday, the ministry said."
    assert report.media_type == "application/pdf"


def test_documents_without_words_or_ends_are_problems() -> None:
    """A scan has pictures of words alone; a broken download has not even these."""
    whole = pdf("words")

    assert problems(read(pdf(""), "a.pdf")) == ["no-text"]
    assert problems(read(whole[:60], "a.pdf")) == ["broken-pdf"]


def test_a_document_may_take_so_long_and_no_longer() -> None:
    """A few kilobytes can keep a reader of PDF busy for hours; the run must go on."""
    found = extract_apart(pdf("words"), 0.0)

    assert found["problem"] == "too-complex"
    assert "longer than 0 seconds" in found["detail"]


def test_a_report_in_another_language_is_told_by_its_words() -> None:
    """It is kept and compared; its statements must not be read by the rules of English."""
    words = "Die Brücke über den Fluss wurde am Montag gesperrt, wie der Bürgermeister am Abend mitteilte."
    (report,) = reports(read(words.encode(), "a.txt"))

    assert label(report, load_language("en")).language == "de"
