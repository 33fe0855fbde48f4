"""One small story in terms, built around a text."""

from datetime import UTC, datetime

from reportedly.terms.counts import Count
from reportedly.terms.events import Event, Part, Participant, Realis
from reportedly.terms.places import Precision, Where
from reportedly.terms.reports import Report
from reportedly.terms.spans import Block, Role, Span
from reportedly.terms.statements import Act, Polarity, Quotation, Statement, Voice, VoiceKind
from reportedly.terms.times import Basis, Grain, When
from reportedly.terms.views import IncidentView

TEXT = "“The dam held,” the mayor told Lakeside Radio on Friday, “and 3 or 4 cellars flooded.”"


def span(words: str, text: str = TEXT) -> Span:
    """Where these words stand in the text."""
    start = text.index(words)
    return Span("report-1", start, start + len(words))


FRIDAY = When(
    start=datetime(2024, 5, 3, tzinfo=UTC),
    end=datetime(2024, 5, 4, tzinfo=UTC),
    grain=Grain.DAY,
    basis=Basis.RELATIVE,
    span=span("Friday"),
)
DAM = Where(
    name="Upper Dam",
    span=span("dam"),
    place_id="local:upper-dam",
    country="NO",
    longitude_deg=-3.5,
    latitude_deg=61.25,
    radius_m=500.0,
    precision=Precision.SITE,
)
CELLARS = Count(what="cellars", low=3, high=4, approximate=False, span=span("3 or 4"))


def make_report(text: str = TEXT, words: str = "Lakeside Herald") -> Report:
    """A report with this text; ``words`` fill every field of free text."""
    return Report(
        id="report-1",
        uri="/news/dam.txt",
        outlet=words,
        url=None,
        title=words,
        byline=words,
        published=FRIDAY,
        language="en",
        media_type="text/plain",
        encoding="utf-8",
        fetched_at=datetime(2024, 5, 5, 6, 7, 8, 9, tzinfo=UTC),
        raw_sha256="ab",
        text=text,
        blocks=(Block(Role.PARAGRAPH, Span("report-1", 0, len(TEXT))),),
        credits=(words,),
    )


def make_statement(words: str = "the mayor") -> Statement:
    """A quotation broken by its attribution."""
    return Statement(
        id="statement-1",
        said=(span("“The dam held,”"), span("“and 3 or 4 cellars flooded.”")),
        cue=span("told"),
        voice=Voice(kind=VoiceKind.PERSON, name=words, span=span("the mayor")),
        addressee=Voice(kind=VoiceKind.OUTLET, name=words, span=None),
        kind=Quotation.DIRECT,
        act=Act.ASSERT,
        polarity=Polarity.SAID,
        hedges=(span("3 or 4"),),
        condition=None,
        parent=None,
        chain=("Lakeside Herald", "Lakeside Radio", words),
        inferred=(),
        medium=words,
        when=FRIDAY,
    )


def make_event(words: str = "cellars") -> Event:
    """An event in it."""
    return Event(
        id="event-1",
        type="FLOOD",
        mode=None,
        realis=Realis.ACTUAL,
        trigger=span("flooded"),
        participants=(Participant(part=Part.TARGET, name=words, span=span("cellars")),),
        when=FRIDAY,
        where=DAM,
        counts=(CELLARS,),
        statement_id="statement-1",
    )


def make_incident(words: str = "cellars flooded") -> IncidentView:
    """The incident behind it."""
    return IncidentView(
        id="incident-1",
        type="FLOOD",
        mode=None,
        realis=Realis.ACTUAL,
        status=words,
        in_register=True,
        when=FRIDAY,
        where=DAM,
        event_ids=("event-1",),
        report_ids=("report-1", "report-2"),
        origins=("the mayor",),
        counts=(CELLARS,),
        disagreements=(words,),
        title=words,
        actors=(),
        targets=(words,),
    )
