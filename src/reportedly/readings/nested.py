"""What is said inside what is said: the content of a statement read as a text of its own.

Attribution corpora mark outermost attributions only, so nested ones are found by rules over the reader's
tokens: no part of a text is sent through the network twice.
"""

from bisect import bisect_right
from collections.abc import Callable

from reportedly.language.language import Language
from reportedly.language.quotations import find_quotations
from reportedly.readings.rules import tag_sentence
from reportedly.terms.readings import Reading, Sentence, Tag
from reportedly.terms.spans import Role


def read_part(reading: Reading, start: int, end: int, language: Language) -> Reading:
    """Return the reading of ``text[start:end]`` by itself; offsets and tokens stay those of the text."""
    quotations = find_quotations(reading.text, ((start, end),))
    sentences: list[Sentence] = []
    tags: list[Tag] = []
    first_near = bisect_right(reading.sentences, start, key=lambda sentence: sentence.end)
    for sentence in reading.sentences[first_near:]:
        if sentence.start >= end:
            break
        inside = [i for i in range(sentence.first, sentence.last) if _lies(reading, i, start, end)]
        if not inside:
            continue
        first, last = inside[0], inside[-1] + 1
        part = Sentence(
            reading.tokens[first].start, reading.tokens[last - 1].end, Role.PARAGRAPH, first, last
        )
        sentences.append(part)
        tags.extend(tag_sentence(reading.text, reading.tokens, part, quotations, language))
    return Reading(
        report_id=reading.report_id,
        text=reading.text,
        reader=reading.reader,
        sentences=tuple(sentences),
        tokens=reading.tokens,
        names=reading.names,
        tags=tuple(sorted(set(tags), key=lambda tag: (tag.start, tag.end, tag.part))),
    )


def _lies(reading: Reading, at: int, start: int, end: int) -> bool:
    """Tell whether a token lies inside text[start:end]."""
    return reading.tokens[at].start >= start and reading.tokens[at].end <= end


def reread(reading: Reading, language: Language) -> Callable[[int, int], Reading]:
    """Return a function that reads a part (start, end) of an already read text as a text of its own."""
    return lambda start, end: read_part(reading, start, end, language)
