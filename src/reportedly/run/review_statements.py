"""What persons decide on single statements: the same log, the same states and refusals as for incidents.

A decision on a statement tells whether it is read rightly. It stands beside the statement; incidents, tallies
and origins do not change with it.
"""

from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any

from reportedly.incidents.rulings import standing
from reportedly.run.edits import clean
from reportedly.run.review import By, Conflict, Refused, check_words
from reportedly.run.standings import status_of
from reportedly.store.browsing import report_of
from reportedly.store.claims import statements
from reportedly.store.decisions import add_decision, decisions, decisions_on_statements
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
    past: tuple[tuple[Decision, bool], ...]


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
        if found.act is Act.COMMENT:
            raise Refused("A comment changes nothing and stays; add another one.")
        log = decisions_on_statements(connection, [found.statement_id])[found.statement_id]
        if number not in standing(log):
            raise Refused(f"Decision {number} is undone already.")
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
    alive = standing(log)
    digest = blake2b(repr(statement).encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    return StatementReview(
        statement=statement,
        report=next(reports(connection, [report_id])),
        status=status_of(log),
        state=f"{max((each.number for each in log), default=0)}-{digest}",
        past=tuple((each, each.number in alive) for each in log),
    )


def _decide(record: Record, seen: SeenStatement, by: By, act: Act) -> StatementDecided:
    """Keep a decision on a statement as it was looked at."""
    with writing(record) as connection:
        held = _review(connection, seen.statement_id)
        if held is None:
            raise Refused(f"{seen.statement_id}: no such statement; `reportedly show statements` lists them.")
        if seen.state is not None and seen.state != held.state:
            raise Conflict(
                f"{seen.statement_id} was not decided: {_moved(seen.state, held)}; look at it again."
            )
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


def _moved(state: str, held: StatementReview) -> str:
    """Return in words what happened to a statement since a person looked at it."""
    if not held.past or state.partition("-")[0] == held.state.partition("-")[0]:
        return "it reads otherwise by now"
    last = held.past[-1][0]
    who = last.judge.removeprefix("person:")
    return f"{who} decided meanwhile ({last.act}, {last.judged_at:%Y-%m-%d %H:%M} UTC)"


def _keep(connection: Connection, decision: Decision) -> StatementDecided:
    """Keep a decision."""
    if not decision.judge.removeprefix("person:").strip():
        raise Refused("Say who decides; nothing was changed.")
    kept = add_decision(connection, replace(decision, judge=clean(decision.judge), why=clean(decision.why)))
    held = _review(connection, kept.statement_id or "")
    if held is None:
        raise Refused(f"{kept.statement_id}: no such statement.")
    return StatementDecided(kept, held)
