"""Abbreviations and other word lists of one language."""

from dataclasses import dataclass

from reportedly.language.tables import read_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Word lists, all lower case.

    ``between`` may stand between a subject and its cue; a full stop after ``abbreviations`` ends no sentence;
    ``never_names`` are capitalised and yet no name ("March").
    """

    between: frozenset[str]
    abbreviations: frozenset[str]
    never_names: frozenset[str]


def load_words(code: str) -> Words:
    """Return the word lists of ``language/<code>/words.toml``."""
    table = read_table(code, "words")
    return Words(
        between=frozenset(table["reporting"]["between"]),
        abbreviations=frozenset(table["abbreviations"]["words"]),
        never_names=frozenset(table["names"]["never"]),
    )
