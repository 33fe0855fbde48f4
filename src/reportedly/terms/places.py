"""Places with the precision that the text supports."""

from dataclasses import dataclass
from enum import StrEnum

from reportedly.terms.spans import Span


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
    "geonames:…" or "local:…" (our overlay). ``span`` holds the words.
    """

    name: str
    span: Span
    place_id: str | None
    country: str | None
    longitude_deg: float | None
    latitude_deg: float | None
    radius_m: float | None
    precision: Precision
