"""Answers from a record: what the commands and pages show."""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from reportedly.language.language import load_language
from reportedly.lineage.align import align
from reportedly.lineage.passages import cut
from reportedly.lineage.reference import find_copies
from reportedly.readings.sentences import find_sentences
from reportedly.register.choosing import ANY, Choice
from reportedly.register.comparison import Comparison, compare_reports
from reportedly.register.differing import Difference, differences, missing_sources
from reportedly.register.evidence import gather, words_of
from reportedly.register.outlets import Outlet, outlets
from reportedly.register.stories import stories
from reportedly.register.summary import Record as Holdings
from reportedly.register.summary import Summary, summarise
from reportedly.register.tally import Tally, tally
from reportedly.register.totals import is_total
from reportedly.register.trace import Node, trace, trace_copy, trace_incident, trace_total
from reportedly.register.values import Figure, figures
from reportedly.register.verification import Fault, verify_incidents, verify_report
from reportedly.register.verification import Holdings as Held
from reportedly.run.analysis import LANGUAGE
from reportedly.run.casework import evidence_for
from reportedly.run.columns import Held as Columns
from reportedly.run.copying import facts_of
from reportedly.run.kinship import is_outlet, joined
from reportedly.run.remaking import remade_faults
from reportedly.run.rollups import next_turns, rebuild, tally_of_held, weighed
from reportedly.run.totals import totals_of_view
from reportedly.store.browsing import incidents_in, report_of
from reportedly.store.claims import events, statements
from reportedly.store.copies import copies
from reportedly.store.incidents import incidents, live_id
from reportedly.store.inputs import problems, raw_bytes
from reportedly.store.record import Record, reading, writing
from reportedly.store.reports import report_by, report_ids, reports
from reportedly.store.sizes import Sizes, sizes
from reportedly.terms.ids import copy_id
from reportedly.terms.incidents import Incident
from reportedly.terms.reports import Report
from reportedly.terms.spans import COMPARED, Span
from reportedly.terms.views import IncidentView

Connection = Any
"""The store's connection; only the store knows what it is."""

UNREADABLE = (msgspec.DecodeError, zlib.error)
"""What reading back a changed or damaged row raises."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """A name that stands for no report, or for several: the candidates, none or more than one."""

    name: str
    candidates: tuple[Report, ...]


def summary_of(record: Record) -> Summary:
    """Return the summary of everything in the record."""
    with reading(record) as connection:
        kept, copied = tuple(reports(connection)), tuple(copies(connection))
        views = tuple(incidents(connection))
        return summarise(
            Holdings(
                reports=kept,
                statements=tuple(statements(connection)),
                copies=copied,
                views=views,
                stories=stories(kept, copied, views),
                problems=tuple(problems(connection)),
            )
        )


def tally_rows(counts: Tally) -> list[dict[str, Any]]:
    """Return the rows of a tally as JSON objects: cells by name, null where not known, and numbers."""
    return [
        {
            **{name: value or None for name, value in zip(counts.by, row.cell, strict=True)},
            "incidents": row.incidents,
            "reports": row.reports,
            "origins": row.origins,
            "incident_ids": list(row.incident_ids),
        }
        for row in counts.rows
    ]


def trace_of(record: Record, record_id: str) -> Node | None:
    """Return the trace of any record down to its words, None where the id is not known; old ids serve too."""
    with reading(record) as connection:
        live = live_id(connection, record_id)
        view = None if live is None else next(incidents(connection, [live]), None)
        if view is not None:
            return _trace_view(connection, view)
        home = report_of(connection, record_id) or record_id
        kept = list(reports(connection, [home]))
        if kept:
            held = gather(events(connection, [home]), statements(connection, [home]), kept)
            return trace(record_id, held, {})
        found = next((each for each in copies(connection) if copy_id(each) == record_id), None)
        if found is None:
            return None
        sides = reports(connection, [found.source.report_id, found.copy.report_id])
        return trace_copy(found, gather((), (), sides))


def _trace_view(connection: Connection, view: IncidentView) -> Node:
    """Return the trace of an incident; a reported total opens into what stands beside it too."""
    totals = totals_of_view(connection, view) if is_total(view) else ()
    if not totals:
        return trace_incident(view, evidence_for(connection, [view]))
    beside = {
        each
        for total in totals
        for ids in (
            total.itemised_ids or (),
            total.possible_ids or (),
            *(ids for _, ids in total.outside or ()),
        )
        for each in ids
    }
    views = {each.id: each for each in (view, *incidents(connection, beside))}
    held = evidence_for(connection, views.values())
    nodes = tuple(trace_total(each, held, views) for each in totals)
    return (
        nodes[0]
        if len(nodes) == 1
        else Node(label=view.title, id=view.id, span=None, text=None, children=nodes)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """An incident with its figures, each value with its source and time, and the words of every number."""

    view: IncidentView
    figures: tuple[Figure, ...]
    words: dict[Span, str]


def numbers_of(record: Record, incident_id: str) -> Numbers | None:
    """Return what is counted of an incident, by any id that it has had; None where there is none."""
    with reading(record) as connection:
        live = live_id(connection, incident_id)
        view = None if live is None else next(incidents(connection, [live]), None)
        if view is None:
            return None
        held = evidence_for(connection, [view])
        found = figures(view, held)
    spans = {each.span for figure in found for each in figure.values}
    return Numbers(view=view, figures=found, words={each: words_of(held, each) or "" for each in spans})


def find_report(record: Record, name: str) -> Report | Unclear:
    """Return the report of this id, address or file name."""
    with reading(record) as connection:
        found = report_by(connection, name)
    return found[0] if len(found) == 1 else Unclear(name, found)


def _changes(left: str, right: str) -> tuple[tuple[tuple[int, int], tuple[int, int]], ...]:
    """Return the words that two passages exchange, as offsets into each."""
    alignment = align(left, right)
    return alignment.changed if alignment is not None else ()


def _sentences(report: Report) -> tuple[Span, ...]:
    """Return the body sentences of a kept report."""
    found = find_sentences(report.text, report.blocks, load_language(LANGUAGE), COMPARED)
    return tuple(Span(report.id, start, end) for start, end in found)


def comparison_of(left: Report, right: Report) -> Comparison:
    """Return two reports side by side: their own shared passages, whoever else has them."""
    sentences = {report.id: _sentences(report) for report in (left, right)}
    found = [
        passage
        for report in (left, right)
        for passage in cut(report.id, report.text, [(s.start, s.end) for s in sentences[report.id]])
    ]
    facts = {report.id: facts_of(report) for report in (left, right)}
    copied = find_copies(found, {report.id: report.text for report in (left, right)}, facts)
    return compare_reports(left, right, copied, _changes, sentences)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What two reports tell otherwise, and the outlets of which both may rewrite a text that is not here."""

    differences: tuple[Difference, ...]
    missing: tuple[str, ...]


def told_otherwise(record: Record, left: Report, right: Report, found: Comparison) -> Told:
    """Return what two kept reports, compared already, tell otherwise."""
    with reading(record) as connection:
        return told_between(connection, left, right, found)


def told_between(connection: Connection, left: Report, right: Report, found: Comparison) -> Told:
    """Return the same within a reading of the record."""
    ours, theirs = (tuple(events(connection, [each.id])) for each in (left, right))
    homes = incidents_in(connection, left.id) | incidents_in(connection, right.id)
    near = joined(connection, [left.id, right.id])
    here = {name for each in reports(connection, near) if (name := each.outlet) is not None}
    pairs = [(each.left, each.right) for each in found.shared]
    texts = {each.id: each.text for each in (left, right)}
    return Told(
        differences=differences(texts, ours, theirs, homes, pairs),
        missing=tuple(filter(is_outlet, missing_sources(left, right, here))) if pairs else (),
    )


def comparison_fields(left: Report, right: Report, found: Comparison, told: Told) -> dict[str, Any]:
    """Return a comparison as an object; every span with its words, null where one side has none."""

    def opened(report: Report, span: Span | None) -> dict[str, Any] | None:
        if span is None:
            return None
        return {"start": span.start, "end": span.end, "text": report.text[span.start : span.end]}

    def pair(one: Span | None, other: Span | None) -> dict[str, Any]:
        return {"left": opened(left, one), "right": opened(right, other)}

    sides = ((left, found.left_share, found.left_only), (right, found.right_share, found.right_only))
    return {
        **{
            name: {
                "report": report.id,
                "uri": report.uri,
                "outlet": report.outlet,
                "title": report.title,
                "in_both": round(share, 3),
                "only": [opened(report, span) for span in only],
            }
            for name, (report, share, only) in zip(("left", "right"), sides, strict=True)
        },
        "both": [
            {
                **pair(each.left, each.right),
                "identity": round(each.identity, 3),
                "changes": [pair(change.left, change.right) for change in each.changes],
            }
            for each in found.shared
        ],
        "numbers": [pair(change.left, change.right) for change in found.numbers],
        "differences": [
            {
                "kind": each.kind,
                "what": each.what or None,
                "apart": each.apart,
                **pair(each.left, each.right),
            }
            for each in told.differences
        ],
        "missing": list(told.missing),
    }


def outlets_of(record: Record) -> tuple[Outlet, ...]:
    """Return the profile of every outlet of the record."""
    with reading(record) as connection:
        return outlets(reports(connection), copies(connection))


def _held(connection: Connection, report_id: str) -> tuple[Report, bytes | None, Held]:
    """Return a report with its bytes and all that rests on its words."""
    report = next(reports(connection, [report_id]))
    holdings = Held(
        statements=tuple(statements(connection, [report_id])),
        events=tuple(events(connection, [report_id])),
        copies=tuple(copies(connection, [report_id])),
    )
    return report, raw_bytes(connection, report.raw_sha256), holdings


def _damage(record_id: str, error: Exception) -> Fault:
    """Return the fault of what cannot even be read back."""
    return Fault(kind="damaged", id=record_id, detail=f"what is kept of it cannot be read: {error}")


def sizes_of(record: Record) -> Sizes:
    """Return how many of everything the record holds."""
    with reading(record) as connection:
        return sizes(connection)


def faults_of(record: Record) -> Iterator[tuple[str, tuple[Fault, ...]]]:
    """Yield (address, its faults) for every report, and at the end ("incidents", theirs).

    What cannot be read back at all is a fault of its report, named by its id where the address is lost. With
    the incidents' comes what is wrong with the numbers that are kept for tallies.
    """
    with reading(record) as connection:
        event_ids: list[str] = []
        for report_id in list(report_ids(connection)):
            try:
                report, raw, holdings = _held(connection, report_id)
            except UNREADABLE as error:
                yield report_id, (_damage(report_id, error),)
                continue
            event_ids += [event.id for event in holdings.events]
            yield report.uri, (*verify_report(report, raw, holdings), *remade_faults(report, raw))
        try:
            views = tuple(incidents(connection))
        except UNREADABLE as error:
            yield "incidents", (_damage("incidents", error),)
            return
        derived = [Incident(id=each.id, event_ids=each.event_ids) for each in views]
        yield "incidents", verify_incidents(derived, event_ids) + _verify_columns(connection, views)


_COUNTED = ("month", "type", "method", "country", "province", "realis", "status")


def _verify_columns(connection: Connection, views: Iterable[IncidentView]) -> tuple[Fault, ...]:
    """Return a fault where what tallies and the queue are taken from is not what the incidents give."""
    try:
        kept = tally_of_held(Columns(connection), _COUNTED, Choice(realis=ANY), most=None, ids=True)
        counted = tally([replace(view, in_register=True) for view in views], _COUNTED)
        if kept == counted and next_turns(connection, limit=None)[0] == weighed(connection):
            return ()
    except (IndexError, KeyError, ValueError):
        pass  # columns of other lengths than one another, codes without a value
    detail = "what is kept for tallies or the queue is not so; `reportedly verify --rebuild` makes it anew"
    return (Fault(kind="columns", id="tally", detail=detail),)


def rebuild_columns(record: Record) -> int:
    """Make what tallies and the queue are taken from anew; return of how many incidents."""
    with writing(record) as connection:
        return rebuild(connection)
