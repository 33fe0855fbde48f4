"""Full text and bounded lists: found by any spelling, never a command, never more than asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.store.browsing import report_lines, stamp_of
from reportedly.store.claims import keep_statements
from reportedly.store.inputs import keep_arrival
from reportedly.store.record import Record, reading, writing
from reportedly.store.sayings import Sought
from reportedly.store.searching import Term, numbers_of, read_terms
from reportedly.store.turning import count_statements, statements_page
from reportedly.terms.statements import Statement
from tests.unit.store.making import arrived, make_report, make_statement

TEXTS = ["The embassy in Ocaña may close.", "A bridge fell; the embassy stands.", "Nothing of note."]


@pytest.fixture
def filled(record: Record) -> Record:
    """A record of three reports, each with three statements."""
    with writing(record) as connection:
        for number, text in enumerate(TEXTS):
            report = make_report(number, text)
            keep_arrival(connection, arrived(report), report)
            keep_statements(connection, [make_statement(report, 3 * number + at, at) for at in range(3)])
    return record


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("embassy", {1, 2}), ("EMBASSY ocana", {1}), ('"the embassy stands"', {2}), ("emb*", {1, 2}),
        ("embassy -bridge", {1}), ('"embassy the"', set()), ("-bridge", set()), ("", set()), ('"', set()),
    ],
)  # fmt: skip
def test_reports_are_found_by_their_words(filled: Record, asked: str, found: set[int]) -> None:
    """Words, phrases, beginnings and exclusions, whatever their case and accents."""
    with reading(filled) as connection:
        assert set(numbers_of(connection, read_terms(asked))) == found


@given(st.text(max_size=60))
def test_terms_are_read_from_anything(asked: str) -> None:
    """What a person types is never a command to the database, and never fails."""
    for term in read_terms(asked):
        assert isinstance(term, Term)
        assert term.words == " ".join(term.words.split()) != ""


@pytest.mark.parametrize(
    "asked", ["NEAR(a", "a AND", "title:x", 'x"y"z', "a^b", "{a b}:", "'; DROP TABLE words"]
)
def test_the_databases_own_language_is_not_spoken(filled: Record, asked: str) -> None:
    """A word that FTS5 knows is looked for as a word."""
    with reading(filled) as connection:
        assert list(numbers_of(connection, read_terms(asked))) == []


@pytest.mark.parametrize("newest", [True, False])
@pytest.mark.parametrize("sought", [Sought(), Sought(acts=("assert", "deny", "threaten"))])
def test_pages_of_statements_give_each_once(filled: Record, sought: Sought, newest: bool) -> None:
    """Turning pages to the end meets every statement once, in the order asked for."""
    with reading(filled) as connection:
        whole = statements_page(connection, sought, after=None, limit=100, newest=newest)
        seen: list[Statement] = []
        after = None
        while page := statements_page(connection, sought, after=after, limit=2, newest=newest):
            seen += page
            after = page[-1].id
        assert tuple(seen) == whole
        assert count_statements(connection, sought, 100).number == len(whole) == 9
        assert count_statements(connection, sought, 4).more


def test_the_stamp_grows_with_the_record(filled: Record) -> None:
    """A server that holds a catalogue knows when it is no longer true."""
    with reading(filled) as connection:
        before, lines = stamp_of(connection), list(report_lines(connection))
    with writing(filled) as connection:
        report = make_report(9, "One more.")
        keep_arrival(connection, arrived(report), report)
    with reading(filled) as connection:
        assert stamp_of(connection) > before
        assert len(list(report_lines(connection))) == len(lines) + 1
