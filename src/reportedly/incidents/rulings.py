"""From the log of decisions to what stands of it: the log read from its start without what was undone."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from reportedly.terms.decisions import Act, Correction, Decision, Edit, Ruling, Status
from reportedly.terms.incidents import Judgement, Question, Verdict

REVIEW = "person:review"
"""The judge of the judgements that follow from rulings. They are never kept: the decisions are."""

_STATUS = {Act.ACCEPT: Status.ACCEPTED, Act.REJECT: Status.REJECTED, Act.EDIT: Status.EDITED}


@dataclass(frozen=True, slots=True)
class Rulings:
    """The rulings, no event in two of them, by their first events, and ``home``, the ruling of an event.

    ``latest`` is the number of the latest decision about an event, undone ones and undoings among them,
    comments not.
    """

    rulings: tuple[Ruling, ...]
    latest: Mapping[str, int]
    home: Mapping[str, Ruling]

    def on(self, event_ids: Iterable[str]) -> Ruling | None:
        """Return the ruling on an incident of these events, None where there is none."""
        return next((self.home[each] for each in event_ids if each in self.home), None)

    def within(self, event_ids: Collection[str]) -> "Rulings":
        """Return the same as far as it is about these events."""
        made = [replace(each, event_ids=each.event_ids.intersection(event_ids)) for each in self.rulings]
        return _gathered([each for each in made if each.event_ids], self.latest)


@dataclass(slots=True)
class _Draft:
    """A ruling under construction."""

    events: set[str]
    named: str
    status: Status = Status.UNREVIEWED
    edits: dict[str, Edit] = field(default_factory=dict)


def standing(decisions: Iterable[Decision]) -> frozenset[int]:
    """Return the numbers of the decisions that no standing undoing takes back."""
    undone: set[int] = set()
    found: set[int] = set()
    for each in sorted(decisions, key=lambda one: -one.number):
        if each.number in undone:
            continue
        found.add(each.number)
        if each.undoes is not None:
            undone.add(each.undoes)
    return frozenset(found)


def rule(decisions: Iterable[Decision]) -> Rulings:
    """Return what stands of these decisions, whatever order they come in.

    They must be closed: with a decision all others about one of its events. Of two decisions on a field, and
    of two on the status, the later one stands.
    """
    log = sorted({each.number: each for each in decisions}.values(), key=lambda one: one.number)
    alive = standing(log)
    home: dict[str, _Draft] = {}
    latest: dict[str, int] = {}
    for each in log:
        if each.act is Act.COMMENT:
            continue
        latest.update(dict.fromkeys(each.about, each.number))
        if each.number in alive and each.act is not Act.UNDO:
            _apply(each, home)
    drafts = {id(draft): draft for draft in home.values()}.values()
    made = [
        Ruling(
            event_ids=frozenset(draft.events),
            status=draft.status,
            edits=tuple(draft.edits[name] for name in sorted(draft.edits)),
            named=draft.named if draft.named in draft.events else min(draft.events),
        )
        for draft in drafts
    ]
    return _gathered(made, latest)


def _gathered(rulings: Iterable[Ruling], latest: Mapping[str, int]) -> Rulings:
    """Return the rulings in their order."""
    ordered = tuple(sorted(rulings, key=lambda one: min(one.event_ids)))
    home = {event_id: ruling for ruling in ordered for event_id in ruling.event_ids}
    return Rulings(rulings=ordered, latest=latest, home=home)


def _apply(decision: Decision, home: dict[str, _Draft]) -> None:
    """Apply one standing decision to the drafts."""
    if decision.act is Act.SPLIT:
        _split(decision, home)
        return
    named = _named(decision.event_ids, home)
    draft = _joined((*decision.event_ids, *decision.taken), home)
    draft.named = named
    draft.status = _STATUS.get(decision.act, draft.status)
    for edit in decision.edits:
        if edit.restored:
            draft.edits.pop(edit.name, None)
        else:
            draft.edits[edit.name] = edit


def _named(event_ids: Sequence[str], home: dict[str, _Draft]) -> str:
    """Return the event after which the incident of these events is called, whatever is merged into it."""
    found = _drafts(event_ids, home)
    return found[0].named if found else min(event_ids)


def _drafts(event_ids: Iterable[str], home: dict[str, _Draft]) -> list[_Draft]:
    """Return the drafts that hold one of these events, each once, in the order of the events."""
    return list({id(home[each]): home[each] for each in event_ids if each in home}.values())


def _joined(event_ids: Sequence[str], home: dict[str, _Draft]) -> _Draft:
    """Return the one draft of these events and of all drafts that hold one of them.

    Where there were several, the status and edits of the one named first come before the others'.
    """
    found = _drafts(event_ids, home)
    draft = found[0] if found else _Draft(set(), min(event_ids))
    for other in found[1:]:
        draft.events |= other.events
        draft.edits = other.edits | draft.edits
        if draft.status is Status.UNREVIEWED:
            draft.status = other.status
    draft.events |= set(event_ids)
    home.update(dict.fromkeys(draft.events, draft))
    return draft


def _split(decision: Decision, home: dict[str, _Draft]) -> None:
    """Divide an incident. Status and edits stay with what is kept, unless they were about the rest alone."""
    taken = set(decision.taken)
    kept = set(decision.event_ids) - taken
    before = {each for draft in _drafts(decision.event_ids, home) for each in draft.events}
    staying, leaving = (taken, kept) if before & taken and not before & kept else (kept, taken)
    draft = _joined(decision.event_ids, home)
    draft.events = (draft.events - leaving) | staying
    home.update(dict.fromkeys(leaving, _Draft(leaving, min(leaving))))


def correction(decisions: Iterable[Decision]) -> Correction | None:
    """Return what stands of the decisions on one record, None where none but comments does."""
    log = sorted(decisions, key=lambda one: one.number)
    alive = standing(log)
    status: Status | None = None
    edits: dict[str, Edit] = {}
    for each in log:
        if each.number not in alive or each.act not in _STATUS:
            continue
        status = _STATUS[each.act]
        for edit in each.edits:
            if edit.restored:
                edits.pop(edit.name, None)
            else:
                edits[edit.name] = edit
    if status is None:
        return None
    latest = max((each.number for each in log if each.act is not Act.COMMENT), default=0)
    return Correction(status=status, edits=tuple(edits[name] for name in sorted(edits)), latest=latest)


def pins(rulings: Iterable[Ruling]) -> tuple[Judgement, ...]:
    """Return the judgements that keep the events of each ruling together."""
    found = []
    for each in rulings:
        first, *others = sorted(each.event_ids)
        found += [_judge(first, other, Verdict.SAME) for other in others]
    return tuple(found)


def walls(rulings: Iterable[Ruling]) -> tuple[Judgement, ...]:
    """Return the judgements that keep these rulings apart, each from each."""
    firsts = sorted(min(each.event_ids) for each in rulings)
    return tuple(_judge(left, right, Verdict.DIFFERENT) for left, right in combinations(firsts, 2))


def _judge(left: str, right: str, verdict: Verdict) -> Judgement:
    """Return a judgement that follows from a ruling; ``left`` must sort before ``right``."""
    return Judgement(
        question=Question.SAME_INCIDENT,
        left=left,
        right=right,
        verdict=verdict,
        score=1.0 if verdict is Verdict.SAME else 0.0,
        reasons=("decided by a person",),
        judge=REVIEW,
    )
