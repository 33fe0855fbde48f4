"""Laws of review: what a person decided holds, whatever is read before and after."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.incidents.rulings import rule
from reportedly.run.happenings import update_incidents
from reportedly.run.review import (
    By,
    Conflict,
    Refused,
    Seen,
    accept,
    comment,
    edit,
    merge,
    reject,
    split,
    undo,
)
from reportedly.run.sightings import Memory
from reportedly.store.claims import keep_events
from reportedly.store.decisions import add_decision, decisions
from reportedly.store.incidents import incidents
from reportedly.store.inputs import keep_arrival
from reportedly.store.record import Record, close_record, open_record, reading, writing
from reportedly.terms.decisions import Decision, Status
from reportedly.terms.events import Event, Part, Participant, Realis
from reportedly.terms.places import Precision, Where
from reportedly.terms.reports import Arrival, Origin, Report
from reportedly.terms.spans import Span
from reportedly.terms.times import Basis, Grain, When
from reportedly.terms.views import IncidentView

START = datetime(2031, 5, 1, tzinfo=UTC)
TEXT = "Gunmen attacked the post. Later they attacked the depot."
Told = tuple[Report, tuple[Event, ...]]

law = settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow])


def report_of(number: int) -> Report:
    """Return a report of two sentences by an outlet of its own."""
    text = TEXT + " " * number
    return Report(
        id=f"report-{number:020x}",
        uri=f"/news/{number}.txt",
        outlet=f"Post {number}",
        url=None,
        title=None,
        byline=None,
        published=None,
        language="en",
        media_type="text/plain",
        encoding="utf-8",
        fetched_at=None,
        raw_sha256=sha256(text.encode()).hexdigest(),
        text=text,
    )


def event(report: Report, number: int, days: tuple[int, int], target: str, city: str | None) -> Event:
    """Return an attack in May 2031 told in a report."""
    at = Span(report.id, 7 + number * 32, 15 + number * 32)
    first = START + timedelta(days=days[0])
    return Event(
        id=f"event-{report.id[-4:]}-{number}",
        type="ASSAULT",
        mode=None,
        realis=Realis.ACTUAL,
        trigger=at,
        participants=(Participant(part=Part.TARGET, name=target, span=at),),
        when=When(
            start=first, end=first + timedelta(days=days[1]), grain=Grain.DAY, basis=Basis.STATED, span=None
        ),
        where=None
        if city is None
        else Where(
            name=city,
            span=at,
            place_id=f"local:{city}",
            country="IQ",
            longitude_deg=47.0 if city == "Amra" else 43.0,
            latitude_deg=30.0 if city == "Amra" else 36.0,
            radius_m=1000.0,
            precision=Precision.CITY,
        ),
        counts=(),
        statement_id=None,
    )


@st.composite
def tellings(draw: st.DrawFn) -> list[Told]:
    """Return up to five reports, each of one attack or two, that often tell of one."""
    found: list[Told] = []
    for number in range(draw(st.integers(2, 5))):
        report = report_of(number)
        told = tuple(
            event(
                report,
                each,
                (draw(st.integers(0, 1)), draw(st.sampled_from([1, 2]))),
                draw(st.sampled_from(["post", "depot"])),
                draw(st.sampled_from([None, "Amra", "Besna"])),
            )
            for each in range(draw(st.integers(1, 2)))
        )
        found.append((report, told))
    return found


@contextmanager
def fresh() -> Iterator[Record]:
    """Yield an empty record."""
    with tempfile.TemporaryDirectory() as folder:
        record = open_record(Path(folder) / "record.db", create=True)
        try:
            yield record
        finally:
            close_record(record)


def tell(record: Record, *told: Told) -> None:
    """Read these reports into a record, in one batch."""
    with writing(record) as connection:
        for report, events in told:
            raw = report.text.encode()
            keep_arrival(connection, Arrival(report=report, origin=Origin(uri=report.uri), raw=raw), report)
            keep_events(connection, events, {})
        update_incidents(connection, frozenset(report.id for report, _ in told), Memory(), START)


def rebuild(record: Record, *told: Told) -> None:
    """Make every incident of the record again."""
    with writing(record) as connection:
        update_incidents(connection, frozenset(report.id for report, _ in told), Memory(), START)


def views(record: Record) -> list[IncidentView]:
    """Return all incidents."""
    with reading(record) as connection:
        return list(incidents(connection))


def log(record: Record) -> list[Decision]:
    """Return all decisions."""
    with reading(record) as connection:
        return list(decisions(connection))


def decide(record: Record, data: st.DataObject, at: int) -> None:
    """Let a person decide something, or be refused."""
    found = views(record)
    one, other = (data.draw(st.sampled_from(found)) for _ in range(2))
    by = By(data.draw(st.sampled_from(["ada", "bo"])), "looked", START + timedelta(minutes=at))
    seen, beside = Seen(one.id), Seen(other.id)
    taken = data.draw(st.lists(st.sampled_from(one.event_ids), unique=True))
    values = ["count.killed=3", "when=2031-06", "where=unknown", "realis=alleged", "when=machine"]
    value = data.draw(st.sampled_from(values))
    acts: list[Any] = [
        lambda: accept(record, seen, by),
        lambda: reject(record, seen, by),
        lambda: edit(record, seen, by, [value]),
        lambda: merge(record, seen, beside, by),
        lambda: split(record, seen, taken, by),
        lambda: comment(record, seen, by),
        lambda: undo(record, data.draw(st.integers(1, 6)), by),
    ]
    with suppress(Refused):
        data.draw(st.sampled_from(acts))()


def check(record: Record) -> None:
    """Assert that every ruling stands in one incident of its own, with its status and its values."""
    ruled = rule(log(record))
    shown = views(record)
    home = {event_id: view for view in shown for event_id in view.event_ids}
    for ruling in ruled.rulings:
        held = {home[each].id for each in ruling.event_ids}
        assert len(held) == 1
        view = home[min(ruling.event_ids)]
        assert ruled.on(view.event_ids) == ruling
        assert view.status == ruling.status
        assert view.edited == tuple(each.name for each in ruling.edits)
        assert not (view.in_register and ruling.status is Status.REJECTED)
        assert view.machine is not None
        assert (view.machine.status, view.machine.edited) == ("unreviewed", ())
    of_ruling = [home[min(each.event_ids)].id for each in ruled.rulings]
    assert len(set(of_ruling)) == len(of_ruling)
    decided = {event_id for ruling in ruled.rulings for event_id in ruling.event_ids}
    assert all(view.machine is None for view in shown if not decided & set(view.event_ids))


@law
@given(tellings(), st.data())
def test_what_persons_decided_holds_whatever_comes(told: list[Told], data: st.DataObject) -> None:
    """New reports come every minute: none may undo, divide or blur what a person has settled."""
    with fresh() as record:
        for number, each in enumerate(told):
            tell(record, each)
            for again in range(data.draw(st.integers(0, 3))):
                decide(record, data, number * 10 + again)
            check(record)

        before = views(record)
        rebuild(record, *told)

        assert views(record) == before


@law
@given(tellings(), st.data())
def test_no_order_of_reports_changes_what_stands(told: list[Told], data: st.DataObject) -> None:
    """The same reports and the same decisions make the same register, in whatever order the reports came."""
    with fresh() as record, fresh() as other:
        tell(record, *told)
        for again in range(data.draw(st.integers(1, 5))):
            decide(record, data, again)
        kept = log(record)

        with writing(other) as connection:
            for each in kept:
                add_decision(connection, each)
        for one in data.draw(st.permutations(told)):
            tell(other, one)

        assert log(other) == kept
        assert views(other) == views(record)


@law
@given(tellings(), st.data())
def test_undoing_everything_leaves_what_the_machine_found(told: list[Told], data: st.DataObject) -> None:
    """A slip costs nothing: undone in turn, decisions leave no trace but the log."""
    with fresh() as record:
        tell(record, *told)
        before = views(record)
        for again in range(data.draw(st.integers(1, 4))):
            decide(record, data, again)
        for decision in reversed(log(record)):
            try:
                undo(record, decision.number, By("ada", "", START))
            except Conflict as conflict:
                raise AssertionError(conflict.detail) from conflict
            except Refused:  # a comment, or undone already
                continue

        assert [replace(each, decided=0) for each in views(record)] == before
