"""Scores -> labels: spans by the best allowed tag sequence, and sentences."""

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


def best_tags(scores: Floats, chain: Chain) -> Ints:
    """The best allowed tag sequence [W] of a text's scores [W, T].

    The text is cut at words that are outside of every span in any best sequence; the stretches between
    are then followed side by side (Viterbi 1967), which gives the same sequence in far fewer steps.
    """
    tags: Ints = np.zeros(len(scores), np.int64)
    outside = surely_outside(scores, chain)
    edges = np.flatnonzero(np.diff(np.concatenate(([1], outside, [1]))))
    stretches = edges.reshape(-1, 2)
    if not len(stretches):
        return tags
    stretches = stretches[np.argsort(stretches[:, 0] - stretches[:, 1], kind="stable")]
    starts, lengths = stretches[:, 0], stretches[:, 1] - stretches[:, 0]
    first = np.where((starts == 0)[:, None], chain.first, chain.steps[0])
    last = np.where((stretches[:, 1] == len(scores))[:, None], chain.last, chain.steps[:, 0])
    into = np.ascontiguousarray(chain.steps.T)
    back = np.zeros((int(lengths[0]), len(starts), len(chain.first)), np.int8)
    live = np.searchsorted(-lengths, -np.arange(len(back))).tolist()  # longer stretches come first
    state = scores[starts] + first
    for t in range(1, len(back)):
        n = live[t]
        paths = state[:n, None] + into
        back[t, :n] = paths.argmax(2)
        state[:n] = paths.max(2) + scores[starts[:n] + t]
    tag = (state + last).argmax(1)
    rows = np.arange(len(starts))
    for t in range(len(back) - 1, -1, -1):
        n = live[t]
        tags[starts[:n] + t] = tag[:n]
        tag[:n] = back[t, rows[:n], tag[:n]]
    return tags


def surely_outside(scores: Floats, chain: Chain) -> NDArray[np.bool_]:
    """Which words [W] are outside of every span in each best tag sequence of the scores [W, T].

    Were such a word inside, making it "O" would end a span on its left and begin one on its right: that
    changes the tags of two neighbours at most, in one way each, and four steps of the chain. A word whose
    "O" leads by more than all that can cost is outside.
    """
    found = np.zeros(len(scores), bool)
    if len(scores) < 3:
        return found
    inside = scores[:, 1:].reshape(len(scores), -1, len(EDGES))
    begin, middle, end, single = (inside[:, :, edge] for edge in (BEGIN, INSIDE, END, SINGLE))
    ending = np.maximum(begin - single, middle - end).max(1).clip(0)
    beginning = np.maximum(middle - begin, end - single).max(1).clip(0)
    allowed = np.concatenate(
        [chain.steps[chain.steps > NEVER], chain.first[chain.first > NEVER], chain.last[chain.last > NEVER]]
    )
    lead = scores[:, 0] - scores[:, 1:].max(1)
    cost = ending[:-2] + beginning[2:] + 4 * np.ptp(allowed)
    found[1:-1] = lead[1:-1] > cost
    return found


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
