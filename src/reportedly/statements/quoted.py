"""Quotations that stand apart from their speaker: resumed ones, announced ones, signed ones."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from reportedly.language.quotations import Quotation
from reportedly.statements.contents import Stretch
from reportedly.statements.frames import Frame
from reportedly.terms.readings import Part, Reading

SHORTEST_WORDS = 4
"""Words of the shortest quotation that stands for a statement without a cue: less is a name or a doubt."""
FARTHEST_WORDS = 40
"""Words of narration over which a quotation still goes on in the voice before it."""
_SIGNED = re.compile(r"[^\S\n]*\n?[^\S\n]*(?:[―—–]|--?)[^\S\n]*([^\s―—–-][^\n]{1,80})")
_SIGNATURE = re.compile(r"(?:[^\W\d_][\w.'’-]*,? ?){1,8}")
_OPENING = "\"“”„«'‘`"


def outermost(quotations: Sequence[Quotation]) -> list[Quotation]:
    """Return the quotations in double marks, which never overlap, in text order."""
    return [quotation for quotation in quotations if quotation.double]


def _home(frame: Frame, tops: Sequence[Quotation], starts: Sequence[int]) -> int:
    """Return the index of the quotation that holds a frame's cue, -1 where none does."""
    if frame.cue is None:
        return -1
    at = bisect_right(starts, frame.cue[0]) - 1
    return at if at >= 0 and tops[at].start < frame.cue[0] and frame.cue[1] <= tops[at].end else -1


def _taken(frames: Sequence[Frame], tops: Sequence[Quotation]) -> set[int]:
    """Return the indices of the quotations that belong to a frame whose own words stand outside them."""
    starts = [quotation.start for quotation in tops]
    ends = [quotation.end for quotation in tops]
    taken: set[int] = set()
    for frame in frames:
        home = _home(frame, tops, starts)
        for start, end in (*frame.contents, frame.sentence):
            taken.update(
                at for at in range(bisect_right(ends, start), bisect_left(starts, end)) if at != home
            )
    return taken


def _signed(text: str, quotation: Quotation) -> Stretch | None:
    """Return the signature behind a quotation ("“…” — Ana Ruiz"), None where there is none."""
    match = _SIGNED.match(text, quotation.end, quotation.end + 120)
    if match is None:
        return None
    words = match.group(1).rstrip().rstrip(".")
    if not _SIGNATURE.fullmatch(words) or not words[0].isupper():
        return None
    return match.start(1), match.start(1) + len(words)


def _announcing(reading: Reading, at: int, starts: Sequence[int]) -> Frame | None:
    """Return a frame without content: source and cue of the sentence that ends in a colon before ``at``."""
    index = bisect_right(starts, at - 1) - 1
    if index < 0:
        return None
    sentence = reading.sentences[index]
    if not reading.text[sentence.start : at].rstrip().endswith(":") or at - sentence.end > 4:
        return None
    tags = [tag for tag in reading.tags if sentence.start <= tag.start and tag.end <= sentence.end]
    cues = [tag for tag in tags if tag.part is Part.CUE]
    sources = [tag for tag in tags if tag.part is Part.SOURCE]
    if not cues or not sources:
        return None
    nearest = min(sources, key=lambda tag: (abs(tag.start - cues[-1].start), tag.start))
    return Frame(
        source=(nearest.start, nearest.end),
        cue=(cues[-1].start, cues[-1].end),
        contents=(),
        sentence=(sentence.start, sentence.end),
    )


def _reach(frame: Frame) -> int:
    """Return the code point at which a frame's words end, its own sentence's among them."""
    return max(frame.sentence[1], frame.contents[-1][1])


def _resumes(text: str, before: Frame, quotation: Quotation) -> bool:
    """Tell whether a quotation goes on with the quoted words of the frame right before it."""
    between = text[_reach(before) : quotation.start]
    quoted = any(text[start] in _OPENING for start, _ in before.contents)
    return quoted and not between.strip(" .\t\xa0\n") and ("\n" not in between or quotation.continues)


def _goes_on(text: str, before: Frame, quotation: Quotation) -> bool:
    """Tell whether a quotation follows a frame closely enough to be in its voice."""
    between = text[_reach(before) : quotation.start]
    limit = 2 if quotation.continues else 1
    return between.count("\n") < limit and len(between.split()) <= FARTHEST_WORDS


def with_quotations(
    reading: Reading, quotations: Sequence[Quotation], frames: Sequence[Frame]
) -> tuple[Frame, ...]:
    """Return the frames with every quotation that none of them had yet, in text order.

    A quotation right behind the sentence of a quoted frame goes on with it ("“…,” she said. “…”"), over
    paragraphs where its marks say so; one that its sentence announces by a colon, or that is signed, makes
    a frame; another one near a frame makes a frame without cue in that frame's voice, if it is no mere
    name or doubted word.
    """
    text = reading.text
    tops = outermost(quotations)
    taken = _taken(frames, tops)
    sentences = [sentence.start for sentence in reading.sentences]
    made = sorted(frames, key=lambda frame: (frame.sentence, frame.contents))
    starts = [frame.sentence[0] for frame in made]
    for at, quotation in enumerate(tops):
        stretch = (quotation.start, quotation.end)
        if at in taken:
            continue
        short = len(text[quotation.start : quotation.end].split()) < SHORTEST_WORDS
        place = bisect_left(starts, quotation.start)
        before = made[place - 1] if place else None
        signature = _signed(text, quotation)
        announcing = _announcing(reading, quotation.start, sentences)
        if signature is not None:
            frame = Frame(
                source=signature, cue=None, contents=(stretch,), sentence=(stretch[0], signature[1])
            )
        elif announcing is not None:
            frame = replace(announcing, contents=(stretch,))
        elif before is not None and _resumes(text, before, quotation):
            made[place - 1] = replace(before, contents=(*before.contents, stretch))
            continue
        elif before is not None and not short and _goes_on(text, before, quotation):
            frame = Frame(source=None, cue=None, contents=(stretch,), sentence=stretch)
        else:
            continue
        place = bisect_left(starts, frame.sentence[0])
        made.insert(place, frame)
        starts.insert(place, frame.sentence[0])
    return tuple(made)
