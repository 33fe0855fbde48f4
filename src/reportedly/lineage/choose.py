"""Choosing: of all passages that share a passage's words the one that it was copied from.

Where two reports certainly share a source, what is still unmatched is compared with all that the other says,
and what is left of joined or split sentences with the rest of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import LCSseq

from reportedly.lineage.align import ALONE, AMONG_COPIES, FEWEST_ALIGNED, match
from reportedly.lineage.coding import Coded, code
from reportedly.lineage.evidence import PHRASE
from reportedly.lineage.nearness import believed
from reportedly.lineage.pool import Ground, Pool
from reportedly.lineage.search import TextOf
from reportedly.lineage.weighing import NEAR_VERBATIM, Bonds, Possible, Sources
from reportedly.terms.lineage import Copy
from reportedly.terms.spans import Span

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
MANY = 4
"""Passages that two reports share from which they are more than a notice."""
MUCH = 0.5
"""Share of a report from which what it shares with another is more than a notice."""


@dataclass(frozen=True, slots=True)
class Look:
    """How closely is looked.

    ``second``: whether a second time, at ``closest`` of the reports that share most. ``tried``: how many
    possible sources of a passage are aligned with it before it is given up, None for all. ``whole``: the
    share of the longer passage's words from which two in reports that certainly share a source are taken for
    copies from end to end and not aligned.
    """

    second: bool = True
    closest: int = 2
    tried: int | None = None
    whole: float = 2.0


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen from: the reports asked about are the first of the pool.

    ``notices`` are the passages that everybody prints; ``closest`` the pairs of each report with those that
    share most with it.
    """

    pool: Pool
    sources: Sources
    bonds: Bonds
    closest: Sequence[Sequence[int]]
    notices: set[int]
    text_of: TextOf
    look: Look

    def texts(self) -> list[str]:
        """Return the ids of the reports whose words will be asked for, most of them."""
        wanted: set[int] = set()
        for at, passages in enumerate(self.sources.passages):
            near = {
                self.bonds.sources[self.sources.pair[first]]
                for passage, first, _ in passages
                if not self.sources.verbatim[first] and not self.whole(passage, first)
            }
            if passages and self.look.second:
                near.update(self.bonds.sources[pair] for pair in self.closest[at])
            wanted |= {at, *near} if near else set()
        return sorted(self.pool.reports[at].facts.report_id for at in wanted)

    def whole(self, passage: int, row: int) -> bool:
        """Tell whether a passage and its best possible source are so near that they are not aligned."""
        longer = max(len(self.pool.words[passage]), len(self.pool.words[self.sources.other[row]]))
        near = self.sources.words[row] >= self.look.whole * longer
        return near and self.bonds[self.sources.pair[row]].doubtless


def choose(choice: Choice, at: int) -> tuple[Copy, ...]:
    """Return the copies of one of the reports asked about, the first of the pool."""
    passages = choice.sources.passages[at]
    if not passages:
        return ()
    chosen, sources = _Chosen(choice, at, choice.pool.reports[at], int(choice.pool.base[at])), choice.sources
    open_: list[tuple[int, Iterable[Possible]]] = []
    for passage, first, after in passages:
        if sources.verbatim[first] or choice.whole(passage, first):
            chosen.take_whole(passage, first)
        else:
            open_.append((passage, sources.possible(first, after, choice.look.tried)))
    if choice.look.second:
        open_ += chosen.look_again({passage for passage, _, _ in passages})
    for passage, possible in open_:
        chosen.take(passage, possible)
    if choice.look.second:
        chosen.take_rest()
    return tuple(sorted(_telling(chosen), key=_place))


def _place(copy: Copy) -> tuple[int, int, str, int, int]:
    """Return where a copy of one report stands among its copies: by its own place, then by its source."""
    here, there = copy.copy, copy.source
    return here.start, here.end, there.report_id, there.start, there.end


def _telling(chosen: "_Chosen") -> list[Copy]:
    """Return the copies without those of what everybody prints, where nothing else speaks for them.

    What speaks for them is a copy of something else from the same report, so many that it is no mere notice,
    or that they are much of the whole report: a column that a hundred print is copied all the same.
    """
    report, base, copies = chosen.report, chosen.base, chosen.copies
    common = chosen.choice.notices
    places = [place for place in range(len(report.words)) if base + place in common] if common else []
    if not places:
        return copies
    notices = {report.span(place) for place in places}
    by_source: defaultdict[str, list[Copy]] = defaultdict(list)
    for copy in copies:
        by_source[copy.source.report_id].append(copy)
    whole = int(report.ends.sum() - report.starts.sum())
    told: list[Copy] = []
    for found in by_source.values():
        own = [copy for copy in found if copy.copy not in notices]
        much = sum(copy.copy.end - copy.copy.start for copy in found) >= MUCH * whole
        told += found if own or len(found) >= MANY or (much and len(found) > 1) else own
    return told


def _closest(words: Sequence[str], there: Sequence[str], most: int) -> list[list[tuple[int, int, float]]]:
    """Return for each passage those of another report with most words in common, the best first: the place,
    the words in common in order and their share of the shorter one."""
    table = process.cdist(words, there, scorer=LCSseq.similarity, dtype=np.int32).astype(np.float64)
    share = table / np.minimum.outer([len(own) for own in words], [len(other) for other in there])
    rating = np.where((table >= FEWEST_AMONG) & (share >= SECOND_SHARE), table * share, 0.0)
    found: list[list[tuple[int, int, float]]] = [[] for _ in words]
    for row in np.flatnonzero(rating.any(axis=1)).tolist():
        order = np.argsort(-rating[row], kind="stable")[:most].tolist()
        found[row] = [(at, int(table[row, at]), float(share[row, at])) for at in order if rating[row, at]]
    return found


def _likeliest(words: str, there: Sequence[str]) -> list[tuple[int, int]]:
    """Return the same of one stretch of words: the place and the words in common of the ``TRIED`` best."""
    found = []
    for place, other in enumerate(there):
        common = LCSseq.similarity(words, other, score_cutoff=FEWEST_AMONG)
        share = common / min(len(words), len(other))
        if common and share >= SECOND_SHARE:
            found.append((-common * share, place, common))
    return [(place, common) for _, place, common in sorted(found)[:TRIED]]


@dataclass(slots=True)
class _Chosen:
    """The copies of one report as they are chosen; ``base`` is its first passage in the pool."""

    choice: Choice
    at: int
    report: Coded
    base: int
    copies: list[Copy] = field(default_factory=list)
    rests: list[tuple[int, int, Span]] = field(default_factory=list)
    """What of a passage no copy covers: the pair of that copy's source or -1, the passage, and where."""

    def look_again(self, met: set[int]) -> list[tuple[int, Iterable[Possible]]]:
        """Return what in the reports that share most is like passages that have no possible source yet."""
        open_ = [place for place in range(len(self.report.words)) if self.base + place not in met]
        found: defaultdict[int, list[tuple[tuple[object, ...], Possible]]] = defaultdict(list)
        pool, words = self.choice.pool, [self.report.words[place] for place in open_]
        for pair in self.choice.closest[self.at] if open_ else ():
            source = self._source(pair)
            ground, rank, base = self._ground(pair), pool.rank[source], int(pool.base[source])
            for place, best in zip(open_, _closest(words, pool.reports[source].words, 1), strict=True):
                for there, common, share in best:
                    closest = -share if ground is Ground.UNKNOWN else 0.0
                    order = (ground, share < NEAR_VERBATIM, closest, rank, -share, there)
                    found[place].append((order, Possible(pair, base + there, ground, common)))
        return [
            (self.base + place, [possible for _, possible in sorted(found[place], key=lambda one: one[0])])
            for place in sorted(found)
        ]

    def take_whole(self, passage: int, row: int) -> None:
        """Add the copy of a passage that stands word for word, or all but, in its best source."""
        sources, pool = self.choice.sources, self.choice.pool
        there, direction = sources.other[row], Ground(sources.ground[row]).direction
        shorter = min(len(pool.words[passage]), len(pool.words[there]))
        identity = 1.0 if sources.verbatim[row] else sources.words[row] / shorter
        self.copies.append(Copy(pool.span(there), self._span(passage), identity, direction))

    def take(self, passage: int, possible: Iterable[Possible]) -> None:
        """Add the copy from the best possible source whose words bear it out."""
        here, words = self._span(passage), len(self.choice.pool.words[passage])
        for each in possible:
            copy = self._aligned(each.pair, each.there, passage, here, each.ground)
            if copy is not None:
                self.copies.append(copy)
                if words >= each.words + FEWEST_ALIGNED:
                    self._leave(each.pair, passage, here, copy.copy)
                return
        if words > WHOLE:
            self.rests.append((-1, passage, here))

    def take_rest(self) -> None:
        """Look for what of joined sentences has another source, in that of the rest and in the closest."""
        rounds, closest = 0, self.choice.closest[self.at]
        while self.rests and rounds < ROUNDS:
            rests, self.rests, rounds = self.rests, [], rounds + 1
            for pair, passage, here in rests:
                own = code(self.choice.text_of(here).split())
                if len(own) < FEWEST_ALIGNED:
                    continue
                for other in dict.fromkeys([*([pair] if pair >= 0 else []), *closest]):
                    if self._take_part(other, own, passage, here):
                        break

    def _take_part(self, pair: int, own: str, passage: int, here: Span) -> bool:
        """Add the copy of a rest from this source; return whether there is one.

        A rest that is no more than a turn of phrase must be most of what the source says there.
        """
        pool = self.choice.pool
        source, base = pool.reports[self._source(pair)], int(pool.base[self._source(pair)])
        for place, words in _likeliest(own, source.words):
            if words < PHRASE and 2 * words < len(source.words[place]):
                continue
            copy = self._aligned(pair, base + place, passage, here, self._ground(pair))
            if copy is not None:
                self.copies.append(copy)
                self._leave(pair, passage, here, copy.copy)
                return True
        return False

    def _leave(self, pair: int, passage: int, here: Span, taken: Span) -> None:
        """Note what of a passage stands before and after the part that is a copy."""
        if taken.start - here.start >= LETTERS:
            self.rests.append((pair, passage, Span(here.report_id, here.start, taken.start)))
        if here.end - taken.end >= LETTERS:
            self.rests.append((pair, passage, Span(here.report_id, taken.end, here.end)))

    def _span(self, passage: int) -> Span:
        """Return where a passage of the report stands."""
        return self.report.span(passage - self.base)

    def _source(self, pair: int) -> int:
        """Return the place of a pair's source in the pool."""
        return int(self.choice.bonds.sources[pair])

    def _ground(self, pair: int) -> Ground:
        """Return the ground on which a report is the source."""
        return Ground(int(self.choice.bonds.grounds[pair]))

    def _aligned(self, pair: int, other: int, passage: int, here: Span, ground: int) -> Copy | None:
        """Return the copy with the stretches that align; None where the words do not bear it out.

        ``here`` is the passage or what is left of it, ``other`` the one that it may be copied from.
        """
        bond, text_of, there = self.choice.bonds[pair], self.choice.text_of, self.choice.pool.span(other)
        least = AMONG_COPIES if bond.doubtless else ALONE
        found = match(text_of(there), text_of(here), least, scattered=bond.doubtless)
        if found is None:
            return None
        beside = self.choice.bonds.beside(pair, passage, other)
        if not believed(bond, found, (there, here), beside, text_of):
            return None
        left, right = found.stretches()
        return Copy(
            Span(there.report_id, there.start + left[0], there.start + left[1]),
            Span(here.report_id, here.start + right[0], here.start + right[1]),
            found.identity,
            Ground(ground).direction,
        )
