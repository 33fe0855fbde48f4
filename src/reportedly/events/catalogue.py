"""The catalogue of event types: PLOVER's root types in our own words, one data file each."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """One root type with its trigger words in one language, all lower-case lemmas or phrases.

    ``weak`` words trigger only with support (a determiner or a number before them); ``needs`` maps a verb
    to the words one of which must stand near it; ``light`` verbs carry a noun of the type ("launch an
    attack"); ``modes`` maps the finer kind to words near the trigger; ``acts`` are the speech acts that
    are themselves events of this type, ``cues`` verbs that trigger it only as the cue of such a statement.
    ``cameo`` and ``acled`` are crosswalks.
    """

    type: str
    definition: str
    acts: frozenset[str]
    cues: frozenset[str]
    verbs: frozenset[str]
    nouns: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]
    weak: frozenset[str]
    light: frozenset[str]
    needs: Mapping[str, frozenset[str]]
    modes: Mapping[str, frozenset[str]]
    cameo: tuple[str, ...]
    acled: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All types by name, and the words that may trigger any of them."""

    types: Mapping[str, EventType]
    verbs: Mapping[str, str]
    nouns: Mapping[str, str]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    by_act: Mapping[str, str]


@cache
def load_catalogue(language: str) -> Catalogue:
    """Return the catalogue with the trigger words of one language ("en").

    Raises KeyError where a type has no words in that language.
    """
    folder = resources.files("reportedly.events") / "types"
    types: dict[str, EventType] = {}
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        words = table["words"][language]
        types[table["type"]] = EventType(
            type=table["type"],
            definition=table["definition"],
            acts=frozenset(table["acts"]),
            cues=frozenset(words.get("cues", ())),
            verbs=frozenset(words["verbs"]) | frozenset(words["needs"]),
            nouns=frozenset(words["nouns"]),
            phrases=tuple(tuple(phrase.split()) for phrase in words["phrases"]),
            weak=frozenset(words["weak"]),
            light=frozenset(words["light"]),
            needs={verb: frozenset(near) for verb, near in words["needs"].items()},
            modes={mode: frozenset(near) for mode, near in words["modes"].items()},
            cameo=tuple(table["crosswalk"]["cameo"]),
            acled=tuple(table["crosswalk"]["acled"]),
        )
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for kind in types.values():
        for phrase in kind.phrases:
            phrases.setdefault(phrase[0], []).append((phrase, kind.type))
    return Catalogue(
        types=types,
        verbs={verb: kind.type for kind in types.values() for verb in sorted(kind.verbs)},
        nouns={noun: kind.type for kind in types.values() for noun in sorted(kind.nouns)},
        phrases={first: tuple(sorted(found)) for first, found in phrases.items()},
        by_act={act: kind.type for kind in types.values() for act in sorted(kind.acts)},
    )
