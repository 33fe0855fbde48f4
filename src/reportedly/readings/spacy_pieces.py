"""A text handed to a spaCy pipeline piece by piece, and what the pipeline says of each piece."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reportedly.readings.labels import UPOS
from reportedly.readings.words import find_words
from reportedly.terms.readings import Name, NameKind

Pipeline = Any
"""A spaCy ``Language`` object; only spaCy knows what it is."""
Doc = Any
"""A spaCy ``Doc``."""
Stretch = tuple[int, int]

LONGEST = 10_000
"""Code points given to the pipeline at once: longer blocks are cut, best after a sentence."""
UNBROKEN = 500
"""Code points without white space that spaCy's tokeniser is given at most; it takes their square in time."""

_KINDS: Mapping[str, NameKind] = {
    **{kind.value.upper(): kind for kind in NameKind},
    "PER": NameKind.PERSON,
    "NORP": NameKind.GROUP,
    "FAC": NameKind.FACILITY,
    "ORG": NameKind.ORGANISATION,
    "GPE": NameKind.PLACE,
    "LOC": NameKind.PLACE,
    "PRODUCT": NameKind.WORK,
    "WORK_OF_ART": NameKind.WORK,
    "LAW": NameKind.WORK,
    "LANGUAGE": NameKind.UNKNOWN,
    "MISC": NameKind.UNKNOWN,
}
"""OntoNotes' and CoNLL's types, and our own; times of day, ordinals, numbers and measures are no names."""
_POS: Mapping[str, str] = {**{pos: pos for pos in UPOS}, "CONJ": "CCONJ"}
_ARTICLES, _POSSESSIVES = frozenset({"the"}), frozenset({"'s", "’s", "'", "’"})
_SURROGATES = re.compile("[\ud800-\udfff]")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]{0,3}\s")


@dataclass(frozen=True, slots=True)
class Said:
    """What a pipeline says of one piece of a text: spans are the text's, words count inside the piece.

    ``starts``, ``heads`` and ``names`` are None, ``upos`` and ``lemmas`` hold "", where it says nothing.
    """

    spans: tuple[Stretch, ...]
    upos: tuple[str, ...]
    lemmas: tuple[str, ...]
    starts: frozenset[int] | None = None
    heads: tuple[int, ...] | None = None
    labels: tuple[str, ...] = ()
    names: tuple[Name, ...] | None = None


def cut(text: str, start: int, end: int) -> Iterator[Stretch]:
    """Yield a block in pieces of at most ``LONGEST`` code points, cut after a sentence or in white space."""
    while end - start > LONGEST:
        half, most = start + LONGEST // 2, start + LONGEST
        cut = max((m.end() for m in _SENTENCE_END.finditer(text, half, most)), default=0)
        cut = cut or next((at + 1 for at in range(most - 1, half, -1) if text[at].isspace()), most)
        yield start, cut
        start = cut
    yield start, end


def ask(nlp: Pipeline, text: str, pieces: Sequence[Stretch]) -> list[Said]:
    """Return what a pipeline says of the pieces of a text."""
    words = [_SURROGATES.sub("\ufffd", text[start:end]) for start, end in pieces]  # spaCy refuses them
    asked = [i for i, each in enumerate(words) if 0 < max(map(len, each.split()), default=0) <= UNBROKEN]
    given = [(pieces[i][0], words[i]) for i in asked]
    said = _together(nlp, given)
    if said is None:
        said = [each for one in given for each in _together(nlp, [one]) or [None]]
    answers = dict(zip(asked, said, strict=True))
    return [answers.get(i) or _unread(text, *piece) for i, piece in enumerate(pieces)]


def _together(nlp: Pipeline, given: Sequence[tuple[int, str]]) -> list[Said | None] | None:
    """Return what a pipeline says of pieces (where they start, their words), None where it fails at one."""
    try:
        docs = nlp.pipe([words for _, words in given])
        return [_said(doc, words, at) for doc, (at, words) in zip(docs, given, strict=True)]
    except MemoryError:
        raise
    except Exception:  # anybody's component may raise anything, and no text may stop a run
        return None


def _unread(text: str, start: int, end: int) -> Said:
    """Return a piece of which nothing but our own words is known."""
    spans = tuple((start + a, start + b) for a, b in find_words(text[start:end]))
    nothing = ("",) * len(spans)
    return Said(spans, nothing, nothing)


def _said(doc: Doc, words: str, at: int) -> Said:
    """Return what a document says, its text standing at ``at``; tokens of white space are left out."""
    if doc.text != words:
        raise ValueError("a component changed the text")
    spans: list[Stretch] = []
    kept: list[Any] = []
    starts: set[int] = set()
    fresh = True
    for token in doc:
        fresh = fresh or token.is_sent_start is True
        bare = token.text.strip()
        if not bare:
            continue
        start = at + token.idx + token.text.index(bare)
        if fresh:
            starts.add(len(kept))
        fresh = False
        kept.append(token)
        spans.append((start, start + len(bare)))
    number = {token.i: n for n, token in enumerate(kept)}
    treed = doc.has_annotation("DEP")
    return Said(
        tuple(spans),
        tuple(_POS.get(token.pos_, "") for token in kept),
        tuple(token.lemma_.lower() for token in kept),
        frozenset(starts) if doc.has_annotation("SENT_START") else None,
        tuple(_head(token, number) for token in kept) if treed else None,
        tuple(token.dep_ for token in kept) if treed else (),
        tuple(_names(doc, number, spans)) if doc.has_annotation("ENT_IOB") else None,
    )


def _head(token: Any, number: Mapping[int, int]) -> int:
    """Return the number of a token's head, white space passed over; its own for a root."""
    head = token.head
    for _ in range(8):
        if head.i in number:
            return number[head.i]
        head = head.head
    return number[token.i]


def _names(doc: Doc, number: Mapping[int, int], spans: Sequence[Stretch]) -> Iterator[Name]:
    """Yield the entities whose types are ours, without the article before and the possessive behind."""
    for entity in doc.ents:
        kind = _KINDS.get(entity.label_.upper())
        words = [token for token in entity if token.i in number]
        while words and words[0].text.lower() in _ARTICLES:
            words.pop(0)
        while words and words[-1].text.lower() in _POSSESSIVES:
            words.pop()
        if kind is not None and words:
            yield Name(kind, spans[number[words[0].i]][0], spans[number[words[-1].i]][1])
