"""Judgements, and the incidents that follow from them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

import msgspec
from sqlalchemy import Connection, Row, bindparam, delete, insert, or_, select, update

from reportedly.store.batches import batches
from reportedly.store.dialects import insert_over
from reportedly.store.inputs import moment
from reportedly.store.rollups import mark_homes_stale, mark_stale
from reportedly.store.schema import ALIASES, INCIDENT_EVENTS, INCIDENTS, JUDGEMENTS
from reportedly.terms.incidents import Judgement, Question, Verdict
from reportedly.terms.views import IncidentView

_INCIDENTS = msgspec.json.Decoder(IncidentView)


def add_judgements(connection: Connection, judgements: Iterable[Judgement]) -> int:
    """Append judgements; return how many were added.

    A rule that judges a pair again as it did last says nothing new and is not added, whenever it ran, so
    that a second run adds nothing. What a person says is always added.
    """
    given = list(judgements)
    last = {
        _case(kept): kept
        for kept in judgements_on(connection, {side for j in given for side in (j.left, j.right)})
    }
    rows = []
    for judgement in given:
        case = _case(judgement)
        if not judgement.judge.startswith("person:") and case in last and _same(last[case], judgement):
            continue
        last[case] = judgement
        rows.append(_judgement_row(judgement))
    if rows:
        connection.execute(insert(JUDGEMENTS), rows)
        mark_homes_stale(connection, [side for row in rows for side in (str(row["left"]), str(row["right"]))])
    return len(rows)


def judgements(connection: Connection) -> Iterator[Judgement]:
    """Yield all judgements in the order in which they were made: a later one supersedes."""
    last = 0
    while True:
        query = select(JUDGEMENTS).where(JUDGEMENTS.c.seq > last).order_by(JUDGEMENTS.c.seq).limit(1000)
        rows = connection.execute(query).all()
        if not rows:
            return
        yield from map(judgement_of, rows)
        last = rows[-1].seq


def judgements_on(connection: Connection, ids: Iterable[str]) -> tuple[Judgement, ...]:
    """Return the judgements that have one of these ids on a side, in the order in which they were made."""
    found: dict[int, Judgement] = {}
    for piece in batches(sorted(set(ids))):
        sides = or_(JUDGEMENTS.c.left.in_(piece), JUDGEMENTS.c.right.in_(piece))
        found.update(
            (row.seq, judgement_of(row)) for row in connection.execute(select(JUDGEMENTS).where(sides))
        )
    return tuple(found[seq] for seq in sorted(found))


def replace_incidents(
    connection: Connection,
    removed: Iterable[str],
    incidents: Iterable[IncidentView],
    aliases: Mapping[str, str],
) -> None:
    """Keep these incidents in place of the removed ones; ``aliases`` gives old ids their new one.

    An incident that is already there is overwritten. Its events must be kept first, and an event belongs to
    one incident at most: raises IntegrityError where another, not removed, holds it.
    """
    kept = list(incidents)
    live = {incident.id for incident in kept}
    removed = set(removed)
    mark_stale(connection, live | removed)
    for piece in batches(sorted(live | removed)):
        connection.execute(delete(INCIDENT_EVENTS).where(INCIDENT_EVENTS.c.incident_id.in_(piece)))
        connection.execute(delete(INCIDENTS).where(INCIDENTS.c.id.in_(piece)))
        connection.execute(delete(ALIASES).where(ALIASES.c.old_id.in_([id_ for id_ in piece if id_ in live])))
    if kept:
        connection.execute(insert(INCIDENTS), [_incident_row(incident) for incident in kept])
        links = [{"event_id": event, "incident_id": i.id} for i in kept for event in i.event_ids]
        if links:
            connection.execute(insert(INCIDENT_EVENTS), links)
    renamed = [
        {"old": old, "new": new} for old, new in sorted(aliases.items()) if old not in live and old != new
    ]
    if renamed:  # an alias never leads to another alias
        moved = update(ALIASES).where(ALIASES.c.new_id == bindparam("old")).values(new_id=bindparam("new"))
        connection.execute(moved, renamed)
        rows = [{"old_id": row["old"], "new_id": row["new"]} for row in renamed]
        connection.execute(insert_over(connection, ALIASES), rows)


def incidents(connection: Connection, ids: Iterable[str] | None = None) -> Iterator[IncidentView]:
    """Yield incidents, all or those with these ids, by time (unknown last) and id."""
    if ids is not None:
        found: list[tuple[str, str]] = []
        for piece in batches(sorted(set(ids))):
            query = select(INCIDENTS.c.canonical, INCIDENTS.c.body).where(INCIDENTS.c.id.in_(piece))
            found.extend((row[0], row[1]) for row in connection.execute(query))
        yield from (_INCIDENTS.decode(body) for _, body in sorted(found))
        return
    last = ""
    while True:
        canonical = INCIDENTS.c.canonical
        query = select(canonical, INCIDENTS.c.body).where(canonical > last).order_by(canonical).limit(200)
        rows = connection.execute(query).all()
        if not rows:
            return
        yield from (_INCIDENTS.decode(row[1]) for row in rows)
        last = rows[-1][0]


def incidents_of(connection: Connection, event_ids: Iterable[str]) -> dict[str, str]:
    """Return the incident id of each of these events that has one, by event id."""
    found: dict[str, str] = {}
    for piece in batches(sorted(set(event_ids))):
        rows = connection.execute(select(INCIDENT_EVENTS).where(INCIDENT_EVENTS.c.event_id.in_(piece)))
        found.update(sorted((row.event_id, row.incident_id) for row in rows))
    return found


def live_id(connection: Connection, incident_id: str) -> str | None:
    """Return the id under which an incident is known today, None where there is no such incident."""
    alias = connection.scalar(select(ALIASES.c.new_id).where(ALIASES.c.old_id == incident_id))
    return connection.scalar(select(INCIDENTS.c.id).where(INCIDENTS.c.id == (alias or incident_id)))


def _case(judgement: Judgement) -> tuple[Question, str, str, str]:
    """Return who judged what."""
    return judgement.question, judgement.left, judgement.right, judgement.judge


def _same(left: Judgement, right: Judgement) -> bool:
    """Return whether two judgements say the same."""
    return (left.verdict, left.score, left.reasons) == (right.verdict, right.score, right.reasons)


def _judgement_row(judgement: Judgement) -> dict[str, str | float | None]:
    """Return the row of a judgement."""
    return {
        "question": judgement.question.value,
        "left": judgement.left,
        "right": judgement.right,
        "verdict": judgement.verdict.value,
        "score": judgement.score,
        "reasons": json.dumps(judgement.reasons),
        "judge": judgement.judge,
        "judged_at": moment(judgement.judged_at),
    }


def judgement_of(row: Row[tuple[object, ...]]) -> Judgement:
    """Return the judgement of a row."""
    return Judgement(
        question=Question(row.question),
        left=row.left,
        right=row.right,
        verdict=Verdict(row.verdict),
        score=row.score,
        reasons=tuple(json.loads(row.reasons)),
        judge=row.judge,
        judged_at=None if row.judged_at is None else datetime.fromisoformat(row.judged_at),
    )


def _incident_row(incident: IncidentView) -> dict[str, str]:
    """Return the row of an incident."""
    start = moment(incident.when.start) if incident.when is not None else None
    return {
        "id": incident.id,
        "canonical": f"{start or 'unknown'} {incident.id}",
        "body": msgspec.json.encode(incident).decode(),
    }
