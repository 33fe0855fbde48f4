"""Scores of heads -> trees that are trees."""

import numpy as np
from numpy.typing import NDArray

from reportedly.readings.decode import NEVER, Floats, Ints

ROOTS = 4
"""Words tried as the root of a sentence."""

CYCLES = 40
"""Cycles joined in one sentence after which no other root is tried.

Of 2,842 sentences of reports none joins more than 35, nine of ten none at all; a row of 150 brackets 400.
"""


def best_tree(scores: Floats) -> Ints:
    """The heads [N] of the best tree with one root: scores [N, N + 1], column 0 the root.

    Head 0 is the root, word w is w + 1. Roots are tried in the order of what a tree with them could be
    worth at most (Zmigrod, Vieira, Cotterell 2020), no longer than a better tree is possible, and no more
    than ``ROOTS``: a row of brackets has as many good roots as brackets. Past ``CYCLES`` the tree is the best
    of the roots tried so far, the first of them at least.
    """
    return search_tree(scores)[0]


def search_tree(scores: Floats) -> tuple[Ints, int]:
    """The heads that ``best_tree`` gives, and how many cycles were joined to find them."""
    inner = scores[:, 1:].astype(np.float64)
    np.fill_diagonal(inner, 2 * float(NEVER))
    heads: Ints = inner.argmax(1)
    rows = np.arange(len(heads))
    gain = scores[:, 0] - inner[rows, heads]
    at_most = float(inner[rows, heads].sum())
    best, worth, joined = heads, -np.inf, 0
    for root in np.argsort(-gain, kind="stable")[:ROOTS].tolist():
        if at_most + float(gain[root]) <= worth or joined > CYCLES:
            break
        tree, cycles = best_tree_under(inner, root, heads)
        joined += cycles
        others = rows != root
        value = float(scores[root, 0]) + float(inner[rows[others], tree[others] - 1].sum())
        if value > worth:
            best, worth = tree, value
    return best, joined


def best_tree_under(inner: NDArray[np.float64], root: int, heads: Ints) -> tuple[Ints, int]:
    """The heads [N], counted as in `best_tree`, of the best tree whose root is the word `root`, and how many
    cycles were joined to find it.

    `inner` [N, N] scores words as heads of words, `heads` [N] are its best columns.
    """
    tree: Ints = heads + 1
    tree[root] = 0
    if is_tree(tree):
        return tree, 0
    full = np.full((len(heads) + 1, len(heads) + 1), 4.0 * float(NEVER))
    full[1:, 1:] = inner
    full[root + 1] = 4.0 * float(NEVER)
    full[root + 1, 0] = 0.0
    found, cycles = chu_liu_edmonds(full)
    return found[1:], cycles


def is_tree(heads: Ints) -> bool:
    """Whether every word reaches the root."""
    up = np.concatenate(([0], heads))
    for _ in range(len(up).bit_length()):
        up = up[up]
    return not bool(up.any())


def chu_liu_edmonds(scores: NDArray[np.float64]) -> tuple[Ints, int]:
    """The maximum spanning tree over scores [N, N] (row child, column head), node 0 its root, and how many
    cycles were joined to find it.
    """
    heads: Ints = scores.argmax(1)
    heads[0] = 0
    cycle = find_cycle(heads)
    if cycle is None:
        return heads, 0
    inside = np.array(cycle)
    outside = np.ones(len(heads), bool)
    outside[inside] = False
    rest = outside.nonzero()[0]
    kept = scores[inside, heads[inside]]
    small: NDArray[np.float64] = np.empty((len(rest) + 1, len(rest) + 1))
    below = scores[rest]
    small[:-1, :-1] = below[:, rest]
    leaving = below[:, inside]
    small[:-1, -1] = leaving.max(1)
    entering = scores[inside][:, rest] - kept[:, None] + kept.sum()
    small[-1, :-1] = entering.max(0)
    np.fill_diagonal(small, 8.0 * float(NEVER))
    solved, cycles = chu_liu_edmonds(small)
    out = heads.copy()
    for i, head in enumerate(solved[:-1]):
        node = rest[i]
        out[node] = rest[head] if head < len(rest) else inside[leaving[i].argmax()]
    enter = solved[-1]
    broken = inside[entering[:, enter].argmax()]
    out[broken] = rest[enter]
    out[0] = 0
    return out, cycles + 1


def find_cycle(heads: Ints) -> list[int] | None:
    """The nodes of one cycle of the head graph, or None; node 0 is the root."""
    above: list[int] = heads.tolist()
    state = [0] * len(above)
    state[0] = 2
    for start in range(1, len(above)):
        path, node = [], start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = above[node]
        if state[node] == 1:
            return path[path.index(node) :]
        for node in path:
            state[node] = 2
    return None
