"""Times of events: expressions found, resolved in the order of the text, and given to events."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from reportedly.events.nearness import Extent, boundaries, ranked
from reportedly.events.times_resolve import grain_of, resolve
from reportedly.events.times_scene import Scene, units
from reportedly.events.times_spans import FINENESS, Stretch, one_day, opened
from reportedly.events.times_words import TimeExpression, TimeKind, find_expressions
from reportedly.language.calendar import split_words
from reportedly.language.language import Language
from reportedly.terms.spans import Span
from reportedly.terms.times import Basis, Grain, When

_ANCHORS = FINENESS[: FINENESS.index(Grain.YEAR) + 1]
_NEVER_ANCHORS = frozenset({"now", "recent", "soon", "so_far", "stretch"})
_LEANING_GAP = 6  # code points between "two days after" and the date it counts from
_FAR = 1  # clause boundaries beyond which a time no longer belongs to an event


def find_times(text: str, language: Language) -> tuple[TimeExpression, ...]:
    """Return the time expressions of ``text`` in order, code points of ``text``, none overlapping.

    Durations and sets are among them, marked by their ``kind``. Linear in the text; never raises.
    """
    found = find_expressions(text, language)
    followed = tuple(
        replace(left, leans=True) if _leans(left, right, text) else left for left, right in pairwise(found)
    )
    return (*followed, *found[-1:])


def _leans(left: TimeExpression, right: TimeExpression, text: str) -> bool:
    """Return whether "two days after" is followed at once by the date that it counts from."""
    if left.rule != "shift" or left.parts[-1].kind not in {"before", "after"}:
        return False
    return (
        right.kind is TimeKind.DATE
        and right.start - left.end <= _LEANING_GAP
        and "\n" not in text[left.end : right.start]
    )


def _publication_day(published: When | None) -> date | None:
    if published is None:
        return None
    day = published.start or published.end
    return day.date() if day is not None else None


def resolve_times(
    expressions: Iterable[TimeExpression],
    text: str,
    report_id: str,
    published: When | None,
    language: Language,
) -> tuple[When, ...]:
    """Return a time for each expression that is a date, in the order of the text.

    Without a publication date only what the text states in full resolves; the rest have both sides None,
    basis relative, and the grain that the words give. Expressions that lean on a time told before ("two days
    later", "that month") take the last one resolved; where there is none they stay open. Weeks start as the
    calendar's ``week_starts_on`` says. Never raises.
    """
    ordered = sorted(expressions, key=lambda expression: expression.start)
    day = _publication_day(published)
    told: Stretch | None = None
    whens: list[When] = []
    for at, expression in enumerate(ordered):
        if expression.kind is not TimeKind.DATE or not expression.start < expression.end <= len(text):
            continue
        scene = Scene(day, told, language.calendar)
        if expression.rule == "shift" and expression.parts[-1].kind in {"before", "after"}:
            anchor = resolve(ordered[at + 1], scene) if expression.leans and at + 1 < len(ordered) else None
            scene = replace(scene, told=anchor)
            if anchor is None and not expression.leans:
                scene = replace(scene, told=_years_back(expression, text, day))
        found = resolve(expression, scene)
        span = Span(report_id, expression.start, expression.end)
        whens.append(_when(expression, found, span))
        if found is not None and _anchors(expression, found, told):
            told = found
        elif found is None and expression.rule not in _NEVER_ANCHORS:
            # What follows leans on this unknown time, not on one told before it.
            told = None
    return tuple(whens)


def _years_back(expression: TimeExpression, text: str, day: date | None) -> Stretch | None:
    """Return the publication day for "ten years after the war, …", from which the war is counted back.

    Only for years and decades that open a sentence: what follows the comma is then about the present, and the
    distance to it is lost in the grain.
    """
    named = units(expression)
    opening = text[: expression.start].rstrip()[-1:] in {"", ".", "\n", "!", "?", "”", '"'} or (
        "\n" in text[max(0, expression.start - 2) : expression.start]
    )
    far = bool(named) and named[0] in {"year", "decade"} and expression.parts[-1].kind == "after"
    return one_day(day, Basis.RELATIVE) if day is not None and far and opening else None


def _anchors(expression: TimeExpression, found: Stretch, told: Stretch | None) -> bool:
    """Return whether later expressions may count from this one: dated, no coarser than a year."""
    if expression.rule in _NEVER_ANCHORS or found.start is None or found.end is None:
        return False
    if found.grain is Grain.YEAR:
        return told is None or told.grain is Grain.YEAR
    return found.grain in _ANCHORS


def _when(expression: TimeExpression, found: Stretch | None, span: Span) -> When:
    if found is not None:
        found = opened(found, expression.side)
    if found is None or (found.start is None and found.end is None):
        return When(start=None, end=None, grain=grain_of(expression), basis=Basis.RELATIVE, span=span)
    if found.start is not None and found.end is not None and found.end <= found.start:
        return When(start=None, end=None, grain=found.grain, basis=found.basis, span=span)
    return When(start=found.start, end=found.end, grain=found.grain, basis=found.basis, span=span)


def when_for(
    trigger: Extent, sentence: Extent, whens: Sequence[When], text: str, language: Language
) -> When | None:
    """Return the time that belongs to the event at ``trigger``: the nearest by clause, then by words.

    Only times of the same sentence are taken, at most one clause away and not inside a clause about a noun
    ("who fled in May") that the event stands before; None where there is none. Offsets are code points of
    ``text``.
    """
    candidates = [(when.span, when) for when in whens if when.span is not None]
    for clauses, _, when in ranked(trigger, sentence, candidates, text, language):
        if clauses > _FAR:
            return None
        if when.span is None or not _elsewhere(trigger, when.span, text, language):
            return when
    return None


def _elsewhere(trigger: Extent, span: Span, text: str, language: Language) -> bool:
    """Return whether the words show that a time dates another event of the sentence."""
    table = language.calendar
    words = [match.group().lower() for match in split_words(text[span.start : span.end])]
    opens = table.words.get(words[-1]) if words else None
    if opens is not None and opens.kind in {"before", "after"} and len(words) > 1:
        # "Ten years after the war, …": the time of the war, not of what follows the comma.
        return trigger.start < span.end or boundaries(span.end, trigger.start, text, language) > 0
    if span.start <= trigger.end:
        return False
    between = (match.group().lower() for match in split_words(text[trigger.end : span.start]))
    return any(word in table.relative for word in between)
