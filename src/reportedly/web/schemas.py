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
    speaks_for: str | None


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
    province: str | None
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
    """A report without its text; ``copied``, ``shared`` and ``own`` are shares of it, 0 to 1."""

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
    copied: float | None
    shared: float | None
    own: float | None


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
    status: str | None


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
    status: str | None


class Side(TypedDict):
    """One side of a copy."""

    report: str
    uri: str | None
    start: int
    end: int


class Copy(TypedDict):
    """A passage that two reports share; identity 0 to 1."""

    id: str
    source: Side
    copy: Side
    identity: float
    basis: str
    status: str | None


class Best(TypedDict):
    """The number that the register takes of what is counted."""

    what: str
    number: int


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
    best: list[Best]
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


class Source(TypedDict):
    """A report that another has words from, and how many passages."""

    report: str
    passages: int


class Member(TypedDict):
    """A report of a story; ``copied``, ``shared`` and ``own`` are shares of it, 0 to 1."""

    id: str
    uri: str
    outlet: str | None
    title: str | None
    published: str | None
    root: bool
    copied: float | None
    shared: float | None
    own: float | None
    sources: list[Source]


class Family(TypedDict):
    """Reports that copies join: the likely first, the outlet of a text they rewrite that is not here."""

    root: str | None
    missing: str | None
    reports: list[str]


class StoryWhole(TypedDict):
    """A story with what each of its reports adds."""

    id: str
    title: str
    reports: list[Member]
    families: list[Family]
    incidents: list[str]


class Opened(TypedDict):
    """Words of one side with their place."""

    start: int
    end: int
    text: str


class Compared(TypedDict):
    """One of two reports: the share of it that the other has too, 0 to 1, and what it alone says."""

    report: str
    uri: str
    outlet: str | None
    title: str | None
    shared: float
    only: list[Opened]


class Pair(TypedDict):
    """Words of both sides; null where one has none."""

    left: Opened | None
    right: Opened | None


class SharedPassage(Pair):
    """A passage that both print, and the words exchanged in it."""

    identity: float
    changes: list[Pair]


class Difference(Pair):
    """What both tell otherwise; ``apart`` where both cannot be right."""

    kind: str
    what: str | None
    apart: bool


class Comparison(TypedDict):
    """Two reports side by side; ``missing`` are outlets of which both may rewrite a text that is not here."""

    left: Compared
    right: Compared
    shared: list[SharedPassage]
    numbers: list[Pair]
    differences: list[Difference]
    missing: list[str]


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
