"""Lines out of chunks, however the chunks fall."""

from hypothesis import given
from hypothesis import strategies as st

from reportedly.reports.chunks import gather, split_lines


@given(st.lists(st.binary(min_size=1)))
def test_lines_do_not_depend_on_where_chunks_end(chunks: list[bytes]) -> None:
    """A network hands over bytes as it likes."""
    whole = b"".join(chunks)
    expected = whole.split(b"\n")
    if expected[-1] == b"":
        expected.pop()

    assert [line for _, line in split_lines(iter(chunks), 1 << 20)] == expected


@given(st.lists(st.binary(min_size=1)), st.integers(0, 20))
def test_long_lines_are_passed_over_and_counted(chunks: list[bytes], limit: int) -> None:
    """The line after a monster keeps its number."""
    whole = list(split_lines(iter(chunks), 1 << 20))

    found = list(split_lines(iter(chunks), limit))

    assert found == [
        (number, line if line is not None and len(line) <= limit else None) for number, line in whole
    ]


def test_gathering_stops_at_the_limit() -> None:
    """Nothing beyond the limit is asked for, let alone held."""
    endless = (b"x" * 10 for _ in iter(int, 1))

    assert gather(endless, 35) is None
