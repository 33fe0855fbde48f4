"""Title, authors, times, outlet, address and language of a page, each with what it rests on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from reportedly.reports.lines import PageLine
from reportedly.reports.markup import Mark
from reportedly.reports.metadata import PageData, names_of, one_line
from reportedly.reports.published import read_page_time
from reportedly.reports.sorting import find_headline, fold, likeness
from reportedly.terms.times import When

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
_TITLES = ("og:title", "twitter:title", "parsely-title", "dc.title")
_SAVED = re.compile(rb"saved from url=\(\d{1,8}\)(\S{1,2000})|saved with SingleFile\s+url:\s*(\S{1,2000})")
_PARTS = re.compile(r"\s+[|•·–—-]\s+|\s*[|»]\s*")
_LONGEST_TITLE, _LONGEST_NAME = 400, 120


@dataclass(frozen=True, slots=True)
class Known:
    """A value and what it rests on ("json-ld datePublished", "meta og:site_name", "h1")."""

    value: str
    basis: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A time, the words that gave it (with their zone, if any), and what it rests on."""

    when: When
    written: str
    basis: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page says of itself; None and () where it says nothing."""

    title: Known | None
    authors: tuple[str, ...]
    authors_basis: str | None
    published: Moment | None
    modified: Moment | None
    outlet: Known | None
    url: Known | None
    language: str | None


def find_facts(root: "HtmlElement", data: PageData, lines: Sequence[PageLine], raw: bytes) -> Facts:
    """Return what a page says of itself. ``raw`` is asked for the address that a browser noted on saving."""
    authors, basis = _authors(data, lines)
    return Facts(
        title=_title(root, data, lines),
        authors=authors,
        authors_basis=basis,
        published=_moment(data, "datePublished", _PUBLISHED) or _shown_time(root),
        modified=_moment(data, "dateModified", _MODIFIED),
        outlet=_outlet(data),
        url=_url(root, data, raw),
        language=_language(root, data),
    )


def _title(root: "HtmlElement", data: PageData, lines: Sequence[PageLine]) -> Known | None:
    """Return the ``h1`` that any of the page's own titles resembles, else the first of those titles.

    JSON-LD often holds a headline made for search engines, where another of the titles is the one shown.
    """
    said = [known for known in _said_titles(root, data) if len(known.value) <= _LONGEST_TITLE]
    for known in said or (None,):
        at = find_headline(lines, known.value if known else None)
        if at is not None and lines[at].tag == "h1" and len(lines[at].words) <= _LONGEST_TITLE:
            return Known(lines[at].words, "h1")
    return next(iter(said), None)


def _said_titles(root: "HtmlElement", data: PageData) -> Iterator[Known]:
    for key in ("headline", "alternativeHeadline"):
        if value := data.text(key):
            yield Known(value, f"json-ld {key}")
            break
    for name in _TITLES:
        if value := data.first(name):
            yield Known(_without_site(value, data.first("og:site_name")), f"meta {name}")
            break
    written = root.findtext(".//title")
    if written is not None and (value := one_line(written)) is not None:
        yield Known(_without_site(value, data.first("og:site_name")), "title")


def _without_site(title: str, site: str | None) -> str:
    """Return a title without the outlet's name after its last mark ("Bridge shut | The Example")."""
    parts = _PARTS.split(title)
    if site is None or len(parts) < 2:
        return title
    named = set(fold(site).split())
    if likeness(set(fold(parts[-1]).split()), named) >= 0.5:
        return title[: title.rindex(parts[-1])].rstrip(" |•·–—-»")
    return title


def _authors(data: PageData, lines: Sequence[PageLine]) -> tuple[tuple[str, ...], str | None]:
    """Return the authors that the page names; the site itself only where it names nobody else."""
    sites = (*names_of(data.article.get("publisher")), data.first("og:site_name") or "")
    site = {fold(name) for name in sites}
    marked = _clean([line.words for line in lines if _is_author_link(line)])
    shown = tuple(name for name in marked if fold(name) not in site)
    for names, basis in _said_authors(data):
        if not shown or any(fold(name) not in site for name in names):
            return names, basis
    return (shown or marked), "byline" if marked else None


def _said_authors(data: PageData) -> Iterator[tuple[tuple[str, ...], str]]:
    for key in ("author", "creator"):
        if names := _clean(names_of(data.article.get(key))):
            yield names, f"json-ld {key}"
    for name in _AUTHORS:
        if names := _clean(data.meta.get(name, ())):
            yield names, f"meta {name}"


def _is_author_link(line: PageLine) -> bool:
    return bool(
        line.marks & Mark.BYLINE
        and not line.marks & (Mark.COMMENT | Mark.PROFILE | Mark.ASIDE | Mark.TIME)
        and line.linked >= 0.9 * len(line.words)
        and 1 < len(line.words.split()) <= 4
        and not any(char.isdigit() or char in "@:/" for char in line.words)
    )


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
    saved = _SAVED.search(raw[:8192])
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
