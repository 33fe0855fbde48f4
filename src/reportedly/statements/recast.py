"""Frames set right by the words around them: who quotes whom, and what belongs to a condition."""

import re
from collections.abc import Sequence
from dataclasses import replace

from reportedly.language.language import Language
from reportedly.statements.contents import Stretch, stripped, tokens_in
from reportedly.statements.frames import Frame
from reportedly.terms.readings import Reading

_AS = re.compile(r"\bas (?:having )?(\w+)\b")
_LONGEST_QUOTED = 160
"""Code points between a cue and the "as saying" that belongs to it."""


def _quoted_as(reading: Reading, frame: Frame, language: Language) -> Frame:
    """Return the frame of "A quoted B as saying that …" with B as its source and A as who passes it on."""
    if frame.cue is None or frame.source is None:
        return frame
    tokens = tokens_in(reading, *frame.cue)
    at = next((t for t in tokens if "as" in _takes(t.lemma, language)), None)
    if at is None:
        return frame
    match = _AS.search(reading.text, at.end, at.end + _LONGEST_QUOTED)
    if match is None or not match.group(1).endswith("ing"):
        return frame
    start, end = stripped(reading.text, at.end, match.start())
    between = reading.text[start:end]
    if end <= start or any(mark in between for mark in '\n“”".;') or is_passive(reading, frame.cue):
        return frame
    cut = [
        stripped(reading.text, max(a, match.end()), b) if b > match.end() else (a, b)
        for a, b in frame.contents
        if not at.end <= a <= b <= match.end()
    ]
    contents = tuple(each for each in cut if each[0] < each[1])
    if not contents:
        return frame
    return replace(frame, source=(start, end), via=frame.source, contents=contents)


def _takes(lemma: str, language: Language) -> frozenset[str]:
    """Return the shapes of content that a verb takes, none for one that is no verb of saying."""
    cue = language.cues.verbs.get(lemma)
    return cue.takes if cue is not None else frozenset()


def is_passive(reading: Reading, cue: Stretch) -> bool:
    """Tell whether a cue is a verb in the passive ("was quoted")."""
    words = reading.text[cue[0] : cue[1]].lower().split()
    return bool({"was", "were", "been", "is", "are", "being"} & set(words))


def _conditioned(reading: Reading, frame: Frame, language: Language) -> Frame:
    """Return the frame with the condition right behind what is said taken in ("to leave | if they pay").

    The condition reaches to the end of its sentence; without it a threat would be a plan.
    """
    text = reading.text
    start, end = frame.contents[-1]
    last = frame.sentence[1]
    rest = text[end:last]
    word = re.match(r",?\s+(\w+)\b", rest)
    if word is None or frame.cue is None or frame.cue[0] >= start or text[start] in '"“':
        return frame
    if word.group(1) not in language.cues.conditions - {"should", "provided"}:
        return frame
    until = end + len(rest.rstrip().rstrip(".!?"))
    if frame.source is not None and end <= frame.source[0] < until:
        return frame
    return replace(frame, contents=(*frame.contents[:-1], (start, until)))


def _told(reading: Reading, frame: Frame, language: Language) -> Frame:
    """Return the frame without what its last content says was withheld ("…, though he gave no date")."""
    start, end = frame.contents[-1]
    if reading.text[start] in '"“':
        return frame
    match = language.cues.withheld.search(reading.text, start, end)
    if match is None or match.start() - start < 12:
        return frame
    return replace(frame, contents=(*frame.contents[:-1], (start, match.start())))


def recast(reading: Reading, frames: Sequence[Frame], language: Language) -> tuple[Frame, ...]:
    """Return the frames in the same order, each set right; total."""
    return tuple(
        _told(reading, _conditioned(reading, _quoted_as(reading, frame, language), language), language)
        for frame in frames
    )


def _holds(outer: Frame, inner: Frame) -> bool:
    """Tell whether a frame's content holds another frame's cue, or what it says where it has none."""
    point = inner.cue if inner.cue is not None else inner.contents[0]
    return any(start <= point[0] and point[1] <= end for start, end in outer.contents)


def nest(frames: Sequence[Frame]) -> tuple[tuple[Frame, ...], tuple[Frame, ...]]:
    """Return the outermost frames and those that stand inside what another says, each in text order."""
    inner: list[Frame] = []
    outer: list[Frame] = []
    ordered = sorted(frames, key=lambda frame: frame.contents[0])
    for at, frame in enumerate(ordered):
        near = (*ordered[max(0, at - 12) : at], *ordered[at + 1 : at + 13])
        if any(_holds(other, frame) and not _holds(frame, other) for other in near):
            inner.append(frame)
        else:
            outer.append(frame)
    return (
        tuple(sorted(outer, key=lambda frame: (frame.sentence, frame.contents))),
        tuple(sorted(inner, key=lambda frame: (frame.sentence, frame.contents))),
    )
