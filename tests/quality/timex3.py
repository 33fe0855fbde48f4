"""Time expressions as TIMEX3 values (ISO-TimeML, ISO 24617-1): what annotation tools and corpora exchange."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from reportedly.events.times import find_times, resolve_times
from reportedly.events.times_scene import deixis, number_of, units, values
from reportedly.events.times_words import TimeExpression, TimeKind, TimePart
from reportedly.language.language import Language
from reportedly.terms.times import Grain, When

_PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "daytime": "DT"}
_LETTERS = {
    "second": "TS",
    "minute": "TM",
    "hour": "TH",
    "day": "D",
    "night": "NI",
    "week": "W",
    "weekend": "WE",
    "fortnight": "W",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "DE",
    "century": "CE",
}
_SEASONS = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
_REFERENCES = {"now": "PRESENT_REF", "so_far": "PRESENT_REF", "recent": "PAST_REF", "soon": "FUTURE_REF"}
_COUNTING = frozenset({"card", "day", "num", "year", "mult", "quantity", "a", "half"})
_BETWEEN = frozenset({"to", "dash", "and", "slash_mark"})
_RANGES = frozenset({"range", "month_range", "year_range"})


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression as TIMEX3 annotates it: code points, type (DATE, TIME, DURATION, SET) and value."""

    start: int
    end: int
    type: str
    value: str


def _period(expression: TimeExpression) -> str:
    """Return a length as "P3D", "PT2H", "PXY" for one that the words leave open."""
    named = units(expression)
    seasons = values(expression, "season")
    if not named:
        if any(part.kind == "old" for part in expression.parts):
            return _length(expression, "year")
        if any(part.kind == "part" for part in expression.parts):
            part = next(str(p.value) for p in expression.parts if p.kind == "part")
            return f"P1{_PARTS.get(part, 'DT')}"
        return f"P1{_SEASONS[seasons[0]]}" if seasons else "PXD"
    return _length(expression, named[0])


def _length(expression: TimeExpression, unit: str) -> str:
    """Return so many of a unit: "P3D", "PT30M" for half an hour, "PXY" for a number left open."""
    letter, number = _LETTERS.get(unit, "D"), number_of(expression)
    plural = any(part.kind == "units" for part in expression.parts)
    counted = any(part.kind in _COUNTING for part in expression.parts)
    if number is None or (plural and not counted):
        size = "X"
    else:
        number *= 2 if unit == "fortnight" else 1
        if unit == "hour" and number < 1:
            letter, number = _LETTERS["minute"], number * 60
        size = f"{number:g}"
    return f"PT{size}{letter[1]}" if letter.startswith("T") else f"P{size}{letter}"


def _repeated(expression: TimeExpression) -> str:
    """Return the period of a repetition ("every day": P1D), or its weekday ("Mondays": XXXX-WXX-1)."""
    weekday = next((p for p in expression.parts if p.kind in {"weekday", "weekdays"}), None)
    if weekday is not None:
        return f"XXXX-WXX-{int(weekday.value) + 1}"
    often = next((str(p.value) for p in expression.parts if p.kind == "often"), None)
    if often is not None:
        letter = _LETTERS.get(often, "D")
        return f"PT1{letter[1]}" if letter.startswith("T") else f"P{2 if often == 'fortnight' else 1}{letter}"
    named = units(expression)
    if not named:
        return _period(expression)
    letter, other = _LETTERS.get(named[-1], "D"), values(expression, "other_adjective")
    counted = [p for p in expression.parts if p.kind in {"card", "day", "num"}]
    every = any(part.kind == "every" for part in expression.parts)
    if every and number_of(expression) is None:
        return f"PTX{letter[1]}" if letter.startswith("T") else f"PX{letter}"
    number = other[0] if other else int(float(str(counted[0].value))) if counted and every else 1
    return f"PT{number}{letter[1]}" if letter.startswith("T") else f"P{number}{letter}"


def _of_day(expression: TimeExpression) -> str:
    """Return the time of day as TIMEX3 appends it ("TMO", "T09:30"), "" where none is named."""
    hour: int | None = None
    minute = late = 0
    named = ""
    for part in expression.parts:
        if part.kind == "part":
            named = "T" + _PARTS.get(str(part.value), "DT")
        if part.kind == "clock":
            hour, minute = (int(side) for side in str(part.value).split(":")[:2])
        elif part.kind == "moment":
            hour = int(part.value)
        elif part.kind == "ampm":
            late = int(part.value)
            if hour is None:
                hour = next((int(p.value) for p in expression.parts if p.kind == "day"), None)
            hour = hour % 12 + late if hour is not None else None
    return f"T{hour:02d}:{minute:02d}" if hour is not None else named


_NIGHTS = frozenset({7, 9})  # "tonight", "overnight": their length tells them from "today"


def _dated(expression: TimeExpression, when: When, start: datetime) -> str:
    named = units(expression)
    rule, grain = expression.rule, when.grain
    if rule == "half_year":
        return f"{start.year:04d}-H{1 if start.month < 7 else 2}"
    if rule == "season":
        return f"{start.year:04d}-{_SEASONS.get(values(expression, 'season')[0], 'SU')}"
    if "weekend" in named:
        year, week, _ = start.isocalendar()
        return f"{year:04d}-W{week:02d}-WE"
    if grain is Grain.QUARTER:
        return f"{start.year:04d}-Q{(start.month + 2) // 3}"
    if grain is Grain.WEEK:
        # Where weeks start on a Sunday, the ISO week is that of the day after.
        year, week, _ = datetime.fromordinal(start.toordinal() + 1).isocalendar()
        return f"{year:04d}-W{week:02d}"
    if grain is Grain.DECADE:
        return f"{start.year // 10:03d}"
    if grain is Grain.CENTURY:
        return f"{start.year // 100:02d}"
    if grain is Grain.YEAR:
        return f"{start.year:04d}"
    if grain is Grain.MONTH:
        return f"{start.year:04d}-{start.month:02d}"
    return start.date().isoformat()


def _open(expression: TimeExpression) -> str:
    """Return the value of words that no date could be found for, with X for what is not known."""
    month, day = values(expression, "month"), values(expression, "day", "ordd")
    weekday, year = values(expression, "weekday"), values(expression, "year")
    stated = f"{year[0]:04d}" if year else "XXXX"
    if month:
        return f"{stated}-{month[0]:02d}-{day[0]:02d}" if day else f"{stated}-{month[0]:02d}"
    if weekday:
        return f"XXXX-WXX-{weekday[0] + 1}"
    seasons = values(expression, "season")
    if seasons:
        return f"{stated}-{_SEASONS.get(seasons[0], 'SU')}"
    grain = units(expression)
    forms = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "quarter": "XXXX-QX"}
    return forms.get(grain[0], "XXXX") if grain else "XXXX-XX-XX"


def timex3(expression: TimeExpression, when: When | None) -> tuple[str, str]:
    """Return (type, value) of an expression as TIMEX3 has them; ``when`` is what it resolved to, if a date.

    Types are DATE, TIME, DURATION and SET. A length that is counted back from the publication ("the past two
    weeks"), or from an event ("two days after the storm"), is a DURATION; words for now, the past and what is
    to come give PRESENT_REF, PAST_REF and FUTURE_REF; what is not known is X. Total.
    """
    start = (when.start or when.end) if when is not None else None
    if expression.kind is TimeKind.SET:
        return "SET", _repeated(expression)
    if expression.kind is TimeKind.DURATION or _is_length(expression, start):
        return "DURATION", _period(expression)
    reference = _REFERENCES.get(expression.rule)
    if reference is not None:
        return "DATE", reference
    if expression.rule in {"ago", "ahead"} and number_of(expression) is None:
        return "DATE", "FUTURE_REF" if expression.rule == "ahead" else "PAST_REF"
    time = _of_day(expression) or ("TNI" if _is_night(expression) else "")
    if start is None or when is None:
        return ("TIME", f"XXXX-XX-XX{time}") if time else ("DATE", _open(expression))
    value = _dated(expression, when, start)
    return ("TIME", f"{value}{time}") if time and len(value) == len("2001-01-01") else ("DATE", value)


def _whole(expression: TimeExpression) -> TimeExpression:
    """Return an expression without what opens or bounds it: TIMEX3 keeps "since", "over" out of the value."""
    parts = tuple(part for part in expression.parts if part.kind != "approx")
    return replace(expression, side="", parts=parts or expression.parts)


def _ends(expression: TimeExpression, when: When) -> tuple[Timex, ...]:
    """Return the two ends of a range, each an expression of its own."""
    at = next((n for n, part in enumerate(expression.parts) if n and part.kind in _BETWEEN), None)
    if at is None or when.start is None or when.end is None:
        return ()
    sides = expression.parts[:at], expression.parts[at + 1 :]
    days = when.start, when.end - timedelta(seconds=1)
    made = []
    for parts, day in zip(sides, days, strict=True):
        kept = _trimmed(parts)
        if kept:
            made.append(Timex(kept[0].start, kept[-1].end, "DATE", _dated(expression, when, day)))
    return tuple(made)


def _trimmed(parts: tuple[TimePart, ...]) -> tuple[TimePart, ...]:
    return tuple(part for part in parts if part.kind not in {"comma", "between"})


def timexes(text: str, published: When | None, language: Language) -> tuple[Timex, ...]:
    """Return the time expressions of a text as TIMEX3 annotates them, in order.

    Ranges become their two ends. A time of day for which the text tells no day takes the day of publication,
    as is the custom there (``resolve_times`` leaves it open). Total.
    """
    found = tuple(_whole(expression) for expression in find_times(text, language))
    whens = {
        when.span.start: when
        for when in resolve_times(found, text, "", published, language)
        if when.span is not None
    }
    made: list[Timex] = []
    for expression in found:
        when = whens.get(expression.start)
        if expression.rule == "clock" and (when is None or when.start is None):
            when = published
        ends = _ends(expression, when) if expression.rule in _RANGES and when is not None else ()
        made += ends or (Timex(expression.start, expression.end, *timex3(expression, when)),)
    return tuple(made)


def _is_night(expression: TimeExpression) -> bool:
    return any(
        part.kind == "dayword" and part.value == 0 and part.end - part.start in _NIGHTS
        for part in expression.parts
    )


def _is_length(expression: TimeExpression, start: datetime | None) -> bool:
    """Tell whether a date is told as a length: "the past two weeks", "two days after" something undated."""
    pointed = deixis(expression)
    if expression.rule == "stretch" or (expression.rule == "shift" and start is None):
        return True
    return expression.rule == "unit" and pointed is not None and pointed.kind == "past"
