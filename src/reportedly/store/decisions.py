"""What persons decided: the log, and the decisions that hang together."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import msgspec
from sqlalchemy import Connection, func, insert, select

from reportedly.store.batches import batches
from reportedly.store.incidents import judgement_of
from reportedly.store.inputs import moment
from reportedly.store.schema import (
    DECIDED_EVENTS,
    DECIDED_LINKS,
    DECIDED_MENTIONS,
    DECIDED_STATEMENTS,
    DECISIONS,
    JUDGEMENTS,
)
from reportedly.terms.decisions import Decision
from reportedly.terms.incidents import Judgement, Question, Verdict

_DECISIONS = msgspec.json.Decoder(Decision)


def add_decision(connection: Connection, decision: Decision) -> Decision:
    """Append a decision; return it with its number, greater than that of any before."""
    row = {
        "act": decision.act.value,
        "judge": decision.judge,
        "judged_at": moment(decision.judged_at),
        "body": msgspec.json.encode(replace(decision, number=0)).decode(),
    }
    number = connection.execute(insert(DECISIONS).returning(DECISIONS.c.seq), [row]).scalar_one()
    about = [{"event_id": each, "decision": number} for each in sorted(decision.about)]
    if about:
        connection.execute(insert(DECIDED_EVENTS), about)
    if decision.statement_id is not None:
        connection.execute(
            insert(DECIDED_STATEMENTS), [{"statement_id": decision.statement_id, "decision": number}]
        )
    if decision.event_id is not None:
        connection.execute(insert(DECIDED_MENTIONS), [{"event_id": decision.event_id, "decision": number}])
    if decision.link is not None:
        sides = sorted({decision.link.source.report_id, decision.link.copy.report_id})
        connection.execute(insert(DECIDED_LINKS), [{"report_id": one, "decision": number} for one in sides])
    return replace(decision, number=number)


def decisions(connection: Connection, numbers: Iterable[int] | None = None) -> Iterator[Decision]:
    """Yield decisions, all or those of these numbers, in the order in which they were made."""
    if numbers is None:
        rows = connection.execute(select(DECISIONS.c.seq, DECISIONS.c.body).order_by(DECISIONS.c.seq))
        yield from (_decision(number, body) for number, body in rows)
        return
    for piece in batches(sorted(set(numbers))):
        query = select(DECISIONS.c.seq, DECISIONS.c.body).where(DECISIONS.c.seq.in_(piece))
        yield from (_decision(*row) for row in sorted((row[0], row[1]) for row in connection.execute(query)))


def decisions_on(connection: Connection, event_ids: Iterable[str]) -> tuple[Decision, ...]:
    """Return the decisions about one of these events, in the order in which they were made."""
    return tuple(decisions(connection, _numbers(connection, set(event_ids))))


def linked_decisions(connection: Connection, event_ids: Iterable[str]) -> tuple[Decision, ...]:
    """Return the decisions about these events, about all events of these decisions, and so on."""
    if connection.scalar(select(func.max(DECISIONS.c.seq))) is None:
        return ()
    found: dict[int, Decision] = {}
    reached, frontier = set(event_ids), set(event_ids)
    while frontier:
        fresh = list(decisions(connection, _numbers(connection, frontier) - found.keys()))
        found.update((each.number, each) for each in fresh)
        frontier = {event_id for each in fresh for event_id in each.about} - reached
        reached |= frontier
    return tuple(found[number] for number in sorted(found))


def decisions_on_statements(
    connection: Connection, statement_ids: Iterable[str] | None = None
) -> dict[str, tuple[Decision, ...]]:
    """Return the decisions about statements, all or these, by statement, in the order they were made."""
    column = DECIDED_STATEMENTS.c.statement_id
    found: set[int] = set()
    if statement_ids is None:
        found.update(connection.scalars(select(DECIDED_STATEMENTS.c.decision)))
    else:
        for piece in batches(sorted(set(statement_ids))):
            found.update(connection.scalars(select(DECIDED_STATEMENTS.c.decision).where(column.in_(piece))))
    held: dict[str, list[Decision]] = {}
    for each in decisions(connection, found):
        held.setdefault(each.statement_id or "", []).append(each)
    return {each: tuple(own) for each, own in held.items()}


def decisions_on_mentions(
    connection: Connection, event_ids: Iterable[str] | None = None
) -> dict[str, tuple[Decision, ...]]:
    """Return the decisions about single events, all or these, by event, in the order they were made."""
    column = DECIDED_MENTIONS.c.event_id
    found: set[int] = set()
    if event_ids is None:
        found.update(connection.scalars(select(DECIDED_MENTIONS.c.decision)))
    else:
        for piece in batches(sorted(set(event_ids))):
            found.update(connection.scalars(select(DECIDED_MENTIONS.c.decision).where(column.in_(piece))))
    held: dict[str, list[Decision]] = {}
    for each in decisions(connection, found):
        held.setdefault(each.event_id or "", []).append(each)
    return {each: tuple(own) for each, own in held.items()}


def decisions_on_links(
    connection: Connection, report_ids: Iterable[str] | None = None
) -> tuple[Decision, ...]:
    """Return the decisions about copies, all or those with a side in these reports, in their order."""
    if report_ids is None or connection.scalar(select(DECIDED_LINKS.c.decision).limit(1)) is None:
        return tuple(decisions(connection, set(connection.scalars(select(DECIDED_LINKS.c.decision)))))
    found: set[int] = set()
    for piece in batches(sorted(set(report_ids))):
        own = DECIDED_LINKS.c.report_id.in_(piece)
        found.update(connection.scalars(select(DECIDED_LINKS.c.decision).where(own)))
    return tuple(decisions(connection, found))


def doubtful(connection: Connection, low: float, high: float) -> Iterator[Judgement]:
    """Yield the judgements on incidents with a score in [low, high], of each pair the latest."""
    later = JUDGEMENTS.alias("later")
    superseded = (
        select(later.c.seq)
        .where(later.c.left == JUDGEMENTS.c.left, later.c.right == JUDGEMENTS.c.right)
        .where(later.c.seq > JUDGEMENTS.c.seq, later.c.question == JUDGEMENTS.c.question)
        .exists()
    )
    query = (
        select(JUDGEMENTS)
        .where(JUDGEMENTS.c.question == Question.SAME_INCIDENT.value)
        .where(JUDGEMENTS.c.verdict != Verdict.DIFFERENT.value)
        .where(JUDGEMENTS.c.score.between(low, high), ~superseded)
        .order_by(JUDGEMENTS.c.seq)
    )
    yield from map(judgement_of, connection.execute(query))


def _numbers(connection: Connection, event_ids: set[str]) -> set[int]:
    """Return the numbers of the decisions about one of these events."""
    found: set[int] = set()
    for piece in batches(sorted(event_ids)):
        query = select(DECIDED_EVENTS.c.decision).where(DECIDED_EVENTS.c.event_id.in_(piece))
        found.update(connection.scalars(query))
    return found


def _decision(number: int, body: str) -> Decision:
    """Return the decision of a row."""
    return replace(_DECISIONS.decode(body), number=number)
