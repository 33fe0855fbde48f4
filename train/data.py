"""The corpora, as rows of integers a word.

A `Passage` is one text: its pieces, and a table with a row for each `Column` and a column for each
word. Cutting, deleting and inserting words is then slicing.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import Any

import numpy as np

from reportedly.readings.encode import Encoded, Ints, Pieces, encode_words, first_pieces
from reportedly.readings.labels import ATTRIBUTION_TYPES, NAME_TYPES, RELATIONS, UPOS
from reportedly.readings.words import find_words

UNKNOWN = -1  # an annotation that is not there; it costs nothing in training
HEAD_UNKNOWN, HEAD_ROOT = -2, -1


class Column(IntEnum):
    """The rows of a passage's table. Span rows count the span a word is in; types are 1-based, 0 outside."""

    PIECES = 0
    CASING = 1
    SPACING = 2
    QUOTING = 3
    ENDS = 4
    NAME_TYPE = 5
    NAME_SPAN = 6
    ATTRIBUTION_TYPE = 7
    ATTRIBUTION_SPAN = 8
    HEAD = 9
    RELATION = 10
    UPOS = 11
    START = 12


class Task(StrEnum):
    """What a passage teaches. PLACES: names of which only person, organisation, place are marked."""

    ATTRIBUTION = "attribution"
    NAMES = "names"
    PLACES = "places"
    SYNTAX = "syntax"


@dataclass(frozen=True, slots=True)
class Passage:
    """Pieces [L] and table [len(Column), W] of a text, or of part of one."""

    task: Task
    ids: Ints
    table: Ints


@dataclass(frozen=True, slots=True)
class Mark:
    """A typed range of code points."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """A PolNeAR article and the marks of each of its annotators."""

    stem: str
    text: str
    marks: tuple[tuple[Mark, ...], ...]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text with word offsets, and for each word its tag, head (itself = root), relation, start flag."""

    text: str
    spans: tuple[tuple[int, int], ...]
    upos: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    starts: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A text with word offsets and an IOB tag a word; an empty tag is unknown."""

    text: str
    spans: tuple[tuple[int, int], ...]
    tags: tuple[str, ...]


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def load_articles(folder: Path) -> tuple[Article, ...]:
    """The PolNeAR articles of `folder` in name order; one article however many annotators it had."""
    marks: dict[str, list[tuple[Mark, ...]]] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        stem = path.stem.rsplit("_", 1)[0]
        marks.setdefault(stem, []).append(tuple(read_marks(path)))
    return tuple(
        Article(stem, (folder / "text" / f"{stem}.txt").read_text("utf-8"), tuple(each))
        for stem, each in sorted(marks.items())
        if (folder / "text" / f"{stem}.txt").exists()
    )


def read_marks(path: Path) -> Iterator[Mark]:
    """Source, cue and content ranges of a stand-off file; a broken span gives a mark for each part."""
    for line in path.read_text("utf-8").splitlines():
        fields = line.split("\t")
        if not line.startswith("T") or len(fields) < 2:
            continue
        kind, _, ranges = fields[1].partition(" ")
        if kind.upper() in ATTRIBUTION_TYPES:
            for part in ranges.split(";"):
                start, end = map(int, part.split())
                yield Mark(kind.upper(), start, end)


def load_parsed(path: Path) -> tuple[Parsed, ...]:
    """Universal Dependencies texts; white space that the file lists as words is left out."""
    out = []
    for row in read_lines(path):
        keep = [i for i, tag in enumerate(row["upos"]) if tag != "SPACE" and row["dep"][i] != ""]
        new = {old: i for i, old in enumerate(keep)}
        starts, begins = [], False
        for i, flag in enumerate(row["ss"]):
            begins = begins or bool(flag) or i == 0
            if i in new:
                starts.append(begins)
                begins = False
        out.append(
            Parsed(
                text=row["text"],
                spans=tuple((row["b"][i], row["e"][i]) for i in keep),
                upos=tuple(row["upos"][i] for i in keep),
                heads=tuple(new.get(row["head"][i], HEAD_UNKNOWN) for i in keep),
                relations=tuple("root" if row["dep"][i] == "ROOT" else row["dep"][i] for i in keep),
                starts=tuple(starts),
            )
        )
    return tuple(out)


def load_named(path: Path) -> tuple[Named, ...]:
    """Texts with names."""
    return tuple(
        Named(row["text"], tuple(zip(row["b"], row["e"], strict=True)), tuple(row["ner"]))
        for row in read_lines(path)
    )


def name_marks(named: Named) -> Iterator[Mark]:
    """The names of a text as ranges of code points."""
    kind, start, end = "", 0, 0
    for (left, right), tag in zip((*named.spans, (0, 0)), (*named.tags, "O"), strict=True):
        if kind and (not tag.startswith("I-") or tag[2:] != kind):
            yield Mark(kind, start, end)
            kind = ""
        if tag[:2] in ("B-", "I-"):
            if not kind:
                kind, start = tag[2:], left
            end = right


def table_of(encoded: Encoded) -> Ints:
    """A table with the features filled in and every annotation unknown."""
    table = np.full((len(Column), len(encoded.pieces)), UNKNOWN, np.int32)
    table[Column.PIECES] = encoded.pieces
    table[Column.CASING] = encoded.casing
    table[Column.SPACING] = encoded.spacing
    table[Column.QUOTING] = encoded.quoting
    table[Column.ENDS] = encoded.ends
    table[Column.HEAD] = HEAD_UNKNOWN
    return table


def put_marks(
    table: Ints,
    spans: tuple[tuple[int, int], ...],
    marks: Iterable[Mark],
    types: tuple[str, ...],
    column: Column,
) -> None:
    """Write marks into `column` and the span row after it: every word that a mark touches is in it."""
    table[column], table[column + 1] = 0, 0
    starts = np.array([start for start, _ in spans])
    ends = np.array([end for _, end in spans])
    for number, mark in enumerate(sorted(marks, key=lambda m: (m.start, -m.end)), 1):
        inside = slice(
            int(np.searchsorted(ends, mark.start, "right")), int(np.searchsorted(starts, mark.end))
        )
        # Of two spans that overlap, the later gets the words: sets without nesting rarely have any.
        table[column, inside] = types.index(mark.kind) + 1
        table[column + 1, inside] = number


def attribution_passages(articles: Iterable[Article], pieces: Pieces) -> Iterator[Passage]:
    """A passage for each annotator of each article."""
    for article in articles:
        spans = find_words(article.text)
        encoded = encode_words(article.text, spans, pieces)
        for marks in article.marks:
            table = table_of(encoded)
            put_marks(table, spans, marks, ATTRIBUTION_TYPES, Column.ATTRIBUTION_TYPE)
            yield Passage(Task.ATTRIBUTION, encoded.ids, table)


def name_passages(texts: Iterable[Named], pieces: Pieces, task: Task) -> Iterator[Passage]:
    """Names on our own words, since those are what the reader will see."""
    for named in texts:
        spans = find_words(named.text)
        if not spans:
            continue
        encoded = encode_words(named.text, spans, pieces)
        table = table_of(encoded)
        put_marks(table, spans, name_marks(named), NAME_TYPES, Column.NAME_TYPE)
        unknown = {start for (start, _), tag in zip(named.spans, named.tags, strict=True) if tag == ""}
        for i, (start, _) in enumerate(spans):
            if start in unknown:
                table[Column.NAME_TYPE, i] = UNKNOWN
        yield Passage(task, encoded.ids, table)


def syntax_passages(texts: Iterable[Parsed], pieces: Pieces) -> Iterator[Passage]:
    """Trees on the corpus's own words."""
    upos, relations = {u: i for i, u in enumerate(UPOS)}, {r: i for i, r in enumerate(RELATIONS)}
    for parsed in texts:
        if not parsed.spans:
            continue
        encoded = encode_words(parsed.text, parsed.spans, pieces)
        table = table_of(encoded)
        for i, head in enumerate(parsed.heads):
            table[Column.HEAD, i] = HEAD_ROOT if head == i else head
            table[Column.RELATION, i] = relations.get(parsed.relations[i], UNKNOWN)
            table[Column.UPOS, i] = upos.get(parsed.upos[i], UNKNOWN)
            table[Column.START, i] = parsed.starts[i]
        yield Passage(Task.SYNTAX, encoded.ids, table)


def part(passage: Passage, start: int, end: int) -> Passage:
    """The words `start` to `end` of a passage; heads outside become unknown."""
    places = np.append(first_pieces(passage.table[Column.PIECES]), len(passage.ids))
    table = passage.table[:, start:end].copy()
    heads = table[Column.HEAD]
    outside = (heads >= 0) & ((heads < start) | (heads >= end))
    table[Column.HEAD] = np.where(outside, HEAD_UNKNOWN, np.where(heads >= 0, heads - start, heads))
    return Passage(passage.task, passage.ids[places[start] : places[end]], table)


def join(passages: list[Passage]) -> Passage:
    """Passages of one task after each other, as paragraphs of one text."""
    if len(passages) == 1:
        return passages[0]
    tables, words = [], 0
    for passage in passages:
        table = passage.table.copy()
        table[Column.HEAD] += np.where(table[Column.HEAD] >= 0, words, 0)
        for row in (Column.NAME_SPAN, Column.ATTRIBUTION_SPAN):
            table[row] += np.where(table[row] > 0, words, 0)  # keeps span numbers apart
        tables.append(table)
        words += table.shape[1]
    ids = np.concatenate([passage.ids for passage in passages])
    return Passage(passages[0].task, ids, np.concatenate(tables, 1))
