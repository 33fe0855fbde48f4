"""Who appears in a report: persons, bodies and outlets by the names and descriptions it uses for them."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportedly.language.language import Language
from reportedly.terms.names import fold_name
from reportedly.terms.readings import AMOUNTS, Name, NameKind, Reading

_WORD = re.compile(r"[^\W_][\w.'’&-]*")
_ACRONYM = re.compile(r"[^\S\n]{0,2}\(([A-Z][A-Z&.]{1,9})s?\)")
_APPOSED = re.compile(r"\s?,\s(?:the |an? |its |his |her |their )?([^,.;:\n“”\"]{3,80})(?=[,.;])")
_BEFORE = re.compile(
    r"(?:^|[.;:,“”\"\n]\s?|\b(?:the|The|a|A|an|An|its|Its|his|His|her|Her)\s)([^.;:,“”\"\n]{3,80}),\s$"
)
_BODIES = frozenset({NameKind.ORGANISATION, NameKind.GROUP, NameKind.FACILITY, NameKind.UNKNOWN})
_HEAD_ENDS = frozenset(
    {"of", "for", "at", "in", "on", "to", "with", "from", "near", "who", "which", "that", "and"}
)
LONGEST_ROLE = 6
"""Words before a name that may be its title."""


@dataclass(frozen=True, slots=True)
class Role:
    """A description that stands beside a name: where, its words in lower case, its head, and the name."""

    at: int
    words: frozenset[str]
    head: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Who appears in a report; everything but ``persons`` and ``acronyms`` is in text order.

    ``persons`` maps a surname in lower case to the fullest name, ``acronyms`` a short form to its long
    form; ``people`` (persons as subjects) and ``outlets`` hold (code point, canonical name), ``bodies``
    (code point, name as written); ``roles`` are the descriptions of persons, ``genders`` what is known of
    each; ``own`` is the outlet that printed the report.
    """

    persons: Mapping[str, str]
    people: tuple[tuple[int, str], ...]
    outlets: tuple[tuple[int, str], ...]
    bodies: tuple[tuple[int, str], ...]
    roles: tuple[Role, ...]
    acronyms: Mapping[str, str]
    genders: Mapping[str, str]
    own: str | None


def clean(words: str) -> str:
    """Return words joined by single spaces, possessive endings and edge marks gone."""
    joined = " ".join(words.split()).strip(" \"“”‘’'.,;:()")
    for ending in ("'s", "’s"):
        joined = joined.removesuffix(ending)
    return joined


def words_in(text: str) -> list[str]:
    """Return the words of a text in lower case."""
    return [match.group().lower().rstrip(".") for match in _WORD.finditer(text)]


def head_of(words: Sequence[str]) -> str:
    """Return the head of a description: its last word before a preposition or a clause, "" for none."""
    for at, word in enumerate(words):
        if word in _HEAD_ENDS and at:
            return words[at - 1]
    return words[-1] if words else ""


def outlet_inside(words: str, language: Language) -> str | None:
    """Return the canonical outlet that the words name, or that some run of them names, longest run first."""
    parts = words.split()
    for length in range(len(parts), 0, -1):
        for first in range(len(parts) - length + 1):
            known = language.outlets.find(" ".join(parts[first : first + length]))
            if known is not None and (length > 1 or len(parts) == 1):
                return known.name
    return None


def _may_be_person(words: str, language: Language) -> bool:
    """Tell whether a name could be a person's: no known alias, no acronym at its end, no joined words."""
    last = words.split()[-1]
    known = words.lower() in language.cues.aliases
    return (
        not known
        and not (last.isupper() and len(last) > 1)
        and not ("-" in words and " " in words and words[0].isupper() and "-" in words.split()[0])
    )


def _described_outlet(reading: Reading, name: Name, words: str, language: Language) -> str | None:
    """Return a name that its neighbours describe as an outlet ("the news site X", "X, a Baghdad daily")."""
    if name.kind is NameKind.PERSON:
        return None
    heads = language.cues.outlet_heads
    before = reading.text[max(0, name.start - 60) : name.start].rpartition("\n")[2].split()
    if before and before[-1] in heads and before[-1] not in language.cues.outlet_names:
        return words
    comma = reading.text[name.end : name.end + 2].lstrip()[:1] == ","
    apposed = _APPOSED.match(reading.text, name.end, name.end + 100) if comma else None
    if apposed is not None and head_of(words_in(apposed.group(1))) in heads:
        return words
    parts = words.split()
    return words if len(parts) > 1 and parts[-1].lower() in language.cues.outlet_names else None


def _title(reading: Reading, name: Name, language: Language) -> str:
    """Return the title right before a name ("Former Iraqi foreign minister"), "" where none stands there."""
    line = reading.text[max(0, name.start - 80) : name.start].rpartition("\n")[2]
    kept: list[str] = []
    for word in reversed(re.findall(r"[^\s]+", line)):
        bare = word.strip('.,;:“”"()').lower()
        ends = word[-1] in ',;:“”"()' or (word[-1] == "." and bare not in language.words.abbreviations)
        if ends or bare in language.cues.definite | language.cues.indefinite or len(kept) == LONGEST_ROLE:
            break
        if bare in language.cues.verbs or bare in {"and", "by", "to", "as", "told", "said", "with"}:
            break
        kept.append(bare)
    return " ".join(reversed(kept))


def _roles(reading: Reading, name: Name, full: str, language: Language) -> Iterator[Role]:
    """Yield the descriptions beside a person's name: title, apposition, or what it is an apposition to."""
    found = [_title(reading, name, language)]
    if (apposed := _APPOSED.match(reading.text, name.end, name.end + 110)) is not None:
        found.append(apposed.group(1))
    if (before := _BEFORE.search(reading.text[max(0, name.start - 110) : name.start])) is not None:
        found.append(before.group(1))
    for words in map(words_in, found):
        head = head_of(words)
        if head:
            yield Role(name.start, frozenset(words), head, full)


def _gender(role: Role, language: Language) -> str | None:
    """Return "he" or "she" where a description tells, else None."""
    for word in sorted(role.words):
        known = language.cues.gendered.get(word)
        if known is not None:
            return known
    return None


def _acronyms(reading: Reading) -> dict[str, str]:
    """Return the short forms that stand in brackets behind the long form whose initials they are."""
    found: dict[str, str] = {}
    for match in _ACRONYM.finditer(reading.text):
        letters = match.group(1).replace(".", "").replace("&", "")
        words = reading.text[max(0, match.start() - 120) : match.start()].rpartition("\n")[2].split()
        for size in range(len(letters), min(len(words), len(letters) + 4) + 1):
            initials = [word[0] for word in words[-size:] if word[0].isupper()]
            if words[-size][0].isupper() and "".join(initials) == letters:
                found.setdefault(match.group(1), clean(" ".join(words[-size:])))
    return found


def _is_subject(reading: Reading, name: Name) -> bool:
    """Tell whether a name holds the subject of a clause; where there is no tree every name may."""
    first = bisect_left(reading.tokens, name.start, key=lambda token: token.start)
    last = bisect_left(reading.tokens, name.end, key=lambda token: token.start)
    inside = reading.tokens[first:last]
    return not inside or any(t.label in {"nsubj", "nsubj:pass", "appos", "flat", ""} for t in inside)


def _fullest(named: Sequence[tuple[Name, str]], language: Language) -> dict[str, str]:
    """Return the longest name by surname; one word alone counts where it is sure to be a person's.

    A surname that the report never completes is completed from the list of persons whom reports do not
    introduce.
    """
    persons: dict[str, str] = {}
    for name, words in named:
        last = words.split()[-1].lower()
        if len(words.split()) > 1 or name.kind is NameKind.PERSON:
            known = persons.get(last, "")
            if len(words.split()) > len(known.split()):
                persons[last] = words
    for last, words in persons.items():
        if len(words.split()) == 1:
            persons[last] = language.cues.known_people.get(last, words)
    return persons


def gather_cast(reading: Reading, language: Language, own: str | None = None) -> Cast:
    """Return the cast of a reading, printed by the outlet ``own``."""
    outlets: list[tuple[int, str]] = []
    bodies: list[tuple[int, str]] = []
    named: list[tuple[Name, str]] = []
    for name in reading.names:
        words = clean(reading.text[name.start : name.end])
        if not words or name.kind in AMOUNTS:
            continue
        outlet = outlet_inside(words, language) or _described_outlet(reading, name, words, language)
        if outlet is not None:
            outlets.append((name.start, outlet))
        elif name.kind in {NameKind.PERSON, NameKind.UNKNOWN} and _may_be_person(words, language):
            named.append((name, words))
        if outlet is None and name.kind in _BODIES:
            bodies.append((name.start, words))
    persons = _fullest(named, language)
    people: list[tuple[int, str]] = []
    roles: list[Role] = []
    genders: dict[str, str] = {}
    for name, words in named:
        full = persons.get(words.split()[-1].lower())
        if full is None or (name.kind is not NameKind.PERSON and len(full.split()) < 2):
            continue
        mine = tuple(_roles(reading, name, full, language))
        roles.extend(mine)
        told = [gender for role in mine if (gender := _gender(role, language)) is not None]
        first = language.cues.first_names.get(fold_name(full.split()[0]))
        if told or first:
            genders.setdefault(full, told[0] if told else str(first))
        if _is_subject(reading, name):
            people.append((name.start, full))
    return Cast(
        persons=persons,
        people=tuple(people),
        outlets=tuple(outlets),
        bodies=tuple(bodies),
        roles=tuple(roles),
        acronyms=_acronyms(reading),
        genders=genders,
        own=own,
    )
