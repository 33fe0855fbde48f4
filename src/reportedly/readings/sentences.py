"""Sentences by rules: the units of copying, which must not shift when a network is trained anew."""

import re
from collections.abc import Collection, Iterator, Sequence

from reportedly.language.language import Language
from reportedly.terms.spans import BODY, Block, Role

_WORD = re.compile(
    r"""
      (?:https?://|www\.)[^\s<>"“”]+[^\s<>"“”.,;:!?)]     # an address
    | [^\W\d_](?:\.[^\W\d_])+\.?                          # U.S., e.g.
    | \d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|am|pm|k|bn|m)?\b   # 5,000  21:55  20th
    | [@#]\w+
    | [^\W\d_][\w]*(?:['’][^\W\d_]+)*(?:-[\w]+(?:['’][^\W\d_]+)*)*   # words, hyphens and apostrophes inside
    | \w+
    | \.\.\.+ | --+
    | [^\w\s]
    """,
    re.VERBOSE,
)
_CLITIC = re.compile(r"(n['’]t|['’](?:s|re|ve|ll|d|m))$", re.IGNORECASE)
_ENDS = frozenset(".!?…")
_CLOSERS = frozenset("\"”’'»)]")


def _tokens(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each word or mark between two code points; clitics ("n't", "’s") stand alone."""
    for match in _WORD.finditer(text, start, end):
        a, b = match.span()
        clitic = _CLITIC.search(text, a, b) if b - a > 2 else None
        if clitic is not None and clitic.start() > a:
            yield a, clitic.start()
            yield clitic.start(), b
        else:
            yield a, b


def _ends_sentence(text: str, tokens: list[tuple[int, int]], at: int, language: Language) -> bool:
    """Tell whether the mark at token ``at`` ends a sentence, given what stands before and after it."""
    a, b = tokens[at]
    mark = text[b - 1]
    following = at + 1
    while (
        following < len(tokens)
        and text[tokens[following][0]] in _CLOSERS
        and tokens[following][0] == tokens[following - 1][1]
    ):
        following += 1
    if following >= len(tokens):
        return True
    after = text[tokens[following][0]]
    spaced = tokens[following][0] > tokens[following - 1][1]
    if not spaced:
        return False
    if mark == "…" or text[a:b] == "...":
        return after.isupper() or after in "\"“‘'"
    if mark == "." and b - a == 1 and at > 0:
        word = text[slice(*tokens[at - 1])]
        if word.lower() in language.words.abbreviations or (
            len(word) == 1 and word.isalpha() and word.isupper()
        ):
            return False
    if b - a > 1 and mark == ".":  # an abbreviation such as "U.S." ends a sentence only before a clear opener
        word_after = text[slice(*tokens[following])]
        return word_after in {
            "The",
            "A",
            "An",
            "He",
            "She",
            "It",
            "They",
            "But",
            "In",
            "On",
            "This",
            "We",
            "I",
        }
    return after.isupper() or after.isdigit() or after in "\"“‘'«([—–-•" or mark in "!?"


def _split(text: str, tokens: list[tuple[int, int]], language: Language) -> Iterator[tuple[int, int]]:
    """Yield [first, last) token indices of each sentence of one block's tokens; closing marks stay inside."""
    first = 0
    at = 0
    while at < len(tokens):
        b = tokens[at][1]
        if text[b - 1] in _ENDS and _ends_sentence(text, tokens, at, language):
            last = at + 1
            while (
                last < len(tokens)
                and text[tokens[last][0]] in _CLOSERS
                and tokens[last][0] == tokens[last - 1][1]
            ):
                last += 1
            yield first, last
            first = at = last
            continue
        at += 1
    if first < len(tokens):
        yield first, len(tokens)


def find_sentences(
    text: str, blocks: Sequence[Block], language: Language, roles: Collection[Role] = BODY
) -> tuple[tuple[int, int], ...]:
    """Return the sentences (start, end) of a text's body in order, or of other roles; none crosses a block.

    Closing quotation marks and brackets belong to the sentence before them. Total, one pass.
    """
    found: list[tuple[int, int]] = []
    for block in blocks:
        if block.role in roles:
            tokens = list(_tokens(text, block.span.start, block.span.end))
            found.extend((tokens[a][0], tokens[b - 1][1]) for a, b in _split(text, tokens, language))
    return tuple(found)
