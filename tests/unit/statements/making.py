"""Statements of hand-made readings, short to write."""

from collections.abc import Sequence

from reportedly.readings.nested import reread
from reportedly.statements.find import Telling, find_statements
from reportedly.terms.readings import Reading
from reportedly.terms.spans import Span
from reportedly.terms.statements import Statement
from reportedly.terms.times import Basis, Grain, When
from tests.unit.readings.making import ENGLISH, marked

OUTLET = "Tarnow Gazette"


def statements(
    markup: str, verbs: str = "", outlet: str | None = OUTLET, whens: tuple[When, ...] = ()
) -> list[Statement]:
    """Return the statements of a marked text as an outlet printed it."""
    reading = marked(markup, verbs)
    telling = Telling(outlet=outlet, whens=whens)
    return list(find_statements(reading, telling, ENGLISH, reread(reading, ENGLISH)))


def the(markup: str, verbs: str = "", outlet: str | None = OUTLET) -> Statement:
    """Return the only statement of a marked text; fail on none and on several."""
    found = statements(markup, verbs, outlet)
    assert len(found) == 1, found
    return found[0]


def words(markup: str, spans: Sequence[Span | None] | Span | None) -> list[str]:
    """Return the words at spans of a marked text."""
    text = marked(markup).text
    some = [spans] if spans is None or isinstance(spans, Span) else spans
    return [text[span.start : span.end] for span in some if span is not None]


def said(markup: str, verbs: str = "") -> list[tuple[str, list[str]]]:
    """Return (voice, words said) of each statement."""
    return [(s.voice.name, words(markup, s.said)) for s in statements(markup, verbs)]


def when(reading: Reading, phrase: str) -> When:
    """Return a time that these words of a reading tell."""
    start = reading.text.index(phrase)
    return When(
        start=None, end=None, grain=Grain.DAY, basis=Basis.STATED, span=Span("r", start, start + len(phrase))
    )
