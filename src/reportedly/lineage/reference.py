"""The whole scheme in memory: what any store-backed, incremental run must equal."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import partial

import numpy as np

from reportedly.lineage.coding import Coded, coded, coded_words
from reportedly.lineage.decide import Index, decide
from reportedly.lineage.direction import Facts, precedence
from reportedly.lineage.fingerprints import Keys
from reportedly.lineage.postings import FIRST, Hits, find_phrases, find_printings, phrases, printings
from reportedly.terms.lineage import Copy, Passage
from reportedly.terms.spans import Span


def find_copies(
    passages: Iterable[Passage], texts: Mapping[str, str], facts: Mapping[str, Facts]
) -> tuple[Copy, ...]:
    """Return every copy among the passages of any number of reports, sorted by the copy's place.

    ``texts`` and ``facts`` are by report id. A function of the set of reports: arrival order is nowhere.
    """
    held: defaultdict[str, set[Passage]] = defaultdict(set)
    for passage in passages:
        held[passage.span.report_id].add(passage)
    order = sorted(held, key=lambda report_id: precedence(facts[report_id]))
    reports: dict[int, Coded] = {}
    for number, report_id in enumerate(order):
        own = sorted(held[report_id], key=lambda passage: passage.span)
        reports[number] = coded(number, facts[report_id], own, coded_words(texts[report_id], own))
    decided = decide(list(reports.values()), indexed(reports, texts))
    return tuple(
        sorted((copy for each in decided for copy in each.copies), key=lambda copy: (copy.copy, copy.source))
    )


def indexed(reports: Mapping[int, Coded], texts: Mapping[str, str]) -> Index:
    """Return an index of reports by number, in the order of precedence; ``texts`` are by report id."""
    rank = np.arange(len(reports), dtype=np.int64)
    printed, phrased = printings(reports.values(), rank), phrases(reports.values())

    def find(keys: Keys, most: int | None = FIRST) -> Hits:
        return find_printings((printed,), keys, rank, most)

    def text_of(span: Span) -> str:
        return texts[span.report_id][span.start : span.end]

    return Index(
        find,
        partial(find_phrases, (phrased,)),
        lambda numbers: {n: reports[n] for n in numbers},
        lambda numbers: numbers,
        text_of,
    )
