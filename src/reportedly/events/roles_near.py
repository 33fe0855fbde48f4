"""Actor and target of a trigger by the words beside it, for readers that build no tree."""

from reportedly.events.tree import Phrase
from reportedly.events.triggers import Trigger
from reportedly.terms.readings import Reading, Sentence

_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "X", "DET", "ADJ", "SYM"})
_STOPS = frozenset(',;:.!?()"“”—–') | {"--", "..."}
_TOWARDS = frozenset({"on", "against", "at", "with", "for", "to", "of"})


def _word(reading: Reading, at: int) -> str:
    return reading.text[reading.tokens[at].start : reading.tokens[at].end].lower()


def _phrase_before(reading: Reading, sentence: Sentence, at: int) -> Phrase | None:
    """Return the noun phrase that ends right before token ``at``, auxiliaries and adverbs skipped."""
    last = at
    while last > sentence.first and reading.tokens[last - 1].pos in {"AUX", "ADV", "PART"}:
        last -= 1
    first = last
    while first > sentence.first:
        pos, word = reading.tokens[first - 1].pos, _word(reading, first - 1)
        if pos not in _NOMINAL and word not in {"of", "'s", "’s", "and", "-"}:
            break
        first -= 1
    while first < last and (
        reading.tokens[first].pos in {"CCONJ", "ADP", "PUNCT"} or _word(reading, first) in {"'s", "’s"}
    ):
        first += 1
    return (first, last) if last > first else None


def _phrase_after(reading: Reading, sentence: Sentence, at: int) -> Phrase | None:
    """Return the noun phrase that starts at token ``at``."""
    last = at
    while last < sentence.last:
        pos, word = reading.tokens[last].pos, _word(reading, last)
        inside = word in {"of", "'s", "’s", "-"} or (word == "and" and last + 1 < sentence.last and last > at)
        if word in _STOPS or (pos not in _NOMINAL and not inside):
            break
        last += 1
    while last > at and (
        reading.tokens[last - 1].pos in {"CCONJ", "DET", "ADV"} or _word(reading, last - 1) == "of"
    ):
        last -= 1
    return (at, last) if last > at else None


def _is_passive(reading: Reading, sentence: Sentence, trigger: Trigger) -> bool:
    """Tell whether a verb stands in the passive: a form of "be" close before it and a participle."""
    window = [_word(reading, i) for i in range(max(sentence.first, trigger.first - 3), trigger.first)]
    participle = not _word(reading, trigger.first).endswith(("ing", "s"))
    return participle and any(w in {"was", "were", "been", "is", "are", "be", "being"} for w in window)


def _by(reading: Reading, sentence: Sentence, at: int) -> Phrase | None:
    """Return the phrase after the first "by" within eight tokens of ``at``."""
    for i in range(at, min(sentence.last - 1, at + 8)):
        if _word(reading, i) in _STOPS:
            return None
        if _word(reading, i) == "by":
            return _phrase_after(reading, sentence, i + 1)
    return None


def _noun_roles(
    reading: Reading, sentence: Sentence, trigger: Trigger
) -> tuple[Phrase | None, Phrase | None]:
    """Return (actor, target) phrases of a noun: "X's attack on Y", "an attack by X", "warning from X"."""
    actor = _phrase_before(reading, sentence, trigger.first)
    if actor is not None:
        named = [
            i for i in range(*actor) if reading.tokens[i].pos == "PROPN" or _word(reading, i) in {"'s", "’s"}
        ]
        actor = (actor[0], named[-1] + 1) if named else None
        if actor is not None and _word(reading, actor[1] - 1) in {"'s", "’s"}:
            actor = (actor[0], actor[1] - 1) if actor[1] - 1 > actor[0] else None
    target = None
    after = trigger.last
    if after < sentence.last and _word(reading, after) in _TOWARDS:
        target = _phrase_after(reading, sentence, after + 1)
    elif after < sentence.last and _word(reading, after) == "from":
        actor = _phrase_after(reading, sentence, after + 1) or actor
    return _by(reading, sentence, after) or actor, target


def near_roles(reading: Reading, sentence: Sentence, trigger: Trigger) -> tuple[Phrase | None, Phrase | None]:
    """Return the phrases of (actor, target) as far as a trigger's neighbourhood tells."""
    if not trigger.verbal:
        return _noun_roles(reading, sentence, trigger)
    before = _phrase_before(reading, sentence, trigger.first)
    after = trigger.last
    if after < sentence.last and _word(reading, after) in _TOWARDS:
        after += 1
    following = _phrase_after(reading, sentence, after) if after < sentence.last else None
    if _is_passive(reading, sentence, trigger):
        return _by(reading, sentence, trigger.last), before
    return before, following
