"""Which language a report is written in, told from its own words."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from reportedly.language.language import Language
from reportedly.terms.spans import BODY, Block

SAMPLE = 500
"""Code points of the body that are looked at."""

FEWEST_LETTERS = 60
"""Shorter texts may be in any language; names and numbers decide there, not words."""

SURE = 0.9
"""The least probability with which a language other than the declared one, or than English, is believed."""


COMMON = 0.08
"""The share of its commonest words above which a text is surely in a language: English news has 0.08 to
0.25, texts in other languages have 0.02 at most."""

_PLAIN = 0.8
_WORD = re.compile(r"[^\W\d_]{1,20}")


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def find_language(text: str, blocks: Sequence[Block], declared: str | None, language: Language) -> str | None:
    """Return the language (ISO 639-1) of the body; ``declared`` where it is too short to tell.

    Naive Bayes over byte sequences (Lui and Baldwin 2012, py3langid), offline. A declaration is often
    wrong, the words are not: they decide where the answer is sure. None where nothing tells. A text in
    which every twelfth word is one of the commonest of ``language`` is in that language.
    """
    sample = _sample(text, blocks)
    words = _WORD.findall(sample.casefold())
    if sum(map(len, words)) < FEWEST_LETTERS:
        return declared
    if _holds_commonest(words, language.rarity.commonest):
        own = language.code
        return declared if declared is not None and declared.casefold().startswith(own) else own
    code, probability = _identifier().classify(sample)
    if probability < SURE or (declared is not None and declared.casefold().startswith(code)):
        return declared
    return str(code)


def _holds_commonest(words: Sequence[str], common: frozenset[str]) -> bool:
    """Say whether enough words are among the commonest, in a text that is not for the most part in signs."""
    plain = sum(len(word) for word in words if word.isascii())
    held = sum(1 for word in words if word in common)
    return held >= COMMON * len(words) and plain >= _PLAIN * sum(map(len, words))


def _sample(text: str, blocks: Sequence[Block]) -> str:
    parts: list[str] = []
    size = 0
    for block in blocks:
        if block.role in BODY:
            part = text[block.span.start : min(block.span.end, block.span.start + SAMPLE)]
            parts.append(part)
            size += len(part)
            if size >= SAMPLE:
                break
    return " ".join(parts)[:SAMPLE]
