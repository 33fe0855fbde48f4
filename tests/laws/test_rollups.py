"""Laws of the roll-up: numbers that are kept are those that counting one by one gives, at every moment."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.register.cells import CELLS
from reportedly.register.choosing import ANY, REGISTER, Choice, why_not
from reportedly.register.queue import Waiting, waiting
from reportedly.register.tally import tally
from reportedly.register.totals import reported_totals
from reportedly.run.reviewing import queue_page
from reportedly.run.rollups import fold, rebuild, rolled_tally
from reportedly.run.totals import rolled_totals
from reportedly.store.incidents import incidents, replace_incidents
from reportedly.store.record import Record, close_record, open_record, reading, writing
from reportedly.terms.counts import Count
from reportedly.terms.decisions import Status
from reportedly.terms.events import Realis
from reportedly.terms.places import Precision, Where
from reportedly.terms.spans import Span
from reportedly.terms.times import Basis, Grain, When
from reportedly.terms.views import IncidentView

START = datetime(2031, 5, 1, tzinfo=UTC)
SPAN = Span("report-1", 0, 1)

law = settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def times(draw: st.DrawFn) -> When | None:
    """A day, some days, a month, an open or an unknown time."""
    if draw(st.booleans()) and draw(st.booleans()):
        return None
    start = START + timedelta(days=draw(st.integers(0, 40)))
    end = start + timedelta(days=draw(st.sampled_from([1, 1, 3, 31])))
    open_start, open_end = draw(
        st.sampled_from([(False, False)] * 4 + [(True, False), (False, True), (True, True)])
    )
    return When(
        start=None if open_start else start,
        end=None if open_end else end,
        grain=Grain.DAY,
        basis=Basis.STATED,
        span=None,
    )


@st.composite
def places(draw: st.DrawFn) -> Where | None:
    """A town, a province, a country or none."""
    precision = draw(
        st.sampled_from([None, Precision.CITY, Precision.PROVINCE, Precision.COUNTRY, Precision.UNKNOWN])
    )
    if precision is None:
        return None
    country = draw(st.sampled_from(["IQ", "CO", None]))
    number = draw(st.integers(0, 2))
    return Where(
        name={Precision.CITY: f"Town {number}", Precision.PROVINCE: f"Land {number}"}.get(
            precision, "Far away"
        ),
        span=SPAN,
        place_id=None,
        country=country,
        longitude_deg=None,
        latitude_deg=None,
        radius_m=None,
        precision=precision,
        province=draw(st.sampled_from([None, f"Land {number}"])) if precision is Precision.CITY else None,
    )


NAMES = ["Ada Marsh", "Kataib Hezbollah", "Kata'ib Hezbollah", "", "Police"]


def names(most: int) -> st.SearchStrategy[tuple[str, ...]]:
    """Some names, sorted, each once."""
    return st.lists(st.sampled_from(NAMES), max_size=most, unique=True).map(lambda each: tuple(sorted(each)))


@st.composite
def views(draw: st.DrawFn, number: int = 0) -> IncidentView:
    """An incident without events of its own, as far as tallies, totals and the queue look at it."""
    realis = draw(st.sampled_from([*Realis, Realis.ACTUAL, Realis.AGGREGATE]))
    status = draw(st.sampled_from(list(Status)))
    what = draw(st.sampled_from(["killed", "attacks"]))
    low = draw(st.sampled_from([None, 3, 12]))
    return IncidentView(
        id=f"incident-{number}",
        type=draw(st.sampled_from(["ASSAULT", "THREATEN", "REQUEST"])),
        mode=draw(st.sampled_from([None, "bomb"])),
        realis=realis,
        status=status.value,
        in_register=realis in {Realis.ACTUAL, Realis.HISTORICAL} and status is not Status.REJECTED,
        when=draw(times()),
        where=draw(places()),
        event_ids=(),
        report_ids=tuple(
            sorted(draw(st.sets(st.sampled_from([f"report-{at}" for at in range(5)]), max_size=4)))
        ),
        origins=draw(names(3)),
        counts=(Count(what=what, low=low, high=low, approximate=False, span=SPAN),),
        disagreements=draw(st.sampled_from([(), ("killed: 3 / 12",)])),
        title=f"number {number}",
        actors=draw(names(2)),
        targets=draw(names(2)),
        best=((what, low),) if low is not None else (),
        since=draw(st.integers(0, 1)),
    )


@st.composite
def changes(draw: st.DrawFn) -> list[tuple[list[IncidentView], list[str], bool]]:
    """What is kept and what removed, again and again, and whether it is folded in then."""
    found = []
    for _ in range(draw(st.integers(1, 4))):
        numbers = draw(st.sets(st.integers(0, 12), max_size=8))
        kept = [draw(views(number)) for number in sorted(numbers)]
        gone = [f"incident-{number}" for number in sorted(draw(st.sets(st.integers(0, 12), max_size=4)))]
        found.append((kept, gone, draw(st.booleans())))
    return found


@st.composite
def choices(draw: st.DrawFn) -> Choice:
    """What may be asked of incidents."""
    cells = draw(st.lists(st.sampled_from(
        [("actor", "Police"), ("type", "ASSAULT"), ("province", "Land 1"), ("target", ""), ("method", "?")]
    ), max_size=2, unique=True))  # fmt: skip
    return Choice(
        ids=draw(st.sampled_from([frozenset(), frozenset({"incident-1", "incident-2", "incident-none"})])),
        cells=tuple(cells),
        since=draw(st.sampled_from([None, START + timedelta(days=5)])),
        until=draw(st.sampled_from([None, START + timedelta(days=20)])),
        country=draw(st.sampled_from(["", "iq"])),
        realis=draw(st.sampled_from([REGISTER, ANY, Realis.DENIED])),
        statuses=frozenset(draw(st.sets(st.sampled_from([each.value for each in Status]), max_size=2))),
    )


@contextmanager
def record_of(made: list[tuple[list[IncidentView], list[str], bool]]) -> Iterator[Record]:
    """Yield a record in which these changes happened."""
    with tempfile.TemporaryDirectory() as folder:
        record = open_record(Path(folder) / "record.db", create=True)
        for kept, gone, folded in made:
            with writing(record) as connection:
                replace_incidents(connection, gone, kept, {})
                if folded:
                    fold(connection)
        yield record
        close_record(record)


@law
@given(changes(), st.lists(st.sampled_from(list(CELLS)), unique=True, max_size=4), choices())
def test_a_rolled_tally_is_the_tally(
    made: list[tuple[list[IncidentView], list[str], bool]], by: list[str], choice: Choice
) -> None:
    """Every row, every number and every id, whatever changed, whether it is folded in yet or not."""
    with record_of(made) as record:
        with reading(record) as connection:
            held = list(incidents(connection))
        asked = [view for view in held if why_not(view, replace(choice, realis=ANY)) is None]
        if choice.realis != REGISTER:
            asked = [replace(view, in_register=True) for view in held if why_not(view, choice) is None]
        expected = tally(asked, by)

        assert rolled_tally(record, by, choice) == expected
        short = rolled_tally(record, by, choice, most=2, ids=False)
        assert (short.incidents, short.reports, short.origins) == (
            expected.incidents,
            expected.reports,
            expected.origins,
        )
        assert [replace(row, incident_ids=()) for row in expected.rows[:2]] == list(short.rows)
        assert short.more == max(0, len(expected.rows) - 2)


@law
@given(changes())
def test_rolled_totals_are_the_totals(made: list[tuple[list[IncidentView], list[str], bool]]) -> None:
    """What stands beside a reported total, what may, and what is missing, without looking at everything."""
    with record_of(made) as record:
        with reading(record) as connection:
            held = list(incidents(connection))

        assert rolled_totals(record).shown == reported_totals(held)


@law
@given(changes())
def test_the_kept_queue_is_the_queue(made: list[tuple[list[IncidentView], list[str], bool]]) -> None:
    """Page by page the same incidents, values and reasons in the same order."""
    with record_of(made) as record:
        with reading(record) as connection:
            expected = waiting(incidents(connection), {})
        found: list[Waiting] = []
        after = None
        while True:
            page = queue_page(record, limit=3, after=after)
            assert page.left == len(expected)
            found += page.waiting
            if (after := page.next) is None:
                break

        assert tuple(found) == expected


@law
@given(changes())
def test_what_is_rebuilt_is_what_was_kept(made: list[tuple[list[IncidentView], list[str], bool]]) -> None:
    """Roll-ups are derived: thrown away and made again they answer alike."""
    by = ["month", "type", "target"]
    with record_of(made) as record:
        before = rolled_tally(record, by), queue_page(record, limit=None)
        with writing(record) as connection:
            rebuild(connection)

        assert (rolled_tally(record, by), queue_page(record, limit=None)) == before
