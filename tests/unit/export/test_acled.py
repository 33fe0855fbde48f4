"""The register in ACLED's columns, for those whose programs know them."""

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from reportedly.export.acled import ACLED_COLUMNS, Beside, acled_fields, candidates, write_acled
from reportedly.terms.places import Precision
from reportedly.terms.times import Basis, Grain, When
from reportedly.terms.views import IncidentView

from .making import CELLARS, DAM, make_incident

BESIDE = Beside(
    country="Norway",
    admin1="Upland",
    outlets=("Lakeside Herald", "Northern Wire"),
    best={"killed": 4},
    crosswalk=("Battles", "Explosions/Remote violence", "Violence against civilians"),
)
RAID = replace(
    make_incident("raid"),
    type="ASSAULT",
    mode="airstrike",
    actors=("army",),
    counts=(replace(CELLARS, what="killed", low=3, high=5),),
)
THEIRS = [
    *("event_id_cnty", "event_date", "time_precision", "disorder_type", "event_type", "sub_event_type"),
    *("actor1", "actor2", "country", "admin1", "location", "latitude", "longitude", "geo_precision"),
    *("source", "source_scale", "notes", "fatalities"),
]
"""ACLED's own names, in the order of its codebook."""


def row(view: IncidentView = RAID, beside: Beside = BESIDE) -> dict[str, str]:
    """The one row of an incident, read back as text."""
    stream = io.StringIO(newline="")
    assert write_acled("incidents", [acled_fields(view, beside)], stream) == 1
    (found,) = csv.DictReader(io.StringIO(stream.getvalue(), newline=""))
    return found


def lasting(start: datetime | None, end: datetime | None, grain: Grain) -> IncidentView:
    """The raid at another time."""
    return replace(RAID, when=When(start=start, end=end, grain=grain, basis=Basis.STATED, span=None))


def test_their_columns_come_first_and_ours_beside() -> None:
    """A script that reads ACLED by name or by place finds its columns; ours do not hide among them."""
    names = [column.name for column in ACLED_COLUMNS]

    assert names[: len(THEIRS)] == THEIRS
    assert {"fatalities_low", "fatalities_high", "fatalities_best", "reports", "origins"} <= set(names)
    assert len(set(names)) == len(names)
    assert acled_fields(RAID, BESIDE).keys() == set(names)


def test_a_row_tells_the_incident() -> None:
    """What is known stands in the column where it is looked for."""
    found = row()

    assert (found["event_type"], found["sub_event_type"]) == (
        "Explosions/Remote violence",
        "Air/drone strike",
    )
    assert found["disorder_type"] == "Political violence"
    assert (found["event_date"], found["time_precision"]) == ("2024-05-03", "1")
    assert (found["location"], found["latitude"], found["geo_precision"]) == ("Upper Dam", "61.25", "1")
    assert (found["fatalities"], found["fatalities_low"], found["fatalities_high"]) == ("4", "3", "5")
    assert (found["reports"], found["origins"]) == ("2", "1")
    assert (found["source"], found["source_scale"]) == ("Lakeside Herald; Northern Wire", "")


def test_the_notes_name_reports_and_origins() -> None:
    """Two reports with one origin must read as that, also for those who read the notes alone."""
    notes = row()["notes"]

    assert "2 reports: Lakeside Herald, Northern Wire" in notes
    assert "1 origin: the mayor" in notes


def test_a_type_that_the_mode_does_not_tell_stays_open() -> None:
    """Whether a shooting was a battle or a murder is for a person to say; the choices are listed."""
    found = row(replace(RAID, mode="shooting"))

    assert (found["event_type"], found["sub_event_type"]) == ("", "")
    assert found["disorder_type"] == "Political violence"
    assert found["type_candidates"] == "; ".join(BESIDE.crosswalk)


def test_a_mode_never_leads_out_of_the_crosswalk() -> None:
    """The types' own table decides which event types are possible at all."""
    assert candidates(RAID, ("Battles",)) == (("Battles", ""),)
    assert candidates(RAID, ()) == ()
    arrest = replace(RAID, type="COERCE", mode="arrest")
    assert candidates(arrest, ("Strategic developments: Arrests",)) == (
        ("Strategic developments", "Arrests"),
    )


@pytest.mark.parametrize(
    ("start", "end", "grain", "date", "precision"),
    [
        ((2024, 5, 3), (2024, 5, 4), Grain.DAY, "2024-05-03", "1"),
        ((2024, 5, 6), (2024, 5, 13), Grain.WEEK, "2024-05-06", "2"),
        ((2024, 5, 1), (2024, 6, 1), Grain.MONTH, "2024-05-01", "3"),
        ((2024, 1, 1), (2025, 1, 1), Grain.YEAR, "", ""),
        ((2024, 1, 1), None, Grain.DAY, "", ""),
        (None, None, Grain.DAY, "", ""),
    ],
)
def test_a_date_is_no_finer_than_it_is_known(
    start: tuple[int, int, int] | None,
    end: tuple[int, int, int] | None,
    grain: Grain,
    date: str,
    precision: str,
) -> None:
    """The first of January of a year that is all we know would be counted as a day."""
    sides = [datetime(*side, tzinfo=UTC) if side else None for side in (start, end)]
    found = row(lasting(sides[0], sides[1], grain))

    assert (found["event_date"], found["time_precision"]) == (date, precision)


def test_a_coarse_place_has_no_pin() -> None:
    """A province is named as one, without a point; a country fills no column of a town."""
    found = row(replace(RAID, where=replace(DAM, precision=Precision.PROVINCE)))
    assert (found["latitude"], found["location"], found["geo_precision"]) == ("", "", "3")
    assert found["place"] == "Upper Dam"
    assert row(replace(RAID, where=replace(DAM, precision=Precision.COUNTRY)))["geo_precision"] == ""


def test_an_unknown_toll_is_not_zero() -> None:
    """Nobody said that nobody died."""
    found = row(replace(RAID, counts=()), replace(BESIDE, best={}))

    assert (found["fatalities"], found["fatalities_low"]) == ("", "")
