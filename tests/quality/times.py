"""Time expressions against the TIMEX3 values of GUM's news and interviews."""

import calendar
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from reportedly.events.times import find_times, resolve_times
from reportedly.language.language import load_language
from reportedly.run.analysis import LANGUAGE
from reportedly.terms.times import Basis, Grain, When
from tests.quality.measure import Figure, Measure, Shape, Unit, figure
from tests.quality.shared import SHARED
from tests.quality.spans import Stretch, pair_off

FILE = SHARED / "data" / "times" / "gum_news.json"
Days = tuple[date, date]
"""First and last day, both within."""
Value = tuple[Stretch, Days]
"""A time expression and the days it stands for."""
_GRAINS = frozenset({Grain.DAY, Grain.MONTH, Grain.YEAR})
"""What the gold holds; weeks, decades, clock times are not marked in it and count neither way."""
_UNDATED = frozenset({"now", "recent", "soon", "so_far", "stretch"})
"""Rules for what TIMEX3 gives no calendar value: "now", vague times, lengths ("the past 30 days")."""
_FORM = re.compile(r"(\d{3,4})(?:-(\d\d)(?:-(\d\d))?)?")


def days_of(value: str) -> Days | None:
    """Return the days of a TIMEX3 value: a day, month, year or decade; None for any other."""
    found = _FORM.fullmatch(value[:10])
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    if year is None or year < 100:
        return None
    if year < 1000:
        return date(10 * year, 1, 1), date(10 * year + 9, 12, 31)
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)


def found_values(text: str, published: date) -> list[Value]:
    """Return the expressions that resolve to a day, month or year, or to a range of them.

    "Since" or "by" before one leaves its own value as it is.
    """
    language = load_language(LANGUAGE)
    start = datetime(published.year, published.month, published.day, tzinfo=UTC)
    when = When(start=start, end=start + timedelta(days=1), grain=Grain.DAY, basis=Basis.STATED, span=None)
    expressions = [replace(each, side="") for each in find_times(text, language)]
    undated = {each.start for each in expressions if each.rule in _UNDATED}
    values: list[Value] = []
    for each in resolve_times(expressions, text, "text", when, language):
        if each.start is None or each.end is None or each.span is None:
            continue
        if each.grain in _GRAINS and each.span.start not in undated:
            last = (each.end - timedelta(seconds=1)).date()
            values.append(((each.span.start, each.span.end), (each.start.date(), last)))
    return values


def _meet(left: Stretch, right: Stretch) -> bool:
    """Tell whether two stretches share a code point."""
    return left[0] < right[1] and right[0] < left[1]


def joined(gold: Sequence[Value], found: Sequence[Value]) -> list[Value]:
    """Return the gold values with those that one expression of ours holds ("July 5 to 9") made one range."""
    rest, ranges = list(gold), []
    for stretch, _ in found:
        inside = [each for each in rest if _meet(each[0], stretch)]
        if len(inside) > 1:
            rest = [each for each in rest if each not in inside]
            ranges.append(
                (
                    (min(s[0] for s, _ in inside), max(s[1] for s, _ in inside)),
                    (min(d[0] for _, d in inside), max(d[1] for _, d in inside)),
                )
            )
    return sorted([*rest, *ranges])


def agree(gold: Days, found: Days, published: date) -> bool:
    """Tell whether both are the same days; ours may end with the day of publication ("this year", so far)."""
    return gold[0] == found[0] and (gold[1] == found[1] or found[1] == published < gold[1])


def compare(gold: Sequence[Value], found: Sequence[Value], published: date) -> tuple[Unit, Unit]:
    """Return the counts of (found at all, found with the right days); pairs are one-to-one and overlap."""

    def score(left: Value, right: Value) -> float:
        return 1.0 + agree(left[1], right[1], published) if _meet(left[0], right[0]) else 0.0

    expected = joined(gold, found)
    met = pair_off(expected, found, score, 1.0)
    right = sum(agree(left[1], other[1], published) for left, other in met)
    return Unit(len(met), len(found), len(expected)), Unit(right, len(found), len(expected))


def score() -> tuple[Figure, ...]:
    """GUM news and interviews: F1 of dates found and resolved, by first and last day.

    An expression is right where it overlaps a gold one and both stand for the same days. Only days, months,
    years and ranges of them count, as in the gold. ``found`` counts overlap alone.
    """
    found, value = [], []
    for row in json.loads(FILE.read_text(encoding="utf-8")):
        gold = [
            ((start, end), days)
            for start, end, _, written in row["gold"]
            if (days := days_of(written)) is not None
        ]
        published = date.fromisoformat(row["ref"])
        units = compare(gold, found_values(row["text"], published), published)
        found.append(units[0])
        value.append(units[1])
    return figure("value", Shape.F1, value), figure("found", Shape.F1, found)


TIMES = Measure(name="times", data=(FILE,), take=score)
