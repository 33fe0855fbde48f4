"""Who did what to whom, where, when, how many, and whether it happened."""

from dataclasses import dataclass
from enum import StrEnum

from reportedly.terms.counts import Count
from reportedly.terms.places import Where
from reportedly.terms.spans import Span
from reportedly.terms.times import When


class Realis(StrEnum):
    """Whether the event happened, and in what sense it is spoken of."""

    ACTUAL = "actual"
    HISTORICAL = "historical"
    DENIED = "denied"
    THREATENED = "threatened"
    CONDITIONAL = "conditional"
    PLANNED = "planned"
    ALLEGED = "alleged"
    AGGREGATE = "aggregate"
    GENERIC = "generic"


HAPPENED = frozenset({Realis.ACTUAL, Realis.HISTORICAL})
"""The realis values that a register itemises."""


class Part(StrEnum):
    """The part a participant plays."""

    ACTOR = "actor"
    TARGET = "target"
    INSTRUMENT = "instrument"


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Someone or something that takes part; ``name`` is canonical, ``span`` the words.

    ``kind`` is what the words name ("police", "diplomatic-post", "bomb"), None where they do not tell;
    ``age`` is a person's age in years where the report gives it.
    """

    part: Part
    name: str
    span: Span
    kind: str | None = None
    age: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One mention of an event. ``type`` is a PLOVER root type, ``mode`` its finer kind or None.

    ``statement_id`` names the innermost statement whose content holds the trigger (the event is then
    that voice's claim), None for the outlet's own narration.
    """

    id: str
    type: str
    mode: str | None
    realis: Realis
    trigger: Span
    participants: tuple[Participant, ...]
    when: When | None
    where: Where | None
    counts: tuple[Count, ...]
    statement_id: str | None
    nominal: bool = False
    """Whether the trigger is a noun ("the warning"): a mention that may take the happening as known."""
    main: bool = False
    """Whether the mention is of what its report is mainly about."""
    leads: bool = False
    """Whether it is the first such mention of its report."""
