"""Which language a report is written in, told from its own words."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from reportedly.terms.spans import BODY, Block

SAMPLE = 500
"""Code points of the body that are looked at."""

FEWEST_LETTERS = 60
"""Shorter texts may be in any language; names and numbers decide there, not words."""

SURE = 0.9
"""The least probability with which a language other than the declared one, or than English, is believed."""


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def find_language(text: str, blocks: Sequence[Block], declared: str | None) -> str | None:
    """Return the language (ISO 639-1) of the body; ``declared`` where it is too short to tell.

    Naive Bayes over byte sequences (Lui and Baldwin 2012, py3langid), offline. A declaration is often
    wrong, the words are not: they decide where the answer is sure. None where nothing tells.
    """
    sample = _sample(text, blocks)
    if sum(1 for char in sample if char.isalpha()) < FEWEST_LETTERS:
        return declared
    code, probability = _identifier().classify(sample)
    if probability < SURE or (declared is not None and declared.casefold().startswith(code)):
        return declared
    return str(code)


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
