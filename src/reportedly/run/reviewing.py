"""What a person looks at before deciding: the queue, and one incident with its claims and doubts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from reportedly.register.evidence import Evidence, outlet_of, words_of
from reportedly.register.origins import OriginTrail, origins_by_event, trails_of
from reportedly.register.queue import Waiting, doubt_of, waiting
from reportedly.run.happenings import evidence_of
from reportedly.run.pages_incidents import around
from reportedly.run.review import history_on
from reportedly.store.claims import events_by_id
from reportedly.store.decisions import doubtful
from reportedly.store.incidents import incidents, incidents_of, judgements_on, live_id
from reportedly.store.record import Record, reading
from reportedly.store.reports import reports
from reportedly.terms.decisions import Act, Decision
from reportedly.terms.events import Event
from reportedly.terms.incidents import Judgement, Question, Verdict
from reportedly.terms.views import IncidentView

Connection = Any
"""The store's connection; only the store knows what it is."""

NEAR = (0.25, 0.75)
"""Scores that leave a pair in doubt."""
MENTIONS, SUGGESTIONS = 60, 8
"""Mentions and suggestions laid out at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One mention: its number on the sheet, its event, the outlet, and the words before, in and behind it."""

    number: int
    event: Event
    outlet: str
    before: str
    words: str
    behind: str
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Another incident that may be the same, by the likeliest pair of mentions, with the rule's reasons.

    ``ours`` is the number of the mention here, 0 where it is not laid out; ``theirs`` are the words there.
    """

    view: IncidentView
    judgement: Judgement
    ours: int
    theirs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One incident laid out. ``doubts`` are the unsure pairs inside it, as the numbers of two mentions.

    ``left_out`` counts mentions beyond ``MENTIONS``. ``past`` are the decisions, each with whether it stands.
    """

    view: IncidentView
    trails: tuple[OriginTrail, ...]
    tellings: tuple[Telling, ...]
    left_out: int
    suggestions: tuple[Suggestion, ...]
    doubts: tuple[tuple[int, int, Judgement], ...]
    past: tuple[tuple[Decision, bool], ...]


def queue(record: Record) -> tuple[Waiting, ...]:
    """Return the incidents that wait for a person, the most valuable first."""
    with reading(record) as connection:
        judged = list(doubtful(connection, *NEAR))
        homes = incidents_of(connection, {side for each in judged for side in (each.left, each.right)})
        views = tuple(incidents(connection))
    scores: dict[str, float] = {}
    for each in judged:
        for side in (each.left, each.right):
            home = homes.get(side, "")
            if home not in scores or doubt_of(each.score) > doubt_of(scores[home]):
                scores[home] = each.score
    return waiting(views, scores)


def sheet(record: Record, incident_id: str) -> Sheet | None:
    """Return an incident laid out, by any id that it has had; None where there is none."""
    with reading(record) as connection:
        live = live_id(connection, incident_id)
        view = None if live is None else next(incidents(connection, [live]), None)
        return None if view is None else _sheet(connection, view)


def _sheet(connection: Connection, view: IncidentView) -> Sheet:
    """Return the sheet of an incident."""
    shown = view.event_ids[:MENTIONS]
    found = events_by_id(connection, shown)
    ids = sorted({event.trigger.report_id for event in found.values()})
    evidence = evidence_of(connection, found, {each.id: each for each in reports(connection, ids)})
    tellings = _tellings(found, evidence)
    numbers = {each.event.id: each.number for each in tellings}
    past = history_on(connection, view.event_ids)
    apart = [each for each, stands in past if stands and each.act is Act.SPLIT]
    judged = [
        each for each in _latest(judgements_on(connection, view.event_ids)) if not _divides(apart, each)
    ]
    return Sheet(
        view=view,
        trails=trails_of(shown, evidence),
        tellings=tellings,
        left_out=len(view.event_ids) - len(shown),
        suggestions=_suggestions(connection, judged, numbers, view),
        doubts=_doubts(judged, numbers),
        past=past,
    )


def _tellings(found: dict[str, Event], evidence: Evidence) -> tuple[Telling, ...]:
    """Return the mentions in the order of their reports' ids and places, numbered from 1."""
    origins = origins_by_event(found, evidence)
    made: list[Telling] = []
    for event in sorted(found.values(), key=lambda each: each.trigger):
        report = evidence.reports.get(event.trigger.report_id)
        if report is None or words_of(evidence, event.trigger) is None:
            continue
        before, words, behind = around(report.text, event.trigger)
        made.append(
            Telling(
                number=len(made) + 1,
                event=event,
                outlet=outlet_of(evidence, report.id),
                before=before,
                words=words,
                behind=behind,
                origins=origins.get(event.id, ()),
            )
        )
    return tuple(made)


def _latest(judged: Iterable[Judgement]) -> list[Judgement]:
    """Return the rules' latest judgement on each pair."""
    found = {
        (each.left, each.right): each
        for each in judged
        if each.question is Question.SAME_INCIDENT and each.judge.startswith("rule:")
    }
    return [each for each in found.values() if each.verdict is not Verdict.DIFFERENT]


def _divides(splits: Iterable[Decision], judged: Judgement) -> bool:
    """Tell whether a person has taken the two sides of a pair apart."""
    for each in splits:
        taken, kept = set(each.taken), set(each.event_ids) - set(each.taken)
        if (judged.left in taken and judged.right in kept) or (judged.left in kept and judged.right in taken):
            return True
    return False


def _doubts(judged: Iterable[Judgement], numbers: dict[str, int]) -> tuple[tuple[int, int, Judgement], ...]:
    """Return the unsure pairs inside an incident, the least sure first."""
    found = []
    for each in judged:
        if each.left in numbers and each.right in numbers and NEAR[0] <= each.score <= NEAR[1]:
            one, other = sorted((numbers[each.left], numbers[each.right]))
            found.append((one, other, each))
    return tuple(sorted(found, key=lambda each: (-doubt_of(each[2].score), each[0], each[1])))


def _suggestions(
    connection: Connection, judged: Iterable[Judgement], numbers: dict[str, int], view: IncidentView
) -> tuple[Suggestion, ...]:
    """Return the other incidents that may be the same, the likeliest first."""
    inside = set(view.event_ids)
    outward = [each for each in judged if (each.left in inside) != (each.right in inside)]
    far = {each: (each.right if each.left in inside else each.left) for each in outward}
    homes = incidents_of(connection, far.values())
    best: dict[str, Judgement] = {}
    for each in sorted(outward, key=lambda one: (-one.score, one.left, one.right)):
        if far[each] in homes:
            best.setdefault(homes[far[each]], each)
    chosen = dict(list(best.items())[:SUGGESTIONS])
    views = {each.id: each for each in incidents(connection, chosen)}
    words = _words(connection, [far[each] for each in chosen.values()])
    return tuple(
        Suggestion(
            view=views[home],
            judgement=each,
            ours=numbers.get(each.left, 0) or numbers.get(each.right, 0),
            theirs=words.get(far[each], ""),
        )
        for home, each in chosen.items()
    )


def _words(connection: Connection, event_ids: Iterable[str]) -> dict[str, str]:
    """Return the words around the triggers of these events."""
    found = events_by_id(connection, event_ids)
    ids = {event.trigger.report_id for event in found.values()}
    texts = {each.id: each.text for each in reports(connection, ids)}
    return {each.id: "".join(around(texts[each.trigger.report_id], each.trigger)) for each in found.values()}
