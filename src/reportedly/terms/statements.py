"""Who said what, through whom."""

from dataclasses import dataclass
from enum import StrEnum

from reportedly.terms.spans import Span
from reportedly.terms.times import When


class VoiceKind(StrEnum):
    """What kind of source speaks."""

    PERSON = "person"
    ORGANISATION = "organisation"
    OUTLET = "outlet"
    DOCUMENT = "document"
    GROUP = "group"
    UNNAMED = "unnamed"


class Quotation(StrEnum):
    """How the words are given: in quotation marks, partly so, or in the reporter's own words."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Act(StrEnum):
    """The speech act."""

    ASSERT = "assert"
    THREATEN = "threaten"
    DEMAND = "demand"
    URGE = "urge"
    PROMISE = "promise"
    ACCUSE = "accuse"
    DENY = "deny"
    CONFIRM = "confirm"
    REJECT = "reject"
    ORDER = "order"
    ASK = "ask"
    ASSESS = "assess"


class Polarity(StrEnum):
    """Whether the words were said at all."""

    SAID = "said"
    NOT_SAID = "not said"
    REFUSED = "refused"


class Rendering(StrEnum):
    """Whether the words given are said to be at second hand: put into another language, or retold."""

    TRANSLATED = "translated"
    PARAPHRASED = "paraphrased"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A source: the canonical ``name`` and the words used (None where the voice is implied).

    ``number`` is how many an unnamed source is, where the words tell. ``speaks_for`` is the body in whose
    name a person speaks, where the report tells ("a spokesman for the ministry", "its coordinator, …").
    """

    kind: VoiceKind
    name: str
    span: Span | None
    number: int | None = None
    speaks_for: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one voice is reported to have said.

    ``said`` may be several spans (a quotation broken by its attribution). ``chain`` holds canonical names
    from the outlet that printed it inward to this statement's voice, as this report's words give it;
    ``inferred`` the same with what other paragraphs or reports add, empty where they add nothing; it is
    worked out when asked for, since a source may come in later.
    ``parent`` is the statement whose content this one stands in. ``condition`` spans an "if …" or "unless …".
    ``rendering`` is set where the words around it say that it was translated or retold.
    """

    id: str
    said: tuple[Span, ...]
    cue: Span | None
    voice: Voice
    addressee: Voice | None
    kind: Quotation
    act: Act
    polarity: Polarity
    hedges: tuple[Span, ...]
    condition: Span | None
    parent: str | None
    chain: tuple[str, ...]
    inferred: tuple[str, ...]
    medium: str | None
    when: When | None
    rendering: Rendering | None = None
