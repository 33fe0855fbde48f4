"""A person's values laid over the machine's."""

from reportedly.register.overlay import bare, overlay
from reportedly.terms.decisions import Edit, Field, Ruling, Status
from reportedly.terms.events import Realis

from .making import counted, day, place, report, seen

MACHINE = seen("i", when=day("2031-05-05"), counts=(counted("killed", 3, 5), counted("wounded", 2, 2)))


def ruled(status: Status, *edits: Edit) -> Ruling:
    """Return a ruling on the one event of ``MACHINE``."""
    return Ruling(event_ids=frozenset(MACHINE.event_ids), status=status, edits=edits)


def test_both_values_are_kept() -> None:
    """Who counts needs the person's number; who checks needs the machine's beside it."""
    edits = (
        Edit(field=Field.COUNT, words="killed", count=counted("killed", 4, 4)),
        Edit(field=Field.COUNT, words="wounded"),
        Edit(field=Field.WHEN),
    )

    shown = overlay(MACHINE, ruled(Status.EDITED, *edits), {MACHINE.event_ids[0]: 7})

    assert [(each.what, each.low, each.high) for each in shown.counts] == [("killed", 4, 4)]
    assert (shown.when, shown.status, shown.decided) == (None, "edited", 7)
    assert shown.edited == ("count.killed", "count.wounded", "when")
    assert shown.machine == MACHINE
    assert bare(shown) == MACHINE


def test_what_is_rejected_leaves_the_register_and_what_is_accepted_enters() -> None:
    """A person vouches where no origin does; nobody makes a threat an attack by accepting it."""
    unattested = seen("i", origins=())
    threat = seen("i", realis=Realis.THREATENED)

    assert not overlay(MACHINE, ruled(Status.REJECTED), {}).in_register
    assert overlay(unattested, ruled(Status.ACCEPTED), {}).in_register
    assert not overlay(threat, ruled(Status.ACCEPTED), {}).in_register
    assert overlay(threat, ruled(Status.EDITED, Edit(field=Field.REALIS, words="actual")), {}).in_register


def test_the_title_names_the_place_that_stands() -> None:
    """A list must not show the place that was found wrong."""
    where = place(report("Post", "Amra was hit."), "Amra")

    shown = overlay(MACHINE, ruled(Status.EDITED, Edit(field=Field.WHERE, where=where)), {})

    assert shown.title == "i (Amra)"
    assert overlay(shown, ruled(Status.EDITED, Edit(field=Field.WHERE)), {}).title == "i"


def test_nothing_changes_where_nobody_ruled() -> None:
    """An undone decision leaves its number, so that who looked before it sees that something happened."""
    shown = overlay(MACHINE, None, {MACHINE.event_ids[0]: 2})

    assert (shown.decided, shown.machine) == (2, None)
    assert bare(shown) == MACHINE
