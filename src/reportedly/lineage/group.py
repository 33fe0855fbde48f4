"""Grouping: one source for each copied passage, and the families of reports that copies make."""

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reportedly.lineage.align import align
from reportedly.lineage.components import components
from reportedly.lineage.direction import Facts, credits, direct, earlier, precedence
from reportedly.lineage.evidence import ENOUGH, Weigh
from reportedly.terms.lineage import Copy, Direction, Lineage, Passage
from reportedly.terms.spans import Span

NEAR_VERBATIM = 0.8
"""Of two possible sources one at least this close goes before one that is not."""
LOOKED_AT = 64
"""Occurrences of one digest that are weighed as a source; the earliest ones, and as many credited ones."""

_GROUNDS = {Direction.CREDITED: 0, Direction.EARLIER: 1, Direction.CONTAINED: 2, Direction.UNKNOWN: 3}


@dataclass(frozen=True, slots=True)
class _Possible:
    """One possible source of an occurrence."""

    passage: Passage
    identity: float
    ground: Direction


@dataclass(frozen=True, slots=True)
class _Placed:
    """The occurrences already passed, in the order of precedence: by digest, and by digest and outlet."""

    by_digest: defaultdict[str, list[Passage]] = field(default_factory=lambda: defaultdict(list))
    by_outlet: defaultdict[tuple[str, str], list[Passage]] = field(default_factory=lambda: defaultdict(list))


def copies_of(
    digest: str,
    occurrences: Iterable[Passage],
    similar: Mapping[str, float],
    facts: Mapping[str, Facts],
    text_of: Callable[[Span], str],
    weigh: Weigh,
) -> tuple[Copy, ...]:
    """Return the copies whose copying side is a passage of this digest, sorted.

    ``occurrences`` are all passages of the digest and of those similar to it, whose identities ``similar``
    gives; nothing else has a say, so that far-off likenesses cannot change an answer. Every passage has one
    source at most, in another report: a credited one before a certainly earlier one before one of unknown
    direction; near-verbatim before the rest; then the earliest, or where the direction is unknown the
    closest. So k reports that print one passage make k - 1 copies of the first. There is no copy where
    the evidence between the two reports is thin. ``text_of`` gives the words of a span. The order of the
    arguments' items does not matter.
    """
    passages = sorted(set(occurrences), key=lambda passage: (passage.span, passage.digest))
    near = {digest: dict(sorted(similar.items()))}
    by_report: defaultdict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        by_report[passage.span.report_id].append(passage)
    placed = _Placed()
    copies = []
    for report in _in_order([facts[report_id] for report_id in sorted(by_report)]):
        for passage in (p for p in by_report[report.report_id] if p.digest == digest):
            for possible in _ranked(passage, placed, near, facts):
                evidence = weigh(possible.passage.span.report_id, report.report_id)
                if evidence.weight < ENOUGH:
                    continue
                copy = _copy(possible, passage, text_of, alone=evidence.passages == 1)
                if copy is not None:
                    copies.append(copy)
                    break
        for passage in by_report[report.report_id]:
            placed.by_digest[passage.digest].append(passage)
            if report.outlet is not None:
                placed.by_outlet[passage.digest, report.outlet].append(passage)
    return tuple(sorted(copies, key=lambda copy: (copy.copy, copy.source)))


def _in_order(reports: Sequence[Facts]) -> Iterator[Facts]:
    """Yield the reports so that credited ones stand before those that credit them, else by precedence.

    Where credits run in a circle, the first by precedence breaks it.
    """
    waiting = {report.report_id: report for report in reports}
    of_outlet: defaultdict[str, list[Facts]] = defaultdict(list)
    for report in reports:
        if report.outlet is not None:
            of_outlet[report.outlet].append(report)
    missing: Counter[str] = Counter()
    followers: defaultdict[str, list[Facts]] = defaultdict(list)
    for report in reports:
        for source in (found for outlet in sorted(report.credits) for found in of_outlet.get(outlet, ())):
            if credits(report, source) and not credits(source, report):
                missing[report.report_id] += 1
                followers[source.report_id].append(report)
    ready = [(precedence(report), report.report_id) for report in reports if not missing[report.report_id]]
    every = sorted((precedence(report), report.report_id) for report in reports)
    heapq.heapify(ready)
    every.reverse()
    while waiting:
        _, report_id = heapq.heappop(ready) if ready else every.pop()
        if report_id not in waiting:
            continue
        yield waiting.pop(report_id)
        for follower in followers[report_id]:
            missing[follower.report_id] -= 1
            if missing[follower.report_id] == 0:
                heapq.heappush(ready, (precedence(follower), follower.report_id))


def _ranked(
    passage: Passage, placed: _Placed, near: Mapping[str, Mapping[str, float]], facts: Mapping[str, Facts]
) -> list[_Possible]:
    """Return the possible sources of one occurrence, best first."""
    copy = facts[passage.span.report_id]
    possible = []
    for digest, identity in {passage.digest: 1.0, **near.get(passage.digest, {})}.items():
        found = set(placed.by_digest.get(digest, ())[:LOOKED_AT])
        for outlet in copy.credits:
            found.update(placed.by_outlet.get((digest, outlet), ())[:LOOKED_AT])
        for source in found:
            source_id, _, ground = direct(facts[source.span.report_id], copy)
            if source_id == source.span.report_id != copy.report_id:
                possible.append(_Possible(source, identity, ground))

    def place(one: _Possible) -> tuple[int, bool, float, tuple[bool, float, bool, str, str], float, Span]:
        closest_first = -one.identity if one.ground is Direction.UNKNOWN else 0.0
        standing = precedence(facts[one.passage.span.report_id])
        rough = one.identity < NEAR_VERBATIM
        return _GROUNDS[one.ground], rough, closest_first, standing, -one.identity, one.passage.span

    return sorted(possible, key=place)


def _copy(
    possible: _Possible, passage: Passage, text_of: Callable[[Span], str], *, alone: bool
) -> Copy | None:
    """Return the copy with the stretches that align; None where the words do not bear it out.

    In the only passage that two reports share a changed number marks a formula filled in anew.
    """
    source, copy = possible.passage.span, passage.span
    if possible.passage.digest == passage.digest:
        return Copy(source, copy, 1.0, possible.ground)
    source_text, copy_text = text_of(source), text_of(copy)
    alignment = align(source_text, copy_text)
    if alignment is None:
        return None
    changed = "".join(source_text[a:b] + copy_text[c:d] for (a, b), (c, d) in alignment.changed)
    if alone and any(letter.isdigit() for letter in changed):
        return None
    return Copy(
        Span(source.report_id, source.start + alignment.left[0], source.start + alignment.left[1]),
        Span(copy.report_id, copy.start + alignment.right[0], copy.start + alignment.right[1]),
        alignment.identity,
        possible.ground,
    )


def families(links: Iterable[tuple[str, str]], facts: Mapping[str, Facts]) -> tuple[Lineage, ...]:
    """Return the families that links between reports (source id, copy id) make, sorted by first member.

    The root is the member whose outlet most others credit; else the one published certainly before
    all other dated members, where most members are dated; else None. A report nobody links is no family.
    """
    pairs = {(source, copy) for source, copy in links if source != copy}
    return tuple(
        Lineage(_root([facts[member] for member in members]), members) for members in components((), pairs)
    )


def _root(members: Sequence[Facts]) -> str | None:
    """Return the likely first member's id, None where neither credit nor time singles one out."""
    credited = Counter(
        source.report_id for source in members for copy in members if credits(copy, source) and source != copy
    )
    if credited:
        (first, most), *rest = credited.most_common(2)
        if not rest or rest[0][1] < most:
            return first
        members = [member for member in members if credited[member.report_id] == most]
    dated = sorted((member for member in members if member.published is not None), key=precedence)
    if not dated or 2 * len(dated) <= len(members):
        return None
    first_dated, *others = dated
    alone = all(earlier(first_dated, other) for other in others)
    return first_dated.report_id if alone else None
