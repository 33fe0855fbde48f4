"""What a statement does: its act, its polarity, its hedges and its condition."""

import re
from collections.abc import Sequence

from reportedly.language.language import Language
from reportedly.terms.statements import Act, Polarity, VoiceKind

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|['’](?:ll|s|d)", re.UNICODE)
_NEGATION = re.compile(r"\b(?:not|never|no|neither|cannot)\b|n['’]t\b", re.IGNORECASE)
_NOBODY = re.compile(r"(?:no|nobody|none|neither|no-one)\b", re.IGNORECASE)
_REFUSAL = re.compile(r"\b(?:refus|declin)\w*", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[,;.!?”\"]")


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case."""
    return [match.group().lower() for match in _WORD.finditer(text)]


def polarity_of(cue: str, source: str) -> Polarity:
    """Return whether the words say that it was said ("did not say", "declined to comment", "nobody said")."""
    if _NOBODY.match(source):
        return Polarity.NOT_SAID
    if _REFUSAL.search(cue):
        return Polarity.REFUSED
    return Polarity.NOT_SAID if _NEGATION.search(cue) else Polarity.SAID


def _spoken_act(content: Sequence[str], language: Language) -> Act | None:
    """Return the act that the content's own words perform ("we will …", "you must …"), None for none."""
    cues = language.cues
    harm = any(word in cues.harm or word.removesuffix("ing") in cues.harm for word in content)
    for at, word in enumerate(content):
        near = content[at + 1 : at + 3]
        own = word in cues.own and any(w in cues.future for w in near)
        if own or (word in {"we'll", "we’ll", "i'll", "i’ll"}):
            return Act.THREATEN if harm else Act.PROMISE
    if any(word == "must" for word in content):
        return Act.DEMAND
    return None


def act_of(lemma: str | None, content: str, kind: VoiceKind, conditional: bool, language: Language) -> Act:
    """Return the speech act from the cue's lemma (None for "according to" or no cue) and the content's words.

    A warning is a threat where it announces harm by will or condition, and an assessment in the mouth of
    an outlet or a document. A promise to do harm if something happens is a threat.
    """
    cues = language.cues
    cue = cues.verbs.get(lemma) if lemma else None
    act = Act(cue.act) if cue else Act.ASSERT
    words = words_of(content)
    written = kind in {VoiceKind.OUTLET, VoiceKind.DOCUMENT}
    harm = any(word in cues.harm for word in words)
    if lemma == "warn":
        announces = any(word in cues.future or word == "ready" for word in words)
        return Act.THREATEN if announces and not written else Act.ASSESS
    if act is Act.PROMISE and harm and conditional:
        return Act.THREATEN
    if act is Act.ASSERT:
        spoken = None if written else _spoken_act(words, language)
        if spoken is not None:
            return spoken
        if any(word in cues.judging for word in words):
            return Act.ASSESS
    return act


def find_condition(text: str, start: int, end: int, language: Language) -> tuple[int, int] | None:
    """Return the code points of the first condition ("if …", "unless …") in text[start:end], or None."""
    for match in _WORD.finditer(text, start, end):
        if match.group().lower() in language.cues.conditions and match.group().lower() != "should":
            stop = _CLAUSE_END.search(text, match.end(), end)
            return match.start(), stop.start() if stop else end
    return None


def find_hedges(text: str, start: int, end: int, language: Language) -> tuple[tuple[int, int], ...]:
    """Return the code points of the words in text[start:end] that hedge ("allegedly", "could")."""
    return tuple(
        match.span()
        for match in _WORD.finditer(text, start, end)
        if match.group().lower() in language.cues.hedges
    )


def medium_of(words: str, language: Language) -> str | None:
    """Return the medium that the words around a statement name ("call", "letter", "post", …), or None."""
    folded = f" {' '.join(words_of(words))} "
    named = [(folded.find(f" {p} "), m) for p, m in language.cues.media.items() if f" {p} " in folded]
    return min(named)[1] if named else None
