"""What a reader makes of a text: sentences, tokens, names and attribution tags."""

from dataclasses import dataclass
from enum import StrEnum

from reportedly.terms.spans import Role


class Part(StrEnum):
    """The part an attribution tag plays (PolNeAR's terms)."""

    SOURCE = "source"
    CUE = "cue"
    CONTENT = "content"


class NameKind(StrEnum):
    """What a name names."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    FACILITY = "facility"
    GROUP = "group"
    EVENT = "event"
    WORK = "work"
    UNKNOWN = "unknown"
    DATE = "date"
    MONEY = "money"


AMOUNTS = frozenset({NameKind.DATE, NameKind.MONEY})
"""Kinds that name nobody and no place: never a participant, a voice or where something happened."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark: code points of the stored text; universal part of speech; tree by token index.

    ``head`` is the index of the governing token in ``Reading.tokens``, its own index for a root, -1 where
    the reader builds no tree; ``label`` is then "". ``pos`` "X" means the reader does not know.
    """

    start: int
    end: int
    lemma: str
    pos: str
    head: int = -1
    label: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence inside one block: code points, the block's role, its tokens [first, last)."""

    start: int
    end: int
    role: Role
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Name:
    """A name, a date or a sum of money in the text: code points, end exclusive."""

    kind: NameKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tag:
    """A source, cue or content span (code points) of an outermost attribution; the reader's score 0 to 1."""

    part: Part
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One pass over a report's text. Everything is in text order; offsets are into ``text``."""

    report_id: str
    text: str
    reader: str
    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    names: tuple[Name, ...]
    tags: tuple[Tag, ...]
