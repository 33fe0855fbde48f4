"""Places that a user adds: sites, regions and other names of provinces, from a TOML or a CSV file."""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reportedly.language.places import Province, Site

_COLUMNS = ("kind", "name", "also", "country", "latitude_deg", "longitude_deg", "radius_m", "town")
_RADIUS_M = 1_000.0


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


def _from_rows(rows: list[tuple[str, str, Mapping[str, object], str]]) -> Overlay:
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


def read_overlay(path: Path) -> Overlay:
    """Return the places of a user's file: TOML tables ``sites``, ``regions``, ``provinces``, or a CSV file.

    A CSV file has the columns kind, name, also (names between semicolons), country, latitude_deg,
    longitude_deg, radius_m, town. Raises FileNotFoundError, or ValueError saying which entry is wrong.
    """
    rows: list[tuple[str, str, Mapping[str, object], str]] = []
    if path.suffix.lower() == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle)
            if not {"kind", "name"} <= set(reader.fieldnames or ()):
                raise ValueError(f"{path.name}: the first line names the columns {', '.join(_COLUMNS)}")
            for line in reader:
                name = (line.get("name") or "").strip()
                where = f"{path.name}, line {reader.line_num}"
                rows.append(((line.get("kind") or "").strip(), name, line, where))
        return _from_rows(rows)
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise ValueError(f"{path.name}: {fault}") from None
    for kind in ("site", "region", "province"):
        part = table.get(f"{kind}s", {})
        for name, entry in part.items() if isinstance(part, dict) else ():
            rows.append((kind, name, entry if isinstance(entry, dict) else {}, path.name))
    return _from_rows(rows)
