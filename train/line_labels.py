"""Labels for the lines of saved pages: what a naive scraper keeps of a page, and what each line of it is.

    python -m train.line_labels --data ../shared/data      # writes line_labels.jsonl beside this file

The text is every line that a browser shows, menus, captions and related links left in. A line's role
comes from the article text that people marked, then from the page's own markup (``h1``, captions,
bylines, times); our rules over words have no say. No text is kept: a page is known by its name in the data,
a line by its number and a short digest.
"""

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from reportedly.reports.facts import find_facts
from reportedly.reports.kinds import Limits
from reportedly.reports.lines import PageLine, is_heading, page_lines
from reportedly.reports.markup import Mark
from reportedly.reports.metadata import read_page_data
from reportedly.reports.sorting import LONGEST_CAPTION, find_headline, fold
from reportedly.reports.tree import parse_page
from reportedly.terms.reports import Origin, Problem
from reportedly.terms.spans import Role

LABELS = Path(__file__).with_name("line_labels.jsonl")
LETTERS = {
    "h": Role.HEADLINE,
    "b": Role.BYLINE,
    "d": Role.DATELINE,
    "p": Role.PARAGRAPH,
    "s": Role.SUBHEADING,
    "c": Role.CAPTION,
    "n": Role.NAVIGATION,
}
"""Roles by the letter they are written with; notices, posts and pull quotes are among ``navigation``."""

_LETTER = {role: letter for letter, role in LETTERS.items()}
_DIGEST = 6
_RUN, _SHARED, _LONG = 4, 0.8, 8
_FAR, _NEAR, _SHORT = 40, 12, 120
_FOLDS = 10
_HELD = 3
_BY = re.compile(r"(?:written\s+)?by:?\s+[A-Z]", re.I)
_CREDIT = re.compile(r"(?:photo(?:graph)?s?|image|picture|credit)\b.{0,20}?[:/|(]", re.I)
_DATE = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}\b.{0,6}\b(?:19|20)\d\d\b"
    r"|\b\d{1,2}(?:st|nd|rd|th)?\s+[a-z]{3,9}\.?,?\s+(?:19|20)\d\d\b|\b\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d\b"
    r"|\b(?:19|20)\d\d[/.-]\d{1,2}[/.-]\d{1,2}",
    re.I,
)
_SECOND_LEVEL = frozenset(("co", "com", "org", "net", "ac", "gov", "edu", "blogspot", "wordpress"))


@dataclass(frozen=True, slots=True)
class Labelled:
    """A page as plain lines with their roles; ``held`` says that its publisher is kept from training."""

    name: str
    publisher: str
    held: bool
    lines: tuple[str, ...]
    roles: tuple[Role, ...]


def publisher_of(address: str) -> str:
    """Return the registered name of an address's host: "example.co.uk", "example.com"."""
    parts = (urlsplit(address if "://" in address else f"//{address}").hostname or "").split(".")
    return ".".join(parts[-3:] if len(parts) > 2 and parts[-2] in _SECOND_LEVEL else parts[-2:])


def is_held(publisher: str) -> bool:
    """Say whether a publisher's pages are for measuring: three of ten are, by digest of the name."""
    return int(sha256(publisher.encode()).hexdigest(), 16) % _FOLDS < _HELD


def visible_lines(raw: bytes) -> tuple[tuple[PageLine, ...], str | None]:
    """Return the lines of a page that are not hidden, and its title as the page says it."""
    page = parse_page(raw, None, Origin(uri="page"), Limits())
    if isinstance(page, Problem):
        return (), None
    lines = page_lines(page.root)
    facts = find_facts(page.root, read_page_data(page.root), lines, raw)
    shown = tuple(line for line in lines if not line.marks & Mark.HIDDEN)
    return shown, facts.title.value if facts.title else None


def roles_of(lines: Sequence[PageLine], title: str | None, truth: str) -> tuple[Role, ...]:
    """Return the role of each line from the marked article text and the markup."""
    body = _body(lines, truth)
    headline = find_headline(lines, title)
    if headline in body and not is_heading(lines[headline]):
        headline = None
    first, last = min(body, default=0), max(body, default=len(lines))
    top = min(first, headline) if headline is not None else first
    lengths: Counter[int] = Counter()
    for line in lines:
        lengths[id(line.root)] += len(line.words)
    roles = []
    for at, line in enumerate(lines):
        if at == headline:
            roles.append(Role.HEADLINE)
        elif at in body:
            roles.append(Role.SUBHEADING if is_heading(line) else Role.PARAGRAPH)
        elif top - _NEAR <= at <= last + 2 and (at > top - 4 or line.marks & Mark.CAPTION):
            roles.append(_around(line, lengths[id(line.root)], at <= first))
        else:
            roles.append(Role.NAVIGATION)
    return tuple(roles)


def _around(line: PageLine, length: int, outside: bool) -> Role:
    away = line.marks & (Mark.ASIDE | Mark.MENU | Mark.COMMENT | Mark.PROFILE | Mark.POST)
    if line.marks & Mark.CAPTION and length <= LONGEST_CAPTION and not line.marks & Mark.MENU:
        return Role.CAPTION
    if _CREDIT.match(line.words) and len(line.words) <= _SHORT:
        return Role.CAPTION
    if away or not outside:
        return Role.NAVIGATION
    if len(line.words) <= _SHORT and (found := _signed_or_dated(line)) is not None:
        return found
    words = len(line.words.split())
    deck = not line.linked and (words >= _LONG or (line.marks & Mark.LEAD and words > 4))
    return Role.SUBHEADING if deck else Role.NAVIGATION


def _signed_or_dated(line: PageLine) -> Role | None:
    dated = _DATE.search(line.words) is not None
    if _BY.match(line.words) or (line.marks & Mark.BYLINE and not dated):
        return Role.BYLINE
    timed = line.marks & Mark.TIME and any(char.isdigit() for char in line.words)
    return Role.DATELINE if timed or (dated and not line.linked) else None


def _body(lines: Sequence[PageLine], truth: str) -> frozenset[int]:
    """Return the lines whose words stand in the article text, in its order, near others that do."""
    whole = f" {fold(truth)} "
    own = {fold(line) for line in truth.splitlines()}
    words = whole.split()
    runs = {tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}
    long = {at for at, line in enumerate(lines) if _is_shared(fold(line.words), whole, runs)}
    long = {
        at for at in long if any(other != at and abs(other - at) <= _FAR for other in long) or len(long) == 1
    }
    if not long:
        return frozenset(at for at, line in enumerate(lines) if fold(line.words) and fold(line.words) in own)
    first, last = min(long), max(long)
    short = {
        at
        for at in range(max(first - 2, 0), min(last + 3, len(lines)))
        if (words_of := fold(lines[at].words)) and words_of in own
    }
    return frozenset(long | short)


def _is_shared(line: str, whole: str, runs: set[tuple[str, ...]]) -> bool:
    words = line.split()
    if len(words) < _LONG:
        return False
    if f" {line} " in whole:
        return True
    own = [tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)]
    return sum(run in runs for run in own) >= _SHARED * len(own)


def _digest(line: str) -> str:
    return sha256(line.encode("utf-8", "replace")).hexdigest()[:_DIGEST]


def make(data: Path) -> Iterator[dict[str, str]]:
    """Yield a row for each page: its name, its publisher, a letter and a digest for each line."""
    truth = json.loads((data / "pages/ground-truth.json").read_text(encoding="utf-8"))
    for name in sorted(truth):
        raw = gzip.decompress((data / f"pages/html/{name}.html.gz").read_bytes())
        lines, title = visible_lines(raw)
        roles = roles_of(lines, title, truth[name]["articleBody"])
        yield {
            "page": name,
            "publisher": publisher_of(truth[name]["url"]),
            "roles": "".join(_LETTER[role] for role in roles),
            "digests": "".join(_digest(line.words) for line in lines),
        }


def read(data: Path, labels: Path = LABELS) -> Iterator[Labelled]:
    """Yield the labelled pages; a line whose words are no longer those that were labelled is left out."""
    for row in map(json.loads, labels.read_text(encoding="utf-8").splitlines()):
        raw = gzip.decompress((data / f"pages/html/{row['page']}.html.gz").read_bytes())
        known = [row["digests"][at : at + _DIGEST] for at in range(0, len(row["digests"]), _DIGEST)]
        given = [LETTERS[letter] for letter in row["roles"]]
        kept, at = list[tuple[str, Role]](), 0
        for line in visible_lines(raw)[0]:
            digest = _digest(line.words)
            found = next((n for n in range(at, min(at + 5, len(known))) if known[n] == digest), None)
            if found is not None:
                kept.append((line.words, given[found]))
                at = found + 1
        publisher = row["publisher"]
        yield Labelled(
            row["page"],
            publisher,
            is_held(publisher),
            tuple(words for words, _ in kept),
            tuple(role for _, role in kept),
        )


def main() -> None:
    """Write the labels."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    rows = [json.dumps(row, separators=(",", ":")) for row in make(data)]
    LABELS.write_text("\n".join(rows) + "\n", encoding="utf-8")
    print(f"{LABELS.name}: {len(rows)} pages")


if __name__ == "__main__":
    main()
