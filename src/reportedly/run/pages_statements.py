"""Statements by voice, act, story and date, a page at a time, each with its words."""

from dataclasses import dataclass, replace
from typing import Any

from reportedly.run.chains import with_inferred
from reportedly.run.pages_catalogue import Catalogue
from reportedly.run.seeking import NotFound, Question, understand
from reportedly.store.browsing import Bounded, ReportLine, count_statements, statements_page
from reportedly.store.reports import reports
from reportedly.store.sayings import Sought, voice_names
from reportedly.terms.reports import Report
from reportedly.terms.statements import Statement

Connection = Any
"""The store's connection; only the store knows what it is."""

COUNTED = 10_000
"""Statements are counted up to here."""
IN_STORY = 5_000
"""Reports of a story whose statements are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """A statement with the report it stands in; ``words`` are its said spans as the report has them."""

    statement: Statement
    report: Report
    line: ReportLine
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementList:
    """One page; ``after`` asks for the next one, None on the last. ``voices`` are the names asked for."""

    rows: tuple[StatementRow, ...]
    count: Bounded
    after: str | None
    voices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Which page: the id of the last statement of the one before, how many rows, and which way round."""

    after: str | None = None
    limit: int = 50
    newest: bool = False


def statement_list(
    connection: Connection, catalogue: Catalogue, question: Question, turn: Turn
) -> StatementList:
    """Return a page of the statements that a question asks for.

    Raises NotFound where a voice, story or outlet is not in the record, naming the nearest spellings.
    """
    sought = _sought(connection, catalogue, question)
    found = statements_page(connection, sought, after=turn.after, limit=turn.limit + 1, newest=turn.newest)
    shown = found[: turn.limit]
    names = voice_names(connection, sought.voices) if sought.voices is not None else ()
    return StatementList(
        rows=_rows(connection, catalogue, shown),
        count=count_statements(connection, sought, COUNTED),
        after=shown[-1].id if len(found) > turn.limit else None,
        voices=tuple(name for _, name in names),
    )


def _sought(connection: Connection, catalogue: Catalogue, question: Question) -> Sought:
    """Return what a question asks of the store; a story is looked up in the catalogue."""
    sought = understand(connection, replace(question, story=None))
    if not question.story:
        return sought
    story = catalogue.stories.get(catalogue.story_of.get(question.story, question.story))
    if story is None:
        raise NotFound(f"{question.story}: no story of this id; open one from the list of stories")
    return replace(sought, report_ids=story.report_ids[:IN_STORY])


def _rows(
    connection: Connection, catalogue: Catalogue, found: tuple[Statement, ...]
) -> tuple[StatementRow, ...]:
    """Return statements with their words; those of reports that came after the catalogue are left out."""
    kept = {each.id: each for each in reports(connection, {each.said[0].report_id for each in found})}
    rows = []
    for statement in found:
        report_id = statement.said[0].report_id
        line = catalogue.reports.get(report_id)
        if line is not None:
            report = kept[report_id]
            words = tuple(report.text[span.start : span.end] for span in statement.said)
            (told,) = with_inferred(connection, report, [statement])
            rows.append(StatementRow(statement=told, report=report, line=line, words=words))
    return tuple(rows)
