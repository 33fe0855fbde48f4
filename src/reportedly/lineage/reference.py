"""The whole scheme in memory: what any store-backed, incremental run must equal."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from reportedly.lineage.chunks import read_words
from reportedly.lineage.columns import AtHand, Coded, Numbers
from reportedly.lineage.cutting import Cut
from reportedly.lineage.decide import FULL, Index, Look, decide
from reportedly.lineage.direction import Facts, precedence
from reportedly.lineage.fingerprints import Keys, digest_keys
from reportedly.lineage.postings import Hits, Run, find, joined
from reportedly.lineage.search import firsts, phrases
from reportedly.terms.lineage import Copy, Passage


def find_copies(
    passages: Iterable[Passage], texts: Mapping[str, str], facts: Mapping[str, Facts], look: Look = FULL
) -> tuple[Copy, ...]:
    """Return every copy among the passages of any number of reports, sorted by the copy's place.

    ``texts`` and ``facts`` are by report id. A function of the set of reports: arrival order is nowhere.
    """
    held: defaultdict[str, set[Passage]] = defaultdict(set)
    for passage in passages:
        held[passage.span.report_id].add(passage)
    order = sorted(held, key=lambda report_id: precedence(facts[report_id]))
    made = [
        Coded(number, facts[name], cut_of(texts[name], sorted(held[name], key=lambda passage: passage.span)))
        for number, name in enumerate(order)
    ]
    decided = decide(np.arange(len(made), dtype=np.int64), indexed(made), look=look)
    return tuple(sorted(decided.copies, key=lambda copy: (copy.copy, copy.source)))


def cut_of(text: str, passages: Sequence[Passage]) -> Cut:
    """Return passages of one text with their words."""
    starts = np.array([each.span.start for each in passages], dtype=np.int64)
    ends = np.array([each.span.end for each in passages], dtype=np.int64)
    words = read_words(text, [*zip(starts.tolist(), ends.tolist(), strict=True)])
    report_id = passages[0].span.report_id if passages else ""
    digests = np.array([int(each.digest, 16) for each in passages], dtype=np.uint64)
    return Cut(
        report_id,
        starts,
        ends,
        digests,
        words.first,
        words.codes,
        words.letters,
        words.marks,
        words.begins,
        words.after,
    )


def indexed(reports: Sequence[Coded]) -> Index:
    """Return an index of reports, which are numbered from 0 on in the order of precedence."""
    at_hand, rank = AtHand(), np.arange(len(reports), dtype=np.int64)
    at_hand.expect([len(each.cut) for each in reports], rank)
    at_hand.take(reports)
    columns = at_hand.columns()
    every = np.arange(columns.base[-1], dtype=np.int64)
    keys = digest_keys(columns.digest[every])
    printings = joined([Run(keys, every.astype(np.uint32))], columns.report, rank)

    def printed(keys: Keys, most: int) -> Hits:
        return find([printings], keys, columns.report, rank, most)

    def phrased(keys: Keys, most: int) -> Hits:
        return find(shared, keys, columns.report, rank, most)

    shared: list[Run] = []
    index = Index(at_hand, printed, phrased, _nothing, _nothing)
    shared.append(joined([phrases(columns, every[firsts(every, index)])], columns.report, rank))
    return index


def _nothing(numbers: Numbers) -> None:
    """Fetch nothing: all is at hand."""
