"""Words for those who speak in the name of a body."""

from dataclasses import dataclass

from reportedly.language.tables import read_table


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerWords:
    """Lower-case words around the names of persons and bodies, by what they tell of who speaks for whom."""

    roles: frozenset[str]
    heading: frozenset[str]
    headed: frozenset[str]
    plain: frozenset[str]
    past: frozenset[str]
    possessives: frozenset[str]
    generic: frozenset[str]
    counting: frozenset[str]


def load_speakers(code: str) -> SpeakerWords:
    """Return the words of ``language/<code>/speakers.toml``."""
    table = read_table(code, "speakers")
    return SpeakerWords(**{name: frozenset(words) for name, words in table.items()})
