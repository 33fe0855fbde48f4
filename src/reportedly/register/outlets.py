"""Outlets: how much of what each prints is copied, from whom, and how often it says so."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from reportedly.register.summary import copied_share
from reportedly.terms.lineage import Copy, Direction
from reportedly.terms.reports import Report


@dataclass(frozen=True, slots=True)
class Copied:
    """An outlet that another copies in a known direction: in how many reports, how many of them credit it."""

    outlet: str
    reports: int
    credited: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """What one outlet prints in a collection.

    ``copied`` is the share of its body characters that stand in copies, 0 to 1, None without body text.
    ``sources`` are the outlets that it copies, most first; of ``pairs`` of reports, one of its own that
    copies another in a known direction, ``credited`` are those in which it names the source.
    """

    name: str
    reports: int
    copied: float | None
    sources: tuple[Copied, ...]
    pairs: int
    credited: int


def outlets(reports: Iterable[Report], copies: Iterable[Copy]) -> tuple[Outlet, ...]:
    """Return the profile of every outlet by name; reports of no known outlet are left out."""
    by_outlet: defaultdict[str, list[Report]] = defaultdict(list)
    for report in reports:
        if report.outlet is not None:
            by_outlet[report.outlet].append(report)
    home = {report.id: name for name, own in by_outlet.items() for report in own}
    made: defaultdict[str, list[Copy]] = defaultdict(list)
    for copy in copies:
        if copy.copy.report_id in home:
            made[home[copy.copy.report_id]].append(copy)
    return tuple(_profile(name, by_outlet[name], made[name], home) for name in sorted(by_outlet))


def _profile(name: str, own: list[Report], copies: list[Copy], home: dict[str, str]) -> Outlet:
    """Return the profile of one outlet."""
    known = [copy for copy in copies if copy.basis is not Direction.UNKNOWN]
    pairs = {(copy.copy.report_id, copy.source.report_id) for copy in known}
    credited = {
        (copy.copy.report_id, copy.source.report_id) for copy in known if copy.basis is Direction.CREDITED
    }
    who = {(copy, home[source]) for copy, source in pairs if source in home and home[source] != name}
    named = {(copy, home[source]) for copy, source in credited if source in home and home[source] != name}
    times, naming = Counter(source for _, source in who), Counter(source for _, source in named)
    sources = [Copied(source, number, naming[source]) for source, number in times.items()]
    return Outlet(
        name=name,
        reports=len(own),
        copied=copied_share(own, copies),
        sources=tuple(sorted(sources, key=lambda each: (-each.reports, each.outlet))),
        pairs=len(pairs),
        credited=len(credited),
    )
