"""Who speaks: the words of a source resolved to a voice within its report."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.language.language import Language
from reportedly.statements.cast import Cast, clean
from reportedly.terms.readings import Name, NameKind, Reading
from reportedly.terms.spans import Span
from reportedly.terms.statements import Voice, VoiceKind

_WORD = re.compile(r"[^\W_][\w.'’&-]*")
_HEAD_END = re.compile(r",| who | which | quoted by | speaking | published | in a | on condition ")
_NAMED = frozenset({VoiceKind.PERSON, VoiceKind.ORGANISATION, VoiceKind.OUTLET, VoiceKind.DOCUMENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What resolving a mention may lean on: the reading, its cast, and the voices heard before, in order."""

    reading: Reading
    cast: Cast
    heard: Sequence[Voice]
    language: Language


def _names_in(scene: Scene, start: int, end: int) -> list[Name]:
    """Return the names that lie within text[start:end], in text order."""
    return [n for n in scene.reading.names if n.start >= start and n.end <= end]


def _last_heard(scene: Scene, kinds: frozenset[VoiceKind]) -> Voice | None:
    """Return the voice of one of these kinds that was heard last, or None."""
    return next((voice for voice in reversed(scene.heard) if voice.kind in kinds), None)


def _pronoun(word: str, at: int, scene: Scene, span: Span) -> Voice | None:
    """Return the voice a pronoun stands for, None where nobody fits."""
    kind = scene.language.cues.pronouns.get(word)
    if kind is None:
        return None
    if kind in {"he", "she"}:
        heard = _last_heard(scene, frozenset({VoiceKind.PERSON, VoiceKind.UNNAMED}))
        people = [name for start, name in scene.cast.people if start < at]
        if heard is None and people:
            return Voice(kind=VoiceKind.PERSON, name=people[-1], span=span)
    elif kind == "it":
        heard = _last_heard(
            scene, frozenset({VoiceKind.OUTLET, VoiceKind.DOCUMENT, VoiceKind.ORGANISATION, VoiceKind.GROUP})
        )
        body = _last_body(at, scene)
        if heard is None and body is not None:
            return Voice(kind=VoiceKind.ORGANISATION, name=body, span=span)
    else:
        heard = _last_heard(scene, frozenset({VoiceKind.GROUP, VoiceKind.UNNAMED, VoiceKind.ORGANISATION}))
    if heard is None:
        return Voice(kind=VoiceKind.UNNAMED, name=f"unresolved “{word}”", span=span)
    return Voice(kind=heard.kind, name=heard.name, span=span)


def _last_body(at: int, scene: Scene) -> str | None:
    """Return the organisation that the text named last before a code point, or None."""
    text = scene.reading.text
    bodies = [n for n in scene.reading.names if n.kind is NameKind.ORGANISATION and n.end <= at]
    return clean(text[bodies[-1].start : bodies[-1].end]) if bodies else None


def _apposed_person(start: int, end: int, scene: Scene) -> str | None:
    """Return the person named in an apposition ("its coordinator, Ana Ruiz"), where there is just one."""
    people = [n for n in _names_in(scene, start, end) if n.kind is NameKind.PERSON]
    if len(people) != 1:
        return None
    called = clean(scene.reading.text[people[0].start : people[0].end])
    return scene.cast.persons.get(called.split()[-1].lower(), called) if called else None


def _head_word(words: Sequence[str], heads: frozenset[str]) -> bool:
    """Tell whether the phrase's head (its last word before a preposition) is one of ``heads``."""
    for word in words:
        if word in {"of", "at", "for", "by", "in", "on", "with", "from", "near", "published"}:
            return False
        if word in heads:
            following = words[list(words).index(word) + 1 :]
            if not following or following[0] in {"of", "at", "for", "by", "in", "on", "with", "from", "near"}:
                return True
    return bool(words) and words[-1] in heads


def _outlet(head: str, scene: Scene, names: Sequence[Name]) -> str | None:
    """Return the canonical name of the known outlet that the words name, or None.

    A short name ("the Post") means the outlet of that name that the report has mentioned.
    """
    outlets = scene.language.outlets
    for candidate in (head, *(scene.reading.text[n.start : n.end] for n in names)):
        words = clean(candidate)
        known = outlets.find(words)
        if known is not None:
            return known.name
        short = outlets.find_short(words)
        mentioned = [n for _, n in scene.cast.outlets if any(o.name == n for o in short)]
        if mentioned:
            return mentioned[-1]
    return None


def _definite_outlet(words: Sequence[str], scene: Scene, at: int) -> str | None:
    """Return the outlet that "the paper", "the site" or "the Post" takes up, or None."""
    cues = scene.language.cues
    if not words or words[0] not in cues.definite:
        return None
    before = [name for start, name in scene.cast.outlets if start < at]
    last = words[-1]
    alike = [name for name in before if last in name.lower().split()]
    if alike:
        return alike[-1]
    heard = _last_heard(scene, frozenset({VoiceKind.OUTLET}))
    if _head_word(words[1:], cues.outlet_heads) or last in {"account", "report"}:
        return heard.name if heard is not None else (before[-1] if before else None)
    return None


def _document(
    head: str, words: Sequence[str], scene: Scene, names: Sequence[Name]
) -> tuple[VoiceKind, str] | None:
    """Return kind and name of a document as a voice: its author where named, else the words themselves."""
    cues = scene.language.cues
    noun = next((w for w in words[:5] if w in cues.document_heads), None)
    if noun is None or words[0] not in cues.definite | cues.indefinite:
        return None
    people = [n for n in names if n.kind is NameKind.PERSON or _full_person(n, scene)]
    if people:
        last = clean(scene.reading.text[people[-1].start : people[-1].end])
        return VoiceKind.PERSON, scene.cast.persons.get(last.split()[-1].lower(), last)
    described = " ".join(words[1 : words.index(noun) + 1])
    outlet = _outlet("", scene, names)
    if outlet is not None:
        return VoiceKind.DOCUMENT, f"{outlet} {described}"
    if words[0] in cues.definite:
        heard = _last_heard(scene, frozenset({VoiceKind.DOCUMENT}))
        if heard is not None and heard.name.split()[-1] in {noun, "piece", "article", "report", "column"}:
            return VoiceKind.DOCUMENT, heard.name
    return VoiceKind.DOCUMENT, clean(" ".join(head.split()[1:]))


def _full_person(name: Name, scene: Scene) -> bool:
    """Tell whether a name of unknown kind reads as a person's: two or three words, known by its surname."""
    words = clean(scene.reading.text[name.start : name.end]).split()
    return name.kind is NameKind.UNKNOWN and 2 <= len(words) <= 4 and words[-1].lower() in scene.cast.persons


def _unnamed(head: str, words: Sequence[str], scene: Scene, people: bool) -> str | None:
    """Return the description of an unnamed source, or None where the words name or mean somebody."""
    cues = scene.language.cues
    marked = any(word in cues.unnamed_words for word in words)
    headed = _head_word(words, cues.unnamed_heads)
    if people or not (marked or headed) or (words[0] in cues.definite and not marked):
        return None
    kept = [w for w in head.split() if w.lower() not in cues.indefinite | cues.definite]
    return "unnamed " + " ".join(kept)


def _named(scene: Scene, names: Sequence[Name], head: str) -> tuple[VoiceKind, str]:
    """Return kind and name of a voice called by a proper name, or the group the words describe."""
    text, cues = scene.reading.text, scene.language.cues
    words = head.split()
    bare = _bare(head)
    alias = cues.aliases.get(bare.lower())
    if alias is not None:
        return VoiceKind.ORGANISATION, alias
    if len(words) == 1 and words[0].lower() in scene.cast.persons:
        return VoiceKind.PERSON, scene.cast.persons[words[0].lower()]
    for name in reversed(names):
        called = clean(text[name.start : name.end])
        full = scene.cast.persons.get(called.split()[-1].lower()) if called else None
        whole = called and head.endswith(called)
        if full is not None and whole:
            return VoiceKind.PERSON, full
        if name.kind is NameKind.PERSON and called:
            return VoiceKind.PERSON, called
    if names and clean(text[names[-1].start : names[-1].end]) == bare:
        kind = VoiceKind.PERSON if names[-1].kind is NameKind.PERSON else VoiceKind.ORGANISATION
        return kind, bare
    return VoiceKind.GROUP, bare or head


def resolve(start: int, end: int, scene: Scene) -> Voice:
    """Return the voice that the words text[start:end] name or stand for.

    Tried in order: a pronoun; an outlet, known or taken up again; an unnamed source; a document and its
    author; a named person or body; else the words themselves as a group.
    """
    text = scene.reading.text
    span = Span(scene.reading.report_id, start, end)
    mention = clean(text[start:end])
    cut = _HEAD_END.search(mention)
    head = clean(mention[: cut.start()] if cut else mention) or mention
    words = [m.group().lower() for m in _WORD.finditer(head)]
    if not words:
        return Voice(kind=VoiceKind.UNNAMED, name=f"unresolved “{mention}”", span=span)
    if len(words) == 1 and (voice := _pronoun(words[0], start, scene, span)) is not None:
        return voice
    limit = start + text[start:end].find(head.split()[-1]) + len(head.split()[-1])
    names = _names_in(scene, start, max(limit, start + len(head)))
    people = any(n.kind is NameKind.PERSON or _full_person(n, scene) for n in names)
    outlet = _outlet(head, scene, ()) or _definite_outlet(words, scene, start)
    if outlet is not None:
        return Voice(kind=VoiceKind.OUTLET, name=outlet, span=span)
    comma = cut is not None and cut.group().startswith(",")
    apposed = _apposed_person(start, end, scene) if comma and not names else None
    if apposed is not None:
        return Voice(kind=VoiceKind.PERSON, name=apposed, span=span)
    if (described := _unnamed(head, words, scene, people)) is not None:
        return Voice(kind=VoiceKind.UNNAMED, name=described, span=span)
    document = _document(
        mention, [m.group().lower() for m in _WORD.finditer(mention)], scene, _names_in(scene, start, end)
    )
    if document is not None:
        return Voice(kind=document[0], name=document[1], span=span)
    if not people and names and (outlet := _outlet(head, scene, names)) is not None:
        return Voice(kind=VoiceKind.OUTLET, name=outlet, span=span)
    if (
        cut is not None
        and names
        and (
            _described_outlet(mention[cut.end() :], scene)
            or _head_word(words, scene.language.cues.outlet_heads)
        )
    ):
        return Voice(kind=VoiceKind.OUTLET, name=_bare(head), span=span)
    kind, name = _named(scene, names, head)
    return Voice(kind=kind, name=name, span=span)


def _bare(head: str) -> str:
    """Return a phrase without its article."""
    first, _, rest = head.partition(" ")
    return rest if rest and first.lower() in {"the", "a", "an"} else head


def _described_outlet(apposition: str, scene: Scene) -> bool:
    """Tell whether an apposition describes an outlet ("a Baghdad news site")."""
    words = [m.group().lower() for m in _WORD.finditer(apposition)]
    return _head_word(words[1:], scene.language.cues.outlet_heads) if len(words) > 1 else False


def outlets_between(scene: Scene, start: int, end: int) -> tuple[str, ...]:
    """Return the outlets named or taken up ("the paper") in text[start:end], in text order."""
    found = [(s, n) for s, n in scene.cast.outlets if start <= s < end]
    for match in re.finditer(r"\bthe (\w+)\b", scene.reading.text[start:end]):
        if match.group(1).lower() in scene.language.cues.outlet_heads:
            name = _definite_outlet(["the", match.group(1).lower()], scene, start + match.start())
            if name is not None:
                found.append((start + match.start(), name))
    ordered = [name for _, name in sorted(found)]
    return tuple(dict.fromkeys(ordered))
