"""Adding: how much of a report is another's, how much its own."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reportedly.register.adding import Addition, additions
from reportedly.terms.lineage import Copy, Direction
from reportedly.terms.spans import Span

from .making import copied, report

WORDS = "The bridge at Cape Sorna was shut for the night."
WIRE = report("Wire", WORDS)
ECHO = report("Echo", WORDS + " " + "x" * 47)


def shares(found: Addition) -> tuple[float, float, float]:
    """Return the three shares of a report that has text."""
    assert found.copied is not None
    assert found.shared is not None
    assert found.own is not None
    return found.copied, found.shared, found.own


def test_what_a_copier_has_from_its_source_is_not_its_own() -> None:
    """Half of the Echo is the Wire's: it adds its other half."""
    wire, echo = additions([WIRE, ECHO], [copied(WIRE, ECHO, WORDS, Direction.CREDITED)])

    assert shares(wire) == (0.0, 0.0, 1.0)
    assert shares(echo) == (0.5, 0.0, 0.5)
    assert echo.sources == ((WIRE.id, 1),)


def test_where_nothing_tells_who_was_first_both_share_the_words() -> None:
    """Neither may be called the copier, and the words are neither's own."""
    wire, echo = additions([WIRE, ECHO], [copied(WIRE, ECHO, WORDS, Direction.UNKNOWN)])

    assert shares(wire) == (0.0, 1.0, 0.0)
    assert shares(echo) == (0.0, 0.5, 0.5)
    assert echo.sources == ()


def test_copies_of_others_count_where_they_are_asked_for() -> None:
    """Within a story only its own reports count; beside the whole record all do."""
    held = [copied(WIRE, ECHO, WORDS, Direction.EARLIER)]

    assert shares(additions([ECHO], held)[0]) == (0.0, 0.0, 1.0)
    assert shares(additions([ECHO], held, among=False)[0]) == (0.5, 0.0, 0.5)


def test_a_report_without_text_adds_nothing_that_could_be_shared_out() -> None:
    """No share of nothing is told."""
    (empty,) = additions([replace(report("Mute", "x"), text="", blocks=())], [])

    assert (empty.copied, empty.shared, empty.own) == (None, None, None)


STRETCHES = st.tuples(
    st.integers(0, 40), st.integers(1, 40), st.sampled_from([Direction.EARLIER, Direction.UNKNOWN])
)


@given(st.lists(STRETCHES, max_size=6))
def test_the_shares_are_the_whole(stretches: list[tuple[int, int, Direction]]) -> None:
    """However copies overlap, no letter is counted twice and none is lost."""
    held = [
        Copy(Span(WIRE.id, 0, 5), Span(ECHO.id, at, min(at + length, len(ECHO.text))), 1.0, basis)
        for at, length, basis in stretches
    ]
    for found in additions([WIRE, ECHO], held):
        parts = shares(found)
        assert abs(sum(parts) - 1.0) < 1e-9
        assert all(-1e-9 <= part <= 1.0 + 1e-9 for part in parts)
