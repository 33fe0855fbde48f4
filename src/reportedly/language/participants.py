"""What kind of participant a word names, and the words by which parts are told."""

from collections.abc import Mapping
from dataclasses import dataclass

from reportedly.language.tables import read_table


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantWords:
    """Head words by kind, all lower-case lemmas, and the words by which actor and target are told apart.

    ``people``, ``bodies``, ``targets`` and ``weapons`` map a word to its kind; ``rank`` orders the kinds of
    targets, the telling ones first. ``bland`` heads let a modifier tell the kind. What ``suffered`` nouns own
    is done to the owner; ``mutual`` ones are done together; ``carrying`` verbs lend their subject to a noun;
    the object of a ``wielding`` verb is the weapon. ``modes`` maps a kind of weapon to the way of an attack.
    The others are prepositions and pronouns by what they tell of the noun after them.
    """

    people: Mapping[str, str]
    bodies: Mapping[str, str]
    targets: Mapping[str, str]
    weapons: Mapping[str, str]
    modes: Mapping[str, str]
    rank: tuple[str, ...]
    bland: frozenset[str]
    suffered: frozenset[str]
    mutual: frozenset[str]
    carrying: frozenset[str]
    wielding: frozenset[str]
    towards: frozenset[str]
    by: frozenset[str]
    of: frozenset[str]
    between: frozenset[str]
    origin: frozenset[str]
    against: frozenset[str]
    aimed: frozenset[str]
    given: frozenset[str]
    armed: frozenset[str]
    using: frozenset[str]
    relatives: frozenset[str]
    definite: frozenset[str]
    pronouns: frozenset[str]
    plural: frozenset[str]


def _kinds(table: Mapping[str, list[str]]) -> dict[str, str]:
    """Return the kind of each word; a word of several kinds has the first."""
    found: dict[str, str] = {}
    for kind, words in table.items():
        for word in words:
            found.setdefault(word, kind)
    return found


def load_participants(code: str) -> ParticipantWords:
    """Return the words of ``language/<code>/participants.toml``."""
    table = read_table(code, "participants")
    roles = table["roles"]
    return ParticipantWords(
        people=_kinds(table["people"]),
        bodies=_kinds(table["bodies"]),
        targets=_kinds(table["targets"]),
        weapons=_kinds(table["weapons"]),
        modes=dict(table["modes"]),
        rank=tuple(table["targets"]),
        **{name: frozenset(words) for name, words in roles.items()},
    )
