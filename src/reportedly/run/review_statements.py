"""What persons decide on single statements: the same log, the same states and refusals as for incidents.

A decision on a statement tells whether it is read rightly. It stands beside the statement; incidents, tallies
and origins do not change with it.
"""

from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any

from reportedly.run.review import By, Refused, check_words
from reportedly.run.review_single import Past, check_state, check_undo, keep_signed, latest_of, past_of
from reportedly.run.standings import status_of
from reportedly.store.browsing import report_of
from reportedly.store.claims import statements
from reportedly.store.decisions import decisions, decisions_on_statements
from reportedly.store.record import Record, reading, writing
from reportedly.store.reports import reports
from reportedly.terms.decisions import Act, Decision, Status
from reportedly.terms.reports import Report
from reportedly.terms.statements import Statement

Connection = Any
"""The store's connection; only the store knows what it is."""


@dataclass(frozen=True, slots=True)
class SeenStatement:
    """A statement as a person looked at it: its id and its ``state``; None takes whatever state it has."""

    statement_id: str
    state: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementReview:
    """A statement with its report, how far persons reviewed it, the state that a decision names, and the
    decisions so far, each with whether it stands.
    """

    statement: Statement
    report: Report
    status: Status
    state: str
    past: Past


@dataclass(frozen=True, slots=True)
class StatementDecided:
    """A kept decision and the statement as it stands now."""

    decision: Decision
    review: StatementReview


def look_at_statement(record: Record, statement_id: str) -> StatementReview | None:
    """Return a statement with what was decided on it, None where there is none."""
    with reading(record) as connection:
        return _review(connection, statement_id)


def accept_statement(record: Record, seen: SeenStatement, by: By) -> StatementDecided:
    """Say that a statement is read rightly. Raises Refused."""
    return _decide(record, seen, by, Act.ACCEPT)


def reject_statement(record: Record, seen: SeenStatement, by: By) -> StatementDecided:
    """Say that a statement is read wrongly, and why; it stays in the record. Raises Refused."""
    return _decide(record, seen, by, Act.REJECT)


def comment_statement(record: Record, seen: SeenStatement, by: By) -> StatementDecided:
    """Say something (``by.why``) about a statement that changes nothing. Raises Refused."""
    return _decide(record, seen, by, Act.COMMENT)


def undo_statement(record: Record, number: int, by: By) -> StatementDecided:
    """Take a decision on a statement back; an undoing too. Raises Refused."""
    with writing(record) as connection:
        found = next(decisions(connection, [number]), None)
        if found is None or found.statement_id is None:
            raise Refused(f"There is no decision {number} on a statement in this record.")
        check_undo(found, decisions_on_statements(connection, [found.statement_id])[found.statement_id])
        return _keep(
            connection,
            replace(found, act=Act.UNDO, judge=by.judge, why=by.why, judged_at=by.at, undoes=number),
        )


def _review(connection: Connection, statement_id: str) -> StatementReview | None:
    """Return a statement with what was decided on it."""
    report_id = report_of(connection, statement_id)
    if report_id is None:
        return None
    statement = next((each for each in statements(connection, [report_id]) if each.id == statement_id), None)
    if statement is None:
        return None
    log = decisions_on_statements(connection, [statement_id]).get(statement_id, ())
    digest = blake2b(repr(statement).encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    return StatementReview(
        statement=statement,
        report=next(reports(connection, [report_id])),
        status=status_of(log),
        state=f"{latest_of(log)}-{digest}",
        past=past_of(log),
    )


def _decide(record: Record, seen: SeenStatement, by: By, act: Act) -> StatementDecided:
    """Keep a decision on a statement as it was looked at."""
    with writing(record) as connection:
        held = _review(connection, seen.statement_id)
        if held is None:
            raise Refused(f"{seen.statement_id}: no such statement; `reportedly show statements` lists them.")
        check_state(seen.statement_id, seen.state, held.state, held.past)
        check_words(act, by)
        decision = Decision(
            act=act,
            judge=by.judge,
            why=by.why,
            judged_at=by.at,
            event_ids=(),
            statement_id=held.statement.id,
            said=held.statement.said,
        )
        return _keep(connection, decision)


def _keep(connection: Connection, decision: Decision) -> StatementDecided:
    """Keep a decision."""
    kept = keep_signed(connection, decision)
    held = _review(connection, kept.statement_id or "")
    if held is None:
        raise Refused(f"{kept.statement_id}: no such statement.")
    return StatementDecided(kept, held)
