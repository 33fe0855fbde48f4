"""Places that a person adds to what the names of a record's reports may mean."""

from collections.abc import Sequence
from pathlib import Path

from reportedly.events.gazetteer import load_gazetteer
from reportedly.language.overlay import joined, read_overlay, written
from reportedly.run.analysis import LANGUAGE
from reportedly.terms.places import Precision


def own_places(files: Sequence[Path]) -> str:
    """Return the places of a person's files as the text that a record keeps, "" where they hold none.

    Raises OSError where a file cannot be read, ValueError saying what is wrong with which entry: its form, a
    country whose code nobody has, a province whose town no gazetteer knows.
    """
    found, gazetteer = joined(map(read_overlay, files)), load_gazetteer(LANGUAGE)
    named = [(each.name, each.country) for each in (*found.sites, *found.regions)]
    named += [(each.name, each.country) for each in found.provinces]
    for name, country in named:
        if country and gazetteer.country(country) is None:
            raise ValueError(f"{name}: no country has the code {country}")
    for province in found.provinces:
        towns = (town for town in gazetteer.find(province.town) if town.country == province.country)
        if not any(town.precision is Precision.CITY for town in towns):
            raise ValueError(f"{province.name}: no town {province.town} is known in {province.country}")
    return written(found)
