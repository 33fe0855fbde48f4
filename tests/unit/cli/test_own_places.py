"""``reportedly read --places``: a person's own places, one set for all reports of a record."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from reportedly.store.record import close_record, open_record, reading
from reportedly.store.sizes import settings
from tests.unit.cli.making import objects, run

RAID = "Rockets hit Camp Tarnow on {}, killing three soldiers, the army said."
HEAD = "kind,name,also,country,latitude_deg,longitude_deg,radius_m,town\n"
CAMP = HEAD + "site,Camp Tarnow,Tarnow camp,IQ,33.5,44.1,800,\n"


@pytest.fixture
def camp(tmp_path: Path) -> Path:
    """Return a person's table with one camp."""
    path = tmp_path / "camps.csv"
    path.write_text(CAMP, encoding="utf-8")
    return path


def report(folder: Path, name: str, text: str) -> Path:
    """Return the path of a report."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def wheres(record: Path) -> list[Mapping[str, Any] | None]:
    """Return the places of a record's events."""
    return [each["where"] for each in objects("events", record)]


def test_a_place_of_ones_own_gets_a_pin(tmp_path: Path, camp: Path) -> None:
    """A camp that no gazetteer has lies where the person who knows it says."""
    record = tmp_path / "r.db"

    result = run("read", report(tmp_path, "a.txt", RAID.format("Monday")), "--into", record, "--places", camp)

    assert (result.exit_code, result.stderr) == (0, "")
    pins = [(w["name"], w["latitude_deg"], w["longitude_deg"]) for w in wheres(record) if w is not None]
    assert ("Camp Tarnow", 33.5, 44.1) in pins


def test_the_places_stay_with_the_record(tmp_path: Path, camp: Path) -> None:
    """The next run reads with the same places though nobody names them, and though the file is gone."""
    record = tmp_path / "r.db"
    run("read", report(tmp_path, "a.txt", RAID.format("Monday")), "--into", record, "--places", camp)
    camp.unlink()
    before = len(wheres(record))

    run("read", report(tmp_path, "b.txt", RAID.format("Tuesday")), "--into", record)

    assert {w["place_id"] for w in wheres(record) if w is not None} == {"local:camp_tarnow"}
    assert len(wheres(record)) > before > 0
    opened = open_record(record, create=False, writing=False)
    with reading(opened) as connection:
        assert "Camp Tarnow" in settings(connection)["places"]
    close_record(opened)


def test_a_record_has_one_set_of_places(tmp_path: Path, camp: Path) -> None:
    """What a name means may not hang on when its report was read; the refusal changes nothing."""
    record = tmp_path / "r.db"
    run("read", report(tmp_path, "a.txt", RAID.format("Monday")), "--into", record)
    before = wheres(record)

    result = run(
        "read", report(tmp_path, "b.txt", RAID.format("Tuesday")), "--into", record, "--places", camp
    )

    assert result.exit_code == 3
    assert "was read with no places of your own" in result.stderr
    assert wheres(record) == before


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("site,Camp Tarnow,,IQ,133.5,44.1,800,", "camps.csv, line 2: Camp Tarnow: not a point on the earth"),
        ("site,Camp Tarnow,,IQ,33.5,44.1,800,,", "camps.csv, line 2: more fields than columns"),
        ("site,Camp Tarnow,,QX,33.5,44.1,800,", "Camp Tarnow: no country has the code QX"),
        ("province,Upper Orlo,,IQ,,,,Orlowick", "Upper Orlo: no town Orlowick is known in IQ"),
    ],
)
def test_a_wrong_row_is_wrong_usage(tmp_path: Path, camp: Path, row: str, fault: str) -> None:
    """A bad entry is said with its line or name before anything is read."""
    camp.write_text(HEAD + row + "\n", encoding="utf-8")
    record = tmp_path / "r.db"

    result = run("read", report(tmp_path, "a.txt", RAID.format("Monday")), "--into", record, "--places", camp)

    assert result.exit_code == 2
    assert fault in result.stderr
    assert not record.exists()
