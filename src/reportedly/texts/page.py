"""The lines of a page with what each is to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.terms.spans import Block, Role

EDGE = 3
"""Blocks at either end of a page where what stands alone speaks of the page itself."""


@dataclass(frozen=True, slots=True)
class Line:
    """A block's words, where they begin in the report (code points), and what the block is."""

    words: str
    start: int
    role: Role


def list_lines(text: str, blocks: Sequence[Block]) -> tuple[Line, ...]:
    """Return the words of each block."""
    return tuple(Line(text[b.span.start : b.span.end], b.span.start, b.role) for b in blocks)
