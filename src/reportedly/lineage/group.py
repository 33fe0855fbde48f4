"""Grouping: the families of reports that copies make, and the likely first report of each."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from reportedly.lineage.components import components
from reportedly.lineage.direction import Facts, credits, earlier, precedence
from reportedly.terms.lineage import Lineage


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
