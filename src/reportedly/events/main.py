"""What a report is about: the day, the place and the toll of its main violent happening."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from reportedly.events.main_days import DAILY, choose_day, day_candidates
from reportedly.events.main_model import shipped_weights
from reportedly.events.main_places import choose_place, place_candidates
from reportedly.events.main_spots import Clues, find_spots, governing, harmful_rows
from reportedly.events.main_tolls import account_of, choose_toll
from reportedly.events.toll import Toll
from reportedly.events.tree import Tree, tree_of
from reportedly.language.language import Language
from reportedly.terms.places import Where, unpinned
from reportedly.terms.readings import Reading
from reportedly.terms.spans import Span
from reportedly.terms.times import Basis, Grain, When

APART = timedelta(days=3)
"""A sentence whose own day lies further from the main day tells of something else."""
_STOP = re.compile(r"[,(–—/.\n]| - |--")
_YEARS = frozenset({Grain.YEAR, Grain.DECADE, Grain.CENTURY})
_COARSE = _YEARS | {Grain.MONTH, Grain.QUARTER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Main:
    """Day, place and toll of what a report is mainly about, each None or 0 where the report does not tell.

    ``told`` are the sentences (code points, end exclusive) that date themselves to no other time.
    """

    when: When | None
    where: Where | None
    toll: Toll
    told: tuple[tuple[int, int], ...] = ()


def dateline_place(reading: Reading, block: Span, language: Language) -> Where | None:
    """Return the place that a dateline names first ("TARNOW, Poland (AP) —"), by its words alone.

    None where it names none ("Posted May 9", "(AP) —").
    """
    text = reading.text[block.start : block.end]
    name = _STOP.split(text, maxsplit=1)[0].strip()
    dated = any(word.casefold() in language.calendar.words for word in name.split()[1:])
    if not name or dated or any(char.isdigit() or char == ":" for char in name):
        return None
    span = Span(block.report_id, block.start, block.start + len(name))
    return unpinned(name.title() if name.isupper() else name, span)


def _dated(
    trees: Sequence[Tree], whens: Sequence[When], harmful: Sequence[bool], language: Language
) -> dict[int, list[When]]:
    """Return the resolved times that date what a sentence tells, by its index.

    What was done about it later ("was charged on Monday over …") and "now" date nothing that is told.
    """
    times = [w for w in whens if w.span is not None and w.start is not None]
    spots = find_spots(trees, [(w.span.start, w.span.end) for w in times if w.span is not None], harmful)
    found: dict[int, list[When]] = {}
    for when, spot in zip(times, spots, strict=True):
        if spot is None or governing(spot, language) == "afterwards":
            continue
        if " ".join(spot.tree.word(i) for i in spot.tokens) not in language.harm.loosely_now:
            found.setdefault(spot.row, []).append(when)
    return found


def _aside(inside: Sequence[When], main: When) -> bool:
    """Tell whether a sentence with these times is of another time than the main one, or of a long one."""
    for when in inside:
        near = when.start is not None and main.start is not None and abs(when.start - main.start) <= APART
        if when.grain in DAILY and near:
            return False
    return any(_elsewhen(when, main) for when in inside)


def _elsewhen(when: When, main: When) -> bool:
    """Tell whether a time excludes the main day, or is a long one."""
    if when.start is None or main.start is None:
        return False
    if when.grain in DAILY:
        return True
    if when.grain in _YEARS and when.basis is Basis.RELATIVE:
        return True  # "so far this year": whatever is counted there is more than one happening
    return when.grain in _COARSE and not (when.end is not None and when.start <= main.start < when.end)


def _long_ago(when: When, published: When | None) -> bool:
    """Tell whether a time is a month or longer, and over before the publication as far as that is known."""
    if published is None or published.start is None or when.start is None or when.end is None:
        return when.grain in _COARSE
    return when.grain in _COARSE and not when.start <= published.start < when.end


def sentences_told(
    trees: Sequence[Tree], clues: Clues, harmful: Sequence[bool], when: When | None, language: Language
) -> list[Tree]:
    """Return the sentences that date what they tell to no other time than the main day.

    Where no day is known, what is dated by its year or month alone is another time, unless nothing else tells
    of harm.
    """
    dated = _dated(trees, clues.whens, harmful, language)
    if when is not None and when.start is not None:
        return [tree for at, tree in enumerate(trees) if not _aside(dated.get(at, ()), when)]
    kept = [
        at for at in range(len(trees)) if not any(_long_ago(w, clues.published) for w in dated.get(at, ()))
    ]
    return [trees[at] for at in kept] if any(harmful[at] for at in kept) else list(trees)


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
    told = sentences_told(trees, clues, harmful, when, language)
    return Main(
        when=when,
        where=choose_place(place_candidates(trees, clues, harmful, language), weights["place"]),
        toll=choose_toll(account_of(told, language), weights),
        told=tuple((tree.sentence.start, tree.sentence.end) for tree in told),
    )
