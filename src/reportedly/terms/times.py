"""Times with the doubt they carry."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from reportedly.terms.spans import Span


class Grain(StrEnum):
    """How finely a time is known."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    VAGUE = "vague"


class Basis(StrEnum):
    """What a time rests on."""

    STATED = "stated"
    """The words give it whole ("26 September 2020")."""
    RELATIVE = "relative"
    """The words give it relative to the publication date or to another time ("Sunday", "two days later")."""
    PUBLISHED = "published"
    """It is the publication date itself ("currently", "so far" ends there)."""
    INFERRED = "inferred"
    """Taken from elsewhere, such as a dated copy of the same passage."""
    INHERITED = "inherited"
    """Taken from an event told just before in the same report: the words date that one, not this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A half-open interval [start, end) in aware UTC.

    An open side is None ("since January 3" has no end); both sides None means the words are known and
    the time is not ("Sunday" in a report without a publication date). ``span`` holds the words.
    A calendar day without a stated zone is that day in UTC, at grain ``day``.
    """

    start: datetime | None
    end: datetime | None
    grain: Grain
    basis: Basis
    span: Span | None

    def __post_init__(self) -> None:
        """Refuse naive times and intervals that end before they start."""
        for side in (self.start, self.end):
            if side is not None and side.utcoffset() is None:
                raise ValueError("a time without a zone")
        if self.start is not None and self.end is not None and self.end <= self.start:
            raise ValueError("an interval that ends before it starts")
