"""Words, sentences, parts of speech and trees against Universal Dependencies."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.terms.readings import Reading
from tests.quality.measure import Figure, Measure, Shape, Unit, figure
from tests.quality.pipeline import read_lines
from tests.quality.shared import SHARED
from tests.quality.spans import Stretch

FILE = SHARED / "data" / "syntax" / "ud_dev.jsonl"


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its part of speech and its place in the tree; ``head`` is the governing word's code points.

    A root governs itself. ``head`` is None where there is no tree.
    """

    pos: str
    head: Stretch | None
    label: str


@dataclass(frozen=True, slots=True)
class Parse:
    """The words of a text by their code points, and where its sentences start."""

    words: dict[Stretch, Word]
    starts: frozenset[int]


def universal(label: str) -> str:
    """Return a relation without its subtype, a root as "root"."""
    return label.split(":")[0].lower()


def gold_parse(row: dict[str, Sequence[object]], text: str) -> Parse:
    """Return a row of the data; words of white space alone are no words."""
    begins, ends = [int(str(n)) for n in row["b"]], [int(str(n)) for n in row["e"]]
    spans = list(zip(begins, ends, strict=True))
    words, starts = {}, set()
    for span, pos, head, relation, first in zip(
        spans, row["upos"], row["head"], row["dep"], row["ss"], strict=True
    ):
        if not text[slice(*span)].strip():
            continue
        words[span] = Word(str(pos), spans[int(str(head))], universal(str(relation)))
        if first:
            starts.add(span[0])
    return Parse(words, frozenset(starts))


def found_parse(reading: Reading) -> Parse:
    """Return what a reading says of the same things."""
    spans = [(token.start, token.end) for token in reading.tokens]
    words = {
        span: Word(token.pos, spans[token.head] if token.head >= 0 else None, universal(token.label))
        for span, token in zip(spans, reading.tokens, strict=True)
    }
    starts = {spans[each.first][0] for each in reading.sentences if each.first < each.last}
    return Parse(words, frozenset(starts))


def compare(gold: Parse, found: Parse) -> dict[str, Unit]:
    """Return the counts of every figure for one text."""
    shared = [(gold.words[span], found.words[span]) for span in gold.words if span in found.words]
    pos = sum(left.pos == right.pos for left, right in shared)
    las = sum(left.head == right.head and left.label == right.label for left, right in shared)
    sizes = (len(found.words), len(gold.words))
    starts = Unit(len(gold.starts & found.starts), len(found.starts), len(gold.starts))
    return {
        "words": Unit(len(shared), *sizes),
        "sentences": starts,
        "upos": Unit(pos, *sizes),
        "upos.aligned": Unit(pos, len(shared), len(shared)),
        "las": Unit(las, *sizes),
        "las.aligned": Unit(las, len(shared), len(shared)),
    }


def score() -> tuple[Figure, ...]:
    """UD dev (EWT and GUM): F1 of words, sentence starts, UPOS and LAS from raw text.

    Every line is read as a paragraph. As in the CoNLL 2018 task, a word cut differently is wrong for what
    rests on it, relations are compared without subtypes, and punctuation counts. ``*.aligned`` is the share
    among words cut alike, which is what figures "given the gold words" are to be compared with.
    """
    rows: dict[str, list[Unit]] = {}
    tree = False
    for number, line in enumerate(FILE.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        reading = read_lines(str(number), row["text"])
        tree = tree or any(token.head >= 0 for token in reading.tokens)
        for name, unit in compare(gold_parse(row, row["text"]), found_parse(reading)).items():
            rows.setdefault(name, []).append(unit)
    return tuple(
        figure(name, Shape.RECALL if name.endswith("aligned") else Shape.F1, units)
        if tree or not name.startswith("las")
        else Figure(name, Shape.F1, None, "the reader builds no tree")
        for name, units in rows.items()
    )


SYNTAX = Measure(name="syntax", data=(FILE,), take=score)
