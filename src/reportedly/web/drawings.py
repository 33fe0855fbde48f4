"""Charts as shapes with their places, for templates to draw as SVG. Units are those of the drawing."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from reportedly.register.tally import Row
from reportedly.run.pages_catalogue import outlet_name
from reportedly.run.pages_stories import StoryPage
from reportedly.store.browsing import CopiedPair, ReportLine
from reportedly.terms.lineage import Direction
from reportedly.web.words import counted

SHADES = 5
"""Values of the second thing counted that get a colour of their own; the others share one."""
BARS = 30
"""Bars in one chart."""
OTHERS = "others"
OTHER_SHADE, UNKNOWN_SHADE = 5, 6
"""Greys: for all others together, and for what is not known."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a bar: place, size, colour number, what it says, and the values it stands for."""

    x: float
    y: float
    width: float
    height: float
    shade: int
    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One value of the first thing counted: its name, its pieces, its number and where that is written."""

    name: str
    x: float
    y: float
    pieces: tuple[Piece, ...]
    number: int
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Bars in a drawing of this size; ``shades`` are (name, colour), ``left_out`` counts bars not drawn."""

    width: float
    height: float
    bars: tuple[Bar, ...]
    shades: tuple[tuple[str, int], ...]
    left_out: int


def bar_chart(rows: Iterable[Row], by: Sequence[str]) -> Chart:
    """Return lying bars, one for each value of the first name in ``by``, in pieces by the second."""
    sums: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in rows:
        second = row.cell[1] if len(by) > 1 else ""
        sums[row.cell[0] if by else ""][second].update(row.incident_ids)
    shades = _shades(sums.values()) if len(by) > 1 else ()
    timed = bool(by) and by[0] in {"day", "week", "month", "year"}
    totals = {name: len(set().union(*parts.values())) for name, parts in sums.items()}
    names = sorted(sums) if timed else sorted(sums, key=lambda name: (-totals[name], name))
    shown = names[-BARS:] if timed else names[:BARS]
    most = max((sum(map(len, sums[name].values())) for name in shown), default=1)
    bars = []
    for at, name in enumerate(shown):
        pieces, x = [], 190.0
        for shade, label, ids, values in _parts(sums[name], shades):
            width = 460.0 * len(ids) / most
            told = ", ".join(each for each in (name or "not known", label) if each)
            pieces.append(
                Piece(x, 6 + at * 24, width, 16, shade, f"{told}: {counted(len(ids), 'incident')}", values)
            )
            x += width
        bars.append(Bar(name, 182, 18 + at * 24, tuple(pieces), totals[name], x + 6))
    height = 12 + 24 * max(1, len(bars))
    return Chart(
        width=720,
        height=height,
        bars=tuple(bars),
        shades=tuple((name, _shade(at, name)) for at, name in enumerate(shades)),
        left_out=len(names) - len(shown),
    )


def columns(rows: Mapping[str, tuple[str, ...]], periods: Sequence[str]) -> Chart:
    """Return standing bars, one for each period in order; ``rows`` gives the incident ids of a period."""
    most = max((len(ids) for ids in rows.values()), default=1)
    step = min(40.0, 860.0 / max(1, len(periods)))
    bars = []
    for at, name in enumerate(periods):
        number = len(rows.get(name, ()))
        height = 150.0 * number / most
        label = f"{name}: {counted(number, 'incident')}"
        piece = Piece(50 + at * step, 170 - height, max(2.0, step - 3), height, 0, label, (name,))
        bars.append(Bar(name, 50 + at * step, 186, (piece,) if number else (), number, 170 - height - 5))
    return Chart(width=60 + step * max(1, len(periods)), height=200, bars=tuple(bars), shades=(), left_out=0)


def _shades(parts: Iterable[Mapping[str, set[str]]]) -> tuple[str, ...]:
    """Return the most frequent values of the second thing counted, and one name for all others."""
    sums: defaultdict[str, int] = defaultdict(int)
    for held in parts:
        for name, ids in held.items():
            sums[name] += len(ids)
    most = sorted(sums, key=lambda name: (-sums[name], name))
    return tuple(most) if len(most) <= SHADES + 1 else (*most[:SHADES], OTHERS)


def _shade(at: int, name: str) -> int:
    """Return the colour number of the value at this place."""
    if not name:
        return UNKNOWN_SHADE
    return OTHER_SHADE if name == OTHERS and at == SHADES else min(at, OTHER_SHADE)


def _parts(
    held: Mapping[str, set[str]], shades: tuple[str, ...]
) -> list[tuple[int, str, set[str], tuple[str, ...]]]:
    """Return (colour, label, incident ids, values of the second thing) of one bar's pieces."""
    if not shades:
        return [(0, "", set().union(*held.values()), ())]
    parts: list[tuple[int, str, set[str], tuple[str, ...]]] = [
        (_shade(at, name), name or "not known", held[name], (name,))
        for at, name in enumerate(shades)
        if name in held and not (name == OTHERS and at == SHADES)
    ]
    rest: set[str] = set().union(*(ids for name, ids in held.items() if name not in shades[:SHADES]))
    if len(shades) == SHADES + 1 and shades[-1] == OTHERS and rest:
        parts.append((OTHER_SHADE, OTHERS, rest, ()))
    return parts


@dataclass(frozen=True, slots=True)
class Dot:
    """A report in its outlet's lane; ``root`` where it copies nobody and is copied."""

    x: float
    y: float
    line: ReportLine
    root: bool


@dataclass(frozen=True, slots=True)
class Arc:
    """A copy as a curve from its source; ``sure`` is False where nothing tells which was first."""

    path: str
    label: str
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Lanes:
    """Outlet by time. ``lanes`` are (name, y), ``ticks`` (x, words); ``left_out`` counts reports."""

    width: float
    height: float
    lanes: tuple[tuple[str, float], ...]
    ticks: tuple[tuple[float, str], ...]
    dots: tuple[Dot, ...]
    arcs: tuple[Arc, ...]
    undated_x: float | None
    left_out: int


LEFT, RIGHT, LANE = 190.0, 790.0, 34.0
UNDATED = 860.0


def draw_lanes(page: StoryPage) -> Lanes:
    """Return the lanes of a story: a dot a report, an arc a pair of reports that share text."""
    heights = {name: 40.0 + at * LANE for at, name in enumerate(page.lanes)}
    place, first, last = _scale([each.line.start for each in page.shown if each.line.start is not None])
    taken: defaultdict[tuple[str, int], int] = defaultdict(int)
    roots = {line.id for line in page.roots}
    dots: dict[str, Dot] = {}
    for told in page.shown:
        name = outlet_name(told.line)
        if name not in heights:
            continue
        x = UNDATED if told.line.start is None else place(told.line.start)
        while taken[name, round(x / 9)]:
            x += 9
        taken[name, round(x / 9)] += 1
        dots[told.line.id] = Dot(x, heights[name], told.line, told.line.id in roots)
    undated = any(each.line.start is None for each in page.shown)
    return Lanes(
        width=UNDATED + 40 if undated else RIGHT + 40,
        height=52.0 + LANE * len(page.lanes),
        lanes=tuple(heights.items()),
        ticks=_ticks(first, last, place),
        dots=tuple(dots.values()),
        arcs=tuple(arc for pair in page.pairs if (arc := _arc(pair, dots)) is not None),
        undated_x=UNDATED if undated else None,
        left_out=len(page.story.report_ids) - len(dots),
    )


def _scale(
    times: Sequence[datetime],
) -> tuple[Callable[[datetime], float], datetime | None, datetime | None]:
    """Return where a time stands from left to right, and the first and last time."""
    if not times:
        return (lambda _: LEFT), None, None
    first, last = min(times), max(times)
    seconds = (last - first).total_seconds() or 1.0
    return (lambda at: LEFT + 20 + (RIGHT - LEFT - 40) * (at - first).total_seconds() / seconds), first, last


def _ticks(
    first: datetime | None, last: datetime | None, place: Callable[[datetime], float]
) -> tuple[tuple[float, str], ...]:
    """Return up to five times along the top."""
    if first is None or last is None:
        return ()
    if first == last:
        return ((place(first), f"{first:%Y-%m-%d}"),)
    days = (last - first).days
    shape = "%Y-%m-%d" if days >= 4 else "%d %b %H:%M"
    steps = [first + (last - first) * part / 4 for part in range(5)]
    return tuple((place(at), at.strftime(shape)) for at in steps)


def _arc(pair: CopiedPair, dots: Mapping[str, Dot]) -> Arc | None:
    """Return the curve of a pair, None where a side is not drawn."""
    source, copy = dots.get(pair.first.source.report_id), dots.get(pair.first.copy.report_id)
    if source is None or copy is None:
        return None
    bend = max(18.0, abs(copy.x - source.x) / 3)
    path = (
        f"M{source.x:.1f},{source.y:.1f} C{source.x + bend:.1f},{source.y:.1f}"
        f" {copy.x - bend:.1f},{copy.y:.1f} {copy.x:.1f},{copy.y:.1f}"
    )
    sure = pair.first.basis is not Direction.UNKNOWN
    verb = "has" if sure else "shares"
    label = (
        f"{outlet_name(copy.line)} {verb} {counted(pair.passages, 'passage')}"
        f" {'from' if sure else 'with'} {outlet_name(source.line)} ({pair.first.basis.value})"
    )
    return Arc(path, label, sure)
