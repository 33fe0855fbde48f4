"""Who published a page, weighed from all that its furniture says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from reportedly.language.language import Language
from reportedly.language.outlets import Outlet
from reportedly.terms.reports import Report
from reportedly.terms.spans import Role
from reportedly.texts.credit import byline_outlets
from reportedly.texts.dates import states_only_a_date
from reportedly.texts.masthead import (
    agree,
    clean_name,
    fits_domain,
    is_agency,
    read_named,
    sounds_like_outlet,
    split_trail,
)
from reportedly.texts.page import EDGE, Line
from reportedly.texts.roles import read_domain

_LONGEST_MASTHEAD = 120
_LONGEST_MASTHEAD_WORDS = 4


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a page's furniture; explicit where it needs no second place to be believed."""

    name: str
    explicit: bool


def find_outlet(lines: Sequence[Line], report: Report, language: Language) -> str | None:
    """Return who published the page: canonical where the outlet is known, else as written, else None.

    Asked in turn: a mirror notice, a domain on its own, a masthead or trail above the headline, a
    copyright line, names that agree from two weaker places (section trails, "Follow the Beacon"), a
    "Source:" line or signature, the outlet in a byline, an agency's copyright where no other site's
    menus stand around the text, the report's own address. Elsewhere agencies are credited, not publishers.
    """
    pages = language.lines.outlet
    notes = [line.words for line in lines if line.role in (Role.NOTICE, Role.NAVIGATION)]
    for name in read_named(pages.mirror, notes, language):
        return name
    held = tuple(read_named(pages.copyright, notes, language))
    heads = tuple(_mastheads(lines, language))
    owners = tuple(name for name in held if not is_agency(name, language))
    if domain := _find_domain(lines, language):
        return _name_domain(domain, (*(head.name for head in heads), *held), language)
    explicit = (*(head.name for head in heads if head.explicit), *owners)
    if explicit:
        return explicit[0]
    weak = (*(head.name for head in heads), *held, *read_named(pages.followed, notes, language))
    if agreed := _find_agreed(weak):
        return agreed
    return _find_signed(lines, notes, language) or _find_lone(lines, held, report, language)


def _mastheads(lines: Sequence[Line], language: Language) -> Iterator[Named]:
    """Yield the names in the lines above the running text, in text order."""
    for line in lines:
        if line.role is Role.PARAGRAPH:
            return
        if len(line.words) > _LONGEST_MASTHEAD:
            continue
        if line.role is Role.NAVIGATION:
            yield from _trail_heads(line.words, language)
        elif line.role is Role.DATELINE:
            yield from _dated_heads(line.words, language)


def _trail_heads(words: str, language: Language) -> Iterator[Named]:
    parts = split_trail(words)
    for part in parts:
        name = clean_name(part, language)
        if name is None or len(name.split()) > _LONGEST_MASTHEAD_WORDS or read_domain(part):
            continue
        beside = (domain for other in parts if (domain := read_domain(other)))
        spelled = any(fits_domain(name, domain) for domain in beside)
        yield Named(name, spelled or sounds_like_outlet(name, language))
        return


def _dated_heads(words: str, language: Language) -> Iterator[Named]:
    parts = split_trail(words)
    if any(states_only_a_date(part, language.lines.dates) for part in parts):
        names = (clean_name(part, language) for part in parts)
        yield from (Named(name, True) for name in names if name and sounds_like_outlet(name, language))


def _name_domain(domain: str, names: Sequence[str], language: Language) -> str:
    known = language.outlets.find(domain)
    if known is not None:
        return known.name
    return next((name for name in names if fits_domain(name, domain)), domain)


def _find_agreed(names: Sequence[str]) -> str | None:
    pairs = ((left, right) for left, right in combinations(names, 2) if agree(left, right))
    return next((max(pair, key=lambda name: len(name.split())) for pair in pairs), None)


def _find_signed(lines: Sequence[Line], notes: Sequence[str], language: Language) -> str | None:
    pages = language.lines.outlet
    ends = [line.words for line in lines[-EDGE:]]
    for name in (*read_named(pages.source, notes, language), *read_named(pages.signature, ends, language)):
        if language.outlets.find(name) is not None and not is_agency(name, language):
            return name
    return None


def _find_lone(lines: Sequence[Line], held: Sequence[str], report: Report, language: Language) -> str | None:
    for name in byline_outlets(lines, language):
        if not is_agency(name, language):
            return name
    if all(line.role is not Role.NAVIGATION for line in lines):
        # A list knows which agencies are printed everywhere; an unknown one on a bare page is its own.
        unknown = (name for name in held if language.outlets.find(name) is None)
        if (held_by := next(unknown, None)) is not None:
            return held_by
    addresses = (address for address in (report.url, report.uri) if address and "://" in address)
    return next((known.name for address in addresses if (known := _by_address(address, language))), None)


def _find_domain(lines: Sequence[Line], language: Language) -> str | None:
    """Return the bare domain above the headline, or a known outlet's near the top or end."""
    above = True
    for line in (*lines[:EDGE], *lines[-EDGE:]):
        above = above and line.role not in (Role.HEADLINE, Role.PARAGRAPH)
        domain = read_domain(line.words) if line.role is Role.NAVIGATION else None
        if domain is None or domain in language.lines.outlet.platforms or _has_path(line.words):
            continue
        if above or language.outlets.find(domain) is not None:
            return domain
    return None


def _has_path(address: str) -> bool:
    return "/" in address.partition("://")[2].rstrip("/") if "://" in address else "/" in address.rstrip("/")


def _by_address(address: str, language: Language) -> Outlet | None:
    host = read_domain(address)
    return language.outlets.find(host) if host else None
