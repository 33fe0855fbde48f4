"""Whom a pronoun or a description takes up: "she", "who", "the aide", "the ministry", "the paper"."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.language.language import Language
from reportedly.statements.cast import Cast, clean, head_of, words_in
from reportedly.terms.readings import AMOUNTS, Name, NameKind, Reading
from reportedly.terms.spans import Span
from reportedly.terms.statements import Voice, VoiceKind

_SKIPPED = frozenset({"same", "own", "latter", "former", "very", "said", "two", "three", "unnamed"})
_SMALL = frozenset({"of", "for", "at", "in", "on", "to", "with", "from", "near", "the", "a", "an"})
_BODY = frozenset({VoiceKind.OUTLET, VoiceKind.DOCUMENT, VoiceKind.ORGANISATION, VoiceKind.GROUP})
_MANY = frozenset({VoiceKind.GROUP, VoiceKind.UNNAMED, VoiceKind.ORGANISATION})
_ONE = frozenset({VoiceKind.PERSON, VoiceKind.UNNAMED})
REACH = 4000
"""Code points before "the government" within which the people is named whose it is."""
NEAR_ROLE = 120
"""Code points behind a description within which the name may come that it describes."""
RELATIVES = frozenset({"who", "which", "that", "whom"})
"""Relative pronouns: they stand for the noun before them."""
_WITH_PEOPLE = re.compile(r"\b([A-Z][\w'’-]+) ([a-z]+)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What resolving a mention may lean on: the reading, its cast, and the voices heard before, in order.

    ``inside`` are the voices heard inside what others said; ``headline`` tells a mention in a headline,
    which may name nobody yet.
    """

    reading: Reading
    cast: Cast
    heard: Sequence[Voice]
    language: Language
    inside: Sequence[Voice] = ()
    headline: bool = False


def names_in(scene: Scene, start: int, end: int) -> list[Name]:
    """Return the names that lie within text[start:end], in text order."""
    names = scene.reading.names
    first = bisect_left(names, start, key=lambda name: name.start)
    last = bisect_left(names, end, key=lambda name: name.start)
    return [n for n in names[first:last] if n.end <= end and n.kind not in AMOUNTS]


def last_heard(scene: Scene, kinds: frozenset[VoiceKind]) -> Voice | None:
    """Return the voice of one of these kinds that was heard last, or None."""
    return next((voice for voice in reversed(scene.heard) if voice.kind in kinds), None)


def _fits(voice: Voice, pronoun: str, scene: Scene) -> bool:
    """Tell whether "he" or "she" may stand for a voice, as far as its gender is known."""
    if voice.kind is VoiceKind.PERSON:
        return scene.cast.genders.get(voice.name, pronoun) == pronoun
    told = [g for w in words_in(voice.name) if (g := scene.language.cues.gendered.get(w)) is not None]
    plural = head_of(words_in(voice.name)).endswith("s")
    return not plural and (not told or told[0] == pronoun)


def _person(pronoun: str, at: int, scene: Scene, span: Span) -> Voice | None:
    """Return whom "he" or "she" means: the last voice heard or person told of that fits, or None."""
    heard = next((v for v in reversed(scene.heard) if v.kind in _ONE and _fits(v, pronoun, scene)), None)
    since = heard.span.end if heard is not None and heard.span is not None else -1
    people = scene.cast.people
    for start, name in reversed(people[: bisect_left(people, (at, ""))]):
        if start < since:
            break
        if scene.cast.genders.get(name, pronoun) == pronoun:
            told = heard is None or (since >= 0 and _paragraphs(scene, since, start) > 0)
            if told:
                return Voice(kind=VoiceKind.PERSON, name=name, span=span)
    return heard and Voice(kind=heard.kind, name=heard.name, span=span)


def _paragraphs(scene: Scene, start: int, end: int) -> int:
    """Return how many line breaks stand between two code points."""
    return scene.reading.text.count("\n", start, end)


def pronoun_voice(word: str, at: int, scene: Scene, span: Span) -> Voice | None:
    """Return the voice a pronoun stands for, None where the word is no pronoun."""
    kind = scene.language.cues.pronouns.get(word)
    if kind is None:
        return None
    if kind in {"he", "she"}:
        found = _person(kind, at, scene, span)
    elif kind == "it":
        found = last_heard(scene, _BODY)
        body = _last_body(at, scene)
        if found is None and body is not None:
            return Voice(kind=VoiceKind.ORGANISATION, name=body, span=span)
    else:
        found = last_heard(scene, _MANY)
    if found is None:
        return Voice(kind=VoiceKind.UNNAMED, name=f"unresolved “{word}”", span=span)
    return Voice(kind=found.kind, name=found.name, span=span)


def _last_body(at: int, scene: Scene) -> str | None:
    """Return the organisation that the text named last before a code point, or None."""
    names = scene.reading.names
    for name in reversed(names[: bisect_right(names, at, key=lambda name: name.end)]):
        if name.kind is NameKind.ORGANISATION:
            return clean(scene.reading.text[name.start : name.end])
    return None


def antecedent(at: int, scene: Scene) -> tuple[int, int] | None:
    """Return the words that a relative pronoun at a code point stands for, None without a tree."""
    tokens = scene.reading.tokens
    index = bisect_left(tokens, at, key=lambda token: token.start)
    if index >= len(tokens) or tokens[index].head < 0:
        return None
    verb = tokens[index].head
    if not tokens[verb].label.startswith("acl") or tokens[verb].head >= index:
        return None
    noun = tokens[verb].head
    for name in names_in(scene, tokens[max(0, noun - 8)].start, at):
        if name.start <= tokens[noun].start < name.end:
            return name.start, name.end
    first = noun
    while first > 0 and noun - first < 8 and tokens[first - 1].head in range(first, noun + 1):
        first -= 1
    return tokens[first].start, tokens[noun].end


def _wanted(words: Sequence[str]) -> frozenset[str]:
    """Return the words of a description that whoever it takes up must share."""
    return frozenset(word for word in words[1:] if word not in _SKIPPED | _SMALL)


def described(words: Sequence[str], at: int, scene: Scene) -> tuple[VoiceKind, str] | None:
    """Return kind and name of whom "the aide" or "the ministry" takes up, None where nobody fits.

    Tried in order: an unnamed voice heard before, a person so described, a body whose name ends so, a
    government, army or police of the people named last. In a headline no article is needed and whoever
    comes first after it may be meant.
    """
    definite = bool(words) and words[0] in scene.language.cues.definite
    if not (definite and len(words) > 1) and not scene.headline:
        return None
    head, wanted = head_of(words[1:] if definite else words), _wanted(words if definite else ["", *words])
    if not wanted:
        return None
    return (
        _unnamed_before(head, wanted, scene)
        or _role(head, wanted, at, scene)
        or _body(head, wanted, at, scene)
        or _government(head, wanted, at, scene)
    )


def _unnamed_before(head: str, wanted: frozenset[str], scene: Scene) -> tuple[VoiceKind, str] | None:
    """Return the last unnamed voice whose description has all the words wanted, or None."""
    for voice in (*reversed(scene.heard), *reversed(scene.inside)):
        known = words_in(voice.name)
        if voice.kind is VoiceKind.UNNAMED and head == head_of(known[1:]) and wanted <= set(known):
            return voice.kind, voice.name
    return None


def _role(head: str, wanted: frozenset[str], at: int, scene: Scene) -> tuple[VoiceKind, str] | None:
    """Return the person whose description has all the words wanted, one who has spoken before others."""
    roles = [role for role in scene.cast.roles if role.head == head and wanted <= role.words]
    if scene.headline:
        return (VoiceKind.PERSON, roles[0].name) if roles else None
    near = [role for role in roles if role.at < at + NEAR_ROLE]
    heard = {voice.name for voice in scene.heard}
    spoke = [role for role in near if role.name in heard]
    return (VoiceKind.PERSON, (spoke or near)[-1].name) if near else None


def _body(head: str, wanted: frozenset[str], at: int, scene: Scene) -> tuple[VoiceKind, str] | None:
    """Return the body named last (in a headline: first) whose name ends in the head, or None."""
    bodies = scene.cast.bodies
    before = bodies if scene.headline else tuple(reversed(bodies[: bisect_left(bodies, (at, ""))]))
    for _, name in before:
        known = words_in(name)
        if len(known) > len(wanted) and known[-1] == head and wanted <= set(known):
            return VoiceKind.ORGANISATION, name
    return None


def _government(head: str, wanted: frozenset[str], at: int, scene: Scene) -> tuple[VoiceKind, str] | None:
    """Return the government, army or the like that the text named last with its people, or None."""
    if wanted != {head} or head not in scene.language.cues.powers:
        return None
    people = scene.language.places.demonyms
    found = [
        match
        for match in _WITH_PEOPLE.finditer(scene.reading.text, max(0, at - REACH), at)
        if match.group(2) == head and match.group(1) in people
    ]
    return (VoiceKind.ORGANISATION, found[-1].group()) if found else None


def heads_as(words: Sequence[str], heads: frozenset[str]) -> bool:
    """Tell whether the phrase's head (its last word before a preposition) is one of ``heads``."""
    return head_of(words) in heads


def short_outlet(words: Sequence[str], scene: Scene, at: int) -> str | None:
    """Return the outlet that "the paper", "the site" or "the Post" takes up, or None."""
    cues = scene.language.cues
    if not words or words[0] not in cues.definite:
        return None
    outlets = scene.cast.outlets
    before = [name for _, name in outlets[: bisect_left(outlets, (at, ""))]]
    last = words[-1]
    own = [scene.cast.own] if scene.cast.own else []
    alike = [name for name in (*own, *before) if len(words) == 2 and last in name.lower().split()]
    if alike:
        return alike[-1]
    heard = last_heard(scene, frozenset({VoiceKind.OUTLET}))
    if heads_as(words[1:], cues.outlet_heads) or last in {"account", "report"}:
        return heard.name if heard is not None else (before[-1] if before else None)
    return None
