"""Lemmas and parts of speech by rules: closed classes, word shape and the neighbour to the left."""

from functools import lru_cache

from simplemma import lemmatize

from reportedly.language.language import Language

_NOUN_ENDS = ("tion", "sion", "ment", "ness", "ity", "ship", "ism", "ist", "ance", "ence", "ers", "ors")
_ADJECTIVE_ENDS = ("ous", "ful", "less", "able", "ible", "ive", "ical", "ish")


@lru_cache(maxsize=200_000)
def lemma_of(word: str, language: str) -> str:
    """Return the lower-case lemma of a word in the language with this code."""
    return str(lemmatize(word.lower(), lang=language)).lower()


def _open_class(word: str, lower: str, previous: str, initial: bool) -> str:
    """Return the likely tag of a word of no closed class, from its shape and the tag before it."""
    if word[:1].isupper() and not initial:
        return "PROPN"
    if lower.endswith("ly") and len(lower) > 4:
        return "ADV"
    if lower.endswith(("ed", "ing")) and previous not in {"DET", "ADJ", "NUM", "ADP"}:
        return "VERB"
    if lower.endswith(_ADJECTIVE_ENDS):
        return "ADJ"
    if lower.endswith(_NOUN_ENDS) or previous in {"DET", "ADJ", "NUM", "ADP"}:
        return "NOUN"
    if previous in {"AUX", "PART", "PRON"}:
        return "VERB"
    return "X"


def tag_word(word: str, previous: str, initial: bool, language: Language) -> str:
    """Return a universal part of speech for ``word``, or "X" where the rules do not know.

    ``previous`` is the tag before it, ``initial`` whether it opens its sentence.
    """
    lower = word.lower()
    if not word[0].isalnum() and lower not in language.words.tags:
        mark = len(word) == 1 or not word.strip("-–—.…")
        return "PUNCT" if mark else "SYM"
    if word[0].isdigit() or lower in language.words.numbers:
        return "NUM"
    tag = language.words.tags.get(lower)
    if tag is not None:
        return "PROPN" if word == "US" else tag
    return _open_class(word, lower, previous, initial)
