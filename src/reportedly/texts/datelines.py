"""The place, date and agency that open a report's first paragraph: "BAGHDAD, June 3 (AP) -- "."""

import re
from dataclasses import dataclass

from reportedly.language.language import Language

_OPENING = re.compile(
    r"(?P<place>[^\W\d_][^()\n:]{0,59}?)?\s{0,3}(?:[(\[](?P<credit>[^()\[\]\n]{2,40})[)\]])?\s{0,3}"
    r"(?P<mark>--+|[—–]|-(?=\s)|:(?=\s))\s*(?P<rest>\S)"
)
_LONGEST_PLACE_WORDS = 5
_LONGEST_BARE = 120


@dataclass(frozen=True, slots=True)
class Dateline:
    """A paragraph's opening: its length in code points and the words in its brackets, if any."""

    length: int
    credit: str | None


def find_dateline(paragraph: str, language: Language, *, first: bool) -> Dateline | None:
    """Return the dateline that opens a paragraph, None where it opens with running text.

    It is one where the place stands in capitals, where a known outlet or agency stands in brackets, or
    where a date follows the place. A place before a colon counts in the first paragraph alone, since
    interviews name their speakers so.
    """
    match = _OPENING.match(paragraph[:200])
    if match is None or not _may_open(match["rest"]):
        return None
    place, credit = (match["place"] or "").strip(), match["credit"]
    known = credit is not None and _names_source(credit, language)
    parts = [part.strip() for part in place.split(",")]
    if place and not _may_be_place(parts[0], language):
        return None
    colon = match["mark"] == ":"
    if colon and not (first or known):
        return None
    capitals = parts[0].isupper() and len(parts[0]) > (3 if colon else 2)
    dated = len(parts) > 1 and any(char.isdigit() for char in parts[-1]) and len(place) <= 40
    if (place and (capitals or dated)) or known:
        return Dateline(match.start("rest"), credit)
    return None


def read_bare_dateline(line: str, language: Language) -> Dateline | None:
    """Return the dateline that a line consists of, None where it is or holds anything else."""
    if len(line) > _LONGEST_BARE or not line.endswith(("-", "–", "—")):
        return None
    found = find_dateline(f"{line} A", language, first=True)
    return found if found is not None and found.length > len(line) else None


def is_bare_dateline(line: str, language: Language) -> bool:
    """Say whether a line is a dateline and nothing else."""
    return read_bare_dateline(line, language) is not None


def _may_open(mark: str) -> bool:
    return mark.isupper() or mark.isdigit() or not mark.isalnum()


def _may_be_place(name: str, language: Language) -> bool:
    words = name.split()
    return (
        1 <= len(words) <= _LONGEST_PLACE_WORDS
        and name[0].isupper()
        and name.casefold() not in language.lines.dateline_never
        and words[0].casefold() not in language.lines.dateline_never
    )


def _names_source(credit: str, language: Language) -> bool:
    parts = [part.strip() for part in re.split(r"[/,&]", credit)]
    return any(
        part.casefold() in language.lines.dateline_nobody or language.outlets.find(part) is not None
        for part in parts
    )
