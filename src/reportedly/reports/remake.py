"""The text of a report made once more from the bytes that were kept, and what makes it."""

import csv
import io
import json

from reportedly.reports.feeds import entry_text
from reportedly.reports.html import Served, read_page
from reportedly.reports.kinds import Limits
from reportedly.reports.mail import read_letter
from reportedly.reports.makers import FEED, LETTER, PAGE, PDF, TABLE
from reportedly.reports.making import as_stored
from reportedly.reports.pdf import SLOWEST_S, extract_apart
from reportedly.terms.reports import Arrival, Origin, Report


def remake(report: Report, raw: bytes) -> frozenset[str] | None:
    """Return the texts that the bytes make today (a page may hold several); None where none is made.

    Plain text and JSON are not made but hold their text as it is; for them the answer is None.
    """
    origin = Origin(uri=report.uri)
    if report.media_type == PAGE:
        found = read_page(raw, origin, Limits(), Served(encoding=report.encoding))
        return frozenset(each.report.text for each in found if isinstance(each, Arrival))
    if report.media_type == LETTER:
        found = read_letter(iter((raw,)), origin, Limits())
        return frozenset(each.report.text for each in found if isinstance(each, Arrival))
    if report.media_type == PDF:
        said = extract_apart(raw, SLOWEST_S).get("text")
        return frozenset((as_stored(said),)) if isinstance(said, str) else frozenset()
    if report.media_type == FEED:
        return frozenset(_entry_texts(raw))
    return frozenset(_cells(raw)) if report.media_type == TABLE else None


def _entry_texts(raw: bytes) -> tuple[str, ...]:
    try:
        entry = json.loads(raw)
    except (ValueError, RecursionError):
        return ()
    return (as_stored(entry_text(entry)),) if isinstance(entry, dict) else ()


def _cells(raw: bytes) -> tuple[str, ...]:
    try:
        rows = list(csv.reader(io.StringIO(raw.decode("utf-8", "surrogatepass"), newline="")))
    except (csv.Error, UnicodeError):
        return ()
    return tuple(cell for row in rows for cell in row)
