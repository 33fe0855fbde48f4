"""The days that a report names, and what speaks for each as the day of its main happening."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from reportedly.events.main_model import Features, Weights, best
from reportedly.events.main_spots import Clues, Spot, cut, find_spots, governing, is_headline, words_around
from reportedly.events.tree import Tree
from reportedly.language.language import Language
from reportedly.terms.times import Basis, Grain, When

DAILY = frozenset({Grain.DAY, Grain.HOUR, Grain.MINUTE})
"""Grains that tell a day."""
WORTH: Mapping[str, float] = {"harm": 10.0, "happening": 5.0, "afterwards": 0.5, "other": 1.0, "none": 1.0}
"""How much more a time weighs by what governs it, before anything is learnt."""
BESIDE_HARM, NOW = 2.0, 0.05
"""How much more it weighs in a sentence that tells of harm, and how much less as "now" or "today"."""


@dataclass(frozen=True, slots=True)
class Told:
    """One mention of a day: where it stands, its rank, and what it weighs before anything is learnt."""

    when: When
    spot: Spot
    day: str
    rank: int
    weight: float


def _told(trees: Sequence[Tree], clues: Clues, harmful: Sequence[bool], language: Language) -> list[Told]:
    """Return the mentions of days in text order, none after the publication."""
    limit = clues.published.end if clues.published is not None else None
    whens = (_of_publication(when, clues.published, trees) for when in clues.whens)
    days = [w for w in whens if w.grain in DAILY and w.start is not None and w.span is not None]
    spans = [(w.span.start, w.span.end) for w in days if w.span is not None]
    found: list[Told] = []
    for when, spot in zip(days, find_spots(trees, spans, harmful), strict=True):
        if spot is None or when.start is None or (limit is not None and when.start >= limit):
            continue
        words = " ".join(spot.tree.word(i) for i in spot.tokens)
        weight = WORTH[governing(spot, language)] * (BESIDE_HARM if spot.harmful else 1.0) / (len(found) + 1)
        weight *= NOW if words in language.harm.loosely_now else 1.0
        found.append(Told(when, spot, when.start.date().isoformat(), len(found), weight))
    return found


def _of_publication(when: When, published: When | None, trees: Sequence[Tree]) -> When:
    """Return a time of day that no day was told before ("about 5 p.m.") as one of the day of publication.

    Its basis says so. Bare digits ("0:50") are as often the length of a film.
    """
    if when.start is not None or when.grain not in DAILY or when.span is None or not trees:
        return when
    words = trees[0].reading.text[when.span.start : when.span.end]
    if published is None or published.start is None or not any(char.isalpha() for char in words):
        return when
    stop = published.start + timedelta(days=1)
    return replace(when, start=published.start, end=stop, grain=Grain.DAY, basis=Basis.PUBLISHED)


def _features(
    day: str, rows: Sequence[Told], told: Sequence[Told], published: When | None, language: Language
) -> Features:
    """Return what speaks for a day: its mentions, their order and number, its distance to the publication."""
    found: defaultdict[str, float] = defaultdict(float)
    total = sum(each.weight for each in told)
    found["weight"] = sum(each.weight for each in rows) / total
    found[f"mentions {cut(len(rows) - 1)}"] = 1.0
    found["share"] = len(rows) / len(told)
    found[f"rank {cut(rows[0].rank)}"] = 1.0
    found[f"sentence {cut(rows[0].spot.row)}"] = 1.0
    if published is not None and published.start is not None:
        back = (published.start.date() - date.fromisoformat(day)).days
        found[f"back {cut(back)}"] = 1.0
        found["long ago"] = float(back > 45)
    days = sorted({each.day for each in told})
    found["earliest"] = float(days[0] == day)
    found["latest"] = float(days[-1] == day)
    found["only"] = float(len(days) == 1)
    found["of publication"] = float(all(each.when.basis is Basis.PUBLISHED for each in rows))
    for at, each in enumerate(rows):
        weight = 1.0 / (1 + at)
        spot = each.spot
        kind = governing(spot, language)
        found[f"governed {kind}"] += weight
        found[f"governed {kind} rank {cut(each.rank)}"] += weight
        found["harmful"] += weight * spot.harmful
        found["headline"] += weight * is_headline(spot)
        for word in {spot.tree.word(i) for i in spot.tokens}:
            name = "number" if word[:1].isdigit() else word
            found[f"word {name}"] += weight
        for name, value in words_around(spot, weight):
            found[name] += value
    return found


def day_candidates(
    trees: Sequence[Tree], clues: Clues, harmful: Sequence[bool], language: Language
) -> list[tuple[When, Features]]:
    """Return the days that a report names, each by its first mention and with what speaks for it."""
    told = _told(trees, clues, harmful, language)
    by_day: dict[str, list[Told]] = {}
    for each in told:
        by_day.setdefault(each.day, []).append(each)
    return [
        (rows[0].when, _features(day, rows, told, clues.published, language))
        for day, rows in sorted(by_day.items())
    ]


def choose_day(candidates: Sequence[tuple[When, Features]], weights: Weights) -> When | None:
    """Return the day for which most speaks, None where the report names none."""
    return candidates[best([row for _, row in candidates], weights)][0] if candidates else None
