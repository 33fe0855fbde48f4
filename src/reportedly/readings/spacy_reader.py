"""A reader made of a spaCy pipeline: its words, sentences, trees and names, our network's attribution.

spaCy comes with the extra ``spacy`` and is imported only when a pipeline is named.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from reportedly.language.language import Language
from reportedly.readings.clearnlp import CLEARNLP_ALONE, relation, to_universal
from reportedly.readings.lemmas import lemma_of
from reportedly.readings.reader import Reader, ReaderError
from reportedly.readings.spacy_pieces import Pipeline, Said, Stretch, ask, cut
from reportedly.readings.trained import (
    NAME,
    Worded,
    names_of,
    read_worded,
    shipped_model,
    tags_of,
    with_rules,
)
from reportedly.terms.readings import Name, Reading, Sentence, Token
from reportedly.terms.spans import BODY, Block, Role


@dataclass(frozen=True, slots=True)
class _Piped:
    """A loaded pipeline, the reader's name, and whether its trees are in the style of ClearNLP."""

    nlp: Pipeline
    name: str
    clear: bool


def spacy_reader(pipeline: str | Pipeline) -> Reader:
    """Return a reader made of a spaCy pipeline: the name of a package, a folder, or a loaded ``Language``.

    Words, sentences, lemmas, parts of speech, trees and names come from the pipeline, mapped to our labels;
    what it does not say, and a piece of text at which it fails, is read by our own network in the
    pipeline's words. Attribution tags are always our network's. ``Reading.reader`` names both, as in
    "spacy/en_core_web_sm-3.8.0+minilm/1". Raises ReaderError where spaCy or the pipeline is missing.
    """
    nlp = _load(pipeline) if isinstance(pipeline, str) else pipeline
    meta = nlp.meta
    labels = {label for labels in nlp.pipe_labels.values() for label in labels}
    piped = _Piped(
        nlp, f"spacy/{meta['lang']}_{meta['name']}-{meta['version']}+{NAME}", bool(labels & CLEARNLP_ALONE)
    )

    def read_with_pipeline(report_id: str, text: str, blocks: Sequence[Block], language: Language) -> Reading:
        return _read(piped, report_id, text, blocks, language)

    return read_with_pipeline


def _load(name: str) -> Pipeline:
    """Return the installed pipeline of this name, or raise ReaderError that says how to install it."""
    try:
        import spacy
    except ImportError as error:
        raise ReaderError(
            f"The reader spacy:{name} needs spaCy; install it: python -m pip install 'reportedly[spacy]'."
        ) from error
    if not spacy.util.is_package(name) and not Path(name).exists():
        raise ReaderError(
            f"No pipeline {name} is installed; get it (python -m spacy download {name}), or name a folder."
        )
    try:
        return spacy.load(name)
    except (OSError, ValueError, KeyError, ImportError) as error:
        reason = " ".join(str(error).split())[:200]
        raise ReaderError(f"The pipeline {name} cannot be loaded ({reason}); install it again.") from error


def _read(piped: _Piped, report_id: str, text: str, blocks: Sequence[Block], language: Language) -> Reading:
    """Return the reading of the body blocks of a text."""
    body = [block for block in blocks if block.role in BODY]
    pieces = [(block.role, piece) for block in body for piece in cut(text, block.span.start, block.span.end)]
    said = ask(piped.nlp, text, [piece for _, piece in pieces])
    spans = [span for each in said for span in each.spans]
    roles: dict[int, Role] = {}
    starts: set[int] = set()
    first = 0
    for (role, _), each in zip(pieces, said, strict=True):
        if each.spans:
            roles[first] = role
            starts |= {first, *(first + start for start in each.starts or ())}
        first += len(each.spans)
    worded = read_worded(text, spans, shipped_model(), sorted(starts))
    silent = [each.starts is None for each in said for _ in each.spans]
    starts |= {start for start in worded.starts if silent[start]}
    sentences: list[Sentence] = []
    role = Role.PARAGRAPH
    for first, last in pairwise([*sorted(starts), len(spans)] if spans else ()):
        role = roles.get(first, role)
        sentences.append(Sentence(spans[first][0], spans[last - 1][1], role, first, last))
    tokens = _tokens(text, said, worded, language)
    _make_trees(tokens, said, sentences, piped.clear)
    tags = tags_of(worded.attribution, spans)
    return Reading(
        report_id=report_id,
        text=text,
        reader=piped.name,
        sentences=tuple(sentences),
        tokens=tuple(tokens),
        names=_names(text, said, worded, spans),
        tags=with_rules(text, body, sentences, tokens, tags, language),
    )


def _tokens(text: str, said: Sequence[Said], worded: Worded, language: Language) -> list[Token]:
    """Return the words, with the network's part of speech and head where the pipeline gives none."""
    tokens: list[Token] = []
    for each in said:
        first = len(tokens)
        for n, (start, end) in enumerate(each.spans):
            lemma = each.lemmas[n] or lemma_of(text[start:end], language.code)
            head, label = worded.trees[first + n]
            if each.heads is not None:
                head, label = first + each.heads[n], each.labels[n]
            tokens.append(Token(start, end, lemma, each.upos[n] or worded.upos[first + n], head, label))
    return tokens


def _make_trees(
    tokens: list[Token], said: Sequence[Said], sentences: Sequence[Sentence], clear: bool
) -> None:
    """Make each sentence one tree with our relations; ``clear`` pipelines write trees as ClearNLP does."""
    parsed = [each.heads is not None for each in said for _ in each.spans]
    for sentence in sentences:
        first, last = sentence.first, sentence.last
        words = tokens[first:last]
        given = [word.head - first for word in words]
        heads = one_tree(given)
        labels = [
            word.label if new == old else "punct" if word.pos == "PUNCT" else "parataxis"
            for word, new, old in zip(words, heads, given, strict=True)
        ]
        if clear and parsed[first]:
            heads, labels = to_universal(
                heads, labels, [word.pos for word in words], [word.lemma for word in words]
            )
        for at, (word, head, label) in enumerate(zip(words, heads, labels, strict=True)):
            below = relation(label if label.lower() != "root" else "dep")
            label = "root" if head == at else below
            tokens[first + at] = Token(word.start, word.end, word.lemma, word.pos, first + head, label)


def one_tree(heads: Sequence[int]) -> list[int]:
    """Return the heads of one tree, a root its own head: the first root's, on which all else is hung.

    Roots after the first, heads outside the sentence (not in 0 to n) and loops hang on that root.
    """
    found = [head if 0 <= head < len(heads) else word for word, head in enumerate(heads)]
    root = next((word for word, head in enumerate(found) if word == head), 0)
    found[root] = root
    reached, walked = {root}, set[int]()
    for word in range(len(found)):
        path: list[int] = []
        at = word
        while at not in reached and at not in walked:
            walked.add(at)
            path.append(at)
            if found[at] == at:
                found[at] = root
            at = found[at]
        if at not in reached:
            found[at] = root
        reached.update(path)
    return found


def _names(text: str, said: Sequence[Said], worded: Worded, spans: Sequence[Stretch]) -> tuple[Name, ...]:
    """Return the pipeline's names, and the network's in the pieces of which the pipeline names nothing."""
    silent = [each.names is None for each in said for _ in each.spans]
    ours = [found for found in worded.names if all(silent[found.first : found.last])]
    theirs = [name for each in said for name in each.names or ()]
    return tuple(sorted((*names_of(text, ours, spans), *theirs), key=lambda name: (name.start, name.end)))
