"""Nearness: what of two aligned passages speaks for the one being a copy of the other."""

import numpy as np

from reportedly.lineage.align import ALONE, Bytes, Matched, Worded, exchanged, reached, reaches
from reportedly.lineage.compiled import compiled
from reportedly.lineage.cutting import DIGIT, LOWER, QUOTED
from reportedly.lineage.evidence import QUOTED_FROM, Bond, Near, bears
from reportedly.lineage.formulas import own_runs
from reportedly.lineage.subsequence import Codes
from reportedly.lineage.tongue import Marks, Tongue
from reportedly.lineage.weighing import HERE, THERE, Seen


@compiled
def believed(
    bond: Bond, sides: tuple[Worded, Worded], found: Matched, beside: float, tongue: Tongue, seen: Seen
) -> bool:
    """Return whether two passages that align are a copy, that of the source on the left.

    ``beside`` is what the two reports share near them. What takes longer to tell is asked where it decides.
    """
    left, right = sides
    near = nearness(left, right, found, beside, tongue)
    if bears(bond, near):
        return True
    return bears(bond, closer(left, right, found, near, tongue, seen))


@compiled
def nearness(left: Worded, right: Worded, found: Matched, beside: float, tongue: Tongue) -> Near:
    """Return what tells of two passages by the words in line; those of the copier, right, are looked at."""
    bare = plain(right, tongue.everyday)
    said, own, aligned = 0, 0, 0
    for nth in range(len(found.runs)):
        at, count = found.runs[nth, 1], found.runs[nth, 2]
        said += bare[at : at + count].sum()
        own += own_runs(right.codes[at : at + count], bare[at : at + count], tongue.formulas)
        aligned += count
    return Near(
        said,
        own,
        aligned / len(found.runs),
        0.0,
        beside,
        2 * aligned / (len(left.codes) + len(right.codes)),
        _part(left, right, found, aligned),
        aligned,
        found.runs[:, 2].max(),
        False,
        _figures(left, right, found),
        not reached(ALONE, found.runs, found.identity),
    )


@compiled
def closer(left: Worded, right: Worded, found: Matched, near: Near, tongue: Tongue, seen: Seen) -> Near:
    """Return the same with the rest that can be told."""
    like = _like(left.codes, right.codes, tongue.everyday, seen)
    quoted = _quoted(left.marks, right.marks, found)
    return Near(
        near.said,
        near.own,
        near.stretch,
        like,
        near.beside,
        near.whole,
        near.part,
        near.aligned,
        near.longest,
        quoted,
        near.figures,
        near.scrap,
    )


@compiled
def _part(left: Worded, right: Worded, found: Matched, aligned: int) -> float:
    """Return the share of words in line of the one passage whole and of what is in line of the other."""
    reach = reaches(found.runs)
    here = len(left.codes) + reach[1, 1] - reach[1, 0]
    there = len(right.codes) + reach[0, 1] - reach[0, 0]
    return float(2 * aligned / min(here, there))


@compiled
def plain(words: Worded, everyday: Marks) -> Bytes:
    """Return of each word 1 where it is neither a name nor a number, else 0.

    A name is what begins with a capital; in a headline, what is in nobody's everyday use.
    """
    found = np.zeros(len(words.codes), dtype=np.uint8)
    for at in range(len(found)):
        mark = words.marks[at]
        if words.headline:
            found[at] = everyday[words.codes[at]] and not mark & DIGIT
        else:
            found[at] = mark & (LOWER | DIGIT) == LOWER
    return found


@compiled
def _figures(left: Worded, right: Worded, found: Matched) -> bool:
    """Return whether the words exchanged hold a digit."""
    for first, after, first_there, after_there in exchanged(found):
        if (left.marks[first:after] & DIGIT).any() or (right.marks[first_there:after_there] & DIGIT).any():
            return True
    return False


@compiled
def _like(left: Codes, right: Codes, everyday: Marks, seen: Seen) -> float:
    """Return the share of the words that not every report uses that both have (Jaccard, 1901)."""
    both, either = 0, 0
    for code in left:
        either += int(not everyday[code] and not seen[code])
        seen[code] |= THERE
    for code in right:
        either += int(not everyday[code] and not seen[code])
        both += int(not everyday[code] and seen[code] == THERE)
        seen[code] |= HERE
    for code in left:
        seen[code] = 0
    for code in right:
        seen[code] = 0
    return both / max(1, either)


@compiled
def _quoted(left: Bytes, right: Bytes, found: Matched) -> bool:
    """Return whether enough of the words in line stand within quotation marks in both."""
    count = 0
    for nth in range(len(found.runs)):
        at, there = found.runs[nth, 0], found.runs[nth, 1]
        for further in range(found.runs[nth, 2]):
            count += int(left[at + further] & right[there + further] & QUOTED != 0)
    return count >= QUOTED_FROM
