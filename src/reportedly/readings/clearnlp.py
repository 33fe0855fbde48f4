"""Trees in the style of ClearNLP, which spaCy's English pipelines build -> Universal Dependencies.

ClearNLP hangs a noun on its preposition, a predicate on its copula and a conjunct on the one before it; UD
hangs prepositions and copulas on content words and all conjuncts on the first (Choi and Palmer 2012; de
Marneffe and others 2021). A tree that is in UD already stays as it is, its rarer subtypes cut off. Names
stay ``compound`` with the last word as head; UD has them ``flat`` under the first.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from reportedly.readings.labels import RELATIONS

CLEARNLP_ALONE = frozenset((
    "acomp", "agent", "attr", "auxpass", "csubjpass", "dative", "dobj", "intj", "meta", "neg", "npadvmod",
    "nsubjpass", "oprd", "pcomp", "pobj", "poss", "preconj", "predet", "prep", "prt", "quantmod", "relcl",
))  # fmt: skip
"""Labels of ClearNLP that UD does not have: whoever uses one of them writes the whole tree so."""

_SAME = {
    "acomp": "xcomp", "attr": "xcomp", "auxpass": "aux:pass", "csubjpass": "csubj:pass", "dative": "iobj",
    "dobj": "obj", "intj": "discourse", "meta": "dep", "neg": "advmod", "nsubjpass": "nsubj:pass",
    "oprd": "xcomp", "poss": "nmod:poss", "preconj": "cc:preconj", "predet": "det:predet",
    "prt": "compound:prt", "quantmod": "advmod", "relcl": "acl:relcl",
}  # fmt: skip
_KNOWN = frozenset(RELATIONS)
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "X", "DET"})
_CLAUSAL = frozenset({"VERB", "AUX"})
_PREPOSITIONAL = frozenset({"prep", "agent", "dative"})


@dataclass(slots=True)
class _Tree:
    """A sentence being changed.

    ``raised`` are the words that took the place of their preposition, ``followed`` those that hung on a
    copula and now hang on its predicate: they belong to the clause, whatever part of speech that is.
    """

    heads: list[int]
    labels: list[str]
    upos: Sequence[str]
    lemmas: Sequence[str]
    children: list[list[int]]
    raised: set[int] = field(default_factory=set)
    followed: set[int] = field(default_factory=set)

    def below(self, word: int, *labels: str) -> int | None:
        """Return the first dependant of a word with the first of these labels that any has."""
        found = ((child for child in self.children[word] if self.labels[child] == label) for label in labels)
        return next((child for each in found for child in each), None)

    def raise_over(self, upper: int, lower: int, label: str) -> None:
        """Put a dependant in its head's place; the head hangs on it by ``label``, the others follow."""
        head = self.heads[upper]
        for child in self.children[upper]:
            if child != lower:
                self.heads[child] = lower
                self.children[lower].append(child)
        self.children[upper] = []
        self.labels[lower], self.labels[upper] = self.labels[upper], label
        self.heads[lower], self.heads[upper] = (lower if head == upper else head), lower
        self.children[lower].append(upper)
        self.children[lower].sort()
        if head != upper:
            self.children[head][self.children[head].index(upper)] = lower
            self.children[head].sort()


def to_universal(
    heads: Sequence[int], labels: Sequence[str], upos: Sequence[str], lemmas: Sequence[str]
) -> tuple[list[int], list[str]]:
    """Return heads and UD relations (``labels.RELATIONS``) of one sentence in the style of ClearNLP.

    ``heads`` are one tree, counted inside the sentence, a root its own head. So is what comes back.
    """
    tree = _Tree(list(heads), list(labels), upos, lemmas, [[] for _ in heads])
    for word, head in enumerate(heads):
        if head != word:
            tree.children[head].append(word)
    order = _deepest_first(tree)
    for word in order:
        _raise_complement(tree, word)
    for word in order:
        _raise_predicate(tree, word)
    _join_conjuncts(tree)
    return tree.heads, [_relation(tree, word) for word in range(len(heads))]


def relation(label: str) -> str:
    """Return the UD relation of ours that a parser's label means: itself, without its subtype, or "dep"."""
    low = label.lower()
    low = _SAME.get(low, low)
    if low in _KNOWN:
        return low
    plain = low.partition(":")[0]
    return plain if plain in _KNOWN else "dep"


def _deepest_first(tree: _Tree) -> list[int]:
    """Return the words, each before its head."""
    order = [word for word, head in enumerate(tree.heads) if word == head]
    for word in order:
        order.extend(tree.children[word])
    return order[::-1]


def _raise_complement(tree: _Tree, word: int) -> None:
    """Put a preposition's complement in its place ("of the house", "out of it", "after leaving")."""
    found = tree.below(word, "pobj", "pcomp")
    if found is None and tree.labels[word] in _PREPOSITIONAL:
        found = next((child for child in tree.children[word] if child in tree.raised), None)
    if found is None:
        return
    clause = tree.labels[found] == "pcomp" and tree.upos[found] in _CLAUSAL
    tree.raise_over(word, found, "mark" if clause else "case")
    tree.raised.add(found)


def _raise_predicate(tree: _Tree, word: int) -> None:
    """Put the predicate in the place of a form of "be" ("is the mayor", "was in Tarnow")."""
    if tree.lemmas[word] != "be" or tree.below(word, "expl") is not None:
        return
    found = tree.below(word, "attr", "acomp")
    plain = tree.below(word, "xcomp", "ccomp", "dobj", "obj") is None
    if found is None and plain and tree.below(word, "nsubj") is not None:
        after = (c for c in tree.children[word] if c > word and c in tree.raised)
        found = next((c for c in after if tree.labels[c] == "prep" and tree.upos[c] not in _CLAUSAL), None)
    if found is None:
        return
    (tree.raised.add if word in tree.raised else tree.raised.discard)(found)
    tree.followed.update(child for child in tree.children[word] if child != found)
    tree.raise_over(word, found, "cop")


def _join_conjuncts(tree: _Tree) -> None:
    """Hang each conjunct on the first of its row, and each conjunction on the conjunct behind it."""
    for children in tree.children:
        behind: int | None = None
        for child in reversed(children):
            if tree.labels[child] == "conj":
                behind = child
            elif tree.labels[child] == "cc" and behind is not None:
                tree.heads[child] = behind
    for word, label in enumerate(tree.labels):
        head = tree.heads[word]
        if label == "conj" and tree.labels[head] == "conj":
            tree.heads[word] = tree.heads[head]


def _relation(tree: _Tree, word: int) -> str:
    """Return the UD relation of a word in the changed tree."""
    label, head = tree.labels[word], tree.heads[word]
    if word == head:
        return "root"
    nominal = tree.upos[head] in _NOMINAL and word not in tree.followed
    if label == "agent":
        return "obl:agent"
    if label == "npadvmod":
        return "nmod:unmarked" if nominal else "obl:unmarked"
    if label == "attr" and tree.below(head, "expl") is not None:
        return "nsubj"
    clause = tree.upos[word] in _CLAUSAL or tree.below(word, "cop") is not None
    if word in tree.raised and label in _PREPOSITIONAL and clause:
        return "acl" if nominal else "advcl"
    if label == "pcomp":
        return "advcl"
    if (label in _PREPOSITIONAL and word in tree.raised) or label == "pobj":
        return "nmod" if nominal else "obl"
    if label == "prep":
        return "advmod" if tree.upos[word] == "ADV" else "obl"
    return "dep" if label.lower() == "root" else relation(label)
