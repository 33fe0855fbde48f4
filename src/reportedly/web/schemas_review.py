"""The shapes of what the JSON API of the review takes and answers."""

from typing import Any, NotRequired

from typing_extensions import TypedDict

from reportedly.web.schemas import Incident


class Session(TypedDict):
    """Who one is; ``token`` goes into the header X-Reportedly-Token of whatever changes something."""

    name: str | None
    role: str | None
    token: str


class SignIn(TypedDict):
    """A name and its password."""

    name: str
    password: str


class Reviewed(Incident):
    """An incident with what persons made of it; a decision names its ``state``."""

    state: str
    edited: list[str]
    joined_since: int
    machine: dict[str, Any] | None


class Waits(TypedDict):
    """An incident that waits for a person, and why."""

    value: float
    why: list[str]
    incident: Reviewed


class Waiting(TypedDict):
    """A part of the queue; ``left`` wait in all."""

    left: int
    items: list[Waits]
    next: str | None


class Mention(TypedDict):
    """One telling: the words of the trigger with those before and behind it."""

    number: int
    event: str
    report: str
    start: int
    end: int
    outlet: str
    before: str
    text: str
    behind: str
    origins: list[str]


class Suggested(TypedDict):
    """Another incident that may be the same, with the rule's reasons."""

    incident: str
    title: str
    state: str
    score: float
    reasons: list[str]
    text: str


class Doubt(TypedDict):
    """Two mentions that are held to be one incident, and may not be."""

    mentions: list[int]
    score: float
    reasons: list[str]


class Decided(TypedDict):
    """A decision on this incident."""

    number: int
    act: str
    by: str
    decided_at: str
    why: str
    stands: bool


class WaitingOne(TypedDict):
    """An incident as it is reviewed."""

    incident: Reviewed
    mentions: list[Mention]
    suggestions: list[Suggested]
    doubts: list[Doubt]
    decisions: list[Decided]


class Ask(TypedDict):
    """A decision. ``act``: accept, reject, edit, merge, split, comment, undo.

    ``state`` is that of the incident as it was looked at; all but undo need it. ``edits`` are written
    "when=2031-05-06"; ``other`` and ``other_state`` name the incident to merge with; ``events`` are taken
    out by a split; ``number`` is the decision to undo.
    """

    act: str
    state: NotRequired[str]
    why: NotRequired[str]
    edits: NotRequired[list[str]]
    other: NotRequired[str]
    other_state: NotRequired[str]
    events: NotRequired[list[str]]
    number: NotRequired[int]


class Kept(TypedDict):
    """A kept decision, and the incidents that its events are in now."""

    number: int
    incidents: list[Reviewed]


class Decision(TypedDict):
    """A decision of the log; ``incidents`` are those that its events are in today."""

    number: int
    decided_at: str
    by: str
    act: str
    why: str
    edits: list[str]
    undoes: int | None
    stands: bool
    incidents: list[str]
    titles: list[str]
    events: list[str]
    taken: list[str]


class Decisions(TypedDict):
    """A page of the log."""

    items: list[Decision]
    next: str | None
