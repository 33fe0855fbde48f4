"""The towns that a report names, and what speaks for each as the place of its main happening."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from reportedly.events.gazetteer import load_gazetteer
from reportedly.events.main_model import Features, Weights, best
from reportedly.events.main_spots import (
    Clues,
    Spot,
    cut,
    find_spots,
    governing,
    is_harm,
    is_headline,
    words_around,
    words_beside,
)
from reportedly.events.tree import Tree
from reportedly.language.language import Language
from reportedly.terms.names import fold_name
from reportedly.terms.places import Precision, Where, apart_m, unpinned
from reportedly.terms.readings import NameKind, Reading
from reportedly.terms.spans import Role, Span

BESIDE_HARM, ANSWERING, FROM, UNPLACED = 1.5, 4.0, 2.0, 0.3
"""How much more a place weighs, before anything is learnt, whose sentence tells of harm and whose police
speaks; what a dateline weighs; and how much less a name weighs that no gazetteer knows."""
_FINE = frozenset({Precision.CITY, Precision.SITE, Precision.UNKNOWN, Precision.PROVINCE})
_LONGEST = 40
BESIDE = 1.5
"""Radii of a town within which smaller places are its quarters and suburbs."""


@dataclass(frozen=True, slots=True)
class _Told:
    """One mention of a place: where it stands, its rank, what it weighs before anything is learnt."""

    where: Where
    spot: Spot | None
    rank: int
    weight: float


def _unplaced(reading: Reading, start: int, end: int) -> Where:
    """Return the place that the words at text[start:end] name, known by them alone."""
    name = reading.text[start:end]
    return unpinned(name.title() if name.isupper() else name, Span(reading.report_id, start, end))


def _stop(text: str, start: int, end: int, kind: NameKind, language: Language) -> int:
    """Return where the town ends in a name: before a comma, before "Police" in that of a body; else start."""
    if kind is NameKind.PLACE:
        comma = text.find(",", start, end)
        return end if comma < 0 else comma
    at = start
    for word in text[start:end].split(" "):
        if at > start and word.rstrip(".,").lower() in language.harm.jurisdiction:
            return at - 1
        at += len(word) + 1
    return start


def named_places(reading: Reading, known: Sequence[Where], language: Language) -> Iterator[Where]:
    """Yield the towns that the reader's names hold and ``known`` does not: "Tarnow", "Tarnow Police"."""
    ends = sorted((where.span.start, where.span.end) for where in known)
    for name in reading.names:
        if name.kind not in {NameKind.PLACE, NameKind.ORGANISATION} or name.end - name.start > _LONGEST:
            continue
        stop = _stop(reading.text, name.start, name.end, name.kind, language)
        at = bisect_left(ends, (name.start, 0))
        taken = at < len(ends) and ends[at][0] < stop
        words = reading.text[name.start : stop]
        if words[:1].isupper() and not taken and not any(char.isdigit() or char == "\n" for char in words):
            yield _unplaced(reading, name.start, stop)


def headline_places(trees: Sequence[Tree], known: Sequence[Where], language: Language) -> Iterator[Where]:
    """Yield the towns that stand in headlines before people or harm ("Tarnow man dies", "Tarnow shooting").

    A reader takes such a word for somebody's name as often as not. Only names that a gazetteer has, by their
    words alone: nothing there tells which place of that name it is.
    """
    taken = {where.span.start for where in known}
    gazetteer = load_gazetteer(language.code)
    for tree in trees:
        if tree.sentence.role is not Role.HEADLINE:
            continue
        reading, tokens = tree.reading, tree.reading.tokens
        at = tree.sentence.first
        while at < tree.sentence.last:
            stop = _capitals(tree, at)
            start = tokens[at].start
            bare = stop > at and start not in taken and _before_people(tree, stop, language)
            if bare and gazetteer.find(reading.text[start : tokens[stop - 1].end]):
                yield _unplaced(reading, start, tokens[stop - 1].end)
            at = max(stop, at + 1)


def _capitals(tree: Tree, at: int) -> int:
    """Return the token after a run of capitalised words, none of which tells of people."""
    text, tokens = tree.reading.text, tree.reading.tokens
    while at < tree.sentence.last and text[tokens[at].start].isupper() and tree.pos(at) in {"PROPN", "NOUN"}:
        at += 1
    return at


def _before_people(tree: Tree, at: int, language: Language) -> bool:
    """Tell whether a noun in lower case stands there that tells of people or of harm."""
    if at >= tree.sentence.last or tree.pos(at) != "NOUN":
        return False
    if not tree.reading.text[tree.reading.tokens[at].start].islower():
        return False
    people = tree.lemma(at) in language.participants.people or tree.lemma(at) in language.harm.jurisdiction
    return people or is_harm(tree, at, language)


def _weight(where: Where, spot: Spot | None, rank: int, language: Language) -> float:
    weight: float = (BESIDE_HARM if spot is not None and spot.harmful else 1.0) / sqrt(rank + 1)
    weight *= ANSWERING if spot is not None and spot.after in language.harm.jurisdiction else 1.0
    return weight * (UNPLACED if where.precision is Precision.UNKNOWN else 1.0)


def _features(name: str, rows: Sequence[_Told], told: Sequence[_Told], dateline: Where | None) -> Features:
    """Return what speaks for a place: its mentions, their order and number, its kind."""
    found: defaultdict[str, float] = defaultdict(float)
    total = sum(each.weight for each in told) or 1.0
    first = rows[0]
    found["weight"] = sum(each.weight for each in rows) / total
    found["share"] = len(rows) / len(told)
    found[f"mentions {cut(len(rows) - 1)}"] = 1.0
    found[f"rank {cut(first.rank)}"] = 1.0
    found[f"is {first.where.precision.value}"] = 1.0
    found["dateline"] = float(dateline is not None and fold_name(dateline.name) == name)
    found["dateline elsewhere"] = float(dateline is not None and fold_name(dateline.name) != name)
    found["part of another"] = float(
        any(name in (other := fold_name(each.where.name)) and name != other for each in told)
    )
    found["pinned"] = float(first.where.latitude_deg is not None)
    others = {fold_name(each.where.name): each.where for each in told}
    found["within another"] = float(any(_within(first.where, other) for other in others.values()))
    found["holds another"] = float(any(_within(other, first.where) for other in others.values()))
    return found


def _within(inner: Where, outer: Where) -> bool:
    """Tell whether a place is a smaller one in or beside a town: a quarter, a suburb."""
    if outer.precision is not Precision.CITY or inner.radius_m is None or outer.radius_m is None:
        return False
    away = apart_m(inner, outer)
    return away is not None and inner.radius_m < outer.radius_m and away < BESIDE * outer.radius_m


def _spoken(rows: Sequence[_Told], language: Language) -> Iterator[tuple[str, float]]:
    """Yield what the words around the mentions of a place say for it."""
    for at, each in enumerate(rows):
        spot, weight = each.spot, 1.0 / (1 + at)
        if spot is None:
            continue
        if at == 0:
            yield f"sentence {cut(spot.row)}", 1.0
        yield f"governed {governing(spot, language)}", weight
        yield "harmful", weight * spot.harmful
        yield "headline", weight * is_headline(spot)
        yield "answering", weight * (spot.after in language.harm.jurisdiction)
        inside = [word for i in spot.tokens if (word := spot.tree.word(i)) in language.places.counties]
        yield "county", weight * bool(inside)
        yield from words_around(spot, weight)
        yield from words_beside(spot, weight)


def place_candidates(
    trees: Sequence[Tree], clues: Clues, harmful: Sequence[bool], language: Language
) -> list[tuple[Where, Features]]:
    """Return the places that a report names, each by its first mention, and what speaks for it."""
    fine = [w for w in clues.toponyms if w.precision in _FINE]
    if trees:
        fine += named_places(trees[0].reading, clues.toponyms, language)
        fine += headline_places(trees, fine, language)
    fine.sort(key=lambda where: (where.span.start, where.span.end))
    spots = find_spots(trees, [(w.span.start, w.span.end) for w in fine], harmful)
    told = [
        _Told(where, spot, rank, _weight(where, spot, rank, language))
        for rank, (where, spot) in enumerate(zip(fine, spots, strict=True))
    ]
    if clues.dateline is not None:
        told.append(_Told(clues.dateline, None, 0, FROM))
    by_name: dict[str, list[_Told]] = {}
    for each in told:
        by_name.setdefault(fold_name(each.where.name), []).append(each)
    found: list[tuple[Where, Features]] = []
    for name, rows in sorted(by_name.items()):
        features = dict(_features(name, rows, told, clues.dateline))
        for key, value in _spoken(rows, language):
            features[key] = features.get(key, 0.0) + value
        found.append((rows[0].where, features))
    return found


def choose_place(candidates: Sequence[tuple[Where, Features]], weights: Weights) -> Where | None:
    """Return the place for which most speaks, None where the report names none."""
    return candidates[best([row for _, row in candidates], weights)][0] if candidates else None
