"""What the words of a report say for a number of victims: its opening, and the words around each number."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportedly.events.main_model import Features
from reportedly.events.toll import Told, sums
from reportedly.events.tree import Tree
from reportedly.language.language import Language
from reportedly.terms.spans import Role, Span

HEADLINES, LEAD = 2, 4
"""Headlines and sentences of the body whose words speak for nobody, for one and for several."""
BESIDE, INSIDE = 4, 6
"""Words on either side of a number, and of its own words, that speak for it."""
_CLASSES = frozenset({"VERB", "NOUN"})


def _words(tree: Tree, language: Language) -> Iterator[str]:
    """Yield the words and the pairs of words of a sentence; nouns and verbs by their lemmas."""
    held = range(tree.sentence.first, tree.sentence.last)
    every = [tree.lemma(i) if tree.pos(i) in _CLASSES else tree.word(i) for i in held]
    words = [word for word in every if word.isalpha() and len(word) > 1]
    yield from (word for word in words if word not in language.harm.empty)
    yield from (f"{first} {second}" for first, second in pairwise(words))


def opening_words(trees: Sequence[Tree], language: Language) -> tuple[str, ...]:
    """Return the words of a report's headlines and of its first sentences, each marked by where it stands."""
    headlines = [tree for tree in trees if tree.sentence.role is Role.HEADLINE][:HEADLINES] or trees[:1]
    body = [tree for tree in trees if tree.sentence.role is not Role.HEADLINE][:LEAD]
    found = {f"headline {word}" for tree in headlines for word in _words(tree, language)}
    found |= {f"lead {word}" for tree in body for word in _words(tree, language)}
    return tuple(sorted(found))


def words_near(rows: Sequence[Told], what: str) -> dict[int, Features]:
    """Return for each number of one kind the words inside it and around it: the first telling weighs most."""
    found: dict[int, dict[str, float]] = {}
    times: dict[int, int] = {}
    for told in rows:
        for part in sums(told, what):
            times[part.number] = times.get(part.number, 0) + 1
            held = found.setdefault(part.number, {})
            for name in _near(told.tree, part.span):
                held[f"{what} {name}"] = max(held.get(f"{what} {name}", 0.0), 1.0 / times[part.number])
    return {number: dict(held) for number, held in found.items()}


def _near(tree: Tree, span: Span) -> Iterator[str]:
    """Yield the words in and beside a stretch of a sentence, each marked by its side."""
    tokens, first, last = tree.reading.tokens, tree.sentence.first, tree.sentence.last
    start = bisect_right(tokens, span.start, first, last, key=lambda token: token.end)
    stop = bisect_left(tokens, span.end, start, last, key=lambda token: token.start)
    yield from (f"before {tree.word(i)}" for i in range(max(first, start - BESIDE), start))
    yield from (f"in {tree.word(i)}" for i in range(start, min(stop, start + INSIDE)))
    yield from (f"after {tree.word(i)}" for i in range(stop, min(last, stop + BESIDE)))
