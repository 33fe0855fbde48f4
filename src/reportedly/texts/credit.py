"""Title, author and time of a report, and whose work it carries, as its own lines say."""

import re
from collections.abc import Iterator, Sequence

from reportedly.language.language import Language
from reportedly.terms.spans import Role
from reportedly.terms.times import When
from reportedly.texts.datelines import read_bare_dateline
from reportedly.texts.dates import LONGEST_DATE_LINE, find_date, published_when
from reportedly.texts.masthead import clean_name, is_agency, read_named, sounds_like_outlet
from reportedly.texts.page import EDGE, Line
from reportedly.texts.roles import byline_names

_TITLE_MARKS = "\ufeff \t\u00a0"
_TRAILING = re.compile(r"[.!?…][\"”’']*\s*\((?P<outlet>[^()]{2,40})\)\.?$")
_AUTHORED = re.compile(r"\s*(?:,|/|\||\band\b|&|\bfor\b|\bof\b)\s*")


def find_title(lines: Sequence[Line]) -> str | None:
    """Return the headline in one line, None where the text has none."""
    headline = next((line.words for line in lines if line.role is Role.HEADLINE), None)
    return " ".join(headline.strip(_TITLE_MARKS).split()) or None if headline else None


def find_byline(lines: Sequence[Line], language: Language) -> str | None:
    """Return the authors as the first byline names them, without "By", date and outlet."""
    for line in lines:
        if line.role is Role.BYLINE:
            names = _authors(line.words, language)
            if names:
                return _split_employer(names, language)[0]
    return None


def byline_outlets(lines: Sequence[Line], language: Language) -> tuple[str, ...]:
    """Return the outlets that bylines name after their authors ("By Ann Example, Riverside Courier")."""
    authors = (_authors(line.words, language) for line in lines if line.role is Role.BYLINE)
    employers = (_split_employer(names, language)[1] for names in authors if names)
    return tuple(name for name in employers if name)


def find_published(lines: Sequence[Line], report_id: str, language: Language) -> When | None:
    """Return the date that a line of its own or a byline states, None where none does.

    A date of publication comes before the date of a change. Dates inside running text never count.
    """
    found = [
        (date.changed, line.start, date)
        for line in lines
        if line.role in (Role.DATELINE, Role.BYLINE) and len(line.words) <= LONGEST_DATE_LINE
        if (date := find_date(line.words, language.lines.dates)) is not None
        if line.role is Role.BYLINE or not _opens_a_paragraph(line, language)
    ]
    if not found:
        return None
    _, start, date = min(found, key=lambda entry: entry[:2])
    return published_when(date, report_id, start)


def find_credits(lines: Sequence[Line], language: Language) -> tuple[str, ...]:
    """Return the outlets and agencies whose work the report says it carries, canonical, in text order.

    They stand in a dateline's brackets, a byline, a copyright, source or signature line, after "contributed
    to this report", or in brackets after the last sentence.
    """
    named = [name for line in lines for name in _credited(line, language)]
    paragraphs = [line.words for line in lines if line.role is Role.PARAGRAPH]
    tails = [paragraph[-60:] for paragraph in paragraphs[-1:]]
    ends = [line.words for line in lines[-EDGE:]]
    closing = (
        *read_named((_TRAILING,), tails, language),
        *read_named(language.lines.outlet.signature, ends, language),
    )
    named += [name for name in closing if is_agency(name, language)]
    return tuple(dict.fromkeys(named))


def _authors(words: str, language: Language) -> str | None:
    bylines = language.lines.byline
    if bylines.lines.match(words[:400]):
        reported = bylines.authors.search(words[:400])
        return reported["names"].strip() if reported else None
    names = byline_names(words, language)
    opened = bylines.opens.match(names)
    return names[opened.end() if opened else 0 :].strip("() ") or None


def _credited(line: Line, language: Language) -> Iterator[str]:
    pages = language.lines.outlet
    if line.role is Role.DATELINE:
        opening = read_bare_dateline(line.words, language)
        for part in re.split(r"\s*[/,&]\s*", opening.credit) if opening and opening.credit else ():
            if part and part.casefold() not in language.lines.dateline_nobody:
                yield _canonical(part, language)
    elif line.role is Role.BYLINE:
        authors = _authors(line.words, language) or ""
        yield from _known(authors, language)
        if employer := _split_employer(authors, language)[1]:
            yield employer
    elif line.role is Role.NOTICE:
        patterns = (pages.copyright, pages.source)
        named = (name for pattern in patterns for name in read_named(pattern, [line.words], language))
        yield from (name for name in named if is_agency(name, language))
        for pattern in pages.contributed:
            if match := pattern.match(line.words[:400]):
                yield from _known(match["outlet"], language)


def _known(words: str, language: Language) -> Iterator[str]:
    parts = _AUTHORED.split(words)
    yield from (known.name for part in parts if (known := language.outlets.find(part)))


def _split_employer(names: str, language: Language) -> tuple[str, str | None]:
    """Return the authors, and the outlet after the last comma where one stands there."""
    authors, comma, last = names.rpartition(",")
    name = clean_name(last, language) if comma else None
    if name is None or not sounds_like_outlet(name, language):
        return names, None
    return authors.strip(), name


def _opens_a_paragraph(line: Line, language: Language) -> bool:
    return read_bare_dateline(line.words, language) is not None


def _canonical(name: str, language: Language) -> str:
    known = language.outlets.find(name)
    return known.name if known is not None else name
