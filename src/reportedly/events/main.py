"""What a report is about: the day, the place and the toll of its main violent happening."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from reportedly.events.main_days import DAILY, choose_day, day_candidates
from reportedly.events.main_model import shipped_weights
from reportedly.events.main_places import choose_place, place_candidates
from reportedly.events.main_spots import Clues, harmful_rows
from reportedly.events.main_tolls import account_of, choose_toll
from reportedly.events.toll import Toll
from reportedly.events.tree import Tree, tree_of
from reportedly.language.language import Language
from reportedly.terms.places import Where, unpinned
from reportedly.terms.readings import Reading
from reportedly.terms.spans import Span
from reportedly.terms.times import Grain, When

APART = timedelta(days=3)
"""A sentence whose own day lies further from the main day tells of something else."""
_STOP = re.compile(r"[,(–—/.\n]| - |--")
_COARSE = frozenset({Grain.YEAR, Grain.DECADE, Grain.CENTURY, Grain.MONTH, Grain.QUARTER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Main:
    """Day, place and toll of what a report is mainly about, each None or 0 where the report does not tell.

    ``told`` are the sentences (code points, end exclusive) that date themselves to no other time.
    """

    when: When | None
    where: Where | None
    toll: Toll
    told: tuple[tuple[int, int], ...] = ()


def dateline_place(reading: Reading, block: Span) -> Where:
    """Return the place that a dateline names first ("TARNOW, Poland (AP) —"), by its words alone."""
    text = reading.text[block.start : block.end]
    name = _STOP.split(text, maxsplit=1)[0].strip()
    span = Span(block.report_id, block.start, block.start + max(1, len(name)))
    return unpinned(name.title() if name.isupper() else name, span)


def _aside(tree: Tree, whens: Sequence[When], main: When | None) -> bool:
    """Tell whether a sentence dates itself to another time than the main one, or counts over a long one."""
    inside = [
        w
        for w in whens
        if w.span is not None
        and tree.sentence.start <= w.span.start < tree.sentence.end
        and w.start is not None
    ]
    if main is None or main.start is None or not inside:
        return False
    for when in inside:
        near = when.start is not None and abs(when.start - main.start) <= APART
        if when.grain in DAILY and near:
            return False
    return any(_elsewhen(when, main) for when in inside)


def _elsewhen(when: When, main: When) -> bool:
    """Tell whether a time excludes the main day, or is a long one."""
    if when.start is None or main.start is None:
        return False
    if when.grain in DAILY:
        return True
    return when.grain in _COARSE and not (when.end is not None and when.start <= main.start < when.end)


def sentences_told(trees: Sequence[Tree], whens: Sequence[When], when: When | None) -> list[Tree]:
    """Return the sentences that date themselves to no other time than the main day."""
    return [tree for tree in trees if not _aside(tree, whens, when)]


def find_main(reading: Reading, clues: Clues, language: Language) -> Main:
    """Return the main violent happening of a report.

    Its day, its place and its numbers are those of all that the report's words name for which most speaks, by
    weights learnt from reports whose incident is known (``train/mainly.py``); its toll is that of the
    sentences which date themselves to no other time. Empty where the reader builds no trees.
    """
    weights = shipped_weights(language.code)
    trees = [tree for each in reading.sentences if (tree := tree_of(reading, each)) is not None]
    harmful = harmful_rows(trees, language)
    when = choose_day(day_candidates(trees, clues, harmful, language), weights["day"])
    told = sentences_told(trees, clues.whens, when)
    return Main(
        when=when,
        where=choose_place(place_candidates(trees, clues, harmful, language), weights["place"]),
        toll=choose_toll(account_of(told, language), weights),
        told=tuple((tree.sentence.start, tree.sentence.end) for tree in told),
    )
