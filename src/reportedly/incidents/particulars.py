"""What a whole report tells, beside its single events: its rare words, its names, its ages, its streets.

Two reports of one happening agree in such particulars long before their events agree in every field.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import log, sqrt
from sys import intern

from reportedly.language.language import Language, load_language
from reportedly.terms.names import fold_name
from reportedly.terms.places import Where
from reportedly.terms.reports import Report
from reportedly.terms.spans import BODY, Role

MOST_WORDS = 60
"""The rarest words of a report that are compared."""
COMMON = 1.0
"""Words of less rarity say nothing."""
NAME_FROM, TITLE_FROM = 2.5, 1.5
"""The rarity from which a capitalised word counts as a name, and a word of the headline at all."""
_WORD = re.compile(r"[^\W_]+")
_FEW = 3.0
"""Rarity added below a share, so that a headline of one word is not wholly told by one word."""


Weighed = tuple[tuple[str, float], ...]
"""Words in alphabetical order, each with a weight."""
Person = tuple[str, str]
"""The first and the last word of somebody's name, casefolded."""


@dataclass(frozen=True, kw_only=True)
class Particulars:
    """The particulars of one report. The weights of ``words`` have squares that sum to one, those of
    ``names`` and ``title`` are rarities.

    ``people`` are those whose age is told beside their name; ``told`` holds every word that is written large
    somewhere or is rare enough for a headline.
    """

    words: Weighed
    names: Weighed
    title: Weighed
    ages: frozenset[str]
    streets: frozenset[str]
    people: frozenset[Person]
    told: frozenset[str]
    length: int

    @cached_property
    def weights(self) -> dict[str, float]:
        """The weight of each of ``words``."""
        return dict(self.words)

    @cached_property
    def named(self) -> frozenset[str]:
        """The words of ``names``."""
        return frozenset(word for word, _ in self.names)

    @cached_property
    def heads(self) -> frozenset[str]:
        """The words of ``title``."""
        return frozenset(word for word, _ in self.title)

    @cached_property
    def headline(self) -> float:
        """The rarity of the whole headline."""
        return sum(rarity for _, rarity in self.title)


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The compiled patterns of a language."""

    age: re.Pattern[str]
    street: re.Pattern[str]
    people: tuple[re.Pattern[str], ...]


@lru_cache
def _patterns(code: str) -> _Patterns:
    """Return the patterns of a language."""
    scene = load_language(code).scene
    kinds = "|".join(map(re.escape, scene.streets))
    named = rf"\b(\d{{1,3}}(?:st|nd|rd|th)|[A-Z]\w{{1,30}}(?: [A-Z]\w{{1,30}})?) (?:{kinds})\b"
    return _Patterns(re.compile(scene.age), re.compile(named), tuple(map(re.compile, scene.people)))


def particulars_of(report: Report, language_code: str) -> Particulars:
    """Return what a labelled report tells; its captions and notices tell nothing."""
    language = load_language(language_code)
    text = "\n".join(report.text[b.span.start : b.span.end] for b in report.blocks if b.role in BODY)
    heads = " ".join(report.text[b.span.start : b.span.end] for b in report.blocks if b.role is Role.HEADLINE)
    found = _WORD.findall(text)
    rarity = language.rarity.of
    lower = {word for word in found if word.islower()}
    large = {word for word in found if word[:1].isupper()}
    named = {word.casefold() for word in large} - lower
    counted = Counter(intern(word.casefold()) for word in found)
    patterns = _patterns(language_code)
    capitals = {intern(word.casefold()) for word in large}
    return Particulars(
        words=_rarest(counted, rarity),
        names=tuple((intern(w), rarity(w)) for w in sorted(named) if rarity(w) >= NAME_FROM),
        title=tuple(
            (intern(word), rarity(word))
            for word in sorted({each.casefold() for each in _WORD.findall(heads)})
            if rarity(word) >= TITLE_FROM
        ),
        ages=frozenset(next(filter(None, each.groups()), "") for each in patterns.age.finditer(text)),
        streets=frozenset(each[1].casefold() for each in patterns.street.finditer(text)),
        people=_people(text, patterns, language),
        told=frozenset(word for word in counted if word in capitals or rarity(word) >= TITLE_FROM),
        length=len(found),
    )


def rarity_of_town(where: Where, language_code: str) -> float:
    """Return the rarity of the rarest word of a place's name: small towns are seldom in the news."""
    rarity = load_language(language_code).rarity.of
    return max(map(rarity, fold_name(where.name).split()), default=0.0)


@lru_cache(maxsize=20_000)
def words_of(text: str) -> tuple[str, ...]:
    """Return the casefolded words of a short text, as they stand in ``Particulars.told``."""
    return tuple(word.casefold() for word in _WORD.findall(text))


def _people(text: str, patterns: _Patterns, language: Language) -> frozenset[Person]:
    """Return those whose age is told beside their name; a name has two words at least."""
    found: set[Person] = set()
    for pattern in patterns.people:
        for each in pattern.finditer(text):
            words = [
                word for word in words_of(each[1]) if len(word) > 1 and word not in language.scene.beside
            ]
            if len(words) > 1:
                found.add((intern(words[0]), intern(words[-1])))
    return frozenset(found)


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
    other = right.weights
    return sum(weight * other[word] for word, weight in left.words if word in other)


def shared(left: Weighed, right: frozenset[str]) -> dict[str, float]:
    """Return the words of ``left`` that ``right`` holds too, with their weights."""
    return {word: weight for word, weight in left if word in right}


def title_likeness(left: Particulars, right: Particulars) -> float:
    """Return how alike two headlines are, 0 to 1: the rarity of shared words over the mean of both."""
    both = sum(shared(left.title, right.heads).values())
    return both / (1 + sqrt(left.headline * right.headline))


def title_told(left: Particulars, right: Particulars) -> float:
    """Return how much of a headline the other report tells, 0 to 1: the greater of both directions."""

    def share(head: Particulars, body: Particulars) -> float:
        return sum(shared(head.title, body.told).values()) / (_FEW + head.headline)

    return max(share(left, right), share(right, left))


def same_person(left: Particulars, right: Particulars) -> tuple[Person, ...]:
    """Return those of known age in one report whom the other names too, sorted."""
    here = {each for each in left.people if each[0] in right.told and each[1] in right.told}
    there = {each for each in right.people if each[0] in left.told and each[1] in left.told}
    return tuple(sorted(here | there))
