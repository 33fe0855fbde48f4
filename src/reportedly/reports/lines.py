"""A page's words as lines in the order of the page, each with the marks of the elements it stands in."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportedly.reports.markup import BLOCKS, UNSEEN, Mark, marks

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
MOST_ELEMENTS = 60_000
"""A page of news has some hundreds, a year's archive some thousands."""

DEEPEST = 200
"""Elements inside elements; browsers stop at 512, pages of news at 60."""


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line: its words, the block element it stands in, marks, and how many of its characters are links.

    ``root`` is the outermost element that carries the caption, post or quotation mark of the line,
    ``entry`` that of a live blog's entry.
    """

    words: str
    tag: str
    marks: int
    linked: int
    element: "HtmlElement"
    root: "HtmlElement | None"
    strong: int = 0
    entry: "HtmlElement | None" = None


@dataclass(slots=True)
class _Frame:
    tag: str
    marks: int
    block: "HtmlElement"
    block_tag: str
    root: "HtmlElement | None"
    link: bool
    strong: bool
    entry: "HtmlElement | None" = None


_WHOLES = {
    "html": Mark.NONE,
    "body": Mark.NONE,
    "main": Mark.NONE,
    "article": Mark.ENTRY | Mark.POST | Mark.COMMENT,
}
"""Sites write all kinds of states into the classes of these; only so much of it is believed."""

_ROOTED = Mark.CAPTION | Mark.PULL | Mark.POST
_BOLD = frozenset(("b", "strong"))
_TELLING = frozenset(("a", "b", "strong"))
"""Inline elements that say something of their words; any other without a mark changes nothing."""


class _Writer:
    """Gathers the words between two block boundaries into one line."""

    def __init__(self) -> None:
        self.lines: list[PageLine] = []
        self._parts: list[str] = []
        self._linked = 0
        self._strong = 0
        self._marks = Mark.NONE
        self.first: _Frame | None = None

    def add(self, words: str, frame: _Frame) -> None:
        """Take words up; the line has the marks that all of its words share."""
        if words.isspace():
            if self.first is not None:
                self._parts.append(" ")
            return
        self._parts.append(words)
        if self.first is None:
            self.first, self._marks = frame, frame.marks
        else:
            self._marks &= frame.marks
        if frame.link:
            self._linked += len(words.strip())
        if frame.strong:
            self._strong += len(words.strip())

    def flush(self) -> None:
        """End the line; a line without words is none."""
        first = self.first
        if first is None:
            return
        line = PageLine(
            words=" ".join("".join(self._parts).split()),
            tag=first.block_tag,
            marks=self._marks,
            linked=self._linked,
            element=first.block,
            root=first.root,
            strong=self._strong,
            entry=first.entry,
        )
        self.lines.append(line)
        self._parts, self._linked, self._strong, self.first = [], 0, 0, None


class TooComplexError(ValueError):
    """A page with more elements, or elements standing deeper in one another, than any page of news."""


def page_lines(root: "HtmlElement") -> tuple[PageLine, ...]:
    """Return every line of a page that a reader may see, in order; nothing is left out but code.

    Raises TooComplexError beyond ``MOST_ELEMENTS`` and ``DEEPEST``.
    """
    from lxml.etree import iterwalk

    writer = _Writer()
    stack = [_Frame("", Mark.NONE, root, "", None, False, False)]
    walker: Any = iterwalk(root, events=("start", "end"))
    count = 0
    for event, element in walker:
        tag = element.tag
        if event == "start":
            count += 1
            if tag in UNSEEN or not isinstance(tag, str):
                walker.skip_subtree()
                stack.append(stack[-1])
            else:
                _open(element, tag, stack, writer)
                if len(stack) > DEEPEST or count > MOST_ELEMENTS:
                    raise TooComplexError(_describe(count))
        else:
            stack.pop()
            if writer.first is not None and tag in BLOCKS:
                writer.flush()
            if tail := element.tail:
                writer.add(tail, stack[-1])
    writer.flush()
    return tuple(writer.lines)


def _describe(count: int) -> str:
    if count > MOST_ELEMENTS:
        return f"the page has more than {MOST_ELEMENTS:,} elements; split it"
    return f"its elements are nested deeper than {DEEPEST} levels; save the page again or as text"


def _open(element: "HtmlElement", tag: str, stack: list[_Frame], writer: _Writer) -> None:
    outer = stack[-1]
    block = tag in BLOCKS
    if writer.first is not None and (block or tag == "br"):
        writer.flush()
    attributes = element.items()
    own = marks(tag, attributes) if block or attributes or tag == "time" else Mark.NONE
    if tag in _WHOLES:
        own &= _WHOLES[tag]
    if block or own or tag in _TELLING:
        rooted = outer.root is None and own & _ROOTED
        entered = outer.entry is None and own & Mark.ENTRY
        outer = _Frame(
            tag,
            outer.marks | own,
            element if block else outer.block,
            tag if block else outer.block_tag,
            element if rooted else outer.root,
            outer.link or tag == "a",
            outer.strong or tag in _BOLD,
            element if entered else outer.entry,
        )
    stack.append(outer)
    if text := element.text:
        writer.add(text, outer)


def is_heading(line: PageLine) -> bool:
    """Say whether a line stands in a heading of any rank."""
    return line.tag in _HEADINGS
