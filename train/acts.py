"""How the weights in ``language/en/act_weights.json`` are made: which act a statement's cue and words tell.

    python -m train.acts --data ../shared/data          # writes the table
    python -m train.acts --data ../shared/data --folds  # says what five folds give, writes nothing

A log-linear model (Berger, Della Pietra and Della Pietra 1996) over ``statements.acts.features``, on
sentences with a source whose PLOVER type is known. Ordinary statements of PolNeAR stand beside
them as "other", with little weight: almost none of them threatens, demands, rejects or accuses.
"""

import argparse
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from simplemma import lemmatize

from reportedly.language.language import Language, load_language
from reportedly.readings.reader import DEFAULT
from reportedly.statements.acts import act_of, features, find_condition, ruled_act
from reportedly.terms.readings import Reading
from reportedly.terms.spans import Block, Role, Span
from reportedly.terms.statements import Act, VoiceKind
from train.data import load_articles, read_lines

LEARNED = (Act.THREATEN, Act.DEMAND, Act.REJECT, Act.ACCUSE)
TYPES = {
    "THREATEN": Act.THREATEN,
    "REQUEST": Act.DEMAND,
    "DEMAND": Act.DEMAND,
    "REJECT": Act.REJECT,
    "ACCUSE": Act.ACCUSE,
    "DISAPPROVE": Act.ACCUSE,
    "INVESTIGATE": Act.ACCUSE,
}
"""PLOVER's types, the old names of ``plover_gsr`` among them; every other type is none of the four acts."""
OUTPUT = Path(__file__).parents[1] / "src/reportedly/language/en/act_weights.json"
ORDINARY, ORDINARY_WEIGHT = 3000, 0.1
"""Statements of PolNeAR taken as "other", and how much each weighs beside a sentence of known type."""
FOLDS, RARE, SHRINK, STEPS, RATE = 5, 2, 0.2, 70, 0.05
"""Folds; fewest sentences with a feature; L2; steps and rate of Adam."""
THRESHOLD, SURE = -1.0, 0.0
"""Log-odds against "other" from which an act is told: the four are rare, and "other" is learned too well.
After a cue of plain saying, where ordinary statements are many, an act must be the likelier one."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence about its source: its text, the governing verb's lemma, all other words, the act."""

    text: str
    lemma: str | None
    content: str
    act: Act | None


def _stretches(text: str, marked: str) -> tuple[tuple[int, int], ...]:
    """Return where the source stands, from the sentence with its source in <s>…</s>."""
    found, plain, open_at = [], 0, 0
    for piece in re.split(r"(</?[st]>)", marked):
        if piece == "<s>":
            open_at = plain
        elif piece == "</s>":
            found.append((open_at, plain))
        elif piece not in {"<t>", "</t>"}:
            plain += len(piece)
    return tuple(found) if plain == len(text) else ()


def _actors(row: dict[str, object], text: str) -> tuple[tuple[int, int], ...]:
    """Return where the actors of a gold record stand in its text."""
    given = row.get("source") or []
    listed = given if isinstance(given, list) else [given]
    names = [each["actorText"] if isinstance(each, dict) else str(each) for each in listed]
    return tuple((text.index(name), text.index(name) + len(name)) for name in names if name and name in text)


def sentences(events: Path) -> Iterator[Told]:
    """Yield the sentences of ``events/plv`` and ``events/plover_gsr``, read by the shipped reader."""
    for row in read_lines(events / "plv" / "train.jsonl"):
        text = re.sub(r"</?[st]>", "", row["marked_sentence"])
        yield _told(
            f"plv {row['sentence_id']}", text, _stretches(text, row["marked_sentence"]), row["gold_root"]
        )
    for row in read_lines(events / "plover_gsr" / "records.jsonl"):
        yield _told(row["id"], row["text"], _actors(row, row["text"]), row["event"])


def _told(name: str, text: str, source: Sequence[tuple[int, int]], kind: str) -> Told:
    """Return a sentence taken apart: the verb that governs the source, and what stands around both."""
    block = Block(Role.PARAGRAPH, Span(name, 0, len(text)))
    reading = DEFAULT(name, text, (block,), load_language("en"))
    verb = _governing(reading, source)
    lemma = None if verb is None else reading.tokens[verb].lemma.lower()
    start, end = (0, 0) if verb is None else (reading.tokens[verb].start, reading.tokens[verb].end)
    kept = [" " if any(a <= at < b for a, b in source) else sign for at, sign in enumerate(text)]
    content = "".join(kept[end:]).strip() + "\n" + "".join(kept[:start]).strip()
    return Told(text, lemma, content, TYPES.get(kind))


def _governing(reading: Reading, source: Sequence[tuple[int, int]]) -> int | None:
    """Return the index of the verb above the source in the tree, None where there is none."""
    tokens = reading.tokens
    inside = {at for at, token in enumerate(tokens) if any(a <= token.start < b for a, b in source)}
    for at in sorted(inside):
        head = tokens[at].head
        if head < 0 or head in inside:
            continue
        for _ in range(len(tokens)):
            if tokens[head].pos in {"VERB", "AUX"} or tokens[head].head in {head, -1}:
                break
            head = tokens[head].head
        if head not in inside:
            return head
    return None


def ordinary(folder: Path) -> tuple[Told, ...]:
    """Return ordinary statements: contents of PolNeAR's attributions with their cues, picked by digest."""
    found: set[tuple[str, str, str]] = set()
    for article in load_articles(folder):
        cues = [mark for mark in article.marks[0] if mark.kind == "CUE"]
        for mark in article.marks[0]:
            if mark.kind == "CONTENT" and cues:
                near = min(cues, key=lambda cue: (max(cue.start - mark.end, mark.start - cue.end), cue.start))
                cue = lemmatize(article.text[near.start : near.end].split()[-1], "en").lower()
                content = article.text[mark.start : mark.end]
                digest = hashlib.sha256(f"{article.stem} {content}".encode()).hexdigest()
                found.add((digest, cue, content))
    return tuple(Told(content, cue, content, None) for _, cue, content in sorted(found)[:ORDINARY])


def features_of(told: Told) -> frozenset[str]:
    """Return the features of a sentence, as ``act_of`` would see it."""
    return features(told.lemma, told.content, _ruled(told), load_language("en"))


def _ruled(told: Told) -> Act:
    """Return the act by rules alone."""
    language = load_language("en")
    conditional = find_condition(told.content, 0, len(told.content), language) is not None
    return ruled_act(told.lemma, told.content, VoiceKind.ORGANISATION, conditional, language)


Weights = dict[str, tuple[int, ...]]
"""From a feature to hundredths of a weight for each act of ``LEARNED``, against all others."""


def fit(
    told: Sequence[frozenset[str]], acts: Sequence[Act | None], beside: Sequence[frozenset[str]]
) -> Weights:
    """Return the weights that tell the acts; ``beside`` are the features of ordinary statements."""
    counts = Counter(name for each in told for name in each)
    names = sorted(name for name, count in counts.items() if count >= RARE)
    column = {name: at for at, name in enumerate(names)}
    rows = _matrix((*told, *beside), column)
    target = np.zeros((len(rows), len(LEARNED) + 1), np.float32)
    for at, act in enumerate((*acts, *([None] * len(beside)))):
        target[at, len(LEARNED) if act is None else LEARNED.index(act)] = 1
    weight = np.array([1.0] * len(told) + [ORDINARY_WEIGHT] * len(beside), np.float32)
    found = _descend(rows, target, weight)
    against = (found[:, :-1] - found[:, -1:]) * SCALE * 100
    return {name: tuple(round(float(each)) for each in against[at]) for name, at in column.items()}


SCALE = 3.0
"""How far rows are stretched, so that the rate of descent fits."""


def _matrix(rows: Sequence[frozenset[str]], column: dict[str, int]) -> Floats:
    """Return rows of known features, each of the same length."""
    matrix = np.zeros((len(rows), len(column)), np.float32)
    for at, row in enumerate(rows):
        known = [column[name] for name in row if name in column]
        matrix[at, known] = SCALE / np.sqrt(max(1, len(known)))
    return matrix


def _descend(rows: Floats, target: Floats, weight: Floats) -> Floats:
    """Return the softmax weights after ``STEPS`` of Adam (Kingma and Ba 2015) from zero."""
    found = np.zeros((rows.shape[1], target.shape[1]), np.float32)
    mean, square, total = np.zeros_like(found), np.zeros_like(found), float(weight.sum())
    for step in range(1, STEPS + 1):
        scores = rows @ found
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        odds /= odds.sum(axis=1, keepdims=True)
        slope = rows.T @ ((odds - target) * weight[:, None]) / total + SHRINK / total * found
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope * slope
        found -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return found


def cross_validated(told: Sequence[Told], beside: Sequence[Told]) -> Iterator[tuple[Told, Act]]:
    """Yield every sentence with the act that ``act_of`` tells by weights learned without its fold.

    The fold follows from the digest of the sentence, so that doubled sentences never part.
    """
    rows, more = [features_of(each) for each in told], [features_of(each) for each in beside]
    folds = [int(hashlib.sha256(each.text.encode()).hexdigest(), 16) % FOLDS for each in told]
    for fold in range(FOLDS):
        known = [at for at, other in enumerate(folds) if other != fold]
        language = with_weights(fit([rows[at] for at in known], [told[at].act for at in known], more))
        yield from (
            (each, told_act(each, language)) for each, own in zip(told, folds, strict=True) if own == fold
        )


def with_weights(weights: Weights) -> Language:
    """Return the language with these weights in place of its own."""
    language = load_language("en")
    rows = {name: tuple(each / 100 for each in row) for name, row in weights.items()}
    acts = replace(
        language.acts,
        learned=tuple(act.value for act in LEARNED),
        threshold=THRESHOLD,
        sure=SURE,
        weights=rows,
    )
    return replace(language, acts=acts)


def told_act(told: Told, language: Language) -> Act:
    """Return the act of a sentence as the package tells it."""
    conditional = find_condition(told.content, 0, len(told.content), language) is not None
    return act_of(told.lemma, told.content, VoiceKind.ORGANISATION, conditional, language)


def write(weights: Weights, path: Path) -> None:
    """Write the table of weights, a feature a line."""
    head = {
        "made_by": "train/acts.py",
        "acts": [act.value for act in LEARNED],
        "threshold": THRESHOLD,
        "sure": SURE,
    }
    rows = (f"{json.dumps(name, ensure_ascii=False)}: {list(row)}" for name, row in sorted(weights.items()))
    text = json.dumps(head)[:-1] + ', "weights": {\n' + ",\n".join(rows) + "\n}}\n"
    path.write_text(text, encoding="utf-8")


def main(given: Sequence[str] | None = None) -> None:
    """Make the table, or say what it is worth."""
    parser = argparse.ArgumentParser(prog="python -m train.acts", description="The weights that tell acts.")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--folds", action="store_true", help="score five folds; write nothing")
    asked = parser.parse_args(given)
    told = tuple(sentences(asked.data / "events"))
    beside = ordinary(asked.data / "attribution" / "polnear" / "train")
    if asked.folds:
        counts = Counter((each.act, act) for each, act in cross_validated(told, beside))
        for (gold, act), count in sorted(counts.items(), key=str):
            print(f"{gold or 'other'}\t{act}\t{count}")
        return
    weights = fit(
        [features_of(each) for each in told], [each.act for each in told], [features_of(e) for e in beside]
    )
    write(weights, OUTPUT)
    print(f"{len(weights)} features of {len(told)} sentences")


if __name__ == "__main__":
    main()
