"""Counts of events: how many of what, with the doubt that the words leave."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.events.counts_numbers import Figure, Word, find_figures, words_of
from reportedly.events.nearness import Extent, ranked
from reportedly.language.language import Language
from reportedly.language.numbers import Numbers
from reportedly.terms.counts import Count
from reportedly.terms.spans import Span

_REACH = 14  # words after a number within which its verb may stand
_NOUN_REACH = 5  # words after a number within which its noun may stand
_CLAUSE_REACH = 4  # clause boundaries over which a count of harm still belongs to an event
FAR = 1000  # code points beyond which a count belongs to no event
OLDEST = 120  # no age is higher, in years
_SURVIVED = frozenset({"hit", "wounded"})
_MARKS = frozenset('.;:!?()[]"“”\n')


@dataclass(frozen=True, slots=True)
class _Counted:
    """What a number counts: the state told by a verb, or the noun, and where the noun phrase ends."""

    what: str
    by_verb: bool
    last: int


def _excluded(figure: Figure, words: list[Word], numbers: Numbers) -> bool:
    """Return whether a number is money, an age, a measure, a label or a part of another word."""
    first, last = figure.first, figure.last
    before = words[first - 1] if first else None
    after = words[last] if last < len(words) else None
    if _is_age(figure, words, numbers):
        return True
    if before is not None:
        if before.text in numbers.currency or before.lower in numbers.never_after:
            return True
        glued = before.end == words[first].start and words[first].text[0].isdigit()
        if glued and (before.text in "-–—./:'’" or before.text.isalnum()) and figure.outer == first:
            return True
    if after is None:
        return figure.yearlike or figure.article
    if after.text in "%°$€£":
        return True
    step = last + 1 if after.text in "-–—" else last
    named = words[step].lower if step < len(words) else ""
    if figure.yearlike and (
        named not in numbers.nouns
        or (before is not None and (before.text == "," or before.lower in numbers.prepositions))
    ):
        return True
    return named in numbers.never_before


def _is_age(figure: Figure, words: list[Word], numbers: Numbers) -> bool:
    """Return whether a bare number is the age of the person named before it ("Anna Brandt, 36, was …")."""
    first, last = figure.first, figure.last
    if first < 2 or last >= len(words) or not words[first].text.isdigit() or figure.high is None:
        return False
    if figure.high > OLDEST or words[last].text not in ",.;)":
        return False
    before = first - 1
    while before > 0 and words[before].lower in numbers.ageing:
        before -= 1
    return words[before].text == "," and (words[before - 1].text[:1].isupper() or before < first - 1)


def _is_whole(figure: Figure, words: list[Word], numbers: Numbers) -> bool:
    """Return whether a number is the whole of which the number before it is a part ("two of the four")."""
    at = figure.outer
    while at > 0 and words[at - 1].lower in numbers.partitives:
        at -= 1
    if at == figure.outer or at == 0:
        return False
    part = words[at - 1].lower
    return words[at].lower in numbers.wholes and (part in numbers.cardinals or part.isdigit())


def _dated(figure: Figure, words: list[Word], language: Language) -> bool:
    """Return whether the number is the day of a month."""
    if not words[figure.first].text.isdigit():
        return False
    for at in (
        figure.first - 1,
        figure.first - 2 if words[figure.first - 1].text == "." else -1,
        figure.last,
    ):
        if 0 <= at < len(words) and words[at].text[:1].isupper():
            entry = language.calendar.words.get(words[at].lower)
            if entry is not None and entry.kind == "month":
                return True
    return False


def _active(figure: Figure, words: list[Word], numbers: Numbers) -> str | None:
    """Return what the verb right before the number says is done to those counted."""
    stop = figure.outer
    while stop > 0 and words[stop - 1].lower in numbers.partitives:
        stop -= 1
    if stop <= 0:
        return None
    for phrase, what in numbers.actives.get(words[stop - 1].lower, ()):
        first = stop - len(phrase)
        if first < 0 or any(words[first + n].lower != word for n, word in enumerate(phrase)):
            continue
        passive = first > 0 and words[first - 1].lower in numbers.auxiliaries - {"has", "have", "had"}
        return None if passive and len(phrase) == 1 else what
    return None


def _noun(figure: Figure, words: list[Word], numbers: Numbers) -> tuple[str | None, int]:
    """Return the canonical noun that follows the number, and the index after it."""
    at, what, last = figure.last, None, figure.last
    while at < len(words) and words[at].lower in numbers.partitives and not figure.article:
        at += 1
    for here in range(at, min(len(words), at + _NOUN_REACH)):
        word = words[here]
        known = numbers.nouns.get(word.lower)
        if known is not None:
            what, last = known, here + 1
        elif here > at and _joins_modifiers(here, words, numbers):
            continue  # "17 rocket and drone attacks"
        elif what is not None or _closes(word, numbers) or word.text[0].isdigit():
            break
    return what, last


def _joins_modifiers(at: int, words: list[Word], numbers: Numbers) -> bool:
    """Return whether an "and" joins two modifiers of a noun that is counted, two words on."""
    if words[at].lower not in numbers.and_ or at + 2 >= len(words) or words[at - 1].lower.endswith("s"):
        return False
    return words[at + 2].lower in numbers.nouns


def _closes(word: Word, numbers: Numbers) -> bool:
    """Return whether a noun phrase ends at this word."""
    lower = word.lower
    return (
        lower in numbers.stops
        or lower in numbers.prepositions
        or lower in numbers.joins
        or lower in numbers.auxiliaries
        or lower in numbers.participles
        or lower in numbers.articles
        or not (word.text[0].isalnum() or word.text in "-'’.")
    )


def _opens_object(at: int, words: list[Word], numbers: Numbers) -> bool:
    """Tell whether an active verb's object may begin at a word: not with "at", but with "at least"."""
    word = words[at]
    if word.lower in numbers.prepositions:
        here = tuple(each.lower for each in words[at : at + 2])
        return any(tuple(phrase[:2]) == here for phrase in (*numbers.low, *numbers.high))
    return word.lower in numbers.objects or word.text[0].isdigit() or word.lower in numbers.cardinals


def _told(at: int, words: list[Word], passive: bool, numbers: Numbers) -> str | None:
    """Return the state that a word after the number tells, None for an active verb with its object."""
    word = words[at]
    if word.lower in numbers.verbs:
        return numbers.verbs[word.lower]
    what = numbers.participles.get(word.lower)
    if what is None or passive or at + 1 >= len(words):
        return what
    return None if _opens_object(at + 1, words, numbers) else what


def _deadly_after(at: int, words: list[Word], numbers: Numbers) -> bool:
    """Tell whether the words from an index on say that a hit or a wound was deadly ("shot dead")."""
    here = [word.lower for word in words[at : at + 2]]
    return any(tuple(here[: len(phrase)]) == phrase for phrase in numbers.deadly_after)


def _is_all_of(first: int, last: int, words: list[Word], numbers: Numbers) -> bool:
    """Return whether only "of the" and the like stand in words [first, last): "two of the four guards"."""
    return last > first and all(word.lower in numbers.partitives for word in words[first:last])


def _state(figure: Figure, words: list[Word], numbers: Numbers) -> str | None:
    """Return what the words after the number say is done to those counted ("… were later found dead")."""
    passive, joined, loose = False, False, 0
    for at in range(figure.last, min(len(words), figure.last + _REACH)):
        word = words[at]
        after = words[at + 1] if at + 1 < len(words) else None
        if word.text in _MARKS or word.lower in numbers.stops:
            return None
        told = _told(at, words, passive, numbers)
        if told is not None:
            return "killed" if told in _SURVIVED and _deadly_after(at + 1, words, numbers) else told
        if word.lower in numbers.auxiliaries:
            passive = True
        elif word.text[0].isdigit() or word.lower in numbers.cardinals:
            if not joined and not _is_all_of(figure.last, at, words, numbers):
                return None
        elif passive:
            loose += 1
        if loose > 4:
            return None
        joined = word.lower in numbers.joins or (joined and not passive)
        if word.text == "," and not (after is not None and after.lower in numbers.auxiliaries):
            return None
    return None


def _counted(figure: Figure, words: list[Word], numbers: Numbers, before: _Counted | None) -> _Counted | None:
    """Return what a number counts; ``before`` is what the number before it counts ("two … and three …")."""
    noun, last = _noun(figure, words, numbers)
    if noun == "times":
        return _Counted(noun, False, last)
    active = _active(figure, words, numbers)
    state = _state(figure, words, numbers)
    if active is not None and not (state is not None and last == figure.last and noun is None):
        return _Counted(active, True, last)
    if state is not None and noun not in numbers.alone:
        return _Counted(state, False, last)
    if noun is None:
        return None
    if before is not None and before.by_verb and noun not in numbers.alone:
        between = [word.lower for word in words[before.last : figure.outer]]
        if between and len(between) <= 3 and all(word in numbers.joins or word == "," for word in between):
            return _Counted(before.what, True, last)
    if (figure.article or figure.high == 1 == figure.low) and noun not in numbers.alone:
        return None
    return _Counted(noun, False, last)


def find_counts(text: str, report_id: str, start: int, end: int, language: Language) -> tuple[Count, ...]:
    """Return the counts of ``text[start:end]`` (code points, best one sentence) in order.

    ``low`` and ``high`` are inclusive, None where open. A number whose verb says what befell those counted is
    a count of that ("two soldiers were killed" counts "killed"), else of its noun. Years, ages, dates, money,
    measures, percentages and labels are no counts. The span holds the number with its bound words.
    """
    start, end = max(0, start), min(len(text), end)
    numbers = language.numbers
    words = words_of(text, start, end) if start < end else []
    counts: list[Count] = []
    before: _Counted | None = None
    for figure in find_figures(words, language):
        if _excluded(figure, words, numbers) or _dated(figure, words, language):
            continue
        if _is_whole(figure, words, numbers):
            continue
        found = _counted(figure, words, numbers, before)
        if found is None:
            continue
        before = found
        counts.append(
            Count(
                what=found.what,
                low=figure.low,
                high=figure.high,
                approximate=figure.approximate,
                span=Span(report_id, words[figure.outer].start, words[figure.last - 1].end),
            )
        )
    return tuple(counts)


def counts_for(
    trigger: Extent, sentence: Extent, counts: Sequence[Count], text: str, language: Language
) -> tuple[Count, ...]:
    """Return the counts that belong to the event at ``trigger``, in the order of the text.

    Those of the same clause, and of the same sentence where they count harm (killed, wounded, arrested …).
    """
    near = [c for c in counts if c.span.start - trigger.end <= FAR and trigger.start - c.span.end <= FAR]
    rows = ranked(trigger, sentence, [(count.span, count) for count in near], text, language)
    kept = [
        count
        for apart, _, count in rows
        if apart == 0 or (count.what in language.numbers.harm and apart <= _CLAUSE_REACH)
    ]
    return tuple(sorted(kept, key=lambda count: count.span))
