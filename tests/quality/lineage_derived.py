"""Derived copies: reports made of the sentences of real articles, so that it is known who copied what.

The articles lie beside the project and nothing of them is kept in it. Every original is copied by a few
others, each keeping some of its sentences as they are, with another typesetting, with a few words changed,
rewritten, or in part, among sentences that mean nothing. The seed is documented and fixed: a figure can be
made again, and rules are tuned on sets of other seeds.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from reportedly.lineage.passages import fold

SEED = 20310505
"""The seed of the set that the table of quality is made on."""
KINDS = ("verbatim", "typeset", "light", "rewrite", "partial")
SHARES = (45, 15, 22, 10, 8)
HOUR_S = 3600


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a derived text: its real sentence (None for filling), and how that was changed."""

    start: int
    end: int
    origin: int | None
    kind: str


@dataclass(frozen=True, slots=True)
class Derived:
    """A derived report: its text and pieces, its family, and how many seconds after the first it appeared."""

    text: str
    pieces: tuple[Piece, ...]
    family: int
    seconds: int
    copied: bool


def articles(path: Path) -> list[list[str]]:
    """Return the sentences of each article of a JSON Lines file, those printed by several left out."""
    with path.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    found = [[line for line in _sentences(text) if 8 <= len(line.split()) <= 80] for text in texts]
    printed = Counter(each for sentences in found for each in {fold(line) for line in sentences})
    kept = [[line for line in sentences if printed[fold(line)] == 1] for sentences in found]
    return [sentences[:40] for sentences in kept if len(sentences) >= 5]


def _sentences(text: str) -> list[str]:
    """Return the sentences of a text, cut where a mark, a space and a capital follow one another."""
    found, start = [], 0
    for at in range(1, len(text) - 1):
        ends = text[at - 1] in ".!?" and text[at].isspace() and text[at + 1].isupper()
        if ends or text[at] == "\n":
            found.append(" ".join(text[start:at].split()))
            start = at
    return [*found, " ".join(text[start:].split())]


def derive(sources: Sequence[Sequence[str]], count: int, seed: int = SEED) -> list[Derived]:
    """Return so many derived reports, three of ten of them originals, as far as there are articles."""
    chance = Random(seed)
    words = [word for sentences in sources[:500] for line in sentences for word in line.split()]
    picked = chance.sample(range(len(sources)), min(len(sources), max(1, 3 * count // 10)))
    lines: list[tuple[int, list[tuple[str, int, str]], int]] = []
    numbers = iter(range(10**9))
    for family, at in enumerate(picked):
        own = [(line, next(numbers), "original") for line in sources[at]]
        lines.append((family, own, chance.randrange(30 * 24 * HOUR_S)))
    made = [_report(family, own, when, copied=False) for family, own, when in lines]
    weights = [chance.paretovariate(1.2) for _ in lines]
    for family, own, when in chance.choices(lines, weights, k=count - len(lines)):
        later = when + 1 + int(chance.expovariate(1 / (24 * HOUR_S)))
        made.append(_report(family, _copied(own, chance, words), later, copied=True))
    return made


def _report(
    family: int, lines: Iterable[tuple[str, int | None, str]], seconds: int, *, copied: bool
) -> Derived:
    """Return a report of these lines, one a paragraph."""
    text, pieces = "", []
    for line, origin, kind in lines:
        pieces.append(Piece(len(text), len(text) + len(line), origin, kind))
        text += line + "\n\n"
    return Derived(text, tuple(pieces), family, seconds, copied)


def _copied(
    own: Sequence[tuple[str, int, str]], chance: Random, words: Sequence[str]
) -> list[tuple[str, int | None, str]]:
    """Return what a copier makes of an original's lines."""
    kept = sorted(chance.sample(range(len(own)), chance.randint(min(3, len(own)), len(own))))
    lines: list[tuple[str, int | None, str]] = []
    for at in kept:
        line, origin, _ = own[at]
        kind = chance.choices(KINDS, SHARES)[0]
        kind = "light" if kind == "partial" and len(line.split()) < 16 else kind
        lines.append((_edited(line, kind, chance, words), origin, kind))
    for _ in range(chance.randint(0, len(kept))):
        lines.insert(chance.randint(0, len(lines)), (_filling(chance, words), None, "filling"))
    return lines


def _filling(chance: Random, words: Sequence[str]) -> str:
    """Return a line of words that mean nothing together."""
    made = [chance.choice(words).strip(".") or "so" for _ in range(chance.randint(9, 30))]
    return " ".join(made).capitalize() + "."


def _edited(line: str, kind: str, chance: Random, words: Sequence[str]) -> str:
    """Return a line as a copier changes it."""
    if kind == "typeset":
        return line.replace('"', "“").replace("'", "’").replace("U.S.", "US").replace(" ", "\u00a0", 1)
    told = line.split()
    if kind == "light":
        for _ in range(chance.randint(1, 3)):
            told[chance.randrange(len(told))] = chance.choice(words)
    if kind == "rewrite":
        told = [chance.choice(words) if chance.random() < 0.15 else word for word in told]
        told = [word for word in told if chance.random() > 0.08]
        if len(told) > 12 and chance.random() < 0.5:
            cut = chance.randint(len(told) // 3, 2 * len(told) // 3)
            told = told[cut:] + told[:cut]
    if kind == "partial":
        half = max(8, len(told) // 2)
        other = _filling(chance, words).split()[: len(told) - half + 2]
        told = told[:half] + other if chance.random() < 0.5 else other + told[-half:]
    return " ".join(told)
