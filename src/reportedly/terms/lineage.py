"""Passages, copies and the families they form."""

from dataclasses import dataclass
from enum import StrEnum

from reportedly.terms.spans import Span


class Direction(StrEnum):
    """Why one passage is held to be the source of another."""

    CREDITED = "credited"
    """The copy's report names the source's outlet."""
    EARLIER = "earlier"
    """The source was certainly published before the copy."""
    CONTAINED = "contained"
    """The copy is a part of the source's longer text; the machine does not say so (decision 15)."""
    UNKNOWN = "unknown"
    """They share the words; which came first is not known."""
    DECIDED = "decided"
    """A person says so."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a report's body or captions, a unit of copying; ``digest`` is of its folded words
    (hexadecimal)."""

    span: Span
    digest: str
    words: int


@dataclass(frozen=True, slots=True)
class Copy:
    """Two passages that share their words; ``identity`` is the share of aligned characters, 0 to 1."""

    source: Span
    copy: Span
    identity: float
    basis: Direction


@dataclass(frozen=True, slots=True)
class Lineage:
    """A family of reports joined by copies; ``root`` is the likely first, None where nothing tells.

    ``missing`` is the outlet that most members credit and that printed none of them: all may rewrite one text
    of it that is not in the collection. None where fewer than two credit such an outlet, or several tie.
    """

    root: str | None
    members: tuple[str, ...]
    missing: str | None = None
