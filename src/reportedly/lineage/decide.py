"""Deciding: for each passage of a report the one passage it was copied from, if any.

Reports are weighed as pairs (see ``evidence``). The words of a passage are looked up in the index; where two
reports turn out to share enough, what is still unmatched is compared with all that the other one says.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from reportedly.lineage.choose import Choice, Look, choose
from reportedly.lineage.coding import Coded
from reportedly.lineage.search import COMMON, Index, Search
from reportedly.lineage.weighing import closest, ranked, weigh
from reportedly.terms.lineage import Copy

__all__ = ["FULL", "Decided", "Index", "decide"]

FULL = Look()
"""Everything is looked at."""
FAST = Look(second=False, tried=1, whole=0.85)
"""What the index finds alone."""


@dataclass(frozen=True, slots=True)
class Decided:
    """The copies that a report makes, and what that means for others if it is new.

    ``copiers`` are the numbers of reports that may have copied it or, where it takes the place of another
    among the first, have a passage like one of its own. ``crowded`` are the digests of its passages of
    which it is among the first while there are more than are looked at. ``common`` are those that everybody
    prints, and how many times they are printed.
    """

    report_id: str
    copies: tuple[Copy, ...]
    copiers: frozenset[int]
    crowded: frozenset[int]
    common: Mapping[int, int]


def decide(
    reports: Sequence[Coded],
    index: Index,
    *,
    thorough: Container[int] = frozenset(),
    look: Look = FULL,
) -> list[Decided]:
    """Return for each report what it copied from reports in the index, in which it must stand itself.

    ``thorough`` names reports of which also those are found that may have rewritten a passage that has a
    source word for word: needed for new ones that may be the source of reports decided before. The answer
    does not depend on the order of ``reports``.
    """
    if not reports:
        return []
    search, asked = Search(index, reports), len(reports)
    rows, pair, bonds = weigh(search.pool, search.rows(thorough))
    notices = set(np.flatnonzero(search.printed > COMMON).tolist())
    choice = Choice(
        search.pool,
        ranked(search.pool, asked, rows, pair),
        bonds,
        closest(search.pool, asked, pair, bonds, look.closest),
        notices,
        index.text_of,
        look,
    )
    index.ready(choice.texts())
    crowded: list[set[int]] = [set() for _ in reports]
    for at in np.flatnonzero(search.crowded).tolist():
        crowded[search.pool.owner[at]].add(int(search.pool.digests[at]))
    common: list[dict[int, int]] = [{} for _ in reports]
    for at in sorted(notices):
        common[search.pool.owner[at]][int(search.pool.digests[at])] = int(search.printed[at])
    return [
        Decided(
            each.facts.report_id,
            choose(choice, at),
            frozenset(search.copiers[at]),
            frozenset(crowded[at]),
            common[at],
        )
        for at, each in enumerate(reports)
    ]
