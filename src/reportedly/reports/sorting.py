"""What each line of a page is to its article."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.reports.lines import PageLine, is_heading
from reportedly.reports.markup import Mark
from reportedly.reports.pictures import is_pictured
from reportedly.terms.spans import Role

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LONGEST_CAPTION = 900
"""Code points that one picture's caption and credit have; what is longer under such a mark is text."""

_LONGEST_LABEL = 80
_LINKED = 0.75
_SHORTEST_RECOVERED = 60
_RECOVERED_LINKED = 0.3
_LONGEST_HEADING = 150
_BEFORE_BODY = 8
_CAPTION_WORDS = 5
_OUTSIDE = Mark.ASIDE | Mark.MENU | Mark.COMMENT | Mark.PROFILE | Mark.CAPTION | Mark.POST | Mark.PULL
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class SortedLine:
    """A line of a page and its role."""

    line: PageLine
    role: Role


def sort_lines(
    lines: Sequence[PageLine], chosen: frozenset[int], title: str | None
) -> tuple[SortedLine, ...]:
    """Return the lines with their roles; none is left out.

    ``chosen`` are the lines that trafilatura takes for the article. From them are taken captions, posts,
    pull quotes, and lines that only link elsewhere; to them are added lines between them that stand in
    the page as they do.
    """
    roles: list[Role | None] = _own_roles(lines)
    headline = find_headline(lines, title)
    if headline is not None:
        roles[headline] = Role.HEADLINE
    body = {at for at in chosen if roles[at] is None and not _leads_away(lines[at])}
    if title is not None:
        folded = fold(title)
        body = {at for at in body if len(lines[at].words) > 2 * len(title) or fold(lines[at].words) != folded}
    if headline is not None:
        body = _after(lines, body, headline)
    first, last = min(body, default=0), max(body, default=-1)
    for at in range(max(first - _BEFORE_BODY, 0), min(last + 2, len(lines))):
        if roles[at] is None and is_pictured(lines, at, inside=first < at < last):
            roles[at] = Role.CAPTION
            body.discard(at)
    body |= _recover(lines, body, roles)
    body = _trim_headings(lines, body)
    return tuple(
        SortedLine(line, role or _role(line, at, body))
        for at, (line, role) in enumerate(zip(lines, roles, strict=True))
    )


def fold(words: str) -> str:
    """Return the words of a line alone, lower case, single spaces."""
    return " ".join(_WORD.findall(words.casefold()))


def find_headline(lines: Sequence[PageLine], title: str | None) -> int | None:
    """Return the line that is the headline: the ``h1`` nearest to the title, else a line that equals it."""
    first = [at for at, line in enumerate(lines) if line.tag == "h1" and not line.marks & Mark.POST]
    if title is None:
        return first[0] if len(first) == 1 else None
    wanted = set(fold(title).split())
    best = max(first, key=lambda at: likeness(set(fold(lines[at].words).split()), wanted), default=None)
    if best is not None and likeness(set(fold(lines[best].words).split()), wanted) >= 0.5:
        return best
    folded = fold(title)
    others = [at for at, line in enumerate(lines) if fold(line.words) == folded and not line.linked]
    headed = [at for at in others if is_heading(lines[at])]
    return next(iter(headed or others), None)


def likeness(left: set[str], right: set[str]) -> float:
    """Return the share of words that two sets have in common (Jaccard), 0 to 1."""
    return len(left & right) / len(left | right) if left or right else 0.0


def _own_roles(lines: Sequence[PageLine]) -> list[Role | None]:
    lengths: Counter[int] = Counter()
    for line in lines:
        if line.root is not None:
            lengths[id(line.root)] += len(line.words)
    return [_own_role(line, lengths[id(line.root)]) for line in lines]


def _own_role(line: PageLine, length: int) -> Role | None:
    if line.marks & Mark.POST:
        return Role.QUOTED
    # Galleries put pictures and their captions into buttons.
    in_menu = line.marks & Mark.MENU and not line.marks & Mark.FIGURE and not _tells(line)
    if line.marks & Mark.CAPTION and length <= LONGEST_CAPTION and not in_menu:
        return Role.CAPTION
    if line.marks & Mark.PULL and length <= LONGEST_CAPTION:
        return Role.PULL_QUOTE
    if not line.marks & (Mark.BYLINE | Mark.TIME) or len(line.words) > _LONGEST_LABEL:
        return None
    dated = any(char.isdigit() for char in line.words)
    outside = line.marks & (Mark.COMMENT | Mark.PROFILE | Mark.ASIDE)
    if line.marks & Mark.BYLINE and not outside and not dated:
        return Role.BYLINE
    return Role.DATELINE if line.marks & Mark.TIME and dated else None


def _tells(line: PageLine) -> bool:
    """Say whether a line is as long as a caption and no link; names of menus are neither."""
    long_enough = len(line.words.split()) >= _CAPTION_WORDS and 2 * line.linked < len(line.words)
    return long_enough and not line.marks & (Mark.LEAD | Mark.PROFILE)


def _leads_away(line: PageLine) -> bool:
    """Say whether a line is a link to another page, or stands in a menu."""
    share = line.linked / len(line.words)
    if share > _LINKED:
        return line.tag not in ("td", "th")
    return bool(line.marks & Mark.MENU) and len(line.words) <= _LONGEST_LABEL


def _after(lines: Sequence[PageLine], body: set[int], headline: int) -> set[int]:
    """Return the body without what stands before the headline, where most of it stands after."""
    after = {at for at in body if at > headline}
    said = sum(len(lines[at].words) for at in body)
    kept = sum(len(lines[at].words) for at in after)
    return after if 2 * kept > said else body


def _recover(lines: Sequence[PageLine], body: set[int], roles: Sequence[Role | None]) -> set[int]:
    """Return lines that stand in the page just as at least two long lines of the body do.

    A page's layout cuts an article into pieces (by advertisements, pictures); all have the same classes.
    """
    paths = Counter(_path(lines[at].element) for at in body if len(lines[at].words) >= _SHORTEST_RECOVERED)
    usual = {path for path, count in paths.items() if count >= 2}
    if not usual:
        return set()
    return {
        at
        for at, line in enumerate(lines)
        if at not in body
        and roles[at] is None
        and len(line.words) >= _SHORTEST_RECOVERED
        and line.linked <= _RECOVERED_LINKED * len(line.words)
        and not line.marks & (_OUTSIDE | Mark.HIDDEN | Mark.ITEM)
        and line.tag == "p"
        and _path(line.element) in usual
    }


def _path(element: "HtmlElement") -> tuple[str, ...]:
    parts: list[str] = []
    step: HtmlElement | None = element
    for _ in range(4):
        if step is None or not isinstance(step.tag, str):
            break
        parts += (step.tag, step.get("class") or "")
        step = step.getparent()
    return tuple(parts)


def _trim_headings(lines: Sequence[PageLine], body: set[int]) -> set[int]:
    """Return the body without headings at its end, which head something else."""
    ordered = sorted(body)
    while ordered and is_heading(lines[ordered[-1]]):
        ordered.pop()
    return set(ordered) or body


def _role(line: PageLine, at: int, body: set[int]) -> Role:
    if at not in body:
        return Role.NAVIGATION
    if is_heading(line):
        return Role.SUBHEADING
    bold = line.strong >= 0.9 * len(line.words) and len(line.words) <= _LONGEST_HEADING
    closed = line.words.rstrip("\"'”’)").endswith((".", "!", "?", ",", ";", ":", "…"))
    return Role.SUBHEADING if bold and not closed and len(line.words.split()) <= 14 else Role.PARAGRAPH
