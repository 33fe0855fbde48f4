"""What was read, said at the end of reading."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from reportedly.register.stories import Story
from reportedly.register.tally import left_out, measure
from reportedly.register.totals import ReportedTotal, reported_totals
from reportedly.terms.lineage import Copy
from reportedly.terms.reports import Problem, Report
from reportedly.terms.spans import BODY, Span
from reportedly.terms.statements import Statement
from reportedly.terms.views import IncidentView


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Counts over one record. ``copied_share`` is of body characters, 0 to 1, None without any body text.

    ``acts`` counts statements by speech act and ``problems`` inputs by kind, both by name. ``incidents`` are
    those in the register, ``incident_reports`` and ``incident_origins`` the distinct ones behind them;
    ``outside`` counts the incidents that are not, by realis, ``languages`` the reports whose language is
    known, by its code.
    """

    reports: int
    stories: int
    copied_share: float | None
    statements: int
    acts: tuple[tuple[str, int], ...]
    incidents: int
    incident_reports: int
    incident_origins: int
    outside: tuple[tuple[str, int], ...]
    totals: tuple[ReportedTotal, ...]
    problems: tuple[tuple[str, int], ...]
    languages: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All that a summary looks at."""

    reports: tuple[Report, ...]
    statements: tuple[Statement, ...]
    copies: tuple[Copy, ...]
    views: tuple[IncidentView, ...]
    stories: tuple[Story, ...]
    problems: tuple[Problem, ...]


def summarise(record: Record) -> Summary:
    """Return the summary of ``record``; the order inside it changes nothing."""
    counted = [each for each in record.views if each.in_register]
    incidents, reports, origins = measure(counted)
    return Summary(
        reports=len(record.reports),
        stories=len(record.stories),
        copied_share=copied_share(record.reports, record.copies),
        statements=len(record.statements),
        acts=_count(each.act.value for each in record.statements),
        incidents=incidents,
        incident_reports=reports,
        incident_origins=origins,
        outside=left_out(record.views),
        totals=reported_totals(record.views),
        languages=_count(each.language for each in record.reports if each.language),
        problems=_count(each.kind for each in record.problems),
    )


def _count(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Return how often each name occurs, by name."""
    return tuple(sorted(Counter(names).items()))


def copied_share(reports: Iterable[Report], copies: Iterable[Copy]) -> float | None:
    """Return the share of body characters that stand in a copy, 0 to 1; None without body text.

    The copying side alone counts, so that a text and its one reprint give a half.
    """
    copied: defaultdict[str, list[Span]] = defaultdict(list)
    for copy in copies:
        copied[copy.copy.report_id].append(copy.copy)
    total = inside = 0
    for report in reports:
        own, all_ = _within(report, copied.get(report.id, []))
        inside, total = inside + own, total + all_
    return inside / total if total else None


def body_share(report: Report, spans: Iterable[Span]) -> float:
    """Return the share of a report's body characters that stand in ``spans``, 0 to 1; 0 without body text.

    Every share that is shown of a report's words is counted so.
    """
    inside, total = _within(report, spans)
    return inside / total if total else 0.0


def _within(report: Report, spans: Iterable[Span]) -> tuple[int, int]:
    """Return how many characters of a report's body stand in spans, and how many there are."""
    body = [(block.span.start, block.span.end) for block in report.blocks if block.role in BODY]
    taken = _joined((span.start, span.end) for span in spans)
    return _common(_joined(body), taken), sum(end - start for start, end in body)


def _joined(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return sorted stretches with overlaps joined."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _common(left: list[tuple[int, int]], right: list[tuple[int, int]]) -> int:
    """Return how many characters two sorted lists of joined stretches share."""
    shared = at = 0
    for start, end in left:
        while at < len(right) and right[at][1] <= start:
            at += 1
        look = at
        while look < len(right) and right[look][0] < end:
            shared += max(0, min(end, right[look][1]) - max(start, right[look][0]))
            look += 1
    return shared
