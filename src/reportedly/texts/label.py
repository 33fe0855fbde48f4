"""A report with its blocks labelled and its credit read from its own lines."""

from dataclasses import replace

from reportedly.language.language import Language
from reportedly.language.outlets import fold_outlet
from reportedly.terms.reports import Report
from reportedly.texts.blocks import find_blocks
from reportedly.texts.credit import (
    find_byline,
    find_credits,
    find_published,
    find_title,
)
from reportedly.texts.masthead import is_initials
from reportedly.texts.page import list_lines
from reportedly.texts.publisher import find_outlet


def label(report: Report, language: Language) -> Report:
    """Return the report with its blocks, and with outlet, title, byline and time where its text gives them.

    A value that the input gave stays; what neither gives stays None. The text is unchanged. ``credits``
    holds the outlets whose work it carries, the publisher itself left out.
    """
    blocks = find_blocks(report.id, report.text, report.title, language)
    lines = list_lines(report.text, blocks)
    outlet = report.outlet or find_outlet(lines, report, language)
    named = dict.fromkeys((*report.credits, *find_credits(lines, language)))
    return replace(
        report,
        blocks=blocks,
        outlet=outlet,
        title=report.title or find_title(lines),
        byline=report.byline or find_byline(lines, language),
        published=report.published or find_published(lines, report.id, language),
        credits=tuple(name for name in named if not _is_own(name, outlet)),
    )


def _is_own(name: str, outlet: str | None) -> bool:
    return outlet is not None and (fold_outlet(name) == fold_outlet(outlet) or is_initials(name, outlet))
