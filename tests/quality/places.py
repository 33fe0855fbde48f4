"""Toponyms against the coordinates of LGL and TR-News."""

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportedly.events.gazetteer import distance_m, load_gazetteer
from reportedly.events.places import find_toponyms
from reportedly.language.language import load_language
from reportedly.readings.reader import read
from reportedly.run.analysis import LANGUAGE
from reportedly.terms.places import Where
from reportedly.texts.label import label
from tests.quality.measure import Figure, Measure, Shape, Unit, figure
from tests.quality.pipeline import all_body, as_report
from tests.quality.shared import SHARED
from tests.quality.spans import Stretch

FILES = {name: SHARED / "data" / "places" / f"{name}.xml" for name in ("lgl", "TR-News")}
NEAR_M = 161_000.0
"""100 miles, the distance that toponym resolution is usually scored at."""
_DRIFT = 60
"""Code points by which the offsets of TR-News miss their phrase at most."""


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name in a text: its code points, and WGS 84 degrees (latitude, longitude)."""

    stretch: Stretch
    point: tuple[float, float]


def settle(text: str, start: int, phrase: str) -> Stretch | None:
    """Return where a phrase stands, nearest to the start given for it; None where it is not near."""
    low, high = max(0, start - _DRIFT), start + _DRIFT + len(phrase)
    found = []
    at = text.find(phrase, low, high)
    while at >= 0:
        found.append(at)
        at = text.find(phrase, at + 1, high)
    if not found:
        return None
    best = min(found, key=lambda each: (abs(each - start), each))
    return best, best + len(phrase)


def articles(path: Path) -> Iterator[tuple[str, str, list[Toponym]]]:
    """Yield (name, text, toponyms with coordinates) of each article."""
    for article in ElementTree.parse(path).getroot().iter("article"):
        text = article.findtext("text") or ""
        toponyms = []
        for each in article.iter("toponym"):
            latitude, longitude = each.findtext("gaztag/lat"), each.findtext("gaztag/lon")
            phrase = (each.findtext("phrase") or "").strip()
            where = settle(text, int(each.findtext("start") or 0), phrase) if phrase else None
            if latitude and longitude and where is not None:
                toponyms.append(Toponym(where, (float(latitude), float(longitude))))
        yield article.get("docid", ""), text, toponyms


def find(name: str, text: str) -> tuple[Where, ...]:
    """Return the place names of an article, all of its blocks read as body."""
    language = load_language(LANGUAGE)
    report = label(as_report(name, text), language)
    reading = read(replace(report, blocks=all_body(report.blocks)), language)
    return tuple(where for where, _ in find_toponyms(reading, language, load_gazetteer()))


def compare(gold: Sequence[Toponym], found: Sequence[Where]) -> tuple[Unit, Unit]:
    """Return the counts over all toponyms, and over those that were given coordinates."""
    right = given = 0
    for each in gold:
        start, end = each.stretch
        points = [
            (where.latitude_deg, where.longitude_deg)
            for where in found
            if where.span.start < end and start < where.span.end
            if where.latitude_deg is not None and where.longitude_deg is not None
        ]
        given += bool(points)
        right += any(distance_m(each.point, point) <= NEAR_M for point in points)
    return Unit(right, given, len(gold)), Unit(right, given, given)


def score() -> tuple[Figure, ...]:
    """LGL (local papers) and TR-News: share of the toponyms found and placed within 161 km (100 miles).

    Every toponym that has coordinates counts, found or not; ``*.given`` is the share among those that we give
    coordinates. Places that the gold does not mark count neither way.
    """
    figures: list[Figure] = []
    for name, path in FILES.items():
        units = [compare(toponyms, find(docid, text)) for docid, text, toponyms in articles(path)]
        key = name.lower().replace("-", "_")
        figures.append(figure(key, Shape.RECALL, [all_ for all_, _ in units]))
        figures.append(figure(f"{key}.given", Shape.PRECISION, [given for _, given in units]))
    return tuple(figures)


PLACES = Measure(name="places", data=tuple(FILES.values()), take=score)
