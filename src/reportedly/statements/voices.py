"""Who speaks: the words of a source resolved to a voice within its report."""

import re
from collections.abc import Sequence

from reportedly.statements.cast import clean, words_in
from reportedly.statements.references import (
    RELATIVES,
    Scene,
    antecedent,
    described,
    heads_as,
    last_heard,
    names_in,
    pronoun_voice,
    short_outlet,
)
from reportedly.terms.readings import Name, NameKind
from reportedly.terms.spans import Span
from reportedly.terms.statements import Voice, VoiceKind

_HEAD_END = re.compile(r",| who | which | quoted by | speaking | published | in an? | on condition ")
_CLAUSE_END = re.compile(
    r",| quoted by | speaking | published | on condition "
    r"| who (?:spoke|speaks|asked|declined|requested|wished|refused|insisted)\b"
    r"| who (?:did|was|were|would|is|are|could) not\b"
)
_BRACKET = re.compile(r"\s*\([^()]{1,40}\)?\s*$")
_INSIDE = re.compile(r"\b(?:of|to|for|by|from|with|behind|against|near) ((?:[\w.’'-]+ ){0,4})$")
_OF_DOCUMENT = re.compile(r"\b(?:of|from) (?:the|that|this|its|an?) (.+)$")


def _person_of(called: str, scene: Scene) -> str:
    """Return the fullest name of a person."""
    return scene.cast.persons.get(called.split()[-1].lower(), called)


def _apposed_person(start: int, end: int, scene: Scene) -> str | None:
    """Return the person named in an apposition ("its coordinator, Ana Ruiz"), where there is just one."""
    people = [n for n in names_in(scene, start, end) if n.kind is NameKind.PERSON]
    if len(people) != 1:
        return None
    called = clean(scene.reading.text[people[0].start : people[0].end])
    return _person_of(called, scene) if called else None


def _outlet(head: str, scene: Scene, names: Sequence[Name]) -> str | None:
    """Return the canonical name of the known outlet that the words name, or None.

    A short name ("the Post") means the outlet of that name that the report has mentioned; a name that
    the report itself describes as an outlet's is one.
    """
    outlets = scene.language.outlets
    described_here = {name for _, name in scene.cast.outlets}
    for candidate in (head, *(scene.reading.text[n.start : n.end] for n in names)):
        words = clean(candidate)
        known = outlets.find(words)
        if known is not None:
            return known.name
        if (bare := _bare(words)) in described_here:
            return bare
        short = outlets.find_short(words)
        mentioned = [n for _, n in scene.cast.outlets if any(o.name == n for o in short)]
        if mentioned:
            return mentioned[-1]
    return None


def _retold(noun: str, mention: str, scene: Scene) -> str | None:
    """Return the name of a translation or summary of an outlet's text ("translation of Pier Watch article").

    None where the words name no such text.
    """
    match = _OF_DOCUMENT.search(mention)
    cues = scene.language.cues
    inner = words_in(match.group(1)) if match is not None else []
    if not inner or inner[-1] not in cues.press_documents:
        return None
    heard = last_heard(scene, frozenset({VoiceKind.OUTLET}))
    outlet = heard.name if heard is not None else None
    if outlet is None and scene.cast.outlets:
        outlet = scene.cast.outlets[-1][1]
    return f"{noun} of {outlet} {inner[-1]}" if outlet is not None else None


def _document(mention: str, scene: Scene, names: Sequence[Name]) -> tuple[VoiceKind, str] | None:
    """Return kind and name of a document as a voice: its author where named, else the words themselves."""
    cues = scene.language.cues
    words = words_in(mention)
    noun = next((w for w in words[:5] if w in cues.document_heads), None)
    if noun is None or words[0] not in cues.definite | cues.indefinite:
        return None
    people = [n for n in names if n.kind is NameKind.PERSON or _full_person(n, scene)]
    if people:
        last = clean(scene.reading.text[people[-1].start : people[-1].end])
        return VoiceKind.PERSON, _person_of(last, scene)
    upto = " ".join(words[1 : words.index(noun) + 1])
    if (retold := _retold(upto, mention, scene)) is not None:
        return VoiceKind.DOCUMENT, retold
    outlet = _outlet("", scene, names)
    if outlet is not None:
        return VoiceKind.DOCUMENT, f"{outlet} {upto}"
    if words[0] in cues.definite:
        heard = last_heard(scene, frozenset({VoiceKind.DOCUMENT}))
        if heard is not None and heard.name.split()[-1] in {noun, "piece", "article", "report", "column"}:
            return VoiceKind.DOCUMENT, heard.name
    return VoiceKind.DOCUMENT, clean(" ".join(mention.split()[1:]))


def _full_person(name: Name, scene: Scene) -> bool:
    """Tell whether a name of unknown kind reads as a person's: two or three words, known by its surname."""
    words = clean(scene.reading.text[name.start : name.end]).split()
    return name.kind is NameKind.UNKNOWN and 2 <= len(words) <= 4 and words[-1].lower() in scene.cast.persons


def _unnamed(mention: str, words: Sequence[str], scene: Scene, people: bool) -> str | None:
    """Return the description of an unnamed source, or None where the words name or mean somebody.

    A clause that tells it from others stays ("who heard the call"); its number is no part of the name.
    """
    cues = scene.language.cues
    marked = any(word in cues.unnamed_words for word in words)
    if people or not words or (words[0] in cues.definite and not marked):
        return None
    heads = cues.outlet_heads | cues.document_heads
    someone = words[0] in cues.indefinite and len(words) > 1 and not any(word in heads for word in words[:5])
    if not marked and not someone and not heads_as(words, cues.unnamed_heads):
        return None
    cut = _CLAUSE_END.search(mention)
    kept = clean(mention[: cut.start()] if cut else mention).split()
    dropped = cues.definite | cues.indefinite | cues.numbers.keys()
    while len(kept) > 1 and kept[0].lower() in dropped:
        kept = kept[1:]
    if kept[0].lower() not in scene.cast.persons and kept[0][1:].islower():
        kept[0] = kept[0].lower() if words[0] == kept[0].lower() else kept[0]
    return "unnamed " + " ".join(kept)


def _is_inside(head: str, called: str, common: frozenset[str]) -> bool:
    """Tell whether a name in a phrase only tells whose or what for ("the office of Mayor X", "X's lawyer").

    A title may have a preposition of its own ("Secretary of State X"); words in ``common`` are no titles.
    """
    at = head.rfind(called)
    if at < 0:
        return False
    if head[at + len(called) :].startswith(("'s ", "’s ", "' ", "’ ")):
        return True
    before = _INSIDE.search(head[:at])
    if before is None:
        return False
    lead = head[: before.start()].split()
    between = [word for word in before.group(1).split() if word.lower() not in {"the", "a", "an", "former"}]
    titled = bool(lead and between) and lead[-1][:1].isupper() and lead[-1].lower() not in common
    return not titled and all(word[:1].isupper() for word in between)


def _named(scene: Scene, names: Sequence[Name], head: str) -> tuple[VoiceKind, str]:
    """Return kind and name of a voice called by a proper name, or the group the words describe."""
    text, cues = scene.reading.text, scene.language.cues
    words = head.split()
    bare = _bare(head)
    alias = cues.aliases.get(bare.lower())
    if alias is not None:
        return VoiceKind.ORGANISATION, alias
    if bare in scene.cast.acronyms:
        return VoiceKind.ORGANISATION, scene.cast.acronyms[bare]
    if len(words) == 1 and words[0].lower() in scene.cast.persons:
        return VoiceKind.PERSON, scene.cast.persons[words[0].lower()]
    for name in reversed(names):
        called = clean(text[name.start : name.end])
        if not called or _is_inside(head, called, cues.unnamed_heads):
            continue
        full = scene.cast.persons.get(called.split()[-1].lower())
        if full is not None and head.endswith(called):
            return VoiceKind.PERSON, full
        if name.kind is NameKind.PERSON:
            return VoiceKind.PERSON, full or called
        lead = bare[: -len(called)].split() if bare.endswith(called) else None
        described_so = lead is not None and all(w.islower() for w in lead)
        if name.kind is not NameKind.PLACE and described_so and not _INSIDE.search(head[: -len(called)]):
            return VoiceKind.ORGANISATION, scene.cast.acronyms.get(called, called)
    if names and clean(text[names[-1].start : names[-1].end]) == bare:
        return VoiceKind.ORGANISATION, bare
    return VoiceKind.GROUP, bare or head


def _head(mention: str) -> tuple[str, re.Match[str] | None]:
    """Return a mention up to its apposition or clause, and where that begins."""
    cut = _HEAD_END.search(mention)
    head = _BRACKET.sub("", mention[: cut.start()] if cut else mention)
    return clean(head) or mention, cut


def resolve(start: int, end: int, scene: Scene) -> Voice:
    """Return the voice that the words text[start:end] name or stand for.

    Tried in order: a pronoun; an outlet, known or taken up again; an apposition that names; an unnamed
    source; somebody described before; a document and its author; a named person or body; else the words
    themselves as a group.
    """
    text = scene.reading.text
    span = Span(scene.reading.report_id, start, end)
    mention = clean(text[start:end])
    head, cut = _head(mention)
    words = words_in(head)
    if not words:
        return Voice(kind=VoiceKind.UNNAMED, name=f"unresolved “{mention}”", span=span)
    if len(words) == 1 and words[0] in RELATIVES and (before := antecedent(start, scene)) is not None:
        found = resolve(*before, scene)
        return Voice(kind=found.kind, name=found.name, span=span)
    if len(words) == 1 and (voice := pronoun_voice(words[0], start, scene, span)) is not None:
        return voice
    kind, name = _resolved(start, end, scene, mention, cut)
    return Voice(kind=kind, name=name, span=span)


def _resolved(
    start: int, end: int, scene: Scene, mention: str, cut: re.Match[str] | None
) -> tuple[VoiceKind, str]:
    """Return kind and name of a mention that is more than a pronoun."""
    text = scene.reading.text
    head = _head(mention)[0]
    words = words_in(head)
    limit = start + text[start:end].find(head.split()[-1]) + len(head.split()[-1])
    names = names_in(scene, start, max(limit, start + len(head)))
    people = any(
        (n.kind is NameKind.PERSON or _full_person(n, scene))
        and not _is_inside(head, clean(text[n.start : n.end]), scene.language.cues.unnamed_heads)
        for n in names
    )
    outlet = _outlet(head, scene, ()) or short_outlet(words, scene, start)
    if outlet is not None:
        return VoiceKind.OUTLET, outlet
    comma = cut is not None and cut.group().startswith(",")
    apposed = _apposed_person(start, end, scene) if comma and not people else None
    if apposed is not None:
        return VoiceKind.PERSON, apposed
    if (unnamed := _unnamed(mention, words, scene, people)) is not None:
        return VoiceKind.UNNAMED, unnamed
    taken = None if people else described(words, start, scene)
    if taken is not None:
        return taken
    document = _document(mention, scene, names_in(scene, start, end))
    if document is not None:
        return document
    if not people and names and (outlet := _outlet(head, scene, names)) is not None:
        return VoiceKind.OUTLET, outlet
    heads = scene.language.cues.outlet_heads
    apposition = mention[cut.end() :] if cut is not None else ""
    if cut is not None and names and (heads_as(words_in(apposition)[1:], heads) or heads_as(words, heads)):
        return VoiceKind.OUTLET, _bare(head)
    return _named(scene, names, head)


def _bare(head: str) -> str:
    """Return a phrase without its article."""
    first, _, rest = head.partition(" ")
    return rest if rest and first.lower() in {"the", "a", "an"} else head


def outlets_between(scene: Scene, start: int, end: int) -> tuple[str, ...]:
    """Return the outlets named or taken up ("the paper") in text[start:end], in text order."""
    found = [(s, n) for s, n in scene.cast.outlets if start <= s < end]
    for match in re.finditer(r"\bthe (\w+)\b", scene.reading.text[start:end]):
        word = match.group(1)
        if word.lower() in scene.language.cues.outlet_heads:
            name = short_outlet(["the", word.lower()], scene, start + match.start())
            if name is not None:
                found.append((start + match.start(), name))
    ordered = [name for _, name in sorted(found)]
    return tuple(dict.fromkeys(ordered))
