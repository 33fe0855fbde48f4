"""PLOVER root types: what a source does to a target in one sentence."""

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
from train.linear import Features, fit, known_keys, rarity, rows_of, scores, weighed

from reportedly.events.catalogue import load_catalogue
from reportedly.events.tree import tree_of
from reportedly.run.analysis import LANGUAGE
from reportedly.terms.readings import Reading, Sentence
from tests.quality.measure import SEED, Figure, Measure, Shape, Unit, figure
from tests.quality.pipeline import read_lines
from tests.quality.relations import TYPES, Pair, features
from tests.quality.shared import SHARED

FILE = SHARED / "data" / "events" / "plv" / "train.jsonl"
FOLDS = 5
MARKS = {"source": "<s>", "target": "<t>"}


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence's features with what the gold calls it; the sentence tells which fold it belongs to."""

    sentence: str
    gold: str
    features: Features


def stretches(row: dict[str, Any]) -> dict[str, tuple[int, int]]:
    """Return where source and target stand in the sentence, from the marks of its marked form."""
    marked = row["marked_sentence"]
    starts = {name: marked.find(mark) for name, mark in MARKS.items()}
    shift = len("<s></s>")
    found = {}
    for name, start in starts.items():
        other = next(at for each, at in starts.items() if each != name)
        first = start - (shift if 0 <= other < start else 0)
        found[name] = (first, first + len(row[name]))
    return found


def _whole(reading: Reading) -> Sentence:
    """Return one sentence over all of a reading: the gold's sentence, however the reader cuts it."""
    first, last = reading.sentences[0], reading.sentences[-1]
    return Sentence(first.start, last.end, first.role, 0, len(reading.tokens))


def words_at(reading: Reading, stretch: tuple[int, int]) -> range:
    """Return the tokens that a stretch of code points touches; the first token where it touches none."""
    inside = [i for i, t in enumerate(reading.tokens) if t.start < stretch[1] and stretch[0] < t.end]
    return range(inside[0], inside[-1] + 1) if inside else range(1)


def examples() -> list[Example]:
    """Return the rows of the training part with their features."""
    catalogue = load_catalogue(LANGUAGE)
    found: list[Example] = []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        reading = read_lines(row["sentence_id"], row["sentence"])
        at = stretches(row)
        pair: Pair = (words_at(reading, at["source"]), words_at(reading, at["target"]))
        tree = tree_of(reading, _whole(reading)) if reading.sentences else None
        given = features(tree, pair, catalogue) if tree is not None else {}
        found.append(Example(row["sentence"], row["gold_root"], given))
    return found


def folds(given: list[Example]) -> list[int]:
    """Return the fold of each example: types spread evenly by the seed, equal sentences together."""
    order = np.random.default_rng(SEED).permutation(len(given)).tolist()
    held: dict[str, int] = {}
    seen: dict[str, int] = {}
    for at in order:
        gold = given[at].gold
        if given[at].sentence not in held:
            held[given[at].sentence] = seen.get(gold, 0) % FOLDS
            seen[gold] = seen.get(gold, 0) + 1
    return [held[each.sentence] for each in given]


def predicted(given: list[Example]) -> list[str]:
    """Return the type of each example by a model fitted on the other folds."""
    fold, classes = folds(given), np.array([TYPES.index(each.gold) for each in given])
    found = [""] * len(given)
    for number in range(FOLDS):
        rest = [at for at, each in enumerate(fold) if each != number]
        held = [at for at, each in enumerate(fold) if each == number]
        keys = known_keys([given[at].features for at in rest])
        train, test = (rows_of([given[at].features for at in part], keys) for part in (rest, held))
        rare = rarity(train, len(keys) + 1)
        weights = fit(weighed(train, rare), classes[rest], (len(keys) + 1, len(TYPES)))
        best = scores(weighed(test, rare), weights).argmax(axis=1)
        for at, kind in zip(held, best.tolist(), strict=True):
            found[at] = TYPES[kind]
    return found


def macro(gold: list[str], found: list[str]) -> list[Unit]:
    """Return a unit a type whose mean F1 is the macro-F1: each type weighs the same."""
    units = []
    for kind in TYPES:
        right = sum(a == b == kind for a, b in zip(gold, found, strict=True))
        total = (gold.count(kind) + found.count(kind)) / 2
        units.append(Unit(right / total if total else 1.0, 1, 1))
    return units


def score() -> tuple[Figure, ...]:
    """PLV: PLOVER root type of a sentence with its source and target marked, by five-fold cross-validation.

    ``macro`` is the mean F1 of the fifteen types (its ± is over types), ``right`` the share of sentences. The
    linear model is fitted anew for each fold with the features of ``relations`` by ``train.linear``; equal
    sentences stay in one fold. ``words`` is the same without the tree and the catalogue, for comparison.
    """
    given = examples()
    gold = [each.gold for each in given]
    found = predicted(given)
    plain = [
        Example(e.sentence, e.gold, {k: v for k, v in e.features.items() if k.startswith(("word ", "pair "))})
        for e in given
    ]
    hits = [Unit(a == b, 1, 1) for a, b in zip(gold, found, strict=True)]
    return (
        figure("macro", Shape.RECALL, macro(gold, found)),
        figure("right", Shape.RECALL, hits),
        figure("words", Shape.RECALL, macro(gold, predicted(plain))),
    )


PLV = Measure(name="plv", data=(FILE,), take=score)
