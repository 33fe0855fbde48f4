"""Closed word classes, abbreviations and name words of one language."""

from collections.abc import Mapping
from dataclasses import dataclass

from reportedly.language.tables import read_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Word lists, all lower case. ``tags`` maps a closed-class word to its universal part of speech."""

    tags: Mapping[str, str]
    numbers: frozenset[str]
    between: frozenset[str]
    abbreviations: frozenset[str]
    titles: frozenset[str]
    organisations: frozenset[str]
    facilities: frozenset[str]
    connectors: frozenset[str]
    particles: frozenset[str]
    never_names: frozenset[str]


def load_words(code: str) -> Words:
    """Return the word lists of ``language/<code>/words.toml``."""
    table = read_table(code, "words")
    tags: dict[str, str] = {}
    for tag, words in table["tags"].items():
        for word in words:
            tags.setdefault(word, tag)
    names = table["names"]
    return Words(
        tags=tags,
        numbers=frozenset(table["numbers"]["words"]),
        between=frozenset(table["reporting"]["between"]),
        abbreviations=frozenset(table["abbreviations"]["words"]),
        titles=frozenset(names["titles"]),
        organisations=frozenset(names["organisations"]),
        facilities=frozenset(names["facilities"]),
        connectors=frozenset(names["connectors"]),
        particles=frozenset(names["particles"]),
        never_names=frozenset(names["never"]),
    )
