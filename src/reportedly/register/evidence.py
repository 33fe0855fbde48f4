"""The records behind an incident, laid out for looking up."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportedly.language.officials import Officials
from reportedly.terms.events import Event
from reportedly.terms.lineage import Copy
from reportedly.terms.reports import Report
from reportedly.terms.spans import Span
from reportedly.terms.statements import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Events, statements, reports by id, and the copies and cued statements of each report.

    ``copies`` and ``cues`` are keyed by report id and stand in text order.

    ``nominal`` holds the ids of events whose trigger is a noun ("Pompeo's threats"): a mention that takes
    the happening as known.
    """

    events: Mapping[str, Event]
    statements: Mapping[str, Statement]
    reports: Mapping[str, Report]
    copies: Mapping[str, tuple[Copy, ...]]
    cues: Mapping[str, tuple[Statement, ...]]
    nominal: frozenset[str]
    officials: Officials | None = None
    """The words by which a source is official; None: no source is held to be."""


def gather(
    events: Iterable[Event],
    statements: Iterable[Statement],
    reports: Iterable[Report],
    copies: Iterable[Copy] = (),
    nominal: Iterable[str] = (),
    officials: Officials | None = None,
) -> Evidence:
    """Return the evidence; the order of the inputs changes nothing.

    ``nominal`` adds to the events that are marked so themselves.
    """
    touching: defaultdict[str, set[Copy]] = defaultdict(set)
    for copy in copies:
        touching[copy.source.report_id].add(copy)
        touching[copy.copy.report_id].add(copy)
    said = {each.id: each for each in statements}
    cued: defaultdict[str, list[Statement]] = defaultdict(list)
    for each in said.values():
        if each.cue is not None:
            cued[each.cue.report_id].append(each)
    told = {each.id: each for each in events}
    return Evidence(
        events=told,
        statements=said,
        reports={each.id: each for each in reports},
        copies={report: tuple(sorted(found, key=copy_order)) for report, found in sorted(touching.items())},
        cues={
            report: tuple(sorted(found, key=lambda each: (each.cue or each.said[0], each.id)))
            for report, found in sorted(cued.items())
        },
        nominal=frozenset(nominal).union(each.id for each in told.values() if each.nominal),
        officials=officials,
    )


def copy_order(copy: Copy) -> tuple[Span, Span, float, str]:
    """Return the order of copies: by source, by copy."""
    return copy.source, copy.copy, copy.identity, copy.basis.value


def outlet_of(evidence: Evidence, report_id: str) -> str:
    """Return the name under which a report counts: its outlet, else its address, else its id."""
    report = evidence.reports.get(report_id)
    return report_id if report is None else (report.outlet or report.uri or report_id)


def words_of(evidence: Evidence, span: Span) -> str | None:
    """Return the words at ``span``, None where the report is not at hand or too short."""
    report = evidence.reports.get(span.report_id)
    if report is None or span.end > len(report.text):
        return None
    return report.text[span.start : span.end]
