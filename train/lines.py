"""How ``language/en/line_weights.json`` is made: weights that tell what the lines of scraped text are.

    python -m train.lines --data ../shared/data          # writes the table
    python -m train.lines --data ../shared/data --folds  # says what five folds of the training part give

Two log-linear models (Berger, Della Pietra and Della Pietra 1996), the second of which sees what the first
says of the lines around (stacked sequential learning, Cohen and Carvalho 2005). Rows are the lines of
``line_labels.jsonl``: pages of publishers that are not kept for measuring, each as a scraper gives it, with
what stands near the article alone, and without furniture.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np

from reportedly.language.language import Language, load_language
from reportedly.language.line_weights import LineWeights
from reportedly.terms.spans import Role
from reportedly.texts.blocks import rule_roles
from reportedly.texts.line_features import Numbers, first_look, second_look, words_of
from reportedly.texts.lines import first_shares
from train.line_labels import LETTERS, Labelled, read

OUTPUT = Path(__file__).parents[1] / "src/reportedly/language/en/line_weights.json"
ROLES = tuple(LETTERS.values())
FOLDS, PUBLISHERS, STEPS, RATE, DECAY = 5, 5, 300, 0.03, 2e-4
NEAR = 12
"""Folds; fewest publishers that use a word; steps and rate of Adam, L2; lines around the article kept."""


def cuts(page: Labelled) -> Iterator[tuple[tuple[str, ...], tuple[Role, ...], float]]:
    """Yield a page as a whole, cut close, and bare, each with the weight of its lines."""
    own = [at for at, role in enumerate(page.roles) if role is not Role.NAVIGATION]
    yield page.lines, page.roles, 0.5
    if own:
        low, high = max(own[0] - NEAR, 0), own[-1] + NEAR + 1
        yield page.lines[low:high], page.roles[low:high], 1.0
        yield tuple(page.lines[at] for at in own), tuple(page.roles[at] for at in own), 0.5


def vocabulary(pages: Sequence[Labelled]) -> tuple[str, ...]:
    """Return the words that lines of enough publishers hold, outside running text most of all."""
    users: dict[str, set[str]] = {}
    for page in pages:
        for line, role in zip(page.lines, page.roles, strict=True):
            if role is not Role.PARAGRAPH:
                for word in words_of(line):
                    users.setdefault(word, set()).add(page.publisher)
    return tuple(sorted(word for word, those in users.items() if len(those) >= PUBLISHERS))


def fit(rows: Numbers, wanted: Numbers, worth: Numbers) -> Numbers:
    """Return softmax weights after ``STEPS`` of Adam (Kingma and Ba 2015) on all rows, from zero."""
    seen, told, heavy = (np.asarray(each, np.float32) for each in (rows, wanted, worth))
    found = np.zeros((seen.shape[1], told.shape[1]), np.float32)
    mean, square = np.zeros_like(found), np.zeros_like(found)
    for step in range(1, STEPS + 1):
        scores = seen @ found
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        odds /= odds.sum(axis=1, keepdims=True)
        slope = seen.T @ ((odds - told) * heavy[:, None]) / heavy.sum() + DECAY * found
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope * slope
        found -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return np.asarray(found, np.float64)


def train(pages: Sequence[Labelled], language: Language) -> LineWeights:
    """Return the weights that these pages give."""
    words = vocabulary(pages)
    column = {word: at for at, word in enumerate(words)}
    looks, roles, worth, texts = [], list[Role](), list[float](), []
    for page in pages:
        for lines, given, weight in cuts(page):
            looks.append(first_look(lines, *rule_roles(lines, None, language)))
            texts.append(lines)
            roles += given
            worth += [weight] * len(given)
    wanted = np.array([[float(role is each) for each in ROLES] for role in roles])
    heavy = np.array(worth)
    said = np.vstack([_said(lines, column) for lines in texts])
    first = _rounded(fit(np.hstack([np.vstack(looks), said]), wanted, heavy))
    width = looks[0].shape[1]
    made = LineWeights(
        roles=tuple(role.value for role in ROLES),
        first=first[:width],
        second=np.zeros((0, len(ROLES))),
        words={word: first[width + at] for word, at in column.items()},
    )
    seen = [
        second_look(look, first_shares(look, lines, made)) for look, lines in zip(looks, texts, strict=True)
    ]
    return replace(made, second=_rounded(fit(np.vstack(seen), wanted, heavy)))


def _said(lines: Sequence[str], column: dict[str, int]) -> Numbers:
    rows = np.zeros((len(lines), len(column)))
    for at, line in enumerate(lines):
        known = sorted({column[word] for word in words_of(line) if word in column})
        if known:
            rows[at, known] = 1 / np.sqrt(len(known))
    return rows


def _rounded(weights: Numbers) -> Numbers:
    return np.round(weights, 2)


def write(made: LineWeights, path: Path) -> None:
    """Write the table: one row of weights a line, in hundredths."""

    def row(weights: Numbers) -> str:
        return json.dumps([round(float(each) * 100) for each in weights], separators=(",", ":"))

    lines = ['{"made_by":"train/lines.py",', f'"roles":{json.dumps(made.roles)},']
    for name, table in (("first", made.first), ("second", made.second)):
        lines.append(f'"{name}":[\n' + ",\n".join(map(row, table)) + "],")
    words = (
        f"{json.dumps(word, ensure_ascii=False)}:{row(each)}" for word, each in sorted(made.words.items())
    )
    path.write_text("\n".join(lines) + '\n"words":{\n' + ",\n".join(words) + "}}\n", encoding="utf-8")


def main() -> None:
    """Write the weights, or say what folds give."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--folds", action="store_true")
    given = parser.parse_args()
    language = load_language("en")
    pages = [page for page in read(given.data) if not page.held]
    if not given.folds:
        write(train(pages, language), OUTPUT)
        return
    from tests.quality.lines import judge

    folds = [int(sha256(page.publisher.encode()).hexdigest(), 16) // 10 % FOLDS for page in pages]
    total: Counter[str] = Counter()
    for fold in range(FOLDS):
        made = train([page for page, own in zip(pages, folds, strict=True) if own != fold], language)
        learned = replace(language, lines=replace(language.lines, learned=made))
        for page, own in zip(pages, folds, strict=True):
            if own == fold:
                total.update(judge(page.lines, page.roles, learned))
    print(dict(total))


if __name__ == "__main__":
    main()
