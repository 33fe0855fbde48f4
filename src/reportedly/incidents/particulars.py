"""What a whole report tells, beside its single events: its rare words, its names, its ages, its streets.

Two reports of one happening agree in such particulars long before their events agree in every field.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt

from reportedly.language.language import Language, load_language
from reportedly.terms.reports import Report
from reportedly.terms.spans import BODY, Role

MOST_WORDS = 60
"""The rarest words of a report that are compared."""
COMMON = 1.0
"""Words of less rarity say nothing."""
NAME_FROM, TITLE_FROM = 2.5, 1.5
"""The rarity from which a capitalised word counts as a name, and a word of the headline at all."""
_WORD = re.compile(r"[^\W_]+")


Weighed = tuple[tuple[str, float], ...]
"""Words in alphabetical order, each with a weight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """The particulars of one report. The weights of ``words`` have squares that sum to one, those of
    ``names`` and ``title`` are rarities."""

    words: Weighed
    names: Weighed
    title: Weighed
    ages: frozenset[str]
    streets: frozenset[str]
    length: int


def _patterns(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of an age and of a street in a language."""
    return _compiled(language.code, language.scene.age, language.scene.streets)


@lru_cache
def _compiled(code: str, age: str, streets: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the compiled patterns of a language."""
    del code
    kinds = "|".join(map(re.escape, streets))
    named = rf"\b(\d{{1,3}}(?:st|nd|rd|th)|[A-Z]\w{{1,30}}(?: [A-Z]\w{{1,30}})?) (?:{kinds})\b"
    return re.compile(age), re.compile(named)


def particulars_of(report: Report, language_code: str) -> Particulars:
    """Return what a labelled report tells; its captions and notices tell nothing."""
    language = load_language(language_code)
    text = "\n".join(report.text[b.span.start : b.span.end] for b in report.blocks if b.role in BODY)
    heads = " ".join(report.text[b.span.start : b.span.end] for b in report.blocks if b.role is Role.HEADLINE)
    found = _WORD.findall(text)
    rarity = language.rarity.of
    lower = {word for word in found if word.islower()}
    named = {word.casefold() for word in found if word[:1].isupper()} - lower
    age, street = _patterns(language)
    return Particulars(
        words=_rarest(Counter(word.casefold() for word in found), rarity),
        names=tuple((word, rarity(word)) for word in sorted(named) if rarity(word) >= NAME_FROM),
        title=tuple(
            (word, rarity(word))
            for word in sorted({each.casefold() for each in _WORD.findall(heads)})
            if rarity(word) >= TITLE_FROM
        ),
        ages=frozenset(next(filter(None, each.groups()), "") for each in age.finditer(text)),
        streets=frozenset(each[1].casefold() for each in street.finditer(text)),
        length=len(found),
    )


def _rarest(counted: Counter[str], rarity: Callable[[str], float]) -> Weighed:
    """Return the rarest words, weighed by rarity and by how often they stand there."""
    weights = {
        word: rarity(word) * (1 + log(times)) for word, times in counted.items() if rarity(word) > COMMON
    }
    kept = sorted(weights, key=lambda word: (-weights[word], word))[:MOST_WORDS]
    norm = sqrt(sum(weights[word] ** 2 for word in kept)) or 1.0
    return tuple((word, weights[word] / norm) for word in sorted(kept))


def cosine(left: Particulars, right: Particulars) -> float:
    """Return how alike the rare words of two reports are, 0 to 1."""
    other = dict(right.words)
    return sum(weight * other[word] for word, weight in left.words if word in other)


def shared(left: Weighed, right: Weighed) -> dict[str, float]:
    """Return the words that both hold, with the weights of the first."""
    other = {word for word, _ in right}
    return {word: weight for word, weight in left if word in other}


def title_likeness(left: Particulars, right: Particulars) -> float:
    """Return how alike two headlines are, 0 to 1: the rarity of shared words over the mean of both."""
    both = sum(shared(left.title, right.title).values())
    return both / (1 + sqrt(sum(w for _, w in left.title) * sum(w for _, w in right.title)))
