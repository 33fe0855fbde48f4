"""Records made by hand: reports of words, and what points into them by the words themselves."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from reportedly.language.officials import load_officials
from reportedly.register.evidence import Evidence, gather
from reportedly.terms.counts import Count
from reportedly.terms.events import Event, Part, Participant, Realis
from reportedly.terms.ids import identify
from reportedly.terms.incidents import Incident
from reportedly.terms.lineage import Copy, Direction
from reportedly.terms.places import Precision, Where
from reportedly.terms.reports import Report
from reportedly.terms.spans import Block, Role, Span
from reportedly.terms.statements import Act, Polarity, Quotation, Statement, Voice, VoiceKind
from reportedly.terms.times import Basis, Grain, When
from reportedly.terms.views import IncidentView


def day(text: str, days: int = 1, grain: Grain = Grain.DAY) -> When:
    """Return the interval of ``days`` days from a date such as "2020-01-03"."""
    start = datetime.fromisoformat(text).replace(tzinfo=UTC)
    return When(start=start, end=start + timedelta(days=days), grain=grain, basis=Basis.STATED, span=None)


def report(outlet: str | None, text: str, published: When | None = None, uri: str = "") -> Report:
    """Return a report of one paragraph."""
    raw = text.encode()
    address, digest = uri or f"file:{outlet}", sha256(raw).hexdigest()
    home = identify("report", address, digest)
    return Report(
        id=home,
        uri=address,
        outlet=outlet,
        url=None,
        title=None,
        byline=None,
        published=published,
        language="en",
        media_type="text/plain",
        encoding="utf-8",
        fetched_at=None,
        raw_sha256=digest,
        text=text,
        blocks=(Block(Role.PARAGRAPH, Span(home, 0, len(text))),),
    )


def span(of: Report, words: str) -> Span:
    """Return where ``words`` first stand in a report."""
    start = of.text.index(words)
    return Span(of.id, start, start + len(words))


def statement(
    of: Report,
    said: str,
    voice: str,
    *,
    cue: str | None = None,
    kind: VoiceKind = VoiceKind.PERSON,
    act: Act = Act.ASSERT,
    polarity: Polarity = Polarity.SAID,
    via: tuple[str, ...] = (),
    parent: Statement | None = None,
    medium: str | None = None,
    when: When | None = None,
    words: str | None = None,
) -> Statement:
    """Return a statement whose chain runs from the report's outlet by way of ``via`` to the voice."""
    outer = parent.chain if parent else (of.outlet or "unknown", *via)
    return Statement(
        id=identify("statement", of.id, said, voice),
        said=(span(of, said),),
        cue=span(of, cue) if cue else None,
        voice=Voice(kind=kind, name=voice, span=span(of, words) if words else None),
        addressee=None,
        kind=Quotation.INDIRECT,
        act=act,
        polarity=polarity,
        hedges=(),
        condition=None,
        parent=parent.id if parent else None,
        chain=(*outer, voice),
        inferred=(),
        medium=medium,
        when=when,
    )


def event(
    of: Report,
    trigger: str,
    *,
    kind: str = "ASSAULT",
    mode: str | None = None,
    realis: Realis = Realis.ACTUAL,
    said_in: Statement | None = None,
    actor: str | None = None,
    target: str | None = None,
    when: When | None = None,
    where: Where | None = None,
    counts: tuple[tuple[str, int | None, int | None], ...] = (),
) -> Event:
    """Return an event at the first place of its trigger."""
    at = span(of, trigger)
    named = ((Part.ACTOR, actor), (Part.TARGET, target))
    return Event(
        id=identify("event", of.id, at.start),
        type=kind,
        mode=mode,
        realis=realis,
        trigger=at,
        participants=tuple(Participant(part=part, name=name, span=at) for part, name in named if name),
        when=when,
        where=where,
        counts=tuple(
            Count(what=what, low=low, high=high, approximate=False, span=at) for what, low, high in counts
        ),
        statement_id=said_in.id if said_in else None,
    )


def place(of: Report, name: str, precision: Precision = Precision.CITY, country: str = "IQ") -> Where:
    """Return a place known by its name."""
    return Where(
        name=name,
        span=Span(of.id, 0, 1),
        place_id=None,
        country=country,
        longitude_deg=None,
        latitude_deg=None,
        radius_m=None,
        precision=precision,
    )


def copied(source: Report, copy: Report, words: str, basis: Direction = Direction.UNKNOWN) -> Copy:
    """Return a copy of ``words`` from one report to another."""
    return Copy(source=span(source, words), copy=span(copy, words), identity=1.0, basis=basis)


def incident(*events: Event) -> Incident:
    """Return the incident of these events."""
    ids = tuple(sorted(each.id for each in events))
    return Incident(id=identify("incident", ids[0]), event_ids=ids)


def evidence(
    reports: Iterable[Report],
    events: Iterable[Event],
    statements: Iterable[Statement] = (),
    copies: Iterable[Copy] = (),
) -> Evidence:
    """Return the evidence of these records."""
    return gather(events, statements, reports, copies, officials=load_officials("en"))


def seen(
    incident_id: str,
    *,
    kind: str = "ASSAULT",
    realis: Realis = Realis.ACTUAL,
    when: When | None = None,
    reports: tuple[str, ...] = ("r1",),
    origins: tuple[str, ...] = ("Police",),
    targets: tuple[str, ...] = (),
    counts: tuple[Count, ...] = (),
) -> IncidentView:
    """Return an incident as it is looked at."""
    return IncidentView(
        id=incident_id,
        type=kind,
        mode=None,
        realis=realis,
        status="open",
        in_register=realis in {Realis.ACTUAL, Realis.HISTORICAL},
        when=when,
        where=None,
        event_ids=(f"event-{incident_id}",),
        report_ids=reports,
        origins=origins,
        counts=counts,
        disagreements=(),
        title=incident_id,
        targets=targets,
    )


def counted(what: str, low: int | None, high: int | None) -> Count:
    """Return a count without words of its own."""
    return Count(what=what, low=low, high=high, approximate=False, span=Span("r1", 0, 1))
