"""What else a statement's words tell: manner, addressee, who passed it on, when, hedges, rendering."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from reportedly.language.language import Language
from reportedly.language.quotations import Quotation
from reportedly.statements.acts import find_hedges, polarity_of, words_of
from reportedly.statements.contents import Stretch, quotation_at
from reportedly.statements.draft import Draft
from reportedly.statements.frames import Frame
from reportedly.statements.references import Scene
from reportedly.statements.voices import outlets_between, resolve
from reportedly.terms.readings import Token
from reportedly.terms.spans import Span
from reportedly.terms.statements import Polarity, Rendering, Statement, Voice, VoiceKind
from reportedly.terms.statements import Quotation as Manner
from reportedly.terms.times import When

NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "DET", "ADJ", "PRON"})
"""Parts of speech that a noun phrase is made of."""
LONGEST_ADDRESSEE = 8
"""Words of the longest noun phrase that is taken for an addressee."""
LONGEST_QUOTING = 80
"""Code points between a source and its cue in which it may be said who quotes it."""
LONGEST_DEED = 60
"""Code points in which the first two words of what is refused stand."""
DOUBTED_WORDS = 2
"""Words in quotation marks that are a doubt and no quotation (the "reform")."""
HIGHEST = 8
"""Steps up the tree on which a time is followed to the verb that it dates."""
_PAIR = re.compile(r"\b[^\W\d_]+-[^\W\d_]+\b")
_TRAILING = re.compile(r"[\s,]+(?:on|in|at|late|early|last|this|earlier|later)?\s*$", re.IGNORECASE)


def manner_of(text: str, said: Sequence[Stretch], quotations: Sequence[Quotation]) -> Manner:
    """Return how the words are given: direct where quotation marks hold nearly all of them."""
    total = sum(end - start for start, end in said)
    tops = [quotation for quotation in quotations if quotation.double]
    inside = 0
    for start, end in said:
        inside += sum(min(end, q.end) - max(start, q.start) for q in quotation_at((start, end), tops))
    if inside == 0:
        single = [q for q in quotations if not q.double and q.closed]
        for start, end in said:
            inside += sum(max(0, min(end, q.end) - max(start, q.start)) for q in single)
    if inside == 0:
        return Manner.INDIRECT
    return Manner.DIRECT if inside >= 0.9 * total else Manner.MIXED


def cue_lemma(draft: Draft, cue: Stretch | None) -> str | None:
    """Return the lemma of the cue's last verb of saying, else of its last word; None without a cue."""
    tokens = draft.tokens(*cue) if cue is not None else ()
    if not tokens:
        return None
    verbs = draft.language.cues.verbs
    saying = [token for token in tokens if token.lemma in verbs]
    return (saying or tokens)[-1].lemma


def _timed(draft: Draft, token: Token) -> bool:
    """Tell whether a token belongs to a time expression ("on Monday")."""
    return any(
        w.span is not None and w.span.start <= token.start < w.span.end
        for w in draft.whens(token.start - 40, token.start + 1)
    )


def parted(draft: Draft, frame: Frame) -> Frame:
    """Return the frame without the addressee at the start of its content ("urged | the council | to resign").

    Corpora differ on where it belongs; here it is no part of what is said.
    """
    cue = draft.language.cues.verbs.get(cue_lemma(draft, frame.cue) or "")
    start, end = frame.contents[0]
    if cue is None or frame.cue is None or not cue.takes & {"addressee", "infinitive", "with"}:
        return frame
    if not 0 <= start - frame.cue[1] <= 2:
        return frame
    inside = draft.tokens(start, end)[: LONGEST_ADDRESSEE + 1]
    for at, token in enumerate(inside):
        word = draft.reading.text[token.start : token.end].lower()
        if at and word in {"to", "that", "with", "“", '"'}:
            return replace(frame, contents=((token.start, end), *frame.contents[1:]))
        following = inside[at + 1 : at + 2]
        timed = _timed(draft, token) or (token.pos == "ADP" and any(_timed(draft, t) for t in following))
        if token.pos not in NOMINAL and not timed:
            break
    return frame


def untimed(draft: Draft, frame: Frame) -> Frame:
    """Return the frame with the time at the end of its source cut off ("Ana Ruiz | on Friday").

    A source with a clause of its own keeps its time ("the man who was freed on Friday").
    """
    if frame.source is None:
        return frame
    start, end = frame.source
    if any(token.pos in {"VERB", "AUX"} for token in draft.tokens(start, end)):
        return frame
    for when in reversed(draft.whens(start + 1, end)):
        if when.span is not None and when.span.end >= end:
            end = when.span.start
            end -= len(_tail(draft.reading.text[start:end]))
    return replace(frame, source=(start, end)) if start < end < frame.source[1] else frame


def _tail(words: str) -> str:
    """Return the space and the preposition at the end of words."""
    match = _TRAILING.search(words[-20:])
    return match.group() if match is not None else ""


def is_first_person(words: str, language: Language) -> bool:
    """Tell whether words are "I", "we" or "me"; "US" is a country."""
    return words.lower() in language.cues.first_person and not (len(words) > 1 and words.isupper())


def own_voice(draft: Draft, scene: Scene, parent: Statement | None, source: Stretch) -> Voice:
    """Return whom "I" and "we" mean: the voice that is quoted, in the report's own words its outlet."""
    span = Span(draft.reading.report_id, *source)
    if parent is not None:
        return replace(parent.voice, span=span)
    if draft.telling.outlet is not None:
        return Voice(kind=VoiceKind.OUTLET, name=draft.telling.outlet, span=span)
    return resolve(*source, scene)


def numbered(voice: Voice, text: str, language: Language) -> Voice:
    """Return an unnamed voice with how many it is, where its words tell ("two witnesses")."""
    if voice.kind is not VoiceKind.UNNAMED or voice.span is None:
        return voice
    words = words_of(text[voice.span.start : voice.span.end])
    number = language.cues.numbers.get(words[0]) if words else None
    return replace(voice, number=number) if number is not None else voice


def addressee_of(draft: Draft, frame: Frame, scene: Scene, parent: Statement | None) -> Voice | None:
    """Return the voice spoken to ("warned Iraq that …", "said to the council", "told Reuters"), or None."""
    if frame.cue is None:
        return None
    text = draft.reading.text
    after = [start for start, _ in frame.contents if start >= frame.cue[1]]
    behind = frame.source is not None and frame.source[0] >= frame.cue[1]
    if behind:
        return None
    tokens = list(draft.tokens(frame.cue[1], min(after, default=frame.sentence[1])))
    takes = draft.language.cues.verbs.get(cue_lemma(draft, frame.cue) or "")
    to = bool(tokens) and text[tokens[0].start : tokens[0].end].lower() == "to"
    if not after and not to and (takes is None or "addressee" not in takes.takes):
        return None
    phrase: list[Token] = []
    for token in tokens[1:] if to else tokens:
        joins = token.pos == "PUNCT" and bool(phrase) and token.start == phrase[-1].end
        closes = not text[token.start].isalnum() and text[token.start] not in "-'’."
        if closes or (token.pos not in NOMINAL and not joins) or _timed(draft, token):
            break
        phrase.append(token)
    if not phrase or len(phrase) > LONGEST_ADDRESSEE:
        return None
    return _addressed(draft, (phrase[0].start, phrase[-1].end), scene, parent)


def _addressed(draft: Draft, words: Stretch, scene: Scene, parent: Statement | None) -> Voice:
    """Return the voice that the words of an addressee mean."""
    if is_first_person(draft.reading.text[slice(*words)], draft.language):
        return own_voice(draft, scene, parent, words)
    return resolve(*words, scene)


def via_of(frame: Frame, scene: Scene, voice: Voice, addressee: Voice | None) -> tuple[str, ...]:
    """Return the outlets that passed a voice on, outermost first ("quoted by the paper")."""
    names: list[str] = []
    if frame.via is not None:
        names.append(resolve(*frame.via, scene).name)
    elif frame.source is not None and voice.kind is not VoiceKind.OUTLET:
        names.extend(outlets_between(scene, *frame.source))
        names.extend(_quoting(frame, scene))
        if frame.cue is not None and frame.cue[0] < frame.source[0]:
            first = min(frame.contents[0][0], frame.cue[0])
            names.extend(outlets_between(scene, frame.sentence[0], first))
    if addressee is not None and addressee.kind is VoiceKind.OUTLET:
        names.append(addressee.name)
    kept = [n for n in dict.fromkeys(names) if n not in voice.name]
    return tuple(kept)


def _quoting(frame: Frame, scene: Scene) -> tuple[str, ...]:
    """Return the outlets that are said to quote a source behind it ("an aide, quoted by the paper, said")."""
    if frame.cue is None or frame.source is None:
        return ()
    if not 0 < frame.cue[0] - frame.source[1] <= LONGEST_QUOTING:
        return ()
    words = words_of(scene.reading.text[frame.source[1] : frame.cue[0]])
    if "by" not in words or scene.language.cues.passing.isdisjoint(words[: words.index("by")]):
        return ()
    return outlets_between(scene, frame.source[1], frame.cue[0])


def when_of(draft: Draft, frame: Frame) -> When | None:
    """Return the time at which it was said: the nearest to the cue that dates the cue's verb, or None.

    What is said and who says it have times of their own ("the man who was arrested on Friday").
    """
    if frame.cue is None:
        return None
    own = (*frame.contents, *((frame.source,) if frame.source is not None else ()))
    found: list[tuple[int, int, When]] = []
    for at, when in enumerate(draft.whens(*frame.sentence)):
        if when.span is None or any(start <= when.span.start < end for start, end in own):
            continue
        if _dates(draft, when.span.start, frame.cue):
            found.append((abs(when.span.start - frame.cue[0]), at, when))
    return min(found, key=lambda row: row[:2])[2] if found else None


def _dates(draft: Draft, at: int, cue: Stretch) -> bool:
    """Tell whether the tree leads from a time to the cue past no other verb; True without a tree."""
    tokens = draft.reading.tokens
    index = bisect_left(draft.starts, at)
    if index >= len(tokens) or tokens[index].head < 0:
        return True
    for _ in range(HIGHEST):
        token = tokens[index]
        if cue[0] <= token.start < cue[1]:
            return True
        if token.pos == "VERB":
            # A verb that the cue hangs on is dated with it ("met them on Friday and said", "said to have …").
            return any(token == tokens[t.head] for t in draft.tokens(*cue) if t.head >= 0)
        if token.head == index or token.head < 0:
            return True
        index = token.head
    return True


def polarity_in(draft: Draft, frame: Frame) -> Polarity:
    """Return whether it was said: not, or refused, where the cue says so of a verb of speaking.

    Who "refused to work" said as much; who "refused to say" did not.
    """
    text = draft.reading.text
    if frame.cue is None:
        return Polarity.SAID
    found = polarity_of(text[slice(*frame.cue)], text[slice(*frame.source)] if frame.source else "")
    if found is not Polarity.REFUSED:
        return found
    start, end = frame.contents[0]
    refused = words_of(text[start : min(end, start + LONGEST_DEED)])[:2]
    deed = len(refused) == 2 and refused[0] == "to" and refused[1] not in draft.language.cues.speaking
    lone = cue_lemma(draft, frame.cue) in {"refuse", "decline"}
    return Polarity.SAID if deed and lone else found


def words_around(draft: Draft, frame: Frame) -> str:
    """Return the words of a frame's sentence outside what is said."""
    text, start, end = draft.reading.text, frame.contents[0][0], frame.contents[-1][1]
    return text[frame.sentence[0] : start] + " " + text[end : frame.sentence[1]]


def hedges_of(draft: Draft, frame: Frame) -> list[Stretch]:
    """Return the words that hedge in what is said, in the cue and before it, and words in doubting marks."""
    text, language = draft.reading.text, draft.language
    found = [h for a, b in frame.contents for h in find_hedges(text, a, b, language)]
    for start, end in frame.contents:
        pairs = _PAIR.finditer(text, start, end)
        found += [m.span() for m in pairs if m.group().lower() in language.cues.hedges]
    if frame.cue is not None:
        begin = frame.cue[0]
        if frame.source is not None and 0 <= begin - frame.source[1] <= 30:
            begin = frame.source[1]
        found += find_hedges(text, begin, frame.cue[1], language)
    first = bisect_left(draft.quotations, frame.contents[0][0], key=lambda q: q.start)
    for quotation in draft.quotations[first:]:
        if quotation.start >= frame.contents[-1][1]:
            break
        inner = text[quotation.start + 1 : quotation.end - 1]
        inside = any(a < quotation.start and quotation.end <= b for a, b in frame.contents)
        doubts = quotation.closed and 0 < len(inner.split()) <= DOUBTED_WORDS and inner[:1].islower()
        if inside and doubts and inner[-1:].isalnum():
            found.append((quotation.start, quotation.end))
    return sorted(set(found))


def rendering_of(around: str, voice: Voice, language: Language) -> Rendering | None:
    """Return "translated" or "paraphrased" where the words around a statement say so, else None."""
    words = f"{around} {voice.name if voice.kind is VoiceKind.DOCUMENT else ''}".lower()
    for rendering, told in language.cues.renderings.items():
        if any(word in words for word in told) and told & set(words_of(words)):
            return Rendering(rendering)
    return None
