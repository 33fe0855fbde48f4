"""Title, day of publication and authors of saved pages, against what a person read on each page."""

import gzip
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from reportedly.language.language import load_language
from reportedly.reports.html import Served, read_page
from reportedly.reports.kinds import Limits
from reportedly.run.analysis import LANGUAGE
from reportedly.terms.reports import Arrival, Origin, Report
from reportedly.terms.spans import Role
from reportedly.texts.label import label
from tests.quality.measure import Figure, Measure, Shape, Unit, figure
from tests.quality.shared import SHARED

FOLDER = SHARED / "data" / "pages"
CAPTION_WORDS = 5
LABELS = Path(__file__).with_name("page_facts.tsv")
"""A page a line: the first 12 digits of its id; digest of the title; the day, or two with "/" (the day where
the outlet is and the day in UTC); digests of the authors. "-" means that the page shows none, "?" that it
contradicts itself or that nobody can say. Digests are 16 digits of the SHA-256 of the folded words."""

CAPTIONS = Path(__file__).with_name("page_captions.tsv")
"""A page a line: the first 12 digits of its id; digests of the captions (five words or more) that stand with
its pictures between headline and last paragraph, whatever their markup."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows: digests of title and authors, the days that are right; None is not judged."""

    title: str
    days: frozenset[str] | None
    authors: frozenset[str] | None
    captions: frozenset[str] = frozenset()


def digest(words: str) -> str:
    """Return the label of a title or name: case, punctuation and the width of letters do not matter."""
    folded = " ".join(_WORD.findall(unicodedata.normalize("NFKC", words).casefold()))
    return hashlib.sha256(folded.encode("utf-8", "replace")).hexdigest()[:16]


def read_labels() -> dict[str, Shown]:
    """Return what each page shows, by the first digits of its id."""
    shown: dict[str, Shown] = {}
    rows = (line.split("\t") for line in CAPTIONS.read_text(encoding="utf-8").splitlines())
    captions = {page: frozenset(digests.split()) for page, digests in rows}
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        page, title, days, authors = line.split("\t")
        shown[page] = Shown(
            title,
            None if days == "?" else frozenset(days.split("/")),
            None if authors == "?" else frozenset(authors.replace("-", "").split()),
            captions.get(page, frozenset()),
        )
    return shown


def given_authors(report: Report) -> frozenset[str]:
    """Return the digests of the authors that a report names."""
    return frozenset(digest(name) for name in (report.byline or "").split(", ") if name)


def is_first_half(address: str) -> bool:
    """Say in which half of the publishers a page's is."""
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    return int(hashlib.sha256(".".join(host.split(".")[-2:]).encode()).hexdigest(), 16) % 2 == 0


def judge(shown: Shown, report: Report) -> Iterator[tuple[str, Unit]]:
    """Yield what a page allows to be judged, and whether the report has it exactly."""
    yield "title", Unit(float(digest(report.title or "") == shown.title), 1, 1)
    if shown.days is not None:
        start = report.published.start if report.published else None
        yield "published", Unit(float(start is not None and start.date().isoformat() in shown.days), 1, 1)
    if shown.captions:
        yield from _judge_captions(shown.captions, report)
    if shown.authors is None:
        return
    found = given_authors(report)
    if shown.authors:
        yield "authors", Unit(float(found == shown.authors), 1, 1)
        yield "authors.names", Unit(len(found & shown.authors), len(found), len(shown.authors))
    else:
        outlet = (report.outlet or "").casefold()
        own = not found or (outlet != "" and (report.byline or "").casefold().startswith(outlet))
        yield "authors.invented", Unit(0, float(not own), 0)


def _judge_captions(captions: frozenset[str], report: Report) -> Iterator[tuple[str, Unit]]:
    lines: dict[str, set[Role]] = {}
    for block in report.blocks:
        words = report.text[block.span.start : block.span.end]
        if len(words.split()) >= CAPTION_WORDS:
            lines.setdefault(digest(words), set()).add(block.role)
    found = sum(Role.CAPTION in lines.get(each, ()) for each in captions)
    leaked = sum(bool({Role.PARAGRAPH, Role.SUBHEADING} & lines.get(each, set())) for each in captions)
    yield "captions", Unit(found, found, len(captions))
    yield "captions.leaked", Unit(0, leaked, 0)


def _pages() -> Iterator[tuple[bool, Shown, Report]]:
    truth = json.loads((FOLDER / "ground-truth.json").read_text(encoding="utf-8"))
    labels, language = read_labels(), load_language(LANGUAGE)
    for name in sorted(truth):
        raw = gzip.decompress((FOLDER / "html" / f"{name}.html.gz").read_bytes())
        first = next(iter(read_page(raw, Origin(uri=name), Limits(), Served())))
        if isinstance(first, Arrival):
            yield is_first_half(truth[name]["url"]), labels[name[:12]], label(first.report, language)


def score() -> tuple[Figure, ...]:
    """Saved pages: title, day of publication and authors as a person read them in the page's visible parts.

    Exact means equal but for case, punctuation and spaces: a title with the outlet's name after it is wrong,
    authors are a set of names without roles and employers, and one too many is wrong. Desks and agencies are
    authors where the byline names nobody else. A day is right where it is the outlet's or that of UTC.
    Pages that show no author are not in ``authors``; ``authors.invented`` counts those for which we name
    one other than the outlet. ``captions`` are the lines beside pictures that are labelled as captions, and
    ``captions.leaked`` those read as text. Rules were made with all of these pages in view; ``.other`` is one
    half of the publishers, to show how far two halves differ.
    """
    every: dict[str, list[Unit]] = {}
    for first, shown, report in _pages():
        for name, unit in judge(shown, report):
            every.setdefault(name, []).append(unit)
            if not first and name in ("title", "published", "authors"):
                every.setdefault(f"{name}.other", []).append(unit)
    shapes = {"authors.names": Shape.F1, "authors.invented": Shape.FAULTS, "captions.leaked": Shape.FAULTS}
    order = sorted(every, key=lambda name: (name.endswith(".other"), list(every).index(name)))
    return tuple(figure(name, shapes.get(name, Shape.RECALL), every[name]) for name in order)


PAGE_FACTS = Measure(name="page_facts", data=(FOLDER / "ground-truth.json", FOLDER / "html"), take=score)
