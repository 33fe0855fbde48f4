"""What one line of a page is by its own words alone."""

import re

from reportedly.language.language import Language
from reportedly.language.lines import Bylines
from reportedly.terms.spans import Role
from reportedly.texts.datelines import is_bare_dateline
from reportedly.texts.dates import find_date, states_only_a_date
from reportedly.texts.masthead import is_section, sounds_like_outlet, split_trail

_HEAD, _TAIL = 400, 200
_LONGEST_INSIDE = 300
_LONGEST_CAPTION = 700
_LONGEST_BYLINE = 160
_LONGEST_MENU = 120
_LONGEST_POST = 80

_ADDRESS = re.compile(
    r"(?:https?://)?(?:www\.)?(?P<domain>[\w-]{1,63}(?:\.[\w-]{1,63}){0,6}\.[a-z]{2,24})(?:[/?#]\S*)?$",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"""[.!?…]["”’')\]]*$""")
_SEPARATED = re.compile(r"[,|/–—-]\s*$")
_WORD = re.compile(r"[^\s,;|/()]+")
_DIGIT = re.compile(r"\d")


def name_role(line: str, language: Language) -> Role | None:
    """Return the role that a line's own words give it, None where it may be running text or a heading."""
    if _is_furniture(line, language):
        return Role.NAVIGATION
    if (role := _name_credit(line, language)) is not None:
        return role
    if language.lines.navigation.match(line[:_HEAD]) and len(line) <= _LONGEST_INSIDE:
        return Role.NAVIGATION
    return Role.CAPTION if _is_caption(line, language) else None


def name_furniture(line: str, language: Language) -> Role | None:
    """Return DATELINE, BYLINE or NOTICE for a line around an article, None where its words say none."""
    return None if _is_furniture(line, language) else _name_credit(line, language)


def _is_furniture(line: str, language: Language) -> bool:
    return (
        _is_ornament(line)
        or are_addresses(line)
        or _is_menu(line, language.lines.menu)
        or _is_trail(line, language)
    )


def _name_credit(line: str, language: Language) -> Role | None:
    """Return DATELINE, BYLINE or NOTICE, None where the line is none of them."""
    dated = _DIGIT.search(line) is not None and (
        states_only_a_date(line, language.lines.dates) or _is_dated_masthead(line, language)
    )
    if dated or is_bare_dateline(line, language):
        return Role.DATELINE
    if is_byline(line, language):
        return Role.BYLINE
    return Role.NOTICE if is_notice(line, language) else None


def read_domain(line: str) -> str | None:
    """Return the host of a line that is nothing but a domain or an address, lower case, else None."""
    match = _ADDRESS.match(line) if len(line) <= _HEAD else None
    return match["domain"].casefold() if match else None


def are_addresses(line: str) -> bool:
    """Say whether a line is one domain or address after another."""
    parts = line[:_HEAD].split()
    return len(line) <= _HEAD and bool(parts) and all(_is_address(part.strip(",;|")) for part in parts)


def is_byline(line: str, language: Language) -> bool:
    """Say whether a line names the report's authors and nothing else but a date."""
    bylines = language.lines.byline
    if bylines.lines.match(line[:_HEAD]):
        return len(line) <= _HEAD
    if len(line) > _LONGEST_BYLINE:
        return False
    names = byline_names(line, language)
    if opened := bylines.opens.match(names):
        return _are_names(names[opened.end() :], bylines, language)
    closed = bylines.closes.search(names, max(len(names) - _LONGEST_POST, 0))
    if closed is None:
        return False
    before = names[: closed.start()]
    return not before or (_SEPARATED.search(before) is not None and _are_names(before, bylines, language))


def byline_names(line: str, language: Language) -> str:
    """Return a byline without the date and the marks that follow it."""
    date = find_date(line, language.lines.dates)
    if date is not None and date.start > 0:
        line = language.lines.dates.noise_close.sub("", line[: date.start])
    return re.split(r"\s[|•·]\s?", line, maxsplit=1)[0].rstrip(" \t,|•·-–—\u00a0")


def _are_names(words: str, bylines: Bylines, language: Language) -> bool:
    found = [match.group().strip(".:\"'“”‘’") for match in _WORD.finditer(words)]
    found = [word for word in found if word]
    months = language.lines.dates.months
    if not found or len(found) > 14 or found[0].casefold() in bylines.never or found[0].casefold() in months:
        return False
    if words.rstrip().endswith(("?", "!")) or (words.rstrip().endswith(".") and len(found[-1]) > 3):
        return False
    if not (found[0][0].isupper() or found[0].casefold() in ("the", "al")):
        return False
    if language.lines.dates.noise.fullmatch(found[0]):
        return False
    return all(not word[0].islower() or word.casefold() in bylines.between for word in found)


def _is_ornament(line: str) -> bool:
    return (
        len(line) <= _LONGEST_MENU
        and not any(char.isalpha() for char in line)
        and (len(line) <= 4 or not any(char.isdigit() for char in line))
    )


def _is_address(line: str) -> bool:
    return read_domain(line) is not None


def _is_menu(line: str, menu: frozenset[str]) -> bool:
    if len(line) > _LONGEST_MENU:
        return False
    folded = " ".join(line.casefold().split()).strip(" :»>|›.…")
    if folded in menu:
        return True
    parts = [part for part in re.split(r"\s*[|/·•>»›,]\s*|\s{2,}", line.casefold().strip()) if part]
    if len(parts) > 1 and all(" ".join(part.split()) in menu for part in parts):
        return True
    return _all_in(folded, menu)


def _all_in(folded: str, menu: frozenset[str]) -> bool:
    words = folded.split()
    return 2 <= len(words) <= 12 and all(word in menu for word in words)


def _is_trail(line: str, language: Language) -> bool:
    """Say whether a line is the trail of a page: "News / Iraq", "Home > World > Asia"."""
    if len(line) > _LONGEST_MENU or _CLOSED.search(line):
        return False
    parts = split_trail(line)
    if len(parts) < 2 or not all(part and len(part) <= 35 and len(part.split()) <= 4 for part in parts):
        return False
    if len(parts) == 2 and ("|" in line or "•" in line):
        # Headlines carry such a mark too; a section or the page's own address after it tells the difference.
        return is_section(parts[1], language) or _is_address(parts[1])
    return all(len(part.split()) <= 3 for part in parts)


def _is_dated_masthead(line: str, language: Language) -> bool:
    """Say whether a line is an outlet's name and a date: "Riverside Wire | 4 June 2021"."""
    parts = split_trail(line) if len(line) <= _LONGEST_MENU else []
    dates = [part for part in parts if states_only_a_date(part, language.lines.dates)]
    return len(dates) == 1 and all(
        part in dates or sounds_like_outlet(part, language) or is_section(part, language) for part in parts
    )


def is_notice(line: str, language: Language) -> bool:
    """Say whether a line is a copyright, correction, subscription or signature line."""
    lines = language.lines
    if lines.notice.match(line[:_HEAD]) or _is_signature(line, language):
        return True
    if len(line) > _LONGEST_INSIDE:
        return False
    folded = line.lower()
    for word in lines.notice_inside_words:
        if word in folded:
            return lines.notice_inside.search(line) is not None
    return False


def _is_signature(line: str, language: Language) -> bool:
    signed = (pattern.match(line[:_HEAD]) for pattern in language.lines.outlet.signature)
    return any(found is not None and sounds_like_outlet(found["outlet"], language) for found in signed)


def _is_caption(line: str, language: Language) -> bool:
    if len(line) > _LONGEST_CAPTION:
        return False
    lines = language.lines
    return (
        lines.caption.match(line[:_HEAD]) is not None or lines.caption_close.search(line[-_TAIL:]) is not None
    )
