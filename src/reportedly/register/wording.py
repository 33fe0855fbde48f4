"""Times, numbers and names in the words of a table or a page."""

import re
from datetime import UTC, datetime

from reportedly.terms.times import Grain, When

_SHAPES = {
    Grain.MINUTE: "%Y-%m-%d %H:%M",
    Grain.HOUR: "%Y-%m-%d %H:00",
    Grain.MONTH: "%Y-%m",
    Grain.YEAR: "%Y",
}

_FOLDER = re.compile(r"file://[^\s#,;()]*/")


def short_files(words: str) -> str:
    """Return words with the folders of files in them left out: "file:///home/a/b.txt" is called "b.txt"."""
    return _FOLDER.sub("", words)


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun: "1 report", "1,200 reports"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def period(when: When | None) -> str:
    """Return a time as short as its grain allows, in UTC; a stretch that is cut short shows both its ends."""
    if when is None or (when.start is None and when.end is None):
        return "not known"
    shape = _SHAPES.get(when.grain, "%Y-%m-%d")
    if when.start is None:
        return f"before {told(when.end, '%Y-%m-%d')}"
    if when.end is None:
        return f"from {told(when.start, shape)}"
    if when.grain in {Grain.DAY, Grain.MINUTE, Grain.HOUR}:
        return told(when.start, shape)
    if when.grain in {Grain.MONTH, Grain.YEAR} and when.start.day == when.end.day == 1:
        return told(when.start, shape)
    return f"{told(when.start, '%Y-%m-%d')} to {told(when.end, '%Y-%m-%d')}"


def told(time: datetime | None, shape: str) -> str:
    """Return a time in UTC as ``strftime`` writes it, nothing for none."""
    return "" if time is None else time.astimezone(UTC).strftime(shape)
