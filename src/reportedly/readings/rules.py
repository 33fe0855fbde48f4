"""The rule reader: text into a Reading without a model."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportedly.language.language import Language
from reportedly.language.quotations import Quotation, find_quotations
from reportedly.readings.attribution import contents_of, find_frames
from reportedly.readings.clauses import Line
from reportedly.readings.names import find_names
from reportedly.readings.tags import lemma_of, tag_word
from reportedly.readings.tokens import find_tokens, split_sentences
from reportedly.terms.readings import Name, Part, Reading, Sentence, Tag, Token
from reportedly.terms.spans import BODY, Block, Role, Span

NAME = "rules/1"
SCORE = 0.5
"""The score of every tag: rules do not know how sure they are."""


def _tag_tokens(
    text: str, spans: Sequence[tuple[int, int]], initials: frozenset[int], language: Language
) -> Iterator[Token]:
    """Yield the tokens of one block; ``initials`` are the indices that open a sentence."""
    previous, initial = "PUNCT", True
    for at, (start, end) in enumerate(spans):
        word = text[start:end]
        initial = at in initials or (initial and not word[0].isalnum())
        pos = tag_word(word, previous, initial, language)
        yield Token(start, end, lemma_of(word, language.code), pos)
        previous = pos
        initial = initial and pos == "PUNCT"


def _quoted(tokens: Sequence[Token], quotations: Sequence[Quotation]) -> list[bool]:
    """Return for each token whether it stands inside double quotation marks; the marks do not."""
    inside = [False] * len(tokens)
    double = [(q.start, q.end - 1 if q.closed else q.end) for q in quotations if q.double]
    at = 0
    for index, token in enumerate(tokens):
        while at < len(double) and double[at][1] <= token.start:
            at += 1
        inside[index] = at < len(double) and double[at][0] < token.start
    return inside


def _tag_sentence(
    text: str, tokens: Sequence[Token], sentence: Sentence, quoted: Sequence[bool], language: Language
) -> Iterator[Tag]:
    """Yield the attribution tags of one sentence."""
    inside = tokens[sentence.first : sentence.last]
    line = Line(
        text=text,
        tokens=inside,
        words=[text[t.start : t.end].lower() for t in inside],
        quoted=quoted[sentence.first : sentence.last],
        language=language,
    )
    for frame in find_frames(line, sentence.role is not Role.PARAGRAPH):
        parts = [(Part.CUE, frame.cue)] + [(Part.CONTENT, r) for r in contents_of(frame)]
        if frame.source is not None:
            parts.append((Part.SOURCE, frame.source))
        for part, (first, last) in parts:
            yield Tag(part, inside[first].start, inside[last - 1].end, SCORE)


def read_with_rules(report_id: str, text: str, blocks: Sequence[Block], language: Language) -> Reading:
    """Return the rule reader's reading of the body blocks of a text (headline, paragraphs, subheadings).

    Sentences never cross a block. The reader builds no tree and gives every tag the score 0.5.
    """
    body = [block for block in blocks if block.role in BODY]
    quotations = find_quotations(text, [(b.span.start, b.span.end) for b in body])
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for block in body:
        spans = list(find_tokens(text, block.span.start, block.span.end))
        ranges = list(split_sentences(text, spans, language))
        offset = len(tokens)
        tokens.extend(_tag_tokens(text, spans, frozenset(first for first, _ in ranges), language))
        sentences.extend(
            Sentence(spans[first][0], spans[last - 1][1], block.role, first + offset, last + offset)
            for first, last in ranges
        )
    quoted = _quoted(tokens, quotations)
    names: list[Name] = []
    tags: list[Tag] = []
    for sentence in sentences:
        names.extend(find_names(text, tokens, sentence, language))
        tags.extend(_tag_sentence(text, tokens, sentence, quoted, language))
    return Reading(
        report_id=report_id,
        text=text,
        reader=NAME,
        sentences=tuple(sentences),
        tokens=tuple(tokens),
        names=tuple(names),
        tags=tuple(sorted(_unique(tags), key=lambda t: (t.start, t.end, t.part))),
    )


def _unique(tags: Sequence[Tag]) -> tuple[Tag, ...]:
    """Return the tags without repetitions (a subject may serve two cues) and without overlap in one part."""
    ordered = sorted(set(tags), key=lambda t: (t.part, t.start, -t.end))
    kept = ordered[:1]
    for before, tag in pairwise(ordered):
        if tag.part is not before.part or tag.start >= kept[-1].end:
            kept.append(tag)
    return tuple(kept)


def read_part(reading: Reading, start: int, end: int, language: Language) -> Reading:
    """Return the reading of ``text[start:end]`` as a text of its own, offsets still into the whole text.

    What is reported inside a statement is found by reading the statement's content this way.
    """
    block = Block(Role.PARAGRAPH, Span(reading.report_id, start, end))
    return read_with_rules(reading.report_id, reading.text, (block,), language)
