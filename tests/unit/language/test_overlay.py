"""A user's own places: read from TOML or CSV, and refused with the entry's name where they are wrong."""

from pathlib import Path

import pytest

from reportedly.events.gazetteer import load_gazetteer
from reportedly.language.overlay import Overlay, joined, overlay_of, read_overlay
from reportedly.language.overlay import written as as_text
from reportedly.terms.places import Precision

TOML = """
[sites."Camp Tarnow"]
at = [33.5, 44.1]
radius_m = 800
country = "IQ"
also = ["Tarnow camp"]

[regions."The Marches"]
at = [31.0, 47.0]
radius_m = 90000

[provinces."Upper Diyala"]
country = "IQ"
town = "Baqubah"
"""
CSV = """kind,name,also,country,latitude_deg,longitude_deg,radius_m,town
site,Camp Tarnow,Tarnow camp; the camp of Tarnow,IQ,33.5,44.1,800,
province,Upper Diyala,,IQ,,,,Baqubah
"""


def written(folder: Path, name: str, text: str) -> Path:
    """Return the path of a file with this text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("name", "text"), [("places.toml", TOML), ("places.csv", CSV)])
def test_a_users_places_are_found_beside_the_worlds(tmp_path: Path, name: str, text: str) -> None:
    """What no gazetteer has is what an analyst knows best, and it comes first."""
    gazetteer = load_gazetteer("en", (written(tmp_path, name, text),))
    site, province = gazetteer.find("Tarnow camp")[0], gazetteer.find("Upper Diyala")[0]

    assert (site.name, site.precision, site.country, site.radius_m) == (
        "Camp Tarnow",
        Precision.SITE,
        "IQ",
        800,
    )
    assert (province.precision, province.country) == (Precision.PROVINCE, "IQ")
    assert gazetteer.find("Mosul")


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("a.toml", '[sites."Camp Tarnow"]\nat = [133.5, 44.1]\n', "Camp Tarnow: not a point on the earth"),
        ("a.toml", '[sites."Camp Tarnow"]\ncountry = "IQ"\n', "Camp Tarnow: no latitude and longitude"),
        ("a.toml", '[provinces."Upper Diyala"]\ntown = "Baqubah"\n', "Upper Diyala: a province needs"),
        ("a.toml", "[sites", "a.toml: "),
        ("a.csv", "kind,name\nvillage,Tarnow\n", "line 2: Tarnow: the kind is"),
        ("a.csv", "name\nTarnow\n", "the first line names the columns"),
        ("a.tsv", "kind\tname\nsite\tTarnow\n", "line 2: Tarnow: no latitude and longitude"),
        ("a.geojson", '{"features": [{"properties": {"name": "Tarnow"}}]}', "feature 1: Tarnow: no latitude"),
        ("a.geojson", "[]", "no collection of features"),
        ("a.geojson", "{", "a.geojson: "),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, name: str, text: str, fault: str) -> None:
    """A typing error in a long list must be found without a search."""
    with pytest.raises(ValueError, match=fault):
        read_overlay(written(tmp_path, name, text))


POINT = (
    '{"type": "FeatureCollection", "features": [{"type": "Feature",'
    ' "geometry": {"type": "Point", "coordinates": [44.1, 33.5]},'
    ' "properties": {"name": "Camp Tarnow", "country": "IQ", "radius_m": 800,'
    ' "also": "Tarnow camp; the camp of Tarnow"}}]}'
)


def test_every_form_of_a_list_says_the_same(tmp_path: Path) -> None:
    """A table, its twin with tabs and the points of a map are one list, so that a record knows it again."""
    table = CSV.splitlines()[:2]
    files = {
        "a.csv": "\n".join(table),
        "a.tsv": "\n".join(table).replace(",", "\t"),
        "a.geojson": POINT,
    }

    texts = {as_text(read_overlay(written(tmp_path, name, text))) for name, text in files.items()}

    assert len(texts) == 1


def test_a_list_is_kept_as_text_and_read_back(tmp_path: Path) -> None:
    """What a record keeps is the whole list: the file may be gone when the next report comes."""
    found = read_overlay(written(tmp_path, "a.toml", TOML))

    assert overlay_of(as_text(found)) == found
    assert as_text(Overlay()) == "" and overlay_of("") == Overlay()
    assert joined([found, Overlay()]) == found
