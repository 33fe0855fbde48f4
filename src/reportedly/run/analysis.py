"""One report through the stages that need no other report."""

from dataclasses import dataclass, replace

from reportedly.events.find import Context, find_events
from reportedly.events.gazetteer import load_gazetteer
from reportedly.events.leading import lead
from reportedly.events.main import dateline_place, find_main
from reportedly.events.main_spots import Clues
from reportedly.events.places import find_toponyms
from reportedly.events.places_home import home_of
from reportedly.events.times import find_times, resolve_times
from reportedly.language.language import Language, load_language
from reportedly.lineage.cutting import Cut
from reportedly.lineage.passages import cut
from reportedly.readings.choose import OWN, choose_reader
from reportedly.readings.nested import reread
from reportedly.readings.reader import read
from reportedly.readings.sentences import find_sentences
from reportedly.readings.trained import words_known
from reportedly.statements.find import Telling, find_statements
from reportedly.terms.events import Event
from reportedly.terms.reports import Arrival, Report
from reportedly.terms.spans import BODY, COMPARED, Role
from reportedly.terms.statements import Statement, VoiceKind
from reportedly.texts.label import label

LANGUAGE = "en"
"""The one language that is read so far."""


SOURCES = frozenset({VoiceKind.OUTLET, VoiceKind.ORGANISATION, VoiceKind.DOCUMENT})
"""Voices that may be the outlet of another report in the record, whether or not any list knows them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysed:
    """Everything that one report yields by itself.

    ``known`` of the ``words`` stood in text that this process had read before, and were not read again.
    """

    arrival: Arrival
    report: Report
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    passages: Cut
    words: int
    known: int = 0


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


def analyse(arrival: Arrival, reader: str = OWN, places: str = "") -> Analysed:
    """Return what one report yields by itself. Pure and total: the same report gives the same answer.

    ``reader`` is a name, so that the work can be done in another process; raises ReaderError where there is
    no such reader. ``places`` are a person's own (``run.own_places``).
    """
    language = load_language(LANGUAGE)
    report = label(arrival.report, language)
    if is_foreign(report):
        return _kept(arrival, report, (), (), len(report.text.split()))
    before = words_known()
    reading = read(report, language, choose_reader(reader))
    known = words_known() - before
    body = masked(report)
    whens = resolve_times(find_times(body, language), body, report.id, report.published, language)
    telling = Telling(outlet=report.outlet, whens=whens)
    statements = find_statements(reading, telling, language, reread(reading, language))
    home = home_of(report.outlet, report.url or report.uri, language)
    gazetteer = load_gazetteer(LANGUAGE, own=places)
    toponyms = find_toponyms(reading, language, gazetteer, home)
    wheres = tuple(where for where, there in toponyms if there)
    context = Context(statements=statements, whens=whens, wheres=wheres, published=report.published)
    lines = [block.span for block in report.blocks if block.role is Role.DATELINE]
    clues = Clues(
        whens=whens,
        toponyms=tuple(where for where, _ in toponyms),
        dateline=dateline_place(reading, lines[0], language) if lines else None,
        published=report.published,
    )
    events = lead(
        find_events(reading, context, language),
        find_main(reading, clues, language),
        wheres,
        report.text,
        language,
    )
    report = replace(report, credits=credited(report, statements, language))
    found = _kept(arrival, report, statements, events, len(reading.tokens))
    return replace(found, known=known)


def is_foreign(report: Report) -> bool:
    """Tell whether a report is known to be in a language that is not read: it is kept and compared alone."""
    return report.language is not None and not report.language.casefold().startswith(LANGUAGE)


def _kept(
    arrival: Arrival,
    report: Report,
    statements: tuple[Statement, ...],
    events: tuple[Event, ...],
    words: int,
) -> Analysed:
    """Return what was found with the report's passages, the units of copying, which any language has."""
    sentences = find_sentences(report.text, report.blocks, load_language(LANGUAGE), COMPARED)
    return Analysed(
        arrival=arrival,
        report=report,
        statements=statements,
        events=events,
        passages=cut(report.id, report.text, sentences),
        words=words,
    )
