"""The register's numbers at once: what changed is folded into columns, and tallies are taken from them."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from reportedly.register.cells import CELLS
from reportedly.register.choosing import REGISTER, Choice
from reportedly.register.queue import NEAR, nearness, waiting, waits, weigh
from reportedly.register.rolled import Rolled, roll
from reportedly.register.tally import Row, Tally
from reportedly.run.columns import Asked, Held, ask, facts_of, left_out_of, values_at
from reportedly.store.decisions import doubtful
from reportedly.store.incidents import incidents, incidents_of, judgements_on
from reportedly.store.record import Record, reading
from reportedly.store.rollups import fold_in, mark_all_stale, rank_anew, stale_ids
from reportedly.store.waiting import Place, Turn, count_waiting, keep_turns, turns
from reportedly.terms.incidents import Question, Verdict
from reportedly.terms.views import IncidentView

Connection = Any
"""The store's connection; only the store knows what it is."""

AT_ONCE = 2000
"""Incidents that are folded in at once."""


def fold(connection: Connection) -> int:
    """Fold what changed into the columns and the queue; return how many incidents that were."""
    done = 0
    while stale := stale_ids(connection, AT_ONCE):
        found = {view.id: view for view in incidents(connection, stale)}
        fold_in(connection, {each: facts_of(found[each]) if each in found else None for each in stale})
        without: dict[str, Turn | None] = dict.fromkeys(stale)
        keep_turns(connection, without | _turns(connection, found.values()))
        done += len(stale)
    if done:
        rank_anew(connection, CELLS)
    return done


def rebuild(connection: Connection) -> int:
    """Make the columns and the queue anew from the incidents; return how many those are."""
    mark_all_stale(connection)
    return fold(connection)


def next_turns(
    connection: Connection, *, limit: int | None, after: Place | None = None
) -> tuple[tuple[Turn, ...], int]:
    """Return the next incidents that wait, behind ``after``, and how many wait in all."""
    stale = stale_ids(connection)
    more = None if limit is None else limit + len(stale)
    kept = turns(connection, limit=more, after=after)
    left = count_waiting(connection, stale)
    if stale:
        fresh = [
            each for each in _turns(connection, incidents(connection, stale)).values() if each is not None
        ]
        left += len(fresh)
        gone = set(stale)
        kept = tuple(each for each in kept if each.incident_id not in gone)
        kept += tuple(each for each in fresh if after is None or each.place > after)
        kept = tuple(sorted(kept, key=lambda each: each.place))
    return kept[:limit], left


def weighed(connection: Connection) -> tuple[Turn, ...]:
    """Return the whole queue, every incident weighed anew from all judgements: slow, and the same."""
    judged = list(doubtful(connection, *NEAR))
    homes = incidents_of(connection, {side for each in judged for side in (each.left, each.right)})
    scores: dict[str, float] = {}
    for each in judged:
        for home in {homes[side] for side in (each.left, each.right) if side in homes}:
            scores[home] = max((each.score, scores.get(home, each.score)), key=nearness)
    found = waiting(incidents(connection), scores)
    return tuple(Turn(each.view.id, each.value, each.why) for each in found)


def _turns(connection: Connection, views: Iterable[IncidentView]) -> dict[str, Turn | None]:
    """Return the turns of those of these incidents that wait, by id."""
    waiting = {view.id: view for view in views if waits(view)}
    scores = _scores(connection, waiting.values())
    found: dict[str, Turn | None] = {}
    for each, view in waiting.items():
        weighed = weigh(view, scores.get(each))
        found[each] = Turn(each, weighed.value, weighed.why)
    return found


def _scores(connection: Connection, views: Iterable[IncidentView]) -> dict[str, float]:
    """Return, by incident, the score nearest to 0.5 of a doubtful pair that touches it."""
    home = {event_id: view.id for view in views for event_id in view.event_ids}
    latest = {
        (each.left, each.right): each
        for each in judgements_on(connection, home)
        if each.question is Question.SAME_INCIDENT
    }
    found: dict[str, float] = {}
    for judged in latest.values():
        if judged.verdict is Verdict.DIFFERENT or not NEAR[0] <= judged.score <= NEAR[1]:
            continue
        for own in {home[side] for side in (judged.left, judged.right) if side in home}:
            found[own] = max((judged.score, found.get(own, judged.score)), key=nearness)
    return found


def rolled_tally(
    record: Record,
    by: Sequence[str],
    choice: Choice | None = None,
    *,
    most: int | None = None,
    ids: bool = True,
) -> Tally:
    """Return the incidents that pass counted by ``by``, as ``register.tally.tally`` counts them.

    Without a ``choice`` the register is counted; with one whose realis is ``REGISTER`` what of the register
    passes, with any other whatever passes. Of the rows at most ``most`` are laid out (``Tally.more`` says how
    many are not); without ``ids`` they do not name their incidents. Raises ValueError as ``tally`` does.
    """
    with reading(record) as connection:
        return tally_of_held(Held(connection), by, choice or Choice(realis=REGISTER), most=most, ids=ids)


def tally_of_held(held: Held, by: Sequence[str], choice: Choice, *, most: int | None, ids: bool) -> Tally:
    """Return what ``rolled_tally`` does, of columns at hand."""
    if len(set(by)) < len(by):
        raise ValueError(f"each name once, not {', '.join(by)}")
    if unknown := [name for name in by if name not in CELLS]:
        raise ValueError(f"cannot tally by {', '.join(unknown)}; choose from {', '.join(CELLS)}")
    asked = ask(held, by, choice)
    found = roll(asked.columns, by, asked.passing, most)
    shown = len(found.incidents)
    names = _named(asked, found, shown) if ids else [()] * shown
    values = [values_at(asked, name, found.codes[at]) for at, name in enumerate(by)]
    rows = tuple(
        Row(
            cell=tuple(own[at] for own in values),
            incidents=int(found.incidents[at]),
            reports=int(found.reports[at]),
            origins=int(found.origins[at]),
            incident_ids=names[at],
        )
        for at in range(shown)
    )
    return Tally(
        by=tuple(by),
        rows=rows,
        incidents=found.all_incidents,
        reports=found.all_reports,
        origins=found.all_origins,
        left_out=left_out_of(asked),
        more=found.cells - shown,
    )


def passing_ids(connection: Connection, choice: Choice) -> tuple[str, ...]:
    """Return the ids of the incidents that pass, as ``register.choosing.why_not`` lets them, sorted."""
    asked = ask(Held(connection), (), choice)
    return tuple(sorted(asked.held.ids(np.flatnonzero(asked.passing)).values()))


def _named(asked: Asked, found: Rolled, shown: int) -> list[tuple[str, ...]]:
    """Return the ids of the incidents in each of the first cells, sorted."""
    home = asked.held.ids(found.slot)
    names: list[list[str]] = [[] for _ in range(shown)]
    for slot, cell in zip(found.slot.tolist(), found.cell.tolist(), strict=True):
        names[cell].append(home[slot])
    return [tuple(sorted(own)) for own in names]
