"""One text of a corpus through the same functions as ``run.analysis``, all of it read as body."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from reportedly.events.times import find_times, resolve_times
from reportedly.language.language import load_language
from reportedly.readings.nested import reread
from reportedly.readings.reader import read
from reportedly.run.analysis import LANGUAGE
from reportedly.statements.find import Telling, find_statements
from reportedly.terms.readings import Reading
from reportedly.terms.reports import Report
from reportedly.terms.spans import BODY, Block, Role, Span
from reportedly.terms.statements import Statement
from reportedly.texts.label import label


@dataclass(frozen=True, slots=True)
class Heard:
    """The reading of a text and its statements."""

    reading: Reading
    statements: tuple[Statement, ...]


def as_report(name: str, text: str, blocks: tuple[Block, ...] = ()) -> Report:
    """Return a text as a report of which nothing but the text is known."""
    return Report(
        id=name,
        uri=f"{name}.txt",
        outlet=None,
        url=None,
        title=None,
        byline=None,
        published=None,
        language=LANGUAGE,
        media_type="text/plain",
        encoding="utf-8",
        fetched_at=None,
        raw_sha256="",
        text=text,
        blocks=blocks,
    )


def lines_as_paragraphs(name: str, text: str) -> tuple[Block, ...]:
    """Return a paragraph for every line that is not blank, without the white space at its edges."""
    found: list[Block] = []
    start = 0
    for line in text.split("\n"):
        words = line.strip()
        if words:
            first = start + line.index(words)
            found.append(Block(Role.PARAGRAPH, Span(name, first, first + len(words))))
        start += len(line) + 1
    return tuple(found)


def read_lines(name: str, text: str) -> Reading:
    """Return the default reader's reading of a text whose every line is a paragraph."""
    return read(as_report(name, text, lines_as_paragraphs(name, text)), load_language(LANGUAGE))


def all_body(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks with every one that is not body made a paragraph."""
    return tuple(b if b.role in BODY else replace(b, role=Role.PARAGRAPH) for b in blocks)


def hear(name: str, text: str) -> Heard:
    """Return the reading and the statements of an article: its blocks as labelled, all of them body."""
    language = load_language(LANGUAGE)
    report = label(as_report(name, text), language)
    report = replace(report, blocks=all_body(report.blocks))
    reading = read(report, language)
    whens = resolve_times(find_times(text, language), text, name, report.published, language)
    telling = Telling(outlet=report.outlet, whens=whens)
    return Heard(reading, find_statements(reading, telling, language, reread(reading, language)))
