"""The rows of an export: which records of a record, as the objects that a format takes."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import IO, Any

from reportedly.events.catalogue import load_catalogue
from reportedly.events.gazetteer import load_gazetteer
from reportedly.export.about import About
from reportedly.export.acled import Beside, acled_fields
from reportedly.export.annotations import event_annotations, statement_annotations
from reportedly.export.dossier import write_dossier
from reportedly.export.dossier_reports import report_name
from reportedly.export.fields import Fields
from reportedly.export.formats import Exporter
from reportedly.export.ftm import article_entity, documentation_entity, event_entity
from reportedly.register.choosing import Choice, told, why_not
from reportedly.register.evidence import Evidence
from reportedly.register.values import figures
from reportedly.run.analysis import LANGUAGE
from reportedly.run.casework import case_of, evidence_for
from reportedly.run.listing import LISTS, told_incident
from reportedly.run.standings import statuses
from reportedly.store.batches import batches
from reportedly.store.claims import events, events_by_id, statements
from reportedly.store.incidents import incidents, live_id
from reportedly.store.record import Record, reading
from reportedly.store.reports import reports
from reportedly.store.sizes import sizes
from reportedly.terms.places import Where
from reportedly.terms.views import IncidentView

Connection = Any
"""The store's connection; only the store knows what it is."""

AT_ONCE = 100
"""Incidents whose words are in memory at once."""

DOSSIER = "dossier"
"""The format that is no list of rows."""


class NoSuchIncident(Exception):
    """An id names no incident of the record; ``id`` is it."""

    def __init__(self, incident_id: str) -> None:
        super().__init__(incident_id)
        self.id = incident_id


@dataclass(slots=True)
class _Count:
    """What goes by while an export is written."""

    of: int = 0
    kept: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)
    reviewed: Counter[str] = field(default_factory=Counter)


Step = Callable[[int], None]
"""Told how many rows are written, now and then."""


def write_rows(
    record: Record, exporter: Exporter, kind: str, choice: Choice, stream: IO[Any], step: Step | None = None
) -> About:
    """Write one kind of record in one format; return the account of it.

    Rows are made while they are written: what is in memory does not grow with the record. ``choice`` narrows
    incidents; every other kind is written whole. Raises NoSuchIncident, and what the format raises.
    """
    count = _Count()
    with reading(record) as connection:
        meant = _live(connection, choice)
        made = _ROWS.get(exporter.name, _listed)(connection, kind, meant, count)

        def about(rows: int) -> About:
            return _about(exporter.name, kind, meant, count, rows)

        return about(exporter.write(kind, _stepping(made, step), stream, about))


def write_case_file(
    record: Record, title: str, choice: Choice, stream: IO[bytes], step: Step | None = None
) -> About:
    """Write the dossier of the incidents that pass to a binary stream; return the account of it.

    Raises NoSuchIncident, and TooMany.
    """
    count = _Count()
    with reading(record) as connection:
        meant = _live(connection, choice)
        cases = (
            case_of(connection, view, evidence_for(connection, [view]))
            for view in _chosen(connection, meant, count)
        )

        def about(rows: int) -> About:
            return _about(DOSSIER, "incidents", meant, count, rows)

        written = write_dossier(
            title, _stepping(cases, step), lambda ids: reports(connection, ids), stream, about
        )
        return about(written)


def _about(form: str, kind: str, choice: Choice, count: _Count, rows: int) -> About:
    """Return the account of what went by."""
    return About(
        form=form,
        kind=kind,
        chosen=told(choice) if kind == "incidents" else (),
        rows=rows,
        kept=count.kept,
        of=count.of,
        left_out=tuple(sorted(count.left_out.items())),
        held=tuple(sorted(count.held.items())),
        reviewed=tuple(sorted(each for each in count.reviewed.items() if each[1])),
        notes=_NOTES.get(form, ()),
    )


_NOTES = {
    "geojson": (
        "A point is given for sites and towns only; other places have a null geometry, their centre and "
        "radius are properties.",
        "Events come whole: their realis says whether they happened.",
    ),
    "acled": (
        "The columns are ACLED's, the data are not: types follow from ours, source_scale is always empty.",
        "Incidents of types that ACLED does not code are left out.",
    ),
    "ftm": ("Names of people and groups are texts; the text of the reports is not part of the export.",),
    "annotations": (
        "Positions are code points of the stored text. Words that stand in another report than the record "
        "that rests on them are annotated nowhere.",
    ),
    "csv": ("Cells longer than 32,000 characters are cut with a note; JSON Lines has them whole.",),
}


def _live(connection: Connection, choice: Choice) -> Choice:
    """Return the choice with ids as they are called today."""
    found = {each: live_id(connection, each) for each in sorted(choice.ids)}
    for asked, live in found.items():
        if live is None:
            raise NoSuchIncident(asked)
    return replace(choice, ids=frozenset(live for live in found.values() if live is not None))


def _chosen(connection: Connection, choice: Choice, count: _Count) -> Iterator[IncidentView]:
    """Yield the incidents that pass, in the record's order, or those listed in theirs, and count all."""
    if choice.listed is not None:
        yield from _listed_ones(connection, choice.listed, count)
        return
    for view in incidents(connection):
        count.of += 1
        reason = why_not(view, choice)
        if reason is None:
            count.kept += 1
            count.reviewed[view.status] += 1
            yield view
        else:
            count.left_out[reason] += 1


def _listed_ones(connection: Connection, ids: tuple[str, ...], count: _Count) -> Iterator[IncidentView]:
    """Yield incidents in the order of these ids; those that are gone meanwhile are left out."""
    count.of = sizes(connection).incidents
    for piece in batches(ids, AT_ONCE):
        held = {view.id: view for view in incidents(connection, piece)}
        for each in piece:
            if each in held:
                count.kept += 1
                yield held[each]
    if count.of > count.kept:
        count.left_out["not among those shown"] = count.of - count.kept


def _batches(connection: Connection, choice: Choice, count: _Count) -> Iterator[list[IncidentView]]:
    """Yield the incidents that pass, so many at a time that their words fit."""
    return batches(_chosen(connection, choice, count), AT_ONCE)


def _stepping(rows: Iterable[Any], step: Step | None) -> Iterator[Any]:
    """Yield the rows, and tell ``step`` after each how many there were."""
    for number, row in enumerate(rows, start=1):
        yield row
        if step is not None:
            step(number)


def _listed(connection: Connection, kind: str, choice: Choice, count: _Count) -> Iterator[Fields]:
    """Yield the objects of one kind."""
    if kind == "incidents":
        yield from map(told_incident, _chosen(connection, choice, count))
        return
    for fields in LISTS[kind](connection):
        count.of += 1
        count.kept += 1
        if fields.get("status"):
            count.reviewed[fields["status"]] += 1
        yield fields


def _acled(connection: Connection, _: str, choice: Choice, count: _Count) -> Iterator[Fields]:
    """Yield rows in ACLED's columns; types that it does not code are left out and counted."""
    types, gazetteer = load_catalogue(LANGUAGE).types, load_gazetteer(LANGUAGE)

    def codes(view: IncidentView) -> tuple[str, ...]:
        return types[view.type].acled if view.type in types else ()

    def named(where: Where | None) -> tuple[str, str]:
        if where is None:
            return "", ""
        country = gazetteer.country(where.country) if where.country else None
        found = (each for each in gazetteer.find(where.name) if each.place_id == where.place_id)
        place = next(found, None)
        division = gazetteer.holder(place.division) if place is not None and not place.local else None
        own = where.name if where.precision.value == "province" else ""
        return country.name if country else where.country or "", division.name if division else own

    for views in _batches(connection, choice, count):
        coded = [view for view in views if codes(view)]
        for view in views:
            if not codes(view):
                count.kept -= 1
                count.reviewed[view.status] -= 1
                count.left_out[f"no event type of ACLED: {view.type}"] += 1
        evidence = evidence_for(connection, coded)
        for view in coded:
            country, admin1 = named(view.where)
            outlets = sorted({_outlet(evidence, each) for each in view.report_ids})
            best = {each.what: each.best for each in figures(view, evidence) if each.best is not None}
            beside = Beside(
                country=country, admin1=admin1, outlets=tuple(outlets), best=best, crosswalk=codes(view)
            )
            yield acled_fields(view, beside)


def _outlet(evidence: Evidence, report_id: str) -> str:
    """Return the outlet of a report; where it has none, the end of its address."""
    report = evidence.reports.get(report_id)
    return report_name(report) if report is not None else report_id


def _ftm(connection: Connection, _: str, choice: Choice, count: _Count) -> Iterator[Fields]:
    """Yield Events with the Documentation of each, then the Articles that they name."""
    report_ids: set[str] = set()
    for views in _batches(connection, choice, count):
        found = events_by_id(connection, chain.from_iterable(view.event_ids for view in views))
        for view in views:
            count.held["Event"] += 1
            yield event_entity(view)
            told_in = [found[each].trigger for each in view.event_ids if each in found]
            for report_id in view.report_ids:
                count.held["Documentation"] += 1
                spans = [span for span in told_in if span.report_id == report_id]
                yield documentation_entity(view, report_id, spans)
            report_ids.update(view.report_ids)
    for report in reports(connection, report_ids):
        count.held["Article"] += 1
        yield article_entity(report)


def _annotations(connection: Connection, kind: str, _: Choice, count: _Count) -> Iterator[Fields]:
    """Yield the annotations of all statements or events, report by report."""
    decided = statuses(connection)
    for report in reports(connection):
        if kind == "statements":
            made = (
                statement_annotations(each, report, decided.get(each.id))
                for each in statements(connection, [report.id])
            )
        else:
            made = (event_annotations(each, report) for each in events(connection, [report.id]))
        for found in made:
            count.of += 1
            count.kept += 1
            yield from found


def _mapped(connection: Connection, kind: str, choice: Choice, count: _Count) -> Iterator[Fields]:
    """Yield the objects of one kind, and count which have a point on the map."""
    for fields in _listed(connection, kind, choice, count):
        where = fields["where"]
        count.held["without a place" if where is None else f"place: {where['precision']}"] += 1
        yield fields


_ROWS: dict[str, Callable[[Connection, str, Choice, _Count], Iterator[Fields]]] = {
    "acled": _acled,
    "ftm": _ftm,
    "annotations": _annotations,
    "geojson": _mapped,
}
"""The formats whose rows are not the plain objects of ``export.fields``."""
