"""One index of places: the shipped file of GeoNames data, and above it a language's and a user's overlays."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from reportedly.events.places_index import PlacesIndex, Row, open_index
from reportedly.language.language import Language, load_language
from reportedly.language.overlay import overlay_of, read_overlay
from reportedly.language.places import PlaceWords, Province, Site
from reportedly.terms.places import Precision, Where
from reportedly.terms.spans import Span

_SPACES = re.compile(r"[\W_]+")
_MARKS = re.compile("[\u0300-\u036f]+")
_KEPT = 20_000  # places held after they were looked up
_PROVINCE_RADIUS_M = 75_000.0
_MOST = 40  # places of one name that are weighed, the most populous first
_PRECISIONS = {
    "country": Precision.COUNTRY,
    "division": Precision.PROVINCE,
    "county": Precision.PROVINCE,
    "town": Precision.CITY,
    "region": Precision.REGION,
}


@dataclass(frozen=True, slots=True)
class Place:
    """A place: WGS 84 degrees, radius in metres, ISO 3166 country ("" for none).

    ``division`` and ``county`` name the first and second administrative level that it lies in or is ("" for
    none). ``main``: the name looked up is its main name, not one of the others. ``local``: of an overlay.
    """

    place_id: str
    name: str
    precision: Precision
    country: str
    division: str
    latitude_deg: float
    longitude_deg: float
    radius_m: float
    population: int
    county: str = ""
    main: bool = True
    local: bool = False


def fold(name: str) -> str:
    """Return the name in lower case without marks: words joined by single spaces, letters without accents."""
    if name.isalpha() and name.isascii():
        return name.lower()
    if not name.isascii():
        name = _MARKS.sub("", unicodedata.normalize("NFKD", name))
    return _SPACES.sub(" ", name.replace(".", "").lower()).strip()


def _place(row: Row, ordinal: int) -> Place:
    own = str(ordinal + 1)
    division = own if row.kind == "division" else str(row.division or "")
    county = own if row.kind == "county" else str(row.county or "")
    return Place(
        f"geonames:{row.geoname_id}",
        row.name,
        _PRECISIONS[row.kind],
        row.country,
        division,
        row.latitude_deg,
        row.longitude_deg,
        row.radius_m,
        row.population,
        county,
    )


@dataclass(slots=True)
class Gazetteer:
    """Places by folded name (see ``fold``): the shipped index, and names above it that are read-only too."""

    index: PlacesIndex = field(repr=False)
    names: dict[str, tuple[Place, ...]] = field(repr=False, default_factory=dict)
    begun: frozenset[str] = field(repr=False, default_factory=frozenset)
    countries: dict[str, Place] = field(repr=False, default_factory=dict)
    _held: dict[int, Place] = field(repr=False, default_factory=dict)

    def find(self, name: str) -> tuple[Place, ...]:
        """Return the places of this name, the most populous first; empty where there is none."""
        return self.at(fold(name))

    def at(self, key: str) -> tuple[Place, ...]:
        """Return the places of a name that is folded already: those of an overlay, then by people."""
        return self.look_up(key)[0]

    def look_up(self, key: str) -> tuple[tuple[Place, ...], bool]:
        """Return the places of a folded name, and whether longer names begin with it."""
        rows, longer = self.index.look_up(key)
        found = tuple(
            self._at(at) if main else replace(self._at(at), main=False) for at, main in rows[:_MOST]
        )
        return self.names.get(key, ()) + found, longer or key in self.begun

    def _at(self, ordinal: int) -> Place:
        place = self._held.get(ordinal)
        if place is None:
            if len(self._held) >= _KEPT:
                self._held.clear()
            place = self._held[ordinal] = _place(self.index.row(ordinal), ordinal)
        return place

    def country(self, code: str) -> Place | None:
        """Return the country of an ISO 3166 two-letter code, None for no such code."""
        return self.countries.get(code)

    def holder(self, ordinal: str) -> Place | None:
        """Return the division or county that a place names as its own, None for none."""
        return self._at(int(ordinal) - 1) if ordinal else None

    def where(self, place: Place, span: Span, around_m: float = 0.0) -> Where:
        """Return a place as that of the words at ``span``, its radius wider by ``around_m`` metres."""
        return Where(
            name=place.name,
            span=span,
            place_id=place.place_id,
            country=place.country or None,
            longitude_deg=place.longitude_deg,
            latitude_deg=place.latitude_deg,
            radius_m=place.radius_m + around_m,
            precision=place.precision,
            province=self.province(place),
        )

    def province(self, place: Place) -> str | None:
        """Return the name of the first administrative level that a place lies in or is, None for none."""
        held = self.holder(place.division)
        if held is not None:
            return held.name
        return place.name if place.precision is Precision.PROVINCE else None


class _Overlay:
    """Names being gathered above the index."""

    def __init__(self) -> None:
        self.names: dict[str, list[Place]] = {}

    def add(self, name: str, place: Place) -> None:
        """File ``place`` under a name, once."""
        key = fold(name)
        if len(key) > 1:
            rows = self.names.setdefault(key, [])
            if not any(row.place_id == place.place_id for row in rows):
                rows.append(place)


def _countries(index: PlacesIndex) -> dict[str, Place]:
    """Return the countries by code; they come first in the index."""
    found: dict[str, Place] = {}
    for ordinal in range(index.size):
        row = index.row(ordinal)
        if row.kind != "country":
            break
        found[row.country] = _place(row, ordinal)
    return found


def _add_countries(overlay: _Overlay, gazetteer: Gazetteer, words: PlaceWords) -> None:
    for code, names in words.countries.items():
        for name in names:
            overlay.add(name, gazetteer.countries[code])


def _add_provinces(overlay: _Overlay, gazetteer: Gazetteer, rows: Iterable[Province]) -> None:
    """File other names of a division under the division that the town named lies in.

    Where the index has no division round that town, the province is the country round it.
    """
    for row in rows:
        seats = [
            town
            for town in gazetteer.find(row.town)
            if town.country == row.country and town.precision is Precision.CITY
        ]
        if not seats:
            continue
        seat = max(seats, key=lambda town: (town.main, town.population, town.place_id))
        division = gazetteer.holder(seat.division)
        if division is None:
            own = f"local:{fold(row.name).replace(' ', '_')}"
            division = replace(seat, place_id=own, precision=Precision.PROVINCE, radius_m=_PROVINCE_RADIUS_M)
        place = replace(division, name=row.name, local=True, main=True)
        for name in (row.name, *row.also):
            overlay.add(name, place)


def _add_sites(overlay: _Overlay, rows: Iterable[Site], precision: Precision) -> None:
    for row in rows:
        place = Place(
            f"local:{fold(row.name).replace(' ', '_')}",
            row.name,
            precision,
            row.country or "",
            "",
            row.latitude_deg,
            row.longitude_deg,
            row.radius_m,
            0,
            local=True,
        )
        for name in (row.name, *row.also):
            overlay.add(name, place)


@cache
def load_gazetteer(code: str = "en", extra: tuple[Path, ...] = (), own: str = "") -> Gazetteer:
    """Return the index of places with the overlay of language ``code`` and those of the files ``extra``.

    ``own`` is one more overlay, as ``language.overlay.written`` writes it.

    The index is mapped from its file, so this takes milliseconds and little memory. Raises FileNotFoundError
    where no such language or file is, ValueError for an overlay that cannot be read (``read_overlay``).
    """
    language: Language = load_language(code)
    index = open_index()
    bare = Gazetteer(index, countries=_countries(index))
    overlay = _Overlay()
    for added in (*map(read_overlay, extra), overlay_of(own)):
        _add_provinces(overlay, bare, added.provinces)
        _add_sites(overlay, added.sites, Precision.SITE)
        _add_sites(overlay, added.regions, Precision.REGION)
    _add_countries(overlay, bare, language.places)
    _add_provinces(overlay, bare, language.places.provinces)
    _add_sites(overlay, language.places.regions, Precision.REGION)
    _add_sites(overlay, language.places.sites, Precision.SITE)
    names = {key: tuple(rows) for key, rows in overlay.names.items()}
    begun = {" ".join(key.split()[:at]) for key in names for at in range(1, len(key.split()))}
    return Gazetteer(index, names, frozenset(begun), bare.countries)
