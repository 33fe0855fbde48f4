"""Statements found by who spoke, what the words do, when, where printed: narrowed by the database."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from reportedly.store.batches import batches, report_batches
from reportedly.store.dialects import insert_over
from reportedly.store.schema import REPORTS, SAYINGS, STATEMENTS
from reportedly.terms.names import fold_name
from reportedly.terms.reports import Report
from reportedly.terms.spans import Span
from reportedly.terms.statements import Statement
from reportedly.terms.times import When

_STATEMENTS = msgspec.json.Decoder(Statement)
_REPORTS = msgspec.json.Decoder(Report)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What statements must be; None asks for nothing.

    ``voices`` are folded names (``terms.names``), ``acts`` values of ``Act``, ``outlets`` as reports have
    them. A statement passes ``since`` and ``until`` (aware UTC, half-open) where its time may lie between:
    the time of the saying where the words give one, else the publication of its report.
    """

    voices: tuple[str, ...] | None = None
    acts: tuple[str, ...] | None = None
    since: datetime | None = None
    until: datetime | None = None
    report_ids: tuple[str, ...] | None = None
    outlets: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many statements pass, and how many would if only their time were known."""

    found: int
    undated: int


def keep_sayings(connection: Connection, statements: Iterable[Statement]) -> None:
    """Keep what statements are found by; their reports must be kept first."""
    given = list(statements)
    reports: dict[str, Report] = {}
    for piece in batches(sorted({each.said[0].report_id for each in given})):
        query = select(REPORTS.c.body).where(REPORTS.c.id.in_(piece))
        reports.update((found.id, found) for found in map(_REPORTS.decode, connection.scalars(query)))
    rows = [_row(each, reports.get(each.said[0].report_id)) for each in given]
    if rows:
        connection.execute(insert_over(connection, SAYINGS), rows)


def _row(statement: Statement, report: Report | None) -> dict[str, str | int | None]:
    """Return the row of a statement."""
    name = fold_name(statement.voice.name)
    when = _time_of(statement, report)
    return {
        "statement_id": statement.id,
        "report_id": statement.said[0].report_id,
        "start": min(span.start for span in statement.said),
        "end": max(span.end for span in statement.said),
        "name": statement.voice.name,
        "voice": name,
        "spelling": _spelling(name, statement.voice.span, report),
        "act": statement.act.value,
        "since": _moment(when.start) if when is not None else None,
        "until": _moment(when.end) if when is not None else None,
    }


def _time_of(statement: Statement, report: Report | None) -> When | None:
    """Return the time of the saying, else of the publication, None where neither is known."""
    published = report.published if report is not None else None
    known = [each for each in (statement.when, published) if each is not None and (each.start or each.end)]
    return known[0] if known else None


def _spelling(name: str, span: Span | None, report: Report | None) -> str | None:
    """Return the folded words used for a voice where they spell its name; "he" and "the paper" do not.

    Words spell a name that share a word with it, or that are several words or letters in capitals.
    """
    if span is None or report is None or span.report_id != report.id:
        return None
    words = report.text[span.start : span.end]
    folded = fold_name(words)
    capitals = [word for word in words.split() if word[:1].isupper()]
    proper = len(capitals) > 1 or (len(words) > 1 and words.isupper())
    shares = bool(set(folded.split()) & set(name.split())) and bool(capitals)
    return folded if folded and (proper or shares) else None


def _moment(time: datetime | None) -> str | None:
    """Return a time as it sorts."""
    return None if time is None else time.astimezone(UTC).isoformat(timespec="microseconds")


def voices_named(connection: Connection, names: Iterable[str]) -> tuple[str, ...]:
    """Return the folded canonical names of the voices that are called so, sorted.

    ``names`` are folded. A voice is called by its canonical name or by a spelling that some report uses for
    it; where no voice is, by words of its canonical name ("amari" for "rashid amari").
    """
    wanted = sorted({name for name in names if name})
    if not wanted:
        return ()
    called = or_(SAYINGS.c.voice.in_(wanted), SAYINGS.c.spelling.in_(wanted))
    found = set(connection.scalars(select(SAYINGS.c.voice).where(called).distinct()))
    if not found:
        padded = " " + SAYINGS.c.voice + " "
        parts = or_(*(padded.contains(f" {name} ", autoescape=True) for name in wanted))
        found = set(connection.scalars(select(SAYINGS.c.voice).where(parts).distinct()))
    return tuple(sorted(found))


def voice_names(connection: Connection, voices: Iterable[str] | None = None) -> Iterator[tuple[str, str]]:
    """Yield (folded, written) canonical names, all or those of these voices, each folded one once, sorted."""
    query = select(SAYINGS.c.voice, func.min(SAYINGS.c.name)).group_by(SAYINGS.c.voice)
    if voices is not None:
        query = query.where(SAYINGS.c.voice.in_(sorted(set(voices))))
    yield from ((row[0], row[1]) for row in connection.execute(query.order_by(SAYINGS.c.voice)))


def outlet_names(connection: Connection) -> tuple[str, ...]:
    """Return the outlets of all reports, sorted."""
    found = connection.scalars(select(REPORTS.c.outlet).where(REPORTS.c.outlet.is_not(None)).distinct())
    return tuple(sorted(outlet for outlet in found if outlet is not None))


def narrowed(sought: Sought) -> list[ColumnElement[bool]]:
    """Return the conditions on all but time and reports."""
    asked: list[ColumnElement[bool]] = []
    if sought.voices is not None:
        asked.append(SAYINGS.c.voice.in_(sought.voices))
    if sought.acts is not None:
        asked.append(SAYINGS.c.act.in_(sought.acts))
    if sought.outlets is not None:
        asked.append(REPORTS.c.outlet.in_(sought.outlets))
    return asked


def timed(sought: Sought) -> list[ColumnElement[bool]]:
    """Return the conditions on time: half-open intervals that meet."""
    asked: list[ColumnElement[bool]] = []
    if sought.since is not None or sought.until is not None:
        asked.append(or_(SAYINGS.c.since.is_not(None), SAYINGS.c.until.is_not(None)))
    if sought.since is not None:
        asked.append(or_(SAYINGS.c.until.is_(None), SAYINGS.c.until > _moment(sought.since)))
    if sought.until is not None:
        asked.append(or_(SAYINGS.c.since.is_(None), SAYINGS.c.since < _moment(sought.until)))
    return asked


def _pages(connection: Connection, sought: Sought) -> Iterator[list[ColumnElement[bool]]]:
    """Yield the condition on reports in pieces that one query can carry, in the record's order."""
    if sought.report_ids is None:
        yield []
        return
    for ranks in report_batches(connection, sought.report_ids):
        yield [SAYINGS.c.report_id.in_(list(ranks))]


_JOINED = SAYINGS.join(STATEMENTS, STATEMENTS.c.id == SAYINGS.c.statement_id).join(
    REPORTS, REPORTS.c.id == SAYINGS.c.report_id
)


def sought_statements(
    connection: Connection, sought: Sought, limit: int | None = None
) -> Iterator[Statement]:
    """Yield the statements that pass, in the order of ``store.claims.statements``, at most ``limit``."""
    left = limit
    for page in _pages(connection, sought):
        query = (
            select(STATEMENTS.c.body)
            .select_from(_JOINED)
            .where(and_(True, *narrowed(sought), *timed(sought), *page))
            .order_by(REPORTS.c.canonical, SAYINGS.c.start, SAYINGS.c.end.desc(), SAYINGS.c.statement_id)
            .limit(left)
            .execution_options(yield_per=500)
        )
        number = 0
        for body in connection.scalars(query):
            number += 1
            yield _STATEMENTS.decode(body)
        left = None if left is None else left - number
        if left == 0:
            return


def count_sought(connection: Connection, sought: Sought) -> Tally:
    """Return how many statements pass, and how many more are left out because their time is not known."""
    found = undated = 0
    timeless = and_(SAYINGS.c.since.is_(None), SAYINGS.c.until.is_(None))
    for page in _pages(connection, sought):
        count = select(func.count()).select_from(_JOINED)
        found += connection.scalar(count.where(and_(True, *narrowed(sought), *timed(sought), *page))) or 0
        if timed(sought):
            undated += connection.scalar(count.where(and_(timeless, *narrowed(sought), *page))) or 0
    return Tally(found=found, undated=undated)
