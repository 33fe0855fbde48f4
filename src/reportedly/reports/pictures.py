"""Captions without a mark: the only words of a box that holds a picture."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportedly.reports.lines import PageLine, is_heading
from reportedly.reports.markup import Mark

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST_WORDS = 60
_MOST_OPEN_WORDS = 20
_HIGHEST = 4
_NOT = (
    Mark.MENU | Mark.ASIDE | Mark.BYLINE | Mark.TIME | Mark.COMMENT | Mark.PROFILE | Mark.LEAD | Mark.POST
    | Mark.QUOTE | Mark.TABLE | Mark.HIDDEN
)  # fmt: skip
_BOX = re.compile(
    r"(?<![a-z])(?:image|img|photo|picture|media|figure|cover|thumb(?:nail)?|foto|bild|gallery|slide)s?(?![a-z])",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"""[.!?…:;,]["”’')\]]*$""")


def is_pictured(lines: Sequence[PageLine], at: int, *, inside: bool) -> bool:
    """Say whether a line is the caption of a picture: it follows one, in a box that holds no other line.

    Words that end as a sentence, are many, or do not stand ``inside`` the article are a caption only where
    the box is called a picture. Words that are centred under a picture need no box.
    """
    line = lines[at]
    count = len(line.words.split())
    if line.box is None or count > _MOST_WORDS or line.marks & _NOT or is_heading(line):
        return False
    if 2 * line.linked > len(line.words):
        return False
    few = inside and 2 <= count <= _MOST_OPEN_WORDS and _CLOSED.search(line.words) is None
    if _shared(lines, at, line.box):
        return few and (line.tag == "center" or line.element.get("align") == "center")
    return few or _is_called_picture(line)


def _shared(lines: Sequence[PageLine], at: int, box: "HtmlElement") -> bool:
    """Say whether a line before or after stands in the same box."""
    for neighbour in (*lines[max(at - 1, 0) : at], *lines[at + 1 : at + 2]):
        step: HtmlElement | None = neighbour.element
        while step is not None:
            if step is box:
                return True
            step = step.getparent()
    return False


def _is_called_picture(line: PageLine) -> bool:
    step: HtmlElement | None = line.element
    for _ in range(_HIGHEST):
        if step is None:
            return False
        if step.tag == "figure" or _BOX.search(step.get("class") or "") is not None:
            return True
        if step is line.box:
            return False
        step = step.getparent()
    return False
