"""A dossier that opens anywhere, and proves what it holds."""

import io
import json
import posixpath
import re
import zipfile
from base64 import b64decode
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from reportedly.export import dossier
from reportedly.export.about import About
from reportedly.export.dossier import TooMany, write_dossier
from reportedly.export.dossier_cases import Case, Origin, Telling
from reportedly.terms.decisions import Act, Decision, Edit, Field
from reportedly.terms.incidents import Judgement, Question, Verdict
from reportedly.terms.lineage import Copy, Direction
from reportedly.terms.reports import Report
from reportedly.terms.spans import Span

from .making import TEXT, make_event, make_incident, make_report, make_statement

MOMENT = datetime(2024, 6, 1, 12, tzinfo=UTC)
VOID = {"meta", "br"}
TAGS = VOID | {
    *("html", "head", "title", "style", "body", "main", "section", "p", "a", "h1", "h2", "h3", "ul", "li"),
    *("table", "thead", "tbody", "tr", "th", "td", "blockquote", "mark", "code", "span", "bdi", "b"),
}
"""All that a page of ours is made of."""


class Page(HTMLParser):
    """What a browser would make of a page: its elements, links and words."""

    def __init__(self, content: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.open: list[str] = []
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.words: list[str] = []
        self.attributes: set[str] = set()
        self.feed(content.decode("utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that opens."""
        self.tags.append(tag)
        self.attributes.update(name for name, _ in attrs)
        self.links += [value or "" for name, value in attrs if name == "href"]
        self.ids.update(value or "" for name, value in attrs if name == "id")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Note an element that closes: it must be the last one open."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note words."""
        self.words.append(data)


def make_case(words: str = "the mayor", text: str = TEXT) -> Case:
    """A case with one telling, its statement, a copy, a judgement and a decision."""
    reports = {
        "report-1": make_report(text, words),
        "report-2": replace(make_report(text, words), id="report-2", uri="/b"),
    }
    copy = Copy(Span("report-1", 0, 15), Span("report-2", 0, 15), 1.0, Direction.CREDITED)
    judgement = Judgement(
        question=Question.SAME_INCIDENT,
        left="event-1",
        right="event-2",
        verdict=Verdict.SAME,
        score=0.9,
        reasons=("same day", words),
        judge="rule:incidents/1",
        judged_at=MOMENT,
    )
    decision = Decision(
        act=Act.EDIT,
        judge="person:" + words,
        why=words,
        judged_at=MOMENT,
        event_ids=("event-1",),
        edits=(Edit(field=Field.MODE, words=words),),
        number=7,
    )
    telling = Telling(
        event=make_event(words), statements=(make_statement(words),), origins=(words,), copies=(copy,)
    )
    return Case(
        view=replace(make_incident(words), title=words),
        origins=(Origin(name=words, report_ids=("report-1",), why=(words,)),),
        tellings=(telling,),
        judgements=(judgement,),
        decisions=((decision, True),),
        reports=reports,
    )


def make_zip(*cases: Case, title: str = "Dossier") -> bytes:
    """The bytes of a dossier."""
    held: dict[str, Report] = {id_: report for case in cases for id_, report in case.reports.items()}

    def reports(ids: Iterable[str]) -> Iterator[Report]:
        return (held[each] for each in ids)

    def about(rows: int) -> About:
        return About(
            form="dossier",
            kind="incidents",
            chosen=(("type", title),),
            rows=rows,
            kept=rows,
            of=9,
            left_out=(("another type", 9 - rows),),
        )

    stream = io.BytesIO()
    assert write_dossier(title, cases, reports, stream, about) == len(cases)
    return stream.getvalue()


def files(content: bytes) -> dict[str, bytes]:
    """The files of a dossier, in the order of its list."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def flaws(held: dict[str, bytes]) -> Iterator[str]:
    """Yield what would keep a page from opening offline, or let strangers' words do anything."""
    pages = {name: Page(content) for name, content in held.items() if name.endswith(".html")}
    for name, page in pages.items():
        if page.open or set(page.tags) - TAGS:
            yield f"{name}: {page.open} {set(page.tags) - TAGS}"
        if any(each.startswith("on") or each in {"src", "srcset", "action"} for each in page.attributes):
            yield f"{name}: {page.attributes}"
        for link in page.links:
            path, _, place = link.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
            if target not in pages or (place and place not in pages[target].ids):
                yield f"{name}: leads to {link}"
        if re.search(
            "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]", "".join(page.words)
        ):
            yield f"{name}: hidden signs"


def test_a_dossier_opens_offline() -> None:
    """Every link leads to a page inside, nothing is loaded from elsewhere, nothing runs."""
    held = files(make_zip(make_case()))

    assert list(flaws(held)) == []
    assert {"index.html", "manifest.json", "SHA256SUMS", "incidents/incident-1.html"} <= held.keys()
    assert {"reports/report-1.html", "reports/report-2.html"} <= held.keys()
    assert b"default-src &#x27;none&#x27;" in held["index.html"]


def test_the_policy_lets_the_pages_own_style_in() -> None:
    """A style that the page's own policy forbids would leave a bare page in every browser."""
    page = files(make_zip(make_case()))["index.html"].decode()
    (style,) = re.findall("<style>(.*?)</style>", page, re.S)
    (allowed,) = re.findall("sha256-([A-Za-z0-9+/=]+)", page)

    assert bytes.fromhex(sha256(style.encode()).hexdigest()) == b64decode(allowed)


def test_a_case_shows_all_that_stands_behind_it() -> None:
    """Quotation, offsets, chain, copy, digest, judgement and decision: who doubts can check each."""
    held = files(make_zip(make_case()))
    words = "".join(Page(held["incidents/incident-1.html"]).words)
    told = "".join(Page(held["reports/report-1.html"]).words)

    for each in (TEXT, "77–84", "“The dam held,”", "Lakeside Herald > Lakeside Radio > the mayor", "3 to 4"):
        assert each in words
    for each in ("credited", "same day", "rule:incidents/1", "person:the mayor", "stands", "event-2"):
        assert each in words
    assert sha256(TEXT.encode()).hexdigest() in told
    assert "SHA-256 of the bytes readab" in told


def test_a_dossier_says_what_it_leaves_out() -> None:
    """A file that is handed on must tell what was asked for, and what is not in it."""
    held = files(make_zip(make_case(), title="type FLOOD"))
    words = "".join(Page(held["index.html"]).words)
    manifest = json.loads(held["manifest.json"])

    assert "1 of 9 incidents; left out: another type 8" in words
    assert (manifest["export"]["of"], manifest["export"]["left_out"]) == (9, {"another type": 8})


def test_the_manifest_and_the_sums_name_every_file() -> None:
    """One changed letter in one page must show."""
    held = files(make_zip(make_case()))
    listed = {each["name"]: each["sha256"] for each in json.loads(held["manifest.json"])["files"]}
    lines = (line.split("  ") for line in held["SHA256SUMS"].decode().splitlines())
    sums = {name: digest for digest, name in lines}

    assert listed == {
        n: sha256(c).hexdigest() for n, c in held.items() if n not in {"manifest.json", "SHA256SUMS"}
    }
    assert sums == listed | {"manifest.json": sha256(held["manifest.json"]).hexdigest()}


def test_the_same_record_gives_the_same_bytes() -> None:
    """Two people who export the same must be able to see that they hold the same."""
    case, other = make_case(), replace(make_case(), view=replace(make_incident(), id="incident-0"))
    content = make_zip(case, other)

    assert content == make_zip(case, other)
    assert list(files(content)) == sorted(files(content))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "</title></style><img src=x onerror=alert(1)>",
        '" onmouseover="alert(1)',
        "gnp.\u202eexe\u2066\x00\ud800",
        "javascript:alert(1)",
        "]]>&lt;b&gt;<!--",
    ],
)
def test_words_of_strangers_stay_words(words: str) -> None:
    """A headline must not run, close an element, reorder a line or hide in one."""
    held = files(make_zip(make_case(words), title=words))

    assert list(flaws(held)) == []


def test_an_id_cannot_lead_out_of_the_dossier() -> None:
    """A record that somebody else made may hold any id; a file name must not climb."""
    case = make_case()
    names = files(make_zip(replace(case, view=replace(case.view, id="../../etc/passwd"))))

    assert not [name for name in names if ".." in name or name.startswith("/")]
    assert list(flaws(names)) == []


def test_too_many_incidents_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody reads ten thousand pages; the refusal says what to do."""
    monkeypatch.setattr(dossier, "LARGEST", 1)

    with pytest.raises(TooMany, match="narrow the choice down"):
        make_zip(make_case(), make_case())
