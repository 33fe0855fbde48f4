"""The dependency tree of one sentence: who governs what, and noun phrases as stretches of words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reportedly.terms.readings import Reading, Sentence

Phrase = tuple[int, int]
"""Token indices [first, last) of a reading."""

_INSIDE = frozenset({"det", "amod", "nummod", "compound", "flat", "fixed", "goeswith", "list"})
"""Labels of dependents that belong to a noun phrase whatever they hold."""
_OF = frozenset({"of"})
_MARKS = frozenset(',;:.!?()[]"“”—–')
_STEPS = 40
"""Steps up a tree at most: no sentence that people write is deeper."""


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """A sentence with the tokens that each token governs, in text order. All indices are the reading's."""

    reading: Reading
    sentence: Sentence
    below: Mapping[int, tuple[int, ...]]

    def word(self, at: int) -> str:
        """Return a token as written, in lower case."""
        token = self.reading.tokens[at]
        return self.reading.text[token.start : token.end].lower()

    def lemma(self, at: int) -> str:
        """Return a token's lemma."""
        return self.reading.tokens[at].lemma

    def pos(self, at: int) -> str:
        """Return a token's universal part of speech."""
        return self.reading.tokens[at].pos

    def label(self, at: int) -> str:
        """Return a token's relation to its head, with its subtype ("nsubj:pass")."""
        return self.reading.tokens[at].label

    def head(self, at: int) -> int | None:
        """Return the token that governs ``at``, None for a root."""
        above = self.reading.tokens[at].head
        return None if above == at or not self.sentence.first <= above < self.sentence.last else above

    def kids(self, at: int, *labels: str) -> tuple[int, ...]:
        """Return the tokens under ``at`` whose label, or label without subtype, is one of ``labels``."""
        return tuple(
            i
            for i in self.below.get(at, ())
            if self.label(i) in labels or self.label(i).partition(":")[0] in labels
        )

    def case(self, at: int) -> str:
        """Return the preposition of a noun, "" where it has none; of several words the first."""
        return next((self.word(i) for i in self.kids(at, "case")), "")

    def above(self, at: int) -> Iterator[int]:
        """Yield the tokens that govern ``at``, nearest first."""
        for _ in range(_STEPS):
            up = self.head(at)
            if up is None:
                return
            yield up
            at = up


def tree_of(reading: Reading, sentence: Sentence) -> Tree | None:
    """Return the tree of a sentence, None where the reader builds none."""
    below: dict[int, list[int]] = {}
    for at in range(sentence.first, sentence.last):
        head = reading.tokens[at].head
        if head < 0:
            return None
        if head != at:
            below.setdefault(head, []).append(at)
    return Tree(reading, sentence, {head: tuple(kids) for head, kids in below.items()})


def _belongs(tree: Tree, at: int) -> bool:
    """Tell whether a dependent of a noun is part of its phrase: not a clause, an apposition or a place."""
    label = tree.label(at)
    base = label.partition(":")[0]
    if base in _INSIDE or label in {"nmod:poss", "nmod:unmarked"}:
        return not (label == "nmod:unmarked" and tree.pos(at) == "NUM")
    if base == "nmod":
        return tree.case(at) in _OF
    return base == "advmod" and tree.pos(at) in {"ADV", "ADJ"}


def _glued(tree: Tree, at: int) -> bool:
    """Tell whether a hyphen binds a token to the one before it ("three-year-old")."""
    if at - 1 < tree.sentence.first:
        return False
    before, token = tree.reading.tokens[at - 1], tree.reading.tokens[at]
    dashed = tree.word(at - 1) in {"-", "–"} or tree.word(at) in {"-", "–"}
    return dashed and before.end == token.start


def phrase(tree: Tree, head: int) -> Phrase:
    """Return the longest unbroken noun phrase around its head: modifiers and "of …", no clauses after it.

    Conjuncts, appositions, relative clauses and prepositional phrases other than "of" are left out.
    """
    inside = {head}
    todo = [head]
    while todo:
        at = todo.pop()
        for kid in tree.below.get(at, ()):
            owned = at != head and tree.label(kid).partition(":")[0] in {
                "case",
                "conj",
                "cc",
                "punct",
                "appos",
            }
            if kid not in inside and (owned or _belongs(tree, kid)):
                inside.add(kid)
                todo.append(kid)
    first = last = head
    while first - 1 in inside or (first - 2 in inside and tree.word(first - 1) in {"-", "–", "'s", "’s"}):
        first -= 1
    while last + 1 in inside or (last + 2 in inside and tree.word(last + 1) in {"-", "–"}):
        last += 1
    while _glued(tree, first):
        first -= 1
    while first < head and (tree.word(first) in _MARKS or tree.label(first).startswith("case")):
        first += 1
    while last > head and tree.word(last) in _MARKS:
        last -= 1
    return first, last + 1


def members(tree: Tree, head: int) -> tuple[int, ...]:
    """Return a noun's head and those joined to it ("a man and his son"), in text order."""
    joined = [
        i for i in tree.kids(head, "conj") if tree.pos(i) in {"NOUN", "PROPN", "NUM", "PRON", "ADJ", "X"}
    ]
    return (head, *joined)
