"""Where the times and the places of a report stand: their words in the tree, and what governs them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportedly.events.tree import Tree
from reportedly.language.language import Language
from reportedly.terms.places import Where
from reportedly.terms.spans import Role
from reportedly.terms.times import When

EDGES = (1, 2, 3, 5, 8, 13, 21)
"""Where the ranks and distances are cut into classes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clues:
    """What a report's main happening is told by: its times, all its place names, its dateline, its date."""

    whens: Sequence[When]
    toponyms: Sequence[Where]
    dateline: Where | None
    published: When | None


@dataclass(frozen=True, slots=True)
class Spot:
    """A time or a place: its tree, its tokens, which sentence it is in, and whether that tells of harm."""

    tree: Tree
    tokens: tuple[int, ...]
    row: int
    harmful: bool

    @property
    def before(self) -> str:
        """The word before it in its sentence, "" where it opens it."""
        at = self.tokens[0] - 1 if self.tokens else -1
        return self.tree.word(at) if at >= self.tree.sentence.first else ""

    @property
    def after(self) -> str:
        """The word after it in its sentence, "" where it ends it."""
        at = self.tokens[-1] + 1 if self.tokens else self.tree.sentence.last
        return self.tree.word(at) if at < self.tree.sentence.last else ""


def is_harm(tree: Tree, at: int, language: Language) -> bool:
    """Tell whether a word tells of harm: "killed", "shooting", "dead"."""
    words, lemma = language.harm, tree.lemma(at)
    verbs = tree.pos(at) == "VERB" and (lemma in words.objects or lemma in words.subjects)
    return verbs or lemma in words.nouns or tree.word(at) in words.nouns or tree.word(at) in words.states


def harmful_rows(trees: Sequence[Tree], language: Language) -> list[bool]:
    """Return for each sentence whether it tells of harm."""
    return [any(is_harm(t, i, language) for i in range(t.sentence.first, t.sentence.last)) for t in trees]


def find_spots(
    trees: Sequence[Tree], spans: Sequence[tuple[int, int]], harmful: Sequence[bool]
) -> list[Spot | None]:
    """Return where each stretch of code points stands, None where no sentence holds it."""
    starts = [tree.sentence.start for tree in trees]
    found: list[Spot | None] = []
    for start, end in spans:
        at = bisect_right(starts, start) - 1
        if at < 0 or start >= trees[at].sentence.end:
            found.append(None)
            continue
        tree = trees[at]
        tokens, last = tree.reading.tokens, tree.sentence.last
        first = bisect_right(tokens, start, tree.sentence.first, last, key=lambda token: token.end)
        past = bisect_left(tokens, end, first, last, key=lambda token: token.start)
        found.append(Spot(tree, tuple(range(first, past)), at, harmful[at]))
    return found


def governors(spot: Spot) -> Iterator[int]:
    """Yield the words that govern a stretch, the nearest first."""
    inside = set(spot.tokens)
    top = next((i for i in spot.tokens if spot.tree.head(i) not in inside), None)
    if top is not None:
        yield from spot.tree.above(top)


def governing(spot: Spot, language: Language) -> str:
    """Return the class of the word that governs a stretch: harm, happening, afterwards, other or none."""
    for up in governors(spot):
        if is_harm(spot.tree, up, language):
            return "harm"
        if spot.tree.pos(up) == "VERB":
            if spot.tree.lemma(up) in language.harm.happening:
                return "happening"
            return "afterwards" if spot.tree.lemma(up) in language.harm.afterwards else "other"
    return "none"


def is_headline(spot: Spot) -> bool:
    """Tell whether a stretch stands in a headline."""
    return spot.tree.sentence.role is Role.HEADLINE


def cut(number: int) -> str:
    """Return the class of a rank or a distance: "0", "1", "2", "3-4" …."""
    if number < 0:
        return "before"
    for edge in EDGES:
        if number < edge:
            return f"<{edge}"
    return "far"


BESIDE = 4
"""Words on either side of a place that speak for it."""


def words_beside(spot: Spot, weight: float) -> Iterator[tuple[str, float]]:
    """Yield what the words on either side of a stretch say for it, but for its neighbours."""
    if not spot.tokens:
        return
    tree, first, last = spot.tree, spot.tokens[0], spot.tokens[-1] + 1
    start, stop = tree.sentence.first, tree.sentence.last
    yield from ((f"near before {tree.word(i)}", weight) for i in range(max(start, first - BESIDE), first - 1))
    yield from ((f"near after {tree.word(i)}", weight) for i in range(last + 1, min(stop, last + BESIDE)))
    if first - 2 >= start:
        yield f"two before {tree.word(first - 2)} {tree.word(first - 1)}", weight
    if last + 1 < stop:
        yield f"two after {tree.word(last)} {tree.word(last + 1)}", weight
    if first == start:
        yield "opens", weight


def words_around(spot: Spot, weight: float) -> Iterator[tuple[str, float]]:
    """Yield what a stretch's neighbours and its governors say for it."""
    yield f"before {spot.before}", weight
    yield f"after {spot.after}", weight
    for at, up in enumerate(governors(spot)):
        if spot.tree.pos(up) == "VERB" or at == 0:
            yield f"under {spot.tree.lemma(up)}", weight
        if spot.tree.pos(up) == "VERB":
            return
