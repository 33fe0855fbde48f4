"""Names of outlets as a page's own furniture writes them, whether or not any list knows them."""

import re
from collections.abc import Iterable, Iterator, Sequence

from reportedly.language.language import Language
from reportedly.language.outlets import OutletKind, fold_outlet

_HEAD = 400
_LONGEST_NAME, _LONGEST_NAME_WORDS = 60, 6
_LONGEST_MASTHEAD_WORDS = 4
_PARTS = re.compile(r"\s+[/|·•→]\s+|\s*[>»›]\s*")
_LABEL = re.compile(r"(?:[^\W_]+[.-])*[^\W_]+\.[a-z]{2,24}(?:/\S*)?$")
_YEARS = re.compile(r"[\s,]+(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?$")
_ARTICLE = re.compile(r"the\s+(?=\S)", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W_]+")


def split_trail(line: str) -> list[str]:
    """Return the parts of a breadcrumb, one part where the line has no such marks."""
    return [part.strip() for part in _PARTS.split(line)]


def is_section(part: str, language: Language) -> bool:
    """Say whether words name a part of any news site ("Opinion", "World") or of the world."""
    folded = " ".join(part.casefold().split()).strip(" .:")
    return folded in language.lines.menu or folded in language.lines.outlet.sections


def clean_name(words: str, language: Language) -> str | None:
    """Return an outlet's name, canonical where it is known, else without "The", years and company forms.

    None where the words cannot be a name: a section, a place, a sentence.
    """
    bare = _YEARS.sub("", language.lines.outlet.company.sub("", words[:_HEAD].strip(" .,;:|")).strip(" ,"))
    known = language.outlets.find(bare)
    if known is not None:
        return known.name
    name = (
        " ".join(_ARTICLE.sub("", bare, count=1).split()) if _ARTICLE.match(bare) else " ".join(bare.split())
    )
    if not name or len(name) > _LONGEST_NAME or len(name.split()) > _LONGEST_NAME_WORDS:
        return None
    if _LABEL.match(first := name.split()[0]):
        return first
    if is_section(name, language) or not (name[0].isupper() or name[0].isdigit()):
        return None
    return name if any(char.isalpha() for char in name) else None


def sounds_like_outlet(name: str, language: Language) -> bool:
    """Say whether a name is a known outlet's or ends in a word that only outlets end in ("Courier")."""
    if language.outlets.find(name) is not None or is_agency(name, language):
        return True
    words = name.casefold().split()
    return 2 <= len(words) <= _LONGEST_MASTHEAD_WORDS and words[-1] in language.lines.outlet.titles


def is_agency(name: str, language: Language) -> bool:
    """Say whether others print this outlet's text: a known agency, or a name like "Northern Wire"."""
    known = language.outlets.find(name)
    if known is not None:
        return known.kind is OutletKind.AGENCY
    return language.lines.outlet.agency.search(name) is not None


def agree(left: str, right: str) -> bool:
    """Say whether two names are one, or one is the end of the other ("Beacon", "Basra Beacon")."""
    short, long = sorted((fold_outlet(left).split(), fold_outlet(right).split()), key=len)
    return bool(short) and long[-len(short) :] == short


def fits_domain(name: str, domain: str) -> bool:
    """Say whether a domain spells the name ("Basra Beacon", basrabeacon.example)."""
    letters = "".join(_LETTERS.findall(fold_outlet(name)))
    labels = [re.sub(r"[\W_]", "", label) for label in domain.casefold().split(".")[:-1]]
    return len(letters) >= 4 and any(label in (letters, f"the{letters}") for label in labels)


def is_initials(short: str, name: str) -> bool:
    """Say whether a short form is made of the first letters of a name ("CPA")."""
    letters = "".join(word[0] for word in fold_outlet(name).split() if word[0].isalnum())
    return len(short) > 1 and short.replace(".", "").casefold() == letters


def read_named(
    patterns: Sequence[re.Pattern[str]], lines: Iterable[str], language: Language
) -> Iterator[str]:
    """Yield the name that each line gives by the first of the patterns that yields one (group "outlet")."""
    for line in lines:
        found = (
            clean_name(match["outlet"], language)
            for pattern in patterns
            if (match := pattern.search(line[:_HEAD])) is not None
        )
        if name := next((name for name in found if name), None):
            yield name


def imprint_names(notices: Sequence[str], language: Language) -> tuple[str, ...]:
    """Return the names in mirror and copyright lines, agencies' included, in text order without repeats."""
    patterns = (*language.lines.outlet.mirror, *language.lines.outlet.copyright)
    return tuple(dict.fromkeys(read_named(patterns, notices, language)))
