"""The day that a page shows beside its headline, in whatever language, where its data give none."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from reportedly.language.language import Language
from reportedly.terms.reports import Report
from reportedly.terms.spans import Role
from reportedly.terms.times import Grain, When
from reportedly.texts.dates import LONGEST_DATE_LINE, StatedDate, find_date, published_when
from reportedly.texts.page import Line

_ABOVE, _BELOW = 4, 8
"""Lines before and after the headline."""

_NUMBERED = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d\d)(?![\d/-])")
_MONTHED = re.compile(
    r"(?<!\d)(\d{1,2})\.?º?\s+(?:de\s+|di\s+)?([^\W\d_]{3,12})\.?,?\s+(?:de\s+|del\s+)?((?:19|20)\d\d)(?!\d)"
)
_SIGNS = re.compile(r"((?:19|20)\d\d)\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")


def find_shown_date(report: Report, lines: Sequence[Line], language: Language) -> When | None:
    """Return the first date near a page's headline, None where none stands there.

    Months are read in many languages. Numbers alone are day, month, year where the page is not in English
    (in English their order is in doubt). What stands in a paragraph of running text does not count.
    """
    headline = next((at for at, line in enumerate(lines) if line.role is Role.HEADLINE), None)
    if headline is None:
        headline = next((at for at, line in enumerate(lines) if line.role is Role.PARAGRAPH), 0)
    near = (*lines[headline + 1 : headline + _BELOW + 1], *lines[max(headline - _ABOVE, 0) : headline][::-1])
    day_first = report.language is not None and report.language != language.code
    for line in near:
        if len(line.words) <= LONGEST_DATE_LINE and any(char.isdigit() for char in line.words):
            date = find_date(line.words, language.lines.dates) or _elsewhere(line.words, day_first, language)
            if date is not None and not date.changed:
                return published_when(date, report.id, line.start)
    return None


def _elsewhere(words: str, day_first: bool, language: Language) -> StatedDate | None:
    """Return a date as pages in other languages write it."""
    if match := _SIGNS.search(words):
        return _stated(match, int(match[1]), int(match[2]), int(match[3]))
    for match in _MONTHED.finditer(words):
        month = language.signatures.months.get(match[2].casefold())
        if month is not None:
            return _stated(match, int(match[3]), month, int(match[1]))
    if day_first and (match := _NUMBERED.search(words)):
        return _stated(match, int(match[4]), int(match[3]), int(match[1]))
    return None


def _stated(match: re.Match[str], year: int, month: int, day: int) -> StatedDate | None:
    try:
        begins = datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None
    return StatedDate(match.start(), match.end(), begins, Grain.DAY, changed=False)
