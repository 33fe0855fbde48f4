"""Events of hand-made readings, short to write."""

from datetime import UTC, datetime, timedelta

from reportedly.events.catalogue import load_catalogue
from reportedly.events.find import Context, find_events
from reportedly.events.times import find_times, resolve_times
from reportedly.events.triggers import Trigger, find_triggers
from reportedly.readings.nested import reread
from reportedly.statements.find import Telling, find_statements
from reportedly.terms.events import Event
from reportedly.terms.readings import Reading
from reportedly.terms.statements import Statement
from reportedly.terms.times import Basis, Grain, When
from tests.unit.readings.making import ENGLISH, marked

CATALOGUE = load_catalogue("en")
DAY = datetime(2031, 5, 14, tzinfo=UTC)
PUBLISHED = When(start=DAY, end=DAY + timedelta(days=1), grain=Grain.DAY, basis=Basis.STATED, span=None)


def triggers(markup: str, verbs: str = "") -> list[tuple[str, str]]:
    """Return (words, type) of the triggers of a marked text."""
    reading = marked(markup, verbs)
    return [
        (reading.text[reading.tokens[t.first].start : reading.tokens[t.last - 1].end], t.type)
        for t in all_triggers(reading)
    ]


def all_triggers(reading: Reading) -> list[Trigger]:
    """Return the triggers of all sentences."""
    hedges, months = ENGLISH.cues.hedges, ENGLISH.words.never_names
    return [t for s in reading.sentences for t in find_triggers(reading, s, CATALOGUE, hedges, months)]


def events(markup: str, verbs: str = "") -> tuple[list[Event], list[Statement]]:
    """Return the events and the statements of a marked text published on 14 May 2031."""
    reading = marked(markup, verbs)
    whens = resolve_times(find_times(reading.text, ENGLISH), reading.text, "r", PUBLISHED, ENGLISH)
    telling = Telling(outlet="Tarnow Gazette", whens=whens)
    statements = find_statements(reading, telling, ENGLISH, reread(reading, ENGLISH))
    context = Context(statements=statements, whens=whens, wheres=(), published=PUBLISHED)
    return list(find_events(reading, context, ENGLISH)), list(statements)


def event(markup: str, word: str, verbs: str = "") -> Event:
    """Return the one event of a marked text that is triggered by this word."""
    text = marked(markup, verbs).text
    found = [e for e in events(markup, verbs)[0] if text[e.trigger.start : e.trigger.end] == word]
    assert len(found) == 1, found
    return found[0]
