"""What elements of a page are, as their tags, classes and roles say: menus, captions, posts, hidden parts."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache


class Mark:
    """What an element, or one it stands in, is said to be: bits, of which several may hold.

    Plain integers, since every element of every page is asked.
    """

    NONE = 0
    MENU = 1
    """Navigation, the page's head and foot, forms, buttons."""
    CAPTION = 2
    """Words under a picture, and who took it."""
    PULL = 4
    """A quotation set large that repeats the text."""
    POST = 8
    """A post of a social network, embedded."""
    ASIDE = 16
    """Related articles, newsletters, advertisements, sharing."""
    HIDDEN = 32
    BYLINE = 64
    TIME = 128
    COMMENT = 256
    FIGURE = 512
    QUOTE = 1024
    ITEM = 2048
    """A list's item."""
    TABLE = 4096
    PROFILE = 8192
    """Lines about the author after the text."""
    LEAD = 16384
    """The deck under a headline."""
    ENTRY = 32768
    """One entry of a live blog."""
    AUTHOR = 65536
    """The name of an author and nothing else."""


BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav",
    "noscript", "ol", "option", "optgroup", "p", "pre", "section", "select", "summary", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "ul", "video", "audio", "iframe", "label", "input", "textarea",
    "amp-social-share", "amp-img", "amp-sidebar",
))  # fmt: skip
"""Elements that begin and end a line."""

UNSEEN = frozenset((
    "script", "style", "template", "head", "svg", "math", "object", "embed", "applet", "canvas", "map",
    "area", "base", "link", "meta", "title", "param", "source", "track", "colgroup", "col", "datalist",
))  # fmt: skip
"""Elements without words of the page."""

_TAGS: Mapping[str, int] = {
    "nav": Mark.MENU,
    "footer": Mark.MENU,
    "form": Mark.MENU,
    "button": Mark.MENU,
    "select": Mark.MENU,
    "option": Mark.MENU,
    "menu": Mark.MENU,
    "label": Mark.MENU,
    "textarea": Mark.MENU,
    "dialog": Mark.ASIDE,
    "noscript": Mark.HIDDEN,
    "aside": Mark.ASIDE,
    "figcaption": Mark.CAPTION,
    "caption": Mark.CAPTION,
    "figure": Mark.FIGURE,
    "blockquote": Mark.QUOTE,
    "li": Mark.ITEM,
    "table": Mark.TABLE,
    "time": Mark.TIME,
}
_ROLES: Mapping[str, int] = {
    "navigation": Mark.MENU,
    "menu": Mark.MENU,
    "menubar": Mark.MENU,
    "banner": Mark.MENU,
    "contentinfo": Mark.MENU,
    "search": Mark.MENU,
    "complementary": Mark.ASIDE,
    "dialog": Mark.ASIDE,
    "alert": Mark.ASIDE,
}
_EDGE = r"(?<![a-z0-9])"
_CLASSES: tuple[tuple[int, re.Pattern[str]], ...] = (
    (
        Mark.CAPTION,
        re.compile(
            r"(?<!closed)(?<!closed-)(?<!has-)(?<!has_)(?<!no-)(?:caption|cutline)(?!s-|-?settings|-?btn|-?button|-?menu)"
            rf"|{_EDGE}(?:(?:photo|image|img|media|picture|video|figure|foto)[-_]*(?:credits?|legend|desc\w*|info|"
            r"source|copyright|attribution|author|by))|(?:photo|image|media|picture)(?:credit|legend|desc)\w*"
            rf"|{_EDGE}credits?(?![-_]?card)(?![a-z])|{_EDGE}legende?(?![a-z])|bildunterschrift|piedefoto",
            re.I,
        ),
    ),
    (Mark.PULL, re.compile(r"pull[-_]?(?:ed)?[-_]?quote|quote[-_]?pull|pullout|blockquote--pull", re.I)),
    (
        Mark.POST,
        re.compile(
            rf"{_EDGE}(?:twitter-(?:tweet|video)|instagram-media|fb-(?:post|video)|bluesky-embed|mastodon-embed|"
            r"tiktok-embed|telegram-post|text-post-media|reddit-(?:card|embed-bq))(?![a-z])",
            re.I,
        ),
    ),
    (
        Mark.MENU,
        re.compile(
            rf"{_EDGE}(?:nav(?:bar|igation)?|(?:main|site|top|sub|side)?-?menu|breadcrumbs?|masthead|skip(?:-?link)?|"
            r"site-?(?:header|footer)|footer|pagination|toolbar|tag-?list|tags)(?![a-z])",
            re.I,
        ),
    ),
    (
        Mark.ASIDE,
        re.compile(
            rf"{_EDGE}(?:related|recommend\w*|promo\w*|newsletter\w*|subscri\w*|sign-?up|shar(?:e|ing)\w*|social\w*|"
            r"advert\w*|ads?|sponsor\w*|outbrain|taboola|trending|most-?(?:read|popular|viewed)|read-?(?:more|next)|"
            r"also-?(?:read|like)|more-?(?:on|from|stories)|paywall|cookie\w*|consent\w*|gdpr|popup|modal|"
            r"teasers?|sidebar\w*)(?![a-z])",
            re.I,
        ),
    ),
    (
        Mark.BYLINE,
        re.compile(
            rf"{_EDGE}(?:by-?line(?!-?date)\w*|authors?(?![-_]?(?:bio|box|info|desc|about))|c-byline|"
            r"written-?by|reporter)(?![a-z])",
            re.I,
        ),
    ),
    (
        Mark.AUTHOR,
        re.compile(
            rf"{_EDGE}(?:by-?line[-_]*)?authors?(?:[-_]*(?:names?|links?))?(?![a-z0-9])(?![-_]*(?:bio|box|info|desc|"
            r"about|card|profile|image|img|avatar|photo|pic|twitter|social|role|title|job|mail|e-?mail|date|meta|"
            rf"follow|share))|{_EDGE}by-?line[-_]*(?:names?|links?)(?![a-z0-9])",
            re.I,
        ),
    ),
    (
        Mark.TIME,
        re.compile(
            rf"{_EDGE}(?:date(?:line|time|-?published)?|time(?:stamp)?|(?:pub(?:lish(?:ed)?)?|post(?:ed)?|"
            r"updated?)[-_]?(?:date|time|on|at)?|entry-date)(?![a-z])",
            re.I,
        ),
    ),
    (
        Mark.COMMENT,
        re.compile(rf"{_EDGE}(?:comments?(?:-?list|-?section)?|disqus\w*|respond)(?![a-z])", re.I),
    ),
    (
        Mark.PROFILE,
        re.compile(
            r"author[-_]*(?:bio|box|info|desc|about|card|profile)|about[-_]?the[-_]?author|\bbio(?![a-z])",
            re.I,
        ),
    ),
    (
        Mark.LEAD,
        re.compile(
            rf"{_EDGE}(?:stand-?first|deck|dek|sub-?(?:title|head(?:line|ing)?)|kicker|(?:article|story|entry)[-_]+"
            r"(?:summary|excerpt|intro|lead|lede)|summary|excerpt)(?![a-z])",
            re.I,
        ),
    ),
    (
        Mark.ENTRY,
        re.compile(
            r"liveblogupdate|live-?(?:blog|post|feed|stream|reporting|coverage|update)s?[-_]*(?:entry|post|update|item|"
            rf"block|card|article)(?![a-z])|{_EDGE}live-?(?:entry|post)(?![a-z-])",
            re.I,
        ),
    ),
    (
        Mark.HIDDEN,
        re.compile(r"(?<![a-z0-9])(?:visually-?hidden|sr-?only|screen-?reader(?:-text)?)(?![a-z])", re.I),
    ),
)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_TELLING: Mapping[int, str] = {
    Mark.CAPTION: (
        "caption captions figcaption linecaption cutline photo image img media picture video "
        "figure foto credit credits legend legende photocredit imagecredit bildunterschrift "
        "piedefoto"
    ),
    Mark.PULL: ("quote pullquote pullout pulled blockquote"),
    Mark.POST: ("twitter instagram fb bluesky mastodon tiktok telegram text reddit"),
    Mark.MENU: (
        "nav navbar navigation menu mainmenu sidemenu breadcrumb breadcrumbs masthead skip "
        "skiplink site header footer pagination toolbar tag tags submenu bread"
    ),
    Mark.ASIDE: (
        "related recommend recommended recommendation recommendations promo promos promotion "
        "newsletter newsletters subscribe subscription signup sign share sharing social "
        "advert advertisement advertising ad ads sponsor sponsored socials sharebar shares "
        "subscriptions side readmore outbrain taboola trending most read also more paywall "
        "cookie cookies consent gdpr popup modal teaser teasers sidebar"
    ),
    Mark.BYLINE: ("byline bylines by author authors written reporter"),
    Mark.AUTHOR: ("byline bylines by author authors"),
    Mark.TIME: (
        "date dateline datetime time timestamp pub publish published post posted update updated entry"
    ),
    Mark.COMMENT: ("comment comments disqus respond"),
    Mark.PROFILE: ("author about bio"),
    Mark.LEAD: (
        "standfirst stand deck dek subtitle sub subhead subheadline subheading kicker article "
        "story entry summary excerpt"
    ),
    Mark.ENTRY: ("live liveblog liveblogupdate"),
    Mark.HIDDEN: ("visually visuallyhidden sr sronly screen"),
}
"""Words of which a class has one at least where it carries the mark: looked up first, patterns are slow."""


def _asked() -> Mapping[str, int]:
    asked: dict[str, int] = {}
    for mark, words in _TELLING.items():
        for word in words.split():
            asked[word] = asked.get(word, 0) | mark
    return asked


_ASKED = _asked()
_UNDISPLAYED = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_LONGEST_NAME = 300
_READ = frozenset(("class", "id", "itemprop", "role", "rel", "hidden", "style"))


def marks(tag: str, attributes: Iterable[tuple[str, str]]) -> int:
    """Return what an element is by its own tag and attributes, not by those around it."""
    found = _TAGS.get(tag, Mark.NONE)
    for attribute in attributes:
        if attribute[0] in _READ:
            found |= _said(attribute)
    return found


@lru_cache(maxsize=50_000)
def _said(attribute: tuple[str, str]) -> int:
    key, value = attribute
    if key in ("class", "id", "itemprop"):
        found = Mark.NONE
        for name in value[:_LONGEST_NAME].split():
            found |= _named(name)
        return found
    if key == "role":
        return _ROLES.get(value, Mark.NONE)
    if key == "rel":
        return Mark.BYLINE | Mark.AUTHOR if "author" in value.split() else Mark.NONE
    hides = key == "hidden" or _UNDISPLAYED.search(value[:_LONGEST_NAME]) is not None
    return Mark.HIDDEN if hides else Mark.NONE


@lru_cache(maxsize=50_000)
def _named(name: str) -> int:
    asked = Mark.NONE
    for word in _WORD.findall(name):
        asked |= _ASKED.get(word.lower(), Mark.NONE)
    found = Mark.NONE
    if asked:
        for mark, pattern in _CLASSES:
            if asked & mark and pattern.search(name):
                found |= mark
    return found
