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
from reportedly.lineage.components import components
from reportedly.lineage.direction import Facts
from reportedly.lineage.evidence import neighbours, rarity, spread, weigh
from reportedly.lineage.fingerprints import COMMON, SHARED
from reportedly.lineage.group import copies_of
from reportedly.run.analysis import Analysed
from reportedly.store.copies import replace_copies
from reportedly.store.passages import (
    connected_digests,
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
    """What a batch changed: digests whose copies may differ, those new to the record, and pairs dropped."""

    touched: frozenset[str]
    fresh: frozenset[str]
    dropped: bool


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
    touched = {p.digest for p in found} | {side for pair in dropped for side in pair}
    return _Indexed(touched=frozenset(touched), fresh=frozenset(fresh), dropped=bool(dropped))


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
) -> bool:
    """Tell whether new reports took a passage over a step of rarity: evidence between old ones changed."""
    now = {digest: len(held) for digest, held in printed.items()}
    before = {digest: len(held - new) for digest, held in printed.items()}
    return any(
        rarity(spread(digest, near, now)) != rarity(spread(digest, near, before))
        for digest in printed
        if digest not in fresh
    )


def _decide(
    connection: Connection,
    digests: set[str],
    held: Mapping[str, tuple[Passage, ...]],
    kept: Mapping[str, Report],
) -> list[Copy]:
    """Return the copies among all occurrences of these digests (closed under similarity)."""
    every = {p.digest for found in held.values() for p in found}
    similar = {(a, b): alike for a, b, alike in similar_pairs(connection, every | digests)}
    near = every | digests | {side for pair in similar for side in pair}
    printed = {digest: len(found) for digest, found in _printed(connection, near).items()}
    weighed = weigh((p for found in held.values() for p in found), similar, printed)
    facts = {report_id: facts_of(report) for report_id, report in kept.items()}
    standing: defaultdict[str, list[Passage]] = defaultdict(list)
    for found in held.values():
        for passage in found:
            standing[passage.digest].append(passage)

    def text_of(span: Span) -> str:
        return kept[span.report_id].text[span.start : span.end]

    copies: list[Copy] = []
    inside = {pair: alike for pair, alike in similar.items() if pair[0] in digests}
    for group in components(digests, inside):
        together = [passage for digest in group for passage in standing[digest]]
        if len(together) > 1:
            members = set(group)
            own = {pair: alike for pair, alike in inside.items() if pair[0] in members}
            copies += copies_of(together, own, facts, text_of, weighed)
    return copies


def _held(connection: Connection, digests: Iterable[str]) -> dict[str, tuple[Passage, ...]]:
    """Return all passages of every report that prints one of these digests, by report id."""
    involved = {report_id for found in _printed(connection, digests).values() for report_id in found}
    return {report_id: passages(connection, report_id) for report_id in sorted(involved)}


def update_copies(connection: Connection, analysed: Iterable[Analysed]) -> set[str]:
    """Take new reports into the index and decide the copies they touch.

    Returns the ids of the reports whose copies were decided anew.
    """
    batch = list(analysed)
    indexed = _index(connection, batch)
    digests = connected_digests(connection, indexed.touched)
    near = neighbours({(a, b): alike for a, b, alike in similar_pairs(connection, digests)})
    held = _held(connection, digests)
    new = frozenset(each.report.id for each in batch)
    if indexed.dropped or _stepped(_printed(connection, digests), near, new, indexed.fresh):
        digests = connected_digests(connection, {p.digest for found in held.values() for p in found})
        held = _held(connection, digests)
    kept = {report.id: report for report in reports(connection, sorted(held))}
    replace_copies(connection, digests, _decide(connection, digests, held, kept))
    return set(kept)
