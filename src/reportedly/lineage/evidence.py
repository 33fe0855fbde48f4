"""Evidence: whether what two reports share is enough to call the one a copy of the other.

News of one topic shares formulas, and outlets print notices under everything. So a report pair is weighed
as a whole: each shared passage counts by its words and by how nearly they agree. One long verbatim sentence
is enough. A passage that matches in part is believed by what it says beyond names, numbers and formulas, by
what the two reports share beside it and in all, by its being quoted by both, and by the days between them.
"""

from math import isnan, log1p
from typing import NamedTuple

from reportedly.lineage.compiled import compiled

ENOUGH = 10.0
"""Verbatim words, or their like, that two reports must share for a copy word for word."""
BEYOND_DOUBT = 40.0
"""Weight from which two reports certainly share a source, so that less will do for one passage more."""
TOGETHER, MANIFEST = 20.0, 100.0
"""Weight from which two reports that appeared within ``MONTH`` share a source (notices stand under reports of
any time), and from which the one is so much of the other that a formula is taken as well."""
LITTLE = 5.0
"""Weight that is enough where two reports are plainly on one matter."""
OWN_RUNS = 2
"""Runs of its own from which a passage is told by its words, whole or most of them, in reports of a month."""
FEW_MATTER = 3
"""Specific words that two reports must have in common for that."""
OWN_STRETCH = 3
"""Runs of its own of a passage of which one long stretch is in line."""
LEAST = 1.0
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
MOST, ALL_BUT, VERBATIM = 0.6, 0.8, 0.95
"""Share of the words of both passages, and of one and what is in line of the other, that makes them one."""
STRETCHES, HALF = 4, 0.5
"""Words of a stretch, and the latter share: what is looked at only because two reports certainly share a
source needs the one, the other, or runs of its own."""
LONG_RUN, LONGER_RUN = 8, 9
"""Words of a stretch that is taken: in reports that certainly share a source, and in any of one time."""
SAYS, SAYS_LITTLE, AMID, ALIKE = 5, 3, 10.0, 0.5
"""Words in line, and plain ones among them, of a passage taken beside others; what the reports share near it,
and the share of its specific words, from which it is no formula for being without runs of its own."""
LEAST_SHARE = 0.4
"""Share of the shorter passage's words, in order, below which a passage is not looked at as a copy."""


class Terms(NamedTuple):
    """What the odds of a near copy are made of: logarithms of counts and weights, shares, and yes (1) or no.

    The plain words it shares, the runs of its own, what the two reports share beside it and in all, that both
    quote it, the share of its specific words; the words of its mean stretch, the days between the two
    reports, that they are more than ``MONTH``.
    """

    said: float
    own: float
    beside: float
    weight: float
    quoted: float
    like: float
    stretch: float
    days: float
    late: float


WEIGHTS = Terms(2.25, 1.9, 0.7, 0.55, 3.9, 1.2, -2.15, -2.0, -1.65)
"""What each adds, in natural logarithms of odds. ``train/links.py`` fits them on links between outlets that
were read by hand."""
NEEDED = 4.9
"""How much is needed: even odds."""
SCRAP = 0.6
"""How much more a near copy needs that is looked at only because the reports certainly share a source."""
ALONE = 2.2
"""How much more a near copy needs that is all that the source has of its copier: two who tell of one event
in a sentence each use the same words."""
LONGEST_FORMULA = 8.0
"""Words of a stretch beyond which it is no more a formula for being one."""
BESIDE_WITHIN = 5
"""Passages before or after, in both reports, in which what they share stands at the same point."""
QUOTED_FROM = 5
"""Words within quotation marks on both sides from which an utterance is quoted by both."""
MONTH, LONGEST = 30.0, 60.0
"""Days between two reports: those from which a copy is rare, and beyond which more say no more."""
UNDATED = 10.0
"""Days that stand for those between reports of which one is not dated."""


@compiled
def weighed(verbatim: bool, words: int, share: float, telling: int) -> float:
    """Return what a passage found in another report weighs by itself, in verbatim words.

    ``words`` counts the words in common in order, ``share`` is their share, 0 to 1, of the shorter of the two
    passages, ``telling`` counts the different ones among them that not every report uses: a near copy weighs
    little where all its words are everybody's.
    """
    if verbatim:
        return float(words)
    return share * share * share * words * min(1.0, telling / TELLING)


class Near(NamedTuple):
    """What is known of a near copy.

    ``said`` counts the words in line that are neither names nor numbers, ``own`` the runs among them that are
    no formulas; ``stretch`` is the mean number of words of the stretches that are in line. ``like`` is the
    share, 0 to 1, of the words of either passage that not every report uses that both have. ``beside`` is the
    weight of what the two reports share near it, before or after it in both. ``whole`` is the share of all
    words of both that are in line, ``part`` that of the words of the one and of what the other has from the
    first word in line to the last; ``aligned`` counts the words in line, ``longest`` those of the longest
    stretch. ``quoted`` tells whether it is within quotation marks in both, ``figures`` whether numbers are
    among the words exchanged, ``scrap`` whether so little is looked at between no other two reports.
    """

    said: int
    own: int
    stretch: float
    like: float
    beside: float
    whole: float
    part: float
    aligned: int
    longest: int
    quoted: bool
    figures: bool
    scrap: bool


class Bond(NamedTuple):
    """What speaks for two reports sharing a source: the weight of the passages they share, and their matter.

    ``specific`` counts the words, numbers among them, that both use and not everybody does; ``outside``
    those of them that stand in no shared passage. ``days`` are those between their publications, nan where
    one is not known. ``passages`` counts those of the copier that the source has too.
    """

    weight: float
    specific: int
    outside: int
    days: float
    passages: int


@compiled
def doubtless(bond: Bond) -> bool:
    """Return whether two reports certainly share a source."""
    return bond.weight >= BEYOND_DOUBT and bond.specific >= LEAST_SPECIFIC


@compiled
def soon(bond: Bond) -> bool:
    """Return whether two reports are known to have appeared at one time."""
    return not isnan(bond.days) and bond.days <= MONTH


@compiled
def together(bond: Bond) -> bool:
    """Return whether two reports certainly share a source and appeared at one time."""
    return bond.weight >= TOGETHER and bond.specific >= LEAST_SPECIFIC and soon(bond)


@compiled
def holds(bond: Bond) -> bool:
    """Return whether that is enough for a copy word for word; of reports on one matter less is."""
    if bond.weight >= ENOUGH:
        return True
    return bond.weight >= LITTLE and bond.specific >= MUCH_MATTER and bond.outside >= FEW_OUTSIDE


@compiled
def bears(bond: Bond, near: Near) -> bool:
    """Return whether a near copy between two reports is believed.

    The words of the trade are in every report, and two on one matter share its names, its addresses and
    its figures. What is left of a passage without them tells, the more so in several stretches, in
    quotation marks, beside other passages of the same source, or where the reports share much else and
    appeared together. A lone sentence with another number in it is a daily figure, told in the same form.
    """
    alone = bond.passages < 2
    if near.figures and alone:
        return False
    if near.scrap and near.longest < STRETCHES and near.part < HALF and near.own < OWN_RUNS:
        return False
    if takes(bond, near):
        return True
    scrap = near.scrap and bond.weight < MANIFEST
    return odds(bond, near) >= NEEDED + (ALONE if alone else 0.0) + (SCRAP if scrap else 0.0)


@compiled
def takes(bond: Bond, near: Near) -> bool:
    """Return whether a near copy is plain: by words that are no formula, or as one of many taken.

    Only between reports of one time. Of the links read by hand that this holds of all but one are copies.
    """
    if not soon(bond):
        return False
    if bond.passages > 1:  # one alone may be a quotation that both took from a third
        if near.whole >= MOST and near.own >= OWN_RUNS:
            return True
        if near.longest >= LONGER_RUN and near.own >= OWN_STRETCH:
            return True
    return together(bond) and _among(bond, near)


@compiled
def _among(bond: Bond, near: Near) -> bool:
    """Return whether a near copy is one of those that two reports of one source share."""
    if near.longest >= LONG_RUN and near.own > 0 and near.said >= SAYS:
        return True
    if bond.weight >= MANIFEST:
        nearly = max(near.whole, near.part) >= VERBATIM or near.said > 1
        return nearly and near.aligned >= SAYS_LITTLE and (near.whole >= MOST or near.part >= ALL_BUT)
    if near.aligned < SAYS or near.said < SAYS_LITTLE:
        return False
    tells = near.own > 0 or near.beside >= AMID
    if near.whole >= MOST:
        return tells or near.like >= ALIKE
    return tells and doubtless(bond) and near.part >= ALL_BUT


@compiled
def odds(bond: Bond, near: Near) -> float:
    """Return what speaks for a near copy, less what speaks against it, in logarithms of odds."""
    found = terms(bond, near)
    total = 0.0
    for nth in range(len(WEIGHTS)):
        total += WEIGHTS[nth] * found[nth]
    return total


@compiled
def terms(bond: Bond, near: Near) -> Terms:
    """Return what of a near copy speaks for it or against it."""
    days = UNDATED if isnan(bond.days) else min(bond.days, LONGEST)
    return Terms(
        log1p(near.said),
        log1p(near.own),
        log1p(near.beside),
        log1p(bond.weight),
        1.0 if near.quoted else 0.0,
        near.like,
        log1p(min(near.stretch, LONGEST_FORMULA)),
        days / LONGEST,
        1.0 if days > MONTH else 0.0,
    )
