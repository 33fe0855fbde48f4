"""What a person looks at before deciding: the queue, and one incident with its claims and doubts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from reportedly.register.evidence import Evidence, outlet_of, words_of
from reportedly.register.origins import OriginTrail, origins_by_event, trails_of
from reportedly.register.queue import NEAR, Waiting, doubt_of
from reportedly.register.values import Figure, figures
from reportedly.run.happenings import evidence_of
from reportedly.run.pages_incidents import around
from reportedly.run.review import history_on
from reportedly.run.rollups import next_turns
from reportedly.store.claims import events_by_id
from reportedly.store.incidents import incidents, incidents_of, judgements_on, live_id
from reportedly.store.record import Record, reading
from reportedly.store.reports import reports
from reportedly.store.waiting import Place, Turn
from reportedly.terms.decisions import Act, Decision
from reportedly.terms.events import Event
from reportedly.terms.incidents import Judgement, Question, Verdict
from reportedly.terms.views import IncidentView

Connection = Any
"""The store's connection; only the store knows what it is."""

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
    figures: tuple[Figure, ...] = ()
    """Its numbers, each with its values in order of time, of the mentions that are laid out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage:
    """A part of the queue: ``left`` wait in all, ``next`` asks for the part behind, None at the end."""

    waiting: tuple[Waiting, ...]
    left: int
    next: str | None


def queue_page(record: Record, *, limit: int | None = 50, after: str | None = None) -> QueuePage:
    """Return the next incidents that wait for a person, at most ``limit``, those behind ``after``.

    ``after`` is the ``next`` of the page before. Raises ValueError where it is none.
    """
    with reading(record) as connection:
        place = None if after is None else _place_of(after)
        found, left = next_turns(connection, limit=None if limit is None else limit + 1, after=place)
        shown = found[:limit]
        views = {view.id: view for view in incidents(connection, [each.incident_id for each in shown])}
    rows = [Waiting(view=views[each.incident_id], value=each.value, why=each.why) for each in shown]
    more = shown[-1].place if shown and len(found) > len(shown) else None
    return QueuePage(waiting=tuple(rows), left=left, next=None if more is None else f"{more[0]!r} {more[1]}")


def turns_of(record: Record, limit: int | None = None) -> tuple[Turn, ...]:
    """Return the turns of the queue without their incidents, at most ``limit``, the most valuable first."""
    with reading(record) as connection:
        return next_turns(connection, limit=limit)[0]


def _place_of(written: str) -> Place:
    """Return the place in the queue that a page named as its ``next``."""
    value, _, incident_id = written.partition(" ")
    return float(value), incident_id


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
        figures=figures(view, evidence),
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
