"""What the lines of scraped text are, by trained weights over their form and neighbours beside the rules."""

from collections.abc import Mapping, Sequence

import numpy as np

from reportedly.language.language import Language
from reportedly.language.line_weights import LineWeights
from reportedly.terms.spans import BODY, Role
from reportedly.texts.line_features import (
    Numbers,
    first_look,
    is_sentence,
    running_text,
    second_look,
    words_of,
)

MOST_LINES = 20_000
"""Longer texts are left to the rules; a scraped page has some hundreds of lines."""

SURE, SURE_INSIDE = 0.5, 0.9
"""The least shares with which a line that the rules read as text is taken for something else: outside and
inside the stretch of running text."""

SURE_AFTER = 0.9
"""The least share with which a sentence after the article, under a heading of other things, is left out."""

FEWEST_LEFTOVERS, LEFTOVER_SHARE = 8, 0.15
"""How many lines, and which share of all, must be menus and the like before the weights have a say."""

_LEFTOVER = 0.7
_SIGNS, _SIGNS_ABOVE = frozenset({Role.BYLINE, Role.DATELINE}), 6
_HEADLINE_SHARE = 0.2
_LONGEST_TAIL = 80
_FEWEST_SENTENCES = 5
_RUNNING_WORDS, _RUNNING_LOWER = 15, 0.5
_FURNITURE = frozenset({Role.NAVIGATION, Role.NOTICE})


def sort_lines(
    lines: Sequence[str], named: Sequence[Role | None], roles: Sequence[Role], language: Language
) -> list[Role]:
    """Return the roles of lines as the rules and the trained weights together tell them.

    ``named`` are the roles that the lines' own words give, ``roles`` those that all rules give. A text
    without leftovers of a page keeps the roles of the rules. The weights alone never take a full sentence
    nor a long line of running words out of the text: it must stand after the article, below a line that
    heads other things ("Comments", "Most read").
    """
    weights = language.lines.learned
    if not FEWEST_LEFTOVERS <= len(lines) <= MOST_LINES or not len(weights.roles):
        return list(roles)
    shares = line_shares(lines, named, roles, weights)
    told = tuple(Role(name) for name in weights.roles)
    leftover = shares[:, told.index(Role.NAVIGATION)]
    if not _is_scraped(lines, named, leftover):
        return list(roles)
    start, end = running_text(lines)
    found = [
        role
        if role in _SIGNS and start - _SIGNS_ABOVE <= at < start
        else _decide(
            line, role, dict(zip(told, row, strict=True)), SURE_INSIDE if start <= at < end else SURE
        )
        for at, (line, role, row) in enumerate(zip(lines, roles, shares.tolist(), strict=True))
    ]
    for at in _after_article(lines, (start, end), language):
        if found[at] in BODY and leftover[at] >= SURE_AFTER:
            found[at] = Role.NAVIGATION
    return _one_headline(lines, roles, found, shares[:, told.index(Role.HEADLINE)])


def _after_article(lines: Sequence[str], article: tuple[int, int], language: Language) -> range:
    """Return the lines below the article and a heading of other things.

    None where the article is a few lines alone or less than what follows: lists of goods and results have
    their sentences all over the page.
    """
    words = [len(line.split()) if is_sentence(line) else 0 for line in lines]
    start, end = article
    heads = (at for at in range(end, len(lines)) if language.lines.tail.match(lines[at][:_LONGEST_TAIL]))
    first = next(heads, len(lines))
    inside, below = words[start:end], words[first:]
    whole = sum(1 for count in inside if count) >= _FEWEST_SENTENCES and sum(inside) > sum(below)
    return range(first if whole else len(lines), len(lines))


def _is_scraped(lines: Sequence[str], named: Sequence[Role | None], leftover: Numbers) -> bool:
    count = sum(
        (share >= _LEFTOVER or role in _FURNITURE) and not is_sentence(line)
        for line, role, share in zip(lines, named, leftover.tolist(), strict=True)
    )
    return count >= FEWEST_LEFTOVERS and count >= LEFTOVER_SHARE * len(lines)


def _decide(line: str, ruled: Role, shares: Mapping[Role, float], sure: float) -> Role:
    best = max(shares, key=lambda role: shares[role])
    if best is ruled or (best is Role.NAVIGATION and ruled is Role.NOTICE):
        return ruled
    if ruled in BODY and best not in BODY and (shares[best] < sure or is_running(line)):
        return max((Role.PARAGRAPH, Role.SUBHEADING), key=lambda role: shares[role])
    return best


def is_running(line: str) -> bool:
    """Say whether a line is running text beyond doubt: a full sentence, or many words, most in lower case."""
    if is_sentence(line):
        return True
    words = line[:1000].split()
    lower = sum(1 for word in words if word[0].islower())
    return len(words) >= _RUNNING_WORDS and lower >= _RUNNING_LOWER * len(words)


def _one_headline(
    lines: Sequence[str], roles: Sequence[Role], found: list[Role], shares: Numbers
) -> list[Role]:
    """Return the roles with the likeliest headline alone, where any line is likely enough."""
    best = int(shares.argmax())
    ruled = next((at for at, role in enumerate(roles) if role is Role.HEADLINE), None)
    if shares[best] < _HEADLINE_SHARE or (is_running(lines[best]) and best != ruled):
        return found
    return [
        Role.HEADLINE
        if at == best
        else (Role.PARAGRAPH if is_running(lines[at]) else Role.NAVIGATION)
        if role is Role.HEADLINE
        else role
        for at, role in enumerate(found)
    ]


def first_shares(look: Numbers, lines: Sequence[str], weights: LineWeights) -> Numbers:
    """Return the share of each role for each line, as the first pass sees it."""
    scores = look @ weights.first
    for at, line in enumerate(lines):
        known = [weights.words[word] for word in sorted(set(words_of(line))) if word in weights.words]
        if known:
            scores[at] += np.sum(known, axis=0) / np.sqrt(len(known))
    return _softmax(scores)


def line_shares(
    lines: Sequence[str], named: Sequence[Role | None], roles: Sequence[Role], weights: LineWeights
) -> Numbers:
    """Return the share of each role of ``weights.roles`` for each line."""
    look = first_look(lines, named, roles)
    seen = second_look(look, first_shares(look, lines, weights))
    return _softmax(seen @ weights.second)


def _softmax(scores: Numbers) -> Numbers:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Numbers = raised / raised.sum(axis=1, keepdims=True)
    return shares
