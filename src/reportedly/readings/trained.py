"""The trained reader: text into a Reading by one small network that ships with the package."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reportedly.language.language import Language
from reportedly.language.quotations import find_quotations
from reportedly.readings import decode
from reportedly.readings.decode import Floats, FoundSpan
from reportedly.readings.encode import SPACING, Encoded, encode_words
from reportedly.readings.labels import ATTRIBUTION_TYPES, NAME_TYPES, RELATIONS, UPOS
from reportedly.readings.lemmas import lemma_of
from reportedly.readings.network import Model, View, gather, load_model, run_windows
from reportedly.readings.rules import tag_sentence
from reportedly.readings.trees import best_tree
from reportedly.readings.words import after_prefix, find_words
from reportedly.terms.readings import Name, NameKind, Part, Reading, Sentence, Tag, Token
from reportedly.terms.spans import BODY, Block, Role

NAME = "minilm/1"

_KINDS = {
    "PERSON": NameKind.PERSON,
    "ORG": NameKind.ORGANISATION,
    "LOC": NameKind.PLACE,
    "FAC": NameKind.FACILITY,
    "NORP": NameKind.GROUP,
    "DATE": NameKind.DATE,
    "MONEY": NameKind.MONEY,
    "PRODUCT": NameKind.WORK,
    "MISC": NameKind.UNKNOWN,
}
_PARTS = {"SOURCE": Part.SOURCE, "CUE": Part.CUE, "CONTENT": Part.CONTENT}

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Worded:
    """What the network reads in given words: everything counts words, ends are exclusive."""

    starts: tuple[int, ...]
    """The first word of each sentence."""
    upos: tuple[str, ...]
    trees: tuple[tuple[int, str], ...]
    """The head and the relation of each word; a root is its own head."""
    names: tuple[FoundSpan, ...]
    """Their kinds count ``labels.NAME_TYPES``, dates and sums of money among them."""
    attribution: tuple[FoundSpan, ...]
    """Their kinds count ``labels.ATTRIBUTION_TYPES``."""


@cache
def shipped_model() -> Model:
    """Return the model inside the package, loaded once a process and run on one thread."""
    return load_model(Path(str(resources.files("reportedly.readings") / "model")))


def words_known() -> int:
    """Return how many words this process has met in windows of text that it had read before."""
    return shipped_model().memory.words


def _words_of(text: str, body: Sequence[Block]) -> tuple[list[Stretch], dict[int, Role]]:
    """Return the words of the body blocks, and each block's role by the index of its first word."""
    spans: list[Stretch] = []
    firsts: dict[int, Role] = {}
    for block in body:
        start = block.span.start
        found = [(start + a, start + b) for a, b in find_words(text[start : block.span.end])]
        if found:
            firsts[len(spans)] = block.role
            spans.extend(found)
    return spans, firsts


def _arcs(views: Sequence[View], first: int, last: int) -> Floats:
    """Return the scores [N, N + 1] of heads inside a sentence, each word's from the window that reads it."""
    out = np.full((last - first, last - first + 1), decode.NEVER, np.float32)
    for view in views:
        window = view.window
        start, end = max(first, window.start), min(last, window.end)
        if start >= end:
            continue
        rows = slice(start - window.start, end - window.start)
        left, right = max(first, window.left), min(last, window.right)
        out[start - first : end - first, 0] = view.arcs[rows, 0]
        out[start - first : end - first, left - first + 1 : right - first + 1] = view.arcs[
            rows, left - window.left + 1 : right - window.left + 1
        ]
    return out


def _trees(views: Sequence[View], starts: Sequence[int], total: int) -> Iterator[tuple[int, str]]:
    """Yield each word's head and relation; each sentence is one tree, whose root is its own head."""
    relations = gather(views, "relations")
    relations[:, 0] += decode.NEVER  # "root" is for the root alone
    labels = relations.argmax(1).tolist()
    for first, last in pairwise([*starts, total]):
        for i, head in enumerate(best_tree(_arcs(views, first, last)).tolist(), first):
            yield (first + head - 1, RELATIONS[labels[i]]) if head else (i, RELATIONS[0])


def _boundaries(encoded: Encoded, views: Sequence[View], firsts: Iterable[int]) -> tuple[int, ...]:
    """Return the index of each sentence's first word; a block starts one."""
    forced: NDArray[np.bool_] = encoded.spacing == SPACING["paragraph"]
    forced[np.array(list(firsts), np.int64)] = True
    return tuple(int(start) for start in decode.sentence_starts(gather(views, "starts"), forced))


def read_worded(text: str, spans: Sequence[Stretch], model: Model, firsts: Iterable[int] = ()) -> Worded:
    """Return what a network reads in the words of ``text`` at ``spans`` (code points, in text order).

    A sentence starts at each word of ``firsts`` (indices into ``spans``), and where the network sees one.
    """
    if not spans:
        return Worded((), (), (), (), ())
    encoded = encode_words(text, spans, model.pieces)
    views = run_windows(encoded, model)
    starts = _boundaries(encoded, views, firsts)
    names, attribution = gather(views, "names"), gather(views, "attribution")
    name_tags = decode.best_tags(names, model.name_chain)
    attribution_tags = decode.best_tags(attribution, model.attribution_chain)
    return Worded(
        starts,
        tuple(UPOS[tag] for tag in gather(views, "upos").tolist()),
        tuple(_trees(views, starts, len(spans))),
        tuple(decode.spans_of(name_tags, names)),
        tuple(decode.spans_of(attribution_tags, attribution)),
    )


def _tokens(text: str, spans: Sequence[Stretch], worded: Worded, language: Language) -> Iterator[Token]:
    """Yield the words with their lemma, part of speech, head and label."""
    for (start, end), pos, (head, label) in zip(spans, worded.upos, worded.trees, strict=True):
        yield Token(start, end, lemma_of(text[start:end], language.code), pos, head, label)


def names_of(text: str, found: Sequence[FoundSpan], spans: Sequence[Stretch]) -> tuple[Name, ...]:
    """Return the names, dates and sums of money; the name in "anti-Mubarak" begins after the prefix."""
    return tuple(
        Name(_KINDS[NAME_TYPES[f.kind]], after_prefix(text, *spans[f.first]), spans[f.last - 1][1])
        for f in found
    )


def tags_of(found: Sequence[FoundSpan], spans: Sequence[Stretch]) -> tuple[Tag, ...]:
    """Return the attribution tags."""
    return tuple(
        Tag(_PARTS[ATTRIBUTION_TYPES[f.kind]], spans[f.first][0], spans[f.last - 1][1], float(f.score))
        for f in found
    )


def read_with_model(report_id: str, text: str, blocks: Sequence[Block], language: Language) -> Reading:
    """Return the trained reader's reading of the body blocks of a text (headline, paragraphs, subheadings).

    Sentences never cross a block; every sentence is one tree; the same text gives the same reading.
    """
    body = [block for block in blocks if block.role in BODY]
    spans, firsts = _words_of(text, body)
    if not spans:
        return Reading(
            report_id=report_id, text=text, reader=NAME, sentences=(), tokens=(), names=(), tags=()
        )
    worded = read_worded(text, spans, shipped_model(), firsts)
    sentences = []
    role = body[0].role
    for first, last in pairwise([*worded.starts, len(spans)]):
        role = firsts.get(first, role)
        sentences.append(Sentence(spans[first][0], spans[last - 1][1], role, first, last))
    tokens = tuple(_tokens(text, spans, worded, language))
    tags = tags_of(worded.attribution, spans)
    return Reading(
        report_id=report_id,
        text=text,
        reader=NAME,
        sentences=tuple(sentences),
        tokens=tokens,
        names=names_of(text, worded.names, spans),
        tags=with_rules(text, body, sentences, tokens, tags, language),
    )


def with_rules(
    text: str,
    body: Sequence[Block],
    sentences: Sequence[Sentence],
    tokens: Sequence[Token],
    tags: Sequence[Tag],
    language: Language,
) -> tuple[Tag, ...]:
    """Return the tags with the rules' own for sentences in which the network sees no cue.

    Headlines and rare cues are few in what it was trained on. A content without any cue in such a
    sentence gives way to what the rules find there.
    """
    quotations = find_quotations(text, [(b.span.start, b.span.end) for b in body])
    starts = [tag.start for tag in tags]
    dropped: set[Tag] = set()
    added: list[Tag] = []
    for sentence in sentences:
        first = max(0, bisect_left(starts, sentence.start) - 1)  # tags do not overlap: one may reach in
        near = [t for t in tags[first : bisect_left(starts, sentence.end)] if t.end > sentence.start]
        across = any(t.start < sentence.start or t.end > sentence.end for t in near)
        if across or any(t.part is Part.CUE for t in near):
            continue
        found = list(tag_sentence(text, tokens, sentence, quotations, language))
        if found:
            dropped.update(near)
            added += found
    kept = [*(tag for tag in tags if tag not in dropped), *added]
    return tuple(sorted(kept, key=lambda tag: (tag.start, tag.end, tag.part)))
