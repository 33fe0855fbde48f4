"""Direction: which of two reports that share words is held to be the source, and on what ground."""

from dataclasses import dataclass

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
