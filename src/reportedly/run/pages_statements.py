"""Statements by voice, act, story and date, a page at a time, each with its words."""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from reportedly.run.chains import with_inferred
from reportedly.run.pages_catalogue import Catalogue
from reportedly.run.pages_search import reports_of
from reportedly.run.seeking import NotFound, Question, understand
from reportedly.run.standings import statuses
from reportedly.store.browsing import ReportLine
from reportedly.store.reports import reports
from reportedly.store.sayings import Sought, voice_names
from reportedly.store.turning import Bounded, count_statements, reports_told, statements_page
from reportedly.terms.decisions import Status
from reportedly.terms.reports import Report
from reportedly.terms.statements import Statement

Connection = Any
"""The store's connection; only the store knows what it is."""

COUNTED = 10_000
"""Statements are counted up to here."""
AT_ONCE = 500
"""Statements in memory at once while all are written out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """A statement with the report it stands in; ``words`` are its said spans as the report
    has them, ``status`` is how far persons reviewed it."""

    statement: Statement
    report: Report
    line: ReportLine
    words: tuple[str, ...]
    status: Status


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


Remember = Callable[[Hashable, Callable[[], tuple[str, ...]]], tuple[str, ...]]
"""Gives what the function returns, or returned for the same key and the same catalogue before."""


def _afresh(_: Hashable, make: Callable[[], tuple[str, ...]]) -> tuple[str, ...]:
    """Return what a function returns."""
    return make()


def statement_list(
    connection: Connection,
    catalogue: Catalogue,
    question: Question,
    turn: Turn,
    remember: Remember = _afresh,
) -> StatementList:
    """Return a page of the statements that a question asks for.

    Raises NotFound where a voice, story or outlet is not in the record, naming the nearest spellings.
    """
    sought = _sought(connection, catalogue, question)
    walked = _walked(connection, catalogue, sought, remember)
    found = statements_page(connection, walked, after=turn.after, limit=turn.limit + 1, newest=turn.newest)
    shown = found[: turn.limit]
    names = voice_names(connection, sought.voices) if sought.voices is not None else ()
    return StatementList(
        rows=_rows(connection, catalogue, shown),
        count=count_statements(connection, sought, COUNTED),
        after=shown[-1].id if len(found) > turn.limit else None,
        voices=tuple(name for _, name in names),
    )


def statement_rows(
    connection: Connection, catalogue: Catalogue, question: Question, *, newest: bool
) -> Iterator[StatementRow]:
    """Yield every statement that a question asks for, in the order of its pages; raises as those do."""
    sought = _walked(connection, catalogue, _sought(connection, catalogue, question), _afresh)
    after: str | None = None
    while found := statements_page(connection, sought, after=after, limit=AT_ONCE, newest=newest):
        yield from _rows(connection, catalogue, found)
        after = found[-1].id


def _sought(connection: Connection, catalogue: Catalogue, question: Question) -> Sought:
    """Return what a question asks of the store; story and outlet are looked up in the catalogue."""
    sought = understand(connection, replace(question, story=None, outlet=None))
    ids: tuple[str, ...] | None = None
    if question.outlet:
        ids = reports_of(catalogue, question.outlet)
    if question.story:
        story = catalogue.stories.get(catalogue.story_of.get(question.story, question.story))
        if story is None:
            raise NotFound(f"{question.story}: no story of this id; open one from the list of stories")
        inside = None if ids is None else set(ids)
        ids = tuple(each for each in story.report_ids if inside is None or each in inside)
    return sought if ids is None else replace(sought, report_ids=ids)


def _walked(connection: Connection, catalogue: Catalogue, sought: Sought, remember: Remember) -> Sought:
    """Return the same with the reports to go through, where only a time narrows them down.

    The catalogue brings them into order; the database would look up every report for that.
    """
    timed = sought.since is not None or sought.until is not None
    if not timed or sought.report_ids is not None or sought.voices is not None:
        return sought

    def told() -> tuple[str, ...]:
        passing = reports_told(connection, sought)
        return tuple(each for each in catalogue.reports if each in passing)

    return replace(sought, report_ids=remember(("told", sought), told))


def _rows(
    connection: Connection, catalogue: Catalogue, found: tuple[Statement, ...]
) -> tuple[StatementRow, ...]:
    """Return statements with their words; those of reports that came after the catalogue are left out."""
    kept = {each.id: each for each in reports(connection, {each.said[0].report_id for each in found})}
    told: dict[str, Statement] = {}
    for report_id, own in groupby(found, key=lambda each: each.said[0].report_id):
        told.update((each.id, each) for each in with_inferred(connection, kept[report_id], list(own)))
    decided = statuses(connection, told)
    rows = []
    for statement in found:
        line = catalogue.reports.get(statement.said[0].report_id)
        if line is not None:
            report = kept[line.id]
            words = tuple(report.text[span.start : span.end] for span in statement.said)
            row = StatementRow(
                statement=told[statement.id],
                report=report,
                line=line,
                words=words,
                status=decided.get(statement.id, Status.UNREVIEWED),
            )
            rows.append(row)
    return tuple(rows)
