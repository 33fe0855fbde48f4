"""The judgement on one pair of sightings."""

from math import exp

from reportedly.incidents import mains
from reportedly.incidents.conflicts import conflict
from reportedly.incidents.features import PRIOR, WEIGHTS, features
from reportedly.incidents.sighting import Sighting
from reportedly.terms.incidents import Judgement, Question, Verdict

RULE = "rule:incidents/4"
"""The judge's name; its number rises with every change of weights or conflicts."""
SAME_FROM = 0.5
"""A score from here on says same."""
UNTOLD = 0.1
"""Below this chance, far from what is ever kept, the reasons are not put into words."""
WITHIN = 0.99
"""The score of two mentions of what one report is mainly about."""


def compare(left: Sighting, right: Sighting) -> Judgement:
    """Judge whether two sightings are one incident. Symmetric: the order of arguments changes nothing.

    The verdict is different only for a hard conflict (score 0), same from ``SAME_FROM``, otherwise unsure.
    The score is a probability from summed log-odds; every reason names what was compared and its weight.
    """
    first, second = (left, right) if left.id <= right.id else (right, left)
    clash = conflict(first, second)
    if clash is not None:
        return _judge(first, second, Verdict.DIFFERENT, 0.0, (clash,))
    if first.event.main and second.event.main:
        of_one_report = first.report_id == second.report_id
        if of_one_report or not first.passages & second.passages:
            return _mains(first, second)
    found = features(first, second)
    points = PRIOR + sum(WEIGHTS[name] for name, _ in found)
    score = round(1.0 / (1.0 + exp(-points)), 6)
    reasons = tuple(f"{words} ({WEIGHTS[name]:+.1f})" for name, words in found)
    verdict = Verdict.SAME if score >= SAME_FROM else Verdict.UNSURE
    return _judge(first, second, verdict, score, reasons or ("nothing in common beyond the type",))


def _mains(first: Sighting, second: Sighting) -> Judgement:
    """Judge two mentions of what their reports are mainly about: the leading ones speak for their reports."""
    if first.report_id == second.report_id:
        return _judge(first, second, Verdict.SAME, WITHIN, ("both are what the report is mainly about",))
    if first.particulars is None or second.particulars is None:
        return _judge(first, second, Verdict.UNSURE, 0.0, ("the first mentions speak for their reports",))
    score = mains.chance(first, second)
    if score < UNTOLD:
        return _judge(first, second, Verdict.UNSURE, score, ("little in common",))
    verdict = Verdict.SAME if score >= mains.SAME_FROM else Verdict.UNSURE
    return _judge(first, second, verdict, score, mains.likeness(first, second)[1])


def _judge(
    left: Sighting, right: Sighting, verdict: Verdict, score: float, reasons: tuple[str, ...]
) -> Judgement:
    """Return the rule's judgement on an ordered pair."""
    return Judgement(
        question=Question.SAME_INCIDENT,
        left=left.id,
        right=right.id,
        verdict=verdict,
        score=score,
        reasons=reasons,
        judge=RULE,
    )
