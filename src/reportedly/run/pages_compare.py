"""Two reports side by side: what they share, and what each tells of the incidents that both tell of."""

from dataclasses import dataclass
from typing import Any

from reportedly.register.comparison import Comparison
from reportedly.run.pages_catalogue import Catalogue
from reportedly.run.questions import Told, comparison_of, told_between
from reportedly.store.browsing import incidents_in
from reportedly.store.claims import events
from reportedly.store.reports import reports
from reportedly.terms.events import Event, Part
from reportedly.terms.reports import Report
from reportedly.terms.views import IncidentView

Connection = Any
"""The store's connection; only the store knows what it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What one report says of an incident, as worded; each a tuple of distinct words in text order."""

    trigger: tuple[str, ...]
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    when: tuple[str, ...]
    where: tuple[str, ...]
    counts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BothTell:
    """An incident that both reports tell of."""

    incident: IncidentView
    left: Telling
    right: Telling

    @property
    def alike(self) -> bool:
        """Whether both have the same words for everything."""
        return self.left == self.right

    @property
    def lines(self) -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
        """What is told, and the words of each, where either has any."""
        rows = (
            ("Told as", self.left.trigger, self.right.trigger),
            ("By whom", self.left.actors, self.right.actors),
            ("To whom", self.left.targets, self.right.targets),
            ("When", self.left.when, self.right.when),
            ("Where", self.left.where, self.right.where),
            ("How many", self.left.counts, self.right.counts),
        )
        return tuple(row for row in rows if row[1] or row[2])


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparePage:
    """Two reports, their comparison, what they tell otherwise, and the incidents they have in common."""

    left: Report
    right: Report
    comparison: Comparison
    told: Told
    both: tuple[BothTell, ...]


def compare_page(
    connection: Connection, catalogue: Catalogue, left_id: str, right_id: str
) -> ComparePage | None:
    """Return two reports side by side, None where one of them is not in the record."""
    kept = {report.id: report for report in reports(connection, [left_id, right_id])}
    if left_id not in kept or right_id not in kept:
        return None
    left, right = kept[left_id], kept[right_id]
    ours, theirs = _by_incident(connection, left), _by_incident(connection, right)
    shared = [each for each in ours if each in theirs and each in catalogue.views]
    comparison = comparison_of(left, right)
    return ComparePage(
        left=left,
        right=right,
        comparison=comparison,
        told=told_between(connection, left, right, comparison),
        both=tuple(
            BothTell(
                incident=catalogue.views[each],
                left=_telling(left, ours[each]),
                right=_telling(right, theirs[each]),
            )
            for each in shared
        ),
    )


def _by_incident(connection: Connection, report: Report) -> dict[str, list[Event]]:
    """Return the events of a report by incident, in text order."""
    homes = incidents_in(connection, report.id)
    found: dict[str, list[Event]] = {}
    for event in events(connection, [report.id]):
        if event.id in homes:
            found.setdefault(homes[event.id], []).append(event)
    return found


def _telling(report: Report, own: list[Event]) -> Telling:
    """Return the words that a report has for an incident."""

    def words(spans: list[Any]) -> tuple[str, ...]:
        found = [report.text[s.start : s.end] for s in spans if s is not None and s.report_id == report.id]
        return tuple(dict.fromkeys(" ".join(each.split()) for each in found))

    def playing(part: Part) -> tuple[str, ...]:
        return words([each.span for event in own for each in event.participants if each.part is part])

    return Telling(
        trigger=words([event.trigger for event in own]),
        actors=playing(Part.ACTOR),
        targets=playing(Part.TARGET),
        when=words([event.when.span for event in own if event.when is not None]),
        where=words([event.where.span for event in own if event.where is not None]),
        counts=words([count.span for event in own for count in event.counts]),
    )
