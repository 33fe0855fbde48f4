"""Grouping: the families of reports that copies make, and the likely first report of each."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from reportedly.lineage.components import components
from reportedly.lineage.direction import Facts, credits, earlier, precedence
from reportedly.terms.lineage import Copy, Lineage

RELATED = 0.05
"""Share of the body of either of two reports that copies between them cover if they are of one family."""


def related(copies: Iterable[Copy], sizes: Mapping[str, int]) -> set[tuple[str, str]]:
    """Return the pairs of reports (source id, copy id) between which copies cover enough of either to make a
    family of them: one sentence that both took from a third is no kinship.

    ``sizes`` are the code points of the reports' bodies.
    """
    shared: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for copy in copies:
        found = shared[copy.source.report_id, copy.copy.report_id]
        for side, span in enumerate((copy.source, copy.copy)):
            found[side] += span.end - span.start
    return {
        pair
        for pair, found in shared.items()
        if any(each >= RELATED * sizes[name] for each, name in zip(found, pair, strict=True))
    }


def families(links: Iterable[tuple[str, str]], facts: Mapping[str, Facts]) -> tuple[Lineage, ...]:
    """Return the families that links between reports (source id, copy id) make, sorted by first member.

    The root is the member whose outlet most others credit; else the one published certainly before
    all other dated members, where most members are dated; else None. A report nobody links is no family.
    """
    pairs = {(source, copy) for source, copy in links if source != copy}
    found = []
    for members in components((), pairs):
        known = [facts[member] for member in members]
        found.append(Lineage(_root(known), members, _missing(known)))
    return tuple(found)


def _missing(members: Sequence[Facts]) -> str | None:
    """Return the outlet that most members credit and none is of, None for fewer than two or for a tie."""
    here = {member.outlet for member in members}
    credited = Counter(name for member in members for name in sorted(member.credits - here))
    (name, most), (_, next_most) = [*credited.most_common(2), ("", 0), ("", 0)][:2]
    return name if most >= 2 and most > next_most else None


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
