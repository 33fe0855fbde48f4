"""A page's words as lines in the order of the page, each with the marks of the elements it stands in."""

from typing import TYPE_CHECKING, NamedTuple

from reportedly.reports.markup import BLOCKS, UNSEEN, Mark, marks

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
MOST_ELEMENTS = 60_000
"""A page of news has some hundreds, a year's archive some thousands."""

FEWEST_LINES = 4
"""Lines that make a section."""

DEEPEST = 200
"""Elements inside elements; browsers stop at 512, pages of news at 60."""


class PageLine(NamedTuple):
    """One line: its words, the block element it stands in, marks, and how many of its characters are links.

    ``root`` is the outermost element that carries the caption, post or quotation mark of the line,
    ``entry`` that of a live blog's entry. ``signed`` are the words in it that the page marks as an author's
    name, each name for itself.
    """

    words: str
    tag: str
    marks: int
    linked: int
    element: "HtmlElement"
    root: "HtmlElement | None"
    strong: int = 0
    entry: "HtmlElement | None" = None
    signed: tuple[str, ...] = ()
    box: "HtmlElement | None" = None


class _Frame(NamedTuple):
    marks: int
    block: "HtmlElement"
    block_tag: str
    root: "HtmlElement | None"
    link: bool
    strong: bool
    entry: "HtmlElement | None" = None
    author: "HtmlElement | None" = None


_WHOLES = {
    "html": Mark.NONE,
    "body": Mark.NONE,
    "main": Mark.NONE,
    "article": Mark.ENTRY | Mark.POST | Mark.COMMENT,
}
"""Sites write all kinds of states into the classes of these; only so much of it is believed."""

_ROOTED = Mark.CAPTION | Mark.PULL | Mark.POST
_FAR = 6
"""Levels between a picture or its caption and the element that holds both."""

_TINY = frozenset(map(str, range(41)))
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
        self._signed: list[tuple[HtmlElement, str]] = []
        self.first: _Frame | None = None
        self.picture: HtmlElement | None = None

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
        if frame.author is not None:
            self._signed.append((frame.author, words))

    def flush(self) -> None:
        """End the line; a line without words is none."""
        first = self.first
        if first is None:
            return
        line = PageLine(
            " ".join("".join(self._parts).split()),
            first.block_tag,
            self._marks,
            self._linked,
            first.block,
            first.root,
            self._strong,
            first.entry,
            _names(self._signed) if self._signed else (),
            None if self.picture is None else _common(self.picture, first.block),
        )
        self.lines.append(line)
        self.picture = None
        self._parts, self._linked, self._strong, self.first = [], 0, 0, None
        self._signed = []


def _common(picture: "HtmlElement", block: "HtmlElement") -> "HtmlElement | None":
    """Return the innermost element around both; None where they stand far apart or the picture is tiny."""
    if any((picture.get(side) or "").strip("px ") in _TINY for side in ("width", "height")):
        return None
    around: list[HtmlElement] = []
    step = picture.getparent()
    while step is not None and len(around) < _FAR:
        around.append(step)
        step = step.getparent()
    inner: HtmlElement | None = block
    for _ in range(_FAR):
        if inner is None or inner in around:
            return inner
        inner = inner.getparent()
    return None


def _names(signed: "list[tuple[HtmlElement, str]]") -> tuple[str, ...]:
    """Return the words of each element that marks an author, in order."""
    words: dict[HtmlElement, str] = {}
    for element, part in signed:
        words[element] = words.get(element, "") + part
    return tuple(" ".join(name.split()) for name in words.values())


class TooComplexError(ValueError):
    """A page with more elements, or elements standing deeper in one another, than any page of news."""


class Section(NamedTuple):
    """A block element of a page and the range of lines that stand in it, end exclusive."""

    element: "HtmlElement"
    start: int
    end: int


def page_lines(root: "HtmlElement") -> tuple[PageLine, ...]:
    """Return every line of a page that a reader may see, in order; nothing is left out but code.

    Raises TooComplexError beyond ``MOST_ELEMENTS`` and ``DEEPEST``.
    """
    return walk_page(root)[0]


def walk_page(root: "HtmlElement") -> tuple[tuple[PageLine, ...], tuple[Section, ...]]:
    """Return the lines of a page (see ``page_lines``) and its sections of several lines, inner ones first.

    Raises TooComplexError as ``page_lines``.
    """
    writer = _Writer()
    walk = _Walk(writer)
    if root.tag not in UNSEEN:
        walk.enter(root, root.tag, _Frame(Mark.NONE, root, "", None, False, False), 1)
    writer.flush()
    return tuple(writer.lines), tuple(walk.sections)


class _Walk:
    """Goes through a tree in the order of the page."""

    def __init__(self, writer: _Writer) -> None:
        self.sections: list[Section] = []
        self._writer = writer
        self._count = 0

    def enter(self, element: "HtmlElement", tag: str, outer: _Frame, depth: int) -> None:
        """Write what an element holds, up to its end."""
        writer = self._writer
        self._count += 1
        if depth > DEEPEST or self._count > MOST_ELEMENTS:
            raise TooComplexError(_describe(self._count))
        block = tag in BLOCKS
        if writer.first is not None and (block or tag == "br"):
            writer.flush()
        frame = _framed(element, tag, outer, block)
        start = len(writer.lines)
        if tag == "img":
            writer.picture = element
        if text := element.text:
            writer.add(text, frame)
        for child in element:
            name = child.tag
            if name not in UNSEEN and isinstance(name, str):
                self.enter(child, name, frame, depth + 1)
            if tail := child.tail:
                writer.add(tail, frame)
        if block:
            if writer.first is not None:
                writer.flush()
            if len(writer.lines) - start >= FEWEST_LINES:
                self.sections.append(Section(element, start, len(writer.lines)))


def _framed(element: "HtmlElement", tag: str, outer: _Frame, block: bool) -> _Frame:
    """Return what holds for the words of an element: what holds around it, and its own marks."""
    attributes = element.items()
    own = marks(tag, attributes) if block or attributes or tag == "time" else Mark.NONE
    if tag in _WHOLES:
        own &= _WHOLES[tag]
    if not (block or own or tag in _TELLING):
        return outer
    return _Frame(
        outer.marks | own,
        element if block else outer.block,
        tag if block else outer.block_tag,
        element if outer.root is None and own & _ROOTED else outer.root,
        outer.link or tag == "a",
        outer.strong or tag in _BOLD,
        element if outer.entry is None and own & Mark.ENTRY else outer.entry,
        element if own & Mark.AUTHOR else outer.author,
    )


def _describe(count: int) -> str:
    if count > MOST_ELEMENTS:
        return f"the page has more than {MOST_ELEMENTS:,} elements; split it"
    return f"its elements are nested deeper than {DEEPEST} levels; save the page again or as text"


def is_heading(line: PageLine) -> bool:
    """Say whether a line stands in a heading of any rank."""
    return line.tag in _HEADINGS
