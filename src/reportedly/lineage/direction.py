"""Direction: which of two reports that share words is held to be the source, and on what ground."""

from dataclasses import dataclass

from reportedly.terms.lineage import Direction
from reportedly.terms.times import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a report that bears on who copied whom.

    ``credits`` are the canonical names of outlets that the report names as its sources. ``rank`` decides
    where nothing else does: a digest of the content and then the id, so that it never depends on arrival.
    """

    report_id: str
    published: When | None
    outlet: str | None
    credits: frozenset[str]
    rank: str


def direct(left: Facts, right: Facts) -> tuple[str, str, Direction]:
    """Return (id of the source, id of the copy, the ground), whichever way round the two are given.

    Credit comes first: one report names the other's outlet and not the reverse. Then time: one was
    certainly published before the other, a date of grain day beating nothing on that same day. Else the
    ground is ``UNKNOWN`` and the order that of :func:`precedence`: arbitrary, but always the same.
    """
    first, second = sorted((left, right), key=precedence)
    if credits(second, first) != credits(first, second):
        source, copy = (first, second) if credits(second, first) else (second, first)
        return source.report_id, copy.report_id, Direction.CREDITED
    # The order of precedence follows the dates, so that only its first can be the certainly earlier one.
    ground = Direction.EARLIER if earlier(first, second) else Direction.UNKNOWN
    return first.report_id, second.report_id, ground


def credits(copy: Facts, source: Facts) -> bool:
    """Return whether the one report names the other's outlet as a source, its own outlet not counting."""
    return source.outlet is not None and source.outlet != copy.outlet and source.outlet in copy.credits


def earlier(source: Facts, copy: Facts) -> bool:
    """Return whether the one was certainly published before the other: it ends by the other's start."""
    if source.published is None or copy.published is None:
        return False
    end, start = source.published.end, copy.published.start
    return end is not None and start is not None and end <= start


def precedence(facts: Facts) -> tuple[bool, float, bool, str, str]:
    """Return a sort key that puts certainly earlier reports first and undated ones last, ties by rank."""
    published = facts.published
    start = published.start if published is not None else None
    # Where only the end is known, the report stands just before whatever starts at that end.
    known = start if start is not None or published is None else published.end
    seconds = known.timestamp() if known is not None else 0.0
    return known is None, seconds, start is not None, facts.rank, facts.report_id
