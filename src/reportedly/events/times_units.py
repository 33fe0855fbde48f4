"""Months, years, decades, seasons and quarters: stated, or counted from the publication day."""

from datetime import date

from reportedly.events.times_scene import (
    Scene,
    deixis,
    narrowed,
    units,
    values,
    whole_unit,
    year_named,
)
from reportedly.events.times_spans import Stretch, days, moved
from reportedly.events.times_words import Tense, TimeExpression
from reportedly.terms.times import Basis, Grain


def _month_near(month: int, expression: TimeExpression, published: date) -> int:
    """Return the year of a month named without one: the latest begun, or the next if the words look ahead."""
    pointed = deixis(expression)
    if pointed is not None and pointed.kind == "last":
        return published.year if month < published.month else published.year - 1
    ahead = pointed is not None and pointed.kind == "next"
    if ahead or expression.tense is Tense.FUTURE:
        soonest = month > published.month if ahead else month >= published.month
        return published.year if soonest else published.year + 1
    return published.year if month <= published.month else published.year - 1


def resolve_month(expression: TimeExpression, scene: Scene) -> Stretch | None:
    """Resolve "in January", "early August 2019", "June of last year"."""
    month = values(expression, "month")[0]
    if values(expression, "year") or units(expression):
        found = year_named(expression, scene)
    elif scene.published is None:
        found = None
    else:
        found = _month_near(month, expression, scene.published), Basis.RELATIVE
    return found and narrowed(whole_unit(date(found[0], month, 1), "month", 0, found[1], scene), expression)


def resolve_month_range(expression: TimeExpression, scene: Scene) -> Stretch | None:
    """Resolve "March to May 2019", "between July and September"."""
    months, stated = values(expression, "month"), values(expression, "year")
    if stated:
        last, basis = stated[-1], Basis.STATED
    elif scene.published is None:
        return None
    else:
        last, basis = _month_near(months[-1], expression, scene.published), Basis.RELATIVE
    first = stated[0] if len(stated) > 1 else last - (months[0] > months[-1])
    start, stop = date(first, months[0], 1), moved(date(last, months[-1], 1), "month", 1)
    return days(start, stop, Grain.MONTH, basis) if start < stop else None


def resolve_year(expression: TimeExpression, scene: Scene) -> Stretch | None:
    """Resolve a year, or its early, middle or late third."""
    return narrowed(
        whole_unit(date(values(expression, "year")[0], 1, 1), "year", 0, Basis.STATED, scene), expression
    )


def resolve_year_range(expression: TimeExpression, scene: Scene) -> Stretch | None:
    """Resolve "2003-2005", "from 1997 to 1999"."""
    del scene
    first, last = values(expression, "year", "num", "day")
    if last < 100:
        last += first // 100 * 100
    if not first < last < first + 150:
        return None
    return days(date(first, 1, 1), date(last + 1, 1, 1), Grain.YEAR, Basis.STATED)


def resolve_decade(expression: TimeExpression, scene: Scene) -> Stretch | None:
    """Resolve "the 1990s", "the early sixties"; "the 1800s" are a century."""
    year = values(expression, "decade", "decadeword", "year")[0]
    unit = "century" if year % 100 == 0 and year < 2000 else "decade"
    return narrowed(whole_unit(date(year, 1, 1), unit, 0, Basis.STATED, scene), expression)


def resolve_century(expression: TimeExpression, scene: Scene) -> Stretch | None:
    """Resolve "the 20th century": 1901 to 2000."""
    del scene
    number = values(expression, "ordd", "ordw")[0]
    first = date(number * 100 - 99, 1, 1)
    return narrowed(days(first, date(number * 100 + 1, 1, 1), Grain.CENTURY, Basis.STATED), expression)


def resolve_season(expression: TimeExpression, scene: Scene) -> Stretch | None:
    """Resolve "last summer", "the spring of 2019"; winter counts from its December."""
    month = values(expression, "season")[0]
    stated = year_named(expression, scene)
    if stated is None:
        return None
    year, basis = stated
    pointed = deixis(expression)
    if not values(expression, "year") and not units(expression) and pointed is not None:
        published = scene.published or date(year, 1, 1)
        begun = date(published.year, month, 1) <= published
        over = moved(date(published.year, month, 1), "month", 3) <= published
        if pointed.kind == "next":
            year = published.year + begun
        else:
            year = published.year - (not (over if pointed.kind in {"last", "past"} else begun))
        if pointed.kind == "this" and expression.tense is not Tense.PAST:
            year = published.year
    first = date(year, month, 1)
    return narrowed(days(first, moved(first, "month", 3), Grain.QUARTER, basis), expression)


def resolve_part_of_year(expression: TimeExpression, scene: Scene) -> Stretch | None:
    """Resolve quarters and halves of a year; alone they are the publication year's."""
    found = year_named(expression, scene)
    order = values(expression, "ordw")[0]
    size = 6 if expression.rule == "half_year" else 3
    if found is None or not 1 <= order <= 12 // size:
        return None
    first = date(found[0], (order - 1) * size + 1, 1)
    return days(first, moved(first, "month", size), Grain.QUARTER, found[1])
