"""Outlets announced before they are named: "a local site says …. Pier Watch reported that …"."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from reportedly.language.language import Language
from reportedly.statements.cast import words_in
from reportedly.terms.readings import Reading
from reportedly.terms.spans import Role
from reportedly.terms.statements import Statement, Voice, VoiceKind

_NAME = re.compile(r"\b[A-Z][\w'’-]{4,}")
_LONG = re.compile(r"\b[^\W\d_]{5,}\b")
SENTENCES = 4
"""How many sentences after the announcement may name the outlet."""


def _announces(statement: Statement, text: str, language: Language) -> bool:
    """Tell whether a voice is an outlet without a name ("a local newspaper", in a headline "paper")."""
    voice = statement.voice
    if voice.span is None or voice.kind is VoiceKind.PERSON:
        return False
    spoken = text[voice.span.start : voice.span.end]
    words = words_in(spoken)
    heads = language.cues.outlet_heads | {"report", "reports"}
    if not words or words[-1].removesuffix("s") not in heads | {f"{h}s" for h in heads}:
        return False
    bare = words[0] in language.cues.indefinite or (len(words) == 1 and spoken.islower())
    media = any(word in language.cues.outlet_heads for word in words)
    return bare and media and words[-1] not in {"observer", "monitor", "observers"}


def _place(reading: Reading, at: int) -> int:
    """Return the index of the sentence that holds a code point."""
    return max(0, bisect_right(reading.sentences, at, key=lambda sentence: sentence.start) - 1)


def _shares(reading: Reading, left: Statement, right: Statement) -> bool:
    """Tell whether what two statements say has a name in common, or two long words."""
    one, other = (" ".join(reading.text[s.start : s.end] for s in each.said) for each in (left, right))
    names = set(_NAME.findall(one)) & set(_NAME.findall(other))
    words = set(_LONG.findall(one.lower())) & set(_LONG.findall(other.lower()))
    return bool(names) or len(words) > 1


def _named(reading: Reading, at: int, found: Sequence[Statement]) -> Voice | None:
    """Return the outlet that is the next voice and says something alike, None where the next does not.

    A headline may announce over other voices.
    """
    spoken = found[at].voice.span
    here = _place(reading, spoken.start) if spoken is not None else 0
    headline = reading.sentences[here].role is Role.HEADLINE
    for other in found[at + 1 :]:
        span = other.voice.span
        if span is None or other.parent is not None:
            continue
        if _place(reading, span.start) - here > (SENTENCES + 2 if headline else SENTENCES):
            return None
        if other.voice.kind is VoiceKind.OUTLET and _shares(reading, found[at], other):
            return other.voice
        if not headline:
            return None
    return None


def _renamed(each: Statement, announcing: Statement, named: Voice) -> Statement:
    """Return a statement with the announcing voice called by its name, in the chain and as its own voice."""
    place = len(announcing.chain) - 1
    if len(each.chain) <= place or each.chain[place] != announcing.voice.name:
        return each
    chain = (*each.chain[:place], named.name, *each.chain[place + 1 :])
    own = each.voice.name == announcing.voice.name and len(chain) == place + 1
    voice = replace(each.voice, kind=named.kind, name=named.name) if own else each.voice
    return replace(each, chain=chain, voice=voice)


def name_announced(found: Sequence[Statement], reading: Reading, language: Language) -> tuple[Statement, ...]:
    """Return the statements, voices that announce an outlet called by its name, in their chains too.

    Only the first two may: later in a report "a newspaper" is another one.
    """
    given = tuple(found)
    for at in [at for at, each in enumerate(given) if each.parent is None][:2]:
        named = _named(reading, at, given) if _announces(given[at], reading.text, language) else None
        if named is not None:
            given = tuple(_renamed(each, given[at], named) for each in given)
    return given
