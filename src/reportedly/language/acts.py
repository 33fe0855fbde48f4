"""Words that tell a speech act, and weights by which the words of a statement do."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType

from reportedly.language.tables import read_table


@dataclass(frozen=True, slots=True, kw_only=True)
class ActWords:
    """What tells an act beside the cue table; words in lower case.

    ``cues`` go from a verb or noun to its act, ``light`` verbs leave the act to a noun among the next
    ``reach`` words. In plain saying a ``negated`` word before a ``willing`` one rejects ("will not accept"),
    and a ``pending`` one after the future threatens ("will … unless"). A ``naming`` cue accuses ``culprits``,
    a ``disclosing`` one those who do one of ``wrongs``.

    ``weights`` go from a feature (``statements.acts.features``) to its weight for each of ``learned``
    against all other acts. ``threshold`` is the least log-odds that tell one, ``sure`` the least after a cue
    that says no more than that something was said. ``train/acts.py`` made them.
    """

    cues: Mapping[str, str]
    light: frozenset[str]
    negated: frozenset[str]
    willing: frozenset[str]
    pending: frozenset[str]
    naming: frozenset[str]
    culprits: frozenset[str]
    disclosing: frozenset[str]
    wrongs: frozenset[str]
    reach: int
    learned: tuple[str, ...]
    threshold: float
    sure: float
    weights: Mapping[str, tuple[float, ...]]


def load_acts(code: str) -> ActWords:
    """Return the words of ``language/<code>/acts.toml`` and the weights of ``act_weights.json``.

    The weights are JSON: thousands of rows that nobody edits, read at every start.
    """
    table = read_table(code, "acts")
    path = resources.files("reportedly.language") / code / "act_weights.json"
    trained = json.loads(path.read_text(encoding="utf-8"))
    return ActWords(
        cues=MappingProxyType({word: act for act, words in table["cues"].items() for word in words}),
        light=frozenset(table["light"]["verbs"]),
        negated=frozenset(table["saying"]["negated"]),
        willing=frozenset(table["saying"]["willing"]),
        pending=frozenset(table["saying"]["pending"]),
        naming=frozenset(table["telling"]["naming"]),
        culprits=frozenset(table["telling"]["culprits"]),
        disclosing=frozenset(table["telling"]["disclosing"]),
        wrongs=frozenset(table["telling"]["wrongs"]),
        reach=int(table["light"]["reach"]),
        learned=tuple(trained["acts"]),
        threshold=float(trained["threshold"]),
        sure=float(trained["sure"]),
        weights=MappingProxyType(
            {name: tuple(each / 100 for each in row) for name, row in trained["weights"].items()}
        ),
    )
