"""Text, times and numbers as a page shows them."""

import re
from datetime import UTC, datetime

from markupsafe import Markup, escape

from reportedly.register.ranges import range_words
from reportedly.store.browsing import ReportLine
from reportedly.terms.counts import Count
from reportedly.terms.places import Precision, Where
from reportedly.terms.times import Grain, When

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Signs that show nothing and can reorder, hide or split what stands around them; tab and line feed stay."""

_FILE = re.compile(r"file://[^\s,;()]*/([^\s/,;()]+)")

_SHAPES = {
    Grain.MINUTE: "%Y-%m-%d %H:%M",
    Grain.HOUR: "%Y-%m-%d %H:00",
    Grain.MONTH: "%Y-%m",
    Grain.YEAR: "%Y",
}


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


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun: "1 report", "1,200 reports"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def period(when: When | None) -> str:
    """Return a time as short as its grain allows, in UTC; a stretch shows both its ends."""
    if when is None or (when.start is None and when.end is None):
        return "not known"
    shape = _SHAPES.get(when.grain, "%Y-%m-%d")
    if when.start is None:
        return f"before {_told(when.end, '%Y-%m-%d')}"
    if when.end is None:
        return f"from {_told(when.start, shape)}"
    if when.grain in {Grain.DAY, Grain.MINUTE, Grain.HOUR}:
        return _told(when.start, shape)
    if when.grain in {Grain.MONTH, Grain.YEAR} and when.start.day == when.end.day == 1:
        return _told(when.start, shape)
    return f"{_told(when.start, '%Y-%m-%d')} to {_told(when.end, '%Y-%m-%d')}"


def moment(time: datetime | None) -> str:
    """Return an aware time in UTC to the minute, "not dated" for none."""
    return "not dated" if time is None else _told(time, "%Y-%m-%d %H:%M")


def appeared(line: ReportLine) -> str:
    """Return when a report appeared: its day, with the minute where that is known, else "not dated"."""
    if line.start is None:
        return "not dated" if line.end is None else f"before {_told(line.end, '%Y-%m-%d')}"
    fine = line.end is not None and (line.end - line.start).total_seconds() < 7200
    return _told(line.start, "%Y-%m-%d %H:%M" if fine else "%Y-%m-%d")


def amount(count: Count) -> str:
    """Return a count in words: "killed: at least 9"."""
    return f"{count.what}: {range_words(count.low, count.high, count.approximate)}"


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


def short(text: str) -> str:
    """Return text in which the address of a file is its name alone."""
    return _FILE.sub(r"\1", text)


def _lines(text: str) -> str:
    """Return the text with every line end as a line feed; a carriage return without one is a space."""
    return text.replace("\r\n", "\n").replace("\r", " ")


def file_name(uri: str) -> str:
    """Return the end of an address, enough to know a file by."""
    return uri.rstrip("/").rpartition("/")[2] or uri


def _told(time: datetime | None, shape: str) -> str:
    """Return a time in UTC."""
    return "" if time is None else time.astimezone(UTC).strftime(shape)
