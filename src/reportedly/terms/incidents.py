"""Judgements about sameness, and the incidents that follow from them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Question(StrEnum):
    """What is judged of two records."""

    SAME_INCIDENT = "same-incident"
    COPIED = "copied"
    SAME_VOICE = "same-voice"


class Verdict(StrEnum):
    """The answer."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """An answer with its reasons in words. Append-only: a later one on the same pair supersedes.

    ``judge`` is a rule with its version ("rule:incidents/1") or a person ("person:…"). ``left`` sorts
    before ``right``. ``judged_at`` is aware UTC, None until the run stamps it.
    """

    question: Question
    left: str
    right: str
    verdict: Verdict
    score: float
    reasons: tuple[str, ...]
    judge: str
    judged_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One happening: the events that tell of it. Derived, rebuilt at will; old ids stay as aliases."""

    id: str
    event_ids: tuple[str, ...]
