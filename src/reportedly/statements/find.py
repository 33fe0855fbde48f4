"""Statements of one report: attribution frames, the voices in them, and what is said inside what is said."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from reportedly.language.language import Language
from reportedly.language.quotations import Quotation, find_quotations
from reportedly.statements.acts import act_of, find_condition, find_hedges, medium_of, polarity_of
from reportedly.statements.cast import Cast, gather_cast
from reportedly.statements.frames import Frame, Stretch, find_frames, quoted_frames
from reportedly.statements.voices import Scene, outlets_between, resolve
from reportedly.terms.ids import identify
from reportedly.terms.readings import Reading, Token
from reportedly.terms.spans import Span
from reportedly.terms.statements import Polarity, Statement, Voice, VoiceKind
from reportedly.terms.statements import Quotation as Manner
from reportedly.terms.times import When

UNKNOWN_OUTLET = "unknown outlet"
"""The first name of a chain where the report does not tell who printed it."""
NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "DET", "ADJ", "PRON"})
"""Parts of speech that a noun phrase is made of."""
LONGEST_ADDRESSEE = 8
"""Words of the longest noun phrase that is taken for an addressee."""
DEEPEST = 3
"""Levels of statements inside statements that are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What a report's statements stand in: who printed it, and the times its words resolve to."""

    outlet: str | None
    whens: tuple[When, ...] = ()


@dataclass(slots=True)
class _Draft:
    """The work on one report: what is fixed, and the voices and statements found so far."""

    reading: Reading
    language: Language
    telling: Telling
    cast: Cast
    quotations: tuple[Quotation, ...]
    reread: Callable[[int, int], Reading]
    starts: list[int]
    heard: list[Voice] = field(default_factory=list)
    found: list[Statement] = field(default_factory=list)


def _manner(text: str, said: Sequence[Stretch], quotations: Sequence[Quotation]) -> Manner:
    """Return how the words are given: direct where quotation marks hold nearly all of them."""
    total = sum(end - start for start, end in said)
    inside = sum(
        max(0, min(end, q.end) - max(start, q.start))
        for q in quotations
        for start, end in said
        if q.double or q.closed
    )
    if inside == 0:
        return Manner.INDIRECT
    return Manner.DIRECT if inside >= 0.9 * total else Manner.MIXED


def _parted(draft: _Draft, frame: Frame) -> Frame:
    """Return the frame without the addressee at the start of its content ("urged | the council | to resign").

    Corpora differ on where it belongs; here it is no part of what is said.
    """
    cue = draft.language.cues.verbs.get(_cue_lemma(draft, frame.cue) or "")
    start, end = frame.contents[0]
    if cue is None or frame.cue is None or not cue.takes & {"addressee", "infinitive", "with"}:
        return frame
    if not 0 <= start - frame.cue[1] <= 2:
        return frame
    inside = _tokens(draft, start, end)[: LONGEST_ADDRESSEE + 1]
    for at, token in enumerate(inside):
        word = draft.reading.text[token.start : token.end].lower()
        if at and word in {"to", "that", "with", "“", '"'}:
            return replace(frame, contents=((token.start, end), *frame.contents[1:]))
        following = inside[at + 1 : at + 2]
        timed = _timed(draft, token) or (token.pos == "ADP" and any(_timed(draft, t) for t in following))
        if token.pos not in NOMINAL and not timed:
            break
    return frame


def _timed(draft: _Draft, token: Token) -> bool:
    """Tell whether a token belongs to a time expression ("on Monday")."""
    return any(w.span is not None and w.span.start <= token.start < w.span.end for w in draft.telling.whens)


def _addressee(draft: _Draft, frame: Frame, scene: Scene) -> Voice | None:
    """Return the voice spoken to: the noun phrase between cue and content ("warned Iraq that …"), or None."""
    if frame.cue is None or frame.source is None or frame.source[0] >= frame.cue[0]:
        return None
    tokens = _tokens(draft, frame.cue[1], frame.contents[0][0])
    phrase = []
    for token in tokens:
        if token.pos not in NOMINAL or _timed(draft, token):
            break
        phrase.append(token)
    if not phrase or len(phrase) > LONGEST_ADDRESSEE or frame.contents[0][0] < phrase[-1].end:
        return None
    return resolve(phrase[0].start, phrase[-1].end, scene)


def _via(frame: Frame, scene: Scene, voice: Voice, addressee: Voice | None) -> tuple[str, ...]:
    """Return the outlets that passed a voice on, outermost first ("quoted by the paper")."""
    names: list[str] = []
    if frame.source is not None and voice.kind is not VoiceKind.OUTLET:
        names.extend(outlets_between(scene, *frame.source))
        if frame.cue is not None and frame.cue[0] < frame.source[0]:
            names.extend(outlets_between(scene, frame.sentence[0], frame.cue[0]))
    if addressee is not None and addressee.kind is VoiceKind.OUTLET:
        names.append(addressee.name)
    kept = [n for n in dict.fromkeys(names) if n != voice.name and not voice.name.startswith(n)]
    return tuple(kept)


def _when(draft: _Draft, frame: Frame) -> When | None:
    """Return the time at which it was said: one that stands in the sentence outside what is said, or None."""
    found: list[tuple[int, When]] = []
    for when in draft.telling.whens:
        if when.span is None or not frame.sentence[0] <= when.span.start < frame.sentence[1]:
            continue
        if frame.cue and not any(start <= when.span.start < end for start, end in frame.contents):
            found.append((abs(when.span.start - frame.cue[0]), when))
    return min(found, key=lambda row: row[0])[1] if found else None


def _statement(draft: _Draft, frame: Frame, parent: Statement | None) -> Statement:
    """Return the statement of a frame, its voice resolved and added to those heard."""
    text, report_id, language = draft.reading.text, draft.reading.report_id, draft.language
    frame = _parted(draft, frame)
    scene = Scene(reading=draft.reading, cast=draft.cast, heard=draft.heard, language=language)
    if frame.source is not None:
        voice = resolve(*frame.source, scene)
    else:
        last = draft.heard[-1]
        voice = Voice(kind=last.kind, name=last.name, span=None)
    addressee = _addressee(draft, frame, scene)
    draft.heard.append(voice)
    outer = parent.chain if parent else (draft.telling.outlet or UNKNOWN_OUTLET,)
    inner = [n for n in (*_via(frame, scene, voice, addressee), voice.name) if n != outer[-1]]
    start, end = frame.contents[0][0], frame.contents[-1][1]
    content = " ".join(text[a:b] for a, b in frame.contents)
    condition = next((c for a, b in frame.contents if (c := find_condition(text, a, b, language))), None)
    cue = text[slice(*frame.cue)] if frame.cue else ""
    lemma = _cue_lemma(draft, frame.cue)
    around = text[frame.sentence[0] : start] + " " + text[end : frame.sentence[1]]
    hedges = [h for a, b in frame.contents for h in find_hedges(text, a, b, language)]
    if frame.cue:
        hedges = [*find_hedges(text, *frame.cue, language), *hedges]
    return Statement(
        id=identify("statement", report_id, *(n for c in frame.contents for n in c), cue, voice.name),
        said=tuple(Span(report_id, a, b) for a, b in frame.contents),
        cue=Span(report_id, *frame.cue) if frame.cue else None,
        voice=voice,
        addressee=addressee,
        kind=_manner(text, frame.contents, draft.quotations),
        act=act_of(lemma, content, voice.kind, condition is not None, language),
        polarity=polarity_of(cue, text[slice(*frame.source)] if frame.source else "")
        if cue
        else Polarity.SAID,
        hedges=tuple(Span(report_id, a, b) for a, b in sorted(set(hedges))),
        condition=Span(report_id, *condition) if condition else None,
        parent=parent.id if parent else None,
        chain=(*outer, *inner),
        inferred=(),
        medium=medium_of(around, language),
        when=_when(draft, frame),
    )


def _tokens(draft: _Draft, start: int, end: int) -> Sequence[Token]:
    """Return the tokens that start in text[start:end]."""
    return draft.reading.tokens[bisect_left(draft.starts, start) : bisect_left(draft.starts, end)]


def _cue_lemma(draft: _Draft, cue: Stretch | None) -> str | None:
    """Return the lemma of the cue's last word, None without a cue."""
    tokens = _tokens(draft, *cue) if cue is not None else ()
    return tokens[-1].lemma if tokens else None


def _read_inside(draft: _Draft, statement: Statement, depth: int) -> None:
    """Find the statements inside a statement's content, down to the deepest level."""
    for span in statement.said:
        if depth >= DEEPEST or span.end - span.start < 12:
            continue
        start, end = _unquoted(draft.reading.text, span.start, span.end)
        inner = draft.reread(start, end)
        for frame in find_frames(inner, find_quotations(inner.text, ((start, end),))):
            if frame.contents != ((span.start, span.end),):
                _take(draft, frame, statement, depth + 1)


def _unquoted(text: str, start: int, end: int) -> Stretch:
    """Return a stretch without quotation marks at both its edges, where it has them."""
    marks = '"“”'
    if text[start] in marks and text[end - 1] in marks and end - start > 2:
        return start + 1, end - 1
    return start, end


def _take(draft: _Draft, frame: Frame, parent: Statement | None, depth: int) -> None:
    """Add the statement of a frame and those inside it, unless nobody can be its voice."""
    if frame.source is None and not draft.heard:
        return
    statement = _statement(draft, frame, parent)
    cue = draft.language.cues.verbs.get(_cue_lemma(draft, frame.cue) or "")
    if cue is not None and cue.written and statement.voice.kind in {VoiceKind.PERSON, VoiceKind.ORGANISATION}:
        draft.heard.pop()
        return
    if any(known.id == statement.id for known in draft.found):
        return
    draft.found.append(statement)
    heard = len(draft.heard)
    _read_inside(draft, statement, depth)
    del draft.heard[heard:]


def find_statements(
    reading: Reading, telling: Telling, language: Language, reread: Callable[[int, int], Reading]
) -> tuple[Statement, ...]:
    """Return the statements of a report, outer before inner, in text order.

    ``reread`` reads a part of the same text as a text of its own: what stands inside a statement is
    found by reading its content so. A quotation without a cue goes on in the voice before it. Total.
    """
    quotations = find_quotations(reading.text, _blocks(reading))
    frames = find_frames(reading, quotations)
    frames = tuple(
        sorted((*frames, *quoted_frames(reading, quotations, frames)), key=lambda f: (f.sentence, f.contents))
    )
    draft = _Draft(
        reading=reading,
        language=language,
        telling=telling,
        cast=gather_cast(reading, language),
        quotations=quotations,
        reread=reread,
        starts=[token.start for token in reading.tokens],
    )
    for frame in frames:
        if any(_same(frame, known) for known in draft.found):
            continue
        _take(draft, frame, None, 1)
    return tuple(draft.found)


def _same(frame: Frame, known: Statement) -> bool:
    """Tell whether a frame's cue already made a statement (found before inside another's content)."""
    return frame.cue is not None and known.cue is not None and known.cue.start == frame.cue[0]


def _blocks(reading: Reading) -> tuple[Stretch, ...]:
    """Return the stretches of lines that hold sentences: a quotation never runs into the next line."""
    found: list[Stretch] = []
    for sentence in reading.sentences:
        if found and "\n" not in reading.text[found[-1][1] : sentence.start]:
            found[-1] = (found[-1][0], sentence.end)
        else:
            found.append((sentence.start, sentence.end))
    return tuple(found)
