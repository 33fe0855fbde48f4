"""Scores -> labels: spans by the best allowed tag sequence, sentences, and trees that are trees."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from reportedly.readings.labels import EDGES

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

NEVER = np.float32(-1e4)
BEGIN, INSIDE, END, SINGLE = range(len(EDGES))


@dataclass(frozen=True, slots=True)
class Chain:
    """Scores of tag following tag [T, T], of the first and of the last tag [T]; what is barred is NEVER."""

    steps: Floats
    first: Floats
    last: Floats


@dataclass(frozen=True, slots=True)
class FoundSpan:
    """Words `first` up to `last` (exclusive) are a span of type number `kind`; score 0 to 1."""

    kind: int
    first: int
    last: int
    score: float


def allow(steps: Floats, ends: Floats) -> Chain:
    """A chain from learned scores [T, T] and [2, T], with the sequences barred that mean no spans."""
    tags = steps.shape[0]
    edge = np.array([-1] + [i % len(EDGES) for i in range(tags - 1)])
    kind = np.array([-1] + [i // len(EDGES) for i in range(tags - 1)])
    open_after = (edge == BEGIN) | (edge == INSIDE)
    goes_on = (edge == INSIDE) | (edge == END)
    good = (open_after[:, None] == goes_on[None]) & (~open_after[:, None] | (kind[:, None] == kind))
    return Chain(
        np.where(good, steps, NEVER).astype(np.float32),
        np.where(goes_on, NEVER, ends[0]).astype(np.float32),
        np.where(open_after, NEVER, ends[1]).astype(np.float32),
    )


def best_tags(scores: Sequence[Floats], chain: Chain) -> list[Ints]:
    """The best allowed tag sequence [W] of each text's scores [W, T], all texts side by side."""
    order = sorted(range(len(scores)), key=lambda i: -len(scores[i]))
    lengths = np.array([len(scores[i]) for i in order])
    if not len(order) or lengths[0] == 0:
        return [np.zeros(0, np.int64) for _ in scores]
    wide, tags = int(lengths[0]), chain.first.shape[0]
    padded = np.zeros((wide, len(order), tags), np.float32)
    for r, i in enumerate(order):
        padded[: lengths[r], r] = scores[i]
    back = np.zeros((wide, len(order), tags), np.int8)
    state = padded[0] + chain.first
    into = np.ascontiguousarray(chain.steps.T)
    for t in range(1, wide):
        live = int(np.searchsorted(-lengths, -t))  # texts longer than t come first
        paths = state[:live, None, :] + into
        best = paths.argmax(2)
        back[t, :live] = best
        state[:live] = np.take_along_axis(paths, best[:, :, None], 2)[:, :, 0] + padded[t, :live]
    return trace_back(state + chain.last, back, order, lengths)


def trace_back(state: Floats, back: NDArray[np.int8], order: list[int], lengths: Ints) -> list[Ints]:
    """Follow the back pointers from the best last tag of each text."""
    wide, count = back.shape[:2]
    path = np.zeros((wide, count), np.int64)
    tag = state.argmax(1)
    rows = np.arange(count)
    for t in range(wide - 1, -1, -1):
        live = int(np.searchsorted(-lengths, -t))
        path[t, :live] = tag[:live]
        if t:
            tag[:live] = back[t, rows[:live], tag[:live]]
    out: list[Ints] = [path[:0, 0]] * count
    for r, i in enumerate(order):
        out[i] = path[: lengths[r], r]
    return out


def spans_of(tags: Ints, scores: Floats) -> list[FoundSpan]:
    """The spans of an allowed tag sequence [W]; their score is the mean probability of their tags."""
    used = np.flatnonzero(tags)
    if not len(used):
        return []
    some = scores[used]
    some = np.exp(some - some.max(1, keepdims=True))
    chance = some[np.arange(len(used)), tags[used]] / some.sum(1)
    out, first, begin = [], 0, 0
    for at, word in enumerate(used.tolist()):
        kind, edge = divmod(int(tags[word]) - 1, len(EDGES))
        if edge in (BEGIN, SINGLE):
            first, begin = word, at
        if edge in (END, SINGLE):
            score = float(np.exp(np.log(chance[begin : at + 1]).mean()))
            out.append(FoundSpan(kind, first, word + 1, round(score, 4)))
    return out


def sentence_starts(scores: Floats, forced: NDArray[np.bool_], most: int = 160) -> list[int]:
    """The words that start sentences: scores [W] above 0, `forced` ones, and the first.

    A sentence of more than `most` words is cut where a start is likeliest: lists and tables without
    a full stop would cost the square of their length.
    """
    found = (scores > 0) | forced
    found[:1] = True
    starts = [*np.flatnonzero(found).tolist(), len(scores)]
    waiting, out = list(pairwise(starts))[::-1], []
    while waiting:
        start, end = waiting.pop()
        if end - start > most:
            low, high = start + most // 2, min(start + most, end - most // 4)
            cut = low + int(scores[low:high].argmax())
            waiting += [(cut, end), (start, cut)]
        else:
            out.append(start)
    return out


def best_tree(scores: Floats) -> Ints:
    """The heads [N] of the best tree with one root: scores [N, N + 1], column 0 the root.

    Head 0 is the root, word w is w + 1.
    """
    count = scores.shape[0]
    if count == 1:
        return np.zeros(1, np.int64)
    scores = scores.copy()
    scores[np.arange(count), np.arange(count) + 1] = 2 * NEVER
    heads: Ints = scores.argmax(1)
    if (heads == 0).sum() == 1 and is_tree(heads):
        return heads
    full: NDArray[np.float64] = np.full((count + 1, count + 1), 4.0 * float(NEVER), np.float64)
    full[1:] = scores
    full[1:, 0] += NEVER  # so dear that the best tree uses it once
    tree: Ints = chu_liu_edmonds(full)[1:]
    return tree


def is_tree(heads: Ints) -> bool:
    """Whether every word reaches the root."""
    up = np.concatenate(([0], heads))
    for _ in range(len(up).bit_length()):
        up = up[up]
    return not bool(up.any())


def chu_liu_edmonds(scores: NDArray[np.float64]) -> Ints:
    """The maximum spanning tree over scores [N, N] (row child, column head), node 0 its root."""
    heads: Ints = scores.argmax(1)
    heads[0] = 0
    cycle = find_cycle(heads)
    if cycle is None:
        return heads
    rest = np.array([i for i in range(len(heads)) if i not in set(cycle)])
    inside = np.array(cycle)
    kept = scores[inside, heads[inside]]
    small: NDArray[np.float64] = np.full((len(rest) + 1, len(rest) + 1), 8.0 * float(NEVER), np.float64)
    small[:-1, :-1] = scores[np.ix_(rest, rest)]
    leaving = scores[np.ix_(rest, inside)]
    small[:-1, -1] = leaving.max(1)
    entering = scores[np.ix_(inside, rest)] - kept[:, None] + kept.sum()
    small[-1, :-1] = entering.max(0)
    small[np.arange(len(rest) + 1), np.arange(len(rest) + 1)] = 8.0 * NEVER
    solved = chu_liu_edmonds(small)
    out = heads.copy()
    for i, head in enumerate(solved[:-1]):
        node = rest[i]
        out[node] = rest[head] if head < len(rest) else inside[leaving[i].argmax()]
    enter = solved[-1]
    broken = inside[entering[:, enter].argmax()]
    out[broken] = rest[enter]
    out[0] = 0
    return out


def find_cycle(heads: Ints) -> list[int] | None:
    """The nodes of one cycle of the head graph, or None; node 0 is the root."""
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        path, node = [], start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(heads[node])
        if state[node] == 1:
            return path[path.index(node) :]
        for node in path:
            state[node] = 2
    return None
