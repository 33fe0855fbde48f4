"""Toponyms against the coordinates of LGL and TR-News."""

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportedly.events.gazetteer import load_gazetteer
from reportedly.events.places import find_toponyms, places_at
from reportedly.language.language import load_language
from reportedly.readings.reader import read
from reportedly.run.analysis import LANGUAGE
from reportedly.terms.places import Where, distance_m
from reportedly.terms.readings import Reading
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
    """A place name in a text: its code points, and WGS 84 degrees (latitude, longitude), if it has any."""

    stretch: Stretch
    point: tuple[float, float] | None


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
    """Yield (name, text, toponyms in text order) of each article."""
    for article in ElementTree.parse(path).getroot().iter("article"):
        text = article.findtext("text") or ""
        toponyms = []
        for each in article.iter("toponym"):
            latitude, longitude = each.findtext("gaztag/lat"), each.findtext("gaztag/lon")
            phrase = (each.findtext("phrase") or "").strip()
            where = settle(text, int(each.findtext("start") or 0), phrase) if phrase else None
            if where is not None:
                point = (float(latitude), float(longitude)) if latitude and longitude else None
                toponyms.append(Toponym(where, point))
        yield article.get("docid", ""), text, sorted(toponyms, key=lambda each: each.stretch)


def as_read(name: str, text: str) -> Reading:
    """Return the reading of an article, all of its blocks read as body."""
    language = load_language(LANGUAGE)
    report = label(as_report(name, text), language)
    return read(replace(report, blocks=all_body(report.blocks)), language)


def _near(point: tuple[float, float], where: Where) -> bool:
    """Tell whether a place lies within 161 km of a point."""
    if where.latitude_deg is None or where.longitude_deg is None:
        return False
    return distance_m(point, (where.latitude_deg, where.longitude_deg)) <= NEAR_M


def compare(gold: Sequence[Toponym], found: Sequence[Where]) -> tuple[Unit, Unit, Unit]:
    """Return the counts over all toponyms that have a point, over those pinned, and over our pins.

    A pin of ours is right for the last where it stands on any toponym of the gold, with a point or without.
    """
    right = given = total = 0
    pins = [where for where in found if where.latitude_deg is not None]
    for each in gold:
        if each.point is None:
            continue
        start, end = each.stretch
        met = [where for where in pins if where.span.start < end and start < where.span.end]
        total += 1
        given += bool(met)
        right += any(_near(each.point, where) for where in met)
    real = sum(
        any(w.span.start < end and start < w.span.end for start, end in _stretches(gold)) for w in pins
    )
    return Unit(right, given, total), Unit(right, given, given), Unit(real, len(pins), len(pins))


def _stretches(gold: Sequence[Toponym]) -> list[Stretch]:
    return [each.stretch for each in gold]


def compare_told(gold: Sequence[Toponym], told: Sequence[Where]) -> Unit:
    """Return the counts of toponyms whose words were given, ``told`` being our place for each of them."""
    pairs = [(each.point, where) for each, where in zip(gold, told, strict=True) if each.point is not None]
    right = sum(_near(point, where) for point, where in pairs if point is not None)
    return Unit(right, sum(where.latitude_deg is not None for _, where in pairs), len(pairs))


def score() -> tuple[Figure, ...]:
    """LGL (local papers) and TR-News: toponyms placed within 161 km (100 miles).

    ``*.mention`` is what the literature calls accuracy: the words of each toponym are given, and every one
    that gets no place or a wrong one is an error. The figure without a suffix is end to end: found, then
    placed right, of all toponyms that have coordinates. ``*.given`` is the share that is right of those that
    we found and pinned; ``*.pins`` the share of our pins that stand on a toponym of the gold at all.
    """
    figures: list[Figure] = []
    language, gazetteer = load_language(LANGUAGE), load_gazetteer()
    for name, path in FILES.items():
        units, told = [], []
        for docid, text, toponyms in articles(path):
            reading = as_read(docid, text)
            found = tuple(where for where, _ in find_toponyms(reading, language, gazetteer))
            units.append(compare(toponyms, found))
            stretches = [each.stretch for each in toponyms]
            told.append(compare_told(toponyms, places_at(reading, stretches, language, gazetteer)))
        key = name.lower().replace("-", "_")
        figures.append(figure(key, Shape.RECALL, [all_ for all_, _, _ in units]))
        figures.append(figure(f"{key}.mention", Shape.RECALL, told))
        figures.append(figure(f"{key}.given", Shape.PRECISION, [given for _, given, _ in units]))
        figures.append(figure(f"{key}.pins", Shape.PRECISION, [pins for _, _, pins in units]))
    return tuple(figures)


PLACES = Measure(name="places", data=tuple(FILES.values()), take=score)
