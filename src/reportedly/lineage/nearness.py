"""Nearness: what of two aligned passages speaks for the one being a copy of the other."""

from dataclasses import replace
from itertools import chain

from reportedly.lineage.align import Matched
from reportedly.lineage.coding import specific_words
from reportedly.lineage.evidence import QUOTED_FROM, Bond, Near
from reportedly.lineage.formulas import own_runs
from reportedly.lineage.quoting import REACH, marks, within
from reportedly.lineage.search import TextOf
from reportedly.lineage.wording import Wording
from reportedly.terms.spans import Span


def believed(bond: Bond, found: Matched, places: tuple[Span, Span], beside: float, text_of: TextOf) -> bool:
    """Return whether two passages that align are a copy; ``places`` are what was aligned, the source first.

    ``beside`` is what the two reports share near them. What takes longer to tell is asked where it decides.
    """
    near = nearness(found, beside)
    if bond.bears(near):
        return True
    near = replace(near, like=like(found))
    return bond.bears(near) or (bond.bears(replace(near, quoted=True)) and quoted(found, places, text_of))


def nearness(found: Matched, beside: float) -> Near:
    """Return what tells of two passages by the words in line; those of the copier, right, are looked at."""
    right = found.right
    own = sum(
        own_runs(right.codes[at : at + count], right.plain[at : at + count]) for _, at, count in found.runs
    )
    return Near(
        said=found.said,
        own=own,
        stretch=found.aligned / len(found.runs),
        beside=beside,
        figures=found.numbers_changed(),
    )


def like(found: Matched) -> float:
    """Return the share of the words that not every report uses that both have (Jaccard, 1901)."""
    one, other = specific_words(found.left.codes), specific_words(found.right.codes)
    return len(one & other) / max(1, len(one | other))


def quoted(found: Matched, places: tuple[Span, Span], text_of: TextOf) -> bool:
    """Return whether enough of the words in line stand within quotation marks in both."""
    left, right = (_marks(span, text_of) for span in places)
    if not left or not right:
        return False
    words = chain.from_iterable(
        zip(range(at, at + count), range(to, to + count), strict=True) for at, to, count in found.runs
    )
    said = sum(_inside(found.left, at, left) and _inside(found.right, to, right) for at, to in words)
    return said >= QUOTED_FROM


def _inside(words: Wording, word: int, places: list[int]) -> bool:
    """Return whether a word is quoted."""
    return within(places, words.place(word)[0])


def _marks(span: Span, text_of: TextOf) -> list[int]:
    """Return where in a span words begin and cease to be quoted."""
    start = max(0, span.start - REACH)
    told = text_of(Span(span.report_id, start, span.end))
    return marks(told[: span.start - start], told[span.start - start :])
