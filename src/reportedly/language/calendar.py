"""Words of time: months, weekdays, units, and the patterns in which they make expressions."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reportedly.language.tables import read_table

_WORD = re.compile(
    r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?!\w)"
    r"|\d+(?:[.,:/]\d+)*[^\W\d_]*"
    r"|(?:[^\W\d_]\.){2,}"
    r"|[^\W\d_]+"
    r"|\n|[^\s]"
)
_CLASS = re.compile(r"[a-z_]+")
_MARKS = {
    ",": "comma",
    ".": "dot",
    "-": "dash",
    "–": "dash",
    "—": "dash",
    "'": "apos",
    "’": "apos",
    "/": "slash_mark",
    "?": "stop",
    "!": "stop",
    ";": "semicolon",
}
_COMPUTED = ("day", "ordd", "year", "num", "clock", "decade", "iso", "slash", "break", "other")
_FIRST_LETTER = 0x100


@dataclass(frozen=True, slots=True)
class TimeWord:
    """What one word or phrase of time is: its class and the value that the resolver counts with."""

    kind: str
    value: int | str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A word of several parts: the parts after the first, in lower case."""

    rest: tuple[str, ...]
    word: TimeWord


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression over class letters, and the rule that resolves what it matches."""

    rule: str
    form: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The time words of one language. ``letters`` gives each class one letter, patterns are over letters.

    ``week_starts_on`` counts from Monday 0; ``marks`` classes single punctuation marks. ``pluperfect``,
    ``perfect`` and ``present`` are auxiliaries before a past form, ``pointing`` words before a noun that
    points back, ``pronouns`` such words alone, ``relative`` those that open a clause about a noun.
    """

    words: Mapping[str, TimeWord]
    phrases: Mapping[str, tuple[Phrase, ...]]
    marks: Mapping[str, str]
    letters: Mapping[str, str]
    patterns: tuple[Pattern, ...]
    capitalised: frozenset[str]
    doubtful_alone: frozenset[str]
    counted: frozenset[str]
    clause_openers: frozenset[str]
    ordinal_suffixes: frozenset[str]
    decade_suffixes: frozenset[str]
    past_suffix: str
    pluperfect: str
    perfect: frozenset[str]
    present: frozenset[str]
    pointing: frozenset[str]
    pronouns: frozenset[str]
    relative: frozenset[str]
    month_first: bool
    week_starts_on: int


def split_words(text: str) -> Iterator[re.Match[str]]:
    """Yield a match for each word, number, mark and line end of ``text``, in order; linear in its length."""
    return _WORD.finditer(text)


def _alternatives(form: str) -> list[str]:
    """Return the alternatives of the outermost level, so that the longest can win."""
    parts, depth, start = [], 0, 0
    for at, mark in enumerate(form):
        depth += (mark == "(") - (mark == ")")
        if mark == "|" and depth == 0:
            parts.append(form[start:at])
            start = at + 1
    return [*parts, form[start:]]


def _expand(form: str, macros: Mapping[str, str], letters: Mapping[str, str]) -> str:
    def replace(found: re.Match[str]) -> str:
        name = found.group()
        if name in macros:
            return _expand(macros[name], macros, letters)
        return letters[name]

    return _CLASS.sub(replace, form)


def _compiled(form: str) -> re.Pattern[str]:
    return re.compile(form.replace(" ", "").replace("(", "(?:"))


def load_calendar(code: str) -> Calendar:
    """Return the time words of ``language/<code>/calendar.toml``.

    Raises KeyError where a pattern names a class that the file does not define.
    """
    table = read_table(code, "calendar")
    words: dict[str, TimeWord] = {}
    phrases: dict[str, list[Phrase]] = {}
    for kind, entries in table["words"].items():
        for text, value in entries.items():
            parts = tuple(found.group() for found in split_words(text))
            if len(parts) == 1:
                words[text] = TimeWord(kind, value)
            else:
                phrases.setdefault(parts[0], []).append(Phrase(parts[1:], TimeWord(kind, value)))
    kinds = [*table["words"], *dict.fromkeys(_MARKS.values()), *_COMPUTED]
    letters = {kind: chr(_FIRST_LETTER + at) for at, kind in enumerate(dict.fromkeys(kinds))}
    patterns = tuple(
        Pattern(row["rule"], _compiled(_expand(form, table["macros"], letters)))
        for row in table["patterns"]
        for form in _alternatives(row["form"])
    )
    return Calendar(
        words=words,
        phrases={first: tuple(sorted(rows, key=lambda p: -len(p.rest))) for first, rows in phrases.items()},
        marks=_MARKS,
        letters=letters,
        patterns=patterns,
        capitalised=frozenset(table["capitalised"]),
        doubtful_alone=frozenset(table["doubtful_alone"]),
        counted=frozenset(table["counted"]),
        clause_openers=frozenset(table["clause_openers"]),
        ordinal_suffixes=frozenset(table["ordinal_suffixes"]),
        decade_suffixes=frozenset(table["decade_suffixes"]),
        past_suffix=table["past_suffix"],
        pluperfect=table["pluperfect"],
        perfect=frozenset(table["perfect"]),
        present=frozenset(table["present"]),
        pointing=frozenset(table["pointing"]),
        pronouns=frozenset(table["pronouns"]),
        relative=frozenset(table["relative"]),
        month_first=table["numeric_order"] == "mdy",
        week_starts_on=table["week_starts_on"],
    )
