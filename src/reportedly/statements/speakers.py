"""For whom a person speaks: the body whose spokesman, coordinator or press officer somebody is."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportedly.language.language import Language
from reportedly.statements.cast import Cast, clean
from reportedly.terms.readings import Name, NameKind, Reading
from reportedly.terms.statements import Voice, VoiceKind

_BODIES = frozenset({NameKind.ORGANISATION, NameKind.GROUP, NameKind.UNKNOWN})
_REACH = 110
"""Code points around a name in which its description stands."""
_BACK = 320
"""Code points before "its" in which the body that it means is named."""
_WORD = re.compile(r"[^\W_][\w.’'&-]*")
_OF = re.compile(r"\s(?:for|of|at|with|from)\s(?:the\s|an?\s)?")
_BREAK = re.compile(r"[,.;:()“”\"\n]|\s(?:and|who|which|that|said|says|told|in|on|by|to|as)\s")
_APPOSED = re.compile(
    r",\s(?:an?|the)\s(?:[\w-]+\s){0,3}?([\w-]+)\s(?:that|which|of|for|in|based|monitoring|working)\b"
)
_MOST = 5
"""Words of a body that has no name ("the provincial health ministry")."""


@dataclass(frozen=True, slots=True)
class _Scene:
    """A reading with the names of bodies in it, in text order."""

    reading: Reading
    bodies: Sequence[Name]
    language: Language

    def named(self, start: int, end: int) -> str | None:
        """Return the body that is named first in text[start:end], or None."""
        at = bisect_left(self.bodies, start, key=lambda name: name.start)
        if at == len(self.bodies) or self.bodies[at].end > end:
            return None
        return _bare(self.reading.text[self.bodies[at].start : self.bodies[at].end]) or None

    def opening(self, start: int, end: int) -> str | None:
        """Return the body whose name begins first in text[start:end], wherever it ends, or None."""
        at = bisect_left(self.bodies, start, key=lambda name: name.start)
        if at == len(self.bodies) or self.bodies[at].start >= end:
            return None
        return _bare(self.reading.text[self.bodies[at].start : self.bodies[at].end]) or None

    def before(self, at: int) -> str | None:
        """Return the body named last before a code point in its paragraph, or None."""
        index = bisect_left(self.bodies, at, key=lambda name: name.end) - 1
        if index < 0 or at - self.bodies[index].end > _BACK:
            return None
        name = self.bodies[index]
        if "\n" in self.reading.text[name.end : at]:
            return None
        return _bare(self.reading.text[name.start : name.end]) or None

    def meant(self, noun: str, at: int) -> str | None:
        """Return the body that a noun such as "group" means at a code point, or None.

        It is the one named last in the paragraph, else the last one before that was described so
        ("X, a group that …", "the monitoring group X").
        """
        found = self.before(at)
        index = bisect_left(self.bodies, at, key=lambda name: name.end)
        for name in self.bodies[:index][::-1] if found is None else ():
            text = self.reading.text
            behind = re.match(rf",\s(?:the|an?)\s(?:[\w-]+\s){{0,3}}{noun}\b", text[name.end : name.end + 60])
            if behind is not None or text[max(0, name.start - 20) : name.start].lower().endswith(f"{noun} "):
                return _bare(text[name.start : name.end]) or None
        return found


def _is_body(name: Name, text: str, language: Language) -> bool:
    """Tell whether a name is a body's: by its kind, or since "a group that …" is said right behind it."""
    if name.kind in _BODIES:
        return True
    behind = _APPOSED.match(text, name.end, name.end + 60)
    return behind is not None and behind[1].lower() in language.speakers.generic


def _bare(words: str) -> str:
    """Return a body's words without article and possessive ending."""
    first, _, rest = clean(words).partition(" ")
    return rest if rest and first.lower() in {"the", "a", "an"} else clean(words)


def _led(scene: _Scene, start: int, at: int) -> str | None:
    """Return the body that the words text[start:at] before a role name ("the interior ministry |spokesman").

    None where they name none; "" where they say that the role is over.
    """
    words, text = scene.language.speakers, scene.reading.text
    found = list(_WORD.finditer(text, start, at))
    kept: list[re.Match[str]] = []
    for match in reversed(found[-_MOST - 1 :]):
        word = match.group().lower()
        if word in words.past:
            return ""
        if word in words.possessives:
            return scene.before(match.start())
        ends = _BREAK.search(f" {text[match.end() : kept[-1].start() if kept else at]} ")
        if ends is not None or word in words.plain or word in scene.language.cues.verbs:
            break
        kept.append(match)
    if not kept or len(kept) > _MOST:
        return None
    first, last = kept[-1].start(), kept[0].end()
    phrase = text[first:last]
    if (noun := _bare(phrase).lower()) in words.generic:
        return scene.meant(noun, first)
    return scene.named(first, last) or _bare(phrase)


def _followed(scene: _Scene, at: int, end: int) -> str | None:
    """Return the body that "for …" or "of …" names right behind a role, or None."""
    text = scene.reading.text
    match = _OF.match(text, at, end)
    if match is None:
        return None
    stop = _BREAK.search(text, match.end(), end)
    last = stop.start() if stop is not None else end
    named = scene.opening(match.end(), last)
    if named is not None:
        return named
    phrase = _bare(text[match.end() : last])
    if phrase.lower() in scene.language.speakers.generic:
        return scene.meant(phrase.lower(), at)
    return phrase if phrase and phrase.islower() and len(phrase.split()) <= _MOST else None


def _described(scene: _Scene, start: int, end: int) -> str | None:
    """Return the body whose role the words text[start:end] describe, or None."""
    words, text = scene.language.speakers, scene.reading.text
    for match in _WORD.finditer(text, start, end):
        word = match.group().lower()
        lead = text[max(start, match.start() - 13) : match.start()].strip().rpartition(" ")[2].lower()
        paired = f"{lead} {word}" in words.roles
        spoken = paired or word in words.roles
        if not spoken and word not in words.heading:
            continue
        first = match.start() - (len(lead) + 1 if paired else 0)
        led = _led(scene, start, first)
        if not spoken:
            return led if led and led.split()[-1].lower() in words.headed else None
        if led is not None:
            return led or None
        return _followed(scene, match.end(), end)
    return None


def _counting(scene: _Scene, at: int) -> str | None:
    """Return the body that "of the monitoring group X" names behind a person, or None."""
    text = scene.reading.text
    match = _OF.match(text, at, at + _REACH)
    if match is None:
        return None
    index = bisect_left(scene.bodies, match.end(), key=lambda name: name.start)
    if index == len(scene.bodies) or scene.bodies[index].start > match.end() + 60:
        return None
    between = text[match.end() : scene.bodies[index].start].split()
    if not between or between[-1].lower() not in scene.language.speakers.counting:
        return None
    return _bare(text[scene.bodies[index].start : scene.bodies[index].end])


def _around(scene: _Scene, start: int, end: int) -> str | None:
    """Return the body for which the person named at text[start:end] speaks by the words around the name."""
    text = scene.reading.text
    line = max(text.rfind("\n", 0, start) + 1, start - _REACH)
    lead = max(text.rfind(mark, line, max(line, start - 2)) for mark in '.;:“”"') + 1
    stop = text.find("\n", end, end + _REACH)
    limit = stop if stop >= 0 else min(len(text), end + _REACH)
    behind = None
    if text[end : end + 2] == ", ":
        close = re.compile(r"[,.;“”\"]").search(text, end + 2, limit)
        behind = _described(scene, end + 2, close.start() if close is not None else limit)
    if behind is not None:
        return behind
    before = text[max(line, lead) : start]
    clause = before.rstrip(" ,").rfind(", ")
    begin = max(line, lead) + (clause + 2 if clause >= 0 else 0)
    found = _described(scene, begin, start)
    return found if found is not None else _counting(scene, end)


@dataclass(frozen=True, slots=True)
class Speakers:
    """Who speaks for whom in one report: ``known`` maps a person's fullest name to a body."""

    scene: _Scene
    known: Mapping[str, str]
    acronyms: Mapping[str, str]


def gather_speakers(reading: Reading, cast: Cast, language: Language) -> Speakers:
    """Return in whose name the persons of a report speak; the first telling of each counts.

    Only words beside a name tell: a role such as spokesman with its body, or a body that counts and
    watches ("of the monitoring group X"). Total.
    """
    scene = _Scene(
        reading, [name for name in reading.names if _is_body(name, reading.text, language)], language
    )
    known: dict[str, str] = {}
    for name in reading.names:
        called = clean(reading.text[name.start : name.end]) if name.kind is NameKind.PERSON else ""
        full = cast.persons.get(called.split()[-1].lower(), called) if called else ""
        body = _around(scene, name.start, name.end) if full and full not in known else None
        if body:
            known[full] = cast.acronyms.get(body, body)
    return Speakers(scene, known, cast.acronyms)


def speaks_for(voice: Voice, speakers: Speakers, heard: Sequence[Voice]) -> str | None:
    """Return the body in whose name a person or an unnamed role ("a police spokesman") speaks, or None.

    ``heard`` are the voices before: who is taken up again ("he") still speaks for the same body.
    """
    if voice.kind is VoiceKind.PERSON:
        return speakers.known.get(voice.name)
    if voice.kind is not VoiceKind.UNNAMED:
        return None
    body = _described(speakers.scene, voice.span.start, voice.span.end) if voice.span is not None else None
    if body is not None:
        return speakers.acronyms.get(body, body)
    return next((each.speaks_for for each in reversed(heard) if each.name == voice.name), None)
