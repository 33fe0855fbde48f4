"""The persons and outlets of one report, by the names it uses."""

from collections.abc import Mapping
from dataclasses import dataclass

from reportedly.language.language import Language
from reportedly.terms.readings import NameKind, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Who appears in a report: full names by surname, outlets by first mention, all in text order.

    ``persons`` maps a last name in lower case to the fullest name; ``people`` and ``outlets`` hold
    (code point, canonical name).
    """

    persons: Mapping[str, str]
    people: tuple[tuple[int, str], ...]
    outlets: tuple[tuple[int, str], ...]


def clean(words: str) -> str:
    """Return words joined by single spaces, possessive endings and edge marks gone."""
    joined = " ".join(words.split()).strip(" \"“”‘’'.,;:()")
    for ending in ("'s", "’s"):
        joined = joined.removesuffix(ending)
    return joined


def outlet_inside(words: str, language: Language) -> str | None:
    """Return the canonical outlet that the words name, or that some run of them names, longest run first."""
    parts = words.split()
    for length in range(len(parts), 0, -1):
        for first in range(len(parts) - length + 1):
            known = language.outlets.find(" ".join(parts[first : first + length]))
            if known is not None and (length > 1 or len(parts) == 1):
                return known.name
    return None


def _may_be_person(words: str, language: Language) -> bool:
    """Tell whether a name could be a person's: no known alias, no acronym at its end, no joined words."""
    last = words.split()[-1]
    known = words.lower() in language.cues.aliases
    return (
        not known
        and not (last.isupper() and len(last) > 1)
        and not ("-" in words and " " in words and words[0].isupper() and "-" in words.split()[0])
    )


def gather_cast(reading: Reading, language: Language) -> Cast:
    """Return the cast of a reading: surnames resolve to the longest name that ends in them."""
    persons: dict[str, str] = {}
    people: list[tuple[int, str]] = []
    outlets: list[tuple[int, str]] = []
    named: list[tuple[int, str, NameKind]] = []
    for name in reading.names:
        words = clean(reading.text[name.start : name.end])
        if not words:
            continue
        outlet = outlet_inside(words, language)
        if outlet is not None:
            outlets.append((name.start, outlet))
        elif name.kind in {NameKind.PERSON, NameKind.UNKNOWN} and _may_be_person(words, language):
            named.append((name.start, words, name.kind))
    for _, words, kind in named:
        last = words.split()[-1].lower()
        if len(words.split()) > 1 or kind is NameKind.PERSON:
            known = persons.get(last, "")
            if len(words.split()) > len(known.split()):
                persons[last] = words
    for start, words, kind in named:
        full = persons.get(words.split()[-1].lower())
        if full is not None and (kind is NameKind.PERSON or len(full.split()) > 1):
            people.append((start, full))
    return Cast(persons=persons, people=tuple(people), outlets=tuple(outlets))
