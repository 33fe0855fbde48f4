"""Choosing: of all passages that share a passage's words the one that it was copied from.

Where two reports certainly share a source, what is still unmatched is compared with all that the other says,
and what is left of joined or split sentences with the rest of it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import LCSseq

from reportedly.lineage.align import ALONE, AMONG_COPIES, FEWEST_ALIGNED, Alignment, align
from reportedly.lineage.coding import Coded, code, telling
from reportedly.lineage.evidence import PHRASE, Bond, Near, Shared
from reportedly.lineage.folding import tokens
from reportedly.terms.lineage import Copy, Direction
from reportedly.terms.spans import Span

NEAR_VERBATIM = 0.9
"""Of two possible sources one at least this close goes before one that is not."""
SECOND = 2
"""Reports with which a second look is taken: those that share most."""
SECOND_SHARE = 0.35
"""Share of the shorter passage's words that must be in order for a match at the second look."""
FEWEST_AMONG = 3
"""Words that must be in order there."""
WHOLE = 12
"""Words of a passage from which it is looked at in parts where it matches nothing as a whole."""
LETTERS = 24
"""Code points of a rest that are worth a look."""
TRIED = 3
"""Passages of a source that are aligned with a rest, the likeliest first."""
ROUNDS = 3
"""Times that a passage's rest is looked at: several sentences joined to one."""
CLOSE = 0.85
"""Identity from which a number may be another, as when a toll is brought up to date."""
FILLED = 0.6
"""Share of one of the passages that a copy of a few words fills."""
FILLED_AMONG = 0.4
"""The same between reports that certainly share a source."""
FEWEST_SAID = 3
"""Words in common that are no part of a name: two reports on one man need share no sentence about him."""
MANY = 4
"""Passages that two reports share from which they are more than a notice."""
MUCH = 0.5
"""Share of a report from which what it shares with another is more than a notice."""

TextOf = Callable[[Span], str]
"""The words of a span."""


@dataclass(slots=True)
class Asked:
    """One report and what was found for it: by source, by place, the passage shared."""

    report: Coded
    matches: defaultdict[int, dict[int, Shared]] = field(default_factory=lambda: defaultdict(dict))
    grounds: dict[int, Direction | None] = field(default_factory=dict)
    verbatim: set[int] = field(default_factory=set)
    first: set[int] = field(default_factory=set)
    """Places of passages of which it is among the first printers, those that are looked at."""
    crowded: set[int] = field(default_factory=set)
    """Those of them that have more printers than are looked at."""
    common: dict[int, int] = field(default_factory=dict)
    """Places of what everybody prints, and how many times it is printed."""


def choose(
    each: Asked,
    known: Mapping[int, Coded],
    text_of: TextOf,
    trusted: Mapping[int, Bond],
    *,
    second_look: bool,
) -> tuple[Copy, ...]:
    """Return the copies of one report."""
    if not trusted:
        return ()
    closest = sorted(trusted, key=lambda number: (-trusted[number].weight, known[number].order))[:SECOND]
    if second_look:
        _look_again(each, known, trusted, closest)
    possible: defaultdict[int, list[tuple[int, Shared]]] = defaultdict(list)
    for number in trusted:
        for place, shared in each.matches[number].items():
            possible[place].append((number, shared))
    chosen = _Chosen(each, known, text_of, trusted)
    for place in sorted(possible):
        ranked = sorted(possible[place], key=lambda one: _rank(each, known[one[0]], one[1]))
        chosen.take(place, ranked)
    if second_look:
        chosen.take_rest(closest)
    return tuple(sorted(_telling(each, chosen.copies), key=lambda copy: (copy.copy, copy.source)))


def _telling(each: Asked, copies: Sequence[Copy]) -> list[Copy]:
    """Return the copies without those of what everybody prints, where nothing else speaks for them.

    What speaks for them is a copy of something else from the same report, so many that it is no mere notice,
    or that they are much of the whole report: a column that a hundred print is copied all the same.
    """
    if not each.common:
        return list(copies)
    notices = {each.report.span(place) for place in each.common}
    by_source: defaultdict[str, list[Copy]] = defaultdict(list)
    for copy in copies:
        by_source[copy.source.report_id].append(copy)
    whole = sum(each.report.ends) - sum(each.report.starts)
    told: list[Copy] = []
    for found in by_source.values():
        own = [copy for copy in found if copy.copy not in notices]
        much = sum(copy.copy.end - copy.copy.start for copy in found) >= MUCH * whole
        told += found if own or len(found) >= MANY or (much and len(found) > 1) else own
    return told


_GROUNDS = {Direction.CREDITED: 0, Direction.EARLIER: 1, Direction.CONTAINED: 2, Direction.UNKNOWN: 3}


def _rank(each: Asked, source: Coded, shared: Shared) -> tuple[object, ...]:
    """Return the place of a possible source of a passage: the least is the best."""
    ground = each.grounds[source.number]
    assert ground is not None
    closest = -shared.share if ground is Direction.UNKNOWN else 0.0
    return _GROUNDS[ground], shared.share < NEAR_VERBATIM, closest, source.order, -shared.share, shared.place


def _look_again(
    each: Asked, known: Mapping[int, Coded], trusted: Iterable[int], closest: Sequence[int]
) -> None:
    """Compare what has no source yet with all passages of the reports that share most."""
    met = {place for number in trusted for place in each.matches[number]}
    open_ = [place for place in range(len(each.report.words)) if place not in met]
    for number in closest if open_ else ():
        found = _closest([each.report.words[place] for place in open_], known[number].words)
        for place, shared in zip(open_, found, strict=True):
            if shared:
                each.matches[number][place] = shared[0]


def _closest(words: Sequence[str], there: Sequence[str]) -> list[list[Shared]]:
    """Return for each passage those of another report with most words in common, the best first."""
    table = process.cdist(words, there, scorer=LCSseq.similarity).astype(np.float64)
    share = table / np.minimum.outer([len(own) for own in words], [len(other) for other in there])
    rating = np.where((table >= FEWEST_AMONG) & (share >= SECOND_SHARE), table * share, 0.0)
    found = []
    for row in range(len(words)):
        order = np.argsort(-rating[row], kind="stable")[:TRIED].tolist()
        best = [
            Shared(at, int(table[row, at]), float(share[row, at]), False, telling(words[row], there[at]))
            for at in order
            if rating[row, at]
        ]
        found.append(best)
    return found


@dataclass(slots=True)
class _Chosen:
    """The copies of one report as they are chosen."""

    each: Asked
    known: Mapping[int, Coded]
    text_of: TextOf
    trusted: Mapping[int, Bond]
    copies: list[Copy] = field(default_factory=list)
    rests: list[tuple[int, Span]] = field(default_factory=list)
    """What of a passage is not covered by its copy, with the number of the source of that."""

    def take(self, place: int, ranked: Iterable[tuple[int, Shared]]) -> None:
        """Add the copy from the best possible source whose words bear it out."""
        here = self.each.report.span(place)
        for number, shared in ranked:
            source = self.known[number]
            there = source.span(shared.place)
            if shared.verbatim:
                self.copies.append(Copy(there, here, 1.0, self._ground(number)))
                return
            copy = self._aligned(number, there, here)
            if copy is not None:
                self.copies.append(copy)
                if len(self.each.report.words[place]) >= shared.words + FEWEST_ALIGNED:
                    self._leave(number, here, copy.copy)
                return
        if len(self.each.report.words[place]) > WHOLE:
            self.rests.append((-1, here))

    def take_rest(self, closest: Sequence[int]) -> None:
        """Look for what of joined sentences has another source, in that of the rest and in the closest."""
        rounds = 0
        while self.rests and rounds < ROUNDS:
            rests, self.rests, rounds = self.rests, [], rounds + 1
            for number, here in rests:
                own = code(tokens(self.text_of(here)))
                if len(own) < FEWEST_ALIGNED:
                    continue
                for other in dict.fromkeys([*([number] if number >= 0 else []), *closest]):
                    source = self.known[other]
                    if self._take_part(other, source, own, here):
                        break

    def _take_part(self, number: int, source: Coded, own: str, here: Span) -> bool:
        """Add the copy of a rest from this source; return whether there is one.

        A rest that is no more than a turn of phrase must be most of what the source says there.
        """
        for shared in _closest([own], source.words)[0]:
            there = source.span(shared.place)
            if shared.words < PHRASE and 2 * shared.words < len(source.words[shared.place]):
                continue
            copy = self._aligned(number, there, here)
            if copy is not None:
                self.copies.append(copy)
                self._leave(number, here, copy.copy)
                return True
        return False

    def _leave(self, number: int, here: Span, taken: Span) -> None:
        """Note what of a passage stands before and after the part that is a copy."""
        if taken.start - here.start >= LETTERS:
            self.rests.append((number, Span(here.report_id, here.start, taken.start)))
        if here.end - taken.end >= LETTERS:
            self.rests.append((number, Span(here.report_id, taken.end, here.end)))

    def _ground(self, number: int) -> Direction:
        """Return the ground on which a report is the source."""
        ground = self.each.grounds[number]
        assert ground is not None
        return ground

    def _aligned(self, number: int, there: Span, here: Span) -> Copy | None:
        """Return the copy with the stretches that align; None where the words do not bear it out."""
        source_text, copy_text = self.text_of(there), self.text_of(here)
        least = AMONG_COPIES if self.trusted[number].doubtless else ALONE
        alignment = align(source_text, copy_text, least)
        if alignment is None or not self._believed(number, (source_text, copy_text), alignment):
            return None
        return Copy(
            Span(there.report_id, there.start + alignment.left[0], there.start + alignment.left[1]),
            Span(here.report_id, here.start + alignment.right[0], here.start + alignment.right[1]),
            alignment.identity,
            self._ground(number),
        )

    def _believed(self, number: int, texts: tuple[str, str], alignment: Alignment) -> bool:
        """Tell whether a near copy is more than a formula.

        Another number marks a formula filled in anew, unless it is nearly all that changed.
        """
        source_text, copy_text = texts
        bond = self.trusted[number]
        least = FILLED_AMONG if bond.doubtless else FILLED
        if _said(copy_text, alignment) < FEWEST_SAID:
            return False
        if alignment.aligned < PHRASE and _filled(source_text, copy_text, alignment) < least:
            return False
        filled_in = not bond.doubtless and _numbers_changed(source_text, copy_text, alignment)
        if filled_in and (alignment.identity < CLOSE or len(self.each.matches[number]) == 1):
            return False
        own = code(tokens(copy_text[slice(*alignment.right)]))
        other = code(tokens(source_text[slice(*alignment.left)]))
        return bond.bears(Near(alignment.aligned, alignment.identity, telling(own, other)))


def _said(copy_text: str, alignment: Alignment) -> int:
    """Return how many of the words that align begin with no capital: names and titles alone say nothing."""
    told = [copy_text[slice(*alignment.right)], *(copy_text[slice(*there)] for _, there in alignment.changed)]
    whole, *changed = (sum(not token[0].isupper() for token in tokens(each)) for each in told)
    return whole - sum(changed)


def _filled(source_text: str, copy_text: str, alignment: Alignment) -> float:
    """Return the share of the passage that the aligned words fill best: little for a turn of phrase."""
    left, right = alignment.left[1] - alignment.left[0], alignment.right[1] - alignment.right[0]
    return max(left / len(source_text), right / len(copy_text))


def _numbers_changed(source_text: str, copy_text: str, alignment: Alignment) -> bool:
    """Tell whether the words exchanged between two passages hold a digit."""
    changed = "".join(source_text[a:b] + copy_text[c:d] for (a, b), (c, d) in alignment.changed)
    return any(letter.isdigit() for letter in changed)
