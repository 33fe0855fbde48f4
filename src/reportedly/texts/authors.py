"""Who signs a page: persons without their posts and employers, from what the page says and what it shows."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reportedly.language.language import Language
from reportedly.language.outlets import fold_outlet
from reportedly.terms.reports import Report
from reportedly.terms.spans import Role
from reportedly.texts.masthead import is_section, sounds_like_outlet
from reportedly.texts.page import Line

_LONGEST = 200
_LONGEST_LINE = 140
_MOST_NAME_WORDS = 5
_ABOVE, _BELOW = 4, 10
"""Lines before and after the headline where a byline without marks is looked for."""

_BEFORE = re.compile(r"^[\W\d_]+")
_HARD = re.compile(r"[|·•/／()\n\t]|\s[-–—]+\s")
_DOMAIN = re.compile(r"[\w-]+\.[a-z]{2,12}$", re.IGNORECASE)
_ENDED = re.compile(r"\s*(?:$|[|·•/／,;(\[\d–—-])")
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_LABELLED = re.compile(r"[^\W\d_]{2,20}:\s")
_HANDLE = re.compile(r"@\w{1,40}")
_NAME_WORD = re.compile(r"\s*([^\s,;|·•/／()\d]+)\s*[,;]?")
_NOBODY = frozenset(("admin", "administrator", "webmaster", "root", "user", "unknown", "none", "null"))


@dataclass(frozen=True, slots=True)
class Signed:
    """Who is named: persons; desks, agencies and names of one word; agencies listed beside the persons."""

    persons: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The persons and who is listed beside them; where there are none, the first of the others."""
        return (*self.persons, *self.beside) or self.others[:1]


@dataclass(slots=True)
class _Found:
    persons: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


def page_byline(report: Report, lines: Sequence[Line], language: Language) -> tuple[str | None, str | None]:
    """Return the authors of a page, joined by ", ", and what they rest on; None where it names nobody.

    What the page's data say comes first. What it shows is preferred where it names the same persons and
    more, where the data name a desk or the site and the page a person, and over a meta tag (which is
    often the account that uploaded the page).
    """
    extra = dict(report.extra)
    basis = _text(extra.get("byline_basis"))
    if basis == "post":
        return report.byline, None
    given = _read_given(report, basis, language)
    shown = _read_all(_list(extra.get("byline_shown")), report, language)
    if not shown.persons:
        written = _written(lines, report, language)
        shown = written if written.persons or not shown.others else shown
    if not given.names or _outdoes(shown, given, basis):
        return ", ".join(shown.names) or None, "byline" if shown.names else None
    return ", ".join(given.names), basis


def read_signed(words: str, outlet: str | None, language: Language) -> Signed:
    """Return who one byline names: without "By", dates, posts, degrees, employers and places."""
    signatures = language.signatures
    words = _HANDLE.sub(" ", _MAIL.sub(" ", words[:_LONGEST]))
    words, _ = _opened(" ".join(words.split()), language)
    while (cut := signatures.tails.sub("", words)) != words:
        words = cut
    found = _Found()
    for part, hard in _parts(words, language):
        if hard and found.persons:
            break
        _sort(part, found, outlet, language)
    if found.others and not found.persons and not _is_title(words, language):
        return Signed()
    return Signed(tuple(dict.fromkeys(found.persons)), tuple(dict.fromkeys(found.others)))


def _read_all(entries: Sequence[str], report: Report, language: Language) -> Signed:
    """Return who several entries name together."""
    read = [read_signed(entry, report.outlet, language) for entry in entries]
    persons = _distinct(name for each in read for name in each.persons)
    return Signed(persons, _distinct(name for each in read for name in each.others))


def _read_given(report: Report, basis: str | None, language: Language) -> Signed:
    """Return who the page's data name: each entry of JSON-LD is an author, be it a desk or an agency."""
    entries = _list(dict(report.extra).get("byline_as_written")) or (
        (report.byline,) if report.byline else ()
    )
    if basis == "byline":
        return _read_all(entries, report, language)
    read = [(entry, read_signed(entry, report.outlet, language)) for entry in entries]
    persons = _distinct(name for _, each in read for name in each.persons)
    bare = [
        each.others[0] if each.others else entry
        for entry, each in read
        if not each.persons and (each.others or _may_sign(entry, basis))
    ]
    listed = basis is not None and basis.startswith("json-ld")
    beside = [name for name in bare if listed and not _is_own(name, report.outlet)]
    return Signed(persons, _distinct(bare), _distinct(beside))


def _may_sign(entry: str, basis: str | None) -> bool:
    """Say whether words that name nobody are an author: not an account's short name in a meta tag."""
    account = basis is not None and basis.startswith("meta") and entry.islower() and len(entry.split()) < 2
    return not account and _fold(entry) not in _NOBODY


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Return names without repeats, whatever their case."""
    kept: dict[str, str] = {}
    for name in names:
        kept.setdefault(_fold(name), name)
    return tuple(name for key, name in kept.items() if key)


def _outdoes(shown: Signed, given: Signed, basis: str | None) -> bool:
    if not shown.persons:
        return False
    if not given.persons:
        return True
    ours, theirs = {_fold(name) for name in shown.persons}, {_fold(name) for name in given.persons}
    return ours > theirs or (ours.isdisjoint(theirs) and basis is not None and basis.startswith("meta"))


def _written(lines: Sequence[Line], report: Report, language: Language) -> Signed:
    """Return who a line near the headline names, after a word that opens a byline and before nothing else."""
    headline = next((at for at, line in enumerate(lines) if line.role is Role.HEADLINE), None)
    body = next((at for at, line in enumerate(lines) if line.role is Role.PARAGRAPH), len(lines))
    first = headline if headline is not None else body
    for line in lines[max(first - _ABOVE, 0) : max(first, min(body, first + _BELOW)) + _BELOW]:
        if len(line.words) > _LONGEST_LINE or line.role is Role.HEADLINE:
            continue
        found = _run(line.words, report, language)
        if not found.names and line.role is Role.BYLINE:
            found = read_signed(line.words, report.outlet, language)
        if found.names:
            return found
    return Signed()


def _run(words: str, report: Report, language: Language) -> Signed:
    """Return the names that a line opens with after "By", where nothing but a date or a bar follows them."""
    for piece in (words, *_HARD.split(words)[1:]):
        rest, opened = _opened(piece, language)
        if not opened or not rest:
            continue
        length = _names_length(rest, language)
        behind = rest[length:]
        if length and (_ENDED.match(behind) or language.signatures.tails.match(behind)):
            return read_signed(rest[:length], report.outlet, language)
    return Signed()


def _names_length(words: str, language: Language) -> int:
    """Return how far a line goes on in capitalised words and what stands between them."""
    end = at = 0
    for match in _NAME_WORD.finditer(words):
        word = match[1]
        named = _is_capital(word) or word in language.signatures.between or _joins(word, language)
        if match.start() != at or not named or _is_month(word, words[match.end() :], language):
            break
        end, at = match.end(1), match.end()
    return end


def _is_month(word: str, behind: str, language: Language) -> bool:
    """Say whether a word is a month, and no name, since a number follows it."""
    folded = word.casefold().strip(".")
    known = folded in language.lines.dates.months or folded in language.signatures.months
    return known and behind.lstrip()[:1].isdigit()


def _joins(word: str, language: Language) -> bool:
    return language.signatures.parts.fullmatch(f" {word} ") is not None


def _opened(words: str, language: Language) -> tuple[str, bool]:
    """Return a byline without what opens it, and whether anything did."""
    opened = False
    words = _BEFORE.sub("", words)
    if language.signatures.opens.fullmatch(f"{words} "):
        return "", True
    while (match := language.signatures.opens.match(words)) is not None:
        rest = words[match.end() :]
        colon = ":" in match.group() or "：" in match.group()
        named = len(rest.split()) < 2 and match.group()[:1].isupper() and " " not in match.group().strip()
        first_name = named and match.group().strip().casefold() != language.signatures.by
        if not rest or not (colon or _is_capital(rest)) or (first_name and not colon):
            break
        words, opened = rest.lstrip(" :"), True
    return words, opened


def _parts(words: str, language: Language) -> Iterator[tuple[str, bool]]:
    """Yield the parts between the marks of a byline, and whether a mark before it ends a list of names."""
    found = [match.span() for match in language.signatures.parts.finditer(words)]
    marks = [(0, 0), *found, (len(words), len(words))]
    for before, after in pairwise(marks):
        part = words[before[1] : after[0]].strip(" .:*'\"“”‘’_")
        part = language.signatures.joined.sub("", part)
        if part:
            yield part, _HARD.search(words[before[0] : before[1]]) is not None


def _sort(part: str, found: _Found, outlet: str | None, language: Language) -> None:
    signatures = language.signatures
    folded = part.casefold()
    if folded in signatures.suffixes and found.persons:
        found.persons[-1] += f" {part}"
        return
    if folded in _NOBODY or "://" in part or any(char.isdigit() for char in part):
        return
    degree = folded in signatures.degrees and (part.isupper() or "." in part)
    if degree and found.persons:
        return
    part = _without_calling(_without_employer(part, outlet, language), outlet, language)
    words = part.split()
    if not words or _LABELLED.match(part):
        return
    if _is_desk(part, words, outlet, language):
        found.others.append(part)
    elif len(words) == 1:
        # After a name a single word is a place, an employer or the second half of a post.
        if not found.persons and not _DOMAIN.match(part) and _is_capital(part):
            found.others.append(part)
    elif is_section(part, language) and found.persons:
        return
    elif _is_name(words, language):
        found.persons.append(part)
    elif not found.persons and _is_capital(part):
        found.others.append(part)


def _without_employer(part: str, outlet: str | None, language: Language) -> str:
    """Return a name without the known outlet that stands behind it ("Ann Example Associated Press")."""
    words = part.split()
    for at in range(2, len(words)):
        behind = " ".join(words[at:])
        if _is_outlet(behind, outlet, language) and (at > 2 or len(words) > 3 or behind.isupper()):
            return " ".join(words[:at])
    return part


def _without_calling(part: str, outlet: str | None, language: Language) -> str:
    """Return a name without where it was written and the calling behind it ("Ann Example Staff Writer")."""
    words = part.split()
    place = next((at for at, word in enumerate(words) if at > 1 and word in language.signatures.stops), None)
    words = words[:place]
    if words and words[-1].casefold() in language.signatures.callings:
        name = list(words)
        while name and name[-1].casefold() in language.signatures.posts:
            name.pop()
        known = bool(name) and language.outlets.find(name[0]) is not None
        person = len(name) in (2, 3) and not known and _is_name(name, language)
        if person and not _is_desk(" ".join(name), name, outlet, language):
            return " ".join(name)
    return " ".join(words)


def _is_outlet(name: str, outlet: str | None, language: Language) -> bool:
    return language.outlets.find(name) is not None or _is_own(name, outlet)


def _is_own(name: str, outlet: str | None) -> bool:
    own, folded = fold_outlet(outlet or ""), fold_outlet(name)
    return bool(own) and (folded == own or folded.startswith(f"{own} "))


def _is_desk(part: str, words: Sequence[str], outlet: str | None, language: Language) -> bool:
    if any(word.casefold().strip(".") in language.signatures.posts for word in words):
        return True
    if _is_outlet(part, outlet, language) or sounds_like_outlet(part, language):
        return True
    return len(words) < 4 and language.outlets.find(words[0]) is not None and words[0].isupper()


def _is_name(words: Sequence[str], language: Language) -> bool:
    between = language.signatures.between
    return (
        2 <= len(words) <= _MOST_NAME_WORDS
        and words[0].casefold() != "the"
        and all(_is_capital(word) or _holds_capital(word) or word.casefold() in between for word in words)
    )


def _holds_capital(word: str) -> bool:
    """Say whether a word has a capital inside ("al-Masri", "d'Orsay")."""
    return any(char.isupper() for char in word)


def _is_capital(word: str) -> bool:
    first = next((char for char in word if char.isalnum()), "")
    return first.isupper() or (first.isalpha() and first.upper() == first.lower())


def _is_title(words: str, language: Language) -> bool:
    """Say whether words may be the name of a desk: hardly any of them begins with a small letter."""
    signatures = language.signatures
    small = [
        word
        for word in words.split()
        if not _is_capital(word) and word.casefold().strip(".,") not in signatures.posts | signatures.between
    ]
    return len(small) <= 1


def _fold(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold()))


def _list(value: str | None) -> tuple[str, ...]:
    try:
        found = json.loads(value) if value is not None else []
    except ValueError:
        return ()
    return tuple(each for each in found if isinstance(each, str)) if isinstance(found, list) else ()


def _text(value: str | None) -> str | None:
    try:
        found = json.loads(value) if value is not None else None
    except ValueError:
        return None
    return found if isinstance(found, str) else None
