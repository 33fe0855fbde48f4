"""Headlines and subheadings: what they announce is told, with its sources, in the text below them."""

import re
from bisect import bisect_right

from reportedly.register.evidence import Evidence, words_of
from reportedly.terms.names import sound_key
from reportedly.terms.spans import Role, Span
from reportedly.terms.statements import Statement

LONG = 4
"""Letters from which on a word says something of what it stands in."""
_WORD = re.compile(rf"[^\W\d_]{{{LONG},}}")


def role_of(span: Span, evidence: Evidence) -> Role | None:
    """Return what the block is in which a span starts, None where it is not known."""
    report, at = evidence.reports.get(span.report_id), _block_at(span, evidence)
    return report.blocks[at].role if report is not None and at is not None else None


def _block_at(span: Span, evidence: Evidence) -> int | None:
    """Return the index of the block in which a span starts, None where it is in none."""
    report = evidence.reports.get(span.report_id)
    if report is None:
        return None
    at = bisect_right(report.blocks, span.start, key=lambda each: each.span.start) - 1
    return at if at >= 0 and span.start < report.blocks[at].span.end else None


def credited_before(statement: Statement, evidence: Evidence) -> Statement | None:
    """Return the last earlier statement of a voice that somebody else passed on, else None.

    It stands in the same paragraph or in the one before: what a speaker goes on to say there comes by the
    same way.
    """
    if statement.cue is None:
        return None
    voice, here = sound_key(statement.voice.name), _block_at(statement.cue, evidence)
    found: Statement | None = None
    for each in evidence.cues.get(statement.cue.report_id, ()):
        if each.cue is None or each.cue.start >= statement.cue.start:
            break
        there = _block_at(each.cue, evidence)
        near = here is not None and there is not None and here - there <= 1
        if near and each.parent is not None and sound_key(each.voice.name) == voice:
            found = each
    return found


def announced(statement: Statement, evidence: Evidence) -> Statement | None:
    """Return the statement of the text below that a headline's statement announces, None where there is none.

    It has the same voice and the same act, and is the one that shares most words with the headline, one of
    them at least; of several the first.
    """
    if statement.cue is None or role_of(statement.cue, evidence) is not Role.HEADLINE:
        return None
    voice, told = sound_key(statement.voice.name), _content(statement, evidence)
    best: Statement | None = None
    most = 0
    for each in evidence.cues.get(statement.cue.report_id, ()):
        if each.act is not statement.act or sound_key(each.voice.name) != voice or each.cue is None:
            continue
        if role_of(each.cue, evidence) is Role.HEADLINE:
            continue
        shared = len(told & _content(each, evidence))
        if shared > most:
            best, most = each, shared
    return best


def _content(statement: Statement, evidence: Evidence) -> frozenset[str]:
    """Return the longer words of what is said, casefolded."""
    said = " ".join(words_of(evidence, span) or "" for span in statement.said)
    return frozenset(_WORD.findall(said.casefold()))
