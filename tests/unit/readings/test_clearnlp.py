"""Trees in the style of ClearNLP become trees of Universal Dependencies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.readings.clearnlp import CLEARNLP_ALONE, relation, to_universal
from reportedly.readings.labels import RELATIONS, UPOS

SENTENCES = {
    "a copula hangs on its predicate": """
        She    PRON  2 nsubj  4 nsubj
        is     AUX   0 ROOT   4 cop
        the    DET   4 det    4 det
        mayor  NOUN  2 attr   0 root
        of     ADP   4 prep   6 case
        Tarnow PROPN 5 pobj   4 nmod
        .      PUNCT 2 punct  4 punct""",
    "so does one with a place": """
        Markets NOUN  2 nsubj 4 nsubj
        are     AUX   0 ROOT  4 cop
        in      ADP   2 prep  4 case
        Tarnow  PROPN 3 pobj  0 root""",
    "what there is, is the subject": """
        There PRON 2 expl  2 expl
        is    VERB 0 ROOT  0 root
        a     DET  4 det   4 det
        dam   NOUN 2 attr  2 nsubj""",
    "other verbs keep their complements": """
        It     PRON 2 nsubj 2 nsubj
        seemed VERB 0 ROOT  0 root
        calm   ADJ  2 acomp 2 xcomp""",
    "conjuncts hang on the first, conjunctions on what follows": """
        Rain   NOUN  2 nsubj  2 nsubj
        hit    VERB  0 ROOT   0 root
        Basra  PROPN 2 dobj   2 obj
        ,      PUNCT 3 punct  3 punct
        Mosul  PROPN 3 conj   3 conj
        and    CCONJ 5 cc     7 cc
        Erbil  PROPN 5 conj   3 conj""",
    "who does it in the passive": """
        It     PRON 3 nsubjpass 3 nsubj:pass
        was    AUX  3 auxpass   3 aux:pass
        broken VERB 0 ROOT      0 root
        by     ADP  3 agent     6 case
        a      DET  6 det       6 det
        storm  NOUN 4 pobj      3 obl:agent""",
    "a preposition on a clause is a mark": """
        They   PRON 2 nsubj 2 nsubj
        left   VERB 0 ROOT  0 root
        after  ADP  2 prep  4 mark
        eating VERB 3 pcomp 2 advcl""",
    "also where the clause has a copula": """
        They  PRON 2 nsubj 2 nsubj
        left  VERB 0 ROOT  0 root
        after ADP  2 prep  5 mark
        being AUX  3 pcomp 5 cop
        ill   ADJ  4 acomp 2 advcl""",
    "two prepositions in a row": """
        Smoke NOUN 2 nsubj 2 nsubj
        came  VERB 0 ROOT  0 root
        out   ADP  2 prep  6 case
        of    ADP  3 prep  6 case
        the   DET  6 det   6 det
        house NOUN 4 pobj  2 obl""",
    "who is given what": """
        He   PRON 2 nsubj  2 nsubj
        gave VERB 0 ROOT   0 root
        her  PRON 2 dative 2 iobj
        maps NOUN 2 dobj   2 obj
        for  ADP  2 dative 6 case
        Ada  PROPN 5 pobj  2 obl""",
    "whose it is, and what is said of it": """
        Its    PRON 2 poss       2 nmod:poss
        roof   NOUN 4 nsubj      4 nsubj
        never  ADV  4 neg        4 advmod
        leaked VERB 0 ROOT       0 root
        Friday PROPN 4 npadvmod  4 obl:unmarked""",
    "a preposition left alone": """
        It    PRON 2 nsubj 2 nsubj
        fell  VERB 0 ROOT  0 root
        over  ADV  2 prep  2 advmod""",
}
LEMMAS = {"is": "be", "are": "be", "being": "be", "was": "be"}


@pytest.mark.parametrize("table", SENTENCES.values(), ids=SENTENCES.keys())
def test_constructions(table: str) -> None:
    """Each column pair was written by hand after the two guidelines: what stages read is UD."""
    rows = [line.split() for line in table.strip().splitlines()]
    heads = [int(row[2]) - 1 if row[2] != "0" else at for at, row in enumerate(rows)]
    expected = [(int(row[4]) - 1 if row[4] != "0" else at, row[5]) for at, row in enumerate(rows)]

    found = to_universal(
        heads,
        [row[3] for row in rows],
        [row[1] for row in rows],
        [LEMMAS.get(row[0], row[0].lower()) for row in rows],
    )

    assert list(zip(*found, strict=True)) == expected


@st.composite
def trees(draw: st.DrawFn) -> tuple[list[int], list[str], list[str], list[str]]:
    """Return heads, labels, parts of speech and lemmas of a tree such as no person would build."""
    size = draw(st.integers(1, 12))
    order = draw(st.permutations(range(size)))
    heads = [0] * size
    for at, word in enumerate(order):
        heads[word] = order[draw(st.integers(0, at - 1))] if at else word
    labels = st.sampled_from([*sorted(CLEARNLP_ALONE), "conj", "cc", "nsubj", "expl", "weird", ""])
    return (
        heads,
        ["ROOT" if heads[word] == word else draw(labels) for word in range(size)],
        draw(st.lists(st.sampled_from(UPOS), min_size=size, max_size=size)),
        draw(st.lists(st.sampled_from(["be", "stone"]), min_size=size, max_size=size)),
    )


@given(trees())
def test_any_tree_stays_one_tree_with_our_relations(
    tree: tuple[list[int], list[str], list[str], list[str]],
) -> None:
    """A parser errs; what comes of it must still be walked to one root."""
    heads, labels = to_universal(*tree)

    assert sum(head == word for word, head in enumerate(heads)) == 1
    for word in range(len(heads)):
        at = word
        for _ in heads:
            at = heads[at]
        assert heads[at] == at
    assert set(labels) <= set(RELATIONS)
    assert all((label == "root") == (heads[word] == word) for word, label in enumerate(labels))


@pytest.mark.parametrize(
    ("label", "ours"),
    [("obl:tmod", "obl"), ("nsubj:pass", "nsubj:pass"), ("dobj", "obj"), ("sb", "dep"), ("", "dep")],
)
def test_labels_are_ours_or_come_down_to_ours(label: str, ours: str) -> None:
    """Pipelines for UD have subtypes, and those of other schemes labels, that no stage knows."""
    assert relation(label) == ours


def test_a_tree_in_ud_stays_as_it_is() -> None:
    """Pipelines trained on UD are common too."""
    heads, labels = [2, 2, 2, 4, 2], ["nsubj", "cop", "root", "case", "obl"]
    pos = ["PRON", "AUX", "NOUN", "ADP", "NOUN"]

    assert to_universal(heads, labels, pos, ["it", "be", "port", "at", "night"]) == (heads, labels)
