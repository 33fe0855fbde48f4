"""Saved news pages against the article text that people marked in them, and how fast they are read."""

import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date

from reportedly.language.language import load_language
from reportedly.reports.html import Served, read_page
from reportedly.reports.kinds import Limits
from reportedly.reports.metadata import read_page_data
from reportedly.reports.sorting import fold
from reportedly.reports.tree import parse_page
from reportedly.run.analysis import LANGUAGE
from reportedly.terms.reports import Arrival, Origin, Problem, Report
from reportedly.terms.spans import Role
from reportedly.texts.label import label
from tests.quality.measure import Figure, Measure, Shape, Unit, figure, single
from tests.quality.shared import SHARED

FOLDER = SHARED / "data" / "pages"
WORDS_AT_ONCE = 4
"""Texts are compared by runs of so many words."""
_WORD = re.compile(r"\w+")
_DAY = re.compile(r"/(20[012]\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?!\d)")
_SIGNED = re.compile(r"(?:[Ww]ritten )?[Bb][Yy]:?\s+[A-Z]")
_BODY = (Role.PARAGRAPH, Role.SUBHEADING, Role.QUOTED)


def article_text(report: Report) -> str:
    """Return the article as its blocks say: from the first paragraph to the last, with what is quoted in it.

    Headline, deck, captions, notices and everything around the article are left out; a dateline that opens
    a paragraph belongs to it.
    """
    blocks = report.blocks
    body = [at for at, block in enumerate(blocks) if block.role is Role.PARAGRAPH]
    if not body:
        return ""
    first, last = body[0], body[-1]
    parts: list[str] = []
    for at in range(max(first - 1, 0), last + 1):
        span = blocks[at].span
        opens = (
            blocks[at].role is Role.DATELINE
            and at + 1 < len(blocks)
            and "\n" not in report.text[span.end : blocks[at + 1].span.start]
        )
        if opens or (at >= first and blocks[at].role in _BODY):
            parts.append(report.text[span.start : span.end])
    return "\n".join(parts)


def runs(text: str) -> Counter[tuple[str, ...]]:
    """Return how often each run of words occurs; a shorter text is one run."""
    words = _WORD.findall(text)
    starts = range(max(1, len(words) - WORDS_AT_ONCE + 1))
    return Counter(tuple(words[at : at + WORDS_AT_ONCE]) for at in starts if words)


def shares(expected: str, found: str) -> tuple[float, float]:
    """Return precision and recall of the runs of words found; both are 1 where both texts are empty."""
    gold, ours = runs(expected), runs(found)
    both = sum((gold & ours).values())
    precision = both / ours.total() if ours else float(not gold)
    recall = both / gold.total() if gold else float(not ours)
    return precision, recall


def title_witnesses(raw: bytes) -> tuple[str, ...]:
    """Return the titles that a page gives in three places: og:title, JSON-LD headline, its only ``h1``."""
    page = parse_page(raw, None, Origin(uri="page"), Limits())
    if isinstance(page, Problem):
        return ()
    data = read_page_data(page.root)
    heads = [" ".join(each.text_content().split()) for each in page.root.iter("h1")]
    found = (data.first("og:title"), data.text("headline"), heads[0] if len(heads) == 1 else None)
    return tuple(fold(each) for each in found if each and fold(each))


def agreements(raw: bytes, address: str, report: Report) -> Iterator[tuple[str, bool]]:
    """Yield which checks a page allows, and whether what we read agrees.

    ``title``: two places at least say a title, ours is that of two (one may hold more, as the outlet's name).
    ``published``: the page's address holds a day, ours is that day or one beside it (zones).
    ``byline``: a line near the headline opens with "By" and a name; all our authors stand in such lines.
    """
    titles, ours = title_witnesses(raw), fold(report.title or "")
    if len(titles) > 1:
        yield "title", sum(bool(ours) and (ours in each or each in ours) for each in titles) > 1
    day = _DAY.search(address)
    if day is not None:
        start = report.published.start if report.published else None
        stated = date(*map(int, day.groups()))
        yield "published", start is not None and abs((start.date() - stated).days) <= 1
    lines = [report.text[b.span.start : b.span.end] for b in report.blocks]
    at = next((n for n, b in enumerate(report.blocks) if b.role is Role.HEADLINE), None)
    near = lines[max(at - 6, 0) : at + 16] if at is not None else []
    signed = [fold(line) for line in near if len(line) < 120 and _SIGNED.match(line)]
    if signed:
        names = [fold(each) for each in re.split(r",| and ", report.byline or "") if fold(each)]
        yield "byline", bool(names) and all(any(each in line for line in signed) for each in names)


def _read() -> Iterator[tuple[str, Report, float, list[tuple[str, bool]]]]:
    """Yield the marked text of each page, the page as read, the CPU seconds of that, and its checks."""
    truth = json.loads((FOLDER / "ground-truth.json").read_text(encoding="utf-8"))
    language = load_language(LANGUAGE)
    for name in sorted(truth):
        raw = gzip.decompress((FOLDER / "html" / f"{name}.html.gz").read_bytes())
        began = time.process_time()
        found = list(read_page(raw, Origin(uri=name), Limits(), Served()))
        reports = [label(each.report, language) for each in found if isinstance(each, Arrival)]
        seconds = time.process_time() - began
        if reports:
            agreed = list(agreements(raw, truth[name]["url"], reports[0]))
            yield truth[name]["articleBody"], reports[0], seconds, agreed


def score() -> tuple[Figure, ...]:
    """Saved pages: the article's text by runs of four words, each page weighing the same.

    The data set's own definition: precision and recall are the means over pages, F1 is theirs. ``F1`` here
    is computed from the same means; ``title``, ``published``, ``byline`` and ``outlet`` are the shares of
    pages for which one was found (the data has none to compare with). ``agree`` is the share of pages where
    ours agrees with what the page says in other places, where it does (see ``agreements``): an error that
    all places share is not seen, and a page that says different things in two places counts as one.
    """
    reports: list[Report] = []
    precisions: list[Unit] = []
    recalls: list[Unit] = []
    seconds = 0.0
    agreed: dict[str, list[Unit]] = {"title": [], "published": [], "byline": []}
    for expected, report, spent, checks in _read():
        for name, same in checks:
            agreed[name].append(Unit(float(same), 1, 1))
        precision, recall = shares(expected, article_text(report))
        precisions.append(Unit(precision, 1, 1))
        recalls.append(Unit(recall, 1, 1))
        reports.append(report)
        seconds += spent
    both = 2 * _mean(precisions) * _mean(recalls) / max(_mean(precisions) + _mean(recalls), 1e-9)
    speed = f"{len(reports) / max(seconds, 1e-9):.0f} pages per CPU second on this machine"
    known: dict[str, list[object]] = {
        "title": [report.title for report in reports],
        "published": [report.published for report in reports],
        "byline": [report.byline for report in reports],
        "outlet": [report.outlet for report in reports],
    }
    return (
        single("text", Shape.F1, (both, 1, 1), note=speed),
        figure("text.precision", Shape.PRECISION, precisions),
        figure("text.recall", Shape.RECALL, recalls),
        *(
            figure(f"given.{name}", Shape.RECALL, [Unit(float(value is not None), 1, 1) for value in values])
            for name, values in known.items()
        ),
        *(figure(f"agree.{name}", Shape.RECALL, each) for name, each in agreed.items()),
    )


def _mean(units: list[Unit]) -> float:
    """Return the mean of the units' counts."""
    return sum(unit.right for unit in units) / max(len(units), 1)


PAGES = Measure(name="pages", data=(FOLDER / "ground-truth.json", FOLDER / "html"), take=score)
