"""One number for each thing counted: the middle of what first sources say, never of outlets."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from statistics import median_low

from reportedly.register.evidence import Evidence
from reportedly.register.origins import origins_by_event
from reportedly.terms.counts import Count

RULE = "the lower median over first sources, each with the number of its latest report"


def best_counts(event_ids: Iterable[str], evidence: Evidence) -> Mapping[str, int]:
    """Return the best number for each ``what`` that the events of one incident count, by ``RULE``.

    A range counts by its middle, an open one by the side that is given. What nobody vouches for counts only
    where no first source gives a number. A number that ten outlets print after one source weighs once.
    """
    ids = sorted(set(event_ids) & evidence.events.keys())
    origins = origins_by_event(ids, evidence)
    by_what: defaultdict[str, defaultdict[str, list[tuple[str, int]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for event_id in ids:
        event = evidence.events[event_id]
        at = _published(evidence, event.trigger.report_id)
        for count in event.counts:
            value = _middle(count)
            for name in origins.get(event_id, ()) or ("",):
                if value is not None:
                    by_what[count.what][name].append((at, value))
    return {what: _best(by_what[what]) for what in sorted(by_what)}


def _best(by_origin: Mapping[str, list[tuple[str, int]]]) -> int:
    """Return the median over origins of each one's latest number, the lower of two."""
    named = {name: given for name, given in by_origin.items() if name} or by_origin
    latest = []
    for given in named.values():
        newest = max(at for at, _ in given)
        latest.append(median_low([value for at, value in given if at == newest]))
    return median_low(latest)


def _middle(count: Count) -> int | None:
    """Return the middle of a range, rounded down; the given side of an open one."""
    if count.low is None or count.high is None:
        return count.low if count.high is None else count.high
    return (count.low + count.high) // 2


def _published(evidence: Evidence, report_id: str) -> str:
    """Return when a report appeared, as ISO 8601; "" where that is not known, which is before any other."""
    report = evidence.reports.get(report_id)
    published = report.published if report is not None else None
    return published.start.isoformat() if published is not None and published.start is not None else ""
