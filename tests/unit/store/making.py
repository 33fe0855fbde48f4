"""Small values of the terms, and strategies for any values of them."""

import hashlib
from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st

from reportedly.terms.counts import Count
from reportedly.terms.events import Event, Part, Participant, Realis
from reportedly.terms.incidents import Judgement, Question, Verdict
from reportedly.terms.lineage import Passage
from reportedly.terms.places import Precision, Where
from reportedly.terms.reports import Arrival, Origin, Report
from reportedly.terms.spans import Block, Role, Span
from reportedly.terms.statements import Act, Polarity, Quotation, Statement, Voice, VoiceKind
from reportedly.terms.times import Basis, Grain, When
from reportedly.terms.views import IncidentView

on_disk = settings(deadline=None, max_examples=40)
"""For laws that make a record for each example."""

DAY = datetime(2024, 5, 1, tzinfo=UTC)


def day(number: int, span: Span | None = None) -> When:
    """The given day of May 2024."""
    start = DAY + timedelta(days=number - 1)
    return When(start=start, end=start + timedelta(days=1), grain=Grain.DAY, basis=Basis.STATED, span=span)


def make_report(
    number: int, text: str = "A bridge fell.", *, when: When | None = None, uri: str | None = None
) -> Report:
    """A report with this number in its id and address."""
    raw = text.encode()
    return Report(
        id=f"report-{number:020x}",
        uri=uri or f"/news/{number}.txt",
        outlet="The Ferry Post",
        url=None,
        title=f"Title {number}",
        byline=None,
        published=when,
        language="en",
        media_type="text/plain",
        encoding="utf-8",
        fetched_at=None,
        raw_sha256=hashlib.sha256(raw).hexdigest(),
        text=text,
    )


def arrived(report: Report, member: str | None = None) -> Arrival:
    """The report as it arrived."""
    return Arrival(report=report, origin=Origin(uri=report.uri, member=member), raw=report.text.encode())


def make_passage(report: Report, place: int, digest: str) -> Passage:
    """The passage at this place of the report, ten code points long."""
    return Passage(Span(report.id, place * 10, place * 10 + 10), digest, 7)


def make_statement(report: Report, number: int, start: int = 0, end: int = 5) -> Statement:
    """A statement of the report."""
    return Statement(
        id=f"statement-{number}",
        said=(Span(report.id, start, end),),
        cue=None,
        voice=Voice(kind=VoiceKind.UNNAMED, name="a fisherman", span=None),
        addressee=None,
        kind=Quotation.INDIRECT,
        act=Act.ASSERT,
        polarity=Polarity.SAID,
        hedges=(),
        condition=None,
        parent=None,
        chain=("The Ferry Post", "a fisherman"),
        inferred=(),
        medium=None,
        when=None,
    )


def make_event(report: Report, number: int, start: int = 0, statement_id: str | None = None) -> Event:
    """An event of the report."""
    return Event(
        id=f"event-{number}",
        type="ASSAULT",
        mode=None,
        realis=Realis.ACTUAL,
        trigger=Span(report.id, start, start + 4),
        participants=(),
        when=None,
        where=None,
        counts=(),
        statement_id=statement_id,
    )


def make_incident(number: int, events: tuple[str, ...], when: When | None = None) -> IncidentView:
    """An incident of these events."""
    return IncidentView(
        id=f"incident-{number}",
        type="ASSAULT",
        mode=None,
        realis=Realis.ACTUAL,
        status="open",
        in_register=True,
        when=when,
        where=None,
        event_ids=events,
        report_ids=(),
        origins=("The Ferry Post",),
        counts=(),
        disagreements=(),
        title="bridge attacked",
    )


def make_judgement(left: str, right: str, verdict: Verdict, judge: str = "rule:incidents/1") -> Judgement:
    """A judgement that two events are one incident, or not."""
    return Judgement(
        question=Question.SAME_INCIDENT,
        left=left,
        right=right,
        verdict=verdict,
        score=0.25,
        reasons=("same day", 'says "bridge\x00"'),
        judge=judge,
        judged_at=DAY,
    )


texts = st.text(max_size=40)
ids = st.text("0123456789abcdef", min_size=4, max_size=8)
times = st.datetimes(timezones=st.just(UTC))
spans = st.builds(
    lambda start, length: Span("report-1", start, start + length),
    st.integers(0, 2**40),
    st.integers(1, 2**20),
)
maybe_spans = st.none() | spans


@st.composite
def whens(draw: st.DrawFn) -> When:
    """Any time, either side open."""
    sides = sorted(draw(st.sets(times, min_size=2, max_size=2)))
    return When(
        start=draw(st.none() | st.just(sides[0])),
        end=draw(st.none() | st.just(sides[1])),
        grain=draw(st.sampled_from(Grain)),
        basis=draw(st.sampled_from(Basis)),
        span=draw(maybe_spans),
    )


counts = st.builds(
    Count,
    what=texts,
    low=st.none() | st.integers(),
    high=st.none() | st.integers(),
    approximate=st.booleans(),
    span=spans,
)
degrees = st.none() | st.floats(-180, 180)
wheres = st.builds(
    Where,
    name=texts,
    span=spans,
    place_id=st.none() | texts,
    country=st.none() | texts,
    longitude_deg=degrees,
    latitude_deg=degrees,
    radius_m=degrees,
    precision=st.sampled_from(Precision),
)
voices = st.builds(Voice, kind=st.sampled_from(VoiceKind), name=texts, span=maybe_spans)
maybe_texts = st.none() | texts
maybe_whens = st.none() | whens()
text_tuples = st.lists(texts, max_size=3).map(tuple)
span_tuples = st.lists(spans, max_size=3).map(tuple)
statements = st.builds(
    Statement,
    id=ids,
    said=st.lists(spans, min_size=1, max_size=3).map(tuple),
    cue=maybe_spans,
    voice=voices,
    addressee=st.none() | voices,
    kind=st.sampled_from(Quotation),
    act=st.sampled_from(Act),
    polarity=st.sampled_from(Polarity),
    hedges=span_tuples,
    condition=maybe_spans,
    parent=st.none() | ids,
    chain=text_tuples,
    inferred=text_tuples,
    medium=maybe_texts,
    when=maybe_whens,
)
participants = st.builds(Participant, part=st.sampled_from(Part), name=texts, span=spans)
events = st.builds(
    Event,
    id=ids,
    type=texts,
    mode=maybe_texts,
    realis=st.sampled_from(Realis),
    trigger=spans,
    participants=st.lists(participants, max_size=3).map(tuple),
    when=maybe_whens,
    where=st.none() | wheres,
    counts=st.lists(counts, max_size=2).map(tuple),
    statement_id=st.none(),
)
blocks = st.builds(Block, role=st.sampled_from(Role), span=spans)
reports = st.builds(
    Report,
    id=ids,
    uri=texts,
    outlet=maybe_texts,
    url=maybe_texts,
    title=maybe_texts,
    byline=maybe_texts,
    published=maybe_whens,
    language=maybe_texts,
    media_type=texts,
    encoding=texts,
    fetched_at=st.none() | times,
    raw_sha256=ids,
    text=texts,
    blocks=st.lists(blocks, max_size=3).map(tuple),
    credits=text_tuples,
    extra=st.lists(st.tuples(texts, texts), max_size=2).map(tuple),
)
