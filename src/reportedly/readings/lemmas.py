"""Lemmas, by simplemma's dictionaries."""

from functools import lru_cache

from simplemma import lemmatize


@lru_cache(maxsize=200_000)
def lemma_of(word: str, language: str) -> str:
    """Return the lower-case lemma of a word in the language with this code; an unknown word's is itself."""
    sound = word.encode("utf-8", "replace").decode("utf-8") == word  # the dictionaries refuse lone surrogates
    return str(lemmatize(word.lower(), lang=language)).lower() if sound else word.lower()
