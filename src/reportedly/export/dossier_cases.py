"""An incident in a dossier: what each report says of it, word for word, and how it was judged."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportedly.export.columns import told_range
from reportedly.export.dossier_pages import anchor, link, listed, rows, table
from reportedly.export.dossier_reports import report_name, time_words
from reportedly.export.fields import utc
from reportedly.export.quoting import Mark, escape, quoted, window
from reportedly.terms.counts import Count
from reportedly.terms.decisions import Decision
from reportedly.terms.events import Event
from reportedly.terms.incidents import Judgement
from reportedly.terms.lineage import Copy
from reportedly.terms.places import Where
from reportedly.terms.reports import Report
from reportedly.terms.spans import Span
from reportedly.terms.statements import Statement
from reportedly.terms.views import IncidentView


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A first source: its name, the reports that rest on it, and why it counts, in words."""

    name: str
    report_ids: tuple[str, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One report's telling of an incident: the event, the statements that hold it from the innermost outward,
    the first sources it rests on, and the copied passages that its words stand in."""

    event: Event
    statements: tuple[Statement, ...]
    origins: tuple[str, ...]
    copies: tuple[Copy, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An incident with everything behind it. ``reports`` holds every report that its words stand in, by id;
    ``judgements`` and ``decisions`` are in the order in which they were made, a decision with whether it
    still stands."""

    view: IncidentView
    origins: tuple[Origin, ...]
    tellings: tuple[Telling, ...]
    judgements: tuple[Judgement, ...]
    decisions: tuple[tuple[Decision, bool], ...]
    reports: Mapping[str, Report]
    numbers: tuple[tuple[str, str], ...] = ()
    """Each number in words with the best and why, and how it changed (empty where it did not)."""

    @property
    def report_ids(self) -> frozenset[str]:
        """The reports whose words the case shows."""
        return frozenset(self.reports)

    @property
    def when(self) -> str:
        """The incident's time in words."""
        return time_words(self.view.when) or "not known"


def case_body(case: Case) -> str:
    """Return the page of an incident."""
    view = case.view
    parts = [
        f"<h1><bdi>{escape(view.title)}</bdi></h1>",
        _facts(view),
        "<h2>Numbers</h2>" + listed(_number(each) for each in case.numbers) if case.numbers else "",
        "<h2>Where origins differ</h2>" + listed(view.disagreements) if view.disagreements else "",
        f"<h2>Origins ({len(case.origins)})</h2>",
        *(_origin(each, case) for each in case.origins),
        "" if case.origins else "<p>Nobody vouches for it.</p>",
        f"<h2>What the reports say ({len(case.tellings)})</h2>",
        *(_telling(each, case) for each in case.tellings),
        "<h2>What persons decided</h2>",
        _decisions(case.decisions) if case.decisions else "<p>Nothing yet.</p>",
        "<h2>What rules judged</h2>",
        _judgements(case) if case.judgements else "<p>No comparison was worth keeping.</p>",
    ]
    return "".join(parts)


def _number(told: tuple[str, str]) -> str:
    """Return a number in words, and how it changed."""
    line, course = told
    return f"{line}. In time: {course}." if course else f"{line}."


def _facts(view: IncidentView) -> str:
    """Return what is known of an incident, and what the machine alone reads where a person decided."""
    machine = view.machine
    facts = [
        ("Id", f"<code>{escape(view.id)}</code>"),
        ("Type", escape(f"{view.type}/{view.mode}" if view.mode else view.type)),
        ("Did it happen", escape(view.realis.value)),
        ("Counted by the register", "yes" if view.in_register else "no"),
        ("Review", escape(view.status)),
        ("Put right by a person", escape(", ".join(view.edited))),
        ("When", escape(time_words(view.when)) or "not known"),
        ("Where", escape(_place(view.where)) or "not known"),
        ("Who", escape("; ".join(view.actors))),
        ("To whom or what", escape("; ".join(view.targets))),
        ("How many", escape("; ".join(_count(each) for each in view.counts))),
        ("Reports", str(len(view.report_ids))),
        ("Origins", str(len(view.origins))),
    ]
    if machine is not None and view.edited:
        facts += [
            (
                "The machine's type",
                escape(f"{machine.type}/{machine.mode}" if machine.mode else machine.type),
            ),
            ("The machine's time", escape(time_words(machine.when)) or "not known"),
            ("The machine's place", escape(_place(machine.where)) or "not known"),
            ("The machine's numbers", escape("; ".join(_count(each) for each in machine.counts)) or "none"),
        ]
    return rows(facts)


def _origin(origin: Origin, case: Case) -> str:
    """Return a first source, the reports that rest on it, and why."""
    reports = "".join(f"<li>{_report(each, case)}</li>" for each in origin.report_ids)
    return (
        f"<section><h3><bdi>{escape(origin.name)}</bdi></h3><ul>{reports}</ul>{listed(origin.why)}</section>"
    )


def _telling(telling: Telling, case: Case) -> str:
    """Return one telling: the words in their place, each part with its offsets, the chain, the copies."""
    event, report = telling.event, case.reports.get(telling.event.trigger.report_id)
    parts = _parts(event)
    for number, statement in enumerate(telling.statements, start=1):
        parts += _said(statement, f"statement {number}: ")
    resting = escape(", ".join(telling.origins)) or "no origin: it vouches for nothing new"
    realis = escape(f"{event.type}{'/' + event.mode if event.mode else ''} ({event.realis.value})")
    return (
        f'<section id="{anchor(event.id)}"><h3>{_report(event.trigger.report_id, case)}</h3>'
        f"<p>{realis}; rests on <bdi>{resting}</bdi>. <code>{escape(event.id)}</code></p>"
        f"{_quotation(event.trigger, parts, report)}"
        f"{table(('Part', 'Words', 'Code points'), [_part(name, span, case) for name, span in parts])}"
        f"{''.join(_statement(each, case) for each in telling.statements)}"
        f"{''.join(_copy(each, case) for each in telling.copies)}</section>"
    )


def _parts(event: Event) -> list[tuple[str, Span]]:
    """Return every span of an event with what it is."""
    parts = [("tells of it", event.trigger)]
    parts += [(f"{each.part.value}: {each.name}", each.span) for each in event.participants]
    if event.when is not None and event.when.span is not None:
        parts.append((f"when: {time_words(event.when)}", event.when.span))
    if event.where is not None:
        parts.append((f"where: {_place(event.where)}", event.where.span))
    return parts + [(_count(each), each.span) for each in event.counts]


def _said(statement: Statement, lead: str) -> list[tuple[str, Span]]:
    """Return the spans of a statement with what they are."""
    parts = [(f"{lead}said", span) for span in statement.said]
    parts += [(f"{lead}cue", statement.cue)] if statement.cue is not None else []
    parts += [(f"{lead}voice", statement.voice.span)] if statement.voice.span is not None else []
    parts += [(f"{lead}condition", statement.condition)] if statement.condition is not None else []
    return parts + [(f"{lead}hedge", span) for span in statement.hedges]


def _quotation(trigger: Span, parts: Iterable[tuple[str, Span]], report: Report | None) -> str:
    """Return the words around a trigger, its parts marked."""
    if report is None or trigger.end > len(report.text):
        return "<p>The report is not in the record.</p>"
    start, end = window(report.text, trigger.start, trigger.end)
    marks = [Mark(span.start, span.end, name) for name, span in parts if span.report_id == report.id]
    marks = [mark for mark in marks if ": said" not in mark.part]
    shown = quoted(report.text, start, end, marks)
    return f'<blockquote dir="auto">{shown}</blockquote><p class="at">{start}–{end}</p>'


def _part(name: str, span: Span, case: Case) -> tuple[str, str, str]:
    """Return the row of one span."""
    where = f"{span.start}–{span.end}"
    own = case.reports.get(span.report_id)
    words = escape(own.text[span.start : span.end]) if own is not None else "(report not at hand)"
    return f"<bdi>{escape(name)}</bdi>", f"<bdi>{words}</bdi>", f'<span class="at">{where}</span>'


def _statement(statement: Statement, case: Case) -> str:
    """Return a statement: the chain, and all of its words."""
    chain = " > ".join(statement.chain) or statement.voice.name
    inferred = (
        f"; with what other passages add: {' > '.join(statement.inferred)}" if statement.inferred else ""
    )
    told = (
        f"{statement.voice.name}: {statement.act.value}, {statement.polarity.value}, {statement.kind.value}"
    )
    quotes = []
    for span in statement.said:
        own = case.reports.get(span.report_id)
        words = escape(own.text[span.start : span.end]) if own is not None else "(report not at hand)"
        quotes.append(f'<blockquote dir="auto">{words}</blockquote><p class="at">{span.start}–{span.end}</p>')
    return (
        f"<p><b><bdi>{escape(told)}</bdi></b>, by way of <bdi>{escape(chain + inferred)}</bdi>. "
        f"<code>{escape(statement.id)}</code></p>{''.join(quotes)}"
    )


def _copy(copy: Copy, case: Case) -> str:
    """Return a copied passage with both sides."""
    sides = []
    for name, span in (("source", copy.source), ("copy", copy.copy)):
        own = case.reports.get(span.report_id)
        words = escape(own.text[span.start : span.end]) if own is not None else "(report not at hand)"
        at = f'<span class="at">{span.start}–{span.end}</span>'
        sides.append((escape(name), _report(span.report_id, case), f"<bdi>{words}</bdi>", at))
    told = f"Shared passage: {copy.identity:.0%} of the characters; the direction is {copy.basis.value}."
    return f"<p>{escape(told)}</p>" + table(("Side", "Report", "Words", "Code points"), sides)


def _report(report_id: str, case: Case) -> str:
    """Return a link to a report's page, its bare id where the report is not at hand."""
    report = case.reports.get(report_id)
    if report is None:
        return f"<code>{escape(report_id)}</code>"
    return link("reports", report_id, report_name(report))


def _judgements(case: Case) -> str:
    """Return the history of the rules' judgements."""
    own = {each.event.id for each in case.tellings}

    def side(event_id: str) -> str:
        words = f"<code>{escape(event_id)}</code>"
        return f'<a href="#{anchor(event_id)}">{words}</a>' if event_id in own else words

    lines = [
        (
            escape(each.question.value),
            f"{side(each.left)}<br>{side(each.right)}",
            escape(f"{each.verdict.value} ({each.score:.2f})"),
            listed(each.reasons),
            escape(f"{each.judge} {utc(each.judged_at) or ''}"),
        )
        for each in case.judgements
    ]
    return table(("Question", "Between", "Verdict", "Reasons", "By whom, when"), lines)


def _decisions(decisions: Iterable[tuple[Decision, bool]]) -> str:
    """Return the history of what persons decided."""
    lines = [
        (
            str(each.number),
            escape(each.act.value + (f" of {each.undoes}" if each.undoes is not None else "")),
            escape(", ".join(edit.name for edit in each.edits)),
            escape(each.why),
            escape(f"{each.judge} {utc(each.judged_at) or ''}"),
            "stands" if stands else "taken back",
        )
        for each, stands in decisions
    ]
    return table(("No.", "What", "Fields", "Why", "By whom, when", "Today"), lines)


def _place(where: Where | None) -> str:
    """Return a place in words, "" for none."""
    if where is None:
        return ""
    radius = f", radius {where.radius_m:,.0f} m" if where.radius_m is not None else ""
    country = f", {where.country}" if where.country else ""
    return f"{where.name}{country} ({where.precision.value}{radius})"


def _count(count: Count) -> str:
    """Return a count in words."""
    told = told_range({"low": count.low, "high": count.high, "approximate": count.approximate})
    return f"{count.what}: {told}"
