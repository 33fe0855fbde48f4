"""The door to other databases is kept open."""

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from reportedly.store.dialects import AnyText
from reportedly.store.schema import METADATA


@given(st.text(st.sampled_from("\\0\x00a")))
def test_text_survives_where_nul_is_refused(words: str) -> None:
    """PostgreSQL takes no NUL in text; a report that has one must still come back unchanged."""
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    stored = AnyText().process_bind_param(words, dialect)
    assert stored is not None
    assert "\x00" not in stored
    assert AnyText().process_result_value(stored, dialect) == words


def test_the_tables_can_be_made_on_postgresql() -> None:
    """A team's server takes the same tables."""
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    made = [str(CreateTable(table).compile(dialect=dialect)) for table in METADATA.sorted_tables]
    assert len(made) == len(METADATA.tables)
    assert not any("ROWID" in statement for statement in made)
