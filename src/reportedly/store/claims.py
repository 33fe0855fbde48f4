"""What reports say: statements and events, and the keys by which events find one another."""

from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec
from sqlalchemy import Connection, delete, insert, select

from reportedly.store.batches import batches, report_batches
from reportedly.store.dialects import insert_over
from reportedly.store.sayings import keep_sayings
from reportedly.store.schema import EVENT_KEYS, EVENTS, INCIDENT_EVENTS, MACHINE_EVENTS, STATEMENTS
from reportedly.terms.events import Event
from reportedly.terms.statements import Statement

_STATEMENTS = msgspec.json.Decoder(Statement)
_EVENTS = msgspec.json.Decoder(Event)


def keep_statements(connection: Connection, statements: Iterable[Statement]) -> None:
    """Keep statements and what they are found by; one that is already there is overwritten.

    Their reports must be kept first.
    """
    given = list(statements)
    rows = [
        {
            "id": statement.id,
            "report_id": statement.said[0].report_id,
            "start": min(span.start for span in statement.said),
            "body": msgspec.json.encode(statement).decode(),
        }
        for statement in given
    ]
    if rows:
        connection.execute(insert_over(connection, STATEMENTS), rows)
        keep_sayings(connection, given)


def keep_events(connection: Connection, events: Iterable[Event], keys: Mapping[str, Collection[str]]) -> None:
    """Keep events with their blocking keys (by event id); one that is already there is overwritten, keys too.

    Their reports and statements must be kept first.
    """
    rows = [
        {
            "id": event.id,
            "report_id": event.trigger.report_id,
            "start": event.trigger.start,
            "type": event.type,
            "realis": event.realis.value,
            "statement_id": event.statement_id,
            "body": msgspec.json.encode(event).decode(),
        }
        for event in events
    ]
    if not rows:
        return
    ids = sorted({str(row["id"]) for row in rows})
    for piece in batches(ids):
        connection.execute(delete(EVENT_KEYS).where(EVENT_KEYS.c.event_id.in_(piece)))
    connection.execute(insert_over(connection, EVENTS), rows)
    links = [
        {"key": key, "event_id": event_id} for event_id in ids for key in sorted(set(keys.get(event_id, ())))
    ]
    if links:
        connection.execute(insert(EVENT_KEYS), links)


def statements(connection: Connection, report_ids: Iterable[str] | None = None) -> Iterator[Statement]:
    """Yield statements, all or those of these reports: reports in the record's order, then text order.

    Of two that start together the one whose words end later comes first, so that a parent precedes its child.
    """
    for ranks in report_batches(connection, report_ids):
        query = select(STATEMENTS.c.body).where(STATEMENTS.c.report_id.in_(list(ranks)))
        found = [_STATEMENTS.decode(body) for body in connection.scalars(query)]
        yield from sorted(
            found,
            key=lambda s: (
                ranks[s.said[0].report_id],
                min(span.start for span in s.said),
                -max(span.end for span in s.said),
                s.id,
            ),
        )


def events(connection: Connection, report_ids: Iterable[str] | None = None) -> Iterator[Event]:
    """Yield events, all or those of these reports: reports in the record's order, then text order."""
    for ranks in report_batches(connection, report_ids):
        query = select(EVENTS.c.body).where(EVENTS.c.report_id.in_(list(ranks)))
        found = [_EVENTS.decode(body) for body in connection.scalars(query)]
        yield from sorted(found, key=lambda e: (ranks[e.trigger.report_id], e.trigger, e.id))


def statements_by_id(connection: Connection, ids: Iterable[str]) -> dict[str, Statement]:
    """Return those of these statements that are kept, by id."""
    found: dict[str, Statement] = {}
    for piece in batches(sorted(set(ids))):
        query = select(STATEMENTS.c.body).where(STATEMENTS.c.id.in_(piece)).order_by(STATEMENTS.c.id)
        found.update(
            (statement.id, statement) for statement in map(_STATEMENTS.decode, connection.scalars(query))
        )
    return found


def events_by_id(connection: Connection, ids: Iterable[str]) -> dict[str, Event]:
    """Return those of these events that are kept, by id."""
    found: dict[str, Event] = {}
    for piece in batches(sorted(set(ids))):
        query = select(EVENTS.c.body).where(EVENTS.c.id.in_(piece)).order_by(EVENTS.c.id)
        found.update((event.id, event) for event in map(_EVENTS.decode, connection.scalars(query)))
    return found


def events_sharing_keys(connection: Connection, keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield (key, event id) for every kept event that holds one of these keys, sorted."""
    for piece in batches(sorted(set(keys))):
        query = select(EVENT_KEYS.c.key, EVENT_KEYS.c.event_id).where(EVENT_KEYS.c.key.in_(piece))
        yield from sorted((row[0], row[1]) for row in connection.execute(query))


def event_keys(connection: Connection, event_ids: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return the keys of these events, by event id; events without keys are not listed."""
    found: dict[str, set[str]] = {}
    for piece in batches(sorted(set(event_ids))):
        for row in connection.execute(select(EVENT_KEYS).where(EVENT_KEYS.c.event_id.in_(piece))):
            found.setdefault(row.event_id, set()).add(row.key)
    return {event_id: frozenset(found[event_id]) for event_id in sorted(found)}


def machine_events(connection: Connection, ids: Iterable[str]) -> dict[str, Event]:
    """Return, as the machine read them, those of these events on which a person's word stands, by id."""
    found: dict[str, Event] = {}
    for piece in batches(sorted(set(ids))):
        query = select(MACHINE_EVENTS.c.body).where(MACHINE_EVENTS.c.id.in_(piece))
        found.update((event.id, event) for event in map(_EVENTS.decode, connection.scalars(query)))
    return found


def rejected_events(connection: Connection) -> frozenset[str]:
    """Return the ids of the events that persons say are none."""
    query = select(MACHINE_EVENTS.c.id).where(MACHINE_EVENTS.c.rejected == 1)
    return frozenset(connection.scalars(query))


def corrected_in(connection: Connection, report_ids: Iterable[str]) -> tuple[Event, ...]:
    """Return the machine's own of the events of these reports on which a person's word stands, by id."""
    found: list[Event] = []
    for piece in batches(sorted(set(report_ids))):
        query = select(MACHINE_EVENTS.c.body).where(MACHINE_EVENTS.c.report_id.in_(piece))
        found += map(_EVENTS.decode, connection.scalars(query))
    return tuple(sorted(found, key=lambda each: each.id))


def correct_event(connection: Connection, machine: Event, shown: Event | None) -> None:
    """Show an event otherwise than the machine read it, None: not at all; its keys go, it stands nowhere.

    Shown as the machine read it, nothing is kept beside. The incident that holds it must be rebuilt.
    """
    connection.execute(delete(EVENT_KEYS).where(EVENT_KEYS.c.event_id == machine.id))
    connection.execute(delete(MACHINE_EVENTS).where(MACHINE_EVENTS.c.id == machine.id))
    if shown is None:
        connection.execute(delete(INCIDENT_EVENTS).where(INCIDENT_EVENTS.c.event_id == machine.id))
        connection.execute(delete(EVENTS).where(EVENTS.c.id == machine.id))
    else:
        keep_events(connection, [shown], {})
    if shown != machine:
        row = {
            "id": machine.id,
            "report_id": machine.trigger.report_id,
            "rejected": int(shown is None),
            "body": msgspec.json.encode(machine).decode(),
        }
        connection.execute(insert(MACHINE_EVENTS), [row])
