"""Sources, cues and contents of outermost attributions, by rules."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.language.cues import Cue
from reportedly.readings.clauses import Line, clause_subject, is_finite, phrase_left, phrase_right

Range = tuple[int, int]
_CLOSE = frozenset('"”»')
_OPEN = frozenset('"“«„')
_ENDS = frozenset(".!?")
_OWNERS = frozenset({"'s", "’s", "of", "in", "on", "for", "his", "her", "its", "their", "our", "my", "your"})
_BREAKS = frozenset(
    {"though", "although", "but", "while", "whereas", "adding", "saying", "as", "who", "which", "after"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One attribution in a sentence as token ranges [first, last); ``after`` marks content before its cue."""

    source: Range | None
    cue: Range
    contents: tuple[Range, ...]
    after: bool


def _verbal(line: Line, at: int, headline: bool) -> Cue | None:
    """Return the cue at token ``at`` if it stands there as a verb outside quotation marks."""
    cue = line.language.cues.verbs.get(line.tokens[at].lemma)
    if cue is None or line.quoted[at]:
        return None
    raw = line.text[line.tokens[at].start : line.tokens[at].end]
    if raw[0].isupper() and at > 0 and not headline:
        return None
    before = line.tokens[at - 1] if at > 0 else None
    if before is not None and before.end == line.tokens[at].start and line.words[at - 1].endswith("-"):
        return None
    if before is not None and line.words[at - 1] not in {"who", "which"}:
        if before.pos in {"DET", "ADJ", "NUM"} or line.words[at - 1] in _OWNERS:
            return None
        base = line.words[at] == cue.lemma and cue.lemma in line.language.cues.nouns
        if before.pos == "ADP" and not line.words[at].endswith("ing"):
            return None
        if base and before.pos in {"NOUN", "X"} and not line.words[at - 1].endswith("s"):
            return None
    following = line.words[at + 1] if at + 1 < len(line.words) else "."
    if following == "of" and "of" not in cue.takes:
        return None
    if following == "by" and line.words[at].endswith(("ed", "id", "en")):
        return None
    return cue


def _cue_range(line: Line, at: int) -> Range:
    """Return the cue with its auxiliaries, negation and close adverbs ("had warned", "did not say")."""
    first = at
    while first > 0 and (
        line.tokens[first - 1].pos in {"AUX", "PART"} or line.words[first - 1].endswith("ly")
    ):
        if line.tokens[first - 1].pos == "PART" and line.words[first - 1] == "to":
            break
        first -= 1
    while first < at and line.words[first].endswith("ly") and line.tokens[first].pos == "ADV" and first == 0:
        first += 1
    return first, at + 1


def _trim(line: Line, first: int, last: int) -> Range | None:
    """Return a content range without edge commas and sentence marks; quotation marks stay."""
    while first < last and line.words[first] in {",", ":", ";", "-", "–", "—", "--", "and", "but"}:
        first += 1
    while last > first and line.words[last - 1] in {",", ":", ";", ".", "–", "—", "--", "and", "but"}:
        last -= 1
    return (first, last) if last > first else None


def _source(line: Line, cue: Range, floor: int) -> Range | None:
    """Return the source left of a cue: its subject, or the subject that controls it."""
    end = cue[0]
    while end > floor and (
        line.words[end - 1] in line.language.words.between or line.tokens[end - 1].pos == "ADV"
    ):
        end -= 1
    if end <= floor:
        return None
    before = line.words[end - 1]
    if before in {"to", "and"} or (before == "," and line.words[cue[1] - 1].endswith("ing")):
        return clause_subject(line, end, floor)
    return phrase_left(line, end, floor)


def _stop_after(line: Line, first: int, last: int) -> int:
    """Return where content that starts at ``first`` ends: the sentence's end or a comma that turns away."""
    for at in range(first + 1, last):
        if line.words[at] != "," or at + 1 >= last or line.quoted[at]:
            continue
        following = line.words[at + 1]
        participle = following.endswith("ing") and line.lemma_is_cue(at + 1)
        if following in _BREAKS or participle or line.words[at + 1 : at + 3] == ["according", "to"]:
            return at
        if following == "and" and at + 2 < last and line.lemma_is_cue(at + 2):
            return at
    return last


def _opener(line: Line, cue: Cue, position: int, limit: int, last: int) -> int | None:
    """Return the token of "that" or of an opening mark by which content starts near ``position``."""
    for probe in range(position, limit):
        word = line.words[probe]
        following = line.tokens[min(probe + 1, last - 1)].pos
        if word == "that" and (probe == position or following != "NOUN"):
            return probe
        if word in _OPEN and (probe == position or cue.takes & {"addressee", "infinitive"}):
            return probe
        turns = word == "," and line.words[probe + 1 : probe + 2] not in (["that"], ['"'], ["“"])
        if word in _ENDS or turns or (is_finite(line, probe) and probe > position):
            break
    return None


def _particle(line: Line, cue: Cue, position: int, limit: int) -> int | None:
    """Return the token of "to", "with", "of", "for" or "whether" by which this cue's content starts."""
    for probe in range(position, min(limit, position + 12)):
        word = line.words[probe]
        shape = {"to": "infinitive", "why": "whether", "how": "whether", "if": "whether"}.get(word, word)
        if shape in {"infinitive", "with", "of", "whether"} and shape in cue.takes:
            return probe
        if word in {"for", "on"} and word in cue.takes and probe <= position:
            return probe
        if word in _ENDS or (is_finite(line, probe) and probe > position):
            break
    return None


def _right_start(line: Line, cue: Cue, at: int, last: int) -> int | None:
    """Return the token where content to the right of a cue starts, None where its shape does not fit."""
    limit = min(last, at + 24)
    position = at + 1
    while position < limit and (line.tokens[position].pos == "ADV" or line.words[position] in {":", ","}):
        position += 1
    if position >= limit:
        return None
    start = _opener(line, cue, position, limit, last)
    if start is None:
        start = _particle(line, cue, position, limit)
    if start is not None or cue.strict:
        return start
    if "clause" in cue.takes and any(is_finite(line, i) for i in range(position, last)):
        return _skip_time(line, position, last)
    return position if "noun" in cue.takes else None


def _before_medium(line: Line, first: int, last: int) -> int:
    """Return where a noun phrase as content ends: before "in a post …", "in a statement …"."""
    for at in range(first + 1, last):
        near = line.words[at + 1 : at + 5]
        if line.words[at] in {"in", "on", "during"} and any(
            word in line.language.cues.media for word in near
        ):
            return at
    return last


def _skip_time(line: Line, position: int, last: int) -> int:
    """Return the first token after a short time adverbial ("last month", "on Friday") that follows a cue."""
    never = line.language.words.never_names
    probe = position + 1 if line.words[position] in {"on", "in"} else position
    if probe < last and line.words[probe] in never and line.words[probe] not in {"a", "an", "the", "i"}:
        return probe + 1
    if line.words[position] in {"last", "this", "earlier"} and position + 2 < last:
        return position + 2
    return position


def _closing_before(line: Line, at: int) -> bool:
    """Tell whether a closing quotation mark or a comma stands right before token ``at``."""
    return at > 0 and (line.words[at - 1] in _CLOSE or line.words[at - 1] in {",", "?", "!", "—", "–"})


def _posed_after(line: Line, at: int, source: Range | None, floor: int, last: int) -> Frame | None:
    """Return the frame of an attribution that follows its content ("…, police said" / "…," said X)."""
    cue = _cue_range(line, at)
    if source is not None and _closing_before(line, source[0]) and source[0] - 1 > floor:
        rest = at + 1
        edge = source[0]
    elif source is None and _closing_before(line, cue[0]) and cue[0] - 1 > floor:
        source = phrase_right(line, at + 1, last)
        if source is None:
            return None
        rest, edge = source[1], cue[0]
    else:
        return None
    quoted = line.words[edge - 1] in _CLOSE or (edge > 1 and line.words[edge - 2] in _CLOSE)
    if not quoted and not _plain_rest(line, rest, last):
        return None
    left = _trim(line, floor, edge)
    if left is None or left[1] - left[0] < 3:
        return None
    return Frame(source=source, cue=cue, contents=(left, *_resumed(line, rest, last, quoted)), after=True)


def _plain_rest(line: Line, rest: int, last: int) -> bool:
    """Tell whether nothing that could be content follows a cue: an end, a comma, a phrase without a verb."""
    if rest >= last or line.words[rest] in _ENDS or line.words[rest] == ",":
        return True
    comma = next((i for i in range(rest, last) if line.words[i] == ","), last)
    opens = line.tokens[rest].pos in {"ADP", "ADV"} or line.words[rest] in line.language.words.never_names
    return opens and not any(is_finite(line, i) or line.words[i] == "that" for i in range(rest, comma))


def _resumed(line: Line, rest: int, last: int, quoted: bool) -> tuple[Range, ...]:
    """Return the content that goes on after an attribution in its middle, none or one range."""
    if rest >= last or line.words[rest] not in {",", "."}:
        return ()
    start = rest + 1
    if start >= last:
        return ()
    opener = line.words[start]
    if opener in _OPEN:
        closing = next((i for i in range(start + 1, last) if line.words[i] in _CLOSE), last - 1)
        return ((start, closing + 1),)
    participle = opener.endswith("ing")
    if (
        quoted
        or line.words[rest] == "."
        or participle
        or opener in _BREAKS
        or opener in {"and", "in", "with", "according"}
    ):
        return ()
    more = _trim(line, start, _stop_after(line, start, last))
    return (more,) if more is not None and any(is_finite(line, i) for i in range(*more)) else ()


def _according(line: Line, at: int, floor: int, last: int) -> Frame | None:
    """Return the frame of "according to SOURCE", content before it or, sentence-initially, after it."""
    source = phrase_right(line, at + 2, last)
    if source is None:
        return None
    if at - floor <= 1:
        right = _trim(line, source[1], last)
        contents = (right,) if right else ()
    else:
        left = _trim(line, floor, at)
        contents = (left,) if left else ()
    return (
        Frame(source=source, cue=(at, at + 2), contents=contents, after=at - floor > 1) if contents else None
    )


def _as_saying(line: Line, at: int, last: int) -> Frame | None:
    """Return the frame of "quoted SOURCE as saying CONTENT"."""
    for probe in range(at + 1, min(last, at + 16)):
        if line.words[probe] == "as" and probe + 1 < last and line.words[probe + 1].endswith("ing"):
            source = phrase_right(line, at + 1, probe)
            content = _trim(line, probe + 2, _stop_after(line, probe + 2, last))
            if source and content:
                return Frame(source=source, cue=(at, at + 1), contents=(content,), after=False)
    return None


def _frame_at(line: Line, at: int, floor: int, last: int, headline: bool) -> Frame | None:
    """Return the frame whose cue stands at token ``at``, None where there is none."""
    if line.words[at : at + 2] == ["according", "to"] and not line.quoted[at]:
        return _according(line, at, floor, last)
    cue = _verbal(line, at, headline)
    if cue is None:
        return None
    if "as" in cue.takes:
        return _as_saying(line, at, last)
    words = _cue_range(line, at)
    source = _source(line, words, floor)
    posed = _posed_after(line, at, source, floor, last)
    if posed is not None:
        return posed
    if source is None:
        return None
    start = _right_start(line, cue, at, last)
    if start is None:
        return None
    end = _stop_after(line, start, last)
    if "noun" in cue.takes and not any(is_finite(line, i) for i in range(start, end)):
        end = _before_medium(line, start, end)
    content = _trim(line, start, end)
    if content is None or content[1] - content[0] < 2:
        return None
    return Frame(source=source, cue=words, contents=(content,), after=False)


def find_frames(line: Line, headline: bool) -> tuple[Frame, ...]:
    """Return the outermost attributions of one sentence, in text order.

    An attribution that follows its content takes precedence, since it governs all that stands before it;
    a cue inside the content of an accepted attribution is that content's own affair.
    """
    last = len(line.words)
    while last > 0 and line.words[last - 1] in _ENDS:
        last -= 1
    frames = [f for at in range(last) if (f := _frame_at(line, at, 0, last, headline)) is not None]
    accepted: list[Frame] = []
    for frame in sorted(frames, key=lambda f: (not f.after, -f.cue[0] if f.after else f.cue[0])):
        if any(first <= frame.cue[0] < end for kept in accepted for first, end in kept.contents):
            continue
        clipped = _clip(frame, accepted)
        if clipped is not None:
            accepted.append(clipped)
    return tuple(sorted(accepted, key=lambda f: f.cue))


def _clip(frame: Frame, accepted: Sequence[Frame]) -> Frame | None:
    """Return ``frame`` with its contents cut where an accepted attribution's own words stand."""
    contents: list[Range] = []
    taken = [r for kept in accepted for r in (kept.cue, kept.source) if r is not None]
    taken += [r for kept in accepted for r in kept.contents]
    for first, last in contents_of(frame):
        for low, high in taken:
            if low <= first < high:
                first = high
            elif first < low < last:
                last = low
        if last - first >= 2:
            contents.append((first, last))
    if not contents:
        return None
    return Frame(source=frame.source, cue=frame.cue, contents=tuple(contents), after=frame.after)


def contents_of(frame: Frame) -> tuple[Range, ...]:
    """Return the content ranges of a frame in text order."""
    return tuple(sorted(frame.contents))
