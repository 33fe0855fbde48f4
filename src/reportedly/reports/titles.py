"""The title of a page: what its data and meta tags call it, weighed against the headings that it shows."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reportedly.reports.known import Known
from reportedly.reports.lines import PageLine
from reportedly.reports.markup import Mark
from reportedly.reports.metadata import PageData, names_of, one_line
from reportedly.reports.sorting import fold, likeness

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TITLES = ("og:title", "twitter:title", "parsely-title", "dc.title")
_SITES = ("og:site_name", "application-name", "apple-mobile-web-app-title", "al:ios:app_name")
_PARTS = re.compile(r"\s+[|•·–—-]\s+|\s*[|»]\s*")
_MARKS = " |•·–—-»"
_LONGEST_TITLE = 400
_SHORTEST_LONE = 12
_SHORTEST_NAME = 4
_ALIKE = 0.5
_OUTSIDE = Mark.MENU | Mark.ASIDE | Mark.COMMENT | Mark.HIDDEN | Mark.POST


@dataclass(frozen=True, slots=True)
class _Head:
    """An ``h1``: its words, the pieces that its elements make of them, marks; whether it is one line."""

    words: str
    pieces: tuple[str, ...]
    marks: int
    whole: bool


def find_title(root: "HtmlElement", data: PageData, lines: Sequence[PageLine]) -> Known | None:
    """Return the title that readers see, None where nothing is said or shown.

    In turn: an ``h1`` that one of the page's own titles equals; one of those titles where the ``h1`` holds
    it beside a kicker in an element of its own; the ``h1`` that resembles one; the only ``h1`` of a page
    whose own titles stand nowhere on it and differ (they are made for search engines); the first of them.
    """
    sites = tuple(_sites(root, data))
    said = [known for known in _said(root, data, sites) if len(known.value) <= _LONGEST_TITLE]
    heads = _heads(root, lines)
    for head in heads:
        for known in said:
            if _squeeze(known.value) == _squeeze(head.words):
                return Known(head.words if head.whole else known.value, "h1")
    for known in said:
        if any(_holds_beside_kicker(head, known.value) for head in heads):
            return known
    for known in said:
        wanted = set(fold(known.value).split())
        best = max(heads, key=lambda head: likeness(set(fold(head.words).split()), wanted), default=None)
        if best is not None and likeness(set(fold(best.words).split()), wanted) >= _ALIKE:
            return Known(best.words, "h1")
    if not said:
        return Known(heads[0].words, "h1") if len(heads) == 1 else None
    shown = {fold(line.words) for line in lines if len(line.words) <= _LONGEST_TITLE}
    said = [_as_shown(known, shown) for known in said]
    if (
        shown.isdisjoint(fold(known.value) for known in said)
        and not _agree(said)
        and (lone := _lone(heads, sites)) is not None
    ):
        return Known(lone.words, "h1")
    return next((known for known in said if fold(known.value) in shown), next(iter(said), None))


def _said(root: "HtmlElement", data: PageData, sites: Sequence[str]) -> Iterator[Known]:
    for key in ("headline", "alternativeHeadline"):
        if value := data.text(key):
            yield Known(_without_site(value, sites), f"json-ld {key}")
            break
    for name in _TITLES:
        if value := data.first(name):
            yield Known(_without_site(value, sites), f"meta {name}")
            break
    written = root.findtext(".//title")
    if written is not None and (value := one_line(written)) is not None:
        yield Known(_without_site(value, sites), "title")


def _sites(root: "HtmlElement", data: PageData) -> Iterator[str]:
    """Yield the names that a site goes by: its own, its publisher's, and the longest label of its host."""
    for name in _SITES:
        if value := data.first(name):
            yield value
    yield from names_of(data.article.get("publisher"))
    links = (link.get("href") for link in root.iterfind(".//link[@rel='canonical']"))
    for address in (data.first("og:url"), *links):
        try:
            host = urlsplit(address or "").hostname or ""
        except ValueError:
            continue
        if label := max(host.split(".")[:-1], key=len, default=""):
            yield label
            break


def _without_site(title: str, sites: Sequence[str]) -> str:
    """Return a title without the outlet's name before or behind it ("Bridge shut | The Example | World")."""
    parts = _PARTS.split(title)
    for at in range(len(parts) - 1, max(len(parts) - 3, 0), -1):
        if _is_site(parts[at], sites):
            title = title[: title.rindex(parts[at])].rstrip(_MARKS)
            parts = parts[:at]
            break
    if len(parts) > 1 and _is_site(parts[0], sites):
        title = title[title.index(parts[0]) + len(parts[0]) :].lstrip(_MARKS)
    return title


def _as_shown(known: Known, shown: Set[str]) -> Known:
    """Return a title without the part before its first or after its last mark, where a line is the rest."""
    parts = _PARTS.split(known.value)
    if len(parts) < 2 or fold(known.value) in shown:
        return known
    first, last = known.value.index(parts[0]) + len(parts[0]), known.value.rindex(parts[-1])
    for rest in (known.value[:last], known.value[first:]):
        bare = rest.strip(_MARKS)
        if fold(bare) in shown and len(bare) >= _SHORTEST_LONE:
            return Known(bare, known.basis)
    return known


def _is_site(part: str, sites: Sequence[str]) -> bool:
    words, squeezed = set(fold(part).split()), fold(part).replace(" ", "")
    for site in sites:
        name = fold(site)
        if likeness(words, set(name.split())) >= 0.5:
            return True
        bare = name.replace(" ", "")
        short, long = sorted((bare, squeezed), key=len)
        if len(short) >= max(_SHORTEST_NAME, len(long) // 2) and (
            long.startswith(short) or long.endswith(short)
        ):
            return True
    return False


def _heads(root: "HtmlElement", lines: Sequence[PageLine]) -> list[_Head]:
    """Return the ``h1`` of a page; one that is broken over several lines is one heading."""
    whole = {line.element: line for line in lines if line.tag == "h1"}
    heads: list[_Head] = []
    for element in root.iter("h1"):
        line = whole.get(element)
        pieces = tuple(words for piece in element.itertext() if (words := " ".join(piece.split())))
        joined = " ".join(pieces)
        single = line is not None and _squeeze(line.words) == _squeeze(joined)
        words = line.words if line is not None and single else joined
        marks = line.marks if line is not None else Mark.NONE
        if words and len(words) <= _LONGEST_TITLE and not marks & Mark.POST:
            heads.append(_Head(words, pieces, marks, single))
    return heads


def _holds_beside_kicker(head: _Head, title: str) -> bool:
    """Say whether a heading is the title before or behind the words of elements of their own."""
    wanted, whole = _squeeze(title), _squeeze(head.words)
    if not wanted or len(wanted) >= len(whole):
        return False
    pieces = [squeezed for piece in head.pieces if (squeezed := _squeeze(piece))]
    return any(wanted in ("".join(pieces[at:]), "".join(pieces[:at])) for at in range(1, len(pieces)))


def _squeeze(words: str) -> str:
    return fold(words).replace(" ", "")


def _agree(said: Sequence[Known]) -> bool:
    """Say whether the page's data and its meta tags give one title."""
    values = {known.basis.partition(" ")[0]: fold(known.value) for known in said}
    return "json-ld" in values and values["json-ld"] == values.get("meta")


def _lone(heads: Sequence[_Head], sites: Sequence[str]) -> _Head | None:
    if len(heads) != 1 or heads[0].marks & _OUTSIDE or len(_squeeze(heads[0].words)) < _SHORTEST_LONE:
        return None
    return None if _is_site(heads[0].words, sites) else heads[0]
