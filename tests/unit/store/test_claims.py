"""Statements, events, judgements and incidents as they were kept."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from reportedly.store.claims import (
    event_keys,
    events,
    events_by_id,
    events_sharing_keys,
    keep_events,
    keep_statements,
    statements,
    statements_by_id,
)
from reportedly.store.incidents import (
    add_judgements,
    incidents,
    incidents_of,
    judgements,
    judgements_on,
    live_id,
    replace_incidents,
)
from reportedly.store.inputs import keep_arrival
from reportedly.store.record import Record, close_record, open_record, writing
from reportedly.terms.events import Event
from reportedly.terms.incidents import Verdict
from reportedly.terms.statements import Statement

from . import making
from .making import arrived, day, make_event, make_incident, make_judgement, make_report, make_statement

ONE = make_report(1, "one", when=day(2))
TWO = make_report(2, "two", when=day(1))


@contextmanager
def _fresh() -> Iterator[Connection]:
    """A record of its own for one example."""
    with tempfile.TemporaryDirectory() as folder:
        record = open_record(Path(folder) / "record.db", create=True)
        with writing(record) as connection:
            _arrive(connection)
            yield connection
        close_record(record)


def _arrive(connection: Connection) -> None:
    """Keep the reports that the claims stand in."""
    for report in (ONE, TWO, replace(ONE, id="report-1", uri="/any")):
        keep_arrival(connection, arrived(report), report)


@making.on_disk
@given(making.statements)
def test_any_statement_comes_back_as_it_was(statement: Statement) -> None:
    """Doubt is data: every open side, empty field and odd sign of it survives."""
    with _fresh() as connection:
        keep_statements(connection, [statement])
        assert list(statements(connection)) == [statement]
        assert statements_by_id(connection, [statement.id, "no"]) == {statement.id: statement}


@making.on_disk
@given(making.events, st.sets(making.texts, max_size=4))
def test_any_event_comes_back_as_it_was(event: Event, keys: set[str]) -> None:
    """Counts of any size, open times and odd names survive, and so do the keys."""
    with _fresh() as connection:
        keep_events(connection, [event], {event.id: keys})
        assert list(events(connection)) == [event]
        assert events_by_id(connection, [event.id]) == {event.id: event}
        assert list(events_sharing_keys(connection, [*keys, "none of them"])) == sorted(
            (key, event.id) for key in keys
        )
        assert event_keys(connection, [event.id]) == ({event.id: keys} if keys else {})


def test_claims_come_in_the_order_of_reports_and_text(record: Record) -> None:
    """A listing reads like the news did: by publication, then down the page, parent before child."""
    with writing(record) as connection:
        _arrive(connection)
        keep_statements(
            connection,
            [
                make_statement(ONE, 1, 50, 60),
                make_statement(ONE, 2, 10, 20),
                make_statement(ONE, 3, 10, 40),
                make_statement(TWO, 4, 90, 95),
            ],
        )
        keep_events(connection, [make_event(ONE, 1, 30), make_event(TWO, 2, 40), make_event(ONE, 3, 7)], {})
        assert [s.id[-1] for s in statements(connection)] == ["4", "3", "2", "1"]
        assert [s.id[-1] for s in statements(connection, [ONE.id])] == ["3", "2", "1"]
        assert [e.id[-1] for e in events(connection)] == ["2", "3", "1"]
        assert [e.id[-1] for e in events(connection, [TWO.id])] == ["2"]


def test_keeping_a_claim_again_overwrites_it_with_its_keys(record: Record) -> None:
    """A date learnt from a copy replaces the empty one, and the event is found under its new keys alone."""
    with writing(record) as connection:
        _arrive(connection)
        statement = make_statement(ONE, 1)
        event = make_event(ONE, 1, statement_id=statement.id)
        keep_statements(connection, [statement])
        keep_events(connection, [event], {event.id: ["a", "b"]})
        keep_statements(connection, [replace(statement, when=day(1))])
        keep_events(connection, [replace(event, when=day(1))], {event.id: ["b", "c"]})
        assert [s.when for s in statements(connection)] == [day(1)]
        assert [e.when for e in events(connection)] == [day(1)]
        assert [key for key, _ in events_sharing_keys(connection, ["a", "b", "c"])] == ["b", "c"]


def test_an_event_without_its_statement_is_a_mistake(record: Record) -> None:
    """A claim must open into the words of whoever made it."""
    with pytest.raises(IntegrityError), writing(record) as connection:
        _arrive(connection)
        keep_events(connection, [make_event(ONE, 1, statement_id="statement-99")], {})


def test_incidents_are_rebuilt_and_old_ids_still_lead_to_them(record: Record) -> None:
    """A footnote that cites an incident's id stays good after incidents were merged, twice over."""
    with writing(record) as connection:
        _arrive(connection)
        keep_events(connection, [make_event(ONE, number, number) for number in range(4)], {})
        first, second = make_incident(1, ("event-0",)), make_incident(2, ("event-1", "event-2"), day(3))
        replace_incidents(connection, [], [first, second], {})
        assert list(incidents(connection)) == [second, first]
        merged = make_incident(3, ("event-0", "event-1", "event-2"))
        replace_incidents(
            connection, [first.id, second.id], [merged], {first.id: merged.id, second.id: merged.id}
        )
        assert list(incidents(connection)) == [merged]
        assert incidents_of(connection, ["event-1", "event-3"]) == {"event-1": merged.id}
        last = make_incident(4, (*merged.event_ids, "event-3"))
        replace_incidents(connection, [merged.id], [last], {merged.id: last.id})
        assert {live_id(connection, f"incident-{n}") for n in (1, 2, 3, 4)} == {last.id}
        assert live_id(connection, "incident-9") is None


def test_an_undone_merge_brings_the_old_ids_back(record: Record) -> None:
    """A person can take a merge back: an id that is alive again is itself, not an alias."""
    with writing(record) as connection:
        _arrive(connection)
        keep_events(connection, [make_event(ONE, number, number) for number in range(2)], {})
        first, second = make_incident(1, ("event-0",)), make_incident(2, ("event-1",))
        merged = make_incident(3, ("event-0", "event-1"))
        replace_incidents(connection, [], [merged], {first.id: merged.id, second.id: merged.id})
        replace_incidents(connection, [merged.id], [first, second], {merged.id: first.id})
        assert [live_id(connection, f"incident-{n}") for n in (1, 2, 3)] == [first.id, second.id, first.id]
        assert list(incidents(connection, [second.id, first.id])) == [first, second]


def test_an_event_belongs_to_one_incident(record: Record) -> None:
    """An event in two incidents would be counted twice."""
    with pytest.raises(IntegrityError), writing(record) as connection:
        _arrive(connection)
        keep_events(connection, [make_event(ONE, 0)], {})
        replace_incidents(
            connection, [], [make_incident(1, ("event-0",)), make_incident(2, ("event-0",))], {}
        )


def test_judgements_are_only_added_to(record: Record) -> None:
    """Who judged what, and when, can be read afterwards in the order in which it was judged."""
    same = make_judgement("a", "b", Verdict.SAME)
    other = make_judgement("a", "b", Verdict.DIFFERENT, "person:editor")
    with writing(record) as connection:
        assert add_judgements(connection, [same, other, make_judgement("b", "c", Verdict.UNSURE)]) == 3
        assert list(judgements(connection))[:2] == [same, other]
        assert judgements_on(connection, ["a"]) == (same, other)
        assert [j.right for j in judgements_on(connection, ["c"])] == ["c"]


def test_a_rule_that_repeats_itself_says_nothing_new(record: Record) -> None:
    """A second run adds nothing, and cannot overrule a person by saying the same again."""
    same = make_judgement("a", "b", Verdict.SAME)
    person = make_judgement("a", "b", Verdict.DIFFERENT, "person:editor")
    with writing(record) as connection:
        assert add_judgements(connection, [same, same]) == 1
        assert add_judgements(connection, [person]) == 1
        assert add_judgements(connection, [replace(same, judged_at=None)]) == 0
        assert list(judgements(connection)) == [same, person]
        assert add_judgements(connection, [replace(same, score=0.5), person]) == 2
