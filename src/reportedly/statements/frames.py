"""Linking the tags of a reading: which source said which content by which cue."""

from bisect import bisect_left, bisect_right
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


NEAR = 4
"""Code points between two pieces of one source ("Iraqi24", "a Baghdad news site")."""
LONGEST_SOURCE = 400
"""Code points of the longest source that is sought from its end."""
REACH = 200
"""Code points over which a source is sought for its cue."""


def _gap(left: Stretch, right: Stretch) -> int:
    """Return the code points between two stretches, 0 where they touch or overlap."""
    return max(0, max(left[0], right[0]) - min(left[1], right[1]))


def _stripped(text: str, start: int, end: int) -> Stretch:
    """Return a stretch without space and commas at its edges, an empty one where nothing else is in it."""
    while start < end and (text[start].isspace() or text[start] in ",;"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;"):
        end -= 1
    return start, end


def _trimmed(text: str, tag: Tag) -> Stretch:
    """Return a tag's code points without space and commas at its edges."""
    start, end = _stripped(text, tag.start, tag.end)
    return (start, end) if end > start else (tag.start, tag.end)


def _stretches(reading: Reading, part: Part) -> list[Stretch]:
    """Return the stretches of one part in text order, pieces of one source joined over a comma."""
    found: list[Stretch] = []
    for tag in reading.tags:
        if tag.part is not part:
            continue
        start, end = _trimmed(reading.text, tag)
        between = reading.text[found[-1][1] : start] if found else ""
        joins = (
            part is Part.SOURCE and found and start - found[-1][1] <= NEAR and between.strip() in {",", ""}
        )
        if joins and "\n" not in between:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _distance(cue: Stretch, content: Stretch, sources: Sequence[Stretch]) -> tuple[int, int, Stretch]:
    """Return how far a cue is from a content; one that stands before its cue needs a source beside it."""
    gap = _gap(cue, content)
    if content[1] <= cue[0]:
        beside = any((content[1] <= s[0] and s[1] <= cue[0]) or 0 <= s[0] - cue[1] <= 2 for s in sources)
        written = cue[1] - cue[0] > 9  # "according to" has its source behind it, at any distance
        return (0 if beside or written else 1, gap, cue)
    return (0, gap, cue)


def _range(starts: Sequence[int], sentences: Sequence[Sentence], stretch: Stretch) -> Stretch:
    """Return the stretch of text that the sentences around a stretch cover."""
    first = max(0, bisect_right(starts, stretch[0]) - 1)
    last = max(first, bisect_right(starts, max(stretch[0], stretch[1] - 1)) - 1)
    return sentences[first].start, sentences[last].end


def _inside(stretch: Stretch, around: Stretch) -> bool:
    """Tell whether a stretch lies within another."""
    return around[0] <= stretch[0] and stretch[1] <= around[1]


def _from(stretches: Sequence[Stretch], start: int, end: int) -> Sequence[Stretch]:
    """Return those of the stretches, given in text order, that start in [start, end)."""
    return stretches[bisect_left(stretches, (start, -1)) : bisect_left(stretches, (end, -1))]


def _link(reading: Reading) -> list[Frame]:
    """Return the frames of a reading: contents go to the nearest cue of their sentences, cues to a source."""
    sentences = reading.sentences
    starts = [sentence.start for sentence in sentences]
    cues, sources = _stretches(reading, Part.CUE), _stretches(reading, Part.SOURCE)
    contents: dict[Stretch, list[Stretch]] = {cue: [] for cue in cues}
    for content in _stretches(reading, Part.CONTENT):
        around = _range(starts, sentences, content)
        near = [cue for cue in _from(cues, *around) if _inside(cue, around) and not _inside(cue, content)]
        if near:
            local = [s for s in _from(sources, *around) if _inside(s, around)]
            contents[min(_distance(cue, content, local) for cue in near)[2]].append(content)
    frames: list[Frame] = []
    free = list(sources)
    for cue in cues:
        if not contents[cue]:
            continue
        source = _source_of(reading.text, cue, free, sources)
        if source in free:
            free.remove(source)
        said = tuple(sorted(contents[cue]))
        frames.append(Frame(source=source, cue=cue, contents=said, sentence=_range(starts, sentences, cue)))
    return frames


def _source_of(
    text: str, cue: Stretch, free: Sequence[Stretch], sources: Sequence[Stretch]
) -> Stretch | None:
    """Return the source nearest to a cue on its line, one that no other cue has where there is one."""

    def near(candidates: Sequence[Stretch]) -> list[tuple[int, bool, Stretch]]:
        beside = _from(candidates, cue[0] - LONGEST_SOURCE - REACH, cue[1] + REACH + 1)
        reached = [(_gap(s, cue), s > cue, s) for s in beside if _gap(s, cue) <= REACH]
        return [row for row in reached if "\n" not in text[min(row[2][0], cue[0]) : max(row[2][1], cue[1])]]

    found = near(free) or near(sources)
    return min(found)[2] if found else None


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
    if not reading.sentences:
        return ()
    frames: list[Frame] = []
    for frame in _link(reading):
        words = [w for w in (frame.source, frame.cue) if w is not None]
        cut = _apart([_widen(c, quotations) for c in frame.contents], words)
        contents = tuple(c for c in (_stripped(reading.text, *c) for c in cut) if c[0] < c[1])
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
