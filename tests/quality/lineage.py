"""Lineage on derived copies, where all is known; the real reports among which links are read."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from urllib.parse import urlsplit

from reportedly.language.language import load_language
from reportedly.lineage.direction import Facts
from reportedly.lineage.group import families, related
from reportedly.lineage.passages import cut
from reportedly.lineage.reference import find_copies
from reportedly.readings.sentences import find_sentences
from reportedly.run.analysis import LANGUAGE
from reportedly.terms.lineage import Copy, Passage
from reportedly.terms.reports import Report
from reportedly.terms.spans import COMPARED, Span
from reportedly.terms.times import Basis, Grain, When
from reportedly.texts.label import label
from tests.quality.lineage_derived import KINDS, Derived, Piece, articles, derive
from tests.quality.measure import Figure, Measure, Shape, Unit, figure, single
from tests.quality.pipeline import as_report, lines_as_paragraphs
from tests.quality.shared import SHARED

ARTICLES = SHARED / "data" / "incidents" / "gun_violence_archive" / "documents.jsonl"
COUNT = 2000
"""Derived reports; the bench takes more."""
START = datetime(2031, 5, 1, tzinfo=UTC)


def passages_of(report: Report) -> Sequence[Passage]:
    """Return the passages of a labelled report."""
    return cut(
        report.id, report.text, find_sentences(report.text, report.blocks, load_language(LANGUAGE), COMPARED)
    )


def moment(seconds: int) -> When:
    """Return a time to the minute, so many seconds after the start."""
    start = START + timedelta(seconds=seconds)
    return When(
        start=start, end=start + timedelta(seconds=1), grain=Grain.MINUTE, basis=Basis.STATED, span=None
    )


def copies_among(made: Mapping[str, Derived]) -> tuple[tuple[Copy, ...], dict[str, Facts]]:
    """Return the copies found among derived reports, and what was known of each."""
    found: list[Passage] = []
    for name, each in made.items():
        found += passages_of(as_report(name, each.text, lines_as_paragraphs(name, each.text)))
    facts = {
        name: Facts(
            report_id=name, published=moment(each.seconds), outlet=None, credits=frozenset(), rank=name
        )
        for name, each in made.items()
    }
    return find_copies(found, {name: each.text for name, each in made.items()}, facts), facts


def _under(span: Span, report: Derived) -> list[Piece]:
    """Return the pieces of which a stretch covers half, or that hold half of it."""
    found = []
    for piece in report.pieces:
        shared = min(span.end, piece.end) - max(span.start, piece.start)
        if shared > 0 and 2 * shared >= min(piece.end - piece.start, span.end - span.start):
            found.append(piece)
    return found


def _b_cubed(groups: Iterable[Sequence[str]], made: Mapping[str, Derived]) -> tuple[Unit, Unit]:
    """Return the counts of B-cubed precision and recall of families (Bagga and Baldwin, 1998)."""
    home = {member: number for number, group in enumerate(groups) for member in group}
    home |= {name: -1 - at for at, name in enumerate(sorted(made.keys() - home.keys()))}
    found, true = Counter(home.values()), Counter(each.family for each in made.values())
    both = Counter((home[name], each.family) for name, each in made.items())
    precision = sum(both[home[n], e.family] / found[home[n]] for n, e in made.items())
    recall = sum(both[home[n], e.family] / true[e.family] for n, e in made.items())
    return Unit(precision, len(made), len(made)), Unit(recall, len(made), len(made))


def score() -> tuple[Figure, ...]:
    """Derived copies: precision of links, recall of copied passages by kind, families, direction.

    A link is right if both sides come from one real sentence; a copied passage is found if a right link ends
    in it. ``direction`` is the share of right links whose source is the earlier. ``families`` is B-cubed.
    """
    made = {f"d{at:06}": each for at, each in enumerate(derive(articles(ARTICLES), COUNT))}
    copies, facts = copies_among(made)
    right, forward = 0, 0
    met: defaultdict[str, set[Piece]] = defaultdict(set)
    for copy in copies:
        source, target = made[copy.source.report_id], made[copy.copy.report_id]
        origins = {piece.origin for piece in _under(copy.source, source)} - {None}
        same = [piece for piece in _under(copy.copy, target) if piece.origin in origins]
        right += bool(same)
        forward += bool(same) and source.seconds < target.seconds
        met[copy.copy.report_id].update(same)
    kinds: dict[str, Counter[str]] = {"found": Counter(), "all": Counter()}
    for name, each in made.items():
        kinds["all"].update(p.kind for p in each.pieces if each.copied and p.origin is not None)
        kinds["found"].update(p.kind for p in met[name] if each.copied)
    every = {kind: (kinds["found"][kind], kinds["found"][kind], kinds["all"][kind]) for kind in KINDS}
    total = [sum(column) for column in zip(*every.values(), strict=True)]
    pairs = related(copies, {name: len(each.text) for name, each in made.items()})
    precision, recall = _b_cubed([family.members for family in families(pairs, facts)], made)
    return (
        single("precision", Shape.PRECISION, (right, len(copies), right)),
        single("recall", Shape.RECALL, (total[0], total[1], total[2])),
        *(single(kind, Shape.RECALL, counts) for kind, counts in every.items()),
        figure("families.precision", Shape.PRECISION, [precision]),
        figure("families.recall", Shape.RECALL, [recall]),
        single("direction", Shape.PRECISION, (forward, right, right)),
    )


@cache
def real() -> dict[str, Report]:
    """Return the real reports by id, labelled, with the day they appeared and the site as outlet."""
    found = {}
    with ARTICLES.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            found[row["doc_id"]] = _dated(row)
    return found


def _dated(row: Mapping[str, str]) -> Report:
    """Return one real report."""
    report = label(as_report(row["doc_id"], row["text"]), load_language(LANGUAGE))
    day = datetime.fromisoformat(row["dct"]).replace(tzinfo=UTC)
    when = When(start=day, end=day + timedelta(days=1), grain=Grain.DAY, basis=Basis.STATED, span=None)
    address = row["uri"]
    inner = address.find("http", 4)
    site = urlsplit(address[inner:] if inner > 0 else address).hostname or ""
    return replace(report, published=when, outlet=site.removeprefix("www.") or None)


LINEAGE = Measure(name="lineage", data=(ARTICLES,), take=score)
