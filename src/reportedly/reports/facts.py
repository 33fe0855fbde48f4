"""Title, authors, times, outlet, address and language of a page, each with what it rests on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from reportedly.reports.known import Known, Moment
from reportedly.reports.lines import PageLine
from reportedly.reports.markup import Mark
from reportedly.reports.metadata import PageData, names_of, one_line
from reportedly.reports.published import read_page_time
from reportedly.reports.sorting import find_headline, fold
from reportedly.reports.titles import find_title

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PUBLISHED = [
    "article:published_time", "article:published", "og:published_time", "og:article:published_time",
    "datepublished", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime", "pubdate", "publishdate", "publish-date", "publish_date", "dc.date.issued",
    "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created", "date", "originalpublicationdate",
    "displaydate", "timestamp",
]  # fmt: skip
_MODIFIED = [
    "article:modified_time", "article:modified", "og:updated_time", "datemodified", "lastmod",
    "last-modified", "dcterms.modified", "dc.date.modified", "revision_date",
]  # fmt: skip
_AUTHORS = [
    "author", "parsely-author", "article:author", "sailthru.author", "dc.creator", "dcterms.creator", "byl",
    "cxenseparse:author",
]  # fmt: skip
_SAVED = re.compile(rb"saved from url=\(\d{1,8}\)(\S{1,2000})|saved with SingleFile\s+url:\s*(\S{1,2000})")
_LONGEST_NAME = 120
_BEFORE, _BEHIND, _TOGETHER = 8, 24, 4
"""Lines before and after the headline where a page shows its author, and between two authors."""
_NOT_SIGNED = Mark.COMMENT | Mark.PROFILE | Mark.ASIDE | Mark.POST | Mark.ENTRY


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page says of itself; None and () where it says nothing."""

    title: Known | None
    authors: tuple[str, ...]
    authors_basis: str | None
    shown_authors: tuple[str, ...]
    published: Moment | None
    modified: Moment | None
    outlet: Known | None
    url: Known | None
    language: str | None


def find_facts(root: "HtmlElement", data: PageData, lines: Sequence[PageLine], raw: bytes) -> Facts:
    """Return what a page says of itself. ``raw`` is asked for the address that a browser noted on saving."""
    title = find_title(root, data, lines)
    headline = find_headline(lines, title.value if title else None)
    shown = _shown_authors(lines, headline)
    authors, basis = _authors(data, shown)
    return Facts(
        title=title,
        authors=authors,
        authors_basis=basis,
        shown_authors=shown,
        published=_moment(data, "datePublished", _PUBLISHED) or _shown_time(root),
        modified=_moment(data, "dateModified", _MODIFIED),
        outlet=_outlet(data),
        url=_url(root, data, raw),
        language=_language(root, data),
    )


def _authors(data: PageData, shown: Sequence[str]) -> tuple[tuple[str, ...], str | None]:
    """Return the authors that the page's data name; the site itself only where the page shows nobody else."""
    sites = (*names_of(data.article.get("publisher")), data.first("og:site_name") or "")
    site = {fold(name) for name in sites}
    others = tuple(name for name in shown if fold(name) not in site)
    for names, basis in _said_authors(data):
        if not others or any(fold(name) not in site for name in names):
            return names, basis
    return (others or tuple(shown)), "byline" if shown else None


def _shown_authors(lines: Sequence[PageLine], headline: int | None) -> tuple[str, ...]:
    """Return the names that the page marks as its author's, near the headline where it has one."""
    signed = {at: names for at, line in enumerate(lines) if (names := _names_in(line))}
    marked = list(signed)
    if headline is not None:
        marked = [at for at in marked if headline - _BEFORE <= at <= headline + _BEHIND]
    first = marked[0] if marked else 0
    # What is marked far behind the first signs something else.
    near = [name for at in marked if at <= first + _TOGETHER for name in signed[at]]
    return _clean([name for name in near if not any(char.isdigit() for char in name)])


def _names_in(line: PageLine) -> tuple[str, ...]:
    """Return the words of a line that are marked as an author's, or all where it is a byline's link."""
    if line.marks & _NOT_SIGNED:
        return ()
    linked = (
        line.marks & Mark.BYLINE
        and not line.marks & Mark.TIME
        and line.linked >= 0.9 * len(line.words)
        and 1 < len(line.words.split()) <= 4
        and not any(char.isdigit() or char in "@:/" for char in line.words)
    )
    return line.signed or ((line.words,) if linked else ())


def _said_authors(data: PageData) -> Iterator[tuple[tuple[str, ...], str]]:
    for key in ("author", "creator"):
        if names := _clean(names_of(data.article.get(key))):
            yield names, f"json-ld {key}"
    for name in _AUTHORS:
        if names := _clean(data.meta.get(name, ())):
            yield names, f"meta {name}"


def _clean(names: "Iterator[str] | Sequence[str]") -> tuple[str, ...]:
    """Return names without addresses and repeats."""
    kept: dict[str, str] = {}
    for name in names:
        name = name.strip(" ,;|")
        if not name or "://" in name or "@" in name or len(name) > _LONGEST_NAME or name.startswith("/"):
            continue
        kept.setdefault(fold(name), name)
    return tuple(name for key, name in kept.items() if key)


def _moment(data: PageData, key: str, names: Sequence[str]) -> Moment | None:
    for written, basis in _written_times(data, key, names):
        if (when := read_page_time(written)) is not None:
            return Moment(when, written, basis)
    return None


def _written_times(data: PageData, key: str, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    if value := data.text(key):
        yield value, f"json-ld {key}"
    for node in data.others:
        value = node.get(key)
        if isinstance(value, str) and "datePublished" in node and not data.article:
            yield value, f"json-ld {key}"
    for name in names:
        if (value := data.first(name)) is not None:
            yield value, f"meta {name}"


def _shown_time(root: "HtmlElement") -> Moment | None:
    """Return the time of an element that is called the date of publication, else of the first ``time``."""
    named = root.xpath(
        "(//*[contains(@itemprop,'datePublished') or contains(@property,'datePublished') or @pubdate])[1]"
    )
    for element in (*named, *root.xpath("(//time[@datetime])[1]")):
        for key in ("datetime", "content", "title"):
            written = element.get(key)
            if written and (when := read_page_time(written)) is not None:
                return Moment(when, written, f"{element.tag} {key}")
    return None


def _outlet(data: PageData) -> Known | None:
    for name in names_of(data.article.get("publisher")):
        if len(name) <= _LONGEST_NAME:
            return Known(name, "json-ld publisher")
    for name in ("og:site_name", "application-name", "cre", "dc.publisher", "publisher"):
        value = data.first(name)
        if value is not None and len(value) <= _LONGEST_NAME and "://" not in value:
            return Known(value, f"meta {name}")
    return None


def _url(root: "HtmlElement", data: PageData, raw: bytes) -> Known | None:
    for basis, value in _addresses(root, data, raw):
        if value and _is_web(value):
            return Known(value, basis)
    return None


def _addresses(root: "HtmlElement", data: PageData, raw: bytes) -> Iterator[tuple[str, str | None]]:
    head = raw[:8192]
    saved = _SAVED.search(head) if b"saved " in head else None
    base = (
        next((group.decode("ascii", "replace") for group in saved.groups() if group), None) if saved else None
    )
    found = root.xpath("//link[@rel='canonical']/@href")
    if found:
        yield "link canonical", one_line(urljoin(base or "", str(found[0])))
    yield "meta og:url", data.first("og:url")
    for key in ("url", "mainEntityOfPage"):
        value = data.article.get(key)
        yield f"json-ld {key}", value.get("@id") if isinstance(value, dict) else data.text(key)
    yield "saved page", base


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and len(address) <= 2000
    except ValueError:
        return False


def _language(root: "HtmlElement", data: PageData) -> str | None:
    said = (
        root.get("lang") or data.text("inLanguage") or data.first("og:locale", "content-language", "language")
    )
    code = re.match(r"[A-Za-z]{2,3}(?![A-Za-z])", said.strip()) if said else None
    return code.group().lower() if code else None
