"""Which lines of a page are its article: trafilatura chooses, its choice is found again among the lines."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from reportedly.reports.lines import PageLine, Section
from reportedly.reports.markup import BLOCKS

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LINKED = 0.8
_LONGEST_LABEL = 60
_MOST_COMPARED = 1000
"""Paragraphs; in longer pages every line that equals one is taken, whatever the order."""

_ONCE = "once"
"""A focus that trafilatura does not know: "balanced", but for the second try where the text found is short.
Whether it is short can be told from our lines; trafilatura would write the whole page out once more."""

_SHORT, _SHARE = 3000, 0.25
"""Code points of text, and the share of what the page shows, below which the second try is made."""

_STRIPPED = [
    "head", "script", "style", "template", "svg", "iframe", "canvas", "object", "embed", "select", "option",
    "aside", "footer", "nav", "button", "noscript", "textarea", "input", "img", "picture", "source", "video",
    "audio", "map", "label",
]  # fmt: skip
"""Elements that trafilatura drops too; without them from the start it copies and searches less."""


@cache
def _options(focus: str) -> Any:
    from trafilatura.settings import Extractor

    # The format "python" would have the text written out as well, which nobody reads.
    options = Extractor(output_format="csv", fast=True, comments=False)
    options.focus = focus
    return options


def extract_paragraphs(
    root: "HtmlElement", lines: Sequence[PageLine], sections: Sequence[Section] = ()
) -> list[str]:
    """Return the paragraphs of the article as trafilatura (fast mode, no comments) finds them, in order.

    The tree is pruned on the way: what is to be read from it besides must be read before.
    """
    from lxml.etree import strip_elements

    strip_elements(root, *_STRIPPED, with_tail=False)
    for menu in _menus(lines, sections):
        if (parent := menu.getparent()) is not None and not menu.tail:
            parent.remove(menu)
    _drop_empty(root, lines)
    found = _extract(root, _ONCE)
    said, shown = sum(map(len, found)), sum(len(line.words) for line in lines)
    if found and said < min(_SHORT, _SHARE * shown):
        found = _extract(root, "balanced")
    return found


def _extract(root: "HtmlElement", focus: str) -> list[str]:
    from trafilatura.core import bare_extraction

    document: Any = bare_extraction(root, options=_options(focus))
    if document is None or document.body is None:
        return []
    return [words for words in _texts(document.body) if words]


def _drop_empty(root: "HtmlElement", lines: Sequence[PageLine]) -> None:
    """Remove the blocks that show no words: every search through the tree passes by all of its elements."""
    kept = {root}
    for line in lines:
        step = line.element
        while step is not None and step not in kept:
            kept.add(step)
            step = step.getparent()
    for element in kept:
        for child in element[:]:
            if child not in kept and child.tag in BLOCKS and not (child.tail and child.tail.strip()):
                element.remove(child)


def _menus(lines: Sequence[PageLine], sections: Sequence[Section]) -> list["HtmlElement"]:
    """Return the outermost sections that hold hardly anything but links, and not the half of the page."""
    words = list(accumulate((len(line.words) for line in lines), initial=0))
    linked = list(accumulate((line.linked for line in lines), initial=0))
    told = list(accumulate((_is_told(line) for line in lines), initial=0))
    found: list[HtmlElement] = []
    reached = 0
    for section in sorted(sections, key=lambda each: (each.start, -each.end)):
        if section.start < reached:
            continue
        size = words[section.end] - words[section.start]
        links = linked[section.end] - linked[section.start]
        if told[section.end] == told[section.start] and links >= _LINKED * size and 2 * size < words[-1]:
            found.append(section.element)
            reached = section.end
    return found


def _is_told(line: PageLine) -> bool:
    """Say whether a line is long and no link."""
    return len(line.words) > _LONGEST_LABEL and line.linked < _LINKED * len(line.words)


def _texts(body: Any) -> list[str]:
    found: list[str] = []
    parts: list[str] = []

    def flush() -> None:
        words = " ".join("".join(parts).split())
        parts.clear()
        if words:
            found.append(words)

    from lxml.etree import iterwalk

    for event, element in iterwalk(body, events=("start", "end")):
        inline = element.tag in ("hi", "ref", "del", "graphic")
        if not inline:
            flush()
        if event == "start":
            if element.text:
                parts.append(element.text)
        elif element.tail:
            parts.append(element.tail)
    flush()
    return found


def choose_lines(lines: Sequence[PageLine], paragraphs: Sequence[str]) -> frozenset[int]:
    """Return the indices of the lines that hold the paragraphs.

    A line that equals a paragraph is it; where several do (a teaser repeats a heading), the one that
    keeps the order is taken. What is left is matched by what it shares with the lines between.
    """
    squeezed = [line.words.replace(" ", "") for line in lines]
    places: dict[str, list[int]] = defaultdict(list)
    for at, words in enumerate(squeezed):
        if words:
            places[words].append(at)
    wanted = [words for paragraph in paragraphs if (words := "".join(paragraph.split()))]
    if len(wanted) > _MOST_COMPARED:
        return frozenset(at for words in set(wanted) for at in places.get(words, ()))
    chosen: list[int | None] = [None] * len(wanted)
    for number, words in enumerate(wanted):
        if len(found := places.get(words, [])) == 1:
            chosen[number] = found[0]
    _drop_disorder(chosen)
    taken = {at for at in chosen if at is not None}
    for number, words in enumerate(wanted):
        if chosen[number] is None:
            low, high = _bounds(chosen, number, len(lines))
            inside = [at for at in places.get(words, ()) if low < at < high and at not in taken]
            if inside:
                chosen[number] = inside[0]
                taken.add(inside[0])
    for number, words in enumerate(wanted):
        if chosen[number] is None:
            low, high = _bounds(chosen, number, len(lines))
            taken |= _parts(squeezed, words, range(low + 1, high), places)
    return frozenset(taken)


def _bounds(chosen: Sequence[int | None], number: int, count: int) -> tuple[int, int]:
    low = next((at for at in reversed(chosen[:number]) if at is not None), -1)
    high = next((at for at in chosen[number + 1 :] if at is not None), count)
    return low, high


def _drop_disorder(chosen: list[int | None]) -> None:
    """Unset the fewest choices that break the order of the page (longest increasing subsequence)."""
    tails: list[int] = []
    last: list[int] = []
    before: dict[int, int | None] = {}
    for number, at in enumerate(chosen):
        if at is None:
            continue
        place = bisect_left(tails, at)
        before[number] = last[place - 1] if place else None
        tails[place:] = [at]
        last[place:] = [number]
    keep: set[int] = set()
    step: int | None = last[-1] if last else None
    while step is not None:
        keep.add(step)
        step = before[step]
    for number, at in enumerate(chosen):
        if at is not None and number not in keep and len(chosen) > 1:
            chosen[number] = None


def _parts(squeezed: Sequence[str], words: str, between: range, places: dict[str, list[int]]) -> set[int]:
    """Return the lines that together make up a paragraph, or that hold most of one."""
    found = {at for at in between if len(squeezed[at]) > 12 and squeezed[at] in words}
    if not found:
        found = {
            at
            for at in between
            if len(words) > 30 and len(squeezed[at]) < 3 * len(words) and words in squeezed[at]
        }
    if not found and (exact := places.get(words)) and len(words) > 60:
        found = {exact[0]}
    if not found and len(words) > 60:
        opening, ending = words[:30], words[-30:]
        found = {
            at
            for at, line in enumerate(squeezed)
            if len(line) > 30 and (opening in line or ending in line) and len(line) < 3 * len(words)
        }
    return found
