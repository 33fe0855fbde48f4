"""Numbers in words, their bounds, and the things that reports count."""

from collections.abc import Mapping
from dataclasses import dataclass

from reportedly.language.tables import read_table

Phrases = tuple[tuple[str, ...], ...]
"""Word sequences in lower case, longest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The number words of one language, all in lower case.

    ``vague`` maps a word to the least it can mean; ``nouns`` a noun to its canonical name; ``alone`` holds
    canonical names that "a" counts as one; ``harm`` those that belong to every harming event of a sentence.
    ``deadly_after`` tells behind "shot" or "wounded" that it was deadly.
    """

    cardinals: Mapping[str, int]
    multipliers: Mapping[str, int]
    vague: Mapping[str, int]
    exact: Mapping[str, int]
    articles: frozenset[str]
    deadly_after: Phrases
    low: Phrases
    high: Phrases
    about: Phrases
    low_after: Phrases
    high_after: Phrases
    between: frozenset[str]
    and_: frozenset[str]
    to: frozenset[str]
    partitives: frozenset[str]
    ageing: frozenset[str]
    wholes: frozenset[str]
    auxiliaries: frozenset[str]
    stops: frozenset[str]
    joins: frozenset[str]
    prepositions: frozenset[str]
    objects: frozenset[str]
    never_after: frozenset[str]
    never_before: frozenset[str]
    currency: frozenset[str]
    participles: Mapping[str, str]
    verbs: Mapping[str, str]
    actives: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    nouns: Mapping[str, str]
    alone: frozenset[str]
    harm: frozenset[str]


def _phrases(rows: list[str]) -> Phrases:
    return tuple(sorted((tuple(row.split()) for row in rows), key=lambda words: (-len(words), words)))


def load_numbers(code: str) -> Numbers:
    """Return the number words of ``language/<code>/numbers.toml``; ``actives`` keyed by the last word."""
    table = read_table(code, "numbers")
    bounds, scan, states, nouns = table["bounds"], table["scan"], table["states"], table["nouns"]
    actives: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for what, row in states.items():
        for words in _phrases(row["actives"]):
            actives.setdefault(words[-1], []).append((words, what))
    return Numbers(
        cardinals=table["cardinals"],
        multipliers=table["multipliers"],
        vague=table["vague"],
        exact=table["exact"],
        articles=frozenset(table["articles"]["words"]),
        deadly_after=_phrases(scan["deadly_after"]),
        low=_phrases(bounds["low"]),
        high=_phrases(bounds["high"]),
        about=_phrases(bounds["about"]),
        low_after=_phrases(bounds["low_after"]),
        high_after=_phrases(bounds["high_after"]),
        between=frozenset(bounds["between"]),
        and_=frozenset(bounds["and"]),
        to=frozenset(bounds["to"]),
        partitives=frozenset(scan["partitives"]),
        ageing=frozenset(scan["ageing"]),
        wholes=frozenset(scan["wholes"]),
        auxiliaries=frozenset(scan["auxiliaries"]),
        stops=frozenset(scan["stops"]),
        joins=frozenset(scan["joins"]),
        prepositions=frozenset(scan["prepositions"]),
        objects=frozenset(scan["objects"]),
        never_after=frozenset(scan["never_after"]),
        never_before=frozenset(scan["never_before"]),
        currency=frozenset(scan["currency"]),
        participles={word: what for what, row in states.items() for word in row["participles"]},
        verbs={word: what for what, row in states.items() for word in row["verbs"]},
        actives={last: tuple(rows) for last, rows in actives.items()},
        nouns={word: what for what, row in nouns.items() for word in row["words"]},
        alone=frozenset(what for what, row in nouns.items() if row["alone"]),
        harm=frozenset(table["harm"]["words"]),
    )
