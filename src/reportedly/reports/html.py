"""A saved page: one report with labelled blocks, and one for each live entry and embedded post in it."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from reportedly.reports.body import choose_lines, extract_paragraphs
from reportedly.reports.chunks import gather
from reportedly.reports.embedded import find_entries, find_posts
from reportedly.reports.facts import Facts, find_facts
from reportedly.reports.kinds import Limits, ProblemKind, problem
from reportedly.reports.known import Known, Moment
from reportedly.reports.lines import PageLine, TooComplexError, walk_page
from reportedly.reports.makers import PAGE, maker
from reportedly.reports.metadata import PageData, read_page_data
from reportedly.reports.sorting import SortedLine, sort_lines
from reportedly.reports.text import too_large
from reportedly.reports.tree import parse_page
from reportedly.terms.ids import identify
from reportedly.terms.reports import Arrival, Origin, Problem, Report
from reportedly.terms.spans import Block, Role, Span

_SHORT_BODY = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What came with a page's bytes: its address, the declared encoding, and when it was fetched.

    ``own_address`` says that the report is known by that address, not by the archive it came in.
    """

    url: str | None = None
    encoding: str | None = None
    fetched_at: datetime | None = None
    own_address: bool = False


def read_html(chunks: Iterator[bytes], origin: Origin, limits: Limits) -> Iterator[Arrival | Problem]:
    """Yield the reports of one saved page, or the problem that keeps it from being one."""
    raw = gather(chunks, limits.text_bytes)
    if raw is None:
        yield too_large(origin, limits)
    else:
        yield from read_page(raw, origin, limits, Served())


def read_page(raw: bytes, origin: Origin, limits: Limits, served: Served) -> Iterator[Arrival | Problem]:
    """Yield the page as a report; then its live entries in the order of time, then its embedded posts.

    The page's text is every line that a browser would show, in order; entries and posts are labelled
    ``quoted`` in it and are reports of their own with the members "entry=N" and "post=N".
    """
    page = parse_page(raw, served.encoding, origin, limits)
    if isinstance(page, Problem):
        yield page
        return
    try:
        lines, sections = walk_page(page.root)
    except TooComplexError as error:
        yield problem(ProblemKind.TOO_COMPLEX, origin, str(error))
        return
    if not lines:
        yield problem(ProblemKind.EMPTY, origin, "the page shows no text; save it after it has loaded")
        return
    data = read_page_data(page.root)
    facts = find_facts(page.root, data, lines, raw)
    entries, posts = find_entries(lines, data), find_posts(lines)
    # The last look at the tree: it is pruned.
    chosen = choose_lines(lines, extract_paragraphs(page.root, lines, sections))
    sorted_lines = _sorted(lines, chosen, facts, data)
    apart = {at for entry in entries for at in entry.lines}
    whole = tuple(
        SortedLine(each.line, Role.QUOTED) if at in apart else each for at, each in enumerate(sorted_lines)
    )
    source = _Source(raw, origin, page.encoding, served, facts)
    yield _arrive(source, [(each.line.words, each.role) for each in whole])
    for number, entry in enumerate(entries, 1):
        roles = [(sorted_lines[at].line.words, _in_entry(sorted_lines[at])) for at in entry.lines]
        yield _arrive(source.member(f"entry={number}", entry.facts), roles or list(entry.said))
    for number, post in enumerate(posts, 1):
        yield _arrive(source.member(f"post={number}", post.facts), list(post.said))


def _sorted(
    lines: Sequence[PageLine], chosen: frozenset[int], facts: Facts, data: PageData
) -> tuple[SortedLine, ...]:
    title = facts.title.value if facts.title else None
    found = sort_lines(lines, chosen, title)
    read = sum(len(each.line.words) for each in found if each.role is Role.PARAGRAPH)
    hidden = data.text("articleBody")
    if hidden is None or read >= _SHORT_BODY or len(hidden) < 2 * _SHORT_BODY:
        return found
    # The page shows a teaser and keeps the article's words for search engines.
    element = lines[0].element
    extra = PageLine(hidden, "p", 0, 0, element, None)
    return (*found, SortedLine(extra, Role.PARAGRAPH))


def _in_entry(each: SortedLine) -> Role:
    if each.role is Role.NAVIGATION and not each.line.linked and len(each.line.words) > 60:
        return Role.PARAGRAPH
    return Role.PARAGRAPH if each.role is Role.QUOTED else each.role


@dataclass(frozen=True, slots=True)
class _Source:
    """What all reports of one page share."""

    raw: bytes
    origin: Origin
    encoding: str
    served: Served
    facts: Facts
    part: str = ""

    @property
    def uri(self) -> str:
        """The address by which the report is known: the page's own where it came with one."""
        own = self.served.url if self.served.own_address else None
        return f"{own}{self.part}" if own else self.origin.address

    def member(self, name: str, facts: Facts) -> "_Source":
        """Return the source of a part of the page."""
        member = name if self.origin.member is None else f"{self.origin.member},{name}"
        place = Origin(uri=self.origin.uri, member=member)
        return _Source(self.raw, place, self.encoding, self.served, facts, f"#{name}")


def _arrive(source: _Source, said: Sequence[tuple[str, Role]]) -> Arrival:
    digest = sha256(source.raw).hexdigest()
    facts, origin = source.facts, source.origin
    report_id = identify("report", source.uri, digest)
    blocks, at = [], 0
    for words, role in said:
        blocks.append(Block(role, Span(report_id, at, at + len(words))))
        at += len(words) + 1
    report = Report(
        id=report_id,
        uri=source.uri,
        outlet=facts.outlet.value if facts.outlet else None,
        url=facts.url.value if facts.url else source.served.url,
        title=facts.title.value if facts.title else None,
        byline=", ".join(facts.authors) or None,
        published=facts.published.when if facts.published else None,
        language=facts.language,
        media_type=PAGE,
        encoding=source.encoding,
        fetched_at=source.served.fetched_at,
        raw_sha256=digest,
        text="\n".join(words for words, _ in said),
        blocks=tuple(blocks),
        extra=_extra(facts, source.served),
    )
    return Arrival(report=report, origin=origin, raw=source.raw)


def _extra(facts: Facts, served: Served) -> tuple[tuple[str, str], ...]:
    """Return what the fields rest on, and what no field holds, as JSON by key."""
    found: dict[str, object] = {"made_by": maker(PAGE)}
    known: tuple[tuple[str, Known | None], ...] = (
        ("title_basis", facts.title),
        ("outlet_basis", facts.outlet),
        ("url_basis", facts.url),
    )
    for key, value in known:
        if value is not None:
            found[key] = value.basis
    moments: tuple[tuple[str, Moment | None], ...] = (
        ("published", facts.published),
        ("modified", facts.modified),
    )
    for key, moment in moments:
        if moment is not None:
            found[f"{key}_as_written"] = {"value": moment.written, "basis": moment.basis}
    if facts.modified is not None and facts.modified.when.start is not None:
        found["modified"] = facts.modified.when.start.isoformat()
    if facts.authors_basis is not None:
        found["byline_basis"] = facts.authors_basis
        found["byline_as_written"] = list(facts.authors)
    if facts.shown_authors and facts.shown_authors != facts.authors:
        found["byline_shown"] = list(facts.shown_authors)
    if served.url is not None and (facts.url is None or facts.url.value != served.url):
        found["fetched_from"] = served.url
    return tuple(
        (key, json.dumps(found[key], separators=(",", ":"), sort_keys=True)) for key in sorted(found)
    )
