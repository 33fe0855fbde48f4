"""What a page says about itself in JSON-LD and meta tags."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLES = frozenset((
    "newsarticle", "article", "reportagenewsarticle", "analysisnewsarticle", "backgroundnewsarticle",
    "opinionnewsarticle", "reviewnewsarticle", "askpublicnewsarticle", "blogposting", "liveblogposting",
    "report", "satiricalarticle", "advertisercontentarticle", "scholarlyarticle", "techarticle",
    "socialmediaposting",
))  # fmt: skip
_NESTED = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart")
_MOST_NODES = 5000
_LONGEST_BLOCK = 2_000_000
_TRAILING = re.compile(r"[;\s]+$")
_COMMENT = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$"
)
_CONTROLS = re.compile(r"[\x00-\x1f\ud800-\udfff]")

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PageData:
    """The page's article object of JSON-LD (empty where there is none), other objects, and its meta tags.

    ``meta`` has names and properties in lower case, first value first.
    """

    article: Node
    others: tuple[Node, ...]
    meta: dict[str, list[str]] = field(default_factory=dict)

    def first(self, *names: str) -> str | None:
        """Return the first meta tag among these names, in the order of the names."""
        for name in names:
            if values := self.meta.get(name):
                return values[0]
        return None

    def text(self, key: str) -> str | None:
        """Return a value of the article object where it is a string."""
        value = self.article.get(key)
        if isinstance(value, list) and value:
            value = value[0]
        return one_line(value) if isinstance(value, str) else None


def read_page_data(root: "HtmlElement") -> PageData:
    """Return what a page says about itself; broken JSON-LD is passed over."""
    meta: dict[str, list[str]] = {}
    for tag in root.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv")
        value = one_line(tag.get("content") or "")
        if name and value:
            meta.setdefault(name.casefold().strip(), []).append(value)
    nodes = list(_all_nodes(root))
    articles = [node for node in nodes if types(node) & _ARTICLES]
    best = max(articles, key=_richness, default={})
    return PageData(best, tuple(node for node in nodes if node is not best), meta)


def types(node: Node) -> set[str]:
    """Return the schema.org types of an object, lower case without their address."""
    value = node.get("@type")
    names = value if isinstance(value, list) else [value]
    return {name.rpartition("/")[2].casefold() for name in names if isinstance(name, str)}


def one_line(value: str) -> str | None:
    """Return a value without entities, controls and doubled spaces, None where nothing is left."""
    return " ".join(_CONTROLS.sub(" ", unescape(value)).split()) or None


def names_of(value: Any, depth: int = 0) -> Iterator[str]:
    """Yield the names in an author or publisher value: strings, objects with a name, lists of either."""
    if depth > 4:
        return
    if isinstance(value, str):
        if (line := one_line(value)) is not None:
            yield line
    elif isinstance(value, list):
        for item in value[:50]:
            yield from names_of(item, depth + 1)
    elif isinstance(value, dict):
        yield from names_of(value.get("name"), depth + 1)


def _richness(node: Node) -> int:
    """Return how much an article object says: teasers of other articles say less than the page's own."""
    keys = (
        "headline",
        "author",
        "datePublished",
        "dateModified",
        "articleBody",
        "publisher",
        "mainEntityOfPage",
    )
    return sum(1 for key in keys if node.get(key)) + ("newsarticle" in types(node))


def _all_nodes(root: "HtmlElement") -> Iterator[Node]:
    count = 0
    for script in root.iter("script"):
        kind = script.get("type") or ""
        words = script.text
        if "ld+json" not in kind.casefold() or not words or len(words) > _LONGEST_BLOCK:
            continue
        for node in _nodes(_parse(words)):
            count += 1
            if count > _MOST_NODES:
                return
            yield node


def _parse(words: str) -> Any:
    words = _TRAILING.sub("", _COMMENT.sub("", words))
    try:
        return json.loads(words, strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: Any) -> Iterator[Node]:
    waiting = [value]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting = item + waiting
        elif isinstance(item, dict):
            yield item
            waiting = [item[key] for key in _NESTED if isinstance(item.get(key), (list, dict))] + waiting
