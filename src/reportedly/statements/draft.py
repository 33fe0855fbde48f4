"""The work on one report's statements: what is fixed, and what has been found so far."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from reportedly.language.language import Language
from reportedly.language.quotations import Quotation
from reportedly.statements.cast import Cast
from reportedly.statements.frames import Frame
from reportedly.statements.speakers import Speakers
from reportedly.terms.readings import Reading, Token
from reportedly.terms.statements import Statement, Voice
from reportedly.terms.times import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What a report's statements stand in: who printed it, and the times its words resolve to."""

    outlet: str | None
    whens: tuple[When, ...] = ()


@dataclass(slots=True)
class Draft:
    """The work on one report.

    ``inner`` are frames that stand inside what another says; ``headline`` is where the headline ends;
    ``heard`` are the voices of outermost statements in order, ``inside`` those of nested ones; ``starts``
    are the tokens' code points; ``ids`` and ``cued`` (where a cue starts) are those of the statements found.
    """

    reading: Reading
    language: Language
    telling: Telling
    cast: Cast
    speakers: Speakers
    quotations: tuple[Quotation, ...]
    reread: Callable[[int, int], Reading]
    starts: list[int]
    inner: tuple[Frame, ...] = ()
    headline: int = 0
    heard: list[Voice] = field(default_factory=list)
    inside: list[Voice] = field(default_factory=list)
    found: list[Statement] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    cued: set[int] = field(default_factory=set)

    def tokens(self, start: int, end: int) -> Sequence[Token]:
        """Return the tokens that start in text[start:end]."""
        return self.reading.tokens[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def whens(self, start: int, end: int) -> Sequence[When]:
        """Return the times whose words start in text[start:end]."""
        return [w for w in self.telling.whens if w.span is not None and start <= w.span.start < end]
