"""Incidents and events on a map."""

import io
import json
import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from reportedly.export.about import About
from reportedly.export.fields import Fields, event_fields, incident_fields
from reportedly.export.geojson import write_geojson
from reportedly.terms.places import Precision

from .making import DAM, make_event, make_incident, make_report

ABOUT = About(
    form="geojson",
    kind="incidents",
    chosen=(("realis", "any"),),
    rows=1,
    kept=1,
    of=3,
    left_out=(("why", 2),),
)


def written(kind: str, *objects: Fields) -> Any:
    """What was written, read back by a strict reader of JSON."""
    stream = io.StringIO(newline="")
    assert write_geojson(kind, objects, stream, lambda rows: replace(ABOUT, rows=rows)) == len(objects)
    return json.loads(stream.getvalue(), parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))


def flaws(collection: Any) -> Iterator[str]:
    """Yield what RFC 7946 forbids in a FeatureCollection of points (sections 3, 3.1.1, 3.2, 3.3, 4, 7.1)."""
    if collection.get("type") != "FeatureCollection" or not isinstance(collection.get("features"), list):
        yield "no FeatureCollection"
    if {"coordinates", "geometries", "geometry", "properties", "crs"} & collection.keys():
        yield "members of another type"
    for feature in collection["features"]:
        if feature.get("type") != "Feature" or not {"geometry", "properties"} <= feature.keys():
            yield f"no Feature: {feature}"
        if {"coordinates", "geometries", "features"} & feature.keys():
            yield "members of another type in a Feature"
        if not isinstance(feature.get("id", ""), str | int | float):
            yield "an id that is neither text nor number"
        if not isinstance(feature["properties"], dict | None):
            yield "properties that are no object"
        geometry = feature["geometry"]
        if geometry is None:
            continue
        if geometry.keys() != {"type", "coordinates"} or geometry["type"] != "Point":
            yield f"no Point: {geometry}"
        longitude, latitude = geometry["coordinates"]
        if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
            yield f"not on the earth: {geometry}"


def test_a_collection_is_what_the_standard_asks_for() -> None:
    """Map programs refuse a whole file for one wrong member."""
    incidents = (incident_fields(make_incident()), incident_fields(replace(make_incident(), where=None)))
    for collection in (
        written("incidents", *incidents),
        written("events", event_fields(make_event(), make_report())),
        written("incidents"),
    ):
        assert list(flaws(collection)) == []


def test_a_site_is_a_point_longitude_first() -> None:
    """Latitude first would put Norway off Somalia."""
    (feature,) = written("incidents", incident_fields(make_incident()))["features"]

    assert feature["geometry"] == {"type": "Point", "coordinates": [-3.5, 61.25]}
    assert (feature["properties"]["precision"], feature["properties"]["radius_m"]) == ("site", 500.0)
    assert (feature["properties"]["reports"], feature["properties"]["origins"]) == (2, 1)


@pytest.mark.parametrize("precision", sorted(set(Precision) - {Precision.SITE, Precision.CITY}))
def test_the_middle_of_a_country_is_no_scene(precision: Precision) -> None:
    """A pin that the words do not support is read as a fact; the centre stays a property."""
    view = replace(make_incident(), where=replace(DAM, precision=precision))
    (feature,) = written("incidents", incident_fields(view))["features"]

    assert feature["geometry"] is None
    assert feature["properties"]["longitude_deg"] == -3.5
    assert feature["properties"]["precision"] == precision.value


def test_what_has_no_place_is_kept() -> None:
    """An incident that vanishes from the map's file has never happened for its reader."""
    (feature,) = written("incidents", incident_fields(replace(make_incident(), where=None)))["features"]

    assert feature["geometry"] is None
    assert feature["id"] == "incident-1"


@pytest.mark.parametrize("longitude", [None, math.nan, math.inf, 181.0])
def test_a_broken_position_is_no_point(longitude: float | None) -> None:
    """NaN is not JSON, and one of them makes the whole file unreadable."""
    view = replace(make_incident(), where=replace(DAM, longitude_deg=longitude))
    (feature,) = written("incidents", incident_fields(view))["features"]

    assert feature["geometry"] is None


def test_the_file_says_what_it_leaves_out() -> None:
    """Who has only the file must learn from it how many of how many it holds."""
    about = written("incidents", incident_fields(make_incident()))["about"]

    assert (about["rows"], about["of"], about["left_out"]) == (1, 3, {"why": 2})


def test_rows_are_written_as_they_come() -> None:
    """A million incidents must not stand in memory: each is written before the next is asked for."""
    stream, sizes = io.StringIO(newline=""), []

    def coming() -> Iterator[Fields]:
        for _ in range(3):
            sizes.append(len(stream.getvalue()))
            yield incident_fields(make_incident())

    write_geojson("incidents", coming(), stream)
    assert sizes[0] < sizes[1] < sizes[2]
