"""The machine's copies with what persons say of them laid over."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from reportedly.terms.decisions import Correction, Field, Status
from reportedly.terms.lineage import Copy, Direction
from reportedly.terms.spans import Span

HALF = 0.5
"""What two passages must share of the shorter to be one: texts are cut otherwise after a new version."""


@dataclass(frozen=True, slots=True)
class Link:
    """A copy on which a person's word stands, as it was looked at."""

    copy: Copy
    correction: Correction


def overlaid(machine: Iterable[Copy], links: Iterable[Link]) -> tuple[Copy, ...]:
    """Return the copies as they stand: without those that persons reject, with those that they vouch for.

    Of a copy on which persons decided the machine's spans and direction are taken where it still finds it,
    unless a person says which side was first. Of two words on one passage the later counts. The order of
    ``links`` changes nothing.
    """
    ruled = sorted(links, key=lambda each: -each.correction.latest)
    found: list[Copy] = []
    met: set[int] = set()
    for copy in machine:
        own = [at for at, link in enumerate(ruled) if alike(copy, link.copy)]
        met.update(own)
        shown = _ruled(copy, ruled[own[0]].correction) if own else copy
        found += [shown] if shown is not None else []
    for at, link in enumerate(ruled):
        shown = None if at in met else _ruled(link.copy, link.correction)
        found += [shown] if shown is not None else []
    return tuple(sorted(set(found), key=lambda each: (each.source, each.copy, each.identity, each.basis)))


def alike(left: Copy, right: Copy) -> bool:
    """Tell whether two copies are of the same passages, whichever is held to be the source."""
    straight = _same(left.source, right.source) and _same(left.copy, right.copy)
    return straight or (_same(left.source, right.copy) and _same(left.copy, right.source))


def _same(left: Span, right: Span) -> bool:
    """Tell whether two spans are one passage."""
    if left.report_id != right.report_id:
        return False
    shared = min(left.end, right.end) - max(left.start, right.start)
    return shared > 0 and shared >= HALF * min(left.end - left.start, right.end - right.start)


def _ruled(copy: Copy, correction: Correction) -> Copy | None:
    """Return a copy as persons say it is, None where they say it is none."""
    if correction.status is Status.REJECTED:
        return None
    edit = next((each for each in correction.edits if each.field is Field.SOURCE), None)
    if edit is None:
        return copy
    if edit.words is None:
        return replace(copy, basis=Direction.UNKNOWN)
    if copy.source.report_id == edit.words:
        return replace(copy, basis=Direction.DECIDED)
    return replace(copy, source=copy.copy, copy=copy.source, basis=Direction.DECIDED)
