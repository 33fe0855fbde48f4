"""Attribution by rules over a reader's tokens, one sentence at a time."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from reportedly.language.language import Language
from reportedly.language.quotations import Quotation
from reportedly.readings.attribution import contents_of, find_frames
from reportedly.readings.clauses import Line
from reportedly.terms.readings import Part, Sentence, Tag, Token
from reportedly.terms.spans import Role

MOST_INSIDE = 100
"""Quotations in single marks inside one in double marks that are looked over for its own."""
SCORE = 0.5
"""The score of every tag: rules do not know how sure they are."""


def quoted_tokens(tokens: Sequence[Token], quotations: Sequence[Quotation]) -> list[bool]:
    """Return for each token whether it stands inside double quotation marks; the marks do not."""
    inside = [False] * len(tokens)
    double = [(q.start, q.end - 1 if q.closed else q.end) for q in quotations if q.double]
    at = 0
    for index, token in enumerate(tokens):
        while at < len(double) and double[at][1] <= token.start:
            at += 1
        inside[index] = at < len(double) and double[at][0] < token.start
    return inside


def _around(quotations: Sequence[Quotation], start: int, end: int) -> Sequence[Quotation]:
    """Return the quotations, ordered by start, that reach into text[start:end], and some before it."""
    first = bisect_right(quotations, start, key=lambda quotation: quotation.start)
    last = bisect_left(quotations, end, key=lambda quotation: quotation.start)
    for at in range(first - 1, max(-1, first - MOST_INSIDE), -1):
        if quotations[at].double:  # double ones never overlap: none before this one reaches so far
            return quotations[at:last]
    return quotations[first:last]


def tag_sentence(
    text: str,
    tokens: Sequence[Token],
    sentence: Sentence,
    quotations: Sequence[Quotation],
    language: Language,
) -> Iterator[Tag]:
    """Yield the attribution tags of one sentence; ``quotations`` are those of the text around it."""
    inside = tokens[sentence.first : sentence.last]
    line = Line(
        text=text,
        tokens=inside,
        words=[text[t.start : t.end].lower() for t in inside],
        quoted=quoted_tokens(inside, _around(quotations, sentence.start, sentence.end)),
        language=language,
    )
    for frame in find_frames(line, sentence.role is not Role.PARAGRAPH):
        parts = [(Part.CUE, frame.cue)] + [(Part.CONTENT, r) for r in contents_of(frame)]
        if frame.source is not None:
            parts.append((Part.SOURCE, frame.source))
        for part, (first, last) in parts:
            yield Tag(part, inside[first].start, inside[last - 1].end, SCORE)
