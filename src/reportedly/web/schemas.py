"""The shapes of the JSON API's answers, for its description; ``export.fields`` makes the objects."""

from typing import Any, NotRequired

from typing_extensions import TypedDict


class Words(TypedDict):
    """Words in a report: code points of its stored text, end exclusive."""

    start: int
    end: int
    text: str | None
    report: NotRequired[str]


class Voice(TypedDict):
    """A source: its canonical name, what kind it is, and the words used, null where it is implied."""

    start: int | None
    end: int | None
    text: str | None
    name: str
    kind: str


class Time(TypedDict):
    """UTC, half-open [start, end); an open side is null."""

    start: str | None
    end: str | None
    grain: str
    basis: str
    words: Words | None


class Place(TypedDict):
    """A place, WGS 84 degrees, with the radius in metres in which it lies."""

    name: str
    country: str | None
    place_id: str | None
    longitude_deg: float | None
    latitude_deg: float | None
    radius_m: float | None
    precision: str
    words: Words | None


class Count(TypedDict):
    """How many: inclusive, an open side is null."""

    what: str
    low: int | None
    high: int | None
    approximate: bool


class Block(TypedDict):
    """A labelled block of the text."""

    role: str
    start: int
    end: int


class Report(TypedDict):
    """A report without its text."""

    id: str
    uri: str
    outlet: str | None
    url: str | None
    title: str | None
    byline: str | None
    published: Time | None
    language: str | None
    media_type: str
    encoding: str
    fetched_at: str | None
    raw_sha256: str
    credits: list[str]
    blocks: list[Block]


class Statement(TypedDict):
    """What one voice is reported to have said."""

    id: str
    report: str
    uri: str
    said: list[list[int]]
    text: str
    kind: str
    cue: Words | None
    voice: Voice
    addressee: Voice | None
    act: str
    polarity: str
    hedges: list[Words]
    condition: Words | None
    parent: str | None
    chain: list[str]
    inferred: list[str]
    medium: str | None
    when: Time | None


class Participant(TypedDict):
    """Who takes part in an event."""

    role: str
    start: int
    end: int
    text: str
    name: str


class Event(TypedDict):
    """One mention of an event."""

    id: str
    report: str
    uri: str
    trigger: Words
    type: str
    mode: str | None
    realis: str
    participants: list[Participant]
    when: Time | None
    where: Place | None
    counts: list[Count]
    statement: str | None


class Side(TypedDict):
    """One side of a copy."""

    report: str
    uri: str | None
    start: int
    end: int


class Copy(TypedDict):
    """A passage that two reports share; identity 0 to 1."""

    source: Side
    copy: Side
    identity: float
    basis: str


class Incident(TypedDict):
    """One happening, with its independent origins."""

    id: str
    title: str
    type: str
    mode: str | None
    realis: str
    in_register: bool
    when: Time | None
    where: Place | None
    events: list[str]
    reports: list[str]
    origins: list[str]
    actors: list[str]
    targets: list[str]
    counts: list[Count]
    disagreements: list[str]
    status: str


class Story(TypedDict):
    """Reports connected by copies or shared incidents."""

    id: str
    title: str
    reports: list[str]
    origins: list[str]
    outlets: list[str]
    incidents: list[str]


class TallyRow(TypedDict):
    """One cell of a tally; the names it goes by are fields of their own, null where not known."""

    incidents: int
    reports: int
    origins: int
    incident_ids: list[str]


class Problem(TypedDict):
    """What went wrong (RFC 9457, application/problem+json)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str


class Reports(TypedDict):
    """A page of reports; ``next`` is the address of the next one."""

    items: list[Report]
    next: str | None


class Statements(TypedDict):
    """A page of statements."""

    items: list[Statement]
    next: str | None


class Incidents(TypedDict):
    """A page of incidents, with what stands behind all that pass the filter."""

    incidents: int
    reports: int
    origins: int
    items: list[Incident]
    next: str | None


class Stories(TypedDict):
    """A page of stories."""

    items: list[Story]
    next: str | None


class ReportWhole(TypedDict):
    """A report with its text and all that rests on its words."""

    report: Report
    text: str
    statements: list[Statement]
    events: list[Event]
    copies: list[Copy]


class Tally(TypedDict):
    """The register counted."""

    by: list[str]
    incidents: int
    reports: int
    origins: int
    rows: list[TallyRow]


Answers = dict[int | str, dict[str, Any]]
"""What FastAPI takes as the description of answers."""


def described(model: type[Any]) -> Answers:
    """Return the description of an endpoint's answers."""
    refused = {"content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    return {
        200: {"model": model},
        404: {"description": "There is no such record", "model": Problem, **refused},
        422: {"description": "Not understood", "model": Problem, **refused},
    }
