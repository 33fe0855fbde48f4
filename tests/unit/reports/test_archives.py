"""Archives are read without being unpacked; what is broken or hostile in them is named, the rest read."""

import gzip
import io
import zipfile

import pytest

from reportedly.reports.kinds import Limits
from reportedly.terms.reports import Arrival, Problem
from tests.unit.reports.making import PAGE, problems, read, reports, warc, zipped

TEXT = b"The bridge was shut on Monday, the mayor said."
HTML = "text/html; charset=utf-8"


def test_a_zip_folder_yields_its_members_in_the_order_of_their_names() -> None:
    """People hand over folders; every report's address says which member it was."""
    found = reports(read(zipped({"b.txt": TEXT, "a/p.html": PAGE.encode(), "pic.png": b"\x89PNG"}), "x.zip"))

    assert [report.uri for report in found] == ["x.zip#a/p.html", "x.zip#a/p.html,post=1", "x.zip#b.txt"]


def test_what_a_browser_saves_beside_a_page_is_no_report() -> None:
    """The advertisements in "story_files/" are pages too, and would count as reports."""
    members = {
        "story.html": PAGE.encode(),
        "story_files/ad.html": b"<p>Buy now</p>",
        "other_files/x.txt": TEXT,
    }

    found = reports(read(zipped(members), "x.zip"))

    assert {report.uri for report in found} == {
        "x.zip#story.html",
        "x.zip#story.html,post=1",
        "x.zip#other_files/x.txt",
    }


@pytest.mark.parametrize("name", ["../up.txt", "/etc/x.txt", "C:\\x.txt", "a/../../b.txt", "a\\..\\b.txt"])
def test_a_name_that_climbs_out_is_a_problem(name: str) -> None:
    """Such a member is not what it says it is; the others are read."""
    found = read(zipped({name: TEXT, "ok.txt": TEXT}), "x.zip")

    assert sorted(problems(found)) == ["unsafe-path"]
    assert sum(isinstance(one, Arrival) for one in found) == 1


def test_a_member_that_unpacks_to_far_more_than_it_holds_is_a_bomb() -> None:
    """A kilobyte must not become a gigabyte in memory."""
    found = read(zipped({"bomb.txt": b"\n" * 40_000_000, "ok.txt": TEXT}), "x.zip", Limits(ratio=10))

    assert "bomb" in problems(found)
    assert any(isinstance(one, Arrival) for one in found)


def test_a_gzip_bomb_is_named() -> None:
    """The same holds for a packed stream whose end nobody announces."""
    assert problems(read(gzip.compress(b"\n" * 40_000_000), "x.txt.gz", Limits(ratio=10))) == ["bomb"]


def test_archives_in_archives_end_at_a_depth() -> None:
    """A ZIP that holds itself would be read for ever."""
    raw = TEXT
    for _ in range(6):
        raw = zipped({"inner.zip" if raw is not TEXT else "a.txt": raw})

    assert problems(read(raw, "x.zip")) == ["bomb"]


def test_a_broken_zip_is_a_problem() -> None:
    """A download that broke off says so instead of raising."""
    whole = zipped({"a.txt": TEXT * 100})

    assert problems(read(whole[: len(whole) // 2], "x.zip")) == ["broken-archive"]
    assert problems(read(b"PK\x05\x06" + b"\x00" * 18, "x.zip")) == ["empty"]


def test_a_locked_member_is_a_problem() -> None:
    """We have no password and do not ask for one; the message says what to do."""
    packed = io.BytesIO(zipped({"a.txt": TEXT}))
    with zipfile.ZipFile(packed) as archive:
        place = archive.infolist()[0].header_offset
    raw = bytearray(packed.getvalue())
    raw[place + 6] |= 1
    directory = raw.rindex(b"PK\x01\x02")
    raw[directory + 8] |= 1

    assert problems(read(bytes(raw), "x.zip")) == ["locked"]


def test_a_gzip_file_is_read_as_what_it_holds() -> None:
    """Crawls keep pages packed; the name without ".gz" says what is inside."""
    assert reports(read(gzip.compress(PAGE.encode()), "p.html.gz"))[0].title == "Ferry halted after storm"
    assert reports(read(gzip.compress(TEXT), "p.gz"))[0].text == TEXT.decode()


def test_a_truncated_gzip_is_read_as_far_as_it_goes() -> None:
    """The lines before the break are whole; the break is a problem of its own."""
    lines = b"".join(
        b'{"text": "Line %d of a long list of reports, told by the port."}\n' % n for n in range(9000)
    )
    whole = gzip.compress(lines)

    found = read(whole[: len(whole) // 2], "x.jsonl.gz")

    assert problems(found) == ["broken-archive"]
    assert sum(isinstance(one, Arrival) for one in found) > 100


def test_a_page_in_a_web_archive_is_known_by_its_own_address() -> None:
    """The same crawl in another file must be the same report, with the time it was fetched."""
    raw = warc(
        ("https://riverpost.example/a", PAGE.encode(), HTML), ("https://x.example/s.css", b"p {}", "text/css")
    )

    page, post = reports(read(raw, "x.warc.gz"))

    assert page.uri == "https://riverpost.example/a"
    assert post.uri == "https://riverpost.example/a#post=1"
    assert page.fetched_at is not None and page.fetched_at.isoformat() == "2021-06-05T00:00:00+00:00"
    assert [one.report.id for one in read(raw, "other.warc.gz") if isinstance(one, Arrival)] == [
        page.id,
        post.id,
    ]


def test_a_broken_web_archive_is_read_as_far_as_it_goes() -> None:
    """A crawl that was cut off holds hundreds of good pages before the cut."""
    raw = warc(*((f"https://riverpost.example/{n}", PAGE.encode(), HTML) for n in range(5)))

    found = read(raw[:-400], "x.warc.gz")

    assert problems(found) == ["broken-archive"]
    assert sum(isinstance(one, Arrival) for one in found) == 8


def test_an_error_page_is_no_report() -> None:
    """ "Not found" said by a server is not news."""
    assert problems(
        read(warc(("https://x.example/", b"<p>Not found</p>", HTML), status=404), "x.warc.gz")
    ) == ["not-fetched"]


def test_a_packed_web_archive_is_read_through_its_zip() -> None:
    """WACZ is a ZIP with WARC files in one folder and indexes in others."""
    inner = warc(("https://riverpost.example/a", PAGE.encode(), HTML))
    members = {"archive/data.warc.gz": inner, "pages/pages.jsonl": b"{}", "datapackage.json": b"{}"}

    assert reports(read(zipped(members), "x.wacz"))[0].uri == "https://riverpost.example/a"


def test_ten_thousand_broken_members_are_ten_thousand_problems() -> None:
    """Inputs = reports + problems, however many there are and however broken."""
    found = read(zipped({f"{number:05}.json": b"{" for number in range(10_000)} | {"z.txt": TEXT}), "x.zip")

    assert sum(isinstance(one, Problem) for one in found) == 10_000
    assert isinstance(found[-1], Arrival)
