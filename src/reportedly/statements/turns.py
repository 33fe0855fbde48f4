"""Transcripts and interviews: lines that name their speaker before a colon."""

import re
from collections import Counter
from collections.abc import Sequence

from reportedly.statements.contents import Stretch
from reportedly.statements.frames import Frame
from reportedly.terms.readings import Reading

_CAPITALS = re.compile(r"[\"“'‘]?((?:[A-Z][A-Z.'’-]*[A-Z.]\s?){1,4}(?:\([^()\n]{1,40}\))?)\s?:\s+(?=\S)")
_NAMED = re.compile(r"[\"“'‘]?((?:[A-Z][\w.'’-]{0,20}\s?){1,4})\s?:\s+(?=\S)")
_ASIDE = re.compile(r"[\"“]?[(\[][A-Z ]+[.)\]]+")
_EDGES = ' \t\xa0"“”'
FEWEST = 3
"""Turns of the shortest transcript."""


def _lines(reading: Reading) -> list[Stretch]:
    """Return the stretches of lines that sentences cover."""
    found: list[Stretch] = []
    for sentence in reading.sentences:
        if found and "\n" not in reading.text[found[-1][1] : sentence.start]:
            found[-1] = (found[-1][0], sentence.end)
        else:
            found.append((sentence.start, sentence.end))
    return found


def _heads(text: str, lines: Sequence[Stretch], shape: re.Pattern[str]) -> dict[int, re.Match[str]]:
    """Return the lines (by index) that open with a speaker, if they make a transcript.

    A transcript has at least ``FEWEST`` turns, and somebody in it speaks twice.
    """
    heads = {at: match for at, (start, end) in enumerate(lines) if (match := shape.match(text, start, end))}
    names = Counter(match.group(1).strip() for match in heads.values())
    several = len(heads) >= FEWEST and len(names) >= 2 and max(names.values()) >= 2
    return heads if several else {}


def find_turns(reading: Reading) -> tuple[Frame, ...]:
    """Return a frame without cue for each turn of a transcript, what it says to the next turn's line.

    A turn goes on over lines that open with a quotation mark; asides in brackets end it.
    """
    text, lines = reading.text, _lines(reading)
    heads = _heads(text, lines, _CAPITALS) or _heads(text, lines, _NAMED)
    frames: list[Frame] = []
    for at in sorted(heads):
        match = heads[at]
        contents = [_bare(text, match.end(), lines[at][1])]
        following = at + 1
        while following < len(lines) and following not in heads:
            start, end = lines[following]
            if text[start] not in '"“' or _ASIDE.match(text, start, end):
                break
            contents.append(_bare(text, start, end))
            following += 1
        said = tuple(stretch for stretch in contents if stretch[0] < stretch[1])
        source = (match.start(1), match.start(1) + len(match.group(1).rstrip()))
        if said:
            frames.append(Frame(source=source, cue=None, contents=said, sentence=(source[0], said[-1][1])))
    return tuple(frames)


def _bare(text: str, start: int, end: int) -> Stretch:
    """Return a stretch without space and double quotation marks at its edges."""
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def with_turns(reading: Reading, frames: Sequence[Frame]) -> tuple[Frame, ...]:
    """Return the frames with the turns of a transcript, without those that stand inside a turn."""
    turns = find_turns(reading)
    if not turns:
        return tuple(frames)
    spans = [turn.sentence for turn in turns]

    def outside(frame: Frame) -> bool:
        return not any(
            start - 1 <= frame.contents[0][0] and frame.contents[-1][1] <= end + 1 for start, end in spans
        )

    kept = [*(frame for frame in frames if outside(frame)), *turns]
    return tuple(sorted(kept, key=lambda frame: (frame.sentence, frame.contents)))
