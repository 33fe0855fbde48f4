"""What was kept of an input must make its text again."""

import json
from dataclasses import replace

import pytest

from reportedly.run.remaking import remade_faults
from reportedly.terms.reports import Arrival
from tests.unit.reports.making import PAGE, pdf, read

FEED = """<rss><channel><title>River Post</title><item><title>Ferry halted</title>
<link>https://riverpost.example/1</link><description>&lt;p&gt;It lay still.&lt;/p&gt;</description></item>
</channel></rss>"""
LETTER = "From: Desk <desk@riverpost.example>\nSubject: Ferry\n\nIt lay still.\n"
INPUTS = {
    "page.html": PAGE.encode(),
    "latin.html": PAGE.replace("Ann Example", "Zoë Example").encode("cp1252"),
    "feed.xml": FEED.encode(),
    "letter.eml": LETTER.encode(),
    "table.csv": b'uri,text\nx,"It lay ""still"".\nAll day."\n',
    "document.pdf": pdf("The ferry lay still."),
    "plain.txt": b"The ferry lay still.",
}


def arrivals(name: str) -> list[Arrival]:
    """Return the reports of an input."""
    return [one for one in read(INPUTS[name], name) if isinstance(one, Arrival)]


@pytest.mark.parametrize("name", sorted(INPUTS))
def test_the_bytes_kept_make_the_text_again(name: str) -> None:
    """The text that every offset counts can be proved, months later, from the bytes that came."""
    found = arrivals(name)

    assert found
    assert [remade_faults(one.report, one.raw) for one in found] == [()] * len(found)


@pytest.mark.parametrize("name", ["page.html", "feed.xml", "letter.eml", "table.csv", "document.pdf"])
def test_a_text_that_the_bytes_do_not_make_is_a_fault(name: str) -> None:
    """A text that somebody changed in the record is found even where its bytes were left as they are."""
    (one, *_) = arrivals(name)
    changed = replace(one.report, text=one.report.text.replace("still", "quiet").replace("halted", "ended"))

    (fault,) = remade_faults(changed, one.raw)

    assert (fault.kind, fault.note) == ("text", False)


def test_another_version_that_makes_another_text_is_no_fault() -> None:
    """A library that was renewed since must not make a sound record look forged; it is said all the same."""
    (one, *_) = arrivals("page.html")
    extra = {**dict(one.report.extra), "made_by": json.dumps("page/1 libxml2 2.9.1")}
    older = replace(one.report, text=f"{one.report.text}\nmore", extra=tuple(sorted(extra.items())))

    (fault,) = remade_faults(older, one.raw)

    assert (fault.kind, fault.note) == ("maker", True)
    assert "page/1 libxml2 2.9.1" in fault.detail
