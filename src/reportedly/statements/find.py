"""Statements of one report: attribution frames, the voices in them, and what is said inside what is said."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from reportedly.language.language import Language
from reportedly.language.quotations import find_quotations
from reportedly.statements.acts import act_of, find_condition, medium_of
from reportedly.statements.announced import name_announced
from reportedly.statements.cast import gather_cast
from reportedly.statements.contents import Stretch
from reportedly.statements.details import (
    addressee_of,
    cue_lemma,
    hedges_of,
    is_first_person,
    manner_of,
    numbered,
    own_voice,
    parted,
    polarity_in,
    rendering_of,
    untimed,
    via_of,
    when_of,
    words_around,
)
from reportedly.statements.draft import Draft
from reportedly.statements.draft import Telling as Telling
from reportedly.statements.frames import Frame, find_frames
from reportedly.statements.quoted import with_quotations
from reportedly.statements.recast import is_passive, nest, recast
from reportedly.statements.references import Scene
from reportedly.statements.speakers import gather_speakers, speaks_for
from reportedly.statements.subjects import subject_phrase
from reportedly.statements.turns import with_turns
from reportedly.statements.voices import resolve
from reportedly.terms.ids import identify
from reportedly.terms.readings import Reading
from reportedly.terms.spans import Role, Span
from reportedly.terms.statements import Statement, Voice, VoiceKind

UNKNOWN_OUTLET = "unknown outlet"
"""The first name of a chain where the report does not tell who printed it."""
DEEPEST = 3
"""Levels of statements inside statements that are read."""


def _voice(draft: Draft, frame: Frame, scene: Scene, parent: Statement | None) -> Voice:
    """Return whose words a frame gives: its source's, its cue's subject's, else those of the voice before.

    A passive cue without a source has nobody ("it was reported that …").
    """
    text = draft.reading.text
    if frame.source is not None:
        if is_first_person(text[slice(*frame.source)], draft.language):
            return own_voice(draft, scene, parent, frame.source)
        return numbered(resolve(*frame.source, scene), text, draft.language)
    if frame.cue is not None:
        subject = subject_phrase(draft.reading, frame.cue)
        if is_passive(draft.reading, frame.cue):
            return Voice(kind=VoiceKind.UNNAMED, name="unnamed", span=None)
        if subject is not None and not any(a < subject[1] and subject[0] < b for a, b in frame.contents):
            found = resolve(*subject, scene)
            return replace(found, span=None)
    last = draft.heard[-1]
    return Voice(kind=last.kind, name=last.name, span=None, number=last.number)


def _statement(draft: Draft, frame: Frame, parent: Statement | None) -> Statement:
    """Return the statement of a frame, its voice resolved and added to those heard."""
    text, report_id, language = draft.reading.text, draft.reading.report_id, draft.language
    frame = untimed(draft, parted(draft, frame))
    scene = Scene(
        reading=draft.reading,
        cast=draft.cast,
        heard=draft.heard,
        language=language,
        inside=draft.inside,
        headline=frame.sentence[1] <= draft.headline,
    )
    voice = _voice(draft, frame, scene, parent)
    voice = replace(voice, speaks_for=speaks_for(voice, draft.speakers, draft.heard))
    addressee = addressee_of(draft, frame, scene, parent)
    draft.heard.append(voice)
    outer = parent.chain if parent else (draft.telling.outlet or UNKNOWN_OUTLET,)
    content = " ".join(text[a:b] for a, b in frame.contents)
    condition = next((c for a, b in frame.contents if (c := find_condition(text, a, b, language))), None)
    cue = text[slice(*frame.cue)] if frame.cue else ""
    around = words_around(draft, frame)
    return Statement(
        id=identify("statement", report_id, *(n for c in frame.contents for n in c), cue, voice.name),
        said=tuple(Span(report_id, a, b) for a, b in frame.contents),
        cue=Span(report_id, *frame.cue) if frame.cue else None,
        voice=voice,
        addressee=addressee,
        kind=manner_of(text, frame.contents, draft.quotations),
        act=act_of(cue_lemma(draft, frame.cue), content, voice.kind, condition is not None, language),
        polarity=polarity_in(draft, frame),
        hedges=tuple(Span(report_id, a, b) for a, b in hedges_of(draft, frame)),
        condition=Span(report_id, *condition) if condition else None,
        parent=parent.id if parent else None,
        chain=_chain(outer, via_of(frame, scene, voice, addressee), voice),
        inferred=(),
        medium=medium_of(around, language),
        when=when_of(draft, frame),
        rendering=rendering_of(around, voice, language),
    )


def _chain(outer: tuple[str, ...], via: tuple[str, ...], voice: Voice) -> tuple[str, ...]:
    """Return the way from the printing outlet to the voice, which comes last and is not said twice.

    Who goes on in their own statement needs nobody who passes them on.
    """
    if voice.name == outer[-1]:
        return outer
    return (*outer, *(name for name in via if name != outer[-1]), voice.name)


def _read_inside(draft: Draft, statement: Statement, depth: int) -> None:
    """Find the statements inside a statement's content, down to the deepest level."""
    for span in statement.said:
        if depth >= DEEPEST or span.end - span.start < 12:
            continue
        start, end = _unquoted(draft.reading.text, span.start, span.end)
        inner = draft.reread(start, end)
        known = [f for f in draft.inner if _lies_in(f, start, end) and f.cue != _stretch(statement.cue)]
        cues = {f.cue for f in known}
        found = find_frames(inner, find_quotations(inner.text, ((start, end),)))
        added = [
            f for f in recast(inner, found, draft.language) if f.cue not in cues and not _alike(f, known)
        ]
        for frame in sorted((*known, *added), key=lambda f: (f.sentence, f.contents)):
            if frame.contents != ((span.start, span.end),):
                _take(draft, frame, statement, depth + 1)


def _lies_in(frame: Frame, start: int, end: int) -> bool:
    """Tell whether what a frame says lies in text[start:end]."""
    return start <= frame.contents[0][0] and frame.contents[-1][1] <= end


def _stretch(span: Span | None) -> Stretch | None:
    """Return a span's code points."""
    return (span.start, span.end) if span is not None else None


def _alike(frame: Frame, known: Sequence[Frame]) -> bool:
    """Tell whether a frame says what one of those known says, by half of its words or more."""
    for other in known:
        shared = sum(max(0, min(b, d) - max(a, c)) for a, b in frame.contents for c, d in other.contents)
        if shared * 2 > sum(b - a for a, b in frame.contents):
            return True
    return False


def _unquoted(text: str, start: int, end: int) -> Stretch:
    """Return a stretch without quotation marks at both its edges, where it has them."""
    marks = '"“”'
    if text[start] in marks and text[end - 1] in marks and end - start > 2:
        return start + 1, end - 1
    return start, end


def _take(draft: Draft, frame: Frame, parent: Statement | None, depth: int) -> None:
    """Add the statement of a frame and those inside it, unless nobody can be its voice."""
    if frame.source is None and not draft.heard:
        return
    statement = _statement(draft, frame, parent)
    cue = draft.language.cues.verbs.get(cue_lemma(draft, frame.cue) or "")
    if cue is not None and cue.written and statement.voice.kind in {VoiceKind.PERSON, VoiceKind.ORGANISATION}:
        draft.heard.pop()
        return
    if statement.id in draft.ids:
        return
    draft.found.append(statement)
    draft.ids.add(statement.id)
    if statement.cue is not None:
        draft.cued.add(statement.cue.start)
    heard = len(draft.heard)
    _read_inside(draft, statement, depth)
    draft.inside.extend(draft.heard[heard:])
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
    frames = with_quotations(reading, quotations, with_turns(reading, frames))
    frames, inner = nest(recast(reading, frames, language))
    cast = gather_cast(reading, language, telling.outlet)
    draft = Draft(
        reading=reading,
        language=language,
        telling=telling,
        cast=cast,
        speakers=gather_speakers(reading, cast, language),
        quotations=quotations,
        reread=reread,
        starts=[token.start for token in reading.tokens],
        inner=inner,
        headline=max((s.end for s in reading.sentences if s.role is Role.HEADLINE), default=0),
    )
    for frame in frames:
        if frame.cue is None or frame.cue[0] not in draft.cued:  # else found before, inside another's words
            _take(draft, frame, None, 1)
    return name_announced(draft.found, reading, language)


def _blocks(reading: Reading) -> tuple[Stretch, ...]:
    """Return the stretches of lines that hold sentences: a quotation never runs into the next line."""
    found: list[Stretch] = []
    for sentence in reading.sentences:
        if found and "\n" not in reading.text[found[-1][1] : sentence.start]:
            found[-1] = (found[-1][0], sentence.end)
        else:
            found.append((sentence.start, sentence.end))
    return tuple(found)
