"""MUC-4: reports of attacks in Latin America with templates of the incidents, and how fillers are matched."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.quality.measure import Unit
from tests.quality.shared import SHARED
from tests.quality.spans import pair_off

FOLDER = SHARED / "data" / "events" / "muc4"
SLOTS = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
_TRIVIAL = frozenset(
    {"the", "a", "an", "some", "several", "this", "that", "his", "her", "its", "their", "our"}
)
_WORD = re.compile(r"[^\W_][\w'.-]*")
_AFTER_HEAD = frozenset(
    {"of", "in", "from", "who", "that", "which", "on", "at", "with", "for", "belonging", "to", "near"}
)

Filler = tuple[str, ...]
"""The ways in which one entity is mentioned."""


@dataclass(frozen=True, slots=True)
class Template:
    """One incident: its type, and the entities of each slot."""

    type: str
    slots: Mapping[str, tuple[Filler, ...]]


@dataclass(frozen=True, slots=True)
class Document:
    """A report, all in lower case, and its templates."""

    name: str
    text: str
    templates: tuple[Template, ...]


def documents(part: str) -> Iterator[Document]:
    """Yield the documents of "dev" or "train"; the file is one JSON list or JSON values one after another."""
    text = (FOLDER / f"pretty_{part}.json").read_text(encoding="utf-8")
    decoder, at = json.JSONDecoder(), 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        value, at = decoder.raw_decode(text, at)
        for row in value if isinstance(value, list) else [value]:
            yield Document(row["docid"], row["doctext"], tuple(map(_template, row["templates"])))


def _template(row: Mapping[str, list[list[list[str]]]]) -> Template:
    """Return a template of the file."""
    slots = {slot: tuple(tuple(str(m[0]) for m in entity) for entity in row[slot]) for slot in SLOTS}
    return Template(str(row["incident_type"]), slots)


def words(phrase: str) -> list[str]:
    """Return the words of a phrase that tell something: no articles, no bare numbers."""
    found = (each.strip("'.-") for each in _WORD.findall(phrase.lower()))
    return [each for each in found if each and each not in _TRIVIAL and not each.isdigit()]


def head(phrase: str) -> str:
    """Return the last word of a phrase before its first preposition or relative pronoun, "" for none."""
    said = words(phrase)
    cut = next((at for at, word in enumerate(said) if at and word in _AFTER_HEAD), len(said))
    return said[cut - 1] if said else ""


def same(found: str, gold: Filler) -> bool:
    """Tell whether a phrase is one of an entity's mentions: one holds the other, or their heads agree."""
    mine = words(found)
    for mention in gold:
        theirs = words(mention)
        if not mine or not theirs:
            continue
        joined = (f" {' '.join(mine)} ", f" {' '.join(theirs)} ")
        if joined[0] in joined[1] or joined[1] in joined[0] or head(found) == head(mention):
            return True
    return False


def matched(found: Template, gold: Template) -> int:
    """Return how many slots agree: the type, and entities one-to-one within each slot."""
    right = int(found.type in gold.type.split(" / "))
    for slot in SLOTS:
        pairs = pair_off(
            found.slots[slot], gold.slots[slot], lambda a, b: float(any(same(m, b) for m in a)), 1
        )
        right += len(pairs)
    return right


def size(template: Template) -> int:
    """Return how many slots a template fills, its type among them."""
    return 1 + sum(len(entities) for entities in template.slots.values())


def compare(found: Sequence[Template], gold: Sequence[Template]) -> Unit:
    """Return the counts of a document: templates paired one-to-one, those that agree most first."""
    pairs = pair_off(found, gold, lambda a, b: float(matched(a, b)), 1)
    return Unit(sum(matched(a, b) for a, b in pairs), sum(map(size, found)), sum(map(size, gold)))


def by_slot(found: Sequence[Template], gold: Sequence[Template], slot: str) -> Unit:
    """Return the counts of one slot under the same pairing."""
    pairs = pair_off(found, gold, lambda a, b: float(matched(a, b)), 1)
    right = 0
    for mine, theirs in pairs:
        hits = pair_off(
            mine.slots[slot], theirs.slots[slot], lambda a, b: float(any(same(m, b) for m in a)), 1
        )
        right += len(hits)
    return Unit(right, sum(len(t.slots[slot]) for t in found), sum(len(t.slots[slot]) for t in gold))


def files() -> tuple[Path, ...]:
    """Return the files of the set."""
    return tuple(FOLDER / f"pretty_{part}.json" for part in ("train", "dev"))
