"""What each report adds: how much of its text is another's, how much shared, how much its own."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportedly.register.summary import copied_share
from reportedly.terms.lineage import Copy, Direction
from reportedly.terms.reports import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """What one report adds to others: shares, 0 to 1, of the characters of its body, None without any.

    ``copied`` stands in copies whose source is known to be another of them; ``shared`` stands in others too,
    and nothing tells which was first; ``own`` stands in none. ``sources`` are the reports that it has words
    from with the number of passages, most first.
    """

    report_id: str
    copied: float | None
    shared: float | None
    own: float | None
    sources: tuple[tuple[str, int], ...]


def additions(
    reports: Iterable[Report], copies: Iterable[Copy], *, among: bool = True
) -> tuple[Addition, ...]:
    """Return what each of the reports adds, in their order.

    Of the copies those between them count; without ``among`` all do, whosever the other side is.
    """
    kept = list(reports)
    ids = {each.id for each in kept}
    sure: defaultdict[str, list[Copy]] = defaultdict(list)
    unsure: defaultdict[str, list[Copy]] = defaultdict(list)
    for copy in copies:
        left, right = copy.source.report_id, copy.copy.report_id
        if left == right or (among and not (left in ids and right in ids)):
            continue
        if copy.basis is not Direction.UNKNOWN:
            sure[right].append(copy)
        else:  # neither is known to be the copy, so that both share the words
            unsure[right].append(copy)
            unsure[left].append(Copy(copy.copy, copy.source, copy.identity, copy.basis))
    return tuple(_addition(each, sure, unsure) for each in kept)


def _addition(report: Report, sure: Mapping[str, list[Copy]], unsure: Mapping[str, list[Copy]]) -> Addition:
    """Return what one report adds."""
    known, other = sure.get(report.id, []), unsure.get(report.id, [])
    copied, all_ = copied_share([report], known), copied_share([report], [*known, *other])
    times = Counter(copy.source.report_id for copy in known)
    return Addition(
        report_id=report.id,
        copied=copied,
        shared=None if copied is None or all_ is None else all_ - copied,
        own=None if all_ is None else 1.0 - all_,
        sources=tuple(sorted(times.items(), key=lambda each: (-each[1], each[0]))),
    )
