"""Which incidents are asked for, and why another is left out."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from reportedly.register.choosing import ANY, REGISTER, Choice, chosen_cells, told, why_not
from reportedly.terms.decisions import Status
from reportedly.terms.events import Realis
from reportedly.terms.times import Basis, Grain, When
from tests.unit.export.making import DAM, make_incident

FLOOD = make_incident()
"""In the register, on 3 May 2024, in Norway."""


def moment(text: str) -> datetime:
    """A moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_what_passes_has_no_reason() -> None:
    """An empty choice asks for nothing; a fitting one neither."""
    assert why_not(FLOOD, Choice()) is None
    asked = Choice(
        ids=frozenset({"incident-1"}),
        cells=(("month", "2024-05"), ("type", "FLOOD")),
        since=moment("2024-05-01"),
        until=moment("2024-06-01"),
        country="no",
        realis=REGISTER,
    )
    assert why_not(FLOOD, asked) is None


@pytest.mark.parametrize(
    ("choice", "why"),
    [
        (Choice(ids=frozenset({"incident-9"})), "not named"),
        (Choice(cells=(("type", "ASSAULT"),)), "another type"),
        (Choice(cells=(("actor", "army"),)), "actor not known"),
        (Choice(since=moment("2024-05-04")), "before the period"),
        (Choice(until=moment("2024-05-03")), "after the period"),
        (Choice(country="SE"), "another country"),
        (Choice(realis="denied"), "realis: actual"),
        (Choice(statuses=frozenset({Status.ACCEPTED})), "review: cellars flooded"),
    ],
)
def test_every_reason_is_said(choice: Choice, why: str) -> None:
    """Who gets a part must learn why the rest is not in it."""
    assert why_not(FLOOD, choice) == why


def test_the_register_says_why_it_does_not_count() -> None:
    """Denied, unattested and rejected are three things."""
    outside = replace(FLOOD, in_register=False)

    assert why_not(outside, Choice(realis=REGISTER)) == "not in the register: unattested"
    denied = replace(outside, realis=Realis.DENIED)
    assert why_not(denied, Choice(realis=REGISTER)) == "not in the register: denied"
    rejected = replace(outside, status=Status.REJECTED.value)
    assert why_not(rejected, Choice(realis=REGISTER)) == "not in the register: rejected by a person"
    assert why_not(denied, Choice(realis=ANY)) is None


def test_an_unknown_time_or_place_is_its_own_reason() -> None:
    """Not known is not the same as elsewhere."""
    unknown = replace(FLOOD, when=None, where=replace(DAM, country=None))

    assert why_not(unknown, Choice(since=moment("2024-01-01"))) == "time not known"
    assert why_not(unknown, Choice(country="NO")) == "country not known"
    assert why_not(unknown, Choice(cells=(("day", ""),))) is None


def test_a_time_that_touches_the_period_passes() -> None:
    """What happened some day of May may have happened in the first week of it."""
    may = When(
        start=moment("2024-05-01"), end=moment("2024-06-01"), grain=Grain.MONTH, basis=Basis.STATED, span=None
    )
    asked = Choice(since=moment("2024-05-01"), until=moment("2024-05-08"))

    assert why_not(replace(FLOOD, when=may), asked) is None
    assert why_not(replace(FLOOD, when=replace(may, end=None)), asked) is None


def test_cells_are_written_as_a_tally_writes_them() -> None:
    """A comma may part two cells, or stand in the name of a place."""
    assert chosen_cells(["month=2024-05,type=FLOOD"]) == (("month", "2024-05"), ("type", "FLOOD"))
    assert chosen_cells(["place=Basra, Iraq", "actor=unknown"]) == (("place", "Basra, Iraq"), ("actor", ""))
    for wrong in ("nothing", ""):
        with pytest.raises(ValueError, match="name=value"):
            chosen_cells([wrong])


def test_a_choice_of_what_there_is_not_is_refused() -> None:
    """A misspelt cell must not quietly choose nothing."""
    with pytest.raises(ValueError, match="no cell is called colour"):
        Choice(cells=(("colour", "red"),))
    with pytest.raises(ValueError, match="no realis"):
        Choice(realis="maybe")


def test_a_choice_is_told_whole() -> None:
    """The account of an export names everything that was asked for."""
    pairs = told(
        Choice(cells=(("place", ""),), country="NO", realis=REGISTER, statuses=frozenset({"edited"}))
    )

    assert pairs == (
        ("place", "not known"),
        ("status", "edited"),
        ("country", "NO"),
        ("realis", "what the register counts"),
    )
