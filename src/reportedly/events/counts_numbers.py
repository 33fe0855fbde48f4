"""Numbers in a text: digits, words and vague sizes, with the bounds that the words around them set."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reportedly.language.calendar import split_words
from reportedly.language.language import Language
from reportedly.language.numbers import Numbers, Phrases

_PLAIN = re.compile(r"\d{1,9}\Z|\d{1,3}(?:,\d{3}){1,3}\Z")
_DECIMAL = re.compile(r"\d{1,6}\.\d{1,3}\Z")
_DASHES = frozenset({"-", "–", "—"})
_YEARS = range(1900, 2100)


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark: as written, in lower case, and its code points in the text."""

    text: str
    lower: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in words [first, last): its bounds (None: open), whether it is approximate or an article.

    ``outer`` is the index of the first word of its bound ("at" of "at least two"); ``yearlike`` marks four
    bare digits that may be a year.
    """

    first: int
    last: int
    outer: int
    low: int | None
    high: int | None
    approximate: bool
    article: bool
    yearlike: bool


def words_of(text: str, start: int, end: int) -> list[Word]:
    """Return the words and marks of ``text[start:end]`` with code points of the whole text."""
    return [
        Word(found.group(), found.group().lower(), found.start() + start, found.end() + start)
        for found in split_words(text[start:end])
    ]


def _cardinal(words: list[Word], at: int, numbers: Numbers) -> tuple[int, int] | None:
    """Return (value, index after) of a number in digits or words that starts at ``at``."""
    total, value, here = 0, None, at
    while here < len(words) and here - at < 12:
        lower = words[here].lower
        if _PLAIN.match(lower) and value is None:
            value = int(lower.replace(",", ""))
        elif _DECIMAL.match(lower) and value is None and here + 1 < len(words):
            scale = numbers.multipliers.get(words[here + 1].lower)
            if scale is None:
                return None
            return int(float(lower) * scale), here + 2
        elif lower in numbers.cardinals and (
            value is None or (total and not value) or _adds(value, numbers.cardinals[lower])
        ):
            value = (value or 0) + numbers.cardinals[lower]
        elif lower in numbers.multipliers and value is not None:
            scale = numbers.multipliers[lower]
            total, value = (total, value * scale) if scale < 1000 else (total + value * scale, 0)
        elif lower in numbers.multipliers and here > at and words[at].lower in numbers.articles:
            value = numbers.multipliers[lower]
        elif not (_between_parts(words, here, value, numbers) or (here == at and lower in numbers.articles)):
            break
        here += 1
    return (total + value, here) if value is not None else None


def _adds(value: int, more: int) -> bool:
    """Return whether "twenty" + "five" or "hundred" + "two" make one number (not "one" + "two")."""
    return (value % 100 == 0 and value > 0) or (value % 10 == 0 and value >= 20 and 0 < more < 10)


def _between_parts(words: list[Word], here: int, value: int | None, numbers: Numbers) -> bool:
    """Return whether the word joins two parts of a number: "twenty-five", "hundred and two"."""
    if value is None or here + 1 >= len(words):
        return False
    after = numbers.cardinals.get(words[here + 1].lower)
    if after is None:
        return False
    if words[here].text in _DASHES:
        return words[here].start == words[here - 1].end and _adds(value, after)
    joined = words[here].lower in numbers.joins and words[here].lower in numbers.and_
    return joined and value % 100 == 0 and value > 0 and after < 100


def _ends_with(words: list[Word], stop: int, phrases: Phrases) -> int:
    """Return how many words before index ``stop`` make one of the phrases, 0 if none."""
    for phrase in phrases:
        first = stop - len(phrase)
        if first >= 0 and all(words[first + n].lower == word for n, word in enumerate(phrase)):
            return len(phrase)
    return 0


def _starts_with(words: list[Word], at: int, phrases: Phrases) -> int:
    """Return how many words from index ``at`` make one of the phrases, 0 if none."""
    for phrase in phrases:
        if all(at + n < len(words) and words[at + n].lower == word for n, word in enumerate(phrase)):
            return len(phrase)
    return 0


def _vague(words: list[Word], at: int, numbers: Numbers) -> Figure | None:
    """Return "several", "dozens", "a few", "a couple", or an article as a number."""
    lower = words[at].lower
    article = lower in numbers.articles
    main = at + 1 if article and at + 1 < len(words) else at
    table: Mapping[str, int] = numbers.vague
    if words[main].lower in numbers.exact:
        value = numbers.exact[words[main].lower]
        return Figure(at, main + 1, at, value, value, False, False, False)
    if words[main].lower in table:
        return Figure(at, main + 1, at, table[words[main].lower], None, False, False, False)
    return Figure(at, at + 1, at, 1, 1, False, True, False) if article else None


def _range_end(words: list[Word], at: int, last: int, numbers: Numbers) -> tuple[int, int] | None:
    """Return (value, index after) of the other end of "3 to 5", "3-5", "between 3 and 5"."""
    if last + 1 >= len(words):
        return None
    joint = words[last]
    opened = at > 0 and words[at - 1].lower in numbers.between
    if joint.lower in numbers.to or joint.text in _DASHES or (opened and joint.lower in numbers.and_):
        if words[last + 1].lower in numbers.articles:
            return None
        return _cardinal(words, last + 1, numbers)
    return None


def _figure(words: list[Word], at: int, numbers: Numbers) -> Figure | None:
    found = _cardinal(words, at, numbers)
    if found is None:
        return _vague(words, at, numbers)
    value, last = found
    bare = words[at].text
    yearlike = last == at + 1 and len(bare) == 4 and bare.isdigit() and value in _YEARS
    other = _range_end(words, at, last, numbers)
    if other is not None and other[0] > value:
        opened = at > 0 and words[at - 1].lower in numbers.between
        return Figure(at, other[1], at - opened, value, other[0], False, False, False)
    return Figure(at, last, at, value, value, False, False, yearlike)


def _bounded(figure: Figure, words: list[Word], numbers: Numbers) -> Figure:
    """Return the figure with what the words before and after it say of its bounds."""
    low, high, approximate, outer = figure.low, figure.high, figure.approximate, figure.outer
    if figure.article or (low is not None and high is not None and low != high):
        return figure
    for _ in range(2):
        if size := _ends_with(words, outer, numbers.low):
            high = None
        elif size := _ends_with(words, outer, numbers.high):
            low = None
        elif size := _ends_with(words, outer, numbers.about):
            approximate = True
        outer -= size
    if more := _starts_with(words, figure.last, numbers.low_after):
        high = None
    elif more := _starts_with(words, figure.last, numbers.high_after):
        low = None
    last = figure.last + more
    if low is None and high is None:
        low, high = figure.low, figure.high
    return Figure(figure.first, last, outer, low, high, approximate, figure.article, figure.yearlike)


def find_figures(words: list[Word], language: Language) -> list[Figure]:
    """Return the numbers among ``words`` in order, without overlaps; linear in the words."""
    numbers = language.numbers
    figures: list[Figure] = []
    at = 0
    while at < len(words):
        first = words[at].lower[:1]
        starts = first.isdigit() or words[at].lower in numbers.cardinals
        starts = starts or words[at].lower in numbers.vague or words[at].lower in numbers.articles
        figure = _figure(words, at, numbers) if starts else None
        if figure is None:
            at += 1
            continue
        figures.append(_bounded(figure, words, numbers))
        at = max(figure.last, at + 1)
    return figures
