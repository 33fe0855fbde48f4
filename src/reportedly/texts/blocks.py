"""A text as labelled blocks: every line is kept, and what it is to the report is said."""

import re
from collections.abc import Iterator, Sequence

from reportedly.language.language import Language
from reportedly.language.outlets import fold_outlet
from reportedly.terms.spans import Block, Role, Span
from reportedly.texts.datelines import find_dateline
from reportedly.texts.lines import sort_lines
from reportedly.texts.masthead import imprint_names
from reportedly.texts.roles import are_addresses, name_role
from reportedly.texts.units import SPACE, Unit, split_units

_LONGEST_HEADLINE, _LONGEST_HEADLINE_WORDS = 300, 40
_LONGEST_CLOSED_HEADLINE_WORDS = 12
_TITLE_CASE_SHARE = 0.6
_LONGEST_HEADING_WORDS = 14
_OPEN_BODY_WORDS = 30
_TITLE_SEARCH = 12
_LONGEST_NAME_WORDS = 5
_CLOSING = 4

_CLOSED = re.compile(r"""[.!?…:;,]["”’')\]]*$""")
_STOPPED = re.compile(r"""\.["”’')\]]*(?:\s?\([^()]{1,40}\))?$""")
_SPEAKER = re.compile(r"[A-Z][A-Z.' -]{1,30}:\s")
_LETTERS = re.compile(r"[^\W_]+")


def find_blocks(report_id: str, text: str, title: str | None, language: Language) -> tuple[Block, ...]:
    """Return the blocks of a text in order; together they cover every character that is no white space.

    ``title`` is the headline as the input gave it, if it did: the line that repeats it is then the
    headline. A line of running text stays a paragraph unless its own words say that it is something
    else (``language.lines``).
    """
    lines = language.lines
    units = split_units(text, (lines.byline.opens, lines.notice, lines.navigation))
    words = [text[unit.start : unit.end] for unit in units]
    named, roles = rule_roles(words, title, language)
    roles = sort_lines(words, named, roles, language)
    return tuple(_split_datelines(report_id, words, units, roles, language))


def rule_roles(
    lines: Sequence[str], title: str | None, language: Language
) -> tuple[list[Role | None], list[Role]]:
    """Return for each line the role that its own words give it, if any, and the one that all rules give."""
    named = _name_repeated(lines, [name_role(line, language) for line in lines], language)
    return named, _complete(lines, named, title, language)


def _complete(
    words: Sequence[str], named: Sequence[Role | None], title: str | None, language: Language
) -> list[Role]:
    """Return a role for every line: those given by its own words, the rest by what stands around it."""
    plain = [at for at, role in enumerate(named) if role is None]
    body = next((at for at in plain if _opens_body(words[at], language)), len(words))
    headline = _find_headline(words, plain, body, title)
    roles: list[Role] = []
    for at, role in enumerate(named):
        if role is not None:
            roles.append(role)
        elif at == headline:
            roles.append(Role.HEADLINE)
        elif at < body:
            roles.append(_role_above(words[at], headline))
        else:
            roles.append(_role_below(words, named, roles, at))
    return roles


def _name_repeated(
    words: Sequence[str], named: Sequence[Role | None], language: Language
) -> list[Role | None]:
    """Return the roles with those added that a line has because another line repeats it.

    A line above the text that is the name in the copyright line is a masthead; one above the date that
    opens a closing line ("Ann Example is a columnist") is the author; addresses follow a mirror notice.
    """
    roles = list(named)
    notices = [line for line, role in zip(words, named, strict=True) if role is Role.NOTICE]
    imprints = {fold_outlet(name) for name in imprint_names(notices, language)}
    for at, line in enumerate(words):
        if at and roles[at - 1] is Role.NOTICE and words[at - 1].endswith(":") and are_addresses(line):
            roles[at] = Role.NOTICE
        elif at >= _TITLE_SEARCH or roles[at] is not None or len(line.split()) > _LONGEST_NAME_WORDS:
            continue
        elif fold_outlet(line) in imprints:
            roles[at] = Role.NAVIGATION
        elif at and named[at + 1 : at + 2] == [Role.DATELINE] and _signs(line, words[-_CLOSING:]):
            roles[at] = Role.BYLINE
    return roles


def _signs(line: str, closing: Sequence[str]) -> bool:
    names = line.split()
    return (
        len(names) > 1
        and all(name[0].isupper() for name in names)
        and any(last.startswith(f"{line} ") for last in closing)
    )


def _opens_body(line: str, language: Language) -> bool:
    count = len(line.split())
    if find_dateline(line, language, first=True) is not None and count > 5:
        return True
    if count > _OPEN_BODY_WORDS:
        return True
    return (
        count > _LONGEST_CLOSED_HEADLINE_WORDS and _STOPPED.search(line) is not None and not _is_title(line)
    )


def _is_title(line: str) -> bool:
    words = line.split()
    capitals = sum(1 for word in words if word.strip("\"'“‘(")[:1].isupper())
    return capitals >= _TITLE_CASE_SHARE * len(words)


def _find_headline(words: Sequence[str], plain: Sequence[int], body: int, title: str | None) -> int | None:
    if title is not None:
        wanted = _fold(title)
        for at in plain[:_TITLE_SEARCH]:
            if wanted and _fold(words[at]) == wanted:
                return at
    above = [at for at in plain if at < body and _fits_headline(words[at])]
    if title is not None or body == len(words):
        above = [at for at in above if not _STOPPED.search(words[at])]
    long_enough = [at for at in above if len(words[at].split()) >= 3]
    return next(iter(long_enough or above), None)


def _fits_headline(line: str) -> bool:
    return len(line) <= _LONGEST_HEADLINE and len(line.split()) <= _LONGEST_HEADLINE_WORDS


def _role_above(line: str, headline: int | None) -> Role:
    """Return the role of a line before the running text: what stands under a headline is its deck."""
    heading = (
        headline is not None and not _CLOSED.search(line) and len(line.split()) <= 2 * _LONGEST_HEADING_WORDS
    )
    return Role.SUBHEADING if heading else Role.PARAGRAPH


def _role_below(words: Sequence[str], named: Sequence[Role | None], roles: Sequence[Role], at: int) -> Role:
    if not _may_head(words[at]):
        return Role.PARAGRAPH
    following = next((index for index in range(at + 1, len(words)) if named[index] is None), None)
    if following is None:
        after_notice = bool(roles) and roles[-1] in (Role.NOTICE, Role.NAVIGATION)
        return Role.NAVIGATION if after_notice else Role.PARAGRAPH
    return Role.PARAGRAPH if _may_head(words[following]) else Role.SUBHEADING


def _may_head(line: str) -> bool:
    first = line[0]
    return (
        len(line.split()) <= _LONGEST_HEADING_WORDS
        and _CLOSED.search(line) is None
        and (first.isupper() or first.isdigit() or first in "\"'“‘")
    )


def _split_datelines(
    report_id: str, words: Sequence[str], units: Sequence[Unit], roles: Sequence[Role], language: Language
) -> Iterator[Block]:
    first = sum(1 for line in words if _SPEAKER.match(line)) < 2
    for line, unit, role in zip(words, units, roles, strict=True):
        opening = find_dateline(line, language, first=first) if role is Role.PARAGRAPH else None
        first = first and role is not Role.PARAGRAPH
        if opening is None:
            yield Block(role, Span(report_id, unit.start, unit.end))
            continue
        mark = len(line[: opening.length].rstrip(SPACE))
        yield Block(Role.DATELINE, Span(report_id, unit.start, unit.start + mark))
        yield Block(role, Span(report_id, unit.start + opening.length, unit.end))


def _fold(line: str) -> str:
    return " ".join(_LETTERS.findall(line.casefold()))
