"""Time expressions found: words classed, then matched by patterns over the classes."""

import re
from dataclasses import dataclass
from enum import StrEnum

from reportedly.language.calendar import Calendar, TimeWord, split_words
from reportedly.language.language import Language

_DIGITS = re.compile(r"(\d+)([^\W\d_]*)\Z")
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::\d\d)?([^\W\d_]*)\Z")
_SLASH = re.compile(r"\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)\Z")
_NUMBER = re.compile(r"\d{1,9}(?:,\d{3})*(?:\.\d+)?\Z")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_OTHER = TimeWord("other", 0)
_SCOPE = 24  # words each way that may tell whether a clause looks ahead


class TimeKind(StrEnum):
    """What an expression stands for: a point or stretch of time, a length of time, or a repetition."""

    DATE = "date"
    DURATION = "duration"
    SET = "set"


class Tense(StrEnum):
    """Which way the words around an expression look."""

    PAST = "past"
    FUTURE = "future"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class TimePart:
    """One classed word of an expression: class, value and its code points in the text."""

    kind: str
    value: int | str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """A time expression in a text: code points (end exclusive), its rule and its classed words.

    ``side`` is "since", "until", "by", "before" or "after" where such a word opens one side of the interval,
    else "". ``leans`` says that the next expression, which follows at once, is what this one counts from.
    """

    start: int
    end: int
    kind: TimeKind
    rule: str
    parts: tuple[TimePart, ...]
    tense: Tense
    side: str
    leans: bool = False


def _class_of_digits(word: str, calendar: Calendar) -> TimeWord:
    """Class a word that starts with a digit."""
    found = _DIGITS.match(word)
    if found is not None and len(found.group(1)) <= 9:
        value, suffix = int(found.group(1)), found.group(2).lower()
        if not suffix:
            if len(word) == 4 and 1000 <= value < 2200:
                return TimeWord("year", value)
            return TimeWord("day" if 1 <= value <= 31 and len(word) <= 2 else "num", value)
        if suffix in calendar.ordinal_suffixes and 1 <= value <= 31:
            return TimeWord("ordd", value)
        if suffix in calendar.decade_suffixes and value % 10 == 0 and len(found.group(1)) in {2, 4}:
            return TimeWord("decade", value if value > 99 else 1900 + value)
        marker = calendar.words.get(suffix)
        if marker is not None and marker.kind == "ampm" and value <= 12:
            return TimeWord("clock", f"{value % 12 + int(marker.value)}:00")
        return _OTHER
    found = _CLOCK.match(word)
    if found is not None and int(found.group(1)) <= 24 and int(found.group(2)) < 60:
        marker = calendar.words.get(found.group(3).lower())
        if marker is not None and marker.kind == "ampm":
            return TimeWord("clock", f"{int(found.group(1)) % 12 + int(marker.value)}:{found.group(2)}")
        return _OTHER if found.group(3) else TimeWord("clock", word)
    if _ISO.match(word):
        return TimeWord("iso", word)
    if _SLASH.match(word):
        return TimeWord("slash", word)
    return TimeWord("num", word) if _NUMBER.match(word) else _OTHER


def _class_of_word(word: str, lower: str, calendar: Calendar) -> TimeWord:
    found = calendar.words.get(lower)
    if found is None:
        return TimeWord("told", 0) if len(lower) > 4 and lower.endswith(calendar.past_suffix) else _OTHER
    if found.kind in calendar.capitalised and not word[0].isupper():
        return _OTHER
    return found


def class_words(text: str, calendar: Calendar) -> list[TimePart]:
    """Return every word of ``text`` with its class, phrases joined; linear in the text."""
    parts: list[TimePart] = []
    matches = list(split_words(text))
    lowered = [found.group().lower() for found in matches]
    at = 0
    while at < len(matches):
        found, lower = matches[at], lowered[at]
        step, end = 1, found.end()
        word = found.group()
        if word == "\n":
            # A line that merely wraps does not end an expression.
            before, after = text[found.start() - 1 : found.start()], text[end : end + 1]
            wraps = before not in {"\n", ""} and (after.islower() or after.isdigit())
            entry = TimeWord("wrap" if wraps else "break", 0)
        elif word[0].isdigit():
            entry = calendar.words.get(word) or _class_of_digits(word, calendar)
        elif not word[0].isalpha():
            entry = TimeWord(calendar.marks.get(word, "other"), 0)
        else:
            entry = _class_of_word(word, lower, calendar)
            for phrase in calendar.phrases.get(lower, ()):
                size = len(phrase.rest)
                if tuple(lowered[at + 1 : at + 1 + size]) == phrase.rest:
                    entry, step = phrase.word, 1 + size
                    end = matches[at + size].end()
                    break
        if entry.kind != "wrap":
            parts.append(TimePart(entry.kind, entry.value, found.start(), end))
        at += step
    return parts


def _tense(kinds: str, first: int, last: int, letters: dict[str, str]) -> Tense:
    """Return which way the nearest telling word of the sentence looks, the words before counting first."""
    stops = {letters["break"], letters["stop"], letters["semicolon"], letters["dot"]}
    future, told, infinitive = letters["future"], letters["told"], letters["be"]
    for step in (range(first - 1, max(-1, first - _SCOPE), -1), range(last, min(len(kinds), last + _SCOPE))):
        for at in step:
            if kinds[at] in stops:
                break
            if kinds[at] == future:
                return Tense.FUTURE
            if kinds[at] == told and kinds[at - 1 : at] != infinitive:
                return Tense.PAST
    return Tense.UNKNOWN


_KINDS = {"duration": TimeKind.DURATION, "set": TimeKind.SET}
_TRIMMED = frozenset({"between", "for", "in", "after", "within", "during", "throughout", "at"})
_GLUED = tuple("$€£#№.,:/@-_")
_SIDES = frozenset({"since", "until", "by", "before", "after"})
_OF_DAY = frozenset({"clock", "moment", "ampm"})
_LEADING = frozenset(
    {"in", "since", "until", "by", "of", "from", "to", "and", "between", "before", "after", "on"}
)


def _is_month(words: list[TimePart], before: str, text: str, calendar: Calendar) -> bool:
    if [part.kind for part in words] not in (["month"], ["month", "dot"]):
        return True
    name = text[words[0].start : words[0].end].lower()
    return name not in calendar.doubtful_alone or before in _LEADING


def _is_year(
    words: list[TimePart], before: str, after: TimePart | None, text: str, calendar: Calendar
) -> bool:
    if len(words) > 1:
        return True
    if after is not None and (
        after.kind in {"units", "mult"} or text[after.start : after.end].lower() in calendar.counted
    ):
        return False
    glued = text[max(0, words[0].start - 1) : words[0].start]
    return (int(words[0].value) >= 1800 or before in _LEADING - {"of", "to", "and"}) and not glued.startswith(
        _GLUED
    )


def _is_anchored(kinds: list[str], words: list[TimePart], after: TimePart | None) -> bool:
    if kinds[-1] in {"before", "after"}:
        return after is None or after.kind in {"comma", "dot", "break", "stop", "semicolon"}
    return "next" not in kinds or words[-1].value == "day" or kinds[-1] == "part"


def _allowed(
    rule: str, words: list[TimePart], before: str, after: TimePart | None, text: str, calendar: Calendar
) -> bool:
    """Return whether a match really is an expression: months and years alone are easily something else."""
    kinds = [part.kind for part in words]
    if rule == "month":
        return _is_month(words, before, text, calendar)
    if rule == "year":
        return _is_year(words, before, after, text, calendar)
    if rule == "anchored":
        return _is_anchored(kinds, words, after)
    if rule == "day":
        return kinds[0] != "weekday" or before != "a" or len(kinds) > 3
    if rule == "clock":
        return not {"ampm", "clock", "moment"}.isdisjoint(kinds)
    if rule == "unit" and kinds == ["the", "unit"]:
        return words[1].value == "weekend"
    if rule == "decade" and "apos" in kinds and "year" in kinds:
        return all(int(part.value) % 10 == 0 for part in words if part.kind == "year")
    if rule in {"century", "quarter"}:
        return any(part.kind == "unit" and part.value == rule for part in words)
    return True


def find_expressions(text: str, language: Language) -> tuple[TimeExpression, ...]:
    """Return the time expressions of ``text`` in order, none overlapping another (longest match wins)."""
    calendar = language.calendar
    words = class_words(text, calendar)
    letters = dict(calendar.letters)
    kinds = "".join([letters[word.kind] for word in words])
    found: list[tuple[int, int, int, int, str]] = []
    for order, pattern in enumerate(calendar.patterns):
        for match in pattern.form.finditer(kinds):
            first, last = match.span()
            found.append((first - last, order, first, last, pattern.rule))
    found.sort()
    taken = bytearray(len(words))
    chosen: list[TimeExpression] = []
    for _, _, first, last, rule in found:
        if any(taken[first:last]):
            continue
        before = words[first - 1].kind if first else ""
        after = words[last] if last < len(words) else None
        inside = words[first:last]
        if not _allowed(rule, inside, before, after, text, calendar):
            continue
        taken[first:last] = b"\1" * (last - first)
        side = _side(words, first, last)
        if side in {"before", "after"} and not _OF_DAY.isdisjoint(part.kind for part in inside):
            side = ""  # "shortly before 9 p.m. Tuesday" is on Tuesday
        tense = _tense(kinds, first, last, letters)
        if side in {"until", "by"} and tense is Tense.UNKNOWN:
            # A term that no word puts into the past lies ahead ("closed until Thursday").
            tense = Tense.FUTURE
        while len(inside) > 1 and inside[0].kind in _TRIMMED:
            inside = inside[1:]
        while len(inside) > 1 and inside[-1].kind in {"dot", "comma"}:
            inside, last = inside[:-1], last - 1
        chosen.append(
            TimeExpression(
                start=inside[0].start,
                end=inside[-1].end,
                kind=_KINDS.get(rule, TimeKind.DATE),
                rule=rule,
                parts=tuple(inside),
                tense=tense,
                side=side,
            )
        )
    chosen.sort(key=lambda expression: expression.start)
    return tuple(chosen)


def _side(words: list[TimePart], first: int, last: int) -> str:
    """Return the word that opens a side of the interval, "" where none does."""
    article = first > 0 and words[first - 1].kind == "the"
    at = first - 2 if article else first - 1
    if at < 0 or words[at].kind not in _SIDES or (article and words[first].kind == "year"):
        return ""
    side = words[at].kind
    owned = last < len(words) and words[last].kind in {"apos", "other"} and side in {"before", "after"}
    return "" if owned else side
