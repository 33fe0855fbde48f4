"""The whole scheme in memory: what any store-backed, incremental run must equal."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from reportedly.lineage.align import identity
from reportedly.lineage.direction import Facts
from reportedly.lineage.evidence import neighbours, weigh
from reportedly.lineage.fingerprints import candidates, fingerprints
from reportedly.lineage.folding import fold
from reportedly.lineage.group import copies_of
from reportedly.terms.lineage import Copy, Passage
from reportedly.terms.spans import Span


def find_similar(folded: Mapping[str, str]) -> dict[tuple[str, str], float]:
    """Return the identity of each pair of similar digests, the lesser digest first.

    ``folded`` gives the folded text of each distinct digest. Two are similar when they share enough
    fingerprints that are not common to too many, and their words align.
    """
    similar = {}
    for left, right in candidates({digest: fingerprints(text) for digest, text in folded.items()}):
        share = identity(folded[left], folded[right])
        if share is not None:
            similar[left, right] = share
    return similar


def find_copies(
    passages: Iterable[Passage], texts: Mapping[str, str], facts: Mapping[str, Facts]
) -> tuple[Copy, ...]:
    """Return every copy among the passages of any number of reports, sorted by the copy's place.

    ``texts`` and ``facts`` are by report id. A function of the set of reports: arrival order is nowhere.
    """

    def text_of(span: Span) -> str:
        return texts[span.report_id][span.start : span.end]

    occurrences: defaultdict[str, list[Passage]] = defaultdict(list)
    for passage in sorted(set(passages), key=lambda passage: (passage.span, passage.digest)):
        occurrences[passage.digest].append(passage)
    similar = find_similar({digest: fold(text_of(found[0].span)) for digest, found in occurrences.items()})
    printed = {
        digest: len({passage.span.report_id for passage in found}) for digest, found in occurrences.items()
    }
    weighed = weigh((passage for found in occurrences.values() for passage in found), similar, printed)
    near = neighbours(similar)
    copies: list[Copy] = []
    for digest in occurrences:
        beside = near.get(digest, {})
        together = [passage for one in (digest, *beside) for passage in occurrences[one]]
        if len(together) > 1:
            copies += copies_of(digest, together, beside, facts, text_of, weighed)
    return tuple(sorted(copies, key=lambda copy: (copy.copy, copy.source)))
