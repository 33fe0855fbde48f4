"""Numbers of one incident over its origins: one range each, and where origins disagree."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportedly.terms.counts import Count


@dataclass(frozen=True, slots=True)
class Claim:
    """A count and who gives it: the names of its first sources, and when its report appeared (ISO, or "")."""

    count: Count
    origins: tuple[str, ...]
    published: str


def range_words(low: int | None, high: int | None, approximate: bool = False) -> str:
    """Return a range in words: "9", "at least 2", "up to 9", "2–4", "about 30", "unknown"."""
    about = "about " if approximate else ""
    if low is None and high is None:
        return "unknown"
    if high is None:
        return f"at least {about}{low}"
    if low is None:
        return f"up to {about}{high}"
    return f"{about}{low}" if low == high else f"{about}{low}–{high}"


def middle_of(count: Count) -> int | None:
    """Return the middle of a range, rounded down; the given side of an open one, None where none is given."""
    if count.low is None or count.high is None:
        return count.low if count.high is None else count.high
    return (count.low + count.high) // 2


def merge_counts(claims: Iterable[Claim]) -> tuple[tuple[Count, ...], tuple[str, ...]]:
    """Return one count a ``what`` (sorted) and the disagreements in words.

    Low and high run over origins, each with its latest report's values, so that a number printed often
    weighs no more than one printed once. A side stays open only where every origin leaves it open. Claims
    without an origin (reactions) count only where nobody else gives a number.
    """
    by_what: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_what[claim.count.what].append(claim)
    counts: list[Count] = []
    disagreements: list[str] = []
    for what in sorted(by_what):
        given = [claim for claim in by_what[what] if claim.origins] or by_what[what]
        latest = _latest(given)
        counts.append(_merge(what, [claim.count for found in latest.values() for claim in found]))
        words = _disagreement(what, latest)
        if words is not None:
            disagreements.append(words)
    return tuple(counts), tuple(disagreements)


def _latest(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    """Return each origin's claims in its latest report, by name in sorted order ("" for none)."""
    by_origin: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        for name in claim.origins or ("",):
            by_origin[name].append(claim)
    found: dict[str, list[Claim]] = {}
    for name in sorted(by_origin):
        newest = max(claim.published for claim in by_origin[name])
        found[name] = [claim for claim in by_origin[name] if claim.published == newest]
    return found


def _merge(what: str, counts: list[Count]) -> Count:
    """Return the range that spans ``counts``, with the span of the first of them in order of reports."""
    low, high = _range(counts)
    first = min(counts, key=lambda count: count.span)
    exact = any(not count.approximate for count in counts)
    return Count(what=what, low=low, high=high, approximate=not exact, span=first.span)


def _range(counts: Iterable[Count]) -> tuple[int | None, int | None]:
    """Return the least and the greatest number given; None where no count gives any on that side."""
    sides = [(count.low, count.high) for count in counts]
    given = [side for pair in sides for side in pair if side is not None]
    lows = [low for low, _ in sides if low is not None]
    highs = [high for _, high in sides if high is not None]
    low = min(given) if lows else None
    high = max(given) if highs else None
    return low, high


def _disagreement(what: str, latest: Mapping[str, list[Claim]]) -> str | None:
    """Return "killed: 9 (Police) / 12 (Hospital)" where two ranges given share no number, or None.

    The numbers of one report are one range; two prints of one text that differ do disagree.
    """
    by_words: defaultdict[tuple[int, int, str], dict[str, None]] = defaultdict(dict)
    spans: list[tuple[int | None, int | None]] = []
    for name, claims in latest.items():
        printed: defaultdict[str, list[Count]] = defaultdict(list)
        for claim in claims:
            printed[claim.count.span.report_id].append(claim.count)
        for _, counts in sorted(printed.items()):
            low, high = _range(counts)
            spans.append((low, high))
            words = range_words(low, high, all(count.approximate for count in counts))
            by_words[low or 0, high if high is not None else low or 0, words][name] = None
    if not any(_disjoint(left, right) for at, left in enumerate(spans) for right in spans[at + 1 :]):
        return None
    values = (f"{key[2]} ({', '.join(names)})" for key, names in sorted(by_words.items()))
    return f"{what}: {' / '.join(values)}"


def _disjoint(left: tuple[int | None, int | None], right: tuple[int | None, int | None]) -> bool:
    """Tell whether two ranges share no number."""
    (a, b), (c, d) = left, right
    return (b is not None and c is not None and b < c) or (d is not None and a is not None and d < a)
