"""Noun phrases and clause edges around a cue, by rules over tags."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.language.language import Language
from reportedly.terms.readings import Token

_STOPS = frozenset(',;:()[]"“”«»—–…') | {"--", "..."}
_QUOTES = frozenset('"“”«»')
_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "X", "DET", "ADJ", "PRON", "SYM"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sentence as the rules see it: its tokens, their words in lower case, and which stand in quotes."""

    text: str
    tokens: Sequence[Token]
    words: Sequence[str]
    quoted: Sequence[bool]
    language: Language

    def lemma_is_cue(self, at: int) -> bool:
        """Tell whether the token is a form of a verb of saying."""
        return self.tokens[at].lemma in self.language.cues.verbs


def is_finite(line: Line, at: int) -> bool:
    """Tell whether a token looks like a finite verb: an auxiliary, or a verb but no reduced participle."""
    token, word = line.tokens[at], line.words[at]
    if token.pos == "AUX":
        return not word.startswith(("'s", "’s"))
    cue = line.lemma_is_cue(at) and not line.text[token.start].isupper()
    if (token.pos != "VERB" and not cue) or word.endswith("ing"):
        return False
    following = line.tokens[at + 1].pos if at + 1 < len(line.tokens) else "PUNCT"
    if following == "ADP" and word.endswith("ed"):
        return False
    if token.pos == "VERB":
        return True
    if at > 0 and line.tokens[at - 1].pos in {"DET", "ADJ", "NUM", "ADP"}:
        return False
    noun = token.lemma in line.language.cues.nouns and not word.endswith("ed")
    return not noun or following not in {"AUX", "VERB"}


def _before_apposition(line: Line, comma: int) -> int:
    """Return the comma that opens the apposition closed by ``comma``, or -1 where none does."""
    for at in range(comma - 1, 0, -1):
        if line.words[at] == ",":
            inside = range(at + 1, comma)
            opener = line.tokens[at + 1]
            nominal = opener.pos in {"DET", "ADJ", "NOUN", "PROPN", "X", "ADP"} or line.words[at + 1] in {
                "who",
                "which",
                "quoted",
                "speaking",
                "citing",
            }
            plain = line.words[at + 1] in {"who", "which"} or not any(is_finite(line, i) for i in inside)
            return (
                at if nominal and plain and 0 < len(inside) <= 14 and line.tokens[at - 1].pos != "ADV" else -1
            )
        if line.words[at] in _QUOTES:
            return -1
    return -1


def _and_joins(line: Line, at: int, floor: int) -> bool:
    """Tell whether the "and" at ``at`` joins noun phrases: no finite verb stands between it and a stop."""
    for i in range(at - 1, floor - 1, -1):
        if line.words[i] in _STOPS:
            return True
        if is_finite(line, i):
            return False
    return True


def _relative(line: Line, at: int, floor: int) -> int | None:
    """Return where the relative clause opens whose verb or "who" stands at ``at``, None where none does."""
    if is_finite(line, at):
        while at > floor and line.tokens[at - 1].pos in {"AUX", "ADV", "PART"}:
            at -= 1
        at -= 1
    if at - 1 < floor or line.words[at] not in {"who", "which", "that"}:
        return None
    return at if line.tokens[at - 1].pos in {"NOUN", "PROPN"} else None


def phrase_left(line: Line, end: int, floor: int) -> tuple[int, int] | None:
    """Return the token range of the noun phrase that ends before ``end``, not reaching below ``floor``.

    An apposition between commas belongs to the phrase. None where nothing nominal stands there.
    """
    last = end
    if last - 1 > floor and line.words[last - 1] == ",":
        opening = _before_apposition(line, last - 1)
        if opening <= floor:
            return None
        at = opening
    else:
        at = last
    while at > floor:
        word, token = line.words[at - 1], line.tokens[at - 1]
        if (relative := _relative(line, at - 1, floor)) is not None:
            at = relative
            continue
        if (
            word in _STOPS
            or token.pos == "SCONJ"
            or word in {"that", "who", "which"}
            or is_finite(line, at - 1)
        ):
            break
        if token.pos == "CCONJ" and not (word == "and" and _and_joins(line, at - 1, floor)):
            break
        if token.pos == "PART" or (line.quoted[at - 1] and not line.quoted[min(end, len(line.tokens) - 1)]):
            break
        at -= 1
    while at < last and line.tokens[at].pos in {"ADV", "CCONJ", "PUNCT"}:
        at += 1
    if line.words[last - 1] == ",":
        last -= 1
    if at >= last or not any(line.tokens[i].pos in _NOMINAL for i in range(at, last)):
        return None
    return at, last


def phrase_right(line: Line, start: int, ceiling: int) -> tuple[int, int] | None:
    """Return the token range of the noun phrase that starts at ``start``, its apposition included."""
    at = start
    while at < ceiling:
        word, token = line.words[at], line.tokens[at]
        if word in {".", "!", "?"} or is_finite(line, at) or word in {"that", "to"} or token.pos == "SCONJ":
            break
        if word in _STOPS and word != ",":
            break
        if word == ",":
            closing = next(
                (i for i in range(at + 1, ceiling) if line.words[i] in {",", ".", "”", '"'}), ceiling
            )
            opener = line.words[at + 1] if at + 1 < ceiling else "."
            apposed = opener in {"a", "an", "the", "his", "her", "its", "who"}
            if not apposed or any(is_finite(line, i) for i in range(at + 1, closing)):
                break
            at = closing
            break
        at += 1
    while at > start and line.tokens[at - 1].pos in {"ADP", "CCONJ", "ADV"}:
        at -= 1
    return (start, at) if at > start else None


def clause_subject(line: Line, before: int, floor: int) -> tuple[int, int] | None:
    """Return the subject of the clause whose later verb stands at ``before``: what precedes its first verb.

    Serves control ("X took to the air to urge …, saying …") and shared subjects ("X met them and told …").
    """
    for at in range(floor, before):
        if is_finite(line, at) and at > floor:
            end = at
            while end > floor and line.tokens[end - 1].pos in {"AUX", "ADV", "PART"}:
                end -= 1
            subject = phrase_left(line, end, floor)
            if subject is not None:
                return subject
    return None
