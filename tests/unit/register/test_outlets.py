"""Outlets: who copies whom, and whether it says so."""

from reportedly.register.outlets import Copied, outlets
from reportedly.terms.lineage import Direction

from .making import copied, report

WORDS = "The bridge at Cape Sorna was shut for the night."
WIRE, ECHO, SELF = report("Wire", WORDS), report("Echo", WORDS + " " + "x" * 48), report(None, WORDS)


def test_a_copier_is_told_from_a_source() -> None:
    """Half of what the Echo prints is the Wire's: it is no second witness."""
    echo, wire = outlets([WIRE, ECHO], [copied(WIRE, ECHO, WORDS, Direction.CREDITED)])

    assert (echo.name, echo.sources, echo.pairs, echo.credited) == ("Echo", (Copied("Wire", 1, 1),), 1, 1)
    assert (wire.name, wire.sources, wire.copied) == ("Wire", (), 0.0)
    assert echo.copied is not None
    assert 0.4 < echo.copied < 0.6


def test_who_copies_without_saying_so_is_told_apart() -> None:
    """A paper that names its source once in two times is known by that."""
    again = report("Echo", WORDS + "  " + "y" * 40)
    copies = [
        copied(WIRE, ECHO, WORDS, Direction.CREDITED),
        copied(WIRE, again, WORDS, Direction.EARLIER),
    ]
    echo, _ = outlets([WIRE, ECHO, again], copies)

    assert echo.sources == (Copied("Wire", reports=2, credited=1),)
    assert (echo.pairs, echo.credited) == (2, 1)


def test_where_nobody_knows_who_was_first_nobody_is_blamed() -> None:
    """Shared words without a direction make no outlet the copier of another."""
    echo, _ = outlets([WIRE, ECHO], [copied(WIRE, ECHO, WORDS, Direction.UNKNOWN)])

    assert (echo.sources, echo.pairs) == ((), 0)


def test_reports_of_no_outlet_have_no_profile() -> None:
    """A file without a name says nothing of any paper."""
    assert outlets([SELF], [copied(WIRE, SELF, WORDS, Direction.EARLIER)]) == ()
