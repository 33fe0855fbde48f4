"""Who takes part in an event: phrases around its trigger, with their names, kinds and ages."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from reportedly.events.counts import OLDEST
from reportedly.events.kinds import kind_of, name_at
from reportedly.events.roles_near import near_roles
from reportedly.events.roles_tree import roles
from reportedly.events.tree import Tree, members, phrase
from reportedly.events.triggers import Trigger
from reportedly.language.language import Language
from reportedly.terms.events import Part, Participant
from reportedly.terms.readings import AMOUNTS, NameKind, Reading, Sentence
from reportedly.terms.spans import Span

_SPACE = re.compile(r"\s+")
_EMPTY = frozenset({"DET", "NUM", "PRON"})


def canonical(reading: Reading, first: int, last: int, language: Language) -> str:
    """Return the canonical name of a noun phrase: a known alias, a full person's name, else its words."""
    start, end = reading.tokens[first].start, reading.tokens[last - 1].end
    words = _SPACE.sub(" ", reading.text[start:end]).strip(" '’\"")
    for article in ("the ", "a ", "an ", "The ", "A ", "An "):
        words = words.removeprefix(article)
    alias = language.cues.aliases.get(words.lower())
    if alias is not None:
        return alias
    surname = words.split()[-1] if words.split() else words
    for name in reading.names:
        full = reading.text[name.start : name.end]
        if name.kind is NameKind.PERSON and full.endswith(surname) and " " in full and surname[:1].isupper():
            return _SPACE.sub(" ", full)
    return words or reading.text[start:end]


@cache
def _ages(years_old: frozenset[str], aged: frozenset[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what an age looks like inside a phrase ("9-year-old") and right after it (", 36,")."""
    after = "|".join(re.escape(words).replace(r"\ ", "[- ]") for words in sorted(years_old))
    before = "|".join(map(re.escape, sorted(aged)))
    inside = rf"\b(\d{{1,3}})[- ](?:{after})\b|\b(?:{before}) (\d{{1,3}})\b"
    behind = rf",\s?(?:(?:{before}) )?(\d{{1,3}})(?=\s?[,.;)])|,? (?:{before}) (\d{{1,3}})\b"
    return re.compile(inside, re.IGNORECASE), re.compile(behind, re.IGNORECASE)


def age_of(text: str, start: int, end: int, language: Language) -> int | None:
    """Return the age in years that a person's phrase text[start:end] or the words after it give, or None."""
    inside, behind = _ages(language.harm.years_old, language.harm.aged)
    found = inside.search(text, start, end) or behind.match(text, end, min(len(text), end + 24))
    if found is None:
        return None
    years = int(found.group(1) or found.group(2))
    return years if years <= OLDEST else None


def _apposed(tree: Tree, head: int) -> str | None:
    """Return the person's name that stands in the phrase of a head or in an apposition to it."""
    for at in (head, *tree.kids(head, "appos", "flat", "compound")):
        name = name_at(tree, at)
        if name is not None and name.kind is NameKind.PERSON:
            return _SPACE.sub(" ", tree.reading.text[name.start : name.end])
    return None


def _is_amount(reading: Reading, at: int) -> bool:
    """Tell whether a token belongs to a date or a sum of money."""
    token = reading.tokens[at]
    return any(n.kind in AMOUNTS and n.start <= token.start and token.end <= n.end for n in reading.names)


def _member(
    tree: Tree, part: Part, head: int, voices: Mapping[tuple[int, int], str], language: Language
) -> Participant | None:
    """Return the participant whose phrase has this head; None for a pronoun, number, date or sum of money."""
    reading = tree.reading
    first, last = phrase(tree, head)
    start, end = reading.tokens[first].start, reading.tokens[last - 1].end
    voice = voices.get((reading.tokens[head].start, reading.tokens[head].end)) or voices.get((start, end))
    empty = all(reading.tokens[i].pos in _EMPTY for i in range(first, last)) or _is_amount(reading, head)
    if empty and voice is None:
        return None
    kind = kind_of(tree, head, language) if part is not Part.ACTOR or not empty else "person"
    named = voice or _apposed(tree, head)
    return Participant(
        part=part,
        name=canonical(reading, first, last, language) if named is None else full_name(reading, named),
        span=Span(reading.report_id, start, end),
        kind=kind,
        age=age_of(reading.text, start, end, language),
    )


def full_name(reading: Reading, name: str) -> str:
    """Return the fullest person's name of a report that ends in this one's last word, itself else."""
    words = name.split()
    if len(words) != 1 or not name[:1].isupper():
        return name
    for other in reading.names:
        full = reading.text[other.start : other.end]
        if other.kind is NameKind.PERSON and full.endswith(" " + name):
            return _SPACE.sub(" ", full)
    return name


def _by_neighbours(
    reading: Reading, sentence: Sentence, trigger: Trigger, language: Language
) -> tuple[Participant, ...]:
    """Return actor and target as far as the words beside the trigger tell."""
    found: list[Participant] = []
    for part, words in zip((Part.ACTOR, Part.TARGET), near_roles(reading, sentence, trigger), strict=True):
        if words is None or all(reading.tokens[i].pos in _EMPTY for i in range(*words)):
            continue
        if _is_amount(reading, words[1] - 1):
            continue
        start, end = reading.tokens[words[0]].start, reading.tokens[words[1] - 1].end
        name = canonical(reading, *words, language)
        found.append(Participant(part=part, name=name, span=Span(reading.report_id, start, end)))
    return tuple(found)


def find_participants(
    reading: Reading,
    sentence: Sentence,
    trigger: Trigger,
    tree: Tree | None,
    voices: Mapping[tuple[int, int], str],
    language: Language,
) -> tuple[Participant, ...]:
    """Return who and what takes part, actors first, then targets, then instruments, each joined noun apart.

    ``voices`` maps the code points of a source to its canonical name, so that "he" is somebody. Without a
    tree the neighbourhood of the trigger decides.
    """
    if tree is None:
        return _by_neighbours(reading, sentence, trigger, language)
    told = roles(tree, trigger, language)
    heads = {head for _, head in told}
    found = [
        _member(tree, part, each, voices, language)
        for part, head in told
        for each in members(tree, head)
        if each == head or each not in heads
    ]
    kept: dict[tuple[Part, str], Participant] = {}
    for each in found:
        if each is not None:
            kept.setdefault((each.part, each.name), each)
    return tuple(kept.values())


def voices_as_participants(
    reading: Reading, spans: Sequence[tuple[Part, Span | None, str]]
) -> tuple[Participant, ...]:
    """Return participants for a speech act, voice and addressee, as far as they stand in the text."""
    return tuple(
        Participant(part=part, name=name, span=span) for part, span, name in spans if span is not None
    )
