"""Where the reports came from: folders, outlets, and which outlet has its text from which."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime

from reportedly.run.pages_catalogue import Catalogue, Weight, outlet_name, weight_of
from reportedly.store.browsing import FeedLine
from reportedly.terms.lineage import Direction


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletLine:
    """An outlet: its reports and their origins, how many copy another outlet, and how many are copied.

    ``latest`` is the last known publication, aware UTC.
    """

    name: str
    named: bool
    weight: Weight
    copying: int
    copied: int
    latest: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyingLine:
    """One outlet that has text from another: how many of its reports, how many credit it, how many passages.

    ``sure`` is False where nothing tells which of the two was first.
    """

    source: str
    copier: str
    reports: int
    credited: int
    passages: int
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesPage:
    """Outlets by reports, copying by passages, feeds, and places (folders, files, hosts) by reports."""

    outlets: tuple[OutletLine, ...]
    copying: tuple[CopyingLine, ...]
    feeds: tuple[FeedLine, ...]
    places: tuple[tuple[str, int], ...]


def sources_page(catalogue: Catalogue, feeds: tuple[FeedLine, ...] = ()) -> SourcesPage:
    """Return where all reports came from, the most frequent first."""
    by_outlet: defaultdict[str, list[str]] = defaultdict(list)
    named: set[str] = set()
    places: Counter[str] = Counter()
    for line in catalogue.reports.values():
        name = outlet_name(line)
        by_outlet[name].append(line.id)
        if line.outlet:
            named.add(name)
        places[_place(line.uri)] += 1
    names = {report_id: name for name, ids in by_outlet.items() for report_id in ids}
    copying, copied = _sides(catalogue, names)
    outlets = [
        OutletLine(
            name=name,
            named=name in named,
            weight=weight_of(catalogue, ids),
            copying=len(copying[name]),
            copied=len(copied[name]),
            latest=max((start for each in ids if (start := catalogue.reports[each].start)), default=None),
        )
        for name, ids in by_outlet.items()
    ]
    return SourcesPage(
        outlets=tuple(sorted(outlets, key=lambda each: (-each.weight.reports, each.name))),
        copying=_copying(catalogue, names),
        feeds=feeds,
        places=tuple(sorted(places.items(), key=lambda each: (-each[1], each[0]))),
    )


def _place(uri: str) -> str:
    """Return the folder, file of many reports, or host that an address lies in."""
    return uri.partition("#")[0] if "#" in uri else uri.rpartition("/")[0] or uri


def _sides(
    catalogue: Catalogue, names: dict[str, str]
) -> tuple[defaultdict[str, set[str]], defaultdict[str, set[str]]]:
    """Return, by outlet, its reports that copy another outlet, and those that another outlet copies."""
    copying: defaultdict[str, set[str]] = defaultdict(set)
    copied: defaultdict[str, set[str]] = defaultdict(set)
    for pair in catalogue.pairs:
        source, copy = pair.first.source.report_id, pair.first.copy.report_id
        known = pair.first.basis is not Direction.UNKNOWN and source in names and copy in names
        if known and names[source] != names[copy]:
            copying[names[copy]].add(copy)
            copied[names[source]].add(source)
    return copying, copied


def _copying(catalogue: Catalogue, names: dict[str, str]) -> tuple[CopyingLine, ...]:
    """Return who has text from whom."""
    held: defaultdict[tuple[str, str, bool], set[str]] = defaultdict(set)
    credited: defaultdict[tuple[str, str, bool], set[str]] = defaultdict(set)
    passages: Counter[tuple[str, str, bool]] = Counter()
    for pair in catalogue.pairs:
        source, copy = pair.first.source.report_id, pair.first.copy.report_id
        if source not in names or copy not in names or names[source] == names[copy]:
            continue
        sure = pair.first.basis is not Direction.UNKNOWN
        sides = (names[source], names[copy])
        key = (*sides, True) if sure else (min(sides), max(sides), False)
        held[key].add(copy)
        if pair.first.basis is Direction.CREDITED:
            credited[key].add(copy)
        passages[key] += pair.passages
    lines = [
        CopyingLine(
            source=key[0],
            copier=key[1],
            sure=key[2],
            reports=len(held[key]),
            credited=len(credited[key]),
            passages=passages[key],
        )
        for key in held
    ]
    return tuple(sorted(lines, key=lambda each: (-each.passages, each.source, each.copier)))
