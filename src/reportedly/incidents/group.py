"""From judgements on pairs to incidents: a constrained union."""

from collections.abc import Iterable
from datetime import UTC, datetime

from reportedly.incidents.conflicts import intrinsic
from reportedly.incidents.sighting import Sighting, names_of
from reportedly.terms.events import Part
from reportedly.terms.ids import identify
from reportedly.terms.incidents import Incident, Judgement, Question, Verdict

_NEVER = datetime.min.replace(tzinfo=UTC)
Pair = tuple[str, str]
ALIKE = 0.34
"""What two groups of reports must reach on average to be about one happening (average linkage)."""
Profile = tuple[object, ...]


def group(sightings: Iterable[Sighting], judgements: Iterable[Judgement]) -> tuple[Incident, ...]:
    """Return the incidents, each sighting in exactly one, ordered by id.

    Of several judgements on a pair a person's counts before a rule's, then the latest. What a person calls
    same is joined first and what a person calls different is never joined. Then the rules' pairs follow,
    surest first; a join that would put a hard conflict into one incident is refused, and so is one of two
    groups of reports whose main happenings are not alike on average (Sokal and Michener 1958). The result
    depends on neither order nor repetition of the inputs.
    """
    known = {each.id: each for each in sightings}
    standing = _standing(judgements, known)
    union = _Union(known, standing)
    by_person = [each for each in standing if _is_person(each)]
    by_rule = [each for each in standing if not _is_person(each)]
    for each in by_person:
        if each.verdict is Verdict.DIFFERENT:
            union.forbid(each.left, each.right)
    for each in sorted(by_person, key=lambda one: (one.left, one.right)):
        if each.verdict is Verdict.SAME:
            union.join(each.left, each.right, checked=False)
    for each in by_rule:
        if each.verdict is Verdict.DIFFERENT:
            union.forbid(each.left, each.right)
    for each in sorted(by_rule, key=lambda one: (-one.score, one.left, one.right)):
        if each.verdict is Verdict.SAME:
            union.join(each.left, each.right, checked=True)
    return union.incidents()


def _is_person(judgement: Judgement) -> bool:
    """Tell whether a person judged."""
    return judgement.judge.startswith("person:")


def _standing(judgements: Iterable[Judgement], known: dict[str, Sighting]) -> list[Judgement]:
    """Return the one judgement that stands on each pair of known sightings."""
    best: dict[Pair, Judgement] = {}
    for each in judgements:
        if each.question is not Question.SAME_INCIDENT or each.left == each.right:
            continue
        if each.left not in known or each.right not in known:
            continue
        pair = (min(each.left, each.right), max(each.left, each.right))
        if pair not in best or _weight(each) > _weight(best[pair]):
            best[pair] = each
    return [best[pair] for pair in sorted(best)]


def _weight(judgement: Judgement) -> tuple[bool, datetime, str, str, float, tuple[str, ...]]:
    """Return the order in which one judgement supersedes another: total, so that ties cannot matter."""
    at = judgement.judged_at or _NEVER
    person = _is_person(judgement)
    return person, at, judgement.judge, judgement.verdict.value, judgement.score, judgement.reasons


def _profile(sighting: Sighting) -> Profile:
    """Return all that an intrinsic conflict looks at: sightings of one profile have the same conflicts."""
    event = sighting.event
    when, where = event.when, event.where
    return (
        sighting.family,
        sighting.reality,
        sighting.speaks,
        None if when is None else (when.start, when.end, when.grain, when.basis),
        None if where is None else (where.longitude_deg, where.latitude_deg, where.precision),
        names_of(sighting, Part.ACTOR) if sighting.speaks else None,
        tuple((c.what, c.low, c.high) for c in event.counts) if sighting.reality == "aggregate" else None,
    )


class _Union:
    """Components under construction, each with its members, profiles and forbidden ids."""

    def __init__(self, known: dict[str, Sighting], standing: Iterable[Judgement]) -> None:
        """Start with every sighting alone."""
        self._scores = {(each.left, each.right): each.score for each in standing}
        self._leads = {each: ([each] if known[each].particulars is not None else []) for each in known}
        self._home = {each: each for each in sorted(known)}
        self._members: dict[str, list[str]] = {each: [each] for each in self._home}
        self._forbidden: dict[str, set[str]] = {each: set() for each in self._home}
        self._profiles = {each: {_profile(known[each]): known[each]} for each in self._home}
        self._clashes: dict[tuple[Profile, Profile], bool] = {}

    def forbid(self, left: str, right: str) -> None:
        """Keep two sightings apart from now on; those that a person joined stay joined."""
        self._forbidden[self._home[left]].add(right)
        self._forbidden[self._home[right]].add(left)

    def join(self, left: str, right: str, *, checked: bool) -> None:
        """Join the components of two sightings, unless forbidden or, where ``checked``, in hard conflict."""
        ours, theirs = self._home[left], self._home[right]
        if ours == theirs:
            return
        small, large = sorted((ours, theirs), key=lambda each: (len(self._members[each]), each))
        if any(self._home[each] == large for each in self._forbidden[small]):
            return
        if checked and (self._clash(small, large) or self._unlike(small, large)):
            return
        for each in self._members[small]:
            self._home[each] = large
        self._members[large] += self._members.pop(small)
        self._leads[large] += self._leads.pop(small)
        self._forbidden[large] |= self._forbidden.pop(small)
        self._profiles[large] |= self._profiles.pop(small)

    def _unlike(self, left: str, right: str) -> bool:
        """Tell whether two components' reports are on average unlike; reports never compared are."""
        pairs = [(min(a, b), max(a, b)) for a in self._leads[left] for b in self._leads[right]]
        return bool(pairs) and sum(self._scores.get(pair, 0.0) for pair in pairs) < ALIKE * len(pairs)

    def _clash(self, left: str, right: str) -> bool:
        """Tell whether any members of two components conflict; each pair of profiles is looked at once."""
        for mine, ours in self._profiles[left].items():
            for other, theirs in self._profiles[right].items():
                if (mine, other) not in self._clashes:
                    clash = intrinsic(ours, theirs) is not None
                    self._clashes[mine, other] = self._clashes[other, mine] = clash
                if self._clashes[mine, other]:
                    return True
        return False

    def incidents(self) -> tuple[Incident, ...]:
        """Return the components as incidents, named after their smallest event id, ordered by id."""
        found = []
        for members in self._members.values():
            events = tuple(sorted(members))
            found.append(Incident(id=identify("incident", events[0]), event_ids=events))
        return tuple(sorted(found, key=lambda each: each.id))
