"""Incidents and events for a map: GeoJSON (RFC 7946), a Feature a line.

A point is drawn only where the words support one: a site or a town. What is known more coarsely, or not at
all, is kept with a null geometry; the centre and the radius of its place stand in the properties, so that
nobody takes the middle of a country for the scene of what happened.
"""

import math
from collections.abc import Callable, Iterable
from typing import Any

from reportedly.export.about import About, about_fields
from reportedly.export.columns import COLUMNS
from reportedly.export.fields import Fields
from reportedly.export.jsonl import json_line

PINNED = frozenset({"site", "city"})
"""The precisions of a place that support a point."""


def feature(kind: str, fields: Fields) -> Fields:
    """Return one Feature: the object's table columns as properties, a Point or null."""
    properties = {column.name: _finite(column.cell(fields)) for column in COLUMNS[kind]}
    if kind == "incidents":
        properties |= {name: list(fields[name]) for name in ("actors", "targets", "disagreements")}
        properties |= {"report_ids": list(fields["reports"]), "event_ids": list(fields["events"])}
        properties["origin_names"] = list(fields["origins"])
        properties["edited"] = list(fields.get("edited", ()))
    return {
        "type": "Feature",
        "id": fields["id"],
        "geometry": geometry(fields["where"]),
        "properties": properties,
    }


def geometry(where: Fields | None) -> Fields | None:
    """Return the Point of a place, longitude first, degrees of WGS 84; None where none is supported."""
    if where is None or where["precision"] not in PINNED:
        return None
    position = [where["longitude_deg"], where["latitude_deg"]]
    if any(side is None or not math.isfinite(side) for side in position):
        return None
    if abs(position[0]) > 180 or abs(position[1]) > 90:
        return None
    return {"type": "Point", "coordinates": position}


def write_geojson(
    kind: str, objects: Iterable[Fields], stream: Any, about: Callable[[int], About] | None = None
) -> int:
    """Write a FeatureCollection of incidents or events, one Feature a line; return how many.

    ``about`` is asked at the end and written as the foreign member "about" (RFC 7946, section 6.1).
    """
    written = 0
    stream.write('{"type":"FeatureCollection","features":[')
    for fields in objects:
        stream.write(",\n" if written else "\n")
        stream.write(json_line(feature(kind, fields)))
        written += 1
    stream.write("\n]")
    if about is not None:
        stream.write(',"about":' + json_line(about_fields(about(written))))
    stream.write("}\n")
    return written


def _finite(value: Any) -> Any:
    """Return a value that JSON can hold."""
    return None if isinstance(value, float) and not math.isfinite(value) else value
