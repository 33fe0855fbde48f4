"""Laws of the review of single copies and events: a person's word holds, and undone it leaves no trace."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.laws.test_reviewing import START, Told, fresh, log, tellings, views

from reportedly.run.corrections import keep_copies, keep_told
from reportedly.run.happenings import update_incidents
from reportedly.run.review import By, Refused, Seen, accept, merge, reject, undo
from reportedly.run.review_copies import (
    SeenCopy,
    accept_copy,
    comment_copy,
    edit_copy,
    link_copy,
    reject_copy,
    undo_copy,
)
from reportedly.run.review_events import (
    SeenEvent,
    accept_event,
    comment_event,
    edit_event,
    reject_event,
    undo_event,
)
from reportedly.run.sightings import Memory
from reportedly.store.claims import corrected_in, events
from reportedly.store.copies import copies
from reportedly.store.decisions import add_decision
from reportedly.store.inputs import keep_arrival
from reportedly.store.record import Record, reading, writing
from reportedly.store.reports import report_ids
from reportedly.terms.ids import copy_id
from reportedly.terms.lineage import Copy, Direction
from reportedly.terms.reports import Arrival, Origin
from reportedly.terms.spans import Span

law = settings(deadline=None, max_examples=8, suppress_health_check=[HealthCheck.too_slow])

SENTENCES = ((0, 25), (26, 56))


@st.composite
def links(draw: st.DrawFn, told: list[Told]) -> tuple[Copy, ...]:
    """Return copies among the sentences of reports, as a machine may find them."""
    found: dict[tuple[Span, Span], Copy] = {}
    for number, (report, _) in enumerate(told[1:], start=1):
        for at in SENTENCES:
            if draw(st.booleans()):
                source = told[draw(st.integers(0, number - 1))][0]
                basis = draw(st.sampled_from([Direction.UNKNOWN, Direction.EARLIER]))
                sides = Span(source.id, *at), Span(report.id, *at)
                found[sides] = Copy(*sides, draw(st.sampled_from([0.8, 1.0])), basis)
    return tuple(found.values())


def tell(record: Record, told: list[Told], machine: tuple[Copy, ...]) -> None:
    """Read these reports into a record, in one batch, with the copies that the machine finds by now."""
    with writing(record) as connection:
        for report, mentions in told:
            raw = report.text.encode()
            keep_arrival(connection, Arrival(report=report, origin=Origin(uri=report.uri), raw=raw), report)
            keep_told(connection, mentions)
        here = set(report_ids(connection))
        new = {report.id for report, _ in told}
        found = [each for each in machine if {each.source.report_id, each.copy.report_id} <= here]
        near = {each.copy.report_id for each in found} | new
        changed = keep_copies(connection, near, found)
        update_incidents(connection, frozenset(new | changed), Memory(), START)


def holdings(record: Record) -> tuple[Any, ...]:
    """Return what the record shows: copies, events, incidents."""
    with reading(record) as connection:
        return list(copies(connection)), list(events(connection)), views(record)


def decide(record: Record, data: st.DataObject, told: list[Told], at: int) -> None:
    """Let a person decide on a copy, an event or an incident, or be refused."""
    held, _, incidents = holdings(record)
    by = By(data.draw(st.sampled_from(["ada", "bo"])), "looked", START + timedelta(minutes=at))
    mention = SeenEvent(data.draw(st.sampled_from([each.id for _, own in told for each in own])))
    first, there = (data.draw(st.sampled_from(told))[0] for _ in range(2))
    place = data.draw(st.sampled_from(SENTENCES))
    values = [
        "type=PROTEST",
        "when=2031-06",
        "where=unknown",
        "count.killed=3",
        "realis=denied",
        "type=machine",
    ]
    one, other = (
        (Seen(data.draw(st.sampled_from(incidents)).id) for _ in range(2)) if incidents else (None, None)
    )
    acts: list[Any] = [
        lambda: accept_event(record, mention, by),
        lambda: reject_event(record, mention, by),
        lambda: edit_event(record, mention, by, [data.draw(st.sampled_from(values))]),
        lambda: comment_event(record, mention, by),
        lambda: link_copy(record, (first.id, *place), (there.id, *place), by),
        lambda: undo_event(record, data.draw(st.integers(1, 6)), by),
        lambda: undo_copy(record, data.draw(st.integers(1, 6)), by),
    ]
    if held:
        copy = data.draw(st.sampled_from(held))
        seen = SeenCopy(copy_id(copy))
        side = data.draw(st.sampled_from([copy.source.report_id, copy.copy.report_id, "unknown", "machine"]))
        acts += [
            lambda: accept_copy(record, seen, by),
            lambda: reject_copy(record, seen, by),
            lambda: edit_copy(record, seen, by, [f"source={side}"]),
            lambda: comment_copy(record, seen, by),
        ]
    if one is not None and other is not None:
        acts += [
            lambda: accept(record, one, by),
            lambda: reject(record, one, by),
            lambda: merge(record, one, other, by),
        ]
    with suppress(Refused):
        data.draw(st.sampled_from(acts))()


@law
@given(tellings(), st.data())
def test_undone_in_turn_nothing_is_left_but_the_log(told: list[Told], data: st.DataObject) -> None:
    """A slip costs nothing: copies, events and incidents are the very same as before."""
    machine = data.draw(links(told))
    with fresh() as record:
        tell(record, told, machine)
        before = holdings(record)
        for again in range(data.draw(st.integers(1, 4))):
            decide(record, data, told, again)
        by = By("ada", "", START)
        for decision in reversed(log(record)):
            with suppress(Refused):
                if decision.event_id is not None:
                    undo_event(record, decision.number, by)
                elif decision.link is not None:
                    undo_copy(record, decision.number, by)
                else:
                    undo(record, decision.number, by)

        held, mentions, incidents = holdings(record)
        assert (held, mentions, [replace(each, decided=0) for each in incidents]) == before
        with reading(record) as connection:
            assert corrected_in(connection, [report.id for report, _ in told]) == ()


@law
@given(tellings(), st.data())
def test_a_persons_word_survives_reading_and_rebuilding(told: list[Told], data: st.DataObject) -> None:
    """The same reports and decisions show the same, in whatever order reports came and however often."""
    machine = data.draw(links(told))
    with fresh() as record, fresh() as other:
        tell(record, told, machine)
        for again in range(data.draw(st.integers(1, 4))):
            decide(record, data, told, again)
        kept = log(record)
        shown = holdings(record)

        with writing(other) as connection:
            for each in kept:
                add_decision(connection, each)
        for one in data.draw(st.permutations(told)):
            tell(other, [one], machine)
        assert holdings(other) == shown

        with writing(record) as connection:
            everybody = frozenset(report.id for report, _ in told)
            keep_copies(connection, everybody, machine)
            update_incidents(connection, everybody, Memory(), START)
        assert holdings(record) == shown


@law
@given(tellings(), st.data())
def test_independent_decisions_may_come_in_any_order(told: list[Told], data: st.DataObject) -> None:
    """Two persons at two desks: on different copies and events it does not matter who is first."""
    machine = data.draw(links(told))
    with fresh() as record, fresh() as other:
        tell(record, told, machine)
        tell(other, told, machine)
        mentions = data.draw(
            st.lists(st.sampled_from([each.id for _, own in told for each in own]), max_size=3, unique=True)
        )
        ids = [copy_id(each) for each in machine]
        chosen = data.draw(st.lists(st.sampled_from(ids), max_size=3, unique=True)) if ids else []
        by = By("ada", "looked", START)
        words = st.sampled_from(["reject", "type=PROTEST", "when=2031-06"])
        acts: list[Any] = [(each, data.draw(words)) for each in mentions]
        acts += [
            (each, data.draw(st.sampled_from(["reject", "accept", "source=unknown"]))) for each in chosen
        ]
        for at, order in ((record, acts), (other, data.draw(st.permutations(acts)))):
            for name, what in order:
                if name in ids and what == "reject":
                    reject_copy(at, SeenCopy(name), by)
                elif name in ids and what == "accept":
                    accept_copy(at, SeenCopy(name), by)
                elif name in ids:
                    edit_copy(at, SeenCopy(name), by, [what])
                elif what == "reject":
                    reject_event(at, SeenEvent(name), by)
                else:
                    edit_event(at, SeenEvent(name), by, [what])

        assert holdings(record) == holdings(other)
