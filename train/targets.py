"""Passages -> padded tensors of inputs and gold."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from reportedly.readings.encode import END_ID, START_ID, Ints, first_pieces, shape_codes
from reportedly.readings.labels import ATTRIBUTION_TAGS, EDGES, NAME_TAGS, NAME_TYPES
from train.data import HEAD_ROOT, HEAD_UNKNOWN, UNKNOWN, Column, Passage, Task

IGNORE = -100
GRID = 16  # few distinct shapes: the CPU kernels are compiled anew for each


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the network takes."""

    ids: Tensor  # [B, L]
    shapes: Tensor  # [B, L]
    first: Tensor  # [B, W]
    lengths: Tensor  # [B] words


@dataclass(frozen=True, slots=True)
class Tree:
    """Gold of syntax, IGNORE where unknown; head 0 is the root, word w is w + 1."""

    heads: Tensor
    relations: Tensor
    upos: Tensor
    starts: Tensor


def inputs_of(passages: Sequence[Passage]) -> Inputs:
    """Padded inputs of some passages."""
    rows = []
    for passage in passages:
        table = passage.table
        codes = shape_codes(
            table[Column.CASING], table[Column.SPACING], table[Column.QUOTING], table[Column.PIECES]
        )
        rows.append((passage.ids, codes, table[Column.PIECES]))
    return pad(rows)


def pad(rows: Sequence[tuple[Ints, Ints, Ints]]) -> Inputs:
    """Rows of (ids, shape codes, pieces a word) as one batch; padding words point at the start piece."""
    long = -(-(max(len(ids) for ids, _, _ in rows) + 2) // GRID) * GRID
    ids, shapes, first = (np.zeros((len(rows), long), np.int64) for _ in range(3))
    for r, (row_ids, row_shapes, pieces) in enumerate(rows):
        n = len(row_ids)
        ids[r, 0], ids[r, n + 1] = START_ID, END_ID
        ids[r, 1 : n + 1] = row_ids
        shapes[r, 1 : n + 1] = row_shapes
        first[r, : len(pieces)] = first_pieces(pieces) + 1
    words = np.array([len(pieces) for _, _, pieces in rows], np.int64)
    return Inputs(*(torch.from_numpy(x) for x in (ids, shapes, first, words)))


def tree_of(passages: Sequence[Passage]) -> Tree:
    """Padded gold of syntax."""
    heads = padded(passages, Column.HEAD)
    known = heads != IGNORE
    heads = np.where(known & (heads != HEAD_UNKNOWN), heads - HEAD_ROOT, IGNORE)
    rest = (padded(passages, column) for column in (Column.RELATION, Column.UPOS, Column.START))
    gold = [heads, *(np.where(x == UNKNOWN, IGNORE, x) for x in rest)]
    return Tree(*(torch.from_numpy(x.astype(np.int64)) for x in gold))


def width_of(passages: Sequence[Passage]) -> int:
    """The padded length of a batch, in pieces and in words."""
    return -(-(max(len(p.ids) for p in passages) + 2) // GRID) * GRID


def padded(passages: Sequence[Passage], column: Column) -> np.ndarray:
    """One row of the passages' tables as an array [B, W], padded with IGNORE."""
    wide = width_of(passages)
    out = np.full((len(passages), wide), IGNORE, np.int64)
    for r, passage in enumerate(passages):
        out[r, : passage.table.shape[1]] = passage.table[column]
    return out


def allowed_of(passages: Sequence[Passage], task: Task) -> Tensor:
    """The tags that the gold allows for each word [B, W, T]; all of them in padding."""
    attribution = task is Task.ATTRIBUTION
    column = Column.ATTRIBUTION_TYPE if attribution else Column.NAME_TYPE
    count = len(ATTRIBUTION_TAGS if attribution else NAME_TAGS)
    wide = width_of(passages)
    out = np.ones((len(passages), wide, count), bool)
    for r, passage in enumerate(passages):
        types, spans = passage.table[column], passage.table[column + 1]
        out[r, : len(types)] = allowed_tags(types, spans, count, wider=task is Task.PLACES)
    return torch.from_numpy(out)


def allowed_tags(types: np.ndarray, spans: np.ndarray, count: int, wider: bool) -> np.ndarray:
    """The tags allowed for each word [W, T]. At the rim of a passage a span may go on outside it."""
    n = len(types)
    inside = types > 0
    same = np.zeros(n + 1, bool)
    same[1:-1] = inside[1:] & inside[:-1] & (spans[1:] == spans[:-1])
    from_left, to_right = same[:-1], same[1:]
    edges = np.zeros((n, len(EDGES)), bool)
    edges[:, 0] = ~from_left & to_right
    edges[:, 1] = from_left & to_right
    edges[:, 2] = from_left & ~to_right
    edges[:, 3] = ~from_left & ~to_right
    edges[0, [1, 2]] |= edges[0, [0, 3]]
    edges[-1, [1, 0]] |= edges[-1, [2, 3]]
    out = np.zeros((n, count), bool)
    kinds = (count - 1) // len(EDGES)
    for kind in range(kinds):
        member = types == kind + 1
        if wider and NAME_TYPES[kind] == "FAC":
            member = types == NAME_TYPES.index("LOC") + 1
        if member.any():
            out[member, 1 + kind * 4 : 5 + kind * 4] = edges[member]
    out[types == 0, 0] = True
    if wider:
        for kind, name in enumerate(NAME_TYPES):
            if name not in ("PERSON", "ORG", "LOC"):
                out[types == 0, 1 + kind * 4 : 5 + kind * 4] = True
    out[types == UNKNOWN] = True
    return out
