"""Chains that a statement's own words do not give: through the passage it is a copy of, or its own report.

They follow from the copies and statements in the record and are worked out when asked for, so that a source
that comes in late is named at once, and the chain that the words give stays as it is beside them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from rapidfuzz import fuzz

from reportedly.store.claims import statements
from reportedly.store.copies import copies
from reportedly.store.reports import reports
from reportedly.terms.lineage import Copy, Direction
from reportedly.terms.names import sound_key
from reportedly.terms.reports import Report
from reportedly.terms.spans import Span
from reportedly.terms.statements import Statement

Connection = Any
"""The store's connection; only the store knows what it is."""

DEPTH = 4
"""Copies of copies that are followed back."""
ALIKE = 75.0
"""How alike (0 to 100) the words of a statement and of the one it was copied from must be."""


def with_inferred(
    connection: Connection, report: Report, found: Iterable[Statement], depth: int = DEPTH
) -> Iterator[Statement]:
    """Yield statements of one report with ``inferred`` filled in where it says more than ``chain``.

    A statement in a passage copied from another report takes that report's chain for the same words, behind
    the outlet that prints it here; where there is none, it takes the longer chain by which its voice
    speaks elsewhere in the same report.
    """
    everybody = list(statements(connection, [report.id]))
    copied = [c for c in copies(connection, [report.id]) if _goes_on(c, report.id)] if depth else []
    for statement in found:
        chain = _through_copy(connection, report, statement, copied, depth)
        chain = chain or _elsewhere(statement, everybody)
        yield replace(statement, inferred=chain) if chain and chain != statement.chain else statement


def _goes_on(copy: Copy, report_id: str) -> bool:
    """Tell whether a copy stands in the report and its direction is known."""
    return copy.copy.report_id == report_id and copy.basis is not Direction.UNKNOWN


def _through_copy(
    connection: Connection, report: Report, statement: Statement, copied: Sequence[Copy], depth: int
) -> tuple[str, ...]:
    """Return the chain through the report that a statement's passage was copied from, empty for none."""
    said = statement.said[0]
    middle = (said.start + said.end) // 2
    for copy in copied:
        if not copy.copy.start <= middle < copy.copy.end:
            continue
        (source,) = reports(connection, [copy.source.report_id])
        there = [s for s in statements(connection, [source.id]) if _touches(s.said, copy.source)]
        best = max(there, key=lambda s: (_alike(report, statement, source, s), s.id), default=None)
        if best is None or _alike(report, statement, source, best) < ALIKE:
            continue
        (told,) = with_inferred(connection, source, [best], depth - 1)
        chain = told.inferred or told.chain
        if statement.chain and chain and sound_key(chain[0]) != sound_key(statement.chain[0]):
            return (statement.chain[0], *chain)
    return ()


def _touches(spans: Sequence[Span], other: Span) -> bool:
    """Tell whether one of the spans overlaps another."""
    return any(span.start < other.end and other.start < span.end for span in spans)


def _alike(report: Report, statement: Statement, source: Report, other: Statement) -> float:
    """Return how alike two statements' words are, 0 to 100."""
    ours = " ".join(report.text[span.start : span.end] for span in statement.said)
    theirs = " ".join(source.text[span.start : span.end] for span in other.said)
    return float(fuzz.ratio(ours.casefold(), theirs.casefold()))


def _elsewhere(statement: Statement, given: Sequence[Statement]) -> tuple[str, ...]:
    """Return the one longer chain by which a statement's voice speaks in its report, empty for none."""
    if len(statement.chain) < 2:
        return ()
    last = sound_key(statement.chain[-1])
    longer = {
        other.chain
        for other in given
        if len(other.chain) > len(statement.chain)
        and sound_key(other.chain[-1]) == last
        and other.chain[0] == statement.chain[0]
    }
    return next(iter(longer)) if len(longer) == 1 and last else ()
