"""Evidence: whether what two reports share is enough to call the one a copy of the other.

News of one topic shares formulas, and outlets print notices under everything. So a report pair is weighed
as a whole: each shared passage counts by its length, by how nearly its words agree, and by how few reports
print it. One long verbatim sentence is enough; a lightly matching one needs others beside it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from reportedly.terms.lineage import Passage

ENOUGH = 12.0
"""Verbatim words, or their like, that two reports must share for any copy between them."""

_RARITY = ((8, 1.0), (64, 0.5))
_EVERYBODYS = 0.1


@dataclass(frozen=True, slots=True)
class Evidence:
    """What two reports share: how many passages, and their weight in verbatim words."""

    passages: int
    weight: float


Weigh = Callable[[str, str], Evidence]
"""Ids of two reports -> the evidence between them."""


def neighbours(similar: Mapping[tuple[str, str], float]) -> dict[str, dict[str, float]]:
    """Return for each digest the digests similar to it and their identity, from pairs in either order."""
    found: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for (left, right), identity in sorted(similar.items()):
        found[left][right] = found[right][left] = identity
    return dict(found)


def rarity(reports: int) -> float:
    """Return what a passage's words count for, 0 to 1, when so many reports print it or one similar.

    In steps, so that one more report seldom changes what was weighed before.
    """
    return next((counts for most, counts in _RARITY if reports <= most), _EVERYBODYS)


def spread(digest: str, near: Mapping[str, Mapping[str, float]], printed: Mapping[str, int]) -> int:
    """Return how many reports print the passage or one similar to it, a report once for each it prints."""
    return sum(printed.get(one, 0) for one in (digest, *near.get(digest, ())))


def weigh(
    passages: Iterable[Passage], similar: Mapping[tuple[str, str], float], printed: Mapping[str, int]
) -> Weigh:
    """Return a function that weighs the evidence between two reports.

    ``passages`` are all the passages of each report that will be asked about, ``similar`` every pair that
    one of their digests is in, ``printed`` the number of reports that print each digest named in either.
    Passages are paired off: two on one side that match a single one on the other count once.
    """
    near = neighbours(similar)
    held: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for passage in passages:
        held[passage.span.report_id][passage.digest] = passage.words

    @cache
    def counts(digest: str) -> float:
        return rarity(spread(digest, near, printed))

    def one_way(here: Mapping[str, int], there: Mapping[str, int]) -> list[float]:
        weights = []
        for digest, words in here.items():
            if digest in there:
                weights.append(words * counts(digest))
            elif found := [one for one in near.get(digest, ()) if one in there]:
                weights.append(
                    max(
                        near[digest][one] ** 3 * min(words, there[one]) * min(counts(digest), counts(one))
                        for one in found
                    )
                )
        return sorted(weights)  # so that the sum has one order

    @cache
    def weighed(left: str, right: str) -> Evidence:
        forth = one_way(held.get(left, {}), held.get(right, {}))
        back = one_way(held.get(right, {}), held.get(left, {}))
        return Evidence(min(len(forth), len(back)), min(sum(forth), sum(back)))

    return weighed
