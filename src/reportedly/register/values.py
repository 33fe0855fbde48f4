"""Every number that an incident's sources give, in order of time, and the one that the register takes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from statistics import median_high

from reportedly.register.attest import attest
from reportedly.register.evidence import Evidence, outlet_of, words_of
from reportedly.register.origins import origins_by_event
from reportedly.register.ranges import Claim, merge_counts, middle_of, range_words
from reportedly.register.shared import find_root
from reportedly.register.wording import told
from reportedly.terms.counts import Count
from reportedly.terms.events import Event
from reportedly.terms.names import sound_key
from reportedly.terms.spans import Span
from reportedly.terms.views import IncidentView

_STEP = timedelta(microseconds=1)
_NEAR = 100
"""Code points round a voice in which its office is looked for."""

TOLL = frozenset({"killed", "wounded"})
"""What befalls people in one happening; a report that gives some of it for the whole gives all of it."""

RULE = (
    "the latest number that an official source itself gives; without one the upper median over first "
    "sources, each with its latest number; never over outlets. What is told on the word of several counts "
    "once. Where a report's leading mention gives a toll, its other mentions are parts of it, and what it "
    "omits is none"
)
"""How the best number is chosen, in words. A person's number goes before all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One number as one first source gives it.

    ``source`` is empty where nobody vouches; ``leading`` marks a number of the mention that leads its report.
    ``at`` is when it was said, as far as the words tell, else when the report appeared, aware UTC; None where
    neither is known. ``official``: the source speaks for a state, an authority or a hospital. ``direct``: the
    source says the number itself; else the outlet tells it in its own words on the word of those it names.
    """

    count: Count
    source: str
    official: bool
    at: datetime | None
    outlet: str
    event_id: str
    leading: bool = False
    direct: bool = True

    @property
    def words(self) -> str:
        """The number in words: "9", "at least 2"."""
        return range_words(self.count.low, self.count.high, self.count.approximate)

    @property
    def span(self) -> Span:
        """Where the number stands."""
        return self.count.span


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One number in the course of time, and who gave it, each with the day (empty where it is not known)."""

    words: str
    sources: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """All that is said of one ``what``: the range over first sources, the best number and why it is the best.

    ``values`` stand in order of time, ``course`` is what changed. ``machine`` is the best by the rule where a
    person's number stands above it.
    """

    what: str
    low: int | None
    high: int | None
    approximate: bool
    best: int | None
    why: str
    values: tuple[Value, ...]
    course: tuple[Step, ...]
    disagreement: str | None = None
    machine: int | None = None


def figures(view: IncidentView, evidence: Evidence) -> tuple[Figure, ...]:
    """Return the figures of an incident, by what they count; a person's numbers lie over the machine's."""
    machine = {each.what: each for each in figures_of(view.event_ids, evidence)}
    shown = {each.what: each for each in view.counts}
    best = dict(view.best)
    found: list[Figure] = []
    for what in sorted(machine.keys() | shown.keys()):
        own, count = machine.get(what), shown.get(what)
        if own is not None and f"count.{what}" not in view.edited:
            found.append(own)
            continue
        found.append(
            Figure(
                what=what,
                low=count.low if count is not None else None,
                high=count.high if count is not None else None,
                approximate=count is not None and count.approximate,
                best=best.get(what),
                why="a person's number" if count is not None else "a person says that this is not counted",
                values=own.values if own is not None else (),
                course=own.course if own is not None else (),
                disagreement=own.disagreement if own is not None else None,
                machine=own.best if own is not None else None,
            )
        )
    return tuple(found)


def figures_of(event_ids: Iterable[str], evidence: Evidence) -> tuple[Figure, ...]:
    """Return what the events of one incident say of each ``what``, as the machine reads it, sorted."""
    found = grouped(values_of(event_ids, evidence))
    best = bests_of(found)
    return tuple(_figure(what, values, best[what]) for what, values in found.items())


def grouped(values: Iterable[Value]) -> dict[str, tuple[Value, ...]]:
    """Return values by what they count, sorted, each in order of time."""
    by_what: defaultdict[str, list[Value]] = defaultdict(list)
    for value in values:
        by_what[value.count.what].append(value)
    return {what: tuple(by_what[what]) for what in sorted(by_what)}


def ranges_of(values: Iterable[Value]) -> tuple[tuple[Count, ...], tuple[str, ...]]:
    """Return one range for each ``what`` over first sources, and where they differ; see ``merge_counts``."""
    claims: defaultdict[tuple[str, Count, str], set[str]] = defaultdict(set)
    for each in values:
        claims[each.event_id, each.count, _iso(each.at)].add(each.source)
    return merge_counts(
        Claim(count, tuple(sorted(names - {""})), at) for (_, count, at), names in claims.items()
    )


def values_of(
    event_ids: Iterable[str], evidence: Evidence, origins: Mapping[str, tuple[str, ...]] | None = None
) -> tuple[Value, ...]:
    """Return every number that the events give, once for each first source, by time (unknown first).

    ``origins`` are those of ``origins_by_event`` where they are at hand.
    """
    ids = sorted(set(event_ids) & evidence.events.keys())
    origins = origins_by_event(ids, evidence) if origins is None else origins
    said = {each: attest(evidence.events[each], evidence).name is not None for each in ids}
    found = [
        Value(
            count=count,
            source=name,
            official=bool(name) and _official(name, evidence.events[event_id], evidence),
            at=_at(evidence.events[event_id], evidence),
            outlet=outlet_of(evidence, count.span.report_id),
            event_id=event_id,
            leading=evidence.events[event_id].leads,
            direct=said[event_id],
        )
        for event_id in ids
        for count in evidence.events[event_id].counts
        for name in origins.get(event_id, ()) or ("",)
    ]
    return tuple(sorted(found, key=_order))


def bests_of(values: Mapping[str, Sequence[Value]]) -> dict[str, tuple[int | None, str]]:
    """Return for each ``what`` the best number by ``RULE``, None where none is given, and why, in words.

    ``values`` as ``grouped`` gives them. A range counts by its middle, an open one by the side that is given.
    What nobody vouches for counts only where no first source gives a number.
    """
    full = [each for what in sorted(TOLL & values.keys()) for each in values[what] if each.leading]
    whole = {each.span.report_id for each in full}
    rests = _rests(each for own in values.values() for each in own)
    best = {}
    for what, own in values.items():
        if what not in TOLL:
            best[what] = _best(own, (), rests)
            continue
        kept = [each for each in own if each.leading or each.span.report_id not in whole]
        best[what] = _best(kept, full, rests)
    return best


Rests = Mapping[tuple[str, str], str]
"""For an event and one of its sources what stands for it in a median: all sources of what is told on the word
of several, the source itself where it says the number."""


def _rests(values: Iterable[Value]) -> Rests:
    """Return what each value counts as."""
    given = sorted({(each.event_id, sound_key(each.source), each.direct) for each in values})
    whole: defaultdict[str, list[str]] = defaultdict(list)
    for event_id, key, _ in given:
        whole[event_id].append(key)
    return {(at, key): key if direct else "\n".join(whole[at]) for at, key, direct in given}


def _best(values: Iterable[Value], full: Iterable[Value], rests: Rests) -> tuple[int | None, str]:
    """Return the best of the values of one ``what`` and why; ``full`` are values of tolls given in full."""
    given = [each for each in values if middle_of(each.count) is not None]
    official = [each for each in given if each.official and each.direct]
    if official:
        latest = _latest(official)
        names = ", ".join(sorted({each.source for each in latest}))
        day = f", {told(latest[0].at, '%Y-%m-%d')}" if latest[0].at is not None else ""
        return median_high(_middles(latest)), f"latest official: {names}{day}"
    vouched = [each for each in given if each.source] or given
    by_source: defaultdict[str, list[Value]] = defaultdict(list)
    for each in vouched:
        by_source[rests[each.event_id, sound_key(each.source)]].append(each)
    none = {rests[each.event_id, sound_key(each.source)] for each in full} - by_source.keys()
    one = [median_high(_middles(_latest(own))) for own in by_source.values()] + [0] * len(none)
    if not one:
        return None, "no number is given"
    if vouched and not vouched[0].source:
        return median_high(one), "nobody vouches for it"
    if len(one) == 1:
        return one[0], "the one origin"
    omitted = f", of which {len(none)} count none" if none else ""
    return median_high(one), f"upper median of {len(one)} origins{omitted}"


def course_of(values: Iterable[Value]) -> tuple[Step, ...]:
    """Return the numbers in order of time where they change, each with those who gave it, by day.

    A source that repeats itself says nothing new; one that gives a number again after another does.
    """
    said: dict[str, str] = {}
    news: list[Value] = []
    for value in values:
        key = sound_key(value.source)
        if value.source and said.get(key) != value.words:
            said[key] = value.words
            news.append(value)
    return tuple(
        Step(
            words=words,
            sources=tuple(dict.fromkeys((each.source, told(each.at, "%Y-%m-%d")) for each in own)),
        )
        for words, own in groupby(news, key=lambda each: each.words)
    )


def course_words(figure: Figure) -> str:
    """Return the course of a figure: "6 (police, 2031-05-03) → 8 (ministry, 2031-05-05)"."""
    return " → ".join(
        f"{step.words} ({'; '.join(', '.join(part for part in each if part) for each in step.sources)})"
        for step in figure.course
    )


def figure_words(figure: Figure) -> str:
    """Return a figure in a line: "killed: 6–8, best 8 (latest official: Health Ministry, 2031-05-05)"."""
    told_range = range_words(figure.low, figure.high, figure.approximate)
    best = "" if figure.best is None else f", best {figure.best}"
    machine = "" if figure.machine is None else f"; by the rule {figure.machine}"
    return f"{figure.what}: {told_range}{best} ({figure.why}{machine})"


def _figure(what: str, values: tuple[Value, ...], chosen: tuple[int | None, str]) -> Figure:
    """Return one figure of its values and its best number with the reason."""
    counts, disagreements = ranges_of(values)
    best, why = chosen
    return Figure(
        what=what,
        low=counts[0].low,
        high=counts[0].high,
        approximate=counts[0].approximate,
        best=best,
        why=why,
        values=values,
        course=course_of(values),
        disagreement=next(iter(disagreements), None),
    )


def _latest(values: Sequence[Value]) -> list[Value]:
    """Return the values of the latest moment."""
    newest = max(map(_moment, values))
    return [each for each in values if _moment(each) == newest]


def _middles(values: Iterable[Value]) -> list[int]:
    """Return the middles of values that have one."""
    return [middle for each in values if (middle := middle_of(each.count)) is not None]


def _official(name: str, event: Event, evidence: Evidence) -> bool:
    """Tell whether a source is official by its name, or by the words that its report uses for it."""
    if evidence.officials is None:
        return False
    if evidence.officials.speaks(name):
        return True
    statement = evidence.statements.get(event.statement_id or "")
    if statement is None or sound_key(statement.voice.name) != sound_key(name):
        return False
    if evidence.officials.speaks(statement.voice.speaks_for or ""):
        return True
    span = statement.voice.span
    if span is None:
        return False
    if evidence.officials.speaks(words_of(evidence, span) or ""):
        return True
    report = evidence.reports.get(span.report_id)
    if report is None:
        return False
    before, behind = (
        report.text[max(0, span.start - _NEAR) : span.start],
        report.text[span.end : span.end + _NEAR],
    )
    return evidence.officials.introduces(before, behind)


def _at(event: Event, evidence: Evidence) -> datetime | None:
    """Return when an event's number was given: the latest moment of the saying, else the first publication.

    A saying that may have been on the day of the publication was not after it. A passage that was copied was
    published with its source: a reprint says nothing new.
    """
    prints = {span.report_id for span in find_root(event.trigger, evidence).spans}
    times = [each for report_id in prints if (each := _published(report_id, evidence)) is not None]
    published = min(times, default=_published(event.trigger.report_id, evidence))
    statement = evidence.statements.get(event.statement_id or "")
    said = statement.when.end if statement is not None and statement.when is not None else None
    if statement is None or statement.when is None or said is None or statement.when.start is None:
        return published
    latest = max(statement.when.start, said - _STEP)
    return latest if published is None else min(latest, published)


def _published(report_id: str, evidence: Evidence) -> datetime | None:
    """Return when a report appeared, None where that is not known."""
    report = evidence.reports.get(report_id)
    return report.published.start if report is not None and report.published is not None else None


def _moment(value: Value) -> str:
    """Return the order of values by time; unknown before all."""
    return _iso(value.at)


def _iso(at: datetime | None) -> str:
    """Return a time as ISO 8601, empty for none."""
    return at.astimezone(UTC).isoformat(timespec="microseconds") if at is not None else ""


def _order(value: Value) -> tuple[str, str, Span, str]:
    """Return the order of values: by time, source and words."""
    return _iso(value.at), sound_key(value.source), value.count.span, value.event_id
