"""Texts inside a page that stand on their own: entries of a live blog, posts of social networks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from reportedly.reports.facts import Facts
from reportedly.reports.known import Known, Moment
from reportedly.reports.lines import PageLine
from reportedly.reports.markup import Mark
from reportedly.reports.metadata import PageData, names_of, one_line, types
from reportedly.reports.published import read_page_time
from reportedly.terms.spans import Role

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_FEWEST_ENTRIES = 3
_MOST_ENTRIES = 2000
_SHORTEST_ENTRY = 40
_SIGNED = re.compile(
    r"(?:^|\s)[—–-]+\s{0,3}(?P<name>[^()@]{1,80}?)\s{0,3}\((?P<handle>@[\w.@-]{1,60})\)\s*(?P<rest>.*)$"
)
_PLATFORMS = (
    ("twitter", "Twitter", ("twitter.com", "x.com")),
    ("instagram", "Instagram", ("instagram.com",)),
    ("fb-", "Facebook", ("facebook.com",)),
    ("bluesky", "Bluesky", ("bsky.app",)),
    ("mastodon", "Mastodon", ()),
    ("tiktok", "TikTok", ("tiktok.com",)),
    ("telegram", "Telegram", ("t.me",)),
    ("text-post", "Threads", ("threads.net", "threads.com")),
    ("reddit", "Reddit", ("reddit.com",)),
)
_NOTHING = Facts(None, (), None, (), None, None, None, None, None)


@dataclass(frozen=True, slots=True)
class Inside:
    """A text inside a page: the indices of its lines in the page, or its own words with their roles."""

    facts: Facts
    lines: tuple[int, ...] = ()
    said: tuple[tuple[str, Role], ...] = ()


def find_entries(lines: Sequence[PageLine], data: PageData) -> tuple[Inside, ...]:
    """Return the entries of a live blog in the order of time, () where the page is none.

    They are elements of the page that say so by their classes, at least three of them with a time; where
    there are none, the updates that JSON-LD lists. Entries without a time keep their place after the one
    before them on the page, which runs from the newest to the oldest or the other way.
    """
    shown = list(_shown_entries(lines))
    timed = sum(1 for entry in shown if entry.facts.published is not None)
    if len(shown) < _FEWEST_ENTRIES or (timed < _FEWEST_ENTRIES and not _is_live(data)):
        shown = list(_listed_entries(data))
    ordered = sorted(enumerate(shown), key=lambda each: (_starts(each[1]), each[0]))
    return tuple(entry for _, entry in ordered[:_MOST_ENTRIES])


def _starts(entry: Inside) -> str:
    when = entry.facts.published.when.start if entry.facts.published else None
    return when.isoformat() if when is not None else "9999"


def _is_live(data: PageData) -> bool:
    return any("liveblogposting" in types(node) for node in (data.article, *data.others))


def _shown_entries(lines: Sequence[PageLine]) -> Iterator[Inside]:
    numbered = [(at, line) for at, line in enumerate(lines) if line.entry is not None]
    for _, group in groupby(numbered, key=lambda each: id(each[1].entry)):
        members = list(group)
        words = sum(len(line.words) for _, line in members)
        root = members[0][1].entry
        if root is None or words < _SHORTEST_ENTRY:
            continue
        heading = next((line.words for _, line in members if line.tag in ("h1", "h2", "h3", "h4")), None)
        facts = replace(
            _NOTHING,
            title=Known(heading, "heading") if heading else None,
            published=_element_time(root),
        )
        yield Inside(facts, lines=tuple(at for at, _ in members))


def _element_time(root: "HtmlElement") -> Moment | None:
    for element in root.iter("time", "meta"):
        if element.tag == "meta" and element.get("itemprop") != "datePublished":
            continue
        written = element.get("datetime") or element.get("content") or ""
        if (when := read_page_time(written)) is not None:
            return Moment(when, written, f"{element.tag} in the entry")
    return None


def _listed_entries(data: PageData) -> Iterator[Inside]:
    for node in (data.article, *data.others):
        updates = node.get("liveBlogUpdate")
        for update in (updates if isinstance(updates, list) else [])[:_MOST_ENTRIES]:
            if not isinstance(update, dict):
                continue
            title, body = (
                one_line(value) if isinstance(value := update.get(key), str) else None
                for key in ("headline", "articleBody")
            )
            written = update.get("datePublished")
            when = read_page_time(written) if isinstance(written, str) else None
            if body is None:
                continue
            said = [(title, Role.HEADLINE)] if title and title != body else []
            facts = replace(
                _NOTHING,
                title=Known(title, "json-ld headline") if title else None,
                authors=tuple(names_of(update.get("author"))),
                published=Moment(when, str(written), "json-ld datePublished") if when else None,
            )
            yield Inside(facts, said=(*said, (body, Role.PARAGRAPH)))


def find_posts(lines: Sequence[PageLine]) -> tuple[Inside, ...]:
    """Return the embedded posts of a page in its order: their words, account, address and date line."""
    marked = [line for line in lines if line.marks & Mark.POST and line.root is not None]
    posts = []
    for _, group in groupby(marked, key=lambda line: id(line.root)):
        members = list(group)
        root = members[0].root
        if root is not None:
            posts.append(_post(root, [line.words for line in members]))
    return tuple(post for post in posts if any(role is Role.PARAGRAPH for _, role in post.said))


def _post(root: "HtmlElement", words: Sequence[str]) -> Inside:
    names = f"{root.get('class') or ''} {root.get('id') or ''}".casefold()
    platform = next((row for row in _PLATFORMS if row[0] in names), None)
    said: list[tuple[str, Role]] = [(each, Role.PARAGRAPH) for each in words]
    author = None
    signed = _SIGNED.search(words[-1][-400:])
    if signed is not None:
        before = words[-1][: len(words[-1]) - len(signed.group())].rstrip()
        author = f"{signed['name']} ({signed['handle']})"
        said = said[:-1] + ([(before, Role.PARAGRAPH)] if before else [])
        said += [(f"— {author}", Role.BYLINE)] + ([(signed["rest"], Role.DATELINE)] if signed["rest"] else [])
    facts = replace(
        _NOTHING,
        authors=(author,) if author else (),
        authors_basis="post" if author else None,
        outlet=Known(platform[1], "post") if platform else None,
        url=_post_address(root, platform[2] if platform else ()),
    )
    return Inside(facts, said=tuple(said))


def _post_address(root: "HtmlElement", hosts: Sequence[str]) -> Known | None:
    given = [root.get(key) for key in ("data-instgrm-permalink", "data-href", "cite", "data-bluesky-uri")]
    links = [link.get("href") for link in root.iter("a")]
    for address in (*given, *reversed(links)):
        if (
            address
            and address.startswith("http")
            and (not hosts or any(host in address[:60] for host in hosts))
        ):
            return Known(address.partition("?")[0], "post")
    return None
