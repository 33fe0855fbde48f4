"""Words around places, demonyms, and places that no general gazetteer has."""

from collections.abc import Mapping
from dataclasses import dataclass

from reportedly.language.tables import read_table


@dataclass(frozen=True, slots=True)
class Site:
    """A site or region: WGS 84 degrees, radius in metres, ISO 3166 country or None, and its other names."""

    name: str
    latitude_deg: float
    longitude_deg: float
    radius_m: float
    country: str | None
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Province:
    """A province by a town in it: the gazetteer's division of that town gives its extent."""

    name: str
    country: str
    town: str
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWords:
    """The place words of one language, in lower case but for names.

    ``countries`` maps an ISO 3166 code to ways of writing the country, ``centres`` a code, or a code and a
    division, to degrees north and east, ``demonyms`` a demonym as written to its code, ``peoples`` a demonym
    in lower case to a country's code or the name of a region or division; ``people_begun`` holds the first
    words of those of several. ``plurals`` maps "counties" to "county", ``bodies`` are words after a place
    that make it an office or an institution, ``kinds`` maps words after a place to the precision that they
    say it has, ``quarters`` are words after a place that is part of a town, ``ordinary`` are names of towns
    that are also words, ``abbreviated`` maps a short form to a state's name.
    """

    locative: frozenset[str]
    of_after: frozenset[str]
    directions: frozenset[str]
    vicinity: frozenset[str]
    between: frozenset[str]
    suffixes: frozenset[str]
    counties: frozenset[str]
    openers: frozenset[str]
    offices: frozenset[str]
    never: frozenset[str]
    ordinary: frozenset[str]
    attributive: frozenset[str]
    institutions: frozenset[str]
    town_first: frozenset[str]
    abbreviated: Mapping[str, str]
    countries: Mapping[str, tuple[str, ...]]
    centres: Mapping[str, tuple[float, float]]
    demonyms: Mapping[str, str]
    peoples: Mapping[str, str]
    people_begun: frozenset[str]
    plurals: Mapping[str, str]
    bodies: frozenset[str]
    kinds: Mapping[str, str]
    quarters: frozenset[str]
    provinces: tuple[Province, ...]
    regions: tuple[Site, ...]
    sites: tuple[Site, ...]


def _sites(rows: Mapping[str, Mapping[str, object]]) -> tuple[Site, ...]:
    made = []
    for name, row in rows.items():
        at, radius, country, also = row["at"], row["radius_m"], row.get("country"), row.get("also", [])
        if not isinstance(at, list) or not isinstance(also, list) or not isinstance(radius, int | float):
            raise TypeError(f"not a place: {name}")
        code = country if isinstance(country, str) else None
        made.append(Site(name, float(at[0]), float(at[1]), float(radius), code, tuple(also)))
    return tuple(made)


def load_places(code: str) -> PlaceWords:
    """Return the place words of ``language/<code>/places.toml``.

    Raises KeyError or TypeError where an entry lacks its coordinates.
    """
    table = read_table(code, "places")
    people = [*table["demonyms"].items(), *table["peoples"].items()]
    peoples = {word.lower().replace("-", " "): key for key, words in people for word in words}
    return PlaceWords(
        locative=frozenset(table["locative"]),
        of_after=frozenset(table["of_after"]),
        directions=frozenset(table["directions"]),
        vicinity=frozenset(table["vicinity"]),
        between=frozenset(table["between"]),
        suffixes=frozenset(table["suffixes"]),
        counties=frozenset(table["counties"]),
        openers=frozenset(table["openers"]),
        offices=frozenset(table["offices"]),
        never=frozenset(table["never"]),
        ordinary=frozenset(table["ordinary"]),
        attributive=frozenset(table["attributive"]),
        institutions=frozenset(table["institutions"]),
        town_first=frozenset(table["town_first"]),
        abbreviated={short: name for name, shorts in table["abbreviated"].items() for short in shorts},
        countries={key: tuple(names) for key, names in table["countries"].items()},
        centres={key: (at[0], at[1]) for key, at in table["centres"].items()},
        demonyms={word: key for key, words in table["demonyms"].items() for word in words},
        peoples=peoples,
        people_begun=frozenset(word.split()[0] for word in peoples if " " in word),
        plurals=table["plurals"],
        bodies=frozenset(table["bodies"]),
        kinds=table["kinds"],
        quarters=frozenset(table["quarters"]),
        provinces=tuple(
            Province(name, row["country"], row["town"], tuple(row.get("also", [])))
            for name, row in table["provinces"].items()
        ),
        regions=_sites(table["regions"]),
        sites=_sites(table["sites"]),
    )
