"""What a voice says over time: the period of a saying, and who had it first."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from reportedly.register.evidence import gather
from reportedly.run.changes import PERIODS, changes_of, origin_of, period_of
from reportedly.terms.lineage import Copy, Direction
from reportedly.terms.reports import Report
from reportedly.terms.spans import Span
from reportedly.terms.statements import Act, Statement
from reportedly.terms.times import Basis, Grain, When
from tests.unit.store.making import day, make_report, make_statement

WIRE = replace(make_report(1, "A bridge fell.", when=day(1)), outlet="Wire")
MIRROR = replace(make_report(2, "A bridge fell, too.", when=day(2)), outlet="Mirror")
KEPT: dict[str, Report] = {each.id: each for each in (WIRE, MIRROR)}
SAID = (make_statement(WIRE, 1), make_statement(MIRROR, 2))
COPY = Copy(Span(WIRE.id, 0, 10), Span(MIRROR.id, 0, 10), 1.0, Direction.EARLIER)


def when(start: datetime | None, end: datetime | None) -> When:
    """Return a time between these."""
    return When(start=start, end=end, grain=Grain.VAGUE, basis=Basis.STATED, span=None)


MARCH, APRIL, JUNE = (datetime(2031, month, 1, tzinfo=UTC) for month in (3, 4, 6))


@pytest.mark.parametrize(
    ("said", "published", "over", "period"),
    [
        (None, None, "month", ""),
        (when(None, None), day(3), "month", "2024-05"),
        (None, day(3), "day", "2024-05-03"),
        (None, day(3), "week", "2024-W18"),
        (when(MARCH, APRIL), day(3), "month", "2031-03"),
        (when(MARCH, APRIL), day(3), "year", "2031"),
        (when(MARCH, JUNE), None, "month", "2031-03/2031-05"),
        (when(MARCH, None), None, "month", "2031-03/.."),
        (when(None, APRIL), None, "month", "../2031-03"),
    ],
)
def test_a_period_says_no_more_than_is_known(
    said: When | None, published: When | None, over: str, period: str
) -> None:
    """A month that is not known is not the month of publication, and an open side stays open."""
    assert period_of(said, published, over) == period


def test_every_period_is_tried() -> None:
    """A new period needs a test of its own."""
    assert set(PERIODS) == {"day", "week", "month", "year"}


@pytest.mark.parametrize(
    ("changed", "origin"),
    [
        ({}, "Wire"),
        ({"chain": ("Mirror", "The Ledger", "a fisherman")}, "The Ledger"),
        ({"chain": ("Mirror", "a fisherman"), "inferred": ("Mirror", "The Gull", "a fisherman")}, "The Gull"),
        ({"medium": "post"}, "a fisherman"),
        ({"medium": "call"}, "Wire"),
    ],
)
def test_the_origin_is_who_had_it_first(changed: dict[str, object], origin: str) -> None:
    """Copies lead to the first print, credits to the outlet credited, a post to the one who wrote it."""
    said: Statement = replace(SAID[1], **changed)  # type: ignore[arg-type]
    assert origin_of(said, gather((), [said], KEPT.values(), [COPY])) == origin


def test_rows_count_outlets_and_origins_apart() -> None:
    """Two outlets with one text are two outlets and one origin, whatever the order of the statements."""
    (row,) = changes_of(SAID, KEPT, [COPY], "year")

    assert (row.period, row.act) == ("2024", Act.ASSERT.value)
    assert row.outlets == ("Mirror", "Wire")
    assert row.origins == ("Wire",)
    assert row.statement_ids == tuple(each.id for each in SAID)
    assert changes_of(reversed(SAID), KEPT, [COPY], "year") == (row,)


def test_acts_and_periods_make_rows_of_their_own() -> None:
    """A threat in May and a promise in May are two rows; a day of its own is another."""
    told = (
        *SAID,
        replace(make_statement(WIRE, 3), act=Act.THREATEN),
        replace(make_statement(WIRE, 4), when=day(9)),
    )
    rows = changes_of(told, KEPT, [COPY], "day")

    assert [(row.period, row.act) for row in rows] == [
        ("2024-05-01", "assert"),
        ("2024-05-01", "threaten"),
        ("2024-05-02", "assert"),
        ("2024-05-09", "assert"),
    ]
