"""A large made-up record, always alike."""

import hashlib
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import msgspec
from sqlalchemy import Connection, insert

from reportedly.run.review import By, Seen, accept, reject
from reportedly.run.rollups import fold
from reportedly.store.incidents import add_judgements, replace_incidents
from reportedly.store.record import Record, writing
from reportedly.store.sayings import keep_sayings
from reportedly.store.schema import COPIES, EVENTS, RAW, REPORTS, STATEMENTS
from reportedly.terms.counts import Count
from reportedly.terms.events import Event, Part, Participant, Realis
from reportedly.terms.incidents import Judgement, Question, Verdict
from reportedly.terms.places import Precision, Where
from reportedly.terms.reports import Report
from reportedly.terms.spans import Block, Role, Span
from reportedly.terms.statements import Act, Polarity, Quotation, Statement, Voice, VoiceKind
from reportedly.terms.times import Basis, Grain, When
from reportedly.terms.views import IncidentView

WORDS = [
    "convoy",
    "bridge",
    "market",
    "rocket",
    "warning",
    "embassy",
    "harbour",
    "strike",
    "minister",
    "governor",
    "police",
    "square",
    "river",
    "patrol",
    "depot",
    "village",
    "checkpoint",
    "drone",
    "crowd",
    "union",
    "curfew",
    "valley",
    "station",
    "border",
    "court",
    "office",
    "road",
    "camp",
    "fuel",
    "school",
]
TYPES = ("ASSAULT", "THREATEN", "PROTEST", "COERCE", "CONSULT", "REQUEST", "REJECT", "AGREE")
FIRST = datetime(2022, 1, 1, tzinfo=UTC)


def make_large(record: Record, reports: int, incidents: int) -> None:
    """Fill an empty record with made-up reports, statements, events, copies and incidents, always alike."""
    chance = random.Random(9)
    outlets = [
        f"{chance.choice(WORDS).title()} {name}" for name in ("Post", "Wire", "Times") for _ in range(100)
    ]
    made = [_report(chance, number, outlets) for number in range(reports)]
    with writing(record) as connection:
        connection.execute(
            insert(RAW),
            [{"sha256": "0" * 64, "size_bytes": 0, "compressed": b"x\x9c\x03\x00\x00\x00\x00\x01"}],
        )
        for at in range(0, reports, 2000):
            chunk = made[at : at + 2000]
            connection.execute(insert(REPORTS), [_row(report) for report in chunk])
            said = [each for report in chunk for each in _statements(chance, report)]
            connection.execute(insert(STATEMENTS), [_said_row(each) for each in said])
            keep_sayings(connection, said)
        _copies(connection, chance, made)
        views = _incidents(connection, chance, made, incidents)
        add_judgements(connection, _judged(chance, views))
        fold(connection)
    for at in range(0, len(views), 100):
        seen = Seen(views[at].id)
        accept(record, seen, By("Ada", "", FIRST)) if at % 200 else reject(
            record, seen, By("Bo", "no", FIRST)
        )


def _report(chance: random.Random, number: int, outlets: list[str]) -> Report:
    """Return a report of about 120 words."""
    id_ = f"report-{number:020x}"
    title = " ".join(chance.choices(WORDS, k=6)).capitalize()
    text = (
        title
        + "\n\n"
        + "\n\n".join(" ".join(chance.choices(WORDS, k=40)).capitalize() + "." for _ in range(3))
    )
    start = FIRST + timedelta(minutes=int(number * 10.5))
    when = When(
        start=start, end=start + timedelta(minutes=1), grain=Grain.MINUTE, basis=Basis.STATED, span=None
    )
    blocks = [Block(Role.HEADLINE, Span(id_, 0, len(title)))]
    at = len(title) + 2
    for paragraph in text[at:].split("\n\n"):
        blocks.append(Block(Role.PARAGRAPH, Span(id_, at, at + len(paragraph))))
        at += len(paragraph) + 2
    return Report(
        id=id_,
        uri=f"file:///made/{number}.txt",
        outlet=chance.choice(outlets),
        url=None,
        title=title,
        byline=None,
        published=when,
        language="en",
        media_type="text/plain",
        encoding="utf-8",
        fetched_at=None,
        raw_sha256="0" * 64,
        text=text,
        blocks=tuple(blocks),
    )


def _row(report: Report) -> dict[str, Any]:
    """Return the row of a report."""
    assert (
        report.published is not None
        and report.published.start is not None
        and report.published.end is not None
    )
    start, end = (
        each.isoformat(timespec="microseconds") for each in (report.published.start, report.published.end)
    )
    digest = hashlib.sha256(report.text.encode()).hexdigest()
    return {
        "id": report.id,
        "canonical": f"{start} {digest} {report.id}",
        "uri": report.uri,
        "outlet": report.outlet,
        "title": report.title,
        "published_start": start,
        "published_end": end,
        "text_sha256": digest,
        "raw_sha256": report.raw_sha256,
        "body": msgspec.json.encode(report).decode(),
    }


def _statements(chance: random.Random, report: Report) -> Iterator[Statement]:
    """Yield four statements of a report."""
    for at in range(4):
        start = len(report.title or "") + 2 + at * 60
        name = f"{chance.choice(WORDS).title()} {chance.choice(WORDS).title()}"
        yield Statement(
            id=f"statement-{report.id[-14:]}{at:06x}",
            said=(Span(report.id, start, start + 40),),
            cue=None,
            voice=Voice(kind=VoiceKind.PERSON, name=name, span=None),
            addressee=None,
            kind=Quotation.INDIRECT,
            act=chance.choice(list(Act)),
            polarity=Polarity.SAID,
            hedges=(),
            condition=None,
            parent=None,
            chain=(report.outlet or "", name),
            inferred=(),
            medium=None,
            when=None,
        )


def _said_row(statement: Statement) -> dict[str, Any]:
    """Return the row of a statement."""
    span = statement.said[0]
    body = msgspec.json.encode(statement).decode()
    return {"id": statement.id, "report_id": span.report_id, "start": span.start, "body": body}


def _copies(connection: Connection, chance: random.Random, made: list[Report]) -> None:
    """Keep copies: every third report copies one of the fifty before it."""
    rows = []
    for number, report in enumerate(made):
        if number % 3 == 0 and number:
            source = made[max(0, number - chance.randint(1, 50))]
            rows += [
                {
                    "source_report": source.id,
                    "source_start": at,
                    "source_end": at + 80,
                    "copy_report": report.id,
                    "copy_start": at,
                    "copy_end": at + 80,
                    "identity": 0.97,
                    "basis": chance.choice(("credited", "earlier", "unknown")),
                }
                for at in (60, 150)
            ]
    for at in range(0, len(rows), 5000):
        connection.execute(insert(COPIES), rows[at : at + 5000])


def _incidents(
    connection: Connection, chance: random.Random, made: list[Report], number: int
) -> list[IncidentView]:
    """Keep incidents with one to eight mentions in reports near one another."""
    places = [_place(chance, at) for at in range(400)]
    kept: list[IncidentView] = []
    for first in range(0, number, 1000):
        events: list[Event] = []
        views = []
        for at in range(first, min(number, first + 1000)):
            home = chance.randrange(max(1, len(made) - 60))
            near = chance.sample(made[home : home + 60], min(len(made), chance.choice((1, 1, 1, 2, 3, 5, 8))))
            told = [_event(chance, at, where, report, places) for where, report in enumerate(near)]
            events += told
            views.append(_view(chance, at, told, near))
        rows = [
            {
                "id": e.id,
                "report_id": e.trigger.report_id,
                "start": e.trigger.start,
                "type": e.type,
                "realis": e.realis.value,
                "statement_id": None,
                "body": msgspec.json.encode(e).decode(),
            }
            for e in events
        ]
        connection.execute(insert(EVENTS), rows)
        replace_incidents(connection, (), views, {})
        kept += views
    return kept


def _judged(chance: random.Random, views: list[IncidentView]) -> Iterator[Judgement]:
    """Yield what the rule thinks of mentions of one incident, and of incidents beside one another."""
    for at, view in enumerate(views):
        other = views[(at + chance.randint(1, 3)) % len(views)]
        pairs = [(view.event_ids[0], other.event_ids[0]), *pairwise(view.event_ids)]
        for left, right in pairs:
            yield Judgement(
                question=Question.SAME_INCIDENT,
                left=min(left, right),
                right=max(left, right),
                verdict=Verdict.UNSURE,
                score=round(chance.uniform(0.1, 0.95), 4),
                reasons=("same day (+0.9)", "headlines alike by 0.31 (+1.2)"),
                judge="rule:same-incident/1",
                judged_at=None,
            )


def _place(chance: random.Random, at: int) -> Where:
    """Return a made-up place."""
    return Where(
        name=f"{WORDS[at % len(WORDS)].title()} {at}",
        span=Span("report-0", 0, 5),
        place_id=f"local:{at}",
        country=chance.choice(("IQ", "CO", "UA", "SD", "MM")),
        longitude_deg=chance.uniform(-120, 140),
        latitude_deg=chance.uniform(-40, 60),
        radius_m=chance.choice((800.0, 9000.0, 60000.0)),
        precision=Precision.CITY,
    )


def _event(chance: random.Random, at: int, mention: int, report: Report, places: list[Where]) -> Event:
    """Return one mention of an incident."""
    start = len(report.title or "") + 2 + 10 * mention
    day = FIRST + timedelta(days=at % 700)
    where = places[at % len(places)]
    return Event(
        id=f"event-{at:012x}{mention:08x}",
        type=TYPES[at % len(TYPES)],
        mode=None,
        realis=Realis.ACTUAL,
        trigger=Span(report.id, start, start + 6),
        participants=(
            Participant(
                part=Part.ACTOR, name=f"group {at % 50}", span=Span(report.id, start + 7, start + 12)
            ),
            Participant(
                part=Part.TARGET, name=f"target {at % 90}", span=Span(report.id, start + 13, start + 18)
            ),
        ),
        when=When(start=day, end=day + timedelta(days=1), grain=Grain.DAY, basis=Basis.STATED, span=None),
        where=Where(
            name=where.name,
            span=Span(report.id, start, start + 6),
            place_id=where.place_id,
            country=where.country,
            longitude_deg=where.longitude_deg,
            latitude_deg=where.latitude_deg,
            radius_m=where.radius_m,
            precision=where.precision,
        ),
        counts=(
            Count(
                what="killed",
                low=chance.randint(1, 9),
                high=None,
                approximate=False,
                span=Span(report.id, start + 20, start + 24),
            ),
        ),
        statement_id=None,
    )


def _view(chance: random.Random, at: int, told: list[Event], near: list[Report]) -> IncidentView:
    """Return an incident as it would be read out of its events; one in twenty is a reported total."""
    first = told[0]
    realis = Realis.AGGREGATE if at % 20 == 0 else Realis.ACTUAL
    return IncidentView(
        id=f"incident-{at:020x}",
        type=first.type,
        mode=None,
        realis=realis,
        status="unreviewed",
        in_register=realis is Realis.ACTUAL,
        when=first.when,
        where=first.where,
        event_ids=tuple(sorted(event.id for event in told)),
        report_ids=tuple(sorted({r.id for r in near})),
        origins=tuple(sorted({r.outlet or "" for r in near[: 1 + len(near) // 2]})),
        counts=first.counts,
        disagreements=("killed: 2 (A) / 5 (B)",) if at % 9 == 0 else (),
        title=f"group {at % 50} – {chance.choice(WORDS)}",
        actors=(f"group {at % 50}",),
        targets=(f"target {at % 90}",),
    )
