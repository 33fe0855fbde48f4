"""Words that tell whether an event happened."""

from dataclasses import dataclass

from reportedly.language.tables import read_table


@dataclass(frozen=True, slots=True, kw_only=True)
class RealisWords:
    """Lower-case words around a trigger, by what they make of it."""

    negations: frozenset[str]
    future: frozenset[str]
    wanting: frozenset[str]
    possible: frozenset[str]
    conditions: frozenset[str]
    supposing: frozenset[str]
    allegations: frozenset[str]
    implicative: frozenset[str]
    threats: frozenset[str]
    definite: frozenset[str]
    vague: frozenset[str]
    nobody: frozenset[str]
    foiling: frozenset[str]
    duties: frozenset[str]
    comprising: frozenset[str]
    calling: frozenset[str]


def load_realis(code: str) -> RealisWords:
    """Return the words of ``language/<code>/realis.toml``."""
    table = read_table(code, "realis")
    return RealisWords(**{name: frozenset(words) for name, words in table.items()})
