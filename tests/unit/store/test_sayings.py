"""Statements found by voice, act, time and place of print: what the database narrows by."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, insert, text

from reportedly.store.claims import keep_statements, statements
from reportedly.store.inputs import keep_arrival
from reportedly.store.migrations import MIGRATIONS, migrate
from reportedly.store.proposals import keep_proposals, proposals, read_by
from reportedly.store.record import Record, close_record, open_record, writing
from reportedly.store.sayings import Sought, count_sought, sought_statements, voice_names, voices_named
from reportedly.store.schema import META, SAYINGS
from reportedly.terms.names import fold_name
from reportedly.terms.reports import Report
from reportedly.terms.spans import Span
from reportedly.terms.statements import Act, Statement, Voice, VoiceKind

from .making import arrived, day, make_report, make_statement, on_disk

TOLD = "Ana Ferro said no. Ferro said so. She said it. The paper said yes. WRO said maybe."
ONE = make_report(1, TOLD, when=day(1))
TWO = make_report(2, "Undated words, all of them.")


def said_by(report: Report, number: int, name: str, words: str | None) -> Statement:
    """Return a statement of this voice, called by these words of the report."""
    span = None
    if words is not None:
        start = report.text.index(words)
        span = Span(report.id, start, start + len(words))
    voice = Voice(kind=VoiceKind.PERSON, name=name, span=span)
    return replace(make_statement(report, number, number, number + 3), voice=voice)


SAID = (
    said_by(ONE, 1, "Ana Ferro", "Ana Ferro"),
    said_by(ONE, 2, "Ana Ferro", "Ferro said"[:5]),
    said_by(ONE, 3, "Ana Ferro", "She"),
    said_by(ONE, 4, "Tide Gazette", "The paper"),
    said_by(ONE, 5, "World Ropes Office", "WRO"),
    said_by(TWO, 6, "Bo Lind", None),
)


@pytest.fixture
def told(record: Record) -> Record:
    """A record of these statements."""
    with writing(record) as connection:
        for report in (ONE, TWO):
            keep_arrival(connection, arrived(report), report)
        keep_statements(connection, SAID)
    return record


@pytest.mark.parametrize(
    ("called", "voices"),
    [
        ("ana ferro", ("ana ferro",)),
        ("ferro", ("ana ferro",)),
        ("wro", ("world ropes office",)),
        ("gazette", ("tide gazette",)),
        ("she", ()),
        ("the paper", ()),
        ("fer", ()),
        ("", ()),
    ],
)
def test_a_voice_is_called_by_names_and_not_by_pronouns(
    told: Record, called: str, voices: tuple[str, ...]
) -> None:
    """\"She\" and "the paper" are other voices in the next report; half a word is no name."""
    with writing(told) as connection:
        assert voices_named(connection, [called]) == voices


def test_names_are_listed_as_written(told: Record) -> None:
    """A person is shown names, not folded keys."""
    with writing(told) as connection:
        assert ("ana ferro", "Ana Ferro") in list(voice_names(connection))
        assert list(voice_names(connection, ["bo lind"])) == [("bo lind", "Bo Lind")]


def test_everything_is_found_when_nothing_is_asked(told: Record) -> None:
    """The narrowed listing and the plain one are one listing, in one order."""
    with writing(told) as connection:
        assert list(sought_statements(connection, Sought())) == list(statements(connection))
        assert count_sought(connection, Sought()).found == len(SAID)


@contextmanager
def _shared() -> Iterator[Connection]:
    """A record of its own for one example."""
    with tempfile.TemporaryDirectory() as folder:
        record = open_record(Path(folder) / "record.db", create=True)
        with writing(record) as connection:
            for report in (ONE, TWO):
                keep_arrival(connection, arrived(report), report)
            keep_statements(connection, SAID)
            yield connection
        close_record(record)


@on_disk
@given(st.sets(st.sampled_from([each.voice.name for each in SAID])), st.integers(1, 9))
def test_a_limit_cuts_and_the_count_does_not(names: set[str], limit: int) -> None:
    """What is left out can be told only if all is counted."""
    voices = tuple(sorted(fold_name(name) for name in names))
    wanted = [each for each in SAID if each.voice.name in names]
    with _shared() as connection:
        sought = Sought(voices=voices)
        assert len(list(sought_statements(connection, sought, limit))) == min(limit, len(wanted))
        assert count_sought(connection, sought).found == len(wanted)


def test_an_overwritten_statement_is_found_by_its_new_act(told: Record) -> None:
    """What a statement is found by never lags behind what it says."""
    with writing(told) as connection:
        keep_statements(connection, [replace(SAID[0], act=Act.DENY)])
        (found,) = sought_statements(connection, Sought(acts=(Act.DENY.value,)))
    assert found.id == SAID[0].id


def test_a_time_of_its_own_goes_before_the_publication(told: Record) -> None:
    """\"On the 9th he said" was said on the 9th, whenever it was printed; no time lies in no period."""
    with writing(told) as connection:
        keep_statements(connection, [replace(SAID[1], when=day(9))])
        ninth = day(9)
        late = Sought(since=ninth.start, until=ninth.end)
        assert [each.id for each in sought_statements(connection, late)] == [SAID[1].id]
        assert count_sought(connection, late).undated == 1


def test_an_older_record_learns_what_it_is_asked_for(told: Record) -> None:
    """A record of format 1 is brought up to date with all its statements."""
    with writing(told) as connection:
        before = connection.execute(SAYINGS.select().order_by(SAYINGS.c.statement_id)).all()
        for table in ("sayings", "proposals", "second_readings"):
            connection.execute(text(f"DROP TABLE {table}"))
        connection.execute(delete(META).where(META.c.key == "format"))
        connection.execute(insert(META).values(key="format", value="1"))
    assert migrate(told.engine, MIGRATIONS[:2]) == 1
    with writing(told) as connection:
        assert connection.execute(SAYINGS.select().order_by(SAYINGS.c.statement_id)).all() == before


def test_proposals_stand_beside_and_never_over(told: Record) -> None:
    """A second reader's words are its own: ours stay, other readers' stay, its earlier ones give way."""
    with writing(told) as connection:
        ours = list(statements(connection))
        first, second = make_statement(ONE, 71), make_statement(ONE, 72)
        keep_proposals(connection, "model-a", ONE.id, [first])
        keep_proposals(connection, "model-b", ONE.id, [second])
        keep_proposals(connection, "model-a", ONE.id, [replace(first, id="statement-73")])
        assert [(reader, each.id) for reader, each in proposals(connection)] == [
            ("model-a", "statement-73"),
            ("model-b", "statement-72"),
        ]
        assert list(statements(connection)) == ours
        assert read_by(connection, "model-a") == {ONE.id}
        keep_proposals(connection, "model-a", TWO.id, [])
        assert read_by(connection, "model-a") == {ONE.id, TWO.id}
