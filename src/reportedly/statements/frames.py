"""Linking the tags of a reading: which source said which content by which cue."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportedly.language.quotations import Quotation
from reportedly.terms.readings import Part, Reading, Sentence, Tag

Stretch = tuple[int, int]
"""Code points [start, end) of the reading's text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One attribution: source and cue words, the content's stretches in text order, its sentence.

    ``source`` is None where it must be found elsewhere, ``cue`` where a quotation stands without one.
    """

    source: Stretch | None
    cue: Stretch | None
    contents: tuple[Stretch, ...]
    sentence: Stretch


def _gap(left: Stretch, right: Stretch) -> int:
    """Return the code points between two stretches, 0 where they touch or overlap."""
    return max(0, max(left[0], right[0]) - min(left[1], right[1]))


def _stretch(tag: Tag) -> Stretch:
    """Return a tag's code points."""
    return tag.start, tag.end


def _distance(cue: Stretch, content: Stretch, sources: Sequence[Stretch]) -> tuple[int, int, Stretch]:
    """Return how far a cue is from a content; one that stands before its cue needs a source beside it."""
    gap = _gap(cue, content)
    if content[1] <= cue[0]:
        beside = any((content[1] <= s[0] and s[1] <= cue[0]) or 0 <= s[0] - cue[1] <= 2 for s in sources)
        written = cue[1] - cue[0] > 9  # "according to" has its source behind it, at any distance
        return (0 if beside or written else 1, gap, cue)
    return (0, gap, cue)


def _link(sentence: Sentence, tags: Sequence[Tag]) -> list[Frame]:
    """Return the frames of one sentence: contents go to the nearest cue, cues to the nearest source."""
    cues = [_stretch(t) for t in tags if t.part is Part.CUE]
    sources = [_stretch(t) for t in tags if t.part is Part.SOURCE]
    contents: dict[Stretch, list[Stretch]] = {cue: [] for cue in cues}
    for content in (_stretch(t) for t in tags if t.part is Part.CONTENT):
        if cues:
            contents[min(_distance(cue, content, sources) for cue in cues)[2]].append(content)
    frames: list[Frame] = []
    free = list(sources)
    for cue in cues:
        if not contents[cue]:
            continue
        source = min(free or sources, key=lambda s: (_gap(s, cue), s > cue, s), default=None)
        if source in free:
            free.remove(source)
        said = tuple(sorted(contents[cue]))
        frames.append(Frame(source=source, cue=cue, contents=said, sentence=(sentence.start, sentence.end)))
    return frames


def _widen(stretch: Stretch, quotations: Sequence[Quotation]) -> Stretch:
    """Return a content stretch widened to the whole of each double quotation that it cuts through."""
    start, end = stretch
    for quotation in quotations:
        if quotation.double and quotation.start < end and quotation.end > start:
            start, end = min(start, quotation.start), max(end, quotation.end)
    return start, end


def _apart(stretches: Sequence[Stretch], words: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Return the stretches merged where they overlap and cut where they run into the frame's own words."""
    merged: list[Stretch] = []
    for start, end in sorted(stretches):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    kept: list[Stretch] = []
    for start, end in merged:
        for low, high in words:
            if start < low < end and high >= end:
                end = low
            elif low <= start < high:
                start = high
        if end > start:
            kept.append((start, end))
    return tuple(kept)


def _overlap(left: Frame, right: Frame) -> bool:
    """Tell whether two frames share content."""
    return any(a < d and c < b for a, b in left.contents for c, d in right.contents)


def _enclose(frames: list[Frame]) -> list[Frame]:
    """Return the frames, one that takes up a quotation begun in the frame before enclosing that frame.

    "The site said X warned: “… .  …,” according to a translation": the translation carries the whole,
    and what it carries is found again inside it.
    """
    kept: list[Frame] = []
    for frame in frames:
        before = kept[-1] if kept else None
        after = frame.cue is not None and frame.cue[0] >= frame.contents[-1][1]
        if before is not None and after and before.sentence != frame.sentence and _overlap(before, frame):
            whole = (min(before.sentence[0], frame.contents[0][0]), frame.contents[0][1])
            kept[-1] = replace(frame, contents=(whole, *frame.contents[1:]))
        else:
            kept.append(frame)
    return kept


def find_frames(reading: Reading, quotations: Sequence[Quotation]) -> tuple[Frame, ...]:
    """Return the linked attributions of a reading in text order, contents widened to whole quotations."""
    frames: list[Frame] = []
    at = 0
    tags = reading.tags
    for sentence in reading.sentences:
        inside: list[Tag] = []
        while at < len(tags) and tags[at].start < sentence.end:
            if tags[at].start >= sentence.start:
                inside.append(tags[at])
            at += 1
        near = [q for q in quotations if q.start < sentence.end and q.end > sentence.start]
        for frame in _link(sentence, inside):
            words = [w for w in (frame.source, frame.cue) if w is not None]
            contents = _apart([_widen(c, near) for c in frame.contents], words)
            if contents:
                frames.append(replace(frame, contents=contents))
    return tuple(_enclose(frames))


def quoted_frames(
    reading: Reading, quotations: Sequence[Quotation], frames: Sequence[Frame], shortest_words: int = 4
) -> tuple[Frame, ...]:
    """Return frames without cue for quotations that no frame has and that follow one in the same block.

    Such a quotation goes on in the voice of the frame before it; a short one is a name or a doubted
    word and no statement.
    """
    added: list[Frame] = []
    for quotation in quotations:
        stretch = (quotation.start, quotation.end)
        words = reading.text[quotation.start : quotation.end].split()
        taken = any(a < stretch[1] and stretch[0] < b for f in frames for a, b in (*f.contents, f.sentence))
        if not quotation.double or taken or len(words) < shortest_words:
            continue
        before = [f for f in frames if f.sentence[0] < quotation.start]
        if not before:
            continue
        between = reading.text[before[-1].sentence[1] : quotation.start]
        limit = 2 if quotation.continues else 1
        if between.count("\n") < limit and len(between.split()) <= 40:
            added.append(Frame(source=None, cue=None, contents=(stretch,), sentence=stretch))
    return tuple(added)
