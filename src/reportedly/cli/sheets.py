"""One incident on the terminal as a person reviews it."""

from collections.abc import Iterable
from dataclasses import replace

from rich.console import Console
from rich.text import Text

from reportedly.cli.console import plain
from reportedly.cli.words import amount, called, counted, period, short_files
from reportedly.register.values import Figure, course_words, figure_words
from reportedly.run.pages_incidents import around
from reportedly.run.review_copies import CopyReview
from reportedly.run.review_events import EventReview
from reportedly.run.review_statements import StatementReview
from reportedly.run.reviewing import Sheet, Suggestion, Telling
from reportedly.terms.decisions import Decision
from reportedly.terms.reports import Report
from reportedly.terms.spans import Span
from reportedly.terms.views import IncidentView


def show_sheet(console: Console, shown: Sheet, place: str, why: Iterable[str]) -> None:
    """Print an incident: what it is, its origins and words, what is doubtful, what was decided."""
    view = shown.view
    console.rule(Text(place), align="left")
    console.print(_plain(view.title).append("  ").append(view.id, style="dim"), style="bold")
    for name, told in facts(view):
        console.print(Text(f"  {name:<9}", style="dim").append_text(told))
    show_figures(console, shown.figures)
    if why := tuple(why):
        console.print(Text("  waits    ", style="dim").append_text(_plain(", ".join(why))))
    for trail in shown.trails:
        reasons = f": {'; '.join(trail.why)}" if trail.why else ""
        told = _plain(f"{trail.name} ({counted(len(trail.report_ids), 'report')}){reasons}")
        console.print(Text("  origin   ", style="dim").append_text(told))
    for each in shown.tellings:
        _show_telling(console, each)
    if shown.left_out:
        console.print(Text(f"  and {counted(shown.left_out, 'mention')} more: reportedly trace {view.id}"))
    for one, other, judged in shown.doubts[:3]:
        told = _plain(
            f"{one} and {other} are held to be one at {judged.score:.2f}: {'; '.join(judged.reasons)}"
        )
        console.print(Text("  doubt    ", style="yellow").append_text(told))
    for number, suggestion in enumerate(shown.suggestions, start=1):
        _show_suggestion(console, number, suggestion)
    for decision, stands in shown.past:
        console.print(Text("  decided  ", style="dim").append_text(told_decision(decision, stands)))


def show_figures(console: Console, figures: Iterable[Figure]) -> None:
    """Print the numbers of an incident: range and best with the reason, and how they changed."""
    for figure in figures:
        console.print(Text("  number   ", style="dim").append_text(_plain(figure_words(figure))))
        if len(figure.course) > 1:
            console.print(Text("           ").append_text(_plain(course_words(figure))))


def told_decision(decision: Decision, stands: bool) -> Text:
    """Return a decision in a line: its number, who, when, what, why, and whether it was undone."""
    who = decision.judge.removeprefix("person:")
    what = decision.act.value
    if decision.edits:
        what += " " + ", ".join(each.name for each in decision.edits)
    if decision.undoes is not None:
        what += f" of {decision.undoes}"
    why = f": {decision.why}" if decision.why else ""
    line = plain(f"{decision.number} {decision.judged_at:%Y-%m-%d %H:%M} {who} {what}{why}")
    if not stands:
        line.append(" (undone)", style="dim")
    return line


def told_statement(held: StatementReview) -> str:
    """Return a statement in a line: its id, how far it is reviewed, who says it and the words."""
    words = " … ".join(held.report.text[span.start : span.end] for span in held.statement.said)
    who = f"{held.statement.voice.name} ({held.statement.act})"
    return f"{held.statement.id} {held.status}: {who}: “{' '.join(words.split())}”"


def told_review(held: StatementReview | EventReview | CopyReview) -> str:
    """Return a statement, an event or a copy in a line: its id, how far it is reviewed, and its words."""
    if isinstance(held, StatementReview):
        return told_statement(held)
    return told_event(held) if isinstance(held, EventReview) else told_copy(held)


def told_event(held: EventReview) -> str:
    """Return an event in a line: its id, how far it is reviewed, what it tells and its words."""
    event = held.shown or held.machine
    words = held.report.text[event.trigger.start : event.trigger.end]
    told = [f"{event.type}{f'/{event.mode}' if event.mode else ''} {event.realis}", period(event.when)]
    told += [event.where.name] if event.where is not None else []
    told += [f"{each.what} {amount(each.low, each.high, each.approximate)}" for each in event.counts]
    edited = f", put right: {', '.join(held.edited)}" if held.edited else ""
    where = held.incident_id or "in no incident"
    return f"{event.id} {held.status}{edited}: {'; '.join(told)}: “{' '.join(words.split())}” ({where})"


def told_copy(held: CopyReview) -> str:
    """Return a copy in a line: its id, how far it is reviewed, both passages and the direction."""
    copy = held.either
    sides = [
        f"{called(report)} {span.start}:{span.end}"
        for report, span in ((held.source, copy.source), (held.copy, copy.copy))
    ]
    is_one = "" if held.shown is not None else " (is no copy)"
    return f"{held.id} {held.status}: {' → '.join(sides)}, {copy.identity:.2f} {copy.basis.value}{is_one}"


def show_review(console: Console, held: EventReview | CopyReview) -> None:
    """Print an event or a copy: the line of it, its words as they stand in the text, and what was decided."""
    console.print(_plain(told_review(held)), soft_wrap=True)
    if isinstance(held, CopyReview):
        _show_words(console, "source", held.source, held.either.source)
        _show_words(console, "copy", held.copy, held.either.copy)
        if held.machine is not None and held.machine != held.shown:
            told = "the same, " + held.machine.basis.value
            console.print(Text("  machine  ", style="dim").append(told))
    else:
        _show_words(console, "words", held.report, held.machine.trigger)
        if held.shown is not None and held.shown != held.machine:
            machine = told_event(replace(held, shown=held.machine, edited=()))
            console.print(Text("  machine  ", style="dim").append_text(_plain(machine)), soft_wrap=True)
    for decision, stands in held.past:
        console.print(Text("  decided  ", style="dim").append_text(told_decision(decision, stands)))


def _show_words(console: Console, name: str, report: Report, span: Span) -> None:
    """Print the words of a span with those around it."""
    before, words, behind = around(report.text, span)
    console.print(Text(f"  {name:<9}", style="dim").append_text(_plain(called(report))))
    quoted = plain(words)
    quoted.stylize("bold yellow")
    line = Text("      “").append_text(_edge(before)).append_text(quoted)
    console.print(line.append_text(_edge(behind)).append("”"))


def facts(view: IncidentView) -> list[tuple[str, Text]]:
    """Return the fields of an incident; beside a person's value stands the machine's."""
    machine = view.machine or view
    status = f"{view.status}{'' if view.in_register else ', not in the register'}"
    rows = [
        ("status", _plain(status)),
        ("what", _both(_what(view), _what(machine))),
        ("when", _both(period(view.when), period(machine.when))),
        ("where", _both(told_place(view), told_place(machine))),
        ("counts", _both(_counts(view), _counts(machine))),
    ]
    if view.actors or view.targets:
        rows.append(("who", _plain(f"{', '.join(view.actors) or '?'} → {', '.join(view.targets) or '?'}")))
    return rows + [("differ", _plain(each)) for each in view.disagreements]


def _both(now: str, machine: str) -> Text:
    """Return a value, and the machine's where it is another."""
    line = _plain(now)
    if now != machine:
        line.append(" ").append_text(_plain(f"(machine: {machine})"))
    return line


def _what(view: IncidentView) -> str:
    """Return type, mode and realis."""
    return f"{view.type}{f'/{view.mode}' if view.mode else ''}, {view.realis}"


def told_place(view: IncidentView) -> str:
    """Return the place with its province, country and precision."""
    where = view.where
    if where is None:
        return "not known"
    province = where.province if where.province != where.name else None
    return f"{', '.join(filter(None, (where.name, province, where.country)))} ({where.precision})"


def _counts(view: IncidentView) -> str:
    """Return the counts in words."""
    told = (f"{each.what} {amount(each.low, each.high, each.approximate)}" for each in view.counts)
    return ", ".join(told) or "none"


def _show_telling(console: Console, telling: Telling) -> None:
    """Print one mention: its number, the outlet, the claims, and the words around the trigger."""
    event = telling.event
    claims = [f"{event.type.lower()} {event.realis}", period(event.when)]
    claims += [event.where.name] if event.where is not None else []
    claims += [f"{each.what} {amount(each.low, each.high, each.approximate)}" for each in event.counts]
    head = Text(f"  {telling.number:>3} ", style="bold cyan").append_text(_plain(telling.outlet))
    head.append(" ").append_text(_plain(f"({'; '.join(claims)})"))
    if telling.origins:
        head.append(" ").append_text(_plain(f"from {', '.join(telling.origins)}"))
    console.print(head)
    words = Text("      “").append_text(_edge(telling.before))
    trigger = plain(telling.words)
    trigger.stylize("bold yellow")
    console.print(words.append_text(trigger).append_text(_edge(telling.behind)).append("”"))


def _edge(text: str) -> Text:
    """Return words beside the trigger, one space kept where there was space."""
    lead = " " if text[:1].isspace() else ""
    tail = " " if text.strip() and text[-1:].isspace() else ""
    return Text(lead).append_text(plain(text)).append(tail)


def _show_suggestion(console: Console, number: int, suggestion: Suggestion) -> None:
    """Print another incident that may be the same, and why."""
    view, judged = suggestion.view, suggestion.judgement
    beside = f"mention {suggestion.ours} here and there: “{suggestion.theirs}”"
    told = _plain(f"[{number}] {judged.score:.2f} {view.title}, {period(view.when)}, {view.status}; {beside}")
    console.print(Text("  same?    ", style="yellow").append_text(told))
    console.print(Text("           ").append_text(_plain("; ".join(judged.reasons))))


def _plain(text: str) -> Text:
    """Return text as the terminal may show it, files called by their names."""
    return plain(short_files(text))
