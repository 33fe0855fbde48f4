"""Evidence: whether what two reports share is enough to call the one a copy of the other.

News of one topic shares formulas, and outlets print notices under everything. So a report pair is weighed
as a whole: each shared passage counts by its words and by how nearly they agree. One long verbatim sentence
is enough; a lightly matching one needs others beside it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

ENOUGH = 10.0
"""Verbatim words, or their like, that two reports must share for any copy between them."""
BEYOND_DOUBT = 40.0
"""Weight from which two reports certainly share a source, so that less will do for one passage more."""
MORE = 20.0
"""Weight of more than one sentence."""
LITTLE = 5.0
"""Weight that is enough where two reports are plainly on one matter."""
ONE_MATTER = 10
"""Specific words that two reports on one matter have in common."""
LEAST_SPECIFIC = 4
"""The same without which no rewriting is believed."""
MUCH_MATTER = 14
"""The same where little else speaks for a copy."""
FEW_OUTSIDE = 2
"""Specific words in common outside what is shared; a notice has none."""
PHRASE = 7
"""Words from which a part of a passage tells by itself."""
FAINT_IDENTITY = 0.6
"""Identity of a near copy where little else speaks for it."""
LEAST_NEAR = 0.45
"""Identity of a near copy between reports that do not certainly share a source."""
TELLING = 1
"""Words not in everybody's use from which a near match counts in full."""
LEAST_SHARE = 0.4
"""Share of the shorter passage's words, in order, below which a passage is not looked at as a copy."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A passage found in another report: its place there, the words in common in order, and their share.

    The share, 0 to 1, is of the shorter of the two passages. ``telling`` counts the different words in common
    that not every report uses.
    """

    place: int
    words: int
    share: float
    verbatim: bool
    telling: int

    @property
    def weight(self) -> float:
        """What it weighs by itself, in verbatim words: little where all its words are everybody's."""
        if self.verbatim:
            return float(self.words)
        return self.share**3 * self.words * min(1.0, self.telling / TELLING)


def weight(found: Iterable[Shared]) -> float:
    """Return what the passages that two reports share weigh together, in verbatim words.

    A passage of the other report that several match counts once.
    """
    best: dict[int, float] = {}
    for each in found:
        best[each.place] = max(best.get(each.place, 0.0), each.weight)
    return sum(best[place] for place in sorted(best))


@dataclass(frozen=True, slots=True)
class Near:
    """A near copy: words in line, identity, and telling words among them."""

    aligned: int
    identity: float
    telling: int


@dataclass(frozen=True, slots=True)
class Bond:
    """What speaks for two reports sharing a source: the weight of the passages they share, and their matter.

    ``specific`` counts the words, numbers among them, that both use and not everybody does; ``outside``
    those of them that stand in no shared passage.
    """

    weight: float
    specific: int
    outside: int

    @property
    def doubtless(self) -> bool:
        """Whether the two certainly share a source."""
        return self.weight >= BEYOND_DOUBT and self.specific >= LEAST_SPECIFIC

    @property
    def holds(self) -> bool:
        """Whether that is enough for a copy; of reports on one matter less is."""
        if self.weight >= ENOUGH:
            return True
        return self.weight >= LITTLE and self.specific >= MUCH_MATTER and self.outside >= FEW_OUTSIDE

    def bears(self, near: Near) -> bool:
        """Return whether a near copy between the two reports is believed.

        Reports that certainly share a source may rewrite as they like, but a sentence of few specific words
        must not be all that two have in common, as a notice under everything would be.
        """
        if self.weight < MORE and self.outside < FEW_OUTSIDE and self.specific < ONE_MATTER:
            return False
        if self.doubtless:
            return True
        if self.specific < LEAST_SPECIFIC:
            return False
        if self.weight < ENOUGH and (near.identity < FAINT_IDENTITY or near.aligned < PHRASE):
            return False
        return near.telling >= 1 and near.identity >= LEAST_NEAR
