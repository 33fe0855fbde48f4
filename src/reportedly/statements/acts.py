"""What a statement does: its act, its polarity, its hedges and its condition."""

import math
import re
from collections.abc import Sequence

from reportedly.language.language import Language
from reportedly.terms.statements import Act, Polarity, VoiceKind

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|['’](?:ll|s|d)", re.UNICODE)
_PIECE = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+|[^\w\s]", re.UNICODE)
_NEGATION = re.compile(r"\b(?:not|never|no|neither|cannot)\b|n['’]t\b", re.IGNORECASE)
_NOBODY = re.compile(r"(?:no|nobody|none|neither|no-one)\b", re.IGNORECASE)
_REFUSAL = re.compile(
    r"\b(?:refus|declin)\w*|\b(?:would not|wouldn['’]t|will not|won['’]t) (?:\w+ly )?"
    r"(?:say|comment|confirm|discuss|give|name|be drawn|elaborate|identify|specify)\b",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[,;.!?”\"]")


_PREPOSITIONS = frozenset({"for", "on"})
"""A cue that takes nothing else ("call") tells its act with one of these alone ("called for talks")."""
FIRST = 4
"""Words right after the cue that count by their place too."""


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
    return _withheld_act(content, language)


def _withheld_act(content: Sequence[str], language: Language) -> Act | None:
    """Return the act of words that hold something back ("will not accept …", "will … unless …"), or None."""
    acts, future = language.acts, language.cues.future
    for at, word in enumerate(content):
        ahead = at > 0 and content[at - 1] in future
        refuses = word in acts.negated and (ahead or word not in {"not", "never"})
        if refuses and any(each in acts.willing for each in content[at + 1 : at + 3]):
            return Act.REJECT
        if word in acts.pending and any(each in future for each in content[:at]):
            return Act.THREATEN
    return None


def _telling_act(lemma: str | None, content: Sequence[str], language: Language) -> Act | None:
    """Return ACCUSE for plain telling of who did it, or of what they do that is wrong; else None."""
    acts = language.acts
    named = lemma in acts.naming and not acts.culprits.isdisjoint(content)
    disclosed = lemma in acts.disclosing and not acts.wrongs.isdisjoint(content)
    return Act.ACCUSE if named or disclosed else None


def act_of(lemma: str | None, content: str, kind: VoiceKind, conditional: bool, language: Language) -> Act:
    """Return the speech act from the cue's lemma (None for "according to" or no cue) and the content's words.

    The cue tells it where it can, then rules over the content's words, then weights learned from news
    (``learned_act``). A warning is a threat where it announces harm by will or condition, and an assessment
    in the mouth of an outlet or a document. A promise to do harm if something happens is a threat.
    """
    act = ruled_act(lemma, content, kind, conditional, language)
    if act is not Act.ASSERT or kind in {VoiceKind.OUTLET, VoiceKind.DOCUMENT}:
        return act
    return learned_act(lemma, content, act, language) or act


def ruled_act(lemma: str | None, content: str, kind: VoiceKind, conditional: bool, language: Language) -> Act:
    """Return the act by rules alone; an assertion where they tell nothing."""
    cues = language.cues
    words = words_of(content)
    act = _cued(lemma, words, language)
    written = kind in {VoiceKind.OUTLET, VoiceKind.DOCUMENT}
    harm = any(word in cues.harm for word in words)
    if lemma in {"warn", "warning"}:
        announces = any(word in cues.future or word == "ready" for word in words)
        return Act.THREATEN if announces and not written else Act.ASSESS
    if act is Act.PROMISE and harm and conditional:
        return Act.THREATEN
    if act is Act.ASSERT:
        spoken = None if written else _telling_act(lemma, words, language) or _spoken_act(words, language)
        if spoken is not None:
            return spoken
        if any(word in cues.judging for word in words):
            return Act.ASSESS
    return act


def _cued(lemma: str | None, words: Sequence[str], language: Language) -> Act:
    """Return the act that the cue performs, or the noun after a light verb ("issued an ultimatum")."""
    acts = language.acts
    cue = language.cues.verbs.get(lemma) if lemma else None
    if cue is not None and (not cue.takes <= _PREPOSITIONS or not words or words[0] in cue.takes):
        return Act(cue.act)
    if lemma is not None and lemma in acts.cues:
        return Act(acts.cues[lemma])
    if lemma in acts.light:
        for word in words[: acts.reach]:
            if word in acts.cues or (word in language.cues.nouns and word in language.cues.verbs):
                return Act(acts.cues.get(word) or language.cues.verbs[word].act)
    return Act.ASSERT


def _stem(word: str) -> str:
    """Return a word without its ending, "#" for a number: coarse, but the same wherever weights are used."""
    if word[0].isdigit():
        return "#"
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) >= len(ending) + 3:
            return word[: -len(ending)]
    return word


def features(lemma: str | None, content: str, act: Act, language: Language) -> frozenset[str]:
    """Return what the weights look at: cue, the act by rules, the content's words and pairs of neighbours.

    Names are left out: who is spoken of must not decide what is said of them.
    """
    found = {"bias", f"cue {lemma or ''}", f"act {act.value}"}
    before, place, begun = "", 0, False
    for match in _PIECE.finditer(content):
        word = match.group()
        folded = word.lower()
        if folded in language.cues.conditions:
            found.add("condition")
        if not word[0].isalnum() or (word[0].isupper() and begun):
            before = ""
            continue
        begun = True
        stem = _stem(folded)
        found.add(f"word {stem}")
        if before:
            found.add(f"pair {before} {stem}")
        if place < FIRST:
            found |= {f"first {stem}", f"after {lemma or ''} {stem}"}
        before, place = stem, place + 1
    return frozenset(found)


def learned_act(lemma: str | None, content: str, act: Act, language: Language) -> Act | None:
    """Return the act that the trained weights tell from cue and content, None where they tell none.

    ``act`` is the act by rules. A log-linear model over ``features``: the sum of the weights that are known,
    over the square root of their number, for each act against all others.
    """
    acts = language.acts
    known = [acts.weights[n] for n in sorted(features(lemma, content, act, language)) if n in acts.weights]
    if not known:
        return None
    odds = [sum(column) / math.sqrt(len(known)) for column in zip(*known, strict=True)]
    best = max(range(len(odds)), key=lambda at: (odds[at], -at))
    cue = language.cues.verbs.get(lemma) if lemma else None
    saying = lemma is None or (cue is not None and Act(cue.act) is Act.ASSERT)
    least = acts.sure if saying else acts.threshold
    return Act(acts.learned[best]) if odds[best] > least else None


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
