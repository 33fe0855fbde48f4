"""Places with the precision that the text supports."""

from dataclasses import dataclass
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt

from reportedly.terms.spans import Span

_EARTH_M = 6_371_008.8


class Precision(StrEnum):
    """How finely a place is known."""

    SITE = "site"
    CITY = "city"
    PROVINCE = "province"
    COUNTRY = "country"
    REGION = "region"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place as the text supports it: WGS 84 degrees and a radius in metres, or None where unknown.

    ``name`` is the canonical name ("Baghdad"), ``country`` the ISO 3166 two-letter code; ``place_id`` is
    "geonames:…" or "local:…" (our overlay). ``span`` holds the words. ``province`` names the first
    administrative level that it lies in or is, None where that is not known.
    """

    name: str
    span: Span
    place_id: str | None
    country: str | None
    longitude_deg: float | None
    latitude_deg: float | None
    radius_m: float | None
    precision: Precision
    province: str | None = None


def unpinned(name: str, span: Span) -> Where:
    """Return a place that is known by its words alone: no coordinates, precision unknown."""
    return Where(
        name=name,
        span=span,
        place_id=None,
        country=None,
        longitude_deg=None,
        latitude_deg=None,
        radius_m=None,
        precision=Precision.UNKNOWN,
    )


def distance_m(left: tuple[float, float], right: tuple[float, float]) -> float:
    """Return the great-circle distance in metres between two (north, east) pairs of degrees.

    Haversine on a sphere of the Earth's mean radius.
    """
    south, north = radians(left[0]), radians(right[0])
    chord = sin((north - south) / 2) ** 2
    chord += cos(south) * cos(north) * sin(radians(right[1] - left[1]) / 2) ** 2
    return 2 * _EARTH_M * asin(min(1.0, sqrt(chord)))


def apart_m(left: Where, right: Where) -> float | None:
    """Return the distance between two places in metres, None where one has no coordinates."""
    if left.latitude_deg is None or left.longitude_deg is None:
        return None
    if right.latitude_deg is None or right.longitude_deg is None:
        return None
    return distance_m((left.latitude_deg, left.longitude_deg), (right.latitude_deg, right.longitude_deg))
