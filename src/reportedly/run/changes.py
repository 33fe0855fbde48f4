"""What one voice says over time: by period and act, in which outlets, from how many origins."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from reportedly.register.attest import PUBLISHED
from reportedly.register.evidence import Evidence, gather, outlet_of
from reportedly.register.shared import find_root, shared_name
from reportedly.terms.lineage import Copy
from reportedly.terms.names import fold_name
from reportedly.terms.reports import Report
from reportedly.terms.statements import Statement, VoiceKind
from reportedly.terms.times import When

_STEP = timedelta(microseconds=1)


def _week(moment: datetime) -> str:
    """Return the ISO 8601 week of a moment."""
    year, week, _ = moment.isocalendar()
    return f"{year:04d}-W{week:02d}"


PERIODS: Mapping[str, Callable[[datetime], str]] = MappingProxyType(
    {
        "day": lambda moment: moment.date().isoformat(),
        "week": _week,
        "month": lambda moment: moment.date().isoformat()[:7],
        "year": lambda moment: moment.date().isoformat()[:4],
    }
)
"""How the period of a moment is written, in UTC: ISO 8601."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One row: what a voice did in one period, where it was printed, who had it first.

    ``period`` is ISO 8601, two of them with "/" where the time is known less finely, ".." for an open side,
    "" where it is not known. ``origins`` are its first sources: copies folded, credits followed.
    """

    period: str
    act: str
    outlets: tuple[str, ...]
    origins: tuple[str, ...]
    report_ids: tuple[str, ...]
    statement_ids: tuple[str, ...]


def changes_of(
    statements: Iterable[Statement], reports: Mapping[str, Report], copies: Iterable[Copy], over: str
) -> tuple[Change, ...]:
    """Return the rows by period, then act; unknown times last. No order of the inputs matters.

    ``over`` is a key of ``PERIODS``; ``reports`` and ``copies`` hold all that the statements' passages were
    copied from.
    """
    found = list(statements)
    evidence = gather((), found, reports.values(), copies)
    rows: defaultdict[tuple[str, str], list[Statement]] = defaultdict(list)
    for each in found:
        published = reports[each.said[0].report_id].published
        rows[period_of(each.when, published, over), each.act.value].append(each)
    keys = sorted(rows, key=lambda key: (not key[0], *key))
    return tuple(_row(period, act, rows[period, act], evidence) for period, act in keys)


def _row(period: str, act: str, statements: Iterable[Statement], evidence: Evidence) -> Change:
    """Return one row; of names that differ only in spelling the first stands for all."""
    found = sorted(statements, key=lambda each: (each.said[0], each.id))
    return Change(
        period=period,
        act=act,
        outlets=_distinct(outlet_of(evidence, each.said[0].report_id) for each in found),
        origins=_distinct(origin_of(each, evidence) for each in found),
        report_ids=tuple(sorted({each.said[0].report_id for each in found})),
        statement_ids=tuple(each.id for each in found),
    )


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names once each, sorted."""
    by_fold: dict[str, str] = {}
    for name in sorted(set(names)):
        by_fold.setdefault(fold_name(name) or name, name)
    return tuple(by_fold[key] for key in sorted(by_fold))


def origin_of(statement: Statement, evidence: Evidence) -> str:
    """Return who had a statement first: the speaker of what was published (a post, a speech), else the outlet
    or document next to the voice in the chain, else whoever printed the passage first. Total.
    """
    if statement.medium in PUBLISHED and statement.voice.kind is not VoiceKind.OUTLET:
        return statement.voice.name
    chain = statement.inferred or statement.chain
    if len(chain) > 2:
        return chain[-2]
    root = find_root(statement.said[0], evidence)
    return shared_name((span.report_id for span in root.spans), evidence)


def period_of(said: When | None, published: When | None, over: str) -> str:
    """Return the period of a saying: its own time where the words give one, else its report's publication."""
    known = [when for when in (said, published) if when is not None and (when.start or when.end)]
    if not known:
        return ""
    write = PERIODS[over]
    start, end = known[0].start, known[0].end
    first = write(start.astimezone(UTC)) if start is not None else ".."
    last = write(end.astimezone(UTC) - _STEP) if end is not None else ".."
    return first if first == last else f"{first}/{last}"
