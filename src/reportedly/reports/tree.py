"""Bytes of a page to an element tree, within bounds of size, number of elements and depth."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reportedly.reports.binary import name_unprintable
from reportedly.reports.decode import Refused, decode
from reportedly.reports.kinds import Limits, ProblemKind, problem
from reportedly.terms.reports import Origin, Problem

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MOST_ATTRIBUTES = 1000
"""Attributes of one element: the parser compares each with all before it."""

_MIB = 1024 * 1024
_HEAD_BYTES = 4096
_CHARSET = re.compile(rb"""charset\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""<\?xml[^>]{0,200}encoding\s{0,9}=\s{0,9}["']([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_LONG = 4000
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{4000,}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_EMBEDDED = re.compile(rb"data:[a-zA-Z0-9/+.;=-]{0,100},[^\"'\s<>()]{2000,}")


@dataclass(frozen=True, slots=True)
class Page:
    """A page's tree and the Python name of the encoding that it was read with."""

    root: "HtmlElement"
    encoding: str


def parse_page(raw: bytes, declared: str | None, origin: Origin, limits: Limits) -> Page | Problem:
    """Return the tree of a page, or why there is none; the time and memory that it takes are bounded.

    The encoding is the one that fits: a byte order mark, UTF-8, then what the server (``declared``) or
    the page says, then a legacy one; a wrong declaration does no harm. Pictures written into the page
    itself do not count for its size.
    """
    shown = raw if len(raw) <= limits.page_bytes else _EMBEDDED.sub(b"data:,", raw)
    if len(shown) > limits.page_bytes:
        detail = f"the page is longer than {limits.page_bytes / _MIB:g} MiB without its pictures; split it"
        return problem(ProblemKind.TOO_LARGE, origin, detail)
    if not shown.strip():
        return problem(ProblemKind.EMPTY, origin, "it holds no text; leave it out or fetch it again")
    if b"\x00" in shown and (looks := name_unprintable(shown)) is not None:
        detail = f"it looks like {looks}, not a page; save the page again"
        return problem(ProblemKind.BINARY, origin, detail)
    decoded = decode(shown, declared or declared_encoding(shown))
    if isinstance(decoded, Refused):
        return problem(ProblemKind.UNDECODABLE, origin, f"{decoded.reason}; save the page as UTF-8")
    coded = shown if decoded.encoding == "utf-8" else decoded.text.encode("utf-8", "replace")
    if _has_long_tags(coded) and _is_overloaded(decoded.text):
        detail = f"an element has more than {MOST_ATTRIBUTES} attributes; save the page again or as text"
        return problem(ProblemKind.TOO_COMPLEX, origin, detail)
    root = _parse(coded)
    if root is None:
        return problem(ProblemKind.EMPTY, origin, "it holds no elements; leave it out or fetch it again")
    return Page(root, decoded.encoding)


def declared_encoding(raw: bytes) -> str | None:
    """Return the encoding that the head of a page declares, None where it declares none."""
    head = raw[:_HEAD_BYTES]
    folded = head.lower()
    found = _XML.search(head) if b"<?xml" in folded else None
    if found is None and (at := folded.find(b"charset")) >= 0:
        found = _CHARSET.search(head, at)
    return found[1].decode("ascii") if found else None


def _has_long_tags(raw: bytes) -> bool:
    """Say whether an opening bracket before a letter is followed by neither bracket for a long way."""
    opens = np.flatnonzero(np.frombuffer(raw, np.uint8) == ord("<"))
    for at in opens[np.diff(opens, append=len(raw)) > _LONG].tolist():
        if raw[at + 1 : at + 2].isalpha() and raw.find(b">", at, at + _LONG) < 0:
            return True
    return False


def _is_overloaded(text: str) -> bool:
    """Say whether an element has more attributes than any page needs; code between tags does not count."""
    if _LONG_TAG.search(text) is None:
        return False
    bare = _without_code(_without_code(text, "<script", "</script"), "<style", "</style")
    return any(
        len(_QUOTED.sub("", tag.group()).split()) > MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(bare)
    )


def _without_code(text: str, opens: str, closes: str) -> str:
    """Return a page without what stands between two marks, in linear time."""
    folded = text.lower() if text.isascii() else text
    parts, at = [], 0
    while (start := folded.find(opens, at)) >= 0:
        end = folded.find(closes, start)
        if end < 0:
            break
        parts.append(text[at:start])
        at = end
    return "".join((*parts, text[at:]))


def _parse(raw: bytes) -> "HtmlElement | None":
    from lxml import etree
    from lxml.html import HtmlElement

    # libxml2 leaves off where elements stand too deep, which would cut the page unseen: hence huge_tree,
    # and a bound of our own. One class for all elements is looked up far faster than lxml.html's many.
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    try:
        root: HtmlElement | None = etree.fromstring(raw, parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None
    return root
