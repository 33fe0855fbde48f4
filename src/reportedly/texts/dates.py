"""The date that a line states."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from reportedly.language.lines import DateWords
from reportedly.terms.spans import Span
from reportedly.terms.times import Basis, Grain, When

LONGEST_DATE_LINE = 160
"""Code points: longer lines are running text."""

_DIGIT = re.compile(r"\d")
_BETWEEN = re.compile(r"[\s,.:;|·•()–—-]*(?:at )?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date in a line: code points of the line, its start in UTC, its grain; whether it dates a change."""

    start: int
    end: int
    begins: datetime
    grain: Grain
    changed: bool


def states_only_a_date(line: str, words: DateWords) -> bool:
    """Say whether a line states a date, a time and their labels and nothing else."""
    if len(line) > LONGEST_DATE_LINE or _DIGIT.search(line) is None:
        return False
    bare = line
    for form in words.forms:
        bare = form.sub(" ", bare)
    if bare == line:
        return False
    return not words.noise.sub("", words.time.sub(" ", bare)).strip()


def find_date(line: str, words: DateWords) -> StatedDate | None:
    """Return the first date of a line that is not that of a change, else the first, else None.

    A numeric date counts only where its order is beyond doubt: year first, or a day above 12. A time
    with a zone gives the minute, any other the day.
    """
    if len(line) > LONGEST_DATE_LINE or _DIGIT.search(line) is None:
        return None
    dates = sorted(_dates(line, words), key=lambda date: (date.changed, date.start))
    return dates[0] if dates else None


def published_when(date: StatedDate, report_id: str, offset: int) -> When:
    """Return the stated date as a time; ``offset`` is the line's first code point in the report."""
    length = timedelta(minutes=1) if date.grain is Grain.MINUTE else timedelta(days=1)
    return When(
        start=date.begins,
        end=date.begins + length,
        grain=date.grain,
        basis=Basis.STATED,
        span=Span(report_id, offset + date.start, offset + date.end),
    )


def _dates(line: str, words: DateWords) -> Iterator[StatedDate]:
    for form in words.forms:
        for match in form.finditer(line):
            day = _day(match, words)
            if day is not None:
                yield _with_time(line, match, day, words)


def _day(match: re.Match[str], words: DateWords) -> datetime | None:
    parts = match.groupdict()
    if "a" in parts:
        first, second = int(parts["a"]), int(parts["b"])
        day, month = (first, second) if first > 12 else (second, first)
        if day <= 12 and first != second:
            return None
    else:
        month = words.months[parts["month"].casefold()] if "month" in parts else int(parts["mm"])
        day = int(parts["day"])
    try:
        return datetime(int(parts["year"]), month, day, tzinfo=UTC)
    except ValueError:
        return None


def _with_time(line: str, date: re.Match[str], day: datetime, words: DateWords) -> StatedDate:
    start, end = date.span()
    begins, grain = day, Grain.DAY
    gap = _BETWEEN.match(line, end)
    time = words.time.match(line, gap.end() if gap else end)
    if time is not None and (moment := _moment(time, day, words)) is not None:
        end = time.end()
        begins, grain = moment
    changed = words.changed.search(line[:start]) is not None
    return StatedDate(start, end, begins, grain, changed)


def _moment(time: re.Match[str], day: datetime, words: DateWords) -> tuple[datetime, Grain] | None:
    hour, minute = int(time["hour"]), int(time["minute"])
    half = (time["half"] or "").casefold()
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    if hour > 23:
        return None
    offset = _offset_minutes((time["zone"] or "").casefold(), words)
    if offset is None:
        return day, Grain.DAY
    return day + timedelta(hours=hour, minutes=minute - offset), Grain.MINUTE


def _offset_minutes(zone: str, words: DateWords) -> int | None:
    if not zone:
        return None
    if zone in words.zones:
        return words.zones[zone]
    sign, digits = zone.lstrip("utcgm ")[:1], re.sub(r"\D", "", zone)
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    if hours > 14 or minutes > 59:
        return None
    return (-1 if sign in "-−" else 1) * (60 * hours + minutes)
