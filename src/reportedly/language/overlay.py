"""Places that a user adds: sites, regions and other names of provinces, from TOML, CSV, TSV or GeoJSON."""

import csv
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from reportedly.language.places import Province, Site

_COLUMNS = ("kind", "name", "also", "country", "latitude_deg", "longitude_deg", "radius_m", "town")
_DELIMITERS = {".csv": ",", ".tsv": "\t"}
_RADIUS_M = 1_000.0
_Entry = tuple[str, str, Mapping[str, object], str]
"""The kind, the name, what else is told, and where it stands."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """What a user's file adds above the gazetteer."""

    sites: tuple[Site, ...] = ()
    regions: tuple[Site, ...] = ()
    provinces: tuple[Province, ...] = ()


def _named(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(name.strip() for name in value.split(";") if name.strip())
    return tuple(str(name) for name in value) if isinstance(value, list) else ()


def _site(name: str, row: Mapping[str, object], where: str) -> Site:
    try:
        at = row["at"] if "at" in row else [row["latitude_deg"], row["longitude_deg"]]
        if not isinstance(at, list):
            raise TypeError
        north, east = float(at[0]), float(at[1])
        radius = float(str(row.get("radius_m") or _RADIUS_M))
    except (KeyError, IndexError, TypeError, ValueError):
        raise ValueError(f"{where}: {name}: no latitude and longitude in degrees") from None
    if not (-90 <= north <= 90 and -180 <= east <= 180 and 0 < radius < 2e7):
        raise ValueError(f"{where}: {name}: not a point on the earth, or no radius in metres")
    return Site(name, north, east, radius, str(row.get("country") or "") or None, _named(row.get("also")))


def _province(name: str, row: Mapping[str, object], where: str) -> Province:
    country, town = str(row.get("country") or ""), str(row.get("town") or "")
    if not country or not town:
        raise ValueError(f"{where}: {name}: a province needs its country's code and a town in it")
    return Province(name, country, town, _named(row.get("also")))


def _from_rows(rows: Iterable[_Entry]) -> Overlay:
    sites: list[Site] = []
    regions: list[Site] = []
    provinces: list[Province] = []
    for kind, name, row, where in rows:
        if not name:
            raise ValueError(f"{where}: a place without a name")
        if kind == "province":
            provinces.append(_province(name, row, where))
        elif kind in {"site", "region"}:
            (sites if kind == "site" else regions).append(_site(name, row, where))
        else:
            raise ValueError(f"{where}: {name}: the kind is site, region or province, not {kind!r}")
    return Overlay(tuple(sites), tuple(regions), tuple(provinces))


def _table(path: Path, delimiter: str) -> Iterator[_Entry]:
    """Yield the rows of a table whose first line names its columns."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        reader = csv.DictReader(handle, delimiter=delimiter)
        if not {"kind", "name"} <= set(reader.fieldnames or ()):
            raise ValueError(f"{path.name}: the first line names the columns {', '.join(_COLUMNS)}")
        for line in reader:
            where = f"{path.name}, line {reader.line_num}"
            if None in line:
                raise ValueError(f"{where}: more fields than columns")
            yield (line.get("kind") or "").strip(), (line.get("name") or "").strip(), line, where


def _toml(path: Path) -> Iterator[_Entry]:
    """Yield the entries of the tables ``sites``, ``regions`` and ``provinces``."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    for kind in ("site", "region", "province"):
        part = table.get(f"{kind}s", {})
        for name, entry in part.items() if isinstance(part, dict) else ():
            yield kind, name, entry if isinstance(entry, dict) else {}, path.name


def _geojson(path: Path) -> Iterator[_Entry]:
    """Yield the points of a feature collection (RFC 7946), sites unless their properties say otherwise."""
    found = json.loads(path.read_text(encoding="utf-8-sig"))
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list):
        raise ValueError(f"{path.name}: no collection of features")
    for at, feature in enumerate(features, start=1):
        where = f"{path.name}, feature {at}"
        if not isinstance(feature, dict):
            raise ValueError(f"{where}: not a feature")
        told, shape = feature.get("properties"), feature.get("geometry")
        row = dict(told) if isinstance(told, dict) else {}
        if isinstance(shape, dict) and shape.get("type") == "Point" and "at" not in row:
            point = shape.get("coordinates")
            row["at"] = [point[1], point[0]] if isinstance(point, list) and len(point) > 1 else None
        yield str(row.get("kind") or "site"), str(row.get("name") or "").strip(), row, where


def read_overlay(path: Path) -> Overlay:
    """Return the places of a user's file, read by what its name ends in.

    ``.csv`` and ``.tsv`` have the columns kind, name, also (names between semicolons), country, latitude_deg,
    longitude_deg, radius_m, town; ``.geojson`` holds points whose properties are called like these columns;
    anything else is TOML with the tables ``sites``, ``regions``, ``provinces``. Raises FileNotFoundError, or
    ValueError saying which line, feature or entry is wrong.
    """
    suffix = path.suffix.lower()
    try:
        if suffix in _DELIMITERS:
            return _from_rows(_table(path, _DELIMITERS[suffix]))
        return _from_rows(_geojson(path) if suffix in {".geojson", ".json"} else _toml(path))
    except UnicodeDecodeError:
        raise ValueError(f"{path.name}: not UTF-8") from None
    except (tomllib.TOMLDecodeError, json.JSONDecodeError, csv.Error, RecursionError) as fault:
        raise ValueError(f"{path.name}: {fault}") from None


def joined(overlays: Iterable[Overlay]) -> Overlay:
    """Return the places of several overlays, those of the first before the others."""
    every = tuple(overlays)
    return Overlay(
        tuple(site for each in every for site in each.sites),
        tuple(region for each in every for region in each.regions),
        tuple(province for each in every for province in each.provinces),
    )


def written(overlay: Overlay) -> str:
    """Return an overlay as text for ``overlay_of``: equal overlays give equal text; "" for none."""
    if overlay == Overlay():
        return ""
    return json.dumps(asdict(overlay), ensure_ascii=False, sort_keys=True)


def overlay_of(text: str) -> Overlay:
    """Return the overlay that ``written`` made into text."""
    rows = json.loads(text) if text else {}

    def sites(kind: str) -> tuple[Site, ...]:
        return tuple(Site(**{**row, "also": tuple(row["also"])}) for row in rows.get(kind, ()))

    provinces = tuple(Province(**{**row, "also": tuple(row["also"])}) for row in rows.get("provinces", ()))
    return Overlay(sites("sites"), sites("regions"), provinces)
