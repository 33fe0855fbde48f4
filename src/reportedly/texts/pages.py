"""Blocks that came with a page, seen again with what their own words say."""

import re
from collections.abc import Iterator, Sequence

from reportedly.language.language import Language
from reportedly.terms.spans import Block, Role, Span
from reportedly.texts.datelines import find_dateline
from reportedly.texts.roles import is_notice, name_furniture, name_role
from reportedly.texts.units import SPACE

_LONGEST_FURNITURE = 300
_NEAR_HEADLINE = 12
_LONGEST_LABEL = 18
_LETTER = re.compile(r"[^\W\d_]")
_KEPT = frozenset({Role.HEADLINE, Role.CAPTION, Role.QUOTED, Role.PULL_QUOTE})


def refine_blocks(text: str, blocks: Sequence[Block], language: Language) -> tuple[Block, ...]:
    """Return the blocks of a page with notices, bylines and datelines named as their words say.

    The page's own marks decide what is article and what is not; words only tell furniture inside it
    (a plea to subscribe, "Ann Example contributed to this report") and name the kind of what stands
    around it. A dateline that opens a paragraph becomes a block of its own, as in plain text.
    """
    words = [text[block.span.start : block.span.end] for block in blocks]
    body = [at for at, block in enumerate(blocks) if block.role is Role.PARAGRAPH]
    first = body[0] if body else len(blocks)
    headline = next((at for at, block in enumerate(blocks) if block.role is Role.HEADLINE), first)
    near = range(headline - _NEAR_HEADLINE, max(first, headline + _NEAR_HEADLINE) + 1)
    roles = [
        _seen_again(line, block.role, at in near, language)
        for at, (line, block) in enumerate(zip(words, blocks, strict=True))
    ]
    opening = [at for at in body if roles[at] is Role.PARAGRAPH][:2]
    refined: list[Block] = []
    for at, (line, block, role) in enumerate(zip(words, blocks, roles, strict=True)):
        if at in opening:
            refined += _split(line, block, language)
        else:
            refined.append(block if block.role is role else Block(role, block.span))
    return tuple(refined)


def _seen_again(line: str, role: Role, near: bool, language: Language) -> Role:
    if role in _KEPT or len(line) > _LONGEST_FURNITURE or _LETTER.search(line) is None:
        return role
    if role in (Role.PARAGRAPH, Role.SUBHEADING):
        named = name_role(line, language)
        # A heading may well be a name; far from the headline, a date alone is part of the text.
        doubtful = (Role.DATELINE,) if role is Role.PARAGRAPH else (Role.DATELINE, Role.BYLINE)
        return role if named is None or (named in doubtful and not near) else named
    if role is not Role.NAVIGATION:
        return role
    if not near:
        long_enough = len(line) > _LONGEST_LABEL or "©" in line or "@" in line
        return Role.NOTICE if long_enough and is_notice(line, language) else role
    return name_furniture(line, language) or role


def _split(line: str, block: Block, language: Language) -> Iterator[Block]:
    """Yield the dateline that opens a paragraph, if one does, and the paragraph."""
    opening = find_dateline(line, language, first=True)
    span = block.span
    if opening is None:
        yield block
        return
    mark = len(line[: opening.length].rstrip(SPACE))
    yield Block(Role.DATELINE, Span(span.report_id, span.start, span.start + mark))
    yield Block(Role.PARAGRAPH, Span(span.report_id, span.start + opening.length, span.end))
