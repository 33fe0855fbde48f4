"""Linking the tags of a reading: which source said which content by which cue."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportedly.language.quotations import Quotation
from reportedly.statements.contents import Stretch, apart, bounded, stripped, widened
from reportedly.statements.subjects import subject_among
from reportedly.terms.readings import Part, Reading, Sentence, Tag


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One attribution: source and cue words, the content's stretches in text order, its sentence.

    ``source`` is None where it must be found elsewhere, ``cue`` where a quotation stands without one;
    ``via`` is who passes the source on ("A quoted B as saying …").
    """

    source: Stretch | None
    cue: Stretch | None
    contents: tuple[Stretch, ...]
    sentence: Stretch
    via: Stretch | None = None


NEAR = 4
"""Code points between two pieces of one source ("Iraqi24", "a Baghdad news site")."""
LONGEST_SOURCE = 400
"""Code points of the longest source that is sought from its end."""
WRITTEN = 9
"""Code points of the longest cue that is a plain verb; "according to" has more."""
REACH = 200
"""Code points over which a source is sought for its cue."""


def _gap(left: Stretch, right: Stretch) -> int:
    """Return the code points between two stretches, 0 where they touch or overlap."""
    return max(0, max(left[0], right[0]) - min(left[1], right[1]))


def _trimmed(text: str, tag: Tag) -> Stretch:
    """Return a tag's code points without space and commas at its edges."""
    start, end = stripped(text, tag.start, tag.end)
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
        written = cue[1] - cue[0] > WRITTEN  # "according to" has its source behind it, at any distance
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
    alone: list[Stretch] = []
    for content in _stretches(reading, Part.CONTENT):
        around = _range(starts, sentences, content)
        near = [cue for cue in _from(cues, *around) if _inside(cue, around) and not _inside(cue, content)]
        if near:
            local = [s for s in _from(sources, *around) if _inside(s, around)]
            contents[min(_distance(cue, content, local) for cue in near)[2]].append(content)
        else:
            alone.append(content)
    for content in alone:
        cue = _across(reading, starts, content, [cue for cue in cues if not contents[cue]])
        if cue is not None:
            contents[cue].append(content)
    frames: list[Frame] = []
    free = list(sources)
    for cue in cues:
        if not contents[cue]:
            continue
        said = tuple(sorted(contents[cue]))
        subject = subject_among(reading, cue, sources)
        if subject is not None and (beside := _beside(cue, subject, said, sources)) is not None:
            said = ((subject[0], said[0][1]), *said[1:])  # it is the subject of what is said
            subject = beside
        source = subject or _source_of(reading.text, cue, free, sources)
        if source in free:
            free.remove(source)
        frames.append(Frame(source=source, cue=cue, contents=said, sentence=_range(starts, sentences, cue)))
    return _carried(reading, frames, [cue for cue in cues if not contents[cue]], sources)


def _beside(
    cue: Stretch, subject: Stretch, said: Sequence[Stretch], sources: Sequence[Stretch]
) -> Stretch | None:
    """Return the source right before a cue, if what is said stands between a farther one and it."""
    at = bisect_left(sources, cue) - 1
    near = sources[at] if at >= 0 else None
    if near is None or not 0 <= cue[0] - near[1] <= 2:
        return None
    return near if subject[1] <= said[0][0] and said[0][1] <= near[0] else None


def _carried(
    reading: Reading, frames: list[Frame], idle: Sequence[Stretch], sources: Sequence[Stretch]
) -> list[Frame]:
    """Return the frames with one for each "according to" right behind another's words, which carries it.

    "The site said X, according to a translation": the translation carries the site and what it said.
    """
    starts = [sentence.start for sentence in reading.sentences]
    ends = {frame.contents[-1][1]: frame for frame in frames}
    for cue in idle:
        near = next((ends[at] for at in range(cue[0], cue[0] - 4, -1) if at in ends), None)
        sentence = _range(starts, reading.sentences, cue)
        if near is None or cue[1] - cue[0] <= WRITTEN:
            continue
        behind = [s for s in _from(sources, cue[1], cue[1] + 3) if _inside(s, sentence)]
        begins = near.sentence[0] if near.source is None else min(near.source[0], near.contents[0][0])
        if behind:
            whole = (begins, near.contents[-1][1])
            frames.append(Frame(source=behind[0], cue=cue, contents=(whole,), sentence=sentence))
    return sorted(frames, key=lambda frame: (frame.sentence, frame.contents))


def _across(
    reading: Reading, starts: Sequence[int], content: Stretch, cues: Sequence[Stretch]
) -> Stretch | None:
    """Return the cue of a content that stands in the sentence beside it, None where there is none.

    A sentence that ends in a colon announces what follows it, on the next line too; a quotation that ends
    without a full stop waits for its speaker on the same line.
    """
    text, sentences = reading.text, reading.sentences
    first = max(0, bisect_right(starts, content[0]) - 1)
    last = max(first, bisect_right(starts, max(content[0], content[1] - 1)) - 1)
    if first and text[sentences[first - 1].end - 1] == ":":
        before = _from(cues, sentences[first - 1].start, sentences[first - 1].end)
        if before:
            return before[-1]
    if last + 1 < len(sentences) and _unfinished(text[content[0] : content[1]]):
        following = sentences[last + 1]
        if "\n" not in text[content[1] : following.start]:
            after = _from(cues, following.start, following.end)
            return after[0] if after else None
    return None


def _unfinished(words: str) -> bool:
    """Tell whether words in quotation marks end in a comma or in nothing, so that their speaker follows."""
    bare = words.rstrip("\"”“’'»")
    return len(bare) < len(words) and bare[-1:] not in {".", "…", ""}


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
    tops = [quotation for quotation in quotations if quotation.double]
    for frame in _link(reading):
        words = [w for w in (frame.source, frame.cue) if w is not None]
        cut = apart([widened(c, words, tops) for c in frame.contents], words)
        contents = [c for c in (stripped(reading.text, *c) for c in cut) if c[0] < c[1]]
        if contents:
            frames.append(replace(frame, contents=bounded(reading, contents, frame.cue, tops)))
    return tuple(_enclose(frames))
