"""Relations: the type of what one party does to another."""

import pytest

from reportedly.events.catalogue import load_catalogue
from reportedly.events.relations import TYPES, features, relation_type, shipped_relations
from tests.unit.events.trees import tree

CATALOGUE = load_catalogue("en")
SENTENCES = {
    "ASSAULT": "Rebels/NOUN/nsubj>1 attacked/VERB/root>1 soldiers/NOUN/obj>1",
    "COERCE": "Police/NOUN/nsubj>1 arrested/VERB/root>1 students/NOUN/obj>1",
    "REJECT": "Russia/PROPN/nsubj>1 rejected/VERB/root>1 proposals/NOUN/obj>1",
}


@pytest.mark.parametrize(("kind", "sentence"), SENTENCES.items())
def test_plain_relations_have_their_type(kind: str, sentence: str) -> None:
    """What the shipped weights cannot tell of these they can tell of nothing."""
    found, share = relation_type(tree(sentence), (range(1), range(2, 3)), CATALOGUE, shipped_relations())

    assert (found, 0 < share <= 1) == (kind, True)


def test_the_parties_are_seen_apart() -> None:
    """Who did it to whom must not look the same either way."""
    told = tree(SENTENCES["ASSAULT"])

    assert features(told, (range(1), range(2, 3)), CATALOGUE) != features(
        told, (range(2, 3), range(1)), CATALOGUE
    )


def test_the_weights_fit_their_types() -> None:
    """A file of another shape would tell types at random."""
    model = shipped_relations()

    assert model.weights.shape == (len(model.keys) + 1, len(TYPES))
    assert model.rare.shape == (len(model.keys) + 1,)
    assert sorted(model.keys.tolist()) == model.keys.tolist()
