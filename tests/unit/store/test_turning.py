"""Pages of statements, found by walking through reports or by an index: the same either way."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from reportedly.store.claims import keep_statements
from reportedly.store.inputs import keep_arrival
from reportedly.store.record import Record, reading, writing
from reportedly.store.sayings import Sought, sought_statements
from reportedly.store.turning import count_statements, reports_told, statements_page
from reportedly.terms.statements import Act, Statement, Voice, VoiceKind
from tests.unit.store.making import arrived, day, make_report, make_statement

REPORTS = [
    make_report(number, f"Report {number} of the harbour.", when=day(1 + number % 9) if number % 7 else None)
    for number in range(230)
]
NAMES = ("Ana Ferro", "Bo Lind", "Tide Gazette")
ACTS = (Act.ASSERT, Act.DENY, Act.ASSERT, Act.THREATEN)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """A record of 230 reports with up to three statements each."""
    from reportedly.store.record import close_record, open_record

    record = open_record(tmp_path_factory.mktemp("turning") / "record.db", create=True)
    with writing(record) as connection:
        for number, report in enumerate(REPORTS):
            keep_arrival(connection, arrived(report), report)
            keep_statements(connection, [_said(number, at) for at in range(number % 4)])
    yield record
    close_record(record)


def _said(number: int, at: int) -> Statement:
    """Return the statement of a report at a place."""
    made = make_statement(REPORTS[number], 4 * number + at, at)
    voice = Voice(kind=VoiceKind.PERSON, name=NAMES[(number + at) % 3], span=None)
    return replace(made, voice=voice, act=ACTS[(number + 2 * at) % 4])


def _ordered(record: Record) -> tuple[str, ...]:
    """Return all reports in the record's order."""
    from reportedly.store.browsing import report_lines

    with reading(record) as connection:
        return tuple(line.id for line in report_lines(connection))


ASKED = (
    Sought(),
    Sought(acts=("assert",)),
    Sought(acts=("threaten", "deny")),
    Sought(voices=("bo lind",)),
    Sought(since=day(3).start, until=day(5).start),
    Sought(acts=("assert",), since=day(3).start),
)


@pytest.mark.parametrize("sought", ASKED)
@pytest.mark.parametrize("newest", [False, True])
@pytest.mark.parametrize("dense", [0, 10_000])
def test_walking_and_sorting_give_the_same_pages(
    filled: Record, sought: Sought, newest: bool, dense: int
) -> None:
    """However the next page is found, every statement is on one page, and in its place."""
    with reading(filled) as connection:
        whole = [each.id for each in sought_statements(connection, sought)]
        seen: list[Statement] = []
        after = None
        while page := statements_page(connection, sought, after=after, limit=17, newest=newest, dense=dense):
            seen += page
            after = page[-1].id
        number = count_statements(connection, sought, 10_000)

    assert whole and len(seen) == len(set(seen)) == number.number
    assert {each.id for each in seen} == set(whole)
    if not newest:
        assert [each.id for each in seen] == whole
    rank = {report_id: at for at, report_id in enumerate(_ordered(filled))}
    places = [rank[each.said[0].report_id] * (-1 if newest else 1) for each in seen]
    assert places == sorted(places)


@pytest.mark.parametrize("sought", ASKED)
@pytest.mark.parametrize("newest", [False, True])
def test_reports_that_are_given_are_walked_through_in_their_order(
    filled: Record, sought: Sought, newest: bool
) -> None:
    """A story of any size is turned page by page, with every other condition on it."""
    ids = tuple(each for at, each in enumerate(_ordered(filled)) if at % 3)
    asked = replace(sought, report_ids=ids)
    with reading(filled) as connection:
        whole = {each.id for each in sought_statements(connection, asked)}
        seen: list[Statement] = []
        after = None
        while page := statements_page(connection, asked, after=after, limit=13, newest=newest):
            seen += page
            after = page[-1].id
        number = count_statements(connection, asked, 10_000)
        few = count_statements(connection, asked, 3)
        told = reports_told(connection, asked)

    assert len(seen) == number.number == len(whole) > 3
    assert {each.id for each in seen} == whole
    assert (few.number, few.more) == (3, True)
    assert told == {each.said[0].report_id for each in seen}
    rank = {report_id: at for at, report_id in enumerate(_ordered(filled))}
    places = [rank[each.said[0].report_id] * (-1 if newest else 1) for each in seen]
    assert places == sorted(places)
