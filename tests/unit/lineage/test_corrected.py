"""Copies with persons' words laid over."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reportedly.lineage.corrected import Link, alike, overlaid
from reportedly.terms.decisions import Correction, Edit, Field, Status
from reportedly.terms.lineage import Copy, Direction
from reportedly.terms.spans import Span

COPY = Copy(Span("a", 0, 40), Span("b", 10, 50), 0.9, Direction.EARLIER)
OTHER = Copy(Span("a", 60, 90), Span("b", 70, 100), 0.8, Direction.UNKNOWN)


def ruled(copy: Copy, status: Status, *edits: Edit, latest: int = 1) -> Link:
    """Return a person's word on a copy."""
    return Link(copy, Correction(status=status, edits=edits, latest=latest))


def test_what_is_rejected_goes_and_nothing_else() -> None:
    """A person's word is about one copy: the others between the same reports stay."""
    assert overlaid([COPY, OTHER], [ruled(COPY, Status.REJECTED)]) == (OTHER,)


def test_what_is_vouched_for_stays_where_the_machine_finds_it_no_more() -> None:
    """New reports may turn the machine's mind; they do not turn a person's."""
    assert overlaid([], [ruled(COPY, Status.ACCEPTED)]) == (COPY,)


def test_an_accepted_copy_follows_the_machines_direction() -> None:
    """That it is a copy does not say which was first."""
    credited = replace(COPY, basis=Direction.CREDITED)

    assert overlaid([credited], [ruled(COPY, Status.ACCEPTED)]) == (credited,)


def test_a_person_turns_a_copy_round() -> None:
    """The side that a person calls the source is the source, whichever the machine took."""
    (turned,) = overlaid([COPY], [ruled(COPY, Status.EDITED, Edit(field=Field.SOURCE, words="b"))])

    assert turned == Copy(COPY.copy, COPY.source, 0.9, Direction.DECIDED)


def test_the_same_passages_cut_otherwise_are_the_same() -> None:
    """A new version of the program may end a sentence a few signs later; a decision holds all the same."""
    later = replace(COPY, source=Span("a", 0, 46), copy=Span("b", 8, 50))

    assert alike(later, COPY) and alike(replace(later, source=later.copy, copy=later.source), COPY)
    assert overlaid([later], [ruled(COPY, Status.REJECTED)]) == ()
    assert not alike(OTHER, COPY)


@given(st.permutations([1, 2, 3]), st.permutations([COPY, OTHER]))
def test_neither_order_of_words_nor_of_copies_matters(order: list[int], machine: list[Copy]) -> None:
    """Of two words on one passage the later counts, in whatever order they are read."""
    words = {
        1: ruled(COPY, Status.REJECTED, latest=1),
        2: ruled(replace(COPY, source=Span("a", 0, 39)), Status.ACCEPTED, latest=2),
        3: ruled(OTHER, Status.REJECTED, latest=3),
    }

    assert overlaid(machine, [words[each] for each in order]) == (COPY,)
