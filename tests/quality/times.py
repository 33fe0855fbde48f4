"""Time expressions against TIMEX3 values: GUM's news and interviews, and any TimeML beside them."""

import calendar
import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from reportedly.events.times import find_times, resolve_times
from reportedly.events.times_scene import units
from reportedly.language.language import load_language
from reportedly.run.analysis import LANGUAGE
from reportedly.terms.times import Basis, Grain, When
from tests.quality.measure import Figure, Measure, Shape, Unit, figure
from tests.quality.shared import SHARED
from tests.quality.spans import Stretch, pair_off
from tests.quality.timex3 import Timex, timexes

FILE = SHARED / "data" / "times" / "gum_news.json"
Days = tuple[date, date]
"""First and last day, both within."""
Value = tuple[Stretch, Days]
"""A time expression and the days it stands for."""
_GRAINS = frozenset({Grain.DAY, Grain.MONTH, Grain.YEAR})
"""What the gold holds; weeks, decades, clock times are not marked in it and count neither way."""
_UNDATED = frozenset({"now", "recent", "soon", "so_far", "stretch"})
"""Rules for what TIMEX3 gives no calendar value: "now", vague times, lengths ("the past 30 days")."""
_FINER = frozenset({"hour", "minute", "second", "weekend"})
"""Units of expressions that the gold does not mark: hours and minutes later, weekends."""
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
    when = published_on(published)
    expressions = [replace(each, side="") for each in find_times(text, language)]
    undated = {
        each.start for each in expressions if each.rule in _UNDATED or not _FINER.isdisjoint(units(each))
    }
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


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text with its day of publication and its gold time expressions; ``full``: all of TIMEX3 is marked."""

    text: str
    published: date
    gold: tuple[Timex, ...]
    full: bool


def read_timeml(path: Path) -> Annotated | None:
    """Return the body of a TimeML document with its TIMEX3 tags, None where it has no creation time."""
    root = ElementTree.parse(path).getroot()
    created = root.find(".//DCT//TIMEX3")
    body = root.find(".//TEXT")
    if created is None or body is None or not re.match(r"\d{4}-\d\d-\d\d", created.get("value", "")):
        return None
    pieces: list[str] = []
    gold: list[Timex] = []

    def walk(node: ElementTree.Element) -> None:
        start = sum(map(len, pieces))
        pieces.append(node.text or "")
        for child in node:
            walk(child)
            pieces.append(child.tail or "")
        if node.tag == "TIMEX3":
            gold.append(Timex(start, sum(map(len, pieces)), node.get("type", ""), node.get("value", "")))

    walk(body)
    day = date.fromisoformat(created.get("value", "")[:10])
    return Annotated("".join(pieces), day, tuple(sorted(gold, key=lambda each: each.start)), full=True)


def annotated() -> Iterator[Annotated]:
    """Yield the texts of GUM, then those of every TimeML file (``*.tml``) in the same folder, by name."""
    for row in json.loads(FILE.read_text(encoding="utf-8")):
        gold = tuple(Timex(start, end, kind, value) for start, end, kind, value in row["gold"])
        yield Annotated(row["text"], date.fromisoformat(row["ref"]), gold, full=False)
    for path in sorted(FILE.parent.rglob("*.tml")):
        found = read_timeml(path)
        if found is not None:
            yield found


def published_on(day: date) -> When:
    """Return the time of a report that was published on a day."""
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return When(start=start, end=start + timedelta(days=1), grain=Grain.DAY, basis=Basis.STATED, span=None)


_COARSER = re.compile(r"T(?:MO|AF|EV|NI|DT|\d\d:\d\d.*)?$")


def same_value(gold: Timex, found: Timex) -> bool:
    """Tell whether two values are the same in TIMEX3.

    A day named with a part of it is that day where the gold marks the day alone ("Sunday night"); seconds,
    and the two ways of writing midnight and ten years, are no difference.
    """
    left, right = _canonical(gold.value), _canonical(found.value)
    return left == right or (gold.type == "DATE" and left == _COARSER.sub("", right))


def _canonical(value: str) -> str:
    value = (
        re.sub(r"(T\d\d:\d\d):00$", r"\1", value.strip()).replace("T24:00", "T00:00").replace("P1DE", "P10Y")
    )
    return re.sub(r"(T\d\d)$", r"\1:00", value)


def compare_values(case: Annotated, found: Sequence[Timex]) -> tuple[Unit, Unit]:
    """Return the counts of (found at all, found with the right value), pairs one-to-one by overlap.

    Where the gold marks dates alone (GUM), what we find beside it that is no plain date counts neither way.
    """

    def score(left: Timex, right: Timex) -> float:
        met = left.start < right.end and right.start < left.end
        return 1.0 + same_value(left, right) if met else 0.0

    pairs = pair_off(case.gold, found, score, 1.0)
    met = {id(right) for _, right in pairs}
    counted = [each for each in found if case.full or id(each) in met or _FORM.fullmatch(each.value)]
    right = sum(same_value(left, other) for left, other in pairs)
    return Unit(len(pairs), len(counted), len(case.gold)), Unit(right, len(counted), len(case.gold))


def score() -> tuple[Figure, ...]:
    """GUM news and interviews: F1 of dates found and resolved, by first and last day.

    An expression is right where it overlaps a gold one and both stand for the same days. Only days, months,
    years and ranges of them count, as in the gold. ``found`` counts overlap alone. ``timex3`` compares the
    values as TIMEX3 writes them, with those of durations, sets, parts of days and references where the gold
    marks them (TimeML files laid beside GUM's); ranges are two expressions there.
    """
    found, value, written = [], [], []
    for case in annotated():
        if not case.full:
            gold = [
                ((each.start, each.end), days)
                for each in case.gold
                if (days := days_of(each.value)) is not None
            ]
            met, right = compare(gold, found_values(case.text, case.published), case.published)
            found.append(met)
            value.append(right)
        ours = timexes(case.text, published_on(case.published), load_language(LANGUAGE))
        written.append(compare_values(case, ours)[1])
    return (
        figure("value", Shape.F1, value),
        figure("found", Shape.F1, found),
        figure("timex3", Shape.F1, written),
    )


TIMES = Measure(name="times", data=(FILE,), take=score)
