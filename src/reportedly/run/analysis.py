"""One report through the stages that need no other report."""

from dataclasses import dataclass, replace

from reportedly.events.find import Context, find_events
from reportedly.events.gazetteer import load_gazetteer
from reportedly.events.places import find_places
from reportedly.events.times import find_times, resolve_times
from reportedly.language.language import Language, load_language
from reportedly.lineage.fingerprints import fingerprints
from reportedly.lineage.folding import fold
from reportedly.lineage.passages import cut
from reportedly.readings.nested import reread
from reportedly.readings.reader import read
from reportedly.readings.sentences import find_sentences
from reportedly.statements.find import Telling, find_statements
from reportedly.terms.events import Event
from reportedly.terms.lineage import Passage
from reportedly.terms.reports import Arrival, Report
from reportedly.terms.spans import BODY
from reportedly.terms.statements import Statement, VoiceKind
from reportedly.texts.label import label

LANGUAGE = "en"
"""The one language that is read so far."""


SOURCES = frozenset({VoiceKind.OUTLET, VoiceKind.ORGANISATION, VoiceKind.DOCUMENT})
"""Voices that may be the outlet of another report in the record, whether or not any list knows them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysed:
    """Everything that one report yields by itself; ``folded`` and ``keys`` are by passage digest."""

    arrival: Arrival
    report: Report
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    passages: tuple[Passage, ...]
    folded: tuple[tuple[str, str], ...]
    keys: tuple[tuple[str, tuple[int, ...]], ...]
    words: int


def credited(report: Report, statements: tuple[Statement, ...], language: Language) -> tuple[str, ...]:
    """Return the outlets that a report names as sources: in its credit lines and its statements' chains."""
    names = set(report.credits)
    for statement in statements:
        if statement.voice.kind in SOURCES:
            names.add(statement.voice.name)
        for name in statement.chain[1:]:
            known = language.outlets.find(name)
            if known is not None:
                names.add(known.name)
    names.discard(report.outlet or "")
    return tuple(sorted(names))


def masked(report: Report) -> str:
    """Return the text with all but the body blanked: same offsets, no words of captions or notices."""
    kept = [" "] * len(report.text)
    for block in report.blocks:
        if block.role in BODY:
            kept[block.span.start : block.span.end] = report.text[block.span.start : block.span.end]
            if block.span.end < len(kept):
                kept[block.span.end] = "\n"
    return "".join(kept)


def analyse(arrival: Arrival) -> Analysed:
    """Return what one report yields by itself. Pure and total: the same report gives the same answer."""
    language = load_language(LANGUAGE)
    report = label(arrival.report, language)
    reading = read(report, language)
    body = masked(report)
    whens = resolve_times(find_times(body, language), body, report.id, report.published, language)
    telling = Telling(outlet=report.outlet, whens=whens)
    statements = find_statements(reading, telling, language, reread(reading, language))
    wheres = find_places(reading, language, load_gazetteer())
    context = Context(statements=statements, whens=whens, wheres=wheres, published=report.published)
    events = find_events(reading, context, language)
    passages = cut(report.id, report.text, find_sentences(report.text, report.blocks, language))
    folded = {p.digest: fold(report.text[p.span.start : p.span.end]) for p in passages}
    return Analysed(
        arrival=arrival,
        report=replace(report, credits=credited(report, statements, language)),
        statements=statements,
        events=events,
        passages=passages,
        folded=tuple(sorted(folded.items())),
        keys=tuple((digest, tuple(sorted(fingerprints(words)))) for digest, words in sorted(folded.items())),
        words=len(reading.tokens),
    )
