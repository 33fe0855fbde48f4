"""Where an outlet's own words come from when the passage is a copy."""

from collections.abc import Iterable
from dataclasses import dataclass

from reportedly.register.evidence import Evidence, copy_order, outlet_of
from reportedly.terms.lineage import Copy, Direction
from reportedly.terms.names import fold_name
from reportedly.terms.spans import Span


@dataclass(frozen=True, slots=True)
class Root:
    """Where a passage was first printed: one span, or several spans of which none is known to be first.

    ``steps`` say in words how it was reached, from the passage outward; empty where nothing was copied.
    """

    spans: tuple[Span, ...]
    steps: tuple[str, ...]


def overlap(left: Span, right: Span) -> bool:
    """Tell whether two spans share a character."""
    return left.report_id == right.report_id and left.start < right.end and right.start < left.end


def find_root(span: Span, evidence: Evidence) -> Root:
    """Follow the copies of the passage around ``span`` to where it came from.

    A copy of known direction leads to its source; copies of unknown direction make one family, from which
    a source of any member leads on. Cycles end where they began. Total.
    """
    family: dict[str, Span] = {span.report_id: span}
    visited: set[str] = set()
    steps: list[str] = []
    while True:
        family = _family(family, evidence)
        visited |= family.keys()
        source = _source(family.values(), evidence, visited)
        if source is None:
            break
        steps.append(
            f"{outlet_of(evidence, source.copy.report_id)} copies "
            f"{outlet_of(evidence, source.source.report_id)} ({source.basis.value})"
        )
        family = {source.source.report_id: source.source}
    spans = tuple(family[report] for report in sorted(family))
    if len(spans) > 1:
        steps.append(f"{len(spans)} reports share the text; which was first is not known")
    return Root(spans, tuple(steps))


def _family(seed: dict[str, Span], evidence: Evidence) -> dict[str, Span]:
    """Return the spans that share the passage by copies of unknown direction, one a report."""
    family = dict(seed)
    open_spans = [family[report] for report in sorted(family)]
    while open_spans:
        here = open_spans.pop()
        for copy in evidence.copies.get(here.report_id, ()):
            if copy.basis is not Direction.UNKNOWN:
                continue
            for near, far in ((copy.source, copy.copy), (copy.copy, copy.source)):
                if overlap(here, near) and far.report_id not in family:
                    family[far.report_id] = far
                    open_spans.append(far)
    return family


def _source(spans: Iterable[Span], evidence: Evidence, visited: set[str]) -> Copy | None:
    """Return the surest copy that leads from one of ``spans`` to a report not yet visited."""
    found = [
        copy
        for span in spans
        for copy in evidence.copies.get(span.report_id, ())
        if copy.basis is not Direction.UNKNOWN
        and overlap(span, copy.copy)
        and copy.source.report_id not in visited
    ]
    return min(found, key=_surest, default=None)


_BASES = {
    Direction.DECIDED: 0,
    Direction.CREDITED: 1,
    Direction.EARLIER: 2,
    Direction.CONTAINED: 3,
    Direction.UNKNOWN: 4,
}


def _surest(copy: Copy) -> tuple[int, float, tuple[Span, Span, float, str]]:
    """Return the order of preference: a person's word, credited, earlier, contained; then the closest."""
    return _BASES[copy.basis], -copy.identity, copy_order(copy)


def shared_name(report_ids: Iterable[str], evidence: Evidence) -> str:
    """Return the outlet of one report, or "text shared by A and B" for several outlets of one text."""
    by_fold: dict[str, str] = {}
    for name in sorted({outlet_of(evidence, each) for each in report_ids}):
        by_fold.setdefault(fold_name(name), name)
    names = [by_fold[key] for key in sorted(by_fold)]
    if len(names) < 2:
        return "".join(names)
    return f"text shared by {', '.join(names[:-1])} and {names[-1]}"
