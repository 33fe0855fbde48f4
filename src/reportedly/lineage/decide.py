"""Deciding: for each passage of a report the one passage it was copied from, if any.

Reports are weighed as pairs (see ``evidence``). The words of a passage are looked up in the index; where two
reports turn out to share enough, what is still unmatched is compared with all that the other one says.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from reportedly.lineage.choose import Look, choose
from reportedly.lineage.columns import WORDS, Columns, Numbers
from reportedly.lineage.grounds import DIRECTIONS
from reportedly.lineage.search import Index, Marks, Rows, search
from reportedly.lineage.subsequence import no_masks
from reportedly.lineage.taking import Found, Given, Scratch
from reportedly.lineage.tongue import load_tongue
from reportedly.lineage.weighing import closest, nothing_seen, ranked, weigh
from reportedly.terms.lineage import Copy
from reportedly.terms.spans import Span

__all__ = ["COMMON", "FAST", "FULL", "Decided", "Index", "Look", "decide"]

FULL = Look()
"""Everything is looked at."""
FAST = Look(second=False, tried=1, whole=0.85)
"""What the index finds alone."""
COMMON = 48
"""Times a passage may be printed word for word before it is one that everybody prints."""
MANY = 4
"""Passages that two reports share from which they are more than a notice."""
MUCH = 0.5
"""Share of a report from which what it shares with another is more than a notice."""


@dataclass(frozen=True, slots=True)
class Decided:
    """The copies that some reports make, and what that means for others if they are new.

    ``touched`` are the numbers of reports that may have copied one of them or, where it takes the place of
    another among the first, have a passage like one of its own. ``crowded`` are the passages of which those
    asked for closely are among the first printings while there are more than are looked at. ``common`` gives
    of passages that everybody prints how many times they are printed.
    """

    copies: tuple[Copy, ...]
    touched: Numbers
    crowded: Numbers
    common: Mapping[int, int]


def decide(reports: Numbers, index: Index, *, thorough: Marks | None = None, look: Look = FULL) -> Decided:
    """Return what reports, by number, copied from reports in the index, in which they must stand themselves.

    ``thorough`` marks those of which also what may have been rewritten from a passage is found that has a
    source word for word: needed for new ones that may be the source of reports decided before. The answer
    does not depend on the order of ``reports``.
    """
    order = np.argsort(reports)
    reports = reports[order]
    closely = np.zeros(len(reports), dtype=bool) if thorough is None else thorough[order]
    shared = search(reports, index, closely)
    given = _given(reports, index, shared.rows, look)
    scratch = Scratch(no_masks(), nothing_seen())
    found = choose(given, reports, look, scratch)
    everybodys = np.flatnonzero(shared.printed > COMMON)
    common = dict(zip(shared.asked[everybodys].tolist(), shared.printed[everybodys].tolist(), strict=True))
    copies = _telling(found, given.columns, index.at_hand.ids, common)
    of_closely = np.repeat(closely, given.columns.base[reports + 1] - given.columns.base[reports])
    return Decided(tuple(copies), shared.touched, shared.asked[shared.crowded & of_closely], common)


def _given(reports: Numbers, index: Index, rows: Rows, look: Look) -> Given:
    """Return what is chosen from, with all words at hand that are asked for."""
    tongue, columns = load_tongue("en"), index.at_hand.columns()
    bonds = weigh(columns, tongue, rows, nothing_seen())
    kept = ranked(columns, rows, bonds)
    places = closest(columns, rows, kept, bonds)
    near = kept[~rows.verbatim[kept]]
    wanted = [columns.report[rows.other[near]].astype(np.int64), reports]
    wanted += [bonds.source[places >= 0]] if look.second else []
    missing = index.at_hand.missing(np.concatenate(wanted), WORDS)
    if len(missing):
        index.word(missing)
        columns = index.at_hand.columns()
    return Given(columns, tongue, rows, bonds, kept, places)


def _telling(
    found: Found, columns: Columns, ids: Sequence[str | None], common: Mapping[int, int]
) -> Iterator[Copy]:
    """Yield the copies by their own place, without those of what everybody prints where nothing else speaks
    for them.

    What speaks for them is a copy of something else from the same report, so many that it is no mere notice,
    or that they are much of the whole report: a column that a hundred print is copied all the same.
    """
    kept = _kept(found, columns, common) if common else np.arange(len(found.copy))
    order = kept[np.lexsort((found.places[kept, 3], found.places[kept, 2], columns.report[found.copy[kept]]))]
    sources, copies = columns.report[found.source[order]].tolist(), columns.report[found.copy[order]].tolist()
    places, grounds = found.places[order].tolist(), found.ground[order].tolist()
    rows = zip(sources, copies, places, grounds, found.identity[order].tolist(), strict=True)
    for source, copy, (start, end, own_start, own_end), ground, identity in rows:
        yield Copy(
            Span(ids[source] or "", start, end),
            Span(ids[copy] or "", own_start, own_end),
            identity,
            DIRECTIONS[ground],
        )


def _kept(found: Found, columns: Columns, common: Mapping[int, int]) -> Numbers:
    """Return which copies remain without those of notices."""
    kept: list[int] = []
    pairs: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    copies, sources = columns.report[found.copy].tolist(), columns.report[found.source].tolist()
    for at, pair in enumerate(zip(copies, sources, strict=True)):
        pairs[pair].append(at)
    for (copy, _), rows in pairs.items():
        own = [at for at in rows if int(found.copy[at]) not in common]
        if not own and len(rows) < MANY:
            passages = slice(int(columns.base[copy]), int(columns.base[copy + 1]))
            whole = int((columns.end[passages] - columns.start[passages]).sum())
            taken = int((found.places[rows, 3] - found.places[rows, 2]).sum())
            rows = rows if len(rows) > 1 and taken >= MUCH * whole else own
        kept += rows
    return np.array(sorted(kept), dtype=np.int64)
