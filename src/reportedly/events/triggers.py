"""Words that tell of an event: verbs, nouns and phrases of the catalogue, where they stand as such."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.events.catalogue import Catalogue, EventType
from reportedly.terms.readings import Name, NameKind, Reading, Sentence, Token

_CLAUSAL = frozenset({"acl", "advcl"})
"""Relations of a participle that a tagger takes for a noun ("girl shot in head")."""
_SUPPORT = frozenset({"DET", "NUM", "ADJ"})
_NEAR = 8
"""Words on either side in which a verb's supporting word or a mode's word is sought."""
FAR = 30
"""Words on either side in which the mode's word is sought where none stands near."""
_LIGHT_REACH = 6
"""Words between a light verb and the noun that it carries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A trigger: token indices [first, last) of the reading, its type and mode, and whether it is a verb."""

    first: int
    last: int
    type: str
    mode: str | None
    verbal: bool


def _start(name: Name) -> int:
    """Return where a name starts."""
    return name.start


def _word(reading: Reading, token: Token) -> str:
    return reading.text[token.start : token.end].lower()


def _near_words(reading: Reading, sentence: Sentence, at: int, reach: int) -> list[str]:
    """Return the words within ``reach`` tokens of token ``at`` inside its sentence, itself included."""
    low, high = max(sentence.first, at - reach), min(sentence.last, at + reach + 1)
    return [_word(reading, token) for token in reading.tokens[low:high]]


def _mode(kind: EventType, near: Sequence[str]) -> str | None:
    """Return the finer kind whose word stands nearest to the middle of ``near``, ties in catalogue order."""
    middle = len(near) // 2
    best: tuple[int, int, str] | None = None
    for order, (mode, words) in enumerate(kind.modes.items()):
        for at, word in enumerate(near):
            if word in words:
                found = (abs(at - middle), order, mode)
                best = found if best is None or found < best else best
    return best[2] if best else None


def _is_verb(reading: Reading, sentence: Sentence, at: int) -> bool:
    """Tell whether token ``at`` stands as a verb, by its tag or, where that is unknown, its neighbours."""
    token = reading.tokens[at]
    if token.pos == "VERB" or (token.pos == "NOUN" and token.label.partition(":")[0] in _CLAUSAL):
        return True
    if token.pos in {"NOUN", "ADJ", "PROPN"}:
        return False
    before = reading.tokens[at - 1] if at > sentence.first else None
    word = _word(reading, token)
    if before is not None and (before.pos in {"AUX", "PART", "PRON", "ADV"}):
        return True
    if word.endswith(("ed", "ing")) or (word != token.lemma and not word.endswith("s")):
        return before is None or before.pos not in _SUPPORT
    return False


def _phrase_at(reading: Reading, sentence: Sentence, at: int, catalogue: Catalogue) -> tuple[int, str] | None:
    """Return (last token index, type) of the longest catalogue phrase that starts at token ``at``."""
    found: tuple[int, str] | None = None
    for phrase, kind in catalogue.phrases.get(_word(reading, reading.tokens[at]), ()):
        last = at + len(phrase)
        if last <= sentence.last and tuple(_word(reading, t) for t in reading.tokens[at:last]) == phrase:
            found = (last, kind) if found is None or last > found[0] else found
    return found


def _noun_type(reading: Reading, token: Token, catalogue: Catalogue) -> str | None:
    """Return the type that a noun triggers, by its lemma or its own form ("meeting" has the lemma "meet")."""
    word = _word(reading, token)
    forms = (token.lemma, word, word.removesuffix("s"))
    return next((catalogue.nouns[form] for form in forms if form in catalogue.nouns), None)


def _trigger_at(
    reading: Reading,
    sentence: Sentence,
    at: int,
    catalogue: Catalogue,
    hedges: frozenset[str],
    not_events: frozenset[str],
) -> Trigger | None:
    """Return the trigger that starts at token ``at``, or None."""
    phrase = _phrase_at(reading, sentence, at, catalogue)
    if phrase is not None:
        kind = catalogue.types[phrase[1]]
        mode = _mode(kind, _near_words(reading, sentence, at, _NEAR))
        return Trigger(first=at, last=phrase[0], type=kind.type, mode=mode, verbal=True)
    token = reading.tokens[at]
    month = reading.text[token.start].isupper() and _word(reading, token) in not_events
    if month or _word(reading, token) in hedges:
        return None
    verb_type, noun_type = catalogue.verbs.get(token.lemma), _noun_type(reading, token, catalogue)
    if verb_type is None and noun_type is None:
        return None
    near = _near_words(reading, sentence, at, _NEAR)
    verbal = _is_verb(reading, sentence, at)
    if verb_type is not None and (verbal or (noun_type is None and token.pos not in {"NOUN", "ADJ"})):
        kind = catalogue.types[verb_type]
        needs = kind.needs.get(token.lemma)
        own = _word(reading, token)
        if needs is not None and not any(word in needs and word != own for word in near):
            return None
        mode = _mode(kind, near) or _mode(kind, _near_words(reading, sentence, at, FAR))
        return Trigger(first=at, last=at + 1, type=kind.type, mode=mode, verbal=True)
    if noun_type is None or verbal:
        return None
    kind = catalogue.types[noun_type]
    supported = at > sentence.first and reading.tokens[at - 1].pos in _SUPPORT | {"PROPN", "NOUN", "X"}
    if token.lemma in kind.weak and not supported:
        return None
    return Trigger(first=at, last=at + 1, type=kind.type, mode=_mode(kind, near), verbal=False)


def _carried(reading: Reading, triggers: Sequence[Trigger], catalogue: Catalogue) -> list[Trigger]:
    """Return the triggers without light verbs that only carry a noun of their own type near them."""
    nouns = [t for t in triggers if not t.verbal]
    kept: list[Trigger] = []
    for trigger in triggers:
        lemma = reading.tokens[trigger.first].lemma
        light = trigger.verbal and lemma in catalogue.types[trigger.type].light
        near = any(n.type == trigger.type and abs(n.first - trigger.first) <= _LIGHT_REACH for n in nouns)
        if not (light and near):
            kept.append(trigger)
    return kept


def find_triggers(
    reading: Reading,
    sentence: Sentence,
    catalogue: Catalogue,
    hedges: frozenset[str],
    not_events: frozenset[str],
) -> tuple[Trigger, ...]:
    """Return the triggers of one sentence in text order, none overlapping.

    A hedging word ("alleged") is none, nor is a capitalised word of ``not_events`` ("March") or a word
    inside the name of a body or a building.
    """
    fixed = {NameKind.ORGANISATION, NameKind.FACILITY, NameKind.PERSON}
    names = [
        (n.start, n.end)
        for n in reading.names[
            bisect_left(reading.names, sentence.start, key=_start) : bisect_left(
                reading.names, sentence.end, key=_start
            )
        ]
        if n.kind in fixed and n.end <= sentence.end and " " in reading.text[n.start : n.end]
    ]
    found: list[Trigger] = []
    at = sentence.first
    while at < sentence.last:
        token = reading.tokens[at]
        trigger = None
        if not any(start <= token.start < end for start, end in names):
            trigger = _trigger_at(reading, sentence, at, catalogue, hedges, not_events)
        if trigger is not None:
            found.append(trigger)
            at = trigger.last
        else:
            at += 1
    return tuple(_carried(reading, found, catalogue))
