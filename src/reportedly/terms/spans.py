"""Where words stand: spans and the blocks of a report."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of one report's stored text: code points from ``start``, ``end`` exclusive, never empty."""

    report_id: str
    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse an empty or negative stretch."""
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: {self.start}:{self.end}")


class Role(StrEnum):
    """What a block is to its report. Only ``BODY`` roles are read for statements and events."""

    HEADLINE = "headline"
    BYLINE = "byline"
    DATELINE = "dateline"
    PARAGRAPH = "paragraph"
    SUBHEADING = "subheading"
    CAPTION = "caption"
    NAVIGATION = "navigation"
    NOTICE = "notice"
    QUOTED = "quoted"
    """A post of a social network, embedded: a document of its own, quoted."""
    PULL_QUOTE = "pull-quote"
    """Words set large that repeat the text."""


BODY = frozenset({Role.HEADLINE, Role.PARAGRAPH, Role.SUBHEADING})
COMPARED = BODY | {Role.CAPTION}
"""Roles of what is compared between reports: a caption is copied as a sentence is."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a report's text and its role; blocks never overlap and stand in text order."""

    role: Role
    span: Span
