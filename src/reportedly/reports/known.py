"""Values of a page with what they rest on."""

from dataclasses import dataclass

from reportedly.terms.times import When


@dataclass(frozen=True, slots=True)
class Known:
    """A value and what it rests on ("json-ld datePublished", "meta og:site_name", "h1")."""

    value: str
    basis: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A time, the words that gave it (with their zone, if any), and what it rests on."""

    when: When
    written: str
    basis: str
