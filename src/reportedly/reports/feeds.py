"""Feeds (RSS, Atom, JSON Feed): every entry is a report of the words that the feed itself carries."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from reportedly.reports.binary import name_unprintable
from reportedly.reports.chunks import gather
from reportedly.reports.fragment import html_text
from reportedly.reports.kinds import Limits, ProblemKind, problem
from reportedly.reports.makers import FEED
from reportedly.reports.making import Taken, make_arrival
from reportedly.reports.published import read_page_time
from reportedly.reports.text import too_large
from reportedly.terms.reports import Arrival, Origin, Problem

_HEAD_BYTES = 2048
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF|channel)[\s>]", re.IGNORECASE)
_PAGE = re.compile(rb"<!doctype html|<html[\s>]", re.IGNORECASE)
_JSON_FEED = re.compile(rb"jsonfeed\.org/version", re.IGNORECASE)
_MOST_ENTRIES = 20_000


def is_feed(head: bytes) -> bool:
    """Say whether these first bytes open a feed."""
    opening = head[:_HEAD_BYTES]
    return _FEED.search(opening) is not None or (
        opening.lstrip().startswith(b"{") and _JSON_FEED.search(opening) is not None
    )


def read_feed(chunks: Iterator[bytes], origin: Origin, limits: Limits) -> Iterator[Arrival | Problem]:
    """Yield a report for each entry of a feed with words, a problem for each without, in the feed's order.

    Nothing is fetched. An entry's report is known by its own link; its bytes are the entry as JSON, so
    that the same entry in a later edition of the feed is the same report.
    """
    raw = gather(chunks, limits.page_bytes)
    if raw is None:
        yield too_large(origin, limits)
        return
    if not raw.strip():
        yield problem(ProblemKind.EMPTY, origin, "it holds no text; leave it out or fetch it again")
        return
    if not raw.startswith((b"\xff\xfe", b"\xfe\xff")) and (looks := name_unprintable(raw)) is not None:
        yield problem(ProblemKind.BINARY, origin, f"it looks like {looks}, not a feed; fetch it again")
        return
    parsed = _parse_json(raw) if raw.lstrip().startswith(b"{") else _parse_xml(raw)
    if isinstance(parsed, str):
        yield problem(ProblemKind.BROKEN_FEED, origin, parsed)
        return
    outlet, language, entries, flaw = parsed
    for number, entry in enumerate(entries[:_MOST_ENTRIES], 1):
        member = f"entry={number}" if origin.member is None else f"{origin.member},entry={number}"
        yield _read_entry(entry, Origin(uri=origin.uri, member=member), outlet, language)
    if len(entries) > _MOST_ENTRIES:
        detail = f"the feed has {len(entries):,} entries; the first {_MOST_ENTRIES:,} were read, split it"
        yield problem(ProblemKind.TOO_LARGE, origin, detail)
    elif flaw is not None:
        yield problem(ProblemKind.BROKEN_FEED, origin, flaw)


Parsed = tuple[str | None, str | None, list[dict[str, Any]], str | None]
"""The feed's title, its language, its entries, and what is wrong with it though entries were found."""


def _parse_xml(raw: bytes) -> Parsed | str:
    import feedparser

    try:
        found = feedparser.parse(raw, sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # a parser of a third party over hostile bytes
        return f"it is no feed that can be read ({type(error).__name__}); fetch it again"
    entries = [_xml_entry(entry) for entry in found.get("entries", ())]
    if not found.get("version") and not entries:
        if _PAGE.search(raw[:_HEAD_BYTES]):
            return "it is a web page, not a feed; look for the feed's own address in it"
        return "it is no RSS, Atom or JSON Feed; fetch it again"
    if not entries:
        return "the feed has no entries; leave it out or fetch it later"
    flaw = None
    if found.get("bozo") and _is_broken(found.get("bozo_exception")):
        line = getattr(found["bozo_exception"], "getLineNumber", lambda: None)()
        where = f" at line {line}" if line else ""
        flaw = f"the feed is broken{where}; the {len(entries):,} entries that could be read were"
    feed = found.get("feed", {})
    return _words(feed.get("title")), _code(feed.get("language")), entries, flaw


def _is_broken(error: object) -> bool:
    from xml.sax import SAXException

    return isinstance(error, SAXException)


def _xml_entry(entry: Any) -> dict[str, Any]:
    contents = [part.get("value") for part in entry.get("content", ()) if part.get("value")]
    authors = [author.get("name") for author in entry.get("authors", ()) if author.get("name")]
    return {
        "id": entry.get("id"),
        "link": entry.get("link"),
        "title": entry.get("title"),
        "html": max((*contents, entry.get("summary") or ""), key=len),
        "authors": authors or [entry["author"]] if entry.get("author") else authors,
        "published": dict.get(entry, "published") or dict.get(entry, "updated"),
        "modified": dict.get(entry, "updated"),
    }


def _parse_json(raw: bytes) -> Parsed | str:
    try:
        feed = json.loads(raw)
    except (ValueError, RecursionError):
        return "it is no JSON that can be read; fetch it again"
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        return 'it has no list of "items" as a JSON Feed has; fetch it again'
    entries = [_json_entry(item) for item in items if isinstance(item, dict)]
    if not entries:
        return "the feed has no entries; leave it out or fetch it later"
    return _words(feed.get("title")), _code(feed.get("language")), entries, None


def _json_entry(item: dict[str, Any]) -> dict[str, Any]:
    listed = item.get("authors")
    authors = listed if isinstance(listed, list) else [item.get("author")]
    return {
        "id": item.get("id"),
        "link": item.get("url"),
        "title": item.get("title"),
        "html": item.get("content_html") or item.get("summary"),
        "text": item.get("content_text"),
        "authors": [author.get("name") for author in authors if isinstance(author, dict)],
        "published": item.get("date_published"),
        "modified": item.get("date_modified"),
    }


def _read_entry(
    entry: dict[str, Any], origin: Origin, outlet: str | None, language: str | None
) -> Arrival | Problem:
    title, text = _title(entry), entry_text(entry)
    if not text.strip():
        return problem(ProblemKind.NO_TEXT, origin, "the entry has neither title nor words; leave it out")
    link = _address(entry.get("link")) or _address(entry.get("id"))
    published, modified = (_string(entry.get(key)) for key in ("published", "modified"))
    authors = [name for name in entry.get("authors", ()) if isinstance(name, str)]
    kept = {key: value for key, value in entry.items() if value}
    extra = {"modified_as_written": modified} if modified and modified != published else {}
    taken = Taken(
        text=text,
        raw=json.dumps(kept, sort_keys=True, ensure_ascii=True, default=str).encode(),
        media_type=FEED,
        uri=link,
        outlet=outlet,
        url=link,
        title=title,
        byline=", ".join(authors) or None,
        published=read_page_time(published) if published else None,
        language=language,
        extra=extra,
    )
    return make_arrival(taken, origin)


def entry_text(entry: Mapping[str, Any]) -> str:
    """Return the text of an entry as it is kept: its title and its words."""
    plain, marked = entry.get("text"), entry.get("html")
    body = plain if isinstance(plain, str) and plain.strip() else None
    if body is None and isinstance(marked, str):
        body = html_text(marked)
    return "\n".join(part for part in (_title(entry), body) if part)


def _title(entry: Mapping[str, Any]) -> str | None:
    return html_text(title) if isinstance(title := entry.get("title"), str) else None


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _words(value: Any) -> str | None:
    return html_text(value) or None if isinstance(value, str) else None


def _code(value: Any) -> str | None:
    found = re.match(r"[a-zA-Z]{2,3}(?![a-zA-Z])", value) if isinstance(value, str) else None
    return found.group().lower() if found else None


def _address(value: Any) -> str | None:
    if not isinstance(value, str) or not value.startswith(("http://", "https://")) or len(value) > 2000:
        return None
    return value if value.isprintable() else None


def entry_links(raw: bytes) -> tuple[str, ...]:
    """Return the web addresses that a feed's entries link to, in order, () where it is no feed."""
    parsed = _parse_json(raw) if raw.lstrip().startswith(b"{") else _parse_xml(raw)
    if isinstance(parsed, str):
        return ()
    links = (_address(entry.get("link")) for entry in parsed[2])
    return tuple(dict.fromkeys(link for link in links if link))
