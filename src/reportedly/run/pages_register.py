"""The register as a person narrows it down: one filter for table, tally, timeline and map."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from reportedly.register.cells import CELLS, UNKNOWN, by_ear
from reportedly.register.tally import measure
from reportedly.register.totals import ReportedTotal, beside, is_total, totals_of
from reportedly.run.pages_catalogue import Catalogue
from reportedly.run.seeking import start_of
from reportedly.terms.families import type_family
from reportedly.terms.names import fold_name
from reportedly.terms.places import Where
from reportedly.terms.times import When
from reportedly.terms.views import IncidentView

NOT_KNOWN = "~"
"""How a filter asks for what is not known."""

EVERYTHING = "any"
"""The realis that asks for incidents inside the register and outside it."""

COUNTED = "+"
"""Before a realis: only what the register counts of it."""

NAMED = frozenset({"place", "actor", "target", "origin"})
"""Cells that hold names: a part of one, in whole words, will do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What incidents must be; an empty field asks for nothing.

    ``cells`` are pairs of a name of ``CELLS`` and its value, ``NOT_KNOWN`` for an empty one. ``since`` and
    ``until`` are days, months or years: from the start of one up to the start of the other. ``realis`` is
    empty for what the register counts; ``status`` is how far persons reviewed. ``origins`` is the least
    number of origins. ``total`` is the id of a reported total, beside which the incidents must stand.
    """

    cells: tuple[tuple[str, str], ...] = ()
    since: str = ""
    until: str = ""
    country: str = ""
    realis: str = ""
    words: str = ""
    story: str = ""
    total: str = ""
    status: str = ""
    origins: int = 0
    disagreeing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The incidents that pass, in the record's order, and what stands behind them.

    ``undated`` counts those left out only because their time is not known.
    """

    views: tuple[IncidentView, ...]
    incidents: int
    reports: int
    origins: int
    undated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLine:
    """One place and what happened there; ``where`` is the finest that any of its incidents gives."""

    name: str
    where: Where
    incidents: int
    reports: int
    origins: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a record offers to choose from: (value, incidents), the most frequent first, names at most 300."""

    types: tuple[tuple[str, int], ...]
    realis: tuple[tuple[str, int], ...]
    countries: tuple[tuple[str, int], ...]
    places: tuple[str, ...]


def select(catalogue: Catalogue, asked: Filter) -> Selection:
    """Return the incidents that pass; raises NotFound where a day, month or year is none."""
    since = start_of(asked.since) if asked.since else None
    until = start_of(asked.until) if asked.until else None
    tests = _tests(catalogue, asked)
    passing = [view for view in catalogue.views.values() if all(test(view) for test in tests)]
    views, undated = passing, 0
    if since is not None or until is not None:
        dated = [view for view in passing if _dated(view.when)]
        undated = len(passing) - len(dated)
        views = [view for view in dated if _between(view.when, since, until)]
    incidents, reports, origins = measure(views)
    return Selection(
        views=tuple(views), incidents=incidents, reports=reports, origins=origins, undated=undated
    )


SORTS: Mapping[str, tuple[Callable[[IncidentView], tuple[object, ...]], bool]] = MappingProxyType(
    {
        "newest": (lambda view: (_start(view), view.id), True),
        "oldest": (lambda view: (_start(view) or "~", view.id), False),
        "origins": (lambda view: (len(view.origins), len(view.report_ids), view.id), True),
        "reports": (lambda view: (len(view.report_ids), len(view.origins), view.id), True),
        "type": (lambda view: (view.type, _start(view), view.id), False),
        "place": (lambda view: (fold_name(view.where.name) if view.where else "~", view.id), False),
    }
)
"""The orders of a table: key, and whether the greatest comes first."""


def ordered(views: Iterable[IncidentView], sort: str) -> tuple[IncidentView, ...]:
    """Return the incidents in one of ``SORTS``; those of unknown time or place come last."""
    key, turned = SORTS[sort]
    return tuple(sorted(views, key=key, reverse=turned))


def places_of(views: Iterable[IncidentView]) -> tuple[PlaceLine, ...]:
    """Return the places that have a position, the one with most incidents first."""
    held: defaultdict[str, list[IncidentView]] = defaultdict(list)
    for view in views:
        where = view.where
        if where is not None and where.latitude_deg is not None and where.longitude_deg is not None:
            held[where.name].append(view)
    found = []
    for name, own in held.items():
        finest = min((view.where for view in own if view.where), key=lambda w: (w.radius_m or 0.0, w.span))
        incidents, reports, origins = measure(own)
        found.append(
            PlaceLine(name=name, where=finest, incidents=incidents, reports=reports, origins=origins)
        )
    return tuple(sorted(found, key=lambda place: (-place.incidents, place.name)))


def choices_of(catalogue: Catalogue) -> Choices:
    """Return what there is to choose from in the whole record."""
    views = catalogue.views.values()
    places = Counter(view.where.name for view in views if view.where is not None)
    return Choices(
        types=_frequent(view.type for view in views),
        realis=_frequent(view.realis.value for view in views),
        countries=_frequent(view.where.country for view in views if view.where and view.where.country),
        places=tuple(name for name, _ in sorted(places.items(), key=lambda each: (-each[1], each[0]))[:300]),
    )


def totals_beside(catalogue: Catalogue, asked: Filter, limit: int) -> tuple[ReportedTotal, ...]:
    """Return the reported totals of the types, the story and the period that a filter asks for, latest first.

    At most those of ``limit`` incidents. Beside each stands the register's own count over the whole record.
    """
    types = {value for name, value in asked.cells if name == "type"}
    since = start_of(asked.since) if asked.since else None
    until = start_of(asked.until) if asked.until else None
    wanted = [
        view
        for view in catalogue.aggregates
        if is_total(view)
        and (not types or view.type in types)
        and _story_holds(catalogue, asked.story, view)
        and (not (since or until) or (_dated(view.when) and _between(view.when, since, until)))
    ]
    latest = ordered(wanted, "newest")[:limit]
    return tuple(total for view in latest for total in _totals(catalogue, view))


def _totals(catalogue: Catalogue, view: IncidentView) -> tuple[ReportedTotal, ...]:
    """Return the totals of one incident beside the register's own of that family of types and period."""
    period = view.when
    if period is None or period.start is None or period.end is None:
        return totals_of(view, None)
    family = catalogue.families.get(type_family(view.type), ())
    near = [each for each in family if _between(each.when, period.start, period.end)]
    return totals_of(view, beside(view, near))


def cell_value(value: str) -> str:
    """Return how a filter writes the value of a cell."""
    return NOT_KNOWN if value == UNKNOWN else value


def _frequent(values: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Return the values, the most frequent first."""
    return tuple(sorted(Counter(values).items(), key=lambda each: (-each[1], each[0])))


Test = Callable[[IncidentView], bool]


def _tests(catalogue: Catalogue, asked: Filter) -> list[Test]:
    """Return what each incident is asked."""
    tests: list[Test] = []
    if asked.total:
        beside = _beside(catalogue, asked.total)
        tests.append(lambda view: view.id in beside)
    if asked.realis == "":
        tests.append(lambda view: view.in_register)
    elif asked.realis.startswith(COUNTED):
        realis = asked.realis.removeprefix(COUNTED)
        tests.append(lambda view: view.in_register and view.realis.value == realis)
    elif asked.realis != EVERYTHING:
        tests.append(lambda view: view.realis.value == asked.realis)
    if asked.country:
        wanted_code = None if asked.country == NOT_KNOWN else asked.country
        tests.append(lambda view: (view.where.country if view.where is not None else None) == wanted_code)
    if asked.status:
        tests.append(lambda view: view.status == asked.status)
    if asked.origins:
        tests.append(lambda view: len(view.origins) >= asked.origins)
    if asked.disagreeing:
        tests.append(lambda view: bool(view.disagreements))
    if asked.story:
        tests.append(lambda view: _story_holds(catalogue, asked.story, view))
    if asked.words:
        wanted = fold_name(asked.words).split()
        tests.append(lambda view: all(word in fold_name(view.title) for word in wanted))
    tests.extend(_cell_test(catalogue, name, value) for name, value in asked.cells)
    return tests


def _cell_test(catalogue: Catalogue, name: str, value: str) -> Test:
    """Return the test of one cell: its exact value where any incident has that, else a part of a name."""
    cell = CELLS[name]
    wanted = UNKNOWN if value == NOT_KNOWN else value
    if name not in NAMED or wanted == UNKNOWN:
        return lambda view: wanted in cell(view)
    folded = fold_name(wanted)
    whole = by_ear if name == "origin" else fold_name  # a row of origins has all their spellings
    own = whole(wanted)
    if any(own == whole(each) for view in catalogue.views.values() for each in cell(view)):
        return lambda view: any(own == whole(each) for each in cell(view))
    return lambda view: any(f" {folded} " in f" {fold_name(each)} " for each in cell(view))


def _beside(catalogue: Catalogue, total_id: str) -> frozenset[str]:
    """Return the incidents that the register itemises beside a reported total."""
    view = catalogue.views.get(total_id)
    totals = () if view is None else _totals(catalogue, view)
    return frozenset(each for total in totals for each in total.itemised_ids or ())


def _story_holds(catalogue: Catalogue, story: str, view: IncidentView) -> bool:
    """Return whether some report of the story tells of the incident, or no story is asked for."""
    return not story or any(catalogue.story_of.get(each) == story for each in view.report_ids)


def _start(view: IncidentView) -> str:
    """Return when an incident begins as texts sort, empty where that is not known."""
    when = view.when
    moment = None if when is None else when.start or when.end
    return "" if moment is None else moment.isoformat()


def _dated(when: When | None) -> bool:
    """Return whether anything is known of a time."""
    return when is not None and (when.start is not None or when.end is not None)


def _between(when: When | None, since: datetime | None, until: datetime | None) -> bool:
    """Return whether a time may lie in [since, until)."""
    if when is None:
        return False
    after = since is None or when.end is None or when.end > since
    return after and (until is None or when.start is None or when.start < until)
