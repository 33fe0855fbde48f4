"""Readings made by hand, for tests that must not hang on what a trained network makes of a sentence."""

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

from reportedly.language.language import load_language
from reportedly.language.quotations import Quotation, find_quotations
from reportedly.readings.lemmas import lemma_of
from reportedly.readings.rules import tag_sentence
from reportedly.readings.words import find_words
from reportedly.terms.readings import Name, NameKind, Part, Reading, Sentence, Tag, Token
from reportedly.terms.spans import Block, Role, Span

ENGLISH = load_language("en")
_MARK = re.compile(r"\{([SCX]|PER|ORG|LOC|FAC) |\}")
_PARTS = {"S": Part.SOURCE, "C": Part.CUE, "X": Part.CONTENT}
_KINDS = {
    "PER": NameKind.PERSON,
    "ORG": NameKind.ORGANISATION,
    "LOC": NameKind.PLACE,
    "FAC": NameKind.FACILITY,
}
_ENDS = frozenset(".!?")


_TABLE = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
TAGS: dict[str, str] = {word: tag for tag, words in reversed(_TABLE["tags"].items()) for word in words}
"""The part of speech of each word of a closed class; the class named first wins."""
NUMBERS = frozenset(_TABLE["numbers"]["words"])


def paragraphs(*texts: str, role: Role = Role.PARAGRAPH) -> tuple[str, tuple[Block, ...]]:
    """Return a text of paragraphs with an empty line between, and its blocks."""
    blocks: list[Block] = []
    at = 0
    for text in texts:
        if text:
            blocks.append(Block(role, Span("r", at, at + len(text))))
        at += len(text) + 2
    return "\n\n".join(texts), tuple(blocks)


def unmarked(markup: str) -> tuple[str, list[tuple[str, int, int]]]:
    """Return the text of ``{S The mayor} {C said} {X it burned}.`` and (mark, start, end) of its braces."""
    text, last = "", 0
    opened: list[tuple[str, int]] = []
    found: list[tuple[str, int, int]] = []
    for match in _MARK.finditer(markup):
        text += markup[last : match.start()]
        last = match.end()
        if match.group(1):
            opened.append((match.group(1), len(text)))
        else:
            mark, start = opened.pop()
            found.append((mark, start, len(text)))
    assert not opened, markup
    return text + markup[last:], sorted(found, key=lambda row: (row[1], row[2], row[0]))


def _pos(word: str, lemma: str, opens: bool, verbs: Sequence[str]) -> str:
    """Return a part of speech: closed classes by the language's list, capitals proper, else noun."""
    lower = word.lower()
    if lower in {"'s", "’s"}:
        return "PART"
    if not any(c.isalnum() for c in word):
        return "PUNCT"
    if word[0].isdigit() or lower in NUMBERS:
        return "NUM"
    if lower in verbs:
        return "VERB"
    if lower in TAGS:
        return TAGS[lower]
    if word[0].isupper() and not opens:
        return "PROPN"
    if lower.endswith("ly"):
        return "ADV"
    return "VERB" if lemma in ENGLISH.cues.verbs and lemma not in ENGLISH.cues.nouns else "NOUN"


def _ends(text: str, words: Sequence[tuple[int, int]], at: int) -> bool:
    """Tell whether a sentence ends with a word: a stop, or a mark that closes right behind one."""
    start, end = words[at]
    later = words[at + 1][0] if at + 1 < len(words) else len(text)
    closes = text[start:end] in {"”", '"'} and text[start - 1 : start] in _ENDS
    goes_on = text[later : later + 1].islower()
    stop = text[start:end] in _ENDS or closes
    return "\n" in text[end:later] or (stop and later > end and not goes_on)


def marked(markup: str, verbs: str = "", role: Role = Role.PARAGRAPH) -> Reading:
    """Return a reading of marked text: S, C, X for source, cue, content; PER, ORG, LOC, FAC for names.

    ``verbs`` are the words that stand as verbs beside the verbs of saying; sentences end at full stops.
    """
    text, marks = unmarked(markup)
    words = find_words(text)
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    first = 0
    for at, (start, end) in enumerate(words):
        lemma = lemma_of(text[start:end], "en")
        opens = at == first and not any(a <= start < b for mark, a, b in marks if mark in _KINDS)
        tokens.append(Token(start, end, lemma, _pos(text[start:end], lemma, opens, verbs.split())))
        if _ends(text, words, at) or at + 1 == len(words):
            sentences.append(Sentence(words[first][0], end, role, first, at + 1))
            first = at + 1
    return Reading(
        report_id="r",
        text=text,
        reader="hand",
        sentences=tuple(sentences),
        tokens=tuple(tokens),
        names=tuple(Name(_KINDS[mark], a, b) for mark, a, b in marks if mark in _KINDS),
        tags=tuple(Tag(_PARTS[mark], a, b, 1.0) for mark, a, b in marks if mark in _PARTS),
    )


def tagged(text: str, verbs: str = "", role: Role = Role.PARAGRAPH) -> dict[str, list[str]]:
    """Return the words of each part that the rules tag in a plain text, sentence by sentence."""
    reading = marked(text, verbs, role)
    marks = quotations(reading)
    found: dict[str, list[str]] = {"source": [], "cue": [], "content": []}
    for sentence in reading.sentences:
        for tag in sorted(
            tag_sentence(reading.text, reading.tokens, sentence, marks, ENGLISH), key=lambda t: t.start
        ):
            found[tag.part.value].append(reading.text[tag.start : tag.end])
    return found


def quotations(reading: Reading) -> Sequence[Quotation]:
    """Return the quotations of a whole reading, taken as one block."""
    return find_quotations(reading.text, ((0, len(reading.text)),))
