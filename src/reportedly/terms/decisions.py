"""What persons decide about incidents. Append-only, beside what the rules find and never in its place."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from reportedly.terms.counts import Count
from reportedly.terms.lineage import Copy
from reportedly.terms.places import Where
from reportedly.terms.spans import Span
from reportedly.terms.times import When


class Status(StrEnum):
    """How far persons have reviewed an incident: what the latest standing decision of these says."""

    UNREVIEWED = "unreviewed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    EDITED = "edited"


class Act(StrEnum):
    """What a person does."""

    ACCEPT = "accept"
    REJECT = "reject"
    EDIT = "edit"
    MERGE = "merge"
    SPLIT = "split"
    UNDO = "undo"
    COMMENT = "comment"


class Field(StrEnum):
    """What of an incident a person can put right."""

    TYPE = "type"
    MODE = "mode"
    REALIS = "realis"
    WHEN = "when"
    WHERE = "where"
    COUNT = "count"
    SOURCE = "source"
    """Of a copy link: which side was there first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A person's value of one field.

    ``words`` is the type, the mode (None: none), the realis, what a count counts, or the id of the report
    that is the source of a copy (None: not known). A ``when`` or ``where``
    of None says that it is not known, a ``count`` of None that this is not counted. The spans are those of
    the words that were judged, since a person's value has none of its own. ``restored`` takes earlier
    edits of the field back: the machine's value stands again.
    """

    field: Field
    words: str | None = None
    when: When | None = None
    where: Where | None = None
    count: Count | None = None
    restored: bool = False

    @property
    def name(self) -> str:
        """How the field is called: "when", or "count.killed"."""
        return f"{self.field}.{self.words}" if self.field is Field.COUNT else self.field.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Who decided what, when and why.

    ``event_ids`` are the events of the incident as it was looked at, sorted: whatever becomes of its id, the
    decision is about these. ``taken`` are the events of the other incident (merge) or those taken out
    (split, then part of ``event_ids``). ``undoes`` is the number of an earlier decision. ``number`` counts
    decisions as the record kept them, 0 before. ``judge`` is "person:NAME"; ``judged_at`` is aware UTC.
    """

    act: Act
    judge: str
    why: str
    judged_at: datetime
    event_ids: tuple[str, ...]
    taken: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = ()
    undoes: int | None = None
    number: int = 0
    statement_id: str | None = None
    """The statement that it is about, then of no event; ``said`` are its words as they were looked at."""
    said: tuple[Span, ...] = ()
    event_id: str | None = None
    """The single event that it is about, then of no incident."""
    link: Copy | None = None
    """The copy that it is about, as it was looked at, then of no incident."""

    @property
    def about(self) -> frozenset[str]:
        """All events that it is about."""
        return frozenset(self.event_ids) | frozenset(self.taken)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What stands of all decisions on one incident, by the events that persons saw.

    The machine may add events to a ruling. It never divides one and never joins two. ``edits`` are those
    that stand, one a field, by name. The incident is called after ``named``, an event of it, as long as that
    is in it: its id stays, whatever joins.
    """

    event_ids: frozenset[str]
    status: Status
    edits: tuple[Edit, ...]
    named: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What stands of all decisions on one event or one copy: how far it is reviewed, and edits by name.

    A rejected one is none. ``latest`` is the number of the latest decision on it, undone or not.
    """

    status: Status
    edits: tuple[Edit, ...]
    latest: int
