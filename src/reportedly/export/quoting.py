"""Words of strangers in a page of ours: escaped, nothing in them hidden, the words that matter marked."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Controls, signs without a width and signs that reorder what stands around them."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Words to be marked: code points, and what they are (our own word, shown on the mark)."""

    start: int
    end: int
    part: str


def visible(text: str) -> str:
    """Return ``text`` as plain text in which every control is written by its number, as in "⟨U+202E⟩"."""
    return _CONTROLS.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)


def escape(text: str | None) -> str:
    """Return ``text`` for an element or a quoted attribute of a page: no markup, every control visible."""
    return html.escape(visible(text or ""), quote=True)


def quoted(text: str, start: int, end: int, marks: Iterable[Mark]) -> str:
    """Return ``text`` from ``start`` to ``end`` as HTML, words under marks in ``<mark>`` with what they are.

    Marks may overlap; parts of one stretch are named together. Nothing of the text is left out.
    """
    near = [mark for mark in marks if mark.start < end and mark.end > start]
    edges = sorted(
        {start, end} | {edge for mark in near for edge in (mark.start, mark.end) if start < edge < end}
    )
    pieces = []
    for left, right in pairwise(edges):
        words = escape(text[left:right])
        parts = sorted({mark.part for mark in near if mark.start <= left and right <= mark.end})
        pieces.append(f'<mark title="{escape(", ".join(parts))}">{words}</mark>' if parts else words)
    return "".join(pieces)


def window(text: str, start: int, end: int, around: int = 300) -> tuple[int, int]:
    """Return the stretch of ``text`` around these code points: their lines, at most ``around`` further."""
    first = max(text.rfind("\n", 0, start) + 1, start - around)
    stop = text.find("\n", end)
    last = min(len(text) if stop < 0 else stop, end + around)
    return max(0, first), max(end, last)
