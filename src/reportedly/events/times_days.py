"""Single days: dates, weekdays, "yesterday", holidays, with or without a time of day."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from reportedly.events.times_feasts import feast_day
from reportedly.events.times_spans import Stretch, add_months, midnight, one_day, week_start
from reportedly.events.times_words import Tense, TimeExpression, TimePart
from reportedly.language.calendar import Calendar
from reportedly.terms.times import Basis, Grain

_AHEAD = 240  # days by which a date ahead is the less likely where no verb tells
_AHEAD_OF_PAST = 280  # … and where the verb is of the past: "they had until April 24"


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one day, sorted: the day's own, and the time of day where a zone makes it exact."""

    parts: dict[str, TimePart]
    minutes: int | None
    exact: bool
    zone: int | None


def _sorted_words(parts: tuple[TimePart, ...]) -> _Words:
    found: dict[str, TimePart] = {}
    minutes, exact, zone = None, False, None
    for at, part in enumerate(parts):
        later = next((p for p in parts[at + 1 :] if p.kind != "dot"), None)
        noon = int(later.value) if later is not None and later.kind == "ampm" else None
        if part.kind == "day" and noon is not None:
            minutes = (int(part.value) % 12 + noon) * 60
        elif part.kind == "clock":
            hour, minute = (int(side) for side in str(part.value).split(":")[:2])
            hour = hour % 12 + noon if noon is not None else hour % 24
            minutes, exact = hour * 60 + minute, True
        elif part.kind == "moment":
            minutes = int(part.value) * 60
        elif part.kind == "zone":
            zone = int(part.value)
        elif part.kind == "ordd":
            found.setdefault("day", part)
        else:
            found.setdefault(part.kind, part)
    return _Words(found, minutes, exact, zone)


def _iso(part: TimePart) -> Stretch | None:
    word = str(part.value)
    day = one_day(date.fromisoformat(word[:10]), Basis.STATED)
    if len(word) > 19 or word.endswith("Z"):
        moment = datetime.fromisoformat(word).astimezone(UTC).replace(second=0)
        return Stretch(moment, moment + timedelta(minutes=1), Grain.MINUTE, Basis.STATED)
    return day


def _slash(part: TimePart, month_first: bool) -> Stretch:
    first, second, year = (int(side) for side in str(part.value).split("/"))
    if year < 100:
        year += 2000 if year < 70 else 1900
    month, day = (first, second) if (month_first and first <= 12) or second > 12 else (second, first)
    return one_day(date(year, month, day), Basis.STATED)


def _try_date(year: int, code: int) -> date | None:
    try:
        return feast_day(code, year)
    except (ValueError, OverflowError):
        return None


def _dated(words: _Words, code: int, published: date | None, tense: Tense) -> Stretch | None:
    """Resolve a day of every year: the year stated, else the one that puts it nearest and on its weekday.

    ``code`` is month * 100 + day, or a holiday's (``times_feasts``).
    """
    if "year" in words.parts:
        return one_day(feast_day(code, int(words.parts["year"].value)), Basis.STATED)
    if published is None:
        return None
    pointed = words.parts.get("last") or words.parts.get("next")
    named = words.parts.get("weekday")
    ranked: list[tuple[int, date]] = []
    for year in range(published.year - 4, published.year + 5):
        found = _try_date(year, code)
        if found is None:
            continue
        ahead = (found - published).days
        cost = abs(ahead)
        if tense is Tense.FUTURE or (pointed is not None and pointed.kind == "next"):
            cost += 1000 * (ahead < 0)
        elif ahead > 0 and pointed is not None:
            cost += 1000
        elif ahead > 0:
            cost += _AHEAD_OF_PAST if tense is Tense.PAST else _AHEAD
        cost += 3000 * (named is not None and found.weekday() != named.value)
        ranked.append((cost, found))
    return one_day(min(ranked)[1], Basis.RELATIVE) if ranked else None


def _on_weekday(words: _Words, weekday: int, published: date, tense: Tense, week_starts_on: int) -> date:
    """Return the day that a weekday's name stands for in a report of ``published``."""
    ago, ahead = (published.weekday() - weekday) % 7, (weekday - published.weekday()) % 7
    kinds = words.parts
    pointed = next(
        (kinds[kind] for kind in ("last", "past", "prev", "next", "foll", "this") if kind in kinds), None
    )
    if pointed is not None and "unit" in kinds:
        first = week_start(published, week_starts_on) + timedelta(days=7 * int(pointed.value))
        return first + timedelta(days=(weekday - week_starts_on) % 7)
    if pointed is not None and pointed.kind in {"next", "foll"}:
        return published + timedelta(days=ahead or 7)
    if pointed is not None and pointed.kind in {"last", "past", "prev"}:
        return published - timedelta(days=ago or 7)
    return published + timedelta(days=ahead) if tense is Tense.FUTURE else published - timedelta(days=ago)


def _day_named(
    expression: TimeExpression, words: _Words, published: date | None, calendar: Calendar
) -> Stretch | None:
    kinds = words.parts
    if "iso" in kinds:
        return _iso(kinds["iso"])
    if "slash" in kinds:
        return _slash(kinds["slash"], calendar.month_first)
    if "month" in kinds and "day" in kinds:
        month, day = int(kinds["month"].value), int(kinds["day"].value)
        return _dated(words, 100 * month + day, published, expression.tense)
    if "day" in kinds and "unit" in kinds and published is not None:
        pointed = next((kinds[kind] for kind in ("this", "last", "next") if kind in kinds), None)
        if pointed is not None and kinds["unit"].value == "month":
            whole = add_months(published.replace(day=1), int(pointed.value))
            return one_day(whole.replace(day=int(kinds["day"].value)), Basis.RELATIVE)
    if "holiday" in kinds:
        return _dated(words, int(kinds["holiday"].value), published, expression.tense)
    if published is None:
        return None
    if "dayword" in kinds:
        return one_day(published + timedelta(days=int(kinds["dayword"].value)), Basis.RELATIVE)
    if "weekday" in kinds:
        weekday = int(kinds["weekday"].value)
        found = _on_weekday(words, weekday, published, expression.tense, calendar.week_starts_on)
        return one_day(found, Basis.RELATIVE)
    return None


def find_day(
    expression: TimeExpression, parts: tuple[TimePart, ...], published: date | None, calendar: Calendar
) -> Stretch | None:
    """Return the day that ``parts`` of an expression name, None where they and ``published`` do not tell.

    A time of day narrows it to an hour or minute only where a zone is stated. Raises ValueError or
    OverflowError for a day that no calendar has.
    """
    words = _sorted_words(parts)
    found = _day_named(expression, words, published, calendar)
    if found is None or found.start is None or words.minutes is None or words.zone is None:
        return found
    if found.grain is not Grain.DAY:
        return found
    moment = midnight(found.start.date()) + timedelta(minutes=words.minutes - words.zone)
    size, grain = (timedelta(minutes=1), Grain.MINUTE) if words.exact else (timedelta(hours=1), Grain.HOUR)
    return replace(found, start=moment, end=moment + size, grain=grain)
