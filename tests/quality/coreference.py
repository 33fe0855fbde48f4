"""The standard scores of coreference: MUC, B³, CEAF-e and LEA, and the mean of the first three (CoNLL).

All compare two partitions of the same mentions, gold mentions being given (Pradhan et al. 2014 is the
reference for the first three, and the source of the case that the tests hold them to). Each returns a
``Unit`` whose ``right / expected`` is recall and whose second pair of counts is precision.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Cluster = frozenset[Hashable]
Clusters = Sequence[Cluster]


@dataclass(frozen=True, slots=True)
class Ratio:
    """Recall and precision of one score, 0 to 1."""

    recall: float
    precision: float

    @property
    def f1(self) -> float:
        """The harmonic mean, 0 where both are 0."""
        both = self.recall + self.precision
        return 2 * self.recall * self.precision / both if both else 0.0


def clusters_of(home: Mapping[str, str]) -> tuple[Cluster, ...]:
    """Return the groups of mentions that a mapping from mention to group makes, ordered by name."""
    found: defaultdict[str, set[Hashable]] = defaultdict(set)
    for mention, name in home.items():
        found[name].add(mention)
    return tuple(frozenset(found[name]) for name in sorted(found))


def _homes(clusters: Clusters) -> dict[Hashable, int]:
    """Return the number of each mention's cluster."""
    return {mention: at for at, cluster in enumerate(clusters) for mention in cluster}


def _share(right: float, of: float) -> float:
    """Return a share; of nothing it is 0, as in the reference scorer."""
    return right / of if of else 0.0


def _parts(cluster: Cluster, others: Mapping[Hashable, int]) -> Counter[Hashable]:
    """Return how many mentions of a cluster each cluster of the other side holds; one in none is apart."""
    return Counter(others.get(mention, ("alone", mention)) for mention in cluster)


def muc(key: Clusters, response: Clusters) -> Ratio:
    """Return link-based recall and precision (Vilain et al. 1995); singletons count nothing."""

    def one(left: Clusters, right: Clusters) -> float:
        others = _homes(right)
        kept = sum(len(cluster) - len(_parts(cluster, others)) for cluster in left)
        return _share(kept, sum(len(cluster) - 1 for cluster in left))

    return Ratio(one(key, response), one(response, key))


def b_cubed(key: Clusters, response: Clusters) -> Ratio:
    """Return mention-based recall and precision (Bagga and Baldwin 1998)."""

    def one(left: Clusters, right: Clusters) -> float:
        others = _homes(right)
        total = 0.0
        for cluster in left:
            parts = _parts(cluster, others)
            total += sum(n * n for name, n in parts.items() if isinstance(name, int)) / len(cluster)
        return _share(total, sum(map(len, left)))

    return Ratio(one(key, response), one(response, key))


def ceaf_e(key: Clusters, response: Clusters) -> Ratio:
    """Return entity-based recall and precision (Luo 2005, φ4): clusters paired one-to-one at their best."""
    others = _homes(response)
    alike = np.zeros((len(key), len(response)))
    for at, cluster in enumerate(key):
        for other, both in _parts(cluster, others).items():
            if isinstance(other, int):
                alike[at, other] = 2 * both / (len(cluster) + len(response[other]))
    best = best_total(alike)
    return Ratio(_share(best, len(key)), _share(best, len(response)))


def lea(key: Clusters, response: Clusters) -> Ratio:
    """Return link-based, entity-aware scores (Moosavi and Strube 2016); a singleton links to itself."""

    def one(left: Clusters, right: Clusters) -> float:
        others = _homes(right)
        total = 0.0
        for cluster in left:
            parts = _parts(cluster, others)
            if len(cluster) == 1:
                (name,) = parts
                resolved = float(isinstance(name, int) and len(right[name]) == 1)
            else:
                resolved = sum(n * (n - 1) for n in parts.values()) / (len(cluster) * (len(cluster) - 1))
            total += len(cluster) * resolved
        return _share(total, sum(map(len, left)))

    return Ratio(one(key, response), one(response, key))


def conll(key: Clusters, response: Clusters) -> float:
    """Return the mean F1 of MUC, B³ and CEAF-e, as the CoNLL shared tasks rank (Pradhan et al. 2012)."""
    return sum(each(key, response).f1 for each in (muc, b_cubed, ceaf_e)) / 3


def best_total(alike: NDArray[np.float64]) -> float:
    """Return the greatest sum of a one-to-one assignment of rows to columns; no value may be negative.

    Kuhn's assignment problem by shortest augmenting paths (Jonker and Volgenant 1987), on each connected
    part of the matrix by itself: clusters that share no mention cannot be paired.
    """
    total = 0.0
    for rows, columns in _connected(alike > 0):
        part = alike[np.ix_(rows, columns)]
        total += _assigned(part if part.shape[0] <= part.shape[1] else part.T)
    return total


def _connected(linked: NDArray[np.bool_]) -> list[tuple[list[int], list[int]]]:
    """Return the rows and columns of each connected part that has a link."""
    left = set(np.flatnonzero(linked.any(axis=1)).tolist())
    found = []
    while left:
        rows, columns, todo = set[int](), set[int](), {min(left)}
        while todo:
            rows |= todo
            columns |= set(np.flatnonzero(linked[sorted(todo)].any(axis=0)).tolist())
            todo = set(np.flatnonzero(linked[:, sorted(columns)].any(axis=1)).tolist()) - rows
        left -= rows
        found.append((sorted(rows), sorted(columns)))
    return found


def _assigned(alike: NDArray[np.float64]) -> float:
    """Return the greatest sum in a matrix of no more rows than columns, every row assigned."""
    count, width = alike.shape
    cost = -alike
    prices_of_rows, prices = np.zeros(count), np.zeros(width)
    owner = np.full(width, -1)
    for row in range(count):
        least, before = np.full(width, np.inf), np.full(width, -1)
        used = np.zeros(width, bool)
        at, reached = -1, row
        while True:
            slack = cost[reached] - prices_of_rows[reached] - prices
            closer = ~used & (slack < least)
            least[closer], before[closer] = slack[closer], at
            nearest = int(np.argmin(np.where(used, np.inf, least)))
            step = least[nearest]
            prices_of_rows[row] += step
            prices_of_rows[owner[used]] += step
            prices[used] -= step
            least[~used] -= step
            used[nearest], at = True, nearest
            if owner[nearest] < 0:
                break
            reached = int(owner[nearest])
        while at >= 0:
            previous = int(before[at])
            owner[at] = row if previous < 0 else owner[previous]
            at = previous
    return float(sum(alike[owner[column], column] for column in range(width) if owner[column] >= 0))
