"""What each kind of time expression stands for, given the publication day and the time told before."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from reportedly.events.times_days import find_day
from reportedly.events.times_scene import Scene, deixis, narrowed, number_of, units, values, whole_unit
from reportedly.events.times_spans import (
    FINENESS,
    GRAINS,
    Stretch,
    days,
    midnight,
    moved,
    one_day,
    unit_around,
)
from reportedly.events.times_units import (
    resolve_century,
    resolve_decade,
    resolve_month,
    resolve_month_range,
    resolve_part_of_year,
    resolve_season,
    resolve_year,
    resolve_year_range,
)
from reportedly.events.times_words import Tense, TimeExpression, TimePart
from reportedly.terms.times import Basis, Grain

Resolver = Callable[[TimeExpression, Scene], Stretch | None]


def _day(expression: TimeExpression, scene: Scene) -> Stretch | None:
    found = find_day(expression, expression.parts, scene.published, scene.calendar)
    return _in_month_told(expression, found, scene)


def _in_month_told(expression: TimeExpression, found: Stretch | None, scene: Scene) -> Stretch | None:
    """Return a day without a year ("Dec. 6") in the month told last ("December 2014"), where it is in it."""
    month, told = values(expression, "month"), scene.told
    if not month or values(expression, "year", "weekday") or told is None or told.start is None:
        return found
    if found is None or found.start is None or told.grain is not Grain.MONTH or told.start.month != month[0]:
        return found
    return one_day(told.start.date().replace(day=found.start.day), Basis.RELATIVE)


def _clock(expression: TimeExpression, scene: Scene) -> Stretch | None:
    """Resolve a bare time of day from the day told before; without one it stays open."""
    told = scene.told
    if told is None or told.start is None or told.grain is not Grain.DAY:
        return None
    return replace(one_day(told.start.date(), Basis.RELATIVE), grain=Grain.DAY)


def _split(expression: TimeExpression) -> tuple[tuple[TimePart, ...], tuple[TimePart, ...]]:
    at = next(n for n, part in enumerate(expression.parts) if n and part.kind in {"to", "dash", "and"})
    return expression.parts[:at], expression.parts[at + 1 :]


def _range(expression: TimeExpression, scene: Scene) -> Stretch | None:
    """Resolve "June 3-5", "3 to 5 March 2019", "Monday to Wednesday": each side borrows what it lacks."""
    left, right = _split(expression)
    month = [part for part in expression.parts if part.kind == "month"]
    year = [part for part in expression.parts if part.kind == "year"]
    if month:
        left = left if any(part.kind == "month" for part in left) else (*left, month[0])
        right = right if any(part.kind == "month" for part in right) else (*right, month[0])
        if year:
            left = left if any(part.kind == "year" for part in left) else (*left, year[-1])
            right = right if any(part.kind == "year" for part in right) else (*right, year[-1])
    stop = find_day(expression, right, scene.published, scene.calendar)
    start = find_day(expression, left, scene.published, scene.calendar)
    if start is None or stop is None or start.start is None or stop.end is None or stop.start is None:
        return None
    first = start.start
    if first >= stop.end and not year:
        size = 7 if not month else 365
        first = first - timedelta(days=size) if size == 7 else midnight(moved(first.date(), "year", -1))
    return replace(stop, start=first) if first < stop.end else None


def _clipped(stretch: Stretch, published: date, kinds: set[str], tense: Tense) -> Stretch:
    """Return the part of a current unit that the words can mean: what has happened ends at publication."""
    if stretch.start is None or stretch.end is None:
        return stretch
    stop = midnight(published + timedelta(days=1))
    if "later" in kinds:
        start = max(stretch.start, midnight(published))
        return replace(stretch, start=start)
    if "so_far" in kinds or "earlier" in kinds or tense is not Tense.FUTURE:
        return replace(stretch, end=max(min(stretch.end, stop), stretch.start + timedelta(days=1)))
    return stretch


def _weekend(published: date, shift: int, scene: Scene) -> Stretch:
    first, stop = unit_around(published, "weekend", 0, scene.calendar.week_starts_on)
    if shift < 0 or (shift == 0 and first > published):
        back = 7 if first >= published or shift == 0 or first <= published < stop else 0
        first, stop = first - timedelta(days=back), stop - timedelta(days=back)
    elif shift > 0 and first <= published:
        first, stop = first + timedelta(days=7), stop + timedelta(days=7)
    return days(first, stop, Grain.DAY, Basis.RELATIVE)


def _current(expression: TimeExpression, scene: Scene) -> Stretch | None:
    """Resolve "this week", "last month", "so far this month", "the past year", "this morning"."""
    published, pointed = scene.published, deixis(expression)
    if published is None:
        return None
    kinds = {part.kind for part in expression.parts}
    if "part" in kinds:
        back = pointed is not None and pointed.kind == "last"
        return one_day(published - timedelta(days=back), Basis.RELATIVE)
    unit = units(expression)[0]
    shift = int(pointed.value) if pointed is not None else 0
    if unit == "weekend":
        ahead = expression.tense is Tense.FUTURE and pointed is not None and pointed.kind == "this"
        return _weekend(published, 1 if ahead else shift, scene)
    if pointed is not None and pointed.kind == "past":
        return _back(published, unit, 1.0)
    if "edge" in kinds or shift:
        return narrowed(whole_unit(published, unit, shift, Basis.RELATIVE, scene), expression)
    return _clipped(whole_unit(published, unit, 0, Basis.RELATIVE, scene), published, kinds, expression.tense)


def _back(published: date, unit: str, number: float) -> Stretch | None:
    start, stop = moved(published, unit, -number), published + timedelta(days=1)
    return days(start, stop, GRAINS.get(unit, Grain.DAY), Basis.RELATIVE) if start < stop else None


def _told(scene: Scene, unit: str, shift: float) -> Stretch | None:
    """Return the stretch that lies ``shift`` units from the time told before.

    Where that time is coarser than the unit, both its ends move and its grain stays.
    """
    told = scene.told
    if told is None or told.start is None or told.end is None or unit not in GRAINS:
        return None
    if FINENESS.index(told.grain) > FINENESS.index(GRAINS[unit]):
        start, stop = moved(told.start.date(), unit, shift), moved(told.end.date(), unit, shift)
        return days(start, stop, told.grain, Basis.RELATIVE)
    if unit in {"hour", "minute"}:
        return replace(told, basis=Basis.RELATIVE)
    return whole_unit(moved(told.start.date(), unit, shift), unit, 0, Basis.RELATIVE, scene)


def _anchored(expression: TimeExpression, scene: Scene) -> Stretch | None:
    """Resolve "the same day", "the next day", "that month", "the week before" from the time told before."""
    named = units(expression)
    unit = named[0] if named else "day"
    shift = sum(values(expression, "same", "prev", "foll", "next", "before", "after", "earlier", "later"))
    if not named and values(expression, "next"):
        shift = 1
    return _told(scene, unit, shift)


def _stretch(expression: TimeExpression, scene: Scene) -> Stretch | None:
    """Resolve "the past two weeks", "the next three days", "in recent months"."""
    published, pointed = scene.published, deixis(expression)
    if published is None:
        return None
    stop = midnight(published + timedelta(days=1))
    number = number_of(expression) if pointed is not None else None
    ahead = pointed is not None and int(pointed.value) > 0
    if number is None:
        if ahead:
            return Stretch(stop, None, Grain.VAGUE, Basis.RELATIVE)
        return Stretch(None, stop, Grain.VAGUE, Basis.RELATIVE)
    unit = units(expression)[0]
    if not ahead:
        return _back(published, unit, number)
    last = moved(published, unit, number)
    grain = GRAINS.get(unit, Grain.DAY)
    return days(published, last + timedelta(days=1), grain, Basis.RELATIVE)


def _away(expression: TimeExpression, scene: Scene) -> Stretch | None:
    """Resolve "two weeks ago", "more than 17 years ago", "in three days' time" from the publication day."""
    published = scene.published
    if published is None:
        return None
    sign = (values(expression, "ago") or [1])[0]
    number, unit = number_of(expression), units(expression)[0]
    if number is None:
        edge = midnight(published + timedelta(days=sign > 0))
        past, ahead = (None, edge) if sign < 0 else (edge, None)
        return Stretch(past, ahead, Grain.VAGUE, Basis.RELATIVE)
    away = moved(published, unit, sign * number)
    if unit in {"hour", "minute", "second"}:
        return one_day(away, Basis.RELATIVE)
    if number % 1:
        unit = {"year": "month", "month": "week", "week": "day", "decade": "year"}.get(unit, unit)
    whole = whole_unit(away, unit, 0, Basis.RELATIVE, scene)
    return _bounded(whole, away, sum(values(expression, "approx")), scene) if sign < 0 else whole


def _bounded(whole: Stretch, away: date, bound: int, scene: Scene) -> Stretch:
    """Return what "more than" (1) or "less than" (-1) leaves of the unit that lies so far back.

    "More than ten years ago" is in the unit that it names, up to the day that lies so far back.
    """
    published = scene.published
    if whole.start is None or whole.end is None or published is None:
        return whole
    if bound > 0:
        stop = midnight(away + timedelta(days=1))
        return replace(whole, end=min(whole.end, max(stop, whole.start + timedelta(days=1))))
    if bound < 0:
        stop = midnight(published + timedelta(days=1))
        return replace(whole, end=max(stop, whole.start + timedelta(days=1)))
    return whole


def _shift(expression: TimeExpression, scene: Scene) -> Stretch | None:
    """Resolve "two days later", "a week before" from the time told before (or told next, where it leans)."""
    sign = sum(values(expression, "later", "earlier", "before", "after"))
    number, unit = number_of(expression), units(expression)[0]
    if number is None:
        return None
    told = scene.told
    back = expression.parts[-1].kind == "after" and not expression.leans
    if back and told is not None and told.start is not None and told.start.date() == scene.published:
        # Counted back from the publication ("ten years after the war, …").
        away = moved(scene.published, unit, -number)
        whole = whole_unit(away, unit, 0, Basis.RELATIVE, scene)
        return _bounded(whole, away, sum(values(expression, "approx")), scene)
    return _told(scene, unit, sign * number)


def _now(expression: TimeExpression, scene: Scene) -> Stretch | None:
    published = scene.published
    if published is None:
        return None
    start, stop = midnight(published), midnight(published + timedelta(days=1))
    if expression.rule == "now":
        return Stretch(start, stop, Grain.DAY, Basis.PUBLISHED)
    if expression.rule == "soon":
        return Stretch(start, None, Grain.VAGUE, Basis.RELATIVE)
    return Stretch(
        None, stop, Grain.VAGUE, Basis.PUBLISHED if expression.rule == "so_far" else Basis.RELATIVE
    )


_RESOLVERS: dict[str, Resolver] = {
    "day": _day,
    "clock": _clock,
    "range": _range,
    "month_range": resolve_month_range,
    "year_range": resolve_year_range,
    "month": resolve_month,
    "year": resolve_year,
    "decade": resolve_decade,
    "century": resolve_century,
    "season": resolve_season,
    "quarter": resolve_part_of_year,
    "half_year": resolve_part_of_year,
    "unit": _current,
    "anchored": _anchored,
    "stretch": _stretch,
    "ago": _away,
    "ahead": _away,
    "shift": _shift,
    "now": _now,
    "recent": _now,
    "soon": _now,
    "so_far": _now,
}


def resolve(expression: TimeExpression, scene: Scene) -> Stretch | None:
    """Return what a date expression stands for, None where the text and the publication day do not tell.

    Durations and sets stand for no time. Total: a day that no calendar has (31 June, year 12000) is None.
    """
    resolver = _RESOLVERS.get(expression.rule)
    if resolver is None:
        return None
    try:
        return resolver(expression, scene)
    except (ValueError, OverflowError):
        return None


def grain_of(expression: TimeExpression) -> Grain:
    """Return the grain that the words alone give, for an expression that could not be resolved."""
    fixed = {
        "day": Grain.DAY,
        "range": Grain.DAY,
        "month": Grain.MONTH,
        "month_range": Grain.MONTH,
        "year": Grain.YEAR,
        "decade": Grain.DECADE,
        "century": Grain.CENTURY,
        "season": Grain.QUARTER,
        "quarter": Grain.QUARTER,
        "now": Grain.DAY,
        "clock": Grain.DAY,
    }
    if expression.rule in fixed:
        return fixed[expression.rule]
    named = units(expression)
    if expression.rule in {"unit", "anchored", "stretch", "ago", "shift", "ahead"} and named:
        return GRAINS.get(named[0], Grain.DAY)
    return Grain.VAGUE
