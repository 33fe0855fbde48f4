"""Names by rules: runs of capitalised words, parted at titles."""

from collections.abc import Sequence

from reportedly.language.language import Language
from reportedly.terms.readings import Name, NameKind, Sentence, Token

_HYPHENS = frozenset("-–")


def _capital(word: str) -> bool:
    """Tell whether a word is written as a name: a capital, or a particle glued to one ("al-Kadhimi")."""
    return word[:1].isupper() or (("-" in word) and any(part[:1].isupper() for part in word.split("-")[1:]))


def _runs(
    text: str, tokens: Sequence[Token], sentence: Sentence, language: Language
) -> list[tuple[int, int]]:
    """Return token ranges of capitalised runs; small connectors join only between two capitalised words."""
    words = language.words
    runs: list[tuple[int, int]] = []
    at = sentence.first
    while at < sentence.last:
        word = text[tokens[at].start : tokens[at].end]
        if not _capital(word) or tokens[at].pos in {"PUNCT", "NUM"} or word.lower() in words.never_names:
            at += 1
            continue
        last = at + 1
        while last < sentence.last:
            following = text[tokens[last].start : tokens[last].end]
            if _capital(following) and following.lower() not in words.never_names:
                last += 1
                continue
            beyond = last + 1
            if following.lower() in words.connectors and beyond < sentence.last:
                after = text[tokens[beyond].start : tokens[beyond].end]
                joins = following.lower() in words.particles or following.lower() in {"of", "for"}
                if joins and _capital(after) and after.lower() not in words.never_names:
                    last = beyond + 1
                    continue
            break
        runs.append((at, last))
        at = last
    return runs


def _sentence_initial(text: str, token: Token, sentence: Sentence, tokens: Sequence[Token]) -> bool:
    """Tell whether a token opens its sentence (opening marks aside)."""
    return all(
        not text[t.start].isalnum() for t in tokens[sentence.first : sentence.last] if t.start < token.start
    )


def _title_at(words: Sequence[str], at: int, language: Language) -> int:
    """Return how many words from ``at`` form the longest title, 0 for none."""
    for length in (4, 3, 2, 1):
        phrase = " ".join(words[at : at + length]).lower()
        if len(words) - at >= length and phrase in language.words.titles:
            return length
    return 0


def _kind(words: Sequence[str], titled: bool, language: Language) -> NameKind:
    """Return what a run of words names, as far as its words tell."""
    lower = [word.lower() for word in words]
    if titled:
        return NameKind.PERSON
    if any(word in language.words.facilities for word in lower):
        return NameKind.FACILITY
    if any(word in language.words.organisations for word in lower):
        return NameKind.ORGANISATION
    if len(words) == 1 and words[0].isupper() and len(words[0]) > 1:
        return NameKind.ORGANISATION
    return NameKind.UNKNOWN


def _part_run(
    text: str, tokens: Sequence[Token], run: tuple[int, int], language: Language
) -> list[tuple[int, int, bool]]:
    """Return (first, last, titled) token ranges of a run, cut at the titles inside it."""
    first, last = run
    words = [text[tokens[i].start : tokens[i].end] for i in range(first, last)]
    parts: list[tuple[int, int, bool]] = []
    begin, titled, at = first, False, 0
    while at < len(words):
        length = _title_at(words, at, language)
        if length:
            if first + at > begin:
                parts.append((begin, first + at, titled))
            at += length
            begin, titled = first + at, True
            continue
        at += 1
    if begin < last:
        parts.append((begin, last, titled))
    return parts


def find_names(
    text: str, tokens: Sequence[Token], sentence: Sentence, language: Language
) -> tuple[Name, ...]:
    """Return the names of one sentence in text order; a title word ("President") parts and precedes a name.

    A single sentence-initial word of a known class is no name. In an upper-case headline every word
    is a capital: there the runs are long and their kind unknown.
    """
    names: list[Name] = []
    for run in _runs(text, tokens, sentence, language):
        for first, last, titled in _part_run(text, tokens, run, language):
            while first < last and tokens[first].pos in {
                "DET",
                "ADP",
                "CCONJ",
                "SCONJ",
                "PRON",
                "AUX",
                "ADV",
            }:
                first += 1
            while last > first and text[tokens[last - 1].start : tokens[last - 1].end].lower() in {
                "of",
                "for",
            }:
                last -= 1
            if first >= last:
                continue
            words = [text[tokens[i].start : tokens[i].end] for i in range(first, last)]
            alone = len(words) == 1 and _sentence_initial(text, tokens[first], sentence, tokens)
            if alone and tokens[first].pos in {"NOUN", "VERB", "ADJ", "ADV", "X"} and not titled:
                lemma = tokens[first].lemma
                if lemma != words[0].lower() or lemma in language.cues.group_heads:
                    continue
            names.append(Name(_kind(words, titled, language), tokens[first].start, tokens[last - 1].end))
    return tuple(names)
