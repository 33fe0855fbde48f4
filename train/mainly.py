"""How the weights in ``language/en/main_weights.json`` are made: day, place and toll of a main happening.

Run as ``python -m train.mainly``: reads the reports of the Gun Violence Archive
(``../shared/data/incidents/gun_violence_archive``) but those of an incident that ``tests.quality --only gva``
scores, and fits one conditional logistic model (McFadden 1974) to each question: of the candidates that a
report's words name, which is the register's. Reports whose words do not name it teach nothing. Prints what
the models are worth by five-fold cross-validation over incidents. The same data give the same file.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from tests.quality.gva import cases, cities, clues_of, every_case, folded

from reportedly.events.main import sentences_told
from reportedly.events.main_days import choose_day, day_candidates
from reportedly.events.main_model import Features, Weights, best
from reportedly.events.main_places import place_candidates
from reportedly.events.main_spots import Clues, harmful_rows
from reportedly.events.main_tolls import Account, account_of, killed_candidates, wounded_candidates
from reportedly.events.tree import tree_of
from reportedly.language.language import Language, load_language
from reportedly.run.analysis import LANGUAGE
from reportedly.terms.readings import Reading

OUT = Path(__file__).parents[1] / "src/reportedly/language/en/main_weights.json"
DECAY: Mapping[str, float] = {"day": 3.0, "place": 16.0, "killed": 20.0, "wounded": 20.0}
"""The weight of half the squared weights beside the sum of the groups' losses."""
LEAST: Mapping[str, int] = {"day": 8, "place": 8, "killed": 12, "wounded": 12}
"""How many candidates must hold a feature."""
FAINT = 0.05
"""Weights nearer to nothing are left out."""
ROUNDS, STEPS, FOLDS = 250, 100, 5
"""Steps of Adam, parts of one that a weight is kept in, folds."""


@dataclass(frozen=True, slots=True)
class Group:
    """The candidates of one report for one question, and which of them are right."""

    rows: tuple[Features, ...]
    right: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    """One report of the register: its reading, its clues, the register's row."""

    reading: Reading
    clues: Clues
    row: Mapping[str, Any]

    @property
    def fold(self) -> int:
        """The part of the data that its incident belongs to."""
        return crc32(str(self.row["incident_id"]).encode()) % FOLDS


def lessons() -> Iterable[Lesson]:
    """Yield the reports whose incident the quality measure does not score."""
    scored = {case.row["incident_id"] for case in cases()}
    for case in every_case():
        if case.row["incident_id"] not in scored:
            yield Lesson(*clues_of(case.report), case.row)


def fit(groups: Sequence[Group], task: str) -> dict[str, float]:
    """Return the weights that make the right candidates likeliest, by Adam on all groups at once.

    Kingma and Ba 2015. Features that fewer than ``LEAST`` candidates hold are left out.
    """
    decay, least = DECAY[task], LEAST[task]
    groups = [group for group in groups if any(group.right) and not all(group.right)]
    held = Counter(name for group in groups for row in group.rows for name, value in row.items() if value)
    names = sorted(name for name, count in held.items() if count >= least)
    places = {name: at for at, name in enumerate(names)}
    cells = [
        (at, places[name], value)
        for at, row in enumerate(row for group in groups for row in group.rows)
        for name, value in row.items()
        if name in places and value
    ]
    rows, columns = (np.array([cell[side] for cell in cells], np.int64) for side in (0, 1))
    values = np.array([cell[2] for cell in cells], np.float64)
    sizes = np.array([len(group.rows) for group in groups])
    starts, owner = np.cumsum(sizes) - sizes, np.repeat(np.arange(len(groups)), sizes)
    right = np.array([each for group in groups for each in group.right], np.float64)
    weights, first, second = (np.zeros(len(names), np.float64) for _ in range(3))
    for step in range(1, ROUNDS + 1):
        scored = np.bincount(rows, weights=weights[columns] * values, minlength=len(owner))
        raised = np.exp(scored - np.maximum.reduceat(scored, starts)[owner])
        shares = raised / np.add.reduceat(raised, starts)[owner]
        wanted = shares * right
        wanted = wanted / np.maximum(np.add.reduceat(wanted, starts), 1e-300)[owner]
        pushed = np.bincount(columns, weights=(shares - wanted)[rows] * values, minlength=len(names))
        slope = pushed + decay * weights
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope * slope
        weights -= 0.05 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    rounded = ((name, round(float(weight), 2)) for name, weight in zip(names, weights, strict=True))
    return {name: weight for name, weight in rounded if abs(weight) >= FAINT}


def days(lesson: Lesson, language: Language) -> Group:
    """Return the days that a report names, the register's marked."""
    found = day_candidates(*_given(lesson, language), language)
    right = (w.start is not None and w.start.date().isoformat() == lesson.row["date"] for w, _ in found)
    return Group(tuple(row for _, row in found), tuple(right))


def towns(lesson: Lesson, language: Language) -> Group:
    """Return the places that a report names, the register's marked."""
    found = place_candidates(*_given(lesson, language), language)
    allowed = cities(lesson.row["city"])
    return Group(tuple(row for _, row in found), tuple(folded(where.name) in allowed for where, _ in found))


def _given(lesson: Lesson, language: Language) -> tuple[list[Any], Clues, list[bool]]:
    reading = lesson.reading
    trees = [tree for each in reading.sentences if (tree := tree_of(reading, each)) is not None]
    return trees, lesson.clues, harmful_rows(trees, language)


def account(lesson: Lesson, weights: Weights, language: Language) -> Account:
    """Return what a report says of victims in the sentences of its main day."""
    trees, clues, harmful = _given(lesson, language)
    when = choose_day(day_candidates(trees, clues, harmful, language), weights)
    return account_of(sentences_told(trees, clues, harmful, when, language), language)


def dead(told: Account, row: Mapping[str, Any]) -> Group:
    """Return the numbers of killed that a report supports, the register's marked."""
    found = killed_candidates(told)
    return Group(tuple(n.features for n in found), tuple(n.number == row["killed"] for n in found))


def hurt(told: Account, row: Mapping[str, Any], weights: Weights) -> Group:
    """Return the numbers of wounded that a report supports beside the killed chosen, the right marked."""
    rows = killed_candidates(told)
    killed = rows[best([each.features for each in rows], weights)].number
    found = wounded_candidates(told, killed)
    return Group(tuple(n.features for n in found), tuple(n.number == row["injured"] for n in found))


def hits(groups: Sequence[Group], weights: Weights) -> int:
    """Return in how many groups the candidate chosen is right."""
    return sum(bool(g.rows) and g.right[best(g.rows, weights)] for g in groups)


def learn(given: Sequence[Lesson], beside: Sequence[Lesson]) -> tuple[dict[str, Weights], Counter[str]]:
    """Return the weights fitted to the given reports, and how many of others they have right."""
    language = load_language(LANGUAGE)
    made: dict[str, Weights] = {}
    found: Counter[str] = Counter()
    for task, groups_of in (("day", days), ("place", towns)):
        made[task] = fit([groups_of(each, language) for each in given], task)
        found[task] = hits([groups_of(each, language) for each in beside], made[task])
    told = [(account(each, made["day"], language), each.row) for each in given]
    others = [(account(each, made["day"], language), each.row) for each in beside]
    made["killed"] = fit([dead(*each) for each in told], "killed")
    found["killed"] = hits([dead(*each) for each in others], made["killed"])
    made["wounded"] = fit([hurt(*each, made["killed"]) for each in told], "wounded")
    found["wounded"] = hits([hurt(*each, made["killed"]) for each in others], made["wounded"])
    return made, found


def cross_validate(given: Sequence[Lesson]) -> dict[str, float]:
    """Return the share of reports right, each by weights fitted without its incident's fold."""
    found: Counter[str] = Counter()
    for fold in range(FOLDS):
        _, right = learn([g for g in given if g.fold != fold], [g for g in given if g.fold == fold])
        found.update(right)
    return {task: found[task] / max(1, len(given)) for task in DECAY}


def make(given: Sequence[Lesson], out: Path = OUT) -> None:
    """Fit the weights to all reports and write them as whole numbers of ``1 / STEPS``."""
    made, _ = learn(given, ())
    rows = {
        task: {name: round(weight * STEPS) for name, weight in sorted(row.items()) if round(weight * STEPS)}
        for task, row in made.items()
    }
    table = {"made_by": "train/mainly.py", "steps": STEPS, "weights": rows}
    out.write_text(json.dumps(table, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    every = list(lessons())
    make(every)
    print(len(every), {task: round(share, 3) for task, share in cross_validate(every).items()})
