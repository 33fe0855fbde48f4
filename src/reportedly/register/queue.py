"""What a person should look at first, by one stated rule."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log2

from reportedly.terms.decisions import Status
from reportedly.terms.views import IncidentView

DOUBT_WEIGHT = 2.0
MOST_DISAGREEMENTS = 3
NEAR = (0.25, 0.75)
"""Scores that leave a pair in doubt."""

RULE = (
    "Value = 2 × doubt + log2(1 + origins) + disagreements (at most 3); half of it outside the register. "
    "Doubt is 1 for a pair of mentions that the rule scores 0.5 and falls to 0 at 0 and 1; the pair may hold "
    "the incident together or might join it to another. Reviewed incidents come back when others joined them."
)
"""The rule in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An incident that waits for a person, its value, and what makes it up in words."""

    view: IncidentView
    value: float
    why: tuple[str, ...]


def waiting(views: Iterable[IncidentView], scores: Mapping[str, float]) -> tuple[Waiting, ...]:
    """Return the incidents that wait, the most valuable first, then by id; see ``RULE``.

    ``scores`` gives, by incident id, the score nearest to 0.5 of a pair that touches it.
    """
    found = [weigh(view, scores.get(view.id)) for view in views if waits(view)]
    return tuple(sorted(found, key=lambda each: (-each.value, each.view.id)))


def waits(view: IncidentView) -> bool:
    """Tell whether an incident waits for a person: nobody reviewed it, or others joined it since."""
    return view.status == Status.UNREVIEWED or view.since > 0


def nearness(score: float) -> tuple[float, float]:
    """Return the order of scores, the most doubtful last; of two that are equally so the greater."""
    return doubt_of(score), score


def doubt_of(score: float) -> float:
    """Return how doubtful a score is: 1 at 0.5, 0 at 0 and 1."""
    return 1.0 - 2.0 * abs(score - 0.5)


def weigh(view: IncidentView, score: float | None) -> Waiting:
    """Return one incident with its value; ``score`` as in ``waiting``, None for no such pair."""
    why: list[str] = []
    value = 0.0
    if score is not None:
        value += DOUBT_WEIGHT * doubt_of(score)
        why.append(f"a pair scored {score:.2f}")
    value += log2(1 + len(view.origins))
    why.append(f"{len(view.origins)} {'origin' if len(view.origins) == 1 else 'origins'}")
    if view.disagreements:
        value += min(len(view.disagreements), MOST_DISAGREEMENTS)
        why.append(f"origins differ on {', '.join(each.partition(':')[0] for each in view.disagreements)}")
    if not view.in_register:
        value /= 2
        why.append("not in the register")
    if view.since:
        why.append(f"{view.since} joined since it was reviewed")
    return Waiting(view=view, value=round(value, 6), why=tuple(why))
