"""What an expression may lean on, and what its words count."""

from dataclasses import dataclass
from datetime import date

from reportedly.events.times_spans import GRAINS, Stretch, days, third, unit_around
from reportedly.events.times_words import TimeExpression, TimePart
from reportedly.language.calendar import Calendar
from reportedly.terms.times import Basis


@dataclass(frozen=True, slots=True)
class Scene:
    """What an expression may lean on: the publication day, and the stretch told last in the text."""

    published: date | None
    told: Stretch | None
    calendar: Calendar


def values(expression: TimeExpression, *kinds: str) -> list[int]:
    """Return the whole-number values of the expression's words of these classes, in order."""
    return [
        int(part.value) for part in expression.parts if part.kind in kinds and isinstance(part.value, int)
    ]


def units(expression: TimeExpression) -> list[str]:
    """Return the units of time that the expression names, in order."""
    return [str(part.value) for part in expression.parts if part.kind in {"unit", "units"}]


def deixis(expression: TimeExpression) -> TimePart | None:
    """Return the first word that points to this, the last, the next or a past unit, if any."""
    wanted = {"this", "last", "next", "past", "prev", "foll", "same"}
    return next((part for part in expression.parts if part.kind in wanted), None)


def number_of(expression: TimeExpression) -> float | None:
    """Return how many units the expression counts; None where it says "several" or the like."""
    total, seen = 0.0, False
    half_more = [part.kind for part in expression.parts[-3:]] == ["and", "a", "half"]
    for part in expression.parts:
        value = part.value
        if part.kind in {"card", "day", "num", "year"}:
            total, seen = total + float(str(value).replace(",", "")), True
        elif part.kind == "mult":
            total, seen = (total or 1) * int(value), True
        elif part.kind == "half":
            total, seen = total + 0.5, True
        elif part.kind == "quantity":
            return float(value) or None
        elif part.kind in {"unit", "units"}:
            break
    if not seen:
        one = any(part.kind in {"a", "unit"} for part in expression.parts)
        return 1.0 + 0.5 * half_more if one else None
    return total + 0.5 * half_more


def whole_unit(day: date, unit: str, shift: int, basis: Basis, scene: Scene) -> Stretch:
    """Return the calendar unit ``shift`` units from the one that holds ``day``."""
    first, stop = unit_around(day, unit, shift, scene.calendar.week_starts_on)
    return days(first, stop, GRAINS[unit], basis)


def narrowed(stretch: Stretch | None, expression: TimeExpression) -> Stretch | None:
    """Return the early, middle or late third where the expression says so, else the whole."""
    edge = values(expression, "edge")
    return third(stretch, edge[0]) if edge and stretch is not None else stretch


def year_named(expression: TimeExpression, scene: Scene) -> tuple[int, Basis] | None:
    """Return the year that the expression states, or points to from the publication year."""
    stated = values(expression, "year")
    if stated:
        return stated[0], Basis.STATED
    if scene.published is None:
        return None
    pointed = deixis(expression)
    shift = int(pointed.value) if pointed is not None else 0
    return scene.published.year + shift, Basis.RELATIVE
