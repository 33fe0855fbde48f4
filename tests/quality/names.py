"""Names against worldwide newswire (OntoNotes-like types)."""

import json
from collections.abc import Iterable, Mapping, Sequence

from reportedly.terms.readings import NameKind
from tests.quality.measure import Figure, Measure, Shape, Unit, figure
from tests.quality.pipeline import read_lines
from tests.quality.shared import SHARED
from tests.quality.spans import Stretch

FILE = SHARED / "data" / "names" / "worldwide_dev.jsonl"
Found = tuple[str, Stretch]
"""A type of the gold, and the code points."""
_TYPES: Mapping[str, tuple[str, ...]] = {
    "PERSON": ("person",),
    "ORG": ("organisation",),
    "LOC": ("place",),
    "FAC": ("facility",),
    "NORP": ("group",),
    "DATE": ("date",),
    "MONEY": ("money",),
    "PRODUCT": ("product", "work"),
    "MISC": ("event", "work", "product", "misc", "unknown"),
}
"""The kinds of ours that answer to each type of the gold."""
_HELD = frozenset(kind.value for kind in NameKind)
TYPES = tuple(name for name, kinds in _TYPES.items() if any(kind in _HELD for kind in kinds))
"""The types that a reading can hold; the others are left out on both sides."""
MERGED: Mapping[str, str] = {"PERSON": "PER", "ORG": "ORG", "LOC": "LOC", "FAC": "LOC"}


def entities(tags: Sequence[str], starts: Sequence[int], ends: Sequence[int]) -> list[Found]:
    """Return the entities of IOB tags; an I- that continues nothing opens one."""
    found: list[Found] = []
    open_type = ""
    for tag, start, end in zip(tags, starts, ends, strict=True):
        kind = tag[2:]
        if kind and tag[0] == "I" and kind == open_type:
            found[-1] = (kind, (found[-1][1][0], end))
        elif kind:
            found.append((kind, (start, end)))
        open_type = kind
    return found


def _answers(gold: Found, kinds: Mapping[Stretch, str]) -> bool:
    """Tell whether a name of ours has the gold's code points and a kind that answers to its type."""
    return kinds.get(gold[1]) in _TYPES.get(gold[0], ())


def compare(gold: Iterable[Found], names: Iterable[tuple[str, Stretch]]) -> tuple[Unit, Unit]:
    """Return the counts over all types and over the merged ones; ``names`` are our (kind, code points).

    A name is right where code points and type agree exactly. Merged: person, organisation, place, with
    facilities among the places and all other types left out.
    """
    kinds = {stretch: kind for kind, stretch in names}
    held = [each for each in gold if each[0] in TYPES]
    every = Unit(sum(_answers(each, kinds) for each in held), len(kinds), len(held))
    theirs = {(MERGED[kind], stretch) for kind, stretch in held if kind in MERGED}
    answer = {kind: MERGED[name] for name, all_ in _TYPES.items() if name in MERGED for kind in all_}
    ours = {(answer[kind], stretch) for stretch, kind in kinds.items() if kind in answer}
    return every, Unit(len(theirs & ours), len(ours), len(theirs))


def score() -> tuple[Figure, ...]:
    """Worldwide newswire dev: F1 of names by exact code points and type, over all types and PER-ORG-LOC.

    Every text is read as one paragraph. Types that a ``Reading`` cannot hold are left out on both sides.
    """
    every, merged = [], []
    for number, line in enumerate(FILE.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        reading = read_lines(str(number), row["text"])
        names = [(name.kind.value, (name.start, name.end)) for name in reading.names]
        units = compare(entities(row["ner"], row["b"], row["e"]), names)
        every.append(units[0])
        merged.append(units[1])
    missing = ", ".join(name for name in _TYPES if name not in TYPES)
    note = f"without {missing}, which a reading cannot hold" if missing else ""
    return figure("all", Shape.F1, every, note), figure("merged", Shape.F1, merged)


NAMES = Measure(name="names", data=(FILE,), take=score)
