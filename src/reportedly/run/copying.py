"""Lineage over a record that grows: new passages find their like; what they touch is worked out anew.

What stands in the record afterwards is a function of the reports in it, not of their order of arrival
(see ``lineage.reference`` for the same in one piece): keys only ever become common, so similar pairs are
only ever pruned, and a copy is decided anew wherever the evidence for it may have changed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reportedly.lineage.align import identity
from reportedly.lineage.direction import Facts
from reportedly.lineage.evidence import neighbours, rarity, spread, weigh
from reportedly.lineage.fingerprints import COMMON, SHARED
from reportedly.lineage.group import copies_of
from reportedly.run.analysis import Analysed
from reportedly.store.copies import copies, replace_copies
from reportedly.store.passages import (
    crossed,
    folded_texts,
    keep_passages,
    keep_similar,
    occurrences,
    pairs_sharing,
    passages,
    prune_similar,
    similar_pairs,
)
from reportedly.store.reports import reports
from reportedly.terms.lineage import Copy, Passage
from reportedly.terms.reports import Report
from reportedly.terms.spans import Span

Connection = Any
"""The store's connection; only the store knows what it is."""


def facts_of(report: Report) -> Facts:
    """Return what of a report bears on direction; its rank is the digest of its bytes, then its address."""
    return Facts(
        report_id=report.id,
        published=report.published,
        outlet=report.outlet,
        credits=frozenset(report.credits),
        rank=f"{report.raw_sha256} {report.uri}",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Indexed:
    """What a batch changed: digests whose copies may differ, those new, and the sides of dropped pairs."""

    touched: frozenset[str]
    fresh: frozenset[str]
    dropped: frozenset[str]


def _index(connection: Connection, batch: Sequence[Analysed]) -> _Indexed:
    """Keep the passages of new reports and their similar pairs."""
    found = [p for each in batch for p in each.passages]
    folded = {digest: words for each in batch for digest, words in each.folded}
    keys = {digest: held for each in batch for digest, held in each.keys}
    fresh = keep_passages(connection, found, folded, keys)
    common = crossed(connection, (key for digest in fresh for key in keys[digest]), COMMON)
    dropped = prune_similar(connection, common, SHARED, COMMON)
    pairs = list(pairs_sharing(connection, fresh, SHARED, COMMON))
    words = {**folded_texts(connection, {other for _, other, _ in pairs}), **folded}
    aligned = ((left, right, identity(words[left], words[right])) for left, right, _ in pairs)
    keep_similar(connection, ((left, right, alike) for left, right, alike in aligned if alike is not None))
    sides = frozenset(side for pair in dropped for side in pair)
    touched = frozenset(p.digest for p in found) | sides
    return _Indexed(touched=touched, fresh=frozenset(fresh), dropped=sides)


def _printed(connection: Connection, digests: Iterable[str]) -> dict[str, set[str]]:
    """Return the ids of the reports that print each of these digests."""
    held: defaultdict[str, set[str]] = defaultdict(set)
    for passage in occurrences(connection, digests):
        held[passage.digest].add(passage.span.report_id)
    return held


def _stepped(
    printed: Mapping[str, set[str]],
    near: Mapping[str, Mapping[str, float]],
    new: frozenset[str],
    fresh: frozenset[str],
) -> set[str]:
    """Return the passages that new reports took over a step of rarity: evidence between old ones changed."""
    now = {digest: len(held) for digest, held in printed.items()}
    before = {digest: len(held - new) for digest, held in printed.items()}
    return {
        digest
        for digest in printed
        if digest not in fresh and rarity(spread(digest, near, now)) != rarity(spread(digest, near, before))
    }


def _decide(
    connection: Connection,
    digests: Iterable[str],
    held: Mapping[str, tuple[Passage, ...]],
    kept: Mapping[str, Report],
) -> list[Copy]:
    """Return the copies whose copying side is one of these passages; ``held`` are all passages of all reports
    that print one of them or one similar to it.
    """
    similar = {
        (a, b): alike
        for a, b, alike in similar_pairs(connection, {p.digest for own in held.values() for p in own})
    }
    named = {p.digest for own in held.values() for p in own} | {side for pair in similar for side in pair}
    printed = {digest: len(found) for digest, found in _printed(connection, named).items()}
    weighed = weigh((p for own in held.values() for p in own), similar, printed)
    facts = {report_id: facts_of(report) for report_id, report in kept.items()}
    standing: defaultdict[str, list[Passage]] = defaultdict(list)
    for own in held.values():
        for passage in own:
            standing[passage.digest].append(passage)

    def text_of(span: Span) -> str:
        return kept[span.report_id].text[span.start : span.end]

    near = neighbours(similar)
    made: list[Copy] = []
    for digest in sorted(digests):
        beside = near.get(digest, {})
        together = [passage for one in (digest, *beside) for passage in standing[one]]
        if len(together) > 1:
            made += copies_of(digest, together, beside, facts, text_of, weighed)
    return made


def _held(connection: Connection, digests: Iterable[str]) -> dict[str, tuple[Passage, ...]]:
    """Return all passages of every report that prints one of these digests, by report id."""
    involved = {report_id for found in _printed(connection, digests).values() for report_id in found}
    return {report_id: passages(connection, report_id) for report_id in sorted(involved)}


def _beside(connection: Connection, digests: Iterable[str]) -> set[str]:
    """Return these digests and those similar to one of them."""
    wanted = set(digests)
    return wanted | {side for a, b, _ in similar_pairs(connection, wanted) for side in (a, b)}


def update_copies(connection: Connection, analysed: Iterable[Analysed]) -> frozenset[str]:
    """Take new reports into the index and decide the copies they touch.

    Returns the ids of the new reports and of those whose copies came out differently.
    """
    batch = list(analysed)
    indexed = _index(connection, batch)
    new = frozenset(each.report.id for each in batch)
    digests = _beside(connection, indexed.touched)
    near = neighbours({(a, b): alike for a, b, alike in similar_pairs(connection, digests)})
    stepped = _stepped(_printed(connection, _beside(connection, digests)), near, new, indexed.fresh)
    if stepped or indexed.dropped:
        between = _held(connection, _beside(connection, stepped | indexed.dropped))
        digests |= {p.digest for found in between.values() for p in found}
    held = _held(connection, _beside(connection, digests))
    kept = {report.id: report for report in reports(connection, sorted(held))}
    before = set(copies(connection, sorted(kept)))
    replace_copies(connection, digests, _decide(connection, digests, held, kept))
    changed = before ^ set(copies(connection, sorted(kept)))
    return new | {span.report_id for copy in changed for span in (copy.source, copy.copy)}
