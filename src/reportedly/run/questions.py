"""Answers from a record: what the commands and pages show."""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from reportedly.language.language import load_language
from reportedly.lineage.align import align
from reportedly.lineage.passages import cut
from reportedly.lineage.reference import find_copies
from reportedly.readings.sentences import find_sentences
from reportedly.register.comparison import Comparison, compare_reports
from reportedly.register.differing import Difference, differences, missing_sources
from reportedly.register.evidence import Evidence, gather
from reportedly.register.outlets import Outlet, outlets
from reportedly.register.stories import stories
from reportedly.register.summary import Record as Holdings
from reportedly.register.summary import Summary, summarise
from reportedly.register.tally import ReportedTotal, Tally, reported_totals, tally
from reportedly.register.trace import Node, trace
from reportedly.register.verification import Fault, verify_incidents, verify_report
from reportedly.register.verification import Holdings as Held
from reportedly.run.analysis import LANGUAGE
from reportedly.run.copying import facts_of
from reportedly.store.browsing import incidents_in
from reportedly.store.claims import events, statements
from reportedly.store.copies import copies
from reportedly.store.incidents import incidents, live_id
from reportedly.store.inputs import problems, raw_bytes
from reportedly.store.record import Record, reading
from reportedly.store.reports import report_by, report_ids, reports
from reportedly.terms.incidents import Incident
from reportedly.terms.reports import Report
from reportedly.terms.spans import Span
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


def tally_of(record: Record, by: Sequence[str]) -> tuple[Tally, tuple[ReportedTotal, ...]]:
    """Return the register counted by these cells, and the totals that sources reported beside it.

    Raises ValueError on an unknown cell.
    """
    with reading(record) as connection:
        views = tuple(incidents(connection))
    return tally(views, by), reported_totals(views)


def evidence(connection: Connection) -> Evidence:
    """Return the whole record laid out for looking up."""
    found = tuple(events(connection))
    nominal = [event.id for event in found if event.nominal]
    return gather(found, statements(connection), reports(connection), copies(connection), nominal)


def trace_of(record: Record, record_id: str) -> Node | None:
    """Return the trace of any record down to its words, None where the id is not known; old ids serve too."""
    with reading(record) as connection:
        views: Mapping[str, IncidentView] = {each.id: each for each in incidents(connection)}
        live = live_id(connection, record_id)
        return trace(live or record_id, evidence(connection), views)


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
    found = find_sentences(report.text, report.blocks, load_language(LANGUAGE))
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
    """What two reports tell otherwise, and the outlets not in the record that both may rewrite."""

    differences: tuple[Difference, ...]
    missing: tuple[str, ...]


def told_otherwise(record: Record, left: Report, right: Report, found: Comparison) -> Told:
    """Return what two kept reports, compared already, tell otherwise."""
    with reading(record) as connection:
        ours, theirs = (tuple(events(connection, [each.id])) for each in (left, right))
        homes = incidents_in(connection, left.id) | incidents_in(connection, right.id)
        here = {name for each in reports(connection) if (name := each.outlet) is not None}
    pairs = [(each.left, each.right) for each in found.shared]
    texts = {each.id: each.text for each in (left, right)}
    return Told(
        differences=differences(texts, ours, theirs, homes, pairs),
        missing=missing_sources(left, right, here) if pairs else (),
    )


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


def faults_of(record: Record) -> Iterator[tuple[str, tuple[Fault, ...]]]:
    """Yield (address, its faults) for every report, and at the end ("incidents", theirs).

    What cannot be read back at all is a fault of its report, named by its id where the address is lost.
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
            yield report.uri, verify_report(report, raw, holdings)
        try:
            derived = [Incident(id=each.id, event_ids=each.event_ids) for each in incidents(connection)]
        except UNREADABLE as error:
            yield "incidents", (_damage("incidents", error),)
            return
        yield "incidents", verify_incidents(derived, event_ids)
