"""How pages sign their reports: what stands before, between and behind the names of authors."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reportedly.language.tables import read_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatures:
    """Patterns and word sets (lower case) of bylines; ``months`` are those of other languages, 1 to 12.

    ``by`` is the opening that no name begins with. ``parts`` stand between names, ``joined`` before one that
    follows a mark. ``callings`` are the posts that stand behind a name without a mark.
    """

    by: str
    opens: re.Pattern[str]
    parts: re.Pattern[str]
    joined: re.Pattern[str]
    tails: re.Pattern[str]
    between: frozenset[str]
    posts: frozenset[str]
    callings: frozenset[str]
    stops: frozenset[str]
    degrees: frozenset[str]
    suffixes: frozenset[str]
    months: Mapping[str, int]


def load_signatures(code: str) -> Signatures:
    """Return the byline words of ``language/<code>/signatures.toml``."""
    table = read_table(code, "signatures")
    opens = "|".join(_opening(words) for words in sorted(table["opens"], key=lambda w: (-len(w), w)))
    joins = "|".join(sorted(table["joins"], key=lambda word: (-len(word), word)))
    return Signatures(
        by=table["by"],
        opens=re.compile(rf"(?:{opens})", re.IGNORECASE),
        parts=re.compile(
            rf"\s*[,;|·•/／&\n\t]+\s*|\s+[-–—]+\s*|\s*\(|\)\s*|\s+(?:{joins}|AND|And)\s+|(?<=[a-z]{{3}})\.\s+"
        ),
        joined=re.compile(rf"^(?:{joins}|AND|And)\s+"),
        tails=re.compile(rf"(?:^|[\s,|·-]+)(?:{'|'.join(table['tails'])})\s*$", re.IGNORECASE),
        between=frozenset(table["between"]),
        posts=frozenset(table["posts"]),
        callings=frozenset(table["callings"]),
        stops=frozenset(table["stops"]),
        degrees=frozenset(table["degrees"]),
        suffixes=frozenset(table["suffixes"]),
        months={name: int(number) for number, names in table["months"].items() for name in names},
    )


def _opening(words: str) -> str:
    """Return a pattern for an opening and the space after it; one with a colon needs none."""
    bare = re.escape(words.rstrip(":："))
    if words.endswith((":", "：")):
        return rf"{bare}\s?[:：]\s*"
    return rf"{bare}(?:\s?:\s*|\s+)" if words.isascii() or words[0].isalpha() else bare
