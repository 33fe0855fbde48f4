"""Fetching is polite, bounded, and leaves the evidence."""

import gzip
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reportedly.run.fetching import Manners
from reportedly.run.rounds import Fetched, fetch_into, read_addresses, take_turns
from reportedly.run.sources import arrivals, file_source
from reportedly.terms.reports import Arrival
from tests.unit.run.serving import Site, serving

WORDS = b"""<html><body><h1>Bridge shut</h1>
<p>The bridge over the river was shut on Monday, the mayor said.</p></body></html>"""
FEED = """<rss><channel><title>River Post</title>
<item><title>Bridge</title><link>{}/a</link></item></channel></rss>"""


@pytest.fixture
def site() -> Iterator[Site]:
    """Give an empty site on the loopback interface."""
    with serving() as served:
        yield served


def fetch(site: Site, folder: Path, *paths: str, follow: bool = False, **manners: int) -> Fetched:
    """Fetch paths of the site without waiting between them."""
    addresses = [path if "://" in path else site.home + path for path in paths]
    polite = Manners(
        pause_s=0, timeout_s=2, retries=manners.pop("retries", 1), sleep=lambda _: None, **manners
    )
    return fetch_into(addresses, folder, lambda: datetime.now(UTC), follow=follow, manners=polite)


def kinds(fetched: Fetched) -> list[str]:
    """Return the kinds of the problems that were met."""
    return [problem.kind for problem in fetched.problems]


def test_an_answer_is_kept_as_it_came_and_read_from_there(site: Site, tmp_path: Path) -> None:
    """A page changes or vanishes; the record must show what was there, when, and under which address."""
    site.put("/a", gzip.compress(WORDS), Content_Type="text/html", Content_Encoding="gzip")

    fetched = fetch(site, tmp_path, "/a")

    assert fetched.warc is not None and not fetched.problems
    (found,) = arrivals(file_source(fetched.warc))
    assert isinstance(found, Arrival)
    assert found.report.uri == f"{site.home}/a"
    assert found.report.fetched_at is not None
    assert found.raw == WORDS
    assert b"Content-Encoding: gzip" in gzip.decompress(fetched.warc.read_bytes())


def test_robots_are_asked_and_obeyed(site: Site, tmp_path: Path) -> None:
    """A site that says no means no; nobody but a person may decide otherwise."""
    site.put("/robots.txt", b"User-agent: reportedly\nDisallow: /private\n")
    site.put("/private/a", WORDS)
    site.put("/open", WORDS)

    fetched = fetch(site, tmp_path, "/private/a", "/open")

    assert kinds(fetched) == ["refused"]
    assert site.asked == ["/robots.txt", "/open"]
    assert "reportedly" in site.headers[0]["user-agent"]


def test_a_site_is_left_alone_for_as_long_as_it_asks(site: Site, tmp_path: Path) -> None:
    """Small sites say in robots.txt what they can bear; a pause of our own would be too short for them."""
    site.put("/robots.txt", b"User-agent: *\nCrawl-delay: 7\n")
    site.put("/a", WORDS)
    site.put("/b", WORDS)
    slept: list[float] = []
    addresses = [f"{site.home}/a", f"{site.home}/b"]
    manners = Manners(pause_s=0, timeout_s=2, sleep=slept.append)

    fetched = fetch_into(addresses, tmp_path, lambda: datetime.now(UTC), follow=False, manners=manners)

    assert not fetched.problems
    assert [round(seconds) for seconds in slept if seconds > 1] == [7, 7]


def test_a_site_whose_robots_fail_is_left_alone(site: Site, tmp_path: Path) -> None:
    """RFC 9309: a server error on robots.txt means that everything is forbidden for now."""
    site.put("/robots.txt", b"", status=503)
    site.put("/a", WORDS)

    assert kinds(fetch(site, tmp_path, "/a")) == ["refused"]
    assert "/a" not in site.asked


def test_what_has_not_changed_is_not_sent_again(site: Site, tmp_path: Path) -> None:
    """A feed asked every quarter of an hour costs its server next to nothing."""
    site.put("/a", WORDS, ETag='"one"', Last_Modified="Fri, 04 Jun 2021 05:15:00 GMT")

    first, second = fetch(site, tmp_path, "/a"), fetch(site, tmp_path, "/a")

    assert (first.answers, first.unchanged) == (1, 0)
    assert (second.answers, second.unchanged, second.warc) == (0, 1, None)
    assert site.headers[-1]["if-modified-since"] == "Fri, 04 Jun 2021 05:15:00 GMT"


def test_a_server_that_is_busy_is_asked_again(site: Site, tmp_path: Path) -> None:
    """One 503 in the night must not cost a report."""
    site.put("/a", b"", status=503, Retry_After="1")
    site.put("/a", WORDS)

    fetched = fetch(site, tmp_path, "/a")

    assert not fetched.problems and site.asked.count("/a") == 2


def test_endless_redirects_end(site: Site, tmp_path: Path) -> None:
    """Two addresses that point at each other, or a chain without an end, are named."""
    site.put("/a", b"", status=302, Location="/b")
    site.put("/b", b"", status=302, Location="/a")
    for number in range(20):
        site.put(f"/{number}", b"", status=301, Location=f"/{number + 1}")

    assert kinds(fetch(site, tmp_path, "/a", "/0")) == ["not-fetched", "not-fetched"]
    assert len(site.asked) < 12


def test_a_redirect_is_followed_and_kept(site: Site, tmp_path: Path) -> None:
    """The report is known by the address it was found at; the way there is evidence too."""
    site.put("/old", b"", status=301, Location="/new")
    site.put("/new", WORDS, Content_Type="text/html")

    fetched = fetch(site, tmp_path, "/old")

    assert fetched.warc is not None
    (found,) = arrivals(file_source(fetched.warc))
    assert isinstance(found, Arrival) and found.report.uri == f"{site.home}/new"
    assert f"WARC-Target-URI: {site.home}/old".encode() in gzip.decompress(fetched.warc.read_bytes())


def test_an_answer_that_is_too_long_is_a_problem(site: Site, tmp_path: Path) -> None:
    """A stream without an end must not fill the memory."""
    site.put("/a", b"x" * 100_000)
    site.put("/b", WORDS)

    fetched = fetch(site, tmp_path, "/a", "/b", most_bytes=50_000)

    assert kinds(fetched) == ["too-large"] and fetched.answers == 1


def test_addresses_that_cannot_be_fetched_are_problems(site: Site, tmp_path: Path) -> None:
    """A list collected by hand has slips in it; each is named and the others are read."""
    site.put("/a", WORDS)

    fetched = fetch(
        site, tmp_path, "ftp://x.example/a", "http://", "http://127.0.0.1:1/a", "http://[::1", "/a", retries=0
    )

    assert len(fetched.problems) == 4 and fetched.answers == 1


def test_a_missing_page_is_a_problem_when_read(site: Site, tmp_path: Path) -> None:
    """The answer "not found" is kept as evidence and is no report."""
    fetched = fetch(site, tmp_path, "/gone")

    assert fetched.warc is not None
    (found,) = arrivals(file_source(fetched.warc))
    assert not isinstance(found, Arrival) and found.kind == "not-fetched"


def test_the_entries_of_a_feed_are_fetched_only_when_asked(site: Site, tmp_path: Path) -> None:
    """Following links is a person's choice; then the pages are read instead of the feed's own words."""
    site.put("/feed", FEED.format(site.home).encode(), Content_Type="application/rss+xml")
    site.put("/a", WORDS, Content_Type="text/html", ETag='"a"')

    alone = fetch(site, tmp_path / "alone", "/feed")
    assert "/a" not in site.asked and alone.warc is not None
    (entry,) = arrivals(file_source(alone.warc))
    assert isinstance(entry, Arrival) and entry.report.text == "Bridge"

    followed = fetch(site, tmp_path / "followed", "/feed", follow=True)
    assert followed.warc is not None
    (page,) = arrivals(file_source(followed.warc))
    assert isinstance(page, Arrival) and "shut on Monday" in page.report.text
    assert list((tmp_path / "followed").glob("feeds-*.warc.gz"))


def test_a_list_of_addresses_is_one_a_line() -> None:
    """Lists are kept by hand, with notes and blank lines between the addresses."""
    assert read_addresses("\ufeffhttp://a.example\n\n# later\n http://b.example \nhttp://a.example") == (
        "http://a.example",
        "http://b.example",
    )


def test_hosts_take_turns() -> None:
    """A pause after each request of a host costs less where the next request is another's."""
    turns = list(take_turns(["http://a/1", "http://a/2", "http://b/1", "http://a/3"]))

    assert turns == ["http://a/1", "http://b/1", "http://a/2", "http://a/3"]
