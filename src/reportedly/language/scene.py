"""How a language writes particulars that tell one happening from another: ages, people, streets."""

from dataclasses import dataclass

from reportedly.language.tables import read_table


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneWords:
    """``age`` is a pattern with the number in its groups; ``streets`` end the name of a street.

    ``people`` are patterns with the name of somebody whose age is told in their one group; words ``beside`` a
    name are none of it (titles, months).
    ``after`` stand between a stretch of time and the earlier happening that it is counted from.
    """

    age: str
    streets: tuple[str, ...]
    people: tuple[str, ...]
    beside: frozenset[str]
    after: frozenset[str]


def load_scene(code: str) -> SceneWords:
    """Return the tables of ``language/<code>/scene.toml``."""
    table = read_table(code, "scene")
    return SceneWords(
        age=table["age"]["pattern"],
        streets=tuple(table["streets"]["kinds"]),
        people=tuple(table["people"]["patterns"]),
        beside=frozenset(table["people"]["beside"]),
        after=frozenset(table["earlier"]["after"]),
    )
