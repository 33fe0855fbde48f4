"""Noise for training: what happens to news on its way, done to passages at random.

Upper case and headlines change feature codes alone, because the pieces are uncased anyway.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.random import Generator

from reportedly.readings.encode import CASING, QUOTING, SPACING, Pieces, encode_words
from reportedly.readings.labels import NAME_TYPES
from reportedly.readings.words import find_words
from train.data import HEAD_UNKNOWN, Column, Passage, Task, part, table_of

# Our own wording of what scrapers leave between paragraphs.
LEFTOVERS = (
    "Advertisement", "Story continues below", "Share this article", "Read more",
    "Sign up for our newsletter", "Click to enlarge", "Photo: handout", "Image caption", "Related stories",
    "Continue reading the main story", "Follow us", "Most read", "Subscribe now for full access",
    "Print this page", "0 comments", "Skip to content", "Updated 3 hours ago", "2 min read",
    "All rights reserved.", "Cookie settings", "Watch: video", "|", "* * *", "Tweet", "Back to top",
    "Listen to this article", "Report an error", "Save for later", "More on this topic:", "Copy link",
    "Home > World > News", "Getty Images/file", "(File photo)", "Loading...", "Email Print",
)  # fmt: skip


SWAPPED = frozenset(("PERSON", "ORG", "LOC", "FAC", "PRODUCT"))


@dataclass(frozen=True, slots=True)
class Rates:
    """How often each kind of noise strikes a passage (0 to 1)."""

    upper: float = 0.07
    lower: float = 0.03
    headline: float = 0.06
    no_quotes: float = 0.08
    other_quotes: float = 0.10
    no_stops: float = 0.05
    leftovers: float = 0.06
    no_lines: float = 0.08
    new_lines: float = 0.15
    no_features: float = 0.03
    other_names: float = 0.35


@dataclass(frozen=True, slots=True)
class Kit:
    """What the noise needs: encoded leftovers and the piece ids of marks."""

    leftovers: tuple[Passage, ...]
    straight: int
    opening: int
    closing: int
    stops: tuple[int, ...]
    names: tuple[tuple[Passage, ...], ...]  # names seen in the corpus, for each type


def make_kit(pieces: Pieces, named: Sequence[Passage]) -> Kit:
    """Encode the leftovers and marks once, and collect the names of passages."""
    encoded = [encode_words(text, find_words(text), pieces) for text in LEFTOVERS]
    left = tuple(Passage(Task.SYNTAX, e.ids, table_of(e)) for e in encoded)
    straight, opening, closing = (ids[0] for ids, _ in pieces.look_up(['"', "“", "”"]))
    stops = tuple(ids[0] for ids, _ in pieces.look_up([".", "!", "?"]))
    return Kit(left, straight, opening, closing, stops, collect_names(named))


def add_noise(passage: Passage, kit: Kit, rates: Rates, dice: Generator) -> Passage:
    """A noisy passage; the table of the one given may be changed."""
    hits = dice.random(10)
    if passage.task is Task.NAMES and hits[7] < rates.other_names:
        passage = swap_names(passage, kit, dice)
    if hits[0] < rates.leftovers:
        passage = insert_leftover(passage, kit, dice)
    if hits[1] < rates.no_quotes:
        passage = without(passage, passage.table[Column.QUOTING] >= QUOTING["opening"])
        passage.table[Column.QUOTING] = QUOTING["outside"]
    elif hits[1] < rates.no_quotes + rates.other_quotes:
        passage = swap_quotes(passage, kit, bool(dice.random() < 0.5))
    if hits[2] < rates.no_stops:
        passage = without(passage, final_stops(passage, kit))
    if hits[3] < rates.no_lines or hits[4] < rates.new_lines:
        change_lines(passage.table, bool(hits[3] < rates.no_lines), dice)
    change_case(passage.table, float(hits[5]), rates, dice)
    if hits[6] < rates.no_features:
        passage.table[Column.CASING] = CASING["lower"]
        passage.table[Column.QUOTING] = QUOTING["outside"]
    return passage


def name_ranges(passage: Passage) -> list[tuple[int, int, int]]:
    """(type number, first word, end) of each name in a passage."""
    types, spans = passage.table[Column.NAME_TYPE], passage.table[Column.NAME_SPAN]
    rims = np.flatnonzero((np.diff(spans, prepend=-1) != 0) | (np.diff(types, prepend=-1) != 0)).tolist()
    runs = pairwise([*rims, len(spans)])
    return [(int(types[a]), a, b) for a, b in runs if types[a] > 0]


def collect_names(passages: Sequence[Passage]) -> tuple[tuple[Passage, ...], ...]:
    """All names of some passages, a list a type; as often as they occur."""
    out: list[list[Passage]] = [[] for _ in NAME_TYPES]
    for passage in passages:
        for kind, start, end in name_ranges(passage):
            out[kind - 1].append(part(passage, start, end))
    return tuple(tuple(names) for names in out)


def swap_names(passage: Passage, kit: Kit, dice: Generator) -> Passage:
    """About half of the names of people, organisations and places replaced by others of their type.

    The encoder knows too few of the world's names: it must learn to read what stands around them.
    """
    parts, at = [], 0
    for number, (kind, start, end) in enumerate(name_ranges(passage)):
        pool = kit.names[kind - 1]
        if NAME_TYPES[kind - 1] not in SWAPPED or not pool or dice.random() < 0.5:
            continue
        other = pool[int(dice.integers(len(pool)))]
        table = other.table.copy()
        table[Column.SPACING, 0] = passage.table[Column.SPACING, start]
        table[Column.QUOTING] = passage.table[Column.QUOTING, start]
        table[Column.NAME_SPAN] = 1_000_000 + number
        parts += [part(passage, at, start), Passage(passage.task, other.ids, table)]
        at = end
    if not parts:
        return passage
    parts.append(part(passage, at, passage.table.shape[1]))
    ids = np.concatenate([p.ids for p in parts])
    return Passage(passage.task, ids, np.concatenate([p.table for p in parts], 1))


def change_case(table: np.ndarray, hit: float, rates: Rates, dice: Generator) -> None:
    """Upper, lower or headline case in the casing row."""
    casing = table[Column.CASING]
    letters = (casing >= CASING["lower"]) & (casing <= CASING["mixed"])
    if hit < rates.upper:
        casing[letters] = CASING["upper"]
    elif hit < rates.upper + rates.lower:
        casing[letters] = CASING["lower"]
    elif hit < rates.upper + rates.lower + rates.headline:
        chosen = (casing == CASING["lower"]) & (dice.random(len(casing)) < 0.75)
        casing[chosen] = CASING["title"]


def change_lines(table: np.ndarray, remove: bool, dice: Generator) -> None:
    """Turn line breaks into spaces, or begin some sentences on a new line where starts are known."""
    spacing = table[Column.SPACING]
    if remove:
        spacing[1:][spacing[1:] >= SPACING["line"]] = SPACING["space"]
    else:
        chosen = (table[Column.START] == 1) & (dice.random(len(spacing)) < 0.4)
        spacing[chosen] = dice.choice([SPACING["line"], SPACING["paragraph"]])


def final_stops(passage: Passage, kit: Kit) -> np.ndarray:
    """The words that are full stops at the end of a line or of the passage [W]."""
    table = passage.table
    last = np.append(table[Column.SPACING][1:] >= SPACING["line"], True)
    starts = np.cumsum(table[Column.PIECES]) - table[Column.PIECES]
    return last & np.isin(passage.ids[starts], kit.stops)


def swap_quotes(passage: Passage, kit: Kit, curly: bool) -> Passage:
    """Make the quotation marks curly or straight."""
    quoting = np.repeat(passage.table[Column.QUOTING], passage.table[Column.PIECES])
    ids = passage.ids.copy()
    marks = np.isin(ids, (kit.straight, kit.opening, kit.closing))
    ids[marks & (quoting == QUOTING["opening"])] = kit.opening if curly else kit.straight
    ids[marks & (quoting == QUOTING["closing"])] = kit.closing if curly else kit.straight
    return Passage(passage.task, ids, passage.table)


def without(passage: Passage, drop: np.ndarray) -> Passage:
    """The passage without the words marked in `drop`; heads that go become unknown."""
    keep = ~drop
    if keep.all() or not keep.any():
        return part(passage, 0, len(keep))
    table = passage.table[:, keep].copy()
    new = np.where(keep, np.cumsum(keep) - 1, HEAD_UNKNOWN)
    heads = table[Column.HEAD]
    table[Column.HEAD] = np.where(heads >= 0, new[np.maximum(heads, 0)], heads)
    gone_start = drop & (passage.table[Column.START] == 1)
    if gone_start.any():
        follow = np.cumsum(keep)[gone_start]
        table[Column.START][follow[follow < table.shape[1]]] = 1
    return Passage(passage.task, passage.ids[np.repeat(keep, passage.table[Column.PIECES])], table)


def insert_leftover(passage: Passage, kit: Kit, dice: Generator) -> Passage:
    """Put a leftover as a line of its own before the passage, or before one of its lines or sentences."""
    table = passage.table
    places = np.flatnonzero((table[Column.SPACING] >= SPACING["line"]) | (table[Column.START] == 1))
    inside = table[Column.ATTRIBUTION_SPAN]
    free = [p for p in places if p == 0 or inside[p] <= 0 or inside[p] != inside[p - 1]]
    at = int(dice.choice(free)) if free else 0
    extra = kit.leftovers[int(dice.integers(len(kit.leftovers)))]
    added = extra.table.copy()
    for column in (Column.NAME_TYPE, Column.NAME_SPAN, Column.ATTRIBUTION_TYPE, Column.ATTRIBUTION_SPAN):
        added[column] = 0
    added[Column.START] = 0
    added[Column.START, 0] = 1
    added[Column.SPACING, 0] = SPACING["paragraph"]
    count = added.shape[1]
    joined = np.concatenate([table[:, :at], added, table[:, at:]], 1)
    heads = joined[Column.HEAD]
    heads[heads >= at] += count
    if at + count < joined.shape[1]:
        joined[Column.SPACING, at + count] = SPACING["paragraph"]
    middle = int(table[Column.PIECES][:at].sum())
    ids = np.concatenate([passage.ids[:middle], extra.ids, passage.ids[middle:]])
    return Passage(passage.task, ids, joined)
