"""Evidence: whether what two reports share is enough to call the one a copy of the other.

News of one topic shares formulas, and outlets print notices under everything. So a report pair is weighed
as a whole: each shared passage counts by its words and by how nearly they agree. One long verbatim sentence
is enough. A passage that matches in part is believed by what it says beyond names, numbers and formulas, by
what the two reports share beside it and in all, by its being quoted by both, and by the days between them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log1p

import numpy as np
from numpy.typing import NDArray

ENOUGH = 10.0
"""Verbatim words, or their like, that two reports must share for a copy word for word."""
BEYOND_DOUBT = 40.0
"""Weight from which two reports certainly share a source, so that less will do for one passage more."""
LITTLE = 5.0
"""Weight that is enough where two reports are plainly on one matter."""
LEAST = 2.0
"""Weight below which two reports are not looked at."""
LEAST_SPECIFIC = 4
"""Specific words in common of reports that certainly share a source."""
MUCH_MATTER = 14
"""The same where little else speaks for a copy."""
FEW_OUTSIDE = 2
"""Specific words in common outside what is shared; a notice has none."""
PHRASE = 7
"""Words from which a part of a passage tells by itself."""
TELLING = 1
"""Words not in everybody's use from which a near match counts in full."""
LEAST_SHARE = 0.4
"""Share of the shorter passage's words, in order, below which a passage is not looked at as a copy."""

SAID, OWN, BESIDE, WEIGHT, QUOTED, LIKE = 2.5, 1.9, 0.65, 0.65, 3.4, 1.55
"""What speaks for a near copy, in natural logarithms of odds: the plain words it shares, the runs of its
own, what the two reports share beside it and in all, that both quote it, the share of its specific words."""
STRETCH, DAYS, LATE, NEEDED = -2.0, -2.0, -2.0, 6.1
"""What speaks against it: that its words stand in one stretch, the days between, more of them than
``MONTH``; and how much is needed, a third of a unit more than even odds. ``train/links.py`` fits all of them
on links between outlets that were read by hand."""
ALONE = 2.2
"""How much more a near copy needs that is all that the source has of its copier: two who tell of one event
in a sentence each use the same words."""
LONGEST_FORMULA = 8
"""Words of a stretch beyond which it is no more a formula for being one."""
BESIDE_WITHIN = 5
"""Passages before or after, in both reports, in which what they share stands at the same point."""
QUOTED_FROM = 5
"""Words within quotation marks on both sides from which an utterance is quoted by both."""
MONTH, LONGEST = 30.0, 60.0
"""Days between two reports: those from which a copy is rare, and beyond which more say no more."""
UNDATED = 10.0
"""Days that stand for those between reports of which one is not dated."""


def weights(
    verbatim: NDArray[np.bool_],
    words: NDArray[np.int64],
    share: NDArray[np.float64],
    telling: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Return what passages found in other reports weigh by themselves, in verbatim words.

    ``words`` counts the words in common in order, ``share`` is their share, 0 to 1, of the shorter of the two
    passages, ``telling`` counts the different ones among them that not every report uses: a near copy weighs
    little where all its words are everybody's.
    """
    near = share**3 * words * np.minimum(1.0, telling / TELLING)
    found: NDArray[np.float64] = np.where(verbatim, words, near)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """What is known of a near copy.

    ``said`` counts the words in line that are neither names nor numbers, ``own`` the runs among them that are
    no formulas; ``stretch`` is the mean number of words of the stretches that are in line. ``like`` is the
    share, 0 to 1, of the words of either passage that not every report uses that both have. ``beside`` is the
    weight of what the two reports share near it, before or after it in both. ``quoted`` tells whether
    it is within quotation marks in both, ``figures`` whether numbers are among the words exchanged.
    """

    said: int
    own: int
    stretch: float
    like: float = 0.0
    beside: float = 0.0
    quoted: bool = False
    figures: bool = False


@dataclass(frozen=True, slots=True)
class Bond:
    """What speaks for two reports sharing a source: the weight of the passages they share, and their matter.

    ``specific`` counts the words, numbers among them, that both use and not everybody does; ``outside``
    those of them that stand in no shared passage. ``days`` are those between their publications, None where
    one is not known. ``passages`` counts those of the copier that the source has too.
    """

    weight: float
    specific: int
    outside: int
    days: float | None = None
    passages: int = 2

    @property
    def doubtless(self) -> bool:
        """Whether the two certainly share a source."""
        return self.weight >= BEYOND_DOUBT and self.specific >= LEAST_SPECIFIC

    @property
    def holds(self) -> bool:
        """Whether that is enough for a copy word for word; of reports on one matter less is."""
        if self.weight >= ENOUGH:
            return True
        return self.weight >= LITTLE and self.specific >= MUCH_MATTER and self.outside >= FEW_OUTSIDE

    def bears(self, near: Near) -> bool:
        """Return whether a near copy between the two reports is believed.

        The words of the trade are in every report, and two on one matter share its names, its addresses and
        its figures. What is left of a passage without them tells, the more so in several stretches, in
        quotation marks, beside other passages of the same source, or where the reports share much else and
        appeared together. A lone sentence with another number in it is a daily figure, told in the same form.
        """
        if near.figures and self.passages < 2:
            return False
        return sum(self.reasons(near).values()) >= NEEDED + (ALONE if self.passages < 2 else 0.0)

    def reasons(self, near: Near) -> Mapping[str, float]:
        """Return what speaks for a near copy and what against it, by name, in logarithms of odds."""
        days = UNDATED if self.days is None else min(self.days, LONGEST)
        return {
            "said": SAID * log1p(near.said),
            "own": OWN * log1p(near.own),
            "stretch": STRETCH * log1p(min(near.stretch, LONGEST_FORMULA)),
            "like": LIKE * near.like,
            "quoted": QUOTED * near.quoted,
            "beside": BESIDE * log1p(near.beside),
            "weight": WEIGHT * log1p(self.weight),
            "days": DAYS * days / LONGEST + (LATE if days > MONTH else 0.0),
        }
