"""Text, times and numbers as a page shows them."""

import re
from datetime import datetime

from markupsafe import Markup, escape

from reportedly.register.ranges import range_words
from reportedly.register.wording import counted, period, told
from reportedly.register.wording import short_files as short
from reportedly.store.browsing import ReportLine
from reportedly.terms.counts import Count
from reportedly.terms.decisions import Edit, Field
from reportedly.terms.places import Precision, Where

__all__ = [
    "amount",
    "appeared",
    "circle",
    "counted",
    "file_name",
    "marked",
    "moment",
    "period",
    "place",
    "short",
    "shown",
    "visible",
]

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Signs that show nothing and can reorder, hide or split what stands around them; tab and line feed stay."""


def visible(text: str) -> str:
    """Return ``text`` with every sign that would reorder or hide its neighbours named, as in "⟨U+202E⟩"."""
    return _HIDDEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", _lines(text))


def shown(value: object) -> object:
    """Return what a template prints for a value: markup as it is, text made visible, nothing for None."""
    if value is None:
        return ""
    if hasattr(value, "__html__"):
        return value
    return visible(value) if isinstance(value, str) else value


def marked(text: str) -> Markup:
    """Return text as markup in which named signs stand out; everything in it is escaped."""
    pieces = []
    at = 0
    for found in _HIDDEN.finditer(text := _lines(text)):
        pieces.append(escape(text[at : found.start()]))
        pieces.append(Markup('<span class="sign">{}</span>').format(f"⟨U+{ord(found[0]):04X}⟩"))
        at = found.end()
    pieces.append(escape(text[at:]))
    return Markup("").join(pieces)


def moment(time: datetime | None) -> str:
    """Return an aware time in UTC to the minute, "not dated" for none."""
    return "not dated" if time is None else told(time, "%Y-%m-%d %H:%M")


def day(time: datetime | None) -> str:
    """Return the day of an aware time in UTC, "not dated" for none."""
    return moment(time) if time is None else moment(time)[:10]


def appeared(line: ReportLine) -> str:
    """Return when a report appeared: its day, with the minute where that is known, else "not dated"."""
    if line.start is None:
        return "not dated" if line.end is None else f"before {told(line.end, '%Y-%m-%d')}"
    fine = line.end is not None and (line.end - line.start).total_seconds() < 7200
    return told(line.start, "%Y-%m-%d %H:%M" if fine else "%Y-%m-%d")


def amount(count: Count) -> str:
    """Return a count in words: "killed: at least 9"."""
    return f"{count.what}: {range_words(count.low, count.high, count.approximate)}"


def edited(edit: Edit) -> str:
    """Return a person's value of a field in words: "when: 2031-05-06"."""
    if edit.restored:
        return f"{edit.name}: what the machine reads"
    if edit.field is Field.WHEN:
        return f"when: {period(edit.when)}"
    if edit.field is Field.WHERE:
        return f"where: {place(edit.where)}"
    if edit.field is Field.COUNT:
        return f"{edit.words}: not told" if edit.count is None else amount(edit.count)
    if edit.field is Field.SOURCE:
        return "direction: not known" if edit.words is None else f"source: {edit.words}"
    return f"{edit.name}: {edit.words or 'none'}"


def person(judge: str) -> str:
    """Return the name of a person in the log."""
    return judge.removeprefix("person:")


def place(where: Where | None) -> str:
    """Return a place with its precision where it is coarser than a city: "Anbar (province)"."""
    if where is None:
        return "not known"
    if where.precision in {Precision.SITE, Precision.CITY}:
        return where.name
    return f"{where.name} ({where.precision.value})"


def circle(where: Where) -> str:
    """Return how large the circle is in which the place lies: "within 43 km"."""
    if where.radius_m is None:
        return "extent not known"
    if where.radius_m < 1000:
        return f"within {where.radius_m:.0f} m"
    return f"within {where.radius_m / 1000:,.0f} km"


def _lines(text: str) -> str:
    """Return the text with every line end as a line feed; a carriage return without one is a space."""
    return text.replace("\r\n", "\n").replace("\r", " ")


def file_name(uri: str) -> str:
    """Return the end of an address, enough to know a file by."""
    return uri.rstrip("/").rpartition("/")[2] or uri
