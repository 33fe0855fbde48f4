"""Subjects: who does what a cue says, by the tree of its sentence."""

from bisect import bisect_left
from collections.abc import Sequence

from reportedly.statements.contents import Stretch
from reportedly.terms.readings import Reading, Token

_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_CONTROL = frozenset({"conj", "xcomp", "advcl"})
"""Relations over which a verb without a subject has that of the verb above it."""
HIGHEST = 4
"""Steps up the tree on which a subject is sought."""


def _subject_of(reading: Reading, verb: int, near: range) -> int:
    """Return the index of the subject of a token among those near it, -1 where it has none."""
    for at in near:
        token = reading.tokens[at]
        if token.head == verb and at != verb and token.label in _SUBJECTS:
            return at
    return -1


def subject_of(reading: Reading, cue: Stretch) -> Token | None:
    """Return the subject of a cue's verb or of the verb above it; None without a tree or a subject."""
    tokens = reading.tokens
    first = bisect_left(tokens, cue[0], key=lambda token: token.start)
    last = bisect_left(tokens, cue[1], key=lambda token: token.start)
    verbs = [at for at in range(first, last) if tokens[at].pos == "VERB" and tokens[at].head >= 0]
    if not verbs:
        return None
    verb = verbs[0]
    near = range(max(0, verb - 60), min(len(tokens), verb + 60))
    for _ in range(HIGHEST):
        found = _subject_of(reading, verb, near)
        if found >= 0:
            return tokens[found]
        if tokens[verb].label not in _CONTROL or tokens[verb].head == verb:
            return None
        verb = tokens[verb].head
    return None


def subject_among(reading: Reading, cue: Stretch, sources: Sequence[Stretch]) -> Stretch | None:
    """Return that of the sources which holds the subject of a cue's verb, None where none does."""
    subject = subject_of(reading, cue)
    if subject is None:
        return None
    at = bisect_left(sources, (subject.start + 1, -1)) - 1
    return sources[at] if at >= 0 and subject.end <= sources[at][1] else None


def subject_phrase(reading: Reading, cue: Stretch) -> Stretch | None:
    """Return the words of a cue's subject that stand before the cue; None without a tree or a subject."""
    subject = subject_of(reading, cue)
    if subject is None or subject.start >= cue[0]:
        return None
    tokens = reading.tokens
    head = bisect_left(tokens, subject.start, key=lambda token: token.start)
    end = bisect_left(tokens, cue[0], key=lambda token: token.start)
    inside = {head}
    first = last = head
    for at in range(
        head - 1, max(-1, head - 12), -1
    ):  # words before a noun hang on it or on words nearer to it
        if tokens[at].head not in inside or tokens[at].pos == "PUNCT":
            break
        inside.add(at)
        first = at
    for at in range(head + 1, min(end, head + 12)):
        if tokens[at].head not in inside or tokens[at].pos == "PUNCT":
            break
        inside.add(at)
        last = at
    return tokens[first].start, tokens[last].end
