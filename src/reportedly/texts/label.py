"""A report with its blocks labelled and its credit read from its own lines."""

from collections.abc import Sequence
from dataclasses import replace

from reportedly.language.language import Language
from reportedly.language.outlets import OutletKind, fold_outlet
from reportedly.terms.reports import Report
from reportedly.terms.times import When
from reportedly.texts.authors import page_byline
from reportedly.texts.blocks import find_blocks
from reportedly.texts.credit import (
    find_byline,
    find_credits,
    find_published,
    find_title,
)
from reportedly.texts.masthead import is_initials
from reportedly.texts.page import Line, list_lines
from reportedly.texts.pages import refine_blocks
from reportedly.texts.publisher import find_outlet
from reportedly.texts.roles import read_domain
from reportedly.texts.shown_dates import find_shown_date
from reportedly.texts.tongue import find_language

PAGE = "text/html"
"""The media type of pages, whose blocks and names come from their marks."""


def label(report: Report, language: Language) -> Report:
    """Return the report with its blocks, and with outlet, title, byline and time where its text gives them.

    A value that the input gave stays; what neither gives stays None. The text is unchanged. ``credits``
    holds the outlets whose work it carries, the publisher itself left out. Blocks that came with the
    input (a page's) are kept but for what their own words say.
    """
    blocks = (
        refine_blocks(report.text, report.blocks, language)
        if report.blocks
        else find_blocks(report.id, report.text, report.title, language)
    )
    lines = list_lines(report.text, blocks)
    published_by, carried = _page_outlet(report, language)
    outlet = published_by or report.outlet or find_outlet(lines, report, language)
    credits = (*report.credits, *((carried,) if carried else ()), *find_credits(lines, language))
    named = dict.fromkeys(credits)
    spoken = replace(report, language=find_language(report.text, blocks, report.language, language))
    byline, basis = _byline(replace(report, outlet=outlet), lines, language)
    return replace(
        report,
        blocks=blocks,
        outlet=outlet,
        title=report.title or find_title(lines),
        byline=byline,
        published=report.published or _published(spoken, lines, language),
        language=spoken.language,
        credits=tuple(name for name in named if not _is_own(name, outlet)),
        extra=_with_basis(report, outlet, "address" if outlet == published_by else "text", basis),
    )


def _page_outlet(report: Report, language: Language) -> tuple[str | None, str | None]:
    """Return who published a page, and an agency whose work it carries, as its name and address say.

    A known outlet's own address decides; an agency named as publisher on another's address is credited.
    Nothing but the address is left where a page names nobody: lines of its menus name too many others.
    """
    if not report.blocks or report.media_type != PAGE:
        return None, None
    named = language.outlets.find(report.outlet) if report.outlet else None
    home = language.outlets.find(report.url) if report.url else None
    domain = read_domain(report.url) if report.url else None
    if home is not None:
        other = named is not None and named.kind is OutletKind.AGENCY and named != home
        return home.name, named.name if named is not None and other else None
    if named is not None and named.kind is OutletKind.AGENCY and domain is not None:
        return domain.removeprefix("www."), named.name
    if named is not None:
        return named.name, None
    return report.outlet or (domain.removeprefix("www.") if domain else None), None


def _with_basis(
    report: Report, outlet: str | None, basis: str, byline_basis: str | None
) -> tuple[tuple[str, str], ...]:
    """Return a page's ``extra`` with what its outlet and authors rest on."""
    if report.media_type != PAGE:
        return report.extra
    kept = dict(report.extra)
    if outlet is not None and outlet != report.outlet:
        canonical = report.outlet is not None and fold_outlet(report.outlet) == fold_outlet(outlet)
        if not canonical:
            kept["outlet_basis"] = f'"{basis}"'
    if byline_basis is not None:
        kept["byline_basis"] = f'"{byline_basis}"'
    return tuple(sorted(kept.items()))


def _published(report: Report, lines: Sequence[Line], language: Language) -> When | None:
    """Return the date that the report's own lines state; on a page, one beside its headline as well."""
    found = find_published(lines, report.id, language)
    if found is None and report.media_type == PAGE and report.blocks:
        return find_shown_date(report, lines, language)
    return found


def _byline(report: Report, lines: Sequence[Line], language: Language) -> tuple[str | None, str | None]:
    """Return the authors, and for a page what they rest on."""
    if report.media_type == PAGE and report.blocks:
        return page_byline(report, lines, language)
    return _authors(report.byline, language) or find_byline(lines, language), None


def _authors(byline: str | None, language: Language) -> str | None:
    """Return the authors without "By"."""
    if byline is None:
        return None
    opened = language.lines.byline.opens.match(byline)
    return (byline[opened.end() :].strip() if opened else byline) or byline


def _is_own(name: str, outlet: str | None) -> bool:
    return outlet is not None and (fold_outlet(name) == fold_outlet(outlet) or is_initials(name, outlet))
